//! The scenarios of `contract/deadlines.json`, and what the reader refuses.

use super::LAW;
use crate::deadline::{ScenarioError, try_scenarios};

const CONTRACT: &str = include_str!("../../../contract/deadlines.json");
const MORE: &str = include_str!("../../../contract/more_deadlines.json");

fn tried(json: &str) -> Vec<String> {
    let tried = try_scenarios(&LAW, json).unwrap();
    tried.into_iter().flat_map(|one| one.differs).collect()
}

#[test]
fn every_scenario_comes_out_as_expected() {
    for (file, count) in [(CONTRACT, 4), (MORE, 36)] {
        let tried = try_scenarios(&LAW, file).unwrap();
        assert_eq!(tried.len(), count);
        for one in tried {
            assert!(
                one.differs.is_empty(),
                "{}: {}",
                one.id,
                one.differs.join("\n")
            );
        }
    }
}

#[test]
fn a_wrong_expectation_is_noticed() {
    for (right, wrong, says) in [
        (
            "\"due\": \"2026-02-19\"",
            "\"due\": \"2026-02-18\"",
            "TX StateAg: expected 2026-02-18, is 2026-02-19",
        ),
        (
            "\"earliest\": \"2026-02-19\"",
            "\"earliest\": \"2026-02-20\"",
            "earliest: expected",
        ),
        (
            "\"recipient\": \"hhs\",\n      \"due\": \"2027-03-01\"",
            "\"recipient\": \"media\",\n      \"due\": \"2027-03-01\"",
            "US Media: expected 2027-03-01, is not there",
        ),
        (
            "\"reason\": \"secured_phi\"",
            "\"reason\": null",
            "reason: expected None, is Some(SecuredPhi)",
        ),
        (
            "\"notice_required\": false",
            "\"notice_required\": true",
            "notice_required: expected true, is false",
        ),
        (
            "\"exempt_candidate\": true",
            "\"exempt_candidate\": false",
            "WA Individuals: expected 2026-03-18, is 2026-03-18 (exemption to confirm)",
        ),
        (
            "\"absent\": [],",
            "\"absent\": [{\"jurisdiction\": \"US\", \"recipient\": \"media\"}],",
            "US Media: expected none, is 2026-03-13",
        ),
    ] {
        let changed = CONTRACT.replacen(right, wrong, 1);
        assert_ne!(changed, CONTRACT, "{right}");
        let differs = tried(&changed);
        assert!(
            differs.iter().any(|line| line.starts_with(says)),
            "{says}: {differs:?}"
        );
    }
}

#[test]
fn words_outside_the_contract_fail_their_scenario_alone() {
    for (right, wrong, says) in [
        (
            "\"secured\": true",
            "\"encrypted\": true",
            "unknown field `encrypted`",
        ),
        (
            "\"assessment\": \"none\"",
            "\"assessment\": \"low\"",
            "unknown variant `low`",
        ),
        ("\"KS\": 25", "\"KZ\": 25", "`KZ` is not the postal code"),
        (
            "\"recipient\": \"media\"",
            "\"recipient\": \"press\"",
            "unknown variant `press`",
        ),
        (
            "\"source\": \"own\"",
            "\"source\": \"vendor\"",
            "unknown variant `vendor`",
        ),
        (
            "\"source\": \"own\"",
            "\"source\": \"business_associate\"",
            "exactly when `ba` is given",
        ),
        (
            "\"discovered\": \"2026-01-12\"",
            "\"discovered\": \"2026-02-30\"",
            "not in the shape",
        ),
        (
            "\"determined\": \"2026-01-20\"",
            "\"determined\": \"2026-01-11\"",
            "it cannot be determined before",
        ),
        (
            "\"secured\": false",
            "\"secured\": false, \"law_enforcement\": {\"kind\": \"oral\", \"statement\": \"2026-02-01\", \"until\": \"2026-05-01\"}",
            "an oral one has a date and no end",
        ),
        (
            "\"secured\": false",
            "\"secured\": false, \"law_enforcement\": {\"kind\": \"written\", \"statement\": \"2026-02-01\"}",
            "a written statement says until when",
        ),
    ] {
        let changed = CONTRACT.replacen(right, wrong, 1);
        assert_ne!(changed, CONTRACT, "{right}");
        let tried = try_scenarios(&LAW, &changed).unwrap();
        let failed: Vec<_> = tried.iter().filter(|one| !one.differs.is_empty()).collect();
        assert!(
            failed.len() == 1 && failed[0].differs[0].contains(says),
            "{says}: {failed:?}"
        );
    }
}

