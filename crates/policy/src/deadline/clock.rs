//! The clocks of one incident, as they are shown.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::jurisdiction::Jurisdiction;
use super::law::{Anchor, BreachLaw, Confidence, Recipient};

/// Whether a clock counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It runs, unless somebody confirms an exemption.
    ExemptionToConfirm,
    /// It does not run; it is shown so that nobody wonders.
    NotApplicable,
    /// It runs.
    Required,
}

/// Why nobody need be told.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoNotice {
    /// An exception to the definition of a breach (45 CFR 164.402(1)).
    Exception,
    /// A low probability of compromise was assessed and signed (45 CFR 164.402(2)).
    LowProbability,
    /// What was lost was encrypted (45 CFR 164.402, unsecured protected health information).
    SecuredPhi,
}

/// One clock of an incident.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Clock {
    /// Id of the entry in the law.
    pub id: String,
    /// Whose law it is.
    pub jurisdiction: Jurisdiction,
    /// Who must be told.
    pub recipient: Recipient,
    /// The office's name, where there is one.
    pub office: Option<String>,
    /// The states in each of which the notice is to be given, where federal law counts state by state.
    pub places: Vec<Jurisdiction>,
    /// Last day in time; none where the law names no number of days, or the clock does not run.
    pub due: Option<Date>,
    /// The moment from which it is late: the end of that day where the practice is.
    pub late_from: Option<Timestamp>,
    /// Last day in time if law enforcement held nothing back.
    pub due_without_hold: Option<Date>,
    /// Day until which law enforcement holds this notice back.
    pub delay_until: Option<Date>,
    /// Day on which the notice was given, which stopped the clock.
    pub given_on: Option<Date>,
    /// Of how many people the law asks for it, such as "fewer than 500"; none where it asks whatever their number is.
    #[serde(skip)]
    pub threshold: Option<String>,
    /// From where it counts.
    pub anchor: Anchor,
    /// The day from which it counts, if that is known.
    pub anchored_on: Option<Date>,
    /// How the date comes about, such as "60 days from discovery (2026-01-12)", and for how many people it runs while
    /// nobody has counted them.
    pub basis: String,
    /// The law's own words beside the limit, such as "without unreasonable delay".
    pub words: String,
    /// Whether it counts.
    pub standing: Standing,
    /// Whether an exemption is to be confirmed; the contract's name for that standing.
    pub exempt_candidate: bool,
    /// Why it does not run, or why it may not.
    pub why: Option<String>,
    /// What stops it.
    pub stopped_by: &'static str,
    /// The law.
    pub citation: String,
    /// How sure the entry is.
    #[serde(rename = "conf")]
    pub confidence: Confidence,
    /// Where the law was read.
    pub source: String,
    /// When somebody last compared the entry with its source.
    pub last_checked: Date,
    /// What to ask counsel.
    pub note: Option<String>,
}

impl Clock {
    /// Whether it must be watched: it runs, or an exemption is still to be confirmed.
    #[must_use]
    pub fn runs(&self) -> bool {
        self.standing != Standing::NotApplicable
    }

    /// Days left on this day, 0 on the last one and negative when overdue.
    #[must_use]
    pub fn days_left(&self, today: Date) -> Option<i32> {
        let left = self.due?.since(today).ok()?;
        Some(left.get_days())
    }
}

/// Everything that an incident sets running.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Clocks {
    /// The day on which the practice is treated as having discovered the breach.
    pub clock_start: Date,
    /// Whether federal law asks for notice.
    pub notice_required: bool,
    /// Why not, if not.
    pub reason: Option<NoNotice>,
    /// The earliest date that the practice still has to meet: the target to work to, even where an exemption may
    /// apply.
    pub earliest: Option<Date>,
    /// Through this day the record of the incident is kept (45 CFR 164.530(j)(2)).
    pub keep_record_until: Date,
    /// All clocks: those that run first, the earliest date on top.
    pub clocks: Vec<Clock>,
}

impl BreachLaw {
    /// The calendar day where the practice is.
    #[must_use]
    pub fn day(&self, practice: Jurisdiction, now: Timestamp) -> Date {
        self.zones.day(practice.code(), now)
    }
}
