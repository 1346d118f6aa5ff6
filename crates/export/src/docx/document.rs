//! A plain document in Word.

use super::body::{Body, plain};
use crate::document::{Block, Document};
use crate::letter::Run;

pub(super) fn body(document: &Document) -> Body {
    let mut body = Body::default();
    body.line(
        "Address",
        &format!("{}, {}", document.about, document.day_in_words()),
    );
    body.line("Title", &document.title);
    for block in &document.blocks {
        add(&mut body, block);
    }
    body
}

fn add(body: &mut Body, block: &Block) {
    match block {
        Block::Callout { title, lines, .. } => {
            let lines = lines.iter().map(|line| plain(line));
            let all: Vec<Vec<Run>> = std::iter::once(bold(title)).chain(lines).collect();
            body.paragraph("Notice", &all);
        }
        Block::Fields { fields } => {
            let pair = |name: &str, value: &str| {
                let mut line = plain(&format!("{name}: "));
                line.extend(bold(value));
                line
            };
            let lines = fields.iter().map(|field| pair(&field.name, &field.value));
            body.paragraph("Normal", &lines.collect::<Vec<_>>());
        }
        Block::Heading { level, text } => {
            body.line(&format!("Heading{}", level.clamp(&1, &3)), text)
        }
        Block::List { items } => body.points(&texts(items)),
        Block::NewPage => body.new_page(),
        Block::Paragraph { text } => body.line("Normal", text),
        Block::Signatures { who } => {
            for name in who {
                body.line(
                    "Signature",
                    &format!("{name}: ______________________________  Date: ______________"),
                );
            }
        }
        Block::Table { head, widths, rows } => {
            let widths: Vec<u32> = widths.iter().map(|width| u32::from(*width)).collect();
            let cells = rows
                .iter()
                .map(|row| row.iter().map(|cell| plain(&cell.text)).collect());
            let all: Vec<Vec<Vec<Run>>> = std::iter::once(texts(head)).chain(cells).collect();
            body.table(&widths, &all);
        }
    }
}

fn texts(texts: &[String]) -> Vec<Vec<Run>> {
    texts.iter().map(|text| plain(text)).collect()
}

fn bold(text: &str) -> Vec<Run> {
    vec![Run {
        bold: true,
        text: text.to_owned(),
    }]
}
