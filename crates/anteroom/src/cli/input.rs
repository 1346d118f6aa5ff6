//! Reading a text that a command was given: a file, or standard input for `-`.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::exit::Failure;

/// What stands for standard input.
const STDIN: &str = "-";

/// Reads the whole text.
///
/// # Errors
/// When the file cannot be read or is not UTF-8. The message names the file, never its content.
pub(super) fn text(file: Option<&Path>) -> Result<String, Failure> {
    let (bytes, name) = match file {
        Some(path) if path != Path::new(STDIN) => (
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?,
            path.to_owned(),
        ),
        _ => (stdin()?, PathBuf::from("standard input")),
    };
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::usage(format_args!(
            "{} is not UTF-8 text: byte {at} does not fit; save it as UTF-8",
            name.display()
        ))
    })
}

fn stdin() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("cannot read standard input")?;
    Ok(bytes)
}
