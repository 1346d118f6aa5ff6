//! `anteroom evidence`: the files that were attached to records. They are handed back as they came.

use std::path::PathBuf;

use anteroom_audit::Word;
use anteroom_office::Desk;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use serde_json::json;

use super::desk::at_desk;
use super::{Place, when};
use crate::exit::{Exit, Outcome};
use crate::{folder, terminal};

#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// All files. Which record names which is shown with the record, as JSON.
    #[command(after_help = "Example:\n  anteroom evidence list --json")]
    List {
        /// Write one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Write a file out, readable by you alone. A file that is there already is left alone.
    #[command(
        after_help = "Example:\n  anteroom evidence save 019a0000-0000-7000-8000-000000000000 --out baa.pdf"
    )]
    Save(Save),
}

#[derive(Debug, Args)]
pub(crate) struct Save {
    /// The file's id.
    id: Word,
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Evidence {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        at_desk(place, false, async |desk| match self {
            Evidence::List { json } => list(desk, json).await,
            Evidence::Save(save) => write(desk, save).await,
        })
    }
}

async fn list(desk: &Desk, as_json: bool) -> Outcome {
    let files = desk.store().files().await;
    for file in files.context("the files cannot be read")? {
        let (id, sha256, kept) = (&file.id, file.sha256, when(file.kept_at));
        match as_json {
            true => terminal::json(&json!({
                "id": id, "sha256": sha256, "bytes": file.bytes, "media_type": file.media_type, "kept": kept,
            }))?,
            false => terminal::line(format_args!(
                "{id}  {kept}  {}  {} bytes  SHA-256 {sha256}",
                file.media_type, file.bytes
            ))?,
        }
    }
    Ok(Exit::Done)
}

async fn write(desk: &Desk, save: Save) -> Outcome {
    let content = desk.store().file_content(&save.id).await;
    let content = content.context("the file cannot be read")?;
    let out = save.out.display();
    folder::write_secret(&save.out, &content).with_context(|| format!("cannot write {out}"))?;
    terminal::note(format_args!("Written to {out}."));
    Ok(Exit::Done)
}
