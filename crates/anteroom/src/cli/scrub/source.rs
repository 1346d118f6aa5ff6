//! What is read from a path: a document, or the documents on its lines.
//!
//! JSON Lines that fit into memory easily are one document, so that a person keeps one placeholder on all lines. A longer
//! file is read line by line, each a document of its own, in memory that does not grow with the file.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use anteroom_intake::{Document, Format};
use anyhow::Context as _;

/// The longest JSON Lines file that is one document, in bytes.
const LONGEST: u64 = 1 << 20;

/// The documents that a path leads to, one after another.
pub(super) enum Source {
    /// Documents on lines of their own, each with its line end.
    Lines {
        file: BufReader<File>,
        number: usize,
    },
    Whole(Option<Document>),
}

/// Opens a file. The message says what is wrong with it and nothing of what is in it.
pub(super) fn open(path: &Path) -> anyhow::Result<Source> {
    let mut file = File::open(path)?;
    let about = file.metadata()?;
    anyhow::ensure!(about.is_file(), "it is no file");
    let promised = promised(path);
    if promised == Some(Format::JsonLines) && about.len() > LONGEST {
        let file = BufReader::new(file);
        return Ok(Source::Lines { file, number: 0 });
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let document = Document::read(text(bytes)?, promised);
    Ok(Source::Whole(Some(document)))
}

/// The documents of a file, or why there are none.
pub(super) fn documents(path: &Path) -> impl Iterator<Item = anyhow::Result<Document>> {
    let (source, error) = match open(path) {
        Ok(source) => (Some(source), None),
        Err(error) => (None, Some(Err(error))),
    };
    error.into_iter().chain(source.into_iter().flatten())
}

impl Source {
    /// What the whole is written in.
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Whole(Some(document)) => document.format(),
            Self::Lines { .. } | Self::Whole(None) => Format::JsonLines,
        }
    }
}

/// What the name of a file promises.
pub(in crate::cli) fn promised(path: &Path) -> Option<Format> {
    Format::promised(path.extension()?.to_str()?)
}

fn text(bytes: Vec<u8>) -> anyhow::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("it is not UTF-8 text: byte {at} does not fit")
    })
}

impl Iterator for Source {
    type Item = anyhow::Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        let (file, number) = match self {
            Self::Lines { file, number } => (file, number),
            Self::Whole(document) => return document.take().map(Ok),
        };
        let mut bytes = Vec::new();
        match file.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => {
                *number += 1;
                let line = text(bytes).with_context(|| format!("line {number}"));
                Some(line.map(|line| Document::read(line, None)))
            }
            Err(error) => Some(Err(error.into())),
        }
    }
}
