//! HL7 version 2: segments on lines, fields, repetitions, components, subcomponents.
//!
//! Format: HL7 2.5.1, chapter 2. The header segment of each message says which signs part them; text is written with
//! escapes for these signs. Batches (FHS, BHS) and MLLP frames around messages are read too. Where a line is no segment,
//! the whole is not surely a message.

use std::borrow::Cow;
use std::ops::Range;

use super::codes;
use super::place::{Place, Writing};
use super::reading::Reading;

/// The signs of a message, in the order of its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signs {
    field: u8,
    component: u8,
    repetition: u8,
    escape: u8,
    subcomponent: u8,
}

/// The signs that HL7 suggests, which the finder knows.
const USUAL: Signs = Signs {
    field: b'|',
    component: b'^',
    repetition: b'~',
    escape: b'\\',
    subcomponent: b'&',
};

impl Signs {
    /// The signs of a header segment: `MSH|^~\&|`.
    fn of_header(line: &str) -> Option<Self> {
        let [
            _,
            _,
            _,
            field,
            component,
            repetition,
            escape,
            subcomponent,
            rest @ ..,
        ] = line.as_bytes()
        else {
            return None;
        };
        let signs = [*field, *component, *repetition, *escape, *subcomponent];
        let different = (1..signs.len()).all(|at| {
            !signs
                .iter()
                .take(at)
                .any(|sign| signs.get(at) == Some(sign))
        });
        let closed = rest.iter().take(2).any(|byte| byte == field) || rest.is_empty();
        (different && closed && signs.iter().all(u8::is_ascii_punctuation)).then_some(Self {
            field: *field,
            component: *component,
            repetition: *repetition,
            escape: *escape,
            subcomponent: *subcomponent,
        })
    }

    /// The letter of the escape that means a sign.
    fn letter(self, byte: u8) -> Option<char> {
        let letters = [
            (self.field, 'F'),
            (self.component, 'S'),
            (self.repetition, 'R'),
            (self.escape, 'E'),
            (self.subcomponent, 'T'),
        ];
        letters
            .into_iter()
            .find(|(sign, _)| *sign == byte)
            .map(|(_, letter)| letter)
    }

    fn sign(self, letter: &str) -> Option<u8> {
        match letter {
            "F" => Some(self.field),
            "S" => Some(self.component),
            "R" => Some(self.repetition),
            "E" => Some(self.escape),
            "T" => Some(self.subcomponent),
            _ => None,
        }
    }

    /// The text with escapes for the signs and for line ends.
    pub(super) fn write(self, text: &str) -> Cow<'_, str> {
        let special = |c: char| {
            matches!(c, '\n' | '\r')
                || u8::try_from(c).is_ok_and(|byte| self.letter(byte).is_some())
        };
        if !text.contains(special) {
            return Cow::Borrowed(text);
        }
        let escape = char::from(self.escape);
        let mut out = String::with_capacity(text.len() + 8);
        for c in text.replace("\r\n", "\n").chars() {
            match u8::try_from(c).ok().and_then(|byte| self.letter(byte)) {
                Some(letter) => out.extend([escape, letter, escape]),
                None if special(c) => out.extend([escape, '.', 'b', 'r', escape]),
                None => out.push(c),
            }
        }
        Cow::Owned(out)
    }

    /// What the text between two escape signs means; nothing when it is no escape.
    fn meaning(self, escape: &str) -> Option<String> {
        if let Some(sign) = self.sign(escape) {
            return Some(char::from(sign).into());
        }
        match escape.as_bytes().first()? {
            b'X' => hexadecimal(escape.get(1..)?),
            b'H' | b'N' if escape.len() == 1 => Some(String::new()),
            b'.' => Some(if matches!(escape, ".br" | ".sp") {
                "\n".into()
            } else {
                String::new()
            }),
            _ => None,
        }
    }
}

fn hexadecimal(digits: &str) -> Option<String> {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    (!digits.is_empty() && digits.len().is_multiple_of(2))
        .then(|| String::from_utf8(bytes?).ok())?
}

