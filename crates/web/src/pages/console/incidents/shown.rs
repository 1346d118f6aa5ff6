//! What the forms of an incident hold already, and what was done with it so far.

use anteroom_office::incident::{Case, Conclusion};
use anteroom_office::{Desk, Kept, OfficeError};
use anteroom_policy::deadline::{Exception, Factor, Jurisdiction, Recipient, Risk};

use super::code;
use crate::page::minute;

/// One of the four factors.
pub(super) struct Judging {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// What to think about.
    pub(super) guide: &'static str,
    pub(super) risk: String,
    pub(super) why: String,
}

/// What the forms hold.
pub(super) struct Forms {
    pub(super) affected: String,
    pub(super) elsewhere: String,
    pub(super) secured: bool,
    pub(super) factors: [Judging; 4],
    pub(super) exception: String,
    pub(super) conclusion: String,
    pub(super) reason: String,
}

/// Ratings, each with its code.
pub(super) const RISKS: [(Risk, &str); 3] = [
    (Risk::Low, "Low"),
    (Risk::Medium, "Medium"),
    (Risk::High, "High"),
];

/// Exceptions of the law, in words.
pub(super) const EXCEPTIONS: [(Exception, &str); 3] = [
    (
        Exception::UnintentionalAccess,
        "Somebody at work opened it by mistake, in good faith, and it went no further",
    ),
    (
        Exception::InadvertentDisclosure,
        "One person here told another who may see such things, and it went no further",
    ),
    (
        Exception::NotRetained,
        "Whoever got it could not have kept it",
    ),
];

/// What can be concluded.
pub(super) const CONCLUSIONS: [(Conclusion, &str); 2] = [
    (Conclusion::Breach, "It is a breach: people are told"),
    (
        Conclusion::NoNotice,
        "The chance that it was misused is low, or an exception holds: nobody need be told",
    ),
];

/// Who can be told.
pub(super) const RECIPIENTS: [Recipient; 6] = [
    Recipient::Individuals,
    Recipient::Hhs,
    Recipient::Media,
    Recipient::StateAg,
    Recipient::StateHealthDept,
    Recipient::ConsumerReportingAgencies,
];

/// What the forms of an incident hold. `practice`: the state in which everybody lives of whom nothing else is said.
pub(super) fn forms(case: &Case, practice: Jurisdiction) -> Forms {
    let all: u32 = case.affected.values().sum();
    let others = case
        .affected
        .iter()
        .filter(|(state, _)| **state != practice);
    let others = others.map(|(state, count)| format!("{} {count}", state.code()));
    let said = &case.assessment;
    Forms {
        affected: match case.affected.is_empty() {
            true => String::new(),
            false => all.to_string(),
        },
        elsewhere: others.collect::<Vec<_>>().join(", "),
        secured: case.secured,
        factors: [
            judging(
                "nature",
                "What was in it",
                "Names, numbers and findings weigh more than a town. Could somebody be named from it?",
                said.nature_and_extent.as_ref(),
            ),
            judging(
                "recipient",
                "Who got it",
                "Somebody who must keep such things to themselves weighs less than a stranger.",
                said.recipient.as_ref(),
            ),
            judging(
                "acquired",
                "Whether it was really seen",
                "Look at receipts and logs. Could have been seen is not the same as was seen.",
                said.acquired_or_viewed.as_ref(),
            ),
            judging(
                "mitigation",
                "What was done about it",
                "Was it deleted, and do you have that in writing?",
                said.mitigation.as_ref(),
            ),
        ],
        exception: said.exception.map(|one| code(&one)).unwrap_or_default(),
        conclusion: case.conclusion.map(|one| code(&one)).unwrap_or_default(),
        reason: said.reason.clone(),
    }
}

fn judging(
    name: &'static str,
    title: &'static str,
    guide: &'static str,
    factor: Option<&Factor>,
) -> Judging {
    Judging {
        name,
        title,
        guide,
        risk: factor.map(|factor| code(&factor.risk)).unwrap_or_default(),
        why: factor.map(|factor| factor.note.clone()).unwrap_or_default(),
    }
}

/// What was done so far, oldest first.
pub(super) async fn history(desk: &Desk, kept: &Kept<Case>) -> Result<Vec<String>, OfficeError> {
    let all = desk.history::<Case>(&kept.id).await?;
    let befores = std::iter::once(None).chain(all.iter().map(Some));
    let told = befores.zip(&all).map(|(before, after)| {
        let did = match before {
            None => "put it on file",
            Some(before) => did(&before.record, &after.record),
        };
        format!("{}: {} {did}.", minute(after.at), after.by)
    });
    Ok(told.collect())
}

fn did(before: &Case, after: &Case) -> &'static str {
    match (before, after) {
        _ if before.closed != after.closed => "closed it",
        _ if after.holds_sending && !before.holds_sending => "stopped all sending",
        _ if before.holds_sending && !after.holds_sending => "opened sending again",
        _ if before.notices != after.notices => "noted who was told",
        _ if before.conclusion != after.conclusion => "decided",
        _ if before.assessment != after.assessment => "judged it",
        _ => "said what was involved",
    }
}
