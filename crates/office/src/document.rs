//! A file that proves what a record says.

use anteroom_audit::{Hash, Word};
use serde::{Deserialize, Serialize};

/// Media types by the end of the file's name; a hint for whoever opens the file later, never a reason to open it here.
const TYPES: [(&str, &str); 10] = [
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("eml", "message/rfc822"),
    ("jpg", "image/jpeg"),
    ("md", "text/markdown"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("txt", "text/plain"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
];

/// Where a kept file is, and how a copy of it is recognized.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The id of the kept file.
    pub file: Word,
    /// Its name when it was kept.
    pub name: Word,
    /// SHA-256 of its content.
    pub sha256: Hash,
}

/// What kind of file it is, by its name.
#[must_use]
pub fn media_type(name: &str) -> Word {
    Word::lossy(known(name).map_or("application/octet-stream", |(_, kind)| kind))
}

/// How a file's name ends, where that is an ending of the list above: all of a name that is kept where the name itself is
/// nobody's business.
#[must_use]
pub fn ending(name: &str) -> Option<&'static str> {
    known(name).map(|(end, _)| end)
}

fn known(name: &str) -> Option<(&'static str, &'static str)> {
    let (_, end) = name.rsplit_once('.')?;
    let mut all = TYPES.iter().copied();
    all.find(|(known, _)| known.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_follow_the_name() {
        for (name, kind) in [
            ("BAA.PDF", "application/pdf"),
            ("mail.eml", "message/rfc822"),
            ("pdf", "application/octet-stream"),
            ("run.exe", "application/octet-stream"),
        ] {
            assert_eq!(media_type(name).as_str(), kind, "{name}");
        }
    }

    #[test]
    fn of_a_name_only_a_known_ending_is_told() {
        for (name, end) in [
            ("Harriet Lindgren.PDF", Some("pdf")),
            ("keys.xlsx", Some("xlsx")),
            ("plan.Lindgren", None),
            ("pdf", None),
            ("", None),
        ] {
            assert_eq!(ending(name), end, "{name}");
        }
    }
}
