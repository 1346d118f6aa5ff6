//! PDF, set by typst from a fixed template: one for documents, one for letters.
//!
//! The document goes in as JSON, so no text of it is ever read as markup. The template may open no file and sees no
//! date and no font but those built in: the same document gives the same bytes.

use jiff::civil::Date;
use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::document::Document;
use crate::letter::Letter;

const DOCUMENT: &str = include_str!("pdf/document.typ");
const LETTER: &str = include_str!("pdf/letter.typ");
const FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/PublicSans-Regular.ttf"),
    include_bytes!("../fonts/PublicSans-Bold.ttf"),
];

/// A PDF could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The text has letters that the fonts in here do not have; on the page they would be empty boxes.
    #[error("a PDF takes Latin letters only; this text has others. Take it as Word")]
    Letters,
    /// The template cannot be set.
    #[error("the PDF could not be set: {0}")]
    Unset(String),
}

/// The document as PDF.
///
/// # Errors
/// When the template cannot be set; the tests set it with every kind of block.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let mut value = serde_json::to_value(document).map_err(unset)?;
    if let Some(value) = value.as_object_mut() {
        value.insert("day_in_words".to_owned(), document.day_in_words().into());
    }
    set(Press::new(DOCUMENT, value.to_string()), document.day)
}

/// A letter as PDF.
///
/// # Errors
/// When it has letters that the fonts do not have, or the template cannot be set.
pub fn letter_pdf(letter: &Letter) -> Result<Vec<u8>, PdfError> {
    let mut value = serde_json::to_value(letter).map_err(unset)?;
    let day = letter.day.strftime("%B %-d, %Y").to_string();
    if let Some(letter) = value.as_object_mut() {
        letter.insert("day_in_words".to_owned(), day.into());
    }
    let press = Press::new(LETTER, value.to_string());
    match press.has_letters_of(&value) {
        true => set(press, letter.day),
        false => Err(PdfError::Letters),
    }
}

fn unset(error: serde_json::Error) -> PdfError {
    PdfError::Unset(error.to_string())
}

fn set(press: Press, day: Date) -> Result<Vec<u8>, PdfError> {
    let fault = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        let first = errors.first();
        PdfError::Unset(first.map(|one| one.message.to_string()).unwrap_or_default())
    };
    let pages: PagedDocument = typst::compile(&press).output.map_err(fault)?;
    let (year, month, date) = (i32::from(day.year()), day.month(), day.day());
    let at = Datetime::from_ymd(year, month.unsigned_abs(), date.unsigned_abs());
    let options = PdfOptions {
        creator: Smart::Custom(Some("Anteroom".to_owned())),
        timestamp: at.map(Timestamp::new_utc),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(fault)
}

/// All that the template may see.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

impl Press {
    fn new(template: &str, document: String) -> Press {
        let mut inputs = Dict::new();
        inputs.insert("document".into(), document.into_value());
        let fonts: Vec<Font> = FONTS
            .iter()
            .flat_map(|font| Font::iter(Bytes::new(*font)))
            .collect();
        Press {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::detached(template),
        }
    }

    /// Whether the regular font has every letter of every text; what only breaks or parts words needs none.
    fn has_letters_of(&self, value: &Value) -> bool {
        let mut values = match value {
            Value::String(text) => return text.chars().all(|c| self.has_letter(c)),
            Value::Array(values) => values.iter().collect::<Vec<_>>(),
            Value::Object(fields) => fields.values().collect(),
            _ => return true,
        }
        .into_iter();
        values.all(|value| self.has_letters_of(value))
    }

    fn has_letter(&self, c: char) -> bool {
        let has = |font: &Font| font.info().coverage.contains(c.into());
        c.is_control() || c.is_whitespace() || self.fonts.first().is_some_and(has)
    }
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.template.id() {
            true => Ok(self.template.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
