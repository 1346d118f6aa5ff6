//! Work that its owner shares with one colleague: who reads it, who does not, and when that ends.

use std::time::Duration;

use anteroom_audit::EntryNo;
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, DatabaseLock, Options};
use anyhow::{Context as _, Result};

const FORM: &str = "/tasks/summarize-note";
const NOTE: &str = "A cough for three days. Lungs clear.";
const CLINICIAN: &[Role] = &[Role::LicensedClinician];

/// A draft of one's own: the id of its piece of work.
async fn draft(browser: &mut Browser<'_>) -> Result<String> {
    let form = browser.get(FORM).await?;
    let fields = [
        ("f.note", NOTE),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let sent = browser.send(&form, FORM, &fields).await?;
    let path = sent.location.trim_end_matches("/review");
    let id = path.strip_prefix("/runs/").context("no piece of work")?;
    Ok(id.to_owned())
}

/// Shares it; gives the status of what came back.
async fn share(browser: &mut Browser<'_>, id: &str, with: &str) -> Result<u16> {
    let page = browser.get("/runs").await?;
    let path = format!("/runs/{id}/share");
    Ok(browser.send(&page, &path, &[("with", with)]).await?.status)
}

/// What the log says of sharing.
async fn logged(app: &App) -> Result<Vec<String>> {
    let lines = app.store.log(EntryNo(0), 500).await?;
    let events = lines.iter().filter_map(|line| line.event.as_ref());
    let shares = events.filter(|event| event.what.kind().contains("share"));
    Ok(shares.map(|event| format!("{event:?}")).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_colleague_reads_it_and_begins_a_draft_of_their_own() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let id = draft(&mut ines).await?;
    assert!(!olga.get("/runs").await?.html.contains("Shared with me"));
    assert_eq!(share(&mut ines, &id, "olga").await?, 303);
    assert!(ines.get("/runs").await?.html.contains("Shared with olga"));
    let list = olga.get("/runs").await?;
    assert!(list.html.contains("Shared with me") && list.html.contains(&format!("/shared/{id}")));
    assert!(!list.html.contains(NOTE), "the list shows no content");
    let seen = olga.get(&format!("/shared/{id}")).await?;
    assert!(seen.html.contains(NOTE) && seen.html.contains("ines shares this with you"));
    let copy = olga.send(&seen, &format!("/shared/{id}/copy"), &[]).await?;
    assert!(!copy.location.contains(&id), "a piece of work of her own");
    assert!(olga.get(&copy.location).await?.html.contains(NOTE));
    let told = logged(&app).await?;
    let expected = ["WorkShared", "\"read\"", "\"copied\""];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (entry, says) in told.iter().zip(expected) {
        assert!(entry.contains(says), "{says}: {entry}");
        assert!(entry.contains("ines") && entry.contains("olga") && entry.contains(&id));
        assert!(!entry.contains("cough"));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn home_says_what_is_newly_shared_until_it_is_opened() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let id = draft(&mut ines).await?;
    let says = format!("<a href=\"/shared/{id}\">");
    assert!(!olga.get("/").await?.html.contains(&says));
    share(&mut ines, &id, "olga").await?;
    for _ in 0..2 {
        let home = olga.get("/").await?.html;
        assert!(
            home.contains(&says) && home.contains("ines shares it with you"),
            "{home}"
        );
        assert!(!home.contains("cough"), "no word of it");
    }
    assert!(!ines.get("/").await?.html.contains("shares it with you"));
    olga.get(&format!("/shared/{id}")).await?;
    assert!(!olga.get("/").await?.html.contains(&says), "it was opened");
    assert!(
        olga.get("/runs")
            .await?
            .html
            .contains(&format!("/shared/{id}"))
    );
    let page = ines.get("/runs").await?;
    ines.send(&page, &format!("/runs/{id}/share/end"), &[])
        .await?;
    assert_eq!(share(&mut ines, &id, "olga").await?, 303);
    assert!(olga.get("/").await?.html.contains(&says), "shared anew");
    ines.send(&page, &format!("/runs/{id}/share/end"), &[])
        .await?;
    assert!(!olga.get("/").await?.html.contains(&says), "taken back");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_opening_is_in_the_log_and_a_look_at_the_list_is_none() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let mut kim = Browser::of(&app, "kim", CLINICIAN).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let id = draft(&mut ines).await?;
    let at = format!("/shared/{id}");
    share(&mut ines, &id, "olga").await?;
    olga.get("/runs").await?;
    kim.get(&at).await?;
    ines.get(&at).await?;
    assert_eq!(logged(&app).await?.len(), 1, "nobody opened it yet");
    for opened in 1..=2 {
        assert_eq!(olga.get(&at).await?.status, 200);
        assert_eq!(logged(&app).await?.len(), 1 + opened);
    }
    let shown = dana.get("/console/activity").await?.html;
    let says = format!("opened a piece of work of summarize-note that ines shares ({id}).");
    assert_eq!(shown.matches(&says).count(), 2, "{shown}");
    app.store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_logged_stays_shut() -> Result<()> {
    let mut options = Options::default();
    options.store.lock_wait = Duration::from_millis(300);
    options.store.record_wait = Duration::from_secs(2);
    let app = App::start_with(options).await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let id = draft(&mut ines).await?;
    share(&mut ines, &id, "olga").await?;
    let lock = DatabaseLock::take(&app.data()).await?;
    let list = olga.get("/runs").await?;
    assert_eq!(list.status, 200, "pages are shown, nothing is written");
    let seen = olga.get(&format!("/shared/{id}")).await?;
    assert_eq!(seen.status, 500, "{}", seen.html);
    assert!(!seen.html.contains(NOTE), "{}", seen.html);
    lock.release().await?;
    let seen = olga.get(&format!("/shared/{id}")).await?;
    assert!(seen.html.contains(NOTE), "{}", seen.html);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_reads_and_nothing_more() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let id = draft(&mut ines).await?;
    share(&mut ines, &id, "olga").await?;
    for page in ["", "/edit", "/review", "/share", "/word", "/pdf", "/words"] {
        let shown = olga.get(&format!("/runs/{id}{page}")).await?;
        assert_eq!(shown.status, 404, "{page}");
        assert!(!shown.html.contains(NOTE), "{page}");
    }
    let own = olga.get("/runs").await?;
    let acts = [
        "again",
        "approval",
        "back",
        "copy",
        "name",
        "review",
        "share",
        "share/end",
        "stop",
        "text",
    ];
    for act in acts {
        let fields = [
            ("with", "olga"),
            ("text", "x"),
            ("name", "x"),
            ("read", "yes"),
        ];
        let tried = olga
            .send(&own, &format!("/runs/{id}/{act}"), &fields)
            .await?;
        assert_eq!(tried.status, 404, "{act}");
    }
    olga.send(&own, &format!("/runs/{id}/delete"), &[]).await?;
    let still = olga.get(&format!("/shared/{id}")).await?;
    assert_eq!(still.status, 200, "it is neither thrown away nor unshared");
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_learns_that_it_is_there() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let id = draft(&mut ines).await?;
    share(&mut ines, &id, "olga").await?;
    let others = [
        ("kim", CLINICIAN),
        ("dana", &[Role::ComplianceOfficer, Role::Manager]),
        ("omar", &[Role::Auditor, Role::ItPartner]),
    ];
    let nowhere = "/shared/0190a0a0-0000-7000-8000-000000000000";
    for (who, roles) in others {
        let mut other = Browser::of(&app, who, roles).await?;
        let (seen, none) = (
            other.get(&format!("/shared/{id}")).await?,
            other.get(nowhere).await?,
        );
        assert_eq!((seen.status, none.status), (404, 404), "{who}");
        assert_eq!(seen.html, none.html, "{who} cannot tell the two apart");
        let own = other.get("/runs").await?;
        assert!(!own.html.contains("Shared with me"), "{who}");
        let copied = other.send(&own, &format!("/shared/{id}/copy"), &[]).await?;
        assert_eq!(copied.status, 404, "{who}");
    }
    let own = ines.get(&format!("/shared/{id}")).await?;
    assert_eq!(own.status, 404, "her own is at its own page");
    let forged = olga.post(&format!("/shared/{id}/copy"), &[]).await?;
    assert_eq!(forged.status, 403, "without our mark");
    let mut stranger = Browser::new(&app)?;
    let shut = stranger.get(&format!("/shared/{id}")).await?;
    assert_eq!(shut.location, "/sign-in");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_colleague_whose_role_opens_the_task_can_be_chosen() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    Browser::of(&app, "olga", CLINICIAN).await?;
    Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let id = draft(&mut ines).await?;
    let page = ines.get(&format!("/runs/{id}/share")).await?;
    assert!(page.html.contains("value=\"olga\"") && !page.html.contains("value=\"maya\""));
    assert!(!page.html.contains("value=\"ines\""), "nor oneself");
    for nobody in ["maya", "ines", "ghost", ""] {
        assert_eq!(share(&mut ines, &id, nobody).await?, 409, "{nobody}");
    }
    assert!(logged(&app).await?.is_empty());
    assert_eq!(share(&mut ines, &id, "olga").await?, 303);
    assert_eq!(share(&mut ines, &id, "olga").await?, 409, "one at a time");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_when_it_is_taken_back_or_thrown_away() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut olga = Browser::of(&app, "olga", CLINICIAN).await?;
    let id = draft(&mut ines).await?;
    let (at, list) = (format!("/shared/{id}"), ines.get("/runs").await?);
    share(&mut ines, &id, "olga").await?;
    ines.send(&list, &format!("/runs/{id}/share/end"), &[])
        .await?;
    assert_eq!(olga.get(&at).await?.status, 404, "taken back");
    share(&mut ines, &id, "olga").await?;
    assert_eq!(olga.get(&at).await?.status, 200);
    ines.send(&list, &format!("/runs/{id}/delete"), &[]).await?;
    assert_eq!(olga.get(&at).await?.status, 404, "thrown away");
    ines.send(&list, &format!("/runs/{id}/take-back"), &[])
        .await?;
    assert_eq!(olga.get(&at).await?.status, 404, "and not shared anew");
    let told = logged(&app).await?;
    assert_eq!(told.len(), 5, "one of them that it was opened: {told:?}");
    assert!(told[1].contains("taken_back") && told[4].contains("thrown_away"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_for_good_when_the_colleague_loses_the_task_or_their_account() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", CLINICIAN).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let id = draft(&mut ines).await?;
    let (at, people) = (format!("/shared/{id}"), dana.get("/console/people").await?);
    let [desk, clinician] = [Role::FrontDesk, Role::LicensedClinician].map(Role::code);
    for (who, act, lost, back) in [
        ("olga", "roles", [("role", desk)], [("role", clinician)]),
        ("kim", "able", [("may", "no")], [("may", "yes")]),
    ] {
        let mut other = Browser::of(&app, who, CLINICIAN).await?;
        assert_eq!(share(&mut ines, &id, who).await?, 303, "{who}");
        assert_eq!(other.get(&at).await?.status, 200, "{who}");
        let path = format!("/console/people/{who}/{act}");
        for fields in [lost, back] {
            let set = dana.send(&people, &path, &fields).await?;
            assert_eq!(set.status, 303, "{who}: {}", set.html);
        }
        let mut again = Browser::new(&app)?;
        let fields = [("name", who), ("passphrase", anteroom_testkit::PASSPHRASE)];
        assert_eq!(again.post("/sign-in", &fields).await?.status, 303);
        assert_eq!(again.get(&at).await?.status, 404, "{who}");
        assert!(!again.get("/runs").await?.html.contains("Shared with me"));
        let page = ines.get(&format!("/runs/{id}/share")).await?;
        assert!(page.html.contains("That is over"), "{}", page.html);
        assert!(!ines.get("/runs").await?.html.contains("Shared with"));
        ines.send(&page, &format!("/runs/{id}/share/end"), &[])
            .await?;
    }
    Ok(())
}
