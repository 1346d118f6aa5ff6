//! The end of setting up: everything that was typed is read once more, recorded, and its author is let in.

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_office::opening::{Beginning, Draft, First};
use anteroom_office::vendor::{Agreement, Party, Role as VendorRole, Scope};
use anteroom_office::{Id, Note, OfficeError};
use axum::response::Response;
use http::HeaderMap;
use http::header::SET_COOKIE;
use jiff::civil::Date;

use super::said::Said;
use super::steps::{Step, day, profile, roles, status, word};
use super::{grade, opening, service, today};
use crate::edge::Edge;
use crate::page::{Frame, device, opened, see_other};
use crate::pages::error;

/// Records everything and signs the first person in. `wants_rules`: whether the 60-second rules must be passed by now.
pub(super) async fn finish(
    edge: &Edge,
    headers: &HeaderMap,
    code: &str,
    draft: Draft,
    wants_rules: bool,
) -> Response {
    let frame = Frame::of_stranger(edge).await;
    let Ok(today) = today(edge, &draft).await else {
        return error::broken(frame);
    };
    let asks_practice = frame.practice.is_empty();
    let steps = Step::ALL.into_iter().filter(|step| *step != Step::Rules);
    for step in steps {
        let wrong = step.wrong(&draft, asks_practice, today);
        if !wrong.is_empty() {
            return Said::wrong(wrong).at(edge, code, step, draft).await;
        }
    }
    if wants_rules && !grade(&draft).is_some_and(|graded| graded.passed) {
        return Said::default().at(edge, code, Step::Rules, draft).await;
    }
    // Whoever changed the service after its test has to pass it as it is now.
    let model = match service::test(&draft).await {
        Ok(model) => model,
        Err(wrong) => {
            return Said::wrong(vec![wrong])
                .at(edge, code, Step::Service, draft)
                .await;
        }
    };
    let Some(opening) = opening(edge, code) else {
        return error::setup_over();
    };
    let device = device(headers);
    let Some(beginning) = beginning(&draft, asks_practice, model.as_deref(), device, today) else {
        return error::broken(frame);
    };
    let store = edge.door.store();
    match opening
        .set_up(code, store, beginning, edge.now(), today)
        .await
    {
        Ok(token) => enter(&token, headers, frame),
        // Somebody else who holds the code was faster.
        Err(OfficeError::Refused(_)) => error::setup_over(),
        Err(failed) => {
            tracing::error!(error = %failed, "the practice cannot be set up");
            error::broken(frame)
        }
    }
}

fn enter(token: &str, headers: &HeaderMap, frame: Frame) -> Response {
    tracing::info!("the practice is set up");
    let Some(cookie) = opened(token, headers) else {
        return error::broken(frame);
    };
    let mut response = see_other("/welcome");
    response.headers_mut().insert(SET_COOKIE, cookie);
    response
}

/// What is recorded; nothing where a step is not as it should be.
fn beginning(
    draft: &Draft,
    asks_practice: bool,
    model: Option<&str>,
    device: Word,
    today: Date,
) -> Option<Beginning> {
    let practice = match asks_practice {
        true => Some((
            word(draft.get("practice"))?,
            Word::lossy(draft.get("state")),
        )),
        false => None,
    };
    let passed = grade(draft).filter(|graded| graded.passed);
    Some(Beginning {
        practice,
        profile: profile(draft)?,
        first: first(draft)?,
        connection: match model {
            Some(model) => Some(service::connection(draft, model)?),
            None => None,
        },
        vendor: vendor(draft, today),
        paper: draft.paper.clone().filter(|_| status(draft) == "signed"),
        device,
        rules: passed.map(|graded| graded.percent),
    })
}

fn first(draft: &Draft) -> Option<First> {
    Some(First {
        id: draft.get("id").to_lowercase().parse().ok()?,
        name: word(draft.get("name"))?,
        roles: roles(draft)?.iter().copied().collect::<BTreeSet<_>>(),
        passphrase: draft.passphrase.clone()?,
    })
}

/// Whose service it is, and how far the agreement has come; none where there is nothing to say.
fn vendor(draft: &Draft, today: Date) -> Option<(Id, Party, Option<Agreement>)> {
    let status = status(draft);
    if status == "na" {
        let own = Party::new(Word::lossy("Our own machines"), VendorRole::PracticeOwned);
        let note: Option<Note> = draft.get("reason").parse().ok();
        return Some(("own-machines".parse().ok()?, Party { note, ..own }, None));
    }
    let name = word(draft.get("party"))?;
    let id = Id::of_name(name.as_str());
    let endpoints = service::host(draft).into_iter().collect();
    let agreement = Agreement {
        scope: Scope {
            endpoints,
            ..Scope::default()
        },
        ..Agreement::with(id.clone())
    };
    let agreement = match status {
        "asked" => Agreement {
            requested_on: Some(day(draft, "asked").unwrap_or(today)),
            ..agreement
        },
        "signed" => Agreement {
            signed_by_both: true,
            effective: day(draft, "since"),
            until: day(draft, "until"),
            ..agreement
        },
        _ => return None,
    };
    let party = Party::new(name, VendorRole::BusinessAssociate);
    Some((id, party, Some(agreement)))
}
