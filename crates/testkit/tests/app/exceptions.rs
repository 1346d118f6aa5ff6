//! Exceptions in the console, and the practice's own phone number: said once, it is nobody's identifier from the next text on.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_office::work::NoPatient;
use anteroom_office::{Desk, Profile};
use anteroom_policy::Role;
use anteroom_store::{By, Run, Waived};
use anteroom_testkit::{App, Browser};
use anyhow::Result;
use jiff::civil::Date;

const TASK: &str = "/look/patient-handout";

/// What a look at a text says.
async fn look(browser: &mut Browser<'_>, text: &str) -> Result<String> {
    let form = browser.get("/tasks/patient-handout").await?;
    let fields = [("f.topic", "Flu shots"), ("f.must_include", text)];
    Ok(browser.send(&form, TASK, &fields).await?.html)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_practices_own_phone_is_never_marked_once_it_is_on_file() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let ways = [
        "Call 937-555-0190.",
        "Call (937) 555-0190.",
        "Call +1 937 555 0190.",
    ];
    for text in ways {
        assert!(
            look(&mut dana, text).await?.contains("PHONE_1"),
            "before: {text}"
        );
    }
    let page = dana.get("/console/exceptions").await?;
    assert!(page.html.contains("Not said"), "{}", page.html);
    let phone = "/console/exceptions/phone";
    let wrong = dana.send(&page, phone, &[("phone", "call us")]).await?;
    assert_eq!(wrong.status, 409);
    let set = dana
        .send(&page, phone, &[("phone", "937-555-0190")])
        .await?;
    assert_eq!(set.status, 303, "{}", set.html);
    for text in ways {
        assert!(
            !look(&mut dana, text).await?.contains("PHONE_1"),
            "after: {text}"
        );
    }
    let other = look(&mut dana, "Call 937-555-0191, not 937-555-0190.").await?;
    assert!(
        other.contains("PHONE_1") && !other.contains("PHONE_2"),
        "{other}"
    );
    let page = dana.get("/console/exceptions").await?;
    assert!(page.html.contains("937-555-0190") && page.html.contains("Written down by dana"));
    let gone = dana.send(&page, phone, &[("phone", "")]).await?;
    assert_eq!(gone.status, 303);
    assert!(
        look(&mut dana, ways[0]).await?.contains("PHONE_1"),
        "taken back"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_keeps_the_practices_phone_and_replaces_all_others() -> Result<()> {
    let app = App::start().await?;
    let phone = Some(Word::lossy("937-555-0190"));
    let profile = Profile {
        phone,
        ..Profile::default()
    };
    desk(&app).put(&Profile::id()?, &profile).await?;
    let text = "Harriet Lindgren, 614-555-0142, may call us at 937-555-0190.";
    let answer = app
        .ask_for("prior_authorization_letter", "m-echo", text)
        .await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let requests = app.upstream.record().requests();
    let left = requests
        .last()
        .map(|request| request.body.clone())
        .unwrap_or_default();
    assert!(left.contains("937-555-0190"), "{left}");
    assert!(
        !left.contains("555-0142") && !left.contains("Lindgren"),
        "{left}"
    );
    Ok(())
}

fn desk(app: &App) -> Desk {
    let by = By {
        actor: Actor::System,
        at: Micros(app.clock.now().as_microsecond()),
    };
    Desk::new(app.store.clone(), by, Date::MIN)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_waved_through_is_listed_without_its_words_and_only_compliance_changes_the_phone()
-> Result<()> {
    let app = App::start().await?;
    let by = By {
        actor: Actor::Person {
            id: Word::lossy("ines"),
            name: Word::lossy("Ines <b>Osei</b>"),
        },
        at: Micros(app.clock.now().as_microsecond()),
    };
    let run = Run {
        id: Word::lossy("run-1"),
        person: Word::lossy("ines"),
        task: Word::lossy("summarize-note"),
        state: Word::lossy("draft"),
        receipt: None,
        made_at: by.at,
        changed_at: by.at,
        content: Vec::new().into(),
    };
    let town = |words| Waived {
        kind: "geo",
        reason: NoPatient::Town.code(),
        words,
    };
    app.store
        .waive(&by, &run, &[town("Dayton"), town("Fairhaven")])
        .await?;
    let mut omar = Browser::of(&app, "omar", &[Role::Auditor]).await?;
    let page = omar.get("/console/exceptions").await?;
    assert_eq!(page.status, 200);
    for said in [
        "2 in the last eight weeks",
        "A town or region",
        "Summarize a note",
        "Ines &#60;b&#62;Osei",
    ] {
        assert!(page.html.contains(said), "{said}: {}", page.html);
    }
    assert!(!page.html.contains("Dayton") && !page.html.contains("Fairhaven"));
    assert!(
        !page.html.contains("Save the number"),
        "an auditor only looks"
    );
    let own = omar.get("/account").await?;
    let phone = [("phone", "614-555-0142")];
    for role in [Role::Manager, Role::FrontDesk] {
        let mut other = Browser::of(&app, role.code().replace('_', "-").as_str(), &[role]).await?;
        let own = other.get("/account").await?;
        let sent = other
            .send(&own, "/console/exceptions/phone", &phone)
            .await?;
        assert_eq!(sent.status, 403, "{role:?}");
    }
    let sent = omar.send(&own, "/console/exceptions/phone", &phone).await?;
    assert_eq!(sent.status, 403);
    let forged = omar.post("/console/exceptions/phone", &phone).await?;
    assert_eq!(forged.status, 403, "without our mark");
    Ok(())
}
