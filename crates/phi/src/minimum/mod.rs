//! The least that a use case needs (45 CFR 164.502(b), 164.514(d)): of a chart, only the fields that its protocol lists.
//!
//! Fields are known by their labels (`field`): in lines (`line`), tables (`table`), HL7 v2 segments (`hl7`) and JSON, FHIR
//! among it (`json`). What is not listed is taken out, and counted by its code. Free text has no fields; there, identifiers
//! of kinds that no listed field needs are blocked out for good (`mask`). What neither has a known label nor identifies
//! anybody stays: it is the request itself.

mod field;
mod hl7;
mod json;
mod line;
mod mask;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::kind::Kind;
use crate::span::Span;
use crate::visit::TextAt;
use field::Field;

pub use mask::Masked;

/// Stands for a field of a record that no chart is known to have; its name is not told.
const OTHER: &str = "other";

/// The fields that leave it open what is in them: whatever was written there is what the use case is about.
const WHOLE: [&str; 2] = ["message", "text"];

/// What a use case lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minimum {
    fields: BTreeSet<&'static str>,
    kinds: BTreeSet<Kind>,
    /// Whether it was typed into a form whose answer needs the names back.
    in_form: bool,
}

/// Texts without what is not listed. Holds clinical text: it has no `Debug`.
pub struct Trimmed {
    /// The texts, in their order.
    pub texts: Vec<String>,
    /// What was taken out of each.
    pub gone: Vec<String>,
    /// How many parts were taken out, by the code of their field.
    pub removed: BTreeMap<&'static str, u32>,
}

/// What a list says of a field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its code; of several that a label names, the one that is listed.
    pub code: &'static str,
    /// Whether charts are known to have such a field.
    pub is_known: bool,
    /// Whether it is listed.
    pub is_listed: bool,
    /// What its words are where they say who somebody is; none for a clinical field.
    pub kind: Option<Kind>,
}

/// A part of a text that goes.
struct Cut {
    /// The code that it counts under; none for a further part of the one before.
    code: Option<&'static str>,
    span: Span,
}

impl Cut {
    fn new(code: &'static str, span: Span) -> Cut {
        Cut {
            code: Some(code),
            span,
        }
    }

    fn more(span: Span) -> Cut {
        Cut { code: None, span }
    }
}

impl Minimum {
    /// What a protocol lists: codes of fields. One that nobody knows lists nothing.
    pub fn of<'c>(protocol: impl IntoIterator<Item = &'c str>) -> Minimum {
        let fields = protocol.into_iter().filter_map(field::of);
        let mut minimum = Minimum::default();
        for field in fields {
            minimum.fields.insert(field.code);
            minimum.kinds.extend(field.kinds);
        }
        minimum
    }

    /// The same for what somebody typed into a form that has no fields for identity: who it is about stays to be replaced, and
    /// is put back in the answer.
    #[must_use]
    pub fn in_form(self) -> Minimum {
        Minimum {
            in_form: true,
            ..self
        }
    }

    /// Whether identifiers that are replaced may come back in the answer, whatever is listed.
    #[must_use]
    pub fn has_way_back(&self) -> bool {
        self.in_form
    }

    /// The codes of all fields that charts are known to have.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        field::FIELDS.iter().map(|field| field.code)
    }

    /// Whether this is the code of a field.
    #[must_use]
    pub fn knows(code: &str) -> bool {
        field::of(code).is_some()
    }

    /// What becomes of a field with this label. One that no chart is known to have is never listed.
    #[must_use]
    pub fn judge(&self, label: &str) -> Judged {
        let fields = field::named(label).unwrap_or_default();
        let listed = fields.iter().find(|field| self.lists(&[**field]));
        let field = listed.or(fields.first());
        let kinds = field
            .filter(|field| field.is_identity)
            .map(|field| field.kinds);
        Judged {
            code: field.map_or(OTHER, |field| field.code),
            is_known: field.is_some(),
            is_listed: listed.is_some(),
            kind: kinds.and_then(|kinds| kinds.last().copied()),
        }
    }

    /// Whether everything that was written is listed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        WHOLE.iter().any(|code| self.fields.contains(code))
    }

    /// Whether a listed field needs identifiers of this kind.
    #[must_use]
    pub fn needs(&self, kind: Kind) -> bool {
        self.is_whole() || self.kinds.contains(&kind)
    }

    /// Takes out of the texts that `is_part` chooses, which [`crate::visit::texts`] read, what is not listed.
    #[must_use]
    pub fn trim(&self, texts: &[TextAt], is_part: impl Fn(&TextAt) -> bool) -> Trimmed {
        let mut trimmed = Trimmed {
            texts: texts.iter().map(|text| text.text.clone()).collect(),
            gone: vec![String::new(); texts.len()],
            removed: BTreeMap::new(),
        };
        if self.is_whole() {
            return trimmed;
        }
        let fates = json::fates(self, texts, &is_part);
        let pieces = trimmed.texts.iter_mut().zip(&mut trimmed.gone);
        for ((text, (new, gone)), fate) in texts.iter().zip(pieces).zip(fates) {
            match fate {
                json::Fate::Goes { code } => {
                    *gone = std::mem::take(new);
                    count(&mut trimmed.removed, code);
                }
                json::Fate::Renamed(name) => *gone = std::mem::replace(new, name),
                json::Fate::Stays if is_part(text) => {
                    (*new, *gone) = self.cut(&text.text, &mut trimmed.removed);
                }
                json::Fate::Stays => {}
            }
        }
        trimmed
    }

    /// One text without the parts that are not listed, and those parts.
    fn cut(&self, text: &str, removed: &mut BTreeMap<&'static str, u32>) -> (String, String) {
        let mut cuts = Vec::new();
        let mut taken = HashSet::new();
        hl7::find(self, text, &mut taken, &mut cuts);
        table::find(self, text, &mut taken, &mut cuts);
        line::find(self, text, &taken, &mut cuts);
        cuts.sort_by_key(|cut| cut.span);
        let (mut out, mut gone) = (String::with_capacity(text.len()), String::new());
        let mut at = 0;
        for Cut { code, span } in cuts {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            gone.push_str(text.get(at.max(span.start)..span.end).unwrap_or_default());
            if !gone.ends_with('\n') {
                gone.push('\n');
            }
            at = at.max(span.end);
            if let Some(code) = code {
                count(removed, code);
            }
        }
        out.push_str(text.get(at..).unwrap_or_default());
        (out, gone)
    }

    /// Whether one of these fields is listed. A note holds whatever is clinical.
    fn lists(&self, fields: &[&Field]) -> bool {
        let note = self.fields.contains("note");
        fields.iter().any(|field| match field.is_identity {
            true => self.in_form || self.fields.contains(field.code),
            false => note || self.fields.contains(field.code),
        })
    }
}

/// The code under which what has this label goes; none when it stays: listed, or no field of a chart.
fn code(minimum: &Minimum, label: &str) -> Option<&'static str> {
    let fields = field::named(label)?;
    let first = fields.first()?;
    (!minimum.lists(fields)).then_some(first.code)
}

fn count(removed: &mut BTreeMap<&'static str, u32>, code: &'static str) {
    let count = removed.entry(code).or_default();
    *count = count.saturating_add(1);
}
