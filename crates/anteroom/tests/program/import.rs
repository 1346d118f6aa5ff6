//! `anteroom init --from` and `anteroom import` on the real binary: all of a file or none of it, and only what differs.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};

use crate::support::{anteroom, code, practice, text};
use crate::typed::{fine, run};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/import.example.toml")
}

/// Writes a file and imports it.
fn import(data: &Path, content: &str) -> std::process::Output {
    let file = data.join("../setup.toml");
    std::fs::write(&file, content).expect("a file");
    anteroom(data, &["import", &file.display().to_string()], "")
}

#[test]
fn the_example_sets_a_practice_up_and_a_second_import_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let example = example().display().to_string();
    let dry = anteroom(&data, &["init", "--from", &example, "--dry-run"], "");
    assert_eq!(code(&dry), 0, "{}", text(&dry.stderr));
    assert!(!data.exists() && text(&dry.stdout).contains("add     vendor  mistral"));
    let init = anteroom(&data, &["init", "--from", &example], "");
    assert_eq!(code(&init), 0, "{}", text(&init.stderr));
    assert_eq!(text(&init.stdout), text(&dry.stdout));
    let vendor = fine(&data, "vendor show mistral");
    assert!(
        vendor.contains("agreement: active") && vendor.contains("covered by an agreement"),
        "{vendor}"
    );
    assert!(fine(&data, "gate show incident-plan").contains("incident-plan.example.md  SHA-256"));
    assert!(
        fine(&data, "gate show training").contains("Signed by Dana Whitfield, compliance officer")
    );
    assert!(fine(&data, "flow show").contains("The backup Nightly backup"));
    let log = fine(&data, "audit list");
    assert!(log.contains("recorded agreement mistral.1."), "{log}");
    for again in [
        &["import", &example][..],
        &["import", &example, "--dry-run"],
    ] {
        let again = anteroom(&data, again, "");
        assert_eq!(text(&again.stdout), "", "nothing differs");
        assert!(text(&again.stderr).contains("0 records"));
    }
    assert_eq!(fine(&data, "audit list"), log);
    fine(&data, "audit verify");
}

#[test]
fn only_what_differs_becomes_a_new_revision_and_the_rest_stays() {
    let folder = practice();
    let data = folder.path().join("data");
    let people = "[[person]]\nid = \"maya\"\nname = \"Maya Ortiz\"\nrole = \"front desk\"\nstarted_on = 2026-01-05\n\
                  [[person]]\nid = \"ben\"\nname = \"Ben Kaya\"\nrole = \"biller\"\nstarted_on = 2026-01-05\n";
    let first = import(&data, people);
    assert_eq!(
        text(&first.stdout),
        "add     person  maya\nadd     person  ben\n"
    );
    fine(&data, "training person change ben --left 2026-03-31");
    let second = import(&data, &people.replace("Maya Ortiz", "Maya Ortiz-Lee"));
    assert_eq!(text(&second.stdout), "change  person  maya\n");
    let log = fine(&data, "audit list");
    assert_eq!(log.matches("changed person").count(), 2);
    assert!(
        !fine(&data, "training status").contains("Ben"),
        "that he left is on file, and the file does not say otherwise"
    );
}

#[test]
fn a_file_is_kept_once() {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::write(folder.path().join("baa.pdf"), "invented").expect("a file");
    let agreement = "[[vendor]]\nid = \"acme\"\nname = \"Acme\"\nrole = \"other\"\n\
                     [[agreement]]\nid = \"acme.1\"\nparty = \"acme\"\nfile = \"baa.pdf\"\n\
                     [[gate]]\nname = \"risk\"\nfiles = [\"baa.pdf\"]\n";
    for times in 0..2 {
        assert_eq!(code(&import(&data, agreement)), 0, "{times}");
        assert_eq!(fine(&data, "evidence list").lines().count(), 2);
    }
    std::fs::write(folder.path().join("baa.pdf"), "another").expect("a file");
    let changed = import(&data, agreement);
    assert_eq!(
        text(&changed.stdout),
        "change  agreement  acme.1\nchange  gate  risk\n"
    );
    fine(&data, "audit verify");
}

