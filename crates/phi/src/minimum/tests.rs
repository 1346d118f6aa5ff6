//! What is not listed does not survive, and what is listed is not lost, in every form that a record comes in.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use super::*;
use crate::engine::Engine;
use crate::segment::Segment;
use crate::settings::Settings;
use crate::visit::{self, Plan};

/// Fields of a record, each with a label that names no other.
const LABELS: &[(&str, &str)] = &[
    ("allergies", "Allergies"),
    ("date_of_birth", "DOB"),
    ("denial_reason", "Denial reason"),
    ("diagnosis", "Diagnosis"),
    ("drug", "Requested drug"),
    ("email", "Email"),
    ("employer", "Employer"),
    ("family_history", "Family history"),
    ("medications", "Medications"),
    ("mrn", "MRN"),
    ("phone", "Phone"),
    ("plan_id", "Member ID"),
    ("social_history", "Social history"),
    ("vitals", "Vital signs"),
];

/// How a record is written.
#[derive(Clone, Copy, Debug)]
enum Form {
    Bars,
    Commas,
    Headings,
    Json,
    Lines,
    Nested,
    OneLine,
}

const FORMS: [Form; 7] = [
    Form::Bars,
    Form::Commas,
    Form::Headings,
    Form::Json,
    Form::Lines,
    Form::Nested,
    Form::OneLine,
];

type Row = (&'static str, &'static str, String);

impl Form {
    fn write(self, rows: &[Row]) -> String {
        let each = |row: fn(&Row) -> String| rows.iter().map(row).collect::<Vec<_>>();
        let label = |(_, label, _): &Row| (*label).to_owned();
        let value = |(_, _, value): &Row| value.clone();
        match self {
            Form::Bars => format!("{}\n{}", each(label).join(" | "), each(value).join(" | ")),
            Form::Commas => format!("{}\n{}", each(label).join(","), each(value).join(",")),
            Form::Headings => {
                each(|(_, label, value)| format!("## {label}\n\n- {value}\n{value}")).join("\n\n")
            }
            Form::Json => json_of(rows).to_string(),
            Form::Lines => {
                each(|(_, label, value)| format!("{label}: {value}\n  {value}")).join("\n")
            }
            Form::Nested => json!({ "patient": { "chart": [json_of(rows)] } }).to_string(),
            Form::OneLine => each(|(_, label, value)| format!("{label}: {value}")).join("   "),
        }
    }
}

fn json_of(rows: &[Row]) -> Value {
    let pairs = rows.iter().map(|(code, _, value)| {
        let value = json!([{ "text": value, "sure": true }, value]);
        ((*code).to_owned(), value)
    });
    Value::Object(pairs.collect())
}

/// A message with this content, trimmed: its content, and what was removed.
fn trimmed(listed: &[&str], content: &str) -> (String, BTreeMap<&'static str, u32>) {
    let mut doc = json!({ "content": content });
    let texts = visit::texts(&doc, &Plan::new(&[])).unwrap();
    let minimum = Minimum::of(listed.iter().copied());
    let part = |text: &TextAt| text.path.steps().len() > 1 || text.place != visit::Place::Key;
    let trimmed = minimum.trim(&texts, part);
    visit::rewrite(&mut doc, &Plan::new(&[]), &texts, &trimmed.texts).unwrap();
    (doc["content"].as_str().unwrap().to_owned(), trimmed.removed)
}

proptest! {
    #[test]
    fn nothing_that_is_not_listed_survives_and_nothing_listed_is_lost(
        (fields, listed) in subsequence(LABELS, 2..LABELS.len())
            // "Email, phone" alone are no record of a patient: whatever stands there is found by what it is.
            .prop_filter("a chart", |fields| fields.iter().any(|(_, label)| !field::is_generic(label)))
            .prop_flat_map(|fields| { let all = fields.len(); (Just(fields.clone()), subsequence(fields, 0..all)) }),
        form in select(&FORMS[..]),
    ) {
        let rows: Vec<Row> = fields.iter().enumerate()
            .map(|(at, (code, label))| (*code, *label, format!("zq{at}qz")))
            .collect();
        let codes: Vec<&str> = listed.iter().map(|(code, _)| *code).collect();
        let text = form.write(&rows);
        let (left, removed) = trimmed(&codes, &text);
        for (code, _, value) in &rows {
            let before = text.matches(value.as_str()).count();
            let after = left.matches(value.as_str()).count();
            let expected = if codes.contains(code) { before } else { 0 };
            prop_assert_eq!(after, expected, "{} in {}", value, left);
            prop_assert_eq!(removed.contains_key(code), !codes.contains(code));
        }
    }
}

#[test]
fn the_words_around_a_record_stay() {
    for (text, left) in [
        (
            "Please write a letter.\n\nDiagnosis: RA\nSocial history: lives alone\n\nKeep it short.",
            "Please write a letter.\n\nDiagnosis: RA\n\nKeep it short.",
        ),
        (
            "Social history:\nlives alone\nsmokes\nDiagnosis: RA",
            "Diagnosis: RA",
        ),
        (
            "She has a plan: start methotrexate, phone: ask her.",
            "She has a plan: start methotrexate, phone: ask her.",
        ),
        ("Employer:\nAcme\n===== end\nGo on.", "===== end\nGo on."),
        ("Patient: Harriet Lindgren   Dx: RA", "Dx: RA"),
        (
            "| Dx | Employer |\n|---|---|\n| RA | Acme |",
            "| Dx | Employer |\n|---|---|\n| RA ||",
        ),
    ] {
        assert_eq!(trimmed(&["diagnosis"], text).0, left);
    }
}

