//! Ranges of figures with an en dash: "ASPECTS 6–10", "31 U.S.C. 3729–3733".
//!
//! Folding makes every dash a hyphen, so that a telephone number may have any. But nobody types an en dash into a date of two
//! figures or a local number: a printer's program sets it, between two ends of a range.

use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::segment::Segment;
use crate::text::Folded;

/// The dash between the ends of a range.
const DASH: char = '\u{2013}';

/// Takes out the dates and numbers that are ranges.
pub(crate) fn spare(
    segments: &[Segment<'_>],
    folded: &[Folded<'_>],
    resolved: &mut [Vec<Candidate>],
) {
    let texts = segments.iter().zip(folded).zip(resolved);
    for ((segment, folded), own) in texts.filter(|((segment, _), _)| segment.text.contains(DASH)) {
        own.retain(|one| {
            let written = folded.original(one.span).of(segment.text);
            !written.is_some_and(|text| is_range(one, text))
        });
    }
}

/// Whether a find is a range: a month and a day that no label names, or two numbers as long as each other.
fn is_range(one: &Candidate, text: &str) -> bool {
    let figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let ends = text.split_once(DASH);
    ends.is_some_and(|(low, high)| match one.kind {
        Kind::Date => {
            let short = low.len() <= 2 && high.len() <= 2;
            figures(low) && figures(high) && short && one.weight < Weight::Field
        }
        Kind::Phone => figures(low) && figures(high) && low.len() == high.len(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Segment, Settings};

    fn finds(text: &str) -> usize {
        let engine = Engine::new(&Settings::default()).unwrap();
        engine.inspect(&[Segment::alone(text)]).unwrap().finds.len()
    }

    #[test]
    fn ranges_are_no_days_and_no_numbers() {
        assert_eq!(finds("ASPECTS 6\u{2013}10: thrombectomy"), 0);
        assert_eq!(finds("31 U.S.C. 3729\u{2013}3733, allows"), 0);
    }

    #[test]
    fn a_telephone_number_may_have_any_dash() {
        assert_eq!(finds("call 614\u{2013}555\u{2013}0142 today"), 1);
        assert_eq!(finds("seen 6\u{2013}10\u{2013}2025 for"), 1);
    }
}
