//! Writing in the browser: what is typed, what leaves, what comes back, and whose it is.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::{Context as _, Result};

const NOTE: &str = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, has had a cough for 3 days. Lungs clear.";
const NAMES: [&str; 4] = ["Harriet", "Lindgren", "1961", "555-0142"];

/// A note typed into the form, on the way to its review.
async fn typed(browser: &mut Browser<'_>, note: &str) -> Result<(Shown, String)> {
    let form = browser.get("/tasks/summarize-note").await?;
    let fields = [
        ("f.note", note),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let sent = browser
        .send(&form, "/tasks/summarize-note", &fields)
        .await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let review = sent.location.clone();
    Ok((browser.get(&review).await?, review))
}

/// The fields of somebody who says that they read this review.
fn confirmed(shown: &Shown) -> Result<[(&'static str, &str); 3]> {
    let (csrf, seen) = (shown.hidden("csrf")?, shown.hidden("seen")?);
    Ok([("csrf", csrf), ("seen", seen), ("read", "yes")])
}

/// Whether a word stands anywhere in what the model's server received.
fn left(app: &App, word: &str) -> bool {
    let requests = app.upstream.record().requests();
    requests
        .iter()
        .any(|request| request.json().to_string().contains(word))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_before_somebody_has_read_it_and_no_name_afterwards() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (shown, review) = typed(&mut ines, NOTE).await?;
    for marker in ["[PERSON_1]", "[DATE_1]", "[PHONE_1]"] {
        assert!(shown.html.contains(marker), "{marker}");
    }
    let unread = ines.send(&shown, &review, &[]).await?;
    assert_eq!(
        (unread.status, app.upstream.record().requests().len()),
        (400, 0)
    );
    let blind = ines.send(&shown, &review, &[("read", "yes")]).await?;
    assert_eq!(
        (blind.status, app.upstream.record().requests().len()),
        (409, 0)
    );
    let seen = shown.hidden("seen")?;
    let sent = ines
        .send(&shown, &review, &[("read", "yes"), ("seen", seen)])
        .await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    let result = ines.get_finished(&sent.location).await?;
    assert_eq!(result.status, 200);
    assert!(result.html.contains("Receipt"));
    assert!(left(&app, "[PHONE_1]"));
    for name in NAMES {
        assert!(!left(&app, name), "{name}");
    }
    for place in [&review, &sent.location] {
        assert!(NAMES.iter().all(|name| !place.contains(name)));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_of_work_is_its_owners_alone() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let mut olga = Browser::of(
        &app,
        "olga",
        &[Role::LicensedClinician, Role::ComplianceOfficer],
    )
    .await?;
    let (_, review) = typed(&mut ines, NOTE).await?;
    let run = review.trim_end_matches("/review").to_owned();
    for path in [run.clone(), review.clone(), format!("{run}/edit")] {
        let shown = olga.get(&path).await?;
        assert_eq!(shown.status, 404, "{path}");
        assert!(!shown.html.contains("Lindgren"));
    }
    let home = olga.get("/").await?;
    assert_eq!(
        olga.send(&home, &review, &[("read", "yes")]).await?.status,
        404
    );
    olga.send(&home, &format!("{run}/delete"), &[]).await?;
    assert_eq!(ines.get(&review).await?.status, 200, "it is still there");
    assert!(
        !olga
            .get("/runs")
            .await?
            .html
            .contains("Summarize a note</a>")
    );
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_desk_has_no_task_for_patient_text() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    assert_eq!(maya.get("/tasks/summarize-note").await?.status, 404);
    let home = maya.get("/").await?;
    let fields = [("f.note", NOTE), ("f.purpose", "quality")];
    assert_eq!(
        maya.send(&home, "/tasks/summarize-note", &fields)
            .await?
            .status,
        404
    );
    assert!(home.html.contains(
        "Your role does not open this task. Your practice manager can give you one that does."
    ));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_everyday_task_takes_nothing_that_points_to_one_person() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = maya.get("/tasks/patient-handout").await?;
    let fields = [
        ("f.topic", "A sheet for phone 614-555-0142"),
        ("f.reader", "adult"),
        ("f.goal", "prepare"),
    ];
    let sent = maya.send(&form, "/tasks/patient-handout", &fields).await?;
    let review = maya.get(&sent.location).await?;
    assert!(
        review
            .html
            .contains("This task takes no patient information")
    );
    // The page offers no way to send; a program works out what the form would say.
    let typed: std::collections::BTreeMap<&str, &str> = fields
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("f.")?, *value)))
        .collect();
    let seen = anteroom_audit::Hash::of(&serde_json::to_vec(&typed)?).to_string();
    let forced = [("read", "yes"), ("seen", seen.as_str())];
    let forced = maya.send(&review, &sent.location, &forced).await?;
    assert_eq!(forced.status, 200, "the review again");
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_at_its_field_and_what_was_typed_stays() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = maya.get("/tasks/patient-handout").await?;
    let script = "<script>alert(1)</script>";
    let again = maya
        .send(
            &form,
            "/tasks/patient-handout",
            &[("f.must_include", script)],
        )
        .await?;
    assert_eq!(again.status, 400);
    assert!(again.html.contains("please fill this in."));
    assert!(!again.html.contains(script), "it comes back as text");
    assert!(again.html.contains("alert(1)"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_reads_like_a_note_and_its_person_does_not_leave() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let form = ines.get("/tasks/summarize-note?example").await?;
    assert!(form.html.contains("Nora Beckett"), "{}", form.html);
    assert!(
        !form.html.contains("[PATIENT_1]"),
        "no marker to puzzle over"
    );
    let task = anteroom_tasks::task("summarize-note")?.context("no such task")?;
    let example = task.examples.first().context("no example")?;
    let fields: Vec<(String, &str)> = example
        .fields
        .iter()
        .map(|(name, value)| (format!("f.{name}"), value.as_str()))
        .collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (&**name, *value))
        .collect();
    let look = ines.send(&form, "/look/summarize-note", &fields).await?;
    let told: serde_json::Value = serde_json::from_str(&look.html)?;
    let leaving = told
        .pointer("/fields/0/leaving")
        .context("nothing leaves")?;
    let leaving = leaving.to_string();
    for hidden in ["Nora", "Beckett", "March 3", "07/19/1974"] {
        assert!(!leaving.contains(hidden), "{leaving}");
    }
    assert!(leaving.contains("has had a cough for 3 days"), "{leaving}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_preview_marks_and_keeps_nothing() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let form = ines.get("/tasks/summarize-note").await?;
    let look = ines
        .send(&form, "/look/summarize-note", &[("f.note", NOTE)])
        .await?;
    assert_eq!(look.status, 200);
    let told: serde_json::Value = serde_json::from_str(&look.html)?;
    let finds = told
        .pointer("/fields/0/finds")
        .and_then(serde_json::Value::as_array);
    assert_eq!(finds.map(Vec::len), Some(3));
    assert_eq!(told.pointer("/fields/0/finds/0/to"), Some(&16.into()));
    assert_eq!(
        ines.post("/look/summarize-note", &[("f.note", NOTE)])
            .await?
            .status,
        403
    );
    assert!(ines.get("/runs").await?.html.contains("Nothing here yet"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn many_finds_are_shown_at_once_and_too_long_a_text_is_not_looked_at() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = maya.get("/tasks/plain-language").await?;
    let many = "a@b.co \u{1f642} ".repeat(1000);
    let look = maya
        .send(&form, "/look/plain-language", &[("f.text", &many)])
        .await?;
    let told: serde_json::Value = serde_json::from_str(&look.html)?;
    let finds = told
        .pointer("/fields/0/finds")
        .and_then(serde_json::Value::as_array);
    assert_eq!(finds.map(Vec::len), Some(1000));
    // Ten UTF-16 units each: six of the address, two blanks, two of the picture.
    assert_eq!(told.pointer("/fields/0/finds/999/from"), Some(&9990.into()));
    let long = "word ".repeat(100_000);
    let fields = [("f.text", long.as_str()), ("action", "check")];
    let look = maya.send(&form, "/look/plain-language", &fields).await?;
    assert_eq!(look.status, 413);
    let check = maya.send(&form, "/tasks/plain-language", &fields).await?;
    assert_eq!(check.status, 400);
    assert!(check.html.contains("is the most"));
    let unseen = maya
        .send(&form, "/look/summarize-note", &[("f.note", NOTE)])
        .await?;
    assert_eq!(
        unseen.status, 404,
        "a task that is not open is not looked at"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_sent_once_and_nothing_else() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (shown, review) = typed(&mut ines, NOTE).await?;
    let run = review
        .trim_end_matches("/review")
        .trim_start_matches("/runs/")
        .to_owned();
    // Another window saves another form under the same id.
    let form = ines
        .get(&format!("/tasks/summarize-note?run={run}"))
        .await?;
    let other = [
        ("run", run.as_str()),
        ("f.note", "Temp 98.9."),
        ("f.purpose", "quality"),
        ("action", "save"),
    ];
    ines.send(&form, "/tasks/summarize-note", &other).await?;
    let old = confirmed(&shown)?;
    let stale = ines.post(&review, &old).await?;
    assert_eq!(
        (stale.status, app.upstream.record().requests().len()),
        (409, 0)
    );
    assert!(stale.html.contains("changed in another window"));
    // Five times at once: one is sent, with one request to repair what the echo lacks.
    let now = confirmed(&stale)?;
    let posts = (0..5).map(|_| ines.form(&review, &now).send());
    let answers = futures_util::future::join_all(posts).await;
    let sent = answers
        .iter()
        .flatten()
        .filter(|answer| answer.status() == 303);
    assert_eq!(sent.count(), 1);
    ines.get_finished(&format!("/runs/{run}")).await?;
    assert_eq!(app.upstream.record().requests().len(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_while_everything_is_paused_stays_here_and_says_why() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let (before, review) = typed(&mut ines, NOTE).await?;
    let console = dana.get("/console").await?;
    let pause = [("level", "0"), ("why", "Strange answers")];
    dana.send(&console, "/console/level", &pause).await?;
    let shown = ines.get(&review).await?;
    assert!(shown.html.contains("Nothing will be sent") && !shown.html.contains(">Send</button>"));
    for read in [confirmed(&before)?, confirmed(&shown)?] {
        let forced = ines.post(&review, &read).await?;
        assert_eq!(forced.status, 403);
        let says = ["This task is closed now", "What you saved is in My work."];
        assert!(
            says.iter().all(|said| forced.html.contains(said)),
            "{}",
            forced.html
        );
    }
    assert!(app.upstream.record().requests().is_empty());
    let pause = [("level", "3"), ("why", "It is clear now")];
    dana.send(&console, "/console/level", &pause).await?;
    let shown = ines.get(&review).await?;
    let sent = ines.post(&review, &confirmed(&shown)?).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    Ok(())
}
