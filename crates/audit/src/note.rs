//! Signed notes: a text with Ed25519 signatures that stand-alone tools can check.
//!
//! The format is C2SP signed-note (<https://c2sp.org/signed-note>): the text, an empty line, then
//! signature lines `— name base64(key id || signature)`. A key's id is the first four bytes of
//! `SHA-256(name || 0x0A || 0x01 || public key)`. Keys are written as Go's `note` package writes
//! them. What the text says is the business of `checkpoint`.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;

use crate::Hash;

/// The algorithm byte of Ed25519 in keys and key ids.
const ED25519: u8 = 1;
/// What begins a signature line: an em dash and a space.
const DASH: &str = "\u{2014} ";
const PRIVATE: &str = "PRIVATE+KEY+";

/// The secret half of a log's key. Debug shows only its name.
#[derive(Clone)]
pub struct Signer {
    name: KeyName,
    key: ed25519_dalek::SigningKey,
}

/// The public half of a log's key; `name+id+base64`, safe to hand out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    name: KeyName,
    key: ed25519_dalek::VerifyingKey,
}

/// Why a key or a signed note is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text is not a key, or its id does not fit.
    #[error("not a key for signed notes")]
    Key,
    /// The text is not a signed note.
    #[error("not a signed note")]
    Malformed,
    /// No signature of the wanted key is on the note.
    #[error("the note is not signed with the key that was expected")]
    Unsigned,
    /// The signature does not fit the text.
    #[error("the note's signature does not fit its text")]
    WrongSignature,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeyName(Box<str>);

impl Signer {
    /// The key that is made from 32 secret, random bytes.
    ///
    /// # Errors
    /// When `name` is empty or holds spaces, control characters or a plus sign.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Signer, NoteError> {
        Ok(Signer {
            name: name.parse()?,
            key: ed25519_dalek::SigningKey::from_bytes(seed),
        })
    }

    /// The key's name; a log uses it as its origin too.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name.0
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey {
            name: self.name.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// The secret key as text: `PRIVATE+KEY+name+id+base64`. Keep it where only the server reads.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        let id = hex::encode(self.verifying_key().id());
        let key = encode_key(&self.key.to_bytes());
        format!("{PRIVATE}{}+{id}+{key}", self.name.0)
    }

    /// Reads what [`Signer::to_secret_text`] wrote.
    ///
    /// # Errors
    /// When the text is not such a key.
    pub fn from_secret_text(text: &str) -> Result<Signer, NoteError> {
        let text = text
            .trim_end()
            .strip_prefix(PRIVATE)
            .ok_or(NoteError::Key)?;
        let (name, id, seed) = split_key(text)?;
        let signer = Signer::from_seed(name, &seed)?;
        if hex::encode(signer.verifying_key().id()) != id {
            return Err(NoteError::Key);
        }
        Ok(signer)
    }

    /// The note: `text`, which must end with a line break, with this key's signature.
    ///
    /// # Errors
    /// When the text does not end with a line break.
    pub fn sign(&self, text: &str) -> Result<String, NoteError> {
        if !text.ends_with('\n') {
            return Err(NoteError::Malformed);
        }
        let mut signature = self.verifying_key().id().to_vec();
        signature.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        Ok(format!(
            "{text}\n{DASH}{} {}\n",
            self.name.0,
            STANDARD.encode(signature)
        ))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("name", &self.name.0)
            .finish_non_exhaustive()
    }
}

impl VerifyingKey {
    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name.0
    }

    /// Checks a note and gives back its text. Signatures of other keys are ignored.
    ///
    /// # Errors
    /// When it is no note, or this key did not sign it.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        let split = note.rfind("\n\n").ok_or(NoteError::Malformed)?;
        let (text, rest) = note
            .split_at_checked(split + 1)
            .ok_or(NoteError::Malformed)?;
        let lines = rest.strip_prefix('\n').ok_or(NoteError::Malformed)?;
        if !lines.ends_with('\n') {
            return Err(NoteError::Malformed);
        }
        for line in lines.lines() {
            let (name, signature) = line
                .strip_prefix(DASH)
                .and_then(|l| l.split_once(' '))
                .ok_or(NoteError::Malformed)?;
            let signature = STANDARD
                .decode(signature)
                .map_err(|_| NoteError::Malformed)?;
            let (id, signature) = signature.split_at_checked(4).ok_or(NoteError::Malformed)?;
            if name == self.name() && id == self.id() {
                return self.check(text, signature).map(|()| text);
            }
        }
        Err(NoteError::Unsigned)
    }

    fn check(&self, text: &str, signature: &[u8]) -> Result<(), NoteError> {
        let signature = ed25519_dalek::Signature::from_slice(signature)
            .map_err(|_| NoteError::WrongSignature)?;
        self.key
            .verify_strict(text.as_bytes(), &signature)
            .map_err(|_| NoteError::WrongSignature)
    }

    fn id(&self) -> [u8; 4] {
        let hash = Hash::of_parts(&[
            self.name.0.as_bytes(),
            b"\n",
            &[ED25519],
            self.key.as_bytes(),
        ]);
        let [a, b, c, d, ..] = hash.0;
        [a, b, c, d]
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = hex::encode(self.id());
        write!(
            f,
            "{}+{id}+{}",
            self.name.0,
            encode_key(self.key.as_bytes())
        )
    }
}

