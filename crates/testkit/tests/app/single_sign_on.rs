//! Coming in by way of the practice's identity provider: the right way, and every wrong one.

use anteroom_audit::{Actor, EntryNo, Micros, What, Word};
use anteroom_office::account::Account;
use anteroom_office::second_step::{CODES, LETTERS, RecoveryCodes, SecondStep, Secret, SignInRule};
use anteroom_office::single_sign_on::{ClientSecret, Link, Provider, SingleSignOn};
use anteroom_office::{Desk, Id};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{
    App, Browser, CLIENT_ID, CLIENT_SECRET, IdentityProvider, Options, Shown, Signing, add_person,
};
use anyhow::{Context as _, Result};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Maya's address at the provider.
const EMAIL: &str = "maya@elmstreet.example";

/// When these tests happen, in seconds since 1970.
const NOW: i64 = 1_777_885_200;

/// A practice with single sign-on, and Maya linked by her address.
struct Clinic {
    app: App,
    provider: IdentityProvider,
}

impl Clinic {
    async fn start() -> Result<Clinic> {
        let options = Options {
            clock: anteroom_gateway::Clock::standing_at(Timestamp::from_second(NOW)?),
            ..Options::default()
        };
        let provider = IdentityProvider::start(0, options.clock.clone()).await?;
        let app = App::start_with(options).await?;
        let clinic = Clinic { app, provider };
        clinic.set_up(None).await?;
        add_person(&clinic.app, "maya", &[Role::FrontDesk]).await?;
        Link::set(&clinic.desk(), &"maya".parse()?, EMAIL.parse()?).await?;
        clinic.provider.vouch_for("248289761001", EMAIL);
        Ok(clinic)
    }

    async fn set_up(&self, acr: Option<&str>) -> Result<()> {
        self.set_up_at(&self.provider.issuer(), acr).await
    }

    async fn set_up_at(&self, issuer: &str, acr: Option<&str>) -> Result<()> {
        let provider = Provider {
            issuer: Word::new(issuer)?,
            client_id: Word::lossy(CLIENT_ID),
            client_secret: ClientSecret::new(CLIENT_SECRET),
            acr: acr.map(Word::lossy),
        };
        let provider = Some(provider);
        Ok(SingleSignOn { provider }.set(&self.desk()).await?)
    }

    /// Somebody tries and is not let in; the page says the same to everybody, and the log why.
    async fn assert_refused(&self, why: &str) -> Result<()> {
        let mut browser = Browser::new(&self.app)?;
        let page = come_back(&mut browser).await?;
        self.assert_shut(&mut browser, &page).await?;
        let refused = refused(&self.app).await?;
        anyhow::ensure!(
            refused.last().is_some_and(|last| last == why),
            "{refused:?}"
        );
        Ok(())
    }

    async fn assert_shut(&self, browser: &mut Browser<'_>, page: &Shown) -> Result<()> {
        anyhow::ensure!(page.html.contains("You are not signed in"), "{}", page.html);
        let same = Browser::new(&self.app)?.get("/sign-in?refused").await?;
        anyhow::ensure!(page.html == same.html, "the page tells more: {}", page.html);
        anyhow::ensure!(browser.cookie().is_none(), "{:?}", browser.cookie());
        let home = browser.get("/").await?;
        anyhow::ensure!(home.location == "/sign-in", "{}", home.location);
        Ok(())
    }

    fn desk(&self) -> Desk {
        let by = By {
            actor: Actor::System,
            at: Micros(self.app.clock.now().as_microsecond()),
        };
        Desk::new(self.app.store.clone(), by, jiff::civil::Date::MIN)
    }
}

/// Why people were not let in, in order.
async fn refused(app: &App) -> Result<Vec<String>> {
    let lines = app.store.log(EntryNo(0), 10_000).await?;
    let events = lines.iter().filter_map(|line| line.event.as_ref());
    let whys = events.filter_map(|event| match &event.what {
        What::SignInRefused(refused) => Some(refused.why.to_string()),
        _ => None,
    });
    Ok(whys.collect())
}

