//! `/approvals`: answers that wait for this person; `/approvals/{id}`: one of them, and what becomes of it.
//!
//! Content is shown to those who may decide on it, to whoever did, and after its release to whoever asked.

mod earlier;

use anteroom_office::account::Right;
use anteroom_office::exceptions;
use anteroom_office::held::{self, Content, End, Held, Standing};
use anteroom_office::work;
use anteroom_office::{Note, OfficeError};
use anteroom_store::HeldId;
use anteroom_tasks::{Draft, Finding, Form, Manner, Task, Tools};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, capital, page, page_with, see_other};
use crate::pages::held::{Told, told};
use crate::pages::runs::{Block, blocks, in_page};
use crate::pages::{asked as request, catalogue, error};
use crate::writing;
use earlier::Earlier;

/// What somebody is told who reviews nothing.
const CLOSED: &str = "It is for those who release texts before they are used: clinicians, billers, practice managers and \
     compliance officers. Your compliance officer can give you a role that opens it.";

#[derive(Template)]
#[template(path = "approvals.html")]
struct Queue {
    frame: Frame,
    rows: Vec<Row>,
    /// Requests for exceptions that this person decides on, where they are.
    asked: Vec<Asked>,
    late: Vec<Late>,
}

/// A request for an exception, without a word of what it asks to let stand.
struct Asked {
    kind: String,
    place: String,
    asker: String,
    since: String,
}

/// A text that nobody released in time, without a word of it.
pub(crate) struct Late {
    pub(crate) title: String,
    pub(crate) asker: String,
    pub(crate) written: String,
    pub(crate) closed: String,
}

impl Late {
    /// None where it ended otherwise, or waits.
    async fn of(edge: &Edge, frame: &Frame, held: &Held) -> Option<Late> {
        let line = held.line();
        let end = line
            .end
            .as_ref()
            .filter(|_| held.end == Some(End::Expired))?;
        Some(Late {
            title: title(held, piece(edge, held).await.as_ref()),
            asker: line.asker.to_string(),
            written: frame.minute(line.held_at),
            closed: frame.minute(end.at),
        })
    }

    /// Those of some answers that are such texts.
    pub(crate) async fn all(edge: &Edge, frame: &Frame, held: &[Held]) -> Vec<Late> {
        let mut late = Vec::new();
        for one in held {
            late.extend(Late::of(edge, frame, one).await);
        }
        late
    }
}

struct Row {
    href: String,
    title: String,
    asker: String,
    since: String,
    reasons: Vec<&'static str>,
    /// What tells it from other texts of the same task.
    hint: String,
}

pub(crate) async fn list(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    if !frame.sees_approvals {
        return error::not_allowed(frame, CLOSED);
    }
    let store = edge.door.store();
    let waiting = held::waiting_for(store, &person.visitor.id).await;
    let expired = held::expired_for(store, &person.visitor.account).await;
    let (waiting, expired) = match (waiting, expired) {
        (Ok(waiting), Ok(expired)) => (waiting, expired),
        (Err(failed), _) | (_, Err(failed)) => return broken(frame, &failed),
    };
    let mut rows = Vec::with_capacity(waiting.len());
    for held in &waiting {
        let piece = piece(&edge, held).await;
        let row = row(&frame, held, title(held, piece.as_ref()));
        rows.push(Row {
            hint: piece.as_ref().map(hint).unwrap_or_default(),
            ..row
        });
    }
    let asked = match asked(&edge, &frame, &person).await {
        Ok(asked) => asked,
        Err(failed) => return broken(frame, &failed),
    };
    page(&Queue {
        asked,
        late: Late::all(&edge, &frame, &expired).await,
        frame,
        rows,
    })
}

