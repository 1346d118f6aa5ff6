//! Records of several patients as JSON objects that are not FHIR: one object a patient, its keys are the titles.

use serde_json::{Map, Value};

use super::Patient;
use crate::table::Column;

/// The patients of a list of objects: each object is a choice of its own.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])? + 1;
    let document = serde_json::from_str(text.get(start..end)?).ok()?;
    list(&document)?.iter().map(record).collect()
}

fn record(record: &Value) -> Option<Patient> {
    let mut one = Patient::default();
    for (title, value) in record.as_object()? {
        match value {
            Value::String(words) => one.add(title, words),
            Value::Number(number) => one.add(title, &number.to_string()),
            // What it holds has no title of its own.
            Value::Array(_) | Value::Object(_) => one.add("Other record", title),
            Value::Bool(_) | Value::Null => {}
        }
    }
    Some(one)
}

/// The first list whose items are patients.
fn list(document: &Value) -> Option<&Vec<Value>> {
    let is_patients = |items: &Vec<Value>| {
        let first = items.first().and_then(Value::as_object);
        first.is_some_and(is_patient)
    };
    match document {
        Value::Array(items) => Some(items).filter(|items| is_patients(items)),
        Value::Object(fields) => fields.values().find_map(list),
        _ => None,
    }
}

/// Whether an object says who it is of.
fn is_patient(record: &Map<String, Value>) -> bool {
    let mut keys = record.keys().filter_map(|title| Column::of(title));
    keys.any(Column::is_patient)
}
