//! `/setup`: the practice and the first person, once, by whoever holds the code that the server printed.

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_office::account::{Passphrase, Sealed};
use anteroom_office::opening::{First, Opening};
use anteroom_office::{Id, OfficeError};
use anteroom_policy::Role;
use anteroom_policy::deadline::Jurisdiction;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use crate::edge::Edge;
use crate::page::{Frame, Sent, page, page_with, sentence};
use crate::pages::{error, sign_in};

/// What somebody can be at the beginning.
const BEGINNERS: [(&str, &str, &[Role]); 3] = [
    (
        "both",
        "Practice manager and compliance officer",
        &[Role::Manager, Role::ComplianceOfficer],
    ),
    (
        "compliance",
        "Compliance officer",
        &[Role::ComplianceOfficer],
    ),
    ("manager", "Practice manager", &[Role::Manager]),
];

#[derive(Default, Template)]
#[template(path = "setup.html")]
struct Setup {
    frame: Frame,
    code: String,
    /// False where `anteroom init` has set up the practice.
    asks_practice: bool,
    practice: String,
    state: String,
    name: String,
    id: String,
    role: String,
    wrong: Vec<Wrong>,
}

/// What is wrong with a field.
struct Wrong {
    field: &'static str,
    says: String,
}

impl Setup {
    fn states(&self) -> impl Iterator<Item = Jurisdiction> {
        Jurisdiction::states()
    }

    fn beginners(&self) -> &'static [(&'static str, &'static str, &'static [Role])] {
        &BEGINNERS
    }

    fn wrong_with(&self, field: &str) -> Option<&str> {
        let mut wrong = self.wrong.iter().filter(|wrong| wrong.field == field);
        wrong.next().map(|wrong| wrong.says.as_str())
    }
}

pub(crate) async fn get(State(edge): State<Edge>, RawQuery(query): RawQuery) -> Response {
    let code = query
        .as_deref()
        .and_then(|query| query.strip_prefix("code="))
        .unwrap_or_default();
    if opening(&edge, code).is_none() {
        return error::setup_over();
    }
    let frame = Frame::of_stranger(&edge).await;
    page(&Setup {
        asks_practice: frame.practice.is_empty(),
        frame,
        code: code.to_owned(),
        role: "both".to_owned(),
        ..Setup::default()
    })
}

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, sent: Sent) -> Response {
    let Some(opening) = opening(&edge, sent.text("code")) else {
        return error::setup_over();
    };
    let frame = Frame::of_stranger(&edge).await;
    let mut asked = Setup {
        asks_practice: frame.practice.is_empty(),
        frame,
        code: sent.text("code").to_owned(),
        practice: sent.text("practice").to_owned(),
        state: sent.text("state").to_owned(),
        name: sent.text("name").to_owned(),
        id: sent.text("id").to_lowercase(),
        role: sent.text("role").to_owned(),
        wrong: Vec::new(),
    };
    let typed = Passphrase::typed(sent.get("passphrase").unwrap_or_default().to_owned());
    let (practice, first) = match asked.read(typed).await {
        Ok(read) => read,
        Err(wrong) => {
            asked.wrong = wrong;
            return page_with(StatusCode::BAD_REQUEST, &asked);
        }
    };
    let id = first.id.clone();
    match opening
        .set_up(&asked.code, edge.door.store(), practice, first, edge.now())
        .await
    {
        Ok(()) => {
            tracing::info!(%id, "the practice is set up");
            sign_in::post(State(edge), headers, sent.renamed("id", "name")).await
        }
        // Somebody else who holds the code was faster.
        Err(OfficeError::Refused(_)) => error::setup_over(),
        Err(failed) => {
            tracing::error!(error = %failed, "the practice cannot be set up");
            error::broken(asked.frame)
        }
    }
}

fn opening<'e>(edge: &'e Edge, code: &str) -> Option<&'e Opening> {
    let opening = edge.opening.as_deref()?;
    opening.is_open_to(code, edge.now()).then_some(opening)
}

type Read = (Option<(Word, Word)>, First);

impl Setup {
    /// What was typed, when all of it can be taken.
    async fn read(&self, passphrase: Passphrase) -> Result<Read, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut say = |field, says: &str| {
            let says = says.to_owned();
            wrong.push(Wrong { field, says });
        };
        let practice = self.asks_practice.then(|| word(&self.practice)).flatten();
        if self.asks_practice && practice.is_none() {
            say("practice", "Write the name of your practice.");
        }
        if self.asks_practice && !self.states().any(|state| state.code() == self.state) {
            say("state", "Choose the state you work in.");
        }
        let name = word(&self.name);
        if name.is_none() {
            say("name", "Write your name.");
        }
        let id: Option<Id> = self.id.parse().ok();
        if id.is_none() {
            say(
                "id",
                "Write the short name in small letters, digits and hyphens only, such as maya.",
            );
        }
        let roles = BEGINNERS.iter().find(|(code, ..)| *code == self.role);
        if roles.is_none() {
            say("role", "Choose what you are.");
        }
        if let Err(weak) = passphrase.check(&[&self.name, &self.id]) {
            say("passphrase", &sentence(&weak.to_string()));
        }
        match (name, id, roles) {
            (Some(name), Some(id), Some((_, _, roles))) if wrong.is_empty() => {
                let passphrase = sealed(passphrase).await;
                let passphrase = passphrase.ok_or_else(|| vec![unsealed()])?;
                let practice = practice.map(|name| (name, Word::lossy(&self.state)));
                let roles = roles.iter().copied().collect::<BTreeSet<Role>>();
                Ok((
                    practice,
                    First {
                        id,
                        name,
                        roles,
                        passphrase,
                    },
                ))
            }
            _ => Err(wrong),
        }
    }
}

fn word(text: &str) -> Option<Word> {
    Word::new(text)
        .ok()
        .filter(|word| !word.as_str().is_empty())
}

fn unsealed() -> Wrong {
    Wrong {
        field: "passphrase",
        says: "The passphrase could not be kept. Try again.".to_owned(),
    }
}

/// Sealing takes long, so it is done aside.
pub(crate) async fn sealed(passphrase: Passphrase) -> Option<Sealed> {
    let salt = crate::chance::bytes()?;
    let sealing = tokio::task::spawn_blocking(move || passphrase.seal(&salt));
    sealing.await.ok()?.ok()
}
