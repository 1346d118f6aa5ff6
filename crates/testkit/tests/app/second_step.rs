//! The second step as people meet it: at their account, at the door and at the console.

use anteroom_audit::Micros;
use anteroom_gateway::Clock;
use anteroom_office::Desk;
use anteroom_office::second_step::{SecondStep, SignInRule};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, Options, PASSPHRASE, Shown};
use anyhow::{Context as _, Result};
use jiff::SignedDuration;
use totp_rs::{Builder, Secret, Totp};

/// The app on somebody's phone.
struct Phone(Totp);

impl Phone {
    /// Takes over the key that a page shows to be typed.
    fn of(page: &Shown) -> Result<Phone> {
        let (_, rest) = page.html.split_once("id=\"key\">").context("no key")?;
        let key = rest.split('<').next().unwrap_or_default().replace(' ', "");
        let secret = Secret::try_from_base32(key).ok().context("no secret")?;
        let totp = Builder::new().with_secret(secret).build();
        Ok(Phone(totp.ok().context("no app takes this key")?))
    }

    /// What it shows now.
    fn code(&self, app: &App) -> Result<String> {
        let seconds = u64::try_from(app.clock.now().as_second())?;
        Ok(self.0.generate(seconds).to_string())
    }
}

async fn clinic() -> Result<App> {
    let options = Options {
        clock: Clock::standing_at("2026-11-26T15:00:00Z".parse()?),
        ..Options::default()
    };
    App::start_with(options).await
}

/// Adds a second step as a page asks for it; gives the app and the recovery codes.
async fn enroll(app: &App, browser: &mut Browser<'_>) -> Result<(Phone, Vec<String>)> {
    let page = browser.get("/account/second-step").await?;
    let phone = Phone::of(&page)?;
    let fields = [("code", &*phone.code(app)?), ("passphrase", PASSPHRASE)];
    let shown = browser.send(&page, "/account/second-step", &fields).await?;
    anyhow::ensure!(shown.status == 200, "not added: {}", shown.status);
    let items = shown.html.split("<li>").skip(1);
    let codes = items.filter_map(|item| item.split("</li>").next());
    app.clock.advance(SignedDuration::from_secs(60));
    Ok((phone, codes.map(str::to_owned).collect()))
}

/// Types name and passphrase; gives the page that asks for the code.
async fn knock(browser: &mut Browser<'_>) -> Result<Shown> {
    let fields = [("name", "maya"), ("passphrase", PASSPHRASE)];
    browser.post("/sign-in", &fields).await
}

