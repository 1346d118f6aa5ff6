//! A list of patients without titles. Nothing in it says what a column is, so whoever pasted it does, column by column.

use anteroom_phi::Minimum;

use super::{MOST, Patient, patients};
use crate::table;

/// Most columns of a list; nobody would name more of them.
const COLUMNS: usize = 20;
/// How many cells show what a column is.
const SHOWN: usize = 3;
/// Stands between cells that are shown; commas stand inside of them.
const BETWEEN: &str = " · ";
/// Most characters of what is shown of a cell or a row.
const SHORT: usize = 60;

/// The rows of such a list. Holds clinical text: it has no `Debug`.
pub struct Untitled {
    rows: Vec<Vec<String>>,
}

impl Untitled {
    /// The list of a text which [`crate::recognize`] recognizes; none where its patients can be read without being told what
    /// the columns are, and where it has more rows or columns than anybody would choose from.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if !patients(text).is_empty() {
            return None;
        }
        let rows = table::rows(text)?;
        let width = rows.first()?.len();
        (rows.len() <= MOST && width <= COLUMNS).then_some(Self { rows })
    }

    /// A few cells of each column, as whoever has the list knows it again.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let width = self.rows.first().map_or(0, Vec::len);
        (0..width).map(|at| self.column(at)).collect()
    }

    fn column(&self, at: usize) -> String {
        let cells = self.rows.iter().filter_map(|row| row.get(at));
        let mut shown: Vec<String> = Vec::new();
        for cell in cells.filter(|cell| !cell.is_empty()) {
            let cell = short(cell);
            if !shown.contains(&cell) {
                shown.push(cell);
            }
        }
        shown.truncate(SHOWN);
        shown.join(BETWEEN)
    }

    /// The beginning of each row.
    #[must_use]
    pub fn people(&self) -> Vec<String> {
        self.rows
            .iter()
            .map(|row| short(&row.join(BETWEEN)))
            .collect()
    }

    /// What a column can be of which a list takes something: the codes of fields.
    #[must_use]
    pub fn fields<'c>(list: impl IntoIterator<Item = &'c str>) -> Vec<&'static str> {
        let minimum = Minimum::of(list);
        let is_listed = |code: &&str| minimum.judge(&title(code)).is_listed;
        Minimum::codes().filter(is_listed).collect()
    }

    /// The patient of a row, with the field that somebody said each column is; of the others nothing is known. None where there
    /// is no such row.
    #[must_use]
    pub fn patient(&self, row: usize, fields: &[Option<&str>]) -> Option<Patient> {
        let mut one = Patient::default();
        for (at, cell) in self.rows.get(row)?.iter().enumerate() {
            let told = fields.get(at).copied().flatten();
            let title = told.map_or_else(|| format!("column {}", at + 1), title);
            one.add(&title, cell);
        }
        Some(one)
    }
}

/// The title of a field with this code.
fn title(code: &str) -> String {
    let mut words = code.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// The beginning of a text, told as one.
fn short(text: &str) -> String {
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "Okonjo, Tamsin; 2/4/1971; 740-555-0141; asthma, worse at night\n\
        Wu, Bo; 11/9/1948; 740-555-0142; gout\n\
        Lindgren, Harriet; 3/14/1961; 740-555-0143; heart failure";

    #[test]
    fn somebody_says_what_the_columns_are() {
        assert!(crate::recognize(LIST).is_some());
        let list = Untitled::read(LIST).unwrap();
        let columns = list.columns();
        assert_eq!(columns[3], "asthma, worse at night · gout · heart failure");
        assert_eq!(list.people()[1], "Wu, Bo · 11/9/1948 · 740-555-0142 · gout");
        let fields = [Some("name"), None, None, Some("diagnosis")];
        let taken = list.patient(1, &fields).unwrap().take(["diagnosis"]);
        assert_eq!(
            (taken.text.as_str(), taken.others.len()),
            ("Diagnosis: gout", 2)
        );
        assert!(taken.left.contains("name"));
        assert!(list.patient(3, &fields).is_none());
    }

    #[test]
    fn a_column_can_be_what_is_listed() {
        assert_eq!(
            Untitled::fields(["diagnosis", "plan"]),
            ["diagnosis", "plan"]
        );
        assert!(Untitled::fields(["note"]).contains(&"medications"));
        assert!(!Untitled::fields(["note"]).contains(&"name"));
    }

    #[test]
    fn every_field_is_known_by_its_title() {
        let list = Untitled::read("rest; x\nwalk; y").unwrap();
        for code in Minimum::codes() {
            let taken = list.patient(0, &[Some(code)]).unwrap().take([code]);
            assert!(taken.listed.contains(code), "{code}");
        }
    }

    #[test]
    fn what_has_titles_is_not_asked_about() {
        let titled = "MRN,Name,Diagnosis\n48291,Tamsin Okonjo,Asthma\n48292,Bo Wu,Gout";
        assert!(Untitled::read(titled).is_none());
    }
}