#[test]
fn segments_keep_what_is_listed() {
    let text = "PID|1||E330914||LINDGREN^HARRIET||19640521|F\nDG1|1||M06.9^RA\nZZZ|1|secret\nNK1|1|LINDGREN^OLE";
    let (left, removed) = trimmed(&["diagnosis", "date_of_birth"], text);
    assert_eq!(left, "PID|||||||19640521|\nDG1|1||M06.9^RA\nZZZ|\nNK1|");
    let codes: Vec<&str> = removed.keys().copied().collect();
    assert_eq!(codes, ["emergency_contact", "mrn", "name", "other", "race"]);
}

#[test]
fn resources_are_fields_by_their_type() {
    let text = json!([
        { "resourceType": "Patient", "name": [{ "family": "Lindgren" }], "deceased": true, "birthDate": "1964-05-21" },
        { "resourceType": "Condition", "code": { "text": "RA" }, "subject": { "display": "Harriet" } },
        { "resourceType": "Observation", "value": 7.2 },
    ]);
    let (left, _) = trimmed(&["diagnosis", "date_of_birth"], &text.to_string());
    let left: Value = serde_json::from_str(&left).unwrap();
    assert_eq!(left.pointer("/0/birthDate"), Some(&json!("1964-05-21")));
    assert_eq!(left.pointer("/1/code/text"), Some(&json!("RA")));
    let all = left.to_string();
    for gone in ["Lindgren", "Harriet", "7.2", "deceased", "family"] {
        assert!(!all.contains(gone), "{gone} in {all}");
    }
}

#[test]
fn what_is_no_record_stays_as_it_is() {
    for text in [
        r#"{"name": "get_weather", "parameters": {"city": "Dayton"}}"#,
        "[1, 2, 3]",
        "Compare plan A, plan B and plan C.",
    ] {
        assert_eq!(trimmed(&[], text).0, text);
    }
    let whole = "Social history: lives alone";
    assert_eq!(trimmed(&["text"], whole).0, whole);
    assert_eq!(trimmed(&["note"], whole).0, whole);
    assert_eq!(trimmed(&["note"], "Employer: Acme").0, "");
}

#[test]
fn in_a_form_identity_stays_to_be_replaced() {
    let minimum = Minimum::of(["diagnosis"]).in_form();
    let text = "Patient: Harriet Lindgren\nSocial history: lives alone\nDiagnosis: RA";
    let (left, gone) = minimum.cut(text, &mut BTreeMap::new());
    assert_eq!(left, "Patient: Harriet Lindgren\nDiagnosis: RA");
    assert_eq!(gone, "Social history: lives alone\n");
    assert!(minimum.has_way_back() && !minimum.needs(Kind::Name));
}

#[test]
fn kinds_that_no_field_needs_are_blocked_out_and_have_no_way_back() {
    let engine = Engine::new(&Settings::default()).unwrap();
    let text = "Patient Harriet Lindgren, DOB 3/14/1961, MRN 4482190. Seen by Dr. Anjali Rao. Lindgren is well, 4482190.";
    let segments = [Segment::alone(text)];
    let findings = engine.inspect(&segments).unwrap();
    let minimum = Minimum::of(["date_of_birth"]);
    let masked = minimum.mask(&segments, &findings);
    let left = &masked.texts[0];
    for gone in ["Harriet", "Lindgren", "4482190"] {
        assert!(!left.contains(gone), "{left}");
    }
    for stays in ["3/14/1961", "Anjali Rao"] {
        assert!(left.contains(stays), "{left}");
    }
    for find in &masked.rest.finds {
        let there = left.get(find.span.start..find.span.end).unwrap();
        assert!(
            there.contains("1961") || there.contains("Rao") || there.contains("Anjali"),
            "{there}"
        );
    }
    let removed = masked.counts(1);
    assert!(removed.contains_key("name") && removed.contains_key("mrn"));
    assert!(masked.counts(0).is_empty());
    let all = Minimum::of(["message"]).mask(&segments, &findings);
    assert_eq!(all.texts[0], text);
}

#[test]
fn a_label_is_judged_by_the_field_that_is_listed() {
    let minimum = Minimum::of(["problems", "phone"]);
    let judged = |label| {
        let one = minimum.judge(label);
        (one.code, one.is_known, one.is_listed, one.kind)
    };
    // A condition is a diagnosis too, which is not listed.
    assert_eq!(judged("Condition"), ("problems", true, true, None));
    assert_eq!(judged("Cell"), ("phone", true, true, Some(Kind::Phone)));
    assert_eq!(
        judged("DOB"),
        ("date_of_birth", true, false, Some(Kind::Date))
    );
    assert_eq!(judged("Sex"), ("race", true, false, None));
    assert_eq!(judged("Shoe size"), ("other", false, false, None));
}
