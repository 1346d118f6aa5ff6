//! A long document at the pages: read in parts, each on its own way through the gateway, and made a whole of.

use anteroom_audit::{EntryNo, Micros, What};
use anteroom_office::work;
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Script, Shown};
use anyhow::Result;

const FORM: &str = "/tasks/summarize-document";

/// A document of three pages, each a part of its own; the second one holds `second`.
fn document(second: &str) -> String {
    let page = |number: usize, more: &str| {
        format!(
            "{number}. Rules\n{more} {}",
            "Claims must be sent in time. ".repeat(300)
        )
    };
    [page(1, "Portal."), page(2, second), page(3, "Appeals.")].join("\u{c}")
}

/// Sends a document; gives where its answer is.
async fn sent(browser: &mut Browser<'_>, text: &str) -> Result<String> {
    let form = browser.get(FORM).await?;
    let fields = [("f.text", text), ("action", "create")];
    let sent = browser.send(&form, FORM, &fields).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    Ok(sent.location)
}

/// What the provider received: the message of each request that holds the document or what was written about it.
fn received(app: &App) -> Vec<String> {
    let requests = app.upstream.record().requests();
    let text = |request: &anteroom_testkit::upstream::Received| {
        let body = request.json();
        let at = body
            .pointer("/messages/1/content")
            .and_then(serde_json::Value::as_str);
        at.unwrap_or_default().to_owned()
    };
    requests.iter().map(text).collect()
}

fn has(shown: &Shown, all: &[&str]) {
    for said in all {
        assert!(shown.html.contains(said), "{said}: {}", shown.html);
    }
}

/// An answer that passes every check of the task.
fn golden() -> Result<String> {
    let task = anteroom_tasks::task("summarize-document")?;
    let example = task.and_then(|task| task.examples.first());
    Ok(example
        .map(|example| example.golden.clone())
        .unwrap_or_default())
}

const RULES: &str = "1. Claims are sent through the portal.\n2. Claims must be sent within 90 days of the visit. Claims that come later are not paid.";

