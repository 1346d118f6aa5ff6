//! The real binary on a real folder, for the tests of the command line.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs the binary on a data folder, with this on its standard input.
pub(crate) fn anteroom(data: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_anteroom"))
        .args(arguments)
        .env("ANTEROOM_DATA", data)
        .env_remove("ANTEROOM_CONFIG")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone already.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A practice in a new folder.
pub(crate) fn practice() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let init = anteroom(
        &folder.path().join("data"),
        &["init", "--practice", "Elm Street Clinic", "--state", "OH"],
        "",
    );
    assert_eq!(code(&init), 0, "{}", text(&init.stderr));
    folder
}
