//! `/account/passkeys`: signing in with what a phone, a computer or a security key holds.

use std::time::Instant;

use anteroom_audit::Word;
use anteroom_office::OfficeError;
use anteroom_office::account::Passphrase;
use anteroom_office::door::Turned;
use anteroom_office::passkey::Passkey;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, json, page_with, see_other, sentence};
use crate::pages::{error, sign_in};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "passkeys.html")]
struct Shown {
    frame: Frame,
    rows: Vec<Row>,
    wrong: Option<String>,
    /// Where passkeys are good.
    site: String,
}

struct Row {
    id: String,
    name: String,
    added: String,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    show(&edge, &person, None).await
}

/// What the browser is asked for a new one.
pub(crate) async fn begin(State(edge): State<Edge>, posted: Posted) -> Response {
    let person = posted.person;
    let begun = edge
        .door
        .begin_passkey(person.at, &edge.site, &person.visitor);
    match begun.await {
        Ok(question) => json(question),
        Err(_) => Problem::INTERNAL.into_response(),
    }
}

/// Adds the one that the browser made.
pub(crate) async fn add(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let passphrase = Passphrase::typed(sent.get("passphrase").unwrap_or_default().to_owned());
    let new = (Word::lossy(sent.text("name")), sent.text("answer"));
    let moment = (person.at, Instant::now());
    let added = edge
        .door
        .add_passkey(moment, &edge.site, &person.visitor, passphrase, new);
    done(&edge, &person, added.await).await
}

/// Calls one something else.
pub(crate) async fn rename(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let name = Word::lossy(sent.text("name"));
    let rename = |keys: &mut Vec<Passkey>| {
        let key = keys.iter_mut().find(|key| key.id == sent.text("id"));
        if let Some(key) = key {
            key.name = name;
        }
    };
    let changed = edge
        .door
        .change_passkeys(person.at, &person.visitor, rename);
    done(&edge, &person, changed.await.map_err(Turned::Failed)).await
}

/// Takes one away.
pub(crate) async fn remove(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let remove = |keys: &mut Vec<Passkey>| keys.retain(|key| key.id != sent.text("id"));
    let changed = edge
        .door
        .change_passkeys(person.at, &person.visitor, remove);
    done(&edge, &person, changed.await.map_err(Turned::Failed)).await
}

async fn done(edge: &Edge, person: &Person, done: Result<(), Turned>) -> Response {
    let says = match done {
        Ok(()) => return see_other("/account/passkeys"),
        Err(Turned::Failed(OfficeError::Refused(why))) => sentence(why),
        Err(Turned::Failed(failed)) => {
            tracing::error!(error = %failed, "a passkey cannot be changed");
            return error::broken(Frame::of(edge, person).await);
        }
        Err(Turned::Wrong | Turned::Passkey) => "The passphrase is not right.".to_owned(),
        Err(Turned::Wait(left)) => sign_in::wait(left),
        Err(Turned::Code) => {
            "Your browser made no passkey that Anteroom can use. Try again, or another browser."
                .to_owned()
        }
        Err(Turned::Over) => "That took too long. Try again.".to_owned(),
    };
    show(edge, person, Some(says)).await
}

async fn show(edge: &Edge, person: &Person, wrong: Option<String>) -> Response {
    let frame = Frame::of(edge, person).await;
    let Ok(passkeys) = edge.door.passkeys_of(&person.visitor.id).await else {
        return error::broken(frame);
    };
    let status = match wrong {
        Some(_) => StatusCode::BAD_REQUEST,
        None => StatusCode::OK,
    };
    let row = |key: Passkey| Row {
        id: key.id,
        name: key.name.to_string(),
        added: frame.minute(key.added_at),
    };
    let shown = Shown {
        rows: passkeys.keys.into_iter().map(row).collect(),
        frame,
        wrong,
        site: edge.site.address().to_owned(),
    };
    page_with(status, &shown)
}
