//! The marked-up training texts, as tests read them.

use std::path::Path;

/// Where they lie.
pub(crate) const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/train");

/// The documents of a file without their marks (the format is described in `corpus/README.md`).
pub(crate) fn documents(file: &str) -> Vec<String> {
    let marked = std::fs::read_to_string(Path::new(FOLDER).join(file)).unwrap();
    let bodies = marked.split("### ").skip(1);
    bodies
        .map(|document| unmarked(document.split_once('\n').unwrap().1))
        .collect()
}

fn unmarked(body: &str) -> String {
    let mut text = String::new();
    let mut rest = body;
    while let Some((before, marked)) = rest.split_once("[[") {
        let (mark, after) = marked.split_once("]]").unwrap();
        text.push_str(before);
        text.push_str(mark.split_once(':').unwrap().1);
        rest = after;
    }
    text + rest
}
