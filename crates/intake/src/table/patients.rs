//! A table of patients read whole, for taking something out of it: every row with all its cells, or nothing.

use super::row::{self, cells};
use super::{LINE, Table};

/// A table whose rows are patients. Holds clinical text: it has no `Debug`.
pub(crate) struct Patients {
    pub(crate) titles: Vec<String>,
    /// The cells of each row, one for each title.
    pub(crate) rows: Vec<Vec<String>>,
}

/// The first table of patients in a text. None where a row has other cells than titles and more rows follow: somebody's cells
/// could then stand under a wrong title.
pub(crate) fn read(text: &str) -> Option<Patients> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let begun = |line| Some((Table::begin(line)?, line));
    let (table, header) = lines.by_ref().find_map(begun)?;
    let titles: Vec<String> = cells(header, table.delimiter)
        .iter()
        .map(|cell| cell.to_string())
        .collect();
    let mut patients = Patients {
        titles,
        rows: Vec::new(),
    };
    let mut open = String::new();
    let mut is_over = false;
    for line in lines.filter(|line| !row::is_rule(line)) {
        open.push_str(line);
        if row::is_open(&open) && open.len() <= LINE {
            // A cell in quotes goes on in the next line.
            open.push('\n');
            continue;
        }
        let fits = open.len() <= LINE && table.whole(&open).is_some();
        match (is_over, table.whole(&open).filter(|_| fits)) {
            (true, Some(_)) => return None,
            (false, Some(row)) => patients.rows.push(row),
            (_, None) => is_over = true,
        }
        open.clear();
    }
    (open.is_empty() && !patients.rows.is_empty()).then_some(patients)
}

impl Table {
    /// A row with exactly one cell for each title, which says who it is of.
    fn whole(&self, line: &str) -> Option<Vec<String>> {
        let cells = cells(line, self.delimiter);
        let is_whole = cells.len() == self.width;
        self.identity(&cells).filter(|_| is_whole)?;
        Some(row::meant(line, self.delimiter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(usize, Vec<String>)> {
        let table = read(text)?;
        let last = table.rows.last()?.clone();
        Some((table.rows.len(), last))
    }

    #[test]
    fn rows_are_read_whole_or_not_at_all() {
        let last = |cells: &[&str]| {
            cells
                .iter()
                .map(|cell| (*cell).to_owned())
                .collect::<Vec<_>>()
        };
        for (text, expected) in [
            (
                "MRN,Plan\n48291,rest\n48292,\"walk, \"\"daily\"\" too\"\n\nThanks!",
                Some((2, last(&["48292", "walk, \"daily\" too"]))),
            ),
            (
                "MRN,Plan\n48291,\"rest\nand fluids\"",
                Some((1, last(&["48291", "rest\nand fluids"]))),
            ),
            (
                "Dear all\nMRN | Plan\n---|---\n48291 | rest",
                Some((1, last(&["48291", "rest"]))),
            ),
            ("MRN,Plan\n48291,rest\nfluids\n48292,walk", None),
            ("MRN,Plan\n48291,\"rest", None),
            ("MRN,Plan\n", None),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
