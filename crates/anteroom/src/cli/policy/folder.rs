//! Rules in a folder, laid out as `crates/policy/rules` is: the name of a file below it is the rule's id.

use std::fs;
use std::path::{Path, PathBuf};

use anteroom_policy::{Bases, Book, Case};
use anyhow::Context as _;
use walkdir::WalkDir;

use crate::exit::Failure;

/// Where cases start, and how their files end.
const BASES: &str = "bases.toml";
const CASES: &str = ".cases.toml";

/// Reads the rules below a folder.
pub(super) fn read(folder: &Path) -> Result<Book, Failure> {
    let mut texts = Vec::new();
    for file in files(folder, ".cedar")? {
        texts.push((id(folder, &file, ".cedar"), text(&file)?));
    }
    if texts.is_empty() {
        return Err(unusable(folder, "there is no .cedar file in this folder"));
    }
    Book::read(&texts).map_err(|fault| unusable(folder, fault))
}

/// Reads the cases below a folder, each with the id of its rule; none where there are no bases.
pub(super) fn cases(folder: &Path) -> Result<Vec<(String, Case)>, Failure> {
    let bases = folder.join(BASES);
    if !bases.exists() {
        return Ok(Vec::new());
    }
    let bases = Bases::read(&text(&bases)?).map_err(|fault| unusable(&bases, fault))?;
    let mut all = Vec::new();
    for file in files(folder, CASES)? {
        let cases = Case::read(&text(&file)?, &bases).map_err(|fault| unusable(&file, fault))?;
        let id = id(folder, &file, CASES);
        all.extend(cases.into_iter().map(|case| (id.clone(), case)));
    }
    Ok(all)
}

/// The files below a folder whose names end so, in order.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|fault| unusable(folder, fault))?;
        if entry.file_name().to_string_lossy().ends_with(ending) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// The place below the folder, without the ending.
fn id(folder: &Path, file: &Path, ending: &str) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file).to_string_lossy();
    let below = below.strip_suffix(ending).unwrap_or(&below);
    below.replace('\\', "/")
}

fn text(file: &Path) -> Result<String, Failure> {
    let text = fs::read_to_string(file);
    Ok(text.with_context(|| format!("cannot read {}", file.display()))?)
}

fn unusable(place: &Path, why: impl std::fmt::Display) -> Failure {
    Failure::usage(format_args!("{}: {why}", place.display()))
}
