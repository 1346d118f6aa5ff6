//! What goes wrong blocks, and what cannot be a rule does not compile.

use jiff::civil::Date;

use super::base::{approved, evidenced, fresh, noon};
use crate::rules::SHIPPED;
use crate::{ApprovedFor, Phi, RuleError, Rules, Verdict};

/// A rule text that only lacks its effect and condition.
fn rule(id: &str, body: &str) -> String {
    format!(
        "@id(\"{id}\") @reason(\"code\") @says(\"Says.\") @next(\"Next.\") @cite(\"Law 1\") @effective(\"2020-01-01\")\n\
         @until(\"open\") @last_checked(\"2026-11-23\")\n{body}"
    )
}

fn shipped_and(id: &str, body: &str) -> Result<Rules, RuleError> {
    let text = rule(id, body);
    let texts: Vec<_> = SHIPPED
        .iter()
        .copied()
        .chain([(id, text.as_str())])
        .collect();
    Rules::compile(&texts)
}

#[test]
fn a_forbid_that_cannot_be_evaluated_blocks() {
    let overflow = "forbid (principal, action == Action::\"send_as_written\", resource)
        when { context.now + 9223372036854775807 > 0 };";
    let rules = shipped_and("x/overflow", overflow).unwrap();
    let decision = rules.decide(&fresh(), noon());
    assert_eq!(decision.verdict(), Verdict::Block);
    assert_eq!(decision.codes(), ["policy_error"]);
}

#[test]
fn a_permit_that_cannot_be_evaluated_blocks() {
    let overflow = "permit (principal, action == Action::\"send_deidentified\", resource)
        when { context.now + 9223372036854775807 > 0 };";
    let rules = shipped_and("x/overflow", overflow).unwrap();
    let mut facts = approved();
    facts.content.phi = Phi::Identified;
    let decision = rules.decide(&facts, noon());
    assert_eq!(decision.verdict(), Verdict::Block);
    assert_eq!(decision.codes(), ["policy_error", "full_setup_incomplete"]);
}

#[test]
fn a_check_of_the_terms_that_names_no_day_is_none() {
    let mut facts = evidenced();
    facts.errand.as_mut().unwrap().evidence.terms.verified_on = None;
    let decision = Rules::shipped().unwrap().decide(&facts, noon());
    assert_eq!(decision.verdict(), Verdict::AllowDeidentified);
    assert!(decision.codes().contains(&"retention_terms_unverified"));
}

#[test]
fn a_path_that_matters_without_a_list_of_approved_ones_is_not_approved() {
    let mut facts = evidenced();
    let place = &mut facts.errand.as_mut().unwrap().place;
    (place.approved_paths, place.endpoint_path) = (None, Some("api.example.com/v1".into()));
    let decision = Rules::shipped().unwrap().decide(&facts, noon());
    assert!(decision.codes().contains(&"endpoint_not_in_map"));
}

#[test]
fn without_rules_nothing_leaves() {
    let rules = Rules::compile(&[]).unwrap();
    let decision = rules.decide(&fresh(), noon());
    assert_eq!(decision.verdict(), Verdict::Block);
    assert_eq!(decision.codes(), ["no_rule_allows"]);
}

#[test]
fn without_permits_nothing_leaves() {
    let forbids: Vec<_> = SHIPPED
        .iter()
        .filter(|(_, text)| text.contains("\nforbid ("))
        .copied()
        .collect();
    assert!(forbids.len() > 10);
    let decision = Rules::compile(&forbids).unwrap().decide(&fresh(), noon());
    assert_eq!(decision.codes(), ["no_rule_allows"]);
}

#[test]
fn without_forbids_the_permits_still_ask_for_an_approval() {
    let permits: Vec<_> = SHIPPED
        .iter()
        .filter(|(_, text)| text.contains("\npermit ("))
        .copied()
        .collect();
    let rules = Rules::compile(&permits).unwrap();
    for phi in Phi::ALL.iter().filter(|phi| **phi != Phi::None) {
        let (mut before, mut after) = (fresh(), approved());
        before.content.phi = *phi;
        after.content.phi = *phi;
        assert_eq!(
            rules.decide(&before, noon()).verdict(),
            Verdict::Block,
            "{phi:?}"
        );
        assert_eq!(
            rules.decide(&after, noon()).verdict(),
            Verdict::AllowDeidentified,
            "{phi:?}"
        );
        after.connection.approval.as_mut().unwrap().approved_for = ApprovedFor::None;
        assert_eq!(
            rules.decide(&after, noon()).verdict(),
            Verdict::Block,
            "{phi:?}"
        );
    }
}

