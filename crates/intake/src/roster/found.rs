//! Lists of several patients, told by what a finder of names and numbers found in them.
//!
//! A finder with word lists knows that "Iron Deficiency" is nobody, and that "harriet lindgren" is somebody.

use super::births::Births;
use super::evidence::{Evidence, Row};
use super::said;
use crate::Export;
use crate::day::Day;
use std::collections::BTreeSet;
use std::ops::Range;

/// What was found at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub clue: Clue,
    /// Where in its text, in bytes.
    pub span: Range<usize>,
    /// In which of the texts, counted from 0.
    pub text: usize,
}

/// What a place says about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// A day that its label says is somebody's birth.
    Birth,
    /// Any day.
    Day,
    /// Something that one person has: a record, Social Security or phone number.
    Own,
    /// The name of somebody who may be a patient; equal numbers are the same person.
    Person(u32),
}

/// Whether what was found in `texts`, from left to right, is about several patients, each with something of their own.
///
/// What belongs to a person stands on the name's line, or behind it up to the next name; a day that is nobody's own
/// counts on the name's line only. Two people are several if a text says when each was born, three if a text asks for
/// something for several patients.
#[must_use]
pub fn several_patients(texts: &[&str], found: impl IntoIterator<Item = Found>) -> Option<Export> {
    let found: Vec<Found> = found.into_iter().collect();
    let several =
        are_listed(texts, &found) || are_born(texts, &found) || are_asked_about(texts, &found);
    several.then_some(Export::PatientTable)
}

/// From so many people on, a question about several patients is about those that it names.
const ASKED: usize = 3;

/// Whether somebody asks about several patients, and names several people.
fn are_asked_about(texts: &[&str], found: &[Found]) -> bool {
    let people: BTreeSet<u32> = found
        .iter()
        .filter_map(|found| match found.clue {
            Clue::Person(person) => Some(person),
            Clue::Birth | Clue::Day | Clue::Own => None,
        })
        .collect();
    people.len() >= ASKED && texts.iter().any(|text| said::asks_about_several(text))
}

/// Whether some text says the births of several people.
fn are_born(texts: &[&str], found: &[Found]) -> bool {
    let same_text = |one: &Found, next: &Found| one.text == next.text;
    found.chunk_by(same_text).any(|own| {
        let text = own.first().and_then(|one| texts.get(one.text));
        text.is_some_and(|text| births(text, own).are_several())
    })
}

/// The births that a text says, each behind the name of its person.
fn births(text: &str, own: &[Found]) -> Births {
    let mut births = Births::default();
    let mut name = None;
    for Found { clue, span, .. } in own {
        match clue {
            Clue::Person(_) => name = Some(span.clone()),
            Clue::Birth | Clue::Day => {
                let told = *clue == Clue::Birth;
                let day = text.get(span.clone()).and_then(Day::of);
                day.into_iter().for_each(|day| births.see(day));
                let near = |name: &Range<usize>| told || is_next(text, name.end, span.start);
                if let Some((name, day)) = name.take_if(|name| near(name)).zip(day) {
                    births.add(text, name, day, told);
                }
            }
            Clue::Own => {}
        }
    }
    births
}

/// Whether nothing but a mark stands between a name and a day: "Harriet Lindgren (3/14/1961)".
fn is_next(text: &str, name: usize, day: usize) -> bool {
    let between = text.get(name..day);
    between.is_some_and(|between| between.len() <= BESIDE && !between.contains(is_said))
}

/// Most bytes between a name and a day that is the person's own.
const BESIDE: usize = 4;

/// Letters and figures, and a line's end.
fn is_said(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\n' | '\r')
}

/// Whether the people of all texts are a list.
fn are_listed(texts: &[&str], found: &[Found]) -> bool {
    let mut evidence = Evidence::of_known_people();
    let mut open = Open::default();
    let mut last = (0, 0);
    for Found { clue, span, text } in found {
        let Some(value) = texts.get(*text).and_then(|text| text.get(span.clone())) else {
            continue;
        };
        if breaks(texts, last, (*text, span.start)) {
            open.end_line(&mut evidence);
        }
        if matches!(clue, Clue::Person(_)) {
            open.end_person(&mut evidence);
        }
        open.add(*clue, value);
        last = (*text, span.end);
    }
    open.end_person(&mut evidence);
    evidence.is_export()
}

/// The row that is being read.
#[derive(Default)]
struct Open<'t> {
    /// Whether we are behind the line of its name.
    behind: bool,
    row: Row<'t>,
}

impl<'t> Open<'t> {
    /// Hands a person with something of their own over; others stay open.
    fn end_person(&mut self, evidence: &mut Evidence<'t>) {
        if self.row.is_person() {
            evidence.add(std::mem::take(self).row);
        }
    }

    fn end_line(&mut self, evidence: &mut Evidence<'t>) {
        self.end_person(evidence);
        self.behind = self.row.name.is_some();
        if !self.behind {
            self.row = Row::default();
        }
    }

