//! Labels of people: "Patient Name", "PCP", "Emergency contact", "last_name".

use super::{Meaning, has, plain};
use crate::find::Role;

/// Whom a label of these words names: its last word, and those before it.
pub(super) fn name(last: &str, rest: &[&str]) -> Option<Meaning> {
    const PARTS: &[&str] = &[
        "first",
        "last",
        "middle",
        "full",
        "maiden",
        "preferred",
        "legal",
        "given",
        "family",
        "nick",
        "sur",
        "birth",
        "alias",
    ];
    const ONES: &[&str] = &[
        "firstname",
        "lastname",
        "fullname",
        "middlename",
        "surname",
        "nickname",
        "fname",
        "lname",
        "forename",
        "givenname",
        "familyname",
        "aka",
        "alias",
        "maiden",
        "name",
        "names",
    ];
    let all: Vec<&str> = rest.iter().copied().chain([last]).collect();
    let who = all.iter().find_map(|word| person(word));
    if let Some(role) = who
        && all.iter().all(|word| {
            person(word).is_some()
                || PARTS.contains(word)
                || ONES.contains(word)
                || FILL.contains(word)
        })
    {
        return Some(Meaning::name(role));
    }
    if ONES.contains(&last)
        && rest
            .iter()
            .all(|word| PARTS.contains(word) || ONES.contains(word))
    {
        let role = if rest.is_empty() && matches!(last, "name" | "names") {
            Role::Person
        } else {
            Role::Patient
        };
        return Some(Meaning::name(role));
    }
    (rest.is_empty() && matches!(last, "family" | "given")).then(|| Meaning::name(Role::Person))
}

/// Whether a label can only be that of a person's name, and not of a thing in a program that has one.
pub(crate) fn is_own_name(label: &str) -> bool {
    const PARTS: &[&str] = &[
        "family",
        "familyname",
        "first",
        "firstname",
        "fname",
        "forename",
        "given",
        "givenname",
        "last",
        "lastname",
        "lname",
        "maiden",
        "middle",
        "middlename",
        "surname",
    ];
    const PEOPLE: &[&str] = &[
        "father",
        "guarantor",
        "insured",
        "mother",
        "patient",
        "pt",
        "spouse",
        "subscriber",
    ];
    let plain = plain(label);
    let words: Vec<&str> = plain.split(' ').collect();
    has(&words, PARTS) || (has(&words, &["name"]) && has(&words, PEOPLE))
}

/// Whether a label says that somebody is a patient.
pub(crate) fn is_patient(label: &str) -> bool {
    ["patient", "pt"]
        .iter()
        .any(|one| label.eq_ignore_ascii_case(one))
}

/// Words that may stand between the words of a person's label.
const FILL: &[&str] = &[
    "file",
    "s",
    "of",
    "by",
    "the",
    "to",
    "print",
    "printed",
    "signature",
    "party",
    "responsible",
    "attn",
    "contact",
    "on",
    "for",
    "provider",
    "primary",
    "care",
    "and",
    "or",
    "emergency",
    "legal",
    "next",
    "kin",
    "electronically",
    "id",
];

/// Who a word of a label names.
fn person(word: &str) -> Option<Role> {
    const PATIENT: &[&str] = &[
        "patient",
        "pt",
        "client",
        "resident",
        "member",
        "subscriber",
        "insured",
        "policyholder",
        "guarantor",
        "applicant",
        "claimant",
        "beneficiary",
        "enrollee",
        "employee",
    ];
    const RELATIVE: &[&str] = &[
        "spouse",
        "mother",
        "father",
        "parent",
        "parents",
        "guardian",
        "husband",
        "wife",
        "partner",
        "son",
        "daughter",
        "caregiver",
        "caretaker",
        "kin",
        "nok",
        "poa",
        "hcp",
        "hcpoa",
        "mom",
        "dad",
        "sibling",
        "brother",
        "sister",
        "child",
        "contact",
        "emergency",
        "caller",
        "witness",
    ];
    const STAFF: &[&str] = &[
        "attending",
        "physician",
        "doctor",
        "provider",
        "surgeon",
        "nurse",
        "pcp",
        "md",
        "rn",
        "np",
        "therapist",
        "prescriber",
        "radiologist",
        "anesthesiologist",
        "pathologist",
        "resident_",
        "interpreter",
        "counselor",
        "author",
        "clinician",
        "technologist",
        "tech",
        "pharmacist",
        "dictated",
        "signed",
        "transcribed",
        "referring",
        "ordering",
        "supervising",
        "rendering",
        "consultant",
        "examiner",
        "reviewer",
        "requested",
        "ordered",
        "performed",
        "performing",
        "assistant",
        "hygienist",
        "dentist",
        "midwife",
        "scribe",
        "agent",
        "operator",
        "reported",
        "verified",
        "dr",
        "ot",
        "slp",
        "cc",
        "from",
        "attn",
        "attention",
        "sender",
        "recipient",
    ];
    let known = |words: &[&str], role| words.contains(&word).then_some(role);
    known(PATIENT, Role::Patient)
        .or_else(|| known(RELATIVE, Role::Relative))
        .or_else(|| known(STAFF, Role::Staff))
}
