//! Social Security numbers, also with the first digits masked and as "last four".
//!
//! The form 3-2-4 is enough when the ranges allow it; nine digits in a row need a label. Individual taxpayer numbers
//! (areas from 900) have the same form and identify as well.

use super::candidate::Weight;
use super::{Candidate, Recognizer, check};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Cue, Gap, Page, is_masked, label_before};

pub(crate) const SSN: Recognizer = Recognizer {
    id: "ssn",
    kinds: &[Kind::Ssn],
    about: "Social Security numbers, whole or the last four digits.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for start in page.numbers.iter().map(|start| *start as usize) {
        let Some((last, weight)) = grouped(page, start)
            .or_else(|| run(page, start))
            .or_else(|| half_masked(page, start))
            .or_else(|| last_four(page, start))
        else {
            continue;
        };
        let first = if masked(page, start) {
            start - 4
        } else {
            start
        };
        let candidate = Candidate::new(SSN.id, Kind::Ssn, page.span(first, last)).hard();
        out.push(candidate.because(weight, Why::CHECK));
    }
    let runs = page.spelled.iter();
    for run in runs.filter(|run| matches!(run.digits.len(), 4 | 9) && run.cue == Cue::Ssn) {
        let candidate = Candidate::new(SSN.id, Kind::Ssn, page.span(run.first, run.last)).hard();
        out.push(candidate.because(Weight::Field, Why::CONTEXT));
    }
}

fn said(page: &Page<'_>, start: usize) -> bool {
    label_before(page, start).cue == Cue::Ssn || near(page, start)
}

/// "social is", "SSN on file": the label a few words back.
fn near(page: &Page<'_>, start: usize) -> bool {
    let before = (start.saturating_sub(6)..start)
        .rev()
        .take_while(|at| page.gap(at + 1) < Gap::Blank);
    before
        .filter_map(|at| page.token(at))
        .any(|token| token.cue == Cue::Ssn)
}

/// "512-44-9081", "512 44 9081", "512.44.9081", "512_44_9081".
fn grouped(page: &Page<'_>, start: usize) -> Option<(usize, Weight)> {
    let middle = next(page, start)?;
    let last = next(page, middle)?;
    let sizes = [start, middle, last].map(|at| page.word(at).len());
    let digits = [page.word(start), page.word(middle), page.word(last)].concat();
    let both = |mark| page.is_mark(start + 1, mark) && page.is_mark(middle + 1, mark);
    let strung = both("_") && !check::are_sizes(page.slice(page.span(start, last)));
    let marked = both("-") || strung;
    let said = said(page, start);
    let tail = goes_on(page, last + 1) || head(page, start);
    if sizes != [3, 2, 4] || (tail && !said) || !(check::ssn(&digits) || said) || !(marked || said)
    {
        return None;
    }
    Some((last, Weight::Proven))
}

/// "576 XX 0192": the first three digits behind the label, the middle masked.
fn half_masked(page: &Page<'_>, start: usize) -> Option<(usize, Weight)> {
    let masked = (start + 1..start + 3).find(|at| is_masked(page.word(*at)))?;
    let last = (masked + 1..masked + 3).find(|at| page.is_number(*at))?;
    let shaped = page.word(start).len() == 3 && page.word(last).len() == 4;
    (shaped && said(page, start)).then_some((last, Weight::Field))
}

/// Whether the number goes on at a mark: "512-44-9081-01", "512_44_9081_01".
fn goes_on(page: &Page<'_>, mark: usize) -> bool {
    let strung = page.is_mark(mark, "_") && page.is_number(mark + 1);
    (strung || page.is_mark(mark, "-")) && page.is_glued(mark) && page.is_glued(mark + 1)
}

/// Whether digits are glued before: "12-512-44-9081", "12_512_44_9081".
fn head(page: &Page<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|_| page.is_glued(start)) else {
        return false;
    };
    page.is_number(before)
        || page.is_word(before)
        || (page.is_mark(before, "-") && page.is_glued(before))
        || (page.is_mark(before, "_") && page.is_number(before.saturating_sub(1)))
}

fn next(page: &Page<'_>, at: usize) -> Option<usize> {
    let mark = at + 1;
    if page.is_number(mark) && matches!(page.gap(mark), Gap::Space | Gap::Wide) {
        return Some(mark);
    }
    let strung = page.is_mark(mark, "_") && page.is_glued(mark) && page.is_glued(mark + 1);
    let joined = strung || matches!(page.word(mark), "-" | "." | "/" | "--");
    let spaced = page.goes_on(mark) && page.goes_on(mark + 1);
    (joined && spaced && page.is_number(mark + 1)).then_some(mark + 1)
}

