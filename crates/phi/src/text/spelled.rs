//! Numbers written as words: digits spelled one by one, and the small numbers that dates and ages are made of.
//!
//! Dictation and voicemail transcripts hold most of these. A run is only a fact here ("these ten words are ten
//! digits"); what it is, the recognizers say.

use super::head::head;
use super::{Case, Cue, Gap, Label, Page, label_before};

/// Digits, and letters named by a word, spelled one after the other.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) digits: String,
    /// What is announced before the run.
    pub(crate) cue: Cue,
}

/// The fewest digits that make a run, and right behind a label.
const SHORTEST: usize = 4;
const SHORTEST_LABELED: usize = 3;
/// The fewest figures with a space between that make one behind a label: scores and counts stand so too.
const FIGURES: usize = 6;

/// Finds the runs of spelled digits of a page, from left to right; commas, hyphens and "dash" may stand between them, and
/// letters as in "S as in Sam".
pub(super) fn digit_runs(page: &Page<'_>) -> Vec<Run> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < page.tokens.len() {
        match run_at(page, at) {
            Some(run) => {
                at = run.last + 1;
                let least = if page.is_number(run.first) {
                    FIGURES
                } else {
                    SHORTEST
                };
                let labeled = is_labeled(page, &run);
                let enough = run.digits.len() >= least && (least == SHORTEST || labeled);
                if enough || (least == SHORTEST && labeled) {
                    out.push(run);
                }
            }
            None => at += 1,
        }
    }
    out
}

/// "plate f t k six three seven", "claim ending three six seven": few digits of a number that is announced.
fn is_labeled(page: &Page<'_>, run: &Run) -> bool {
    let letter = |at: &usize| page.is_word(*at) && page.word(*at).len() == 1;
    let before = (0..run.first).rev().take_while(letter).count();
    let label = label_before(page, run.first - before);
    let numbered = label.cue.is_strong()
        && !matches!(
            label.cue,
            Cue::Age | Cue::Birth | Cue::Fax | Cue::Phone | Cue::Weak | Cue::CodeSystem
        );
    let numbered = numbered || (page.is_number(run.first) && is_headed(page, label));
    numbered && run.digits.len() >= SHORTEST_LABELED
}

/// Whether a thing that may carry a number does: "auth number 5 5 8", "the number is PA E 5 5 8".
fn is_headed(page: &Page<'_>, label: Label) -> bool {
    let capitals = page
        .token(label.at)
        .is_some_and(|token| token.case == Case::Upper && token.len() == 2);
    let number = ["id", "no", "number"]
        .iter()
        .any(|word| page.is(label.at + 1, word));
    label.cue == Cue::Weak && (capitals || number)
}

fn run_at(page: &Page<'_>, first: usize) -> Option<Run> {
    page.token(first).filter(|token| {
        let times = page.is(first, "double") || page.is(first, "triple");
        token.cue == Cue::Spelled || token.len() == 1 || times || spanish(page, first).is_some()
    })?;
    let begun = |begins: Option<(String, usize)>| begins.map(|begun| grown(page, first, begun));
    let free = begun(hundreds(page, first)).filter(|run| run.digits.len() == TOLL_FREE);
    free.or_else(|| {
        begun(
            letter(page, first)
                .or_else(|| one_digit(page, first))
                .or_else(|| repeated(page, first))
                .or_else(|| figure(page, first)),
        )
    })
}

/// How many digits "eight hundred, five five five ..." has in all.
const TOLL_FREE: usize = 10;

/// "eight hundred": the area code of a toll-free number, as it is said.
fn hundreds(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let area = digit(page, at).filter(|_| page.is(at + 1, "hundred"))?;
    Some((format!("{area}00"), at + 1))
}

/// A run that begins so, with everything that goes on with it.
fn grown(page: &Page<'_>, first: usize, (mut digits, mut last): (String, usize)) -> Run {
    let mut at = last + 1;
    while page.gap(at) <= Gap::Line {
        let item = item(page, at).or_else(|| pair(page, at).filter(|_| digits.len() >= SINGLE));
        if let Some((next, end)) = item {
            digits.push_str(&next);
            last = end;
            at = end;
        } else if at > last + APART || !SEPARATORS.iter().any(|word| page.is(at, word)) {
            break;
        }
        at += 1;
    }
    let cue = if digits.len() >= SHORTEST_LABELED {
        announced(page, first)
    } else {
        Cue::None
    };
    Run {
        first,
        last,
        digits,
        cue,
    }
}

