//! Dates written in words, as dictation leaves them: "July ninth nineteen fifty two", "the twenty second of October",
//! "four twenty-two fifty-one".

use super::candidate::Weight;
use super::{Candidate, Recognizer, date};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Cue, Gap, Page, label_before, spelled};

pub(crate) const SPOKEN_DATE: Recognizer = Recognizer {
    id: "spoken_date",
    kinds: &[Kind::Date],
    about: "Dates written out in words.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (at, token) in page.tokens.iter().enumerate() {
        if token.cue == Cue::Month {
            out.extend(by_month(page, at).or_else(|| of_year(page, at)));
        } else if token.cue == Cue::Spelled {
            let whole = strung(page, at).or_else(|| answered(page, at));
            out.extend(
                whole
                    .or_else(|| slashed(page, at))
                    .or_else(|| told(page, at))
                    .or_else(|| day_alone(page, at)),
            );
        } else if token.cue == Cue::Birth {
            out.extend(in_figures(page, at));
        }
    }
}

/// A month with a spelled day before or behind it, and a spelled year.
fn by_month(page: &Page<'_>, month: usize) -> Option<Candidate> {
    let before = day_before(page, month);
    let mut last = month;
    if before.is_none() {
        let at = if page.is(month + 1, "the") {
            month + 2
        } else {
            month + 1
        };
        let plain = spelled::number(page, at).filter(|(day, _)| (1..=31).contains(day));
        let plain = plain.filter(|(_, end)| {
            !matches!(page.word(month).len(), 3 | 5) || year(page, end + 1).is_some()
        });
        last = spelled::ordinal(page, at)
            .or(plain)
            .filter(|_| page.gap(at) <= Gap::Line)?
            .1;
    }
    let last = year(page, last + 1).unwrap_or(last);
    let first = before.unwrap_or(month);
    let born = date::is_birth(page, first);
    let candidate = Candidate {
        hard: born,
        ..Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(first, last))
    };
    Some(candidate.because(Weight::Proven, Why::PATTERN))
}

/// "in may of twenty twenty three": a month with a year that is said in full.
fn of_year(page: &Page<'_>, month: usize) -> Option<Candidate> {
    let at = month + 1 + usize::from(page.is(month + 1, "of"));
    let (first, end) = spelled::number(page, at).filter(|_| page.gap(at) <= Gap::Line)?;
    let full = matches!(first, 19 | 20) && spelled::number(page, end + 1).is_some()
        || first == 2 && page.is(end + 1, "thousand");
    let last = year(page, at).filter(|_| full)?;
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(month, last));
    Some(candidate.because(Weight::Proven, Why::PATTERN))
}

/// "twenty second of October": the ordinal that ends right before the month.
fn day_before(page: &Page<'_>, month: usize) -> Option<usize> {
    let end = month.checked_sub(1).map(|at| {
        if page.is(at, "of") {
            at.saturating_sub(1)
        } else {
            at
        }
    })?;
    (end.saturating_sub(2)..=end)
        .find(|at| spelled::ordinal(page, *at).is_some_and(|(_, last)| last == end))
}

/// "nineteen fifty two", "two thousand four", "eighty two", over a comma.
fn year(page: &Page<'_>, from: usize) -> Option<usize> {
    let at = if page.is_mark(from, ",") {
        from + 1
    } else {
        from
    };
    let (first, last) = spelled::number(page, at).filter(|_| page.gap(at) <= Gap::Line)?;
    if first == 2 && page.is(last + 1, "thousand") {
        let next = if page.is(last + 2, "and") {
            last + 3
        } else {
            last + 2
        };
        return Some(spelled::number(page, next).map_or(last + 1, |(_, end)| end));
    }
    let and = usize::from(page.is(last + 1, "and"));
    if matches!(first, 19 | 20)
        && let Some((_, end)) = spelled::number(page, last + 1 + and)
    {
        return Some(end);
    }
    (first >= 10).then_some(last)
}

/// "eleven, twenty-third, seventy-seven": a month and a year in figures around an ordinal.
fn strung(page: &Page<'_>, at: usize) -> Option<Candidate> {
    let (month, end) = spelled::number(page, at)?;
    let (day, end) = spelled::ordinal(page, next(page, end))?;
    let last = year(page, next(page, end))?;
    let opens = at == 0 || !page.token(at - 1)?.is_word() || page.gap(at) >= Gap::Line;
    let fits = opens && (1..=12).contains(&month) && (1..=31).contains(&day);
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(at, last));
    fits.then(|| candidate.because(Weight::Proven, Why::PATTERN))
}

