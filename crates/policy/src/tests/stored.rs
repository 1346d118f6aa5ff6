//! What is stored with a receipt keeps its shape.

use serde_json::{Value, json};

use super::base::{approved, fresh, noon};
use crate::{Facts, Form, Outcome, Phi, Rules, Verdict};

#[test]
fn a_decision_keeps_its_keys() {
    let rules = Rules::shipped().unwrap();
    let mut facts = approved();
    facts.content.phi = Phi::Identified;
    let decision = rules.decide(&facts, noon());
    let stored: Value = serde_json::to_value(&decision).unwrap();
    let reason = &decision.reasons[0];
    let expected = json!({
        "decision": "allow_deidentified",
        "reasons": [{
            "code": "full_setup_incomplete",
            "rule": "federal/full-setup-incomplete",
            "says": &*reason.says,
            "next": &*reason.next,
            "cite": &*reason.cite,
        }],
        "obligations": ["log_decision"],
        "rule_set": rules.id().to_string(),
        "decided_at": "2026-11-23T17:00:00Z",
    });
    assert_eq!(stored, expected);
}

#[test]
fn facts_survive_storage_and_refuse_what_they_do_not_know() {
    for facts in [fresh(), approved()] {
        let mut stored = serde_json::to_value(&facts).unwrap();
        assert_eq!(
            serde_json::from_value::<Facts>(stored.clone()).unwrap(),
            facts
        );
        stored["practice"]["mood"] = json!("good");
        assert!(serde_json::from_value::<Facts>(stored).is_err());
    }
}

#[test]
fn the_permit_says_the_form() {
    let rules = Rules::shipped().unwrap();
    let Outcome::Allow(permit) = rules.decide(&fresh(), noon()).outcome else {
        panic!("general text is allowed")
    };
    assert_eq!(permit.form(), Form::AsWritten);
    let mut facts = approved();
    facts.content.phi = Phi::Identified;
    let Outcome::AllowDeidentified(permit) = rules.decide(&facts, noon()).outcome else {
        panic!("approved")
    };
    assert_eq!(permit.form(), Form::Deidentified);
}

#[test]
fn strictness_is_ordered_and_codes_match_storage() {
    let all = [
        Verdict::Allow,
        Verdict::AllowDeidentified,
        Verdict::RequireReview,
        Verdict::Block,
    ];
    assert!(all.is_sorted());
    for verdict in all {
        assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.code());
    }
}

#[test]
fn the_strictest_reasons_come_first_and_codes_come_once() {
    let rules = Rules::shipped().unwrap();
    let mut facts = approved();
    facts.content.phi = Phi::LimitedDataSet;
    facts.practice.incident_hold = true;
    let decision = rules.decide(&facts, noon());
    assert_eq!(
        decision.codes(),
        [
            "incident_hold",
            "limited_data_set_dua",
            "full_setup_incomplete"
        ]
    );
}