impl FromStr for VerifyingKey {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<VerifyingKey, NoteError> {
        let (name, id, bytes) = split_key(text.trim_end())?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| NoteError::Key)?;
        let key = VerifyingKey {
            name: name.parse()?,
            key,
        };
        if hex::encode(key.id()) != id {
            return Err(NoteError::Key);
        }
        Ok(key)
    }
}

impl FromStr for KeyName {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<KeyName, NoteError> {
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
        if text.is_empty() || !text.chars().all(plain) {
            return Err(NoteError::Key);
        }
        Ok(KeyName(text.into()))
    }
}

fn encode_key(bytes: &[u8; 32]) -> String {
    let mut typed = vec![ED25519];
    typed.extend_from_slice(bytes);
    STANDARD.encode(typed)
}

/// Splits `name+id+base64` and decodes the key.
fn split_key(text: &str) -> Result<(&str, &str, [u8; 32]), NoteError> {
    let mut parts = text.splitn(3, '+');
    let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NoteError::Key);
    };
    let key = STANDARD.decode(key).map_err(|_| NoteError::Key)?;
    match key.split_first() {
        Some((&ED25519, bytes)) => Ok((name, id, bytes.try_into().map_err(|_| NoteError::Key)?)),
        _ => Err(NoteError::Key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example key and note of the documentation of golang.org/x/mod/sumdb/note.
    const PETER: &str =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PETER_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                        then you don't know what your problem is.\n";
    const SIGNED: &str = "\u{2014} PeterNeumann \
         x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn agrees_with_the_published_example() {
        let signer = Signer::from_secret_text(PETER).unwrap();
        assert_eq!(signer.to_secret_text(), PETER);
        assert_eq!(signer.verifying_key().to_string(), PETER_PUBLIC);
        assert_eq!(signer.sign(TEXT).unwrap(), format!("{TEXT}\n{SIGNED}"));
        let key: VerifyingKey = PETER_PUBLIC.parse().unwrap();
        assert_eq!(key.open(&format!("{TEXT}\n{SIGNED}")), Ok(TEXT));
    }

    #[test]
    fn a_changed_note_is_refused() {
        let signer = Signer::from_seed("a", &[7; 32]).unwrap();
        let key = signer.verifying_key();
        let note = signer.sign("one\n\ntwo\n").unwrap();
        assert_eq!(key.open(&note), Ok("one\n\ntwo\n"));
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(key.open(&changed).is_err(), "byte {at}");
            }
        }
    }

    #[test]
    fn other_keys_are_ignored_and_a_missing_one_is_missed() {
        let (a, b) = (
            Signer::from_seed("a", &[1; 32]).unwrap(),
            Signer::from_seed("b", &[2; 32]).unwrap(),
        );
        let note = a.sign("text\n").unwrap();
        let line = b.sign("text\n").unwrap().lines().last().unwrap().to_owned();
        let both = format!("{note}{line}\n");
        assert_eq!(a.verifying_key().open(&both), Ok("text\n"));
        assert_eq!(b.verifying_key().open(&both), Ok("text\n"));
        assert_eq!(b.verifying_key().open(&note), Err(NoteError::Unsigned));
        assert_eq!(a.sign("no line break"), Err(NoteError::Malformed));
    }

    #[test]
    fn keys_that_are_none() {
        for bad in [
            "",
            "a+b",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ] {
            assert_eq!(bad.parse::<VerifyingKey>(), Err(NoteError::Key));
        }
        assert_eq!(
            Signer::from_seed("two words", &[0; 32]).unwrap_err(),
            NoteError::Key
        );
    }
}
