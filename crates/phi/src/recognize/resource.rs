//! Ids of records in the formats that programs exchange: a FHIR reference to a patient, an id of HL7's clinical documents.
//!
//! FHIR R4, 2.3.0 (a reference is the resource's type, a slash and an id of at most 64 letters, digits, dots and hyphens);
//! C-CDA R2.1, the data type II (`<id root="..." extension="..."/>`).

use super::{Candidate, Recognizer, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Page;

pub(crate) const RESOURCE: Recognizer = Recognizer {
    id: "resource",
    kinds: &[Kind::OtherId],
    about: "Ids of patients and documents in FHIR and in HL7's clinical documents.",
    find,
    examples: &[
        (
            r#"{"subject":{"reference":"Patient/pt-338190"}}"#,
            "pt-338190",
        ),
        (r#""reference": "Practitioner/52","#, "52"),
        (
            r#"<id extension="6618-0442" root="2.16.840.1"/>"#,
            "6618-0442",
        ),
        (r#"<id root="2.16.840.1" extension="4829137"/>"#, "4829137"),
    ],
    near_misses: &[
        "Patient/family education 24/7",
        "the Patient/2 ratio",
        r#"<templateId root="2.16.840.1.113883.10.20.22.2.10" extension="2015-08-01"/>"#,
    ],
};

/// What opens a reference to somebody.
const REFERENCES: [&str; 3] = ["Patient/", "Practitioner/", "RelatedPerson/"];
/// What opens an id of a clinical document.
const ID: &str = "<id ";
/// Its part that tells one from another.
const EXTENSION: &str = "extension=\"";
/// Longest id, in bytes; FHIR allows no longer one.
const LONGEST: usize = 64;
/// Fewest bytes of an id, and fewest digits of one in a document.
const FEWEST: usize = 3;

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for opening in REFERENCES {
        let places = memchr::memmem::find_iter(page.text.as_bytes(), opening);
        out.extend(places.filter_map(|at| reference(page.text, at + opening.len())));
    }
    let ids = memchr::memmem::find_iter(page.text.as_bytes(), ID);
    out.extend(ids.filter_map(|at| document(page.text, at)));
}

/// The id of a reference that goes on here.
fn reference(text: &str, start: usize) -> Option<Candidate> {
    let rest = text.get(start..)?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let id = rest.get(..end)?.trim_end_matches('.');
    let digits = id.bytes().any(|byte| byte.is_ascii_digit());
    let ends = rest
        .get(id.len()..)
        .is_some_and(|rest| rest.starts_with('"'));
    let fewest = if ends { 1 } else { FEWEST };
    (digits && (fewest..=LONGEST).contains(&id.len())).then(|| candidate(start, id.len()))
}

/// What tells the id of a document whose tag opens here.
fn document(text: &str, at: usize) -> Option<Candidate> {
    let tag = text.get(at..)?.split('>').next()?;
    let start = tag.find(EXTENSION)? + EXTENSION.len();
    let id = tag.get(start..)?.split('"').next()?;
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    (digits >= FEWEST && id.len() <= LONGEST).then(|| candidate(at + start, id.len()))
}

fn candidate(start: usize, len: usize) -> Candidate {
    let span = Span {
        start,
        end: start + len,
    };
    Candidate::new(RESOURCE.id, Kind::OtherId, span).because(Weight::Field, Why::FIELD)
}
