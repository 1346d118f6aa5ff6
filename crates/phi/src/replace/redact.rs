//! Blocks in the place of what was found: no way back, and no hint of how long it was.

use super::{Replaced, spot, write};
use crate::find::Findings;
use crate::mapping::Mapping;
use crate::placeholder::Tag;
use crate::segment::Segment;

/// What a block is made of: no letter, no digit, so that it can neither be nor complete a value.
const SIGN: &str = "\u{2588}";

/// Replaces every find by the block of its kind.
pub(super) fn redact(segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    let spots = spot::collect(segments, findings);
    let blocks = spots.iter().map(|spot| block(spot.tag));
    Replaced {
        texts: write(segments, &spots, blocks),
        mapping: Mapping::default(),
        report: None,
    }
}

/// The block of a kind.
pub(crate) fn block(tag: Tag) -> String {
    SIGN.repeat(signs(tag))
}

/// How many signs the block of a kind has: about what its values have, whatever this one has.
const fn signs(tag: Tag) -> usize {
    match tag {
        Tag::Age => 3,
        Tag::Date => 8,
        Tag::Patient | Tag::Person | Tag::Relative | Tag::Staff => 10,
        Tag::Email | Tag::Photo | Tag::Place | Tag::Url => 16,
        Tag::Account
        | Tag::Biometric
        | Tag::Device
        | Tag::Fax
        | Tag::HealthPlan
        | Tag::Id
        | Tag::Ip
        | Tag::License
        | Tag::Mrn
        | Tag::Phone
        | Tag::Ssn
        | Tag::Vehicle => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replace::tests::{marked, segments};

    #[test]
    fn the_length_of_a_value_does_not_show() {
        let (plain, findings) = marked(&[
            "{patient! Ng} {mrn! 48}",
            "{patient! Harriet Lindgren} {mrn! 4829137}",
        ]);
        let replaced = redact(&segments(&plain), &findings);
        let line = format!("{} {}", SIGN.repeat(10), SIGN.repeat(12));
        assert_eq!(replaced.texts, [line.clone(), line]);
        assert!(replaced.mapping.is_empty());
    }

    #[test]
    fn every_kind_has_a_block() {
        for tag in Tag::ALL {
            assert!(signs(tag) >= 3, "{tag:?}");
        }
    }
}
