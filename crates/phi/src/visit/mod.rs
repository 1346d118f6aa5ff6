//! Every text of a JSON document, with its path.
//!
//! What is not text is listed in a [`Plan`]; everything else is visited: strings, object keys, numbers, fields nobody
//! has heard of, JSON inside strings (tool arguments). [`texts`] reads them out and [`rewrite`] puts changed ones back at
//! the same places; both walk with the same steps (`walk`), so that they cannot disagree. Text that is encoded in another
//! way (percent signs, base64) is visited as it stands; the engine reads it.

pub mod json;
mod path;
mod plan;
mod walk;

pub use path::{Path, Place, Step};
pub use plan::Plan;

use crate::segment::{Join, Segment};
use serde_json::Value;
use std::fmt;
use walk::{Visitor, Walk};

/// One text of a document.
#[derive(Clone, PartialEq, Eq)]
pub struct TextAt {
    /// Where it stands.
    pub path: Path,
    /// The text, all escapes undone; a number as it is written.
    pub text: String,
    /// The nearest key above a value, as written; a key has none.
    pub label: Option<String>,
    /// What it is there.
    pub place: Place,
}

/// Why a document could not be visited or rewritten. Nothing of it may be sent then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VisitError {
    /// Two keys of one object would become the same.
    #[error("two keys of one object would become the same")]
    Collision,
    /// The texts are not those of this document.
    #[error("the texts do not belong to this document")]
    Mismatch,
    /// It is nested deeper than 128 levels, or has documents in strings in strings deeper than 8.
    #[error("the document is nested too deep to be checked")]
    TooDeep,
    /// It holds more than [`MOST_TEXTS`] texts.
    #[error("the document holds more texts than can be checked")]
    TooMany,
}

/// The most texts of one document: far more than a conversation has, and few enough to be held in memory with their paths.
pub const MOST_TEXTS: usize = 100_000;

/// Every text of `doc` that the plan does not exempt, in document order, a key before its value.
///
/// # Errors
/// [`VisitError::TooDeep`], [`VisitError::TooMany`]: then nothing was visited.
pub fn texts(doc: &Value, plan: &Plan) -> Result<Vec<TextAt>, VisitError> {
    let mut reader = Reader(Vec::new());
    Walk::new(plan, &mut reader).value(doc)?;
    Ok(reader.0)
}

/// Puts `new` in the places of `texts`, which [`texts`] read from the same document with the same plan.
///
/// A number that changes becomes a string. A document inside a string keeps every byte outside the changed texts.
///
/// # Errors
/// [`VisitError::Mismatch`] when texts and document differ or the lists are not equally long,
/// [`VisitError::Collision`] when two keys would become one. The document is unchanged then.
pub fn rewrite(
    doc: &mut Value,
    plan: &Plan,
    texts: &[TextAt],
    new: &[String],
) -> Result<(), VisitError> {
    if texts.len() != new.len() {
        return Err(VisitError::Mismatch);
    }
    let mut writer = Writer {
        rest: texts.iter().zip(new),
    };
    let changed = Walk::new(plan, &mut writer).value(doc)?;
    if writer.rest.next().is_some() {
        return Err(VisitError::Mismatch);
    }
    if let Some(changed) = changed {
        *doc = changed;
    }
    Ok(())
}

/// The texts as segments for the engine: elements of one list, such as chunks and messages, join the one before.
#[must_use]
pub fn segments(texts: &[TextAt]) -> Vec<Segment<'_>> {
    let before = std::iter::once(None).chain(texts.iter().map(Some));
    let segment = |(before, text): (Option<&TextAt>, &'_ TextAt)| {
        before.map_or(Join::Separate, |before| text.join_after(before))
    };
    texts
        .iter()
        .zip(before)
        .map(|(text, before)| Segment {
            text: &text.text,
            label: text.label.as_deref(),
            join: segment((before, text)),
            identifier: false,
        })
        .collect()
}

impl TextAt {
    /// Whether a reader sees this text directly after the other: both are values, and the paths part at two
    /// neighboring elements of one list.
    #[must_use]
    pub fn join_after(&self, before: &Self) -> Join {
        let values = self.place != Place::Key && before.place != Place::Key;
        if values && self.path.follows(&before.path) {
            Join::Adjacent
        } else {
            Join::Separate
        }
    }
}

struct Reader(Vec<TextAt>);

impl Visitor for Reader {
    fn text(
        &mut self,
        path: &Path,
        place: Place,
        text: &str,
    ) -> Result<Option<String>, VisitError> {
        if self.0.len() == MOST_TEXTS {
            return Err(VisitError::TooMany);
        }
        let label = path.label(place).map(str::to_owned);
        self.0.push(TextAt {
            path: path.clone(),
            text: text.to_owned(),
            label,
            place,
        });
        Ok(None)
    }
}

struct Writer<'t, I: Iterator<Item = (&'t TextAt, &'t String)>> {
    rest: I,
}

impl<'t, I: Iterator<Item = (&'t TextAt, &'t String)>> Visitor for Writer<'t, I> {
    fn text(
        &mut self,
        path: &Path,
        place: Place,
        text: &str,
    ) -> Result<Option<String>, VisitError> {
        let (old, new) = self.rest.next().ok_or(VisitError::Mismatch)?;
        if old.text != text || old.place != place || old.path != *path {
            return Err(VisitError::Mismatch);
        }
        Ok((new != text).then(|| new.clone()))
    }
}

impl fmt::Debug for TextAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextAt")
            .field("path", &self.path)
            .field("bytes", &self.text.len())
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
