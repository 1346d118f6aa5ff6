//! Account numbers: labeled patient and billing accounts, payment cards (Luhn), IBANs (modulo 97).
//!
//! Cards and IBANs prove themselves; any other number needs its label. The last four digits of a card are an
//! identifier too when a card is named.

use super::candidate::Weight;
use super::{Candidate, Recognizer, check, code};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Code, Cue, Gap, Page};

pub(crate) const ACCOUNT: Recognizer = Recognizer {
    id: "account",
    kinds: &[Kind::Account],
    about: "Patient and billing accounts, payment cards, bank accounts.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(page, ACCOUNT.id, Kind::Account, &[Cue::Account], out);
    out.extend(page.codes.iter().filter_map(|code| proven(page, code)));
}

fn proven(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let last = card_end(page, code).or_else(|| iban_end(page, code))?;
    let candidate = Candidate::new(ACCOUNT.id, Kind::Account, page.span(code.first, last)).hard();
    Some(candidate.because(Weight::Proven, Why::CHECK))
}

/// A card in one run, or in groups of four by spaces, hyphens or underscores (American Express: four, six, five).
fn card_end(page: &Page<'_>, code: &Code) -> Option<usize> {
    let first = page.span(code.first, code.first).len();
    if !page.is_number(code.first) || (first != 4 && !(13..=19).contains(&first)) {
        return None;
    }
    let mut last = code.first;
    loop {
        let written = page.slice(page.span(code.first, last));
        if written.len() >= 13 {
            let digits = check::compact(written);
            if digits.len() > 19 {
                return None;
            }
            if check::card(&digits) && !page.is_glued(last + 1) | !page.is_number(last + 2) {
                return Some(last);
            }
        }
        let dash = matches!(page.word(last + 1), "-" | "_")
            && page.is_glued(last + 1)
            && page.is_glued(last + 2);
        let next = if dash { last + 2 } else { last + 1 };
        if !page.is_number(next) || page.gap(next) > Gap::Space {
            return None;
        }
        last = next;
    }
}

/// Countries whose accounts are written as IBANs (SWIFT registry; the larger ones).
const COUNTRIES: &[&str] = &[
    "AE", "AT", "BE", "BG", "BR", "CH", "CY", "CZ", "DE", "DK", "EE", "EG", "ES", "FI", "FR", "GB",
    "GR", "HR", "HU", "IE", "IL", "IS", "IT", "JO", "KW", "LB", "LI", "LT", "LU", "LV", "MC", "MT",
    "NL", "NO", "PK", "PL", "PT", "QA", "RO", "RS", "SA", "SE", "SI", "SK", "TN", "TR", "UA",
];

/// An IBAN in one run or in groups of four.
fn iban_end(page: &Page<'_>, code: &Code) -> Option<usize> {
    let head = page.span(code.first, code.first).len();
    if !COUNTRIES.contains(&page.word(code.first)) || head != 2 || !page.is_glued(code.first + 1) {
        return None;
    }
    let mut best = None;
    for last in code.first + 1..code.first + 16 {
        if page.gap(last) > Gap::Space {
            break;
        }
        let compact = check::compact(page.slice(page.span(code.first, last)));
        if compact.len() > 34 {
            break;
        }
        if check::iban(&compact) {
            best = Some(last);
        }
    }
    best
}

const EXAMPLES: &[(&str, &str)] = &[
    ("Acct # 88-30417", "88-30417"),
    ("acct: H-66120", "H-66120"),
    ("FIN 250119-4402", "250119-4402"),
    ("card 4111 1111 1111 1111 exp", "4111 1111 1111 1111"),
    ("paid by 4111111111111111", "4111111111111111"),
    ("Amex 3782-822463-10005", "3782-822463-10005"),
    (
        "wire to DE89 3704 0044 0532 0130 00 today",
        "DE89 3704 0044 0532 0130 00",
    ),
    ("Visa ending 4417", "4417"),
    ("acct_8830417.pdf", "8830417"),
    ("card_4111_1111_1111_1111", "4111_1111_1111_1111"),
];

const NEAR_MISSES: &[&str] = &[
    "on account of 12 falls",
    "1234 5678 9012 3456",
    "checking BP 118/70",
    "account balance $1,240.00",
    "DE 12 34",
    "account_2024, checking_00012",
];
