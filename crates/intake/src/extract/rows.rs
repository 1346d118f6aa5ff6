//! A table of patients: its titles are the fields, and rows that name the same patient are one patient's.

use super::{Patient, patient};
use crate::table;

/// The patients of the first table in a text whose rows are patients.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let table = table::read(text)?;
    let mut all = Vec::new();
    for (key, cells) in &table.rows {
        let one = patient(&mut all, key)?;
        for (title, cell) in table.titles.iter().zip(cells) {
            one.add(title, cell);
        }
    }
    (!all.is_empty()).then_some(all)
}
