use super::*;
use proptest::prelude::*;
use serde_json::json;

const PLAN: &[&str] = &[
    "model",
    "messages[].role",
    "messages[].content:",
    "messages[].content[].type",
    "messages[].content[].text:",
    "temperature",
];

fn read(doc: &Value) -> Vec<TextAt> {
    texts(doc, &Plan::new(PLAN)).unwrap()
}

fn strings(doc: &Value) -> Vec<String> {
    read(doc).into_iter().map(|at| at.text).collect()
}

/// The document after every text that contains `old` has it replaced by `new`.
fn replaced(doc: &Value, old: &str, new: &str) -> Result<Value, VisitError> {
    let mut doc = doc.clone();
    let texts = read(&doc);
    let changed: Vec<String> = texts.iter().map(|at| at.text.replace(old, new)).collect();
    rewrite(&mut doc, &Plan::new(PLAN), &texts, &changed).map(|()| doc)
}

#[test]
fn everything_but_the_plan_is_visited() {
    let doc = json!({
        "model": "m-1", "temperature": 0.5, "unknown": {"deep": ["x", 7, true, null]},
        "messages": [{"role": "user", "content": "a"}, {"role": "user", "content": [{"type": "text", "text": "b"}, {"type": "odd", "more": "c"}]}],
    });
    assert_eq!(
        strings(&doc),
        ["unknown", "deep", "x", "7", "a", "b", "more", "c"]
    );
}

#[test]
fn an_exempt_place_that_holds_something_else_is_visited() {
    assert_eq!(
        strings(&json!({"model": {"name": "Tamsin"}, "temperature": ["Okonjo"]})),
        ["name", "Tamsin", "Okonjo"]
    );
}

#[test]
fn labels_are_the_nearest_keys() {
    let labels = |doc: &Value| read(doc).into_iter().map(|at| at.label).collect::<Vec<_>>();
    assert_eq!(
        labels(&json!({"dob": ["2/4/71"]})),
        [None, Some("dob".to_owned())]
    );
    assert_eq!(
        labels(&json!({"args": "{\"ssn\":123456789}"})),
        [None, None, Some("ssn".into())]
    );
}

#[test]
fn more_texts_than_can_be_held_are_refused() {
    let many = |count: usize| json!(vec!["a"; count]);
    assert_eq!(read(&many(MOST_TEXTS)).len(), MOST_TEXTS);
    assert_eq!(
        texts(&many(MOST_TEXTS + 1), &Plan::new(PLAN)),
        Err(VisitError::TooMany)
    );
}

#[test]
fn chunks_and_messages_join() {
    let doc = json!({"messages": [
        {"role": "user", "content": [{"type": "text", "text": "ssn 551-59"}, {"type": "text", "text": "-2870"}]},
        {"role": "user", "content": "and"},
        {"role": "user", "content": "more", "name": "x"},
    ]});
    let texts = read(&doc);
    let joins: Vec<Join> = segments(&texts)
        .iter()
        .map(|segment| segment.join)
        .collect();
    use Join::{Adjacent, Separate};
    assert_eq!(
        joins,
        [Separate, Adjacent, Adjacent, Adjacent, Separate, Separate]
    );
}

