//! PDF, set by typst from one fixed template.
//!
//! The document goes in as JSON, so no text of it is ever read as markup. The template may open no file and sees no
//! date and no font but those built in: the same document gives the same bytes.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue, Smart};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::document::Document;

const TEMPLATE: &str = include_str!("pdf/document.typ");
const FONTS: [&[u8]; 2] = [
    include_bytes!("../fonts/PublicSans-Regular.ttf"),
    include_bytes!("../fonts/PublicSans-Bold.ttf"),
];

/// A PDF could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the PDF could not be set: {0}")]
pub struct PdfError(String);

/// The document as PDF.
///
/// # Errors
/// When the template cannot be set; the tests set it with every kind of block.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let press = Press::new(document)?;
    let fault = |errors: typst::ecow::EcoVec<typst::diag::SourceDiagnostic>| {
        let first = errors.first();
        PdfError(first.map(|one| one.message.to_string()).unwrap_or_default())
    };
    let pages: PagedDocument = typst::compile(&press).output.map_err(fault)?;
    let day = document.day;
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
    fn new(document: &Document) -> Result<Press, PdfError> {
        let text = serde_json::to_string(document).map_err(|error| PdfError(error.to_string()))?;
        let mut inputs = Dict::new();
        inputs.insert("document".into(), text.into_value());
        let fonts: Vec<Font> = FONTS
            .iter()
            .flat_map(|font| Font::iter(Bytes::new(*font)))
            .collect();
        Ok(Press {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::detached(TEMPLATE),
        })
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
