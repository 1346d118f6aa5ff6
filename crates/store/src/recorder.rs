//! Recording: nothing is sent before its entry is on disk.
//!
//! [`Recorder::open`] returns when the entry and the receipt are durable. Many callers at once
//! share one transaction (`writer`). An [`OpenReceipt`] is closed with the true outcome, and one
//! that is dropped says that the caller left. Closing never waits and is never lost to a full
//! queue.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anteroom_audit::{
    Actor, Closed, Closing, EntryNo, Event, Hash, Micros, Opened, ReceiptId, Refused, What,
};
use tokio::sync::{Notify, mpsc, oneshot};
use zeroize::Zeroizing;

use crate::Now;
use crate::error::RecordError;
use crate::job::Job;
use crate::row::{Draft, Row};
use crate::script::Statement;
use crate::seal::{Cell, KeyRing};

/// Appends to the audit log. Cheap to clone.
#[derive(Clone)]
pub struct Recorder {
    pub(crate) queue: mpsc::Sender<Job>,
    pub(crate) closes: Arc<Closes>,
    pub(crate) ring: KeyRing,
    pub(crate) wait: Duration,
}

/// A request that is about to be sent.
pub struct OpenRequest {
    /// The receipt's id, made by the caller.
    pub id: ReceiptId,
    /// When.
    pub at: Micros,
    /// On whose behalf.
    pub actor: Actor,
    /// What the log says; the recorder fills in `facts_sha256`.
    pub opened: Opened,
    /// The facts that the decision saw, as JSON. They hold no text of the request.
    pub facts: String,
    /// The placeholders and what stands for them; sealed here, readable to nobody without the key.
    pub mapping: Option<Zeroizing<Vec<u8>>>,
}

/// A request that was refused.
pub struct RefuseRequest {
    /// The receipt's id, made by the caller.
    pub id: ReceiptId,
    /// When.
    pub at: Micros,
    /// On whose behalf.
    pub actor: Actor,
    /// What the log says; the recorder fills in `facts_sha256`.
    pub refused: Refused,
    /// The facts that the decision saw, as JSON. They hold no text of the request.
    pub facts: String,
}

/// A request whose entry is on disk: it may be sent. Dropping it records that the caller left.
#[must_use = "dropping an open receipt records that the caller left"]
pub struct OpenReceipt {
    id: ReceiptId,
    no: EntryNo,
    actor: Option<Actor>,
    closes: Arc<Closes>,
}

/// Ends that wait to be written, and refusals that nobody waits for.
pub(crate) struct Closes {
    pub waiting: Mutex<Vec<Draft>>,
    pub bell: Notify,
    pub now: Now,
}

impl Recorder {
    /// Records that a request is about to be sent. When this returns, the entry is on disk.
    ///
    /// # Errors
    /// When it could not be written in bounded time; then nothing may be sent.
    pub async fn open(&self, request: OpenRequest) -> Result<OpenReceipt, RecordError> {
        let OpenRequest {
            id,
            at,
            actor,
            mut opened,
            facts,
            mapping,
        } = request;
        opened.facts_sha256 = Hash::of(facts.as_bytes());
        let mapping = self.seal(id, mapping)?;
        let row = Row::opened(&actor, &opened, facts, mapping);
        let event = Event {
            at,
            actor: actor.clone(),
            receipt: Some(id),
            what: What::RequestOpened(opened),
        };
        let draft = Draft::new(&event, row)?;
        let (reply, answer) = oneshot::channel();
        self.send(Job::Open(draft, actor, reply), answer).await
    }

