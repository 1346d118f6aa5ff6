//! A letter that is filled in here: nothing leaves, nothing is to be decided, and what it lacks is named.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::{Context as _, Result};

const FORM: &str = "/tasks/prior-auth-letter";

/// Part B with these details, as far as its review.
async fn review(biller: &mut Browser<'_>, payer: &str) -> Result<(String, Shown)> {
    let form = biller.get(FORM).await?;
    let fields = [
        (
            "f.letter",
            "To {{payer_name}}: we ask for a brace for {{patient_name}}.",
        ),
        ("f.patient_name", "Harriet Lindgren"),
        ("f.payer_name", payer),
        ("action", "create"),
    ];
    let sent = biller.send(&form, FORM, &fields).await?;
    assert_eq!(sent.status, 303, "{}", sent.html);
    Ok((sent.location.clone(), biller.get(&sent.location).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_filled_in_without_anything_to_decide() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (at, shown) = review(&mut ines, "Buckeye Plan").await?;
    assert!(!shown.html.contains("to decide"), "{}", shown.html);
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    let filled = ines.send(&shown, &at, &read).await?;
    assert_eq!(filled.status, 303, "{}", filled.html);
    let result = ines.get(&filled.location).await?;
    assert!(
        result
            .html
            .contains("To Buckeye Plan: we ask for a brace for Harriet Lindgren.")
    );
    assert!(!result.html.contains("does not hold all it should"));
    assert!(app.upstream.record().requests().is_empty());
    Ok(())
}

/// Fills the letter in; gives the address of the result.
async fn filled(who: &mut Browser<'_>) -> Result<String> {
    let (at, shown) = review(who, "Buckeye Plan").await?;
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    Ok(who.send(&shown, &at, &read).await?.location)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_sent_for_approval_and_a_new_one_is_not_approved_by_the_old() -> Result<()> {
    let app = App::start().await?;
    let mut bill = Browser::of(&app, "bill", &[Role::Biller]).await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let run = filled(&mut bill).await?;
    let result = bill.get(&run).await?;
    assert!(result.html.contains("Draft until approved"));
    assert!(result.html.contains("Send for approval"), "{}", result.html);
    let approval = format!("{run}/approval");
    let sent = bill.send(&result, &approval, &[]).await?;
    assert_eq!((sent.status, &*sent.location), (303, &*run));
    let queue = cora.get("/approvals").await?;
    let (_, rest) = queue.html.split_once("<td><a href=\"").context("a row")?;
    let at = rest.split('"').next().context("an address")?.to_owned();
    let shown = cora.get(&at).await?;
    assert!(shown.html.contains("a brace for Harriet Lindgren"));
    assert!(shown.html.contains("it was filled in here"));
    assert!(!shown.html.contains("does not hold all it should"));
    let read = [("read", "yes")];
    let done = cora.send(&shown, &format!("{at}/release"), &read).await?;
    assert_eq!(done.status, 303, "{}", done.html);
    let approved = bill.get(&run).await?;
    assert!(approved.html.contains("cora (clinician)"));
    assert!(!approved.html.contains("Draft until approved"));
    for tools in [
        "Try again",
        "Adjust:",
        "As the writing tool wrote it",
        "Written by",
    ] {
        assert!(!approved.html.contains(tools), "{tools}: nobody wrote it");
    }
    let id = run.trim_start_matches("/runs/");
    let form = bill.get(&format!("{FORM}?run={id}")).await?;
    let other = [
        ("run", id),
        ("f.letter", "To {{payer_name}}: we ask for a chair."),
        ("f.payer_name", "Buckeye Plan"),
        ("action", "create"),
    ];
    let review = bill.send(&form, FORM, &other).await?;
    let shown = bill.get(&review.location).await?;
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    let again = bill.send(&shown, &review.location, &read).await?;
    let new = bill.get(&again.location).await?;
    assert!(new.html.contains("we ask for a chair"));
    assert!(new.html.contains("Draft until approved"), "nobody read it");
    app.store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_lacks_is_named() -> Result<()> {
    let app = App::start().await?;
    let mut ines = Browser::of(&app, "ines", &[Role::LicensedClinician]).await?;
    let (at, shown) = review(&mut ines, "").await?;
    assert!(shown.html.contains("The letter is not whole yet"));
    assert!(shown.html.contains("<li>The payer</li>"));
    let seen = shown.hidden("seen")?;
    let read = [("read", "yes"), ("seen", seen), ("action", "send")];
    let tried = ines.send(&shown, &at, &read).await?;
    assert!(tried.html.contains("<li>The payer</li>"), "{}", tried.html);
    Ok(())
}
