//! The files that paths lead to, one after another as they come.
//!
//! Folders are walked to the bottom. Links in them are not followed and hidden files are left out; what is named itself is
//! read, whatever it is.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::exit::Failure;

/// A file.
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// Its place below what was named, and where it is written to.
    pub(super) place: PathBuf,
}

/// A path that leads nowhere, and why.
pub(super) struct Lost {
    pub(super) path: PathBuf,
    pub(super) reason: String,
}

/// What was named, and under which name it is written.
pub(super) struct Roots(Vec<(PathBuf, PathBuf)>);

impl Roots {
    /// One folder is written as what it holds; of several paths each keeps its name.
    ///
    /// # Errors
    /// When two would be written to one place.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut taken = BTreeSet::new();
        let mut roots = Vec::with_capacity(paths.len());
        for path in paths {
            let name = match paths.len() == 1 && path.is_dir() {
                true => OsString::new(),
                false => name(path)?,
            };
            if !taken.insert(name.clone()) {
                return Err(Failure::usage(format_args!(
                    "two of the paths are called {}, so both would be written to one place; scrub them into two folders",
                    name.display()
                )));
            }
            roots.push((path.clone(), PathBuf::from(name)));
        }
        Ok(Self(roots))
    }

    /// Paths of which nothing is written.
    pub(super) fn to_read(paths: &[PathBuf]) -> Self {
        let unnamed = paths.iter().map(|path| (path.clone(), PathBuf::new()));
        Self(unnamed.collect())
    }

    /// Every file, as the walk comes to it.
    pub(super) fn files(&self) -> impl Iterator<Item = Result<Found, Lost>> {
        self.0.iter().flat_map(|(root, name)| below(root, name))
    }

    /// What was named.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|(root, _)| root.as_path())
    }
}

/// The last part of a path, of the real one where it is written with dots.
fn name(path: &Path) -> Result<OsString, Failure> {
    if let Some(name) = path.file_name() {
        return Ok(name.to_owned());
    }
    let real = std::fs::canonicalize(path)?;
    real.file_name()
        .map(ToOwned::to_owned)
        .ok_or_else(|| Failure::usage(format_args!("{} has no name", path.display())))
}

fn below(root: &Path, name: &Path) -> impl Iterator<Item = Result<Found, Lost>> {
    let entries = WalkDir::new(root).into_iter().filter_entry(is_wanted);
    entries.filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_file() => {
            let rest = entry.path().strip_prefix(root).unwrap_or(entry.path());
            // A file that is named itself has nothing below it, and joining nothing would add a slash.
            let place = match rest.as_os_str().is_empty() {
                true => name.to_owned(),
                false => name.join(rest),
            };
            Some(Ok(Found {
                path: entry.into_path(),
                place,
            }))
        }
        Ok(entry) if entry.depth() == 0 && !entry.file_type().is_dir() => Some(Err(Lost {
            path: entry.into_path(),
            reason: "it is no file".to_owned(),
        })),
        Ok(_) => None,
        Err(error) => Some(Err(lost(root, &error))),
    })
}

fn is_wanted(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn lost(root: &Path, error: &walkdir::Error) -> Lost {
    let reason = error
        .io_error()
        .map_or_else(|| "it leads back to itself".to_owned(), ToString::to_string);
    Lost {
        path: error.path().unwrap_or(root).to_owned(),
        reason,
    }
}
