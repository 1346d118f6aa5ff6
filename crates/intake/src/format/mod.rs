//! Whole documents: their texts, and the way to write changed ones back so that the format stays as it was.
//!
//! A [`Document`] is its source and the places in it where text stands. Every format is a reader that finds the places
//! and a way of writing at them, one file each; all else is copied as it is, so that a document of which nothing changed
//! comes back byte for byte. What is not surely of a format is plain text, which is one place.

mod codes;
mod hl7;
mod inspect;
mod json;
mod place;
mod reading;
mod replace;
mod separated;
mod xml;

use std::collections::HashMap;
use std::ops::Range;

use anteroom_phi::Segment;

pub use inspect::Inspected;
pub use replace::{ReplaceError, Scrubbed};

use place::{Place, Writing};

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// HL7 version 2 messages.
    Hl7,
    /// JSON, FHIR among it.
    Json,
    /// JSON documents on lines of their own.
    JsonLines,
    /// A table with marks between its cells: CSV, TSV.
    Table,
    /// Plain text, and all that is not surely something else.
    Text,
    /// XML, C-CDA among it.
    Xml,
}

impl Format {
    /// The word for it in data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Hl7 => "hl7",
            Self::Json => "json",
            Self::JsonLines => "json_lines",
            Self::Table => "table",
            Self::Text => "text",
            Self::Xml => "xml",
        }
    }

    /// What the end of a file's name promises, without the dot; the content has the last word.
    #[must_use]
    pub fn promised(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "hl7" => Some(Self::Hl7),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "csv" | "tsv" | "tab" => Some(Self::Table),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }
}

/// A document. Holds clinical text: it has no `Debug`.
pub struct Document {
    source: String,
    format: Format,
    /// Sorted and disjoint.
    places: Vec<Place>,
    /// Objects and the places of their keys; see [`json::Texts`].
    keys: Vec<(usize, usize)>,
}

/// Two keys of one object would become the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two keys of one object would become the same")]
pub struct Collision;

/// What some programs put before UTF-8 text.
const BYTE_ORDER_MARK: char = '\u{feff}';

impl Document {
    /// Reads a document in the format that its content shows. `promised` is what it is called; it only helps to tell a
    /// table, which has no signs of its own.
    #[must_use]
    pub fn read(source: String, promised: Option<Format>) -> Self {
        let start = start(&source);
        let parts = |format, places| Some((format, places, Vec::new()));
        let json = || {
            let texts = json::read(&source, start)?;
            let format = if texts.documents > 1 {
                Format::JsonLines
            } else {
                Format::Json
            };
            Some((format, texts.places, texts.keys))
        };
        let is_table = promised == Some(Format::Table);
        let read = hl7::read(&source, start)
            .and_then(|places| parts(Format::Hl7, places))
            .or_else(json)
            .or_else(|| parts(Format::Xml, xml::read(&source, start)?))
            .or_else(|| parts(Format::Table, separated::read(&source, start, is_table)?));
        match read {
            Some((format, places, keys)) => Self {
                source,
                format,
                places,
                keys,
            },
            None => Self::text(source),
        }
    }

    /// A document that is read as plain text, whatever it holds.
    #[must_use]
    pub fn text(source: String) -> Self {
        let whole = Place::new(0..source.len(), Writing::Plain);
        Self {
            source,
            format: Format::Text,
            places: vec![whole],
            keys: Vec::new(),
        }
    }

    /// What it is written in.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The document as it was read.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its texts in the order in which they stand, escapes undone.
    #[must_use]
    pub fn segments(&self) -> Vec<Segment<'_>> {
        self.places
            .iter()
            .map(|place| place.segment(&self.source))
            .collect()
    }

    /// The document with these texts, one for each of [`Self::segments`]. What does not change is copied byte for byte, and
    /// so is a text for which there is none.
    ///
    /// # Errors
    /// [`Collision`]: nothing is written then.
    pub fn write(&self, texts: &[String]) -> Result<String, Collision> {
        self.check_keys(texts)?;
        let mut out = String::with_capacity(self.source.len());
        let mut at = 0;
        let edits = self.places.iter().zip(texts);
        for (span, new) in edits.filter_map(|(place, new)| place.edit(&self.source, new)) {
            out.push_str(self.part(at..span.start));
            out.push_str(&new);
            at = span.end;
        }
        out.push_str(self.part(at..self.source.len()));
        Ok(out)
    }

    /// Where in the source a part of a text is written.
    #[must_use]
    pub fn written(&self, segment: usize, part: &Range<usize>) -> Range<usize> {
        let place = self.places.get(segment);
        place.map_or(0..0, |place| place.written(part))
    }

    fn part(&self, span: Range<usize>) -> &str {
        self.source.get(span).unwrap_or_default()
    }

    /// Two keys that differed must not become one; a document that repeats a key may go on doing so.
    fn check_keys(&self, texts: &[String]) -> Result<(), Collision> {
        let mut held: HashMap<(usize, &str), &str> = HashMap::new();
        for (object, key) in &self.keys {
            let (Some(place), Some(new)) = (self.places.get(*key), texts.get(*key)) else {
                continue;
            };
            let old = place.text(&self.source);
            if *held.entry((*object, new.as_str())).or_insert(old) != old {
                return Err(Collision);
            }
        }
        Ok(())
    }
}

/// Where a document begins, behind the marks that some programs put before it.
fn start(source: &str) -> usize {
    source.len() - source.trim_start_matches(BYTE_ORDER_MARK).len()
}

#[cfg(test)]
mod tests;
