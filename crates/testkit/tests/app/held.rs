//! Answers that are held: nobody gets one before somebody with the right role has released it, once.

use anteroom_audit::{Actor, Micros, ReceiptId, Word};
use anteroom_gateway::Clock;
use anteroom_office::held::{self, Content, End, Standing};
use anteroom_office::training::Person;
use anteroom_office::work::{self, State, Work};
use anteroom_office::{Id, Note, OfficeError};
use anteroom_policy::Role;
use anteroom_store::{By, NewHeld};

use anteroom_testkit::json::at;
use anteroom_testkit::{Answer, App, OnFile, Options, add_person};
use anyhow::{Context as _, Result};
use jiff::civil::date;
use serde_json::json;

const NOW: &str = "2026-11-26T15:00:00Z";
const NOTE: &str =
    "Draft a letter for Harriet Lindgren, MRN: 44821907, who failed methotrexate on 03/14/2026.";
const NAME: &str = "Lindgren";

/// A practice in Nevada whose therapist Maya asks through a key of her own: what AI writes of a session is held there.
async fn nevada() -> Result<App> {
    let app = App::start_with(Options {
        clock: Clock::standing_at(NOW.parse()?),
        state: "NV",
        ..Options::default()
    })
    .await?;
    let records = OnFile::record(&app, date(2027, 6, 30)).await?;
    let therapist = |person: &mut Person| person.role = Word::lossy("therapist");
    records.change("maya", therapist).await?;
    Ok(app)
}

async fn note(app: &App, streamed: bool) -> Result<Answer> {
    let request = app
        .request(reqwest::Method::POST, "/v1/chat/completions")
        .header("anteroom-use-case", "chart_note_draft")
        .json(&anteroom_testkit::question("m-echo", NOTE, streamed));
    Answer::read(request.send().await?).await
}

/// The receipt that a refusal names, in its body and in its header.
fn receipt(answer: &Answer) -> Result<ReceiptId> {
    let body = answer.json();
    let receipt = at(&body, "/error/receipt").as_str().context("a receipt")?;
    let header = answer.headers.get("anteroom-receipt");
    assert_eq!(header.context("a header")?, receipt);
    Ok(receipt.parse()?)
}

fn by(app: &App) -> By {
    By {
        actor: Actor::Operator {
            name: Word::lossy("tester"),
        },
        at: Micros(app.clock.now().as_microsecond()),
    }
}

async fn decide(app: &App, who: &str, of: ReceiptId, end: End) -> Result<(), OfficeError> {
    let (who, said): (Id, Option<Note>) = (who.parse()?, "Say less.".parse().ok());
    held::decide(&app.store, &by(app), &who, of.into(), end, said.as_ref()).await
}

