//! A service is connected, tried out, approved and withdrawn at the pages: with the entries in the log that the commands write,
//! and with a key that nobody ever sees again.

use anteroom_audit::What;
use anteroom_policy::Role;
use anteroom_store::Connection;
use anteroom_testkit::{App, Browser, OnFile};
use anyhow::{Context as _, Result};
use jiff::civil::Date;

const NEW: &str = "/system/connections/new";
const KEY: &str = "sk-made-up-and-secret";
const MODEL: &str = "model-of-the-pages";

/// The fields of a connection to the scripted upstream.
fn fields<'f>(url: &'f str, more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let all = [
        ("provider", "openai_compatible"),
        ("name", "from the pages"),
        ("url", url),
        ("key", KEY),
        ("models", MODEL),
        ("action", "connect"),
    ];
    let other = all
        .into_iter()
        .filter(|(name, _)| more.iter().all(|(known, _)| known != name));
    other.chain(more.iter().copied()).collect()
}

async fn found(app: &App, name: &str) -> Result<Connection> {
    let all = app.store.connections().await?;
    let found = all.into_iter().find(|one| one.name.as_str() == name);
    found.context("it is not there")
}

/// What the log says that somebody who signed in did with connections.
async fn told(app: &App, name: &str) -> Result<Vec<&'static str>> {
    let done = app.done_by(name).await?;
    let all = done.iter().filter_map(|what| match what {
        What::ConnectionAdded(_) => Some("added"),
        What::ConnectionApproved(new) if new.approved_by.as_str() == name => Some("approved"),
        What::ConnectionRevoked(_) => Some("withdrawn"),
        _ => None,
    });
    Ok(all.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_it_partner_connects_and_a_compliance_officer_approves() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::ItPartner]).await?;
    let page = ines.get(NEW).await?;
    let tried = ines
        .send(
            &page,
            NEW,
            &fields(&app.upstream.url(), &[("action", "test")]),
        )
        .await?;
    assert_eq!(tried.status, 200, "{}", tried.html);
    assert!(
        tried.html.contains("It is not connected yet"),
        "{}",
        tried.html
    );
    assert!(found(&app, "from the pages").await.is_err(), "only a test");
    let put = ines
        .send(&page, NEW, &fields(&app.upstream.url(), &[]))
        .await?;
    let new = found(&app, "from the pages").await?;
    let path = format!("/system/connections/{}", new.id);
    assert_eq!((put.status, &*put.location), (303, &*path), "{}", put.html);
    assert_eq!(new.models.first().map(|model| model.as_str()), Some(MODEL));
    let shown = ines.get(&path).await?;
    for says in [
        "Connection from the pages",
        "Level 1",
        "Locked away",
        "Your compliance officer does that",
    ] {
        assert!(shown.html.contains(says), "{says}: {}", shown.html);
    }
    let other = [("replacing", "surrogates")];
    let replacing = format!("{path}/replacing");
    let set = ines.send(&shown, &replacing, &other).await?;
    assert_eq!(set.location, format!("{path}#replacing"), "{}", set.html);
    let now = found(&app, "from the pages").await?;
    assert_eq!(now.replacing.as_str(), "surrogates");
    let made_up = [("replacing", "nothing")];
    let refused = ines.send(&shown, &replacing, &made_up).await?;
    assert_eq!(refused.status, 409);
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let home = maya.get("/").await?;
    let shut = maya.send(&home, &replacing, &other).await?;
    assert_eq!(shut.status, 403, "not everybody's to choose");
    let approve = format!("{path}/approve");
    assert!(!shown.html.contains(&approve), "{}", shown.html);
    let agreed = [
        ("until", "2999-12-31"),
        ("no_training", "yes"),
        ("read", "yes"),
    ];
    assert_eq!(ines.send(&shown, &approve, &agreed).await?.status, 403);

    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let shown = lee.get(&path).await?;
    for (wrong, field) in [
        (&[("read", "yes")][..], "until"),
        (&[("until", "2001-01-01"), ("read", "yes")], "until"),
        (&[("until", "soon"), ("read", "yes")], "until"),
        (&[("until", "2999-12-31")], "read"),
    ] {
        let refused = lee.send(&shown, &approve, wrong).await?;
        assert_eq!(refused.status, 409, "{wrong:?}");
        assert!(
            refused.html.contains(&format!("id=\"{field}-said\"")),
            "{}",
            refused.html
        );
    }
    let approved = lee.send(&shown, &approve, &agreed).await?;
    assert_eq!(
        (approved.status, &*approved.location),
        (303, &*path),
        "{}",
        approved.html
    );
    let shown = lee.get(&path).await?.html;
    assert!(
        shown.contains("lee approved it for patient text"),
        "{shown}"
    );
    assert!(shown.contains("Level 2"), "{shown}");
    let answer = app
        .ask(MODEL, "Please shorten: the office opens at nine.")
        .await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(told(&app, "ines").await?, ["added"]);
    assert_eq!(told(&app, "lee").await?, ["approved"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_sealed_and_never_shown_again() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::ItPartner]).await?;
    let page = ines.get(NEW).await?;
    let wrong = ines
        .send(&page, NEW, &fields("http://10.0.0.1/v1", &[]))
        .await?;
    assert_eq!(wrong.status, 409);
    assert!(!wrong.html.contains(KEY), "{}", wrong.html);
    assert!(wrong.html.contains("value=\"from the pages\"") && wrong.html.contains(MODEL));
    let put = ines
        .send(&page, NEW, &fields(&app.upstream.url(), &[]))
        .await?;
    let shown = ines.get(&put.location).await?;
    assert!(!shown.html.contains(KEY), "{}", shown.html);
    let test = format!("{}/test", put.location);
    let tried = ines.send(&shown, &test, &[]).await?;
    assert!(
        tried.html.contains("It works") && !tried.html.contains(KEY),
        "{}",
        tried.html
    );
    let stored = app.stored_bytes()?;
    assert!(
        !stored.windows(KEY.len()).any(|at| at == KEY.as_bytes()),
        "it is not sealed"
    );
    let new = found(&app, "from the pages").await?;
    let key = app.store.upstream_key(&new)?;
    assert_eq!(key.as_ref().map(|key| key.as_str()), Some(KEY));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_answer_or_is_taken_is_not_connected_and_the_field_says_why() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::ItPartner]).await?;
    let page = ines.get(NEW).await?;
    let url = app.upstream.url();
    let taken = found(&app, "local").await?;
    let taken = taken
        .models
        .first()
        .map(ToString::to_string)
        .unwrap_or_default();
    for (more, field) in [
        (("url", "http://127.0.0.1:1"), "url"),
        (("url", "http://elsewhere.example"), "url"),
        (("url", "https://user:pass@elsewhere.example"), "url"),
        (("url", ""), "url"),
        (("key", "two words"), "key"),
        (("name", ""), "name"),
        (("name", "local"), "name"),
        (("models", &*taken), "models"),
        (("models", "1\n2\n3\n4\n5\n6\n7\n8\n9"), "models"),
        (("provider", "moon"), "provider"),
    ] {
        let wrong = ines.send(&page, NEW, &fields(&url, &[more])).await?;
        assert_eq!(wrong.status, 409, "{more:?}: {}", wrong.html);
        assert!(
            wrong.html.contains(&format!("id=\"{field}-said\"")),
            "{more:?}: {}",
            wrong.html
        );
    }
    let elsewhere = [
        ("provider", "mistral"),
        ("url", "https://elsewhere.example"),
    ];
    let wrong = ines.send(&page, NEW, &fields(&url, &elsewhere)).await?.html;
    assert!(
        wrong.contains("not at this address") && !wrong.contains("--provider"),
        "{wrong}"
    );
    assert!(told(&app, "ines").await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_withdrawn_and_one_on_file_is_decided_by_its_records() -> Result<()> {
    let app = App::start().await?;
    OnFile::record(&app, Date::constant(2999, 12, 31)).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let path = format!(
        "/system/connections/{}",
        found(&app, "plateforme").await?.id
    );
    let shown = lee.get(&path).await?;
    assert!(
        shown.html.contains("Your records decide about it"),
        "{}",
        shown.html
    );
    assert!(
        shown.html.contains("href=\"/console/vendors/mistral\""),
        "{}",
        shown.html
    );
    assert!(
        !shown.html.contains("Approve it for Level 2"),
        "{}",
        shown.html
    );
    assert!(lee.get("/system").await?.html.contains(&path));
    let agreed = [("until", "2999-12-31"), ("read", "yes")];
    let approved = lee
        .send(&shown, &format!("{path}/approve"), &agreed)
        .await?;
    assert_eq!(approved.status, 409, "it would decide nothing");
    let withdraw = format!("{path}/withdraw");
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let own = dana.get("/account").await?;
    for path in [&*path, NEW] {
        assert_eq!(dana.get(path).await?.status, 403, "{path}");
    }
    assert_eq!(dana.send(&own, &withdraw, &[]).await?.status, 403);
    assert_eq!(
        lee.post(&withdraw, &[]).await?.status,
        403,
        "a form without our mark"
    );
    assert_eq!(lee.send(&shown, &withdraw, &[]).await?.status, 303);
    assert_eq!(lee.get(&path).await?.status, 404);
    assert!(found(&app, "plateforme").await?.revoked_at.is_some());
    assert_eq!(told(&app, "lee").await?, ["withdrawn"]);
    Ok(())
}
