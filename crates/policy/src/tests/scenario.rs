//! What a scenario says is read whole, and what nobody knows is not let through.

use serde_json::{Value, json};

use jiff::civil::Date;

use crate::words::people::PracticeKind;
use crate::{Content, Found, Phi, Rules, Scenario, Sensitive, Sighting, Verdict};

/// The contract's scenario with every item evidenced, with one value changed or added.
fn changed(pointer: &str, key: &str, value: Value) -> Scenario {
    let contract: Value =
        serde_json::from_str(include_str!("../../contract/policy_examples.json")).unwrap();
    let mut one = contract["examples"][3].clone();
    let place = one.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
    place.insert(key.into(), value);
    let file = json!({ "as_of": "2026-11-23", "scenarios": [one] });
    Scenario::read(&file.to_string()).unwrap().remove(0)
}

fn verdict(scenario: &Scenario) -> Verdict {
    let rules = Rules::shipped().unwrap();
    rules.decide(&scenario.facts, scenario.now).verdict()
}

#[test]
fn a_word_that_nobody_knows_is_named_and_blocks() {
    let table = [
        ("", "use_case", json!("prior_autg_letter"), "use_case"),
        ("", "mood", json!("good"), "mood"),
        ("/practice", "state", json!("ZZ"), "practice.state"),
        (
            "/practice",
            "flags",
            json!({"mood": true}),
            "practice.flags.mood",
        ),
        (
            "/practice",
            "flags",
            json!({"part2_consent": "perhaps"}),
            "practice.flags.part2_consent",
        ),
        (
            "/practice/evidence/baa",
            "status",
            json!("actve"),
            "practice.evidence.baa.status",
        ),
        (
            "/practice/evidence/baa",
            "expires",
            json!("soon"),
            "practice.evidence.baa.expires",
        ),
        (
            "/practice/evidence",
            "access_policy",
            json!("approvd"),
            "practice.evidence.access_policy",
        ),
        (
            "/practice/evidence",
            "incident_plan",
            json!("perhaps"),
            "practice.evidence.incident_plan",
        ),
        ("/deployment", "kind", json!("cloud"), "deployment.kind"),
        ("/user", "role", json!("astronaut"), "user.role"),
        ("/user", "lanes", json!(["no_phi", "fast"]), "user.lanes"),
        ("/detected", "phi", json!("some"), "detected.phi"),
        (
            "/detected",
            "identifiers",
            json!(["S"]),
            "detected.identifiers",
        ),
        (
            "/detected",
            "sensitive",
            json!(["shoe_size"]),
            "detected.sensitive",
        ),
        ("/output", "medium", json!("smoke"), "output.medium"),
    ];
    for (pointer, key, value, place) in table {
        let scenario = changed(pointer, key, value);
        assert_eq!(scenario.unknown, [place]);
        assert_eq!(verdict(&scenario), Verdict::Block, "{place}");
    }
}

#[test]
fn a_missing_part_of_the_evidence_is_missing() {
    let scenario = changed("/practice", "evidence", json!({}));
    assert_eq!(scenario.unknown, [""; 0]);
    let rules = Rules::shipped().unwrap();
    let decision = rules.decide(&scenario.facts, scenario.now);
    assert_eq!(decision.verdict(), Verdict::Block);
    assert!(decision.codes().contains(&"baa_missing"));
}

#[test]
fn a_kind_of_practice_that_nobody_knows_counts_as_one_that_was_not_said() {
    let scenario = changed("/practice", "type", json!("bakery"));
    assert_eq!(scenario.unknown, [""; 0]);
    let errand = scenario.facts.errand.unwrap();
    assert_eq!(errand.practice_kind, PracticeKind::Unknown);
}

#[test]
fn words_for_people_decide_nothing() {
    for (pointer, key) in [("", "citation"), ("", "tags"), ("/expect", "rationale")] {
        let scenario = changed(pointer, key, json!(["somebody's words"]));
        assert_eq!(scenario.unknown, [""; 0], "{key}");
        assert_eq!(verdict(&scenario), Verdict::Allow, "{key}");
    }
}

