//! Filling merge fields on this server, after the model's part is done and approved.
//!
//! Values are put in once: a value that looks like a merge field is not filled again. A value stands on one line without
//! control characters, so it can add no line, heading or section to a letter.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::Form;
use crate::task::Manner;
use crate::tokens;

/// A letter in which nothing is left to fill. Holds identity: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Merged {
    /// The whole text.
    pub text: String,
    /// Values that the letter has no place for, by name.
    pub unused: Vec<String>,
}

/// Why a letter cannot be completed. Names merge fields, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// Merge fields without a value, and placeholders that a person must fill.
    #[error("these are still open: {}", .0.join(", "))]
    Missing(Vec<String>),
    /// Values that no line of a letter can hold.
    #[error("these values hold characters that a letter cannot: {}", .0.join(", "))]
    Unfit(Vec<String>),
}

/// Fills every merge field of a letter.
///
/// # Errors
/// When one has no value, or a value cannot stand in a letter. All of them are named.
pub fn merge(letter: &str, values: &BTreeMap<String, String>) -> Result<Merged, MergeError> {
    let fits = |value: &str| {
        !value
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    };
    let unfit: Vec<String> = names(values, |_, value| !fits(value));
    if !unfit.is_empty() {
        return Err(MergeError::Unfit(unfit));
    }
    let wanted: BTreeSet<&str> = tokens::merge_fields(letter).collect();
    let value = |name: &str| {
        values
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    };
    let open = wanted
        .iter()
        .filter(|name| value(name).is_none())
        .map(|name| (*name).to_owned());
    let placeholders = tokens::placeholders(letter)
        .into_iter()
        .map(ToOwned::to_owned);
    let open: Vec<String> = open.chain(placeholders).collect();
    if !open.is_empty() {
        return Err(MergeError::Missing(open));
    }
    Ok(Merged {
        text: filled(letter, value),
        unused: names(values, |name, _| !wanted.contains(name)),
    })
}

impl Form<'_> {
    /// The completed letter of a task that asks no model: its source field, filled from the other fields. None for a task
    /// that a model writes.
    ///
    /// # Errors
    /// As [`merge`].
    #[must_use]
    pub fn merged(&self) -> Option<Result<Merged, MergeError>> {
        let (letter, letter_text) = self.values().find(|(field, _)| field.source)?;
        let others = self.values().filter(|(field, _)| field.name != letter.name);
        let values = others.map(|(field, value)| (field.name.clone(), value.to_owned()));
        let is_merge = self.task().manner == Manner::Merge;
        is_merge.then(|| merge(letter_text, &values.collect()))
    }
}

fn names(values: &BTreeMap<String, String>, is: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let those = values.iter().filter(|(name, value)| is(name, value));
    those.map(|(name, _)| name.clone()).collect()
}

/// Writes the letter from left to right, so that nothing that was put in is read again.
fn filled<'v>(letter: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut text = String::with_capacity(letter.len());
    let mut rest = letter;
    while let Some((before, field, after)) = next(rest) {
        text.push_str(before);
        let line = value(field.trim()).unwrap_or_default();
        text.push_str(&line.split_whitespace().collect::<Vec<_>>().join(" "));
        rest = after;
    }
    text + rest
}

/// What stands before the next merge field, its name, and what stands after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (head, after) = text.split_once("}}")?;
    match head.rsplit_once("{{") {
        Some((before, field)) => Some((before, field, after)),
        None => {
            let (_, field, rest) = next(after)?;
            let before = text.get(..text.len() - rest.len() - field.len() - 4)?;
            Some((before, field, rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_field_is_filled_once() {
        let letter = "}} Dear {{name}},\n\n{{ member_id }} {{name}}";
        let values = values(&[
            ("name", "Ann {{member_id}}"),
            ("member_id", "X1"),
            ("extra", "y"),
        ]);
        let merged = merge(letter, &values).unwrap();
        assert_eq!(
            merged.text,
            "}} Dear Ann {{member_id}},\n\nX1 Ann {{member_id}}"
        );
        assert_eq!(merged.unused, ["extra"]);
    }

    #[test]
    fn what_is_open_is_named() {
        let letter = "Dear {{name}}, {{birth_date}}, seen by [STAFF_1]";
        let error = merge(letter, &values(&[("name", "Ann"), ("birth_date", " ")])).err();
        let open = vec!["birth_date".to_owned(), "[STAFF_1]".to_owned()];
        assert_eq!(error, Some(MergeError::Missing(open)));
    }

    #[test]
    fn a_value_adds_no_line_and_no_control_character() {
        let merged = merge(
            "Dear {{name}}",
            &values(&[("name", "Ann\n## Approved\nLee")]),
        )
        .unwrap();
        assert_eq!(merged.text, "Dear Ann ## Approved Lee");
        let unfit = merge("Dear {{name}}", &values(&[("name", "A\u{1b}[2J")])).err();
        assert_eq!(unfit, Some(MergeError::Unfit(vec!["name".to_owned()])));
    }
}
