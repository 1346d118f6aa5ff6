//! Pages to take away: a plain document, written as Markdown, HTML or PDF.
//!
//! A [`Document`] is texts in blocks; what they are about is nobody's business here. All forms say the same: a form that
//! left something out would be a lie. Texts are texts: nothing in them is read as markup. PDF needs the feature `pdf`,
//! which brings typst; its only fonts are those in `fonts/`, and it reads no file.
#![deny(missing_docs)]

mod document;
mod html;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(test)]
mod tests;

pub use document::{Block, Cell, Document, Field, Tone};
pub use html::html;
pub use markdown::markdown;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, pdf};
