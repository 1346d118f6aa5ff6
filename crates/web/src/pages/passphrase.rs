//! `/account/passphrase`: a passphrase that only its owner knows.

use std::time::Instant;

use anteroom_office::account::Passphrase;
use anteroom_office::door::{Chosen, Turned};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, page_with, sentence};
use crate::pages::error;

#[derive(Template)]
#[template(path = "passphrase.html")]
struct Own {
    frame: Frame,
    /// Whether somebody else chose the one they have.
    temporary: bool,
    wrong: Option<String>,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    show(&edge, &person, None).await
}

async fn show(edge: &Edge, person: &Person, wrong: Option<String>) -> Response {
    let status = match wrong {
        Some(_) => StatusCode::BAD_REQUEST,
        None => StatusCode::OK,
    };
    let own = Own {
        frame: Frame::of(edge, person).await,
        temporary: person.visitor.account.temporary,
        wrong,
    };
    page_with(status, &own)
}

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    if !is_same(&sent) {
        let says = "The new passphrase was not the same both times. Type it again.";
        return show(&edge, &person, Some(says.to_owned())).await;
    }
    let says = match change(&edge, &person, &sent).await {
        Ok(()) => return person.go_on(&headers),
        Err(Chosen::Turned(Turned::Failed(failed))) => {
            tracing::error!(error = %failed, "a passphrase cannot be changed");
            return error::broken(Frame::of(&edge, &person).await);
        }
        Err(Chosen::Turned(Turned::Wrong)) => {
            "The passphrase you have now is not right.".to_owned()
        }
        Err(wrong) => sentence(&wrong.to_string()),
    };
    show(&edge, &person, Some(says)).await
}

/// Whether the new passphrase is the same both times. Where it could be looked at, it is typed once.
fn is_same(sent: &Sent) -> bool {
    let again = sent.get("again");
    again.is_none_or(|again| again == sent.get("new").unwrap_or_default())
}

async fn change(edge: &Edge, person: &Person, sent: &Sent) -> Result<(), Chosen> {
    let typed = |name| Passphrase::typed(sent.get(name).unwrap_or_default().to_owned());
    let salt = crate::chance::bytes().ok_or(Chosen::Unsealed)?;
    let moment = (person.at, Instant::now());
    let (old, new) = (typed("old"), typed("new"));
    edge.door
        .change_passphrase(moment, &person.visitor, old, new, salt)
        .await
}
