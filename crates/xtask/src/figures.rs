//! The measures that finding is steered by, over marked-up documents and what was found in them.
//!
//! *R-full* is the share of required spans of which every letter and digit is covered; *leak* the share of documents with a
//! span that is not; *FPtok/1k* counts clean words that are masked, in a thousand. A year within a date and a state within a
//! place may stay (45 CFR 164.514(b)(2)(i)). All offsets are code points.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use anteroom_phi::Kind;

use crate::cued;
use crate::gold::{Document, Mark};

/// The states and the District of Columbia, as addresses write them.
const STATES: [&str; 51] = [
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN",
    "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ",
    "NM", "NV", "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA",
    "WI", "WV", "WY",
];

/// Figures over a set of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// Spans that must be found, by their label.
    kinds: BTreeMap<String, Recall>,
    /// Of these, the ones behind a word that says what they are.
    cued: BTreeMap<String, Recall>,
    /// Documents with a span that must be found.
    documents: usize,
    /// Of these, the ones in which some of it is left.
    leaking: usize,
    /// Words outside all marks.
    clean: usize,
    /// Of these, the ones that are covered.
    masked: usize,
}

/// How many spans must be found, and how many of them are wholly covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recall {
    pub(crate) required: usize,
    pub(crate) full: usize,
}

/// A document's signs, which of them are covered, and which nobody would call clean.
struct Sheet<'d> {
    signs: Vec<char>,
    covered: Vec<bool>,
    document: &'d Document,
}

impl Figures {
    /// Adds a document in which these spans were found. Gives the required marks that are not wholly covered.
    pub(crate) fn add<'d>(
        &mut self,
        document: &'d Document,
        found: &[Range<usize>],
    ) -> Vec<&'d Mark> {
        let sheet = Sheet::new(document, found);
        let (mut missed, mut required) = (Vec::new(), false);
        for mark in document.spans.iter().filter(|mark| mark.is_required()) {
            let full = sheet.is_full(mark);
            let one = Recall {
                required: 1,
                full: usize::from(full),
            };
            self.kinds.entry(mark.label.clone()).or_default().add(one);
            if cued::is_cued(document, mark) {
                self.cued.entry(mark.label.clone()).or_default().add(one);
            }
            missed.extend((!full).then_some(mark));
            required = true;
        }
        self.documents += usize::from(required);
        self.leaking += usize::from(!missed.is_empty());
        for word in sheet.clean_words() {
            self.clean += 1;
            self.masked += usize::from(word.clone().any(|at| sheet.is_covered(at)));
        }
        missed
    }

    /// Adds another set's figures.
    pub(crate) fn join(&mut self, other: &Figures) {
        for (own, other) in [
            (&mut self.kinds, &other.kinds),
            (&mut self.cued, &other.cued),
        ] {
            for (kind, other) in other {
                own.entry(kind.clone()).or_default().add(*other);
            }
        }
        self.documents += other.documents;
        self.leaking += other.leaking;
        self.clean += other.clean;
        self.masked += other.masked;
    }

    /// The recall of each kind, by its label.
    pub(crate) fn kinds(&self) -> &BTreeMap<String, Recall> {
        &self.kinds
    }

    /// The recall of each kind that has a form, behind a word that says what it is.
    pub(crate) fn cued(&self) -> &BTreeMap<String, Recall> {
        &self.cued
    }

    /// The recall over all kinds.
    pub(crate) fn recall(&self) -> Recall {
        Recall::sum(&self.kinds)
    }
}

impl Recall {
    /// The recall over several kinds.
    pub(crate) fn sum(kinds: &BTreeMap<String, Recall>) -> Recall {
        let mut all = Recall::default();
        kinds.values().for_each(|one| all.add(*one));
        all
    }

    fn add(&mut self, one: Recall) {
        self.required += one.required;
        self.full += one.full;
    }
}

impl fmt::Display for Recall {
    /// The share in percent, a dash where nothing must be found.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&share(self.full, self.required, 100.0))
    }
}

/// A part of something, scaled; a dash of nothing.
fn share(part: usize, of: usize, scale: f64) -> String {
    match of {
        0 => "-".to_owned(),
        of => format!("{:.1}", part as f64 / of as f64 * scale),
    }
}

impl fmt::Display for Figures {
    /// `R-full  leak  FPtok/1k`, a dash where there is nothing to measure.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>6} {:>6} {:>8}",
            self.recall(),
            share(self.leaking, self.documents, 100.0),
            share(self.masked, self.clean, 1000.0)
        )
    }
}

