//! Every file under `rules/` is what it claims to be, and is in the binary.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::cases;
use crate::rules::SHIPPED;

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The id that a file's place gives it.
fn id(file: &Path, ending: &str) -> Option<String> {
    let name = file
        .strip_prefix(cases::folder())
        .unwrap()
        .to_str()
        .unwrap();
    name.strip_suffix(ending).map(str::to_owned)
}

#[test]
fn every_rule_on_disk_is_in_the_binary_to_the_byte() {
    let shipped: BTreeMap<_, _> = SHIPPED
        .iter()
        .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()))
        .collect();
    let on_disk: BTreeMap<_, _> = files(&cases::folder())
        .iter()
        .filter_map(|file| id(file, ".cedar").map(|id| (id, fs::read_to_string(file).unwrap())))
        .collect();
    assert_eq!(shipped, on_disk);
}

#[test]
fn every_rule_has_cases_and_every_case_file_has_a_rule() {
    for (id, _) in SHIPPED {
        assert!(!cases::of(id).is_empty(), "{id} has no cases");
    }
    for file in files(&cases::folder()) {
        let known = match (id(&file, ".cedar"), id(&file, ".cases.toml")) {
            (Some(_), _) => true,
            (_, Some(id)) => SHIPPED.iter().any(|(rule, _)| *rule == id),
            _ => ["rules/README.md", "rules/bases.toml"]
                .iter()
                .any(|known| file.ends_with(known)),
        };
        assert!(known, "{} belongs to no rule", file.display());
    }
}

#[test]
fn a_rule_has_each_annotation_once_and_cites_a_law() {
    let keys = [
        "id",
        "reason",
        "says",
        "next",
        "cite",
        "effective",
        "until",
        "last_checked",
    ];
    for (id, text) in SHIPPED {
        let found: Vec<_> = text
            .lines()
            .filter_map(|line| line.strip_prefix('@'))
            .collect();
        let names: Vec<_> = found
            .iter()
            .filter_map(|line| line.split('(').next())
            .collect();
        assert_eq!(names, keys, "{id}: the annotations, in this order");
        let cite = found.iter().find(|line| line.starts_with("cite")).unwrap();
        assert!(
            cite.chars().any(|letter| letter.is_ascii_digit()),
            "{id} cites no section"
        );
        assert!(
            text.starts_with("// "),
            "{id} does not open with its purpose"
        );
    }
}