/// Longest escape, in bytes between its signs.
const LONGEST: usize = 64;
/// Segments that say which signs are used.
const HEADERS: [&str; 3] = ["BHS", "FHS", "MSH"];
/// What MLLP puts before and behind a message.
const FRAME: [char; 2] = ['\u{b}', '\u{1c}'];

/// The texts of `source` from `start` on, if it is one or more messages.
pub(super) fn read(source: &str, start: usize) -> Option<Vec<Place>> {
    let mut places = Vec::new();
    for segment in segments(source, start) {
        segment?.texts(source, &mut places);
    }
    (!places.is_empty()).then_some(places)
}

/// The source with the usual signs in the places of others, for a finder that knows only these; nothing when they are
/// the usual ones. No offset changes.
pub(super) fn usual(source: &str, start: usize) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    for segment in segments(source, start).flatten() {
        let from = segment.signs;
        let pairs = [
            (from.field, USUAL.field),
            (from.component, USUAL.component),
            (from.repetition, USUAL.repetition),
            (from.subcomponent, USUAL.subcomponent),
        ];
        for byte in bytes.get_mut(segment.span)? {
            *byte = pairs
                .iter()
                .find(|(sign, _)| sign == byte)
                .map_or(*byte, |(_, usual)| *usual);
        }
    }
    (bytes != source.as_bytes()).then(|| String::from_utf8(bytes).ok())?
}

/// One line of a message.
struct Segment {
    span: Range<usize>,
    signs: Signs,
    is_header: bool,
}

/// The segments from `start` on; nothing in the place of a line that is none, after which no more come.
fn segments(source: &str, start: usize) -> impl Iterator<Item = Option<Segment>> {
    let mut at = start;
    let mut signs = None;
    let lines = source.get(start..).unwrap_or_default().split(['\r', '\n']);
    let lines = lines.map(move |line| {
        let from = at + (line.len() - line.trim_start_matches(FRAME).len());
        at += line.len() + 1;
        (from, line.trim_matches(FRAME))
    });
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(move |(from, line)| {
            let name = line.get(..3)?;
            let is_header = HEADERS.contains(&name);
            if is_header {
                signs = Signs::of_header(line);
            }
            let signs = signs?;
            let named = name.starts_with(|c: char| c.is_ascii_uppercase())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            let parted = line
                .as_bytes()
                .get(3)
                .is_none_or(|byte| *byte == signs.field);
            (named && parted).then_some(Segment {
                span: from..from + line.len(),
                signs,
                is_header,
            })
        })
}

impl Segment {
    fn texts(&self, source: &str, places: &mut Vec<Place>) {
        // The signs themselves are the first two fields of a header.
        let skipped = if self.is_header { 2 } else { 1 };
        for field in parts(source, self.span.clone(), self.signs.field).skip(skipped) {
            for repetition in parts(source, field, self.signs.repetition) {
                self.components(source, repetition, places);
            }
        }
    }

    fn components(&self, source: &str, repetition: Range<usize>, places: &mut Vec<Place>) {
        let components: Vec<Range<usize>> =
            parts(source, repetition, self.signs.component).collect();
        let system = |at: usize| components.get(at).and_then(|span| source.get(span.clone()));
        for (number, component) in components.iter().enumerate() {
            // A coded element is a code, its words and its system, twice.
            let is_coded =
                number % 3 == 0 && system(number + 2).is_some_and(codes::is_published_v2);
            for part in parts(source, component.clone(), self.signs.subcomponent) {
                let place = self.place(source, part);
                let is_code = is_coded && codes::is_code(place.text(source));
                places.push(Place { is_code, ..place });
            }
        }
    }

    fn place(&self, source: &str, span: Range<usize>) -> Place {
        let written = source.get(span.clone()).unwrap_or_default();
        let reading = memchr::memchr(self.signs.escape, written.as_bytes())
            .map(|_| self.reading(written, span.start));
        Place {
            reading,
            ..Place::new(span, Writing::Hl7(self.signs))
        }
    }

