//! Home: the search for a task by name, purpose and everyday words, and the key that goes to it.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::Result;

/// The titles of the tasks that a page shows, in order.
fn titles(shown: &Shown) -> Vec<&str> {
    let cards = shown.html.split("<h3>").skip(1);
    let titles = cards.filter_map(|card| card.split("</h3>").next());
    let plain = titles.map(|title| match title.split_once('>') {
        Some((_, linked)) => linked.trim_end_matches("</a>"),
        None => title,
    });
    plain.collect()
}

/// What is found for these words.
async fn find(browser: &mut Browser<'_>, words: &str) -> Result<Shown> {
    let home = browser.get("/").await?;
    let found = browser.send(&home, "/", &[("words", words)]).await?;
    assert_eq!((found.status, found.location.as_str()), (200, ""));
    Ok(found)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_found_by_name_purpose_and_everyday_words() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    for (words, first) in [
        ("plain words", "Plain words"),
        ("point by point to a payer", "Denial appeal"),
        ("I need a LEAFLET", "Patient handout"),
    ] {
        let found = find(&mut ines, words).await?;
        assert_eq!(titles(&found).first(), Some(&first), "{words}");
        assert!(titles(&found).len() < 3, "{words}");
    }
    let blank = find(&mut ines, " ").await?;
    assert_eq!(titles(&blank), titles(&ines.get("/").await?));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_task_fits_is_said_and_every_task_stays_in_reach() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let found = find(&mut ines, "camel <i>racing").await?;
    assert!(found.html.contains("No task fits those words."));
    assert!(found.html.contains("camel &#60;i&#62;racing"), "as text");
    assert_eq!(titles(&found), titles(&ines.get("/").await?));
    let forged = ines.post("/", &[("words", "leaflet")]).await?;
    assert_eq!(forged.status, 403, "without our mark");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_of_another_role_is_found_and_says_so() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let found = find(&mut maya, "denied claim").await?;
    assert_eq!(titles(&found), ["Denial appeal"]);
    assert!(found.html.contains(
        "Your role does not open this task. Your practice manager can give you one that does."
    ));
    assert!(!found.html.contains("/tasks/denial-appeal"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_the_search_can_be_turned_off_in_a_browser() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let has_key = |shown: &Shown| shown.html.contains("data-slash");
    let account = maya.get("/account").await?;
    assert!(has_key(&maya.get("/").await?));
    let off = [("keys", "off")];
    maya.send(&account, "/account/keys", &off).await?;
    assert!(!has_key(&maya.get("/").await?));
    assert!(maya.get("/account").await?.html.contains("Turn the key on"));
    maya.send(&account, "/account/keys", &[("keys", "on")])
        .await?;
    assert!(has_key(&maya.get("/").await?));
    assert_eq!(maya.post("/account/keys", &off).await?.status, 403);
    Ok(())
}
