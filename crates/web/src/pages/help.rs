//! `/help`: what Anteroom does, what counts as patient information, what to do when something stops.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, page};

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    frame: Frame,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Result<Person, Response>) -> Response {
    let frame = Frame::of_anybody(&edge, person.ok().as_ref()).await;
    page(&Help { frame })
}
