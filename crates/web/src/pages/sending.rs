//! Sending a piece of work, once, and keeping what came back, whether or not somebody still waits for it.

use anteroom_gateway::{Refusal, WayOut};
use anteroom_office::work::{self, Kept};
use anteroom_tasks::{Form, Task};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, see_other};
use crate::pages::{blocked, error};
use crate::writing;

/// How it ended.
enum Ended {
    Kept,
    NotKept,
    Refused(Box<Refusal>),
}

/// Sends a form that was looked at, and shows what came of it.
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
    // A browser that leaves takes nothing with it: what was sent is kept when its answer comes.
    let sending = tokio::spawn(deliver(edge.clone(), person.clone(), task, way, kept));
    match sending.await {
        Ok(Ended::Kept) => see_other(&format!("/runs/{id}")),
        Ok(Ended::Refused(refusal)) => blocked::page(frame, &id, &refusal),
        Ok(Ended::NotKept) | Err(_) => error::not_kept(frame),
    }
}

async fn deliver(
    edge: Edge,
    person: Person,
    task: &'static Task,
    way: WayOut,
    mut kept: Kept,
) -> Ended {
    let written = {
        let fields = kept.work.fields.clone();
        match Form::fill(task, &fields) {
            Ok(form) => writing::write(&edge, &person, &form, &way).await,
            // It was filled in a moment ago; nothing is sent of one that is not.
            Err(_) => Err(anteroom_gateway::Cause::Internal.into()),
        }
    };
    let store = edge.door.store();
    let (kept, receipt, ended) = match written {
        Ok(written) => {
            kept.work.answer = Some(written.answer);
            kept.work.sent_to = Some(written.sent_to);
            (kept, Some(written.receipt), Ended::Kept)
        }
        Err(refusal) => (kept, None, Ended::Refused(Box::new(refusal))),
    };
    match work::keep(store, edge.now(), kept, receipt.as_deref()).await {
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
