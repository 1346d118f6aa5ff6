//! `anteroom scrub`: a text with its patient information replaced by placeholders. No setup, no network.

use std::path::PathBuf;

use anteroom_phi::{Confidence, Engine, Findings, Segment, Settings};
use anyhow::Context as _;
use clap::Args;

use super::{input, spans};
use crate::exit::{Exit, Failure, Outcome};
use crate::{folder, terminal};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom scrub note.txt --map note.map > safe.txt\n  \
    anteroom scrub --check note.txt            exit 1 and FILE:LINE:COL kind (sure), never the words\n  \
    anteroom scrub --spans < docs.jsonl > spans.jsonl"
)]
pub(crate) struct Scrub {
    /// The text; standard input if it is missing or `-`.
    file: Option<PathBuf>,
    /// Only say whether and where something was found; exit 1 if so.
    #[arg(long, conflicts_with_all = ["map", "spans"])]
    check: bool,
    /// Write the map that `anteroom restore` needs. It holds patient information: keep it here.
    #[arg(long, value_name = "FILE", conflicts_with = "spans")]
    map: Option<PathBuf>,
    /// Read JSON Lines {"id","text"}; write {"id","spans":[{"start","end","label"}]} in code points.
    #[arg(long)]
    spans: bool,
    /// Write one JSON object instead of the text.
    #[arg(long, conflicts_with = "spans")]
    json: bool,
}

impl Scrub {
    pub(crate) fn run(self) -> Outcome {
        let engine = Engine::new(&Settings::default()).context("the detector cannot start")?;
        if self.spans {
            return spans::run(&engine, self.file.as_deref());
        }
        let text = input::text(self.file.as_deref())?;
        let segments = [Segment::alone(&text)];
        let findings = engine
            .inspect(&segments)
            .context("the text could not be checked; nothing was written")?;
        match self.check {
            true => self.report(&text, &findings),
            false => self.replace(&segments, &findings),
        }
    }

    fn replace(&self, segments: &[Segment<'_>], findings: &Findings) -> Outcome {
        let replaced = anteroom_phi::placeholders(segments, findings);
        if let Some(map) = &self.map {
            let bytes = replaced
                .mapping
                .to_bytes()
                .context("the map cannot be written")?;
            folder::write_secret(map, &bytes)
                .with_context(|| format!("cannot write the map {}", map.display()))?;
        }
        let text = replaced.texts.concat();
        match self.json {
            true => terminal::json(&serde_json::json!({ "text": text, "found": found(findings) }))?,
            false => terminal::bytes(text.as_bytes())?,
        }
        Ok(Exit::Done)
    }

    /// One line a find: where it is and what kind, without a word of it.
    fn report(&self, text: &str, findings: &Findings) -> Outcome {
        let file = self
            .file
            .as_deref()
            .map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        if self.json {
            terminal::json(&serde_json::json!({ "file": file, "found": found(findings) }))?;
        } else {
            let mut places = Places::new(text);
            for find in &findings.finds {
                let (line, column) = places.at(find.span.start);
                let (kind, sure) = (find.kind.plain().0, sure(find.confidence));
                terminal::line(format_args!("{file}:{line}:{column} {kind} ({sure})"))?;
            }
        }
        Ok(if findings.is_empty() {
            Exit::Done
        } else {
            Exit::No
        })
    }
}

/// How sure, in the words of the screens.
fn sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Check => "please check",
        Confidence::Fair => "fairly sure",
        Confidence::Sure => "sure",
    }
}

/// How many of each kind.
fn found(findings: &Findings) -> serde_json::Map<String, serde_json::Value> {
    findings
        .counts()
        .into_iter()
        .map(|(kind, count)| (kind.code().to_owned(), count.into()))
        .collect()
}

/// Lines and columns of ascending byte offsets, counted once over the text.
struct Places<'t> {
    rest: std::str::CharIndices<'t>,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            rest: text.char_indices(),
            line: 1,
            column: 1,
        }
    }

    /// The line and column, both from 1, of the character at this byte.
    fn at(&mut self, byte: usize) -> (usize, usize) {
        while self.rest.offset() < byte {
            match self.rest.next() {
                Some((_, '\n')) => (self.line, self.column) = (self.line + 1, 1),
                Some(_) => self.column += 1,
                None => break,
            }
        }
        (self.line, self.column)
    }
}

impl From<anteroom_phi::InspectError> for Failure {
    fn from(error: anteroom_phi::InspectError) -> Self {
        Failure::new(Exit::Environment, error)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_count_lines_and_characters() {
        let mut places = Places::new("é\nab\r\nc");
        assert_eq!(places.at(0), (1, 1));
        assert_eq!(places.at(4), (2, 2));
        assert_eq!(places.at(7), (3, 1));
    }
}
