//! What the practice says in `practice.toml` counts: people on it are found anywhere, its own details are left alone, and
//! a list that cannot be used stops everything without a word of it.

use crate::support::{anteroom, code, practice, text};

const LIST: &str = r#"
public_details = ["Elm Street Clinic", "614-555-0100"]

[[people]]
name = "Harriet Lindgren"
role = "patient"

[[people]]
name = "Wren Table"
"#;

#[test]
fn known_people_are_found_and_public_details_are_left_alone() {
    let folder = practice();
    let file = folder.path().join("list.toml");
    std::fs::write(&file, LIST).unwrap();
    let note = "wren table called elm street clinic on 614-555-0100, call back at 614-555-0142";
    let known = ["scrub", "--practice", file.to_str().unwrap()];
    let data = folder.path().join("data");
    let scrubbed = text(&anteroom(&data, &known, note).stdout);
    assert!(
        !scrubbed.contains("wren") && !scrubbed.contains("table"),
        "{scrubbed}"
    );
    assert!(
        scrubbed.contains("elm street clinic on 614-555-0100"),
        "{scrubbed}"
    );
    assert!(!scrubbed.contains("0142"), "{scrubbed}");
    for note in ["Wren Table rang", "Wren table rang", "WREN TABLE RANG"] {
        let scrubbed = text(&anteroom(&data, &known, note).stdout).to_lowercase();
        assert!(
            !scrubbed.contains("wren") && !scrubbed.contains("table"),
            "{scrubbed}"
        );
    }
    let unknown = text(&anteroom(&data, &["scrub"], note).stdout);
    assert!(!unknown.contains("0100"), "{unknown}");
}

#[test]
fn a_list_that_cannot_be_used_stops_everything_and_is_not_repeated() {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::write(data.join("practice.toml"), LIST).unwrap();
    let doctor = anteroom(&data, &["doctor"], "");
    assert_eq!(code(&doctor), 0);
    assert!(text(&doctor.stdout).contains("2 people known, 2 public details"));
    std::fs::write(
        data.join("practice.toml"),
        format!("{LIST}role = \"Lindgren\"\nrole = 2"),
    )
    .unwrap();
    for arguments in [
        &["doctor"][..],
        &["config", "validate"],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        let output = anteroom(&data, arguments, "");
        assert_eq!(code(&output), 4, "{arguments:?}");
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(
            said.contains("practice.toml") && said.contains("line"),
            "{said}"
        );
        for word in ["Harriet", "Lindgren", "Wren"] {
            assert!(!said.contains(word), "{said}");
        }
    }
}
