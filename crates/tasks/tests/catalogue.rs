//! Every file of the catalogue: sound, with examples, golden answers and refusals, and known to the use cases.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use anteroom_policy::UseCase;
use anteroom_tasks::{Draft, Form, Kind, Level, Tools, lint, search, tasks};

fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_is_sound() {
    let mut problems = Vec::new();
    for (name, text) in files() {
        match lint(&text) {
            Ok(task) if task.id == name => {}
            Ok(task) => problems.push(format!("{name}: its id is {}", task.id)),
            Err(errors) => problems.extend(errors.iter().map(|error| format!("{name}: {error}"))),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_file_is_part_of_the_program() {
    let names: Vec<String> = files().into_iter().map(|(name, _)| name).collect();
    let ids: Vec<&str> = tasks()
        .unwrap()
        .iter()
        .map(|task| task.id.as_str())
        .collect();
    assert_eq!(ids, names);
    assert_eq!(ids.len(), 16);
}

/// The lane of the use case says whether patient information belongs there; the level must agree.
#[test]
fn what_goes_on_with_a_text_takes_it() {
    let all = tasks().unwrap();
    let onward = all.iter().filter_map(|task| task.next.as_ref());
    let mut some = 0;
    for next in onward {
        let into = all.iter().find(|task| task.id == next.task);
        let field = into.and_then(|task| task.field(&next.field));
        assert!(
            field.is_some_and(|field| field.kind == Kind::Text),
            "{}",
            next.task
        );
        some += 1;
    }
    assert!(some > 0);
}

#[test]
fn use_cases_and_levels_agree() {
    for task in tasks().unwrap() {
        let case = UseCase::named(&task.use_case).unwrap();
        assert_eq!(case.code(), task.use_case, "{}", task.id);
        let lane = serde_json::to_value(case.lane()).unwrap();
        let expected = match task.level {
            Level::NoPatientInformation => "no_phi",
            Level::Deidentified | Level::Identified => "baa_safeguards",
        };
        assert_eq!(lane, expected, "{}", task.id);
    }
}

#[test]
fn every_prompt_is_as_it_was_read() {
    for task in tasks().unwrap() {
        for (at, example) in task.examples.iter().enumerate() {
            let form = Form::fill(task, &example.fields).unwrap();
            let Some(messages) = form.prompt() else {
                continue;
            };
            let pages: Vec<String> = messages
                .iter()
                .map(|message| message.content.clone())
                .collect();
            insta::assert_snapshot!(
                format!("{}-{}", task.id, at + 1),
                pages.join("\n\n----\n\n")
            );
        }
    }
}

/// A golden answer with any one section taken away must fail, so that passing means something.
#[test]
fn a_golden_answer_without_a_section_fails() {
    for task in tasks().unwrap().iter().filter(|task| task.prompt.is_some()) {
        let example = task.examples.first().unwrap();
        let form = Form::fill(task, &example.fields).unwrap();
        for spot in task.output.sections.iter().filter(|spot| !spot.optional) {
            let heading = format!("## {}\n", spot.heading);
            let (before, rest) = example.golden.split_once(&heading).unwrap();
            let rest = rest
                .split_once("\n## ")
                .map_or(String::new(), |(_, rest)| format!("## {rest}"));
            let draft = Draft::of(&form, &format!("{before}{rest}"), Tools::default());
            assert!(!draft.passes(), "{}: {}", task.id, spot.heading);
            let repair = draft.repair(&form).unwrap();
            let asked = &repair.last().unwrap().content;
            assert!(asked.contains(&spot.heading), "{}: {asked}", task.id);
        }
    }
}

#[test]
fn everyday_words_find_their_task() {
    for (asked, first) in [
        ("Patient handout", "patient-handout"),
        ("I need a flyer for patients", "patient-handout"),
        ("insurance denied a claim", "denial-appeal"),
        ("NO-SHOW letters", "template-letter"),
        ("icd codes", "coding-suggestions"),
        ("simplify", "plain-language"),
        ("facebook", "social-post"),
        ("prior auth", "prior-auth-draft"),
        ("answer a portal message", "message-reply"),
        ("train the new hire", "staff-training"),
        ("questionnaire", "intake-form"),
        ("sum up a contract", "summarize-document"),
        ("opening hours for our web site", "website-faq"),
    ] {
        let found = search(tasks().unwrap(), asked);
        let first_id = found.first().map(|task| task.id.as_str());
        assert_eq!(first_id, Some(first), "{asked}");
    }
}

#[test]
fn words_of_no_task_find_none_and_no_words_find_all() {
    let all = tasks().unwrap();
    assert_eq!(search(all, "camel racing").len(), 0);
    for nothing in ["", "  ", "I need to write a"] {
        assert_eq!(search(all, nothing).len(), all.len(), "{nothing}");
    }
    // What has more of the words stands alone: one of them is in many tasks.
    assert_eq!(search(all, "patient facebook").len(), 1);
}

/// People look at an example to see what they may type: it is about invented people, not about markers.
#[test]
fn examples_read_as_people_write() {
    for task in tasks().unwrap() {
        let typed = task.examples.iter().flat_map(|one| one.fields.values());
        let golden = task.examples.iter().map(|one| &one.golden);
        let shown = task.fields.iter().map(|field| &field.example);
        for text in typed.chain(golden).chain(shown) {
            assert!(!text.contains("_1]"), "{}: {text}", task.id);
        }
    }
}
