//! The door under odd circumstances: races, sessions that end by themselves, addresses that lead nowhere.

use std::time::Duration;

use anteroom_gateway::Clock;
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Options, PASSPHRASE};
use anyhow::{Context as _, Result};
use jiff::SignedDuration;
use reqwest::{Method, header};

fn standing() -> Result<Options> {
    Ok(Options {
        clock: Clock::standing_at("2026-11-26T15:00:00Z".parse()?),
        ..Options::default()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leads_nowhere_is_a_page_with_the_headers_of_every_page() -> Result<()> {
    let app = App::start().await?;
    let browser = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    for (method, path, status) in [
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/%ff", 404),
        (Method::GET, "/runs/%ff", 404),
        (Method::GET, "/console/people/%C0%AF", 404),
        (Method::GET, "/runs/nobody", 404),
        (Method::GET, "/sign-out", 405),
        (Method::POST, "/help", 405),
        (Method::DELETE, "/account", 405),
    ] {
        let request = browser.request(method, path);
        let response = request.header(header::ACCEPT, "text/html").send().await?;
        assert_eq!(response.status(), status, "{path}");
        for (name, holds) in [
            (header::CACHE_CONTROL, "no-store"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
            (header::CONTENT_TYPE, "text/html"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::X_FRAME_OPTIONS, "DENY"),
        ] {
            let value = response
                .headers()
                .get(&name)
                .context("a header is missing")?;
            assert!(value.to_str()?.contains(holds), "{path}: {name}");
        }
        let html = response.text().await?;
        assert!(
            html.contains("Go to Home") && !html.contains("%ff"),
            "{path}"
        );
    }
    let program = app.request(Method::GET, "/v1/%ff").send().await?;
    let kind = program.headers().get(header::CONTENT_TYPE).cloned();
    assert!(kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json")));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_after_a_session_ended_by_itself_is_kept_for_its_owner_alone() -> Result<()> {
    let app = App::start_with(standing()?).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let path = "/tasks/plain-language";
    let page = maya.get(path).await?;
    let (_, rest) = page.html.split_once("<textarea").context("no field")?;
    let (_, rest) = rest.split_once("name=\"").context("no field")?;
    let field = rest.split('"').next().unwrap_or_default().to_owned();
    let cookie = maya.cookie();
    app.clock.advance(SignedDuration::from_mins(16));
    let typed = [(&*field, "half a sentence about the"), ("action", "create")];
    let unproven = maya.post(path, &typed).await?;
    assert_eq!(
        unproven.location, "/sign-in?ended",
        "nothing proves whose it is"
    );
    maya.steal(cookie.clone());
    let late = maya.send(&page, path, &typed).await?;
    assert_eq!((late.status, &*late.location), (303, "/sign-in?kept"));
    assert!(
        !maya
            .get("/sign-in?kept")
            .await?
            .html
            .contains("half a sentence")
    );
    maya.steal(cookie);
    assert_eq!(maya.get("/runs").await?.status, 303, "it opens nothing");
    let mut lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let fields = [("name", "maya"), ("passphrase", PASSPHRASE)];
    let mut again = Browser::new(&app)?;
    assert_eq!(again.post("/sign-in", &fields).await?.status, 303);
    let of_lee = lee.get("/runs").await?;
    assert!(!of_lee.html.contains("/edit"));
    let links = again.get("/runs").await?;
    let (_, rest) = links
        .html
        .split_once("/runs/")
        .context("no draft is kept")?;
    let id = rest.split(['"', '/']).next().unwrap_or_default();
    let edit = again.get(&format!("/runs/{id}/edit")).await?;
    let shown = again.get(&edit.location).await?;
    assert!(shown.html.contains("half a sentence about the"));
    assert_eq!(lee.get(&format!("/runs/{id}")).await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_sees_from_what_they_are_signed_in_and_ends_all_others() -> Result<()> {
    const PHONE: &str = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let fields = [("name", "maya"), ("passphrase", PASSPHRASE)];
    let phone = Browser::new(&app)?;
    let entered = phone
        .form("/sign-in", &fields)
        .header(header::USER_AGENT, PHONE)
        .send()
        .await?;
    assert_eq!(entered.status(), 303);
    let page = maya.get("/account").await?;
    assert!(page.html.contains("Firefox on Android"));
    assert!(!page.html.contains("Gecko"));
    let stored = String::from_utf8_lossy(&app.stored_bytes()?).into_owned();
    assert!(!stored.contains("rv:140.0"), "no more than words is kept");
    let ended = maya
        .send(&page, "/account/sessions/end-others", &[])
        .await?;
    assert_eq!(ended.status, 303);
    let page = maya.get("/account").await?;
    assert!(!page.html.contains("Firefox on Android"));
    assert_eq!(maya.get("/").await?.status, 200);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_the_time_that_was_set() -> Result<()> {
    let mut options = standing()?;
    options.web.idle = Duration::from_secs(60);
    let app = App::start_with(options).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    app.clock.advance(SignedDuration::from_secs(59));
    assert_eq!(maya.get("/").await?.status, 200);
    app.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(maya.get("/").await?.location, "/sign-in?ended");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_climbs_by_managing_people() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    for (id, role) in [
        ("omar", Role::ComplianceOfficer),
        ("cora", Role::LicensedClinician),
        ("ines", Role::ItPartner),
    ] {
        let mut them = Browser::of(&app, id, &[role]).await?;
        let page = dana.get(&format!("/console/people/{id}")).await?;
        let of = |what: &str| format!("/console/people/{id}/{what}");
        assert!(!page.html.contains(&of("reset")), "{id}: it is not offered");
        let page = dana.get("/").await?;
        for what in ["reset", "second-step"] {
            let done = dana.send(&page, &of(what), &[]).await?;
            assert_eq!(done.status, 409, "{id}: {what}");
            assert!(!done.html.contains("class=\"secret\""));
        }
        let front = [("role", "front-desk"), ("role", "front_desk")];
        let lowered = dana.send(&page, &of("roles"), &front).await?;
        assert_eq!(lowered.status, 409, "{id}: nor after taking the role away");
        assert_eq!(them.get("/").await?.status, 200);
    }
    let page = dana.get("/").await?;
    let raise = [
        ("role", Role::Manager.code()),
        ("role", Role::ComplianceOfficer.code()),
    ];
    let raised = dana
        .send(&page, "/console/people/dana/roles", &raise)
        .await?;
    assert_eq!(raised.status, 409);
    let new = [
        ("name", "Straw"),
        ("id", "straw"),
        ("role", Role::ComplianceOfficer.code()),
    ];
    let made = dana.send(&page, "/console/people", &new).await?;
    assert_eq!(made.status, 400);
    let new = [
        ("name", "Lee"),
        ("id", "lee"),
        ("role", Role::FrontDesk.code()),
    ];
    let made = dana.send(&page, "/console/people", &new).await?;
    assert!(
        made.html.contains("class=\"secret\""),
        "who may be let in, is"
    );
    let reset = dana.send(&page, "/console/people/lee/reset", &[]).await?;
    assert!(reset.html.contains("class=\"secret\""));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passphrase_that_is_typed_twice_is_the_same_both_times() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let path = "/account/passphrase";
    let page = maya.get(path).await?;
    assert!(page.html.contains("name=\"again\""), "{}", page.html);
    let new = "ribbon candle tractor";
    let typed = |again| [("old", PASSPHRASE), ("new", new), ("again", again)];
    let slip = maya
        .send(&page, path, &typed("ribbon candle tracter"))
        .await?;
    assert_eq!(slip.status, 400);
    assert!(
        slip.html.contains("not the same both times"),
        "{}",
        slip.html
    );
    assert!(!slip.html.contains("ribbon"), "nothing of it is shown");
    assert_eq!(maya.send(&page, path, &typed(new)).await?.status, 303);
    Ok(())
}
