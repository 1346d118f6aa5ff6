//! `/`: what somebody can do here, and what waits for them.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, page};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    page(&Home { frame })
}
