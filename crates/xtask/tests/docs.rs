//! The guides name files; a guide that names a file which is gone misleads a newcomer.

use std::path::Path;

const GUIDES: [&str; 6] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "docs/invariants.md",
    "docs/proofs.md",
];

/// How many invariants there are.
const INVARIANTS: usize = 8;

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
fn every_invariant_names_tests_that_exist() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("docs/invariants.md"))?;
    let sections: Vec<_> = page.split("\n## ").skip(1).collect();
    assert_eq!(sections.len(), INVARIANTS);
    for section in sections {
        let named: Vec<_> = section.lines().filter_map(named).collect();
        assert!(!named.is_empty(), "no test for {section}");
        for (test, file) in named {
            let text = std::fs::read_to_string(root.join(file))?;
            assert!(
                text.contains(&format!("fn {test}(")),
                "{file} has no {test}"
            );
        }
    }
    Ok(())
}

/// The test and the file in a line such as "- `test` in `file`".
fn named(line: &str) -> Option<(&str, &str)> {
    let (test, file) = line.strip_prefix("- `")?.split_once("` in `")?;
    Some((test, file.strip_suffix('`')?))
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
