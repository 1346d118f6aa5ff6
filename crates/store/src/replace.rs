//! Files that are replaced whole: after a crash either the older or the newer content is there, never half of one.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Where a file's newer content is until it takes the file's place.
pub(crate) fn fresh(path: &Path) -> PathBuf {
    path.with_added_extension("new")
}

/// Puts content into the place of a file's; only its owner may read it. The name is on disk after [`sync_name`].
pub(crate) fn replace(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let fresh = fresh(path);
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&fresh)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}

/// Sees to it that a file's name is on disk, whoever gave it.
pub(crate) fn sync_name(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
