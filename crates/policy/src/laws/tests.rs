//! The laws as they stand in their files, what a day makes of them, and news that is refused.

mod rows;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Enforcement, Family, LawStatus, LawUpdate, Laws, UpdateError};
use crate::Rules;
use crate::deadline::Duties;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn laws() -> Laws {
    Laws::shipped().unwrap()
}

#[test]
fn every_act_is_whole_and_there_once() {
    let (laws, mut ids) = (laws(), BTreeSet::new());
    for act in laws.all() {
        assert_eq!(act.fault(), None, "{}", act.id);
        assert!(ids.insert(&act.id), "{} twice", act.id);
        assert!(act.last_checked >= day("2026-11-23"), "{}", act.id);
        let is_dated = act.effective.is_some() || act.decided.is_some() || act.dates.is_some();
        assert!(is_dated || act.family == Family::BreachClock, "{}", act.id);
    }
    let acts = laws
        .all()
        .iter()
        .filter(|act| act.family != Family::BreachClock);
    assert_eq!(acts.count(), 44);
}

/// A rule of a state that no law names would decide without anybody having read why; one that a law names wrongly would
/// be said to decide by it.
#[test]
fn laws_and_rules_of_states_name_each_other_and_agree_on_their_days() {
    let (laws, rules) = (laws(), Rules::shipped().unwrap());
    let named: BTreeSet<&str> = laws
        .all()
        .iter()
        .flat_map(|act| &act.rules)
        .map(|id| &**id)
        .collect();
    let known: BTreeSet<&str> = rules.ids().into_iter().collect();
    assert_eq!(
        named.difference(&known).collect::<Vec<_>>(),
        Vec::<&&str>::new()
    );
    for rule in known.iter().filter(|rule| rule.starts_with("states/")) {
        let mut own = laws
            .all()
            .iter()
            .filter(|act| act.rules.iter().any(|id| id == rule));
        assert!(own.next().is_some(), "{rule} belongs to no law");
    }
    for act in laws.all() {
        for id in act.rules.iter().filter(|id| id.starts_with("states/")) {
            let of_state =
                |state: &str| id.starts_with(&format!("states/{}/", state.to_lowercase()));
            assert!(
                act.states.iter().any(|state| of_state(state.code())),
                "{}: {id}",
                act.id
            );
            let rule = rules.rule(&cedar_policy::PolicyId::new(id)).unwrap();
            if let Some(first) = act.effective {
                assert_eq!(
                    (first, act.until),
                    (rule.effective, rule.until),
                    "{}: {id}",
                    act.id
                );
            }
        }
    }
}

#[test]
fn duties_that_laws_name_exist() {
    let duties = Duties::shipped().unwrap();
    for id in laws().all().iter().filter_map(|act| act.duty.as_deref()) {
        assert!(duties.needed(id).is_ok(), "{id}");
    }
}

#[test]
fn the_day_decides_what_counts() {
    let laws = laws();
    for (id, today, expected) in [
        (
            "co-sb26189",
            "2026-11-26",
            LawStatus::Upcoming { in_days: 36 },
        ),
        (
            "co-sb26189",
            "2026-12-31",
            LawStatus::Upcoming { in_days: 1 },
        ),
        ("co-sb26189", "2027-01-01", LawStatus::InForce),
        ("co-sb24205", "2026-11-26", LawStatus::Repealed),
        ("ny-hipa", "2020-01-01", LawStatus::Vetoed),
        ("la-hb475", "2030-01-01", LawStatus::Proposed),
        ("ut-ai", "2024-04-30", LawStatus::Upcoming { in_days: 1 }),
        ("ut-ai", "2027-06-30", LawStatus::InForce),
        ("ut-ai", "2027-07-01", LawStatus::Ended),
        ("ca-cmia", "2026-11-26", LawStatus::InForce),
        (
            "breach-ny-individuals-before-2024-12-21",
            "2026-11-26",
            LawStatus::Ended,
        ),
    ] {
        let act = laws.named(id).unwrap();
        assert_eq!(act.status(day(today)), expected, "{id} on {today}");
    }
    let utah = laws.named("ut-ai").unwrap();
    assert_eq!(utah.ends_in(day("2027-06-30")), Some(1));
    assert_eq!(utah.ends_in(day("2027-07-01")), None);
}

