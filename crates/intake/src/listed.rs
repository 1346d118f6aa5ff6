//! Tables that are written column by column: `{"dobs":["3/14/1961","2/4/1971"],"mrns":[44821,48291]}`, `MRNs: 44821, 48291`.
//!
//! A label is followed by the values of many people. One patient may have a few record numbers, so it takes as many as of
//! labels in plain text.

use crate::Export;
use crate::day::Day;
use crate::labels::label;
use crate::name::{Shape, shape};
use crate::scan::{from, window};
use crate::seen::Seen;
use crate::table::Column;

/// Fewest values under one label.
const ONE: usize = 5;
/// Fewest values under each of two labels.
const TWO: usize = 3;
/// Longest value, in bytes.
const VALUE: usize = 40;
/// What ends an item.
const ENDS: [char; 7] = [',', ';', '|', '\t', ']', '\n', '\r'];

/// Recognizes lists of values under labels.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let mut lists = Lists::default();
    for at in memchr::memchr2_iter(b':', b'=', text.as_bytes()) {
        if let Some((label, column)) = label(text, at, Column::of_list) {
            let says = |item: &&str| item.is_empty() || value(column, item).is_some();
            let items = Items::new(from(text, at + 1));
            items
                .take_while(says)
                .for_each(|item| lists.add(label, item));
        }
    }
    lists.export()
}

/// The values of lists, as they come.
#[derive(Default)]
pub(crate) struct Lists(Seen);

impl Lists {
    /// Takes one value with the label of its list.
    pub(crate) fn add(&mut self, label: &str, item: &str) {
        let value = Column::of_list(label).and_then(|column| value(column, item));
        if let Some(value) = value {
            self.0.add(label, &value);
        }
    }

    /// The export that they are when they are of several patients.
    pub(crate) fn export(&self) -> Option<Export> {
        self.0.several(ONE, TWO).then_some(Export::PatientTable)
    }
}

/// The items at the start of a text. Lines go on within brackets, and in a list that begins on a line of its own. No item
/// holds a label, so that no part of a text is read for two labels.
struct Items<'t> {
    rest: &'t str,
    lines: bool,
}

impl<'t> Items<'t> {
    fn new(text: &'t str) -> Self {
        let text = text.trim_start_matches([' ', '\t', '"']);
        Self {
            rest: text.trim_start_matches('['),
            lines: text.starts_with(['[', '\n', '\r']),
        }
    }
}

impl<'t> Iterator for Items<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let near = window(self.rest, 0, VALUE);
        let all = (near.len() == self.rest.len() && !near.is_empty()).then_some(near.len());
        let end = near.find(ENDS).or(all)?;
        let (item, after) = self.rest.split_at_checked(end)?;
        let goes_on = match after.chars().next() {
            Some('\n' | '\r') => self.lines,
            end => end.is_some_and(|end| end != ']'),
        };
        self.rest = after.get(1..).filter(|_| goes_on).unwrap_or_default();
        let bare = |c: char| !c.is_alphanumeric();
        (!item.contains([':', '='])).then(|| item.trim_matches(bare))
    }
}

/// What an item says about who it is, when it is a value and nothing else.
fn value(column: Column, item: &str) -> Option<String> {
    match column {
        Column::Birth => Day::of(item).map(|day| format!("{day:?}")),
        Column::Record => is_record(item).then(|| item.to_lowercase()),
        Column::Patient => (shape(item) == Shape::Full).then(|| item.to_lowercase()),
        Column::Family | Column::First | Column::Last | Column::Staff => None,
    }
}

fn is_record(item: &str) -> bool {
    let digits = item.bytes().filter(u8::is_ascii_digit).count();
    let signs = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    digits >= 4 && item.bytes().all(signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_several() {
        for text in [
            r#"{"names":["Harriet Lindgren"],"mrns":[44821, 48291, 50317, 39006, 61150]}"#,
            r#"{"dobs":["3/14/1961","2/4/1971","11/5/1980"], "mrns": ["44821", "48291", "50317"]}"#,
            "{\"mrn\": [\n  44821,\n  48291,\n  50317,\n  39006,\n  61150\n]}",
            "Names: a, b\nDates of birth: 3/14/1961, 2/4/1971, 11/5/1980, 7/19/1948, 12/1/2004",
            "MRNs = 44821; 48291; 50317; 39006; 61150",
            "MRNs:\n- 44821\n- 48291\n- 50317\n- 39006\n- 61150",
            "Patients: Harriet Lindgren, Tamsin Okonjo, Bo Wu, Mei Castellano, Arlo Fitzgerald",
            "mrns: 44821|48291|50317, dobs: [3/14/1961, 2/4/1971, 11/5/1980]",
        ] {
            assert_eq!(recognize(text), Some(Export::PatientTable), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            "MRNs: 44821, 48291, 50317",
            "MRNs: 44821, 44821, 44821, 44821, 44821, 44821",
            "MRN: 44821\n48291 steps\n50317 steps\n39006 steps\n61150 steps\n72001 steps",
            "DOB: 3/14/1961, seen 1/4/2024, 2/6/2024, 3/8/2024, 4/9/2024, 5/1/2024",
            "Patient: Iron Deficiency, Yellow Fever, Migraine Headache, Plantar Fasciitis, Total Cholesterol",
            "clients: Acme Labs, Blue Bell, Spring Boot, Visual Studio, React Native",
            "charts: [\"line\", \"bar\", \"pie1\", \"area\", \"radar\"]",
            "ids: 44821, 48291, 50317, 39006, 61150",
            "mrns:",
            "mrns: [",
            "",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
