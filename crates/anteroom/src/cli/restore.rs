//! `anteroom restore`: the real values put back, here, from the map that `scrub --map` wrote.

use std::path::PathBuf;

use anteroom_phi::{Escape, Mapping};
use anyhow::Context as _;
use clap::Args;

use super::input;
use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  anteroom restore --map note.map answer.txt > answer-with-names.txt"
)]
pub(crate) struct Restore {
    /// The map that `scrub --map` wrote.
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    /// The text with placeholders or stand-ins; standard input if it is missing or `-`.
    file: Option<PathBuf>,
    /// The text is JSON: escape the values for use inside its strings.
    #[arg(long)]
    json_text: bool,
    /// Write one JSON object instead of the text.
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(crate) fn run(self) -> Outcome {
        let bytes = std::fs::read(&self.map)
            .with_context(|| format!("cannot read the map {}", self.map.display()))?;
        let mapping = Mapping::from_bytes(&bytes).map_err(|_| {
            anyhow::anyhow!(
                "{} is not a map that `anteroom scrub --map` wrote",
                self.map.display()
            )
        })?;
        let text = input::text(self.file.as_deref())?;
        let escape = if self.json_text {
            Escape::Json
        } else {
            Escape::Plain
        };
        let restored = anteroom_phi::restore(&mapping, &text, escape);
        match self.json {
            true => terminal::json(&serde_json::json!({ "text": restored }))?,
            false => terminal::bytes(restored.as_bytes())?,
        }
        Ok(Exit::Done)
    }
}
