//! A finder: a program that reads texts as JSON Lines and writes spans as JSON Lines.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::figures::Figures;
use crate::gold::Document;
use crate::tools;

/// A finder and how it is called.
pub(super) struct Finder {
    pub(super) name: String,
    program: PathBuf,
    arguments: Vec<String>,
}

/// What a finder found, and what it cost.
pub(super) struct Run {
    spans: BTreeMap<String, Vec<Range<usize>>>,
    /// Of finding alone, where the finder says it.
    cpu: Option<Duration>,
    /// Of the whole process.
    process: Duration,
    pub(super) peak_mib: f64,
    pub(super) note: String,
}

/// A line of a finder's output: a document's spans, or what finding cost.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Cost { cpu_s: f64, note: String },
    Found { id: String, spans: Vec<Found> },
}

#[derive(Deserialize)]
struct Found {
    start: usize,
    end: usize,
}

impl Finder {
    /// The binary, with all layers on.
    pub(super) fn anteroom(binary: &Path) -> Finder {
        Finder {
            name: "anteroom".to_owned(),
            program: binary.to_owned(),
            arguments: vec!["scrub".to_owned(), "--spans".to_owned()],
        }
    }

    /// The finders in Python.
    pub(super) fn rivals(python: &Path) -> Vec<Finder> {
        let script = tools::root().join("crates/xtask/bench-python/finders.py");
        let names = [
            ("presidio", "presidio (patterns)"),
            ("scrubadub", "scrubadub"),
            ("philter", "philter-lite"),
        ];
        let finder = |(word, name): (&str, &str)| Finder {
            name: name.to_owned(),
            program: python.to_owned(),
            arguments: vec![script.display().to_string(), word.to_owned()],
        };
        names.map(finder).into()
    }

    /// Finds in these documents.
    pub(super) fn run(&self, documents: &[Document]) -> Result<Run> {
        let (idle, mut run) = (self.start(&[])?, self.start(documents)?);
        let finding = run.process.saturating_sub(idle.process);
        run.cpu.get_or_insert(finding);
        Ok(run)
    }

    /// How long it takes until it has read nothing and ended.
    pub(super) fn ready(&self) -> Result<Duration> {
        let start = Instant::now();
        self.start(&[])?;
        Ok(start.elapsed())
    }

    fn start(&self, documents: &[Document]) -> Result<Run> {
        let before = children_cpu()?;
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", self.program.display()))?;
        let mut input = child.stdin.take().context("no standard input")?;
        let lines: String = documents
            .iter()
            .map(|d| format!("{}\n", json!({ "id": d.id, "text": d.text })))
            .collect();
        let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
        let mut run = Run::read(&mut child)?;
        let status = child.wait()?;
        ensure!(status.success(), "{} ended with {status}", self.name);
        writer.join().ok().context("the writer failed")??;
        run.process = children_cpu()?.saturating_sub(before);
        Ok(run)
    }
}

impl Run {
    fn read(child: &mut Child) -> Result<Run> {
        let mut run = Run {
            spans: BTreeMap::new(),
            cpu: None,
            process: Duration::ZERO,
            peak_mib: 0.0,
            note: String::new(),
        };
        let output = child.stdout.take().context("no standard output")?;
        for line in BufReader::new(output).lines() {
            run.peak_mib = peak_mib(child.id()).unwrap_or(run.peak_mib);
            match serde_json::from_str(&line?)? {
                Line::Cost { cpu_s, note } => {
                    (run.cpu, run.note) = (Some(Duration::from_secs_f64(cpu_s)), note);
                }
                Line::Found { id, spans } => {
                    let spans = spans.iter().map(|span| span.start..span.end);
                    run.spans.insert(id, spans.collect());
                }
            }
        }
        Ok(run)
    }

    /// The figures over the documents that were searched.
    pub(super) fn figures(&self, documents: &[Document]) -> Result<Figures> {
        let mut figures = Figures::default();
        for document in documents {
            let spans = self.spans.get(&document.id);
            figures.add(document, spans.context("a document was left out")?);
        }
        Ok(figures)
    }

    /// KB a second of processor time.
    pub(super) fn speed(&self, bytes: usize) -> f64 {
        let cpu = self.cpu.unwrap_or(self.process).as_secs_f64();
        // Less than a hundredth of a second cannot be told from nothing.
        bytes as f64 / 1e3 / cpu.max(1e-2)
    }
}

/// Processor time of all children that have ended, in steps of a hundredth of a second.
fn children_cpu() -> Result<Duration> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').context("/proc/self/stat")?;
    let ticks = |at: usize| -> Result<u64> {
        let field = fields
            .split_whitespace()
            .nth(at)
            .context("/proc/self/stat")?;
        Ok(field.parse()?)
    };
    // Fields 16 and 17 of proc(5), the third being the first behind the name; a tick is a hundredth of a second.
    Ok(Duration::from_millis((ticks(13)? + ticks(14)?) * 10))
}

/// The most memory that a process has held.
fn peak_mib(id: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next());
    Ok(kib.context("no VmHWM")?.parse::<f64>()? / 1024.0)
}
