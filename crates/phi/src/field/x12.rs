//! X12 claims and eligibility: segments end in a tilde, elements are parted by asterisks.
//!
//! Only segments that carry identifiers are read (ASC X12N 005010: NM1, N3, N4, REF, DMG, DTP, PER, CLM, CLP, TRN).

use super::{Meaning, value};
use crate::find::Role;
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// Proposes the identifying elements of X12 segments.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    if !page.text.contains('~') {
        return;
    }
    let mut at = 0;
    for segment in page.text.split(['~', '\n']) {
        if segment.len() <= 400 {
            let lead = segment.len() - segment.trim_start().len();
            let parts = elements(segment.trim_start(), at + lead);
            out.extend(
                read(page, &parts)
                    .into_iter()
                    .filter_map(|(meaning, span)| value(page, "x12", meaning, span)),
            );
        }
        at += segment.len() + 1;
    }
}

fn elements(segment: &str, start: usize) -> Vec<Span> {
    let mut at = start;
    let span = |part: &str| {
        let span = Span {
            start: at,
            end: at + part.len(),
        };
        at += part.len() + 1;
        span
    };
    segment.split('*').take(32).map(span).collect()
}

fn read(page: &Page<'_>, parts: &[Span]) -> Vec<(Meaning, Span)> {
    let text = |place: usize| {
        parts
            .get(place)
            .map(|part| page.slice(*part))
            .unwrap_or_default()
    };
    let pick = |meaning: Meaning, places: &[usize]| -> Vec<(Meaning, Span)> {
        places
            .iter()
            .filter_map(|place| parts.get(*place))
            .filter(|part| !part.is_empty())
            .map(|part| (meaning, *part))
            .collect()
    };
    let other = Meaning {
        wordy: true,
        ..Meaning::of(Kind::OtherId)
    };
    match text(0) {
        "NM1" if text(2) == "1" => [
            pick(Meaning::name(person(text(1))), &[3, 4, 5]),
            pick(id_of(text(8)), &[9]),
        ]
        .concat(),
        "NM1" if text(2) == "2" && text(8) == "XX" => pick(other, &[9]),
        "N3" => pick(Meaning::hard(Kind::Geo), &[1, 2]),
        "N4" => pick(Meaning::of(Kind::Geo), &[1, 3]),
        "DMG" => pick(Meaning::hard(Kind::Date), &[2]),
        "DTP" => pick(Meaning::of(Kind::Date), &[3]),
        "DTM" => pick(Meaning::of(Kind::Date), &[2]),
        "REF" if matches!(text(1), "6P" | "0F" | "1L" | "IG") => {
            pick(Meaning::of(Kind::HealthPlan), &[2])
        }
        "REF" => pick(other, &[2]),
        "PER" => [
            pick(Meaning::name(Role::Staff), &[2]),
            pick(contact(text(3)), &[4]),
            pick(contact(text(5)), &[6]),
        ]
        .concat(),
        "CLM" | "CLP" => [
            pick(Meaning::of(Kind::Account), &[1]),
            if text(0) == "CLP" {
                pick(other, &[7])
            } else {
                Vec::new()
            },
        ]
        .concat(),
        "TRN" => pick(other, &[2]),
        "ISA" => [pick(other, &[6]), pick(Meaning::of(Kind::Date), &[9])].concat(),
        "GS" | "BHT" => pick(Meaning::of(Kind::Date), &[4]),
        "SBR" => pick(Meaning::of(Kind::HealthPlan), &[3]),
        "N1" if text(3) == "XX" => pick(other, &[4]),
        _ => Vec::new(),
    }
}

fn person(role: &str) -> Role {
    match role {
        "IL" | "QC" | "74" => Role::Patient,
        "82" | "71" | "72" | "77" | "85" | "DN" | "DQ" | "1P" | "P3" => Role::Staff,
        _ => Role::Person,
    }
}

fn id_of(qualifier: &str) -> Meaning {
    match qualifier {
        "MI" | "II" | "HN" => Meaning::of(Kind::HealthPlan),
        "34" => Meaning::of(Kind::Ssn),
        _ => Meaning::of(Kind::OtherId),
    }
}

fn contact(qualifier: &str) -> Meaning {
    match qualifier {
        "FX" => Meaning::of(Kind::Fax),
        "EM" => Meaning::of(Kind::Email),
        "UR" => Meaning::of(Kind::Url),
        _ => Meaning::of(Kind::Phone),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::proposed;
    use super::*;

    fn found(text: &str) -> Vec<(Kind, String)> {
        proposed(find, text)
    }

    #[test]
    fn members_and_their_addresses() {
        let text = "NM1*IL*1*LINDGREN*HARRIET*B***MI*YGG881204771~\nN3*12 ELM ST~N4*DAYTON*OH*45402~DMG*D8*19640521*F~";
        let expected = [
            (Kind::Name, "LINDGREN"),
            (Kind::Name, "HARRIET"),
            (Kind::Name, "B"),
            (Kind::HealthPlan, "YGG881204771"),
            (Kind::Geo, "12 ELM ST"),
            (Kind::Geo, "DAYTON"),
            (Kind::Geo, "45402"),
            (Kind::Date, "19640521"),
        ];
        assert_eq!(
            found(text),
            expected.map(|(kind, part)| (kind, part.to_owned()))
        );
    }

    #[test]
    fn prose_is_left_alone() {
        assert!(found("about ~10 mg * 2 and N3 * 4 ~ ok").is_empty());
        assert!(found("SV1*HC:99213*120*UN*1***1~").is_empty());
    }
}
