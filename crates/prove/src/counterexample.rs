//! A request that breaks a statement, in the words of the schema.

use std::collections::{BTreeMap, BTreeSet};

use anteroom_policy::Action;
use cedar_policy::{Entities, EntityUid, Policy, Request};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use crate::instance::Instance;
use crate::world::SPARE_NAMES;

/// A request that breaks a statement. It is made up: no patient's and no practice's.
#[derive(Clone, Debug, Serialize)]
pub struct Counterexample {
    /// What is wrong, in one line.
    pub says: String,
    /// The action that is open, or fails, where it must not.
    pub action: Action,
    /// First day on which it is.
    pub day: Date,
    /// The rules that speak in it.
    pub rules: Vec<String>,
    /// What the statement and those rules look at, then the rest.
    pub facts: Vec<Fact>,
}

/// One fact of a request.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Fact {
    /// Where rules read it, such as `resource.evidence.baa.status`.
    pub at: String,
    /// Its value.
    pub value: String,
    /// Whether the statement or a rule that speaks looks at it.
    pub matters: bool,
}

impl Counterexample {
    /// Describes a request; `speaking` are the policies that decided it.
    pub(crate) fn of(
        says: impl Into<String>,
        instance: &Instance<'_>,
        (request, entities): (&Request, &Entities),
        speaking: &[&Policy],
    ) -> Counterexample {
        let mut read = Vec::new();
        let trees = speaking.iter().filter_map(|policy| policy.to_json().ok());
        trees.for_each(|tree| places(&tree, &mut read));
        let known = |rule: &&Policy| instance.rules.iter().any(|of| of.asked().id() == rule.id());
        let rules = speaking.iter().filter(|rule| known(rule));
        let rules: BTreeSet<_> = rules.map(|rule| rule.id().to_string()).collect();
        let mut facts: Vec<_> = flat(request, entities)
            .into_iter()
            .map(|(at, value)| Fact {
                matters: read.iter().any(|place| reads(place, &at)),
                at,
                value,
            })
            .collect();
        facts.sort_by_key(|fact| !fact.matters);
        Counterexample {
            says: says.into(),
            action: instance.action,
            day: instance.day,
            rules: rules.into_iter().collect(),
            facts,
        }
    }
}

/// Whether reading `place` shows the fact at `at`.
fn reads(place: &str, at: &str) -> bool {
    at.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Every fact of the request by its place.
fn flat(request: &Request, entities: &Entities) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    let ends = [
        ("principal", request.principal()),
        ("resource", request.resource()),
    ];
    for (name, uid) in ends {
        if let Some(attributes) = uid.and_then(|uid| attributes(uid, entities)) {
            flatten(name, &attributes, &mut facts);
        }
    }
    let context = request
        .context()
        .and_then(|context| context.to_json_value().ok());
    if let Some(context) = context {
        flatten("context", &context, &mut facts);
    }
    facts.retain(|at, _| {
        !SPARE_NAMES
            .iter()
            .any(|name| *at == format!("context.{name}"))
    });
    facts
}

fn attributes(uid: &EntityUid, entities: &Entities) -> Option<Value> {
    let entity = entities.get(uid)?.to_json_value().ok()?;
    entity.get("attrs").cloned()
}

fn flatten(at: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) if !parts.contains_key("__entity") => {
            for (key, part) in parts {
                flatten(&format!("{at}.{key}"), part, into);
            }
        }
        value => {
            into.insert(at.to_owned(), plain(value));
        }
    }
}

/// A value as people read it: words without their type.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text:?}"),
        Value::Array(parts) => {
            let parts: Vec<_> = parts.iter().map(plain).collect();
            format!("[{}]", parts.join(", "))
        }
        value => match value.pointer("/__entity/id").and_then(Value::as_str) {
            Some(word) => word.to_owned(),
            None => value.to_string(),
        },
    }
}

/// The places that a policy in JSON form reads, each as deep as it goes.
fn places(tree: &Value, into: &mut Vec<String>) {
    if let Some(place) = place(tree) {
        into.push(place);
        return;
    }
    match tree {
        Value::Array(parts) => parts.iter().for_each(|part| places(part, into)),
        Value::Object(parts) => parts.values().for_each(|part| places(part, into)),
        _ => {}
    }
}

fn place(tree: &Value) -> Option<String> {
    if let Some(name) = tree.get("Var").and_then(Value::as_str) {
        return Some(name.to_owned());
    }
    let access = tree.get(".").or_else(|| tree.get("has"))?;
    let attribute = access.get("attr")?.as_str()?;
    Some(format!("{}.{attribute}", place(access.get("left")?)?))
}
