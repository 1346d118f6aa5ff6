//! Rules that a practice adds: what is taken, what is refused, and that they only make it stricter.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::base::{any_errands, any_facts, approved, noon};
use crate::{Book, OwnRule, Phi, RuleError, Rules, Verdict};

/// A rule with every annotation around this policy.
fn own(id: &str, policy: &str) -> OwnRule {
    OwnRule::new(format!(
        "@id(\"{id}\") @reason(\"own_rule\") @says(\"We do not send this.\") @next(\"Ask the manager.\") \
         @cite(\"Our policy 12\") @effective(\"2026-01-01\") @until(\"open\") @last_checked(\"2026-11-01\")\n{policy}"
    ))
}

const NO_PATIENTS: &str = r#"forbid (principal, action in [Action::"send_deidentified", Action::"send_reviewed"], resource)
when { context.content.phi != Phi::"none" };"#;

fn with(rule: &OwnRule) -> Rules {
    let name = rule.name().unwrap();
    let book = Book::with_own([(name.as_str(), rule)]).unwrap();
    book.compile().unwrap()
}

#[test]
fn a_rule_that_forbids_is_taken_and_counts() {
    let rule = own("practice/no-patients", NO_PATIENTS);
    assert_eq!(rule.check(), Ok(()));
    let mut facts = approved();
    facts.content.phi = Phi::Identified;
    let before = Rules::shipped().unwrap();
    assert_eq!(
        before.decide(&facts, noon()).verdict(),
        Verdict::AllowDeidentified
    );
    let after = with(&rule);
    let decision = after.decide(&facts, noon());
    assert_eq!(decision.verdict(), Verdict::Block);
    assert!(decision.codes().contains(&"own_rule"));
    assert_ne!(after.id(), before.id());
    let withdrawn = OwnRule {
        withdrawn: true,
        ..rule
    };
    assert_eq!(with(&withdrawn).id(), before.id());
}

#[test]
fn other_rules_are_refused_with_the_reason() {
    let head = "(principal, action == Action::\"send_reviewed\", resource)";
    let table = [
        (
            own("practice/a", &format!("permit {head} when {{ true }};")),
            "can only forbid",
        ),
        (
            own(
                "practice/a",
                "forbid (principal, action == Action::\"remark\", resource) when { true };",
            ),
            "forbidden",
        ),
        (
            own(
                "practice/a",
                "forbid (principal, action, resource) when { true };",
            ),
            "actions",
        ),
        (
            own(
                "practice/a",
                &format!("forbid {head} when {{ context.mood == 1 }};"),
            ),
            "schema",
        ),
        (
            own(
                "practice/a",
                &format!("forbid {head} when {{ context.content.phi == Phi::\"some\" }};"),
            ),
            "schema",
        ),
        (
            own("federal/a", &format!("forbid {head} when {{ true }};")),
            "@id",
        ),
        (
            own("practice/", &format!("forbid {head} when {{ true }};")),
            "@id",
        ),
        (
            OwnRule::new(format!(
                "@id(\"practice/a\")\nforbid {head} when {{ true }};"
            )),
            "missing",
        ),
        (OwnRule::new("forbid everything".into()), "Cedar policy"),
    ];
    for (rule, reason) in table {
        let fault = rule.check().unwrap_err().to_string();
        assert!(fault.contains(reason), "{fault} / {}", rule.text);
    }
    let permit = own("practice/a", &format!("permit {head} when {{ true }};"));
    let kept = Book::with_own([("a", &permit)]).unwrap_err();
    assert_eq!(kept, RuleError::Permits("practice/a".into()));
    assert!(Book::with_own([("b", &own("practice/a", NO_PATIENTS))]).is_err());
}

/// Rules as a practice may write them.
const RULES: &[&str] = &[
    NO_PATIENTS,
    r#"forbid (principal, action == Action::"send_as_written", resource) when { true };"#,
    r#"forbid (principal, action == Action::"send_as_written", resource is Errand) when { resource.output.review != Reviewed::"done" };"#,
    r#"forbid (principal, action in [Action::"send_reviewed", Action::"release_unread"], resource) when { context.practice.state == "OH" };"#,
    // This one cannot be evaluated, which must block as well.
    r#"forbid (principal, action == Action::"send_deidentified", resource) when { context.now + 9223372036854775807 > 0 };"#,
];

/// The shipped rules, then each of the others on top of them.
static COMPILED: LazyLock<Vec<Rules>> = LazyLock::new(|| {
    let each = RULES
        .iter()
        .map(|policy| with(&own("practice/any", policy)));
    std::iter::once(Rules::shipped().unwrap())
        .chain(each)
        .collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_added_rule_never_makes_it_looser(facts in prop_oneof![any_facts(), any_errands()]) {
        let decide = |rules: &Rules| rules.decide(&facts, noon());
        let (shipped, with) = COMPILED.split_first().unwrap();
        let shipped = decide(shipped);
        for decision in with.iter().map(decide) {
            prop_assert!(decision.verdict() >= shipped.verdict());
            let kept = |must| decision.obligations.contains(must);
            prop_assert!(decision.verdict() == Verdict::Block || shipped.obligations.iter().all(kept));
        }
    }
}
