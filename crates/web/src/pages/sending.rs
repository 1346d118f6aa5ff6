//! Sending a piece of work, once, and keeping what came back, whether or not somebody still waits for it.

use anteroom_gateway::{Cause, Refusal, WayOut};
use anteroom_office::work::{self, Kept, Work};
use anteroom_tasks::{Form, Task};
use axum::response::Response;

use crate::edge::Edge;
use crate::live::{Answer, Asked};
use crate::page::{Frame, Person, see_other};
use crate::pages::{blocked, error};
use crate::writing::{self, Asking, Unwritten, Written};

/// How it ended.
enum Ended {
    Kept,
    NotKept,
    Refused(Box<Refusal>),
}

/// Sends a form that was looked at. The page of the answer opens as soon as the request leaves; where it does not, the
/// answer says why.
pub(crate) async fn send(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    task: &'static Task,
    kept: Kept,
) -> Response {
    let id = kept.id().to_owned();
    let way = match writing::way(edge, task).await {
        Ok(Some(way)) => way,
        Ok(None) => return error::no_connection(frame),
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
    let asked = edge.live.begin(&id, &person.visitor.session.person);
    let leaving = asked.answer.leaving.clone();
    // A browser that leaves takes nothing with it: what was sent is kept when its answer comes.
    let delivery = deliver(edge.clone(), person.clone(), task, way, kept, asked);
    let delivered = tokio::spawn(delivery);
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

/// Asks for the answer and keeps what came of it. Those who read along hear that it is over once it is kept.
async fn deliver(
    edge: Edge,
    person: Person,
    task: &'static Task,
    way: WayOut,
    mut kept: Kept,
    asked: Asked,
) -> Ended {
    let written = ask(&edge, &person, task, &way, &kept.work, &asked.answer).await;
    let (receipt, ended) = match written {
        Ok(written) => {
            let receipt = fill(&mut kept.work, written, &way);
            (Some(receipt), Ended::Kept)
        }
        Err(unwritten) => refuse(&mut kept.work, unwritten),
    };
    match work::keep(edge.door.store(), edge.now(), kept, receipt.as_deref()).await {
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

async fn ask(
    edge: &Edge,
    person: &Person,
    task: &'static Task,
    way: &WayOut,
    work: &Work,
    answer: &Answer,
) -> Result<Written, Unwritten> {
    let asking = Asking {
        edge,
        person,
        way,
        answer,
    };
    match Form::fill(task, &work.fields) {
        Ok(form) => writing::write(&asking, &form).await,
        // It was filled in a moment ago; nothing is sent of one that is not.
        Err(_) => Err(Refusal::from(Cause::Internal).into()),
    }
}

/// Puts an answer into its piece of work; gives its receipt.
fn fill(work: &mut Work, written: Written, way: &WayOut) -> String {
    work.answer = Some(written.words.text);
    work.as_sent = Some(written.words.sent);
    work.placed = written.words.placed;
    work.partial = written.partial;
    work.unanswered = None;
    work.sent_to = Some(writing::destination(way));
    written.receipt
}

/// Notes why there is no answer. What the rules say is said at once, and anew whenever it is tried again.
fn refuse(work: &mut Work, unwritten: Unwritten) -> (Option<String>, Ended) {
    let by_rules = |refusal: &Refusal| refusal.cause() == Cause::Policy;
    let is_ruled = unwritten.refusal.as_deref().is_some_and(by_rules);
    work.unanswered = (!is_ruled).then_some(unwritten.says);
    let ended = unwritten.refusal.map_or(Ended::Kept, Ended::Refused);
    (unwritten.receipt, ended)
}
