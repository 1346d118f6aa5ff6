//! The words behind which a note says the day of its visit. The recognizer of several visits (`chart.rs`) and the tasks that
//! take the note of one visit ask for the same ones.

use crate::day::Day;

/// Words behind which the day of a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitHead {
    /// The words, in small letters.
    pub words: &'static str,
    /// Whether they say that a day follows: then whatever stands behind their colon is meant as one.
    pub names_a_day: bool,
}

impl VisitHead {
    const fn of_day(words: &'static str) -> VisitHead {
        VisitHead {
            words,
            names_a_day: true,
        }
    }

    const fn of_note(words: &'static str) -> VisitHead {
        VisitHead {
            words,
            names_a_day: false,
        }
    }
}

/// All of them.
pub const VISIT_HEADS: [VisitHead; 10] = [
    VisitHead::of_day("date of encounter"),
    VisitHead::of_day("date of service"),
    VisitHead::of_day("date of visit"),
    VisitHead::of_day("dos"),
    VisitHead::of_note("encounter"),
    VisitHead::of_day("encounter date"),
    VisitHead::of_note("progress note"),
    VisitHead::of_day("service date"),
    VisitHead::of_day("visit date"),
    VisitHead::of_note("visit note"),
];

/// Words before a head that make it another visit's.
const OTHERS: [&str; 6] = ["last", "next", "planned", "previous", "prior", "return"];

/// The most words that a day is written with: "March 14, 1961".
const WORDS: usize = 3;

/// A day of a visit: the same one however it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VisitDay(Day);

impl VisitDay {
    /// The day that a text begins with.
    #[must_use]
    pub fn at_start(text: &str) -> Option<VisitDay> {
        let line = text.lines().next()?;
        let ends = line.match_indices([' ', ',', ';', '.', ')', '\t']);
        let ends = ends.map(|(end, _)| end).chain([line.len()]);
        ends.take(2 * WORDS)
            .filter_map(|end| Day::of(line.get(..end)?))
            .next()
            .map(VisitDay)
    }
}

/// Whether a head behind this text in small letters is that of another visit, such as the next one.
#[must_use]
pub fn is_of_another_visit(before: &str) -> bool {
    let word = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphanumeric())
        .next();
    word.is_some_and(|word| OTHERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_same_however_it_is_written() {
        let day = VisitDay::at_start("11/16/2026. Cough.");
        assert!(day.is_some());
        for text in [
            "November 16, 2026 knee pain",
            "2026-11-16\nHPI",
            "16 Nov 2026; BP 120/80",
            "11/16/26) seen",
        ] {
            assert_eq!(VisitDay::at_start(text), day, "{text}");
        }
        for text in ["", "as above", "45 yo woman", "BP 120/80", "\n11/16/2026"] {
            assert_eq!(VisitDay::at_start(text), None, "{text}");
        }
    }

    #[test]
    fn heads_are_in_small_letters_and_once() {
        for (at, head) in VISIT_HEADS.iter().enumerate() {
            assert_eq!(head.words, head.words.to_ascii_lowercase());
            let rest = VISIT_HEADS.iter().skip(at + 1);
            assert!(rest.into_iter().all(|other| other.words > head.words));
        }
    }

    #[test]
    fn a_word_before_makes_a_head_that_of_another_visit() {
        for (before, is_anothers) in [
            ("the next ", true),
            ("return ", true),
            ("plan: last", true),
            ("", false),
            ("nextdoor ", false),
            ("next: the ", false),
        ] {
            assert_eq!(is_of_another_visit(before), is_anothers, "{before}");
        }
    }
}
