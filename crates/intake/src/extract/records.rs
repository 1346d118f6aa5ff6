//! Records of several patients as JSON objects that are not FHIR: one object a patient, its keys are the titles.

use serde_json::{Map, Value};

use super::{Patient, patient};
use crate::table::Column;

/// The patients of a list of objects.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])? + 1;
    let document = serde_json::from_str(text.get(start..end)?).ok()?;
    let records = list(&document)?;
    let mut all = Vec::new();
    for record in records {
        let record = record.as_object()?;
        let one = patient(&mut all, &key(record)?)?;
        for (title, value) in record {
            match value {
                Value::String(words) => one.add(title, words),
                Value::Number(number) => one.add(title, &number.to_string()),
                // What it holds has no title of its own.
                Value::Array(_) | Value::Object(_) => one.add("Other record", title),
                Value::Bool(_) | Value::Null => {}
            }
        }
    }
    (!all.is_empty()).then_some(all)
}

/// The first list whose items are patients.
fn list(document: &Value) -> Option<&Vec<Value>> {
    let is_patients = |items: &Vec<Value>| {
        let first = items.first().and_then(Value::as_object);
        first.is_some_and(|record| key(record).is_some())
    };
    match document {
        Value::Array(items) => Some(items).filter(|items| is_patients(items)),
        Value::Object(fields) => fields.values().find_map(list),
        _ => None,
    }
}

/// Who a record is of: what only one patient has, else all that says so.
fn key(record: &Map<String, Value>) -> Option<String> {
    let said = |(title, value): (&String, &Value)| {
        let column = Column::of(title)?;
        let value = match value {
            Value::String(words) => words.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        Some((column.is_certain(), column.value(&value)?))
    };
    let all: Vec<(bool, String)> = record.iter().filter_map(said).collect();
    let certain = all.iter().find(|(is_certain, _)| *is_certain);
    match certain {
        Some((_, key)) => Some(key.clone()),
        None if all.is_empty() => None,
        None => {
            let keys: Vec<&str> = all.iter().map(|(_, key)| key.as_str()).collect();
            Some(keys.join("|"))
        }
    }
}
