//! What a scenario expects, held against the clocks that came out.

use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

use crate::deadline::clock::{Clock, Clocks, NoNotice, Standing};
use crate::deadline::jurisdiction::Jurisdiction;
use crate::deadline::law::Recipient;

/// What must come out. What is not named is not compared; `null` says that there is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expect {
    notice_required: Option<bool>,
    #[serde(default)]
    clocks: Vec<Wanted>,
    #[serde(default)]
    absent: Vec<Pair>,
    #[serde(default, deserialize_with = "named")]
    earliest: Option<Option<Date>>,
    #[serde(default, deserialize_with = "named")]
    reason: Option<Option<NoNotice>>,
    clock_start: Option<Date>,
    keep_record_until: Option<Date>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

/// A clock that must run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    jurisdiction: Jurisdiction,
    recipient: Recipient,
    due: Option<Date>,
    #[serde(default)]
    also_accept: Vec<Date>,
    delay_until: Option<Date>,
    exempt_candidate: Option<bool>,
    // Words for people; the contract compares who, whose law and when.
    #[serde(rename = "citation")]
    _citation: Option<IgnoredAny>,
    #[serde(rename = "anchor")]
    _anchor: Option<IgnoredAny>,
    #[serde(rename = "basis")]
    _basis: Option<IgnoredAny>,
    #[serde(rename = "conf")]
    _conf: Option<IgnoredAny>,
    #[serde(rename = "note")]
    _note: Option<IgnoredAny>,
}

/// A notice that must not be required.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    jurisdiction: Jurisdiction,
    recipient: Recipient,
}

/// Tells a field that is `null` from one that is not there.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl Expect {
    /// Everything in which the clocks are not as expected, in words.
    pub(super) fn differences(&self, clocks: &Clocks) -> Vec<String> {
        let mut differs: Vec<String> = Vec::new();
        differs.extend(other(
            "notice_required",
            self.notice_required,
            clocks.notice_required,
        ));
        differs.extend(other("reason", self.reason, clocks.reason));
        differs.extend(other("clock_start", self.clock_start, clocks.clock_start));
        differs.extend(other(
            "keep_record_until",
            self.keep_record_until,
            clocks.keep_record_until,
        ));
        differs.extend(other("earliest", self.earliest, clocks.earliest));
        differs.extend(
            self.clocks
                .iter()
                .filter_map(|wanted| wanted.missing(clocks)),
        );
        differs.extend(self.absent.iter().filter_map(|pair| pair.present(clocks)));
        differs
    }
}

fn other<T: PartialEq + std::fmt::Debug>(what: &str, expected: Option<T>, is: T) -> Option<String> {
    let expected = expected.filter(|expected| *expected != is)?;
    Some(format!("{what}: expected {expected:?}, is {is:?}"))
}

impl Wanted {
    fn missing(&self, clocks: &Clocks) -> Option<String> {
        let of_pair = || running(clocks, self.jurisdiction, self.recipient);
        if of_pair().any(|clock| self.is_met_by(clock)) {
            return None;
        }
        let are: Vec<String> = of_pair().map(told).collect();
        Some(format!(
            "{} {:?}: expected {}, is {}",
            self.jurisdiction,
            self.recipient,
            date(self.due),
            if are.is_empty() {
                "not there".into()
            } else {
                are.join(", ")
            }
        ))
    }

    fn is_met_by(&self, clock: &Clock) -> bool {
        let on_time = match self.delay_until {
            // The day that is written beside a hold may be the one without it.
            Some(until) => {
                clock.delay_until == Some(until)
                    && (self.due.is_none()
                        || [clock.due, clock.due_without_hold].contains(&self.due))
            }
            None => {
                clock.due == self.due
                    || clock.due.is_some_and(|due| self.also_accept.contains(&due))
            }
        };
        on_time
            && self
                .exempt_candidate
                .is_none_or(|exempt| exempt == clock.exempt_candidate)
    }
}

impl Pair {
    fn present(&self, clocks: &Clocks) -> Option<String> {
        let found = running(clocks, self.jurisdiction, self.recipient)
            .find(|clock| clock.standing == Standing::Required)?;
        Some(format!(
            "{} {:?}: expected none, is {}",
            self.jurisdiction,
            self.recipient,
            told(found)
        ))
    }
}

fn running(clocks: &Clocks, whose: Jurisdiction, to: Recipient) -> impl Iterator<Item = &Clock> {
    let is_meant =
        move |clock: &&Clock| clock.jurisdiction == whose && clock.recipient == to && clock.runs();
    clocks.clocks.iter().filter(is_meant)
}

fn told(clock: &Clock) -> String {
    let exempt = if clock.exempt_candidate {
        " (exemption to confirm)"
    } else {
        ""
    };
    format!("{}{exempt}", date(clock.due))
}

fn date(day: Option<Date>) -> String {
    day.map_or("no date".into(), |day| day.to_string())
}
