//! What is wrong with a task file is found: each row spoils a sound file in one way.

use anteroom_tasks::lint;

const FILE: &str = include_str!("../catalogue/social-post.toml");
const NOTE: &str = include_str!("../catalogue/summarize-note.toml");

/// What is said of a file with one passage changed.
fn said(file: &str, from: &str, to: &str) -> String {
    assert!(file.contains(from), "{from}");
    let errors = lint(&file.replacen(from, to, 1)).err().unwrap_or_default();
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn a_sound_file_has_no_problem() {
    assert!(lint(FILE).is_ok() && lint(NOTE).is_ok());
}

#[test]
fn each_fault_is_named() {
    let hard =
        "Organizational communication necessitates interdepartmental authorization documentation. "
            .repeat(9);
    for (from, to, problem) in [
        (
            "id = \"social-post\"",
            "id = \"Social Post\"",
            "small letters",
        ),
        ("version = 1", "version = 0", "count from 1"),
        ("level = 1", "level = 4", "1, 2 or 3"),
        ("level = 1", "level = 2", "front desk"),
        ("level = 1", "level = 3", "without a model"),
        ("use_case", "use_kase", "unknown field"),
        (
            "also = [\"facebook\", \"instagram\", \"linkedin\", \"marketing\", \"advert\", \"news\"]",
            "also = []",
            "everyday words",
        ),
        ("name = \"action\"", "name = \"topic\"", "there twice"),
        (
            "example = \"photo post\"",
            "example = \"song\"",
            "not an option",
        ),
        (
            "example = \"Call us to book\"",
            "example = \"\"",
            "no example",
        ),
        ("{channel}", "{topic}", "always made"),
        ("temperature = 0.4", "temperature = 4.0", "between 0 and 1"),
        (
            "heading = \"Post 2\"",
            "heading = \"Post 1\"",
            "headings that differ",
        ),
        (
            "It is never about a patient, and it answers no review.",
            hard.as_str(),
            "at grade",
        ),
        (
            "Flu shots are here. Call us to book yours.",
            "We guarantee it.",
            "promises",
        ),
        (
            "because = \"review_reply\"",
            "because = \"cpt\"",
            "not as cpt",
        ),
        (
            "guards = [\"patient_story\", \"review_reply\"]",
            "guards = [\"patient_story\"]",
            "is not refused",
        ),
    ] {
        let said = said(FILE, from, to);
        assert!(said.contains(problem), "{to}: {said}");
    }
}

#[test]
fn a_file_without_examples_golden_or_refusals_fails() {
    let without_refusal = FILE.split("[[refusal]]").next().unwrap();
    assert!(lint(without_refusal).is_err());
    let without_example = FILE.replace("[[example]]", "[[sample]]");
    assert!(lint(&without_example).is_err());
    assert!(said(FILE, "golden = \"\"\"", "gold = \"\"\"").contains("gold"));
    assert!(said(NOTE, "source = true\n", "").contains("no field is a source"));
}
