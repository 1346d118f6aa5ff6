//! XML as a stream of tags and words: enough to walk through a document that is well-formed, and nothing of any other.

/// One thing that stands in a document.
pub(super) enum Event<'t> {
    /// An element opens: its name without a prefix, and its attributes as they are written.
    Opens(&'t str, &'t str),
    /// An element closes.
    Closes(&'t str),
    /// Words, as they are written.
    Words(&'t str),
}

/// Walks through the elements of `text`. None when they are not nested as they should be; a document type is not read, because
/// it may change what words mean.
pub(super) fn walk<'t>(text: &'t str, mut on: impl FnMut(Event<'t>)) -> Option<()> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (words, tag) = rest.split_at_checked(at)?;
        on(Event::Words(words));
        rest = match tag {
            tag if tag.starts_with("<!--") => behind(tag, "-->")?,
            tag if tag.starts_with("<![CDATA[") => {
                let (inside, after) = tag.get("<![CDATA[".len()..)?.split_once("]]>")?;
                on(Event::Words(inside));
                after
            }
            tag if tag.starts_with("<?") => behind(tag, "?>")?,
            tag if tag.starts_with("<!") => return None,
            tag => {
                let (inside, after) = tag.get(1..)?.split_at_checked(end(tag.get(1..)?)?)?;
                element(inside, &mut open, &mut on)?;
                after.get(1..)?
            }
        };
        if open.is_empty() {
            return Some(());
        }
    }
    None
}

fn behind<'t>(tag: &'t str, mark: &str) -> Option<&'t str> {
    Some(tag.split_once(mark)?.1)
}

/// Where a tag ends: at the first `>` outside quotes.
fn end(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        None
    })
}

fn element<'t>(
    inside: &'t str,
    open: &mut Vec<&'t str>,
    on: &mut impl FnMut(Event<'t>),
) -> Option<()> {
    if let Some(name) = inside.strip_prefix('/') {
        let name = local(name.trim());
        (open.pop()? == name).then_some(())?;
        on(Event::Closes(name));
        return Some(());
    }
    let (tag, is_empty) = match inside.strip_suffix('/') {
        Some(tag) => (tag, true),
        None => (inside, false),
    };
    let (name, attributes) = tag
        .split_once(|c: char| c.is_whitespace())
        .unwrap_or((tag, ""));
    let name = local(name);
    on(Event::Opens(name, attributes));
    match is_empty {
        true => on(Event::Closes(name)),
        false => open.push(name),
    }
    Some(())
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute.
pub(super) fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = attributes;
    loop {
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, behind) = after.get(1..)?.split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = behind;
    }
}

/// Words without the escapes that XML itself knows.
pub(super) fn read(written: &str) -> String {
    const KNOWN: [(&str, &str); 6] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#160;", " "),
        ("&amp;", "&"),
    ];
    KNOWN
        .iter()
        .fold(written.to_owned(), |words, (escape, sign)| {
            words.replace(escape, sign)
        })
}
