//! The data folder's path, and files that only their owner may read.
//!
//! The checks on the folder itself live in `anteroom_store::folder`.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::cli::Place;

/// The data folder that was named, else `~/.local/share/anteroom`.
pub(crate) fn path(place: &Place) -> anyhow::Result<PathBuf> {
    match &place.data {
        Some(data) => Ok(data.clone()),
        None => std::env::home_dir()
            .map(|home| home.join(".local/share/anteroom"))
            .context("no data folder: name one with --data DIR or ANTEROOM_DATA"),
    }
}

/// Writes a new file that only its owner may read. An existing file is left alone.
pub(crate) fn write_secret(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