    fn add(&mut self, clue: Clue, value: &'t str) {
        match clue {
            Clue::Day if self.behind => {}
            Clue::Day => self.row.day = self.row.day.or_else(|| Day::of(value)),
            Clue::Birth | Clue::Own => self.row.certain = self.row.certain.or(Some(value)),
            Clue::Person(_) if self.row.name.is_some() && !self.behind => {}
            Clue::Person(person) => {
                self.row.name = Some(person.to_string());
                self.behind = false;
            }
        }
    }
}

/// Whether a line ends between two places.
fn breaks(texts: &[&str], last: (usize, usize), next: (usize, usize)) -> bool {
    let text = |at: usize| texts.get(at).copied().unwrap_or_default();
    let ends = |part: Option<&str>| part.is_some_and(|part| part.contains(['\n', '\r']));
    if last.0 == next.0 {
        return ends(text(next.0).get(last.1..next.1));
    }
    ends(text(last.0).get(last.1..)) || ends(text(next.0).get(..next.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks in a text: `<P1 name>`, `<O number>`, `<D day>`. Texts are separated by `~`.
    fn asked(marked: &str) -> Option<Export> {
        let mut found = Vec::new();
        let texts: Vec<String> = marked
            .split('~')
            .enumerate()
            .map(|(at, text)| unmarked(at, text, &mut found))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        several_patients(&texts, found)
    }

    fn unmarked(at: usize, marked: &str, found: &mut Vec<Found>) -> String {
        let mut plain = String::new();
        for part in marked.split_inclusive('>') {
            let (before, mark) = part.split_once('<').unwrap_or((part, ""));
            plain.push_str(before);
            let Some((kind, value)) = mark.trim_end_matches('>').split_once(' ') else {
                continue;
            };
            let clue = match kind.split_at(1) {
                ("P", person) => Clue::Person(person.parse().unwrap()),
                ("O", _) => Clue::Own,
                _ => Clue::Day,
            };
            let span = plain.len()..plain.len() + value.len();
            found.push(Found {
                clue,
                span,
                text: at,
            });
            plain.push_str(value);
        }
        plain
    }

    fn five(record: impl Fn(usize) -> String) -> String {
        (1..=5).map(record).collect()
    }

    /// Birth dates of five people, in no order.
    const DAYS: [&str; 6] = [
        "",
        "3/14/1961",
        "2/4/1971",
        "7/19/1948",
        "12/1/2004",
        "11/5/1980",
    ];

    #[test]
    fn lists_of_several_patients() {
        for text in [
            five(|n| format!("<P{n} harriet>, <O 4482{n}>\n")),
            five(|n| format!("<O 4482{n}> is <P{n} harriet>\n")),
            five(|n| format!("<P{n} harriet>\nseen <D 3/14/2021>\nMRN <O 4482{n}>\n\n")),
            five(|n| format!("<P{n} harriet>~<O 4482{n}>~")),
            five(|n| format!("{n}. <P{n} harriet>, pcp <P9 wu>, <O 4482{n}> ")),
            five(|n| format!("<P{n} harriet> <D {}>\n", DAYS[n])),
            five(|n| format!("<D {}> <P{n} harriet>\n", DAYS[n])),
            five(|n| format!("{n}. <P{n} harriet>, <D 0{n}/02/195{n}>, COPD\n")),
            "1) <P1 ida kerrigan> <D 3/2/1941> MI 2) <P2 bo wu> (<D 9/9/1955>) 3) <P3 cy day>, <D 1/4/1960>".to_owned(),
            "seen <D 3/9/2026>: <P1 ida kerrigan> <D 3/2/1941> and <P2 bo wu> <D 9/9/1955>".to_owned(),
            "One line for each patient:\n<P1 ada>: COPD\n<P2 bo>: gout\n<P3 cy>: CHF".to_owned(),
        ] {
            assert_eq!(asked(&text), Some(Export::PatientTable), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            five(|n| format!("<P1 harriet>, <O 4482{n}>\n")),
            five(|n| format!("<P{n} harriet>, <O 44821>\n")),
            five(|n| format!("<P{n} harriet>\n")),
            five(|n| format!("<P{n} harriet>\n<D {}>\n", DAYS[n])),
            five(|n| format!("<P{n} harriet> <D {n}/14/2021>\n")),
            "For each patient:\n<P1 ada>: COPD\n<P2 bo> called".to_owned(),
            "<P1 ida kerrigan> <D 3/2/2026> called, <P2 bo wu> <D 3/9/2026> called back".to_owned(),
            "<P1 ida kerrigan> <D 3/2/1941>, for <P2 bo wu> see <D 9/9/2026>".to_owned(),
            five(|n| format!("<P{n} harriet>\n<O 4482{n}>\n")).replace("<P5 ", "<P4 "),
            String::new(),
        ] {
            assert_eq!(asked(&text), None, "{text}");
        }
    }

    #[test]
    fn places_that_are_none_are_left_out() {
        let found = |text, span| Found {
            clue: Clue::Own,
            span,
            text,
        };
        let spans = [found(0, 1..2), found(0, 5..9), found(7, 0..1)];
        assert_eq!(several_patients(&["é"], spans), None);
    }
}
