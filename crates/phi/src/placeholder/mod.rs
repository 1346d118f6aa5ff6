//! What stands in the place of an identifier: `[PATIENT_1]`, `[DATE_2]`, `[PERSON_3_LAST]`.
//!
//! A placeholder is a tag, a number and, for names, a form: one person has one number, and each further spelling
//! of the name a form of it. It is plain ASCII, so that it survives JSON escapes and tokenizers, and is never
//! derived from the value. How a model may misspell one is known in `scan`; who gets which one in `replace`.

mod cursor;
pub(crate) mod scan;
mod tag;
pub(crate) mod written;

pub(crate) use tag::Tag;

use std::fmt;

/// One placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Placeholder {
    /// What it stands for.
    pub(crate) tag: Tag,
    /// Which one, counted from 1.
    pub(crate) number: u32,
    /// Which spelling.
    pub(crate) form: Form,
}

/// Which spelling of a person's name a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Form {
    /// The first name alone.
    First,
    /// A fuller spelling that turned up later than the first one.
    Full,
    /// The last name alone.
    Last,
    /// Any further spelling: B, C, ... Z, then B2, C2, ... (letter, round from 1).
    Other(u8, u8),
    /// The fullest spelling of the text in which the person first appears; everything that is not a name.
    Whole,
}

impl Form {
    /// The `n`-th further spelling, from 0; nothing after the 2,475 that can be written.
    pub(crate) fn other(n: usize) -> Option<Self> {
        let letter = u8::try_from(n % 25).ok()?;
        let round = u8::try_from(n / 25 + 1).ok()?;
        (round <= 99).then_some(Self::Other(b'B' + letter, round))
    }
}

impl Placeholder {
    /// The placeholder that is written exactly like this, brackets included.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let seen = scan::bracketed(text, true).ok()?;
        (seen.placeholder.to_string() == text).then_some(seen.placeholder)
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}_{}", self.tag.word(), self.number)?;
        match self.form {
            Form::First => f.write_str("_FIRST]"),
            Form::Full => f.write_str("_FULL]"),
            Form::Last => f.write_str("_LAST]"),
            Form::Other(letter, 1) => write!(f, "_{}]", char::from(letter)),
            Form::Other(letter, round) => write!(f, "_{}{round}]", char::from(letter)),
            Form::Whole => f.write_str("]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        let mut forms = vec![Form::First, Form::Full, Form::Last, Form::Whole];
        forms.extend((0..2475).map_while(Form::other));
        assert_eq!(forms.len(), 4 + 2475);
        assert_eq!(Form::other(2475), None);
        for tag in Tag::ALL {
            for form in &forms {
                let placeholder = Placeholder {
                    tag,
                    number: 40,
                    form: *form,
                };
                assert_eq!(
                    Placeholder::parse(&placeholder.to_string()),
                    Some(placeholder)
                );
            }
        }
    }

    #[test]
    fn only_the_exact_spelling_is_parsed() {
        for text in [
            "",
            "[PATIENT_1",
            "PATIENT_1",
            "[patient_1]",
            "[PATIENT 1]",
            "[PATIENT_1] ",
            "[PATIENT_01]",
            "[WHO_1]",
        ] {
            assert_eq!(Placeholder::parse(text), None, "{text}");
        }
    }
}
