//! Several visits in one text: a paste out of a chart, not the note of a visit.
//!
//! A visit is a day that the text says is that of a visit, with a part of a note behind it. A day alone is none: bills,
//! denials and lists of enclosures name many, and a note names the last and the next.

use std::collections::BTreeSet;

use crate::Export;
use crate::scan::{begins_word, from, places};
use crate::visit::{VISIT_HEADS, VisitDay, is_of_another_visit};

/// The parts of a note that say what was found or meant; each stands before a colon.
const PARTS: [&str; 12] = [
    "a/p",
    "assessment",
    "assessment & plan",
    "assessment and plan",
    "assessment/plan",
    "chief complaint",
    "exam",
    "hpi",
    "impression",
    "objective",
    "plan",
    "subjective",
];

/// What may stand between a head and its day, or a part and its colon.
const MARKS: [char; 8] = [' ', '\t', ':', '-', '*', '#', '\u{2013}', '\u{2014}'];

/// Recognizes the notes of several visits.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let lower = text.to_ascii_lowercase();
    let visits = visits(&lower);
    let days: BTreeSet<VisitDay> = visits.iter().map(|visit| visit.day).collect();
    if days.len() < 2 {
        return None;
    }
    let ends = visits.iter().skip(1).map(|next| next.at);
    let noted: BTreeSet<VisitDay> = visits
        .iter()
        .zip(ends.chain([lower.len()]))
        .filter(|(visit, end)| lower.get(visit.at..*end).is_some_and(has_part))
        .map(|(visit, _)| visit.day)
        .collect();
    (noted.len() > 1).then_some(Export::SeveralVisits)
}

/// A day that a text says is that of a visit, and where.
struct Visit {
    at: usize,
    day: VisitDay,
}

/// The visits of a text in small letters, from left to right.
fn visits(lower: &str) -> Vec<Visit> {
    let mut visits: Vec<Visit> = VISIT_HEADS
        .iter()
        .map(|head| head.words)
        .flat_map(|head| places(lower, head).map(move |at| (at, head)))
        .filter_map(|(at, head)| visit(lower, at, head))
        .collect();
    visits.sort_by_key(|visit| visit.at);
    visits
}

/// The visit whose head stands at a place, if it is a head and a day follows.
fn visit(lower: &str, at: usize, head: &str) -> Option<Visit> {
    if !begins_word(lower, at) || is_of_another_visit(lower.get(..at)?) {
        return None;
    }
    let day = VisitDay::at_start(from(lower, at + head.len()).trim_start_matches(MARKS))?;
    Some(Visit { at, day })
}

/// Whether a text has a part of a note: one of its words, before a colon.
fn has_part(lower: &str) -> bool {
    let is_part = |part: &&str| places(lower, part).any(|at| is_head(lower, at, part));
    PARTS.iter().any(is_part)
}

fn is_head(lower: &str, at: usize, part: &str) -> bool {
    let marks = |c: char| c != ':' && MARKS.contains(&c);
    let rest = from(lower, at + part.len()).trim_start_matches(marks);
    begins_word(lower, at) && rest.starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_several_visits() {
        for text in [
            "Date of service: 11/16/2026\nHPI: cough\nPlan: rest\n\nDate of service: 11/23/2026\nHPI: better\nPlan: none",
            "ENCOUNTER 11/03/2026 Subjective: knee pain. ENCOUNTER 11/09/2026 Subjective: less.",
            "**Visit date:** 2026-11-03\n**Assessment:** gout\n\n**Visit date:** 2026-11-17\n**Assessment:** gout, better",
            "Progress note - March 3, 2026\nA/P: asthma\nProgress note - April 7, 2026\nA/P: asthma",
        ] {
            assert_eq!(recognize(text), Some(Export::SeveralVisits), "{text}");
        }
    }

    #[test]
    fn one_visit_or_days_of_no_note() {
        for text in [
            "Date of service: 11/16/2026\nHPI: cough\nPlan: rest. Next visit date: 12/1/2026. Exam: then.",
            "DOS: 11/16/2026 HPI: cough. Last encounter 10/2/2026. Exam: clear. Plan: rest",
            "Date of service: 11/16/2026 HPI: cough\nDate of service: 11/16/2026 Plan: rest",
            "Denied: DOS 10/1/2026 99213, DOS 10/8/2026 99214, DOS 10/15/2026 99213. Plan: appeal",
            "Enclosed: progress note 10/1/2026, progress note 10/8/2026, labs",
            "Videos 1/2/2026 Plan: watch. Kudos 1/3/2026 Plan: thank",
            "Date of service: as above. HPI: 2 falls",
            "",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
