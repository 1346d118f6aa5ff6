//! A letter that is filled in here: nothing leaves, nothing is to be decided, and what it lacks is named.

use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::Result;

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