impl Mark {
    /// Whether it must be found.
    pub(crate) fn is_required(&self) -> bool {
        !self.optional && Kind::from_label(&self.label).is_some()
    }

    /// Whether this word may stay within a longer mark.
    fn spares(&self, word: &str) -> bool {
        let year = || {
            word.parse::<u32>()
                .is_ok_and(|year| word.len() == 4 && (1900..2100).contains(&year))
        };
        match self.label.as_str() {
            "DATE" => year(),
            "GEO" => STATES.contains(&word),
            _ => false,
        }
    }
}

impl<'d> Sheet<'d> {
    fn new(document: &'d Document, found: &[Range<usize>]) -> Self {
        let signs: Vec<char> = document.text.chars().collect();
        let mut covered = vec![false; signs.len()];
        for span in found {
            let end = span.end.min(signs.len());
            covered
                .get_mut(span.start.min(end)..end)
                .into_iter()
                .flatten()
                .for_each(|sign| *sign = true);
        }
        Self {
            signs,
            covered,
            document,
        }
    }

    fn is_covered(&self, at: usize) -> bool {
        self.covered.get(at).copied().unwrap_or(false)
    }

    /// Whether every word of a mark is covered or may stay; one that is the whole mark may not.
    fn is_full(&self, mark: &Mark) -> bool {
        self.words(mark.start..mark.end).into_iter().all(|word| {
            let text: String = self
                .signs
                .get(word.clone())
                .unwrap_or_default()
                .iter()
                .collect();
            let whole = word == (mark.start..mark.end);
            (!whole && mark.spares(&text)) || word.clone().all(|at| self.is_covered(at))
        })
    }

    /// The words of a part: runs of letters and digits.
    fn words(&self, part: Range<usize>) -> Vec<Range<usize>> {
        let (mut words, mut start) = (Vec::new(), None);
        for at in part.clone() {
            let inside = self.signs.get(at).is_some_and(|c| c.is_alphanumeric());
            match (inside, start) {
                (true, None) => start = Some(at),
                (false, Some(begun)) => {
                    words.push(begun..at);
                    start = None;
                }
                _ => {}
            }
        }
        words.extend(start.map(|begun| begun..part.end));
        words
    }

    /// The words that no mark touches.
    fn clean_words(&self) -> Vec<Range<usize>> {
        let mut marked = vec![false; self.signs.len()];
        for mark in &self.document.spans {
            marked
                .get_mut(mark.start..mark.end)
                .into_iter()
                .flatten()
                .for_each(|sign| *sign = true);
        }
        let clean = |word: &Range<usize>| {
            marked
                .get(word.clone())
                .is_some_and(|signs| signs.iter().all(|marked| !marked))
        };
        let all = self.words(0..self.signs.len());
        all.into_iter().filter(clean).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::documents;

    fn figures(marked: &str, found: &[Range<usize>]) -> String {
        let mut figures = Figures::default();
        for document in &documents(marked).unwrap() {
            figures.add(document, found);
        }
        let figures = figures.to_string();
        figures.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_has_a_word_beside_it_is_measured_apart() {
        let marked = "### a x\nMRN [[MRN:4471]], then later on [[MRN:9982]] for [[NAME:Ann]]";
        let mut figures = Figures::default();
        figures.add(&documents(marked).unwrap()[0], &[4..8, 24..28]);
        let count = |kinds| Recall::sum(kinds).required;
        assert_eq!((count(figures.cued()), count(figures.kinds())), (1, 3));
        assert_eq!(Recall::sum(figures.cued()).full, 1);
    }

    #[test]
    fn measures() {
        for (marked, found, expected) in [
            (
                "[[NAME:Bo Wu]] came home today",
                &[(0, 5)][..],
                "100.0 0.0 0.0",
            ),
            (
                "[[NAME:Bo Wu]] came home today",
                &[(0, 2), (11, 15)],
                "0.0 100.0 333.3",
            ),
            ("[[NAME?:Bo Wu]] came", &[(0, 5)], "- - 0.0"),
            ("born [[DATE:3/14/1961]]", &[(5, 10)], "100.0 0.0 0.0"),
            ("born [[DATE:1961]]", &[], "0.0 100.0 0.0"),
            ("in [[GEO:Dayton, OH]]", &[(3, 9)], "100.0 0.0 0.0"),
            ("[[ORG:Acme]] said", &[(0, 9)], "- - 1000.0"),
        ] {
            let found: Vec<Range<usize>> = found.iter().map(|(start, end)| *start..*end).collect();
            let marked = format!("### a x\n{marked}");
            assert_eq!(figures(&marked, &found), expected, "{marked}");
        }
    }
}
