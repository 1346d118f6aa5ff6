//! The folder into which documents are written: ours alone, and never half a file in it.
//!
//! A file is written under another name in a folder of ours below the target, and gets its own name when it is whole. What a
//! run that was killed has left there is removed by the next one. A lock keeps two runs apart; the system opens it when
//! its holder dies, however it dies.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;

use super::draft::Draft;
use super::walk::Roots;
use crate::exit::Failure;

/// Our own folder below a target, by which we know it again.
pub(super) const STATE: &str = ".anteroom-scrub";

/// A folder that is written to.
pub(super) struct Target {
    root: PathBuf,
    /// Whether it is for its owner's eyes only.
    private: bool,
    drafts: AtomicU64,
    _lock: File,
}

impl Target {
    /// Takes a folder, or makes it.
    ///
    /// # Errors
    /// When it holds what is not ours, lies in what is read or holds it, or another run is writing to it.
    pub(super) fn open(root: &Path, private: bool, roots: &Roots) -> Result<Self, Failure> {
        check_apart(root, roots)?;
        check_ours(root)?;
        let made = || -> anyhow::Result<File> {
            make(root, private)?;
            make(&root.join(STATE), true)?;
            Ok(File::create(root.join(STATE).join("lock"))?)
        };
        let lock = made().with_context(|| format!("cannot write to {}", root.display()))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                anyhow::anyhow!("another run is writing to {}", root.display())
            }
            TryLockError::Error(error) => error.into(),
        })?;
        let target = Self {
            root: root.to_owned(),
            private,
            drafts: AtomicU64::new(0),
            _lock: lock,
        };
        target
            .clean()
            .with_context(|| format!("cannot write to {}", root.display()))?;
        Ok(target)
    }

    /// Removes what an earlier run has left half done.
    fn clean(&self) -> std::io::Result<()> {
        let drafts = self.drafts_folder();
        if drafts.exists() {
            fs::remove_dir_all(&drafts)?;
        }
        make(&drafts, true)
    }

    fn drafts_folder(&self) -> PathBuf {
        self.root.join(STATE).join("drafts")
    }

    /// Where we keep notes of our own.
    pub(super) fn state(&self) -> PathBuf {
        self.root.join(STATE)
    }

    /// Where a document is written in the end.
    pub(super) fn place(&self, place: &Path) -> PathBuf {
        self.root.join(place)
    }

    /// Begins a file. It is gone again unless it is finished.
    pub(super) fn draft(&self) -> std::io::Result<Draft> {
        let number = self.drafts.fetch_add(1, Ordering::Relaxed);
        Draft::new(self.drafts_folder().join(number.to_string()), self.private)
    }

    /// Gives a whole file its place.
    pub(super) fn put(&self, draft: Draft, place: &Path) -> std::io::Result<()> {
        let place = self.place(place);
        if let Some(folder) = place.parent() {
            make(folder, self.private)?;
        }
        draft.finish(&place)
    }
}

fn make(folder: &Path, private: bool) -> std::io::Result<()> {
    let mode = if private { 0o700 } else { 0o777 };
    DirBuilder::new().recursive(true).mode(mode).create(folder)
}

/// A folder that holds something else might lose it.
fn check_ours(root: &Path) -> Result<(), Failure> {
    let Ok(mut entries) = fs::read_dir(root) else {
        return Ok(());
    };
    let is_ours = root.join(STATE).is_dir() || entries.next().is_none();
    is_ours.then_some(()).ok_or_else(|| {
        Failure::usage(format_args!(
            "{} is not empty and was not written by `anteroom scrub`; name a new folder",
            root.display()
        ))
    })
}

/// What is written must not be read, and what is read must not be overwritten.
fn check_apart(root: &Path, roots: &Roots) -> Result<(), Failure> {
    let target = real(root)?;
    for path in roots.paths() {
        // What is not there is told when it is to be read.
        let Ok(source) = fs::canonicalize(path) else {
            continue;
        };
        if target.starts_with(&source) || source.starts_with(&target) {
            return Err(Failure::usage(format_args!(
                "{} and {} lie in one another; name a folder elsewhere",
                root.display(),
                path.display()
            )));
        }
    }
    Ok(())
}

/// Two folders that are written to must not lie in one another either.
pub(super) fn check_parted(one: &Path, other: &Path) -> Result<(), Failure> {
    let (first, second) = (real(one)?, real(other)?);
    let parted = !first.starts_with(&second) && !second.starts_with(&first);
    parted.then_some(()).ok_or_else(|| {
        Failure::usage("maps lead back to the patients, so they must not lie beside the documents; name a folder elsewhere")
    })
}

/// The real path of a folder that may not be there yet.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    let there = path
        .ancestors()
        .find(|part| part.as_os_str().is_empty() || part.exists());
    let there = there.unwrap_or(path);
    let rest = path.strip_prefix(there).unwrap_or(path);
    if rest.components().any(|part| part == Component::ParentDir) {
        return Err(Failure::usage(format_args!(
            "{} leads through a folder that is not there",
            path.display()
        )));
    }
    let there = if there.as_os_str().is_empty() {
        Path::new(".")
    } else {
        there
    };
    Ok(fs::canonicalize(there)?.join(rest))
}
