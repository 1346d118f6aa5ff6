//! What the writer is asked to do, and how it answers.

use std::sync::Arc;

use anteroom_audit::{Actor, EntryNo};
use tokio::sync::oneshot;

use crate::error::RecordError;
use crate::recorder::{Closes, OpenReceipt};
use crate::row::Draft;
use crate::script::Statement;

/// Where an answer goes.
pub(crate) type Reply<T> = oneshot::Sender<Result<T, RecordError>>;

pub(crate) enum Job {
    /// Entries together with changes of other tables, in a transaction of their own.
    Change(Vec<Draft>, Vec<Statement>, Reply<EntryNo>),
    /// Write what waits, the checkpoint's file too.
    Flush(Reply<()>),
    /// A request that is about to be sent.
    Open(Draft, Actor, Reply<OpenReceipt>),
    /// Write nothing new, as proof that writing works.
    Probe(Reply<()>),
    /// An entry, with its receipt where it has one.
    Single(Draft, Reply<EntryNo>),
    /// Take no more jobs, and end after those that wait.
    Stop,
}

/// An entry that shares a transaction with others, and who waits for it.
pub(crate) struct Entry {
    pub draft: Draft,
    pub waiter: Waiter,
}

pub(crate) enum Waiter {
    Open(Actor, Reply<OpenReceipt>),
    Single(Reply<EntryNo>),
}

impl Waiter {
    /// Whether the entry is for nothing because nobody waits any more: what would have been sent is not. Everything else
    /// has happened, heard or not.
    pub(crate) fn is_moot(&self) -> bool {
        match self {
            Waiter::Open(_, reply) => reply.is_closed(),
            Waiter::Single(_) => false,
        }
    }

    /// A receipt whose caller has left meanwhile is dropped with the answer, and so closed.
    pub(crate) fn succeed(self, draft: &Draft, no: EntryNo, closes: &Arc<Closes>) {
        match (self, draft.receipt) {
            (Waiter::Open(actor, reply), Some(id)) => {
                let receipt = OpenReceipt::new(id, no, actor, Arc::clone(closes));
                drop(reply.send(Ok(receipt)));
            }
            (Waiter::Open(..), None) => {}
            (Waiter::Single(reply), _) => drop(reply.send(Ok(no))),
        }
    }

    pub(crate) fn fail(self, error: &RecordError) {
        match self {
            Waiter::Open(_, reply) => drop(reply.send(Err(error.clone()))),
            Waiter::Single(reply) => drop(reply.send(Err(error.clone()))),
        }
    }
}
