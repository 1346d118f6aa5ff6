//! Scenarios of the deadline contract (`contract/deadlines.json`): an incident, and the clocks that must come out.
//!
//! A word that is not in the contract fails its scenario and is never passed over: a misspelled one would otherwise test
//! nothing. The other scenarios of the file are tried all the same.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::assessment::Finding;
use super::incident::{BusinessAssociate, Hold, Incident, IncidentError};
use super::jurisdiction::Jurisdiction;
use super::law::BreachLaw;
use crate::scenario::NOTES;

mod compare;

use compare::Expect;

/// The version of the contract that is read here, as its files say under `schema`.
pub const SCHEMA: &str = "anteroom-deadline-scenario/1";

/// What `practice.type` becomes when a scenario says that the state licenses the practice as a facility.
const LICENSED: &str = "licensed_facility";

/// One scenario and how it went.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tried {
    /// The scenario's id, such as `DX-01`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What differs from what was expected; empty when nothing does.
    pub differs: Vec<String>,
}

/// The scenarios cannot be tried.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// The text is not JSON with a list of scenarios.
    #[error("not in the shape of the contract: {0}")]
    Shape(#[from] serde_json::Error),
    /// The version is another one.
    #[error("the scenarios are not of version {SCHEMA}")]
    Schema,
}

/// One scenario cannot be tried.
#[derive(Debug, thiserror::Error)]
enum Unfit {
    /// The dates of the incident contradict each other.
    #[error(transparent)]
    Incident(#[from] IncidentError),
    /// The hold of law enforcement is not one of the two that the law knows.
    #[error("a written statement says until when; an oral one has a date and no end")]
    Hold,
    /// It is not in the shape of the contract.
    #[error("not in the shape of the contract: {0}")]
    Shape(#[from] serde_json::Error),
    /// It says that a business associate was the source, but nothing about it; or the other way round.
    #[error("`source` is `business_associate` exactly when `ba` is given")]
    Source,
}

/// Tries every scenario of a file in the contract's shape.
///
/// # Errors
/// When the text is no list of scenarios of this version. One that cannot be tried differs, and says why.
pub fn try_scenarios(law: &BreachLaw, json: &str) -> Result<Vec<Tried>, ScenarioError> {
    let mut file: Value = serde_json::from_str(json)?;
    drop_notes(&mut file, &["as_of"]);
    let file: File = serde_json::from_value(file)?;
    if file.schema != SCHEMA {
        return Err(ScenarioError::Schema);
    }
    Ok(file
        .examples
        .into_iter()
        .map(|one| tried(law, one))
        .collect())
}

fn tried(law: &BreachLaw, one: Value) -> Tried {
    let word = |key: &str| {
        let word = one.get(key).and_then(Value::as_str);
        word.unwrap_or_default().to_owned()
    };
    let (id, title) = (word("id"), word("title"));
    let differs = differences(law, one).unwrap_or_else(|unfit| vec![unfit.to_string()]);
    Tried { id, title, differs }
}

/// Takes out of an object what is there for people, and other keys that decide nothing.
fn drop_notes(value: &mut Value, others: &[&str]) {
    if let Value::Object(map) = value {
        map.retain(|key, _| !NOTES.contains(&key.as_str()) && !others.contains(&key.as_str()));
    }
}

/// A scenario without what decides nothing: a clock runs from dates and numbers alone.
fn bare(mut one: Value) -> Value {
    drop_notes(&mut one, &["as_of"]);
    let parts: [(&str, &[&str]); 4] = [
        ("/practice", &["id", "name", "states", "size", "evidence"]),
        ("/incident", &["id", "name", "type"]),
        ("/incident/ba", &["id", "name"]),
        ("/expect", &[]),
    ];
    for (pointer, others) in parts {
        one.pointer_mut(pointer)
            .into_iter()
            .for_each(|part| drop_notes(part, others));
    }
    one
}

fn differences(law: &BreachLaw, one: Value) -> Result<Vec<String>, Unfit> {
    let Example {
        practice,
        incident: event,
        expect,
        ..
    } = serde_json::from_value(bare(one))?;
    let clocks = law.clocks(&incident(practice, event)?)?;
    Ok(expect.differences(&clocks))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    #[serde(rename = "matching")]
    _matching: Option<IgnoredAny>,
    #[serde(rename = "disclaimer")]
    _disclaimer: Option<IgnoredAny>,
    #[serde(rename = "license")]
    _license: Option<IgnoredAny>,
    #[serde(rename = "fields")]
    _fields: Option<IgnoredAny>,
    #[serde(rename = "day_counting")]
    _day_counting: Option<IgnoredAny>,
    #[serde(alias = "scenarios")]
    examples: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    #[serde(rename = "id")]
    _id: String,
    practice: Practice,
    incident: Event,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Practice {
    state: Jurisdiction,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    licensed_facility: bool,
    #[serde(default)]
    flags: Flags,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flags {
    #[serde(default)]
    licensed_facility: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    discovered: Date,
    determined: Option<Date>,
    affected: BTreeMap<Jurisdiction, u32>,
    #[serde(default)]
    secured: bool,
    #[serde(default)]
    source: Source,
    ba: Option<BusinessAssociate>,
    #[serde(default)]
    assessment: Assessed,
    law_enforcement: Option<Statement>,
    #[serde(alias = "individuals_notified")]
    individuals_told: Option<Date>,
    #[serde(alias = "hhs_notified")]
    hhs_told: Option<Date>,
}

#[derive(Clone, Copy, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Source {
    BusinessAssociate,
    #[default]
    Own,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Assessed {
    LowProbability,
    #[default]
    None,
    NotLow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    kind: StatementKind,
    #[serde(alias = "date", alias = "statement_date")]
    statement: Option<Date>,
    until: Option<Date>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatementKind {
    Oral,
    Written,
}

impl Statement {
    /// The hold that the statement makes, if the law knows one.
    fn hold(&self) -> Option<Hold> {
        match (self.kind, self.statement, self.until) {
            (StatementKind::Oral, Some(stated), None) => Some(Hold::Oral { stated }),
            (StatementKind::Written, _, Some(until)) => Some(Hold::Written { until }),
            (StatementKind::Oral | StatementKind::Written, _, _) => None,
        }
    }
}

impl From<Assessed> for Finding {
    fn from(assessed: Assessed) -> Finding {
        match assessed {
            Assessed::LowProbability => Finding::LowProbability,
            Assessed::None => Finding::Presumed,
            Assessed::NotLow => Finding::NotLow,
        }
    }
}

fn incident(practice: Practice, event: Event) -> Result<Incident, Unfit> {
    if event.ba.is_some() != (event.source == Source::BusinessAssociate) {
        return Err(Unfit::Source);
    }
    let hold = event
        .law_enforcement
        .map(|statement| statement.hold().ok_or(Unfit::Hold));
    Ok(Incident {
        practice_state: practice.state,
        practice_type: match practice.licensed_facility || practice.flags.licensed_facility {
            true => LICENSED.to_owned(),
            false => practice.kind,
        },
        discovered: event.discovered,
        determined: event.determined,
        affected: event.affected,
        secured: event.secured,
        business_associate: event.ba,
        finding: event.assessment.into(),
        hold: hold.transpose()?,
        individuals_told: event.individuals_told,
        hhs_told: event.hhs_told,
    })
}
