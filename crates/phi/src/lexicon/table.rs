//! The packed table: an open-addressed hash table that is used straight from the bytes of the binary.
//!
//! A slot holds 32 bits of the word's hash and its flags, not the word itself, so that the table stays small and
//! opening it costs nothing. An unknown word is taken for a known one about once in four billion look-ups per slot
//! that it visits; a wrong flag can raise or lower a find, never break one.

use super::flags::Flags;
use super::fold::fold;

/// Packed by `cargo xtask lexicon` from the lists in `crates/phi/lexicons`.
static SHIPPED: &[u8] = include_bytes!("../../lexicons/lexicon.bin");

const MAGIC: [u8; 4] = *b"ALX1";
const HEADER: usize = 8;
const SLOT: usize = 8;

/// The words that Anteroom knows.
#[derive(Clone, Copy)]
pub struct Lexicon {
    slots: &'static [u8],
    count: u64,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon")
            .field("slots", &self.count)
            .finish()
    }
}

impl Lexicon {
    /// The lexicon inside the binary. Costs nothing: the table is read in place.
    #[must_use]
    pub fn shipped() -> Lexicon {
        let slots = SHIPPED
            .strip_prefix(&MAGIC)
            .and_then(|rest| rest.get(HEADER - MAGIC.len()..))
            .unwrap_or(&[]);
        Lexicon {
            slots,
            count: (slots.len() / SLOT) as u64,
        }
    }

    /// What is known about a word, in any spelling that [`fold`] makes equal. Several words are joined by one space.
    #[must_use]
    pub fn flags(&self, word: &str) -> Flags {
        let mut spelled = Spelled::default();
        spelled.add(word);
        self.known(spelled)
    }

    /// What is known about what was spelled so far.
    pub(crate) fn known(&self, spelled: Spelled) -> Flags {
        self.find(mixed(spelled.0))
    }

    fn find(&self, hash: u64) -> Flags {
        let (print, mut at) = home(hash, self.count);
        for _ in 0..self.count {
            match self.slot(at) {
                Some((_, 0)) | None => return Flags::NONE,
                Some((held, flags)) if held == print => return Flags(flags),
                Some(_) => at = next(at, self.count),
            }
        }
        Flags::NONE
    }

    fn slot(&self, at: u64) -> Option<(u32, u32)> {
        let start = usize::try_from(at).ok()?.checked_mul(SLOT)?;
        let bytes: &[u8; SLOT] = self.slots.get(start..start + SLOT)?.first_chunk()?;
        let both = u64::from_le_bytes(*bytes);
        Some((both as u32, (both >> 32) as u32))
    }
}

/// A phrase that is spelled word by word and can be looked up at each, without being put together first.
#[derive(Clone, Copy)]
pub(crate) struct Spelled(u64);

impl Default for Spelled {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl Spelled {
    /// Adds a word, in any spelling.
    pub(crate) fn add(&mut self, word: &str) {
        if word.is_ascii() {
            self.0 = stirred(self.0, word.bytes().map(|byte| byte.to_ascii_lowercase()));
        } else {
            self.0 = stirred(self.0, fold(word).bytes());
        }
    }
}

/// Packs words and their flags; the same entries always give the same bytes. Words are stored by their folded form.
#[must_use]
pub fn encode(entries: &std::collections::BTreeMap<String, Flags>) -> Vec<u8> {
    let count = (entries.len() as u64 * 5 / 4).max(1);
    let mut slots = vec![0u64; usize::try_from(count).unwrap_or(0)];
    for (word, flags) in entries.iter().filter(|(_, flags)| !flags.is_empty()) {
        let (print, at) = home(hash(word.bytes()), count);
        place(&mut slots, at, u64::from(print) | u64::from(flags.0) << 32);
    }
    let mut out = MAGIC.to_vec();
    out.extend((entries.len() as u32).to_le_bytes());
    out.extend(slots.into_iter().flat_map(u64::to_le_bytes));
    out
}

fn place(slots: &mut [u64], home: u64, value: u64) {
    let (before, after) = slots.split_at_mut(usize::try_from(home).unwrap_or(0));
    if let Some(free) = after.iter_mut().chain(before).find(|slot| **slot == 0) {
        *free = value;
    }
}

/// The part of the hash that is stored, and the slot where the search begins.
fn home(hash: u64, count: u64) -> (u32, u64) {
    let low = hash & 0xffff_ffff;
    ((hash >> 32) as u32, (low * count) >> 32)
}

fn next(at: u64, count: u64) -> u64 {
    if at + 1 < count { at + 1 } else { 0 }
}

/// Where FNV-1a begins.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    mixed(stirred(OFFSET, bytes))
}

/// FNV-1a, as far as these bytes.
fn stirred(hash: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(hash, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A final mix, so that the upper and lower halves are independent enough to use apart.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn finds_what_was_packed_and_nothing_else() {
        let entries: BTreeMap<String, Flags> = (1..5000u32)
            .map(|n| (format!("word{n}"), Flags(n)))
            .collect();
        let bytes: &'static [u8] = Box::leak(encode(&entries).into_boxed_slice());
        let slots = &bytes[HEADER..];
        let lexicon = Lexicon {
            slots,
            count: (slots.len() / SLOT) as u64,
        };
        for (word, flags) in &entries {
            assert_eq!(lexicon.flags(word), *flags);
        }
        assert!((5000..9000).all(|n| lexicon.flags(&format!("word{n}")).is_empty()));
    }

    #[test]
    fn a_phrase_is_known_as_it_is_spelled() {
        let lexicon = Lexicon::shipped();
        for phrase in ["New York", "SAN FRANCISCO", "Río Grande", "no such phrase"] {
            let mut spelled = Spelled::default();
            for (at, word) in phrase.split(' ').enumerate() {
                if at > 0 {
                    spelled.add(" ");
                }
                spelled.add(word);
            }
            assert_eq!(lexicon.known(spelled), lexicon.flags(phrase), "{phrase}");
        }
        assert!(!lexicon.flags("New York").is_empty());
    }

    #[test]
    fn packing_is_stable() {
        let entries: BTreeMap<String, Flags> = [("b", 2), ("a", 1)]
            .map(|(w, f)| (w.to_owned(), Flags(f)))
            .into();
        assert_eq!(encode(&entries), encode(&entries.clone()));
    }
}
