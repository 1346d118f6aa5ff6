//! `/account`: who you are here, and where you are signed in.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::header::SET_COOKIE;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, keys, page, role_names, see_other};
use crate::pages::error;

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    frame: Frame,
    id: String,
    roles: String,
    second_step: bool,
    /// How many recovery codes are left.
    left: usize,
    passkeys: usize,
    sessions: Vec<SessionRow>,
}

struct SessionRow {
    id: String,
    is_this: bool,
    device: String,
    opened: String,
    seen: String,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let here = &person.visitor.session;
    let Ok(sessions) = edge.door.store().sessions(&here.person).await else {
        return error::broken(frame);
    };
    let Ok(step) = edge.door.second_step_of(&person.visitor.id).await else {
        return error::broken(frame);
    };
    let Ok(passkeys) = edge.door.passkeys_of(&person.visitor.id).await else {
        return error::broken(frame);
    };
    let row = |session: anteroom_store::Session| SessionRow {
        is_this: session.id == here.id,
        device: session.device.to_string(),
        opened: frame.minute(session.opened_at),
        seen: frame.minute(session.seen_at),
        id: session.id.to_string(),
    };
    page(&AccountPage {
        id: person.visitor.id.to_string(),
        roles: role_names(&person.visitor.account),
        second_step: step.is_on(),
        left: step.recovery.len(),
        passkeys: passkeys.keys.len(),
        sessions: sessions.into_iter().map(row).collect(),
        frame,
    })
}

/// Ends another session of one's own.
pub(crate) async fn end(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let store = edge.door.store();
    let own = store
        .sessions(&person.visitor.session.person)
        .await
        .unwrap_or_default();
    let frame = Frame::of(&edge, &person).await;
    let Some(session) = own
        .iter()
        .find(|session| session.id.as_str() == sent.text("session"))
    else {
        return error::not_found(frame);
    };
    match store.end_session(&person.by(), &session.id, "asked").await {
        Ok(()) => see_other("/account"),
        Err(_) => error::broken(frame),
    }
}

/// Ends every other session of one's own.
pub(crate) async fn end_others(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, .. } = posted;
    let (by, id) = (person.by(), &person.visitor.id);
    let here = Some(&person.visitor.session.id);
    let ended = edge.door.end_sessions(&by, id, here, "asked");
    match ended.await {
        Ok(()) => see_other("/account"),
        Err(_) => error::broken(Frame::of(&edge, &person).await),
    }
}

/// Turns single keys on or off in this browser.
pub(crate) async fn set_keys(posted: Posted) -> Response {
    let mut response = see_other("/account");
    let set = keys::set(posted.sent.text("keys") != "off");
    response.headers_mut().insert(SET_COOKIE, set);
    response
}
