//! Placeholders that the text itself contains: their numbers belong to nobody.
//!
//! Somebody may write "[PATIENT_1]", or paste a reply in which one was left. It is sent as it is and comes back
//! untouched, which only works if that number is never given out. Anything that `restore` could take for a
//! placeholder counts, however it is spelled and wherever it begins.

use super::spot::Spot;
use crate::placeholder::{Placeholder, Tag, scan};
use crate::restore::plain_prefix;
use crate::segment::Segment;
use std::collections::BTreeSet;

/// The numbers that may not be given out. What lies inside a spot counts too: were "PERSON_1" itself a value, the
/// placeholder of that number would be taken for a leftover of it.
pub(super) fn numbers(segments: &[Segment<'_>], spots: &[Spot<'_>]) -> BTreeSet<(Tag, u32)> {
    let mut reserved = BTreeSet::new();
    let mut rest = spots.iter().peekable();
    for (index, segment) in segments.iter().enumerate() {
        let mut at = 0;
        while let Some(spot) = rest.next_if(|spot| spot.segment == index) {
            scan_gap(
                segment.text.get(at..spot.span.start).unwrap_or_default(),
                &mut reserved,
            );
            scan_gap(spot.value, &mut reserved);
            at = spot.span.end;
        }
        scan_gap(segment.text.get(at..).unwrap_or_default(), &mut reserved);
    }
    reserved
}

/// A gap ends where a placeholder will stand, which ends words as the end of the text does.
fn scan_gap(gap: &str, reserved: &mut BTreeSet<(Tag, u32)>) {
    let mut rest = gap;
    while let Some((_, candidate)) = rest
        .split_at_checked(plain_prefix(rest))
        .filter(|(_, candidate)| !candidate.is_empty())
    {
        if let Some(seen) = look_alike(candidate) {
            reserved.insert((seen.tag, seen.number));
        }
        rest = candidate.split_at_checked(1).map_or("", |(_, rest)| rest);
    }
}

fn look_alike(candidate: &str) -> Option<Placeholder> {
    let bracketed = candidate.starts_with(['[', '\\']);
    let seen = if bracketed {
        scan::bracketed(candidate, true)
    } else {
        scan::bare(candidate, true)
    };
    seen.ok().map(|seen| seen.placeholder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_reserves() {
        for text in [
            "[PATIENT_1]",
            "x [patient 1]",
            "[[Patient-1]]",
            "PATIENT_1",
            "xPATIENT_1",
            "[PATIENT_1_LAST]",
            r"\u005bpatient_1\u005d",
            "[DATE_[PATIENT_1]",
        ] {
            let reserved = numbers(&[Segment::alone(text)], &[]);
            assert!(reserved.contains(&(Tag::Patient, 1)), "{text}");
        }
        for text in ["patient 1 of 3", "[1]", "[PATIENT]", "PATIENT 1", ""] {
            assert!(numbers(&[Segment::alone(text)], &[]).is_empty(), "{text}");
        }
    }
}
