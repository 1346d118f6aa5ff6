//! Coming in by way of the practice's identity provider: the right way, and every wrong one.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_office::Desk;
use anteroom_office::single_sign_on::{ClientSecret, Link, Provider, SingleSignOn};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{
    App, Browser, CLIENT_ID, CLIENT_SECRET, IdentityProvider, Options, Shown, Signing, add_person,
};
use anyhow::Result;

/// Maya's address at the provider.
const EMAIL: &str = "maya@elmstreet.example";

/// A practice with single sign-on, and Maya linked by her address.
struct Clinic {
    app: App,
    provider: IdentityProvider,
}

impl Clinic {
    async fn start() -> Result<Clinic> {
        let options = Options {
            clock: anteroom_gateway::Clock::standing_at("2026-05-04T09:00:00Z".parse()?),
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
        let provider = Provider {
            issuer: Word::new(&self.provider.issuer())?,
            client_id: Word::lossy(CLIENT_ID),
            client_secret: ClientSecret::new(CLIENT_SECRET),
            acr: acr.map(Word::lossy),
        };
        let provider = Some(provider);
        Ok(SingleSignOn { provider }.set(&self.desk()).await?)
    }

    fn desk(&self) -> Desk {
        let by = By {
            actor: Actor::System,
            at: Micros(self.app.clock.now().as_microsecond()),
        };
        Desk::new(self.app.store.clone(), by, jiff::civil::Date::MIN)
    }
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
