//! Reading everything that a review says.

use anteroom_audit::{Micros, Verified, Word};
use anteroom_policy::LocalTime;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::activity::Activity;
use super::beside::{ApprovalRow, LoneAgreementRow, approvals, lone_agreements};
use super::gap::{Gap, gaps};
use super::rows::{
    self, AccessRow, AgreementRow, ConnectionRow, FlowRow, GateRow, IncidentRow, OpenLane,
    PersonRow, RiskRow,
};
use crate::desk::Desk;
use crate::error::OfficeError;
use crate::flow::Flow;
use crate::gate::Gates;
use crate::incident::Cases;
use crate::profile::Profile;
use crate::risk::RiskRegister;
use crate::training::Roster;
use crate::vendor::Register;

/// What others have seen and the records do not hold.
pub struct Seen {
    /// Connections in use, and what the rules say of each now.
    pub connections: Vec<ConnectionRow>,
    /// The log, as it was verified just now.
    pub log: Verified,
    /// The program's version.
    pub version: String,
    /// The exact rules that decide.
    pub rule_set: String,
    /// The clock on the practice's wall.
    pub clock: LocalTime,
}

/// A readiness review: facts, and no verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Review {
    /// The practice.
    pub practice: Word,
    /// Its state.
    pub state: Word,
    /// What the practice said of itself, and how the rules read what it did not.
    pub profile: Vec<String>,
    /// The practice's calendar day.
    pub day: Date,
    /// The account that prepared it.
    pub prepared_by: Word,
    /// The program's version.
    pub version: String,
    /// The exact rules that decide.
    pub rule_set: String,
    /// How many entries the log has; it was verified just now.
    pub log_entries: u64,
    /// The root of the tree over them.
    pub log_root: String,
    /// When its first entry was written, by the clock on the practice's wall.
    pub log_since: Option<String>,
    /// Gates that stop nothing.
    pub gates_ready: usize,
    /// What to do next; none when nothing is missing.
    pub next_step: Option<Gap>,
    /// The three worst gaps.
    pub top_gaps: Vec<Gap>,
    /// What is overdue.
    pub overdue: Vec<String>,
    /// What people are still in time for.
    pub to_come: Vec<String>,
    /// Connections in use.
    pub connections: Vec<ConnectionRow>,
    /// Services, with agreement and retention.
    pub agreements: Vec<AgreementRow>,
    /// Agreements of companies of which no service is on file.
    pub lone_agreements: Vec<LoneAgreementRow>,
    /// Approvals of connections.
    pub approvals: Vec<ApprovalRow>,
    /// The map of where data goes.
    pub flow: FlowRow,
    /// The eight gates.
    pub gates: Vec<GateRow>,
    /// People and their training.
    pub people: Vec<PersonRow>,
    /// Keys in use.
    pub access: Vec<AccessRow>,
    /// The risk analysis.
    pub risk: RiskRow,
    /// What happened.
    pub activity: Activity,
    /// Incidents.
    pub incidents: Vec<IncidentRow>,
}

impl Review {
    /// Reads the records and counts the log.
    ///
    /// # Errors
    /// When the practice is not set up, or something cannot be read.
    pub async fn prepare(desk: &Desk, seen: Seen) -> Result<Review, OfficeError> {
        let practice = desk.store().practice().await?;
        let practice = practice.ok_or(OfficeError::Refused("no practice is set up here; run `anteroom init`, or `anteroom serve` and set it up in the browser"))?;
        let all_gates = Gates::read(desk).await?;
        let gates = all_gates.views()?;
        let today = desk.today();
        let incidents = incidents(desk).await?;
        let mut gaps = gaps(&gates, &incidents, today);
        let people = people(desk).await?;
        let risk = rows::risk(&RiskRegister::read(desk).await?)?;
        let overdue = overdue(&gaps, &people, &risk, today);
        let register = Register::read(desk).await?;
        let vendors = register.vendors()?;
        let clock = &seen.clock;
        gaps.truncate(3);
        Ok(Review {
            practice: practice.name,
            state: practice.state,
            profile: Profile::of(&desk.shelf().await?)?.lines(),
            day: today,
            prepared_by: desk.name(),
            version: seen.version,
            rule_set: seen.rule_set,
            log_entries: seen.log.entries,
            log_root: seen.log.root.to_string(),
            log_since: seen.log.first_at.map(|at| moment(clock, at)),
            gates_ready: gates.iter().filter(|view| view.status.is_settled()).count(),
            next_step: gaps.first().cloned(),
            top_gaps: gaps,
            overdue,
            to_come: to_come(&people, today),
            connections: seen.connections,
            agreements: vendors.iter().flat_map(rows::agreements).collect(),
            lone_agreements: lone_agreements(&vendors),
            approvals: approvals(&desk.shelf().await?.connections(), &vendors, clock),
            flow: rows::flow(&Flow::read(desk).await?),
            gates: gates.iter().map(rows::gate).collect(),
            people,
            access: access(desk, clock).await?,
            risk,
            activity: Activity::read(desk).await?,
            incidents,
        })
    }

