//! Dates in figures: everything finer than a year.
//!
//! Three groups of figures are a date when the calendar allows it. Two groups ("9/30") are one unless something says
//! otherwise, because scores, fractions, strengths and counts are written the same way; what says otherwise is in
//! `fraction`. Months by name are in `month`, spelled dates in `spoken`.

use super::candidate::Weight;
use super::name::is_telling;
use super::{Candidate, Recognizer, calendar, code, served};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Cue, Gap, Page, label_before};

pub(crate) const DATE: Recognizer = Recognizer {
    id: "date",
    kinds: &[Kind::Date],
    about: "Dates in figures, with or without a year.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut done = 0;
    let is_form = served::is_form(page);
    for start in page.numbers.iter().map(|start| *start as usize) {
        if start < done || hangs_on(page, start) {
            continue;
        }
        let found = whole(page, start)
            .or_else(|| packed(page, start))
            .or_else(|| of_service(page, start, is_form))
            .or_else(|| pair(page, start, out.last()));
        if let Some((candidate, last)) = found {
            done = last + 1;
            out.push(candidate);
        }
    }
}

/// Whether the figures are the tail of a longer number or code.
fn hangs_on(page: &Page<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|_| page.is_glued(start)) else {
        return false;
    };
    let word = page.token(before).is_some_and(|token| token.is_word());
    if word {
        return page
            .token(before)
            .is_some_and(|token| token.cue != Cue::Birth && !calendar::glues(page.word(before)));
    }
    let joined = matches!(page.word(before), "." | "/" | "_" | ",") && page.is_glued(before);
    let money = page.is_mark(before, "$");
    money
        || (joined
            && before.checked_sub(1).is_some_and(|far| page.is_number(far))
            && page.word(before) != ","
            && !ends_date(page, before))
}

/// Whether a date ends just before a mark: "8/11/8/15" is never one, "8/11-8/15" is two.
fn ends_date(page: &Page<'_>, mark: usize) -> bool {
    page.is_mark(mark, "-")
}

/// The groups of a date and the marks between them.
fn groups<'t>(page: &Page<'t>, start: usize) -> Option<([usize; 3], &'t str)> {
    let (mark, middle) = separator(page, start)?;
    let (other, last) = separator(page, middle)?;
    let same = page.word(mark) == page.word(other);
    (same && page.is_number(middle) && page.is_number(last))
        .then_some(([start, middle, last], page.word(mark)))
}

/// The mark after a group, and the group after that; spaces around the mark are allowed, but for an underscore, and an
/// apostrophe before a year too.
fn separator(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let mark = at + 1;
    let strung = matches!(page.word(mark), "_" | "|") && page.is_glued(mark);
    let parted = matches!(page.word(mark), "/" | "-" | ".") && page.gap(mark) <= Gap::Space;
    if !strung && !parted {
        return None;
    }
    let next = if page.is_mark(mark + 1, "'") {
        mark + 2
    } else {
        mark + 1
    };
    let even = page.gap(mark) == page.gap(mark + 1);
    (even && page.is_number(next)).then_some((mark, next))
}

/// "4/2/71", "2025-11-01", "10.02.1981", "02 / 18 / 2026", "scan_2025_11_01_0930".
fn whole(page: &Page<'_>, start: usize) -> Option<(Candidate, usize)> {
    let (at, mark) = groups(page, start)?;
    let parts = at.map(|group| page.word(group));
    let [.., last] = at;
    let after = page.word(last + 1);
    let goes_on = page.is_glued(last + 1) && page.is_glued(last + 2) && page.is_number(last + 2);
    let timed = mark == "_" && calendar::is_year(page.word(start));
    if goes_on && (after == mark || after == ".") && !timed {
        return None;
    }
    let label = label_before(page, start).cue;
    let born = label == Cue::Birth;
    let formed = match mark {
        "." => calendar::is_full(parts) || is_behind_name(page, start),
        // A scan makes a stroke of a slash; a table's cells have no reason to be a date.
        "|" => {
            calendar::is_padded(parts)
                && !page.is_mark(start.saturating_sub(1), "|")
                && after != "|"
        }
        "_" => calendar::is_padded(parts) && label != Cue::CodeSystem || follows_name(page, start),
        _ => true,
    };
    // "8.19.23" is a day or the number of a version: what is around it tells.
    let told = born || formed;
    if !calendar::is_date(parts) || !(told || mark == "." && calendar::is_american(parts)) {
        return None;
    }
    let weight = if told { Weight::Proven } else { Weight::Guess };
    Some((build(page, page.span(start, last), weight, born), last))
}

