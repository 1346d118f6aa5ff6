//! Sending a piece of work, once, and keeping what came back, whether or not somebody still waits for it.

use anteroom_audit::Hash;
use anteroom_gateway::{Cause, Refusal, WayOut};
use anteroom_office::work::{self, Kept, Work};
use anteroom_tasks::{Form, Level, Manner, Task};
use axum::response::Response;

use crate::edge::Edge;
use crate::live::Asked;
use crate::page::{Frame, Person, see_other};
use crate::pages::runs::choices;
use crate::pages::runs::review::is_refused;
use crate::pages::{blocked, error, practice};
use crate::rehearsing::{self, Shown};
use crate::writing::{self, Asking, Unwritten, Written};

/// How it ended.
enum Ended {
    Kept,
    NotKept,
    Refused(Box<Refusal>),
}

/// Sends where nothing was found and the task takes no patient information; else somebody reads it first.
pub(crate) async fn at_once(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    task: &'static Task,
    kept: Kept,
) -> Response {
    let Ok(looked) = rehearsing::rehearse(edge, person, task, &kept.work).await else {
        return error::unchecked(frame);
    };
    if frame.is_practice()
        && !is_refused(task, &looked)
        && !practice::takes(task, &kept.work, &looked)
    {
        return error::made_up_only(frame, kept.id());
    }
    let is_plain = task.manner == Manner::Write && task.level == Level::NoPatientInformation;
    match is_plain && looked.count() == 0 {
        true => send(edge, person, frame, task, kept, &looked, looked.read()).await,
        false => see_other(&format!("/runs/{}/review", kept.id())),
    }
}

/// Sends a form that was looked at. The page of the answer opens as soon as the request leaves; where it does not, the
/// answer says why. `looked` is what was found in it, `read` the bodies that were read, of a long text one a part: only those are sent.
pub(crate) async fn send(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    task: &'static Task,
    kept: Kept,
    looked: &Shown,
    read: Vec<Hash>,
) -> Response {
    let id = kept.id().to_owned();
    let way = match writing::way(edge, task).await {
        Ok(Some(way)) => way,
        Ok(None) => return practice::answer(edge, frame, task, kept, looked).await,
        Err(refusal) => return blocked::page(frame, &id, &refusal),
    };
    let kept = match work::take(edge.door.store(), edge.now(), kept).await {
        Ok(Some(kept)) => kept,
        Ok(None) => return error::on_its_way(frame),
        Err(failed) => {
            tracing::error!(error = %failed, "a piece of work cannot be taken");
            return error::broken(frame);
        }
    };
    let waived = choices::waived(looked, &kept.work.choices);
    if let Err(failed) = work::waive(edge.door.store(), &person.by(), &kept, &waived).await {
        tracing::error!(error = %failed, "what its sender says of a text cannot be recorded");
        drop(work::keep(edge.door.store(), edge.now(), kept, None).await);
        return error::broken(frame);
    }
    let asked = edge.live.begin(&id, &person.visitor.session.person);
    let leaving = asked.answer.leaving.clone();
    // A browser that leaves takes nothing with it: what was sent is kept when its answer comes.
    let delivery = Delivery {
        edge: edge.clone(),
        person: person.clone(),
        task,
        way,
        read,
        asked,
    };
    let delivered = tokio::spawn(delivery.run(kept));
    let answer = format!("/runs/{id}");
    tokio::select! {
        () = leaving.notified() => see_other(&answer),
        ended = delivered => match ended {
            Ok(Ended::Kept) => see_other(&answer),
            Ok(Ended::Refused(refusal)) => blocked::page(frame, &id, &refusal),
            Ok(Ended::NotKept) | Err(_) => error::not_kept(frame),
        },
    }
}

/// What is sent for somebody, whether or not they still wait for it.
struct Delivery {
    edge: Edge,
    person: Person,
    task: &'static Task,
    way: WayOut,
    read: Vec<Hash>,
    asked: Asked,
}

impl Delivery {
    /// Asks for the answer and keeps what came of it. Those who read along hear that it is over once it is kept.
    async fn run(self, mut kept: Kept) -> Ended {
        let (receipt, ended) = match self.ask(&kept).await {
            Ok(written) => {
                let receipt = fill(&mut kept.work, written, &self.way);
                (Some(receipt), Ended::Kept)
            }
            Err(unwritten) => match unwritten.held() {
                Some(receipt) => {
                    kept.work.parts = unwritten.parts.clone();
                    return self.held(kept, receipt).await;
                }
                None => refuse(&mut kept.work, unwritten),
            },
        };
        let (store, now) = (self.edge.door.store(), self.edge.now());
        match work::keep(store, now, kept, receipt.as_deref()).await {
            Ok(()) => ended,
            Err(failed) => {
                tracing::error!(error = %failed, "what became of a piece of work cannot be kept");
                match ended {
                    Ended::Kept => Ended::NotKept,
                    ended => ended,
                }
            }
        }
    }

    /// Keeps that the answer waits for a review. Should the page of the work have been first, it found that by itself.
    async fn held(&self, kept: Kept, receipt: &str) -> Ended {
        let (store, now) = (self.edge.door.store(), self.edge.now());
        if let Err(failed) = work::hold(store, now, kept, receipt).await {
            tracing::info!(error = %failed, "that an answer is held was not kept here");
        }
        Ended::Kept
    }

    async fn ask(&self, kept: &Kept) -> Result<Written, Unwritten> {
        let asking = Asking {
            edge: &self.edge,
            person: &self.person,
            way: &self.way,
            kept,
            read: &self.read,
            answer: &self.asked.answer,
        };
        match Form::fill(self.task, &kept.work.fields) {
            Ok(form) => writing::write(&asking, &form).await,
            // It was filled in a moment ago; nothing is sent of one that is not.
            Err(_) => Err(Refusal::from(Cause::Internal).into()),
        }
    }
}

/// Puts an answer into its piece of work; gives its receipt.
fn fill(work: &mut Work, written: Written, way: &WayOut) -> String {
    work.before = work.text().map(str::to_owned).or(work.before.take());
    // An answer that broke off has not come to the words at its end.
    let is_short = written.partial.is_some() && !written.around.is_empty();
    let whole = is_short.then(|| written.around.keep(&written.words.text));
    work.answer = Some(whole.unwrap_or(written.words.text));
    work.as_sent = Some(written.words.sent);
    work.placed = written.words.placed;
    work.around = written.around;
    work.partial = written.partial;
    work.parts = written.parts;
    work.unanswered = written.unanswered;
    work.edited = None;
    work.wish = None;
    work.sent_to = Some(writing::destination(way));
    written.receipt
}

/// Notes why there is no answer. What the rules say is said at once, and anew whenever it is tried again.
fn refuse(work: &mut Work, unwritten: Unwritten) -> (Option<String>, Ended) {
    let by_rules = |refusal: &Refusal| refusal.cause() == Cause::Policy;
    let is_ruled = unwritten.refusal.as_deref().is_some_and(by_rules);
    work.parts = unwritten.parts;
    work.unanswered = (!is_ruled).then_some(unwritten.says);
    let ended = unwritten.refusal.map_or(Ended::Kept, Ended::Refused);
    (unwritten.receipt, ended)
}
