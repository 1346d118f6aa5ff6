//! `anteroom consent` on the real binary: what a consent covers is there.

use crate::support::{anteroom, code, practice, text};
use crate::typed::fine;

#[test]
fn a_consent_covers_a_connection_that_is_there() {
    let folder = practice();
    let data = folder.path().join("data");
    let key = folder.path().join("vendor.key");
    std::fs::write(&key, "secret\n").expect("a file");
    // The code of a use case has a `_` of its own.
    let record = "consent record c-17 --use-case chart_summary --connection main --signed 2026-03-01 --until 2999-02-28 --by Dana";
    let record: Vec<&str> = record.split(' ').collect();
    let before = fine(&data, "audit list");
    let refused = anteroom(&data, &record, "");
    assert_eq!(code(&refused), 4);
    let says = text(&refused.stderr);
    assert!(says.contains("the consent cannot be recorded"), "{says}");
    assert_eq!(fine(&data, "audit list"), before);
    let connect = format!(
        "connection add main --provider mistral --base-url https://api.us.mistral.ai --key-file {} --model a",
        key.display()
    );
    fine(&data, &connect);
    assert_eq!(code(&anteroom(&data, &record, "")), 0);
    assert!(fine(&data, "consent list").contains("c-17: counts; chart_summary through main"));
}
