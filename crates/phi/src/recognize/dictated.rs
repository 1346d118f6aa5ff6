//! Numbers of records, plans and orders spelled out digit by digit, as voicemail and dictation leave them: "prescription
//! number six six two oh nine one eight", "auth is S as in Sam 2 2 0 7".
//!
//! Spelled telephone numbers are `phone`'s, spelled Social Security numbers `ssn`'s.

use super::candidate::Weight;
use super::name::back;
use super::{Candidate, Recognizer};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::spelled::Run;
use crate::text::{Case, Cue, Gap, Page};

pub(crate) const DICTATED: Recognizer = Recognizer {
    id: "dictated",
    kinds: &[
        Kind::Account,
        Kind::Device,
        Kind::Fax,
        Kind::HealthPlan,
        Kind::License,
        Kind::Mrn,
        Kind::OtherId,
        Kind::Phone,
        Kind::Vehicle,
    ],
    about: "Numbers spelled out digit by digit behind their label.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for run in &page.spelled {
        let Some(kind) = kind_of(run.cue, run.digits.len()).or_else(|| unannounced(page, run))
        else {
            continue;
        };
        let (first, last) = with_letters(page, run.first, run.last);
        let candidate = Candidate::new(DICTATED.id, kind, page.span(first, last)).hard();
        out.push(candidate.because(Weight::Field, Why::CONTEXT));
    }
}

/// So many digits that nobody announced, said one by one, are somebody's number still.
const LONG: usize = 5;
/// So many digits behind a letter that a word says.
const LETTERED: usize = 4;

/// Digits that an answer is: "and your account number?" "a dash zero zero four four one nine". Whoever counts says them in order,
/// and as many as a telephone number has are one.
fn unannounced(page: &Page<'_>, run: &Run) -> Option<Kind> {
    let spelled = page.is_word(run.first) && page.is_word(run.last);
    let letters = run.digits.bytes().any(|byte| byte.is_ascii_alphabetic());
    let least = if letters { LETTERED } else { LONG };
    let mut steps = run.digits.as_bytes().windows(2);
    let counted = steps.all(|pair| matches!(pair, [a, b] if a.abs_diff(*b) <= 1));
    let long = run.digits.len() >= least && !matches!(run.digits.len(), 7 | 10 | 11);
    (run.cue == Cue::None && spelled && long && !counted).then_some(Kind::OtherId)
}

/// A run with the single letters that are said before and behind it: "c t four four oh six", "eight four one, dash W C".
fn with_letters(page: &Page<'_>, first: usize, last: usize) -> (usize, usize) {
    let letter = |at: &usize| page.is_word(*at) && page.word(*at).len() == 1;
    let separates = |at: usize| page.is_mark(at, ",") || page.is(at, "dash");
    let near = |at: usize| page.gap(at) <= Gap::Space;
    let before = (0..first)
        .rev()
        .take_while(|at| near(at + 1) && (letter(at) || separates(*at)))
        .filter(letter)
        .last();
    let behind = (last + 1..page.tokens.len())
        .take_while(|at| near(*at) && (letter(at) || separates(*at)))
        .filter(letter)
        .last();
    let first = before.unwrap_or(first);
    (headed(page, first), behind.unwrap_or(last))
}

/// "case number is PA E 5 5 8": capitals right behind the label that nobody parted.
fn headed(page: &Page<'_>, first: usize) -> usize {
    let at = back(first, 1);
    let capitals = page.token(at).is_some_and(|token| {
        token.case == Case::Upper && token.len() <= 3 && token.cue != Cue::Filler
    });
    let told = ["is", "number", "#", ":"]
        .iter()
        .any(|word| page.is(back(at, 1), word));
    if capitals && told && page.gap(first) == Gap::Space {
        at
    } else {
        first
    }
}

/// What so many spelled digits behind this label are; nothing where they are another recognizer's.
pub(super) fn kind_of(cue: Cue, digits: usize) -> Option<Kind> {
    match cue {
        Cue::Account => Some(Kind::Account),
        Cue::Device => Some(Kind::Device),
        Cue::Fax if digits < 7 => Some(Kind::Fax),
        Cue::HealthPlan => Some(Kind::HealthPlan),
        Cue::License => Some(Kind::License),
        Cue::Mrn => Some(Kind::Mrn),
        Cue::OtherId | Cue::Weak => Some(Kind::OtherId),
        Cue::Phone if digits < 7 => Some(Kind::Phone),
        Cue::Vehicle => Some(Kind::Vehicle),
        _ => None,
    }
}

const EXAMPLES: &[(&str, &str)] = &[
    (
        "MEDICAL RECORD NUMBER ONE ONE FOUR DASH NINE ZERO SIX TWO.",
        "ONE ONE FOUR DASH NINE ZERO SIX TWO",
    ),
    (
        "prescription number six six two oh nine one eight thank you",
        "six six two oh nine one eight",
    ),
    (
        "PRIOR AUTH NUMBER IS S AS IN SAM 2 2 0 7 7 4 1. HE",
        "S AS IN SAM 2 2 0 7 7 4 1",
    ),
    (
        "her member id is h as in henry four four seven one and",
        "h as in henry four four seven one",
    ),
    (
        "fax ends in zero one four five prescription",
        "zero one four five",
    ),
    (
        "in that volkswagen plate f t k six three seven. he has",
        "f t k six three seven",
    ),
    (
        "member number c t four four oh six two nine",
        "c t four four oh six two nine",
    ),
    (
        "the case number is PA E 5 5 8 1 2 0 4 again",
        "PA E 5 5 8 1 2 0 4",
    ),
    (
        "claim number is two zero two six, dash, eight eight four one, dash W C. And",
        "two zero two six, dash, eight eight four one, dash W C",
    ),
    (
        "yes its a dash zero zero four four one nine",
        "a dash zero zero four four one nine",
    ),
    (
        "okay. w as in whiskey two two eight five",
        "w as in whiskey two two eight five",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "one or two records",
    "one two three, breathe",
    "one two three four five six seven eight nine",
    "six five four three two one",
    "chart one of two",
    "in order: one, then two",
];
