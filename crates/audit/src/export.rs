//! The log as a file that anybody can verify without us: JSON Lines.
//!
//! ```text
//! {"format":"anteroom-log/1","key":"NAME+ID+BASE64"}
//! {"checkpoint":"NAME\nSIZE\nROOT\n\n— NAME SIGNATURE\n"}      one or more
//! {"no":1,"prev":"HEX","hash":"HEX","body":"{...}"}            one for each entry
//! ```
//! `body` is exactly the text that was hashed. The key in the file only shows that the file fits
//! itself; whoever does not trust the file compares it with a key that came another way.

use serde::{Deserialize, Serialize};

use crate::note::VerifyingKey;
use crate::verify::{self, Broken, Verified, Verifier, Why};
use crate::{Entry, EntryNo, Hash};

const FORMAT: &str = "anteroom-log/1";

/// Why an exported file is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// The log in it is not as it was written.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It does not begin as an exported log does.
    #[error("this is not an exported log")]
    NotALog,
    /// It is the log of another key.
    #[error("this log was signed with another key than the one given")]
    OtherKey,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    key: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    checkpoint: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    no: EntryNo,
    prev: Hash,
    hash: Hash,
    body: String,
}

/// The first line of an export. Lines come without a line break.
#[must_use]
pub fn header(key: &VerifyingKey) -> String {
    render(&Header {
        format: FORMAT.to_owned(),
        key: key.to_string(),
    })
}

/// The line of a signed checkpoint.
#[must_use]
pub fn checkpoint(note: &str) -> String {
    render(&Signed {
        checkpoint: note.to_owned(),
    })
}

/// The line of an entry.
#[must_use]
pub fn entry(entry: &Entry) -> String {
    let body = String::from_utf8_lossy(&entry.body).into_owned();
    render(&Line {
        no: entry.no,
        prev: entry.prev,
        hash: entry.hash,
        body,
    })
}

/// Verifies an exported log, and that it was signed with `expected`, where that is given.
///
/// # Errors
/// When it is no exported log, or names the first bad entry.
pub fn verify(
    lines: impl IntoIterator<Item = impl AsRef<str>>,
    expected: Option<&VerifyingKey>,
) -> Result<Verified, ExportError> {
    let mut lines = lines.into_iter().peekable();
    let first = lines.next().ok_or(ExportError::NotALog)?;
    let header: Header = exactly(first.as_ref()).ok_or(ExportError::NotALog)?;
    let key: VerifyingKey = header.key.parse().map_err(|_| ExportError::NotALog)?;
    if header.format != FORMAT {
        return Err(ExportError::NotALog);
    }
    if expected.is_some_and(|expected| *expected != key) {
        return Err(ExportError::OtherKey);
    }
    let mut checkpoints = Vec::new();
    while let Some(line) = lines.next_if(|line| line.as_ref().starts_with("{\"checkpoint\":")) {
        let signed: Signed = exactly(line.as_ref()).ok_or(ExportError::NotALog)?;
        checkpoints.extend(verify::open_checkpoints(
            [signed.checkpoint.as_str()],
            &key,
        )?);
    }
    let mut verifier = Verifier::new(checkpoints);
    for line in lines {
        let at = EntryNo(verifier.entries() + 1);
        let line: Line = exactly(line.as_ref()).ok_or(Broken {
            at,
            why: Why::Unreadable,
        })?;
        let Line {
            no,
            prev,
            hash,
            body,
        } = line;
        verifier.push(&Entry {
            no,
            prev,
            hash,
            body: body.into_bytes(),
        })?;
    }
    Ok(verifier.finish()?)
}

fn render<T: Serialize>(line: &T) -> String {
    // Structs of strings and integers always serialize.
    serde_json::to_string(line).unwrap_or_default()
}

/// Reads a line and insists on the one way in which it is written.
fn exactly<T: Serialize + for<'de> Deserialize<'de>>(line: &str) -> Option<T> {
    serde_json::from_str(line)
        .ok()
        .filter(|read: &T| render(read) == line)
}
