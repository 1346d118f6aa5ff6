//! Records of several patients written as JSON objects that are not FHIR: `[{"mrn":"1","dob":...},{"mrn":"2",...}]`.
//!
//! Counted are the different values of keys that only people have. Two values of one key happen in one patient's
//! record (a subscriber's birth date), so it takes three of one, or two of two.

use crate::Export;
use crate::scan::window;
use crate::seen::Seen;
use crate::table::Column;

/// Fewest values of one key.
const ONE: usize = 3;
/// Fewest values of each of two keys.
const TWO: usize = 2;
/// Longest key and longest value that are looked at.
const REACH: usize = 80;

/// Recognizes records of several patients.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let mut records = Records::default();
    memchr::memchr_iter(b':', text.as_bytes())
        .filter_map(|colon| field(text, colon))
        .find_map(|(key, value)| {
            records.add(key, value);
            records.export()
        })
}

/// The fields of records, as they come.
#[derive(Default)]
pub(crate) struct Records(Seen);

impl Records {
    /// Takes one field with its key.
    pub(crate) fn add(&mut self, key: &str, value: &str) {
        let says = value.chars().any(char::is_alphanumeric) && !["null", "string"].contains(&value);
        if says && Column::of(key).is_some_and(Column::is_patient) {
            self.0.add(key, value);
        }
    }

    /// The export that they are when they are of several patients.
    pub(crate) fn export(&self) -> Option<Export> {
        self.0.several(ONE, TWO).then_some(Export::PatientTable)
    }
}

/// The key and the value of `"key": value`, by its colon.
fn field(text: &str, colon: usize) -> Option<(&str, &str)> {
    let before = text
        .get(..colon)?
        .trim_end_matches(' ')
        .strip_suffix(['"', '\''])?;
    let start = before
        .bytes()
        .rev()
        .take(REACH)
        .position(|byte| byte == b'"' || byte == b'\'')?;
    let key = before.get(before.len() - start..)?;
    let value = window(text, colon + 1, REACH)
        .trim_start()
        .trim_start_matches(['"', '\'']);
    let value = value.split(['"', '\'', ',', '}', '\n']).next()?.trim();
    Some((key, value))
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
            r#"{"mrn":"48291","ssn":"551-59-2870","member_id":"A4829","dob":"1971-02-04"}"#,
            "dob: see chart, mrn: none",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
