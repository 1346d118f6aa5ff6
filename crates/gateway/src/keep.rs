//! Which finds their sender may say are no patient information: a town, a lone date, a first name, a disease that is named
//! after somebody. Never what points to one person or one house.

use std::collections::BTreeSet;

use anteroom_phi::{Find, Kind, PersonId, Segment};

/// The people whose full name stands somewhere in a request: no part of it may be kept either.
pub(crate) struct Named(BTreeSet<PersonId>);

impl Named {
    /// Those of these finds.
    pub(crate) fn of(segments: &[Segment<'_>], finds: &[Find]) -> Self {
        let words = |find: &Find| {
            let segment = segments.get(find.segment)?;
            find.span.of(segment.text)
        };
        let full = finds
            .iter()
            .filter(|find| words(find).is_some_and(|words| is_full_name(find, words)));
        Self(full.filter_map(|find| find.person).collect())
    }

    /// Whether the sender of these words, which were found, may say that they are no patient information.
    pub(crate) fn may_keep(&self, find: &Find, words: &str) -> bool {
        let is_somebody = find.person.is_some_and(|person| self.0.contains(&person));
        let is_exact = match find.kind {
            Kind::Name => is_somebody || is_full_name(find, words),
            // A house, a floor, a ZIP code: more than a town.
            Kind::Geo => words.bytes().any(|byte| byte.is_ascii_digit()) || is_street(words),
            _ => false,
        };
        !find.hard && !is_exact
    }
}

fn is_full_name(find: &Find, words: &str) -> bool {
    find.kind == Kind::Name && words.split_whitespace().count() > 1
}

/// Whether the last word of a place is what a street is called by.
fn is_street(words: &str) -> bool {
    const STREETS: [&str; 18] = [
        "ave",
        "avenue",
        "blvd",
        "boulevard",
        "circle",
        "court",
        "ct",
        "dr",
        "drive",
        "hwy",
        "lane",
        "ln",
        "place",
        "rd",
        "road",
        "st",
        "street",
        "way",
    ];
    let last = words.split_whitespace().skip(1).last();
    let last = last.map(|word| word.trim_end_matches('.').to_lowercase());
    last.is_some_and(|word| STREETS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use anteroom_phi::{Confidence, Span, Why};

    use super::*;

    const TEXT: &str = "Harriet Lindgren of Bexley, 9 Maple Court. Mrs. Lindgren met Parkinson.";

    fn find(words: &str, kind: Kind, person: Option<u32>) -> Find {
        let start = TEXT.find(words).unwrap();
        Find {
            segment: 0,
            span: Span {
                start,
                end: start + words.len(),
            },
            kind,
            confidence: Confidence::Check,
            hard: false,
            recognizer: "test",
            role: None,
            person: person.map(PersonId),
            why: Why::default(),
        }
    }

    #[test]
    fn no_part_of_a_full_name_may_be_kept() {
        let full = find("Harriet Lindgren", Kind::Name, Some(1));
        let named = Named::of(&[Segment::alone(TEXT)], std::slice::from_ref(&full));
        let may = |words: &str, person| named.may_keep(&find(words, Kind::Name, person), words);
        assert!(!may("Harriet Lindgren", Some(1)) && !may("Lindgren", Some(1)));
        assert!(may("Parkinson", Some(2)) && may("Parkinson", None));
        let nobody = Named::of(&[Segment::alone(TEXT)], &[]);
        assert!(nobody.may_keep(&find("Lindgren", Kind::Name, Some(1)), "Lindgren"));
        assert!(!nobody.may_keep(&full, "Li,\nAda"));
    }

    #[test]
    fn a_town_may_be_kept_and_a_house_may_not() {
        let nobody = Named::of(&[], &[]);
        let may = |words: &str| nobody.may_keep(&find("Bexley", Kind::Geo, None), words);
        assert!(may("Bexley") && may("New Bexley") && may("Ohio"));
        for house in [
            "9 Maple Court, Belpre, OH 45714",
            "Maple Court",
            "45714",
            "Elm St.",
        ] {
            assert!(!may(house), "{house}");
        }
    }

    #[test]
    fn a_hard_find_may_never_be_kept() {
        let hard = Find {
            hard: true,
            ..find("Bexley", Kind::Geo, None)
        };
        assert!(!Named::of(&[], &[]).may_keep(&hard, "Bexley"));
    }
}
