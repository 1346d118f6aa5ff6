//! Requests for exceptions: a detail that was found and is nobody's is asked for, decided on, and answered; the log and
//! everybody else learn that, and never the detail.

use anteroom_audit::{Actor, EntryNo, Micros};
use anteroom_office::exceptions;
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::{Context as _, Result};

const FORM: &str = "/tasks/patient-handout";
const PHONE: &str = "614-555-0199";

/// Asks for a handout that names a vendor's phone number; gives where the browser is sent.
async fn create(browser: &mut Browser<'_>) -> Result<String> {
    let form = browser.get(FORM).await?;
    let text = format!("Call the lab's help line at {PHONE}.");
    let fields = [
        ("f.topic", "Blood tests"),
        ("f.reader", "adult"),
        ("f.goal", "prepare"),
        ("f.must_include", text.as_str()),
        ("action", "create"),
    ];
    Ok(browser.send(&form, FORM, &fields).await?.location)
}

/// The handout as far as its review: the path of the piece of work.
async fn stopped(browser: &mut Browser<'_>) -> Result<String> {
    let place = create(browser).await?;
    let run = place.strip_suffix("/review").map(str::to_owned);
    run.with_context(|| format!("it was not stopped: {place}"))
}

/// Asks for an exception; gives what came back.
async fn ask(browser: &mut Browser<'_>, run: &str, words: &str, why: &str) -> Result<Shown> {
    let review = browser.get("/account").await?;
    let fields = [("words", words), ("why", why)];
    browser
        .send(&review, &format!("{run}/exception"), &fields)
        .await
}

/// The compliance officer decides on the only request that waits.
async fn decide(browser: &mut Browser<'_>, how: &str, why: &str) -> Result<Shown> {
    let page = browser.get("/console/exceptions").await?;
    let (_, rest) = page
        .html
        .split_once("action=\"/console/exceptions/0")
        .context("no request waits")?;
    let id = rest.split('/').next().unwrap_or_default();
    let path = format!("/console/exceptions/0{id}/{how}");
    browser.send(&page, &path, &[("why", why)]).await
}

