//! Pages to take away: a plain document, written as Markdown, HTML, Word or PDF; and letters.
//!
//! A [`Document`] is texts in blocks; what they are about is nobody's business here. All forms say the same: a form that
//! left something out would be a lie. Texts are texts: nothing in them is read as markup. A [`Letter`] is a written text
//! on the practice's paper; it alone is read for headings, lists, tables and bold words ([`parts`]). PDF needs the feature `pdf`,
//! which brings typst; its only fonts are those in `fonts/`, and it reads no file.
#![deny(missing_docs)]

mod document;
mod docx;
mod html;
mod letter;
mod markdown;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(test)]
mod tests;

pub use document::{Block, Cell, Document, Field, Tone};
pub use docx::{docx, letter_docx};
pub use html::{html, html_below};
pub use letter::{Item, Letter, List, Part, Run, parts};
pub use markdown::markdown;
#[cfg(feature = "pdf")]
pub use pdf::{PdfError, letter_pdf, pdf};
