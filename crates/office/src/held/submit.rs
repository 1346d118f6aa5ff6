//! Texts that their owner sends for approval: for the first time, and once more after they were sent back or changed.

use anteroom_audit::{Actor, ReceiptId, Word};
use anteroom_store::{By, HeldId, NewHeld, RecordError, Store, StoreError, new_receipt};

use super::{Content, End, Held, Reason, Reviewer, decide, last};
use crate::error::OfficeError;
use crate::id::Id;
use crate::work;

/// Whether a text may be sent for approval: nobody has decided on it, or its owner changed it since. What nobody may use, and
/// what waits, is not.
#[must_use]
pub fn may_submit(work: &work::Work, last: Option<&Held>) -> bool {
    last.is_none_or(|held| match held.end {
        Some(End::Released) => work.edited.is_some(),
        Some(End::Returned | End::Refused | End::Expired) | None => held.is_given_back(),
    })
}

/// What goes along with a text that is sent for approval.
pub struct Submission<'t> {
    /// What it was written for.
    pub use_case: &'t str,
    /// Whose approval it needs.
    pub reviewer: Reviewer,
    /// What its owner typed.
    pub asked: String,
    /// Whether it was filled in here, so that no request stands behind it: then it gets a receipt now.
    pub is_filled: bool,
}

/// Holds a text that somebody has, because they want it approved: as they changed it, if they did; for the first time, or once
/// more. It is theirs again once it was decided on.
///
/// # Errors
/// [`OfficeError::Refused`] when no request stands behind it and it was not filled in here, or as [`may_submit`] says; when it
/// cannot be written.
pub async fn submit(
    store: &Store,
    by: &By,
    kept: work::Kept,
    what: Submission<'_>,
) -> Result<HeldId, OfficeError> {
    let receipt = match (kept.receipt(), what.is_filled) {
        (None, true) => new_receipt(by.at)?,
        _ => receipt(&kept)?,
    };
    let (id, why) = next(store, receipt, &kept.work).await?;
    let content = submitted(&kept.work, what.asked).to_bytes()?;
    let (asked_by, asker) = named(&by.actor, kept.person());
    let held = NewHeld {
        id,
        asked_by,
        asker,
        person: Some(kept.person().clone()),
        run: Some(Word::lossy(kept.id())),
        use_case: Word::lossy(what.use_case),
        reviewer: Word::lossy(what.reviewer.code()),
        why: why.iter().map(|one| Word::lossy(one.code())).collect(),
        content,
    };
    match store.hold(by, &held).await {
        Err(StoreError::Record(RecordError::Exists)) => return Err(OfficeError::Refused(REVIEWED)),
        done => done?,
    }
    work::hold(store, by.at, kept, &id.receipt.to_string()).await?;
    Ok(id)
}

/// Under which name a text is held the next time, and why: what was sent back is held for what it was held for before.
async fn next(
    store: &Store,
    receipt: ReceiptId,
    work: &work::Work,
) -> Result<(HeldId, Vec<Reason>), OfficeError> {
    let last = last(store, receipt).await?;
    if !may_submit(work, last.as_ref()) {
        return Err(OfficeError::Refused(REVIEWED));
    }
    let asked = vec![Reason::Asked];
    Ok(match last {
        None => (receipt.into(), asked),
        Some(held) if held.is_given_back() => (held.line.id.next(), held.reasons),
        Some(held) => (held.line.id.next(), asked),
    })
}

/// Approves a text of one's own, which nobody else must read: it is held and released in one breath, and the log says by whom.
///
/// # Errors
/// As [`submit`] and [`decide`].
pub async fn approve_own(
    store: &Store,
    by: &By,
    person: &Id,
    kept: work::Kept,
    what: Submission<'_>,
) -> Result<(), OfficeError> {
    let id = submit(store, by, kept, what).await?;
    decide(store, by, person, id, End::Released, None).await
}

/// The receipt of the request behind a text.
fn receipt(kept: &work::Kept) -> Result<ReceiptId, OfficeError> {
    let receipt = kept.receipt().and_then(|id| id.parse().ok());
    receipt.ok_or(OfficeError::Refused(NO_RECEIPT))
}

/// Who asks for an approval: their id and their name.
fn named(actor: &Actor, person: &Word) -> (Word, Word) {
    match actor {
        Actor::Key { id, name } | Actor::Person { id, name } => (id.clone(), name.clone()),
        Actor::Operator { .. } | Actor::System => (person.clone(), person.clone()),
    }
}

/// What is held of a text as its owner has it.
fn submitted(work: &work::Work, asked: String) -> Content {
    let answer = work.text().unwrap_or_default().to_owned();
    let placed = match work.edited {
        Some(_) => Vec::new(),
        None => work.placed.clone(),
    };
    Content {
        as_sent: work.as_sent.clone().unwrap_or_else(|| answer.clone()),
        placed,
        around: work.around.clone(),
        asked,
        sent: String::new(),
        sent_to: work.sent_to.clone().unwrap_or_default(),
        edited: work.edited.is_some(),
        answer,
    }
}

/// Why a sample goes to nobody for approval.
const NO_RECEIPT: &str = "a sample has no receipt to approve";
/// Why nothing is approved twice.
const REVIEWED: &str = "it was reviewed already and has not changed since: change it, or press Try again, and the new text goes \
     to the reviewer";