#[test]
fn an_end_beyond_the_clock_has_passed_or_never_comes() {
    let rules = Rules::shipped().unwrap();
    let mut facts = approved();
    facts.content.phi = Phi::Identified;
    for state in ["OH", "GU", ""] {
        facts.practice.state = state.into();
        facts.connection.approval.as_mut().unwrap().agreement_until = Date::MAX;
        assert_eq!(
            rules.decide(&facts, noon()).verdict(),
            Verdict::AllowDeidentified,
            "{state}"
        );
        facts.connection.approval.as_mut().unwrap().agreement_until = Date::MIN;
        assert_eq!(
            rules.decide(&facts, noon()).verdict(),
            Verdict::Block,
            "{state}"
        );
    }
}

#[test]
fn odd_names_are_names() {
    let mut facts = fresh();
    facts.caller.id = "\"; permit(principal, action, resource); \u{0}".into();
    facts.connection.id = String::new();
    assert_eq!(
        Rules::shipped().unwrap().decide(&facts, noon()).verdict(),
        Verdict::Allow
    );
}

/// Whether it is the fault that we expect.
type IsFault = fn(&RuleError) -> bool;

#[test]
fn what_is_no_rule_does_not_compile() {
    let fits = "forbid (principal, action == Action::\"send_reviewed\", resource) when { resource.paused };";
    let table: [(&str, String, IsFault); 11] = [
        (
            "misspelled word",
            rule(
                "x/a",
                &fits.replace("resource.paused", "context.content.phi == Phi::\"nnone\""),
            ),
            |e| matches!(e, RuleError::Types(_)),
        ),
        (
            "unknown field",
            rule("x/a", &fits.replace("paused", "closed")),
            |e| matches!(e, RuleError::Types(_)),
        ),
        (
            "approval without asking",
            rule("x/a", &fits.replace("paused", "approval.revoked")),
            |e| matches!(e, RuleError::Types(_)),
        ),
        (
            "no action",
            rule(
                "x/a",
                &fits.replace("action == Action::\"send_reviewed\"", "action"),
            ),
            |e| matches!(e, RuleError::Actions(_)),
        ),
        (
            "unknown action",
            rule("x/a", &fits.replace("send_reviewed", "send_somehow")),
            |e| matches!(e, RuleError::Actions(_)),
        ),
        (
            "asking for the action",
            rule(
                "x/a",
                &fits.replace("resource.paused", "resource.paused && action in [action]"),
            ),
            |e| matches!(e, RuleError::Actions(_)),
        ),
        ("another name", rule("x/b", fits), |e| {
            matches!(e, RuleError::Annotation(_, "id"))
        }),
        (
            "blank words",
            rule("x/a", fits).replace("Says.", " "),
            |e| matches!(e, RuleError::Annotation(_, "says")),
        ),
        (
            "no such day",
            rule("x/a", fits).replace("2020-01-01", "2020-02-30"),
            |e| matches!(e, RuleError::Annotation(_, "effective")),
        ),
        ("two policies", rule("x/a", &fits.repeat(2)), |e| {
            matches!(e, RuleError::Syntax(_))
        }),
        ("no policy", String::new(), |e| {
            matches!(e, RuleError::Syntax(_))
        }),
    ];
    for (what, text, expected) in table {
        let fault = Rules::compile(&[("x/a", &text)]).expect_err(what);
        assert!(expected(&fault), "{what}: {fault}");
    }
    assert!(Rules::compile(&[("x/a", &rule("x/a", fits))]).is_ok());
    let twice = rule("x/a", fits);
    assert!(matches!(
        Rules::compile(&[("x/a", &twice), ("x/a", &twice)]),
        Err(RuleError::Duplicate(_))
    ));
}
