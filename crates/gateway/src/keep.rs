//! Which finds their sender may say are no patient information: a town, a lone date, a first name, a disease that is named
//! after somebody. Never what points to one person or one house: a surname, a day right behind a name, which is most often a
//! birth, and no day at all where somebody is named in full, because then it is not a lone one.

use std::collections::BTreeSet;

use anteroom_phi::{Find, Kind, PersonId, Role, Segment, is_street, is_surname};

/// What in a request points to somebody, whatever its sender says.
pub(crate) struct Named {
    /// The people whose full name stands somewhere in it: no part of it may be kept either.
    people: BTreeSet<PersonId>,
    /// Days right behind a name, each by its segment and start.
    days: BTreeSet<(usize, usize)>,
    /// Whether somebody who is not of the staff is named in full.
    somebody: bool,
}

impl Named {
    /// Those of these finds, which are in order.
    pub(crate) fn of(segments: &[Segment<'_>], finds: &[Find]) -> Self {
        let text = |find: &Find| segments.get(find.segment).map(|segment| segment.text);
        let words = |find: &Find| find.span.of(text(find)?);
        let full = || {
            let all = finds.iter();
            all.filter(|find| words(find).is_some_and(|words| is_full_name(find, words)))
        };
        let pairs = finds.iter().zip(finds.iter().skip(1));
        let days = pairs.filter(|(name, day)| {
            text(name).is_some_and(|text| name.segment == day.segment && is_born(text, name, day))
        });
        Self {
            people: full().filter_map(|find| find.person).collect(),
            somebody: full().any(|find| find.role != Some(Role::Staff)),
            days: days.map(|(_, day)| (day.segment, day.span.start)).collect(),
        }
    }

    /// Whether the sender of these words, which were found, may say that they are no patient information.
    pub(crate) fn may_keep(&self, find: &Find, words: &str) -> bool {
        let is_somebody = find
            .person
            .is_some_and(|person| self.people.contains(&person));
        let is_exact = match find.kind {
            Kind::Name => is_somebody || is_full_name(find, words) || is_surname(words),
            // A house, a floor, a ZIP code: more than a town.
            Kind::Geo => words.bytes().any(|byte| byte.is_ascii_digit()) || is_street(words),
            Kind::Date => self.somebody || self.days.contains(&(find.segment, find.span.start)),
            _ => false,
        };
        !find.hard && !is_exact
    }
}

/// "Harriet Lindgren (3/14/1961)": a whole day with nothing but a mark between it and a name.
fn is_born(text: &str, name: &Find, day: &Find) -> bool {
    let kinds = (name.kind, day.kind) == (Kind::Name, Kind::Date);
    let between = text.get(name.span.end..day.span.start).unwrap_or("-----");
    let near =
        between.len() <= BESIDE && !between.contains(|c: char| c.is_alphanumeric() || c == '\n');
    let said = day.span.of(text).unwrap_or_default();
    let figures = said.bytes().filter(u8::is_ascii_digit).count();
    kinds && near && figures >= WHOLE
}

/// Most bytes between a name and a day that is the person's own.
const BESIDE: usize = 4;
/// Fewest figures of a day with its year: "3/4/58".
const WHOLE: usize = 4;

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
        assert_eq!(kept("Mrs. Lindgren has a cough."), [""; 0]);
        assert_eq!(kept("Rosa called, she has a cough."), ["Rosa"]);
    }

    #[test]
    fn a_day_right_behind_a_name_may_not_be_kept() {
        assert_eq!(
            kept("Rosa (3/4/58) was seen on 11/20/26."),
            ["Rosa", "11/20/26"]
        );
    }

    #[test]
    fn where_somebody_is_named_no_day_is_a_lone_one() {
        assert_eq!(kept("Harriet Lindgren was seen on 11/16/2026."), [""; 0]);
        assert_eq!(
            kept("Dr. Samuel Achebe is away on 11/16/2026."),
            ["11/16/2026"]
        );
        assert_eq!(kept("She was seen on 11/16/2026."), ["11/16/2026"]);
    }

    #[test]
    fn a_toll_free_number_may_be_kept_unless_it_is_somebodys_own() {
        let plan = "Call the plan at 1-800-555-0187 or fax 866-555-0143.";
        assert_eq!(kept(plan), ["1-800-555-0187", "866-555-0143"]);
        for own in [
            "Her cell is 800-555-0187.",
            "Patient phone 1 (888) 555-0187",
            "He works at the mill, 877-555-0187.",
            "Call the plan at 614-555-0142.",
            "Phone: 800-555-0187",
            "Call 1-700-555-0187.",
        ] {
            assert_eq!(kept(own), [""; 0], "{own}");
        }
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
