//! HL7 version 2: a segment is a field of the chart by its name; of the patient's own segment, each element is one.
//!
//! Whole messages are refused before text is inspected; this is for segments that somebody pasted. The places follow HL7
//! 2.5.1, chapters 3 (PID), 4 (ORC, RX*) and 7 (OBX).

use std::collections::HashSet;

use super::{Cut, Minimum, OTHER, code};
use crate::field::lines;
use crate::span::Span;

/// What each segment holds, as a label of the field.
const SEGMENTS: &[(&str, &str)] = &[
    ("AIS", "appointment"),
    ("AL1", "allergies"),
    ("DG1", "diagnosis"),
    ("GT1", "guarantor"),
    ("IAM", "allergies"),
    ("IN1", "plan id"),
    ("NK1", "next of kin"),
    ("NTE", "note"),
    ("OBR", "results"),
    ("OBX", "results"),
    ("PR1", "procedure"),
    ("PRB", "problem list"),
    ("PV1", "encounter"),
    ("RXA", "immunizations"),
    ("RXD", "medications"),
    ("RXE", "medications"),
    ("RXO", "medications"),
    ("SCH", "appointment"),
];

/// What each element of the patient's segment holds.
const PATIENT: &[(usize, &str)] = &[
    (3, "mrn"),
    (5, "patient name"),
    (7, "date of birth"),
    (8, "sex"),
    (10, "race"),
    (11, "address"),
    (13, "home phone"),
    (14, "work phone"),
    (18, "account number"),
    (19, "ssn"),
];

/// Proposes segments and elements that are not listed. A segment that is not known here may be anything, and goes.
pub(super) fn find(minimum: &Minimum, text: &str, taken: &mut HashSet<usize>, out: &mut Vec<Cut>) {
    let segments = lines(text).filter(|(_, line)| is_segment(line));
    let segments: Vec<(usize, &str)> = segments.collect();
    if !segments.iter().any(|(_, line)| is_known(line)) {
        return;
    }
    for (start, line) in segments {
        taken.insert(start);
        let name = line.get(..3).unwrap_or_default();
        if name == "PID" {
            patient(minimum, start, line, out);
            continue;
        }
        let known = SEGMENTS.iter().find(|(known, _)| *known == name);
        let goes = known.map_or(Some(OTHER), |(_, label)| code(minimum, label));
        let span = Span {
            start: start + 4,
            end: start + line.len(),
        };
        out.extend(goes.map(|code| Cut::new(code, span)));
    }
}

fn is_known(line: &str) -> bool {
    let name = line.get(..3).unwrap_or_default();
    name == "PID" || SEGMENTS.iter().any(|(known, _)| *known == name)
}

/// Three capitals or figures, a capital first, and a bar.
fn is_segment(line: &str) -> bool {
    let (name, bar) = (line.as_bytes().get(..3), line.as_bytes().get(3));
    let is_name = |name: &[u8]| {
        name.first().is_some_and(u8::is_ascii_uppercase)
            && name
                .iter()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    name.is_some_and(is_name) && bar == Some(&b'|')
}

/// The elements of the patient's segment; the bars between them stay.
fn patient(minimum: &Minimum, start: usize, line: &str, out: &mut Vec<Cut>) {
    let mut at = start;
    for (number, element) in line.split('|').enumerate() {
        let span = Span {
            start: at,
            end: at + element.len(),
        };
        at = span.end + 1;
        if number == 0 || element.is_empty() {
            continue;
        }
        let known = PATIENT.iter().find(|(known, _)| *known == number);
        let goes = known.map_or(Some(OTHER), |(_, label)| code(minimum, label));
        out.extend(goes.map(|code| Cut::new(code, span)));
    }
}
