//! `/runs/{id}/word` and `/runs/{id}/pdf`: a result to take away, on the practice's paper. For its owner alone.
//!
//! That it is taken is on record first. Nothing of it is kept here or, by its headers, by a browser's cache; its file name says the task and the day only. What
//! rules want around an answer is part of it, also where its owner changed it by hand, and so of the file.

use anteroom_export::{Letter, letter_docx, parts};
use anteroom_office::held::End;
use anteroom_office::work::{self, Kept, State as Progress};
use anteroom_tasks::{Task, sample};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::{is_sample, own};
use crate::edge::Edge;
use crate::page::{Frame, Person, see_other};
use crate::pages::{answer, error, held};

/// As Word.
pub(crate) async fn word(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let (frame, letter, task) = match letter(&edge, &person, &id, "word").await {
        Ok(found) => found,
        Err(response) => return *response,
    };
    match letter_docx(&letter) {
        Ok(bytes) => file(bytes, KIND, &format!("{}-{}.docx", task.id, letter.day)),
        Err(_) => error::broken(frame),
    }
}

/// As PDF.
#[cfg(feature = "pdf")]
pub(crate) async fn pdf(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    use anteroom_export::{PdfError, letter_pdf};

    let (frame, letter, task) = match letter(&edge, &person, &id, "pdf").await {
        Ok(found) => found,
        Err(response) => return *response,
    };
    let name = format!("{}-{}.pdf", task.id, letter.day);
    // Setting type takes a core for a moment.
    match tokio::task::spawn_blocking(move || letter_pdf(&letter)).await {
        Ok(Ok(bytes)) => file(bytes, "application/pdf", &name),
        Ok(Err(PdfError::Letters)) => error::no_letters(frame),
        Ok(Err(PdfError::Unset(_))) | Err(_) => error::broken(frame),
    }
}

/// As PDF, where this program was built without it.
#[cfg(not(feature = "pdf"))]
pub(crate) async fn pdf(State(edge): State<Edge>, person: Person) -> Response {
    error::not_found(Frame::of(&edge, &person).await)
}

/// What stands on top of a letter: the practice's name and what it says of itself.
pub(crate) fn sender(edge: &Edge, frame: &Frame) -> Vec<String> {
    let name = Some(frame.practice.clone()).filter(|name| !name.is_empty());
    name.into_iter()
        .chain(edge.letterhead.iter().cloned())
        .collect()
}

type Found = (Frame, Letter, &'static Task);

/// A person's own result as a letter, once it is on record that they take it away as this form of file.
async fn letter(
    edge: &Edge,
    person: &Person,
    id: &str,
    form: &'static str,
) -> Result<Found, Box<Response>> {
    let frame = Frame::of(edge, person).await;
    let Some((kept, task)) = own(edge, person, id).await else {
        return Err(Box::new(error::not_found(frame)));
    };
    let Ok((kept, held)) = held::settled(edge, kept).await else {
        return Err(Box::new(error::broken(frame)));
    };
    if held::is_locked(edge, person, task, held.as_ref()).await {
        return Err(Box::new(error::not_released(frame)));
    }
    let is_released = held.is_some_and(|held| held.end == Some(End::Released));
    let Some(text) = written(&kept, task) else {
        return Err(Box::new(see_other(&format!("/runs/{id}"))));
    };
    if let Err(failed) = work::take_away(edge.door.store(), &person.by(), &kept, form).await {
        tracing::error!(error = %failed, "that somebody takes a text away cannot be recorded");
        return Err(Box::new(error::broken(frame)));
    }
    let letter = Letter {
        sender: sender(edge, &frame),
        title: task.title.clone(),
        day: frame.day(kept.changed_at()),
        notices: notices(&kept, task, is_released),
        parts: parts(&text),
        made_with: format!("{}, version {}", task.title, kept.work.version),
    };
    Ok((frame, letter, task))
}

/// What must be read first: that it is a sample, that it is not whole, that somebody still has to approve it.
fn notices(kept: &Kept, task: &Task, is_released: bool) -> Vec<String> {
    let sample = is_sample(kept, task).then(|| sample::LABEL.to_owned());
    let partial = kept.work.partial.filter(|_| kept.work.edited.is_none());
    let partial = partial.map(|why| answer::not_whole(why).to_owned());
    [
        sample,
        partial,
        held::mark(task, kept.work.edited.is_some(), is_released),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The whole text of a result, with the program's own sentences; none before there is one.
fn written(kept: &Kept, task: &Task) -> Option<String> {
    let answer = kept.work.text();
    let answer = answer.filter(|_| kept.state() == Progress::Done)?;
    Some(task.page(answer))
}

/// A file to keep, not to show.
fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let name = name.unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_DISPOSITION, name);
    response
}