#[test]
fn documents_in_strings_are_read() {
    for (doc, expected) in [
        (
            json!(r#"{"name":"Tam\u0073in","n":[1.50]}"#),
            &["name", "Tamsin", "n", "1.50"][..],
        ),
        (json!(r#"{"a":"{\"b\":\"c\"}"}"#), &["a", "b", "c"]),
        (json!(r#"{"a":1,"a":2}"#), &["a", "1", "a", "2"]),
        (json!("{\"a\":1}\n{\"a\":2}"), &["a", "1", "a", "2"]),
        (json!(r#""Okonj\u006f""#), &["Okonjo"]),
        (json!("[see] Tamsin"), &["[see] Tamsin"]),
        (json!("q=Tamsin%20Okonjo"), &["q=Tamsin%20Okonjo"]),
    ] {
        assert_eq!(strings(&doc), expected, "{doc}");
    }
}

#[test]
fn rewriting_changes_only_what_changed() {
    for (doc, expected) in [
        (
            json!({"a": "Tam", "b": [1.5, "Tam"]}),
            json!({"a": "X\"", "b": [1.5, "X\""]}),
        ),
        (json!({"Tam": {"Tam": 1}}), json!({"X\"": {"X\"": 1}})),
        (
            json!(r#"{ "n":1.50 , "Tam":"Tam\u0061" }"#),
            json!(r#"{ "n":1.50 , "X\"":"X\"a" }"#),
        ),
        (
            json!(r#"{"a":"{ \"b\": \"Tam\" }"}"#),
            json!(r#"{"a":"{ \"b\": \"X\\\"\" }"}"#),
        ),
        (json!(r#"{"Tam":1,"Tam":2}"#), json!(r#"{"X\"":1,"X\"":2}"#)),
        (json!(r#"{ "a" : 1.0 }"#), json!(r#"{ "a" : 1.0 }"#)),
    ] {
        assert_eq!(replaced(&doc, "Tam", "X\""), Ok(expected), "{doc}");
    }
}

#[test]
fn a_number_that_changes_becomes_a_string() {
    assert_eq!(
        replaced(&json!({"ssn": 551_592_870, "n": 5}), "551592870", "[SSN_1]"),
        Ok(json!({"ssn": "[SSN_1]", "n": 5}))
    );
    assert_eq!(
        replaced(&json!(r#"{"ssn":551592870}"#), "551592870", "[SSN_1]"),
        Ok(json!(r#"{"ssn":"[SSN_1]"}"#))
    );
}

#[test]
fn keys_never_merge() {
    for doc in [
        json!({"Tam": 1, "X": 2}),
        json!({"X": 2, "Tam": 1}),
        json!(r#"{"Tam":1,"X":2}"#),
        json!(r#"{"X":1,"Tam":2}"#),
    ] {
        assert_eq!(
            replaced(&doc, "Tam", "X"),
            Err(VisitError::Collision),
            "{doc}"
        );
    }
}

#[test]
fn other_texts_are_refused() {
    let plan = Plan::new(PLAN);
    let one = json!({"a": "b"});
    let texts = read(&one);
    let new: Vec<String> = texts.iter().map(|at| at.text.clone()).collect();
    for mut other in [
        json!({"a": "c"}),
        json!({"a": "b", "c": "d"}),
        json!({}),
        json!({"a": ["b"]}),
    ] {
        let before = other.clone();
        assert_eq!(
            rewrite(&mut other, &plan, &texts, &new),
            Err(VisitError::Mismatch)
        );
        assert_eq!(other, before);
    }
    assert_eq!(
        rewrite(&mut one.clone(), &plan, &texts, &[]),
        Err(VisitError::Mismatch)
    );
}

#[test]
fn too_deep_is_an_error() {
    let nest = |levels: usize| (0..levels).fold(json!("x"), |inner, _| json!([inner]));
    assert!(texts(&nest(128), &Plan::default()).is_ok());
    assert_eq!(
        texts(&nest(129), &Plan::default()),
        Err(VisitError::TooDeep)
    );
    let wrap = |levels: usize| {
        (0..levels).fold("x".to_owned(), |inner, _| {
            serde_json::to_string(&[inner]).unwrap()
        })
    };
    assert!(texts(&json!(wrap(8)), &Plan::default()).is_ok());
    assert_eq!(
        texts(&json!(wrap(9)), &Plan::default()),
        Err(VisitError::TooDeep)
    );
}

#[test]
fn debug_shows_no_text() {
    let shown = format!("{:?}", read(&json!({"Tamsin": {"Okonjo": "Tamsin"}})));
    assert!(
        !shown.contains("Tamsin") && !shown.contains("Okonjo"),
        "{shown}"
    );
}

fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        "(\\{|\\[|\"|:|,|a|1|%41|\\]|\\}|\\\\){0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("\\PC{0,4}", inner.clone(), 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
            inner.prop_map(|value| Value::String(value.to_string())),
        ]
    })
}

proptest! {
    #[test]
    fn rewriting_the_same_changes_nothing(doc in document()) {
        let mut same = doc.clone();
        let texts = read(&doc);
        let new: Vec<String> = texts.iter().map(|at| at.text.clone()).collect();
        rewrite(&mut same, &Plan::new(PLAN), &texts, &new).unwrap();
        prop_assert_eq!(same, doc);
    }

    /// What is written is what is read again; a lone string in quotes is one only as long as it hides something.
    #[test]
    fn changed_texts_are_read_back(doc in document()) {
        let mut changed = doc.clone();
        let texts = read(&doc);
        let new: Vec<String> = (0..texts.len()).map(|n| format!("[ID {n}].")).collect();
        rewrite(&mut changed, &Plan::new(PLAN), &texts, &new).unwrap();
        let read: Vec<String> = strings(&changed).iter().map(|text| text.trim_matches('"').to_owned()).collect();
        prop_assert_eq!(read, new);
    }
}