/// "patient: nine twenty four thirty four": a month, a day and a year, and nothing else on the line.
fn answered(page: &Page<'_>, at: usize) -> Option<Candidate> {
    let (month, end) = spelled::number(page, at).filter(|(month, _)| (1..=12).contains(month))?;
    let (_, end) = day(page, end + 1)?;
    let last = year(page, end + 1)?;
    let opens = opens_answer(page, at);
    let stop = usize::from(page.is_mark(last + 1, "."));
    let closes = page.gap(last + 1 + stop) >= Gap::Line;
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(at, last));
    (month > 0 && opens && closes).then(|| candidate.because(Weight::Context, Why::PATTERN))
}

/// Whether a word is the first of what somebody says, but for a sound: "patient: nine", "uh ten".
fn opens_answer(page: &Page<'_>, at: usize) -> bool {
    let sounds = page.among(at.saturating_sub(1), SOUNDS) && page.gap(at) <= Gap::Space;
    let first = at.saturating_sub(usize::from(at > 0 && sounds));
    let before = first.checked_sub(1);
    before.is_none_or(|before| page.gap(first) >= Gap::Line || page.is_mark(before, ":"))
}

/// What people say before they answer.
const SOUNDS: &[&str] = &[
    "ok", "okay", "so", "sure", "uh", "uhh", "um", "umm", "yeah", "yes",
];

/// "four slash twenty slash twenty five", "from nine slash thirteen": figures with the mark said between them. Without a year
/// a word before them must tell a time, and it is a guess.
fn slashed(page: &Page<'_>, at: usize) -> Option<Candidate> {
    let slash = |last: usize| page.is(last + 1, "slash").then_some(last + 2);
    let (month, end) = spelled::number(page, at)?;
    let (day, end) = spelled::number(page, slash(end)?)?;
    let whole = slash(end).and_then(|from| year(page, from).or_else(|| small_year(page, from)));
    let led = at > 0 && (page.is(at - 1, "from") || page.among(at - 1, LEADS));
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day) && (whole.is_some() || led);
    let span = page.span(at, whole.unwrap_or(end));
    let weight = whole.map_or(Weight::Guess, |_| Weight::Proven);
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, span);
    fits.then(|| candidate.because(weight, Why::PATTERN))
}

/// "admitted four two", "date of service twelve five", "my note of six seventeen": a month and a day behind what happened then.
fn told(page: &Page<'_>, at: usize) -> Option<Candidate> {
    let before = at.checked_sub(1)?;
    let of =
        page.is(before, "of") && before > 0 && page.among(before - 1, &["letter", "note", "visit"]);
    let service = page.is(before, "service") && before > 0 && page.is(before - 1, "of");
    if !(of || service || page.among(before, &["admitted", "dated", "discharged", "dos"])) {
        return None;
    }
    let (_, end) = spelled::number(page, at).filter(|(month, _)| (1..=12).contains(month))?;
    let (_, end) = day(page, end + 1)?;
    let last = year(page, end + 1).unwrap_or(end);
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(at, last));
    Some(candidate.because(Weight::Context, Why::CONTEXT))
}

/// A day of a month as it is said behind the month.
fn day(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    let near = page.gap(at) <= Gap::Space;
    spelled::number(page, at).filter(|(day, _)| near && (1..=31).contains(day))
}

/// "home on the second.": an ordinal behind "on the" that no noun follows. Behind "the" alone, or before a small word, it is a
/// guess: "the nineteenth but", "on the fourth and the fifth".
fn day_alone(page: &Page<'_>, at: usize) -> Option<Candidate> {
    let the = at >= 1 && page.is(at - 1, "the");
    let (day, last) = spelled::ordinal(page, at).filter(|(day, _)| the && *day <= 31)?;
    let led = at >= 2 && page.among(at - 2, LEADS);
    let next = page.token(last + 1);
    let word = next
        .is_some_and(|next| next.is_word() && next.gap <= Gap::Space && next.cue != Cue::Spelled);
    let small = page.among(last + 1, SMALL);
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(at, last));
    let weight = match () {
        () if word && !small => None,
        () if led && !word => Some(Weight::Pattern),
        () if led || day >= SELDOM => Some(Weight::Guess),
        () => None,
    };
    weight.map(|weight| candidate.because(weight, Why::CONTEXT))
}

