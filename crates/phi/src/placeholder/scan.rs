//! Placeholders as models write them back: the one grammar, read at one place of a text.
//!
//! With brackets it is generous: `[patient 1]`, `[ PATIENT-1 ]`, `[[PATIENT_1]]`, `\[PATIENT\_1\]`, `[PATIENT_1's]`
//! and `\u005bPATIENT_1\u005d` all name the same one. Without brackets only `PATIENT_1` does, alone as a word, so that
//! "patient 1 of 3" stays. Every repetition is bounded, so that a stream holds back little; when the text ends
//! before the answer is certain, the answer is [`Miss::Short`]. Streams are handled in `restore`.

use super::cursor::{Cursor, Scan};
use super::{Form, Placeholder, Tag};
use std::ops::Range;

pub(crate) use super::cursor::Miss;

/// A placeholder seen at the start of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// How many bytes it takes.
    pub(crate) len: usize,
    /// Which one it is.
    pub(crate) placeholder: Placeholder,
    /// Whether it stands in two pairs of brackets.
    pub(crate) doubled: bool,
    /// A possessive or plural ending inside the brackets, to be kept; empty as a rule.
    pub(crate) ending: Range<usize>,
}

/// Most digits of a number.
const DIGITS: usize = 9;
/// A placeholder in brackets at the start of `text`. `whole`: nothing follows the text.
pub(crate) fn bracketed(text: &str, whole: bool) -> Scan<Seen> {
    match enclosed(text, whole, true) {
        Err(Miss::No) => enclosed(text, whole, false),
        other => other,
    }
}

/// A placeholder without brackets at the start of `text`, which must be the start of a word.
pub(crate) fn bare(text: &str, whole: bool) -> Scan<Seen> {
    let mut cursor = Cursor::new(text, whole, true);
    let placeholder = cursor.placeholder()?;
    cursor.word_ends()?;
    Ok(Seen {
        len: cursor.at,
        placeholder,
        doubled: false,
        ending: 0..0,
    })
}

fn enclosed(text: &str, whole: bool, doubled: bool) -> Scan<Seen> {
    let mut cursor = Cursor::new(text, whole, false);
    let style = cursor.bracket(b'[', b'b')?;
    if doubled {
        cursor.same_bracket(b'[', b'b', style)?;
    }
    cursor.blanks()?;
    let placeholder = cursor.placeholder()?;
    let ending = cursor.ending()?;
    cursor.blanks()?;
    cursor.same_bracket(b']', b'd', style)?;
    if doubled {
        cursor.same_bracket(b']', b'd', style)?;
    }
    Ok(Seen {
        len: cursor.at,
        placeholder,
        doubled,
        ending,
    })
}

impl Cursor<'_> {
    fn placeholder(&mut self) -> Scan<Placeholder> {
        let tag = self.tag()?;
        if self.separators()? == 0 && self.strict {
            return Err(Miss::No);
        }
        let number = self.number()?;
        let form = self.optional(Self::form)?.unwrap_or(Form::Whole);
        Ok(Placeholder { tag, number, form })
    }

    fn tag(&mut self) -> Scan<Tag> {
        self.word(&Tag::ALL.map(|tag| (tag.word(), tag)))
    }

    fn number(&mut self) -> Scan<u32> {
        let mut number = u32::from(self.need(|byte| (b'1'..=b'9').contains(&byte))? - b'0');
        for count in 1..=DIGITS {
            let Some(digit) = self.eat(|byte| byte.is_ascii_digit())? else {
                break;
            };
            if count == DIGITS {
                return Err(Miss::No);
            }
            number = number * 10 + u32::from(digit - b'0');
        }
        Ok(number)
    }

    fn form(&mut self) -> Scan<Form> {
        if self.separators()? == 0 {
            return Err(Miss::No);
        }
        let named = self.optional(|cursor| {
            cursor.word(&[
                ("FIRST", Form::First),
                ("FULL", Form::Full),
                ("LAST", Form::Last),
            ])
        })?;
        let form = match named {
            Some(form) => form,
            None => self.lettered()?,
        };
        match self.peek()? {
            Some(byte) if byte.is_ascii_alphanumeric() && !(self.strict && byte == b's') => {
                Err(Miss::No)
            }
            _ => Ok(form),
        }
    }

    fn lettered(&mut self) -> Scan<Form> {
        let strict = self.strict;
        let letter = self.need(|byte| {
            (b'B'..=b'Z').contains(&if strict {
                byte
            } else {
                byte.to_ascii_uppercase()
            })
        })?;
        let mut round = 0;
        for _ in 0..2 {
            if let Some(digit) =
                self.eat(|byte| byte.is_ascii_digit() && (round > 0 || byte > b'0'))?
            {
                round = round * 10 + (digit - b'0');
            }
        }
        Ok(Form::Other(letter.to_ascii_uppercase(), round.max(1)))
    }

    /// A possessive or plural ending: `'s`, `\u{2019}s`, `s`.
    fn ending(&mut self) -> Scan<Range<usize>> {
        let start = self.at;
        self.optional(|cursor| {
            if cursor.eat(|byte| byte == b'\'')?.is_none() {
                let _ = cursor.optional(Self::curly)?;
            }
            cursor.need(|byte| byte.eq_ignore_ascii_case(&b's'))
        })?;
        Ok(start..self.at)
    }

    fn curly(&mut self) -> Scan<()> {
        "\u{2019}"
            .bytes()
            .try_for_each(|wanted| self.need(|byte| byte == wanted).map(|_| ()))
    }

    /// Outside brackets the word must end here, but for a plural s.
    fn word_ends(&mut self) -> Scan<()> {
        let mark = self.at;
        self.eat(|byte| byte == b's')?;
        self.peek()?;
        let next = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        self.at = mark;
        if next.is_some_and(is_word) {
            Err(Miss::No)
        } else {
            Ok(())
        }
    }
}

