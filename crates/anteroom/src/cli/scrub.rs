//! `anteroom scrub`: texts and documents with their patient information replaced or removed. No setup, no network.

mod check;
mod draft;
mod explain;
mod folder;
mod one;
mod record;
mod report;
mod source;
mod tally;
mod target;
mod walk;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anteroom_gateway::Replacing;
use anteroom_phi::{Confidence, Engine};
use anyhow::Context as _;
use clap::Args;

use self::explain::{Asked, Question};
use super::replacing::Choice;
use super::{input, spans};
use crate::exit::{Failure, Outcome};
use crate::roster::PracticeFile;
pub(super) use source::promised;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom scrub note.txt --map note.map > safe.txt\n  \
    anteroom scrub --mode surrogates note.txt --map note.map > invented.txt\n  \
    anteroom scrub --mode safe-harbor note.txt --report note.report.json > public.txt\n  \
    anteroom scrub notes/ export.csv --out safe/      each document in its own format; start it again to go on\n  \
    anteroom scrub --mode safe-harbor notes/ --out safe/ --report report.json   one report over all of them\n  \
    anteroom scrub --check notes/ export.csv   exit 1 and FILE:LINE:COL kind (sure), never the words\n  \
    anteroom scrub --explain note.txt          the same with the reasons\n  \
    anteroom scrub --why-not 2:13 note.txt     why the word at line 2, column 13 stays\n  \
    anteroom scrub --spans < docs.jsonl > spans.jsonl"
)]
pub(crate) struct Scrub {
    /// The text; standard input if it is missing or `-`. With --out or --check, any number of files and folders.
    paths: Vec<PathBuf>,
    /// Only say whether and where something was found; exit 1 if so.
    #[arg(long, conflicts_with_all = ["map", "spans"])]
    check: bool,
    /// What to put in the place of what is found.
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["check", "spans"])]
    mode: Choice,
    /// Write each document to the same place under this folder. What is finished is not done again.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["check", "map", "spans"])]
    out: Option<PathBuf>,
    /// Write the map of each document to the same place under this folder. Maps hold patient information: keep them here.
    #[arg(long, value_name = "DIR", requires = "out")]
    maps: Option<PathBuf>,
    /// How many documents at once; as many as there are cores if it is missing.
    #[arg(long, value_name = "N", requires = "out")]
    jobs: Option<NonZeroUsize>,
    /// Read JSON, CSV, HL7 and XML as what they are and keep their form, as --out does.
    #[arg(long, conflicts_with_all = ["check", "spans"])]
    keep_format: bool,
    /// Write what safe-harbor did, by paragraph of the rule, as JSON; with --out, over all documents, those too that an earlier
    /// run has finished. It holds no word of the text.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "map", "spans"])]
    report: Option<PathBuf>,
    /// Write the map that `anteroom restore` needs. It holds patient information: keep it here.
    #[arg(long, value_name = "FILE", conflicts_with = "spans")]
    map: Option<PathBuf>,
    /// Read JSON Lines {"id","text"}; write {"id","spans":[{"start","end","label"}]} in code points.
    #[arg(long)]
    spans: bool,
    /// Say why each find was found, without its words.
    #[arg(long, conflicts_with_all = ["check", "map", "mode", "out", "report", "spans"])]
    explain: bool,
    /// Say why the word there, or all from there through there, was not found. May be given several times.
    #[arg(long, value_name = "LINE:COL[-LINE:COL]", conflicts_with_all = ["check", "map", "mode", "out", "report", "spans"])]
    why_not: Vec<Asked>,
    /// A list of people who are known and of the practice's public details; see docs/practice.md.
    #[arg(long, value_name = "FILE")]
    practice: Option<PathBuf>,
    /// Write one JSON object instead of the text; with --out, the summary.
    #[arg(long, conflicts_with = "spans")]
    json: bool,
}

impl Scrub {
    pub(crate) fn run(self) -> Outcome {
        let practice = self.practice.as_deref().map(PracticeFile::load);
        let settings = practice.transpose()?.unwrap_or_default().settings;
        let engine = Engine::new(&settings).context("the detector cannot start")?;
        match &self.out {
            Some(out) => folder::run(&engine, &self, out),
            None if self.check => check::run(&engine, &self.paths, self.json),
            None if self.spans => spans::run(&engine, self.only()?),
            None if self.explain || !self.why_not.is_empty() => {
                self.question(self.only()?, &engine)
            }
            None => one::run(&engine, &self, self.only()?),
        }
    }

    fn question(&self, file: Option<&Path>, engine: &Engine) -> Outcome {
        let text = input::text(file)?;
        let question = Question {
            file: file.map_or_else(|| "-".to_owned(), |path| path.display().to_string()),
            text: &text,
            finds: self.explain,
            asked: &self.why_not,
            json: self.json,
        };
        question.run(engine)
    }

    /// The one text of the commands that take one; none for standard input.
    fn only(&self) -> Result<Option<&Path>, Failure> {
        match self.paths.as_slice() {
            [] => Ok(None),
            [path] if !path.is_dir() => Ok(Some(path)),
            _ => Err(Failure::usage(
                "several documents need a folder to be written to; add --out DIR",
            )),
        }
    }

    fn way(&self) -> Replacing {
        self.mode.into()
    }
}

/// Writes a file beside the text; one that is there already is left alone.
fn write_new(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    crate::folder::write_secret(file, bytes)
        .with_context(|| format!("cannot write {}", file.display()))
}

/// How sure, in the words of the screens.
fn sure(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Check => "please check",
        Confidence::Fair => "fairly sure",
        Confidence::Sure => "sure",
    }
}

impl From<anteroom_phi::InspectError> for Failure {
    fn from(error: anteroom_phi::InspectError) -> Self {
        Failure::new(crate::exit::Exit::Environment, error)
    }
}
