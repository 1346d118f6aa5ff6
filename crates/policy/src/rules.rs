//! The rules that ship with the program, compiled and ready to be asked; what asks them is `decide.rs`.
//!
//! Rules come and go by date, a state's rules bear on its practices and patients only, and each rule speaks to one kind of
//! question or to both, so they are grouped per period by these: a decision evaluates no rule that cannot matter, and none
//! twice. Compiling checks every rule against the schema; a rule that does not fit keeps the program from starting.

use std::collections::HashMap;

use cedar_policy::{
    Authorizer, Effect, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator,
};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::book::{Book, turns};
use crate::decision::RuleSetId;
use crate::facts::Facts;
use crate::request::Types;
use crate::rule::{Rule, Subject};
use crate::zone::Zones;

/// The schema's text.
pub(crate) const SCHEMA: &str = include_str!("../schema.cedarschema");

/// Id and text of every rule file, found by `build.rs`.
pub(crate) const SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Compiled rules. Made once, asked from many threads.
#[derive(Debug)]
pub struct Rules {
    pub(crate) authorizer: Authorizer,
    pub(crate) types: Types,
    pub(crate) zones: Zones,
    id: RuleSetId,
    periods: Vec<Period>,
    rules: HashMap<PolicyId, Rule>,
}

/// The rules in force from one day until the next period begins.
#[derive(Debug)]
struct Period {
    from: Date,
    groups: Vec<Group>,
}

/// Rules of one effect, of one state or of none, about one kind of question.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) effect: Effect,
    pub(crate) policies: PolicySet,
    state: Option<String>,
    subject: Subject,
}

impl Group {
    /// An empty group for this rule and its like.
    fn of(rule: &Rule, subject: Subject) -> Group {
        Group {
            effect: rule.policy.effect(),
            policies: PolicySet::new(),
            state: rule.state.clone(),
            subject,
        }
    }

    /// Whether the rule belongs to it.
    fn takes(&self, rule: &Rule, subject: Subject) -> bool {
        let same = (self.effect, &self.state) == (rule.policy.effect(), &rule.state);
        same && self.subject == subject
    }

    /// Whether it may bear on these facts: only the law of the states that they name does.
    pub(crate) fn bears_on(&self, facts: &Facts) -> bool {
        let home = |state: &String| facts.states().any(|known| known == state);
        self.subject == Subject::of(facts) && self.state.as_ref().is_none_or(home)
    }
}

/// Rules that cannot be used. The first field names the rule's file.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RuleError {
    /// A rule names no action, or one that nobody knows.
    #[error(
        "{0}: it must name the actions it is about, and they must be ones that can be forbidden"
    )]
    Actions(String),
    /// An annotation is missing, empty or malformed.
    #[error("{0}: annotation @{1} is missing or malformed")]
    Annotation(String, &'static str),
    /// Two rules have the same id.
    #[error("{0}: there are two rules of this name")]
    Duplicate(String),
    /// A rule that a practice adds would open something.
    #[error("{0}: a rule of your own can only forbid; the shipped rules say what is allowed")]
    Permits(String),
    /// The schema, or a table in this crate, cannot be read.
    #[error("the schema of the rules cannot be read")]
    Schema,
    /// A rule speaks about something that is no kind of question.
    #[error("{0}: it must speak about connections, errands or both")]
    Subject(String),
    /// The text is not one Cedar policy.
    #[error("{0}: this is not one Cedar policy")]
    Syntax(String),
    /// A condition does not fit the schema.
    #[error("a rule does not fit the schema: {0}")]
    Types(String),
}

impl Rules {
    /// The rules that are part of the program.
    ///
    /// # Errors
    /// When a rule does not parse, lacks an annotation, or does not fit the schema. Tests keep that from shipping.
    pub fn shipped() -> Result<Rules, RuleError> {
        Rules::compile(SHIPPED)
    }

