//! The spellings of one person's name: which is the fullest, and what the others are called.
//!
//! The plain placeholder stands for the fullest spelling of the text in which the person first appears: that is
//! what a reply is restored to, and no later text can change it.

use crate::placeholder::Form;
use std::collections::BTreeMap;

/// The spellings of one person, with the form of each.
#[derive(Default)]
pub(super) struct Spellings<'t> {
    forms: BTreeMap<&'t str, Form>,
    base: &'t str,
    others: usize,
}

impl<'t> Spellings<'t> {
    /// Begins with the spelling that the plain placeholder stands for.
    pub(super) fn new(base: &'t str) -> Self {
        Self {
            forms: BTreeMap::from([(base, Form::Whole)]),
            base,
            others: 0,
        }
    }

    /// The form of a spelling, given now if it is new; nothing when no more can be written.
    pub(super) fn form(&mut self, value: &'t str) -> Option<Form> {
        if let Some(form) = self.forms.get(value) {
            return Some(*form);
        }
        let named =
            named(self.base, value).filter(|form| !self.forms.values().any(|used| used == form));
        let form = match named {
            Some(form) => form,
            None => self.other()?,
        };
        self.forms.insert(value, form);
        Some(form)
    }

    fn other(&mut self) -> Option<Form> {
        self.others += 1;
        Form::other(self.others - 1)
    }
}

/// The fullest of several spellings; the first among equals.
pub(super) fn fullest<'t>(spellings: impl Iterator<Item = &'t str>) -> &'t str {
    spellings
        .reduce(|best, next| if rank(next) > rank(best) { next } else { best })
        .unwrap_or_default()
}

/// In reading order before "LAST, FIRST", then more words, then not in capitals, then more letters.
fn rank(value: &str) -> (bool, usize, bool, usize) {
    let words = words(value).count();
    let letters = value.chars().filter(|c| c.is_alphanumeric()).count();
    (
        words > 1 && !value.contains(','),
        words,
        value.chars().any(char::is_lowercase),
        letters,
    )
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
}

/// The form that says which part of the base a spelling is.
fn named(base: &str, value: &str) -> Option<Form> {
    let (first, last) = parts(base)?;
    let count = words(value).count();
    let is = |part: &str| {
        count == 1 && words(value).any(|word| word.to_lowercase() == part.to_lowercase())
    };
    match () {
        () if is(last) => Some(Form::Last),
        () if is(first) => Some(Form::First),
        () if count > words(base).count() => Some(Form::Full),
        () => None,
    }
}

/// First and last name; a single word is both.
fn parts(base: &str) -> Option<(&str, &str)> {
    match base.split_once(',') {
        Some((last, first)) => words(first).next().zip(words(last).last()),
        None => words(base).next().zip(words(base).last()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_names() {
        let mut spellings = Spellings::new("Harriet Lindgren");
        for (value, form) in [
            ("Lindgren", Form::Last),
            ("Harriet", Form::First),
            ("LINDGREN", Form::Other(b'B', 1)),
            ("LINDGREN, HARRIET", Form::Other(b'C', 1)),
            ("Harriet M. Lindgren", Form::Full),
            ("Harriet Maria Lindgren", Form::Other(b'D', 1)),
            ("Lindgren", Form::Last),
            ("Harriet Lindgren", Form::Whole),
        ] {
            assert_eq!(spellings.form(value), Some(form), "{value}");
        }
    }

    #[test]
    fn the_base_may_be_turned_or_short() {
        assert_eq!(
            Spellings::new("LINDGREN, HARRIET M").form("Harriet"),
            Some(Form::First)
        );
        assert_eq!(
            Spellings::new("Lindgren").form("Harriet Lindgren"),
            Some(Form::Full)
        );
        assert_eq!(Spellings::new("").form("x"), Some(Form::Other(b'B', 1)));
    }

    #[test]
    fn the_fullest_reads_well() {
        for (spellings, expected) in [
            (
                &["Lindgren", "Harriet Lindgren", "LINDGREN, HARRIET MARIA"][..],
                "Harriet Lindgren",
            ),
            (
                &["HARRIET LINDGREN", "Harriet Lindgren"],
                "Harriet Lindgren",
            ),
            (
                &["H. Lindgren", "Harriet Lindgren", "Harriet M. Lindgren"],
                "Harriet M. Lindgren",
            ),
            (&["Lindgren", "LINDGREN, HARRIET"], "LINDGREN, HARRIET"),
            (&["Ann", "Bea"], "Ann"),
        ] {
            assert_eq!(fullest(spellings.iter().copied()), expected);
        }
    }
}
