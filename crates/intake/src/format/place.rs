//! One place of a document in which text stands, and how a new text is written there.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use anteroom_phi::{Join, Segment};

use super::reading::Reading;
use super::{hl7, json, separated, xml};

/// A place with text. Holds clinical text: it has no `Debug`.
pub(super) struct Place {
    /// Where it is written in the source, without quotes.
    pub(super) span: Range<usize>,
    /// What names it: a key, a column's title, an element.
    pub(super) label: Option<Arc<str>>,
    /// The text, where it is not as it is written.
    pub(super) reading: Option<Reading>,
    pub(super) writing: Writing,
    pub(super) join: Join,
    /// Whether it is a code of a published code system: nothing is looked for in it.
    pub(super) is_code: bool,
}

/// How a text is written at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    Hl7(hl7::Signs),
    Json(json::Quoting),
    Plain,
    Separated(separated::Cell),
    Xml(xml::Spot),
}

impl Place {
    pub(super) fn new(span: Range<usize>, writing: Writing) -> Self {
        Self {
            span,
            label: None,
            reading: None,
            writing,
            join: Join::Separate,
            is_code: false,
        }
    }

    /// The text at this place of the source.
    pub(super) fn text<'t>(&'t self, source: &'t str) -> &'t str {
        match &self.reading {
            Some(reading) => reading.text(),
            None => source.get(self.span.clone()).unwrap_or_default(),
        }
    }

    /// The text for the finder.
    pub(super) fn segment<'t>(&'t self, source: &'t str) -> Segment<'t> {
        Segment {
            text: self.text(source),
            label: self.label.as_deref(),
            join: self.join,
            identifier: false,
        }
    }

    /// The part of the text that is written at a stretch of the source.
    pub(super) fn read(&self, written: &Range<usize>) -> Range<usize> {
        let written =
            written.start.max(self.span.start)..written.end.min(self.span.end).max(self.span.start);
        match &self.reading {
            Some(reading) => reading.read(&written),
            None => {
                let start = written.start - self.span.start;
                start..start + written.len()
            }
        }
    }

    /// Where in the source a part of the text is written.
    pub(super) fn written(&self, read: &Range<usize>) -> Range<usize> {
        match &self.reading {
            Some(reading) => reading.written(read),
            None => self.span.start + read.start..self.span.start + read.end,
        }
    }

    /// What is to be written over which stretch of the source so that this place reads `new`; nothing when it does already.
    /// What stays the same at both ends is not written anew, so that it keeps its escapes.
    pub(super) fn edit(&self, source: &str, new: &str) -> Option<(Range<usize>, String)> {
        let old = self.text(source);
        if old == new {
            return None;
        }
        let (from, to) = match self.writing.is_whole(new) {
            true => (0, 0),
            false => ends(old, new),
        };
        let span = self.written(&(from..old.len() - to));
        let middle = new.get(from..new.len() - to).unwrap_or(new);
        Some((span, self.writing.write(middle).into_owned()))
    }
}

impl Writing {
    /// Whether how a text is written depends on all of it.
    fn is_whole(self, text: &str) -> bool {
        match self {
            Self::Json(quoting) => quoting.bare,
            Self::Separated(cell) => !cell.quoted,
            Self::Xml(spot) => spot.is_whole(text),
            Self::Hl7(_) | Self::Plain => false,
        }
    }

    fn write(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Hl7(signs) => signs.write(text),
            Self::Json(quoting) => Cow::Owned(quoting.write(text)),
            Self::Plain => Cow::Borrowed(text),
            Self::Separated(cell) => cell.write(text),
            Self::Xml(spot) => spot.write(text),
        }
    }
}

/// How many bytes two texts share at their beginning and at their end, whole characters only and without overlap.
fn ends(old: &str, new: &str) -> (usize, usize) {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
    let from: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (
        old.get(from..).unwrap_or_default(),
        new.get(from..).unwrap_or_default(),
    );
    let same = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(a, b)| a == b);
    (from, same.map(|(c, _)| c.len_utf8()).sum())
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn ends_never_overlap() {
        for (old, new, shared) in [
            ("aa", "a", (1, 0)),
            ("a", "aa", (1, 0)),
            ("xéy", "xèy", (1, 1)),
            ("", "a", (0, 0)),
            ("ab", "cd", (0, 0)),
        ] {
            assert_eq!(ends(old, new), shared, "{old} {new}");
        }
    }
}