/// Flags about one circumstance: in whatever order they stand, the stricter counts.
#[test]
fn of_several_flags_about_one_thing_the_stricter_counts() {
    let table = [
        (
            "telemetry",
            json!(true),
            "vendor_remote_access",
            json!(false),
        ),
        ("testimonial", json!(false), "marketing_use", json!(true)),
        (
            "race_input",
            json!(true),
            "uses_protected_traits",
            json!(false),
        ),
        (
            "ai_consent",
            json!(false),
            "recording_consent",
            json!("written"),
        ),
        (
            "cloud_backup",
            json!(true),
            "contractor_baa",
            json!("active"),
        ),
    ];
    for (one, first, other, second) in table {
        let both = |flags: Value| {
            let scenario = changed("/practice", "flags", flags);
            assert_eq!(scenario.unknown, [""; 0], "{one} {other}");
            scenario.facts.errand.unwrap().circumstances
        };
        let a = both(json!({one: first.clone(), other: second.clone()}));
        let b = both(json!({other: second, one: first}));
        assert_eq!(a, b, "{one} {other}");
        let is_strict = a.outside_access
            || a.marketing_use
            || a.protected_trait
            || (a.session_recorded && !a.recording_consent);
        assert!(is_strict, "{one} {other}");
    }
}

#[test]
fn what_is_required_is_not_there_yet() {
    let part2 = |consent: Value| {
        let flags = json!({"part2_program": true, "part2_consent": consent});
        verdict(&changed("/practice", "flags", flags))
    };
    assert_eq!(part2(json!("required")), Verdict::Block);
    assert_eq!(part2(json!("on_file")), Verdict::RequireReview);
    let authorized = |said: Value| {
        let flags = json!({"psychotherapy_authorization": said});
        let scenario = changed("/practice", "flags", flags);
        let all = scenario.facts.errand.unwrap().circumstances;
        (all.psychotherapy_authorization, scenario.unknown.is_empty())
    };
    assert_eq!(authorized(json!("AUTH-2026-114")), (true, true));
    assert_eq!(authorized(json!("required")), (false, true));
    assert_eq!(authorized(json!("not on file as of today")), (false, false));
    let offshore = json!({"medicaid_offshore_allowed": "prohibited"});
    let scenario = changed("/practice", "flags", offshore);
    let errand = scenario.facts.errand.unwrap();
    assert!(!errand.circumstances.medicaid_allows_region);
}

#[test]
fn a_review_is_whose_it_is() {
    let translated = |review: &str, reviewer: Value| {
        let mut output = json!({"audience": "patient", "medium": "letter", "review": review});
        if let Some(output) = output.as_object_mut() {
            output.insert("reviewer_role".into(), reviewer);
        }
        let mut scenario = changed("", "output", output);
        let errand = scenario.facts.errand.take().unwrap();
        (
            errand.output.review,
            errand.circumstances.translator_reviewed,
        )
    };
    use crate::words::output::Reviewed;
    assert_eq!(
        translated("done", json!("physician")),
        (Reviewed::Done, false)
    );
    assert_eq!(
        translated("done", json!("front_desk")),
        (Reviewed::None, false)
    );
    let flags = json!({"reviewer_licensed": true});
    let mut scenario = changed("/practice", "flags", flags);
    let before = changed("/practice", "flags", json!({}));
    let review = |scenario: &mut Scenario| scenario.facts.errand.take().unwrap().output.review;
    assert_eq!(
        review(&mut scenario),
        review(&mut { before }),
        "it says nothing of the review"
    );
}

#[test]
fn an_agreement_is_complete_without_what_only_the_practice_wants() {
    let with = |missing: Value| {
        let scenario = changed("/practice/evidence/baa", "elements_missing", missing);
        scenario
            .facts
            .errand
            .unwrap()
            .evidence
            .baa
            .elements_missing
            .len()
    };
    assert_eq!(with(json!(["BAA-15", "BAA-21", "BAA-25"])), 0);
    assert_eq!(with(json!(["BAA-21", "BAA-05", "BAA-26", "BAA-99"])), 3);
}

#[test]
fn an_agreement_whose_elements_nobody_names_is_unclear() {
    let of = |missing: Value| changed("/practice/evidence/baa", "elements_missing", missing);
    assert!(of(json!([])).unknown.is_empty());
    assert_eq!(
        of(Value::Null).unknown,
        ["practice.evidence.baa.elements_missing"]
    );
}

