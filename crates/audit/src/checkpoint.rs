//! Checkpoints: a signed sentence "this log has so many entries, and their root is this".
//!
//! The text is that of C2SP tlog-checkpoint (<https://c2sp.org/tlog-checkpoint>): origin, size and
//! root on a line each. Whoever keeps one can later tell that no entry up to its size was changed,
//! removed or added; the log's own copies may be lost with the log. Signing is in `note`.
//!
//! ```text
//! NAME            in the log                     NAME/file       in the file beside the log
//! SIZE                                           SIZE
//! ROOT                                           ROOT
//! file SIZE       what the file counts at least
//! ```
//! The two homes have different origins, so neither can stand in for the other, and the last line
//! of the log's own says how far the file had come: a file that is missing or older was tampered
//! with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::note::{NoteError, Signer, VerifyingKey};
use crate::{Chain, Hash};

/// What a checkpoint says. Values read from a note were signed by the log's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries the log had.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Where it is kept.
    pub home: Home,
}

/// Where a checkpoint is kept. It is part of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The file beside the log.
    File,
    /// The log itself, and copies of it.
    Log {
        /// The file's checkpoint counted at least so many entries when this one was signed.
        filed: u64,
    },
}

/// What comes after the key's name in the origin of the file's checkpoint.
const FILE: &str = "/file";
/// How the line begins that says how far the file had come.
const FILED: &str = "file ";

impl Checkpoint {
    /// What is true of a chain now, for the given home.
    #[must_use]
    pub fn of(chain: &Chain, home: Home) -> Checkpoint {
        Checkpoint {
            size: chain.size(),
            root: chain.root(),
            home,
        }
    }

    /// Whether it speaks of exactly this chain.
    #[must_use]
    pub fn fits(&self, chain: &Chain) -> bool {
        self.size == chain.size() && self.root == chain.root()
    }

    /// The checkpoint as a note that is signed with the log's key, whose name begins the origin.
    ///
    /// # Errors
    /// Never for a checkpoint: its text always has the form that a note needs.
    pub fn sign(&self, signer: &Signer) -> Result<String, NoteError> {
        let root = STANDARD.encode(self.root.as_bytes());
        let (origin, last) = match self.home {
            Home::File => (FILE, String::new()),
            Home::Log { filed: 0 } => ("", String::new()),
            Home::Log { filed } => ("", format!("{FILED}{filed}\n")),
        };
        let (name, size) = (signer.name(), self.size);
        signer.sign(&format!("{name}{origin}\n{size}\n{root}\n{last}"))
    }

    /// Reads a note of either home and checks its signature and its origin.
    ///
    /// # Errors
    /// When the note is not signed with `key`, or is no checkpoint of this log.
    pub fn open(note: &str, key: &VerifyingKey) -> Result<Checkpoint, NoteError> {
        let mut lines = key.open(note)?.lines();
        let mut next = || lines.next().ok_or(NoteError::Malformed);
        let (origin, size, root) = (next()?, number(next()?)?, next()?);
        let root = STANDARD.decode(root).map_err(|_| NoteError::Malformed)?;
        let root = Hash::try_from(root.as_slice()).map_err(|_| NoteError::Malformed)?;
        let home = match origin.strip_prefix(key.name()) {
            Some("") => Home::Log {
                filed: filed(lines)?,
            },
            Some(FILE) => Home::File,
            _ => return Err(NoteError::Malformed),
        };
        Ok(Checkpoint { size, root, home })
    }
}

/// What the lines after the root say of the file; other lines are a later version's.
fn filed<'n>(mut lines: impl Iterator<Item = &'n str>) -> Result<u64, NoteError> {
    lines
        .find_map(|line| line.strip_prefix(FILED))
        .map_or(Ok(0), number)
}

/// A number in its one spelling.
fn number(text: &str) -> Result<u64, NoteError> {
    let number = text.parse::<u64>().map_err(|_| NoteError::Malformed)?;
    (number.to_string() == text)
        .then_some(number)
        .ok_or(NoteError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_and_read_back() {
        let signer = Signer::from_seed("anteroom/test", &[3; 32]).unwrap();
        let mut chain = Chain::new();
        for size in 0..5 {
            for (home, origin) in [
                (Home::Log { filed: size / 2 }, "anteroom/test"),
                (Home::File, "anteroom/test/file"),
            ] {
                let checkpoint = Checkpoint::of(&chain, home);
                let note = checkpoint.sign(&signer).unwrap();
                assert!(note.starts_with(&format!("{origin}\n{size}\n")));
                assert_eq!(
                    Checkpoint::open(&note, &signer.verifying_key()),
                    Ok(checkpoint)
                );
            }
            chain.append_body(b"{}".to_vec());
        }
    }

    #[test]
    fn another_origin_or_another_spelling_is_refused() {
        let signer = Signer::from_seed("anteroom/test", &[3; 32]).unwrap();
        let key = signer.verifying_key();
        let root = STANDARD.encode([0; 32]);
        for text in [
            format!("other\n1\n{root}\n"),
            format!("anteroom/test\n01\n{root}\n"),
            format!("anteroom/test\n+1\n{root}\n"),
            "anteroom/test\n1\nAAAA\n".to_owned(),
            "anteroom/test\n1\n".to_owned(),
            format!("anteroom/test/files\n1\n{root}\n"),
            format!("anteroom/test\n1\n{root}\nfile 01\n"),
        ] {
            let note = signer.sign(&text).unwrap();
            assert_eq!(
                Checkpoint::open(&note, &key),
                Err(NoteError::Malformed),
                "{text}"
            );
        }
    }
}
