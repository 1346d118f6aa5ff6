//! What would have made words a find: each is written beside them, and the text inspected again.

use super::Place;
use super::missed::uncovered;
use crate::engine::{Engine, InspectError};
use crate::reason::Need;
use crate::segment::Segment;
use crate::span::Span;

/// What is written before and behind the words for each need.
const TRIED: [(Need, &str, &str); 9] = [
    (Need::AddressLabel, "Address: ", ""),
    (Need::BirthLabel, "DOB: ", ""),
    (Need::PatientLabel, "Patient: ", ""),
    (Need::PhoneLabel, "Phone: ", ""),
    (Need::RecordLabel, "MRN: ", ""),
    (Need::Relation, "his wife ", ""),
    (Need::SsnLabel, "SSN: ", ""),
    (Need::State, "", ", OH"),
    (Need::Title, "Mrs. ", ""),
];

/// The needs of which each alone makes all of a place a find.
pub(super) fn needed(
    engine: &Engine,
    segments: &[Segment<'_>],
    place: Place,
) -> Result<Vec<Need>, InspectError> {
    let mut out = Vec::new();
    for (need, before, after) in TRIED {
        if helps(engine, segments, place, before, after)? {
            out.push(need);
        }
    }
    Ok(out)
}

fn helps(
    engine: &Engine,
    segments: &[Segment<'_>],
    place: Place,
    before: &str,
    after: &str,
) -> Result<bool, InspectError> {
    let source = segments.get(place.segment);
    let Some((source, (head, value, tail))) =
        source.and_then(|source| Some((source, parts(source.text, place.span)?)))
    else {
        return Ok(false);
    };
    let text = [head, before, value, after, tail].concat();
    let mut changed = segments.to_vec();
    if let Some(own) = changed.get_mut(place.segment) {
        *own = Segment {
            text: &text,
            ..*source
        };
    }
    let findings = engine.inspect(&changed)?;
    let finds = findings.of_segment(place.segment).iter();
    let spans: Vec<Span> = finds.map(|find| find.span).collect();
    let start = head.len() + before.len();
    let end = start + value.len();
    Ok(uncovered(&text, Span { start, end }, &spans).is_empty())
}

/// What stands before, in and behind a span.
fn parts(text: &str, span: Span) -> Option<(&str, &str, &str)> {
    Some((
        text.get(..span.start)?,
        span.of(text)?,
        text.get(span.end..)?,
    ))
}
