//! Numbers by their digits: "(614) 555-0100", "614_555_0100" and "6145550100" are one, and so are groups in columns or
//! on lines of their own.
//!
//! Only numbers of seven digits or more are compared so; a shorter one would meet doses and scores.

use crate::kind::Kind;
use crate::span::Span;

/// Fewest digits of a number that is compared by its digits.
pub(super) const LEAST: usize = 7;
/// Most separators between two digits of one number.
const GAP: usize = 3;
/// Stands between numbers.
const BREAK: u8 = b'|';

/// The digits of a value, if it is a number that is compared by them.
pub(super) fn number(kind: Kind, value: &str) -> Option<String> {
    let numeric = kind.is_number() || matches!(kind, Kind::Fax | Kind::Phone | Kind::Ssn);
    let digits: String = value.chars().filter_map(digit).map(char::from).collect();
    (numeric && digits.len() >= LEAST).then_some(digits)
}

/// The digits of a text with where they stand.
pub(super) struct DigitText {
    digits: Vec<u8>,
    places: Vec<Span>,
}

impl DigitText {
    pub(super) fn new(text: &str) -> Self {
        let mut all = Self {
            digits: Vec::new(),
            places: Vec::new(),
        };
        let mut apart = 0;
        for (start, c) in text.char_indices() {
            if let Some(digit) = digit(c) {
                if apart > GAP {
                    all.push(BREAK, Span { start, end: start });
                }
                all.push(
                    digit,
                    Span {
                        start,
                        end: start + c.len_utf8(),
                    },
                );
                apart = 0;
            } else {
                apart = if separates(c) { apart + 1 } else { GAP + 1 };
            }
        }
        all
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.digits
    }

    /// Where a stretch of digits stands in the text; nothing when it is only part of a run of digits.
    pub(super) fn original(&self, digits: Span) -> Option<Span> {
        let first = self.places.get(digits.start)?;
        let last = self.places.get(digits.end.checked_sub(1)?)?;
        let before = digits
            .start
            .checked_sub(1)
            .and_then(|before| self.places.get(before));
        let touches = |left: Option<&Span>, right: Option<&Span>| {
            left.zip(right).is_some_and(|(left, right)| {
                !left.is_empty() && left.end == right.start && !right.is_empty()
            })
        };
        let part = touches(before, Some(first)) || touches(Some(last), self.places.get(digits.end));
        (!part).then_some(Span {
            start: first.start,
            end: last.end,
        })
    }

    fn push(&mut self, digit: u8, place: Span) {
        self.digits.push(digit);
        self.places.push(place);
    }
}

/// The ASCII digit that a character means: itself or its full-width form.
fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{FF10}'..='\u{FF19}' => u32::from(c) - 0xFF10,
        _ => return None,
    };
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// What may stand inside a written number.
fn separates(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '_' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, number: &str) -> Option<(usize, usize)> {
        let digits = DigitText::new(text);
        let at = digits
            .as_bytes()
            .windows(number.len())
            .position(|window| window == number.as_bytes())?;
        digits
            .original(Span {
                start: at,
                end: at + number.len(),
            })
            .map(|span| (span.start, span.end))
    }

    #[test]
    fn numbers_in_any_dress() {
        for (text, expected) in [
            ("6145550100", Some((0, 10))),
            ("(614) 555-0100.", Some((1, 14))),
            ("+1 614.555.0100", Some((3, 15))),
            ("x614\u{200b}5550100x", Some((1, 14))),
            ("\u{ff16}145550100", Some((0, 12))),
            ("16145550100", None),
            ("61455501001", None),
            ("614 and 5550100", None),
            ("614\n555\r\n0100", Some((0, 13))),
            ("614\t555\t0100", Some((0, 12))),
            ("phone_614_555_0100_x", Some((6, 18))),
            ("614\n\n\n\n5550100", None),
        ] {
            assert_eq!(found(text, "6145550100"), expected, "{text}");
        }
    }

    #[test]
    fn only_long_numbers() {
        assert_eq!(
            number(Kind::Phone, "(614) 555-0100").as_deref(),
            Some("6145550100")
        );
        assert_eq!(number(Kind::Mrn, "48-291"), None);
        assert_eq!(number(Kind::Date, "02/04/1971"), None);
    }
}
