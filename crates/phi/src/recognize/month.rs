//! Months by name: "March 3, 2026", "21 Oct 2025", "the 4th of January", "in Aug", and days without a month ("the 16th").
//!
//! A month alone is an element of a date and must go; only the year may stay. "May", "March", "June" and their like
//! are also other words and names: alone they need a capital or a word before them, and yield to any heavier find.

use super::candidate::Weight;
use super::{Candidate, Recognizer, calendar, date};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Case, Cue, Gap, Page};

pub(crate) const MONTH: Recognizer = Recognizer {
    id: "month",
    kinds: &[Kind::Date],
    about: "Dates with the month by name, months alone, days of the month.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (at, token) in page.tokens.iter().enumerate() {
        if token.cue == Cue::Month {
            let Some(days) = calendar::month_days(page.word(at)) else {
                continue;
            };
            out.extend(named(page, at, days).or_else(|| alone(page, at)));
        }
    }
    for number in page.numbers.iter().map(|at| *at as usize) {
        out.extend(day_alone(page, number));
    }
}

/// A month with its day or year on either side.
fn named(page: &Page<'_>, month: usize, days: u32) -> Option<Candidate> {
    let first = day_before(page, month, days).or_else(|| year_before(page, month, days));
    let has_day = first.is_some_and(|first| !calendar::is_year(page.word(first)));
    let (last, complete) = after(page, month, days, !has_day);
    let shy = page
        .word(month)
        .bytes()
        .all(|byte| byte.is_ascii_lowercase())
        && is_word_too(page.word(month));
    let clinic = page.is(month, "mayo");
    if first.is_none() && (!complete || clinic || (shy && page.word(month) == "may")) {
        return None;
    }
    Some(build(
        page,
        page.span(first.unwrap_or(month), last),
        Weight::Proven,
    ))
}

fn build(page: &Page<'_>, span: Span, weight: Weight) -> Candidate {
    let born = date::is_birth(page, page.token_from(span.start));
    let candidate = Candidate {
        hard: born,
        ..Candidate::new(MONTH.id, Kind::Date, span)
    };
    candidate.because(weight, if born { Why::FIELD } else { Why::PATTERN })
}

/// "2025 Mar 17": the year before a month and its day.
fn year_before(page: &Page<'_>, month: usize, days: u32) -> Option<usize> {
    let year = month
        .checked_sub(1)
        .filter(|_| page.gap(month) == Gap::Space)?;
    let whole = page.is_number(year) && calendar::is_year(page.word(year)) && !page.is_glued(year);
    (whole && day_after(page, month, days).is_some()).then_some(year)
}

/// "21 Oct", "18-JAN", "4th of January", "the 22nd of October".
fn day_before(page: &Page<'_>, month: usize, days: u32) -> Option<usize> {
    let mut at = month
        .checked_sub(1)
        .filter(|_| page.gap(month) <= Gap::Space)?;
    while matches!(page.word(at), "-" | "/" | ",")
        || (page.is_mark(at, ".") && page.is_glued(month))
        || ["of", "de", "day"].iter().any(|word| page.is(at, word))
    {
        at = at.checked_sub(1)?;
    }
    if is_ordinal_mark(page, at) {
        at = at.checked_sub(1)?;
    }
    let figures = page.word(at);
    let day = figures.len() <= 2
        && figures
            .parse::<u32>()
            .is_ok_and(|day| (1..=days).contains(&day));
    let whole =
        !page.is_glued(at) || at == 0 || !matches!(page.word(at - 1), "." | "/" | ":" | "$");
    (day && whole && page.is_number(at)).then_some(at)
}

fn is_ordinal_mark(page: &Page<'_>, at: usize) -> bool {
    page.is_glued(at)
        && ["st", "nd", "rd", "th"]
            .iter()
            .any(|mark| page.is(at, mark))
}

/// What follows a month: day and year, day, or year. The flag says whether anything did.
fn after(page: &Page<'_>, month: usize, days: u32, may_have_day: bool) -> (usize, bool) {
    let mut last = month;
    let mut complete = false;
    if may_have_day && let Some(day) = day_after(page, month, days) {
        last = range_end(page, day, days).unwrap_or(day);
        complete = true;
    }
    if let Some(year) = year_after(page, last, complete || !may_have_day) {
        return (year, true);
    }
    (last, complete)
}

fn skip(page: &Page<'_>, from: usize, marks: &[&str]) -> usize {
    let mut at = from;
    while at < from + 2 && page.gap(at) <= Gap::Space && marks.contains(&page.word(at)) {
        at += 1;
    }
    at
}

