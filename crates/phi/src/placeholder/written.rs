//! Stands that a text holds already: `[MRN_1]` that somebody pastes back, `[NAME]` of a text that was made safe before.
//!
//! They are nobody's values, whatever label stands before them.

use super::{Placeholder, Tag};
use crate::recognize::Candidate;
use crate::span::Span;

/// Drops the candidates that are stands in brackets, or lie in one.
pub(crate) fn spare(text: &str, candidates: &mut Vec<Candidate>) {
    if text.contains('[') {
        candidates.retain(|one| !is_stand(text, one.span));
    }
}

/// Whether nothing but stands is in a span, the brackets at its ends included or not.
fn is_stand(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).is_some_and(|t| t.ends_with('['));
    let after = text.get(span.end..).is_some_and(|t| t.starts_with(']'));
    let whole = Span {
        start: span.start - usize::from(before),
        end: span.end + usize::from(after),
    };
    let mut rest = whole.of(text).unwrap_or_default();
    while let Some((outside, inside)) = rest.split_once('[') {
        match inside.split_once(']') {
            Some((inside, more)) if !says_something(outside) && is_word(inside) => rest = more,
            _ => return false,
        }
    }
    !says_something(rest)
}

fn says_something(part: &str) -> bool {
    part.contains(char::is_alphanumeric)
}

/// Whether it is what stands in the brackets of a placeholder, or of a tag without a number.
fn is_word(inside: &str) -> bool {
    let bare = || Tag::ALL.iter().any(|tag| tag.plain() == inside);
    Placeholder::parse(&format!("[{inside}]")).is_some() || bare()
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Segment, Settings};

    fn found(text: &str) -> Vec<String> {
        let engine = Engine::new(&Settings::default()).unwrap();
        let findings = engine.inspect(&[Segment::alone(text)]).unwrap();
        let spans = findings.finds.iter().filter_map(|find| find.span.of(text));
        spans.map(str::to_owned).collect()
    }

    #[test]
    fn stands_are_nobodys_values() {
        for text in [
            "MRN: [MRN_1], DOB: [DATE_2], Patient: [PATIENT_1_LAST]",
            "Patient: [NAME], MRN: [MRN], serial no. [DEVICE_1]",
            "Address: [PLACE_1][PLACE_2], [PLACE_3]",
            "PID|1||[MRN_1]^^^EL||[PATIENT_1]^[PATIENT_2]||[DATE_1]|F",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_found() {
        for (text, part) in [
            ("MRN: [44821]", "44821"),
            ("Patient: [Harriet Lindgren]", "Harriet Lindgren"),
        ] {
            assert!(found(text).iter().any(|one| one.contains(part)), "{text}");
        }
    }
}
