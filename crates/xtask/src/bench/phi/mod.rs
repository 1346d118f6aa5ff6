//! Finding, measured: accuracy over marked-up texts, speed and memory beside other finders, and the slowest inputs.
//!
//! Every finder reads the same texts from standard input and writes spans, one core each. Time is that of the processor;
//! what a finder needs to start is not counted in its speed.

mod finder;
mod hostile;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;

use self::finder::{Finder, Run};
use crate::figures::{Figures, Recall};
use crate::gold::{self, Document};
use crate::tools;

/// Texts, finders and sizes.
#[derive(Debug, Args)]
pub(crate) struct Phi {
    /// Marked-up files; those of `corpus/heldout` if none is named.
    files: Vec<PathBuf>,
    /// The binary to measure.
    #[arg(long, default_value = "target/release/anteroom")]
    binary: PathBuf,
    /// Measure Anteroom alone.
    #[arg(long)]
    alone: bool,
    /// MiB of each hostile input.
    #[arg(long, default_value_t = 2)]
    hostile_mib: usize,
}

/// A file's name and its documents.
struct Set {
    name: String,
    documents: Vec<Document>,
}

impl Phi {
    /// Measures and prints the tables.
    pub(crate) fn run(&self) -> Result<()> {
        let sets = self.sets()?;
        let anteroom = Finder::anteroom(&self.binary);
        accuracy(&anteroom, &sets)?;
        let rivals = match self.alone {
            true => Vec::new(),
            false => Finder::rivals(&tools::finders()?),
        };
        beside(&anteroom, &rivals, &sets)?;
        hostile::table(&anteroom, self.hostile_mib << 20)
    }

    fn sets(&self) -> Result<Vec<Set>> {
        let mut files = self.files.clone();
        if files.is_empty() {
            let folder = fs::read_dir(tools::root().join("corpus/heldout"))?;
            files = folder
                .map(|file| Ok(file?.path()))
                .collect::<Result<Vec<_>>>()?;
            files.sort();
        }
        files.iter().map(Set::read).collect()
    }
}

impl Set {
    fn read(file: impl AsRef<Path>) -> Result<Set> {
        let file = file.as_ref();
        let name = file.file_stem().context("a file without a name")?;
        Ok(Set {
            name: name.to_string_lossy().into_owned(),
            documents: gold::read(file)?,
        })
    }
}

/// Anteroom's figures, set by set.
fn accuracy(anteroom: &Finder, sets: &[Set]) -> Result<()> {
    println!(
        "{:<14} {:>6} {:>6} {:>6} {:>8}",
        "set", "spans", "R-full", "leak", "FPtok/1k"
    );
    let mut all = Figures::default();
    for Set { name, documents } in sets {
        let figures = anteroom.run(documents)?.figures(documents)?;
        println!("{name:<14} {:>6} {figures}", figures.recall().required);
        all.join(&figures);
    }
    println!("{:<14} {:>6} {all}\n", "all", all.recall().required);
    by_kind(&all);
    Ok(())
}

/// How much of each kind is found.
fn by_kind(figures: &Figures) {
    let table = |title: &str, kinds: &BTreeMap<String, Recall>| {
        println!("{title:<14} {:>6} {:>6}", "spans", "R-full");
        for (kind, recall) in kinds {
            println!("{kind:<14} {:>6} {recall:>6}", recall.required);
        }
        println!();
    };
    table("kind", figures.kinds());
    table("behind a word", figures.cued());
}

/// All finders over all texts.
fn beside(anteroom: &Finder, rivals: &[Finder], sets: &[Set]) -> Result<()> {
    let documents: Vec<Document> = sets.iter().flat_map(|set| set.documents.clone()).collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    println!(
        "{:<22} {:>6} {:>6} {:>8} {:>9} {:>7} {:>9}",
        "finder", "R-full", "leak", "FPtok/1k", "KB/CPU s", "ratio", "peak MiB"
    );
    let mut own = None;
    for finder in std::iter::once(anteroom).chain(rivals) {
        let run = finder.run(&documents)?;
        let (figures, speed) = (run.figures(&documents)?, run.speed(bytes));
        let ratio = *own.get_or_insert(speed) / speed;
        let Run { peak_mib, note, .. } = &run;
        println!(
            "{:<22} {figures} {speed:>9.0} {ratio:>7.1} {peak_mib:>9.1}  {note}",
            finder.name
        );
    }
    println!(
        "ready after {:.0} ms\n",
        anteroom.ready()?.as_secs_f64() * 1e3
    );
    Ok(())
}
