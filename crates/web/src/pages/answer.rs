//! An answer on its way: the page that waits for it, its words as they come (`/runs/{id}/words`), and the way to stop it.

use std::convert::Infallible;
use std::time::Duration;

use anteroom_gateway::Part;
use anteroom_office::work::{Kept, Partial};
use anteroom_tasks::Task;
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use futures_util::stream;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use serde_json::json;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::edge::Edge;
use crate::live::{SoFar, Step};
use crate::page::{Frame, Person, Posted, page, see_other};
use crate::pages::error;
use crate::pages::runs::own;

/// Silence after which a comment is sent, so that proxies keep the connection open.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long somebody who stops an answer waits until what came of it is kept.
const STOPPING: Duration = Duration::from_secs(3);

#[derive(Template)]
#[template(path = "answer.html")]
struct Waiting {
    frame: Frame,
    id: String,
    task: &'static Task,
    /// Whether it is this process that asked for it: then its words can be read, and it can be stopped.
    is_here: bool,
    /// What of a long document is asked for, in words.
    step: Option<String>,
    pieces: Vec<Piece>,
}

/// A piece of a text.
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Whether it was put back in the place of what the model saw.
    pub(crate) is_back: bool,
}

/// The page that waits.
pub(crate) fn waiting(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    kept: &Kept,
    task: &'static Task,
) -> Response {
    let answer = edge.live.find(kept.id(), &person.visitor.session.person);
    page(&Waiting {
        frame,
        id: kept.id().to_owned(),
        task,
        is_here: answer.is_some(),
        step: answer
            .as_ref()
            .and_then(|answer| answer.step())
            .map(Step::says),
        pieces: answer.map_or_else(Vec::new, |answer| pieces(&answer.words(), 0)),
    })
}

/// Why an answer is not whole, in words.
pub(crate) fn not_whole(partial: Partial) -> &'static str {
    match partial {
        Partial::Broke => {
            "The connection to the writing tool was lost. What had come by then is kept. Try again for a whole text."
        }
        Partial::Cut => {
            "The writing tool stopped because a text may not be longer. Ask for less at once."
        }
        Partial::Stopped => "You stopped it. What had come by then is kept.",
        Partial::Unmerged => {
            "Every part was read, but no whole was made of it. What was written about each part stands here. Try again to put it together."
        }
        Partial::Unread => {
            "Not every part of your document was read. The list says which one is missing. Try again: only what is missing is asked for."
        }
    }
}

/// Words from a byte on, in pieces.
pub(crate) fn pieces(words: &Part, from: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = from;
    let mut add = |from: usize, to: usize, is_back| {
        let text = words.text.get(from..to).unwrap_or_default().to_owned();
        if !text.is_empty() {
            pieces.push(Piece { text, is_back });
        }
    };
    for (start, end) in words.placed.iter().filter(|(start, _)| *start >= from) {
        add(at, *start, false);
        add(*start, *end, true);
        at = *end;
    }
    add(at, words.text.len(), false);
    pieces
}

/// Stops an answer; what came of it is kept.
pub(crate) async fn stop(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let person = &posted.person;
    if own(&edge, person, &id).await.is_none() {
        return error::not_found(Frame::of(&edge, person).await);
    }
    if let Some(answer) = edge.live.find(&id, &person.visitor.session.person) {
        answer.stop();
        // Who waits in vain sees the page that waits.
        let _ = timeout(STOPPING, answer.until_over()).await;
    }
    see_other(&format!("/runs/{id}"))
}

/// The words as they come: `step` at each part of a long document, `begin` before the first word of each answer, `words`, and `end` once all is kept.
pub(crate) async fn words(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    if own(&edge, &person, &id).await.is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let answer = edge.live.find(&id, &person.visitor.session.person);
    let reader = answer.map(|answer| Reader {
        so_far: answer.read(),
        round: None,
        step: None,
        at: 0,
    });
    let events = stream::unfold(Some(reader), |reader| async move {
        match reader? {
            // Somebody else asks for it, or it is over: the page looks again.
            None => Some((Ok::<Bytes, Infallible>(END), None)),
            Some(mut reader) => {
                let (event, is_over) = reader.next().await;
                Some((Ok(event), (!is_over).then_some(Some(reader))))
            }
        }
    });
    let mut response = Response::new(Body::from_stream(events));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream; charset=utf-8"),
    );
    // Asks nginx in front of us not to collect the events.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

const END: Bytes = Bytes::from_static(b"event: end\ndata:\n\n");

/// Somebody who reads along.
struct Reader {
    so_far: watch::Receiver<SoFar>,
    /// Which answer was begun to be read.
    round: Option<u32>,
    /// Which step of a long document was told.
    step: Option<Step>,
    /// How much of it was read, in bytes.
    at: usize,
}

impl Reader {
    /// The next events, and whether they were the last.
    async fn next(&mut self) -> (Bytes, bool) {
        match timeout(KEEP_ALIVE, self.so_far.changed()).await {
            Err(_) => (Bytes::from_static(b": waiting\n\n"), false),
            Ok(Err(_)) => (END, true),
            Ok(Ok(())) => self.events(),
        }
    }

    fn events(&mut self) -> (Bytes, bool) {
        let so_far = self.so_far.borrow_and_update();
        let mut events = String::new();
        if let Some(step) = so_far.step.filter(|step| self.step != Some(*step)) {
            self.step = Some(step);
            events.push_str(&format!("event: step\ndata: {}\n\n", json!(step.says())));
        }
        if self.round != Some(so_far.round) {
            self.round = Some(so_far.round);
            self.at = 0;
            events.push_str("event: begin\ndata:\n\n");
        }
        let fresh = pieces(&so_far.words, self.at);
        if !fresh.is_empty() {
            let told = fresh.iter().map(|piece| json!([piece.text, piece.is_back]));
            let told: Vec<serde_json::Value> = told.collect();
            events.push_str(&format!("event: words\ndata: {}\n\n", json!(told)));
        }
        self.at = so_far.words.text.len();
        if so_far.is_over {
            events.push_str("event: end\ndata:\n\n");
        }
        (Bytes::from(events), so_far.is_over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_were_put_back_are_pieces_of_their_own() {
        let words = Part {
            text: "Dear Ada, on Feb 4.".to_owned(),
            sent: String::new(),
            placed: vec![(5, 8), (13, 18)],
        };
        let cut = |from| {
            let pieces = pieces(&words, from);
            let told = pieces
                .iter()
                .map(|piece| (piece.text.clone(), piece.is_back));
            told.collect::<Vec<_>>()
        };
        let whole = cut(0);
        let told: Vec<(&str, bool)> = whole.iter().map(|(text, back)| (&**text, *back)).collect();
        assert_eq!(
            told,
            [
                ("Dear ", false),
                ("Ada", true),
                (", on ", false),
                ("Feb 4", true),
                (".", false)
            ]
        );
        assert_eq!(cut(8).len(), 3);
        assert_eq!(cut(19), []);
    }
}