/// Whether a character continues a word.
pub(crate) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(seen: Scan<Seen>) -> Option<String> {
        seen.ok().map(|seen| seen.placeholder.to_string())
    }

    #[test]
    fn tolerant_inside_brackets() {
        let patient = [
            "[PATIENT_1]",
            "[patient_1]",
            "[Patient 1]",
            "[ Patient 1 ]",
            "[PATIENT-1]",
            "[PATIENT1]",
            "[PATIENT - 1]",
            "[[PATIENT_1]]",
            r"\[PATIENT_1\]",
            r"[PATIENT\_1]",
            r"\[PATIENT\_1\]",
            r"\\[PATIENT\\_1\\]",
            r"\u005bPATIENT_1\u005d",
            r"\u005BPATIENT\u005F1\u005D",
            "[PATIENT\u{a0}1]",
            "[PATIENT_1's]",
            "[PATIENT_1\u{2019}s]",
            "[Patient 1s]",
            r"\u005b\u005bPATIENT_1\u005d\u005d",
        ];
        for text in patient {
            assert_eq!(
                name(bracketed(text, true)).as_deref(),
                Some("[PATIENT_1]"),
                "{text}"
            );
            assert_eq!(bracketed(text, true).unwrap().len, text.len(), "{text}");
        }
        for (text, wanted) in [
            ("[health plan 2]", "[HEALTH_PLAN_2]"),
            ("[HealthPlan2]", "[HEALTH_PLAN_2]"),
            ("[patient 1 last]", "[PATIENT_1_LAST]"),
            ("[PERSON_2_FIRST]", "[PERSON_2_FIRST]"),
            ("[person-2-c]", "[PERSON_2_C]"),
            ("[PERSON_2_C12]", "[PERSON_2_C12]"),
            ("[PERSON_2_F]", "[PERSON_2_F]"),
            ("[DATE_123456789]", "[DATE_123456789]"),
            ("[PATIENT_1 s]", "[PATIENT_1_S]"),
        ] {
            assert_eq!(
                name(bracketed(text, true)).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
    }

    #[test]
    fn not_everything_in_brackets() {
        for text in [
            "[PATIENT]",
            "[PATIENT_0]",
            "[PATIENT_01]",
            "[PATIENT_1",
            "[PATIENT_1)",
            "(PATIENT_1]",
            "[PATIENT_1234567890]",
            "[PATIENT_1_A]",
            "[PATIENT_1_LASTLY]",
            "[PATIENT 1 of 3]",
            "[1]",
            "[x]",
            "[]",
            r"\[PATIENT_1]",
            r"[PATIENT_1\]",
            "[PATIENTS_1]",
            "[DATES_1]",
            "[MRN: 482913]",
            r"[PATIENT\n1]",
        ] {
            assert_eq!(bracketed(text, true), Err(Miss::No), "{text}");
        }
    }

    #[test]
    fn strict_outside_brackets() {
        for (text, len) in [
            ("PATIENT_1", 9),
            ("PATIENT_1's", 9),
            ("PATIENT_1s left", 9),
            ("PATIENT_1.", 9),
            (r"PATIENT\_1", 10),
            ("HEALTH_PLAN_1 ", 13),
            ("PATIENT_1_LAST,", 14),
            (r"PATIENT_1\n", 9),
            ("PATIENT_1_B", 11),
            ("PATIENT_1-2", 9),
        ] {
            assert_eq!(bare(text, true).map(|seen| seen.len), Ok(len), "{text}");
        }
        for text in [
            "patient 1 of 3",
            "Patient 1",
            "PATIENT 1",
            "PATIENT1",
            "patient_1",
            "PATIENT_1x",
            "PATIENT_1_",
            "PATIENT_1_X_",
            "PATIENT_1é",
            "PATIENT__1",
            "DATE_OF",
        ] {
            assert_eq!(bare(text, true), Err(Miss::No), "{text}");
        }
    }

    #[test]
    fn waits_exactly_while_it_is_undecided() {
        for text in [
            "[",
            "[[",
            "[P",
            "[pat",
            "[PATIENT_",
            "[PATIENT_1",
            "[PATIENT_1_",
            "[PATIENT_1_L",
            "[PATIENT_1 ",
            "[[PATIENT_1]",
            r"\",
            r"\u005",
            r"[PATIENT\",
        ] {
            assert_eq!(bracketed(text, false), Err(Miss::Short), "{text}");
        }
        for text in [
            "[x",
            "[PX",
            "[[x",
            "[PATIENT_x",
            "[PATIENT_1,",
            r"\n",
            "[Pati ent",
        ] {
            assert_eq!(bracketed(text, false), Err(Miss::No), "{text}");
        }
        assert_eq!(bare("PATIENT_1", false), Err(Miss::Short));
        assert_eq!(bare("Pa", false), Err(Miss::No));
    }

    /// What a stream holds back is bounded by the grammar, whatever the input.
    #[test]
    fn undecided_texts_are_short() {
        let slash = r"\\\\";
        let worst = format!(
            "{slash}u005b{slash}u005b   HEALTH{slash}u005f{slash}u005f{slash}u005fPLAN{slash}u005f{slash}u005f{slash}u005f123456789{slash}u005f{slash}u005f{slash}u005fB99's   {slash}u005d{slash}u005"
        );
        assert_eq!(bracketed(&worst, false), Err(Miss::Short));
        assert!(worst.len() < 200, "{}", worst.len());
    }
}