fn day_after(page: &Page<'_>, month: usize, days: u32) -> Option<usize> {
    let mut at = skip(page, month + 1, &[".", "-", "/", ","]);
    if page.is(at, "the") {
        at += 1;
    }
    let figures = page.word(at);
    let day = figures.len() <= 2
        && figures
            .parse::<u32>()
            .is_ok_and(|day| (1..=days).contains(&day));
    if !(day && page.is_number(at) && page.gap(at) <= Gap::Space) {
        return None;
    }
    let counted = super::code::measured(page, at + 1)
        && !matches!(
            page.word(at + 1),
            "at" | "a" | "p" | "am" | "pm" | "in" | "w" | "f" | "d" | "x"
        );
    let decimal = page.is_mark(at + 1, ".") && page.is_glued(at + 2) && page.is_number(at + 2);
    let time = page.is_mark(at + 1, ":") && page.is_glued(at + 2);
    if (counted && page.gap(at + 1) != Gap::None) || decimal || time {
        return None;
    }
    Some(if is_ordinal_mark(page, at + 1) {
        at + 1
    } else {
        at
    })
}

/// "Jan 19-22", "May 4 and 5": the last day of the range.
fn range_end(page: &Page<'_>, day: usize, days: u32) -> Option<usize> {
    let mark = day + 1;
    let joined = page.is_mark(mark, "-")
        || ["to", "and", "thru", "through", "or"]
            .iter()
            .any(|word| page.is(mark, word));
    let figures = page.word(mark + 1);
    let fits = page.is_number(mark + 1)
        && figures.len() <= 2
        && figures
            .parse::<u32>()
            .is_ok_and(|day| (1..=days).contains(&day));
    let last = if is_ordinal_mark(page, mark + 2) {
        mark + 2
    } else {
        mark + 1
    };
    let goes_on = page.is_glued(last + 1)
        && matches!(page.word(last + 1), "/" | ":" | ".")
        && page.is_number(last + 2);
    let counted = super::code::measured(page, last + 1);
    (joined && fits && !goes_on && !counted && page.gap(mark) <= Gap::Space).then_some(last)
}

fn year_after(page: &Page<'_>, last: usize, has_day: bool) -> Option<usize> {
    let at = skip(page, last + 1, &[",", ".", "-", "/", "'"]);
    let of = ["de", "del", "of"].iter().any(|word| page.is(at, word));
    let at = at + usize::from(of);
    let figures = page.word(at);
    let near = page.gap(at) <= Gap::Space && page.is_number(at);
    let apostrophe = at > 0 && (page.is_mark(at - 1, "'") || has_day && page.is(at - 1, "del"));
    let joined = page.is_glued(at) && at > last + 1;
    let ends = page.gap(at + 1) >= Gap::Wide && page.gap(at) == Gap::Space;
    let short = figures.len() == 2 && (apostrophe || (has_day && (joined || ends)));
    (near && (calendar::is_year(figures) || short)).then_some(at)
}

/// Months that are also ordinary words or names.
fn is_word_too(month: &str) -> bool {
    [
        "may", "march", "mar", "dec", "jan", "sep", "june", "april", "august", "jun", "apr",
    ]
    .iter()
    .any(|one| month.eq_ignore_ascii_case(one))
}

/// A month without day or year.
fn alone(page: &Page<'_>, month: usize) -> Option<Candidate> {
    let word = page.word(month);
    let token = page.token(month)?;
    let led = leads(page, month);
    let named = page.token(month + 1).is_some_and(|next| {
        next.is_word()
            && next.gap == Gap::Space
            && next.is_capital()
            && next.known.any(Flags::SURNAME)
            && !next.known.any(Flags::WORD)
    });
    let kept = match word.to_ascii_lowercase().as_str() {
        "mayo" => false,
        "may" => led && token.is_capital() && !follows_modal(page, month),
        "march" | "mar" | "dec" | "sep" | "jun" | "jan" | "apr" => {
            led || (token.is_capital() && is_closed(page, month))
        }
        "april" | "june" | "august" => {
            led || (token.is_capital() && !named && is_closed(page, month))
        }
        "oct" if token.case == Case::Upper => led,
        _ => led || token.is_capital(),
    };
    let free = !page.is_glued(month + 1) || !page.is_number(month + 1);
    (kept && free).then(|| {
        let weight = if led { Weight::Context } else { Weight::Guess };
        build(page, page.span(month, month), weight).with(Confidence::Fair)
    })
}

