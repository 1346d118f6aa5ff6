//! Telling "9/30" the date from "9/10" the score.
//!
//! A clinic note is full of two numbers with a slash or hyphen that are no date: scores, strengths, murmurs, doses,
//! counts, ranges. What stands around the pair decides. Without any hint a slash counts as a date unless the pair
//! looks like a common fraction or score, and a hyphen does not.

mod panel;
mod words;

use super::calendar;
use super::candidate::Weight;
use crate::lexicon::Flags;
use crate::text::{Gap, Page, Token};
use words::{COUNTED, EVENTS, SCORED, TESTS, WHEN};

/// What a pair that the calendar allows rests on as a date; nothing when something says that it is another thing. `listed`
/// says that a date stands just before it.
///
/// A pair that only looks like a common fraction, or that has a hyphen and no hint, is a guess: whether the page is one of
/// somebody who writes dates so, the tagger tells.
pub(super) fn weight(page: &Page<'_>, start: usize, last: usize, listed: bool) -> Option<Weight> {
    let parts = [page.word(start), page.word(last)];
    let slash = page.is_mark(start + 1, "/");
    let when = says_when(page, start);
    let common = is_common(parts);
    let visits = listed && page.among(last + 1, VISITS);
    let measured = counted(page, last) && !visits || (scored(page, start) && (!when || common));
    if measured
        || is_strength(page, start, last)
        || is_one_of(page, start)
        || panel::is_of_panel(page, start)
        || is_equal(page, start, last)
    {
        return None;
    }
    let event = is_of_event(page, start, last) || is_heading(page, start, last);
    let told = when || timed(page, last) || event;
    let dated = listed
        || told
        || placed(page, last)
        || opens_range(page, last)
        || opens_list(page, start, last);
    match (slash, dated) {
        (true, _) if told => Some(Weight::Context),
        (true, _) if dated || !common => Some(Weight::Pattern),
        (false, true) if !is_span(page, parts, last) => Some(Weight::Pattern),
        (true, _) => Some(Weight::Guess),
        (false, _) if !is_span(page, parts, last) && !has_unit(page, last) => Some(Weight::Guess),
        _ => None,
    }
}

/// "6/6 = 20/20", "Junel 1/20 = Loestrin 1/20", "3+2+2 = 7/9": what is set equal to a pair or a sum is no day.
fn is_equal(page: &Page<'_>, start: usize, last: usize) -> bool {
    let pair =
        |at: usize| page.is_number(at) && page.is_mark(at + 1, "/") && page.is_number(at + 2);
    let spaced = |at: usize| page.is_mark(at, "=") && page.gap(at) == Gap::Space;
    let sum = || page.is_number(start - 2) && page.is_mark(start - 3, "+");
    let before = start >= 4 && spaced(start - 1) && (pair(start - 4) || sum());
    spaced(last + 1) && (pair(last + 2) || page.is_word(last + 2)) || before
}

/// "p. 02/04", "page 2/4", "ceftriaxone d 4/7": the second of four pages of a fax, the fourth of seven days.
fn is_one_of(page: &Page<'_>, start: usize) -> bool {
    let dot = usize::from(start > 1 && page.is_mark(start - 1, "."));
    let word = start.checked_sub(1 + dot);
    word.is_some_and(|at| page.among(at, &["p", "page", "pg"])) || is_day_of(page, start)
}

/// "ceftriaxone d 4/7", "cefepime D4/7", and not "rec'd 4/7", "D 4/7" (dictated), "5 d 4/7".
fn is_day_of(page: &Page<'_>, start: usize) -> bool {
    let glued = page.is_glued(start);
    let is_day = |at: &usize| page.word(*at) == "d" || glued && page.word(*at) == "D";
    let Some(day) = start.checked_sub(1).filter(is_day) else {
        return false;
    };
    let before = day.checked_sub(1).is_some_and(|at| page.is_word(at));
    before && page.gap(day) == Gap::Space
}

/// "Dorsiflexion 4/5", "knee extension 3/5": how strong a movement is, of five.
fn is_strength(page: &Page<'_>, start: usize, last: usize) -> bool {
    let of_five = page.word(last) == "5" && page.word(start).len() == 1;
    of_five && start > 0 && (page.among(start - 1, MOVEMENTS) || is_beside_grade(page, start))
}

/// Whether a grade with a sign stands on the same line, as no date does: "ER 4/5, scaption 4-/5".
fn is_beside_grade(page: &Page<'_>, start: usize) -> bool {
    let same = |at: &usize| page.gap(*at) < Gap::Line;
    let signed = |at: usize| {
        matches!(page.word(at), "-" | "+")
            && page.is_glued(at)
            && page.is_mark(at + 1, "/")
            && page.word(at + 2) == "5"
    };
    let before = (start.saturating_sub(GRADES)..=start)
        .rev()
        .take_while(same);
    let behind = (start + 1..start + GRADES).take_while(same);
    before.chain(behind).any(signed)
}