    /// Records that a request was refused.
    ///
    /// # Errors
    /// When it could not be written in bounded time.
    pub async fn refuse(&self, request: RefuseRequest) -> Result<EntryNo, RecordError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Single(request.draft()?, reply), answer)
            .await
    }

    /// Records a refusal that nobody waits for, because the caller has left. It is on disk as soon as the end of a receipt
    /// would be.
    pub fn refuse_unheard(&self, request: RefuseRequest) {
        // The event types hold integers and words only, so they always have a canonical form.
        if let Ok(draft) = request.draft() {
            self.closes.push(draft);
        }
    }

    /// Records any other event. Events of a request have methods of their own.
    ///
    /// # Errors
    /// When it could not be written in bounded time.
    pub async fn append(&self, event: Event) -> Result<EntryNo, RecordError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Single(Draft::new(&event, Row::None)?, reply), answer)
            .await
    }

    /// Waits until every receipt closed before this call is on disk.
    ///
    /// # Errors
    /// When it could not be written; the ends are kept and tried again.
    pub async fn flush(&self) -> Result<(), RecordError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Flush(reply), answer).await
    }

    /// Whether the log can be written right now: a transaction that moves its head to where it is.
    ///
    /// # Errors
    /// When it cannot; then no request would be sent either.
    pub async fn probe(&self) -> Result<(), RecordError> {
        let (reply, answer) = oneshot::channel();
        self.send(Job::Probe(reply), answer).await
    }

    /// Records events together with changes of other tables, all or none. Gives the number of the last one.
    pub(crate) async fn change(
        &self,
        events: &[Event],
        statements: Vec<Statement>,
    ) -> Result<EntryNo, RecordError> {
        let drafts = events.iter().map(|event| Draft::new(event, Row::None));
        let drafts = drafts.collect::<Result<Vec<_>, _>>()?;
        let (reply, answer) = oneshot::channel();
        self.send(Job::Change(drafts, statements, reply), answer)
            .await
    }

    /// Queues the end of a receipt that no [`OpenReceipt`] stands for.
    pub(crate) fn close(&self, id: ReceiptId, at: Micros, outcome: Closing) {
        self.closes
            .end(id, at, Actor::System, Closed::only(outcome));
    }

    fn seal(
        &self,
        id: ReceiptId,
        mapping: Option<Zeroizing<Vec<u8>>>,
    ) -> Result<Option<Vec<u8>>, RecordError> {
        let Some(mapping) = mapping else {
            return Ok(None);
        };
        let row = id.to_string();
        let cell = Cell {
            table: "receipt",
            row: &row,
            column: "mapping",
            bound_to: None,
        };
        Ok(Some(self.ring.seal(cell, &mapping)?))
    }

    /// A caller that gives up drops its end of the answer: the writer then skips the job, or, when
    /// it is already on disk, closes the receipt.
    async fn send<T>(
        &self,
        job: Job,
        answer: oneshot::Receiver<Result<T, RecordError>>,
    ) -> Result<T, RecordError> {
        self.queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => RecordError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => RecordError::Stopped,
        })?;
        match tokio::time::timeout(self.wait, answer).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) => Err(RecordError::Stopped),
            Err(_) => Err(RecordError::Busy),
        }
    }
}

impl RefuseRequest {
    fn draft(self) -> Result<Draft, RecordError> {
        let Self {
            id,
            at,
            actor,
            mut refused,
            facts,
        } = self;
        refused.facts_sha256 = Hash::of(facts.as_bytes());
        let row = Row::refused(&actor, &refused, facts);
        let event = Event {
            at,
            actor,
            receipt: Some(id),
            what: What::RequestRefused(refused),
        };
        Draft::new(&event, row)
    }
}

impl OpenReceipt {
    pub(crate) fn new(
        id: ReceiptId,
        no: EntryNo,
        actor: Actor,
        closes: Arc<Closes>,
    ) -> OpenReceipt {
        OpenReceipt {
            id,
            no,
            actor: Some(actor),
            closes,
        }
    }

    /// The receipt's id.
    #[must_use]
    pub fn id(&self) -> ReceiptId {
        self.id
    }

    /// The entry that opened it.
    #[must_use]
    pub fn no(&self) -> EntryNo {
        self.no
    }

    /// Records how the request ended. Does not wait: the entry is on disk within moments, and
    /// after [`Recorder::flush`] for certain.
    pub fn close(mut self, closed: Closed) {
        self.end(closed);
    }

    fn end(&mut self, closed: Closed) {
        if let Some(actor) = self.actor.take() {
            let at = (self.closes.now)();
            self.closes.end(self.id, at, actor, closed);
        }
    }
}

impl Drop for OpenReceipt {
    fn drop(&mut self) {
        self.end(Closed::only(Closing::ClientLeft));
    }
}

impl std::fmt::Debug for OpenReceipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenReceipt({})", self.id)
    }
}

impl Closes {
    pub(crate) fn new(now: Now) -> Closes {
        Closes {
            waiting: Mutex::default(),
            bell: Notify::new(),
            now,
        }
    }

    /// All that wait, in their order.
    pub(crate) fn take(&self) -> Vec<Draft> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts back what could not be written, before what came since.
    pub(crate) fn put_back(&self, mut drafts: Vec<Draft>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.append(&mut waiting);
        *waiting = drafts;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
    }

    fn end(&self, id: ReceiptId, at: Micros, actor: Actor, closed: Closed) {
        let row = Row::Closed {
            state: closed.outcome.state(),
        };
        let event = Event {
            at,
            actor,
            receipt: Some(id),
            what: What::RequestClosed(closed),
        };
        // The event types hold integers and words only, so they always have a canonical form.
        if let Ok(draft) = Draft::new(&event, row) {
            self.push(draft);
        }
    }

    fn push(&self, draft: Draft) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(draft);
        self.bell.notify_one();
    }
}
