//! `anteroom flow` on the real binary: the map is drawn, approved, and notices what changes.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};

use crate::support::{code, practice, text};
use crate::typed::{fine, run};

fn set_up() -> (tempfile::TempDir, PathBuf) {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::write(folder.path().join("vendor.key"), "secret\n").expect("a file");
    fine(
        &data,
        "vendor add mistral --name Mistral_AI --role business-associate",
    );
    connect(folder.path(), &data, "https://api.us.mistral.ai");
    (folder, data)
}

fn connect(folder: &Path, data: &Path, url: &str) {
    let key = folder.join("vendor.key");
    let key = key.display();
    fine(
        data,
        &format!(
            "connection add main --provider mistral --base-url {url} --key-file {key} --model model-a"
        ),
    );
}

#[test]
fn a_map_is_approved_and_every_later_change_is_said() {
    let (folder, data) = set_up();
    let diff = run(&data, "flow diff");
    assert_eq!(code(&diff), 1);
    assert!(text(&diff.stdout).contains("No map is approved."));
    let before = fine(&data, "audit list");
    fine(&data, "flow approve --by Dana_Whitfield --dry-run");
    assert_eq!(fine(&data, "audit list"), before);
    fine(&data, "flow approve --by Dana_Whitfield");
    assert!(fine(&data, "audit list").contains("recorded flow map practice."));
    assert!(fine(&data, "flow diff").contains("Nothing changed since."));
    fine(&data, "connection revoke main");
    connect(folder.path(), &data, "https://api.mistral.ai");
    let diff = run(&data, "flow diff");
    assert_eq!(code(&diff), 1);
    let said = text(&diff.stdout);
    assert!(
        said.contains(
            "The connection main now goes to api.mistral.ai; the map says api.us.mistral.ai."
        ),
        "{said}"
    );
    let json = text(&run(&data, "flow diff --json").stdout);
    let json: serde_json::Value = serde_json::from_str(&json).expect("an object");
    assert_eq!(json.pointer("/is_approved"), Some(&false.into()));
    assert_eq!(json.pointer("/approved/version"), Some(&1.into()));
    fine(&data, "gate assign data-flow --owner Ada");
    assert!(
        fine(&data, "gate list").contains("data-flow      Map of where data goes: needs renewal")
    );
    fine(&data, "gate approve data-flow --by Dana_Whitfield");
    assert!(fine(&data, "gate list").contains("data-flow      Map of where data goes: ready"));
    assert!(fine(&data, "flow diff").contains("Version 2, approved by Dana Whitfield"));
    fine(&data, "audit verify");
}

#[test]
fn every_form_says_the_same() {
    let (_folder, data) = set_up();
    fine(&data, "key create --name front_desk");
    fine(
        &data,
        "risk asset add tape --name Nightly_backup --place Safe --owner Ada --backup",
    );
    let json = fine(&data, "flow export --format json");
    assert!(
        json.contains("30 days, or as long as your settings say"),
        "{json}"
    );
    for technical in ["XChaCha20", "retention.", "_days"] {
        assert!(!json.contains(technical), "{technical}");
    }
    let json: serde_json::Value = serde_json::from_str(&json).expect("an object");
    let edges = json
        .pointer("/map/edges")
        .and_then(|edges| edges.as_array());
    let edges = edges.expect("ways");
    assert_eq!(edges.len(), 6);
    let show = fine(&data, "flow show");
    for format in ["svg", "mermaid", "table"] {
        let form = fine(&data, &format!("flow export --format {format}"));
        for edge in edges {
            let name = edge.pointer("/name").and_then(|name| name.as_str());
            let name = name.expect("a name");
            assert!(form.contains(name), "{name} in {format}");
            assert!(show.contains(name), "{name}");
        }
    }
    let nothing = practice();
    let refused = run(&nothing.path().join("data"), "flow approve --by Dana");
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("the map leads nowhere yet"));
}
