//! A rule's own cases notice when the rule goes missing, says the opposite, or says less.

use std::sync::LazyLock;

use super::cases;
use crate::Rules;
use crate::rule::Rule;
use crate::rules::{SHIPPED, validate};

/// Every shipped rule, read once.
static SHIPPED_RULES: LazyLock<Vec<(&str, Rule)>> = LazyLock::new(|| {
    let read = |(id, text): &(&'static str, &str)| (*id, Rule::parse(id, text).unwrap());
    SHIPPED.iter().map(read).collect()
});

/// Whether a case of the rule `id` fails once its text is replaced, or left out.
fn noticed(id: &str, instead: Option<&str>) -> bool {
    // Some conditions only type-check the right way round: then the compiler is what notices.
    let Ok(mutant) = instead.map(|text| Rule::parse(id, text)).transpose() else {
        return true;
    };
    if validate(mutant.as_slice()).is_err() {
        return true;
    }
    let others = SHIPPED_RULES.iter().filter(|(other, _)| *other != id);
    let rules: Vec<_> = others.map(|(_, rule)| rule.clone()).chain(mutant).collect();
    let rules = Rules::assemble(rules, SHIPPED_ID.id()).unwrap();
    cases::of(id)
        .iter()
        .any(|case| case.fault(id, &rules).is_some())
}

/// The rules whose condition is not simply `true`.
fn conditional() -> impl Iterator<Item = (&'static str, &'static str)> {
    let shipped = SHIPPED.iter().copied();
    shipped.filter(|(_, text)| !text.contains("when {\n  true\n}"))
}

static SHIPPED_ID: LazyLock<Rules> = LazyLock::new(|| Rules::shipped().unwrap());

#[test]
fn removing_any_rule_breaks_a_case() {
    for (id, text) in SHIPPED {
        assert!(!noticed(id, Some(text)));
        assert!(noticed(id, None), "no case notices that {id} is gone");
    }
}

#[test]
fn negating_any_rule_breaks_a_case() {
    for (id, text) in SHIPPED {
        let opposite = text.replace("\nwhen {", "\nunless {");
        assert_ne!(*text, opposite, "{id} has no condition");
        assert!(
            noticed(id, Some(&opposite)),
            "no case notices that {id} is turned"
        );
    }
}

#[test]
fn dropping_one_step_from_any_rule_breaks_a_case() {
    let steps = [
        r#"Action::"send_as_written", "#,
        r#"Action::"send_deidentified", "#,
        r#", Action::"send_deidentified"]"#,
        r#", Action::"send_reviewed""#,
    ];
    for (id, text) in SHIPPED {
        for step in steps.into_iter().filter(|step| text.contains(step)) {
            let shorter = text.replacen(step, if step.ends_with(']') { "]" } else { "" }, 1);
            assert!(
                noticed(id, Some(&shorter)),
                "no case notices {id} without {step}"
            );
        }
    }
}

// Permits are left out: each of their conditions is backed up by forbids, see `closed.rs`.
#[test]
fn dropping_one_condition_from_any_forbid_breaks_a_case() {
    let mut unnoticed = Vec::new();
    for (id, text) in conditional().filter(|(_, text)| text.contains("\nforbid (")) {
        let (head, condition) = text.split_once("when {").unwrap();
        let parts: Vec<_> = condition
            .trim_end()
            .trim_end_matches("};")
            .split("&&")
            .collect();
        for (at, gone) in parts.iter().enumerate() {
            let rest: Vec<_> = parts
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, part)| *part)
                .collect();
            let rest = if rest.is_empty() {
                "true".into()
            } else {
                rest.join("&&")
            };
            if !noticed(id, Some(&format!("{head}when {{ {rest} }};"))) {
                unnoticed.push(format!("{id} without {}", gone.trim()));
            }
        }
    }
    assert!(unnoticed.is_empty(), "{}", unnoticed.join("\n"));
}