    /// Whether a gate is not ready, or an incident not closed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.gates_ready < self.gates.len() || self.incidents.iter().any(|one| one.is_open)
    }

    /// How many connections are open at least so far.
    #[must_use]
    pub fn open(&self, lane: OpenLane) -> usize {
        let open = self.connections.iter().filter(|one| one.lane >= lane);
        open.count()
    }
}

/// What to do next, as a review would say it; none when nothing is missing.
///
/// # Errors
/// When a record, a setting or the data in the program cannot be read.
pub async fn next_step(desk: &Desk) -> Result<Option<Gap>, OfficeError> {
    let gates = Gates::read(desk).await?;
    let incidents = incidents(desk).await?;
    let all = gaps(&gates.views()?, &incidents, desk.today());
    Ok(all.into_iter().next())
}

async fn people(desk: &Desk) -> Result<Vec<PersonRow>, OfficeError> {
    let roster = Roster::read(desk).await?;
    let people = roster.people()?;
    Ok(people.iter().map(rows::person).collect())
}

async fn incidents(desk: &Desk) -> Result<Vec<IncidentRow>, OfficeError> {
    let cases = Cases::read(desk).await?;
    let views = cases.views()?;
    let row = |view| rows::incident(view, desk.today());
    Ok(views.iter().map(row).collect())
}

async fn access(desk: &Desk, clock: &LocalTime) -> Result<Vec<AccessRow>, OfficeError> {
    let keys = desk.store().keys().await?;
    let live = keys.into_iter().filter(|key| key.revoked_at.is_none());
    let row = |key: anteroom_store::ApiKey| AccessRow {
        key: key.name,
        made: moment(clock, key.created_at),
    };
    Ok(live.map(row).collect())
}

/// A sentence for each thing whose day is over.
pub(super) fn overdue(
    gaps: &[Gap],
    people: &[PersonRow],
    risk: &RiskRow,
    today: Date,
) -> Vec<String> {
    let late = gaps.iter().filter(|gap| gap.is_overdue);
    let mut all: Vec<String> = late
        .filter_map(|gap| Some(format!("{}: was due on {}", gap.at, gap.due?)))
        .collect();
    if risk.overdue > 0 {
        all.push(format!("Risk analysis: {} plans are overdue", risk.overdue));
    }
    let late = people.iter().filter(|person| person.is_late(today));
    all.extend(late.map(|person| format!("Training: {} is not current", person.name)));
    all
}

/// Who is not current, and still has until a day that the law names, or has no day.
pub(super) fn to_come(people: &[PersonRow], today: Date) -> Vec<String> {
    let open = people.iter().filter(|person| !person.is_current);
    let early = open.filter(|person| !person.is_late(today));
    let says = |person: &PersonRow| match person.due {
        Some(due) => format!("Training: {} has until {due}", person.name),
        None => format!("Training: {} is not current; no day is set", person.name),
    };
    early.map(says).collect()
}

/// A moment to the minute, by the clock on the practice's wall.
pub(super) fn moment(clock: &LocalTime, at: Micros) -> String {
    clock.minute(Timestamp::from_microsecond(at.0).unwrap_or_default())
}
