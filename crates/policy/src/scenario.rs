//! Scenarios of the decision contract: a described situation and the decision that is expected of it.
//!
//! Reads the JSON of `contract/policy_examples.json` and compares what the rules decide with what is expected. What is in
//! the text is either given (`detected`) or said by a [`Finder`]. One subject a file: `practice.rs`, `deployment.rs`,
//! `user.rs`, `detected.rs`, `seen.rs`, `output.rs` and `flags.rs` read their part of a scenario; `part.rs` sees to it that no
//! word is passed over. A word that nobody knows is named, and the scenario is decided as unclear, which blocks. Pure: the
//! text comes in, the answer goes out.

mod contractor;
mod deployment;
mod detected;
mod expect;
mod flags;
mod output;
mod part;
mod practice;
mod seen;
mod text;
mod user;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use self::part::{Part, Unknown};
use crate::Rules;
use crate::errand::{Circumstances, Errand, Found, Task, UseCase};
use crate::facts::{Caller, Connection, Content, Deployment, Facts, Practice};
use crate::told::Told;
use crate::zone::Zones;
pub use expect::{Difference, Expect};
pub(crate) use part::NOTES;
pub use seen::{Finder, Sighting};

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

/// How a file is read: the day for scenarios that name none, the clocks of the states, and who looks at texts.
struct Reader<'r> {
    day: Option<Value>,
    finder: Option<&'r Finder<'r>>,
    /// Whether `detected` counts where there is a finder.
    takes_given: bool,
    zones: Zones,
}

impl Scenario {
    /// Reads every scenario of a file. One without `detected` is unclear.
    ///
    /// # Errors
    /// When it is no JSON or has no list of scenarios, or a scenario has no day.
    pub fn read(text: &str) -> Result<Vec<Scenario>, ScenarioError> {
        Scenario::read_by(text, None, true)
    }

    /// Reads every scenario of a file; where `detected` is not given, the finder looks at the text.
    ///
    /// # Errors
    /// As [`Scenario::read`].
    pub fn read_with(text: &str, finder: &Finder<'_>) -> Result<Vec<Scenario>, ScenarioError> {
        Scenario::read_by(text, Some(finder), true)
    }

    /// Reads every scenario of a file; the finder looks at each text, whatever is given beside it.
    ///
    /// # Errors
    /// As [`Scenario::read`].
    pub fn read_texts(text: &str, finder: &Finder<'_>) -> Result<Vec<Scenario>, ScenarioError> {
        Scenario::read_by(text, Some(finder), false)
    }

    fn read_by(
        text: &str,
        finder: Option<&Finder<'_>>,
        takes_given: bool,
    ) -> Result<Vec<Scenario>, ScenarioError> {
        let file: Value = serde_json::from_str(text).map_err(|_| ScenarioError::Shape)?;
        let reader = Reader {
            day: file.get("as_of").cloned(),
            finder,
            takes_given,
            zones: Zones::new().map_err(|_| ScenarioError::Shape)?,
        };
        list(file)?
            .into_iter()
            .map(|one| match one {
                Value::Object(map) => reader.scenario(map),
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

impl Reader<'_> {
    fn scenario(&self, map: Map<String, Value>) -> Result<Scenario, ScenarioError> {
        let mut unknown = Unknown::default();
        let mut part = Part::new("", map);
        let id = part.text("id").unwrap_or_default();
        let expect = expect::read(part.part("expect"), &mut unknown);
        let day = part.take("as_of").or_else(|| self.day.clone());
        let day: Option<Date> = day
            .as_ref()
            .and_then(Value::as_str)
            .and_then(|d| d.parse().ok());
        let day = day.ok_or_else(|| ScenarioError::Day(id.clone()))?;
        let mut facts = self.facts(part, day, &mut unknown);
        if let Some(errand) = &mut facts.errand {
            errand.circumstances.unclear = !unknown.is_empty();
        }
        Ok(Scenario {
            now: self.zones.noon(&facts.practice.state, day),
            expect,
            facts,
            id,
            unknown: unknown.into_places(),
        })
    }

    /// What is in the text: as it is given, or else as the finder says.
    fn content(
        &self,
        part: &mut Part,
        day: Date,
        use_case: UseCase,
        unknown: &mut Unknown,
    ) -> (Content, Found, Told) {
        let text = part.text("text").unwrap_or_default();
        let told = Told::of(&text);
        let given = part.part("detected");
        // What has no text is not a text without anything in it: then what is given counts.
        let looks = !text.is_empty() && (given.is_empty() || !self.takes_given);
        let (content, found) = match self.finder {
            Some(finder) if looks => seen::read(&text, use_case, finder(&text, day), unknown),
            _ => detected::read(given, &text, unknown),
        };
        (content, found, told)
    }

    /// The facts that a scenario describes.
    fn facts(&self, mut part: Part, day: Date, unknown: &mut Unknown) -> Facts {
        let mut practice = part.part("practice");
        let mut flags = vec![practice.part("flags"), part.part("flags")];
        let task = task(&mut part, unknown);
        let (content, found, told) = self.content(&mut part, day, task.use_case, unknown);
        let (state, kind, states, evidence) = practice::read(&mut practice, unknown);
        let (mut deployed, mut output, mut user) = (
            part.part("deployment"),
            part.part("output"),
            part.part("user"),
        );
        let (deployment, provider, place) = deployment::read(&mut deployed, unknown);
        let mut errand = Errand {
            circumstances: Circumstances::default(),
            evidence,
            found,
            output: output::read(&mut output, unknown),
            place,
            practice_kind: kind,
            states,
            task,
            user: user::read(&mut user, unknown),
        };
        let mut facts = bare(content, deployment, provider, state);
        part.ignore_notes();
        part.ignore(&["text"]);
        // What a part has besides its own words may be a flag: people write some of them there.
        flags.extend([practice, deployed, output, user, part]);
        let reviewer = flags.iter_mut().find_map(output::reviewer);
        let access = contractor::read(&mut flags);
        let mut said = flags::Said::default();
        for flags in flags {
            flags::read(flags, &mut said, &mut facts, &mut errand, unknown);
        }
        said.settle(&mut errand.circumstances);
        told.add_to(&mut errand);
        errand.circumstances.outside_access |= access;
        flags::reviewed(&mut errand, reviewer.as_deref());
        facts.errand = Some(Box::new(errand));
        facts
    }
}

/// Facts in which nothing is said of an errand.
fn bare(content: Content, deployment: Deployment, provider: String, state: String) -> Facts {
    Facts {
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
    }
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
