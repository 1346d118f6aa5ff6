//! HL7 version 2: segments by lines, fields by bars, components by carets.
//!
//! Whole messages are refused before text is inspected; fragments that somebody pasted are not, and they are dense. The
//! places follow HL7 2.5.1, chapters 3 (PID, NK1, PV1), 4 (ORC, OBR) and 6 (GT1, IN1).

use super::{Meaning, value};
use crate::find::Role;
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// What a field holds and how to read its components.
#[derive(Clone, Copy)]
enum Shape {
    /// The first component alone: identifiers, dates, phones.
    First(Meaning),
    /// Family, given, middle.
    Person(Role),
    /// An identifier, then family, given, middle.
    Provider,
    /// Every component but the state and country.
    Address,
    /// A telephone in the first, or in the sixth and seventh component; an address in the fourth.
    Phone,
}

const MRN: Shape = Shape::First(Meaning::of(Kind::Mrn));
/// In MSH the bar itself is the first field, so that everything stands one place earlier than it is numbered.
const FACILITY: Shape = Shape::First(Meaning::of(Kind::Geo));
const DATE: Shape = Shape::First(Meaning::of(Kind::Date));
const BIRTH: Shape = Shape::First(Meaning::hard(Kind::Date));
const OTHER: Shape = Shape::First(Meaning::of(Kind::OtherId));
const PLAN: Shape = Shape::First(Meaning::of(Kind::HealthPlan));
const ACCOUNT: Shape = Shape::First(Meaning::of(Kind::Account));
const USER: Shape = Shape::First(Meaning {
    wordy: true,
    ..Meaning::of(Kind::OtherId)
});

/// Segment, field, shape.
const FIELDS: &[(&str, usize, Shape)] = &[
    ("EVN", 2, DATE),
    ("EVN", 5, USER),
    ("EVN", 6, DATE),
    ("GT1", 3, Shape::Person(Role::Relative)),
    ("GT1", 5, Shape::Address),
    ("GT1", 6, Shape::Phone),
    ("GT1", 8, BIRTH),
    ("GT1", 12, Shape::First(Meaning::of(Kind::Ssn))),
    ("IN1", 5, Shape::Address),
    ("IN1", 8, PLAN),
    ("IN1", 12, DATE),
    ("IN1", 16, Shape::Person(Role::Relative)),
    ("IN1", 18, BIRTH),
    ("IN1", 19, Shape::Address),
    ("IN1", 36, PLAN),
    ("IN1", 49, PLAN),
    ("MSH", 3, FACILITY),
    ("MSH", 5, FACILITY),
    ("NK1", 2, Shape::Person(Role::Relative)),
    ("NK1", 4, Shape::Address),
    ("NK1", 5, Shape::Phone),
    ("NK1", 6, Shape::Phone),
    ("OBR", 2, OTHER),
    ("OBR", 3, OTHER),
    ("OBR", 7, DATE),
    ("OBR", 16, Shape::Provider),
    ("OBR", 28, Shape::Provider),
    ("OBR", 32, Shape::Provider),
    ("OBX", 14, DATE),
    ("OBX", 16, Shape::Provider),
    ("ORC", 2, OTHER),
    ("ORC", 3, OTHER),
    ("ORC", 10, Shape::Provider),
    ("ORC", 12, Shape::Provider),
    ("PD1", 4, Shape::Provider),
    ("PID", 2, MRN),
    ("PID", 3, MRN),
    ("PID", 4, MRN),
    ("PID", 5, Shape::Person(Role::Patient)),
    ("PID", 6, Shape::Person(Role::Relative)),
    ("PID", 7, BIRTH),
    ("PID", 9, Shape::Person(Role::Patient)),
    ("PID", 11, Shape::Address),
    ("PID", 13, Shape::Phone),
    ("PID", 14, Shape::Phone),
    ("PID", 18, ACCOUNT),
    ("PID", 19, Shape::First(Meaning::of(Kind::Ssn))),
    ("PID", 20, Shape::First(Meaning::of(Kind::License))),
    ("PV1", 7, Shape::Provider),
    ("PV1", 8, Shape::Provider),
    ("PV1", 9, Shape::Provider),
    ("PV1", 17, Shape::Provider),
    ("PV1", 19, OTHER),
    ("PV1", 44, DATE),
    ("RXA", 3, DATE),
    ("RXA", 10, Shape::Provider),
    ("SCH", 1, OTHER),
    ("SCH", 2, OTHER),
    ("SCH", 12, Shape::Person(Role::Person)),
    ("SCH", 16, Shape::Person(Role::Person)),
    ("SCH", 20, Shape::Provider),
];

/// Proposes the identifying fields of HL7 lines.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    for line in page.text.split_inclusive(['\n', '\r']) {
        let start = at;
        at += line.len();
        let Some((id, _)) = line.split_once('|').filter(|(id, _)| id.len() == 3) else {
            continue;
        };
        let places: Vec<(usize, Shape)> = FIELDS
            .iter()
            .filter(|(segment, ..)| *segment == id)
            .map(|(_, place, shape)| (*place, *shape))
            .collect();
        if !places.is_empty() {
            fields(page, line, start, &places, out);
        }
    }
}