#[tokio::test(flavor = "multi_thread")]
async fn a_long_document_is_read_in_parts_each_with_its_receipt() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    app.upstream.force(Some(Script::Say(vec![golden()?])));
    let text = document(RULES);
    let form = maya.get(FORM).await?;
    let look = maya
        .send(&form, "/look/summarize-document", &[("f.text", &text)])
        .await?;
    let told: serde_json::Value = serde_json::from_str(&look.html)?;
    assert_eq!(told.pointer("/parts"), Some(&3.into()));
    assert_eq!(
        told.pointer("/fields")
            .and_then(|all| all.as_array())
            .map(Vec::len),
        Some(5),
        "three parts, two choices"
    );
    let run = sent(&mut maya, &text).await?;
    let result = maya.get_finished(&run).await?;
    has(
        &result,
        &[
            "Pages 1-3 of 3 read.",
            "Page 2, from &#34;2. Rules&#34;: read.",
            "What was written about this part",
        ],
    );
    assert!(
        !result.html.contains("This text is not whole"),
        "{}",
        result.html
    );
    let asked = received(&app);
    assert_eq!(asked.len(), 4, "three parts and one whole");
    for (part, word) in asked
        .iter()
        .zip(["Portal.", "90 days of the visit", "Appeals."])
    {
        assert!(part.contains(word));
        assert_eq!(part.matches("Rules\n").count(), 1, "one part at a time");
    }
    assert!(
        asked[3].contains("page 3, from \"3. Rules\"")
            && !asked[3].contains("Claims must be sent in time. Claims")
    );
    assert_eq!(app.outcomes(4).await?, ["answered"; 4]);
    // Once more: all of it is read again.
    let again = maya.send(&result, &format!("{run}/again"), &[]).await?;
    maya.get_finished(&again.location).await?;
    assert_eq!(received(&app).len(), 8);
    // In other words: what was read is not asked again.
    let shown = maya.get(&run).await?;
    let shorter = maya
        .send(
            &shown,
            &format!("{run}/again"),
            &[("said", "Make it shorter.")],
        )
        .await?;
    maya.get_finished(&shorter.location).await?;
    let asked = received(&app);
    assert!(
        asked.len() <= 10 && asked[8].contains("page 1, from \"1. Rules\""),
        "{}",
        asked.len()
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_fails_is_named_and_only_it_is_asked_again() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    app.upstream
        .force(Some(Script::Picky(Script::UNREADABLE.to_owned())));
    let run = sent(&mut maya, &document(Script::UNREADABLE)).await?;
    let result = maya.get_finished(&run).await?;
    has(
        &result,
        &[
            "This text is not whole",
            "Not every part of your document was read.",
            "2 of 3 parts were read.",
            "Page 2, from &#34;2. Rules&#34;: not read.",
        ],
    );
    let asked = received(&app);
    assert!(
        asked[2].contains("Appeals."),
        "the third part was read all the same"
    );
    assert!(
        asked[3].contains("page 3,") && !asked[3].contains("page 2,"),
        "a whole of what there is"
    );
    let before = asked.len();
    app.upstream.force(None);
    let again = maya.send(&result, &format!("{run}/again"), &[]).await?;
    let whole = maya.get_finished(&again.location).await?;
    let asked = received(&app);
    assert!(
        asked[before].contains(Script::UNREADABLE),
        "the part that was missing"
    );
    assert!(
        asked[before + 1].contains("page 2, from"),
        "and then a whole"
    );
    has(&whole, &["Pages 1-3 of 3 read."]);
    assert!(
        !whole
            .html
            .contains("Not every part of your document was read.")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_where_no_whole_comes_or_none_is_answered() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    // Where each part stands is said in the request for the whole only.
    app.upstream
        .force(Some(Script::Picky("page 3, from".to_owned())));
    let run = sent(&mut maya, &document("Fees.")).await?;
    let result = maya.get_finished(&run).await?;
    has(
        &result,
        &[
            "no whole was made of it",
            "Part 2 of 3: page 2",
            "Fees.",
            "Pages 1-3 of 3 read.",
        ],
    );
    let asked = received(&app).len();
    app.upstream.force(Some(Script::Say(vec![golden()?])));
    let again = maya.send(&result, &format!("{run}/again"), &[]).await?;
    let whole = maya.get_finished(&again.location).await?;
    assert!(!whole.html.contains("no whole was made"), "{}", whole.html);
    assert!(received(&app).len() <= asked + 2, "no part is read twice");
    app.upstream.force(Some(Script::Status(500)));
    let run = sent(&mut maya, &document("Other fees.")).await?;
    let shown = maya.get_finished(&run).await?;
    assert!(shown.html.contains("No answer"), "{}", shown.html);
    let asked = received(&app).len();
    let home = maya.get("/").await?;
    app.upstream.force(Some(Script::Say(vec![golden()?])));
    let again = maya.send(&home, &format!("{run}/again"), &[]).await?;
    let whole = maya.get_finished(&again.location).await?;
    has(&whole, &["Pages 1-3 of 3 read."]);
    assert_eq!(
        received(&app).len(),
        asked + 4 + 1,
        "three parts, a whole, and one better"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stops_keeps_what_was_read() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    app.upstream.force(Some(Script::Stall));
    let run = sent(&mut maya, &document("More fees.")).await?;
    let mut waits = maya.get(&run).await?;
    has(&waits, &["Reading part 1 of 3."]);
    // Until the first words are there.
    for _ in 0..400 {
        if waits.html.contains("<p class=\"text\">=") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        waits = maya.get(&run).await?;
    }
    let stopped = maya.send(&waits, &format!("{run}/stop"), &[]).await?;
    assert_eq!(stopped.location, run);
    let shown = maya.get_finished(&run).await?;
    let kept = [
        "You stopped it. What had come by then is kept.",
        "Part 1 of 3: page 1",
        "0 of 3 parts were read.",
    ];
    has(&shown, &kept);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_process_had_read_is_not_asked_again() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    app.upstream
        .force(Some(Script::Deaf("Appeals.".to_owned())));
    let run = sent(&mut maya, &document("Copies.")).await?;
    while received(&app).len() < 3 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // What the next process does before it serves.
    let now = Micros(app.clock.now().as_microsecond());
    assert_eq!(work::break_off(&app.store, now).await?, 1);
    assert_eq!(work::break_off(&app.store, now).await?, 0);
    let shown = maya.get(&run).await?;
    has(&shown, &["Anteroom stopped while this was being written."]);
    app.upstream.force(Some(Script::Say(vec![golden()?])));
    let again = maya.send(&shown, &format!("{run}/again"), &[]).await?;
    let whole = maya.get_finished(&again.location).await?;
    has(&whole, &["Pages 1-3 of 3 read."]);
    let asked = received(&app);
    assert!(asked[3].contains("Appeals."), "only the part that is left");
    assert!(asked[4].contains("page 1, from") && asked[4].contains("page 3, from"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_found_in_any_part_is_read_first_and_nothing_else_leaves() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    // A town in the second part and one in the third: somebody reads it first.
    let text = document("They moved from Dayton.").replace("Appeals.", "Others live in Toledo.");
    let form = maya.get(FORM).await?;
    let sent = maya
        .send(
            &form,
            FORM,
            &[("f.text", text.as_str()), ("action", "create")],
        )
        .await?;
    assert!(sent.location.ends_with("/review"), "{}", sent.location);
    let review = maya.get(&sent.location).await?;
    has(
        &review,
        &[
            "(part 2 of 3)",
            "It goes there in parts",
            "Dayton",
            "Toledo",
        ],
    );
    assert!(received(&app).is_empty());
    let settled = [
        ("words.0", "Dayton"),
        ("choice.0", "replace"),
        ("words.1", "Toledo"),
        ("choice.1", "replace"),
        ("action", "decide"),
    ];
    let done = maya.send(&review, &sent.location, &settled).await?;
    assert_eq!(done.status, 303, "{}", done.html);
    let review = maya.get(&sent.location).await?;
    let unseen = [("read", "yes"), ("seen", "0")];
    let unseen = maya.send(&review, &sent.location, &unseen).await?;
    assert_eq!((unseen.status, received(&app).len()), (409, 0));
    let read = [("read", "yes"), ("seen", review.hidden("seen")?)];
    let went = maya.send(&review, &sent.location, &read).await?;
    assert_eq!(went.status, 303, "{}", went.html);
    let result = maya.get_finished(&went.location).await?;
    has(&result, &["Pages 1-3 of 3 read."]);
    let asked = received(&app);
    assert!(asked.len() >= 4);
    for town in ["Dayton", "Toledo"] {
        assert!(asked.iter().all(|one| !one.contains(town)), "{town} left");
    }
    let before = asked.len();
    // A phone in any part stops all of it.
    let hard = document("Call 614-555-0142.");
    let sent = maya
        .send(
            &form,
            FORM,
            &[("f.text", hard.as_str()), ("action", "create")],
        )
        .await?;
    let review = maya.get(&sent.location).await?;
    has(&review, &["This task takes no patient information"]);
    assert_eq!(received(&app).len(), before);
    let log = app.store.log(EntryNo(0), 1000).await?;
    let opened = log.iter().filter(|line| {
        matches!(
            line.event.as_ref().map(|event| &event.what),
            Some(What::RequestOpened(_))
        )
    });
    assert_eq!(opened.count(), before, "each part has its receipt");
    Ok(())
}
