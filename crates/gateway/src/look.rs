//! A look before anything is sent: what would be found in what somebody types, and what would leave in its place.
//!
//! It is the same finder and the same way of replacing that a request meets. Nothing is decided, sent or recorded.

use anteroom_phi::visit::Plan;
use anteroom_phi::{Confidence, Engine, Find, Findings, Group, Minimum, Segment, placeholders};
use serde_json::Value;

use crate::keep::Named;
use crate::least::{self, Gone, Removed};
use crate::refusal::{Cause, Refusal};
use crate::settled::SENDER;

/// What a look at several fields shows, one entry a field. Holds what was typed: it has no `Debug`.
pub struct Look {
    /// The fields, in their order.
    pub fields: Vec<Seen>,
    /// What is taken or blocked out because the use case does not need it.
    pub removed: Removed,
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
    /// Whether its sender may say that it is no patient information.
    pub may_keep: bool,
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

/// Looks at fields, each with its label, and takes out of what would leave what is not listed.
///
/// # Errors
/// When one is too long or nested too deep to be checked.
pub(crate) fn look(
    engine: &Engine,
    fields: &[(&str, &str)],
    minimum: Option<&Minimum>,
) -> Result<Look, Refusal> {
    let failed = |_| Cause::CheckFailed;
    let findings = engine.inspect(&segments(fields)).map_err(failed)?;
    let (texts, mut removed) = trimmed(fields, minimum)?;
    let kept = fields.iter().zip(&texts);
    let kept: Vec<(&str, &str)> = kept
        .map(|((label, _), text)| (*label, text.as_str()))
        .collect();
    let left = segments(&kept);
    let found = match removed.is_empty() {
        true => findings.clone(),
        false => engine.inspect(&left).map_err(failed)?,
    };
    let minimum = minimum.filter(|minimum| !minimum.has_way_back());
    let leaving = match minimum.map(|minimum| minimum.mask(&left, &found)) {
        None => placeholders(&left, &found).texts,
        Some(masked) => {
            least::add(&mut removed, &masked.counts(left.len()));
            let blocked = left.iter().zip(&masked.texts);
            let blocked: Vec<Segment<'_>> = blocked
                .map(|(segment, text)| Segment { text, ..*segment })
                .collect();
            placeholders(&blocked, &masked.rest).texts
        }
    };
    let named = Named::of(&segments(fields), &findings.finds);
    let fields = leaving.into_iter().zip(fields).enumerate();
    Ok(Look {
        fields: fields
            .map(|(at, (leaving, (_, text)))| Seen {
                finds: glimpses(&findings, &named, at, text),
                leaving,
            })
            .collect(),
        removed,
    })
}

fn segments<'t>(fields: &[(&'t str, &'t str)]) -> Vec<Segment<'t>> {
    let segment = |(label, text): &(&'t str, &'t str)| Segment {
        label: Some(*label),
        ..Segment::alone(text)
    };
    fields.iter().map(segment).collect()
}

/// The fields' texts without what is not listed.
fn trimmed(
    fields: &[(&str, &str)],
    minimum: Option<&Minimum>,
) -> Result<(Vec<String>, Removed), Refusal> {
    let texts = fields.iter().map(|(_, text)| Value::from(*text));
    let mut document = Value::Array(texts.collect());
    let gone = match minimum {
        Some(minimum) => least::trim_document(&mut document, &Plan::new(&[]), minimum, |_| true)?,
        None => Gone::default(),
    };
    let texts: Vec<String> = serde_json::from_value(document).map_err(|_| Cause::Internal)?;
    Ok((texts, gone.removed))
}

fn glimpses(findings: &Findings, named: &Named, at: usize, text: &str) -> Vec<Glimpse> {
    let finds = findings.of_segment(at).iter();
    finds.map(|find| glimpse(find, named, text)).collect()
}

pub(crate) fn glimpse(find: &Find, named: &Named, text: &str) -> Glimpse {
    Glimpse {
        span: (find.span.start, find.span.end),
        group: find.kind.group(),
        kind: find.kind.plain().0,
        code: find.kind.code(),
        confidence: find.confidence,
        // What its sender added, they may take back.
        hard: find.hard && find.recognizer != SENDER,
        may_keep: named.may_keep(find, find.span.of(text).unwrap_or_default()),
        is_kept: false,
    }
}

#[cfg(test)]
mod tests {
    use anteroom_office::kind_words;
    use anteroom_phi::Kind;
    use anteroom_phi::Settings;

    use super::*;

    /// What the log counts is called as the pages call it that show what was found.
    #[test]
    fn every_kind_has_one_name() {
        for kind in Kind::ALL {
            let (one, several) = kind.plain();
            assert_eq!(kind_words(kind.code(), 1), one);
            assert_eq!(kind_words(kind.code(), 2), several);
        }
    }

    #[test]
    fn a_look_shows_what_would_leave() {
        let engine = Engine::new(&Settings::default()).unwrap();
        let fields = [
            ("topic", "fasting blood test"),
            ("must include", "Call Dana Reyes at 614-555-0142"),
        ];
        let look = look(&engine, &fields, None).unwrap();
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

    #[test]
    fn a_look_shows_what_the_use_case_does_not_need() {
        let engine = Engine::new(&Settings::default()).unwrap();
        let history = "Social history: lives alone\nDiagnosis: RA\nCall Dana Reyes, MRN: 44821907.";
        let minimum = least::of(
            anteroom_policy::UseCase::named("prior_authorization_letter"),
            &[],
        );
        let look = look(&engine, &[("history", history)], minimum.as_ref()).unwrap();
        let leaving = &look.fields.first().unwrap().leaving;
        assert!(leaving.contains("Diagnosis: RA"), "{leaving}");
        for gone in ["alone", "Reyes", "44821907", "[MRN_1]"] {
            assert!(!leaving.contains(gone), "{leaving}");
        }
        let removed: Vec<_> = look.removed.into_iter().collect();
        assert_eq!(removed, [("mrn", 1), ("name", 1), ("social_history", 1)]);
    }
}