#[test]
fn it_is_said_what_the_program_does_about_each() {
    let laws = laws();
    for (id, expected) in [
        ("tx-sb1188-residency", Enforcement::Rules),
        ("tx-hb300-training", Enforcement::Clock),
        ("breach-us-individuals", Enforcement::Clock),
        ("wa-mhmda", Enforcement::Information),
    ] {
        assert_eq!(laws.named(id).unwrap().enforcement(), expected, "{id}");
    }
    let texas: Vec<_> = laws
        .all()
        .iter()
        .filter(|act| act.concerns("TX".parse().unwrap()))
        .collect();
    assert!(texas.iter().any(|act| act.id == "us-hipaa-training"));
    assert!(texas.iter().all(|act| !act.id.starts_with("ca-")));
}

const NEWS: &str = r#"format = "anteroom-laws/1"
version = 2
issued = "2027-01-15"

[[act]]
id = "la-hb475"
states = ["LA"]
title = "Say before a visit is recorded for AI"
citation = "La. R.S. 37:22.1"
family = "consent_recording"
status = "enacted"
effective = "2027-08-01"
concerns = "Practices that have visits transcribed by AI."
asks = "Say so aloud before any part is recorded."
changes = "Say so, and note that you did."
confidence = "high"
source = "Act text"
last_checked = "2027-01-14"
"#;

#[test]
fn news_takes_the_place_of_what_it_names() {
    let rules = Rules::shipped().unwrap();
    let update = LawUpdate::parse(NEWS, &rules).unwrap();
    let (before, after) = (laws(), laws().updated(&update));
    assert_eq!(before.all().len(), after.all().len());
    let act = after.named("la-hb475").unwrap();
    assert_eq!(
        act.status(day("2027-07-31")),
        LawStatus::Upcoming { in_days: 1 }
    );
}

#[test]
fn news_that_is_not_understood_to_the_last_field_is_refused() {
    let rules = Rules::shipped().unwrap();
    let with = |from: &str, to: &str| {
        let text = NEWS.replacen(from, to, 1);
        assert_ne!(text, NEWS, "{from}");
        LawUpdate::parse(&text, &rules)
    };
    let act = |fault| UpdateError::Act {
        id: "la-hb475".to_owned(),
        fault,
    };
    for (from, to) in [
        ("asks =", "penalty = \"high\"\nasks ="),
        ("version = 2", "version = 2\nallow = true"),
        ("\"enacted\"", "\"in_force\""),
        ("\"LA\"", "\"Louisiana\""),
        ("version = 2", "version = -2"),
    ] {
        assert!(
            matches!(with(from, to), Err(UpdateError::Unreadable(_))),
            "{to}"
        );
    }
    assert_eq!(with("laws/1", "laws/2"), Err(UpdateError::Format));
    assert_eq!(with("version = 2", "version = 0"), Err(UpdateError::Format));
    let cases = [
        (
            "\"consent_recording\"",
            "\"breach_clock\"",
            "the clocks after a breach come with the program only",
        ),
        (
            "confidence =",
            "rules = [\"states/la/none\"]\nconfidence =",
            "it names a rule that this version does not have",
        ),
        ("states = [\"LA\"]", "states = []", "it names no state"),
        ("\"Act text\"", "\" \"", "a text is empty"),
        (
            "concerns =",
            "until = \"2027-08-01\"\nconcerns =",
            "it ends before it begins",
        ),
        (
            "\"enacted\"",
            "\"vetoed\"",
            "a veto or repeal has its day, and nothing else has",
        ),
    ];
    for (from, to, fault) in cases {
        assert_eq!(with(from, to), Err(act(fault)), "{to}");
    }
    let (_, second) = NEWS.split_once("[[act]]").unwrap();
    let twice = format!("{NEWS}\n[[act]]{second}");
    assert_eq!(
        LawUpdate::parse(&twice, &rules),
        Err(act("it is there twice"))
    );
}
