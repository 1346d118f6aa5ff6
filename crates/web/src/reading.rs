//! Reading a long document: a request for each part, each on its own way through the gateway, and one that makes a whole of
//! the answers. What one part lacks takes nothing from the others.

use anteroom_gateway::{Cause, Refusal};
use anteroom_office::work::{Around, Partial};
use anteroom_tasks::Form;
use anteroom_tasks::long::Plan;

use crate::course::{Reading, Request};
use crate::live::Step;
use crate::pages::{answer, held};
use crate::writing::{Asking, Unwritten, Written};

/// So many parts in a row that get no answer: no more are asked for.
const PATIENCE: usize = 2;

/// How the reading went.
#[derive(Default)]
struct Course {
    around: Around,
    receipt: Option<String>,
    /// Why the last part that was not read has no answer.
    missed: Option<Unwritten>,
    /// Whether no more was asked for.
    ended: bool,
}

/// Reads what is left of a document, and makes a whole of it.
///
/// # Errors
/// Where nothing came of any part, and where somebody else must read the whole first and there is none. What was written
/// about the parts comes with it.
pub(crate) async fn write(
    asking: &Asking<'_>,
    form: &Form<'_>,
    plan: &Plan<'_>,
    requests: &[Request],
) -> Result<Written, Unwritten> {
    let unread = || Refusal::from(Cause::Internal);
    let mut reading = Reading::of(form, plan, &asking.kept.work).ok_or_else(unread)?;
    let reviewer = held::reviewer(asking.edge, asking.person, form.task()).await;
    let is_reviewed = !matches!(reviewer, Ok(None));
    let course = read(asking, form, &mut reading, requests, is_reviewed).await;
    let ended = match course.ended {
        true => Err(course.missed),
        false => {
            asking.answer.at(Step::Whole);
            let merge = reading
                .merge(form, plan, &asking.kept.work)
                .ok_or_else(unread)?;
            // Where only a whole is to be made, it is that request which was read.
            let read = asking
                .read
                .first()
                .filter(|_| requests.iter().all(|one| one.part.is_none()));
            asking
                .checked(form, merge, read.copied())
                .await
                .map_err(Some)
        }
    };
    finish(ended, reading, is_reviewed, (course.around, course.receipt))
}

/// Asks about the parts that are left, one after the other.
async fn read(
    asking: &Asking<'_>,
    form: &Form<'_>,
    reading: &mut Reading,
    requests: &[Request],
    is_reviewed: bool,
) -> Course {
    let mut course = Course::default();
    let mut in_a_row = 0;
    for (at, request) in requests.iter().enumerate() {
        let Some(part) = &request.part else { continue };
        let Some(slot) = reading.parts.get_mut(part.number.saturating_sub(1)) else {
            continue;
        };
        asking.answer.at(Step::Part {
            number: part.number,
            of: part.of,
        });
        let body = asking.read.get(at).copied();
        match asking
            .ask_part(form.task(), &request.messages, body, is_reviewed)
            .await
        {
            Ok(written) if !matches!(written.partial, Some(Partial::Broke | Partial::Stopped)) => {
                slot.why = written.partial.map(|why| answer::not_whole(why).to_owned());
                slot.receipt = Some(written.receipt.clone());
                slot.answer = Some(written.words.text);
                slot.begun = None;
                (course.around, course.receipt) = (written.around, Some(written.receipt));
                in_a_row = 0;
                asking.note(&reading.parts).await;
            }
            missed => {
                let missed = match missed {
                    Ok(written) => {
                        slot.begun = Some(written.words.text.clone());
                        broken(written)
                    }
                    Err(missed) => missed,
                };
                slot.why = Some(missed.says.clone());
                slot.receipt = missed.receipt.clone();
                in_a_row += 1;
                course.ended = missed.is_for_all() || in_a_row == PATIENCE;
                course.missed = Some(missed);
            }
        }
        if course.ended {
            break;
        }
    }
    // Of nothing, no whole can be made.
    course.ended |= reading.parts.iter().all(|part| part.answer.is_none());
    course
}

/// A part whose answer broke off.
fn broken(written: Written) -> Unwritten {
    match written.partial {
        Some(Partial::Stopped) => Unwritten {
            says: answer::not_whole(Partial::Stopped).to_owned(),
            ..Unwritten::stopped(Some(written.receipt))
        },
        _ => Unwritten {
            receipt: Some(written.receipt),
            ..Refusal::from(Cause::UpstreamBroke).into()
        },
    }
}

/// What comes of it: the whole; without one, what was written about the parts, unless somebody else must read it first.
fn finish(
    ended: Result<Written, Option<Unwritten>>,
    reading: Reading,
    is_reviewed: bool,
    (around, receipt): (Around, Option<String>),
) -> Result<Written, Unwritten> {
    let is_whole = reading.is_whole();
    let gathered = reading.gathered();
    match ended {
        Ok(whole) => Ok(Written {
            partial: whole.partial.or((!is_whole).then_some(Partial::Unread)),
            parts: reading.parts,
            ..whole
        }),
        Err(why) if is_reviewed || gathered.is_empty() || is_held(why.as_ref()) => {
            let why = why.unwrap_or_else(|| Refusal::from(Cause::UpstreamBroke).into());
            Err(Unwritten {
                parts: reading.parts,
                ..why
            })
        }
        Err(why) => Ok(Written {
            partial: Some(match &why {
                Some(why) if why.is_stop() => Partial::Stopped,
                _ if is_whole => Partial::Unmerged,
                _ => Partial::Unread,
            }),
            unanswered: why
                .as_ref()
                .filter(|why| !why.is_stop())
                .map(|why| why.says.clone()),
            receipt: why
                .and_then(|why| why.receipt)
                .or(receipt)
                .unwrap_or_default(),
            words: anteroom_gateway::Part {
                text: around.keep(&gathered),
                sent: around.keep(&gathered),
                placed: Vec::new(),
            },
            around,
            parts: reading.parts,
        }),
    }
}

fn is_held(why: Option<&Unwritten>) -> bool {
    why.is_some_and(|why| why.held().is_some())
}