/// Whether a surname in capitals and a comma stand before a date: "Crabtree, 9.9.39".
fn is_behind_name(page: &Page<'_>, start: usize) -> bool {
    let name = start.checked_sub(2).and_then(|before| page.token(before));
    let comma = page.is_mark(start.saturating_sub(1), ",") && page.gap(start) == Gap::Space;
    comma && name.is_some_and(|token| token.is_capital() && is_telling(token.known))
}

/// Whether a name stands directly before a date in the same file name: "lindgren_3_14_61.pdf".
fn follows_name(page: &Page<'_>, start: usize) -> bool {
    let before = start.checked_sub(2).and_then(|before| page.token(before));
    let tied = page.is_mark(start.saturating_sub(1), "_") && page.is_glued(start);
    tied && page.is_glued(start - 1) && before.is_some_and(|token| is_telling(token.known))
}

fn build(page: &Page<'_>, span: Span, weight: Weight, born: bool) -> Candidate {
    let start = page.token_from(span.start);
    let born = born || is_birth(page, start);
    let candidate = Candidate::new(DATE.id, Kind::Date, span);
    let weight = if born {
        weight.max(Weight::Field)
    } else {
        weight
    };
    let why = if born {
        Why::CHECK | Why::FIELD
    } else {
        Why::CHECK
    };
    Candidate {
        hard: born,
        ..candidate.because(weight, why)
    }
}

/// Whether a date of birth is announced: "DOB", "born", "b.".
pub(super) fn is_birth(page: &Page<'_>, start: usize) -> bool {
    let letter = (start.saturating_sub(2)..start)
        .any(|at| page.word(at) == "b" && page.gap(at) != Gap::None);
    letter || label_before(page, start).cue == Cue::Birth
}

/// "19580311", "20251118093305", and "09151983" behind a label.
fn packed(page: &Page<'_>, start: usize) -> Option<(Candidate, usize)> {
    let figures = page.word(start);
    let lengths = [8, 12, 14];
    if !lengths.contains(&figures.len()) || figures.len() == 8 && is_head(page, start) {
        return None;
    }
    let label = label_before(page, start).cue;
    let day = figures.get(..8)?;
    let free = !label.is_strong() || matches!(label, Cue::Birth | Cue::Weak);
    let ordered = calendar::is_packed(day) && free;
    let american = figures.len() == 8
        && calendar::is_packed_american(day)
        && (label == Cue::Birth || (!label.is_strong() && is_before_sex(page, start)));
    let spaced = ordered || american;
    spaced.then(|| {
        (
            build(page, page.span(start, start), Weight::Context, false),
            start,
        )
    })
}

/// "06212015 F": the sex that stands behind a birthday in lists.
fn is_before_sex(page: &Page<'_>, start: usize) -> bool {
    let next = start + 1;
    let letter = matches!(page.word(next), "F" | "M" | "U" | "X");
    letter && page.gap(next) == Gap::Space && page.gap(next + 1) > Gap::None
}

/// Days of service in columns.
fn of_service(page: &Page<'_>, start: usize, is_form: bool) -> Option<(Candidate, usize)> {
    let last = served::at(page, start, is_form)?;
    Some((
        build(page, page.span(start, last), Weight::Pattern, false),
        last,
    ))
}

