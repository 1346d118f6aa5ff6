//! One's own work: found by its words, named, used again, thrown away and taken back; and nobody else's.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser};
use anyhow::Result;

const FORM: &str = "/tasks/summarize-note";

/// A draft of one's own, by the path of its piece of work.
async fn draft(browser: &mut Browser<'_>, note: &str) -> Result<String> {
    let form = browser.get(FORM).await?;
    let fields = [
        ("f.note", note),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    let sent = browser.send(&form, FORM, &fields).await?;
    let run = sent.location.strip_suffix("/review").map(str::to_owned);
    run.ok_or_else(|| anyhow::anyhow!("no review: {}", sent.location))
}

/// How many pieces of work a list shows.
fn listed(html: &str) -> usize {
    html.matches(">Throw away</button>").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_found_by_its_words_and_by_its_name() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let cough = draft(&mut ines, "A cough for three days. Lungs clear.").await?;
    draft(&mut ines, "A sore knee since Monday.").await?;
    let list = ines.get("/runs").await?;
    assert_eq!(listed(&list.html), 2);
    for (words, fit) in [
        ("COUGH lungs", 1),
        ("summarize", 2),
        ("knee cough", 0),
        ("", 2),
    ] {
        let found = ines.send(&list, "/runs", &[("words", words)]).await?;
        assert_eq!(listed(&found.html), fit, "{words}");
        assert!(found.location.is_empty(), "no word of it in an address");
    }
    for (field, value, fit) in [
        ("state", "Draft", 2),
        ("state", "Written", 0),
        ("task", "summarize-note", 2),
        ("task", "patient-handout", 0),
    ] {
        let found = ines.send(&list, "/runs", &[(field, value)]).await?;
        assert_eq!(listed(&found.html), fit, "{field} {value}");
    }
    let name = [("name", "For the Tuesday meeting")];
    ines.send(&list, &format!("{cough}/name"), &name).await?;
    let again = draft(&mut ines, "Something else.").await?;
    let found = ines.send(&list, "/runs", &[("words", "tuesday")]).await?;
    assert_eq!(listed(&found.html), 1);
    assert!(found.html.contains(&cough) && !found.html.contains(&again));
    assert!(found.html.contains("For the Tuesday meeting"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn work_without_a_name_is_told_by_its_first_words_in_my_work_alone() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    draft(&mut ines, "Dry cough since Monday, <b>worse</b> at night.").await?;
    let named = draft(&mut ines, "Sore knee after a long walk in the hills.").await?;
    let page = ines.get("/runs").await?;
    let name = [("name", "The knee")];
    ines.send(&page, &format!("{named}/name"), &name).await?;
    let list = ines.get("/runs").await?;
    let words = "Dry cough since Monday, &#60;b&#62;worse&#60;/b&#62; at night.";
    assert!(list.html.contains(words), "{}", list.html);
    assert!(!list.html.contains("Sore knee"), "its name says it");
    let kept = list.headers.get(reqwest::header::CACHE_CONTROL);
    assert!(kept.is_some_and(|kept| kept.as_bytes().starts_with(b"no-store")));
    let home = ines.get("/").await?;
    assert!(
        !home.html.contains("Dry cough"),
        "Home is seen by others too"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_stays_when_the_form_is_changed() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let run = draft(&mut ines, "A cough.").await?;
    let list = ines.get("/runs").await?;
    ines.send(&list, &format!("{run}/name"), &[("name", "Mine")])
        .await?;
    let id = run.trim_start_matches("/runs/");
    let form = ines.get(&format!("{FORM}?run={id}")).await?;
    let fields = [
        ("run", id),
        ("f.note", "A worse cough."),
        ("f.purpose", "quality"),
        ("action", "create"),
    ];
    ines.send(&form, FORM, &fields).await?;
    let list = ines.get("/runs").await?;
    assert_eq!(listed(&list.html), 1);
    assert!(list.html.contains("Mine"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_thrown_away_taken_back_and_deleted_for_good() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let run = draft(&mut ines, "A cough.").await?;
    let list = ines.get("/runs").await?;
    let thrown = ines.send(&list, &format!("{run}/delete"), &[]).await?;
    let list = ines.get(&thrown.location).await?;
    assert!(list.html.contains("Undo") && listed(&list.html) == 0);
    assert_eq!(ines.get(&format!("{run}/review")).await?.status, 404);
    ines.send(&list, &format!("{run}/take-back"), &[]).await?;
    assert_eq!(ines.get(&format!("{run}/review")).await?.status, 200);
    ines.send(&list, &format!("{run}/delete"), &[]).await?;
    let trash = ines.get("/runs/trash").await?;
    let id = run.trim_start_matches("/runs/");
    assert!(trash.html.contains(id));
    ines.send(&trash, "/runs/trash", &[("id", id)]).await?;
    let trash = ines.get("/runs/trash").await?;
    assert!(!trash.html.contains(id), "gone for good");
    ines.send(&list, &format!("{run}/take-back"), &[]).await?;
    assert_eq!(listed(&ines.get("/runs").await?.html), 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_is_used_again() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let run = draft(&mut ines, "A cough for three days.").await?;
    let list = ines.get("/runs").await?;
    let copy = ines.send(&list, &format!("{run}/copy"), &[]).await?;
    let form = ines.get(&copy.location).await?;
    assert!(form.html.contains("A cough for three days."));
    assert!(!copy.location.contains(run.trim_start_matches("/runs/")));
    assert_eq!(listed(&ines.get("/runs").await?.html), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_names_copies_or_takes_it_back() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let mut olga = Browser::of(&app, "olga", &[Role::LicensedClinician]).await?;
    let run = draft(&mut ines, "A cough.").await?;
    let hers = olga.get("/runs").await?;
    for what in ["name", "copy"] {
        let path = format!("{run}/{what}");
        let tried = olga.send(&hers, &path, &[("name", "stolen")]).await?;
        assert_eq!(tried.status, 404, "{what}");
    }
    olga.send(&hers, &format!("{run}/delete"), &[]).await?;
    let list = ines.get("/runs").await?;
    assert_eq!(listed(&list.html), 1, "still there");
    ines.send(&list, &format!("{run}/delete"), &[]).await?;
    olga.send(&hers, &format!("{run}/take-back"), &[]).await?;
    olga.send(&hers, "/runs/trash", &[]).await?;
    let trash = ines.get("/runs/trash").await?;
    assert!(trash.html.contains(run.trim_start_matches("/runs/")));
    let found = olga.send(&hers, "/runs", &[("words", "cough")]).await?;
    assert_eq!(listed(&found.html), 0);
    Ok(())
}
