//! Practice mode: where no connection is set up, tasks are answered with built-in sample answers, and nothing leaves.

use anteroom_office::work::{self, Kept, Work};
use anteroom_tasks::{Manner, Task, sample};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, see_other};
use crate::pages::error;
use crate::rehearsing::Shown;

/// What practice mode takes, for whoever typed something else.
pub(crate) const MADE_UP_ONLY: &str = "Practice mode takes no text with names, dates or numbers that could be a patient's, even made-up ones: nobody gets used to typing them. Take them out, or press \"Show me an example\".";

/// Whether practice mode answers a form: nothing in it looks like a patient's, or it is the task's own made-up example.
pub(crate) fn takes(task: &Task, work: &Work, looked: &Shown) -> bool {
    looked.count() == 0 || task.manner == Manner::Merge || sample::is_example(task, &work.fields)
}

/// Answers a form that was looked at with the task's sample answer.
pub(crate) async fn answer(
    edge: &Edge,
    frame: Frame,
    task: &'static Task,
    kept: Kept,
    looked: &Shown,
) -> Response {
    if !takes(task, &kept.work, looked) {
        return error::made_up_only(frame, kept.id());
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
