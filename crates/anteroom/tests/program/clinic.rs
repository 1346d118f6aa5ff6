//! An invented practice halfway through its papers, made by the command line alone.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::support::{anteroom, code, text};
use crate::typed::fine;

const MUST: &str = "BAA-01,BAA-02,BAA-03,BAA-04,BAA-05,BAA-06,BAA-07,BAA-08,BAA-09,BAA-10,BAA-11,BAA-12,BAA-13,BAA-14,BAA-15,BAA-26";

/// What has been done so far. A `_` stands for a space inside a word.
const DONE: &str = "\
connection add chat --provider mistral --base-url https://api.us.mistral.ai --key-file KEY --model mistral-medium-3-5-26-04
connection add backroom --provider openai-compatible --base-url http://127.0.0.1:9 --key-file KEY --model ministral-3-8b
connection add embeddings --provider mistral --base-url https://api.mistral.ai --key-file KEY --model mistral-embed
connection approve chat --for deidentified --agreement-until 2999-12-31 --no-training-use --approved-by Dana_Whitfield
connection replacing chat surrogates
key create --name front-desk-tool
key create --name billing-tool
vendor add mistral --name Mistral_AI --role business-associate --contact privacy@vendor.example
vendor agreement add mistral --effective 2026-02-01 --until 2999-12-31 --signed-by-both --endpoint api.us.mistral.ai --region us --file PAPER
vendor agreement check mistral.1 --yes MUST --by Dana_Whitfield
vendor deployment add mistral --kind enterprise-api --product Scale_plan --endpoint api.us.mistral.ai --region us --connection chat --approved-by Dana_Whitfield
vendor deployment add mistral --kind public-api --product Experiment_plan --endpoint api.mistral.ai --region eu --connection embeddings
vendor claim add mistral --offering Scale_plan --about training-use --value no --source Docs --url https://docs.example/training
vendor claim add mistral --offering Scale_plan --about retention-default --value 30_days --source Docs --url https://docs.example/retention
vendor claim verify mistral.1 --by Dana_Whitfield --file PAPER
vendor add office-server --name The_server_in_the_back_office --role practice-owned
vendor no-agreement-needed office-server --by Dana_Whitfield --file PAPER
training person add maya --name Maya_Ortiz --role front_desk
training person add ben --name Ben_Achterberg --role biller
training person add quynh --name Dr._Quỳnh_Lindqvist --role clinician
training person add dana --name Dana_Whitfield --role compliance_officer
training course add basics --title What_counts_as_patient_information
training record maya basics --score 95
training record quynh basics --score 100
training record dana basics --score 100
risk asset add server --name Server --place Back_office --owner Ada_Marsh
risk asset add laptop --name Front_desk_laptop --place Front_desk --owner Ada_Marsh
risk threat add server --threat Disk_fails --likelihood medium --impact medium --safeguards Nightly_copy
risk rule decide 308.a.1.ii.a --decision implemented --reason Done_each_year --owner Ada_Marsh
risk rule decide 312.a.2.iv --decision implemented --reason Disks_are_encrypted --owner Ada_Marsh
incident open --kind wrong-person --happened Summary_shown_on_the_wrong_screen --discovered 2026-11-02 --affected 1
gate assign baa --owner Dana_Whitfield --due 2999-12-15
gate assign training --owner Ada_Marsh --due 2026-11-20
gate assign risk --owner Ada_Marsh --due 2999-12-31
gate attach incident-plan PAPER
flow approve --by Dana_Whitfield";

/// The practice, made once for all tests of a binary: it takes some forty commands.
static MADE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let name = "Riverbend Family Practice & Søn";
    let init = anteroom(&data, &["init", "--practice", name, "--state", "OH"], "");
    assert_eq!(code(&init), 0, "{}", text(&init.stderr));
    let (key, paper) = (
        folder.path().join("vendor.key"),
        folder.path().join("signed.pdf"),
    );
    std::fs::write(&key, "secret\n").unwrap();
    std::fs::write(&paper, "an invented paper").unwrap();
    for line in DONE.lines() {
        fine(&data, &filled(line, &key, &paper));
    }
    folder
});

/// A copy of the practice, in a new folder.
pub(crate) fn clinic() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let copied = Command::new("cp")
        .arg("-a")
        .arg(MADE.path().join("data"))
        .arg(folder.path())
        .status();
    assert!(copied.unwrap().success());
    let data = folder.path().join("data");
    (folder, data)
}

fn filled(line: &str, key: &Path, paper: &Path) -> String {
    let (key, paper) = (key.display().to_string(), paper.display().to_string());
    line.replace("MUST", MUST)
        .replace("KEY", &key)
        .replace("PAPER", &paper)
}
