//! The guides name files; a guide that names a file which is gone misleads a newcomer.

use std::path::{Path, PathBuf};

const GUIDES: [&str; 4] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
];

#[test]
fn every_file_that_a_guide_names_exists() {
    let root = root();
    let missing: Vec<String> = GUIDES
        .iter()
        .flat_map(|guide| {
            paths(&read(&root.join(guide)))
                .map(|path| format!("{guide}: {path}"))
                .collect::<Vec<_>>()
        })
        .filter(|named| !root.join(named.split_once(": ").unwrap().1).exists())
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_check_itself_sees_paths() {
    let text = "see `crates/phi/src/lib.rs` and `POST /v1/chat` and [decisions](docs/decisions/)";
    assert_eq!(
        paths(text).collect::<Vec<_>>(),
        ["crates/phi/src/lib.rs", "docs/decisions/"]
    );
}

/// Paths of this repository in code spans and link targets; patterns with `<` or `*` are not paths.
fn paths(text: &str) -> impl Iterator<Item = String> {
    text.split(['`', '(', ')', ' ', '\n', ','])
        .filter(|word| {
            ["crates/", "docs/", "fuzz/", "sdk-tests/"]
                .iter()
                .any(|start| word.starts_with(start))
        })
        .filter(|word| !word.contains(['<', '*', '…', '{']))
        .map(|word| word.trim_end_matches(['.', ':', ';']).to_owned())
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
        .to_owned()
}