/// How far a grade with a sign may stand, in tokens.
const GRADES: usize = 16;

/// What is graded, sorted.
const MOVEMENTS: &[&str] = &[
    "abduction",
    "adduction",
    "biceps",
    "deltoid",
    "deltoids",
    "df",
    "dorsiflexion",
    "ehl",
    "eversion",
    "extension",
    "flexion",
    "grip",
    "hamstring",
    "hamstrings",
    "iliopsoas",
    "intrinsics",
    "inversion",
    "mmt",
    "pf",
    "plantarflexion",
    "quad",
    "quadriceps",
    "rotation",
    "supination",
    "triceps",
];

/// "Lipids 3/7: LDL 52": a day heads what was done or measured on it.
fn is_heading(page: &Page<'_>, start: usize, last: usize) -> bool {
    let headed = page.is_mark(last + 1, ":") && page.is_glued(last + 1);
    let what = start.checked_sub(1).filter(|_| headed);
    what.is_some_and(|at| page.among(at, EVENTS) || page.among(at, TESTS))
}

/// "the 7/8 transfer", "her 1/6 discharge": what happened on a day, with somebody's word before it.
fn is_of_event(page: &Page<'_>, start: usize, last: usize) -> bool {
    const WHOSE: &[&str] = &["her", "his", "my", "our", "the", "their", "your"];
    let whose = start
        .checked_sub(1)
        .is_some_and(|before| page.among(before, WHOSE));
    whose && page.gap(last + 1) == Gap::Space && page.among(last + 1, EVENTS)
}

/// What a list of days ends with: "7/9, 7/16 and 8/1 visits".
const VISITS: &[&str] = &["appointments", "appts", "notes", "sessions", "visits"];

/// "1/6-2/20": a pair by the same mark ends the range, and is no common fraction.
fn opens_range(page: &Page<'_>, last: usize) -> bool {
    let joint = last + 1;
    let joined = page.is_mark(joint, "-") || ["thru", "to"].iter().any(|word| page.is(joint, word));
    let (month, mark, day) = (joint + 1, joint + 2, joint + 3);
    let paired = page.is_number(month) && page.is_mark(mark, "/") && page.is_number(day);
    let tied = page.is_glued(mark) && page.is_glued(day) && page.gap(joint) <= Gap::Space;
    let parts = [page.word(month), page.word(day)];
    joined && paired && tied && calendar::is_month_and_day(parts) && !is_common(parts)
}

/// "positive 4/4, 4/5, 4/7": days of one month, one after the other.
fn opens_list(page: &Page<'_>, start: usize, last: usize) -> bool {
    let [month, mark, day] = [last + 2, last + 3, last + 4];
    let paired = page.is_mark(last + 1, ",")
        && page.is_number(month)
        && page.is_mark(mark, "/")
        && page.is_number(day);
    let tied = page.gap(month) == Gap::Space && page.is_glued(mark) && page.is_glued(day);
    let later = page.word(day).parse::<u32>().ok() > page.word(last).parse::<u32>().ok();
    let again = page.word(start) == page.word(month);
    paired
        && tied
        && again
        && later
        && calendar::is_month_and_day([page.word(month), page.word(day)])
}

/// Whether a word follows that the range could count.
fn has_unit(page: &Page<'_>, last: usize) -> bool {
    let next = last + 1;
    page.gap(next) <= Gap::Space && page.is_word(next) && !is_connector(page.word(next))
}

/// Fractions, scores out of five, six and ten, and pairs that name a strength.
fn is_common([above, below]: [&str; 2]) -> bool {
    let (Ok(above), Ok(below)) = (above.parse::<u32>(), below.parse::<u32>()) else {
        return true;
    };
    match below {
        10 => above <= 10,
        2..=6 => above <= below,
        7 => above < 7 && below == 7,
        8 | 9 => (6..=below).contains(&above),
        _ => false,
    }
}

/// A pair of small figures with a hyphen is a range.
fn is_span(page: &Page<'_>, [low, high]: [&str; 2], last: usize) -> bool {
    let rising = low.parse::<u32>().ok() < high.parse::<u32>().ok();
    let small = low.len() == 1 && high.len() == 1;
    let noun = page.gap(last + 1) == Gap::Space
        && page.is_word(last + 1)
        && !is_connector(page.word(last + 1));
    small || (rising && noun)
}

fn is_connector(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "after", "and", "at", "because", "by", "due", "for", "from", "in", "if", "on", "or", "per",
        "since", "then", "to", "was", "with", "w", "when", "via",
    ];
    WORDS.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Words before a pair that announce a day.
