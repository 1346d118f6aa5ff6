//! `/welcome`: the last step of setting up: a first answer, and seeing Anteroom stop something.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, page};

/// The task of the first answer.
const TASK: &str = "patient-handout";
/// What slips in. Everybody in it is invented.
const SLIP: &str = "Tell Ana Bello, born 03/03/1958, to call 614-555-0143.";

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    frame: Frame,
    task: &'static str,
    slip: &'static str,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    page(&Welcome {
        frame: Frame::of(&edge, &person).await,
        task: TASK,
        slip: SLIP,
    })
}
