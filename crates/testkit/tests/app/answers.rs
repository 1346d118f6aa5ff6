//! An answer while it comes: whose it is, who may stop it, and what is kept of one that does not come to its end.

use std::time::Duration;

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Script};
use anyhow::{Context as _, Result};
use reqwest::Method;

const NOTE: &str =
    "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, <b>cough</b> for 3 days. Lungs clear.";
const PAUSE: Duration = Duration::from_millis(10);

/// A note that was read and sent; gives the address of its answer.
async fn sent(browser: &mut Browser<'_>) -> Result<String> {
    let form = browser.get("/tasks/summarize-note").await?;
    let fields = [("f.note", NOTE), ("f.purpose", "quality")];
    let typed = browser
        .send(&form, "/tasks/summarize-note", &fields)
        .await?;
    let review = browser.get(&typed.location).await?;
    let seen = review.hidden("seen")?;
    let said = [("read", "yes"), ("seen", seen)];
    let sent = browser.send(&review, &typed.location, &said).await?;
    anyhow::ensure!(sent.status == 303, "not sent: {}", sent.html);
    Ok(sent.location)
}

/// The words that the events of an answer hold, put together: those of the first answer, for a better one may be asked for.
fn words(events: &str) -> String {
    let first = events.split("event: begin").nth(1).unwrap_or_default();
    let data = first
        .lines()
        .filter_map(|line| line.strip_prefix("data: ["));
    let pieces = data
        .filter_map(|rest| serde_json::from_str::<Vec<(String, bool)>>(&format!("[{rest}")).ok());
    pieces.flatten().map(|(text, _)| text).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_read_while_it_comes_by_its_owner_alone() -> Result<()> {
    let app = App::start().await?;
    app.upstream.force(Some(Script::Slow(PAUSE)));
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let mut olga = Browser::of(&app, "olga", &[Role::LicensedClinician]).await?;
    let answer = sent(&mut ines).await?;
    let waiting = ines.get(&answer).await?;
    assert!(waiting.html.contains("data-words"), "{}", waiting.html);
    let address = format!("{answer}/words");
    assert_eq!(olga.get(&address).await?.status, 404);
    assert_eq!(olga.get(&answer).await?.status, 404);
    let home = olga.get("/").await?;
    let stopped = olga.send(&home, &format!("{answer}/stop"), &[]).await?;
    assert_eq!(stopped.status, 404);
    let read = |browser: &Browser<'_>| browser.request(Method::GET, &address).send();
    let (first, second) = tokio::join!(read(&ines), read(&ines));
    let (first, second) = (first?, second?);
    let kind = first.headers().get("content-type").context("a type")?;
    assert!(kind.to_str()?.starts_with("text/event-stream"));
    let (first, second) = (first.text().await?, second.text().await?);
    for events in [&first, &second] {
        assert!(events.ends_with("event: end\ndata:\n\n"), "{events}");
        let words = words(events);
        assert!(words.contains("03/14/1961"), "{words}");
        assert!(!words.contains("[DATE_1]"), "{words}");
    }
    let result = ines.get(&answer).await?;
    assert!(result.html.contains("Check before you use it"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_an_answer_keeps_what_came() -> Result<()> {
    let app = App::start().await?;
    app.upstream.force(Some(Script::Slow(PAUSE)));
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let answer = sent(&mut ines).await?;
    let mut events = ines
        .request(Method::GET, &format!("{answer}/words"))
        .send()
        .await?;
    let mut read = String::new();
    while words(&read).is_empty() {
        let more = events.chunk().await?.context("it ended without a word")?;
        read.push_str(std::str::from_utf8(&more)?);
    }
    let page = ines.get("/").await?;
    let stopped = ines.send(&page, &format!("{answer}/stop"), &[]).await?;
    assert_eq!((stopped.status, &*stopped.location), (303, &*answer));
    let kept = ines.get(&answer).await?;
    assert!(
        kept.html.contains("This text is not whole"),
        "{}",
        kept.html
    );
    assert!(kept.html.contains("You stopped it."));
    assert_eq!(app.outcomes(1).await?, ["client_left"]);
    assert_eq!(
        app.upstream.record().count(),
        1,
        "no better one is asked for"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stops_before_the_first_word_is_told_so() -> Result<()> {
    let app = App::start().await?;
    app.upstream.force(Some(Script::Never));
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let answer = sent(&mut ines).await?;
    assert!(
        ines.get(&answer)
            .await?
            .html
            .contains("Waiting for the first words")
    );
    let page = ines.get("/").await?;
    ines.send(&page, &format!("{answer}/stop"), &[]).await?;
    let told = ines.get(&answer).await?;
    assert!(
        told.html
            .contains("You stopped it before the first words came.")
    );
    assert_eq!(app.outcomes(1).await?, ["client_left"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_breaks_off_is_kept_as_far_as_it_came() -> Result<()> {
    for (script, outcome) in [
        (Script::BreakOff, "upstream_broke"),
        (Script::Cut, "upstream_broke"),
    ] {
        let app = App::start().await?;
        app.upstream.force(Some(script));
        let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
        let answer = sent(&mut ines).await?;
        let kept = ines.get_finished(&answer).await?;
        assert!(
            kept.html.contains("This text is not whole"),
            "{}",
            kept.html
        );
        assert!(
            kept.html
                .contains("connection to the writing tool was lost")
        );
        assert_eq!(app.outcomes(1).await?, [outcome]);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_got_no_answer_says_why_until_it_is_sent_again() -> Result<()> {
    let app = App::start().await?;
    app.upstream.force(Some(Script::Status(503)));
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let answer = sent(&mut ines).await?;
    let told = ines.get_finished(&answer).await?;
    assert!(
        told.html
            .contains("The provider reported that it cannot answer now."),
        "{}",
        told.html
    );
    assert!(told.html.contains("Receipt"));
    let marked = "## Reason for visit\n<b>cough</b>".to_owned();
    app.upstream.force(Some(Script::Say(vec![marked])));
    let review = ines.get(&format!("{answer}/review")).await?;
    let seen = review.hidden("seen")?;
    let said = [("read", "yes"), ("seen", seen)];
    ines.send(&review, &format!("{answer}/review"), &said)
        .await?;
    let result = ines.get_finished(&answer).await?;
    assert!(result.html.contains("Check before you use it"));
    assert!(
        result.html.contains("&#60;b&#62;cough"),
        "it is shown as text"
    );
    Ok(())
}
