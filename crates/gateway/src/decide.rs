//! Deciding: gathers the facts and asks the practice's rules.
//!
//! What is decided here is nothing; `anteroom-policy` does. The facts hold codes, counts and names that the practice gave,
//! never text of the request, so they are kept with the receipt.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_intake::Export;
use anteroom_office::level::Level;
use anteroom_office::standing::{Asker, Standings};
use anteroom_phi::{Confidence, Find, Findings};
use anteroom_policy::deadline::Jurisdiction;
use anteroom_policy::{
    Approval, ApprovedFor, Connection, Content, Decision, Deployment, Docket, Facts, Found,
    Obligation, Outcome, Permit, Practice, Told, TrainingUse, UseCase,
};
use anteroom_store::Snapshot;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::errand;
use crate::inbound::Endpoint;
use crate::inspect::Inspected;
use crate::refusal::Said;
use crate::replacing;
use crate::route::Route;
use crate::upstream;

/// A decision, ready to be recorded.
pub(crate) struct Decided {
    /// The moment that it was decided for.
    pub(crate) at: Timestamp,
    /// Stable code of the outcome, such as `allow_deidentified`.
    pub(crate) code: &'static str,
    /// The facts as JSON.
    pub(crate) facts: String,
    /// What must be done along with it.
    pub(crate) obligations: Vec<Obligation>,
    /// What lets something leave; none when nothing may.
    pub(crate) permit: Option<Permit>,
    pub(crate) reasons: Vec<Said>,
    /// The exact rules that decided.
    pub(crate) rule_set: String,
}

/// What is asked, and in which state of the practice.
#[derive(Clone, Copy)]
pub(crate) struct Question<'q> {
    pub(crate) asker: &'q Asker,
    /// The id of the key or person that asks.
    pub(crate) caller: &'q str,
    pub(crate) endpoint: Endpoint,
    /// Where the patient lives, where the request says so.
    pub(crate) patient_state: Option<Jurisdiction>,
    /// The reference of the patient's consent to the use of records of a drug or alcohol program, where one is named.
    pub(crate) part2_consent: Option<&'q Word>,
    pub(crate) route: &'q Route,
    pub(crate) snapshot: &'q Snapshot,
    pub(crate) standings: &'q Standings,
    /// What the request says it is for.
    pub(crate) use_case: Option<UseCase>,
}

/// Asks the rules.
pub(crate) fn decide(
    docket: &Docket,
    question: Question<'_>,
    inspected: &Inspected,
    now: Timestamp,
) -> Decided {
    let content = content(&inspected.findings, inspected.export.as_ref());
    let found = errand::found(&inspected.guarded, inspected.rare(replacing::year(now)));
    let facts = facts(question, content, found, inspected.told);
    let decision = docket.decide(&facts, now);
    // Facts are plain data and always have a JSON form; were one missing, deciding again would fail, not allow.
    let facts = serde_json::to_string(&facts).unwrap_or_default();
    Decided {
        at: now,
        code: decision.verdict().code(),
        facts,
        obligations: decision.obligations.clone(),
        reasons: said(&decision),
        rule_set: decision.rule_set.to_string(),
        permit: permit(decision.outcome),
    }
}

/// Everything that the rules look at. Where a service on file names the connection, its records speak; else its approval.
pub(crate) fn facts(question: Question<'_>, content: Content, found: Found, told: Told) -> Facts {
    let Question {
        caller,
        snapshot,
        standings,
        ..
    } = question;
    let mut recorded = errand::recorded(question, found);
    let mut connection = connection(question);
    if let Some(recorded) = &mut recorded {
        told.add_to(&mut recorded.errand);
        connection.deployment = recorded.deployment;
    }
    Facts {
        caller: anteroom_policy::Caller {
            active: true,
            id: caller.to_owned(),
        },
        connection,
        content,
        errand: recorded.map(|recorded| Box::new(recorded.errand)),
        practice: Practice {
            incident_hold: snapshot.held,
            lowered_to: lowered_to(standings.lowered().highest()),
            state: state(snapshot),
        },
    }
}

