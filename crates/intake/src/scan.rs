//! Small steps over untrusted text, shared by the formats. All of them are total.

use memchr::memmem;

/// Where `needle` stands in `text`, from left to right.
pub(crate) fn places<'t>(text: &'t str, needle: &'t str) -> impl Iterator<Item = usize> + 't {
    memmem::find_iter(text.as_bytes(), needle.as_bytes())
}

/// Whether `needle` stands in `text`.
pub(crate) fn contains(text: &str, needle: &str) -> bool {
    memmem::find(text.as_bytes(), needle.as_bytes()).is_some()
}

/// The text from `at` on; empty when that is no character boundary.
pub(crate) fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The text from `at` on, but not much more than `most` bytes of it.
pub(crate) fn window(text: &str, at: usize, most: usize) -> &str {
    let rest = from(text, at);
    let end = (most..rest.len())
        .find(|end| rest.is_char_boundary(*end))
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

/// The end of a text, not more than `most` bytes of it.
pub(crate) fn tail(text: &str, most: usize) -> &str {
    let start = text.len().saturating_sub(most);
    let whole = (start..=text.len()).find(|at| text.is_char_boundary(*at));
    from(text, whole.unwrap_or_default())
}

/// Whether no letter or digit stands directly before `at`.
pub(crate) fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    !before.is_some_and(char::is_alphanumeric)
}

/// Where a tag of this name opens in XML, with or without a namespace prefix. `name` has no prefix.
pub(crate) fn tags<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    places(text, name).filter(move |at| opens(text, *at) && closes_name(text, at + name.len()))
}

fn opens(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let unprefixed = before.strip_suffix(':').map_or(before, |prefix| {
        let letters = prefix
            .bytes()
            .rev()
            .take(32)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        prefix.get(..prefix.len() - letters).unwrap_or_default()
    });
    unprefixed.ends_with('<')
}

fn closes_name(text: &str, at: usize) -> bool {
    from(text, at).starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_open_with_or_without_prefix() {
        for (text, count) in [
            ("<Bundle>", 1),
            ("<f:Bundle x='1'>", 1),
            ("</Bundle>", 0),
            ("<Bundles>", 0),
            ("a Bundle", 0),
            ("<Bundle/><Bundle\n>", 2),
            (":Bundle>", 0),
        ] {
            assert_eq!(tags(text, "Bundle").count(), count, "{text}");
        }
    }

    #[test]
    fn windows_end_on_characters() {
        assert_eq!(window("aéb", 0, 2), "aé");
        assert_eq!(window("aéb", 2, 9), "");
        assert_eq!((tail("aéb", 2), tail("aéb", 3)), ("b", "éb"));
        assert_eq!(window("abc", 1, 9), "bc");
    }
}
