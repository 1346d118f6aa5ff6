//! `/asked/{id}`: a request for an exception, as whoever made it sees it: that it waits, or what was decided.

use anteroom_audit::Word;
use anteroom_office::exceptions::{self, Answer, End, Request};
use anteroom_office::kind_words;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page, see_other};
use crate::pages::{catalogue, error};

#[derive(Template)]
#[template(path = "asked.html")]
struct Asked {
    frame: Frame,
    id: String,
    /// The piece of work in which the words stand.
    run: String,
    kind: String,
    place: String,
    /// The words, and why they are nobody's; none once they are purged.
    says: Option<(String, String)>,
    since: String,
    answer: Option<Told>,
}

/// What was decided, in words.
struct Told {
    end: End,
    by: String,
    at: String,
    comment: Option<String>,
    is_read: bool,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some(request) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    let line = request.line();
    page(&Asked {
        id,
        run: line.run.to_string(),
        kind: kind(&line.kind),
        place: place(&line.task, &line.place),
        says: says(&request),
        since: frame.minute(line.asked_at),
        answer: request.answer.as_ref().map(|one| told(&frame, one)),
        frame,
    })
}

/// The words, and why they are nobody's; none once they are purged.
pub(crate) fn says(request: &Request) -> Option<(String, String)> {
    let asked = request.asked.as_ref()?;
    Some((asked.words.clone(), asked.why.as_str().to_owned()))
}

fn told(frame: &Frame, answer: &Answer) -> Told {
    Told {
        end: answer.end,
        by: answer.by.to_string(),
        at: frame.minute(answer.at),
        comment: answer.comment.as_ref().map(|note| note.as_str().to_owned()),
        is_read: answer.is_read,
    }
}

/// Its owner has read the answer.
pub(crate) async fn read(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let frame = Frame::of(&edge, &posted.person).await;
    let Some(request) = own(&edge, &posted.person, &id).await else {
        return error::not_found(frame);
    };
    match exceptions::has_read(edge.door.store(), edge.now(), &request).await {
        Ok(()) => see_other("/"),
        Err(failed) => {
            tracing::error!(error = %failed, "that an answer was read cannot be written");
            error::broken(frame)
        }
    }
}

/// A request of one's own.
async fn own(edge: &Edge, person: &Person, id: &str) -> Option<Request> {
    let own = &person.visitor.session.person;
    let mine = exceptions::mine(edge.door.store(), own).await.ok()?;
    mine.into_iter()
        .find(|request| request.line().id.as_str() == id)
}

/// The kind as people call it.
pub(crate) fn kind(code: &Word) -> String {
    kind_words(code.as_str(), 1)
}

/// Where words stand: the field and its task, in words.
pub(crate) fn place(task: &Word, field: &Word) -> String {
    let Some(task) = catalogue::task(task.as_str()) else {
        return task.to_string();
    };
    match task.field(field.as_str()) {
        Some(field) => format!("\"{}\" in {}", field.label, task.title),
        None => task.title.clone(),
    }
}
