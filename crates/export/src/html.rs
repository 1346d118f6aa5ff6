//! HTML in one file: no script, nothing loaded from anywhere, fit for printing.

use std::fmt::Write as _;

use crate::document::{Block, Cell, Document, Tone};

const STYLE: &str = include_str!("style.css");

/// The document as a page of HTML.
#[must_use]
pub fn html(document: &Document) -> String {
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
    for block in blocks {
        write(&mut body, block);
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}: {about}, {day}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header><p class=\"about\">{about}, {day}</p>\n<h1>{title}</h1></header>\n{body}</main>\n\
         <footer>{footer}</footer>\n</body>\n</html>\n"
    )
}

fn write(out: &mut String, block: &Block) {
    // Writing to a String cannot fail.
    let _ = match block {
        Block::Callout { tone, title, lines } => {
            let lines = each(lines, "p");
            let class = class(*tone);
            writeln!(
                out,
                "<section class=\"callout {class}\"><h3>{}</h3>{lines}</section>",
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
        Block::Table { head, widths, rows } => writeln!(out, "{}", table(head, widths, rows)),
    };
}

fn table(head: &[String], widths: &[u8], rows: &[Vec<Cell>]) -> String {
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
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>\n\
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
