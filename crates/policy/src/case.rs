//! A rule's cases: facts, and what must come of them. They stand beside the rule, in `<name>.cases.toml`.
//!
//! A case starts from a base of `bases.toml` and says what is different. Rules that ship are tried with them by tests, rules
//! that somebody edits by `anteroom policy diff`.

use jiff::Timestamp;
use serde::Deserialize;
use toml::{Table, Value};

use crate::decision::{Decision, Verdict};
use crate::facts::Facts;
use crate::ladder::Action;
use crate::rules::Rules;

/// The moment of a case that names none: every base is in order then.
const NOON: &str = "2026-11-23T17:00:00Z";

/// The base on which the others build.
const FIRST: &str = "fresh";

/// Where cases start.
#[derive(Clone, Debug)]
pub struct Bases(Table);

/// One case of a rule.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it tries.
    pub says: String,
    /// The facts.
    pub facts: Facts,
    /// The moment.
    pub now: Timestamp,
    wanted: Wanted,
}

/// What must come of it.
#[derive(Clone, Debug)]
struct Wanted {
    expect: Verdict,
    fires: Vec<Action>,
    reasons: Vec<String>,
    never: Vec<String>,
}

/// Cases or bases that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct CaseError(String);

/// A case as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    says: String,
    base: String,
    #[serde(default)]
    facts: Table,
    now: Option<Timestamp>,
    expect: Verdict,
    /// The actions at which the rule itself speaks; none in a near miss.
    fires: Vec<Action>,
    /// Codes that must be among the reasons.
    #[serde(default)]
    reasons: Vec<String>,
    /// Codes that must not be among them.
    #[serde(default)]
    never: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Row>,
}

impl Bases {
    /// Reads a `bases.toml`.
    ///
    /// # Errors
    /// When it is not TOML.
    pub fn read(text: &str) -> Result<Bases, CaseError> {
        text.parse().map(Bases).map_err(fault)
    }

    /// The facts of a base with these changes.
    pub(crate) fn facts(&self, base: &str, changes: &Table) -> Result<Facts, CaseError> {
        let named = |name: &str| {
            let found = self.0.get(name);
            found.ok_or_else(|| CaseError(format!("there is no base {name}")))
        };
        let mut facts = named(FIRST)?.clone();
        merge(&mut facts, named(base)?);
        merge(&mut facts, &Value::Table(changes.clone()));
        facts.try_into().map_err(fault)
    }
}

impl Case {
    /// Reads the cases of one file.
    ///
    /// # Errors
    /// When it is not in the form that `rules/README.md` describes.
    pub fn read(text: &str, bases: &Bases) -> Result<Vec<Case>, CaseError> {
        let file: File = toml::from_str(text).map_err(fault)?;
        file.case.into_iter().map(|row| row.case(bases)).collect()
    }

    /// What the rules decide.
    #[must_use]
    pub fn decide(&self, rules: &Rules) -> Decision {
        rules.decide(&self.facts, self.now)
    }

    /// Whether the rule itself is to speak in it; it is silent in a near miss.
    #[must_use]
    pub fn speaks(&self) -> bool {
        !self.wanted.fires.is_empty()
    }

    /// What is wrong with the rules' answer, if anything. The case belongs to the rule with this id.
    #[must_use]
    pub fn fault(&self, id: &str, rules: &Rules) -> Option<String> {
        let decision = self.decide(rules);
        let codes = decision.codes();
        let fired = self.spoken(id, rules);
        let verdict = decision.verdict();
        let right = self.wanted.is(verdict, &codes, &fired);
        (!right).then(|| {
            let (says, verdict) = (&self.says, verdict.code());
            format!("{id}: {says}: {verdict} because {codes:?}, spoke about {fired:?}")
        })
    }

    /// The actions about which this rule speaks.
    #[must_use]
    pub fn spoken(&self, id: &str, rules: &Rules) -> Vec<Action> {
        let explained = rules.explain(&self.facts, self.now);
        let steps = explained.steps.iter().chain(&explained.beyond);
        let speaks = |reasons: &[crate::Reason]| reasons.iter().any(|reason| &*reason.rule == id);
        steps
            .filter(|step| speaks(&step.forbids) || speaks(&step.permits))
            .map(|step| step.action)
            .collect()
    }
}

impl Wanted {
    fn is(&self, verdict: Verdict, codes: &[&str], fired: &[Action]) -> bool {
        let has = |code: &String| codes.contains(&code.as_str());
        verdict == self.expect
            && self.reasons.iter().all(has)
            && !self.never.iter().any(has)
            && fired == self.fires
    }
}

impl Row {
    fn case(self, bases: &Bases) -> Result<Case, CaseError> {
        Ok(Case {
            facts: bases.facts(&self.base, &self.facts)?,
            now: self.now.map_or_else(|| NOON.parse().map_err(fault), Ok)?,
            says: self.says,
            wanted: Wanted {
                expect: self.expect,
                fires: self.fires,
                reasons: self.reasons,
                never: self.never,
            },
        })
    }
}

fn fault(fault: impl std::fmt::Display) -> CaseError {
    CaseError(fault.to_string())
}

fn merge(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Table(into), Value::Table(from)) => {
            for (key, value) in from {
                let place = into
                    .entry(key)
                    .or_insert_with(|| Value::Table(Table::new()));
                merge(place, value);
            }
        }
        (into, from) => *into = from.clone(),
    }
}