    /// The exact text of these rules, as one hash.
    #[must_use]
    pub fn id(&self) -> RuleSetId {
        self.id
    }

    /// Ids of all rules, whatever their dates, in order.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<_> = self.rules.values().map(|rule| &*rule.reason.rule).collect();
        ids.sort_unstable();
        ids
    }

    /// The calendar day of a practice in this state or territory, by which agreements are judged.
    #[must_use]
    pub fn day(&self, state: &str, now: Timestamp) -> Date {
        self.zones.day(state, now)
    }

    /// Compiles rules given as (id, text).
    pub(crate) fn compile(texts: &[(&str, &str)]) -> Result<Rules, RuleError> {
        Book::read(texts)?.compile()
    }

    /// Groups rules that fit the schema.
    pub(crate) fn assemble(rules: Vec<Rule>, id: RuleSetId) -> Result<Rules, RuleError> {
        Ok(Rules {
            authorizer: Authorizer::new(),
            types: Types::new().map_err(|_| RuleError::Schema)?,
            zones: Zones::new().map_err(|_| RuleError::Schema)?,
            id,
            periods: periods(&rules)?,
            rules: rules
                .into_iter()
                .map(|rule| (rule.policy.id().clone(), rule))
                .collect(),
        })
    }

    /// The rules in force on this day; none before the first rule began.
    pub(crate) fn in_force(&self, day: Date) -> &[Group] {
        let period = self.periods.iter().rev().find(|period| period.from <= day);
        period.map_or(&[], |period| &period.groups)
    }

    pub(crate) fn rule(&self, id: &PolicyId) -> Option<&Rule> {
        self.rules.get(id)
    }
}

/// Checks every condition against the schema, strictly: a warning is a fault here.
pub(crate) fn validate(rules: &[Rule]) -> Result<(), RuleError> {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(|_| RuleError::Schema)?;
    let mut all = PolicySet::new();
    rules
        .iter()
        .try_for_each(|rule| add(&mut all, rule, &rule.policy))?;
    let result = Validator::new(schema).validate(&all, ValidationMode::Strict);
    let first = result.validation_errors().map(ToString::to_string).next();
    let warned = result.validation_warnings().map(ToString::to_string).next();
    first
        .or(warned)
        .map_or(Ok(()), |why| Err(RuleError::Types(why)))
}

/// One period for each day on which a rule begins or ends.
fn periods(rules: &[Rule]) -> Result<Vec<Period>, RuleError> {
    let turns = turns(rules).into_iter();
    turns.map(|from| period(from, rules)).collect()
}

fn period(from: Date, rules: &[Rule]) -> Result<Period, RuleError> {
    let mut groups: Vec<Group> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.in_force(from)) {
        for subject in &rule.subjects {
            let at = groups.iter().position(|group| group.takes(rule, *subject));
            let group = match at.and_then(|at| groups.get_mut(at)) {
                Some(group) => group,
                None => groups.push_mut(Group::of(rule, *subject)),
            };
            add(&mut group.policies, rule, &rule.widened)?;
        }
    }
    Ok(Period { from, groups })
}

fn add(set: &mut PolicySet, rule: &Rule, policy: &Policy) -> Result<(), RuleError> {
    set.add(policy.clone())
        .map_err(|_| RuleError::Duplicate(rule.reason.rule.to_string()))
}

/// SHA-256 over the schema and every rule with its id, each preceded by its length so that no text can pass for two.
pub(crate) fn fingerprint<S: AsRef<str>>(texts: &[(S, S)]) -> RuleSetId {
    let mut hash = Sha256::new();
    hash.update(b"anteroom rule set 1\n");
    let rules = texts
        .iter()
        .flat_map(|(id, text)| [id.as_ref(), text.as_ref()]);
    for text in ["schema", SCHEMA].into_iter().chain(rules) {
        hash.update(text.len().to_le_bytes());
        hash.update(text.as_bytes());
    }
    RuleSetId::new(hash.finalize().into())
}