#[test]
fn flags_are_read_under_their_names() {
    let table = [
        (json!({"open_incident": true}), Verdict::Block),
        (json!({"open_incident": "closed"}), Verdict::Allow),
        (
            json!({"part2_program": true, "part2_consent": "none"}),
            Verdict::Block,
        ),
        (
            json!({"part2_program": true, "part2_consent": "on_file"}),
            Verdict::RequireReview,
        ),
        (json!({"sud_counseling_consent": "on_file"}), Verdict::Allow),
        (json!({"entire_record": true}), Verdict::Block),
        (
            json!({"entire_record": true, "justification": "documented"}),
            Verdict::Allow,
        ),
        (
            json!({"fields_requested": ["diagnosis"], "fields_allowed": ["drug"]}),
            Verdict::RequireReview,
        ),
        (
            json!({"fields_requested": ["drug"], "fields_allowed": ["drug"]}),
            Verdict::Allow,
        ),
        (
            json!({"protected_trait_input": ["race"]}),
            Verdict::RequireReview,
        ),
        (json!({"human_in_loop": false}), Verdict::Block),
        (json!({"telehealth": true}), Verdict::Allow),
    ];
    for (flags, expected) in table {
        let scenario = changed("/practice", "flags", flags.clone());
        assert_eq!(scenario.unknown, [""; 0], "{flags}");
        assert_eq!(verdict(&scenario), expected, "{flags}");
    }
}

#[test]
fn regions_are_read_by_what_they_mean() {
    let mut table = vec![("US", Verdict::Allow), ("us-east-1", Verdict::Allow)];
    table.extend([
        ("Puerto Rico", Verdict::Allow),
        ("Canada", Verdict::AllowDeidentified),
    ]);
    table.extend([
        ("EU", Verdict::AllowDeidentified),
        ("global", Verdict::AllowDeidentified),
    ]);
    for (region, expected) in table {
        assert_eq!(
            verdict(&changed("/deployment", "region", json!(region))),
            expected,
            "{region}"
        );
    }
}

#[test]
fn a_difference_is_told() {
    let scenario = changed("/expect", "reasons", json!(["baa_missing"]));
    let rules = Rules::shipped().unwrap();
    let told: Vec<_> = scenario
        .differences(&rules)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, ["misses baa_missing"]);
    let scenario = changed("/expect", "decision", json!("block"));
    let told: Vec<_> = scenario
        .differences(&rules)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, ["decided allow"]);
    let scenario = changed(
        "/expect",
        "must_not_include",
        json!(["lane_baa_safeguards", "log_decision"]),
    );
    assert_eq!(scenario.differences(&rules).len(), 2);
}

