//! `/account/second-step`: a code from one's phone after the passphrase.

mod qr;

use std::time::Instant;

use anteroom_office::OfficeError;
use anteroom_office::account::Passphrase;
use anteroom_office::door::{Drawn, Turned};
use anteroom_office::second_step::RecoveryCodes;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};
use zeroize::Zeroizing;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, forgotten, page, page_with, see_other, sentence};
use crate::pages::{error, sign_in};
use qr::Qr;

#[derive(Template)]
#[template(path = "second_step.html")]
struct Shown {
    frame: Frame,
    is_required: bool,
    has_passkey: bool,
    wrong: Option<String>,
    /// What an app is to be given; none once there is one.
    new: Option<New>,
    /// How many recovery codes are left.
    left: usize,
}

/// What the app is given: as a picture, and to be typed.
struct New {
    picture: Option<Qr>,
    by_hand: Zeroizing<String>,
}

#[derive(Template)]
#[template(path = "recovery.html")]
struct Recovery {
    frame: Frame,
    codes: RecoveryCodes,
    /// Where to go on from here.
    toward: String,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    show(&edge, &person, None).await
}

/// Adds what was being set up.
pub(crate) async fn add(State(edge): State<Edge>, headers: HeaderMap, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let Some(drawn) = crate::chance::codes() else {
        return error::broken(Frame::of(&edge, &person).await);
    };
    let (code, passphrase) = (sent.text("code"), passphrase(&sent));
    let added =
        edge.door
            .add_second_step(moment(&person), &person.visitor, passphrase, code, &drawn);
    let toward = person.toward(&headers);
    let mut response = codes(&edge, &person, added.await, toward).await;
    if response.status() == StatusCode::OK {
        response.headers_mut().append(SET_COOKIE, forgotten());
    }
    response
}

/// Makes new recovery codes.
pub(crate) async fn renew(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let drawn: Option<Zeroizing<Drawn>> = crate::chance::codes();
    let Some(drawn) = drawn else {
        return error::broken(Frame::of(&edge, &person).await);
    };
    let made =
        edge.door
            .renew_recovery(moment(&person), &person.visitor, passphrase(&sent), &drawn);
    codes(&edge, &person, made.await, "/".to_owned()).await
}

/// Goes back to the passphrase alone.
pub(crate) async fn remove(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let removed = edge
        .door
        .drop_second_step(moment(&person), &person.visitor, passphrase(&sent));
    match removed.await {
        Ok(()) => see_other("/account"),
        Err(turned) => refused(&edge, &person, turned).await,
    }
}

fn moment(person: &Person) -> (anteroom_audit::Micros, Instant) {
    (person.at, Instant::now())
}

fn passphrase(sent: &Sent) -> Passphrase {
    Passphrase::typed(sent.get("passphrase").unwrap_or_default().to_owned())
}

/// Shows the codes, once, and leads on from there.
async fn codes(
    edge: &Edge,
    person: &Person,
    made: Result<RecoveryCodes, Turned>,
    toward: String,
) -> Response {
    match made {
        Ok(codes) => page(&Recovery {
            frame: Frame::of(edge, person).await,
            codes,
            toward,
        }),
        Err(turned) => refused(edge, person, turned).await,
    }
}

async fn refused(edge: &Edge, person: &Person, turned: Turned) -> Response {
    let says = match turned {
        Turned::Failed(OfficeError::Refused(why)) => sentence(why),
        Turned::Failed(failed) => {
            tracing::error!(error = %failed, "a second step cannot be changed");
            return error::broken(Frame::of(edge, person).await);
        }
        Turned::Wrong | Turned::Passkey => "The passphrase is not right.".to_owned(),
        Turned::Wait(left) => sign_in::wait(left),
        Turned::Code => {
            "The code is not right. Look at your app, and type the one it shows now.".to_owned()
        }
        Turned::Over => "That took too long. Begin again with what you see here.".to_owned(),
    };
    show(edge, person, Some(says)).await
}

async fn show(edge: &Edge, person: &Person, wrong: Option<String>) -> Response {
    let frame = Frame::of(edge, person).await;
    let status = match wrong {
        Some(_) => StatusCode::BAD_REQUEST,
        None => StatusCode::OK,
    };
    match read(edge, person, frame.clone(), wrong).await {
        Ok(Some(shown)) => page_with(status, &shown),
        Ok(None) => error::broken(frame),
        Err(failed) => {
            tracing::error!(error = %failed, "a second step cannot be shown");
            error::broken(frame)
        }
    }
}

/// What is shown; nothing when the system gives no randomness.
async fn read(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    wrong: Option<String>,
) -> Result<Option<Shown>, OfficeError> {
    let step = edge.door.second_step_of(&person.visitor.id).await?;
    let new = match step.is_on() {
        true => None,
        false => match new(edge, person, &frame) {
            None => return Ok(None),
            new => new,
        },
    };
    Ok(Some(Shown {
        is_required: edge.door.rule().await?.second_step_required,
        has_passkey: !edge
            .door
            .passkeys_of(&person.visitor.id)
            .await?
            .keys
            .is_empty(),
        left: step.recovery.len(),
        frame,
        wrong,
        new,
    }))
}

fn new(edge: &Edge, person: &Person, frame: &Frame) -> Option<New> {
    let fresh = Zeroizing::new(crate::chance::bytes()?);
    let secret = edge.door.enrolling(person.at, &person.visitor, *fresh);
    let address = secret.address(&frame.practice, person.visitor.id.as_str());
    Some(New {
        picture: address.as_deref().and_then(Qr::of),
        by_hand: Zeroizing::new(secret.by_hand()),
    })
}