async fn answer(browser: &mut Browser<'_>, page: &Shown, code: &str) -> Result<Shown> {
    let fields = [("half", page.hidden("half")?), ("code", code)];
    browser.post("/sign-in/step", &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_opens_between_the_passphrase_and_the_code() -> Result<()> {
    let app = clinic().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::ComplianceOfficer]).await?;
    let (phone, codes) = enroll(&app, &mut maya).await?;
    assert_eq!(codes.len(), 10);
    let mut browser = Browser::new(&app)?;
    let planted = format!("anteroom_session={}", "0".repeat(64));
    browser.steal(Some(planted.clone()));
    let asked = knock(&mut browser).await?;
    assert_eq!((asked.status, browser.cookie()), (200, Some(planted)));
    let half = asked.hidden("half")?.to_owned();
    browser.steal(Some(format!("anteroom_session={half}")));
    for path in [
        "/",
        "/account",
        "/account/second-step",
        "/console",
        "/runs",
        "/system",
    ] {
        assert_eq!(browser.get(path).await?.location, "/sign-in?out", "{path}");
    }
    let wrong = answer(&mut browser, &asked, "000000").await?;
    assert_eq!(wrong.status, 403);
    assert!(!wrong.html.contains("000000"));
    let entered = answer(&mut browser, &wrong, &phone.code(&app)?).await?;
    // They are led to the page that they asked for last.
    assert_eq!((entered.status, &*entered.location), (303, "/system"));
    assert_ne!(browser.cookie(), Some(format!("anteroom_session={half}")));
    assert_eq!(browser.get("/").await?.status, 200);
    let mut thief = Browser::new(&app)?;
    let asked = knock(&mut thief).await?;
    let replayed = answer(&mut thief, &asked, &phone.code(&app)?).await?;
    assert_eq!((replayed.status, thief.cookie()), (403, None));
    app.clock.advance(SignedDuration::from_mins(6));
    let late = answer(&mut thief, &asked, &phone.code(&app)?).await?;
    assert_eq!(late.location, "/sign-in?again");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code_opens_once_and_the_account_says_how_many_are_left() -> Result<()> {
    let app = clinic().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let (_, codes) = enroll(&app, &mut maya).await?;
    let mut browser = Browser::new(&app)?;
    let asked = knock(&mut browser).await?;
    assert_eq!(answer(&mut browser, &asked, &codes[0]).await?.status, 303);
    let page = browser.get("/account/second-step").await?;
    assert!(page.html.contains("You have 9 left"));
    assert!(!page.html.contains(&codes[1]), "they are shown once");
    let mut again = Browser::new(&app)?;
    let asked = knock(&mut again).await?;
    assert_eq!(answer(&mut again, &asked, &codes[0]).await?.status, 403);
    let fields = [("passphrase", PASSPHRASE)];
    let renewed = browser
        .send(&page, "/account/second-step/codes", &fields)
        .await?;
    assert!(renewed.html.contains("Your recovery codes"));
    assert_eq!(answer(&mut again, &asked, &codes[1]).await?.status, 403);
    let removed = browser
        .send(&page, "/account/second-step/remove", &fields)
        .await?;
    assert_eq!(removed.status, 303);
    assert_eq!(knock(&mut again).await?.status, 303);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_and_the_codes_are_sealed_and_leave_with_no_packet() -> Result<()> {
    let app = clinic().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let page = maya.get("/account/second-step").await?;
    assert!(page.html.contains("<svg class=\"qr\""));
    assert!(!page.html.contains("otpauth"));
    let (phone, codes) = enroll(&app, &mut maya).await?;
    let stored = String::from_utf8_lossy(&app.stored_bytes()?).into_owned();
    assert!(!stored.contains(&phone.0.secret().to_base32()));
    assert!(!stored.contains(&codes[0]));
    let members = anteroom_office::packet::members(&desk(&app)).await?;
    for member in members {
        let text = String::from_utf8_lossy(&member.content).into_owned();
        assert!(
            !text.contains(&phone.0.secret().to_base32()),
            "{}",
            member.name
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lacks_one_is_led_to_it_where_everybody_needs_one() -> Result<()> {
    let app = clinic().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let second_step_required = true;
    SignInRule {
        second_step_required,
    }
    .set(&desk(&app))
    .await?;
    for path in ["/", "/account", "/account/passphrase", "/runs"] {
        assert_eq!(maya.get(path).await?.location, "/account/second-step");
    }
    let page = maya.get("/account/second-step").await?;
    let posted = maya.send(&page, "/account/sessions/end", &[]).await?;
    assert_eq!(posted.location, "/account/second-step");
    assert_eq!(maya.get("/runs").await?.status, 303);
    let shown = maya.get("/account/second-step").await?;
    let phone = Phone::of(&shown)?;
    let fields = [("code", &*phone.code(&app)?), ("passphrase", PASSPHRASE)];
    let codes = maya.send(&shown, "/account/second-step", &fields).await?;
    assert!(codes.html.contains("href=\"/runs\">Done"), "{}", codes.html);
    assert_eq!(maya.get("/").await?.status, 200);
    let fields = [("passphrase", PASSPHRASE)];
    let kept = maya
        .send(&page, "/account/second-step/remove", &fields)
        .await?;
    assert_eq!(kept.status, 400);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_phone_is_forgotten_by_whoever_manages_people() -> Result<()> {
    let app = clinic().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    enroll(&app, &mut maya).await?;
    let mut lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let of_lee = lee.get("/account").await?;
    let reset = "/console/people/maya/second-step";
    assert_eq!(lee.send(&of_lee, reset, &[]).await?.status, 403);
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let page = dana.get("/console/people/maya").await?;
    assert!(page.html.contains(reset));
    assert_eq!(dana.send(&page, reset, &[]).await?.status, 303);
    assert_eq!(maya.get("/").await?.location, "/sign-in?out");
    assert_eq!(knock(&mut maya).await?.status, 303);
    let mut omar = Browser::of(&app, "omar", &[Role::ComplianceOfficer]).await?;
    enroll(&app, &mut omar).await?;
    let above = "/console/people/omar/second-step";
    assert_eq!(dana.send(&page, above, &[]).await?.status, 409);
    assert_eq!(omar.get("/").await?.status, 200);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_keeps_the_practice_alone_is_told_the_way_back_and_it_leads_in() -> Result<()> {
    let app = clinic().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::ComplianceOfficer]).await?;
    enroll(&app, &mut maya).await?;
    let mut browser = Browser::new(&app)?;
    assert!(
        browser
            .get("/sign-in")
            .await?
            .html
            .contains("anteroom user reset NAME")
    );
    let asked = knock(&mut browser).await?;
    for says in [
        "Each of your recovery codes opens the door once",
        "You are the only one who could do that?",
        "<code>anteroom user reset-second-step NAME</code>",
    ] {
        assert!(asked.html.contains(says), "{says}: {}", asked.html);
    }
    let wrong = answer(&mut browser, &asked, "000000").await?;
    assert!(wrong.html.contains("reset-second-step"), "also after a try");
    // What the command does: `crates/anteroom/tests/program/users.rs` runs it as a program.
    SecondStep::reset(&desk(&app), &"maya".parse()?).await?;
    let entered = knock(&mut browser).await?;
    assert_eq!((entered.status, &*entered.location), (303, "/"));
    assert_eq!(browser.get("/").await?.status, 200);
    Ok(())
}

fn desk(app: &App) -> Desk {
    let by = By {
        actor: anteroom_audit::Actor::System,
        at: Micros(app.clock.now().as_microsecond()),
    };
    Desk::new(app.store.clone(), by, jiff::civil::Date::MIN)
}
