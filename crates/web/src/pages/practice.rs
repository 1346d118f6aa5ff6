//! Practice mode: where no connection is set up, tasks are answered with built-in sample answers, and nothing leaves.

use anteroom_office::work::{self, Kept};
use anteroom_tasks::{Task, sample};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, see_other};
use crate::pages::error;
use crate::rehearsing::Shown;

/// Answers a form that was looked at with the task's sample answer. What looks like a patient's, and is not the task's own
/// made-up example, is refused here too: nobody gets used to typing it.
pub(crate) async fn answer(
    edge: &Edge,
    frame: Frame,
    task: &'static Task,
    kept: Kept,
    looked: &Shown,
) -> Response {
    let is_made_up = sample::is_example(task, &kept.work.fields) || looked.count() == 0;
    if !is_made_up {
        return error::made_up_only(frame);
    }
    match keep(edge, task, kept).await {
        Some(id) => see_other(&format!("/runs/{id}")),
        None => error::on_its_way(frame),
    }
}

/// Keeps the sample as the answer that it stands for; nothing where somebody else has it in hand.
async fn keep(edge: &Edge, task: &Task, kept: Kept) -> Option<String> {
    let (store, at) = (edge.door.store(), edge.now());
    let mut kept = work::take(store, at, kept).await.ok().flatten()?;
    kept.work.answer = Some(sample::answer(task)?.to_owned());
    let id = kept.id().to_owned();
    work::keep(store, edge.now(), kept, None).await.ok()?;
    Some(id)
}
