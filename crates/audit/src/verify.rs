//! The verifier: is this log as it was written, and if not, which entry is the first bad one?
//!
//! It reads entries one at a time, so a log of any length needs little memory. Three things are
//! checked: each entry's own hash, its link to the one before, and the tree's root wherever a
//! signed checkpoint speaks of it. Hashes find what was changed by hand; only checkpoints find a
//! log that somebody rewrote from an entry on, hashes and all, and one whose end was cut off.

use crate::canonical::{self, CanonicalError};
use crate::note::{NoteError, VerifyingKey};
use crate::{Chain, Checkpoint, Entry, EntryNo, Event, Hash, Micros};

/// The log is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {at}: {why}")]
pub struct Broken {
    /// The first entry that is bad.
    pub at: EntryNo,
    /// What is wrong with it.
    pub why: Why,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Its content does not fit its hash.
    #[error("its content was changed")]
    Altered,
    /// A checkpoint that ends here is not signed by the log's key.
    #[error("the checkpoint that ends here is not genuine: {0}")]
    Checkpoint(NoteError),
    /// A column that repeats its content says something else.
    #[error("column {0} does not say what the entry says")]
    Column(&'static str),
    /// The log ends before it, though a signed checkpoint says that there was more.
    #[error("it is missing: the log was cut, a signed checkpoint counts {size} entries")]
    Cut {
        /// How many entries the checkpoint counts.
        size: u64,
    },
    /// It is not where it belongs: removed, or out of order.
    #[error("it is missing, entry {found} stands in its place")]
    Missing {
        /// What stands in its place.
        found: EntryNo,
    },
    /// It was changed and given a new hash, so that the next entry does not continue it.
    #[error("it was changed and hashed anew: the next entry does not continue it")]
    Rehashed,
    /// It, or one up to `until`, was changed and everything after it hashed anew.
    #[error(
        "an entry from here to {until} was changed and the log hashed anew: a signed checkpoint says otherwise"
    )]
    Rewritten {
        /// The entry at which the signed checkpoint ends.
        until: EntryNo,
    },
    /// It does not continue the entry before it.
    #[error("it does not continue the entry before it")]
    Unlinked,
    /// It cannot be read.
    #[error("it cannot be read")]
    Unreadable,
    /// No signed checkpoint covers it.
    #[error("no signed checkpoint covers it")]
    Unsigned,
}

/// A log that is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: u64,
    /// When the first thing in it happened.
    pub first_at: Option<Micros>,
    /// When the last thing in it happened.
    pub last_at: Option<Micros>,
    /// The root of the tree over its entries.
    pub root: Hash,
}

/// Checks a log entry by entry.
#[derive(Clone, Debug)]
pub struct Verifier {
    chain: Chain,
    /// In descending size, so that the next one is at the end.
    checkpoints: Vec<Checkpoint>,
    /// Entries up to here are those that a signed checkpoint counted.
    vouched: u64,
    first_at: Option<Micros>,
    last_at: Option<Micros>,
}

/// Checks a whole log against signed checkpoints, in any order.
///
/// # Errors
/// The first entry that is bad.
pub fn verify<'c>(
    entries: impl IntoIterator<Item = Entry>,
    checkpoints: impl IntoIterator<Item = &'c str>,
    key: &VerifyingKey,
) -> Result<Verified, Broken> {
    let mut verifier = Verifier::new(open_checkpoints(checkpoints, key)?);
    for entry in entries {
        verifier.push(&entry)?;
    }
    verifier.finish()
}

/// Opens signed checkpoints.
///
/// # Errors
/// For the first one that is not genuine; the entry is the one at which it claims to end.
pub fn open_checkpoints<'c>(
    checkpoints: impl IntoIterator<Item = &'c str>,
    key: &VerifyingKey,
) -> Result<Vec<Checkpoint>, Broken> {
    let each = checkpoints.into_iter().map(|note| {
        Checkpoint::open(note, key).map_err(|error| {
            let claimed = note
                .lines()
                .nth(1)
                .and_then(|line| line.parse().ok())
                .unwrap_or(0);
            Broken {
                at: EntryNo(claimed),
                why: Why::Checkpoint(error),
            }
        })
    });
    each.collect()
}

impl Verifier {
    /// A verifier that holds the log against these checkpoints.
    #[must_use]
    pub fn new(mut checkpoints: Vec<Checkpoint>) -> Verifier {
        checkpoints.retain(|checkpoint| checkpoint.size > 0);
        checkpoints.sort_unstable_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size));
        Verifier {
            chain: Chain::new(),
            checkpoints,
            vouched: 0,
            first_at: None,
            last_at: None,
        }
    }

    /// Checks the next entry and gives its event, or none when it is of a kind that only a later
    /// version knows.
    ///
    /// # Errors
    /// When it, or the one before it, is bad.
    pub fn push(&mut self, entry: &Entry) -> Result<Option<Event>, Broken> {
        let before = self.chain.size();
        let expected = EntryNo(before + 1);
        let broken = |at, why| {
            Err(Broken {
                at: EntryNo(at),
                why,
            })
        };
        if entry.no != expected {
            return broken(expected.0, Why::Missing { found: entry.no });
        }
        if entry.computed_hash() != entry.hash {
            return broken(expected.0, Why::Altered);
        }
        if entry.prev != self.chain.head() {
            // Its own hash is right, so it stands as it was written, unless the one before was
            // vouched for.
            return match before > self.vouched {
                true => broken(before, Why::Rehashed),
                false => broken(expected.0, Why::Unlinked),
            };
        }
        let event = match canonical::from_bytes(&entry.body) {
            Ok(event) => Some(event),
            Err(CanonicalError::Unknown) => None,
            Err(_) => return broken(expected.0, Why::Unreadable),
        };
        self.chain.follow(entry.hash);
        self.compare()?;
        if let Some(event) = &event {
            self.first_at.get_or_insert(event.at);
            self.last_at = Some(event.at);
        }
        Ok(event)
    }

    /// The hash of the last entry so far; zero before the first.
    #[must_use]
    pub fn head(&self) -> Hash {
        self.chain.head()
    }

    /// How many entries were good so far.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.chain.size()
    }

    /// Checks that the log ends where its newest checkpoint ends.
    ///
    /// # Errors
    /// When the log was cut, or has entries that no checkpoint covers.
    pub fn finish(self) -> Result<Verified, Broken> {
        let entries = self.chain.size();
        if let Some(Checkpoint { size, .. }) = self.checkpoints.first() {
            return Err(Broken {
                at: EntryNo(entries + 1),
                why: Why::Cut { size: *size },
            });
        }
        if self.vouched < entries {
            return Err(Broken {
                at: EntryNo(self.vouched + 1),
                why: Why::Unsigned,
            });
        }
        let Verifier {
            first_at, last_at, ..
        } = self;
        Ok(Verified {
            entries,
            first_at,
            last_at,
            root: self.chain.root(),
        })
    }

    fn compare(&mut self) -> Result<(), Broken> {
        let size = self.chain.size();
        while let Some(next) = self.checkpoints.pop_if(|next| next.size == size) {
            if next.root != self.chain.root() {
                let why = Why::Rewritten {
                    until: EntryNo(size),
                };
                return Err(Broken {
                    at: EntryNo(self.vouched + 1),
                    why,
                });
            }
            self.vouched = size;
        }
        Ok(())
    }
}
