//! A long document from its parts to one answer.

use std::collections::BTreeMap;

use anteroom_tasks::{Form, task};

fn form(pages: usize) -> BTreeMap<String, String> {
    let page = |number: usize| {
        format!(
            "{number}. Rules\n{}",
            "Claims must be sent in time. ".repeat(150)
        )
    };
    let text: Vec<String> = (1..=pages).map(page).collect();
    BTreeMap::from([("text".to_owned(), text.join("\u{c}"))])
}

#[test]
fn a_long_document_is_read_to_its_last_page() {
    let task = task("summarize-document").unwrap().unwrap();
    let fields = form(10);
    let form = Form::fill(task, &fields).unwrap_or_else(|_| unreachable!("it fills"));
    let plan = form.plan().unwrap();
    assert_eq!(plan.parts.len(), 5);
    let whole: String = plan.parts.iter().map(|part| part.text).collect();
    assert_eq!(whole, form.value("text").unwrap());
    assert_eq!(plan.coverage(5), "pages 1-10 of 10 read");
    assert_eq!(plan.coverage(2), "parts 1-2 of 5, to page 4 of 10, read");
    assert_eq!(plan.coverage(0), "nothing read");
    let second = plan.parts.get(1).unwrap();
    let prompt = plan.part_prompt(&form, second).unwrap();
    assert!(
        prompt[0]
            .content
            .contains("part 2 of 5 of a longer document (pages 3-4, from \"3. Rules\")"),
        "{}",
        prompt[0].content
    );
    let answers: Vec<String> = (1..=5).map(|part| format!("answer {part}")).collect();
    let merge = plan.merge_prompt(&form, &answers).unwrap();
    assert!(
        merge[1]
            .content
            .contains("pages 9-10, from \"9. Rules\"\nanswer 5\n"),
        "{}",
        merge[1].content
    );
    assert!(!merge[1].content.contains("Claims must be sent in time."));
    assert!(!merge[0].content.contains("could not be read"));
    let some = [Some("one"), None, Some("three"), None, None];
    let merge = plan.merge_read(&form, &some).unwrap();
    assert!(
        merge[1]
            .content
            .contains("pages 5-6, from \"5. Rules\"\nthree\n")
    );
    assert!(!merge[1].content.contains("pages 3-4"));
    assert!(merge[0].content.contains("Some parts could not be read."));
}

#[test]
fn a_short_document_is_not_cut() {
    let task = task("summarize-document").unwrap().unwrap();
    let fields = form(1);
    let form = Form::fill(task, &fields).unwrap_or_else(|_| unreachable!("it fills"));
    assert!(form.plan().is_none());
}
