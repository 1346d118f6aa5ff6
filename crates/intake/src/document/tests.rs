use super::*;
use proptest::prelude::*;
use serde_json::json;

/// The same in every place where a caller may put it.
fn places(value: &Value) -> [Value; 6] {
    [
        value.clone(),
        json!({"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": value}}]}]}),
        json!({"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": value.to_string()}}]}]}),
        json!({"tools": [{"function": {"parameters": {"properties": {"x": {"default": value}}}}}]}),
        json!({"metadata": {"a": [[value]]}}),
        json!({"messages": [{"role": "user", "content": [{"type": "x", "data": value}]}]}),
    ]
}

#[test]
fn exports_that_are_structure() {
    let observation = json!({"resourceType": "Observation", "subject": {"reference": "Patient/1"}});
    for (value, export) in [
        (
            json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "1"}}]}),
            Export::FhirBundle,
        ),
        (
            json!([
                observation,
                observation,
                observation,
                observation,
                observation
            ]),
            Export::FhirBundle,
        ),
        (
            json!([{"mrn": 48291, "dob": "1971-02-04"}, {"mrn": 48292, "dob": "1980-03-05"}]),
            Export::PatientTable,
        ),
        (
            json!({"a": {"patient_id": 1}, "b": {"patient_id": 2}, "c": {"patient_id": 3}}),
            Export::PatientTable,
        ),
        (
            json!({"names": ["a", "b"], "dobs": ["3/14/1961", "2/4/1971", "11/5/1980"], "mrns": [44821, 48291, 50317]}),
            Export::PatientTable,
        ),
        (
            json!({"columns": ["Patient", "DOB"], "rows": [["Tamsin Okonjo", "1971-02-04"], ["Bo Wu", "1980-03-05"]]}),
            Export::PatientTable,
        ),
        (
            json!([{"first_name": "Tamsin", "last_name": "Okonjo"}, {"first_name": "Bo", "last_name": "Wu"}, {"first_name": "Mei", "last_name": "Lind"}]),
            Export::PatientTable,
        ),
    ] {
        for document in places(&value) {
            assert_eq!(recognize_document(&document), Some(export), "{document}");
        }
    }
}

const CUT: [(&str, Export); 4] = [
    (
        "MSH|^~\\&|LAB|ELM\nPID|1||4829137||OKONJO^TAMSIN|||\nMSH|^~\\&|LAB|ELM\nPID|1||4829138||WU^BO||\n",
        Export::Hl7Batch,
    ),
    (
        "Patient,DOB,Plan\nTamsin Okonjo,2/4/1971,Elm\nBo Wu,3/5/1980,Oak\nMei Castellano,7/19/1948,Elm\n",
        Export::PatientTable,
    ),
    (
        "<ClinicalDocument><recordTarget><patientRole/></recordTarget></ClinicalDocument>",
        Export::CCda,
    ),
    (
        "ST*837*0001~BHT*0019*00~HL*1**20*1~NM1*IL*1*OKONJO*TAMSIN~CLM*1*100~",
        Export::X12,
    ),
];

/// A text in two pieces, as chunks with a mark between them, as messages, and as inputs.
fn cut(one: &str, two: &str) -> [Value; 4] {
    [
        json!({"messages": [{"role": "user", "content": [
            {"type": "text", "text": one, "cache_control": {"type": "ephemeral"}},
            {"type": "text", "text": two}]}]}),
        json!({"messages": [{"role": "system", "content": one}, {"role": "user", "content": two}]}),
        json!({"messages": [{"role": "user", "content": one, "name": "n"},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "function": {"name": "f", "arguments": "{}"}}]},
            {"role": "tool", "tool_call_id": "a", "content": [{"type": "text", "text": two}]}]}),
        json!({"model": "m", "input": [one, two]}),
    ]
}

#[test]
fn exports_that_are_cut_anywhere() {
    for (text, export) in CUT {
        for at in 0..=text.len() {
            let (one, two) = text.split_at(at);
            for document in cut(one, two) {
                assert_eq!(recognize_document(&document), Some(export), "{document}");
            }
        }
    }
}

/// A conversation in which each piece of a text is a turn, answered by the model.
fn answered(pieces: &[&str]) -> Value {
    let turns = pieces.iter().flat_map(|piece| {
        let content = json!([{"type": "text", "text": piece}]);
        [
            json!({"role": "user", "content": content}),
            json!({"role": "assistant", "content": "Noted. Please go on, I have 2 rows so far."}),
        ]
    });
    json!({"messages": turns.collect::<Vec<_>>()})
}

#[test]
fn exports_that_are_cut_over_turns() {
    let names = [
        "Tamsin Okonjo",
        "Bo Wu",
        "Mei Castellano",
        "Ana Lind",
        "Sam Petrov",
    ];
    let row =
        |(at, name): (usize, &&str)| format!("{name}, DOB {}/7/{}, Elm\n", at + 2, 1941 + 9 * at);
    let list: String = names.iter().enumerate().map(row).collect();
    let list = list.as_str();
    for text in CUT.map(|(text, _)| text).into_iter().chain([list]) {
        for turns in 2..=20 {
            let pieces = text.as_bytes().chunks(text.len().div_ceil(turns));
            let pieces: Vec<&str> = pieces
                .map(|piece| std::str::from_utf8(piece).unwrap())
                .collect();
            let document = answered(&pieces);
            // A part of a batch is a message.
            assert!(recognize_document(&document).is_some(), "{document}");
        }
    }
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(
        recognize_document(&answered(&lines)),
        Some(Export::PatientTable)
    );
}

