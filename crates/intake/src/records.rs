//! Records of several patients written as JSON objects that are not FHIR: `[{"mrn":"1","dob":...},{"mrn":"2",...}]`.
//!
//! Counted are the different values of keys that only people have. Two values of one key happen in one patient's
//! record (a subscriber's birth date), so it takes three of one, or two of two.

use crate::Export;
use crate::scan::window;
use crate::table::Column;
use std::collections::{BTreeMap, BTreeSet};

/// Longest key and longest value that are looked at.
const REACH: usize = 80;

/// Recognizes records of several patients.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let mut values: BTreeMap<Column, BTreeSet<&str>> = BTreeMap::new();
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        if let Some((column, value)) = field(text, colon) {
            values.entry(column).or_default().insert(value);
            if several(&values) {
                return Some(Export::PatientTable);
            }
        }
    }
    None
}

fn several(values: &BTreeMap<Column, BTreeSet<&str>>) -> bool {
    values.values().any(|values| values.len() > 2)
        || values.values().filter(|values| values.len() > 1).count() > 1
}

/// The column and value of `"key": value`, by its colon.
fn field(text: &str, colon: usize) -> Option<(Column, &str)> {
    let before = text
        .get(..colon)?
        .trim_end_matches(' ')
        .strip_suffix(['"', '\''])?;
    let start = before
        .bytes()
        .rev()
        .take(REACH)
        .position(|byte| byte == b'"' || byte == b'\'')?;
    let column = Column::of(before.get(before.len() - start..)?)?;
    let value = window(text, colon + 1, REACH)
        .trim_start()
        .trim_start_matches(['"', '\'']);
    let value = value.split(['"', '\'', ',', '}', '\n']).next()?.trim();
    let says = value.chars().any(char::is_alphanumeric) && value != "null" && value != "string";
    (says && column.is_patient()).then_some((column, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_several() {
        for text in [
            r#"[{"mrn":"48291","dob":"1971-02-04"},{"mrn":"48292","dob":"1980-03-05"}]"#,
            "{\"patient_id\": 1}\n{\"patient_id\": 2}\n{\"patient_id\": 3}",
            "data = [{'patientName': 'Tamsin Okonjo', 'ssn': '1'}, {'patientName': 'Bo Wu', 'ssn': '2'}]",
        ] {
            assert_eq!(recognize(text), Some(Export::PatientTable), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            r#"{"mrn":"48291","dob":"1971-02-04","labs":[{"name":"glucose","value":105},{"name":"sodium","value":140},{"name":"potassium","value":4}]}"#,
            r#"{"patient":{"dob":"1971-02-04"},"subscriber":{"dob":"1969-01-01"}}"#,
            r#"[{"mrn":"48291","v":1},{"mrn":"48291","v":2},{"mrn":"48291","v":3}]"#,
            r#"{"properties":{"mrn":{"type":"string"},"dob":{"type":"string"},"ssn":{"type":"string"}}}"#,
            "dob: see chart, mrn: none",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
