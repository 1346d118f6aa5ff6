//! The practice's records decide, through the running gateway: each change of them closes the very next request.

use anteroom_audit::{Actor, Micros, Opened, What, Word};
use anteroom_gateway::Clock;
use anteroom_office::flow::{Flow, FlowApproval};
use anteroom_office::incident::{Case, Kind as Incident};
use anteroom_office::level::{Level, Lowered, Pause};
use anteroom_office::risk::Signature;
use anteroom_office::training::Person;
use anteroom_office::vendor::{Agreement, Answer as Element, Claim, Deployment, Party, Verified};
use anteroom_office::{Desk, Disclaimer, Holder, Part2Consent, Profile, Record};
use anteroom_policy::{PracticeKind, Region, Role, UseCase};
use anteroom_store::{By, NewConnection, NewEvidence};
use anteroom_testkit::json::at;
use anteroom_testkit::{Answer, App, Browser, OnFile, Options};
use anyhow::{Context as _, Result};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// Ten in the morning in Ohio.
const NOW: &str = "2026-11-26T15:00:00Z";
const TODAY: Date = date(2026, 11, 26);
const LATER: Date = date(2027, 6, 30);
const NOTE: &str = "Draft a letter for Harriet Lindgren, MRN: 44821907, who failed methotrexate.";
const NAME: &str = "Lindgren";

async fn app(state: &'static str) -> Result<App> {
    App::start_with(Options {
        clock: Clock::standing_at(NOW.parse()?),
        state,
        ..Options::default()
    })
    .await
}

async fn on_file(until: Date) -> Result<(App, OnFile)> {
    let app = app("OH").await?;
    let on_file = OnFile::record(&app, until).await?;
    Ok((app, on_file))
}

fn reasons(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let reasons = at(&body, "/error/reasons").as_array().cloned();
    let codes = reasons.unwrap_or_default().into_iter();
    codes
        .filter_map(|code| code.as_str().map(str::to_owned))
        .collect()
}

/// What the upstream received last.
fn sent(app: &App) -> String {
    let requests = app.upstream.record().requests();
    requests
        .last()
        .map(|request| request.json().to_string())
        .unwrap_or_default()
}

