//! Pages and the readiness review show times by the clock on the practice's wall.

use anteroom_audit::{EntryNo, What, Word};
use anteroom_gateway::Clock;
use anteroom_office::Profile;
use anteroom_policy::{LocalTime, Role};
use anteroom_testkit::{App, Browser, OnFile, Options};
use anyhow::Result;

/// An evening in Tennessee that is the next day by universal time and by the state's other clock.
const LATE: &str = "2026-11-27T05:30:00Z";

async fn app(state: &'static str, zone: Option<&str>) -> Result<App> {
    App::start_with(Options {
        clock: Clock::standing_at(LATE.parse()?),
        state,
        zone: zone.map(LocalTime::named).transpose()?,
        ..Options::default()
    })
    .await
}

/// What the account page says of when its owner signed in.
async fn signed_in(app: &App, id: &str) -> Result<String> {
    let mut browser = Browser::of(app, id, &[Role::FrontDesk]).await?;
    Ok(browser.get("/account").await?.html)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_is_that_of_most_people_of_the_state_unless_the_practice_says_another()
-> Result<()> {
    for (state, zone, says) in [
        ("OH", None, "Nov 27, 2026, 12:30 AM EST"),
        ("TN", None, "Nov 26, 2026, 11:30 PM CST"),
        ("TN", Some("America/New_York"), "Nov 27, 2026, 12:30 AM EST"),
        ("AZ", None, "Nov 26, 2026, 10:30 PM MST"),
    ] {
        let app = app(state, zone).await?;
        let shown = signed_in(&app, "maya").await?;
        assert!(shown.contains(says), "{state} {zone:?}: {shown}");
        assert!(!shown.contains("UTC"), "{shown}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_record_counts_at_the_next_page_and_over_the_file() -> Result<()> {
    let app = app("TN", Some("America/New_York")).await?;
    let desk = OnFile::desk(&app).await?;
    let profile = Profile {
        zone: Some(Word::lossy("America/Chicago")),
        ..Profile::default()
    };
    desk.put(&Profile::id()?, &profile).await?;
    let shown = signed_in(&app, "maya").await?;
    assert!(shown.contains("Nov 26, 2026, 11:30 PM CST"), "{shown}");
    let unknown = Profile {
        zone: Some(Word::lossy("America/Nashville")),
        ..Profile::default()
    };
    let refused = desk.put(&Profile::id()?, &unknown).await;
    assert!(refused.is_err_and(|error| error.to_string().contains("no time zone of this name")));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_activity_of_a_day_is_that_of_the_day_on_the_wall() -> Result<()> {
    let app = app("TN", None).await?;
    app.ask("m-echo", "Write office hours.").await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    for (day, is_there) in [("2026-11-26", true), ("2026-11-27", false), ("soon", false)] {
        let shown = ann.get(&format!("/console/activity?day={day}")).await?.html;
        assert_eq!(
            !shown.contains("Nothing found."),
            is_there,
            "{day}: {shown}"
        );
    }
    Ok(())
}

/// By the law the day may be over already while it is not on the wall: the state's clock furthest ahead counts.
#[tokio::test(flavor = "multi_thread")]
async fn days_of_records_go_by_the_state_whatever_the_wall_shows() -> Result<()> {
    let app = app("TN", Some("Pacific/Honolulu")).await?;
    let today = OnFile::desk(&app).await?.today();
    assert_eq!(today.to_string(), "2026-11-27");
    Ok(())
}

/// Who changed what of the practice's profile, as the log has it.
async fn changes(app: &App) -> Result<Vec<String>> {
    let lines = app.store.log(EntryNo(0), 500).await?;
    let events = lines.iter().filter_map(|line| line.event.as_ref());
    let of_profile = events.filter_map(|event| match &event.what {
        What::EvidenceRecorded(record) if record.subject.as_str() == "profile" => {
            Some(format!("{:?} {:?}", event.actor, record.changed))
        }
        _ => None,
    });
    Ok(of_profile.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_compliance_officer_sets_the_clock_and_the_log_names_the_field() -> Result<()> {
    let app = app("TN", None).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get("/console/policy").await?;
    assert!(
        page.html.contains("Nov 26, 2026, 11:30 PM CST"),
        "{}",
        page.html
    );
    let (path, east) = ("/console/policy/clock", [("zone", "America/New_York")]);
    for _ in ["said", "said again"] {
        assert_eq!(lee.send(&page, path, &east).await?.status, 303);
    }
    let page = lee.get("/console/policy").await?;
    assert!(
        page.html.contains("Nov 27, 2026, 12:30 AM EST"),
        "{}",
        page.html
    );
    assert!(
        page.html
            .contains("<option value=\"America/New_York\" selected>")
    );
    let unknown = [("zone", "America/Nashville")];
    assert_eq!(lee.send(&page, path, &unknown).await?.status, 409);
    assert_eq!(lee.send(&page, path, &[("zone", "")]).await?.status, 303);
    assert!(
        lee.get("/console/policy")
            .await?
            .html
            .contains("11:30 PM CST")
    );
    let changes = changes(&app).await?;
    assert_eq!(changes.len(), 2, "only what changed: {changes:?}");
    assert!(
        changes
            .iter()
            .all(|one| one.contains("lee") && one.contains("zone"))
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn others_see_the_clock_and_do_not_set_it() -> Result<()> {
    let app = app("TN", None).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    for role in [Role::Manager, Role::Auditor, Role::FrontDesk] {
        let mut other = Browser::of(&app, &role.code().replace('_', "-"), &[role]).await?;
        let page = other.get("/account").await?;
        let east = [("zone", "America/New_York")];
        let set = other.send(&page, "/console/policy/clock", &east).await?;
        assert_eq!(set.status, 403, "{role:?}");
        let shown = other.get("/console/policy").await?.html;
        assert!(!shown.contains("Save the time zone"), "{role:?}");
    }
    let forged = lee.post("/console/policy/clock", &[("zone", "Pacific/Guam")]);
    assert_eq!(forged.await?.status, 403, "without our mark");
    assert!(changes(&app).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readiness_review_goes_by_the_clock_on_the_wall() -> Result<()> {
    let app = app("TN", None).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    for form in ["review.html", "review.md", "review.json"] {
        let path = format!("/console/reports/{form}");
        let review = lee.get(&path).await?.html;
        assert!(review.contains("Nov 26, 2026, 11:30 PM CST"), "{review}");
        assert!(!review.contains("UTC"), "{review}");
    }
    Ok(())
}
