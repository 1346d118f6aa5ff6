//! Checkpoints: a signed sentence "this log has so many entries, and their root is this".
//!
//! The text is that of C2SP tlog-checkpoint (<https://c2sp.org/tlog-checkpoint>): origin, size and
//! root on a line each. Whoever keeps one can later tell that no entry up to its size was changed,
//! removed or added; the log's own copies may be lost with the log. Signing is in `note`.

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
}

impl Checkpoint {
    /// What is true of a chain now.
    #[must_use]
    pub fn of(chain: &Chain) -> Checkpoint {
        Checkpoint {
            size: chain.size(),
            root: chain.root(),
        }
    }

    /// The checkpoint as a note that is signed with the log's key, whose name is the origin.
    ///
    /// # Errors
    /// Never for a checkpoint: its text always has the form that a note needs.
    pub fn sign(&self, signer: &Signer) -> Result<String, NoteError> {
        let root = STANDARD.encode(self.root.as_bytes());
        signer.sign(&format!("{}\n{}\n{root}\n", signer.name(), self.size))
    }

    /// Reads a note and checks its signature and its origin.
    ///
    /// # Errors
    /// When the note is not signed with `key`, or is no checkpoint of this log.
    pub fn open(note: &str, key: &VerifyingKey) -> Result<Checkpoint, NoteError> {
        let text = key.open(note)?;
        let mut lines = text.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(NoteError::Malformed);
        };
        let number = size.parse::<u64>().map_err(|_| NoteError::Malformed)?;
        let root = STANDARD.decode(root).map_err(|_| NoteError::Malformed)?;
        let root = Hash::try_from(root.as_slice()).map_err(|_| NoteError::Malformed)?;
        if origin != key.name() || number.to_string() != size {
            return Err(NoteError::Malformed);
        }
        Ok(Checkpoint { size: number, root })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_and_read_back() {
        let signer = Signer::from_seed("anteroom/test", &[3; 32]).unwrap();
        let mut chain = Chain::new();
        for size in 0..5 {
            let checkpoint = Checkpoint::of(&chain);
            let note = checkpoint.sign(&signer).unwrap();
            assert!(note.starts_with(&format!("anteroom/test\n{size}\n")));
            assert_eq!(
                Checkpoint::open(&note, &signer.verifying_key()),
                Ok(checkpoint)
            );
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
