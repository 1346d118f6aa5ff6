//! One rule as it stands in its file: a Cedar policy and the annotations that make it a rule of this house.
//!
//! Every annotation is required: a rule without its plain words, its law or its dates cannot be shipped. Whether the
//! condition is well typed is checked by `rules.rs` against the schema.

use std::collections::BTreeSet;
use std::sync::Arc;

use cedar_policy::{ActionConstraint, EntityUid, Policy, PolicyId, ResourceConstraint};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::Reason;
use crate::facts::Facts;
use crate::ladder::Action;
use crate::rules::RuleError;

/// What `@until` says while no end is known.
const OPEN: &str = "open";

/// A rule with its dates and its words.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The Cedar policy as written, under the rule's id.
    pub(crate) policy: Policy,
    /// The same policy about any action, for sets in which every rule is about the same ones.
    pub(crate) widened: Policy,
    /// The rule's words.
    pub(crate) reason: Reason,
    /// First day on which the rule counts.
    pub(crate) effective: Date,
    /// First day on which it no longer counts, if an end is known.
    pub(crate) until: Option<Date>,
    /// The actions that it speaks about.
    pub(crate) actions: Vec<Action>,
    /// The kinds of question that it speaks to.
    pub(crate) subjects: Vec<Subject>,
    /// The state or territory whose law it is; none: everybody's.
    pub(crate) state: Option<String>,
}

/// A kind of question.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Subject {
    /// About a connection and its approval.
    Connection,
    /// About an errand and its evidence.
    Errand,
}

impl Subject {
    /// Every kind.
    pub const ALL: [Subject; 2] = [Subject::Connection, Subject::Errand];

    /// The kind of question that these facts raise.
    pub(crate) fn of(facts: &Facts) -> Subject {
        match facts.errand {
            Some(_) => Subject::Errand,
            None => Subject::Connection,
        }
    }

    /// What the schema calls the thing that is asked about.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self {
            Subject::Connection => "Connection",
            Subject::Errand => "Errand",
        }
    }

    /// What the schema calls whoever asks.
    #[must_use]
    pub fn asker(self) -> &'static str {
        match self {
            Subject::Connection => "Caller",
            Subject::Errand => "User",
        }
    }
}

impl Rule {
    /// Reads the rule in the file `id`.
    pub(crate) fn parse(id: &str, text: &str) -> Result<Rule, RuleError> {
        let policy = Policy::parse(Some(PolicyId::new(id)), text)
            .map_err(|_| RuleError::Syntax(id.into()))?;
        let note = |key| annotation(id, &policy, key);
        if note("id")? != id {
            return Err(RuleError::Annotation(id.into(), "id"));
        }
        note("last_checked")?
            .parse::<Date>()
            .map_err(|_| RuleError::Annotation(id.into(), "last_checked"))?;
        Ok(Rule {
            reason: Reason {
                code: note("reason")?.into(),
                rule: Arc::from(id),
                says: note("says")?.into(),
                next: note("next")?.into(),
                cite: note("cite")?.into(),
            },
            effective: note("effective")?
                .parse()
                .map_err(|_| RuleError::Annotation(id.into(), "effective"))?,
            until: until(id, note("until")?)?,
            actions: actions(id, &policy)?,
            subjects: subjects(id, &policy)?,
            state: state(id),
            widened: widened(id, &policy)?,
            policy,
        })
    }

