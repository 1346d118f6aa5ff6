//! Paragraphs, lists and tables of a Word file.

use std::fmt::Write as _;

use super::{W, XML};
use crate::letter::{List, Run};

/// Levels of points in points.
const LEVELS: usize = 4;
/// How wide the text is, in twentieths of a point: US Letter less its margins.
const WIDTH: u32 = 9792;

/// What stands on the pages, and the numbered lists in it.
#[derive(Default)]
pub(super) struct Body {
    xml: String,
    /// Each list's first number, none where it has no numbers, and how many lists it stands in.
    lists: Vec<(Option<u32>, usize)>,
}

/// Words that are written alike, one style each.
pub(super) fn plain(text: &str) -> Vec<Run> {
    vec![Run {
        bold: false,
        text: text.to_owned(),
    }]
}

impl Body {
    /// A paragraph of lines, in a style of `styles.xml`.
    pub(super) fn paragraph(&mut self, style: &str, lines: &[Vec<Run>]) {
        self.xml.push_str(&paragraph(style, "", lines));
    }

    /// A paragraph of one line.
    pub(super) fn line(&mut self, style: &str, text: &str) {
        self.paragraph(style, &[plain(text)]);
    }

    /// Points without numbers.
    pub(super) fn points(&mut self, items: &[Vec<Run>]) {
        let list = self.begin_list(None, 0);
        for item in items {
            self.point(list, 0, item);
        }
    }

    /// Points, with numbers where they have some, and the points below each.
    pub(super) fn list(&mut self, list: &List) {
        self.list_at(list, 0);
    }

    fn list_at(&mut self, list: &List, depth: usize) {
        let number = self.begin_list(list.start, depth);
        for item in &list.items {
            self.point(number, depth, &item.runs);
            for below in &item.lists {
                self.list_at(below, (depth + 1).min(LEVELS - 1));
            }
        }
    }

    /// Begins a list with a count of its own, and gives its number.
    fn begin_list(&mut self, start: Option<u32>, depth: usize) -> usize {
        self.lists.push((start, depth));
        self.lists.len()
    }

    fn point(&mut self, list: usize, depth: usize, words: &Vec<Run>) {
        let number =
            format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        let point = paragraph("ListParagraph", &number, std::slice::from_ref(words));
        self.xml.push_str(&point);
    }

    /// A table; its first row is its head, and is repeated on every page. The widths are parts of the whole.
    pub(super) fn table(&mut self, widths: &[u32], rows: &[Vec<Vec<Run>>]) {
        let whole: u32 = widths.iter().sum::<u32>().max(1);
        let widths: Vec<u32> = widths.iter().map(|width| width * WIDTH / whole).collect();
        self.xml.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Lines\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            // Writing to a String cannot fail.
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml.push_str("</w:tblGrid>");
        for (at, cells) in rows.iter().enumerate() {
            let row = row(at == 0, &widths, cells);
            self.xml.push_str(&row);
        }
        // Word wants a paragraph after a table.
        self.xml.push_str("</w:tbl><w:p/>");
    }

    /// What follows begins on a page of its own.
    pub(super) fn new_page(&mut self) {
        self.xml
            .push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    }

    /// The part `word/document.xml`.
    pub(super) fn page(&self) -> String {
        let xml = &self.xml;
        format!(
            "{XML}<w:document {W} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>{xml}\
             <w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/>\
             <w:pgMar w:top=\"1224\" w:right=\"1224\" w:bottom=\"1224\" w:left=\"1224\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
             </w:sectPr></w:body></w:document>"
        )
    }

    /// The part `word/numbering.xml`: points and numbers, and for each list its own count.
    pub(super) fn numbering(&self) -> String {
        let points = kind(0, "bullet", |depth| match depth % 2 {
            0 => "\u{2022}".to_owned(),
            _ => "\u{2013}".to_owned(),
        });
        let numbers = kind(1, "decimal", |depth| format!("%{}.", depth + 1));
        let mut lists = String::new();
        for (id, (start, depth)) in (1..).zip(&self.lists) {
            // Writing to a String cannot fail.
            let _ = match start {
                None => write!(
                    lists,
                    "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"0\"/></w:num>"
                ),
                Some(start) => write!(
                    lists,
                    "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{depth}\">\
                     <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>"
                ),
            };
        }
        format!("{XML}<w:numbering {W}>{points}{numbers}{lists}</w:numbering>")
    }
}

/// A kind of list, with what stands before a point at each level. Each level stands further in than the one above it.
fn kind(id: u8, format: &str, text: impl Fn(usize) -> String) -> String {
    let level = |depth: usize| {
        let (text, left) = (text(depth), 454 + 397 * depth);
        format!(
            "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"340\"/></w:pPr></w:lvl>"
        )
    };
    let levels: String = (0..LEVELS).map(level).collect();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{levels}</w:abstractNum>"
    )
}

fn row(is_head: bool, widths: &[u32], cells: &[Vec<Run>]) -> String {
    let head = if is_head {
        "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    } else {
        "<w:trPr><w:cantSplit/></w:trPr>"
    };
    let style = if is_head { "Head" } else { "Cell" };
    let cell = |(width, words): (&u32, &Vec<Run>)| {
        let words = paragraph(style, "", std::slice::from_ref(words));
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{words}</w:tc>")
    };
    let cells: String = widths.iter().zip(cells).map(cell).collect();
    format!("<w:tr>{head}{cells}</w:tr>")
}

fn paragraph(style: &str, more: &str, lines: &[Vec<Run>]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|runs| runs.iter().map(run).collect())
        .collect();
    let lines = lines.join("<w:r><w:br/></w:r>");
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{lines}</w:p>")
}

fn run(run: &Run) -> String {
    let bold = if run.bold {
        "<w:rPr><w:b/></w:rPr>"
    } else {
        ""
    };
    format!(
        "<w:r>{bold}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        inert(&run.text)
    )
}

/// The text, such that nothing in it is read as markup, without what XML 1.0 cannot hold.
pub(super) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
