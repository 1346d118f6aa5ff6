//! The arrays of a document as lines of a table: an object is a row under its keys, an array of values is a row.

use serde_json::Value;

/// Longest value that is a cell, in bytes.
const CELL: usize = 80;

/// Lines of cells.
#[derive(Default)]
pub(super) struct Rows {
    /// The line of keys that the objects above stood under.
    keys: String,
    pub(super) text: String,
}

impl Rows {
    /// Takes the items of an array.
    pub(super) fn take(&mut self, items: &[Value]) {
        self.line(&items.iter().map(cell).collect::<Vec<_>>());
        for fields in items.iter().filter_map(Value::as_object) {
            let keys = fields
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join("\t");
            if keys != self.keys {
                self.text.push_str(&keys);
                self.text.push('\n');
                self.keys = keys;
            }
            self.line(&fields.values().map(cell).collect::<Vec<_>>());
        }
    }

    /// Writes a row of at least two cells that say something, one of them in words.
    fn line(&mut self, cells: &[String]) {
        let mut said = cells.iter().filter(|cell| !cell.is_empty());
        let words = said.clone().any(|cell| cell.contains(char::is_alphabetic));
        if words && said.nth(1).is_some() {
            self.text.push_str(&cells.join("\t"));
            self.text.push('\n');
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.len() <= CELL => text.replace(['\n', '\r', '\t'], " "),
        _ => String::new(),
    }
}
