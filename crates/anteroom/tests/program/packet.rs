//! The auditor's packet on the real binary: made by the practice, checked without its folder, and every change named.

use std::path::Path;

use crate::support::{code, text};
use crate::typed::{fine, run};
use anteroom_audit::packet::check;
use serde_json::Value;

fn verify(folder: &Path, packet: &str, more: &str) -> (i32, String) {
    let path = folder.join(packet);
    // No data folder: whoever checks has none.
    let output = run(
        &folder.join("none"),
        &format!("audit verify --packet {}{more}", path.display()),
    );
    (
        code(&output),
        format!("{}{}", text(&output.stdout), text(&output.stderr)),
    )
}

#[test]
fn a_packet_is_checked_without_the_practice_and_a_changed_byte_is_named() {
    let (folder, data) = crate::clinic::clinic();
    let (folder, packet) = (folder.path(), folder.path().join("packet.tar"));
    fine(&data, &format!("export packet --out {}", packet.display()));
    assert_eq!(
        code(&run(
            &data,
            &format!("export packet --out {}", packet.display())
        )),
        4,
        "it is there already"
    );
    let key = format!(" --public-key {}", data.join("keys/log.pub").display());
    let (exit, said) = verify(folder, "packet.tar", &key);
    assert_eq!(exit, 0, "{said}");
    assert!(
        said.contains("The packet is whole") && said.contains("unbroken"),
        "{said}"
    );
    let (_, said) = verify(folder, "packet.tar", " --json");
    let json: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!(json["decisions"], 0);
    assert!(
        json["records"].as_u64().unwrap() > 25 && json["files"].as_u64().unwrap() >= 4,
        "{json}"
    );
    let whole = std::fs::read(&packet).unwrap();
    for (inside, named) in [
        ("How to check this packet", "README.md"),
        ("<h1>Readiness review", "review.html"),
        ("What counts as patient information", "review.html"),
        ("\"subject\":\"incident\"", "records.jsonl"),
        ("\"media_type\":", "files.jsonl"),
        ("evidence_recorded", "log.jsonl"),
    ] {
        let mut changed = whole.clone();
        let at = whole
            .windows(inside.len())
            .position(|window| window == inside.as_bytes())
            .unwrap();
        changed[at + 1] ^= 1;
        std::fs::write(folder.join("changed.tar"), &changed).unwrap();
        let (exit, said) = verify(folder, "changed.tar", &key);
        assert_eq!(exit, 5, "{inside}");
        assert!(
            said.contains(&format!("{named} is not as it was signed")),
            "{inside}: {said}"
        );
    }
    // Anywhere: in heads, between members, in the signature.
    for at in (0..whole.len()).step_by(997) {
        let mut changed = whole.clone();
        changed[at] ^= 4;
        assert!(check(&changed, None).is_err(), "byte {at}");
    }
}

#[test]
fn a_packet_of_another_practice_is_not_taken_for_this_one() {
    let (folder, data) = crate::clinic::clinic();
    let other = crate::support::practice();
    let packet = folder.path().join("packet.tar");
    fine(&data, &format!("export packet --out {}", packet.display()));
    let key = format!(
        " --public-key {}",
        other.path().join("data/keys/log.pub").display()
    );
    let (exit, said) = verify(folder.path(), "packet.tar", &key);
    assert_eq!(exit, 5);
    assert!(said.contains("another key"), "{said}");
    assert!(
        fine(&data, "audit list").contains("copied out"),
        "that it was made is in the log"
    );
    fine(&data, "audit verify");
}
