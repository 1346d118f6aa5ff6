//! Commands as somebody types them, in one line.

use std::path::Path;
use std::process::Output;

use crate::support::{anteroom, code, text};

/// Runs a command line; a `_` stands for a space inside a word.
pub(crate) fn run(data: &Path, line: &str) -> Output {
    let arguments: Vec<String> = line.split(' ').map(|word| word.replace('_', " ")).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    anteroom(data, &arguments, "")
}

/// What a command prints that must succeed.
pub(crate) fn fine(data: &Path, line: &str) -> String {
    let output = run(data, line);
    assert_eq!(code(&output), 0, "{line}: {}", text(&output.stderr));
    text(&output.stdout)
}