/// Kinds of the log's entries of a receipt.
async fn told(app: &App, of: ReceiptId) -> Result<Vec<&'static str>> {
    app.store.recorder().flush().await?;
    let lines = app.store.log_of(of).await?;
    Ok(lines
        .iter()
        .filter_map(|line| Some(line.event.as_ref()?.what.kind()))
        .collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_caller_is_told_what_to_do_and_nothing_of_the_answer() -> Result<()> {
    let app = nevada().await?;
    for streamed in [false, true] {
        let held = note(&app, streamed).await?;
        let body = held.json();
        assert_eq!(
            (held.status, &body["code"], &body["type"]),
            (403, &json!("review_required"), &json!("policy_blocked")),
            "{}",
            held.text
        );
        let message = body["message"].as_str().context("a message")?;
        let receipt = receipt(&held)?;
        assert!(message.starts_with("The answer came, and it is held"));
        assert!(message.contains(&format!("anteroom receipt show {receipt}")));
        let reasons = body["error"]["reasons"].to_string();
        assert!(reasons.contains("nv_ab406_independent_review"), "{reasons}");
        assert!(!held.text.contains(NAME) && !held.text.contains("methotrexate"));
        let requests = app.upstream.record().requests();
        let sent = requests.last().context("it was sent")?.json();
        assert!(!sent.to_string().contains(NAME));
        assert_eq!(
            told(&app, receipt).await?,
            ["request_opened", "request_closed", "answer_held"]
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_is_whole_and_sealed() -> Result<()> {
    let app = nevada().await?;
    let receipt = receipt(&note(&app, false).await?)?;
    let content = held::content(&app.store, receipt.into()).await?;
    // The use case lists no name, so none left; the date was replaced and is back.
    let Content { answer, sent, .. } = &content;
    assert!(
        answer.contains("03/14/2026") && !sent.contains("03/14/2026"),
        "{answer}"
    );
    assert!(content.asked.contains(NAME) && !sent.contains(NAME));
    assert!(content.sent.contains("methotrexate"));
    let stored = app.stored_bytes()?;
    let stored = String::from_utf8_lossy(&stored);
    assert!(!stored.contains(NAME) && !stored.contains("methotrexate"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_decided_on_once_by_somebody_else_with_the_role() -> Result<()> {
    let app = nevada().await?;
    add_person(&app, "maya", &[Role::Therapist]).await?;
    let receipt = receipt(&note(&app, false).await?)?;
    let waiting = held::waiting_for(&app.store, &"maya".parse()?).await?;
    assert_eq!(waiting.len(), 1, "she is the only one who may");
    add_person(&app, "cora", &[Role::LicensedClinician]).await?;
    for (who, role) in [
        ("dana", Role::ComplianceOfficer),
        ("ines", Role::ItPartner),
        ("olga", Role::Auditor),
        ("kit", Role::FrontDesk),
    ] {
        add_person(&app, who, &[role]).await?;
        let refused = decide(&app, who, receipt, End::Released).await;
        assert!(matches!(refused, Err(OfficeError::Refused(_))), "{who}");
    }
    let own = decide(&app, "maya", receipt, End::Released).await;
    assert!(matches!(own, Err(OfficeError::Refused(_))), "her own");
    let all = futures_util::future::join_all(
        [End::Released, End::Refused, End::Returned, End::Released]
            .map(|end| decide(&app, "cora", receipt, end)),
    )
    .await;
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1, "{all:?}");
    assert_eq!(
        told(&app, receipt).await?.last().copied(),
        Some("held_ended")
    );
    let ends = told(&app, receipt).await?;
    let ends = ends.iter().filter(|kind| **kind == "held_ended");
    assert_eq!(ends.count(), 1, "the log tells of one");
    app.store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_one_in_the_practice_may_and_the_log_says_so() -> Result<()> {
    let app = nevada().await?;
    add_person(&app, "maya", &[Role::Therapist]).await?;
    let receipt = receipt(&note(&app, false).await?)?;
    decide(&app, "maya", receipt, End::Released).await?;
    let held = held::find(&app.store, receipt.into())
        .await?
        .context("held")?;
    assert!(held.line().end.as_ref().is_some_and(|end| end.own));
    let accounts = held::accounts(&app.store).await?;
    assert_eq!(held.standing(&"maya".parse()?, &accounts), Standing::Reads);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn old_answers_are_purged_with_what_became_of_them_once_they_have_an_end() -> Result<()> {
    let app = nevada().await?;
    add_person(&app, "maya", &[Role::Therapist]).await?;
    let [old, new] = [note(&app, false).await?, note(&app, false).await?];
    let (old, new) = (receipt(&old)?, receipt(&new)?);
    decide(&app, "maya", old, End::Returned).await?;
    assert!(held::comment(&app.store, old.into()).await?.is_some());
    let now = Micros(app.clock.now().as_microsecond());
    assert_eq!(app.store.purge_held(now).await?, 0);
    let later = Micros(now.0 + 1);
    assert_eq!(app.store.purge_held(later).await?, 1, "one waits");
    assert_eq!(app.store.held(old.into()).await?, None);
    let too_late = decide(&app, "maya", new, End::Expired).await;
    assert!(matches!(too_late, Err(OfficeError::Refused(_))));
    assert_eq!(held::expire(&app.store, &by(&app), later).await?, 1);
    assert!(
        held::content(&app.store, new.into()).await.is_err(),
        "it is gone"
    );
    assert!(decide(&app, "maya", new, End::Released).await.is_err());
    assert_eq!(app.store.purge_held(later).await?, 1);
    assert_eq!(app.store.held(new.into()).await?, None);
    assert!(held::comment(&app.store, old.into()).await?.is_none());
    app.store.verify_log(&[]).await?;
    Ok(())
}

/// A piece of Maya's work that is on its way, and the receipt under which its answer is held: as it is when the program is
/// killed after the answer was sealed and before anything else was kept.
async fn killed(app: &App) -> Result<(work::Kept, ReceiptId)> {
    let (store, by, maya) = (&app.store, by(app), Word::lossy("maya"));
    let run = work::begin(store, &by, &maya, "patient-handout", &Work::default()).await?;
    let kept = work::find(store, &maya, &run).await?.context("begun")?;
    let kept = work::take(store, by.at, kept).await?.context("taken")?;
    let receipt: ReceiptId = "00000000-0000-7000-8000-000000000009".parse()?;
    let content = Content {
        answer: "Rest.".to_owned(),
        as_sent: String::new(),
        placed: Vec::new(),
        around: work::Around::default(),
        asked: "Write.".to_owned(),
        sent: "Write.".to_owned(),
        sent_to: "m at h".to_owned(),
        edited: false,
    };
    let held = NewHeld {
        id: receipt.into(),
        asked_by: maya.clone(),
        asker: Word::lossy("Maya Ortiz"),
        person: Some(maya),
        run: Some(Word::lossy(&run)),
        use_case: Word::lossy("patient_education"),
        reviewer: Word::lossy("clinician"),
        why: vec![Word::lossy("task")],
        content: content.to_bytes()?,
    };
    store.hold(&by, &held).await?;
    Ok((kept, receipt))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_held_when_the_program_was_killed_is_found_again() -> Result<()> {
    let app = App::start().await?;
    let store = &app.store;
    add_person(&app, "cora", &[Role::LicensedClinician]).await?;
    let (kept, receipt) = killed(&app).await?;
    let at = Micros(app.clock.now().as_microsecond());
    let (kept, held) = held::settle(store, at, kept).await?;
    assert_eq!(kept.state(), State::Held);
    assert_eq!(kept.receipt(), Some(&*receipt.to_string()));
    assert!(kept.work.answer.is_none() && held.is_some_and(|held| held.end.is_none()));
    decide(&app, "cora", receipt, End::Released).await?;
    let (kept, _) = held::settle(store, at, kept).await?;
    assert_eq!(kept.state(), State::Done);
    assert_eq!(kept.work.answer.as_deref(), Some("Rest."));
    assert_eq!(kept.work.sent_to.as_deref(), Some("m at h"));
    Ok(())
}
