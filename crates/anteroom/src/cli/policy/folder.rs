//! Rules in a folder, laid out as `crates/policy/rules` is: the name of a file below it is the rule's id.

use std::fs;
use std::path::Path;

use anteroom_policy::Book;
use walkdir::WalkDir;

use crate::exit::Failure;

/// Reads the rules below a folder.
pub(super) fn read(folder: &Path) -> Result<Book, Failure> {
    let mut texts = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry =
            entry.map_err(|fault| Failure::usage(format_args!("{}: {fault}", folder.display())))?;
        if entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "cedar")
        {
            texts.push((id(folder, entry.path()), fs::read_to_string(entry.path())?));
        }
    }
    if texts.is_empty() {
        return Err(Failure::usage(format_args!(
            "{}: there is no .cedar file in this folder",
            folder.display()
        )));
    }
    Book::read(&texts)
        .map_err(|fault| Failure::usage(format_args!("{}: {fault}", folder.display())))
}

/// The rule's place below the folder, without its ending.
fn id(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file).with_extension("");
    below.to_string_lossy().replace('\\', "/")
}
