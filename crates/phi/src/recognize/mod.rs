//! Recognizers: one file a kind of identifier, and the list of them.
//!
//! A recognizer reads a [`Page`] and proposes candidates; it never decides between its own and another's (that is
//! `resolve`). Each file holds the pattern, the context words, the check, and beside them examples and near-misses,
//! which a test walks: a recognizer without them does not pass. To add one, write its file and its line in [`ALL`].

mod account;
mod age;
mod biometric;
mod calendar;
mod candidate;
pub(crate) mod check;
mod code;
mod coordinated;
mod date;
mod device;
mod dictated;
mod doubt;
mod email;
mod ending;
mod fax;
mod fraction;
mod health_plan;
mod ip;
mod legend;
mod license;
mod listed;
mod monogram;
mod month;
mod mrn;
mod name;
mod numbered;
mod opening;
mod other_id;
mod phone;
mod photo;
mod place;
mod published;
mod repeated;
mod resource;
mod season;
mod served;
mod spoken;
mod ssn;
mod terms;
mod url;
mod user;
mod vehicle;
mod weekday;

pub(crate) use age::beside_names;
pub(crate) use candidate::{Candidate, Weight};
pub(crate) use coordinated::coordinated;
pub(crate) use doubt::doubts;
pub(crate) use legend::legend;
pub(crate) use listed::listed;
pub(crate) use monogram::monograms;
pub use name::is_surname;
pub(crate) use name::{Manner, Manners, starts_sentence};
pub(crate) use numbered::numbered_names;
pub(crate) use opening::leave_out;
pub use place::is_street;
pub(crate) use published::leave_out_published;
pub(crate) use repeated::repeated;
pub(crate) use terms::leave_out_terms;

use crate::kind::Kind;
use crate::text::Page;

/// One recognizer, as documentation and settings show it.
pub struct Recognizer {
    /// Its name in finds, in the log and in settings.
    pub id: &'static str,
    /// The kinds that it may propose.
    pub kinds: &'static [Kind],
    /// What it looks for, in a sentence for the people who review.
    pub about: &'static str,
    /// Proposes candidates.
    pub(crate) find: fn(&Page<'_>, &mut Vec<Candidate>),
    /// Texts, each with the part that must be found.
    pub examples: &'static [(&'static str, &'static str)],
    /// Texts in which it must find nothing.
    pub near_misses: &'static [&'static str],
}

impl std::fmt::Debug for Recognizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recognizer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Every recognizer that inspection runs.
#[must_use]
pub fn recognizers() -> &'static [Recognizer] {
    ALL
}

/// Every recognizer.
pub(crate) const ALL: &[Recognizer] = &[
    account::ACCOUNT,
    age::AGE,
    biometric::BIOMETRIC,
    date::DATE,
    device::DEVICE,
    dictated::DICTATED,
    email::EMAIL,
    ending::ENDING,
    fax::FAX,
    health_plan::HEALTH_PLAN,
    ip::IP,
    license::LICENSE,
    month::MONTH,
    mrn::MRN,
    name::NAME,
    other_id::OTHER_ID,
    phone::PHONE,
    photo::PHOTO,
    place::PLACE,
    resource::RESOURCE,
    season::SEASON,
    spoken::SPOKEN_DATE,
    ssn::SSN,
    url::URL,
    user::USER,
    vehicle::VEHICLE,
    weekday::WEEKDAY,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::span::Span;

    /// What something adds to a text in which these names were found.
    pub(super) fn added(
        add: fn(&Page<'_>, &mut Vec<Candidate>),
        text: &str,
        names: &[&str],
    ) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let name = |name: &&str| {
            let start = text.find(*name).unwrap();
            let end = start + name.len();
            Candidate::new("name", Kind::Name, Span { start, end })
        };
        let mut out: Vec<Candidate> = names.iter().map(name).collect();
        add(&page, &mut out);
        let new = out.iter().skip(names.len());
        new.map(|one| page.slice(one.span).to_owned()).collect()
    }

    fn found(recognizer: &Recognizer, text: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let mut out = Vec::new();
        (recognizer.find)(&page, &mut out);
        assert!(
            out.iter().all(|one| recognizer.kinds.contains(&one.kind)),
            "{}: {text}",
            recognizer.id
        );
        out.iter()
            .map(|one| page.slice(one.span).to_owned())
            .collect()
    }

    #[test]
    fn every_recognizer_finds_its_examples_and_leaves_its_near_misses() {
        let mut wrong = Vec::new();
        for recognizer in ALL {
            assert!(
                recognizer.examples.len() >= 3 && recognizer.near_misses.len() >= 3,
                "{}",
                recognizer.id
            );
            assert!(recognizer.about.ends_with('.'), "{}", recognizer.id);
            for (text, part) in recognizer.examples {
                let found = found(recognizer, text);
                if !found.iter().any(|one| one == part) {
                    wrong.push(format!("{}: {text:?} gives {found:?}", recognizer.id));
                }
            }
            for text in recognizer.near_misses {
                let found = found(recognizer, text);
                if !found.is_empty() {
                    wrong.push(format!(
                        "{}: near-miss {text:?} gives {found:?}",
                        recognizer.id
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn ids_are_unique_and_every_kind_has_a_recognizer() {
        let mut ids: Vec<&str> = ALL.iter().map(|recognizer| recognizer.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
        let kinds = || ALL.iter().flat_map(|recognizer| recognizer.kinds);
        for kind in Kind::ALL {
            assert!(kinds().any(|one| *one == kind), "{kind:?}");
        }
    }
}