/// What the log says of requests.
async fn logged(app: &App) -> Result<Vec<String>> {
    let lines = app.store.log(EntryNo(0), 500).await?;
    let events = lines.iter().filter_map(|line| line.event.as_ref());
    let asked = events.filter(|event| {
        let kind = event.what.kind();
        kind.starts_with("exception_") || format!("{event:?}").contains("\"profile\"")
    });
    Ok(asked.map(|event| format!("{event:?}")).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn approvals_list_the_requests_that_this_person_decides_on() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let mut mark = Browser::of(&app, "mark", &[Role::Manager]).await?;
    assert!(
        dana.get("/approvals")
            .await?
            .html
            .contains("Nothing waits for you.")
    );
    let run = stopped(&mut maya).await?;
    ask(&mut maya, &run, PHONE, "The lab's help line").await?;
    let list = dana.get("/approvals").await?.html;
    for says in [
        "Requests for exceptions",
        "href=\"/console/exceptions#asked\">Phone number",
        "in Patient handout",
        "maya",
        "No text waits for you.",
    ] {
        assert!(list.contains(says), "{says}: {list}");
    }
    assert!(
        !list.contains(PHONE) && !list.contains("help line"),
        "{list}"
    );
    let other = mark.get("/approvals").await?.html;
    assert!(!other.contains("Requests for exceptions"), "{other}");
    assert_eq!(
        decide(&mut dana, "refuse", "It is a patient's.")
            .await?
            .status,
        303
    );
    let list = dana.get("/approvals").await?.html;
    assert!(list.contains("Nothing waits for you."), "{list}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_allowed_is_never_marked_again() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let run = stopped(&mut maya).await?;
    let review = maya.get(&format!("{run}/review")).await?;
    assert!(
        review.html.contains("Ask for an exception"),
        "{}",
        review.html
    );
    let asked = ask(&mut maya, &run, PHONE, "The lab's help line").await?;
    let own = maya.get(&asked.location).await?;
    assert!(
        own.html.contains(PHONE)
            && own
                .html
                .contains("Your compliance officer has your request")
    );
    assert!(
        !asked.location.contains("555"),
        "no word of it in the address"
    );
    let review = maya.get(&format!("{run}/review")).await?;
    assert!(review.html.contains("You asked to allow it"));
    assert!(
        dana.get("/")
            .await?
            .html
            .contains("1 request for an exception waits for you")
    );
    let today = dana.get("/console").await?;
    assert!(today.html.contains("1 request for an exception waits"));
    let page = dana.get("/console/exceptions").await?;
    for says in [
        PHONE,
        "The lab&#39;s help line",
        "maya",
        "Phone number",
        "Patient handout",
    ] {
        assert!(page.html.contains(says), "{says}: {}", page.html);
    }
    assert_eq!(decide(&mut dana, "allow", "").await?.status, 303);
    let page = dana.get("/console/exceptions").await?;
    assert!(page.html.contains("Nothing waits.") && page.html.contains("Allowed here"));
    let home = maya.get("/").await?;
    assert!(
        home.html
            .contains("Your request to allow a phone number was allowed")
    );
    let answer = maya.get(&asked.location).await?;
    assert!(
        answer.html.contains("Allowed</strong> by dana"),
        "{}",
        answer.html
    );
    maya.send(&answer, &format!("{}/read", asked.location), &[])
        .await?;
    assert!(!maya.get("/").await?.html.contains("Your request"));
    let place = create(&mut maya).await?;
    maya.get_finished(&place).await?;
    assert!(!place.ends_with("/review"), "it leaves now");
    assert!(!app.upstream.record().requests().is_empty());
    let told = logged(&app).await?;
    assert_eq!(told.len(), 3, "asked, decided, recorded: {told:?}");
    assert!(!told.concat().contains("0199") && !told.concat().contains("help line"));
    dana.send(&page, "/console/exceptions/details", &[("detail", PHONE)])
        .await?;
    stopped(&mut maya)
        .await
        .context("taken off the list, it is marked again")?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_stays_marked_and_the_asker_reads_why() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let run = stopped(&mut maya).await?;
    let asked = ask(&mut maya, &run, PHONE, "The lab").await?;
    assert_eq!(
        decide(&mut dana, "refuse", " ").await?.status,
        409,
        "without a reason"
    );
    let why = "It is a patient's <b>cell</b>.";
    assert_eq!(decide(&mut dana, "refuse", why).await?.status, 303);
    assert!(decide(&mut dana, "allow", "").await.is_err(), "none waits");
    let home = maya.get("/").await?;
    assert!(
        home.html
            .contains("Your request to allow a phone number was refused")
    );
    let answer = maya.get(&asked.location).await?;
    assert!(
        answer.html.contains("patient&#39;s &#60;b&#62;cell"),
        "{}",
        answer.html
    );
    stopped(&mut maya).await?;
    assert!(app.upstream.record().requests().is_empty());
    assert!(!logged(&app).await?.concat().contains("cell"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_found_and_points_to_nobody_by_its_kind_can_be_asked_for() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let run = stopped(&mut maya).await?;
    for words in ["614-555-0142", "lab", "", "Harriet Lindgren"] {
        let tried = ask(&mut maya, &run, words, "because").await?;
        assert_eq!(
            tried.location,
            format!("{run}/review"),
            "{words}: not found there"
        );
    }
    let blank = ask(&mut maya, &run, PHONE, " ").await?;
    assert!(
        blank.status == 400 && blank.html.contains("Say why first"),
        "{}",
        blank.html
    );
    let form = maya.get(FORM).await?;
    let text = "Harriet Lindgren, SSN 551-59-2870, born 03/14/1961.";
    let fields = [
        ("f.topic", "Blood tests"),
        ("f.reader", "adult"),
        ("f.goal", "prepare"),
        ("f.must_include", text),
        ("action", "create"),
    ];
    let sent = maya.send(&form, FORM, &fields).await?;
    let review = maya.get(&sent.location).await?;
    assert!(
        !review.html.contains("Ask for an exception"),
        "{}",
        review.html
    );
    let run = sent.location.trim_end_matches("/review");
    for words in ["551-59-2870", "Harriet Lindgren", "03/14/1961"] {
        let tried = ask(&mut maya, run, words, "because").await?;
        assert_eq!(tried.location, sent.location, "{words}");
    }
    assert!(logged(&app).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_reads_decides_or_learns_of_it() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let run = stopped(&mut maya).await?;
    let asked = ask(&mut maya, &run, PHONE, "The lab").await?.location;
    let id = asked.trim_start_matches("/asked/").to_owned();
    for (who, role, sees) in [
        ("lee", Role::Manager, true),
        ("omar", Role::Auditor, true),
        ("kim", Role::FrontDesk, false),
        ("ines", Role::ItPartner, false),
    ] {
        let mut other = Browser::of(&app, who, &[role]).await?;
        let own = other.get("/account").await?;
        assert_eq!(other.get(&asked).await?.status, 404, "{who}");
        let read = other.send(&own, &format!("{asked}/read"), &[]).await?;
        assert_eq!(read.status, 404, "{who}");
        let page = other.get("/console/exceptions").await?;
        assert_eq!(page.status, if sees { 200 } else { 403 }, "{who}");
        assert!(
            !page.html.contains(PHONE) && !page.html.contains("The lab"),
            "{who}"
        );
        for act in ["allow", "refuse"] {
            let path = format!("/console/exceptions/{id}/{act}");
            let tried = other.send(&own, &path, &[("why", "x")]).await?;
            assert_eq!(tried.status, 403, "{who} {act}");
        }
        let tried = other
            .send(&own, "/console/exceptions/details", &[("detail", PHONE)])
            .await?;
        assert_eq!(tried.status, 403, "{who}");
        let stolen = ask(&mut other, &run, PHONE, "mine").await?;
        assert_eq!(stolen.status, 404, "{who}: not their text");
        assert!(
            !other
                .get("/")
                .await?
                .html
                .contains("request for an exception")
        );
    }
    let forged = dana
        .post(&format!("/console/exceptions/{id}/allow"), &[])
        .await?;
    assert_eq!(forged.status, 403, "without our mark");
    assert_eq!(
        dana.get(&asked).await?.status,
        404,
        "it is seen on the console"
    );
    stopped(&mut maya).await?;
    Ok(())
}

/// The server's daily purge, so many microseconds after what was asked.
async fn purge(app: &App, after: i64) -> Result<u64> {
    let at = Micros(app.clock.now().as_microsecond() + after);
    let actor = Actor::System;
    let closed = exceptions::expire(&app.store, &By { actor, at }, at).await?;
    app.store.purge_runs(at, at).await?;
    Ok(closed)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answers_is_closed_on_record_and_both_are_told() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let run = stopped(&mut maya).await?;
    let asked = ask(&mut maya, &run, PHONE, "The lab").await?.location;
    app.store.purge_runs(Micros(i64::MAX), Micros(0)).await?;
    let waits = dana.get("/console/exceptions").await?;
    assert!(waits.html.contains(PHONE), "no purge takes what waits");
    assert_eq!(purge(&app, 1).await?, 1);
    assert!(decide(&mut dana, "allow", "").await.is_err(), "none waits");
    let page = dana.get("/console/exceptions").await?.html;
    assert!(page.contains("Not answered in time") && page.contains("Phone number"));
    let home = maya.get("/").await?.html;
    assert!(home.contains("Your request to allow a phone number was not answered in time"));
    let told = maya.get(&asked).await?;
    assert!(
        told.html.contains("Nobody answered in time"),
        "{}",
        told.html
    );
    for shown in [&page, &home, &told.html] {
        assert!(
            !shown.contains(PHONE) && !shown.contains("The lab"),
            "{shown}"
        );
    }
    maya.send(&told, &format!("{asked}/read"), &[]).await?;
    assert!(!maya.get("/").await?.html.contains("Your request"));
    let log = logged(&app).await?;
    assert_eq!(log.len(), 2, "asked, closed: {log:?}");
    assert!(
        log[1].contains("System") && log[1].contains("expired"),
        "{log:?}"
    );
    assert!(!log.concat().contains("0199") && !log.concat().contains("The lab"));
    assert_eq!(purge(&app, 3).await?, 0, "it is closed once");
    let page = dana.get("/console/exceptions").await?.html;
    assert!(
        !page.contains("Not answered in time"),
        "and gone in the end"
    );
    stopped(&mut maya)
        .await
        .context("it was never let through")?;
    app.store.verify_log(&[]).await?;
    Ok(())
}