fn permit(outcome: Outcome) -> Option<Permit> {
    match outcome {
        Outcome::Allow(permit) | Outcome::AllowDeidentified(permit) => Some(permit),
        Outcome::Block | Outcome::RequireReview => None,
    }
}

pub(crate) fn said(decision: &Decision) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::with_capacity(decision.reasons.len());
    for reason in &decision.reasons {
        if said.iter().all(|known| *known.code != *reason.code) {
            said.push(Said {
                code: reason.code.to_string(),
                next: reason.next.to_string(),
                says: reason.says.to_string(),
            });
        }
    }
    said
}

pub(crate) fn state(snapshot: &Snapshot) -> String {
    snapshot
        .practice
        .as_ref()
        .map(|practice| practice.state.as_str().to_owned())
        .unwrap_or_default()
}

/// The level to which people hold the practice; a stop is a hold of its own.
fn lowered_to(highest: Level) -> Option<u8> {
    (highest < Level::Identified).then(|| highest.number())
}

fn connection(question: Question<'_>) -> Connection {
    let Question {
        route, standings, ..
    } = question;
    let stored = &route.connection;
    Connection {
        approval: stored
            .approval(ApprovedFor::Deidentified.code())
            .map(approval),
        deployment: deployment(route),
        host: stored.host.as_str().to_owned(),
        id: stored.id.clone(),
        name: stored.name.as_str().to_owned(),
        paused: false,
        provider: route.provider.code().to_owned(),
        recipient_known: standings.is_recipient_known(stored),
    }
}

/// A server on this very machine is the practice's own; everything else is read as a shared public service, until the
/// practice can record more.
fn deployment(route: &Route) -> Deployment {
    let own = route.provider.code() == "openai_compatible"
        && upstream::is_this_machine(route.connection.host.as_str());
    if own {
        Deployment::PRACTICE_OWNED
    } else {
        Deployment::PUBLIC
    }
}

fn approval(stored: &anteroom_store::Approval) -> Approval {
    Approval {
        agreement_until: stored.agreement_until.and_then(date).unwrap_or(Date::MIN),
        approved_by: Some(stored.approved_by.as_str().to_owned()),
        approved_for: ApprovedFor::Deidentified,
        revoked: false,
        training_use: if stored.no_training {
            TrainingUse::None
        } else {
            TrainingUse::Unknown
        },
    }
}

/// An agreement without a last day, or with one that does not exist, is read as one that has ended.
fn date(day: anteroom_audit::Day) -> Option<Date> {
    let small = |number: u8| i8::try_from(number).ok();
    Date::new(
        i16::try_from(day.year()).ok()?,
        small(day.month())?,
        small(day.day())?,
    )
    .ok()
}

/// What was found: classes and counts, never words.
pub(crate) fn content(findings: &Findings, export_of: Option<&Export>) -> Content {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let counts = findings.counts().into_iter();
    let identifiers: BTreeMap<String, u32> = counts
        .map(|(kind, count)| (kind.code().to_owned(), number(count)))
        .collect();
    let such = |is: fn(&Find) -> bool| {
        let finds = findings.finds.iter();
        number(finds.filter(|find| is(find)).count())
    };
    let hard = such(|find| find.hard);
    let uncertain = such(|find| find.confidence == Confidence::Check);
    let mut content = Content::found(identifiers, hard, uncertain);
    content.export = export(export_of);
    content
}

fn export(export: Option<&Export>) -> anteroom_policy::Export {
    match export {
        None => anteroom_policy::Export::None,
        Some(Export::CCda) => anteroom_policy::Export::Ccda,
        Some(Export::FhirBundle) => anteroom_policy::Export::FhirBundle,
        Some(Export::Hl7Batch | Export::Hl7Message) => anteroom_policy::Export::Hl7,
        Some(Export::PatientTable) => anteroom_policy::Export::PatientTable,
        Some(Export::SeveralVisits) => anteroom_policy::Export::SeveralVisits,
        Some(Export::X12) => anteroom_policy::Export::X12,
    }
}