fn obligations(answer: &Answer) -> &str {
    let header = answer.headers.get("anteroom-obligations");
    header
        .and_then(|codes| codes.to_str().ok())
        .unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_on_file_puts_the_records_in_the_place_of_the_approval() -> Result<()> {
    let app = app("OH").await?;
    assert_eq!(
        app.ask("m-echo", NOTE).await?.status,
        200,
        "by its approval"
    );
    let on_file = OnFile::record(&app, LATER).await?;
    let answer = app.ask_for("referral_letter", "m-echo", NOTE).await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(answer.content().contains(NAME) && !sent(&app).contains(NAME));
    let due = obligations(&answer);
    assert!(
        due.contains("log_decision, human_review_before_use"),
        "{due}"
    );
    let change = |service: &mut Deployment| service.ended_on = Some(TODAY);
    on_file.change("mistral.1", change).await?;
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(answer.status, 403, "the approval does not speak again");
    assert!(reasons(&answer).contains(&"baa_missing".to_owned()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_why_and_what_to_do_and_nothing_of_the_text() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    on_file
        .change("mistral.1", |paper: &mut Agreement| {
            paper.until = Some(TODAY)
        })
        .await?;
    app.clock.advance(SignedDuration::from_hours(24));
    let answer = app.ask("m-echo", NOTE).await?;
    let body = answer.json();
    assert_eq!(answer.status, 403);
    for place in [&body, &body["error"]] {
        let message = place["message"].as_str().context("a message")?;
        assert!(
            message.contains("The agreement (BAA) with whoever would get this text has ended.")
        );
        assert!(message.contains("Renew the agreement and record its new end."));
        assert_eq!(place["code"], "phi_found");
        assert_eq!(place["type"], "policy_blocked");
    }
    assert!(reasons(&answer).contains(&"baa_expired".to_owned()));
    let receipt = body["error"]["receipt"].as_str().context("a receipt")?;
    assert_eq!(answer.headers["anteroom-receipt"], receipt);
    assert!(!answer.text.contains(NAME) && !answer.text.contains("44821907"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_ends_between_two_requests_of_one_connection() -> Result<()> {
    let (app, _on_file) = on_file(TODAY).await?;
    assert_eq!(app.ask("m-echo", NOTE).await?.status, 200);
    // The last second of the day in Ohio, then the first of the next.
    app.clock.advance(SignedDuration::from_secs(14 * 3600 - 1));
    assert_eq!(app.ask("m-echo", NOTE).await?.status, 200);
    app.clock.advance(SignedDuration::from_secs(1));
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(answer.status, 403);
    assert!(
        reasons(&answer).contains(&"baa_expired".to_owned()),
        "{answer:?}"
    );
    assert_eq!(app.ask("m-echo", "Write office hours.").await?.status, 200);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn training_runs_out_between_two_requests() -> Result<()> {
    let (app, _on_file) = on_file(date(2029, 1, 1)).await?;
    app.clock.advance(SignedDuration::from_hours(24 * 370));
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(answer.status, 403);
    assert!(reasons(&answer).contains(&"user_training_expired".to_owned()));
    Ok(())
}

/// Changes a record, asks, and puts the record back.
async fn closes<T: Record + Clone>(
    (app, on_file): (&App, &OnFile),
    of: &str,
    change: impl FnOnce(&mut T),
    reason: &str,
) -> Result<()> {
    let before = on_file.desk.find::<T>(&of.parse()?).await?.record;
    on_file.change(of, change).await?;
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(answer.status, 403, "{reason}: {}", answer.text);
    let said = reasons(&answer);
    assert!(said.iter().any(|code| code == reason), "{reason}: {said:?}");
    assert!(!answer.text.contains(NAME), "{reason}");
    on_file
        .change(of, |record: &mut T| *record = before)
        .await?;
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(answer.status, 200, "after {reason}: {}", answer.text);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_change_of_a_record_closes_the_next_request() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    let at = (&app, &on_file);
    let paper = "mistral.1";
    closes(
        at,
        paper,
        |a: &mut Agreement| a.terminated_on = Some(TODAY),
        "baa_expired",
    )
    .await?;
    closes(
        at,
        paper,
        |a: &mut Agreement| a.signed_by_both = false,
        "baa_missing",
    )
    .await?;
    let lacks = |a: &mut Agreement| _ = a.elements.insert("BAA-05".into(), Element::No);
    closes(at, paper, lacks, "baa_incomplete").await?;
    closes(
        at,
        paper,
        |a: &mut Agreement| a.scope.regions.clear(),
        "baa_scope_mismatch",
    )
    .await?;
    closes(
        at,
        paper,
        |a: &mut Agreement| a.scope.endpoints.clear(),
        "baa_scope_mismatch",
    )
    .await?;
    closes(
        at,
        "mistral",
        |p: &mut Party| p.ended_on = Some(date(2026, 11, 25)),
        "baa_missing",
    )
    .await?;
    let training = "training_use_not_excluded";
    closes(
        at,
        "mistral.1",
        |c: &mut Claim| c.withdrawn_on = Some(TODAY),
        training,
    )
    .await?;
    closes(
        at,
        "mistral.1",
        |c: &mut Claim| c.value = Word::lossy("yes"),
        training,
    )
    .await?;
    closes(
        at,
        "mistral.1",
        |c: &mut Claim| c.verified = None::<Verified>,
        training,
    )
    .await?;
    let abroad = |d: &mut Deployment| d.region = Word::lossy("eu");
    closes(at, "mistral.1", abroad, "baa_scope_mismatch").await?;
    let unapproved = |d: &mut Deployment| (d.approved_by, d.approved_on) = (None, None);
    closes(at, "mistral.1", unapproved, "endpoint_not_in_map").await?;
    let elsewhere = |d: &mut Deployment| d.endpoint = Word::lossy("127.0.0.1/v1/embeddings");
    closes(at, "mistral.1", elsewhere, "endpoint_not_in_map").await?;
    let left = |p: &mut Person| p.left_on = Some(date(2026, 11, 25));
    closes(at, "maya", left, "unique_user_required").await?;
    let front = |p: &mut Person| p.role = Word::lossy("front desk");
    closes(at, "maya", front, "role_not_authorized").await?;
    let key = on_file.key.to_string();
    closes(
        at,
        &key,
        |h: &mut Holder| h.person = None,
        "unique_user_required",
    )
    .await?;
    closes(
        at,
        &key,
        |h: &mut Holder| h.person = None,
        "user_training_missing",
    )
    .await?;
    let general = |h: &mut Holder| h.use_case = None;
    closes(at, &key, general, "phi_detected_in_no_phi_lane").await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_incident_closes_everything() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    let happened = "A prompt log could be read.".parse()?;
    let mut case = Case::new(Incident::PromptLogExposed, happened, TODAY);
    case.holds_sending = true;
    on_file.desk.add(&"2026-1".parse()?, &case).await?;
    let answer = app.ask("m-echo", "Write office hours.").await?;
    assert_eq!(answer.status, 403);
    assert_eq!(
        reasons(&answer).first().map(String::as_str),
        Some("incident_hold")
    );
    Ok(())
}

/// The same connection by name, which leads to another host from now on.
async fn moved(app: &App) -> Result<()> {
    let by = By {
        actor: Actor::Operator {
            name: Word::lossy("tester"),
        },
        at: Micros(app.clock.now().as_microsecond()),
    };
    let name = Word::lossy("plateforme");
    app.store.revoke_connection(&by, &name).await?;
    let moved = NewConnection {
        name,
        provider: Word::lossy("mistral"),
        base_url: Word::lossy(&app.upstream.url().replace("127.0.0.1", "localhost")),
        host: Word::lossy("localhost"),
        models: vec![Word::lossy("m-echo")],
        upstream_key: None,
    };
    app.store.add_connection(&by, moved).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_under_the_same_name_is_not_the_approved_one() -> Result<()> {
    let (app, _on_file) = on_file(LATER).await?;
    moved(&app).await?;
    let before = app.upstream.record().count();
    let answer = app.ask("m-echo", NOTE).await?;
    let said = reasons(&answer);
    for reason in ["endpoint_not_in_map", "baa_scope_mismatch"] {
        assert!(said.iter().any(|code| code == reason), "{said:?}");
    }
    assert_eq!(app.upstream.record().count(), before);
    Ok(())
}

/// Approves the map as it is.
async fn approve_map(desk: &Desk) -> Result<()> {
    let flow = Flow::read(desk).await?;
    let approval = flow.approve(Word::lossy("Dana Whitfield"), None)?;
    Ok(desk.put(&FlowApproval::id()?, &approval).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recipient_that_the_approved_map_does_not_name_gets_nothing() -> Result<()> {
    const GENERAL: &str = "Write office hours.";
    let (app, on_file) = on_file(LATER).await?;
    on_file.complete("referral_letter").await?;
    assert_eq!(app.ask("m-echo", GENERAL).await?.status, 200);
    let longer = |claim: &mut Claim| claim.value = Word::lossy("60 days");
    let referral = || app.ask_for("referral_letter", "m-echo", NOTE);
    assert_eq!(referral().await?.status, 200);
    assert!(sent(&app).contains(NAME));
    on_file.change("mistral.2", longer).await?;
    assert_eq!(referral().await?.status, 200);
    assert!(!sent(&app).contains(NAME), "a difference lowers the level");
    moved(&app).await?;
    let before = app.upstream.record().count();
    for text in [GENERAL, NOTE] {
        let answer = app.ask("m-echo", text).await?;
        assert_eq!(answer.status, 403, "{}", answer.text);
        let said = reasons(&answer);
        assert!(
            said.contains(&"recipient_not_in_map".to_owned()),
            "{said:?}"
        );
        let says = "The map that your practice approved does not have this recipient.";
        assert!(
            text == NOTE || answer.text.contains(says),
            "{}",
            answer.text
        );
    }
    assert_eq!(app.upstream.record().count(), before, "nothing left");
    approve_map(&on_file.desk).await?;
    assert_eq!(app.ask("m-echo", GENERAL).await?.status, 200);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nor_does_one_that_no_service_on_file_names() -> Result<()> {
    let app = app("OH").await?;
    approve_map(&OnFile::desk(&app).await?).await?;
    assert_eq!(app.ask("m-echo", NOTE).await?.status, 200);
    moved(&app).await?;
    let answer = app.ask("m-echo", "Write office hours.").await?;
    assert_eq!(answer.status, 403);
    assert_eq!(reasons(&answer), ["recipient_not_in_map"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_level_set_by_hand_counts_at_the_next_request() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    on_file.complete("referral_letter").await?;
    let set = async |level| {
        let change = Pause {
            by: Word::lossy("Dana Whitfield"),
            on: TODAY,
            reason: "Strange answers".parse()?,
            cause: None,
        };
        let lowered = Lowered::default().set(level, change);
        anyhow::Ok(on_file.desk.put(&Lowered::id()?, &lowered).await?)
    };
    for (level, status, reason, as_written) in [
        (Level::Deidentified, 200, "", false),
        (Level::NoPatientInformation, 403, "level_lowered", false),
        (Level::Closed, 403, "incident_hold", false),
        (Level::Identified, 200, "", true),
    ] {
        set(level).await?;
        let answer = app.ask_for("referral_letter", "m-echo", NOTE).await?;
        assert_eq!(answer.status, status, "{level:?}: {}", answer.text);
        let said = reasons(&answer);
        assert_eq!(said.first().map_or("", String::as_str), reason, "{level:?}");
        if status == 200 {
            assert_eq!(sent(&app).contains(NAME), as_written, "{level:?}");
        }
        assert!(!answer.text.contains("Strange answers"), "{level:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn with_all_gates_ready_text_goes_as_written_until_one_is_not() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    on_file.complete("referral_letter").await?;
    let ask = || app.ask_for("referral_letter", "m-echo", NOTE);
    let answer = ask().await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert!(sent(&app).contains(NAME), "level 3");
    assert!(obligations(&answer).contains("minimum_necessary_filter"));
    assert_eq!(
        app.ask_for("denial_appeal", "m-echo", NOTE).await?.status,
        200
    );
    assert!(!sent(&app).contains(NAME), "nobody signed for that task");
    let old = |signed: &mut Signature| signed.on = date(2025, 11, 1);
    on_file.change("2026", old).await?;
    assert_eq!(ask().await?.status, 200);
    assert!(!sent(&app).contains(NAME), "the risk analysis is stale");
    let receipt = app.store.receipts(None, 1).await?;
    let codes: Vec<&str> = receipt[0].reasons.iter().map(Word::as_str).collect();
    assert!(codes.contains(&"risk_analysis_missing_ai"), "{codes:?}");
    assert_eq!(receipt[0].decision.as_str(), "allow_deidentified");
    let facts: Value = serde_json::from_str(&receipt[0].facts)?;
    assert_eq!(
        facts["errand"]["evidence"]["risk_analysis"]["status"],
        "stale"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_names_what_it_is_for_in_a_header_that_stays_here() -> Result<()> {
    let (app, _on_file) = on_file(LATER).await?;
    let general = app.ask_for("office_operations", "m-echo", NOTE).await?;
    assert!(reasons(&general).contains(&"phi_detected_in_no_phi_lane".to_owned()));
    let never = app.ask_for("emotion_detection", "m-echo", "Hello").await?;
    assert_eq!(reasons(&never), ["lane_always_avoid"]);
    assert_eq!(app.ask_for("prior_auth", "m-echo", NOTE).await?.status, 200);
    let received = app.upstream.record().raw();
    let received = String::from_utf8_lossy(&received).to_lowercase();
    assert!(!received.contains("use-case") && !received.contains("prior_auth"));
    let unknown = app.ask_for("poem", "m-echo", NOTE).await?;
    assert_eq!(
        (unknown.status, &unknown.json()["error"]["code"]),
        (400, &json!("unknown_use_case"))
    );
    assert!(unknown.text.contains("anteroom policy use-cases"));
    assert!(unknown.headers.contains_key("anteroom-receipt"));
    Ok(())
}

/// What was left out of an answered request, by the header.
fn left_out(answer: &Answer) -> &str {
    let header = answer.headers.get("anteroom-removed");
    header
        .and_then(|codes| codes.to_str().ok())
        .unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_the_use_case_lists_leaves_and_comes_back() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    let record = "Write the letter.\n\nPatient: Harriet Lindgren\nSocial history: lives with her sister\n\
        Diagnosis: seropositive rheumatoid arthritis\nMember ID: H77120945\n\nLindgren failed methotrexate, MRN: 44821907.";
    for use_case in ["prior_authorization_letter", "referral_letter"] {
        let answer = app.ask_for(use_case, "m-echo", record).await?;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(!sent(&app).contains("sister"), "{use_case}");
        assert!(sent(&app).contains("seropositive rheumatoid arthritis"));
        let (said, names) = (answer.content(), use_case == "referral_letter");
        assert_eq!(said.contains(NAME), names, "{said}");
        assert_eq!(said.contains("H77120945"), !names, "{said}");
        assert!(!said.contains("44821907"), "a block has no way back");
    }
    on_file.complete("prior_authorization_letter").await?;
    let answer = app.ask("m-echo", record).await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let body = sent(&app);
    assert!(body.contains("H77120945"), "level 3: {body}");
    for gone in [NAME, "sister", "44821907"] {
        assert!(!body.contains(gone), "level 3: {body}");
    }
    assert_eq!(left_out(&answer), "mrn=1, name=2, social_history=1");
    let opened = newest_opened(&app).await?;
    assert_eq!(opened.removed[&Word::lossy("social_history")], 1);
    assert_eq!(
        opened.purpose.as_ref().map(Word::as_str),
        Some("prior_authorization_letter")
    );
    // What is not listed still counts: it is a patient's, and the service's agreement must cover it.
    let change = |paper: &mut Agreement| paper.signed_by_both = false;
    on_file.change("mistral.1", change).await?;
    let identity = "Patient: Harriet Lindgren\nDiagnosis: RA";
    assert_eq!(app.ask("m-echo", identity).await?.status, 403);
    Ok(())
}

/// What answers to patients begin with.
const DISCLAIMER: &str = "AI wrote this message. Call 555-0100 to reach a person.";

async fn disclaim(on_file: &OnFile) -> Result<()> {
    let words = Disclaimer {
        says: "AI wrote this message.".parse()?,
        contact: "Call 555-0100 to reach a person.".parse()?,
        approved_by: Word::lossy("Dana Whitfield"),
        approved_on: TODAY,
        ended_on: None,
    };
    Ok(on_file.desk.put(&Disclaimer::id()?, &words).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn california_answers_to_patients_begin_with_a_notice() -> Result<()> {
    let app = app("CA").await?;
    let on_file = OnFile::record(&app, LATER).await?;
    let none = app.ask_for("patient_message", "m-echo", NOTE).await?;
    assert!(
        reasons(&none).contains(&"ca_ab3030_disclaimer".to_owned()),
        "{none:?}"
    );
    disclaim(&on_file).await?;
    let begins = format!("{DISCLAIMER}\n\n");
    let begins = begins.as_str();
    let whole = app.ask_for("patient_message", "m-echo", NOTE).await?;
    assert!(whole.content().starts_with(begins), "{}", whole.text);
    assert!(whole.content().contains(NAME));
    assert!(obligations(&whole).contains("disclaimer_at_beginning"));
    let holder = Holder {
        person: Some("maya".parse()?),
        use_case: anteroom_gateway::UseCase::named("patient_chat"),
    };
    on_file.desk.put(&on_file.key, &holder).await?;
    let streamed = app.ask_streaming("m-echo", NOTE).await?;
    assert!(streamed.streamed().starts_with(begins), "{}", streamed.text);
    assert!(obligations(&streamed).contains("disclaimer_throughout"));
    let mut body = anteroom_testkit::question("m-echo", NOTE, false);
    body["response_format"] = json!({"type": "json_object"});
    let in_json = app.chat(&body).await?;
    assert_eq!(
        in_json.json()["code"],
        "notice_impossible",
        "{}",
        in_json.text
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_is_not_asked_for_before_somebody_is_there_to_compare_it() -> Result<()> {
    let (app, _on_file) = on_file(LATER).await?;
    let translated = app.ask_for("translation", "m-echo", NOTE).await?;
    assert_eq!(translated.status, 403);
    assert!(reasons(&translated).contains(&"s1557_translation_review".to_owned()));
    assert_eq!(app.upstream.record().count(), 0, "nothing left");
    assert_eq!(
        decision(&app).await?,
        ("require_review".into(), "refused".into())
    );
    Ok(())
}

/// The newest receipt's decision and state.
async fn decision(app: &App) -> Result<(String, String)> {
    let receipts = app.store.receipts(None, 1).await?;
    let newest = receipts.first().context("a receipt")?;
    Ok((newest.decision.to_string(), newest.state.to_string()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_cannot_be_read_closes() -> Result<()> {
    let (app, _on_file) = on_file(LATER).await?;
    let by = By {
        actor: Actor::System,
        at: Micros(app.clock.now().as_microsecond()),
    };
    let broken = NewEvidence {
        subject: "agreement",
        subject_id: Word::lossy("mistral.2"),
        revision: 1,
        holds: false,
        changed: Vec::new(),
        body: b"{\"of\": \"a newer version\"}".to_vec().into(),
    };
    app.store.record_evidence(&by, broken).await?;
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(
        (answer.status, &answer.json()["code"]),
        (503, &json!("records_unreadable"))
    );
    assert!(answer.text.contains("Nothing was sent."));
    Ok(())
}

/// Records that the practice says this of itself.
async fn says(on_file: &OnFile, change: impl FnOnce(&mut Profile)) -> Result<()> {
    on_file.change("practice", change).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_practice_did_not_say_is_read_the_strict_way() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    on_file.complete("referral_letter").await?;
    let referral = || app.ask_for("referral_letter", "m-echo", NOTE);
    assert_eq!(referral().await?.status, 200);
    assert!(sent(&app).contains(NAME), "level 3");
    says(&on_file, |it| it.kind = None).await?;
    assert_eq!(referral().await?.status, 200);
    assert!(!sent(&app).contains(NAME), "nobody said what kind it is");
    says(&on_file, |it| it.kind = Some(PracticeKind::General)).await?;
    assert_eq!(referral().await?.status, 200);
    assert!(sent(&app).contains(NAME));
    says(&on_file, |it| it.medicaid = None).await?;
    assert_eq!(referral().await?.status, 200);
    assert!(!sent(&app).contains(NAME), "nobody said about Medicaid");
    let receipt = app.store.receipts(None, 1).await?;
    let codes: Vec<&str> = receipt[0].reasons.iter().map(Word::as_str).collect();
    assert!(codes.contains(&"practice_facts_missing"), "{codes:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kind_of_practice_decides() -> Result<()> {
    let app = app("IL").await?;
    let on_file = OnFile::record(&app, LATER).await?;
    let chat = async || app.ask_for("patient_chat", "m-echo", "Hello").await;
    let code = "il_wopr_client_interaction".to_owned();
    assert!(!reasons(&chat().await?).contains(&code), "general medicine");
    for kind in [None, Some(PracticeKind::MentalHealth)] {
        says(&on_file, |it| it.kind = kind).await?;
        let answer = chat().await?;
        assert_eq!(answer.status, 403, "{kind:?}");
        assert!(reasons(&answer).contains(&code), "{kind:?}");
        assert!(answer.text.contains("anteroom practice set"));
    }
    says(&on_file, |it| it.kind = Some(PracticeKind::SudProgram)).await?;
    let answer = app.ask("m-echo", NOTE).await?;
    assert_eq!(answer.status, 403);
    assert!(reasons(&answer).contains(&"part2_consent_missing".to_owned()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn medicaid_keeps_text_in_the_country_unless_a_contract_allows_the_place() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    let abroad = |it: &mut Deployment| it.region = Word::lossy("canada");
    on_file.change("mistral.1", abroad).await?;
    let there = |it: &mut Agreement| it.scope.regions = vec![Word::lossy("canada")];
    on_file.change("mistral.1", there).await?;
    assert_eq!(app.ask("m-echo", NOTE).await?.status, 200, "no Medicaid");
    for answer in [None, Some(true)] {
        says(&on_file, |it| it.medicaid = answer).await?;
        let closed = app.ask("m-echo", NOTE).await?;
        let said = reasons(&closed);
        let code = "medicaid_offshore_contract".to_owned();
        assert!(closed.status == 403 && said.contains(&code), "{said:?}");
        let unsaid = said.contains(&"practice_facts_missing".to_owned());
        assert_eq!(unsaid, answer.is_none(), "{said:?}");
    }
    let allowed = |it: &mut Profile| it.medicaid_regions = [Region::Canada].into();
    says(&on_file, allowed).await?;
    assert_eq!(app.ask("m-echo", NOTE).await?.status, 200);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_law_of_every_state_involved_counts() -> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    let abroad = |it: &mut Deployment| it.region = Word::lossy("canada");
    on_file.change("mistral.1", abroad).await?;
    let there = |it: &mut Agreement| it.scope.regions = vec![Word::lossy("canada")];
    on_file.change("mistral.1", there).await?;
    let asked = async |state: &str| {
        let request = app
            .request(reqwest::Method::POST, "/v1/chat/completions")
            .header("anteroom-patient-state", state)
            .json(&anteroom_testkit::question("m-echo", NOTE, false));
        Answer::read(request.send().await?).await
    };
    let texas = "data_residency_tx".to_owned();
    assert_eq!(asked("OH").await?.status, 200);
    let patient = asked("TX").await?;
    assert!(patient.status == 403 && reasons(&patient).contains(&texas));
    let nowhere = asked("Texas").await?;
    let code = nowhere.json()["error"]["code"].clone();
    assert_eq!(
        (nowhere.status, code),
        (400, json!("unknown_patient_state"))
    );
    let received = app.upstream.record().raw();
    let received = String::from_utf8_lossy(&received).to_lowercase();
    assert!(!received.contains("patient-state"));
    says(&on_file, |it| it.states = ["TX".to_owned()].into()).await?;
    let site = app.ask("m-echo", NOTE).await?;
    assert!(site.status == 403 && reasons(&site).contains(&texas));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_law_guards_more_is_found_in_the_text() -> Result<()> {
    let app = app("CA").await?;
    let _on_file = OnFile::record(&app, LATER).await?;
    assert_eq!(app.ask("m-echo", NOTE).await?.status, 200);
    for (text, code) in [
        ("HIV negative.", "sensitive_information_review"),
        ("BRCA2 carrier.", "sensitive_information_review"),
        ("Gender dysphoria.", "sensitive_information_review"),
        ("Do not tell her mom.", "sensitive_information_review"),
        ("Seen at the methadone clinic.", "part2_consent_missing"),
        ("From SUD counseling notes.", "part2_consent_missing"),
        (
            "From my psychotherapy notes.",
            "psychotherapy_notes_authorization_missing",
        ),
        ("After her abortion.", "ca_ab352_sensitive_services"),
        ("IUD placed.", "ca_ab352_sensitive_services"),
        ("Fertility clinic.", "ca_ab352_sensitive_services"),
    ] {
        let answer = app.ask("m-echo", &format!("{NOTE} {text}")).await?;
        let said = reasons(&answer);
        assert_eq!(answer.status, 403, "{text}");
        assert!(said.iter().any(|one| one == code), "{text}: {said:?}");
        assert!(!answer.text.contains(text), "{text}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_changes_an_answer_by_hand_leaves_its_notice_where_it_is() -> Result<()> {
    let app = app("CA").await?;
    let on_file = OnFile::record(&app, LATER).await?;
    disclaim(&on_file).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::LicensedClinician]).await?;
    let form = maya.get("/tasks/message-reply").await?;
    let fields = [
        ("f.message", "Can I take my pill with milk?"),
        ("f.say", "Yes, with milk is fine."),
        ("f.tone", "warm"),
        ("action", "create"),
    ];
    let typed = maya.send(&form, "/tasks/message-reply", &fields).await?;
    let review = maya.get(&typed.location).await?;
    let seen = [("read", "yes"), ("seen", review.hidden("seen")?)];
    let sent = maya.send(&review, &typed.location, &seen).await?;
    let run = sent.location.clone();
    let result = maya.get_finished(&run).await?;
    assert!(result.html.contains(DISCLAIMER), "{}", result.html);
    let place = format!("{run}/text");
    for text in ["Milk is fine.", DISCLAIMER] {
        let changed = maya.send(&result, &place, &[("text", text)]).await?;
        assert_eq!((changed.status, &*changed.location), (303, &*run));
        let shown = maya.get(&run).await?.html;
        let draft = shown.split("id=\"draft\"").nth(1).context("a draft")?;
        assert!(
            draft
                .split("</article>")
                .next()
                .is_some_and(|text| text.contains(DISCLAIMER))
        );
    }
    assert!(maya.get(&run).await?.html.contains("a law wants around it"));
    Ok(())
}

/// What the log says of the newest request, which was sent.
async fn newest_opened(app: &App) -> Result<Opened> {
    let mut newest = app.store.receipts(None, 1).await?;
    let receipt = newest.pop().context("a receipt")?;
    let lines = app.store.log_of(receipt.id).await?;
    let mut events = lines.into_iter().filter_map(|line| line.event);
    let opened = events.find_map(|event| match event.what {
        What::RequestOpened(opened) => Some(opened),
        _ => None,
    });
    opened.context("an entry")
}

/// Asks for a use case under the consent with this reference.
async fn ask_under(app: &App, consent: &str, use_case: &str, text: &str) -> Result<Answer> {
    let request = app
        .request(reqwest::Method::POST, "/v1/chat/completions")
        .header("anteroom-use-case", use_case)
        .header("anteroom-part2-consent", consent)
        .json(&anteroom_testkit::question("m-echo", text, false));
    Answer::read(request.send().await?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_of_a_drug_program_goes_under_a_checked_consent_and_carries_its_notice()
-> Result<()> {
    let (app, on_file) = on_file(LATER).await?;
    let text = format!("{NOTE} Seen at the methadone clinic.");
    let asked = async |consent, use_case| ask_under(&app, consent, use_case, &text).await;
    let missing = |answer: &Answer| {
        answer.status == 403 && reasons(answer).contains(&"part2_consent_missing".to_owned())
    };
    assert!(
        missing(&asked("c-17", "referral_letter").await?),
        "none is on file"
    );
    let consent = Part2Consent {
        use_cases: vec![UseCase::named("referral_letter").context("a use case")?],
        connection: Word::lossy("plateforme"),
        signed_on: TODAY,
        until: LATER,
        checked_by: Word::lossy("Dana Whitfield"),
        checked_on: TODAY,
        withdrawn_on: None,
    };
    on_file.desk.put(&"c-17".parse()?, &consent).await?;
    assert!(missing(&asked("c-18", "referral_letter").await?), "another");
    assert!(
        missing(&asked("c-17", "chart_summary").await?),
        "another use"
    );
    assert_eq!(app.upstream.record().count(), 0, "nothing left");
    let answer = asked("c-17", "referral_letter").await?;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";
    assert!(answer.content().ends_with(notice), "{}", answer.content());
    assert!(obligations(&answer).contains("attach_part2_notice"));
    let logged = newest_opened(&app).await?.part2_consent;
    assert_eq!(logged, Some(Word::lossy("c-17")));
    let other = ask_under(&app, "c-17", "referral_letter", NOTE).await?;
    assert_eq!(other.status, 200, "{}", other.text);
    assert_eq!(newest_opened(&app).await?.part2_consent, None, "needs none");
    let received = String::from_utf8_lossy(&app.upstream.record().raw()).to_lowercase();
    assert!(!received.contains("part2-consent") && !received.contains("c-17"));
    let taken_back = |it: &mut Part2Consent| it.withdrawn_on = Some(TODAY);
    on_file.change("c-17", taken_back).await?;
    assert!(
        missing(&asked("c-17", "referral_letter").await?),
        "taken back"
    );
    Ok(())
}