#[test]
fn what_holds_no_scenarios_is_refused() {
    for text in ["", "7", "{}", "[1]", r#"{"examples": 7}"#] {
        assert!(Scenario::read(text).is_err(), "{text}");
    }
    assert!(
        Scenario::read(r#"{"examples": [{"id": "x"}]}"#).is_err(),
        "no day"
    );
}

#[test]
fn a_flag_is_read_wherever_it_stands() {
    for (place, key) in [
        ("", "open_incident"),
        ("/practice", "open_incident"),
        ("/deployment", "endpoint_frozen"),
        ("/output", "autonomous"),
        ("/user", "shared_login"),
    ] {
        let scenario = changed(place, key, json!(true));
        assert_eq!(scenario.unknown, [""; 0], "{place}/{key}");
        assert_eq!(verdict(&scenario), Verdict::Block, "{place}/{key}");
    }
}

/// The scenario with every item evidenced for this use case, with this text and nothing said of it; `seen` finds in it.
fn by_text(use_case: &str, text: &str, seen: Option<Sighting>) -> Scenario {
    let contract: Value =
        serde_json::from_str(include_str!("../../contract/policy_examples.json")).unwrap();
    let mut one = contract["examples"][3].clone();
    let map = one.as_object_mut().unwrap();
    map.remove("detected");
    map.insert("text".into(), text.into());
    map.insert("use_case".into(), use_case.into());
    let file = json!({ "as_of": "2026-11-23", "scenarios": [one] });
    let finder = |_: &str, _: Date| seen.clone();
    let mut read = Scenario::read_with(&file.to_string(), &finder).unwrap();
    read.remove(0)
}

fn kinds(kinds: &[&str]) -> Option<Sighting> {
    let kinds = kinds.iter().map(|kind| ((*kind).to_owned(), 1));
    Some(Sighting {
        content: Content::found(kinds.collect(), 0, 0),
        found: Found::default(),
    })
}

#[test]
fn a_finder_says_what_is_in_a_text_of_which_the_file_does_not_say() {
    let table = [
        (
            "prior_authorization_letter",
            "RA",
            kinds(&[]),
            Phi::Deidentified,
        ),
        ("template_letter", "A letter", kinds(&[]), Phi::None),
        (
            "chart_summary",
            "Seen 3/2",
            kinds(&["date"]),
            Phi::Identified,
        ),
        (
            "research_dataset",
            "3/2, Altoona",
            kinds(&["date", "geo"]),
            Phi::LimitedDataSet,
        ),
        (
            "research_dataset",
            "3/2, Pell",
            kinds(&["date", "name"]),
            Phi::Identified,
        ),
        (
            "chart_summary",
            "Limited data set: 3/2",
            kinds(&["date"]),
            Phi::LimitedDataSet,
        ),
        (
            "chart_summary",
            "De-identified: ZIP3 036",
            kinds(&[]),
            Phi::Identified,
        ),
        ("template_letter", "Explain ZIP 036", kinds(&[]), Phi::None),
        ("chart_summary", "x", None, Phi::Identified),
    ];
    for (use_case, text, seen, phi) in table {
        let is_seen = seen.is_some();
        let scenario = by_text(use_case, text, seen);
        assert_eq!(scenario.facts.content.phi, phi, "{use_case}: {text}");
        assert_eq!(scenario.unknown.is_empty(), is_seen, "{use_case}: {text}");
    }
}

#[test]
fn what_a_text_says_of_itself_is_heard() {
    let codes = |scenario: &Scenario| {
        let rules = Rules::shipped().unwrap();
        let decision = rules.decide(&scenario.facts, scenario.now);
        decision
            .codes()
            .iter()
            .map(|code| (*code).to_owned())
            .collect::<Vec<_>>()
    };
    let text = "De-identified: code 0823 (initials and birthday), ZIP3 036";
    let said = codes(&by_text("chart_summary", text, kinds(&["name"])));
    for code in [
        "deid_failed_identifiers_remain",
        "reid_code_derived",
        "zip3_restricted",
    ] {
        assert!(said.iter().any(|one| one == code), "{code}: {said:?}");
    }
    let mut guarded = kinds(&["name"]).unwrap();
    guarded
        .found
        .sensitive
        .insert(Sensitive::PsychotherapyNotes);
    let said = codes(&by_text("chart_summary", "x", Some(guarded)));
    assert!(said.contains(&"psychotherapy_notes_authorization_missing".to_owned()));
}

#[test]
fn a_given_answer_counts_unless_the_texts_are_asked_for() {
    let file = include_str!("../../contract/policy_examples.json");
    let finder = |_: &str, _: Date| kinds(&[]);
    let given = Scenario::read_with(file, &finder).unwrap();
    let texts = Scenario::read_texts(file, &finder).unwrap();
    assert_eq!(given[3].facts.content.phi, Phi::Identified);
    assert_eq!(texts[3].facts.content.phi, Phi::Deidentified);
}

#[test]
fn what_has_no_text_is_not_a_text_without_anything_in_it() {
    let of = |detected: Value| {
        let mut file: Value =
            serde_json::from_str(include_str!("../../contract/policy_examples.json")).unwrap();
        let one = file["examples"][3].as_object_mut().unwrap();
        one.remove("text");
        one.insert("detected".into(), detected);
        let mut read =
            Scenario::read_texts(&file.to_string(), &|_: &str, _: Date| kinds(&[])).unwrap();
        read.remove(3)
    };
    let given = of(json!({"phi": "identified", "identifiers": ["A"]}));
    assert_eq!(given.facts.content.phi, Phi::Identified);
    assert!(of(json!({})).facts.errand.unwrap().circumstances.unclear);
}