/// Whether a number goes on behind a hyphen or slash: "20240506-17", but a word may follow a date: "20240506-lindgren".
fn is_head(page: &Page<'_>, start: usize) -> bool {
    let (mark, next) = (start + 1, start + 2);
    let tied = matches!(page.word(mark), "-" | "/") && page.is_glued(mark) && page.is_glued(next);
    let word = page
        .token(next)
        .is_some_and(|token| token.is_word() && token.len() > 2);
    tied && !word
}

/// Two groups: month and day, or month and year.
fn pair(page: &Page<'_>, start: usize, before: Option<&Candidate>) -> Option<(Candidate, usize)> {
    if let Some(found) = spaced(page, start) {
        return Some(found);
    }
    let (mark, next) = separator(page, start)?;
    let loose = page.is_glued(start + 1) && page.is_glued(next);
    if !loose
        || !page.is_number(next)
        || matches!(page.word(mark), "." | "_")
        || joined_on(page, next, page.word(mark))
    {
        return None;
    }
    let parts = [page.word(start), page.word(next)];
    let span = page.span(start, next);
    let [first, second] = parts;
    if calendar::is_month_and_year([second, first]) && second.len() == 2 {
        return Some((build(page, span, Weight::Pattern, false), next));
    }
    if calendar::is_month_and_year(parts) {
        let slashed = page.is_mark(mark, "/") || is_birth(page, start);
        return slashed.then(|| (build(page, span, Weight::Pattern, false), next));
    }
    let before = before.filter(|earlier| earlier.weight > Weight::Guess);
    let listed = before.is_some_and(|earlier| follows(page, earlier, start));
    let dated = calendar::is_month_and_day(parts);
    let weight = dated.then(|| super::fraction::weight(page, start, next, listed))??;
    let candidate = build(page, span, weight, false);
    let confidence = match candidate.hard {
        true => Confidence::Sure,
        false if weight == Weight::Guess => Confidence::Check,
        false => Confidence::Fair,
    };
    Some((candidate.with(confidence), next))
}

/// "09 15 1983" behind a label of birth.
fn spaced(page: &Page<'_>, start: usize) -> Option<(Candidate, usize)> {
    let at = [start, start + 1, start + 2];
    let within = |widest| {
        let mut gaps = at.iter().skip(1).map(|group| page.gap(*group));
        gaps.all(|gap| (Gap::Space..=widest).contains(&gap))
    };
    let shaped = at.iter().all(|group| page.is_number(*group)) && within(Gap::Wide);
    let [month, day, year] = at.map(|group| page.word(group));
    let column = within(Gap::Space)
        && (page.gap(start) >= Gap::Wide || served::follows_box(page, start))
        && calendar::is_packed_american(&[month, day, year].concat());
    let kept = shaped && calendar::is_date([month, day, year]) && (column || is_birth(page, start));
    kept.then(|| {
        (
            build(page, page.span(start, start + 2), Weight::Field, false),
            start + 2,
        )
    })
}

/// Whether the pair goes on: "1/2/", "7-8-9", "3-4%".
fn joined_on(page: &Page<'_>, last: usize, mark: &str) -> bool {
    let next = last + 1;
    if !page.is_glued(next) {
        return false;
    }
    let word = page.is_word(next) && !calendar::glues_after(page.word(next));
    let more = page.is_glued(next + 1) && page.is_number(next + 1);
    word || matches!(page.word(next), "%" | "+" | "_" | "\"")
        || (more && (page.word(next) == mark || page.is_mark(next, ".") || page.is_mark(next, "/")))
}

