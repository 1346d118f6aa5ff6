//! The rules of the checkout, and copies of them in which one is missing.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rules of the checkout.
pub(crate) fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/rules")
}

/// A copy without the file of this name. The rule's cases stay, so that they can tell.
pub(crate) fn rules_without(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&rules(), folder.path(), name).unwrap();
    folder
}

fn copy(from: &Path, to: &Path, without: &str) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, goal) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &goal, without)?;
        } else if entry.file_name() != without {
            fs::copy(&path, goal)?;
        }
    }
    Ok(())
}
