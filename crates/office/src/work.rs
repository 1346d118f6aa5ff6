//! A person's piece of work: what they typed into a task's form, and what came of it. Sealed, and theirs alone, but for one
//! colleague whom they let read it.

mod choice;
mod content;
mod share;

use anteroom_audit::{FieldsTaken, Hash, Micros, Word};
use anteroom_store::{By, Run, Store, Waived};
use zeroize::Zeroizing;

use crate::error::OfficeError;

pub use choice::{Choice, Does, NoPatient};
pub use content::{Around, PartRead, Partial, Work};
pub use share::{
    Lent, OpenLent, Opening, Share, colleagues, find_lent, lent, share, shared, take_back,
    throw_away,
};

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Typed; nothing was sent.
    Draft,
    /// On its way since it was last changed; where that is long ago, nobody knows what became of it.
    Sending,
    /// Answered, and held for somebody to review.
    Held,
    /// Answered.
    Done,
}

/// How many days what was thrown away can be taken back.
pub const TAKE_BACK_DAYS: u32 = 7;

/// After so long, in microseconds, what was being sent has broken off: longer than any answer takes.
const LOST: i64 = 30 * 60 * 1_000_000;

/// Why there is no answer to what a dead process was sending.
const BROKEN_OFF: &str = "Anteroom stopped while this was being written. What you typed is kept, and so is what was read of a \
     long document. Try again.";

impl State {
    fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Sending => "sending",
            State::Held => "held",
            State::Done => "done",
        }
    }
}

/// A piece of work that is kept.
#[derive(Clone)]
pub struct Kept {
    run: Run,
    /// What it holds.
    pub work: Work,
}

impl Kept {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.run.id.as_str()
    }

    /// The row behind it.
    pub(crate) fn row(&self) -> &Run {
        &self.run
    }

    /// Whose it is: the person's id on the roster.
    #[must_use]
    pub fn person(&self) -> &Word {
        &self.run.person
    }

    /// Which task.
    #[must_use]
    pub fn task(&self) -> &str {
        self.run.task.as_str()
    }

    /// The receipt of its last request.
    #[must_use]
    pub fn receipt(&self) -> Option<&str> {
        self.run.receipt.as_ref().map(Word::as_str)
    }

    /// When it was last changed.
    #[must_use]
    pub fn changed_at(&self) -> Micros {
        self.run.changed_at
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self.run.state.as_str() {
            "done" => State::Done,
            "sending" => State::Sending,
            "held" => State::Held,
            _ => State::Draft,
        }
    }

    /// Tells one form from another: what somebody read is what is sent.
    #[must_use]
    pub fn digest(&self) -> String {
        // A map of texts always has a JSON form.
        let fields = serde_json::to_vec(&self.work.fields).unwrap_or_default();
        Hash::of(&fields).to_string()
    }
}

/// Begins a piece of work, and gives its id.
///
/// # Errors
/// When it cannot be written.
pub async fn begin(
    store: &Store,
    by: &By,
    person: &Word,
    task: &str,
    work: &Work,
) -> Result<String, OfficeError> {
    let (task, content) = (Word::lossy(task), bytes(work)?);
    let state = State::Draft.code();
    let id = store.begin_run(by, person, &task, state, &content).await?;
    Ok(id.to_string())
}

/// A person's own piece of work; none when there is none of this id, or it is somebody else's.
///
/// # Errors
/// When it cannot be read.
pub async fn find(store: &Store, person: &Word, id: &str) -> Result<Option<Kept>, OfficeError> {
    store.run(person, id).await?.map(open).transpose()
}

/// A person's own work, the newest first.
///
/// # Errors
/// When it cannot be read.
pub async fn all(store: &Store, person: &Word, most: u32) -> Result<Vec<Kept>, OfficeError> {
    store
        .runs(person, most)
        .await?
        .into_iter()
        .map(open)
        .collect()
}

/// A person's own work that they threw away and may take back, the last first.
///
/// # Errors
/// When it cannot be read.
pub async fn thrown(store: &Store, person: &Word, most: u32) -> Result<Vec<Kept>, OfficeError> {
    let all = store.thrown_runs(person, most).await?;
    all.into_iter().map(open).collect()
}

/// Takes a piece of work to be sent; none when it is being sent already, or was changed meanwhile.
///
/// # Errors
/// When it cannot be written.
pub async fn take(store: &Store, at: Micros, mut kept: Kept) -> Result<Option<Kept>, OfficeError> {
    let (state, stale) = (State::Sending.code(), Micros(at.0 - LOST));
    let taken = store.take_run(at, &kept.run, state, stale).await?;
    kept.run.changed_at = at;
    kept.run.state = Word::lossy(state);
    Ok(taken.then_some(kept))
}

