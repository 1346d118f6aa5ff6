//! Entries: each carries the hash of the one before it.
//!
//! `hash = SHA-256(tag || no || prev || body)`, where the tag names the format, `no` is eight bytes
//! (big-endian) and `prev` is 32 bytes, so no two entries share an input. The tree over the entries
//! is in `tree`, checking them in `verify`.

use crate::canonical::{self, CanonicalError};
use crate::tree::Frontier;
use crate::{EntryNo, Event, Hash};

const TAG: &[u8] = b"anteroom/audit-entry/v1\n";

/// The end of a log, to which entries are appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    head: Hash,
    frontier: Frontier,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place.
    pub no: EntryNo,
    /// The hash of the entry before; zero for the first.
    pub prev: Hash,
    /// The event in canonical bytes.
    pub body: Vec<u8>,
    /// The hash of all of this.
    pub hash: Hash,
}

impl Chain {
    /// The chain before its first entry.
    #[must_use]
    pub fn new() -> Chain {
        Chain {
            head: Hash::ZERO,
            frontier: Frontier::new(),
        }
    }

    /// The chain whose last entry has the hash `head`.
    #[must_use]
    pub fn at(head: Hash, frontier: Frontier) -> Chain {
        Chain { head, frontier }
    }

    /// Appends an event.
    ///
    /// # Errors
    /// When the event has no canonical form.
    pub fn append(&mut self, event: &Event) -> Result<Entry, CanonicalError> {
        Ok(self.append_body(canonical::to_bytes(event)?))
    }

    /// Appends an event that is already in canonical bytes.
    pub fn append_body(&mut self, body: Vec<u8>) -> Entry {
        let no = EntryNo(self.frontier.size() + 1);
        let (prev, hash) = (self.head, hash(no, &self.head, &body));
        self.follow(hash);
        Entry {
            no,
            prev,
            body,
            hash,
        }
    }

    /// Goes on to an entry whose hash is known to be right.
    pub(crate) fn follow(&mut self, hash: Hash) {
        self.head = hash;
        self.frontier.push(&hash);
    }

    /// How many entries there are; also the number of the last one.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The hash of the last entry; zero before the first.
    #[must_use]
    pub fn head(&self) -> Hash {
        self.head
    }

    /// The right edge of the tree over the entries.
    #[must_use]
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The root of the tree over the entries.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }
}

impl Default for Chain {
    fn default() -> Chain {
        Chain::new()
    }
}

impl Entry {
    /// The hash that the entry's other fields give.
    #[must_use]
    pub fn computed_hash(&self) -> Hash {
        hash(self.no, &self.prev, &self.body)
    }
}

fn hash(no: EntryNo, prev: &Hash, body: &[u8]) -> Hash {
    Hash::of_parts(&[TAG, &no.0.to_be_bytes(), prev.as_bytes(), body])
}
