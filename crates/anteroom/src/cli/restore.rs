//! `anteroom restore`: the real values put back, here, from the map that `scrub --map` or `scrub --maps` wrote.

use std::path::PathBuf;

use anteroom_intake::Document;
use anteroom_phi::{Escape, Mapping};
use anyhow::Context as _;
use clap::Args;

use super::input;
use super::scrub::promised;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom restore --map note.map answer.txt > answer-with-names.txt\n  \
    anteroom restore --keep-format --map maps/export.csv.map safe/export.csv > export.csv"
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
    /// Read JSON, CSV, HL7 and XML as what they are and write the values with the escapes that they need there.
    #[arg(long, conflicts_with = "json_text")]
    keep_format: bool,
    /// Write one JSON object instead of the text.
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(crate) fn run(self) -> Outcome {
        let maps = self.maps()?;
        let text = input::text(self.file.as_deref())?;
        let restored = match maps.as_slice() {
            [map] => self.restored(map, text)?,
            maps => self.lines(maps, &text)?,
        };
        match self.json {
            true => terminal::json(&serde_json::json!({ "text": restored }))?,
            false => terminal::bytes(restored.as_bytes())?,
        }
        Ok(Exit::Done)
    }

    /// The map, or that of each line of a long JSON Lines file.
    fn maps(&self) -> anyhow::Result<Vec<Mapping>> {
        let name = self.map.display();
        let bytes =
            std::fs::read(&self.map).with_context(|| format!("cannot read the map {name}"))?;
        if let Ok(map) = Mapping::from_bytes(&bytes) {
            return Ok(vec![map]);
        }
        let lines = bytes.strip_suffix(b"\n").unwrap_or_default();
        let maps = lines.split(|byte| *byte == b'\n').map(Mapping::from_bytes);
        maps.collect::<Result<_, _>>()
            .map_err(|_| anyhow::anyhow!("{name} is not a map that `anteroom scrub` wrote"))
    }

    fn lines(&self, maps: &[Mapping], text: &str) -> Result<String, Failure> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        if lines.len() != maps.len() {
            return Err(Failure::usage(format_args!(
                "the map is for {} lines, but the text has {}",
                maps.len(),
                lines.len()
            )));
        }
        let lines = maps.iter().zip(lines);
        lines
            .map(|(map, line)| self.restored(map, line.to_owned()))
            .collect()
    }

    fn restored(&self, map: &Mapping, text: String) -> Result<String, Failure> {
        let escape = if self.json_text {
            Escape::Json
        } else {
            Escape::Plain
        };
        if !self.keep_format {
            return Ok(anteroom_phi::restore(map, &text, escape));
        }
        let document = Document::read(text, self.file.as_deref().and_then(promised));
        let segments = document.segments();
        let texts = segments
            .iter()
            .map(|segment| anteroom_phi::restore(map, segment.text, escape));
        let texts: Vec<String> = texts.collect();
        Ok(document.write(&texts).map_err(anyhow::Error::from)?)
    }
}
