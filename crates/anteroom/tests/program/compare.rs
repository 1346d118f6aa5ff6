//! `anteroom vendor compare` and `letter` on the real binary: claims open nothing, and what is verified is not asked again.

use crate::support::{code, practice, text};
use crate::typed::{fine, run};
use serde_json::{Value, json};

#[test]
fn claims_stand_beside_what_the_practice_verified() {
    let (_folder, data) = crate::clinic::clinic();
    let all = fine(&data, "vendor compare --json");
    let rows: Vec<Value> = all
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    let regional = row("mistral-api-regional");
    assert_eq!(regional["lane"], "deidentified");
    assert_eq!(regional["services"], json!(["mistral.1"]));
    assert_eq!(
        regional["missing"],
        json!(["Nobody verified how long text is kept."])
    );
    assert_eq!(row("mistral-api")["lane"], "no_patient_information");
    assert_eq!(
        row("google-vertex")["lane"],
        Value::Null,
        "a claim of an agreement opens nothing"
    );
    let words = fine(&data, "vendor compare mistral-api-regional");
    for expected in [
        "CONFLICT: The help center",
        "here: no (verified)",
        "here: 30 days (unverified)",
        "here: covered by an agreement (on file)",
    ] {
        assert!(words.contains(expected), "{expected}\n{words}");
    }
    assert_eq!(code(&run(&data, "vendor compare nothing")), 2);
}

#[test]
fn a_letter_asks_what_is_not_verified() {
    let (_folder, data) = crate::clinic::clinic();
    let letter = fine(&data, "vendor letter mistral");
    let (scale, experiment) = letter.split_once("## Experiment plan").unwrap();
    let agreement = "Will you sign a business associate agreement";
    assert!(!scale.contains(agreement) && experiment.contains(agreement));
    assert!(scale.contains("We read, on how long text is kept: 30 days"));
    assert!(
        !scale.contains("We read, on training on text"),
        "that was verified"
    );
    assert!(
        scale.contains("used to train or improve models"),
        "who reads it was not"
    );
    fine(&data, "vendor claim verify mistral.2 --by Dana_Whitfield");
    fine(
        &data,
        "vendor claim add mistral --offering Scale_plan --about zero-retention --value yes --source Mail --url https://mail.example",
    );
    fine(&data, "vendor claim verify mistral.3 --by Dana_Whitfield");
    let (scale, _) = fine(&data, "vendor letter mistral")
        .split_once("## Experiment plan")
        .map(|(one, two)| (one.to_owned(), two.to_owned()))
        .unwrap();
    assert!(!scale.contains("How long do you keep inputs"));
}

#[test]
fn a_letter_goes_to_an_offering_before_it_is_used_and_to_nobody_else() {
    let folder = practice();
    let data = folder.path().join("data");
    let letter = fine(&data, "vendor letter openai-api");
    assert!(letter.contains("To: OpenAI") && letter.contains("9. Can we pin a version"));
    let none = run(&data, "vendor letter nobody");
    assert_eq!(code(&none), 4);
    assert!(text(&none.stderr).contains("there is no vendor `nobody`"));
}
