//! Ages of ninety and more.
//!
//! Safe Harbor lets ages below ninety stay and 45 CFR 164.514(b)(2)(i)(C) wants those above gone, so younger ages are not
//! proposed at all: masking them would only cost the model what it needs.

use super::candidate::Weight;
use super::{Candidate, Recognizer};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Case, Cue, Gap, Page, spelled};

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
            || is_reached(page, at)
            || is_relatives(page, at)
            || is_of_that_age(page, at)
            || is_birthday(page, at)
            || beside(page, at)
        {
            out.push(build(page.span(at, at), Weight::Context));
        }
    }
    in_words(page, out);
    named(page, out);
    sex_before(page, out);
}

/// "a nonagenarian": ages that have a word of their own.
fn named(page: &Page<'_>, out: &mut Vec<Candidate>) {
    const AGES: &[&str] = &[
        "centenarian",
        "centenarians",
        "nonagenarian",
        "nonagenarians",
        "supercentenarian",
    ];
    let spelled = (0..page.tokens.len()).filter(|at| page.among(*at, AGES));
    out.extend(spelled.map(|at| build(page.span(at, at), Weight::Context)));
}

/// "ninety-one", "a hundred and two": where nothing says whose age it is, a guess.
fn in_words(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (first, last) in (0..page.tokens.len()).filter_map(|at| old_in_words(page, at)) {
        let told =
            is_aged(page, last + 1) || announced(page, first) || is_somebody(page, first, last);
        if told {
            out.push(build(page.span(first, last), Weight::Context));
        } else if stands_alone(page, first, last) {
            out.push(build(page.span(first, last), Weight::Guess));
        }
    }
}

/// The first and the last word of a number of ninety or more, as an age is said.
fn old_in_words(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    page.token(at).filter(|token| token.cue == Cue::Spelled)?;
    if page.is(at, "ninety") {
        return spelled::number(page, at).map(|(_, last)| (at, last));
    }
    let one = at
        .checked_sub(1)
        .filter(|before| page.is(*before, "one") || page.is(*before, "a"))?;
    let hundred = page.is(at, "hundred") && page.gap(at) <= Gap::Space;
    let next = at + 1 + usize::from(page.is(at + 1, "and"));
    let more = spelled::number(page, next)
        .filter(|(more, _)| (1..=20).contains(more) && page.gap(next) <= Gap::Space);
    hundred.then(|| (one, more.map_or(at, |(_, last)| last)))
}

/// Whether a number in words counts, measures and continues nothing.
fn stands_alone(page: &Page<'_>, first: usize, last: usize) -> bool {
    let spelled = |at: usize| {
        page.token(at)
            .is_some_and(|token| token.cue == Cue::Spelled)
    };
    let before = first
        .checked_sub(1)
        .filter(|_| page.gap(first) <= Gap::Space);
    let behind = Some(last + 1).filter(|next| page.gap(*next) <= Gap::Space);
    let goes_on = |at: usize| spelled(at) || page.is_number(at) || page.is(at, "over");
    let counts = |at: usize| super::code::measured(page, at) || page.is_mark(at, "-");
    // "ninety (90) days"
    let again = page.is_mark(last + 1, "(") && page.is_number(last + 2);
    let led = before.is_some_and(|at| goes_on(at) || page.is(at, "point"));
    !again && !led && !behind.is_some_and(|at| goes_on(at) || counts(at) || page.is(at, "point"))
}

