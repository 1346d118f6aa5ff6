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

const PATH: &str = "/tasks/plain-language";
const TYPED: [(&str, &str); 2] = [
    ("f.text", "half a sentence about the"),
    ("action", "create"),
];

async fn comes_in(browser: &mut Browser<'_>, id: &str) -> Result<String> {
    let fields = [("name", id), ("passphrase", PASSPHRASE)];
    Ok(browser.post("/sign-in", &fields).await?.location)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_when_its_owner_signs_out_in_another_window() -> Result<()> {
    let app = App::start().await?;
    let mut browser = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = browser.get(PATH).await?;
    browser.send(&form, "/sign-out", &[]).await?;
    // By this address the script of the page tells it from a session that somebody ended.
    let look = browser.send(&form, "/look/plain-language", &TYPED).await?;
    assert_eq!((look.status, &*look.location), (303, "/sign-in"));
    let kept = browser.send(&form, PATH, &TYPED).await?;
    assert_eq!((kept.status, &*kept.location), (303, "/sign-in?kept-out"));
    let door = browser.get(&kept.location).await?;
    assert!(door.html.contains("You were signed out in another window"));
    assert!(!door.html.contains("half a sentence"));
    let back = comes_in(&mut browser, "maya").await?;
    assert!(back.starts_with("/tasks/plain-language?run="), "{back}");
    let shown = browser.get(&back).await?;
    assert!(shown.html.contains("half a sentence about the"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_a_session_before_is_kept_for_its_owner_whoever_came_in_since() -> Result<()> {
    let app = App::start().await?;
    let _lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let mut browser = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = browser.get(PATH).await?;
    browser.send(&form, "/sign-out", &[]).await?;
    comes_in(&mut browser, "lee").await?;
    let other = browser.send(&form, PATH, &TYPED).await?;
    assert_eq!(other.status, 403);
    assert!(other.html.contains("Somebody else is signed in now"));
    assert!(!browser.get("/runs").await?.html.contains("/edit"));
    let foreign = [("csrf", "0"), ("f.text", "planted"), ("action", "save")];
    let planted = browser.post(PATH, &foreign).await?;
    assert!(planted.html.contains("Please send that again"));
    comes_in(&mut browser, "maya").await?;
    let own = browser.get("/runs").await?;
    assert_eq!(own.html.matches("/edit\"").count(), 1, "{}", own.html);
    let late = browser.send(&form, PATH, &TYPED).await?;
    assert!(late.location.ends_with("&late"), "{}", late.location);
    let shown = browser.get(&late.location).await?;
    assert!(shown.html.contains("half a sentence about the"));
    assert!(shown.html.contains("Nothing was sent"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_keeps_nothing_in_anybodys_name() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let form = maya.get(PATH).await?;
    maya.send(&form, "/sign-out", &[]).await?;
    let mut stranger = Browser::new(&app)?;
    let turned = stranger.send(&form, PATH, &TYPED).await?;
    assert_eq!(turned.location, "/sign-in", "its browser holds nothing");
    assert_eq!(comes_in(&mut maya, "maya").await?, "/");
    assert!(!maya.get("/runs").await?.html.contains("/edit"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_in_is_led_to_the_page_that_they_asked_for() -> Result<()> {
    let app = App::start_with(standing()?).await?;
    let mut browser = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let page = browser.get("/").await?;
    browser.send(&page, "/sign-out", &[]).await?;
    assert_eq!(comes_in(&mut browser, "maya").await?, "/");
    let page = browser.get("/").await?;
    browser.send(&page, "/sign-out", &[]).await?;
    let asked = browser.get("/runs?task=plain-language").await?;
    assert_eq!(asked.location, "/sign-in", "the address is told to nobody");
    let wrong = [("name", "maya"), ("passphrase", "not this one here")];
    assert_eq!(browser.post("/sign-in", &wrong).await?.status, 403);
    assert_eq!(
        comes_in(&mut browser, "maya").await?,
        "/runs?task=plain-language"
    );
    assert_eq!(comes_in(&mut browser, "maya").await?, "/", "once");
    app.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(browser.get("/account").await?.location, "/sign-in?ended");
    assert_eq!(comes_in(&mut browser, "maya").await?, "/account");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_to_what_another_person_had_open_nor_off_the_site() -> Result<()> {
    let app = App::start_with(standing()?).await?;
    let _lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let mut browser = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    app.clock.advance(SignedDuration::from_mins(16));
    assert_eq!(browser.get("/account").await?.location, "/sign-in?ended");
    assert_eq!(comes_in(&mut browser, "lee").await?, "/");
    for planted in ["%20%2F%2Fevil%2Eexample", "%20https%3A%2F%2Fevil%2Eexample"] {
        browser.steal(Some(format!("anteroom_toward={planted}")));
        assert_eq!(comes_in(&mut browser, "lee").await?, "/");
    }
    let page = browser.get("/").await?;
    browser.send(&page, "/sign-out", &[]).await?;
    browser.post("/account/keys", &[]).await?;
    assert_eq!(
        comes_in(&mut browser, "lee").await?,
        "/",
        "a form is no page"
    );
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
async fn whoever_must_choose_a_passphrase_first_goes_on_to_the_page_they_asked_for() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let page = dana.get("/").await?;
    let reset = dana.send(&page, "/console/people/maya/reset", &[]).await?;
    let (_, rest) = reset.html.split_once("class=\"secret\"").context("none")?;
    let (_, rest) = rest.split_once('>').context("none")?;
    let given = rest.split('<').next().context("none")?.to_owned();
    maya.get("/training").await?;
    let fields = [("name", "maya"), ("passphrase", &*given)];
    assert_eq!(maya.post("/sign-in", &fields).await?.location, "/training");
    let owed = maya.get("/training").await?;
    assert_eq!(owed.location, "/account/passphrase");
    let page = maya.get("/account/passphrase").await?;
    let new = [("old", &*given), ("new", "ribbon candle tractor")];
    let chosen = maya.send(&page, "/account/passphrase", &new).await?;
    assert_eq!(chosen.location, "/training");
    assert_eq!(maya.get("/training").await?.status, 200);
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