const SEPARATORS: [&str; 8] = [",", "-", ".", "...", "\u{2026}", "dash", "hyphen", "space"];
/// How many separators may follow each other: ", dash,".
const APART: usize = 3;

/// So many digits are said one by one before two may be said as one number: "one twenty" is none, "two oh three, five fifty-five" is.
const SINGLE: usize = 3;

/// What goes on with a run: its digits, and its last token.
fn item(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    one_digit(page, at)
        .or_else(|| figure(page, at))
        .or_else(|| repeated(page, at))
        .or_else(|| letter(page, at))
}

fn one_digit(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    digit(page, at).map(|digit| (digit.to_string(), at))
}

/// "double two", "triple five".
fn repeated(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let times = match () {
        () if page.is(at, "double") => 2,
        () if page.is(at, "triple") => 3,
        () => return None,
    };
    let digit = digit(page, at + 1).filter(|_| page.gap(at + 1) <= Gap::Space)?;
    Some((digit.to_string().repeat(times), at + 1))
}

/// "fifty-five", "eighty eight", "twelve": two digits said as one number.
fn pair(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let (value, last) = number(page, at).filter(|(value, _)| (10..=99).contains(value))?;
    let tens = at < last || value % 10 == 0 || value < 20;
    tens.then(|| (value.to_string(), last))
}

/// One figure that stands alone: "S AS IN SAM 2 2 0".
fn figure(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let alone = page.is_number(at) && page.word(at).len() == 1 && page.gap(at) == Gap::Space;
    let next = page.gap(at + 1) > Gap::None || !page.is_number(at + 2);
    (alone && next).then(|| (page.word(at).to_owned(), at))
}

/// A letter named by a word: "S as in Sam"; the letter and the last token.
fn letter(page: &Page<'_>, at: usize) -> Option<(String, usize)> {
    let named = page.is_word(at)
        && page.word(at).len() == 1
        && page.is(at + 1, "as")
        && page.is(at + 2, "in");
    let letter = page.word(at).chars().next()?;
    (named && page.is_word(at + 3)).then(|| (letter.to_ascii_uppercase().to_string(), at + 3))
}

fn announced(page: &Page<'_>, first: usize) -> Cue {
    let label = label_before(page, first).cue;
    if label.is_strong() {
        return label;
    }
    let near = (first.saturating_sub(8)..first)
        .rev()
        .filter_map(|at| page.token(at));
    near.map(|token| token.cue)
        .find(|cue| cue.is_strong())
        .unwrap_or(Cue::None)
}

/// The heads of the digits in Spanish; every word is looked up among them.
const SPANISH: [u64; 10] = [
    head("cero"),
    head("uno"),
    head("dos"),
    head("tres"),
    head("cuatro"),
    head("cinco"),
    head("seis"),
    head("siete"),
    head("ocho"),
    head("nueve"),
];

/// One spelled digit in Spanish.
fn spanish(page: &Page<'_>, at: usize) -> Option<char> {
    let token = page
        .token(at)
        .filter(|token| (3..=6).contains(&token.len()))?;
    let value = SPANISH.iter().position(|head| *head == token.head)?;
    char::from_digit(value as u32, 10)
}