/// Whether a word before the month says that a time is meant.
fn leads(page: &Page<'_>, month: usize) -> bool {
    let Some(before) = month
        .checked_sub(1)
        .filter(|_| page.gap(month) <= Gap::Line)
    else {
        return false;
    };
    page.among(before, LEADS)
        || (page.is_mark(before, "-")
            && before > 0
            && calendar::month_days(page.word(before - 1)).is_some())
}

const LEADS: &[&str] = &[
    "after",
    "around",
    "before",
    "beginning",
    "by",
    "due",
    "during",
    "each",
    "early",
    "end",
    "est",
    "every",
    "exp",
    "expires",
    "for",
    "from",
    "in",
    "last",
    "late",
    "mid",
    "next",
    "of",
    "since",
    "started",
    "starting",
    "this",
    "through",
    "thru",
    "til",
    "till",
    "to",
    "until",
];

/// "Patient May need": the modal verb, even with a capital.
fn follows_modal(page: &Page<'_>, month: usize) -> bool {
    page.gap(month + 1) == Gap::Space
        && [
            "need", "be", "have", "take", "require", "return", "benefit", "use",
        ]
        .iter()
        .any(|word| page.is(month + 1, word))
}

/// Whether a mark or the end of the line closes the word.
fn is_closed(page: &Page<'_>, month: usize) -> bool {
    page.gap(month + 1) >= Gap::Wide
        || matches!(
            page.word(month + 1),
            "." | "," | ";" | ")" | ":" | "?" | "??"
        )
}

/// "the 14th", "Mon the 9th", "on the 20th": a day whose month is understood.
fn day_alone(page: &Page<'_>, number: usize) -> Option<Candidate> {
    let mark = number + 1;
    let the = number.checked_sub(1)?;
    if !is_ordinal_mark(page, mark) || !page.is(the, "the") || page.gap(number) > Gap::Line {
        return None;
    }
    let day = page
        .word(number)
        .parse::<u32>()
        .is_ok_and(|day| (1..=31).contains(&day));
    let next = page.token(mark + 1);
    let noun = next.is_some_and(|next| next.is_word() && next.gap == Gap::Space)
        && page.among(mark + 1, COUNTED);
    (day && !noun).then(|| {
        Candidate::new(MONTH.id, Kind::Date, page.span(number, mark))
            .because(Weight::Pattern, Why::CONTEXT)
    })
}

/// What is counted with ordinals in a clinic.
const COUNTED: &[&str] = &[
    "and",
    "ave",
    "avenue",
    "centile",
    "cervical",
    "cranial",
    "cycle",
    "day",
    "digit",
    "dose",
    "edition",
    "finger",
    "floor",
    "grade",
    "infusion",
    "intercostal",
    "line",
    "lumbar",
    "metacarpal",
    "metatarsal",
    "mtp",
    "nerve",
    "of",
    "percentile",
    "rib",
    "ribs",
    "round",
    "session",
    "st",
    "street",
    "time",
    "toe",
    "toes",
    "trimester",
    "ventricle",
    "visit",
    "week",
    "year",
];

const EXAMPLES: &[(&str, &str)] = &[
    ("on March 3, 2026 she", "March 3, 2026"),
    ("Re: 21 Oct 2025", "21 Oct 2025"),
    ("DOB: 18-JAN-1957", "18-JAN-1957"),
    ("out the 4th of January.", "4th of January"),
    ("since Aug 16, felt", "Aug 16"),
    ("mammogram of Nov. 3rd", "Nov. 3rd"),
    ("thru March then", "March"),
    ("saw him in march", "march"),
    ("Wants it June 2025", "June 2025"),
    ("admitted Jan 19-22, 2025", "Jan 19-22, 2025"),
    ("ended Sept 30", "Sept 30"),
    ("start Bactrim the 14th for", "14th"),
    ("in May she fell", "May"),
    ("nacida 12 de octubre del 52.", "12 de octubre del 52"),
    ("el 3 de mayo de 2025,", "3 de mayo de 2025"),
    ("Dec 17.", "Dec 17"),
    ("signed 02 DEC 25", "02 DEC 25"),
    (
        "this 1st day of December, 2025.",
        "1st day of December, 2025",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "she may 2 x need",
    "Patient may return",
    "May return to work",
    "march in place",
    "the 5th toe and the 4th metatarsal",
    "the 95th percentile",
    "decrease mar",
    "seen at Mayo in 2019, Mayo 2 weeks",
    "Monday, Tue, weds",
    "12th rib",
    "OCT mac nl, VF/OCT in 4 mo",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!([LEADS, COUNTED].iter().all(|list| list.is_sorted()));
    }
}
