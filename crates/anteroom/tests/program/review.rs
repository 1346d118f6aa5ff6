//! `anteroom review` on the real binary: one page first, the same facts in every form, and when it ends with code 1.

use crate::support::{code, practice, text};
use crate::typed::{fine, run};
use serde_json::Value;

/// Letters and digits alone: lines are broken and spaced differently in each form.
fn bare(text: &str) -> String {
    let plain = text
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&quot;", "\"");
    plain
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Every text and every number other than 0, with where it stands.
fn facts(at: &str, value: &Value, all: &mut Vec<(String, String)>) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) if number.as_u64() == Some(0) => {}
        Value::Number(number) => all.push((at.to_owned(), number.to_string())),
        // A page shows the beginning of a file's hash.
        Value::String(hash) if at.ends_with("sha256") => {
            all.push((at.to_owned(), hash.chars().take(16).collect()))
        }
        Value::String(text) => all.push((at.to_owned(), text.clone())),
        Value::Array(values) => values.iter().for_each(|value| facts(at, value, all)),
        Value::Object(fields) => {
            for (name, value) in fields {
                facts(&format!("{at}.{name}"), value, all);
            }
        }
    }
}

/// A fact as a page says it: days as people write them, and no command.
fn shown(fact: &str) -> String {
    let (plain, _) = fact.split_once(" (anteroom ").unwrap_or((fact, ""));
    anteroom_policy::plain_days(plain)
}

#[test]
fn four_forms_say_the_same() {
    let (folder, data) = crate::clinic::clinic();
    let json: Value = serde_json::from_str(&fine(&data, "review --format json")).unwrap();
    let pdf = folder.path().join("review.pdf");
    fine(
        &data,
        &format!("review --format pdf --out {}", pdf.display()),
    );
    let forms = [
        ("md", fine(&data, "review")),
        ("html", fine(&data, "review --format html")),
        ("pdf", pdf_extract::extract_text(&pdf).unwrap()),
    ];
    let mut all = Vec::new();
    facts("", &json, &mut all);
    assert!(all.len() > 250, "{}", all.len());
    for (form, page) in forms {
        assert!(!page.contains("(anteroom "), "{form} shows a command");
        let page = bare(&page);
        for (at, fact) in &all {
            assert!(
                page.contains(&bare(&shown(fact))),
                "{form} lacks {at}: {fact}"
            );
        }
    }
    fine(&data, "audit verify");
}

#[test]
fn one_page_says_what_is_open_and_one_next_step() {
    let (_folder, data) = crate::clinic::clinic();
    let page = fine(&data, "review");
    let (first, _) = page.split_once("\n## ").unwrap();
    for expected in [
        "Connections open for patient text**: 1 of 3",
        "chat | api.us.mistral.ai | Level 2: de-identified text",
        "Next step: Training of staff",
        "Still open: 1 of 4 is not current with training.",
        "Who: Ada Marsh. About 20 minutes.",
        "Unlocks: Level 2, de-identified text, for the people who took it.",
    ] {
        assert!(first.contains(expected), "{expected}\n{first}");
    }
    assert_eq!(first.matches("Next step").count(), 1);
    assert!(page.contains("Not legal advice; have your compliance officer or attorney review."));
    assert!(!page.contains('%') && !page.to_lowercase().contains("certified"));
}

#[test]
fn what_is_open_or_overdue_ends_with_code_1() {
    let (_folder, data) = crate::clinic::clinic();
    for (line, expected) in [
        ("review", 0),
        ("review --fail-on open", 1),
        ("review --fail-on overdue", 1),
    ] {
        assert_eq!(code(&run(&data, line)), expected, "{line}");
    }
    let new = practice();
    let data = new.path().join("data");
    assert_eq!(code(&run(&data, "review --fail-on overdue")), 0);
    assert_eq!(code(&run(&data, "review --fail-on open")), 1);
    assert_eq!(
        code(&run(&data, "review --format pdf")),
        2,
        "a PDF goes into a file"
    );
    let page = fine(&data, "review");
    assert!(page.contains("No connection is set up. Nothing leaves."));
}

#[test]
fn a_log_that_was_tampered_with_gets_no_review() {
    let (_folder, data) = crate::clinic::clinic();
    std::fs::remove_file(data.join("checkpoint")).unwrap();
    let output = run(&data, "review");
    assert_eq!(code(&output), 5, "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
}

#[test]
fn agreements_without_a_service_and_approvals_are_on_the_page() {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::write(folder.path().join("vendor.key"), "secret\n").unwrap();
    let key = folder.path().join("vendor.key");
    let connect = format!(
        "connection add main --provider mistral --base-url https://api.us.mistral.ai --key-file {} --model a",
        key.display()
    );
    for line in [
        connect.as_str(),
        "connection approve main --for deidentified --agreement-until 2999-12-31 --no-training-use --approved-by Dana_Whitfield",
        "vendor add mistral --name Mistral_AI --role business-associate",
        "vendor agreement add mistral --effective 2026-02-01 --until 2998-06-30 --signed-by-both",
    ] {
        fine(&data, line);
    }
    let page = fine(&data, "review");
    let (_, part) = page
        .split_once("Agreements, retention and training use")
        .unwrap();
    for says in [
        "Mistral AI",
        "Jun 30, 2998",
        "deidentified",
        "Dana Whitfield",
        "Dec 31, 2999",
    ] {
        assert!(part.contains(says), "{says}\n{part}");
    }
    let service = "vendor deployment add mistral --kind enterprise-api --product API --endpoint api.us.mistral.ai --region us --connection main --approved-by Dana";
    fine(&data, service);
    let page = fine(&data, "review");
    assert!(page.contains("no; the services on file do"), "{page}");
    assert!(!page.contains("Agreements without a service"), "{page}");
}

#[test]
fn the_next_step_names_what_does_not_hold() {
    let (_folder, data) = crate::clinic::clinic();
    fine(&data, "training record ben basics --score 100");
    let first = fine(&data, "review");
    let (_, step) = first.split_once("Next step: Training of staff").unwrap();
    assert!(step.contains("How: Look at it and approve it."), "{first}");
}
