//! A letter in Word.

use super::body::{Body, plain};
use crate::letter::{Letter, Part};

pub(super) fn body(letter: &Letter) -> Body {
    let mut body = Body::default();
    let mut sender = letter.sender.iter();
    if let Some(name) = sender.next() {
        body.line("Sender", name);
    }
    body.paragraph(
        "Address",
        &sender.map(|line| plain(line)).collect::<Vec<_>>(),
    );
    body.line("Day", &letter.day.strftime("%B %-d, %Y").to_string());
    for notice in &letter.notices {
        body.line("Notice", notice);
    }
    body.line("Title", &letter.title);
    for part in &letter.parts {
        add(&mut body, part);
    }
    body
}

fn add(body: &mut Body, part: &Part) {
    match part {
        Part::Heading { level, runs } => {
            body.paragraph(&format!("Heading{level}"), std::slice::from_ref(runs));
        }
        Part::List(list) => body.list(list),
        Part::Paragraph { lines } => body.paragraph("Normal", lines),
        Part::Table { rows } => {
            let columns = rows.first().map_or(0, Vec::len);
            body.table(&vec![1; columns], rows);
        }
    }
}