#[test]
fn another_version_is_refused() {
    let changed = CONTRACT.replacen("scenario/1", "scenario/2", 1);
    let refused: ScenarioError = try_scenarios(&LAW, &changed).unwrap_err();
    assert!(refused.to_string().contains("not of version"), "{refused}");
}

/// One scenario with this practice, incident and expectation.
fn scenario(practice: &str, incident: &str, expect: &str) -> String {
    format!(
        r#"{{"schema": "anteroom-deadline-scenario/1", "examples": [
            {{"id": "X", "practice": {practice}, "incident": {incident}, "expect": {expect}}}]}}"#
    )
}

#[test]
fn a_hold_takes_the_place_of_the_date() {
    for (statement, due, until) in [
        (
            r#""kind": "written", "statement": "2026-03-05", "until": "2026-06-30""#,
            "2026-06-30",
            "2026-06-30",
        ),
        (
            r#""kind": "written", "statement": "2026-03-05", "until": "2026-06-30""#,
            "2026-04-30",
            "2026-06-30",
        ),
        (
            r#""kind": "oral", "statement": "2026-04-20""#,
            "2026-05-20",
            "2026-05-20",
        ),
        (
            r#""kind": "oral", "statement": "2026-03-05""#,
            "2026-04-30",
            "2026-04-04",
        ),
    ] {
        let incident = format!(
            r#"{{"discovered": "2026-03-01", "affected": {{"KS": 30}}, "law_enforcement": {{{statement}}}}}"#
        );
        let expect = format!(
            r#"{{"clocks": [{{"jurisdiction": "US", "recipient": "individuals", "due": "{due}", "delay_until": "{until}"}}]}}"#
        );
        let differs = tried(&scenario(r#"{"state": "KS"}"#, &incident, &expect));
        assert!(differs.is_empty(), "{statement}: {differs:?}");
    }
}

#[test]
fn an_earlier_date_that_is_accepted_passes() {
    let incident = r#"{"discovered": "2026-11-20", "affected": {"VT": 10}}"#;
    let expect = |also: &str| {
        format!(
            r#"{{"clocks": [{{"jurisdiction": "VT", "recipient": "state_ag", "due": "2026-12-11", "also_accept": {also}}}]}}"#
        )
    };
    let practice = r#"{"state": "VT", "type": "dermatology"}"#;
    assert!(tried(&scenario(practice, incident, &expect(r#"["2026-12-10"]"#))).is_empty());
    assert_eq!(tried(&scenario(practice, incident, &expect("[]"))).len(), 1);
}

#[test]
fn a_licensed_facility_is_known_by_its_type_or_by_a_word() {
    let incident = r#"{"discovered": "2026-11-02", "affected": {"CA": 10}}"#;
    let expect = r#"{"clocks": [{"jurisdiction": "CA", "recipient": "state_health_dept", "due": "2026-11-23"}]}"#;
    for practice in [
        r#"{"state": "CA", "type": "surgical_clinic"}"#,
        r#"{"state": "CA", "type": "dermatology", "licensed_facility": true}"#,
    ] {
        assert!(
            tried(&scenario(practice, incident, expect)).is_empty(),
            "{practice}"
        );
    }
    let office = r#"{"state": "CA", "type": "dermatology"}"#;
    assert_eq!(tried(&scenario(office, incident, expect)).len(), 1);
}

#[test]
fn every_word_of_an_incident_is_heard() {
    let ba = |agent| {
        format!(
            r#""source": "business_associate",
            "ba": {{"discovered": "2026-02-10", "told_practice": "2026-03-20", "is_agent": {agent}}}"#
        )
    };
    let start = |day| format!(r#"{{"notice_required": true, "clock_start": "{day}"}}"#);
    for (words, expect) in [
        (ba(true), start("2026-02-10")),
        (ba(false), start("2026-03-20")),
        (
            r#""assessment": "low_probability", "determined": "2026-04-02""#.into(),
            r#"{"notice_required": false, "reason": "low_probability", "keep_record_until": "2032-04-02",
                "absent": [{"jurisdiction": "US", "recipient": "hhs"}]}"#
                .into(),
        ),
        (r#""assessment": "not_low""#.into(), start("2026-03-20")),
        (
            r#""source": "own", "ba": null, "law_enforcement": null, "secured": true"#.into(),
            r#"{"notice_required": false, "reason": "secured_phi", "earliest": null}"#.into(),
        ),
    ] {
        let incident = format!(r#"{{"discovered": "2026-03-20", "affected": {{"KS": 30}}, {words}}}"#);
        let differs = tried(&scenario(r#"{"state": "KS"}"#, &incident, &expect));
        assert!(differs.is_empty(), "{words}: {differs:?}");
    }
}