/// The requests for exceptions that this person may decide on.
async fn asked(edge: &Edge, frame: &Frame, person: &Person) -> Result<Vec<Asked>, OfficeError> {
    if !person.visitor.account.may(Right::ChangeEvidence) {
        return Ok(Vec::new());
    }
    let waiting = exceptions::waiting(edge.door.store()).await?;
    let each = waiting.iter().map(|request| {
        let line = request.line();
        Asked {
            kind: capital(&request::kind(&line.kind)),
            place: request::place(&line.task, &line.place),
            asker: line.asker.to_string(),
            since: frame.minute(line.asked_at),
        }
    });
    Ok(each.collect())
}

fn row(frame: &Frame, held: &Held, title: String) -> Row {
    let line = held.line();
    Row {
        href: format!("/approvals/{}", line.id),
        title,
        asker: line.asker.to_string(),
        since: frame.minute(line.held_at),
        reasons: held.reasons.iter().map(|one| one.says()).collect(),
        hint: String::new(),
    }
}

fn hint(piece: &work::Kept) -> String {
    let task = catalogue::task(piece.task());
    task.map_or_else(String::new, |task| {
        catalogue::hint(task, &piece.work.fields)
    })
}

/// The piece of work that an answer was asked for, as it was sent.
pub(crate) async fn piece(edge: &Edge, held: &Held) -> Option<work::Kept> {
    let line = held.line();
    let (person, run) = (line.person.as_ref()?, line.run.as_ref()?);
    let found = work::find(edge.door.store(), person, run.as_str()).await;
    let receipt = line.id.receipt.to_string();
    found.ok()?.filter(|kept| kept.receipt() == Some(&*receipt))
}

/// What was asked for: the task, or the use case where a program asked.
pub(crate) fn title(held: &Held, piece: Option<&work::Kept>) -> String {
    match piece.and_then(|kept| catalogue::task(kept.task())) {
        Some(task) => task.title.clone(),
        None => capital(&held.line().use_case.as_str().replace('_', " ")),
    }
}

#[derive(Template)]
#[template(path = "approval.html")]
struct One {
    frame: Frame,
    id: String,
    receipt: String,
    title: String,
    asker: String,
    since: String,
    reasons: Vec<&'static str>,
    /// What whoever releases it says that they did.
    attests: Vec<&'static str>,
    blocks: Vec<Block>,
    findings: Vec<Finding>,
    /// What the task asks of whoever reads it.
    what: Option<&'static str>,
    /// What a translator must have done; none of a text in English.
    translation: Option<&'static str>,
    content: Content,
    /// What it was sent back with before.
    earlier: Earlier,
    /// Whether this person may decide on it, and whether they asked for it themselves.
    decides: bool,
    own: bool,
    end: Option<End>,
    told: Option<Told>,
    /// What was wrong with what they sent.
    says: Option<&'static str>,
}

impl One {
    fn became(&self) -> &'static str {
        match self.end {
            Some(End::Returned) => "Sent back",
            Some(End::Refused) => "Refused",
            Some(End::Expired) => "Closed",
            Some(End::Released) | None => "Released",
        }
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    show(&edge, &person, &id, None).await
}

async fn show(edge: &Edge, person: &Person, id: &str, says: Option<&'static str>) -> Response {
    let frame = Frame::of(edge, person).await;
    match found(edge, person, id).await {
        Ok(Some((held, standing))) => match standing {
            Standing::Decides { .. } | Standing::Reads => {
                opened(edge, frame, &held, standing, says).await
            }
            Standing::Waits => error::not_allowed(
                frame,
                "You asked for this text. Somebody else must release it.",
            ),
            Standing::Stranger => error::not_found(frame),
        },
        Ok(None) => error::not_found(frame),
        Err(failed) => broken(frame, &failed),
    }
}

/// An answer, and what this person may do with it.
async fn found(
    edge: &Edge,
    person: &Person,
    id: &str,
) -> Result<Option<(Held, Standing)>, OfficeError> {
    let Ok(id) = id.parse::<HeldId>() else {
        return Ok(None);
    };
    let store = edge.door.store();
    let Some(held) = held::find(store, id).await? else {
        return Ok(None);
    };
    let standing = held.standing(&person.visitor.id, &held::accounts(store).await?);
    Ok(Some((held, standing)))
}

