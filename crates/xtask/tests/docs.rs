//! The guides name files; a guide that names a file which is gone misleads a newcomer.

use std::path::Path;

const GUIDES: [&str; 4] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
];

#[test]
fn every_file_that_a_guide_names_exists() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut missing = Vec::new();
    for guide in GUIDES {
        let text = std::fs::read_to_string(root.join(guide))?;
        let gone = paths(&text).filter(|path| !root.join(path).exists());
        missing.extend(gone.map(|path| format!("{guide}: {path}")));
    }
    assert_eq!(missing, Vec::<String>::new());
    Ok(())
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
