//! What is missing, the worst first, and what to do about it.

use std::cmp::Reverse;

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::Serialize;

use super::rows::IncidentRow;
use crate::agenda::Spot;
use crate::gate::GateView;
use crate::risk::Grade;

/// How many minutes it takes to give a notice whose letter is written. The product's estimate.
const NOTICE_MINUTES: u16 = 60;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Where.
    pub at: String,
    /// Where it is seen to.
    #[serde(skip)]
    pub spot: Spot,
    /// What does not hold.
    pub missing: String,
    /// How it is mended.
    pub next: String,
    /// Who sees to it; none while nobody does.
    pub owner: Option<Word>,
    /// By when it should have been done, where somebody said so.
    pub due: Option<Date>,
    /// Whether that day is over.
    pub is_overdue: bool,
    /// How much is at risk.
    pub stake: Grade,
    /// How many minutes it takes, about.
    pub minutes: u16,
    /// What it unlocks.
    pub unlocks: String,
}

/// All gaps: what is overdue by law first, then by what is at risk, then by day and by the gates' order.
pub(super) fn gaps(gates: &[GateView<'_>], incidents: &[IncidentRow], today: Date) -> Vec<Gap> {
    let open = gates.iter().filter(|view| !view.status.is_settled());
    let mut gaps: Vec<Gap> = incidents.iter().filter_map(notice).collect();
    gaps.extend(open.filter_map(|view| gate(view, today)));
    gaps.sort_by_key(|gap| {
        (
            Reverse(gap.stake),
            !gap.is_overdue,
            gap.due.unwrap_or(Date::MAX),
        )
    });
    gaps
}

/// Somebody who must still be told.
fn notice(incident: &IncidentRow) -> Option<Gap> {
    let due = incident.next_notice?;
    Some(Gap {
        at: format!("Incident {}", incident.id),
        spot: Spot::Incident(incident.id.clone()),
        missing: format!("Somebody must be told by {due}"),
        next: format!(
            "Give the notice and record it (anteroom incident show {id}, anteroom incident notify {id})",
            id = incident.id
        ),
        owner: None,
        due: Some(due),
        is_overdue: incident.is_overdue,
        stake: Grade::High,
        minutes: NOTICE_MINUTES,
        unlocks: "The incident can be closed, and the incident plan's gate with it.".to_owned(),
    })
}

/// The first thing that does not hold at a gate.
fn gate(view: &GateView<'_>, today: Date) -> Option<Gap> {
    let missing = view.conditions.iter().find(|one| !one.holds)?;
    let due = view.file.and_then(|file| file.due);
    Some(Gap {
        at: view.text.title.clone(),
        spot: Spot::Gate(view.text.name.id().ok()?),
        missing: missing.says.clone(),
        next: view.next().to_owned(),
        owner: view.file.and_then(|file| file.owner.clone()),
        due,
        is_overdue: due.is_some_and(|day| day < today),
        stake: view.text.stake,
        minutes: view.text.minutes,
        unlocks: view.text.unlocks.clone(),
    })
}
