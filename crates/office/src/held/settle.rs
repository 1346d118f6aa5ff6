//! A piece of work after its reviewers had it.

use anteroom_audit::Micros;
use anteroom_store::Store;

use super::{Content, End, Held, content};
use crate::error::OfficeError;
use crate::work;

/// A piece of work as it stands with its reviewers, and the answer to it that is or was held. An answer that was released
/// is put in; so is a text that was sent back and that no rule keeps from its owner: it is theirs to change; one that was
/// held when this program was killed is found again.
///
/// # Errors
/// When it cannot be read or written.
pub async fn settle(
    store: &Store,
    at: Micros,
    mut kept: work::Kept,
) -> Result<(work::Kept, Option<Held>), OfficeError> {
    let Some(line) = store.held_of_run(kept.person(), kept.id()).await? else {
        return Ok((kept, None));
    };
    let held = Held::read(line)?;
    let receipt = held.line.id.receipt;
    let lost = kept.state() == work::State::Sending && held.line.held_at >= kept.changed_at();
    if !lost && kept.receipt() != Some(&*receipt.to_string()) {
        return Ok((kept, None));
    }
    let (person, id) = (kept.person().clone(), kept.id().to_owned());
    match (kept.state(), held.end) {
        (work::State::Held, Some(End::Released)) => {
            put(&mut kept.work, content(store, held.line.id).await?);
            work::keep(store, at, kept, None).await?;
        }
        (work::State::Held, Some(End::Returned)) if held.is_given_back() => {
            if !held.is_read() {
                put(&mut kept.work, content(store, held.line.id).await?);
            }
            work::keep(store, at, kept, None).await?;
        }
        // Whoever waited for the answer may be keeping the same at this moment; then that counts.
        _ if lost => drop(work::hold(store, at, kept, &receipt.to_string()).await),
        _ => return Ok((kept, Some(held))),
    }
    let again = work::find(store, &person, &id).await?;
    let again = again.ok_or(OfficeError::Unreadable("work"))?;
    Ok((again, Some(held)))
}

/// Puts an answer into its piece of work.
fn put(work: &mut work::Work, content: Content) {
    work.before = work.text().map(str::to_owned);
    work.answer = Some(content.answer);
    work.as_sent = Some(content.as_sent);
    work.placed = content.placed;
    work.around = content.around;
    work.sent_to = Some(content.sent_to);
    work.partial = None;
    work.unanswered = None;
    work.edited = None;
    work.wish = None;
}
