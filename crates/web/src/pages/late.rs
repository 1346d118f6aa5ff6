//! A form of the composer that comes after its session ended by itself, or after its owner signed out in another window: what
//! was typed is kept as a draft of its owner's.
//!
//! Nothing is sent. The form proves by its `csrf` field that it is of a page of that very session.

use anteroom_office::door::{Late, Left};
use axum::body::Body;
use axum::response::Response;
use http::HeaderMap;
use http::header::SET_COOKIE;
use http::request::Parts;

use crate::edge::Edge;
use crate::page::{Frame, Person, Sent, Toward, left, mark, read, see_other, token};
use crate::pages::{
    catalogue, error,
    tasks::{self, Filling},
};

/// Keeps what was typed by somebody who is not signed in and leads to the door; none where this is no such form. The body of
/// a stranger, whose browser holds nothing of a session that has just ended, is not read.
pub(crate) async fn at_the_door(edge: &Edge, head: &Parts, body: Body) -> Option<Response> {
    head.uri.path().strip_prefix("/tasks/")?;
    let headers = &head.headers;
    let mark = token(headers).map(mark);
    let mark = mark.as_deref().or_else(|| left(headers))?;
    edge.door.late(edge.now(), mark).await.ok().flatten()?;
    let sent = read(edge, head, body).await.ok()?;
    let (late, place) = kept(edge, head, &sent).await?;
    let door = match late.how {
        Left::Idle => "/sign-in?kept",
        Left::SignedOut => "/sign-in?kept-out",
    };
    Some(onward(door, &late, &place, headers))
}

/// Keeps what was typed in a page of a session that is over, in whose browser somebody has signed in since; none where this is
/// no such form.
pub(crate) async fn after_all(
    edge: &Edge,
    head: &Parts,
    sent: &Sent,
    person: &Person,
) -> Option<Response> {
    let (late, place) = kept(edge, head, sent).await?;
    Some(match late.person == person.visitor.session.person {
        true => see_other(&format!("{place}&late")),
        false => error::of_another(Frame::of(edge, person).await),
    })
}

/// Whose form it is, and where it is now.
async fn kept(edge: &Edge, head: &Parts, sent: &Sent) -> Option<(Late, String)> {
    let id = head.uri.path().strip_prefix("/tasks/")?;
    let task = catalogue::task(id)?;
    let late = edge.door.late(edge.now(), sent.get("csrf")?).await;
    let late = late.ok().flatten()?;
    let owner = (&late.by, &late.person);
    let run = tasks::saved(edge, owner, &Filling::of(task, sent)).await;
    let place = format!("/tasks/{id}?run={}", run.ok()?);
    Some((late, place))
}

fn onward(door: &str, late: &Late, place: &str, headers: &HeaderMap) -> Response {
    let mut response = see_other(door);
    let toward = Toward::to(place).map(|toward| toward.of(Some(&late.person)));
    if let Some(cookie) = toward.and_then(|toward| toward.cookie(headers)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
