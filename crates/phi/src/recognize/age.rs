//! Ages of ninety and more.
//!
//! Safe Harbor lets ages below ninety stay and 45 CFR 164.514(b)(2)(i)(C) wants those above gone, so younger ages are not
//! proposed at all: masking them would only cost the model what it needs.

use super::candidate::Weight;
use super::{Candidate, Recognizer, spelled};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Case, Cue, Gap, Page};

pub(crate) const AGE: Recognizer = Recognizer {
    id: "age",
    kinds: &[Kind::Age],
    about: "Ages of ninety and more.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for at in page
        .numbers
        .iter()
        .map(|at| *at as usize)
        .filter(|at| is_old(page.word(*at)))
    {
        let whole = !page.is_glued(at)
            || matches!(
                page.word(at.saturating_sub(1)),
                "(" | "\"" | "," | "=" | ":" | "-" | "|" | "[" | "~"
            );
        if !whole || decimal(page, at) {
            continue;
        }
        if is_aged(page, at + 1)
            || announced(page, at)
            || is_somebody(page, at, at)
            || beside(page, at)
        {
            out.push(build(page.span(at, at), Weight::Context));
        }
    }
    for (at, _) in page
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.cue == Cue::Spelled)
    {
        let old = page
            .is(at, "ninety")
            .then(|| spelled::number(page, at))
            .flatten();
        let told = |last: usize| {
            is_aged(page, last + 1) || announced(page, at) || is_somebody(page, at, last)
        };
        if let Some((_, last)) = old.filter(|(_, last)| told(*last)) {
            out.push(build(page.span(at, last), Weight::Context));
        }
    }
}

fn build(span: Span, weight: Weight) -> Candidate {
    Candidate::new(AGE.id, Kind::Age, span).because(weight, Why::CONTEXT)
}

fn is_old(figures: &str) -> bool {
    figures.len() <= 3
        && figures
            .parse::<u32>()
            .is_ok_and(|age| (90..=120).contains(&age))
}

/// Whether a number is an age that may stay.
pub(super) fn is_young(page: &Page<'_>, at: usize) -> bool {
    let young = page.word(at).parse::<u32>().is_ok_and(|age| age < 90);
    young && !decimal(page, at) && (is_aged(page, at + 1) || announced(page, at))
}

fn decimal(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at + 1), "." | "/" | "%" | "-" | "," | ":")
        && page.is_glued(at + 1)
        && page.is_glued(at + 2)
        && page.is_number(at + 2)
}

/// "yo", "y/o", "year-old", "F": what follows an age.
fn is_aged(page: &Page<'_>, next: usize) -> bool {
    let mut at = next;
    if page.is_mark(at, "-") {
        at += 1;
    }
    if page.gap(at) > Gap::Space {
        return false;
    }
    let follows =
        |offset: usize, words: &[&str]| words.iter().any(|word| page.is(at + offset, word));
    if follows(
        0,
        &[
            "yo", "yof", "yom", "yrold", "yow", "yr", "yrs", "year", "years",
        ],
    ) {
        return follows(0, &["yo", "yof", "yom", "yrold", "yow"]) || old(page, at + 1);
    }
    if page.is(at, "y") {
        return page.is_mark(at + 1, "/")
            || page.is_mark(at + 1, ".")
            || page.is(at + 1, "o")
            || sex(page, at + 1)
            || !page.is_word(at + 1);
    }
    page.gap(next) == Gap::None && sex(page, next) && !page.is_glued(next + 1)
}

fn old(page: &Page<'_>, at: usize) -> bool {
    let near = (at..at + 3).take_while(|next| page.gap(*next) <= Gap::Space);
    near.into_iter()
        .any(|next| page.is(next, "old") || page.is(next, "o"))
        || sex(page, at)
}

fn sex(page: &Page<'_>, at: usize) -> bool {
    ["f", "m", "female", "male", "woman", "man"]
        .iter()
        .any(|word| page.is(at, word))
}

/// "age 91", "turns 96", "aged ninety".
fn announced(page: &Page<'_>, at: usize) -> bool {
    let near = (at.saturating_sub(3)..at)
        .rev()
        .take_while(|before| page.gap(before + 1) <= Gap::Space);
    near.take_while(|before| !matches!(page.word(*before), "." | ";" | ","))
        .any(|before| {
            let told = page
                .token(before)
                .is_some_and(|token| token.cue == Cue::Age);
            let turned = ["turns", "turned", "turning"]
                .iter()
                .any(|word| page.is(before, word));
            (told && !page.is_mark(before, "-")) || (turned && before + 1 == at)
        })
}

