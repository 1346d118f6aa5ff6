//! Trains the tagger of `anteroom-phi` on the marked-up texts of `corpus/train` and measures it on those of
//! `corpus/heldout`, which it never sees.
//!
//! The same texts and the same seed give the same weights: one thread, one order, chance of our own making.

#![expect(clippy::print_stdout, reason = "figures are the command's output")]

mod chance;
mod data;
mod errors;
mod lattice;
mod net;
mod pack;
mod vary;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anteroom_phi::tagger::Model;
use anteroom_phi::{Engine, Settings};
use anyhow::{Context as _, Result, ensure};
use clap::{Args, Subcommand};

use crate::figures::{Figures, Recall};
use crate::gold::{self, Document};
use chance::Chance;
use data::Features;
use net::Net;
use vary::Words;

/// Buckets of features that are kept; four features each, 136 bytes.
const BUCKETS: usize = 45_056;

/// What can be trained.
#[derive(Debug, Subcommand)]
pub(crate) enum Train {
    /// The tagger of `anteroom-phi`.
    Tagger(Tagger),
}

/// Without options: train on `corpus/train`, measure on `corpus/heldout`, write the weights that are built in.
#[derive(Debug, Args)]
pub(crate) struct Tagger {
    /// Marked-up files to train on.
    files: Vec<PathBuf>,
    /// Marked-up files to measure on.
    #[arg(long, num_args = 1..)]
    measure: Vec<PathBuf>,
    /// How often every document is seen.
    #[arg(long, default_value_t = 24)]
    epochs: usize,
    /// The seed of all chance.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where the weights go.
    #[arg(long, default_value = "crates/phi/tagger/weights.bin")]
    out: PathBuf,
    /// Weights to measure, in place of training.
    #[arg(long)]
    from: Option<PathBuf>,
    /// From which chance on something is masked, where the weights are measured at another bound.
    #[arg(long)]
    bound: Option<f32>,
    /// How many misses and false finds of each file are shown.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

impl Train {
    /// Trains, measures, writes.
    pub(crate) fn run(&self) -> Result<()> {
        if cfg!(debug_assertions) {
            return optimized();
        }
        match self {
            Train::Tagger(tagger) => tagger.run(),
        }
    }
}

/// Runs the same command in an optimized build: unoptimized, it would take half an hour.
fn optimized() -> Result<()> {
    let mut command = Command::new(env!("CARGO"));
    command.args([
        "run",
        "--quiet",
        "--profile",
        "train",
        "--package",
        "xtask",
        "--",
    ]);
    let status = command.args(std::env::args_os().skip(1)).status()?;
    ensure!(status.success(), "training ended with {status}");
    Ok(())
}

impl Tagger {
    fn run(&self) -> Result<()> {
        let engine = Engine::untrained(&Settings::default())?;
        let mut model = match &self.from {
            Some(file) => Model::read(&std::fs::read(file)?)?,
            None => self.train(&engine)?,
        };
        if self.from.is_none() {
            std::fs::write(&self.out, model.to_bytes())
                .with_context(|| format!("{}", self.out.display()))?;
        }
        if let Some(bound) = self.bound {
            model.bounds.add = bound;
            model.bounds.grow = bound * 0.6;
        }
        self.measure(&engine.with_tagger(Some(model)))
    }

    fn measure(&self, engine: &Engine) -> Result<()> {
        let mut all = Figures::default();
        for file in files(&self.measure, "heldout")? {
            let (figures, errors) = errors::measure(engine, &gold::read(&file)?)?;
            all.join(&figures);
            println!(
                "{:<16} {figures}",
                file.file_stem().unwrap_or_default().display()
            );
            errors
                .iter()
                .take(self.errors)
                .for_each(|error| println!("  {error}"));
        }
        println!("{:<16} {all}", "all");
        let behind_words = Recall::sum(all.cued());
        println!(
            "behind a word    {behind_words:>6} of {}",
            behind_words.required
        );
        for (kind, recall) in all.cued() {
            println!("  {kind:<14} {recall:>6} of {}", recall.required);
        }
        Ok(())
    }

    fn train(&self, engine: &Engine) -> Result<Model> {
        let start = Instant::now();
        let mut documents = Vec::new();
        for file in files(&self.files, "train")? {
            documents.extend(gold::read(&file)?);
        }
        let words = Words::read(&documents)?;
        let mut chance = Chance::new(self.seed);
        let features = Features::count(engine, &documents, &words, self.seed)?;
        println!("{} documents, {} features", documents.len(), features.len());
        let mut net = Net::new(features.len(), &mut chance);
        for epoch in 0..self.epochs {
            net.pace(1.0 - epoch as f32 / self.epochs as f32);
            let loss = learn(engine, &documents, &words, &features, &mut net, &mut chance)?;
            println!(
                "epoch {epoch}: loss {loss:.4}, {:.0} s",
                start.elapsed().as_secs_f64()
            );
        }
        Ok(pack::model(&net, &features, BUCKETS))
    }
}

/// Learns from every document once, varied, in any order; gives the loss of a token.
fn learn(
    engine: &Engine,
    documents: &[Document],
    words: &Words,
    features: &Features,
    net: &mut Net,
    chance: &mut Chance,
) -> Result<f64> {
    let mut order: Vec<&Document> = documents.iter().collect();
    chance.shuffle(&mut order);
    let (mut loss, mut tokens) = (0.0, 0);
    for document in order {
        let sample = features.sample(engine, &vary::vary(document, words, chance))?;
        tokens += sample.tokens();
        loss += net.learn(&sample, chance);
    }
    Ok(loss / tokens.max(1) as f64)
}

/// The files that were named, or all of a folder of `corpus/`, in order.
fn files(named: &[PathBuf], folder: &str) -> Result<Vec<PathBuf>> {
    if !named.is_empty() {
        return Ok(named.to_vec());
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../corpus")
        .join(folder);
    let entries = std::fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))?;
    let mut files = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.sort();
    Ok(files)
}