fn says_when(page: &Page<'_>, start: usize) -> bool {
    let mut at = start;
    for _ in 0..2 {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        if page.gap(at) >= Gap::Line {
            return false;
        }
        at = before;
        let token = page.token(at);
        if page.is(at, "of") {
            return at > 0 && page.is(at - 1, "as");
        }
        if token.is_some_and(|token| token.known.any(Flags::WEEKDAY)) || page.among(at, WHEN) {
            return true;
        }
        if !matches!(page.word(at), ":" | "(" | "-" | "=" | "." | "," | "/" | "~")
            && !page.is(at, "the")
        {
            return false;
        }
    }
    false
}

/// "3/3 at the clinic", "1/6 w/ Dr. Iyer": a place or a person where a count would have a noun.
fn placed(page: &Page<'_>, last: usize) -> bool {
    let next = last + 1;
    let led = page.is(next, "at")
        || page.is(next, "by")
        || (page.is(next, "w") && page.is_mark(next + 1, "/"));
    let noun = if page.is(next, "w") {
        next + 2
    } else {
        next + 1
    };
    led && page.gap(next) == Gap::Space && page.token(noun).is_some_and(Token::is_capital)
}

/// A time of day right behind: "12/2 0915", "3/4 9:15", "12/10 1 pm", "11/11 noon".
fn timed(page: &Page<'_>, last: usize) -> bool {
    let mut at = last + 1;
    if page.is(at, "at") || page.is_mark(at, "@") || page.is_mark(at, ",") {
        at += 1;
    }
    if page.gap(at) > Gap::Space {
        return false;
    }
    let figures = page.word(at);
    let clock = page.is_number(at)
        && page.is_mark(at + 1, ":")
        && page.is_glued(at + 1)
        && page.word(at + 2).len() == 2;
    let military = page.is_number(at)
        && figures.len() == 4
        && figures < "2400"
        && figures.get(2..).is_some_and(|minutes| minutes < "60");
    let half = page.is_number(at) && page.among(at + 1, &["a", "am", "p", "pm"]);
    clock || (military && !super::code::measured(page, at + 1)) || half || page.is(at, "noon")
}

/// What follows makes it a count, a dose or a measure.
fn counted(page: &Page<'_>, last: usize) -> bool {
    let next = last + 1;
    let share = page.is_mark(next, ",") && page.is_number(next + 1) && page.is_mark(next + 2, "%");
    if matches!(page.word(next), "%" | "\"")
        || share
        || (page.is_mark(next, "+") && page.is_glued(next))
    {
        return true;
    }
    let time = matches!(
        page.word(next),
        "am" | "pm"
            | "a"
            | "p"
            | "d"
            | "x"
            | "w"
            | "f"
            | "q"
            | "in"
            | "c"
            | "AM"
            | "PM"
            | "F"
            | "M"
    );
    (!time && super::code::measured(page, next))
        || (page.gap(next) == Gap::Space && page.among(next, COUNTED))
}

/// What stands before makes it a score or a measure.
fn scored(page: &Page<'_>, start: usize) -> bool {
    let near = (start.saturating_sub(4)..start)
        .rev()
        .take_while(|at| page.gap(at + 1) <= Gap::Space);
    near.take_while(|at| !matches!(page.word(*at), "." | ";" | ","))
        .any(|at| page.among(at, SCORED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn judged(text: &str) -> Option<Weight> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = page.numbers.first().map(|at| *at as usize).unwrap();
        weight(&page, start, start + 2, false)
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(
            [WHEN, COUNTED, EVENTS, SCORED, TESTS, VISITS]
                .iter()
                .all(|list| list.is_sorted())
        );
    }

    #[test]
    fn dates() {
        for text in [
            "9/30",
            "through 1-18), then",
            "due 12-16",
            "have 1/6-2/20 at",
            "positive 4/4, 4/5, 4/7",
        ] {
            assert_eq!(judged(text), Some(Weight::Pattern), "{text}");
        }
        for text in [
            "on 3/4 she",
            "3/4 9:15",
            "Wed 4/9",
            "11/11 noon",
            "12/10 1 pm",
            "loaded 8/5 at 2200",
            "Lipids 3/7: LDL 52",
            "MRI 2/6: no change",
        ] {
            assert_eq!(judged(text), Some(Weight::Context), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_date() {
        for text in [
            "plavix held 2/10",
            "video ok / 2/3 ok",
            "hx 12-20.",
            "lots 7/10",
        ] {
            assert_eq!(judged(text), Some(Weight::Guess), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "pain 3/7",
            "strength 4/5",
            "1/2 tab",
            "2-3 mi",
            "on 2-3 L",
            "5/5 throughout",
            "grade 2/6",
            "8-10 times",
            "strength 4/5-5/5",
            "12/15 points",
            "strength 4/4, 4/5",
            "absent 4/10 sites",
            "depression scale 4/15",
        ] {
            assert_eq!(judged(text), None, "{text}");
        }
    }
}
