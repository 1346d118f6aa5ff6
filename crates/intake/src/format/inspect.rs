//! Looking for identifiers in a document: in each text under its label, and in the whole as it is written.
//!
//! Cells, fields and elements are looked at apart, so that a title or an element says what they are and escapes are undone.
//! The whole is looked at too, because context crosses cells (`"type":"MRN","value":"5510283"`): so nothing that is found
//! in a document as plain text is missed but codes. A find that crosses from one text to another is cut between them.

use anteroom_phi::{Engine, Find, Findings, InspectError, Join, Segment, Span, hard_values, tells};

use super::{Document, Format, Place, hl7, start};

/// What was found in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// The finds in its texts, by the number of the text.
    pub findings: Findings,
    /// Finds that touch no text, such as the name of an element. Their spans are places of the source.
    pub outside: Vec<Find>,
}

impl Document {
    /// Finds every identifier.
    ///
    /// # Errors
    /// When a text is too long to be checked: then nothing was checked.
    pub fn inspect(&self, engine: &Engine) -> Result<Inspected, InspectError> {
        if self.format == Format::Text {
            let findings = engine.inspect(&self.segments())?;
            return Ok(Inspected {
                findings,
                outside: Vec::new(),
            });
        }
        let usual = self.usual();
        let texts = self.worth_a_look();
        let whole = Segment::alone(usual.as_deref().unwrap_or(&self.source));
        let alone = texts.iter().filter_map(|text| self.places.get(*text));
        let alone = alone.map(|place| place.segment(&self.source));
        let segments: Vec<Segment<'_>> = std::iter::once(whole).chain(alone).collect();
        let found = engine.inspect(&segments)?;
        let mut inspected = self.gather(found, &texts);
        self.reach_over(&mut inspected);
        Ok(inspected)
    }

    /// The source in signs that the finder knows, if it has others.
    fn usual(&self) -> Option<String> {
        let is_hl7 = self.format == Format::Hl7;
        is_hl7.then(|| hl7::usual(&self.source, start(&self.source)))?
    }

    /// The texts that are looked at apart. One word without a label that says what it is looks like a name too easily ("HP",
    /// "ORU"): what it is the whole has to say, unless it is written with escapes or is one of a list of pieces.
    fn worth_a_look(&self) -> Vec<usize> {
        let joined = self.places.iter().skip(1).map(|next| next.join);
        let joined = joined.chain([Join::Separate]);
        let places = self.places.iter().enumerate().zip(joined);
        let worth = places.filter(|((_, place), next)| {
            let text = place.text(&self.source).trim();
            let is_piece = place.join == Join::Adjacent || *next == Join::Adjacent;
            let told = || place.label.as_deref().is_some_and(tells);
            let speaks = text.contains(char::is_alphanumeric) && !place.is_code;
            let is_word = !text.contains(char::is_whitespace);
            speaks && (!is_word || is_piece || place.reading.is_some() || told())
        });
        worth.map(|((text, _), _)| text).collect()
    }

    /// Brings together what was found in the whole, which is the first segment, and in `texts`, which are the others.
    fn gather(&self, found: Findings, texts: &[usize]) -> Inspected {
        let mut inspected = Inspected::default();
        let mut finds = Vec::with_capacity(found.finds.len());
        for find in found.finds {
            match find.segment.checked_sub(1).map(|text| texts.get(text)) {
                Some(text) => finds.extend(text.map(|text| Find {
                    segment: *text,
                    ..find
                })),
                None => match self.cut(&find) {
                    Some(pieces) => finds.extend(pieces),
                    None => inspected.outside.push(find),
                },
            }
        }
        inspected.findings.finds = united(finds);
        inspected
    }

    /// Adds hard values that stand once more over the ends of texts, such as a phone number in three columns.
    fn reach_over(&self, inspected: &mut Inspected) {
        let values = hard_values(&self.segments(), &inspected.findings, &self.source);
        // What could not be looked for is not written either: `replace` looks for it again.
        for find in values.unwrap_or_default() {
            match self.cut(&find) {
                Some(pieces) if pieces.len() > 1 => inspected.findings.finds.extend(pieces),
                Some(_) => {}
                None => inspected.outside.push(find),
            }
        }
        let finds = std::mem::take(&mut inspected.findings.finds);
        inspected.findings.finds = united(finds);
    }

    /// The pieces of a find in the whole, each in its text; nothing when it touches none. Across segments of a message, whose
    /// names stand between, only what is hard is believed.
    fn cut(&self, find: &Find) -> Option<Vec<Find>> {
        let (start, end) = (find.span.start, find.span.end);
        let lines = || self.part(start..end).contains(['\r', '\n']);
        if self.format == Format::Hl7 && !find.hard && lines() {
            return Some(Vec::new());
        }
        let first = self.places.partition_point(|place| place.span.end <= start);
        let touched = self.places.iter().enumerate().skip(first);
        let mut touched = touched
            .take_while(|(_, place)| place.span.start < end)
            .peekable();
        touched.peek()?;
        let piece = |(segment, place): (usize, &Place)| {
            let read = place.read(&(start..end));
            let says = place
                .text(&self.source)
                .get(read.clone())?
                .chars()
                .any(char::is_alphanumeric);
            let span = Span {
                start: read.start,
                end: read.end,
            };
            (says && !place.is_code).then(|| Find {
                segment,
                span,
                ..find.clone()
            })
        };
        Some(touched.filter_map(piece).collect())
    }
}

/// The finds sorted, those that overlap made one: it covers both and is what the stronger one says.
fn united(mut finds: Vec<Find>) -> Vec<Find> {
    finds.sort_by_key(|find| (find.segment, find.span.start, find.span.end));
    let mut united: Vec<Find> = Vec::with_capacity(finds.len());
    for find in finds {
        match united
            .last_mut()
            .filter(|last| last.segment == find.segment && last.span.overlaps(find.span))
        {
            Some(last) => *last = both(last, &find),
            None => united.push(find),
        }
    }
    united
}

fn both(one: &Find, other: &Find) -> Find {
    let strength = |find: &Find| (find.confidence, find.hard, find.span.len());
    let stronger = if strength(other) > strength(one) {
        other
    } else {
        one
    };
    Find {
        span: Span {
            start: one.span.start.min(other.span.start),
            end: one.span.end.max(other.span.end),
        },
        hard: one.hard || other.hard,
        why: one.why | other.why,
        ..stronger.clone()
    }
}
