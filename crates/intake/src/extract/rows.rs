//! A table of patients: its titles are the fields, and each row is a choice of its own. Rows are never put together: two people
//! may share a name or a birthday.

use super::Patient;
use crate::table;

/// The patients of the first table in a text whose rows are patients.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let table = table::read(text)?;
    let patients = table.rows.iter().map(|cells| {
        let mut one = Patient::default();
        for (title, cell) in table.titles.iter().zip(cells) {
            one.add(title, cell);
        }
        one
    });
    Some(patients.collect())
}
