//! Word (.docx): Office Open XML, ECMA-376 part 1 (WordprocessingML) in the container of part 2.
//!
//! Written by hand, because it is little: fixed parts for the look, and a body of paragraphs and tables. Nothing in it is
//! a macro, a field that is run, or a link to somewhere else. The same document gives the same bytes.

mod body;
mod document;
mod letter;
#[cfg(test)]
pub(crate) mod tests;

use std::io::{Cursor, Write as _};

use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use self::body::{Body, inert};
use crate::document::Document;
use crate::letter::Letter;

const CONTENT_TYPES: &str = include_str!("docx/content_types.xml");
const ROOT: &str = include_str!("docx/root_rels.xml");
const RELATIONS: &str = include_str!("docx/document_rels.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const FONTS: &str = include_str!("docx/font_table.xml");
/// The name that belongs to every tag of the body.
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// What stands around a body.
struct Paper<'t> {
    title: &'t str,
    author: &'t str,
    made_with: &'t str,
    day: Date,
    footer: &'t str,
}

/// A document as a Word file.
///
/// # Errors
/// When the file cannot be put together; memory holds it, so it can.
pub fn docx(document: &Document) -> std::io::Result<Vec<u8>> {
    let paper = Paper {
        title: &document.title,
        author: &document.about,
        made_with: "",
        day: document.day,
        footer: &document.footer,
    };
    pack(&paper, &document::body(document))
}

/// A letter as a Word file.
///
/// # Errors
/// When the file cannot be put together; memory holds it, so it can.
pub fn letter_docx(letter: &Letter) -> std::io::Result<Vec<u8>> {
    let paper = Paper {
        title: &letter.title,
        author: letter.sender.first().map_or("", String::as_str),
        made_with: &letter.made_with,
        day: letter.day,
        footer: "",
    };
    pack(&paper, &letter::body(letter))
}

fn pack(paper: &Paper<'_>, body: &Body) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed moment: the day is in the properties.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    for (name, content) in [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", ROOT),
        ("docProps/core.xml", &properties(paper)),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/document.xml", &body.page()),
        ("word/fontTable.xml", FONTS),
        ("word/footer.xml", &footer(paper.footer)),
        ("word/numbering.xml", &body.numbering()),
        ("word/styles.xml", STYLES),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn properties(paper: &Paper<'_>) -> String {
    let [title, author, made_with] = [paper.title, paper.author, paper.made_with].map(inert);
    let day = paper.day;
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:subject>{made_with}</dc:subject>\
         <dc:creator>{author}</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         </cp:coreProperties>"
    )
}

/// The line under every page, with its number.
fn footer(says: &str) -> String {
    let field = |name: &str| {
        format!("<w:fldSimple w:instr=\"{name}\"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    let (page, of) = (field("PAGE"), field("NUMPAGES"));
    let says = inert(says);
    format!(
        "{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{says}</w:t></w:r>\
         <w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">Page </w:t></w:r>{page}\
         <w:r><w:t xml:space=\"preserve\"> of </w:t></w:r>{of}</w:p></w:ftr>"
    )
}
