//! Proving: what the audit log says, how it is chained, and how anybody can check it.
//!
//! The log is a sequence of [`Event`]s in canonical bytes (`canonical`). Each [`Entry`] carries the
//! hash of the one before (`chain`); entries are also the leaves of a Merkle tree (`tree`) whose
//! root is signed in a [`Checkpoint`] (`note`, `checkpoint`). [`verify()`] names the first entry
//! that is not as it was written. `export` is a file that a stranger can verify offline.
//!
//! This crate is pure: no disk, clock, randomness or network, and no patient text in any event.
//! Where entries are kept is the business of `store`.

#![deny(missing_docs)]

pub mod canonical;
mod chain;
mod checkpoint;
mod event;
mod evidence;
mod exception;
pub mod export;
mod hash;
mod held;
mod id;
mod note;
pub mod packet;
pub mod proof;
mod request;
mod share;
mod sign_in;
mod tree;
mod verify;
mod word;

pub use canonical::CanonicalError;
pub use chain::{Chain, Entry};
pub use checkpoint::{Checkpoint, Home};
pub use event::{
    Actor, ConnectionAdded, ConnectionApproved, ConnectionReplacing, ConnectionRevoked, Event,
    FieldsTaken, FindWaived, KeyCreated, KeyNamed, LogExported, MappingsPurged, PracticeCreated,
    ResultTaken, ServerStarted, What,
};
pub use evidence::{EvidenceFileKept, EvidenceRecorded};
pub use exception::{ExceptionAnswered, ExceptionAsked};
pub use hash::{Hash, NotAHash};
pub use held::{AnswerHeld, HeldEnded};
pub use id::{Day, EntryNo, Micros, NotADay, ReceiptId};
pub use note::{NoteError, Signer, VerifyingKey};
pub use request::{Closed, Closing, Found, Opened, Refused, Usage};
pub use share::{ShareEnded, SharedWorkRead, WorkShared};
pub use sign_in::{SignInRefused, SignedIn, SignedOut};
pub use tree::{Frontier, NotAFrontier};
pub use verify::{Broken, Verified, Verifier, Why, open_checkpoints, verify};
pub use word::{LONGEST, Word, WordError};
