//! Any other number or code that points at one person, order or event.
//!
//! Three ways in: a label (claim, order, accession, badge), a check (NPI), or, without either, a form that
//! measures and published codes do not have. The last is a guess and says so.

use super::candidate::Weight;
use super::{Candidate, Recognizer, check, code};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::text::{Code, Cue, Gap, Page, heads, is_column};

pub(crate) const OTHER_ID: Recognizer = Recognizer {
    id: "other_id",
    kinds: &[Kind::OtherId],
    about: "Claim, order, accession, prescription, case and badge numbers, NPIs, passports.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(
        page,
        OTHER_ID.id,
        Kind::OtherId,
        &[Cue::OtherId, Cue::Weak, Cue::Filler],
        out,
    );
    out.extend(page.codes.iter().filter_map(|code| provider(page, code)));
    out.extend(page.codes.iter().filter_map(|code| unlabeled(page, code)));
}

fn provider(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let span = page.span(code.first, code.last);
    let certain = span.len() == 10 && check::npi(page.slice(span));
    let candidate = Candidate::new(OTHER_ID.id, Kind::OtherId, span).hard();
    certain.then(|| candidate.because(Weight::Proven, Why::CHECK))
}

/// A code without a label: long, and in no form that measures or code systems use.
fn unlabeled(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let span = page.span(code.first, code.last);
    let text = page.slice(span);
    let known = page
        .token(code.first)
        .is_some_and(|token| token.known.any(Flags::MEDICAL) && token.len() > 2);
    if matches!(code.label.cue, Cue::CodeSystem | Cue::Device)
        || known
        || !points_at_one(text)
        || is_obstetric(text)
        || is_amount(page, code)
        || is_of_machine(page, code)
    {
        return None;
    }
    let span = page.span(headed(page, code), code.last);
    let candidate =
        Candidate::new(OTHER_ID.id, Kind::OtherId, span).because(Weight::Guess, Why::PATTERN);
    Some(candidate.with(Confidence::Check))
}

/// "RNB 604417G": capitals before a code that has letters of its own belong to it.
fn headed(page: &Page<'_>, code: &Code) -> usize {
    let Some(before) = code.first.checked_sub(1) else {
        return code.first;
    };
    let head = page
        .token(before)
        .is_some_and(|token| heads(token) && token.len() > 1 && token.known.is_empty())
        && !is_column(page, before);
    if head && page.gap(code.first) == Gap::Space {
        before
    } else {
        code.first
    }
}

/// "Error 1B1F05", "REF 742-11-52E LOT MNK40A": what every machine or product of a kind shows.
fn is_of_machine(page: &Page<'_>, code: &Code) -> bool {
    const SHOWN: &[&str] = &["alarm", "err", "error", "errors", "fault"];
    let before = code.first.checked_sub(1);
    let shown = before.is_some_and(|at| page.among(at, SHOWN));
    shown || code::is_catalog(page, code)
}

/// Long runs of digits, and letters mixed with digits.
fn points_at_one(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
    let dotted = text.contains(['.', '/', '_']);
    match letters {
        0 if dotted => false,
        0 => digits >= 7 && text.len() <= 24 && !is_published(text) && !is_range(text),
        _ if is_uuid(text) => true,
        _ => {
            !dotted
                && !is_published(text)
                && digits >= 4
                && digits + letters >= 6
                && upper == letters
                && letters <= 6
        }
    }
}

fn is_amount(page: &Page<'_>, code: &Code) -> bool {
    let money = code
        .first
        .checked_sub(1)
        .is_some_and(|before| page.is_mark(before, "$") || page.is_mark(before, "."));
    money
        || (page.is_mark(code.last + 1, ",") && page.is_glued(code.last + 2))
        || code::measured(page, code.last + 1)
}

/// Numbers that are printed in catalogs: National Drug Codes (4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits, 21 CFR 207.33),
/// LOINC codes (digits and a check digit), CPT codes with a modifier or in a range.
fn is_published(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    matches!(
        parts[..],
        [4, 4, 2] | [5, 3, 2] | [5, 4, 1] | [5, 4, 2] | [1..=6, 1] | [5, 2] | [5, 5]
    )
}

/// Amounts from and to, step by step too ("50-50-50-25-25"), and times of day from and to.
fn is_range(text: &str) -> bool {
    let round = |part: &str| part.ends_with(['0', '5']) && part.len() <= 6;
    let parts = || text.split('-');
    text.contains('-')
        && (parts().all(super::code::is_clock)
            || (parts().count() == 2 && parts().all(round))
            || (parts().count() > 3 && parts().all(|part| round(part) && part.len() <= 3)))
}

/// "G2P0101": pregnancies and births.
fn is_obstetric(text: &str) -> bool {
    let rest = text
        .strip_prefix(['G', 'g'])
        .unwrap_or_default()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with(['P', 'p'])
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

const EXAMPLES: &[(&str, &str)] = &[
    ("accession S26-00417", "S26-00417"),
    ("order BO-661920", "BO-661920"),
    ("Rx 7714 0392 for", "7714 0392"),
    ("claim # WC2025-004 7719.", "WC2025-004 7719"),
    ("NPI 1234567893", "1234567893"),
    ("signed 1234567893", "1234567893"),
    ("badge 6127", "6127"),
    ("Employee badge of reporter: 10447", "10447"),
    ("like last time (inv. 48211).", "48211"),
    ("with your account number and PIN 77416, or", "77416"),
    ("passport C0394417", "C0394417"),
    ("see K220184 today", "K220184"),
    ("(Azure, RNB 604417G)", "RNB 604417G"),
    (
        "id b7e1c2d0-44f9-4a1e-9c07-2f6d8a13e550",
        "b7e1c2d0-44f9-4a1e-9c07-2f6d8a13e550",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "case of 12 bottles",
    "in order to lose 20 lb",
    "ICD F90.2 and M17.11",
    "CPT 99213, J3490",
    "NDC 00002-8215-01",
    "LOINC 4548-4",
    "platelets 150000",
    "room 412 bed 2",
    "wbc 3000-10000",
    "24/36 sessions",
    "18 gauge needle, 22G IV",
    "BP 118/70, HR 72",
    "run 3 miles",
    "COVID19, H1N1, B12, T4, C5-6",
    "RxNorm 1049502",
    "29 yo G2P0101 at 28w3d",
    "Form GI-102 rev. 7, Protocol FLW-207, item 8842-M",
    "Error 1B1F05 = battery",
    "taper 50-50-50-25-25",
    "REF 742-11-52E LOT MNK40A",
    "IS 1000-1250, seen 1010-1048",
    "bill 99214-25 with G0439, 20550-RT",
    "\"code\":\"449868002\"",
    "visit 0240",
    "ref 061.5312 lot WPL44",
    "pin 1.6 mm, pins x 4",
    "test_case_0001 run_20240314 user_id_12 job_12345678",
];
