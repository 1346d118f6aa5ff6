//! What the forms of an incident hold already, and what was done with it so far.

use anteroom_office::incident::{Case, CaseView, Conclusion};
use anteroom_office::{Desk, Kept, OfficeError};
use anteroom_policy::deadline::{Exception, Factor, Jurisdiction, Recipient, Risk};

use super::{code, who};
use crate::page::{Frame, Sent};

/// One of the four factors.
pub(super) struct Judging {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// What to think about.
    pub(super) guide: &'static str,
    pub(super) risk: String,
    pub(super) why: String,
}

impl Judging {
    /// The name of its rating.
    pub(super) fn risk_name(&self) -> String {
        format!("{}_risk", self.name)
    }
}

/// What the forms hold.
#[derive(Default)]
pub(super) struct Forms {
    pub(super) discovered: String,
    pub(super) affected: String,
    pub(super) elsewhere: String,
    pub(super) secured: bool,
    pub(super) factors: Vec<Judging>,
    pub(super) exception: String,
    pub(super) conclusion: String,
    pub(super) reason: String,
    pub(super) told: Telling,
    pub(super) cause: String,
    /// What must be done before it can be closed: the part of the page, and the words.
    pub(super) before_closing: Vec<(&'static str, String)>,
}

/// What the form for a notice holds.
#[derive(Default)]
pub(super) struct Telling {
    pub(super) to: String,
    pub(super) place: String,
    pub(super) on: String,
    pub(super) is_needed: bool,
    pub(super) note: String,
}

impl Forms {
    /// Puts what somebody typed in the place of what is on file, in this part of the page.
    pub(super) fn take(&mut self, part: &str, sent: &Sent) {
        let text = |name: &str| sent.text(name).to_owned();
        match part {
            "facts" => {
                self.discovered = text("discovered");
                self.affected = text("affected");
                self.elsewhere = text("elsewhere");
                self.secured = text("secured") == "yes";
            }
            "assess" => {
                self.factors = FACTORS.iter().map(|one| typed(one, sent)).collect();
                self.exception = text("exception");
                self.conclusion = text("conclusion");
                self.reason = text("reason");
            }
            "tell" => self.told = Telling::of(sent),
            _ => self.cause = text("cause"),
        }
    }
}

impl Telling {
    fn of(sent: &Sent) -> Telling {
        let text = |name: &str| sent.text(name).to_owned();
        Telling {
            to: text("to"),
            place: text("place"),
            on: text("on"),
            is_needed: text("how") != "not_needed",
            note: text("note"),
        }
    }
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

/// A factor: its name, its title, and what to think about.
type Known = (&'static str, &'static str, &'static str);

/// The four factors.
pub(super) const FACTORS: [Known; 4] = [
    (
        "nature",
        "What was in it",
        "Names, numbers and findings weigh more than a town. Could somebody be named from it?",
    ),
    (
        "recipient",
        "Who got it",
        "Somebody who must keep such things to themselves weighs less than a stranger.",
    ),
    (
        "acquired",
        "Whether it was really seen",
        "Look at receipts and logs. Could have been seen is not the same as was seen.",
    ),
    (
        "mitigation",
        "What was done about it",
        "Was it deleted, and do you have that in writing?",
    ),
];

/// What the forms of an incident hold. `practice`: the state in which everybody lives of whom nothing else is said.
pub(super) fn forms(view: &CaseView<'_>, practice: Jurisdiction) -> Forms {
    let case = view.case;
    let (affected, elsewhere) = counted(case, practice);
    let said = &case.assessment;
    Forms {
        discovered: case.discovered.to_string(),
        affected,
        elsewhere,
        secured: case.secured,
        factors: factors(case),
        exception: said.exception.map(|one| code(&one)).unwrap_or_default(),
        conclusion: case.conclusion.map(|one| code(&one)).unwrap_or_default(),
        reason: said.reason.clone(),
        told: Telling {
            is_needed: true,
            ..Telling::default()
        },
        cause: String::new(),
        before_closing: before_closing(view),
    }
}

/// How many people are affected in all, and those who live in other states; nothing before they are counted.
fn counted(case: &Case, practice: Jurisdiction) -> (String, String) {
    let all: u32 = case.affected.values().sum();
    let others = case
        .affected
        .iter()
        .filter(|(state, _)| **state != practice);
    let others = others.map(|(state, count)| format!("{} {count}", state.code()));
    let affected = match case.affected.is_empty() {
        true => String::new(),
        false => all.to_string(),
    };
    (affected, others.collect::<Vec<_>>().join(", "))
}

fn factors(case: &Case) -> Vec<Judging> {
    let said = &case.assessment;
    let all = [
        &said.nature_and_extent,
        &said.recipient,
        &said.acquired_or_viewed,
        &said.mitigation,
    ];
    let both = FACTORS.iter().zip(all);
    both.map(|(known, factor)| judging(known, factor.as_ref()))
        .collect()
}

fn judging((name, title, guide): &Known, factor: Option<&Factor>) -> Judging {
    Judging {
        name,
        title,
        guide,
        risk: factor.map(|factor| code(&factor.risk)).unwrap_or_default(),
        why: factor.map(|factor| factor.note.clone()).unwrap_or_default(),
    }
}

/// A factor as somebody typed it.
fn typed(known: &Known, sent: &Sent) -> Judging {
    let empty = judging(known, None);
    Judging {
        risk: sent.text(&empty.risk_name()).to_owned(),
        why: sent.text(&format!("{}_why", empty.name)).to_owned(),
        ..empty
    }
}

/// What must be done before the incident can be closed.
fn before_closing(view: &CaseView<'_>) -> Vec<(&'static str, String)> {
    let count = "Say how many people are affected, even if nobody is.";
    let uncounted = view.case.affected.is_empty();
    let count = uncounted.then(|| ("affected", count.to_owned()));
    let open = view.open().map(|clock| {
        let says = format!("Tell {}, or note that it is not needed.", who(clock));
        ("tell", says)
    });
    count.into_iter().chain(open).collect()
}

/// What was done so far, oldest first.
pub(super) async fn history(
    frame: &Frame,
    desk: &Desk,
    kept: &Kept<Case>,
) -> Result<Vec<String>, OfficeError> {
    let all = desk.history::<Case>(&kept.id).await?;
    let befores = std::iter::once(None).chain(all.iter().map(Some));
    let told = befores.zip(&all).map(|(before, after)| {
        let did = match before {
            None => "put it on file",
            Some(before) => did(&before.record, &after.record),
        };
        format!("{}: {} {did}.", frame.minute(after.at), after.by)
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
