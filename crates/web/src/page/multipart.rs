//! The fields and files of a form that was sent as `multipart/form-data` (RFC 7578).
//!
//! It reads what has arrived whole and within the limits of every form (`form.rs`); it unpacks nothing and trusts no length.

use anteroom_office::ending;
use memchr::memmem;

/// Most fields and files of a form.
const MOST: usize = 64;
/// Most bytes of what stands before a field's value.
const LONGEST_HEAD: usize = 1 << 10;

/// A field of a form, or a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part<'b> {
    pub(crate) name: String,
    /// Whether it was sent as a file. What the file is called is nobody's business: it may hold a patient's name.
    pub(crate) is_file: bool,
    /// How that name ends, where it is a known ending.
    pub(crate) ending: Option<&'static str>,
    pub(crate) content: &'b [u8],
}

/// The parts of a form's body; none where it is not whole, or is no such form.
pub(crate) fn parts<'b>(kind: &str, body: &'b [u8]) -> Option<Vec<Part<'b>>> {
    let between = format!("\r\n--{}", boundary(kind)?);
    let between = between.as_bytes();
    let mut rest = body.strip_prefix(between.get(2..)?)?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        rest = rest.strip_prefix(b"\r\n")?;
        if parts.len() == MOST {
            return None;
        }
        let (this, next) = cut(rest, between)?;
        parts.push(part(this)?);
        rest = next;
    }
    Some(parts)
}

/// What parts one field from the next: at most 70 characters (RFC 2046, section 5.1.1).
fn boundary(kind: &str) -> Option<&str> {
    let (kind, said) = kind.split_once(';')?;
    let is_form = kind.trim().eq_ignore_ascii_case("multipart/form-data");
    let boundary = said.trim().strip_prefix("boundary=")?.trim_matches('"');
    (is_form && (1..=70).contains(&boundary.len())).then_some(boundary)
}

fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let (head, content) = cut(bytes, b"\r\n\r\n")?;
    let head = std::str::from_utf8(head)
        .ok()
        .filter(|head| head.len() <= LONGEST_HEAD)?;
    let says = head.lines().find_map(|line| {
        let (name, says) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition")
            .then_some(says)
    })?;
    let called = said(says, "; filename=\"");
    Some(Part {
        name: said(says, "; name=\"")?.to_owned(),
        is_file: called.is_some(),
        ending: called.and_then(ending),
        content,
    })
}

fn said<'h>(says: &'h str, what: &str) -> Option<&'h str> {
    let (_, rest) = says.split_once(what)?;
    Some(rest.split_once('"')?.0)
}

fn cut<'b>(bytes: &'b [u8], at: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let (before, rest) = bytes.split_at_checked(memmem::find(bytes, at)?)?;
    Some((before, rest.get(at.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=xyz";

    fn field(name: &str, more: &str, content: &str) -> String {
        format!(
            "--xyz\r\nContent-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n{content}\r\n"
        )
    }

    #[test]
    fn fields_and_files_are_read_as_they_were_sent() {
        let file = field(
            "file.note",
            "; filename=\"a; name=\\x.txt\"",
            "one\r\n--xy\r\ntwo",
        );
        let body = format!("{}{file}--xyz--\r\n", field("csrf", "", "abc"));
        let parts = parts(KIND, body.as_bytes()).unwrap();
        let read: Vec<_> = parts
            .iter()
            .map(|part| (&*part.name, part.is_file, part.ending, part.content))
            .collect();
        let expected: [(&str, bool, Option<&str>, &[u8]); 2] = [
            ("csrf", false, None, b"abc"),
            ("file.note", true, Some("txt"), b"one\r\n--xy\r\ntwo"),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn what_is_not_whole_or_has_too_many_parts_is_not_read() {
        let one = field("a", "", "b");
        let (few, many) = (one.repeat(MOST), one.repeat(MOST + 1));
        assert!(parts(KIND, format!("{few}--xyz--").as_bytes()).is_some());
        let long = field(&"a".repeat(LONGEST_HEAD), "", "b");
        for (kind, body) in [
            (KIND, format!("{many}--xyz--")),
            (KIND, format!("{long}--xyz--")),
            (KIND, one.clone()),
            (KIND, format!("{one}--xy")),
            (KIND, "--xyz\r\nno head--xyz--".to_owned()),
            (KIND, String::new()),
            ("multipart/form-data", format!("{one}--xyz--")),
            ("multipart/mixed; boundary=xyz", format!("{one}--xyz--")),
            ("multipart/form-data; boundary=", "----".to_owned()),
        ] {
            assert_eq!(parts(kind, body.as_bytes()), None, "{kind}: {body}");
        }
    }
}