/// What the answer to a question must repeat.
fn state(gone: &Shown) -> Result<String> {
    let to = gone.onward()?;
    let (_, state) = to.split_once("state=").context("no state")?;
    Ok(state.split('&').next().unwrap_or_default().to_owned())
}

/// Presses the button; gives where the browser is sent.
async fn press(browser: &mut Browser<'_>) -> Result<Shown> {
    browser.post("/sign-in/provider", &[]).await
}

/// Goes to the provider and back; gives the page at which that ends.
async fn come_back(browser: &mut Browser<'_>) -> Result<Shown> {
    let gone = press(browser).await?;
    browser.follow(&gone.onward()?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_linked_person_comes_in_first_by_address_and_then_by_the_providers_name() -> Result<()> {
    let clinic = Clinic::start().await?;
    let mut asks = Browser::new(&clinic.app)?;
    asks.get("/account").await?;
    let entered = come_back(&mut asks).await?;
    assert_eq!(entered.onward()?, "/account", "where they wanted to go");
    let mut browser = Browser::new(&clinic.app)?;
    let door = browser.get("/sign-in").await?;
    let host = clinic.provider.issuer().replace("http://", "");
    assert!(door.html.contains(&format!("Sign in with {host}")));
    let entered = come_back(&mut browser).await?;
    assert_eq!(entered.onward()?, "/");
    assert_eq!(browser.get("/").await?.status, 200);
    clinic
        .provider
        .vouch_for("248289761001", "maya.osei@elmstreet.example");
    clinic.provider.sign(Signing::Es256);
    let mut again = Browser::new(&clinic.app)?;
    assert_eq!(come_back(&mut again).await?.onward()?, "/");
    assert!(again.get("/account").await?.html.contains("maya"));
    Ok(())
}

/// How a provider that is right in everything is wrong in one thing.
type Twist = fn(&IdentityProvider);

#[tokio::test(flavor = "multi_thread")]
async fn a_token_with_one_thing_wrong_opens_nothing() -> Result<()> {
    let cases: [(Twist, &str); 20] = [
        (|idp| idp.claim("nonce", "another"), "token_nonce"),
        (|idp| idp.claim("nonce", Value::Null), "token_nonce"),
        (|idp| idp.claim("aud", "somebody-else"), "token_audience"),
        (
            |idp| idp.claim("aud", json!([CLIENT_ID, "somebody-else"])),
            "token_audience",
        ),
        (|idp| idp.claim("azp", "somebody-else"), "token_audience"),
        (
            |idp| idp.claim("iss", "https://login.evil.example"),
            "token_issuer",
        ),
        (|idp| idp.claim("exp", NOW - 1), "token_expired"),
        (|idp| idp.claim("iat", NOW - 3600), "token_expired"),
        (|idp| idp.claim("iat", NOW + 3600), "token_expired"),
        (|idp| idp.claim("sub", Value::Null), "token_form"),
        (|idp| idp.claim("sub", "4".repeat(256)), "token_form"),
        (|idp| idp.sign(Signing::Nothing), "token_signature"),
        (|idp| idp.sign(Signing::HmacOfPublicKey), "token_signature"),
        (|idp| idp.sign(Signing::HmacOfSecret), "token_signature"),
        (|idp| idp.sign(Signing::StolenName), "token_signature"),
        (|idp| idp.sign(Signing::OtherToken), "token_signature"),
        (|idp| idp.sign(Signing::UnknownName), "token_key"),
        (|idp| idp.claim("email_verified", false), "email_unverified"),
        (
            |idp| idp.claim("email_verified", Value::Null),
            "email_unverified",
        ),
        (
            |idp| idp.claim("email", "lee@elmstreet.example"),
            "unlinked",
        ),
    ];
    for (twist, why) in cases {
        let clinic = Clinic::start().await?;
        twist(&clinic.provider);
        clinic.assert_refused(why).await.context(why)?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_under_a_new_name_are_asked_for_once_more() -> Result<()> {
    let clinic = Clinic::start().await?;
    let mut browser = Browser::new(&clinic.app)?;
    assert_eq!(come_back(&mut browser).await?.onward()?, "/");
    assert_eq!(clinic.provider.keys_asked(), 1);
    clinic.provider.rename_keys();
    let mut browser = Browser::new(&clinic.app)?;
    assert_eq!(come_back(&mut browser).await?.onward()?, "/");
    assert_eq!(clinic.provider.keys_asked(), 2);
    clinic.provider.sign(Signing::UnknownName);
    clinic.assert_refused("token_key").await?;
    assert_eq!(clinic.provider.keys_asked(), 3, "and not again and again");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_good_once_for_ten_minutes_and_in_the_browser_that_asked() -> Result<()> {
    let clinic = Clinic::start().await?;
    let mut maya = Browser::new(&clinic.app)?;
    let gone = press(&mut maya).await?;
    let set = gone.headers.get("set-cookie").context("no cookie")?;
    let set = set.to_str()?;
    assert!(
        set.contains("; HttpOnly; SameSite=Lax; Max-Age=600"),
        "{set}"
    );
    let held = maya.cookie();
    assert_eq!(maya.follow(&gone.onward()?).await?.onward()?, "/");
    let back = format!(
        "/sign-in/provider/back?code=code-0&state={}",
        clinic.provider.asked("state")
    );
    let mut thief = Browser::new(&clinic.app)?;
    thief.steal(held);
    let replayed = thief.get(&back).await?;
    assert_eq!(replayed.location, "/sign-in?again");
    assert_eq!(refused(&clinic.app).await?, ["state"]);

    // Somebody lures Maya to the end of a sign-in that they began themselves.
    let mut lurer = Browser::new(&clinic.app)?;
    let gone = press(&mut lurer).await?;
    let mut lured = Browser::new(&clinic.app)?;
    press(&mut lured).await?;
    let page = lured.follow(&gone.onward()?).await?;
    assert!(page.html.contains("Sign in again"), "{}", page.html);
    assert_eq!(lured.cookie(), None);

    let mut slow = Browser::new(&clinic.app)?;
    let gone = press(&mut slow).await?;
    clinic.app.clock.advance(SignedDuration::from_secs(601));
    let page = slow.follow(&gone.onward()?).await?;
    assert!(page.html.contains("That took too long"), "{}", page.html);
    assert_eq!(refused(&clinic.app).await?, ["state"; 3]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_a_disabled_account_nor_somebody_elses_address_opens() -> Result<()> {
    let clinic = Clinic::start().await?;
    let mut browser = Browser::new(&clinic.app)?;
    come_back(&mut browser).await?;
    clinic
        .provider
        .claim("sub", "somebody-new-with-her-address");
    clinic.assert_refused("subject").await?;
    clinic.provider.vouch_for("248289761001", EMAIL);
    let (desk, id): (Desk, Id) = (clinic.desk(), "maya".parse()?);
    let kept = desk.find::<Account>(&id).await?;
    let mut account = kept.record.clone();
    account.disabled = true;
    desk.change(&kept, &account).await?;
    clinic.assert_refused("disabled").await?;
    account.disabled = false;
    let kept = desk.find::<Account>(&id).await?;
    desk.change(&kept, &account).await?;
    assert_eq!(come_back(&mut browser).await?.onward()?, "/");
    Link::remove(&desk, &id).await?;
    clinic.assert_refused("unlinked").await?;
    SingleSignOn::default().set(&desk).await?;
    let door = Browser::new(&clinic.app)?.get("/sign-in").await?;
    assert!(!door.html.contains("Sign in with"));
    assert_eq!(press(&mut browser).await?.location, "/sign-in");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_down_or_endless_lets_nobody_in() -> Result<()> {
    let clinic = Clinic::start().await?;
    clinic.provider.pad_keys(300 << 10);
    let mut browser = Browser::new(&clinic.app)?;
    assert_eq!(press(&mut browser).await?.location, "/sign-in?silent");
    clinic.provider.pad_keys(0);
    let gone = press(&mut browser).await?;
    let back = format!("/sign-in/provider/back?code=x&state={}", state(&gone)?);
    clinic.provider.break_down();
    assert_eq!(browser.get(&back).await?.location, "/sign-in?silent");
    let page = browser.get("/sign-in?silent").await?;
    assert!(page.html.contains("does not answer"), "{}", page.html);
    clinic.set_up_at("http://127.0.0.1:9", None).await?;
    assert_eq!(press(&mut browser).await?.location, "/sign-in?silent");
    assert_eq!(refused(&clinic.app).await?, ["provider_silent"; 3]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_no_at_the_provider_or_brings_a_made_up_code_stays_out() -> Result<()> {
    let clinic = Clinic::start().await?;
    for sent in ["error=access_denied", "code=made-up", "code="] {
        let mut browser = Browser::new(&clinic.app)?;
        let state = state(&press(&mut browser).await?)?;
        let back = format!("/sign-in/provider/back?{sent}&state={state}");
        assert_eq!(browser.get(&back).await?.location, "/sign-in?refused");
    }
    assert_eq!(refused(&clinic.app).await?, ["provider_refused"; 3]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_fill_no_log_and_shut_nobody_out() -> Result<()> {
    let clinic = Clinic::start().await?;
    let mut stranger = Browser::new(&clinic.app)?;
    for _ in 0..20 {
        stranger
            .get("/sign-in/provider/back?code=x&state=y")
            .await?;
    }
    let last = stranger
        .get("/sign-in/provider/back?code=x&state=y")
        .await?;
    assert_eq!(last.location, "/sign-in?wait");
    let page = stranger.get("/sign-in?wait").await?;
    assert!(page.html.contains("too many tries"), "{}", page.html);
    assert_eq!(refused(&clinic.app).await?.len(), 5);
    let mut browser = Browser::new(&clinic.app)?;
    assert_eq!(come_back(&mut browser).await?.onward()?, "/");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_own_second_step_follows_unless_the_provider_asked_for_one() -> Result<()> {
    let clinic = Clinic::start().await?;
    let second_step_required = true;
    let rule = SignInRule {
        second_step_required,
    };
    rule.set(&clinic.desk()).await?;
    let goes = async || -> Result<String> {
        let mut browser = Browser::new(&clinic.app)?;
        assert_eq!(come_back(&mut browser).await?.onward()?, "/");
        Ok(browser.get("/").await?.location)
    };
    assert_eq!(goes().await?, "/account/second-step");
    clinic.provider.claim("amr", json!(["pwd", "otp"]));
    assert_eq!(goes().await?, "/account/second-step");
    clinic.provider.claim("acr", "urn:two");
    assert_eq!(
        goes().await?,
        "/account/second-step",
        "it was not asked for"
    );
    clinic.provider.claim("amr", json!(["pwd", "mfa"]));
    assert_eq!(goes().await?, "");
    clinic.provider.claim("amr", Value::Null);
    clinic.set_up(Some("urn:two")).await?;
    assert_eq!(goes().await?, "");
    assert_eq!(clinic.provider.asked("acr_values"), "urn:two");
    clinic.provider.claim("acr", "urn:one");
    assert_eq!(goes().await?, "/account/second-step");
    let step = SecondStep {
        secret: Some(Secret::of([7; 20])),
        ..SecondStep::default()
    };
    clinic.desk().put(&"maya".parse()?, &step).await?;
    let mut browser = Browser::new(&clinic.app)?;
    let asked = come_back(&mut browser).await?;
    assert_eq!((asked.hidden("half")?.len(), browser.cookie()), (64, None));
    clinic.provider.claim("acr", "urn:two");
    assert_eq!(goes().await?, "");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn unlinking_or_turning_it_off_ends_what_waits_for_a_code() -> Result<()> {
    let clinic = Clinic::start().await?;
    let maya: Id = "maya".parse()?;
    let codes = RecoveryCodes::of(&[[9; LETTERS]; CODES]);
    let code = codes.iter().next().context("no code")?;
    let step = SecondStep {
        secret: Some(Secret::of([7; 20])),
        recovery: codes.hashes(),
    };
    clinic.desk().put(&maya, &step).await?;
    let link = clinic.desk().find::<Link>(&maya).await?.record;
    for how in ["unlink", "link again", "turn off", "nothing"] {
        let mut browser = Browser::new(&clinic.app)?;
        let asked = come_back(&mut browser).await?;
        match how {
            "unlink" => Link::remove(&clinic.desk(), &maya).await?,
            "link again" => Link::set(&clinic.desk(), &maya, EMAIL.parse()?).await?,
            "turn off" => SingleSignOn::default().set(&clinic.desk()).await?,
            _ => {}
        }
        let fields = [("half", asked.hidden("half")?), ("code", code)];
        let entered = browser.post("/sign-in/step", &fields).await?;
        if how == "nothing" {
            assert!(browser.cookie().is_some(), "{}", entered.html);
            continue;
        }
        assert_eq!(entered.location, "/sign-in?again", "{how}");
        assert_eq!(browser.cookie(), None, "{how}");
        clinic.desk().put(&maya, &link).await?;
        clinic.set_up(None).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secret_is_sealed_and_goes_to_the_provider_alone() -> Result<()> {
    let clinic = Clinic::start().await?;
    let mut browser = Browser::new(&clinic.app)?;
    come_back(&mut browser).await?;
    let stored = String::from_utf8_lossy(&clinic.app.stored_bytes()?).into_owned();
    for hidden in [CLIENT_SECRET, EMAIL, "248289761001"] {
        assert!(!stored.contains(hidden), "{hidden}");
    }
    for member in anteroom_office::packet::members(&clinic.desk()).await? {
        let text = String::from_utf8_lossy(&member.content).into_owned();
        assert!(!text.contains(CLIENT_SECRET) && !text.contains(EMAIL));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_opened_the_pages_elsewhere_is_led_to_their_public_address() -> Result<()> {
    let clinic = Clinic::start().await?;
    let elsewhere = clinic
        .app
        .request(reqwest::Method::POST, "/sign-in/provider");
    let page = elsewhere.send().await?.text().await?;
    let public = format!("url={}/sign-in\"", clinic.app.site());
    assert!(page.contains(&public), "{page}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_reset_a_passphrase_may_link_and_nobody_else() -> Result<()> {
    let clinic = Clinic::start().await?;
    let app = &clinic.app;
    let mut dana = Browser::of(app, "dana", &[Role::Manager]).await?;
    add_person(app, "cora", &[Role::LicensedClinician]).await?;
    add_person(app, "omar", &[Role::ComplianceOfficer]).await?;
    let own = dana.get("/account").await?;
    let email = [("email", "dana@elmstreet.example")];
    for above in ["cora", "omar"] {
        let link = format!("/console/people/{above}/link");
        assert_eq!(dana.send(&own, &link, &email).await?.status, 409, "{above}");
    }
    let mut lee = Browser::of(app, "lee", &[Role::FrontDesk]).await?;
    let of_lee = lee.get("/account").await?;
    let link = "/console/people/maya/link";
    assert_eq!(lee.send(&of_lee, link, &email).await?.status, 403);

    let mut maya = Browser::new(app)?;
    come_back(&mut maya).await?;
    let page = dana.get("/console/people/maya").await?;
    assert!(page.html.contains(EMAIL), "{}", page.html);
    assert_eq!(dana.send(&page, link, &[("email", "x")]).await?.status, 409);
    assert_eq!(dana.send(&page, link, &[("email", "")]).await?.status, 303);
    assert_eq!(maya.get("/").await?.location, "/sign-in?out");
    clinic.assert_refused("unlinked").await?;
    assert_eq!(
        dana.send(&page, link, &[("email", EMAIL)]).await?.status,
        303
    );
    assert_eq!(come_back(&mut maya).await?.onward()?, "/");
    Ok(())
}
