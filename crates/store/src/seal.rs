//! Sealed cells: content columns are ciphertext, bound to the place where they stand.
//!
//! XChaCha20-Poly1305 with a random nonce; the associated data is table, row, column, what else of
//! the row it is bound to, and key id, so a sealed value that is moved to another row or column, or
//! whose row was changed there, does not open. The first key of the ring
//! seals, every key opens, so keys can be rotated. What this cannot show is that an *older* value
//! was put back into the same cell; the audit log is for that. Keys come from the caller as bytes
//! (`folder` reads them from files); this is also the crate's one home of randomness.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

/// The first byte of a sealed value: which layout follows.
const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// The keys that seal content columns. Debug shows only how many there are.
#[derive(Clone)]
pub struct KeyRing {
    keys: Vec<Key>,
}

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The table.
    pub table: &'static str,
    /// The row's id.
    pub row: &'a str,
    /// The column.
    pub column: &'static str,
    /// Another value of the row without which it makes no sense.
    pub bound_to: Option<&'a str>,
}

/// Why a value cannot be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The value was changed, or moved from another cell.
    #[error("a sealed value was changed or moved")]
    Broken,
    /// The ring holds no key.
    #[error("there is no key to seal with")]
    NoKey,
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    NoRandomness,
    /// It was sealed with a key that is not in the ring.
    #[error("the key that sealed this value is not here")]
    UnknownKey,
}

#[derive(Clone)]
struct Key {
    id: [u8; KEY_ID],
    cipher: XChaCha20Poly1305,
}

impl KeyRing {
    /// A ring of these keys; the first one seals.
    ///
    /// # Errors
    /// When there is none.
    pub fn new(keys: Vec<Zeroizing<[u8; 32]>>) -> Result<KeyRing, SealError> {
        if keys.is_empty() {
            return Err(SealError::NoKey);
        }
        Ok(KeyRing {
            keys: keys.iter().map(|key| Key::new(key)).collect(),
        })
    }

    /// The ids of the keys, as they stand in sealed values; the sealing key first.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.keys.iter().map(|key| hex(&key.id)).collect()
    }

    /// Seals `plain` for one cell.
    ///
    /// # Errors
    /// When there is no key or no randomness.
    pub fn seal(&self, cell: Cell<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.keys.first().ok_or(SealError::NoKey)?;
        let nonce: [u8; NONCE] = *random::<NONCE>()?;
        let aad = cell.aad(&key.id);
        let sealed = key
            .cipher
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: &aad,
                },
            )
            .map_err(|_| SealError::Broken)?;
        let mut out = Vec::with_capacity(1 + KEY_ID + NONCE + sealed.len());
        out.push(VERSION);
        out.extend_from_slice(&key.id);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what was sealed for the same cell.
    ///
    /// # Errors
    /// When the key is unknown, or the value was changed or moved.
    pub fn open(&self, cell: Cell<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Broken)?;
        let (id, rest) = rest
            .split_first_chunk::<KEY_ID>()
            .ok_or(SealError::Broken)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or(SealError::Broken)?;
        if *version != VERSION {
            return Err(SealError::Broken);
        }
        let key = self
            .keys
            .iter()
            .find(|key| key.id == *id)
            .ok_or(SealError::UnknownKey)?;
        let aad = cell.aad(id);
        key.cipher
            .decrypt(
                &XNonce::from(*nonce),
                Payload {
                    msg: text,
                    aad: &aad,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| SealError::Broken)
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({} keys)", self.keys.len())
    }
}

impl Key {
    fn new(bytes: &[u8; 32]) -> Key {
        let mut hash = Sha256::new();
        hash.update(b"anteroom/seal-key/v1\n");
        hash.update(bytes);
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
        Key {
            id: [a, b, c, d],
            cipher: XChaCha20Poly1305::new(bytes.into()),
        }
    }
}

impl Cell<'_> {
    /// What is sealed holds no NUL in any part, so the parts cannot run into each other.
    fn aad(&self, key: &[u8; KEY_ID]) -> Vec<u8> {
        let mut out = Vec::with_capacity(96);
        let place = [self.table, self.column, self.row];
        for part in place.into_iter().chain(self.bound_to) {
            out.extend_from_slice(part.as_bytes());
            out.push(0);
        }
        out.extend_from_slice(key);
        out
    }
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, SealError> {
    let mut bytes = Zeroizing::new([0; N]);
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the store's one home of randomness"
    )]
    let drawn = getrandom::fill(&mut *bytes);
    if drawn.is_err() {
        bytes.zeroize();
        return Err(SealError::NoRandomness);
    }
    Ok(bytes)
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            // Writing to a String cannot fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(seeds: &[u8]) -> KeyRing {
        KeyRing::new(seeds.iter().map(|s| Zeroizing::new([*s; 32])).collect()).unwrap()
    }

    const CELL: Cell<'static> = Cell {
        table: "receipt",
        row: "r1",
        column: "mapping",
        bound_to: None,
    };

    #[test]
    fn opens_in_its_own_cell_only() {
        let ring = ring(&[1]);
        let sealed = ring.seal(CELL, b"content").unwrap();
        assert_eq!(**ring.open(CELL, &sealed).unwrap(), *b"content");
        for other in [
            Cell {
                table: "connection",
                ..CELL
            },
            Cell { row: "r2", ..CELL },
            Cell {
                column: "facts",
                ..CELL
            },
            Cell {
                bound_to: Some(""),
                ..CELL
            },
        ] {
            assert_eq!(ring.open(other, &sealed).unwrap_err(), SealError::Broken);
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let ring = ring(&[1]);
        let sealed = ring.seal(CELL, b"content").unwrap();
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(ring.open(CELL, &changed).is_err(), "byte {at}");
            assert!(ring.open(CELL, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_new_key_in_front_seals_and_the_old_one_still_opens() {
        let (old, both, new) = (ring(&[1]), ring(&[2, 1]), ring(&[2]));
        let before = old.seal(CELL, b"x").unwrap();
        let after = both.seal(CELL, b"x").unwrap();
        assert!(both.open(CELL, &before).is_ok() && new.open(CELL, &after).is_ok());
        assert_eq!(new.open(CELL, &before).unwrap_err(), SealError::UnknownKey);
        assert_eq!(KeyRing::new(Vec::new()).unwrap_err(), SealError::NoKey);
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice() {
        let ring = ring(&[1]);
        assert_ne!(
            ring.seal(CELL, b"x").unwrap(),
            ring.seal(CELL, b"x").unwrap()
        );
    }
}
