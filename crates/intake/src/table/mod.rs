//! Tables of several patients: CSV, TSV, semicolons, pipes, Markdown, columns aligned by blanks.
//!
//! The header says whether the rows are people; they must then be different people. One patient's labs, a medication list
//! and a staff directory are no such tables. Rows without a header are the business of `roster`.

mod column;
mod patients;
mod plain;
mod row;

pub(crate) use column::{Column, plain};
pub(crate) use patients::read;
pub(crate) use plain::rows;

use crate::Export;
use row::{Delimiter, cells};
use std::collections::BTreeSet;

/// Longest line that is looked at as a row.
const LINE: usize = 4_000;
/// Fewest different people when a column tells them apart for certain (a birth date, a record number).
const CERTAIN: usize = 2;
/// Fewest different people when the table says how they are related: one household is one patient's business.
const RELATED: usize = 6;
/// Fewest different people otherwise.
const LIKELY: usize = 3;

/// Recognizes a table of several patients.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let mut table: Option<Table> = None;
    for line in lines(text) {
        let going = table.as_mut().is_some_and(|table| table.take(line));
        if table.as_ref().is_some_and(Table::is_export) {
            return Some(Export::PatientTable);
        }
        if !going {
            table = Table::begin(line);
        }
    }
    None
}

/// The lines that may be rows; blank ones are left out, because some exports have them between rows.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r'])
        .filter(|line| line.len() <= LINE && !line.trim().is_empty())
}

/// A table that is being read.
struct Table {
    delimiter: Delimiter,
    width: usize,
    /// The columns that identify, by position.
    header: Vec<(usize, Column)>,
    people: BTreeSet<String>,
}

impl Table {
    /// A table that begins with this line as its header.
    fn begin(line: &str) -> Option<Self> {
        let delimiter = Delimiter::of(line)?;
        let cells = cells(line, delimiter);
        Some(Self {
            delimiter,
            width: cells.len(),
            header: column::header(&cells)?,
            people: BTreeSet::new(),
        })
    }

    /// Takes one more row; false when it is none of this table.
    fn take(&mut self, line: &str) -> bool {
        if row::is_rule(line) {
            return true;
        }
        let cells = cells(line, self.delimiter);
        if cells.len() < 2 || cells.len().abs_diff(self.width) > 1 {
            return false;
        }
        self.people.extend(self.identity(&cells));
        true
    }

    /// What identifies the person of a row.
    fn identity(&self, cells: &[&str]) -> Option<String> {
        let parts: Vec<String> = self
            .header
            .iter()
            .filter_map(|(at, column)| column.value(cells.get(*at)?))
            .collect();
        (!parts.is_empty()).then(|| parts.join("|"))
    }

    fn is_export(&self) -> bool {
        let has = |is: fn(Column) -> bool| self.header.iter().any(|(_, column)| is(*column));
        let least = if has(|column| column == Column::Family) {
            RELATED
        } else if has(Column::is_certain) {
            CERTAIN
        } else {
            LIKELY
        };
        self.people.len() >= least
    }
}

#[cfg(test)]
mod tests;
