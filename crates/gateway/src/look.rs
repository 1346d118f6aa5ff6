//! A look before anything is sent: what would be found in what somebody types, and what would leave in its place.
//!
//! It is the same finder and the same way of replacing that a request meets. Nothing is decided, sent or recorded.

use anteroom_phi::{
    Confidence, Engine, Find, Findings, Group, InspectError, Segment, placeholders,
};

/// What a look at several fields shows, one entry a field. Holds what was typed: it has no `Debug`.
pub struct Look {
    /// The fields, in their order.
    pub fields: Vec<Seen>,
}

/// What a look at one field shows.
pub struct Seen {
    /// What was found, in order, never overlapping.
    pub finds: Vec<Glimpse>,
    /// The field with placeholders, as the model would see it.
    pub leaving: String,
}

/// One find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glimpse {
    /// Where it begins and ends in the field, in bytes, on character boundaries.
    pub span: (usize, usize),
    /// Which of the groups that people see.
    pub group: Group,
    /// What it is, in words.
    pub kind: &'static str,
    /// The kind's code.
    pub code: &'static str,
    /// How sure the finder is.
    pub confidence: Confidence,
    /// Whether no sender may wave it through.
    pub hard: bool,
    /// Whether its sender waved it through: it leaves as it is written.
    pub is_kept: bool,
}

impl Glimpse {
    /// The letter that marks its group beside the color.
    #[must_use]
    pub fn letter(&self) -> char {
        self.group.letter()
    }

    /// How sure the finder is, in words.
    #[must_use]
    pub fn sure(&self) -> &'static str {
        match self.confidence {
            Confidence::Check => "Please check",
            Confidence::Fair => "Fairly sure",
            Confidence::Sure => "Sure",
        }
    }
}

impl Look {
    /// How many finds there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.fields.iter().map(|field| field.finds.len()).sum()
    }
}

/// Looks at fields, each with its label.
///
/// # Errors
/// When one is too long to be checked.
pub(crate) fn look(engine: &Engine, fields: &[(&str, &str)]) -> Result<Look, InspectError> {
    let segments: Vec<Segment<'_>> = fields
        .iter()
        .map(|(label, text)| Segment {
            label: Some(label),
            ..Segment::alone(text)
        })
        .collect();
    let findings = engine.inspect(&segments)?;
    let replaced = placeholders(&segments, &findings);
    let fields = replaced.texts.into_iter().enumerate();
    Ok(Look {
        fields: fields
            .map(|(at, leaving)| seen(&findings, at, leaving))
            .collect(),
    })
}

fn seen(findings: &Findings, at: usize, leaving: String) -> Seen {
    let finds = findings.of_segment(at).iter().map(glimpse).collect();
    Seen { finds, leaving }
}

pub(crate) fn glimpse(find: &Find) -> Glimpse {
    Glimpse {
        span: (find.span.start, find.span.end),
        group: find.kind.group(),
        kind: find.kind.plain().0,
        code: find.kind.code(),
        confidence: find.confidence,
        hard: find.hard,
        is_kept: false,
    }
}

#[cfg(test)]
mod tests {
    use anteroom_phi::Settings;

    use super::*;

    #[test]
    fn a_look_shows_what_would_leave() {
        let engine = Engine::new(&Settings::default()).unwrap();
        let fields = [
            ("topic", "fasting blood test"),
            ("must include", "Call Dana Reyes at 614-555-0142"),
        ];
        let look = look(&engine, &fields).unwrap();
        assert_eq!(look.count(), 2);
        let [topic, include] = look.fields.as_slice() else {
            unreachable!("one entry a field")
        };
        assert_eq!(
            (topic.finds.len(), topic.leaving.as_str()),
            (0, "fasting blood test")
        );
        assert_eq!(include.leaving, "Call [PERSON_1] at [PHONE_1]");
        let words: Vec<&str> = include.finds.iter().map(|find| find.kind).collect();
        assert_eq!(words, ["name", "phone number"]);
    }
}
