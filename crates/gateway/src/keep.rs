//! Which finds their sender may say are no patient information: a town, a lone date, a first name, a disease that is named
//! after somebody. Never what points to one person or one house.

use std::collections::BTreeSet;

use anteroom_phi::{Find, Kind, PersonId, Segment, is_street};

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

#[cfg(test)]
mod tests {
    use anteroom_phi::{Engine, Settings};

    use super::*;

    /// What of a text its sender may keep.
    fn kept(text: &str) -> Vec<String> {
        let engine = Engine::new(&Settings::default()).unwrap();
        let segments = [Segment::alone(text)];
        let finds = engine.inspect(&segments).unwrap().finds;
        let named = Named::of(&segments, &finds);
        let words = finds.iter().filter_map(|find| {
            let words = find.span.of(text)?;
            named.may_keep(find, words).then(|| words.to_owned())
        });
        words.collect()
    }

    #[test]
    fn no_part_of_a_full_name_may_be_kept() {
        let full = "Harriet Lindgren came. Mrs. Lindgren has a cough.";
        assert_eq!(kept(full), [""; 0]);
        assert_eq!(kept("Mrs. Lindgren has a cough."), ["Lindgren"]);
    }

    #[test]
    fn a_town_may_be_kept_and_a_house_may_not() {
        assert_eq!(kept("She lives in Belpre, Ohio."), ["Belpre, Ohio"]);
        assert_eq!(
            kept("She lives at 9 Maple Court, Belpre, OH 45714."),
            [""; 0]
        );
    }

    #[test]
    fn a_number_that_reaches_somebody_may_never_be_kept() {
        assert_eq!(kept("Call 614-555-0142."), [""; 0]);
    }
}