    /// The rule's place below the folder of the rules, such as `federal/baa/missing`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.reason.rule
    }

    /// The rule's words.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// The policy as written.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The policy as it is put to Cedar: about any action. [`Rule::speaks`] says to which questions it is put.
    #[must_use]
    pub fn asked(&self) -> &Policy {
        &self.widened
    }

    /// First day on which it counts.
    #[must_use]
    pub fn effective(&self) -> Date {
        self.effective
    }

    /// First day on which it no longer counts, if an end is known.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// The state or territory whose law it is; none: everybody's.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// The actions that it speaks about.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The kinds of question that it speaks to.
    #[must_use]
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// Whether it has a say on this action in a question of this kind.
    #[must_use]
    pub fn speaks(&self, subject: Subject, action: Action) -> bool {
        self.subjects.contains(&subject) && self.actions.contains(&action)
    }

    /// Whether the rule counts on this day of the practice's calendar.
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.effective <= day && self.until.is_none_or(|until| day < until)
    }

    /// The strictest step of the ladder that it speaks about: forbidding a stricter step is the stricter rule.
    pub(crate) fn reach(&self) -> Option<Action> {
        let steps = self.actions.iter().copied();
        steps.filter(|step| Action::LADDER.contains(step)).max()
    }
}

fn annotation<'p>(id: &str, policy: &'p Policy, key: &'static str) -> Result<&'p str, RuleError> {
    policy
        .annotation(key)
        .filter(|value| !value.trim().is_empty())
        .ok_or_else(|| RuleError::Annotation(id.into(), key))
}

fn until(id: &str, value: &str) -> Result<Option<Date>, RuleError> {
    if value == OPEN {
        return Ok(None);
    }
    value
        .parse()
        .map(Some)
        .map_err(|_| RuleError::Annotation(id.into(), "until"))
}

/// The kinds of question that a rule speaks to, by the type of the resource in its head; one that names none, to all.
fn subjects(id: &str, policy: &Policy) -> Result<Vec<Subject>, RuleError> {
    let named = match policy.resource_constraint() {
        ResourceConstraint::Any => return Ok(Subject::ALL.to_vec()),
        ResourceConstraint::Is(of) => of.to_string(),
        _ => return Err(RuleError::Subject(id.into())),
    };
    let known = Subject::ALL.iter().find(|known| known.type_name() == named);
    known
        .map(|known| vec![*known])
        .ok_or_else(|| RuleError::Subject(id.into()))
}

/// The state in whose folder the rule lies.
fn state(id: &str) -> Option<String> {
    let (state, _) = id.strip_prefix("states/")?.split_once('/')?;
    Some(state.to_uppercase())
}

/// The steps that a rule names. It must name them: a rule about "any action" would also speak about actions that
/// are added later.
fn actions(id: &str, policy: &Policy) -> Result<Vec<Action>, RuleError> {
    let named = match policy.action_constraint() {
        ActionConstraint::Any => Vec::new(),
        ActionConstraint::Eq(action) => vec![action],
        ActionConstraint::In(actions) => actions,
    };
    let known = |uid: &EntityUid| {
        Action::ALL
            .into_iter()
            .find(|action| uid.id().unescaped() == action.code())
    };
    // A set, so that the order in the file makes no difference.
    let steps: Option<BTreeSet<Action>> = named.iter().map(known).collect();
    let steps = steps
        .filter(|steps| !steps.is_empty())
        .ok_or_else(|| RuleError::Actions(id.into()))?;
    Ok(steps.into_iter().collect())
}

/// The policy without its action scope: Cedar builds and compares that scope anew for each request, which costs more
/// than the condition. The condition must not ask for the action itself, or widening would change the rule.
fn widened(id: &str, policy: &Policy) -> Result<Policy, RuleError> {
    let mut json = policy.to_json().map_err(|_| RuleError::Syntax(id.into()))?;
    if json.get("conditions").is_none_or(asks_for_action) {
        return Err(RuleError::Actions(id.into()));
    }
    if let Some(scope) = json.get_mut("action") {
        *scope = json!({ "op": "All" });
    }
    Policy::from_json(Some(PolicyId::new(id)), json).map_err(|_| RuleError::Syntax(id.into()))
}

/// Whether the variable `action` stands anywhere in a condition, in Cedar's JSON form.
fn asks_for_action(condition: &Value) -> bool {
    match condition {
        Value::Array(parts) => parts.iter().any(asks_for_action),
        Value::Object(parts) => parts
            .iter()
            .any(|(key, part)| (key == "Var" && part == "action") || asks_for_action(part)),
        _ => false,
    }
}