/// From this day on an ordinal seldom counts anything else.
const SELDOM: u32 = 4;

const LEADS: &[&str] = &["by", "of", "on", "since", "till", "until"];

/// Words before which an ordinal may be a day.
const SMALL: &[&str] = &[
    "and", "at", "because", "but", "for", "if", "in", "is", "or", "so", "then", "to", "was",
    "when", "with",
];

/// "birthday is four twenty-two fifty-one", "date of birth\ncaller: one four oh two": month, day and year behind a word of birth.
fn in_figures(page: &Page<'_>, cue: usize) -> Option<Candidate> {
    let first = (cue + 1..cue + 7).find(|at| spelled::number(page, *at).is_some())?;
    let date = page.is(cue + 1, "date") && first <= cue + 3;
    if !date && label_before(page, first).cue != Cue::Birth && !answers(page, cue, first) {
        return None;
    }
    let (month, end) = spelled::number(page, first)?;
    let (day, end) = spelled::number(page, next(page, end))?;
    let from = next(page, end);
    let last = year(page, from).or_else(|| small_year(page, from))?;
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    let candidate = Candidate::new(SPOKEN_DATE.id, Kind::Date, page.span(first, last)).hard();
    fits.then(|| candidate.because(Weight::Field, Why::FIELD))
}

/// Whether a token opens the turn behind the one that ends with a word of birth.
fn answers(page: &Page<'_>, cue: usize, first: usize) -> bool {
    let asked = usize::from(page.is_mark(cue + 1, "?") || page.is_mark(cue + 1, "."));
    page.gap(cue + 1 + asked) == Gap::Line && opens_answer(page, first)
}

/// "oh two".
fn small_year(page: &Page<'_>, at: usize) -> Option<usize> {
    let (year, last) = spelled::number(page, at + 1).filter(|_| page.is(at, "oh"))?;
    (year < 10).then_some(last)
}

fn next(page: &Page<'_>, last: usize) -> usize {
    if matches!(
        page.word(last + 1),
        "," | "-" | "/" | "slash" | "dash" | "of"
    ) {
        last + 2
    } else {
        last + 1
    }
}

const EXAMPLES: &[(&str, &str)] = &[
    (
        "DATE OF BIRTH JULY NINTH NINETEEN FIFTY TWO.",
        "JULY NINTH NINETEEN FIFTY TWO",
    ),
    (
        "birthday is march thirty first eighty two, ok",
        "march thirty first eighty two",
    ),
    (
        "ON THE TWENTY SECOND OF OCTOBER.",
        "TWENTY SECOND OF OCTOBER",
    ),
    ("DATE OF SERVICE NOVEMBER THE SIXTH.", "NOVEMBER THE SIXTH"),
    (
        "a clip in may of twenty twenty three by",
        "may of twenty twenty three",
    ),
    ("may go home on the second. Call", "second"),
    ("her cath on the nineteenth but", "nineteenth"),
    ("the twenty-fourth, two", "twenty-fourth"),
    (
        "birth date is ten fourteen forty-eight, I",
        "ten fourteen forty-eight",
    ),
    (
        "born four twenty-two fifty-one",
        "four twenty-two fifty-one",
    ),
    (
        "and her date of birth\nspeaker 2: ten twenty one seventy nine",
        "ten twenty one seventy nine",
    ),
    ("date of birth?\ncaller: one four oh two", "one four oh two"),
    (
        "birthday is five thirty of forty four he",
        "five thirty of forty four",
    ),
    (
        "verify your birthday\nuh ten four fifty five\ngreat",
        "ten four fifty five",
    ),
    (
        "birthday is October the third nineteen and forty nine",
        "October the third nineteen and forty nine",
    ),
    (
        "service four slash twenty slash twenty five chief",
        "four slash twenty slash twenty five",
    ),
    (
        "Okafor. Eleven, twenty-third, seventy-seven.",
        "Eleven, twenty-third, seventy-seven",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "may one ask",
    "the second toe",
    "on the first floor",
    "born one hour ago",
    "first of all, march on",
    "two slash three beers",
];
