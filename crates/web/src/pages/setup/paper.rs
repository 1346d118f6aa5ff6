//! The signed agreement's file: taken with the step, kept with the draft.
//!
//! Whoever sends a file must hold the code before a byte of it is read.

use std::sync::Arc;

use anteroom_office::opening::Draft;
use anteroom_office::paper::{LARGEST, NotAPaper, Paper};
use axum::extract::{FromRequest as _, Request};
use axum::response::Response;

use super::opening;
use super::said::Said;
use super::steps::{Step, Wrong};
use crate::body;
use crate::edge::Edge;
use crate::page::{BESIDE, Files, Sent, handed_in, has_files, sentence};
use crate::pages::error;

/// The field of the file.
pub(super) const FIELD: &str = "paper";

/// A step's fields, and its files.
pub(super) async fn form(
    edge: &Edge,
    query: Option<&str>,
    request: Request,
) -> Result<(Sent, Files), Response> {
    if !has_files(request.headers()) {
        let sent = Sent::from_request(request, edge).await?;
        return Ok((sent, Vec::new()));
    }
    let asked = Sent::of_query(query);
    let code = asked.text("code");
    let draft = opening(edge, code).and_then(|opening| opening.draft(code, edge.now()));
    let draft = draft.ok_or_else(error::setup_over)?;
    let (head, body) = request.into_parts();
    let most = LARGEST + BESIDE;
    if body::declared_length(&head.headers).is_some_and(|bytes| bytes > most) {
        body::discard(body, most).await;
        let wrong = vec![wrong(NotAPaper::Large)];
        return Err(Said::wrong(wrong)
            .at(edge, code, Step::Agreement, draft)
            .await);
    }
    handed_in(edge, &head, body, most).await
}

/// Takes the file into the draft, or leaves it out as asked; says what is wrong with it. Where none was chosen, the one that
/// is kept stays.
pub(super) fn take(draft: &mut Draft, sent: &Sent, files: Files) -> Option<Wrong> {
    if sent.text("drop_paper") == "yes" {
        draft.paper = None;
    }
    let mut files = files.into_iter();
    let file = files.find(|file| file.field == FIELD && !file.content.is_empty())?;
    match Paper::of(file.content) {
        Ok(paper) => {
            draft.paper = Some(Arc::new(paper));
            None
        }
        Err(why) => Some(wrong(why)),
    }
}

fn wrong(why: NotAPaper) -> Wrong {
    Wrong::new(FIELD, &sentence(&why.to_string()))
}
