//! `/runs`: one's own work; `/runs/{id}`: a result; `/runs/{id}/review`: reading what will be sent.

pub(crate) mod review;

use anteroom_office::work::{self, Kept, State as Progress};
use anteroom_tasks::{Draft, Finding, Form, Task, Tools, Weight};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, minute, page, see_other};
use crate::pages::{answer, blocked, catalogue, error};

/// How much of one's own work is listed.
const LISTED: u32 = 200;

#[derive(Template)]
#[template(path = "runs.html")]
struct Runs {
    frame: Frame,
    rows: Vec<Row>,
}

/// A piece of work in a list. The list shows none of its words.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) state: &'static str,
    pub(crate) changed: String,
    pub(crate) href: String,
}

impl Row {
    pub(crate) fn of(kept: &Kept) -> Row {
        let (id, task) = (kept.id(), kept.task());
        let title = catalogue::task(task).map_or(task, |task| task.title.as_str());
        let (state, href) = match kept.state() {
            Progress::Draft => ("Draft", format!("/runs/{id}/edit")),
            Progress::Sending => ("On its way", format!("/runs/{id}")),
            Progress::Done => ("Written", format!("/runs/{id}")),
        };
        Row {
            id: id.to_owned(),
            title: title.to_owned(),
            state,
            changed: minute(kept.changed_at()),
            href,
        }
    }
}

pub(crate) async fn list(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let own = &person.visitor.session.person;
    match work::all(edge.door.store(), own, LISTED).await {
        Ok(all) => page(&Runs {
            rows: all.iter().map(Row::of).collect(),
            frame,
        }),
        Err(_) => error::broken(frame),
    }
}

#[derive(Template)]
#[template(path = "result.html")]
struct ResultPage {
    frame: Frame,
    id: String,
    task: &'static Task,
    blocks: Vec<Block>,
    /// Why it is not whole, in words; none where it is.
    partial: Option<&'static str>,
    failed: Vec<Finding>,
    looks: Vec<Finding>,
    sent_to: Option<String>,
    receipt: Option<String>,
    changed: String,
}

/// A heading with what stands under it.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    heading: Option<String>,
    text: String,
}

/// A draft by its headings.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("## "), blocks.last_mut()) {
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (heading, _) => blocks.push(Block {
                heading: heading.map(str::to_owned),
                text: heading.map_or_else(|| format!("{line}\n"), |_| String::new()),
            }),
        }
    }
    for block in &mut blocks {
        block.text = block.text.trim().to_owned();
    }
    blocks
}

/// A result.
pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some((kept, task)) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    if kept.state() == Progress::Sending {
        return answer::waiting(&edge, &person, frame, &kept, task);
    }
    let Some(answer) = kept.work.answer.clone() else {
        return match &kept.work.unanswered {
            Some(says) => blocked::unanswered(frame, &id, says, kept.receipt()),
            None => see_other(&format!("/runs/{id}/review")),
        };
    };
    let form = Form::fill(task, &kept.work.fields).ok();
    let draft = form.map(|form| Draft::of(&form, &answer, Tools::default()));
    let (failed, looks) = match &draft {
        Some(draft) => draft
            .findings
            .iter()
            .cloned()
            .partition(|one| one.weight == Weight::Fails),
        None => (Vec::new(), Vec::new()),
    };
    page(&ResultPage {
        frame,
        id,
        blocks: blocks(&draft.map_or(answer, |draft| draft.page())),
        partial: kept.work.partial.map(answer::not_whole),
        failed,
        looks,
        sent_to: kept.work.sent_to.clone(),
        receipt: kept.receipt().map(str::to_owned),
        changed: minute(kept.changed_at()),
        task,
    })
}

/// Back to the form, with what was typed.
pub(crate) async fn edit(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    match own(&edge, &person, &id).await {
        Some((_, task)) => see_other(&format!("/tasks/{}?run={id}", task.id)),
        None => error::not_found(Frame::of(&edge, &person).await),
    }
}

/// Throws a piece of work away.
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let own = &posted.person.visitor.session.person;
    match edge.door.store().drop_run(own, &id).await {
        Ok(()) => see_other("/runs"),
        Err(_) => error::broken(Frame::of(&edge, &posted.person).await),
    }
}

/// A piece of work of one's own, and its task.
pub(crate) async fn own(edge: &Edge, person: &Person, id: &str) -> Option<(Kept, &'static Task)> {
    let own = &person.visitor.session.person;
    let kept = work::find(edge.door.store(), own, id)
        .await
        .ok()
        .flatten()?;
    let task = catalogue::task(kept.task())?;
    Some((kept, task))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_cut_at_its_headings() {
        let block = |heading: Option<&str>, text: &str| Block {
            heading: heading.map(str::to_owned),
            text: text.to_owned(),
        };
        assert_eq!(
            blocks("Read first.\n\n## Plan\n- rest\n- fluids\n\n## Gaps\n"),
            [
                block(None, "Read first."),
                block(Some("Plan"), "- rest\n- fluids"),
                block(Some("Gaps"), "")
            ]
        );
        assert_eq!(blocks(""), []);
    }
}