    fn reading(&self, written: &str, start: usize) -> Reading {
        let sign = char::from(self.signs.escape);
        let mut reading = Reading::new(start);
        let mut rest = written;
        while let Some((plain, after)) = rest.split_once(sign) {
            reading.push(start + written.len() - after.len() - 1, plain);
            let escape = after
                .bytes()
                .take(LONGEST)
                .position(|byte| byte == self.signs.escape)
                .and_then(|end| after.get(..end));
            let meaning = escape.and_then(|escape| {
                self.signs
                    .meaning(escape)
                    .map(|meaning| (escape.len() + 1, meaning))
            });
            let (length, meaning) = meaning.unwrap_or((0, sign.into()));
            rest = after.get(length..).unwrap_or_default();
            reading.push(start + written.len() - rest.len(), &meaning);
        }
        reading.push(start + written.len(), rest);
        reading
    }
}

/// The parts of a stretch of the source between signs.
fn parts(source: &str, span: Range<usize>, sign: u8) -> impl Iterator<Item = Range<usize>> {
    let mut at = span.start;
    let text = source.get(span).unwrap_or_default();
    text.split(char::from(sign)).map(move |part| {
        let start = at;
        at += part.len() + 1;
        start..start + part.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MSH: &str = r"MSH|^~\&|LAB|ELM";

    fn texts(source: &str) -> Option<Vec<String>> {
        let places = read(source, 0)?;
        Some(
            places
                .iter()
                .map(|place| place.text(source).to_owned())
                .collect(),
        )
    }

    #[test]
    fn messages_are_taken_apart() {
        for (rest, expected) in [
            (
                "\rPID|1||A~B^C&D",
                &["LAB", "ELM", "1", "", "A", "B", "C", "D"][..],
            ),
            (
                "\r\nNTE|1|a\\T\\b \\.br\\\\X4142\\\\H\\x\\N\\ C:\\new\r\n",
                &["LAB", "ELM", "1", "a&b \nABx C:\\new"],
            ),
            ("\u{1c}\r", &["LAB", "ELM"]),
        ] {
            assert_eq!(texts(&format!("{MSH}{rest}")).unwrap(), expected, "{rest}");
        }
        assert_eq!(
            texts("FHS|^~\\&|x\rMSH#*~\\@#y*z\rPID#1|2").unwrap(),
            ["x", "y", "z", "1|2"]
        );
    }

    #[test]
    fn what_is_not_surely_a_message_is_none() {
        for source in [
            "",
            "PID|1",
            "MSH|^~",
            "MSH|^^\\&|x",
            "MSHX^~\\&|x",
            &format!("{MSH}\nsee below"),
            &format!("please read:\n{MSH}"),
        ] {
            assert_eq!(texts(source), None, "{source}");
        }
    }

    #[test]
    fn signs_are_escaped() {
        let source = format!("{MSH}\n");
        let signs = segments(&source, 0).flatten().next().unwrap().signs;
        assert_eq!(signs, USUAL);
        assert_eq!(
            signs.write("a|b^c&d~e\\f\r\ng\rh"),
            r"a\F\b\S\c\T\d\R\e\E\f\.br\g\.br\h"
        );
        assert_eq!(signs.write("[PATIENT_1]"), "[PATIENT_1]");
    }

    #[test]
    fn other_signs_are_made_the_usual_ones() {
        let usual = usual("MSH#*~\\@#y\rPID#1##A*B@C", 0).unwrap();
        assert_eq!(usual, "MSH|^~\\&|y\rPID|1||A^B&C");
        assert_eq!(super::usual(MSH, 0), None);
    }

    #[test]
    fn codes_are_known_by_their_system() {
        let source = format!("{MSH}\rOBX|1|NM|718-7^HGB^LN^555-0142^x^L||13.2");
        let places = read(&source, 0).unwrap();
        let coded = places.iter().filter(|place| place.is_code);
        let coded: Vec<&str> = coded.map(|place| place.text(&source)).collect();
        assert_eq!(coded, ["718-7"]);
    }
}
