//! Rules come and go by date, at midnight where the practice is.

use super::base::{fresh, noon};
use crate::rules::SHIPPED;
use crate::{Facts, Rules, Verdict};

/// The shipped rules and one that stops general text in June 2027.
fn with_june_rule() -> Rules {
    let june = r#"@id("x/june") @reason("june") @says("Not in June.") @next("Wait.") @cite("Law 6")
        @effective("2027-06-01") @until("2027-07-01") @last_checked("2026-11-23")
        forbid (principal, action == Action::"send_as_written", resource) when { context.practice.state != "TX" };"#;
    let texts: Vec<_> = SHIPPED.iter().copied().chain([("x/june", june)]).collect();
    Rules::compile(&texts).unwrap()
}

fn in_state(state: &str) -> Facts {
    let mut facts = fresh();
    facts.practice.state = state.into();
    facts
}

#[test]
fn a_rule_counts_from_its_first_day_to_the_day_before_its_end() {
    let rules = with_june_rule();
    let table = [
        ("OH", "2027-06-01T03:59:59Z", Verdict::Allow),
        ("OH", "2027-06-01T04:00:00Z", Verdict::Block),
        ("OH", "2027-07-01T03:59:59Z", Verdict::Block),
        ("OH", "2027-07-01T04:00:00Z", Verdict::Allow),
        ("CA", "2027-06-01T06:59:59Z", Verdict::Allow),
        ("CA", "2027-06-01T07:00:00Z", Verdict::Block),
        ("TX", "2027-06-15T12:00:00Z", Verdict::Allow),
    ];
    for (state, now, expected) in table {
        assert_eq!(
            rules
                .decide(&in_state(state), now.parse().unwrap())
                .verdict(),
            expected,
            "{state} {now}"
        );
    }
}

#[test]
fn before_the_first_rule_nothing_leaves() {
    let rules = Rules::shipped().unwrap();
    let decision = rules.decide(&fresh(), "1999-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(decision.codes(), ["no_rule_allows"]);
}

#[test]
fn the_rule_set_has_a_name_that_changes_with_any_text() {
    let rules = Rules::shipped().unwrap();
    assert_eq!(rules.id(), Rules::shipped().unwrap().id());
    assert_ne!(rules.id(), with_june_rule().id());
    assert_ne!(rules.id(), Rules::compile(&SHIPPED[1..]).unwrap().id());
    let decision = rules.decide(&fresh(), noon());
    assert_eq!(decision.rule_set, rules.id());
    assert_eq!(decision.rule_set.to_string().len(), 64);
}