/// "He is 90, deaf", "mother, who is 95.", "she's 93 not": somebody is that old.
fn is_somebody(page: &Page<'_>, at: usize, last: usize) -> bool {
    let Some(is) = at.checked_sub(1).filter(|_| page.gap(at) <= Gap::Space) else {
        return false;
    };
    let is = if page.is(is, "now") || page.is(is, "almost") {
        is.saturating_sub(1)
    } else {
        is
    };
    let copula = page.is(is, "is")
        || page.is(is, "was")
        || (page.is(is, "s") && page.is_mark(is.saturating_sub(1), "'"));
    let who = if page.is(is, "s") {
        is.saturating_sub(2)
    } else {
        is.saturating_sub(1)
    };
    let told = ["he", "she", "who", "pt", "patient"]
        .iter()
        .any(|word| page.is(who, word));
    let named = page.token(who).is_some_and(|token| {
        token.known.any(Flags::RELATION)
            || (token.case == Case::Capital && token.known.any(Flags::ANY_NAME))
    });
    let closed =
        !super::code::measured(page, last + 1) && !matches!(page.word(last + 1), "%" | "/" | "-");
    copula && (told || named) && closed
}

/// "pt 94", "(pt 91)", "(2/22/33, 92)", "DOB 8/15/1931 (94)": behind the patient or a date of birth.
fn beside(page: &Page<'_>, at: usize) -> bool {
    let mut before = at;
    while let Some(mark) = before
        .checked_sub(1)
        .filter(|mark| matches!(page.word(*mark), "(" | "," | "-"))
    {
        before = mark;
    }
    let Some(last) = before
        .checked_sub(1)
        .filter(|_| page.gap(at) <= Gap::Space && page.gap(before) <= Gap::Space)
    else {
        return false;
    };
    let patient = page.is(last, "pt") || page.is(last, "patient");
    let born = before < at
        && page.is_number(last)
        && page.is_glued(last)
        && last >= 4
        && page.is_mark(last - 1, "/")
        && page.is_mark(last - 3, "/");
    let closed =
        matches!(page.word(at + 1), ")" | "." | "," | ";" | "/") || page.gap(at + 1) >= Gap::Wide;
    (patient || born) && closed
}

/// "Fukushima, Ellis 90 here", "Grace (101)", "Mr. Tillman, 92,": bare numbers right behind the names that were found.
pub(crate) fn beside_names(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut ends: Vec<usize> = out
        .iter()
        .filter(|one| one.kind == Kind::Name)
        .map(|one| one.span.end)
        .collect();
    ends.sort_unstable();
    for at in page
        .numbers
        .iter()
        .map(|at| *at as usize)
        .filter(|at| is_old(page.word(*at)))
    {
        let mut before = at;
        while let Some(mark) = before
            .checked_sub(1)
            .filter(|mark| matches!(page.word(*mark), "(" | "," | "-" | "."))
        {
            before = mark;
        }
        let gaps = page.gap(before) <= Gap::Wide && page.gap(at) <= Gap::Space && at - before <= 2;
        let named = before
            .checked_sub(1)
            .and_then(|last| page.token(last))
            .is_some_and(|last| ends.binary_search(&last.span().end).is_ok());
        let counted = super::code::measured(page, at + 1)
            || matches!(page.word(at + 1), "%" | "/" | "-" | "\"");
        if named && gaps && !counted && !decimal(page, at) {
            out.push(build(page.span(at, at), Weight::Guess).with(Confidence::Check));
        }
    }
}

const EXAMPLES: &[(&str, &str)] = &[
    ("91-year-old widow", "91"),
    ("93 yo here", "93"),
    ("a 92 y/o man", "92"),
    ("98F found down", "98"),
    ("Age: 104", "104"),
    ("turns 96 on Sunday", "96"),
    ("her mother, who is 95.", "95"),
    ("he is ninety-one as of", "ninety-one"),
    ("DOB 8/15/1931 (94) here", "94"),
    ("pt 94. End", "94"),
    ("A NINETY TWO YEAR OLD", "NINETY TWO"),
];

const NEAR_MISSES: &[&str] = &[
    "64 yo, 89 y/o",
    "SpO2 93% RA",
    "HR 98, glucose 110",
    "BP 118/92",
    "98.6 F",
    "90 day supply",
    "#90 R3",
    "weight 101 kg",
    "BMI 92",
    "her weight is 101",
    "his sat is 93, HR is 98",
];