/// Nine digits in a row behind a label.
fn run(page: &Page<'_>, start: usize) -> Option<(usize, Weight)> {
    let nine = page.word(start).len() == 9;
    (nine && label_before(page, start).cue == Cue::Ssn).then_some((start, Weight::Field))
}

/// "xxx-xx-6120", "SSN ending 3318", "last 4 of social 0916".
fn last_four(page: &Page<'_>, start: usize) -> Option<(usize, Weight)> {
    if page.word(start).len() != 4
        || page.is_glued(start + 1)
            && matches!(page.word(start + 1), "-" | "/")
            && page.is_number(start + 2)
    {
        return None;
    }
    let labeled = label_before(page, start).cue == Cue::Ssn || last_four_of(page, start);
    (labeled || masked(page, start)).then_some((start, Weight::Field))
}

/// "xxx-xx-" before the last four digits.
fn masked(page: &Page<'_>, start: usize) -> bool {
    start >= 4
        && page.is_mark(start - 1, "-")
        && page.is_mark(start - 3, "-")
        && is_masked(page.word(start - 2))
        && is_masked(page.word(start - 4))
}

/// "SSN ending", "last 4 of social", "SS (last four)", "ssn l4", and "verified last 4" without a number of what: nobody
/// says that of anything else that is four digits long, but of a card or a phone number, which are no less somebody's.
fn last_four_of(page: &Page<'_>, start: usize) -> bool {
    let near = (start.saturating_sub(6)..start)
        .rev()
        .take_while(|at| page.gap(at + 1) < Gap::Line);
    let (mut ssn, mut last) = (false, false);
    for at in near {
        ssn |= page.token(at).is_some_and(|token| token.cue == Cue::Ssn) || page.is(at, "ss");
        last |=
            page.among(at, &["ending", "ends", "last"]) || page.is(at, "l") && page.is(at + 1, "4");
    }
    last && (ssn || counted(page, start))
}

/// "last 4", "last four" and a colon or nothing, directly before.
fn counted(page: &Page<'_>, start: usize) -> bool {
    let mut before = (start.saturating_sub(3)..start)
        .rev()
        .skip_while(|at| page.among(*at, &["#", ")", ":", "is"]));
    let four = before
        .next()
        .is_some_and(|at| page.among(at, &["4", "four"]));
    four && before.next().is_some_and(|at| page.is(at, "last"))
}

const EXAMPLES: &[(&str, &str)] = &[
    ("SSN on file 287-00-1144 spoke", "287-00-1144"),
    ("512-44-9081", "512-44-9081"),
    ("SS#: 412-41-7781", "412-41-7781"),
    (
        "social security ending zero four four seven period",
        "zero four four seven",
    ),
    ("ssn 512449081", "512449081"),
    ("social is 512 44 9081 thanks", "512 44 9081"),
    ("SSN xxx-xx-6120", "xxx-xx-6120"),
    ("SS (last four) 3308, ok", "3308"),
    ("ssn l4 7702, dob", "7702"),
    ("verified DOB + last 4 6608", "6608"),
    ("ssn 512-44-\n9081 ok", "512-44-\n9081"),
    ("512-44\n-9081", "512-44\n-9081"),
    ("SSN ending 3318,", "3318"),
    ("looked up by SSN last 4 0916", "0916"),
    ("SSN 576 XX 0192 only", "576 XX 0192"),
    ("SSN 551  59  2870", "551  59  2870"),
    ("ssn: 551\t59\t2870", "551\t59\t2870"),
    ("ssn_512_44_9081", "512_44_9081"),
    ("scan_512_44_9081.pdf", "512_44_9081"),
];

const NEAR_MISSES: &[&str] = &[
    "000-12-3456",
    "666-12-3456",
    "phone 512-555-9081",
    "512449081",
    "social drinker, 2 per day",
    "last 4 visits 2024",
    "SS enema 1000 ml",
    "the last four of 1200 doses",
    "NDC 555-44-9081-01",
    "123 45 6789 units",
    "123-45\n6789 units",
    "123-45-\n\n6789 units",
    "140   41   1024\n512  44  9081",
    "conv_128_64_1024, 512_44_9081_01, row_7_512_44_9081",
];