#[test]
fn what_is_wrong_is_named_and_then_nothing_is_recorded() {
    let folder = practice();
    let data = folder.path().join("data");
    let before = fine(&data, "audit list");
    let good = "[[vendor]]\nid = \"acme\"\nname = \"Acme\"\nrole = \"other\"\n";
    for (bad, says) in [
        ("[[vendro]]\n", "line 5: unknown field `vendro`"),
        (
            "[[person]]\nname = \"Maya\"\n",
            "line 5: person: missing key `id`",
        ),
        (
            "[[person]]\nid = \"maya\"\nnmae = \"Maya\"\n",
            "line 5: person maya: unknown field `nmae`, expected one of `name`",
        ),
        (
            "[[course]]\nid = \"basics\"\ntitle = \"Basics\"\npass_percent = \"Lindgren\"\n",
            "line 5: course basics: key `pass_percent`: invalid type: text",
        ),
        (
            "[[vendor]]\nid = \"acme\"\nname = \"Acme\"\nrole = \"other\"\n",
            "line 5: vendor acme: is there twice",
        ),
        (
            "[[agreement]]\nid = \"none.1\"\nparty = \"none\"\n",
            "line 5: agreement none.1: key `party`: there is no vendor `none`",
        ),
        (
            "[[agreement]]\nid = \"acme.1\"\nparty = \"acme\"\nfile = \"gone.pdf\"\n",
            "line 5: agreement acme.1: the file gone.pdf: entity not found",
        ),
        (
            "[[agreement]]\nid = \"acme.1\"\nparty = \"acme\"\nuntil = 2026-01-01\n",
            "line 5: agreement acme.1: the last day needs a first day",
        ),
        (
            "[[gate]]\nname = \"no-such\"\n",
            "line 5: gate no-such: key `name`: unknown variant",
        ),
        (
            "[[gate]]\nname = \"risk\"\napproval = { by = \"Dana\" }\n",
            "line 5: gate risk: key `approval`: this cannot be imported",
        ),
        (
            "[practice]\nname = \"Oak\"\nstate = \"TX\"\n",
            "[practice] is not this practice, Elm Street Clinic (OH)",
        ),
        (
            "[practice]\nname = \"Elm Street Clinic\"\n",
            "line 5: missing field `state`",
        ),
        ("x = [\n", "line 5: "),
    ] {
        let refused = import(&data, &format!("{good}{bad}"));
        let error = text(&refused.stderr);
        assert_eq!(code(&refused), 2, "{bad}: {error}");
        assert!(error.contains(says), "{bad}: {error}");
        assert!(
            error.contains("Nothing was recorded.") && !error.contains("Lindgren"),
            "{error}"
        );
    }
    assert_eq!(fine(&data, "audit list"), before);
    assert_eq!(fine(&data, "vendor list"), "");
}

#[test]
fn a_practice_is_set_up_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let file = folder.path().join("setup.toml");
    let path = file.display().to_string();
    let init = |arguments: &[&str]| anteroom(&data, arguments, "");
    let whole = "[practice]\nname = \"Elm Street Clinic\"\nstate = \"OH\"\n";
    for (content, exit) in [
        ("", 2),
        ("[practice]\nname = \"Elm\"\nstate = \"XX\"\n", 2),
        (&*format!("{whole}[[person]]\nid = \"maya\"\n"), 2),
    ] {
        std::fs::write(&file, content).expect("a file");
        for dry in [
            &["init", "--from", &path][..],
            &["init", "--from", &path, "--dry-run"],
        ] {
            assert_eq!(code(&init(dry)), exit, "{content}");
            assert!(!data.join("keys/seal.key").exists(), "{content}");
        }
    }
    std::fs::write(&file, whole).expect("a file");
    assert_eq!(code(&init(&["init", "--from", &path])), 0);
    assert_eq!(code(&run(&data, "audit verify")), 0);
    assert_eq!(
        code(&init(&["init", "--from", &path])),
        4,
        "it is there already"
    );
    assert_eq!(code(&init(&["init", "--from", &path, "--state", "OH"])), 2);
    assert_eq!(code(&init(&["init", "--practice", "Elm"])), 2);
}
