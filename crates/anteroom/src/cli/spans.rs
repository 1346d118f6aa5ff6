//! `scrub --spans`: documents in, places and labels out, so that a scorer can compare them with a gold standard.

use std::io::BufRead;
use std::path::Path;

use anteroom_phi::{Engine, Segment};
use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

/// One line of input.
#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
}

/// One line of output; offsets are code points, half-open.
#[derive(Serialize)]
struct Marked<'d> {
    id: &'d str,
    spans: Vec<Mark>,
}

#[derive(Serialize)]
struct Mark {
    start: usize,
    end: usize,
    label: &'static str,
}

/// Marks every document of a JSON Lines file or of standard input, in order, on one core.
pub(super) fn run(engine: &Engine, file: Option<&Path>) -> Outcome {
    match file.filter(|path| *path != Path::new("-")) {
        Some(path) => {
            let file = std::fs::File::open(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            mark_all(engine, std::io::BufReader::new(file))
        }
        None => mark_all(engine, std::io::stdin().lock()),
    }
}

fn mark_all(engine: &Engine, lines: impl BufRead) -> Outcome {
    for (number, line) in lines.lines().enumerate() {
        let line = line.context("cannot read the documents")?;
        if line.trim().is_empty() {
            continue;
        }
        // The parser's own message could quote the line; its number is enough to find it.
        let document: Document = serde_json::from_str(&line).map_err(|_| {
            Failure::usage(format_args!(
                "line {} is not {{\"id\", \"text\"}} in JSON",
                number + 1
            ))
        })?;
        terminal::json(&mark(engine, &document)?)?;
    }
    Ok(Exit::Done)
}

fn mark<'d>(engine: &Engine, document: &'d Document) -> Result<Marked<'d>, Failure> {
    let findings = engine.inspect(&[Segment::alone(&document.text)])?;
    let mut points = CodePoints::new(&document.text);
    let spans = findings.finds.iter().map(|find| Mark {
        start: points.at(find.span.start),
        end: points.at(find.span.end),
        label: find.kind.label(),
    });
    Ok(Marked {
        id: &document.id,
        spans: spans.collect(),
    })
}

/// Code points before ascending byte offsets, counted once over the text.
struct CodePoints<'t> {
    rest: std::str::CharIndices<'t>,
    count: usize,
}

impl<'t> CodePoints<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            rest: text.char_indices(),
            count: 0,
        }
    }

    fn at(&mut self, byte: usize) -> usize {
        while self.rest.offset() < byte && self.rest.next().is_some() {
            self.count += 1;
        }
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn code_points_are_counted_not_bytes() {
        let mut points = CodePoints::new("Zoë 🙂 Ng");
        assert_eq!(points.at(0), 0);
        assert_eq!(points.at("Zoë ".len()), 4);
        assert_eq!(points.at("Zoë 🙂 Ng".len()), 8);
    }
}
