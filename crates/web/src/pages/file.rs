//! `/tasks/{task}/file`: puts the text of a file into a field of the form, for those without scripts.
//!
//! The text is shown in the form and nothing else happens with it: it is kept only when the form is.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Uploaded, textfile};
use crate::pages::{catalogue, error, tasks};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    uploaded: Uploaded,
) -> Response {
    let Uploaded {
        person,
        sent,
        files,
    } = uploaded;
    let frame = Frame::of(&edge, &person).await;
    let Some(task) = tasks::open_task(&id, &person, &frame) else {
        return catalogue::closed(frame, &id, &person);
    };
    let mut typed = tasks::typed(task, &sent);
    let Some(field) = task.field(sent.text("into")) else {
        return error::not_found(frame);
    };
    let name = format!("file.{}", field.name);
    let file = files.iter().find(|file| file.field == name);
    let content = file.map_or(&[][..], |file| &file.content);
    let said = match textfile::text(content) {
        Ok(text) => {
            put(typed.entry(field.name.clone()).or_default(), &text);
            None
        }
        Err(why) => Some((field.name.clone(), why.says().to_owned())),
    };
    tasks::again(&edge, frame, task, &sent, typed, said).await
}

/// Puts a text behind what stands in a field.
fn put(value: &mut String, text: &str) {
    if !value.trim().is_empty() {
        value.push_str("\n\n");
    }
    value.push_str(text);
}
