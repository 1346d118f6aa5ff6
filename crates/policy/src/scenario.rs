//! Scenarios of the decision contract: a described situation and the decision that is expected of it.
//!
//! Reads the JSON of `contract/policy_examples.json`, in which the detector's answer is given, and compares what the rules
//! decide with what is expected. One subject a file: `practice.rs`, `deployment.rs`, `user.rs`, `detected.rs`, `output.rs`
//! and `flags.rs` read their part of a scenario; `part.rs` sees to it that no word is passed over. A word that nobody
//! knows is named, and the scenario is decided as unclear, which blocks. Pure: the text comes in, the answer goes out.

mod deployment;
mod detected;
mod expect;
mod flags;
mod output;
mod part;
mod practice;
mod text;
mod user;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use self::part::{Part, Unknown};
use crate::Rules;
use crate::errand::{Circumstances, Errand, Task, UseCase};
use crate::facts::{Caller, Connection, Facts, Practice};
use crate::zone::Zones;
pub use expect::{Difference, Expect};

/// Keys under which a file keeps its list of scenarios.
const LISTS: [&str; 2] = ["examples", "scenarios"];

/// A file that holds no scenarios.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// It is not JSON, or no list of scenarios.
    #[error("this is no JSON file with a list of scenarios")]
    Shape,
    /// There is no day for which to decide.
    #[error("scenario {0} has no day: set \"as_of\" in the file")]
    Day(String),
}

/// One scenario, ready to be decided.
#[derive(Debug)]
pub struct Scenario {
    /// What is expected.
    pub expect: Expect,
    /// The facts.
    pub facts: Facts,
    /// Its id in the file.
    pub id: String,
    /// The moment for which it is decided: noon of its day where the practice is.
    pub now: Timestamp,
    /// The places of words that nobody knows.
    pub unknown: Vec<String>,
}

impl Scenario {
    /// Reads every scenario of a file.
    ///
    /// # Errors
    /// When it is no JSON or has no list of scenarios, or a scenario has no day.
    pub fn read(text: &str) -> Result<Vec<Scenario>, ScenarioError> {
        let file: Value = serde_json::from_str(text).map_err(|_| ScenarioError::Shape)?;
        let day = file.get("as_of").cloned();
        let zones = Zones::new().map_err(|_| ScenarioError::Shape)?;
        list(file)?
            .into_iter()
            .map(|one| match one {
                Value::Object(map) => scenario(map, day.as_ref(), &zones),
                _ => Err(ScenarioError::Shape),
            })
            .collect()
    }

    /// Decides it, and says how the decision differs from the one expected; not at all, if the list is empty.
    #[must_use]
    pub fn differences(&self, rules: &Rules) -> Vec<Difference> {
        self.expect
            .differences(&rules.decide(&self.facts, self.now))
    }
}

/// The scenarios of a file: a list under one of the known keys, a bare list, or one scenario by itself.
fn list(file: Value) -> Result<Vec<Value>, ScenarioError> {
    match file {
        Value::Array(all) => Ok(all),
        Value::Object(mut map) => match LISTS.iter().find_map(|key| map.remove(*key)) {
            Some(Value::Array(all)) => Ok(all),
            None if map.contains_key("practice") => Ok(vec![Value::Object(map)]),
            _ => Err(ScenarioError::Shape),
        },
        _ => Err(ScenarioError::Shape),
    }
}

fn scenario(
    map: Map<String, Value>,
    day_of_file: Option<&Value>,
    zones: &Zones,
) -> Result<Scenario, ScenarioError> {
    let mut unknown = Unknown::default();
    let mut part = Part::new("", map);
    let id = part.text("id").unwrap_or_default();
    let expect = expect::read(part.part("expect"), &mut unknown);
    let day = part.take("as_of").or_else(|| day_of_file.cloned());
    let day: Option<Date> = day
        .as_ref()
        .and_then(Value::as_str)
        .and_then(|d| d.parse().ok());
    let mut facts = facts(part, &mut unknown);
    if let Some(errand) = &mut facts.errand {
        errand.circumstances.unclear = !unknown.is_empty();
    }
    Ok(Scenario {
        now: zones.noon(
            &facts.practice.state,
            day.ok_or(ScenarioError::Day(id.clone()))?,
        ),
        expect,
        facts,
        id,
        unknown: unknown.into_places(),
    })
}

/// The facts that a scenario describes.
fn facts(mut part: Part, unknown: &mut Unknown) -> Facts {
    let mut practice = part.part("practice");
    let flags = [practice.part("flags"), part.part("flags")];
    let text = part.text("text").unwrap_or_default();
    let (state, kind, states, evidence) = practice::read(practice, unknown);
    let (deployment, provider, place) = deployment::read(part.part("deployment"), unknown);
    let (content, found) = detected::read(part.part("detected"), &text, unknown);
    let mut facts = Facts {
        caller: Caller {
            active: true,
            id: "scenario".into(),
        },
        connection: Connection {
            approval: None,
            deployment,
            host: String::new(),
            id: "scenario".into(),
            name: String::new(),
            paused: false,
            provider,
            recipient_known: true,
        },
        content,
        errand: None,
        practice: Practice {
            incident_hold: false,
            lowered_to: None,
            state,
        },
    };
    let mut errand = Errand {
        circumstances: Circumstances::default(),
        evidence,
        found,
        output: output::read(part.part("output"), unknown),
        place,
        practice_kind: kind,
        states,
        task: task(&mut part, unknown),
        user: user::read(part.part("user"), unknown),
    };
    for flags in flags {
        flags::read(flags, &mut facts, &mut errand, unknown);
    }
    for key in ["patient_state", "patient_states"] {
        if let Some(value) = part.take(key) {
            flags::one(key, &value, &mut facts, &mut errand, unknown);
        }
    }
    part.ignore(&[
        "citations",
        "content_summary",
        "guide_ref",
        "note",
        "text",
        "title",
    ]);
    part.finish(unknown);
    facts.errand = Some(Box::new(errand));
    facts
}

/// The use case; one that nobody knows is unlisted, which no rule lets through.
fn task(part: &mut Part, unknown: &mut Unknown) -> Task {
    let name = part.text("use_case");
    let known = name.as_deref().and_then(UseCase::named);
    if known.is_none() {
        unknown.add("use_case");
    }
    Task {
        fields: part.texts("fields").unwrap_or_default(),
        protocol: None,
        use_case: known.unwrap_or(UseCase::UNLISTED),
    }
}
