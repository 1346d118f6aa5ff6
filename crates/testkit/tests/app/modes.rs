//! What stands in the place of patient information is the connection's setting: it leaves so, and comes back where it can.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_store::By;
use anteroom_testkit::{App, Cut, Patient, Script, json::at, leak};
use anyhow::{Context as _, Result};

/// A practice whose connections replace in this way.
async fn replacing(way: &str) -> Result<App> {
    let app = App::start().await?;
    let by = By {
        actor: Actor::Operator {
            name: Word::lossy("tester"),
        },
        at: Micros(app.clock.now().as_microsecond()),
    };
    for name in ["plateforme", "local"] {
        app.store
            .set_replacing(&by, &Word::lossy(name), Word::lossy(way))
            .await?;
    }
    Ok(app)
}

/// The text of the last request that left.
fn left(app: &App) -> Result<String> {
    let requests = app.upstream.record().requests();
    let sent = requests.last().context("nothing left")?.json();
    let content = at(&sent, "/messages/0/content");
    Ok(content.as_str().context("no content left")?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_way_lets_an_identifier_out() -> Result<()> {
    for way in ["placeholders", "redact", "safe_harbor", "surrogates"] {
        let app = replacing(way).await?;
        for patient in Patient::all()? {
            let answer = app.ask("o-echo", &patient.note()).await?;
            assert_eq!(answer.status, 200, "{way}: {}", answer.text);
            let back = way == "placeholders" || way == "surrogates";
            assert_eq!(answer.content() == patient.note(), back, "{way}");
            // The street's words and the ZIP's first digits may stay in part under Safe Harbor; names and numbers never.
            let Patient {
                family,
                ssn,
                phone,
                mrn,
                email,
                birth,
                ..
            } = &patient;
            // In an earlier patient's request, this one's number may be somebody's stand-in.
            let requests = app.upstream.record().requests();
            let own = requests.last().context("nothing left")?;
            let leaks = leak::search(
                std::slice::from_ref(own),
                &[family, ssn, phone, mrn, email, birth],
            );
            assert!(leaks.is_empty(), "{way}: {leaks:?}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn stand_ins_are_put_back_wherever_a_stream_is_cut() -> Result<()> {
    let app = replacing("surrogates").await?;
    let patient = Patient::all()?.into_iter().next().context("no patients")?;
    let text = format!(
        "Patient {} {}, born {}, SSN {}, phone {}.",
        patient.given, patient.family, patient.birth, patient.ssn, patient.phone
    );
    app.ask("o-echo", &text).await?;
    let length = left(&app)?.chars().count();
    assert!(!left(&app)?.contains('['), "{}", left(&app)?);
    // Stand-ins are drawn for each request, so lengths differ by a few characters.
    for at in 0..=length + 24 {
        app.upstream.force(Some(Script::Echo(Cut::At(at))));
        let answer = app.ask_streaming("m-echo", &text).await?;
        assert_eq!(answer.streamed(), text, "cut at {at}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_leaves_its_own_marks() -> Result<()> {
    let text = "Patient: Harriet Lindgren, DOB 03/14/1961, SSN 551-59-2870.";
    for (way, stays, goes) in [
        ("placeholders", "[PATIENT_1]", "1961"),
        ("safe_harbor", "DOB 1961, SSN [SSN]", "03/14"),
        ("redact", "DOB", "1961"),
    ] {
        let app = replacing(way).await?;
        app.ask("m-echo", text).await?;
        let left = left(&app)?;
        assert!(
            left.contains(stays) && !left.contains(goes),
            "{way}: {left}"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_that_this_version_does_not_know_sends_nothing() -> Result<()> {
    let app = replacing("scramble").await?;
    let answer = app.ask("o-echo", "What is a normal potassium?").await?;
    assert_eq!(answer.status, 500, "{}", answer.text);
    assert_eq!(app.upstream.record().count(), 0);
    Ok(())
}
