//! Puts another expression in the place of one that rules read, on the rules' syntax trees in Cedar's JSON form.
//!
//! That is how a request is compared with a better one: what the rules say about the request with one fact improved is
//! what the rules with that fact's place filled by the better value say about the request itself.

use cedar_policy::{Policy, PolicyId};
use serde_json::Value;

/// The syntax tree of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tree(Value);

/// A policy or expression that has no such form.
#[derive(Debug)]
pub(crate) struct NoTree;

impl Tree {
    /// Parses an expression.
    pub(crate) fn parse(expression: &str) -> Result<Tree, NoTree> {
        let policy = format!("permit(principal, action, resource) when {{ {expression} }};");
        let policy = Policy::parse(None, policy).map_err(|_| NoTree)?;
        let json = policy.to_json().map_err(|_| NoTree)?;
        json.pointer("/conditions/0/body")
            .cloned()
            .map(Tree)
            .ok_or(NoTree)
    }

    /// The record that this expression takes an attribute of, if it does.
    fn record(&self) -> Option<Tree> {
        let record = self.0.pointer("/./left")?;
        // A variable is an entity or the context, which no rule compares as a whole.
        record.get("Var").is_none().then(|| Tree(record.clone()))
    }
}

/// Whether a policy reads the place.
pub(crate) fn reads(policy: &Policy, place: &Tree) -> Result<bool, NoTree> {
    let json = policy.to_json().map_err(|_| NoTree)?;
    Ok(occurs(&json, &place.0) || reads_whole_record(&json, place))
}

/// The policy with `value` wherever it reads `place`.
///
/// # Errors
/// When it looks at a whole record around the place, in which nothing can be put.
pub(crate) fn substitute(policy: &Policy, place: &Tree, value: &Tree) -> Result<Policy, NoTree> {
    let mut json = policy.to_json().map_err(|_| NoTree)?;
    if reads_whole_record(&json, place) {
        return Err(NoTree);
    }
    put(&mut json, &place.0, &value.0);
    let id: PolicyId = policy.id().clone();
    Policy::from_json(Some(id), json).map_err(|_| NoTree)
}

fn put(within: &mut Value, place: &Value, value: &Value) {
    if within == place {
        *within = value.clone();
        return;
    }
    children_mut(within).for_each(|part| put(part, place, value));
}

fn occurs(within: &Value, place: &Value) -> bool {
    within == place || children(within).any(|part| occurs(part, place))
}

/// Whether a record around the place is read other than by naming one of its attributes.
fn reads_whole_record(policy: &Value, place: &Tree) -> bool {
    let around = std::iter::successors(place.record(), Tree::record);
    around
        .into_iter()
        .any(|record| stands_alone(policy, &record.0))
}

fn stands_alone(within: &Value, record: &Value) -> bool {
    within == record
        || match within.pointer("/./left") {
            Some(left) if left == record => false,
            _ => children(within).any(|part| stands_alone(part, record)),
        }
}

fn children(of: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match of {
        Value::Array(parts) => Box::new(parts.iter()),
        Value::Object(parts) => Box::new(parts.values()),
        _ => Box::new(std::iter::empty()),
    }
}

fn children_mut(of: &mut Value) -> Box<dyn Iterator<Item = &mut Value> + '_> {
    match of {
        Value::Array(parts) => Box::new(parts.iter_mut()),
        Value::Object(parts) => Box::new(parts.values_mut()),
        _ => Box::new(std::iter::empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(condition: &str) -> Policy {
        Policy::parse(
            None,
            format!("forbid(principal, action, resource) when {{ {condition} }};"),
        )
        .unwrap()
    }

    fn filled(condition: &str, place: &str, value: &str) -> Option<String> {
        let (place, value) = (Tree::parse(place).unwrap(), Tree::parse(value).unwrap());
        let policy = substitute(&rule(condition), &place, &value).ok()?;
        Some(policy.to_json().unwrap().to_string())
    }

    #[test]
    fn the_value_stands_at_every_place_and_nowhere_else() {
        let table = [
            (
                "resource.a.b == 1 && resource.a.c == 2",
                "resource.a.b",
                "7",
                "7 == 1 && resource.a.c == 2",
            ),
            (
                "!(resource has a) || resource.a.b > 0",
                "resource has a",
                "false",
                "!false || resource.a.b > 0",
            ),
            (
                "resource.a.b == resource.a.b",
                "resource.a.b",
                "3",
                "3 == 3",
            ),
        ];
        for (condition, place, value, expected) in table {
            assert_eq!(
                filled(condition, place, value).unwrap(),
                rule(expected).to_json().unwrap().to_string()
            );
        }
    }

    #[test]
    fn a_rule_that_looks_at_the_whole_record_is_refused() {
        assert!(filled("resource.a == resource.z", "resource.a.b", "1").is_none());
        assert!(
            reads(
                &rule("resource.a == resource.z"),
                &Tree::parse("resource.a.b").unwrap()
            )
            .unwrap()
        );
        assert!(!reads(&rule("resource.a.c"), &Tree::parse("resource.a.b").unwrap()).unwrap());
    }
}
