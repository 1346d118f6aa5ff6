//! What the rule names apart among dates and places because few people share it, 45 CFR 164.514(b)(2)(i)(B) and (C).

use super::{birth, place, year};
use crate::find::{Find, Findings};
use crate::kind::Kind;
use crate::segment::Segment;

/// Which of them stand in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rare {
    /// An age over 89, or the year or day of a birth that tells one.
    pub age_over_89: bool,
    /// A ZIP code of which not even three digits may stay.
    pub small_zip: bool,
}

impl Findings {
    /// What of these finds in `segments` few people share in the year `now`.
    #[must_use]
    pub fn rare(&self, segments: &[Segment<'_>], now: u32) -> Rare {
        let value = |find: &Find| find.span.of(segments.get(find.segment)?.text);
        let any = |tells: &dyn Fn(&Find, &str) -> bool| {
            let finds = self.finds.iter();
            let valued = finds.filter_map(|find| Some((find, value(find)?)));
            valued.into_iter().any(|(find, value)| tells(find, value))
        };
        let bare_year = |segment: &Segment<'_>| birth::hide(segment.text, "", now).1 > 0;
        Rare {
            age_over_89: any(&|find, value| tells_great_age(find, value, now))
                || segments.iter().any(bare_year),
            small_zip: any(&|find, value| find.kind == Kind::Geo && place::has_small_zip(value)),
        }
    }
}

/// Ages below ninety are no finds. A date that may not be waved through is that of a birth.
fn tells_great_age(find: &Find, value: &str, now: u32) -> bool {
    match find.kind {
        Kind::Age => true,
        Kind::Date => find.hard && year::tells_great_age(value, now),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Rare;
    use crate::{Engine, Segment, Settings};

    #[test]
    fn ages_births_and_places_of_few() {
        let engine = Engine::new(&Settings::default()).unwrap();
        for (text, age_over_89, small_zip) in [
            ("93-year-old with hip fracture", true, false),
            ("89-year-old with hip fracture", false, false),
            ("Patient: Hollis Brannigan, DOB 03/14/1931", true, false),
            ("Patient: Hollis Brannigan, DOB 03/14/1961", false, false),
            ("She was born in 1930.", true, false),
            ("Surgery on 03/14/1931 in her chart", false, false),
            ("Lives at 12 Elm St, Lancaster, NH 03601", false, true),
            ("Lives at 12 Elm St, Dayton, OH 45402", false, false),
            ("Fasting glucose 93", false, false),
        ] {
            let segments = [Segment::alone(text)];
            let findings = engine.inspect(&segments).unwrap();
            let rare = Rare {
                age_over_89,
                small_zip,
            };
            assert_eq!(findings.rare(&segments, 2026), rare, "{text}");
        }
    }
}