/// One spelled digit.
fn digit(page: &Page<'_>, at: usize) -> Option<char> {
    if let Some(digit) = spanish(page, at) {
        return Some(digit);
    }
    let token = page.token(at)?;
    if token.cue != Cue::Spelled || token.len() > 5 {
        return None;
    }
    if page.is(at, "oh") {
        return Some('0');
    }
    let value = unit(page, at, &UNITS).filter(|value| *value <= 9)?;
    char::from_digit(value, 10)
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ORDINAL_TENS: [(&str, u32); 2] = [("twentieth", 20), ("thirtieth", 30)];

/// A spelled number below one hundred, and its last token: "twenty-two", "nineteen", "oh four".
pub(crate) fn number(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    page.token(at).filter(|token| token.cue == Cue::Spelled)?;
    if page.is(at, "oh") {
        return unit(page, at + 1, &UNITS)
            .filter(|unit| (1..=9).contains(unit))
            .map(|unit| (unit, at + 1));
    }
    unit(page, at, &UNITS)
        .map(|value| (value, at))
        .or_else(|| tens(page, at, &UNITS))
}

/// A spelled ordinal up to thirty-first, and its last token.
pub(crate) fn ordinal(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    page.token(at).filter(|token| token.cue == Cue::Spelled)?;
    let round = ORDINAL_TENS
        .iter()
        .find(|(word, _)| page.is(at, word))
        .map(|(_, value)| (*value, at));
    let small = unit(page, at, &ORDINALS).map(|value| (value, at));
    let built = tens(page, at, &ORDINALS).filter(|(_, last)| *last > at);
    round
        .or(small)
        .or(built)
        .filter(|(value, _)| (1..=31).contains(value))
}

fn unit(page: &Page<'_>, at: usize, words: &[&str]) -> Option<u32> {
    let value = words.iter().position(|word| page.is(at, word))?;
    u32::try_from(value).ok()
}

fn tens(page: &Page<'_>, at: usize, units: &[&str]) -> Option<(u32, usize)> {
    let place = TENS.iter().position(|word| page.is(at, word))?;
    let value = (u32::try_from(place).ok()? + 2) * 10;
    let next = if page.is_mark(at + 1, "-") {
        at + 2
    } else {
        at + 1
    };
    match unit(page, next, units)
        .filter(|unit| (1..=9).contains(unit) && page.gap(next) <= Gap::Line)
    {
        Some(unit) => Some((value + unit, next)),
        None => Some((value, at)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn page(text: &str) -> Page<'_> {
        Page::new(text, None, &Lexicon::shipped())
    }

    #[test]
    fn spelled_digits_run_over_commas() {
        let page = page("it is nine one eight, five five five, oh one six one ok");
        let runs = digit_runs(&page);
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].digits, "9185550161");
    }

    #[test]
    fn digits_are_said_in_many_ways() {
        for (text, digits) in [
            ("five oh eight, triple five, oh one seven one", "5085550171"),
            (
                "two oh three, five fifty-five, oh one eighty-eight",
                "2035550188",
            ),
            ("two zero two six, dash, eight eight four one", "20268841"),
            ("eight one five... five five five... zero one", "815555"),
        ] {
            let runs = digit_runs(&page(text));
            assert!(
                runs.first()
                    .is_some_and(|run| run.digits.starts_with(digits)),
                "{text}"
            );
        }
        assert!(digit_runs(&page("one twenty over eighty, two forty")).is_empty());
    }

    #[test]
    fn figures_with_spaces_need_a_label() {
        for (text, digits) in [
            ("case number is PA E 5 5 8 1 2 0 4 again", "5581204"),
            ("auth number 4 4 0 2 1 7 4", "4402174"),
        ] {
            let runs = digit_runs(&page(text));
            assert!(runs.iter().any(|run| run.digits == digits), "{text}");
        }
        assert!(digit_runs(&page("GAD-7 items: 1 0 2 1 1 0 2, form 1 1 1 1 1 1 1")).is_empty());
    }

    #[test]
    fn small_numbers() {
        let rows = [
            ("twenty-two", Some(22)),
            ("nineteen", Some(19)),
            ("oh four", Some(4)),
            ("sixty", Some(60)),
            ("cat", None),
        ];
        for (text, value) in rows {
            assert_eq!(
                number(&page(text), 0).map(|(value, _)| value),
                value,
                "{text}"
            );
        }
        let rows = [
            ("thirty first", Some(31)),
            ("ninth", Some(9)),
            ("twentieth", Some(20)),
            ("twenty", None),
        ];
        for (text, value) in rows {
            assert_eq!(
                ordinal(&page(text), 0).map(|(value, _)| value),
                value,
                "{text}"
            );
        }
    }
}
