//! How a connection stands now: what the rules would say to a patient's text, without any.
//!
//! For lists and checks, so that an agreement that has ended, or one that does not exclude training, is shown as what it
//! is. The facts and the rules are those that a request would meet from a trained clinician.

use std::collections::BTreeMap;

use anteroom_office::standing::{Asker, Standings};
use anteroom_policy::{Content, Found, Role, Rules, Told, Training, UseCase, Verdict};
use anteroom_store::{Connection, Snapshot};
use jiff::Timestamp;

use crate::decide::{self, Question};
use crate::dialect::Dialect;
use crate::inbound::Endpoint;
use crate::refusal::Said;
use crate::replacing::Replacing;
use crate::route::Route;
use crate::upstream;

/// What is asked for: a task with patient text for which no law asks more.
const TASK: &str = "prior_authorization_letter";

/// What the rules say of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether the practice's records decide, and not an approval.
    pub by_records: bool,
    /// Whether text may go through it in which nothing was found.
    pub is_open_for_general_text: bool,
    /// Whether text of patients may go through it as it was written.
    pub is_open_as_written: bool,
    /// Whether it may once its identifiers are replaced, at least.
    pub open: bool,
    /// Why, strictest first.
    pub reasons: Vec<Said>,
}

/// Asks the rules about a text with one name in it, and about one with nothing, from a key in use. None when this version
/// does not know the kind of provider or the way of replacing; then nothing goes through the connection at all.
#[must_use]
pub fn standing(
    rules: &Rules,
    snapshot: &Snapshot,
    standings: &Standings,
    connection: &Connection,
    now: Timestamp,
) -> Option<Standing> {
    let route = Route {
        connection: connection.clone(),
        model: String::new(),
        provider: upstream::named(connection.provider.as_str())?,
        replacing: Replacing::named(connection.replacing.as_str())?,
    };
    let question = Question {
        asker: &clinician(),
        caller: "",
        endpoint: Endpoint::Chat(Dialect::OpenAi),
        patient_state: None,
        part2_consent: None,
        route: &route,
        snapshot,
        standings,
        use_case: UseCase::named(TASK),
    };
    let content = Content::found(BTreeMap::from([("name".to_owned(), 1)]), 0, 0);
    let facts = decide::facts(question, content, Found::default(), Told::default());
    let decision = rules.decide(&facts, now);
    let general = rules.decide(
        &decide::facts(
            question,
            Content::clean(),
            Found::default(),
            Told::default(),
        ),
        now,
    );
    Some(Standing {
        by_records: facts.errand.is_some(),
        is_open_for_general_text: general.verdict() == Verdict::Allow,
        is_open_as_written: decision.verdict() == Verdict::Allow,
        open: matches!(
            decision.verdict(),
            Verdict::Allow | Verdict::AllowDeidentified
        ),
        reasons: decide::said(&decision),
    })
}

/// Somebody of whom nothing is missing.
fn clinician() -> Asker {
    Asker {
        roles: [Role::LicensedClinician].into(),
        training: Some(Training::Current),
        is_one_person: true,
        use_case: None,
    }
}