async fn opened(
    edge: &Edge,
    frame: Frame,
    held: &Held,
    standing: Standing,
    says: Option<&'static str>,
) -> Response {
    let content = held::content(edge.door.store(), held.line().id).await;
    let (content, told) = match (content, told(edge, &frame, held).await) {
        (Ok(content), Ok(told)) => (content, told),
        (Err(failed), _) | (_, Err(failed)) => return broken(frame, &failed),
    };
    let earlier = match Earlier::of(edge, &frame, held, &content.answer).await {
        Ok(earlier) => earlier,
        Err(failed) => return broken(frame, &failed),
    };
    let piece = piece(edge, held).await;
    let task = piece.as_ref().and_then(|kept| catalogue::task(kept.task()));
    let fields = piece.as_ref().map(|kept| &kept.work.fields);
    // What was filled in here has no sections to look for.
    let written = task.filter(|task| task.manner == Manner::Write);
    let draft = written.zip(fields).and_then(|(task, fields)| {
        let form = Form::fill(task, fields).ok()?;
        Some(Draft::of(&form, &content.answer, Tools::default()))
    });
    let (shown, findings) = match draft {
        Some(draft) => (draft.page(), draft.findings),
        None => (content.answer.clone(), Vec::new()),
    };
    let row = row(&frame, held, title(held, piece.as_ref()));
    let mut attests: Vec<&'static str> = held.reasons.iter().map(|one| one.attests()).collect();
    attests.dedup();
    let one = One {
        frame,
        id: held.line().id.to_string(),
        receipt: held.line().id.receipt.to_string(),
        title: row.title,
        asker: row.asker,
        since: row.since,
        reasons: row.reasons,
        attests,
        blocks: blocks(&in_page(shown, &content.answer, &content.placed)),
        findings,
        translation: task
            .zip(fields)
            .and_then(|(task, fields)| task.translation_of(fields)),
        what: task.map(|task: &'static Task| task.human_review.what.as_str()),
        content: Content {
            sent_to: writing::in_words(&content.sent_to),
            ..content
        },
        earlier,
        decides: matches!(standing, Standing::Decides { .. }),
        own: standing == Standing::Decides { own: true },
        end: held.end,
        told,
        says,
    };
    match says {
        None => page(&one),
        Some(_) => page_with(StatusCode::BAD_REQUEST, &one),
    }
}

/// Decides on an answer: the last part of the path says how.
pub(crate) async fn decide(
    State(edge): State<Edge>,
    Path((shown, how)): Path<(String, String)>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let end = match how.as_str() {
        "release" => End::Released,
        "return" => End::Returned,
        "refuse" => End::Refused,
        _ => return error::not_found(frame),
    };
    let id = match found(&edge, &person, &shown).await {
        Ok(Some((held, Standing::Decides { .. }))) => held.line().id,
        Ok(Some((_, Standing::Reads))) => return error::decided(frame),
        Ok(_) => return error::not_found(frame),
        Err(failed) => return broken(frame, &failed),
    };
    if end == End::Released && sent.text("read") != "yes" {
        return show(&edge, &person, &shown, Some("Read it, then tick the box.")).await;
    }
    let comment: Option<Note> = sent.text("comment").parse().ok();
    if end == End::Returned && comment.is_none() {
        return show(&edge, &person, &shown, Some("Say what to change.")).await;
    }
    let store = edge.door.store();
    let by = person.by();
    match held::decide(store, &by, &person.visitor.id, id, end, comment.as_ref()).await {
        Ok(()) => see_other("/approvals"),
        // It was theirs to decide on a moment ago.
        Err(OfficeError::Refused(_)) => error::decided(frame),
        Err(failed) => broken(frame, &failed),
    }
}

fn broken(frame: Frame, failed: &OfficeError) -> Response {
    tracing::error!(error = %failed, "answers that are held cannot be shown");
    error::broken(frame)
}
