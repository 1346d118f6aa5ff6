//! Reads the marked-up texts of `corpus/` and writes them as gold spans.
//!
//! The markup is described in `corpus/README.md`. Spans are counted in code points, as `anteroom scrub --spans` counts them.

#![expect(clippy::print_stdout, reason = "the lines are the command's output")]

use std::fs;
use std::path::{Path, PathBuf};

use anteroom_phi::Kind;
use anyhow::{Context as _, Result, ensure};
use clap::Args;
use serde_json::{Value, json};

/// Labels that are marked but are no kind of identifier.
const OTHER_LABELS: [&str; 5] = ["MISC", "NRP", "ORG", "PROFESSION", "TITLE"];

/// Files to write as gold spans.
#[derive(Debug, Args)]
pub(crate) struct Gold {
    /// Marked-up files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// A document with its marks taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) spans: Vec<Mark>,
}

/// A marked span, in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: String,
    pub(crate) optional: bool,
}

impl Gold {
    /// Prints one line of JSON a document.
    pub(crate) fn run(&self) -> Result<()> {
        for file in &self.files {
            for document in read(file)? {
                println!("{}", document.json());
            }
        }
        Ok(())
    }
}

pub(crate) fn read(file: &Path) -> Result<Vec<Document>> {
    let marked = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    documents(&marked).with_context(|| format!("{}", file.display()))
}

/// The documents of a file.
pub(crate) fn documents(marked: &str) -> Result<Vec<Document>> {
    let marked = format!("\n{marked}");
    let (before, bodies) = marked
        .split_once("\n### ")
        .context("no document: none begins with `### ID genre`")?;
    ensure!(before.trim().is_empty(), "text before the first document");
    bodies.split("\n### ").map(Document::parse).collect()
}

impl Document {
    fn parse(marked: &str) -> Result<Document> {
        let (head, body) = marked.split_once('\n').unwrap_or((marked, ""));
        let id = head.split_whitespace().next().context("no ID")?.to_owned();
        let mut document = Document {
            id,
            text: String::new(),
            spans: Vec::new(),
        };
        document
            .fill(body.trim_matches('\n'))
            .with_context(|| format!("document {}", document.id))?;
        Ok(document)
    }

    fn fill(&mut self, body: &str) -> Result<()> {
        let mut rest = body;
        while let Some((before, marked)) = rest.split_once("[[") {
            let (mark, after) = marked.split_once("]]").context("a mark is not closed")?;
            // A bracket directly before a mark is text.
            let bracket = mark.starts_with('[');
            let mark = mark.strip_prefix('[').unwrap_or(mark);
            let (label, value) = mark.split_once(':').context("a mark has no label")?;
            self.text.push_str(before);
            self.text.push_str(if bracket { "[" } else { "" });
            self.mark(label, value)?;
            rest = after;
        }
        ensure!(!rest.contains("]]"), "a mark is not opened");
        self.text.push_str(rest);
        Ok(())
    }

    fn mark(&mut self, label: &str, value: &str) -> Result<()> {
        let (label, optional) = match label.strip_suffix('?') {
            Some(label) => (label, true),
            None => (label, false),
        };
        ensure!(
            Kind::from_label(label).is_some() || OTHER_LABELS.contains(&label),
            "unknown label {label}"
        );
        ensure!(
            !value.is_empty() && value.trim() == value,
            "a mark of {label} is empty or begins or ends with a blank"
        );
        let start = self.text.chars().count();
        self.text.push_str(value);
        self.spans.push(Mark {
            start,
            end: start + value.chars().count(),
            label: label.to_owned(),
            optional,
        });
        Ok(())
    }

    fn json(&self) -> Value {
        let spans: Vec<Value> = self.spans.iter().map(Mark::json).collect();
        json!({ "id": self.id, "text": self.text, "spans": spans })
    }
}

impl Mark {
    fn json(&self) -> Value {
        let mut span = json!({ "start": self.start, "end": self.end, "label": self.label });
        if self.optional
            && let Some(fields) = span.as_object_mut()
        {
            fields.insert("optional".into(), true.into());
        }
        span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn marks_become_spans() {
        let read = documents("### a1 note\nMrs. [[NAME:Peña]], [[AGE?:64]]\n\n### a2 x\nok\n");
        let mark = |start, end, label: &str, optional| Mark {
            start,
            end,
            label: label.to_owned(),
            optional,
        };
        let expected = [
            Document {
                id: "a1".into(),
                text: "Mrs. Peña, 64".into(),
                spans: vec![mark(5, 9, "NAME", false), mark(11, 13, "AGE", true)],
            },
            Document {
                id: "a2".into(),
                text: "ok".into(),
                spans: Vec::new(),
            },
        ];
        assert_eq!(read.unwrap(), expected);
    }

    #[test]
    fn faulty_markup_is_refused() {
        for marked in [
            "no head",
            "before\n### a x\nok",
            "### a x\n[[NAME:Ann",
            "### a x\nAnn]]",
            "### a x\n[[Ann]]",
            "### a x\n[[NOBODY:Ann]]",
            "### a x\n[[NAME: Ann]]",
            "### a x\n[[NAME:]]",
        ] {
            assert!(documents(marked).is_err(), "{marked}");
        }
    }

    #[test]
    fn the_corpus_is_well_formed_and_no_id_is_used_twice() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        let folders = ["train", "heldout", "everyday"];
        let folders = folders.map(|name| fs::read_dir(corpus.join(name)).unwrap());
        let files = folders
            .into_iter()
            .flatten()
            .map(|file| file.unwrap().path());
        let mut ids = BTreeSet::new();
        for file in files {
            for document in read(&file).unwrap() {
                assert!(ids.insert(document.id.clone()), "{}", document.id);
            }
        }
        assert!(ids.len() > 1000);
    }
}
