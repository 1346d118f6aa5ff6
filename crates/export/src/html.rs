//! HTML in one file: no script, nothing loaded from anywhere, fit for printing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::document::{Block, Cell, Document, Tone};

/// A table of so many rows is kept on one sheet of paper.
const SHORT: usize = 8;

const STYLE: &str = include_str!("style.css");

/// The document as a page of HTML.
#[must_use]
pub fn html(document: &Document) -> String {
    whole(document, "")
}

/// The same, with a link to the page from which it was opened. It is not printed.
#[must_use]
pub fn html_below(document: &Document, path: &str, title: &str) -> String {
    let (path, title) = (inert(path), inert(title));
    let link = format!("<p class=\"back\"><a href=\"{path}\">{title}</a></p>\n");
    whole(document, &link)
}

fn whole(document: &Document, above: &str) -> String {
    let Document {
        title,
        about,
        day: _,
        blocks,
        footer,
    } = document;
    let (title, about, footer) = (inert(title), inert(about), inert(footer));
    let day = document.day_in_words();
    let mut body = String::new();
    let mut regions = Regions::default();
    for block in blocks {
        write(&mut body, block, &mut regions);
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}: {about}, {day}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{above}\
         <header><p class=\"about\">{about}, {day}</p>\n<h1>{title}</h1></header>\n{body}</main>\n\
         <footer>{footer}</footer>\n</body>\n</html>\n"
    )
}

/// What the tables are called for whoever hears the page: as the heading before them, and no two alike.
#[derive(Default)]
struct Regions {
    heading: String,
    taken: BTreeMap<String, usize>,
}

impl Regions {
    fn next(&mut self) -> String {
        let heading = match &*self.heading {
            "" => "Table",
            heading => heading,
        };
        let count = self.taken.entry(heading.to_owned()).or_default();
        *count += 1;
        match count {
            1 => inert(heading),
            more => format!("{}, table {more}", inert(heading)),
        }
    }
}

fn write(out: &mut String, block: &Block, regions: &mut Regions) {
    // Writing to a String cannot fail.
    let _ = match block {
        Block::Callout { tone, title, lines } => {
            let lines = each(lines, "p");
            let class = class(*tone);
            writeln!(
                out,
                "<section class=\"callout {class}\"><h2>{}</h2>{lines}</section>",
                inert(title)
            )
        }
        Block::Fields { fields } => {
            let pair = |field: &crate::Field| {
                let (name, value) = (inert(&field.name), inert(&field.value));
                format!("<div><dt>{name}</dt><dd>{value}</dd></div>")
            };
            let pairs: String = fields.iter().map(pair).collect();
            writeln!(out, "<dl>{pairs}</dl>")
        }
        Block::Heading { level, text } => {
            let level = level + 1;
            regions.heading.clone_from(text);
            writeln!(out, "<h{level}>{}</h{level}>", inert(text))
        }
        Block::List { items } => writeln!(out, "<ul>{}</ul>", each(items, "li")),
        Block::NewPage => writeln!(out, "<div class=\"page\"></div>"),
        Block::Paragraph { text } => writeln!(out, "<p>{}</p>", inert(text)),
        Block::Signatures { who } => {
            let line = |name: &String| {
                let name = inert(name);
                format!("<div><span>{name}</span><span>Date</span></div>")
            };
            let lines: String = who.iter().map(line).collect();
            writeln!(out, "<div class=\"signatures\">{lines}</div>")
        }
        Block::Table { head, widths, rows } => {
            let name = regions.next();
            writeln!(out, "{}", table(&name, head, widths, rows))
        }
    };
}

fn table(name: &str, head: &[String], widths: &[u8], rows: &[Vec<Cell>]) -> String {
    let whole: u32 = widths.iter().map(|width| u32::from(*width)).sum();
    let column = |width: &u8| {
        let percent = u32::from(*width) * 100 / whole.max(1);
        format!("<col style=\"width:{percent}%\">")
    };
    let columns: String = widths.iter().map(column).collect();
    let heads: String = head
        .iter()
        .map(|head| format!("<th scope=\"col\">{}</th>", inert(head)))
        .collect();
    let cell = |cell: &Cell| {
        let (class, text) = (class(cell.tone), inert(&cell.text));
        format!("<td class=\"{class}\">{text}</td>")
    };
    let row = |row: &Vec<Cell>| format!("<tr>{}</tr>\n", row.iter().map(cell).collect::<String>());
    let short = if rows.len() <= SHORT { " short" } else { "" };
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<div class=\"wide{short}\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\"><table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>\n\
         <tbody>{rows}</tbody></table></div>"
    )
}

fn each(texts: &[String], tag: &str) -> String {
    let one = |text: &String| format!("<{tag}>{}</{tag}>", inert(text));
    texts.iter().map(one).collect()
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "bad",
        Tone::Good => "good",
        Tone::Plain => "plain",
    }
}

/// The text, such that nothing in it is read as markup.
fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
