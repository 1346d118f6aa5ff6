//! Markdown, with tables as GitHub writes them.

use std::fmt::Write as _;

use crate::document::{Block, Cell, Document};

/// The document as Markdown.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let Document {
        title,
        about,
        day: _,
        blocks,
        footer,
    } = document;
    let day = document.day_in_words();
    let mut out = format!("# {}\n\n{}, {day}\n", inert(title), inert(about));
    for block in blocks {
        out.push('\n');
        write(&mut out, block);
    }
    // Writing to a String cannot fail.
    let _ = write!(out, "\n---\n\n{}\n", inert(footer));
    out
}

fn write(out: &mut String, block: &Block) {
    match block {
        Block::Callout { title, lines, .. } => {
            let _ = writeln!(out, "> **{}**", inert(title));
            for line in lines {
                let _ = writeln!(out, ">\n> {}", inert(line));
            }
        }
        Block::Fields { fields } => {
            for field in fields {
                let _ = writeln!(out, "- **{}**: {}", inert(&field.name), inert(&field.value));
            }
        }
        Block::Heading { level, text } => {
            let marks = "#".repeat(usize::from(*level) + 1);
            let _ = writeln!(out, "{marks} {}", inert(text));
        }
        Block::List { items } => {
            for item in items {
                let _ = writeln!(out, "- {}", inert(item));
            }
        }
        Block::NewPage => out.push_str("---\n"),
        Block::Paragraph { text } => {
            let _ = writeln!(out, "{}", inert(text));
        }
        Block::Signatures { who } => {
            for name in who {
                let _ = writeln!(
                    out,
                    "{}: ____________________  Date: ____________\n",
                    inert(name)
                );
            }
        }
        Block::Table { head, rows, .. } => table(out, head, rows),
    }
}

fn table(out: &mut String, head: &[String], rows: &[Vec<Cell>]) {
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<String> = cells.map(inert).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&line(&mut head.iter().map(String::as_str)));
    out.push_str(&format!("|{}\n", " --- |".repeat(head.len())));
    for row in rows {
        out.push_str(&line(&mut row.iter().map(|cell| &*cell.text)));
    }
}

/// The text, such that nothing in it is read as markup; line breaks become spaces.
fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|~$&!".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    // A number or a dash at the beginning would begin a list.
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        _ => out,
    }
}