/// "F92", "M 97": the sex before an age; a guess, as codes are written so too.
fn sex_before(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let old = page.numbers.iter().map(|at| *at as usize);
    for at in old.filter(|at| is_old(page.word(*at)) && !decimal(page, *at)) {
        let led = at
            .checked_sub(1)
            .is_some_and(|sex| page.is(sex, "f") || page.is(sex, "m"));
        let apart = at >= 1 && (!page.is_glued(at - 1) || !page.is_word(at.saturating_sub(2)));
        if led && apart && page.gap(at) <= Gap::Space && stands_alone(page, at, at) {
            out.push(build(page.span(at, at), Weight::Guess));
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
    if page.is_mark(at, "/") && page.is_glued(at) {
        let more = page.is_glued(at + 2) && (page.is_word(at + 2) || page.is_number(at + 2));
        return page.is_glued(at + 1) && sex(page, at + 1) && !more;
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
    let closed =
        !super::code::measured(page, last + 1) && !matches!(page.word(last + 1), "%" | "/" | "-");
    if page.among(is, &["he", "hes", "him", "she", "shes"]) {
        return closed;
    }
    let told = ["he", "she", "who", "pt", "patient"]
        .iter()
        .any(|word| page.is(who, word));
    let named = page.token(who).is_some_and(|token| {
        token.known.any(Flags::RELATION)
            || (token.case == Case::Capital && token.known.any(Flags::ANY_NAME))
    });
    copula && (told || named) && closed
}

/// "a sister reached 102": a fever reaches as much, so it is said of somebody.
fn is_reached(page: &Page<'_>, at: usize) -> bool {
    let reached = at.checked_sub(1).filter(|before| {
        page.is(*before, "reached") || page.is(*before, "reaches") || page.is(*before, "hit")
    });
    let who = reached.and_then(|reached| reached.checked_sub(1));
    let relative = |who: usize| {
        page.token(who)
            .is_some_and(|token| token.known.any(Flags::RELATION))
    };
    who.is_some_and(|who| relative(who) || page.among(who, &["he", "patient", "pt", "she"]))
        && !super::code::measured(page, at + 1)
}

/// "grandma 101 still alive": right behind a relative.
fn is_relatives(page: &Page<'_>, at: usize) -> bool {
    let relative = at.checked_sub(1).and_then(|who| page.token(who));
    let relative = relative.is_some_and(|who| who.known.any(Flags::RELATION));
    relative && page.gap(at) == Gap::Space && stands_alone(page, at, at)
}

/// "a woman of 103": what somebody is, "of", and the age.
fn is_of_that_age(page: &Page<'_>, at: usize) -> bool {
    const WHO: &[&str] = &["gentleman", "lady", "man", "person", "woman"];
    let of = at.checked_sub(1).filter(|of| page.is(*of, "of"));
    let who = of.and_then(|of| of.checked_sub(1));
    who.is_some_and(|who| page.among(who, WHO)) && stands_alone(page, at, at)
}

/// "to see her 98th": which birthday it is.
fn is_birthday(page: &Page<'_>, at: usize) -> bool {
    let ordinal = page.is_glued(at + 1) && page.among(at + 1, &["nd", "rd", "st", "th"]);
    let whose = at
        .checked_sub(1)
        .is_some_and(|before| page.among(before, &["her", "his", "their"]));
    let counts = [
        "%",
        "%ile",
        "centile",
        "day",
        "percentile",
        "session",
        "visit",
    ];
    ordinal && whose && page.gap(at) <= Gap::Space && !counts.iter().any(|one| page.is(at + 2, one))
}

/// "pt 94", "(pt 91)", "(2/22/33, 92)", "DOB 8/15/1931 (94)": behind the patient or a date of birth.
fn beside(page: &Page<'_>, at: usize) -> bool {
    let mut before = at;
    while let Some(mark) = before.checked_sub(1).filter(|mark| {
        matches!(page.word(*mark), "(" | "," | "-" | "=" | "\u{2192}")
            || (page.is_mark(*mark, "/") && !page.is_glued(*mark))
    }) {
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
        && page.word(last - 1) == page.word(last - 3)
        && matches!(page.word(last - 1), "/" | "-" | ".");
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
            .filter(|mark| matches!(page.word(*mark), "(" | ")" | "," | "-" | "."))
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
    ("a woman of 103, deaf", "103"),
    ("mom lupus, grandma 101 still alive", "101"),
    ("another nonagenarian", "nonagenarian"),
    ("a 92 y/o man", "92"),
    ("98F found down", "98"),
    ("Age: 104", "104"),
    ("turns 96 on Sunday", "96"),
    ("her mother, who is 95.", "95"),
    ("he is ninety-one as of", "ninety-one"),
    ("DOB 8/15/1931 (94) here", "94"),
    ("pt 94. End", "94"),
    ("A NINETY TWO YEAR OLD", "NINETY TWO"),
    ("T. Palakiko 90/F, gluc 88", "90"),
    ("told her. shes ninety and mad", "ninety"),
    ("Wife ninety-one, son 70", "ninety-one"),
    (
        "mr ravndal one hundred and one. bath",
        "one hundred and one",
    ),
    ("be a hundred come Columbus Day", "a hundred"),
    ("Rozalia H, F92, w/ her mom", "92"),
    ("He 92: COHb 19.4", "92"),
    ("DOB 9-9-31 = 95. BGL 91", "95"),
    ("a sister reached 102, brother", "102"),
    ("if grandma makes it to her 98th on", "98"),
    ("M. Dooley / 10-4-1934 / 90 / R breast", "90"),
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
    "sat ninety-two percent, one sixty over ninety",
    "ninety day supply, ninety tablets, one hundred milligrams",
    "two hundred, a hundred units, seven ninety",
    "F92.8, M97.01XA",
    "the fever reached 102, HR hit 118",
    "her 98th percentile, his 95th visit",
];
