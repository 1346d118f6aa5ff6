//! `anteroom incident clocks`: who must be told, by when, by which law, and what stops the clock.

use anteroom_gateway::Clock as WallClock;
use anteroom_policy::deadline::{
    BreachLaw, Clock, Clocks as Found, Jurisdiction, NOT_LEGAL_ADVICE, NoNotice, Recipient,
    Standing,
};
use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::facts::Facts;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct Clocks {
    #[command(flatten)]
    facts: Facts,
    /// Count the days left from this day instead of today.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
}

/// What `--json` writes.
#[derive(Serialize)]
struct Report<'f> {
    today: Date,
    #[serde(flatten)]
    found: &'f Found,
    notice: &'static str,
}

impl Clocks {
    pub(super) fn run(self) -> Outcome {
        let law = BreachLaw::shipped().context("the law in this binary cannot be read")?;
        let incident = self.facts.incident()?;
        let found = law.clocks(&incident).map_err(Failure::usage)?;
        let today = self
            .today
            .unwrap_or_else(|| law.day(self.facts.state, WallClock::system().now()));
        match self.json {
            true => terminal::json(&Report {
                today,
                found: &found,
                notice: NOT_LEGAL_ADVICE,
            })?,
            false => print(&found, today)?,
        }
        Ok(Exit::Done)
    }
}

/// The table of clocks, with how each date comes about.
pub(super) fn print(found: &Found, today: Date) -> Result<(), Failure> {
    terminal::line(format_args!(
        "Discovered {}, as the law counts it. {}\n",
        found.clock_start,
        notice(found)
    ))?;
    terminal::line(row("DUE", "DAYS LEFT", "WHO IS TOLD", "LAW"))?;
    for clock in &found.clocks {
        print_clock(clock, today)?;
    }
    terminal::line(format_args!(
        "\nKeep the record of this incident through {}.\n{NOT_LEGAL_ADVICE}",
        found.keep_record_until
    ))
}

fn notice(found: &Found) -> String {
    let earliest = found
        .earliest
        .map_or(String::new(), |day| format!(" Work to {day}."));
    let says = match found.reason {
        None => {
            "Notice is required without unreasonable delay; the dates are the last days in time."
        }
        Some(NoNotice::Exception) => "Federal law asks for no notice: an exception applies.",
        Some(NoNotice::LowProbability) => {
            "Federal law asks for no notice: a low probability of compromise was shown."
        }
        Some(NoNotice::SecuredPhi) => "Federal law asks for no notice: it was encrypted.",
    };
    format!("{says}{earliest}")
}

fn print_clock(clock: &Clock, today: Date) -> Result<(), Failure> {
    let (due, left) = match clock.runs() {
        true => (
            clock.due.map_or("no number".into(), |due| due.to_string()),
            left(clock, today),
        ),
        false => ("-".into(), String::new()),
    };
    terminal::line(row(&due, &left, &who(clock), &clock.citation))?;
    for detail in details(clock) {
        terminal::line(format_args!("            {detail}."))?;
    }
    Ok(())
}

/// What stands below a clock: why it does not count, or how its date comes about and what stops it.
fn details(clock: &Clock) -> Vec<String> {
    let why = clock.why.as_deref().unwrap_or_default();
    let standing = match clock.standing {
        Standing::NotApplicable => return vec![format!("Does not apply: {why}")],
        Standing::ExemptionToConfirm => Some(format!("Exemption to confirm: {why}")),
        Standing::Required => None,
    };
    let held = clock
        .delay_until
        .map(|until| format!("Held back by law enforcement until {until}"));
    let counted = format!("{}; {}", capital(&clock.basis), clock.words);
    let stopped = format!("Stopped by {}", clock.stopped_by);
    let read = format!("Last checked {}", clock.last_checked);
    let noted = clock
        .note
        .as_ref()
        .map(|note| note.trim_end_matches('.').to_owned());
    [
        Some(counted),
        held,
        standing,
        Some(stopped),
        noted,
        Some(read),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn left(clock: &Clock, today: Date) -> String {
    match clock.days_left(today) {
        _ if clock.given_on.is_some() => "given".into(),
        None => String::new(),
        Some(days) if days < 0 => format!("overdue {}", -days),
        Some(days) => days.to_string(),
    }
}

fn who(clock: &Clock) -> String {
    let kind = match clock.recipient {
        Recipient::BaToPractice => "You, by the business associate",
        Recipient::ConsumerReportingAgencies => "Consumer reporting agencies",
        Recipient::Hhs => "Federal health department (HHS)",
        Recipient::Individuals => "The people affected",
        Recipient::Media => "News media",
        Recipient::StateAg => clock.office.as_deref().unwrap_or("Attorney General"),
        Recipient::StateHealthDept => clock.office.as_deref().unwrap_or("Health department"),
    };
    let places: Vec<&str> = clock
        .places
        .iter()
        .map(|state| Jurisdiction::code(*state))
        .collect();
    match places.is_empty() {
        true => format!("{}: {kind}", clock.jurisdiction),
        false => format!("{}: {kind} in {}", clock.jurisdiction, places.join(", ")),
    }
}

fn row(due: &str, left: &str, who: &str, law: &str) -> String {
    format!("{due:<10}  {left:<11}  {who:<36}  {law}")
}
