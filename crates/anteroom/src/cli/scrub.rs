//! `anteroom scrub`: a text with its patient information replaced or removed. No setup, no network.

mod explain;
mod report;

use std::path::{Path, PathBuf};

use anteroom_gateway::{Clock, Replacing};
use anteroom_phi::{Confidence, Engine, Findings, Report, Segment};
use anyhow::Context as _;
use clap::Args;

use self::explain::{Asked, Question};
use super::replacing::Choice;
use super::{input, spans};
use crate::exit::{Exit, Failure, Outcome};
use crate::roster::PracticeFile;
use crate::{folder, terminal};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom scrub note.txt --map note.map > safe.txt\n  \
    anteroom scrub --mode surrogates note.txt --map note.map > invented.txt\n  \
    anteroom scrub --mode safe-harbor note.txt --report note.report.json > public.txt\n  \
    anteroom scrub --check note.txt            exit 1 and FILE:LINE:COL kind (sure), never the words\n  \
    anteroom scrub --explain note.txt          the same with the reasons\n  \
    anteroom scrub --why-not 2:13 note.txt     why the word at line 2, column 13 stays\n  \
    anteroom scrub --spans < docs.jsonl > spans.jsonl"
)]
pub(crate) struct Scrub {
    /// The text; standard input if it is missing or `-`.
    file: Option<PathBuf>,
    /// Only say whether and where something was found; exit 1 if so.
    #[arg(long, conflicts_with_all = ["map", "spans"])]
    check: bool,
    /// What to put in the place of what is found.
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["check", "spans"])]
    mode: Choice,
    /// Write what safe-harbor did, by paragraph of the rule, as JSON. It holds no word of the text.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "map", "spans"])]
    report: Option<PathBuf>,
    /// Write the map that `anteroom restore` needs. It holds patient information: keep it here.
    #[arg(long, value_name = "FILE", conflicts_with = "spans")]
    map: Option<PathBuf>,
    /// A list of people who are known and of the practice's public details; see docs/practice.md.
    #[arg(long, value_name = "FILE")]
    practice: Option<PathBuf>,
    /// Read JSON Lines {"id","text"}; write {"id","spans":[{"start","end","label"}]} in code points.
    #[arg(long)]
    spans: bool,
    /// Say why each find was found, without its words.
    #[arg(long, conflicts_with_all = ["check", "map", "mode", "report", "spans"])]
    explain: bool,
    /// Say why the word there, or all from there through there, was not found. May be given several times.
    #[arg(long, value_name = "LINE:COL[-LINE:COL]", conflicts_with_all = ["check", "map", "mode", "report", "spans"])]
    why_not: Vec<Asked>,
    /// Write one JSON object instead of the text.
    #[arg(long, conflicts_with = "spans")]
    json: bool,
}

impl Scrub {
    pub(crate) fn run(self) -> Outcome {
        let practice = self
            .practice
            .as_deref()
            .map(PracticeFile::load)
            .transpose()?;
        let settings = practice.unwrap_or_default().settings;
        let engine = Engine::new(&settings).context("the detector cannot start")?;
        if self.spans {
            return spans::run(&engine, self.file.as_deref());
        }
        let text = input::text(self.file.as_deref())?;
        if self.explain || !self.why_not.is_empty() {
            return self.question(&text).run(&engine);
        }
        let segments = [Segment::alone(&text)];
        let findings = engine
            .inspect(&segments)
            .context("the text could not be checked; nothing was written")?;
        match self.check {
            true => self.report(&text, &findings),
            false => self.replace(&engine, &segments, &findings),
        }
    }

    fn replace(&self, engine: &Engine, segments: &[Segment<'_>], findings: &Findings) -> Outcome {
        self.check_files()?;
        let ready = self.way().ready(Clock::system().now());
        let ready = ready.context("nothing was written")?;
        let replaced = engine
            .replace(ready.mode(), segments, findings)
            .context("nothing was written")?;
        anteroom_phi::verify(segments, findings, &replaced.texts).context("nothing was written")?;
        if let Some(map) = &self.map {
            let bytes = replaced.mapping.to_bytes();
            write_new(map, &bytes.context("the map cannot be written")?)?;
        }
        let report = replaced.report.as_ref();
        if let Some((file, report)) = self.report.as_deref().zip(report) {
            let bytes =
                serde_json::to_vec_pretty(report).context("the report cannot be written")?;
            write_new(file, &bytes)?;
        }
        self.print(&replaced.texts.concat(), findings, report)
    }

    fn question<'a>(&'a self, text: &'a str) -> Question<'a> {
        Question {
            file: self.name(),
            text,
            finds: self.explain,
            asked: &self.why_not,
            json: self.json,
        }
    }

    /// The name of the file, as it is printed.
    fn name(&self) -> String {
        let file = self.file.as_deref();
        file.map_or_else(|| "-".to_owned(), |path| path.display().to_string())
    }

    fn way(&self) -> Replacing {
        self.mode.into()
    }

    /// Whether the files that were asked for go with the mode.
    fn check_files(&self) -> Result<(), Failure> {
        match () {
            () if self.map.is_some() && !self.way().is_reversible() => Err(Failure::usage(
                "this mode has no way back, so there is no map; leave --map out",
            )),
            () if self.report.is_some() && self.way() != Replacing::SafeHarbor => Err(
                Failure::usage("only --mode safe-harbor makes a report; leave --report out"),
            ),
            () => Ok(()),
        }
    }

    fn print(&self, text: &str, findings: &Findings, report: Option<&Report>) -> Outcome {
        if self.json {
            let mut out = serde_json::json!({ "text": text, "found": found(findings) });
            if let Some((fields, report)) = out.as_object_mut().zip(report) {
                let report = serde_json::to_value(report).map_err(anyhow::Error::from)?;
                fields.insert("report".to_owned(), report);
            }
            terminal::json(&out)?;
            return Ok(Exit::Done);
        }
        terminal::bytes(text.as_bytes())?;
        if let Some(report) = report {
            report::tell(report);
        }
        Ok(Exit::Done)
    }

    /// One line a find: where it is and what kind, without a word of it.
    fn report(&self, text: &str, findings: &Findings) -> Outcome {
        let file = self.name();
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

/// Writes a file beside the text; one that is there already is left alone.
fn write_new(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    folder::write_secret(file, bytes).with_context(|| format!("cannot write {}", file.display()))
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
