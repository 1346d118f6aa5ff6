//! A form of the composer that comes after its session ended by itself: what was typed is kept as a draft of its owner's.
//!
//! Nothing is shown and nothing is sent. The form proves by its `csrf` field that it is of a page of that very session.

use axum::body::Body;
use axum::response::Response;
use http::request::Parts;

use crate::edge::Edge;
use crate::page::{csrf, read, see_other, token};
use crate::pages::{
    catalogue,
    tasks::{self, Filling},
};

/// Keeps what was typed and leads to the door; none where this is no such form.
pub(crate) async fn kept(edge: &Edge, head: &Parts, body: Body) -> Option<Response> {
    let id = head.uri.path().strip_prefix("/tasks/")?;
    let task = catalogue::task(id)?;
    let token = token(&head.headers)?;
    let (at, door) = (edge.now(), &edge.door);
    let late = door.late(at, token).await.ok().flatten()?;
    let sent = read(edge, head, body).await.ok()?;
    if sent.get("csrf") != Some(csrf(token).as_str()) {
        return None;
    }
    let owner = (&late.by, &late.person);
    let filling = Filling::of(task, &sent);
    tasks::saved(edge, owner, &filling).await.ok()?;
    Some(see_other("/sign-in?kept"))
}