fn fields(
    page: &Page<'_>,
    line: &str,
    start: usize,
    places: &[(usize, Shape)],
    out: &mut Vec<Candidate>,
) {
    let mut at = start;
    for (place, field) in line
        .trim_end_matches(['\n', '\r'])
        .split('|')
        .enumerate()
        .take(60)
    {
        if let Some((_, shape)) = places.iter().find(|(wanted, _)| *wanted == place) {
            repetitions(page, field, at, *shape, out);
        }
        at += field.len() + 1;
    }
}

fn repetitions(page: &Page<'_>, field: &str, start: usize, shape: Shape, out: &mut Vec<Candidate>) {
    let mut at = start;
    for repetition in field.split('~').take(20) {
        let parts = components(repetition, at);
        out.extend(
            spans(page, &parts, shape)
                .into_iter()
                .filter_map(|(meaning, span)| value(page, "hl7", meaning, span)),
        );
        at += repetition.len() + 1;
    }
}

fn components(field: &str, start: usize) -> Vec<Span> {
    let mut at = start;
    let span = |part: &str| {
        let span = Span {
            start: at,
            end: at + part.len(),
        };
        at += part.len() + 1;
        span
    };
    field.split('^').take(20).map(span).collect()
}

fn spans(page: &Page<'_>, parts: &[Span], shape: Shape) -> Vec<(Meaning, Span)> {
    let named = |role: Role, from: usize| {
        parts
            .iter()
            .skip(from)
            .take(3)
            .map(move |part| (Meaning::name(role), *part))
            .collect::<Vec<_>>()
    };
    match shape {
        Shape::First(meaning) => parts
            .first()
            .map(|part| (ssa(page, parts, meaning), *part))
            .into_iter()
            .collect(),
        Shape::Person(role) => named(role, 0),
        Shape::Provider if parts.len() > 1 => {
            let id = parts
                .first()
                .map(|part| (Meaning::of(Kind::OtherId), *part));
            id.into_iter().chain(named(Role::Staff, 1)).collect()
        }
        Shape::Provider => Vec::new(),
        Shape::Address => parts
            .iter()
            .enumerate()
            .filter(|(place, part)| matches!(place, 0 | 1 | 2 | 4 | 8) && !part.is_empty())
            .map(|(_, part)| (Meaning::hard(Kind::Geo), *part))
            .collect(),
        Shape::Phone => phone(parts),
    }
}

/// PID-3 also carries Social Security numbers, by their assigning authority.
fn ssa(page: &Page<'_>, parts: &[Span], meaning: Meaning) -> Meaning {
    let social = parts
        .iter()
        .skip(1)
        .any(|part| matches!(page.slice(*part), "SS" | "SSA"));
    if social && meaning.kind == Kind::Mrn {
        Meaning::of(Kind::Ssn)
    } else {
        meaning
    }
}

fn phone(parts: &[Span]) -> Vec<(Meaning, Span)> {
    let of = |kind: Kind, part: &Span| (Meaning::of(kind), *part);
    let first = parts.first().map(|part| of(Kind::Phone, part));
    let mail = parts.get(3).map(|part| of(Kind::Email, part));
    let split = parts.get(5).zip(parts.get(6)).map(|(area, line)| {
        (
            Meaning::of(Kind::Phone),
            Span {
                start: area.start,
                end: line.end,
            },
        )
    });
    first.into_iter().chain(mail).chain(split).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::proposed;
    use super::*;

    fn found(text: &str) -> Vec<(Kind, String)> {
        proposed(find, text)
    }

    #[test]
    fn a_patient_segment_is_read_by_place() {
        let text = "PID|1||E330914^^^RVMC^MR~512449081^^^SSA^SS||LINDGREN^HARRIET^B||19640521|F|||12 ELM ST^^DAYTON^OH^45402||^PRN^PH^^1^614^5550142";
        let expected = [
            (Kind::Mrn, "E330914"),
            (Kind::Ssn, "512449081"),
            (Kind::Name, "LINDGREN"),
            (Kind::Name, "HARRIET"),
            (Kind::Name, "B"),
            (Kind::Date, "19640521"),
            (Kind::Geo, "12 ELM ST"),
            (Kind::Geo, "DAYTON"),
            (Kind::Geo, "45402"),
            (Kind::Phone, "614^5550142"),
        ];
        assert_eq!(
            found(text),
            expected.map(|(kind, part)| (kind, part.to_owned()))
        );
    }

    #[test]
    fn providers_are_staff() {
        assert_eq!(found("PV1|1|O|||||1234567893^RAO^ANJALI^K^^^MD").len(), 4);
    }

    #[test]
    fn other_lines_are_left_alone() {
        assert!(found("PIN|1|2|3^4\na | b | c\nOBX|1|NM|718-7^HGB^LN||13.2").is_empty());
    }
}