/// Whether a date stands just before, in a list or range: "10/2, 10/16", "8/11-8/15".
fn follows(page: &Page<'_>, earlier: &Candidate, start: usize) -> bool {
    let from = page.token_from(earlier.span.end);
    let between = from..start;
    between.len() <= 2
        && between.clone().all(|at| {
            matches!(
                page.word(at),
                "," | "-"
                    | "->"
                    | ">"
                    | "+"
                    | "&"
                    | "and"
                    | "to"
                    | "thru"
                    | "through"
                    | "or"
                    | ";"
                    | "/"
            )
        })
        && !code::measured(page, start + 3)
}

const EXAMPLES: &[(&str, &str)] = &[
    ("DOB: 05/21/1964", "05/21/1964"),
    ("dob4/2/71 here", "4/2/71"),
    ("seen 2025-11-01T08:30", "2025-11-01"),
    ("b. 10.02.1981", "10.02.1981"),
    ("Crabtree, 9.9.39. List", "9.9.39"),
    ("on 02 / 18 / 2026", "02 / 18 / 2026"),
    ("dos 10-7-2025", "10-7-2025"),
    ("EF 50% on 9/30.", "9/30"),
    ("12/2 0915 - called", "12/2"),
    ("admitted 8/11-8/15", "8/15"),
    ("last LDCT 11/2024", "11/2024"),
    ("d/c 12-29 to home", "12-29"),
    ("DOB 19900822", "19900822"),
    ("|20251118093305|", "20251118093305"),
    ("DOB 09 15 1983", "09 15 1983"),
    ("treated: 10/2, 10/16, 11/6", "10/16"),
    ("9/25/'24 visit", "9/25/'24"),
    ("ROSE, HOPE   09 15 1983   SS#", "09 15 1983"),
    ("(Simpson II, 2019-05), Keppra", "2019-05"),
    ("as of 1/1: Blue", "1/1"),
    ("Compliance 11/8-12/7: 24/30 d", "12/7"),
    ("EDC was 2/9, today", "2/9"),
    ("DOB 03  14  1961", "03  14  1961"),
    ("2 ROSE HOPE\n3 08 11 1943 M", "08 11 1943"),
    ("DOB_03_14_1961", "03_14_1961"),
    ("dob_3_14_61.txt", "3_14_61"),
    ("scan_1961_03_14_0930.pdf", "1961_03_14"),
    ("lindgren_3_14_61.pdf", "3_14_61"),
    ("Scan_Lindgren_H_19610314.pdf", "19610314"),
    ("20240506-lindgren.txt", "20240506"),
    ("OKONJO   TAMSIN   06212015 F", "06212015"),
    ("NIGHT 3/9 -> 3/10", "3/10"),
    ("a note for 3/11 + 3/12", "3/12"),
    ("/data/okonjo_19710204/notes.txt", "19710204"),
    ("lindgren_visit_20250305.pdf", "20250305"),
];

const NEAR_MISSES: &[&str] = &[
    "BP 118/70",
    "pain 7/10, strength 5/5, 2/6 murmur",
    "24/36 sessions",
    "take 1/2 tab, 1-2 tabs",
    "2-3 mi",
    "GCS 15, Apgar 8/9",
    "C5-6, L4-5, T12/L1",
    "version 2.5.1",
    "at 9:30, 0915",
    "3/4 cup, 2/3 of the time",
    "10-12 weeks, 3-4 days",
    "NDC 00002-8215-01",
    "Mallampati 2/4, reflexes 2/4",
    "visit 9 of 12",
    "20/40 OD, 20/20 OS",
    "IP 10.20.4.117",
    "2-0 chromic, 4-0 Vicryl",
    "phone 555-0142",
    "Rcvd p. 02/04, pg 1/7, ceftriaxone d 4/7",
    "she rates her pain as 7/10.",
    "at 35 and 6/7 weeks, 31g 5/16 syringes",
    "10   12   1400\n12   10   2024",
    "lot 20240506-17, 20240506-A, NDC 20240506",
    "version_2024_01 version_2024_01_15 row_10_12_30 2024_13_01",
];