/// Keeps a piece of work as far as it is: only what its owner says of it has changed.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn rename(store: &Store, at: Micros, kept: Kept) -> Result<(), OfficeError> {
    let state = kept.state();
    write(store, at, kept, None, state).await
}

/// Keeps what was written about the parts of a long document while it is still being read, so that nothing that came is lost
/// with the process.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn note(store: &Store, kept: &Kept, parts: &[PartRead]) -> Result<(), OfficeError> {
    let work = Work {
        parts: parts.to_vec(),
        ..kept.work.clone()
    };
    let run = Run {
        content: bytes(&work)?,
        ..kept.run.clone()
    };
    Ok(store.note_run(&run).await?)
}

/// Gives back to their owners what a dead process was sending, so that they can try again at once; gives how many. Only the
/// process that holds the folder's server lock may call this, and before it serves. Answers that are held for a review
/// have come, and wait for it.
///
/// # Errors
/// When it cannot be read or written.
pub async fn break_off(store: &Store, at: Micros) -> Result<usize, OfficeError> {
    let mut broken = 0;
    for run in store.runs_in(State::Sending.code()).await? {
        let held = store.held_of_run(&run.person, run.id.as_str()).await?;
        if held.is_some_and(|held| held.held_at >= run.changed_at) {
            continue;
        }
        let mut kept = open(run)?;
        kept.work.unanswered = Some(BROKEN_OFF.to_owned());
        keep(store, at, kept, None).await?;
        broken += 1;
    }
    Ok(broken)
}

/// Keeps what became of a piece of work: an answer, or the form alone.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn keep(
    store: &Store,
    at: Micros,
    kept: Kept,
    receipt: Option<&str>,
) -> Result<(), OfficeError> {
    let state = match kept.work.answer {
        Some(_) => State::Done,
        None => State::Draft,
    };
    write(store, at, kept, receipt, state).await
}

/// Keeps a text that was filled in here: no request stands behind it, and no approval of an earlier one.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn fill(store: &Store, at: Micros, mut kept: Kept) -> Result<(), OfficeError> {
    kept.run.receipt = None;
    write(store, at, kept, None, State::Done).await
}

/// Keeps that the answer to a piece of work is held for somebody to review; the form stays as it was sent.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn hold(store: &Store, at: Micros, kept: Kept, receipt: &str) -> Result<(), OfficeError> {
    write(store, at, kept, Some(receipt), State::Held).await
}

async fn write(
    store: &Store,
    at: Micros,
    kept: Kept,
    receipt: Option<&str>,
    state: State,
) -> Result<(), OfficeError> {
    let run = Run {
        state: Word::lossy(state.code()),
        receipt: receipt.map(Word::lossy).or(kept.run.receipt.clone()),
        content: bytes(&kept.work)?,
        ..kept.run
    };
    Ok(store.keep_run(at, &run).await?)
}

/// Records words that leave as they are written because their owner says that they are no patient information: each with
/// its kind's code and the reason. It comes before the request, so that none leaves unrecorded.
///
/// # Errors
/// When it cannot be written; then nothing may be sent.
pub async fn waive(
    store: &Store,
    by: &By,
    kept: &Kept,
    words: &[(&'static str, &Choice)],
) -> Result<(), OfficeError> {
    let waived = words.iter().filter_map(|(kind, choice)| match choice.does {
        Does::Keep(reason) => Some(Waived {
            kind,
            reason: reason.code(),
            words: choice.words.as_str(),
        }),
        Does::Hide | Does::Replace => None,
    });
    let waived: Vec<Waived<'_>> = waived.collect();
    Ok(store.waive(by, &kept.run, &waived).await?)
}

/// Records that somebody takes out of an export what a task needs: the names of fields, never what stands in them.
///
/// # Errors
/// When it cannot be written; then they may not have it.
pub async fn take_fields(store: &Store, by: &By, taken: FieldsTaken) -> Result<(), OfficeError> {
    Ok(store.take_fields(by, taken).await?)
}

/// Records that somebody takes the answer away as a file of this form.
///
/// # Errors
/// When it cannot be written; then they may not have it.
pub async fn take_away(
    store: &Store,
    by: &By,
    kept: &Kept,
    form: &'static str,
) -> Result<(), OfficeError> {
    Ok(store.take_away(by, &kept.run, form).await?)
}

fn bytes(work: &Work) -> Result<Zeroizing<Vec<u8>>, OfficeError> {
    let bytes = serde_json::to_vec(work).map_err(|_| OfficeError::Unreadable("work"))?;
    Ok(Zeroizing::new(bytes))
}

fn open(run: Run) -> Result<Kept, OfficeError> {
    let work = serde_json::from_slice(&run.content);
    let work = work.map_err(|_| OfficeError::Unreadable("work"))?;
    Ok(Kept { run, work })
}