#[test]
fn exports_in_base64() {
    for (text, export) in CUT {
        let text = format!("{text}\n{}", "Nothing else is in this file. ".repeat(2));
        let once = crate::encoded::encode(&text);
        let twice = crate::encoded::encode(&once);
        for run in [once, twice] {
            for document in [
                json!({"messages": [{"role": "user", "content": format!("Sum this up: {run}")}]}),
                json!({"metadata": {"file": run}}),
                json!({"messages": [{"role": "assistant", "tool_calls": [{"function": {"arguments": json!({"f": run}).to_string()}}]}]}),
                answered(&[run.get(..50).unwrap(), run.get(50..).unwrap()]),
            ] {
                assert_eq!(recognize_document(&document), Some(export), "{document}");
            }
        }
    }
}

#[test]
fn exports_that_are_cut_at_line_ends() {
    for (text, export) in &CUT[..2] {
        let lines: Vec<&str> = text.lines().collect();
        for document in [
            json!({"input": lines}),
            json!({"metadata": {"rows": lines}}),
            json!({"messages": lines.iter().map(|line| json!({"role": "user", "content": line})).collect::<Vec<_>>()}),
        ] {
            assert_eq!(recognize_document(&document), Some(*export), "{document}");
        }
    }
}

#[test]
fn near_misses() {
    for document in [
        json!({"messages": [{"role": "user", "content": "What is a FHIR Bundle, and when does a visit get a Schedule?"}]}),
        json!({"messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}]}),
        json!({"messages": [{"role": "user", "content": crate::encoded::encode(&"What is a FHIR Bundle, and when does a visit get a Schedule? ".repeat(3))}]}),
        answered(&[
            "Tamsin Okonjo, born 2/4/1971, has a cough.",
            "Since 3/1/2024, worse at night.",
            "BP 120/80 on 3/5/2024.",
        ]),
        json!({"resourceType": "Patient", "name": [{"family": "Okonjo"}]}),
        json!({"properties": {"resourceType": {"enum": ["Bundle", "Patient"]}, "mrn": {"type": "string"}, "dob": {"type": "string"}, "ssn": {"type": "string"}}}),
        json!({"patient": {"name": "Tamsin Okonjo", "dob": "1971-02-04"}, "subscriber": {"name": "Bo Wu", "dob": "1969-01-01"}}),
        json!({"labs": [{"test": "Glucose", "date": "2024-02-04", "value": 105}, {"test": "Sodium", "date": "2024-02-04", "value": 140}, {"test": "Potassium", "date": "2024-02-04", "value": 4}]}),
        json!({"patient": {"name": "Tamsin Okonjo", "mrns": ["44821", "48291", "50317"]}}),
        json!({"input": [[1, 2, 3], [4, 5, 6], [7, 8, 9]]}),
        json!([]),
        json!(null),
    ] {
        assert_eq!(recognize_document(&document), None, "{document}");
    }
}

#[test]
fn depth_does_not_matter() {
    let mut document = json!({"resourceType": "Bundle", "entry": [{"resourceType": "Patient"}]});
    for _ in 0..1_000 {
        document = Value::Array(vec![document]);
    }
    assert_eq!(recognize_document(&document), Some(Export::FhirBundle));
}

fn any_document() -> impl Strategy<Value = Value> {
    let keys = prop::sample::select(vec![
        "content",
        "dob",
        "mrn",
        "name",
        "resourceType",
        "text",
        "type",
        "a b",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "(\\PC|[\r\n\t]){0,20}".prop_map(Value::from),
        prop::sample::select(vec![
            "Bundle",
            "Patient",
            "1971-02-04",
            "Bo Wu",
            "ephemeral"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((keys.clone(), inner), 0..6).prop_map(|fields| fields
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<Value>()),
        ]
    })
}

proptest! {
    /// Whatever hides an export beside it, it is found.
    #[test]
    fn exports_are_found_in_any_company(before in any_document(), after in any_document()) {
        let bundle = json!({"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient"}}]});
        let document = json!({"a": before, "b": [{"c": bundle}], "d": after});
        prop_assert_eq!(recognize_document(&document), Some(Export::FhirBundle));
    }
}

proptest! {
    /// A text that is an export stays one in a document, whole or cut.
    #[test]
    fn a_document_hides_nothing(
        which in prop::sample::select(CUT.to_vec()),
        noise in "(\\PC|[\r\n\t]){0,30}",
        at in any::<prop::sample::Index>(),
    ) {
        let text = format!("{noise}\n{}", which.0);
        let at = at.index(text.len() + 1);
        prop_assume!(text.is_char_boundary(at));
        let (one, two) = text.split_at(at);
        for document in cut(one, two) {
            prop_assert!(recognize(&text).is_none() || recognize_document(&document).is_some());
        }
    }

    /// Finds at places that a text does not have are no reason to stop.
    #[test]
    fn any_finds_are_answered(text in "(\\PC|\n){0,60}", places in prop::collection::vec((0..3_usize, 0..200_usize, 0..20_usize, 0..4_u32), 0..40)) {
        let found = places.into_iter().map(|(text, start, len, kind)| crate::Found {
            clue: match kind {
                0 => crate::Clue::Day,
                1 => crate::Clue::Own,
                person => crate::Clue::Person(person),
            },
            span: start..start + len,
            text,
        });
        // Two people are too few, whatever else was found.
        prop_assert_eq!(crate::several_patients(&[&text, "a\nb"], found), None);
    }
}
