//! A compliance officer puts vendors, agreements, services and claims on file in the console: by the same rules as the
//! commands, with the same entries in the log.

use anteroom_audit::{Hash, What};
use anteroom_office::Record as _;
use anteroom_office::vendor::{
    Agreement, Answer, Claim, Deployment, Elements, Party, Register, Role as VendorRole, State,
    add_party,
};
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, OnFile, Shown};
use anyhow::{Context as _, Result};
use jiff::ToSpan as _;
use jiff::civil::Date;

const PAPER: &[u8] = b"%PDF-1.7 signed by both %%EOF";
const NEW: &str = "/console/vendors/new";
const MISTRAL: &str = "/console/vendors/mistral-ai";

/// A form as browsers send it where it has a file.
async fn hand_in(
    browser: &mut Browser<'_>,
    (page, path): (&Shown, &str),
    fields: &[(&str, &str)],
    file: &[u8],
) -> Result<Shown> {
    let csrf = [("csrf", page.hidden("csrf")?)];
    let mut body = Vec::new();
    for (name, value) in csrf.iter().chain(fields) {
        let head = format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
    }
    let head = "--xyz\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"Harriet Lindgren.pdf\"\r\n\r\n";
    body.extend([head.as_bytes(), file, b"\r\n--xyz--\r\n"].concat());
    let kind = "multipart/form-data; boundary=xyz";
    browser.post_body(path, kind, body).await
}

/// An app, and somebody who keeps compliance there.
async fn officer(app: &App) -> Result<Browser<'_>> {
    Browser::of(app, "lee", &[Role::ComplianceOfficer]).await
}

async fn add_mistral(lee: &mut Browser<'_>) -> Result<()> {
    let page = lee.get(NEW).await?;
    let fields = [("known", "Mistral AI"), ("role", "business_associate")];
    let added = lee.send(&page, NEW, &fields).await?;
    assert_eq!(
        (added.status, &*added.location),
        (303, MISTRAL),
        "{}",
        added.html
    );
    Ok(())
}

/// What the log says that somebody who signed in recorded, by kind.
async fn told(app: &App, name: &str) -> Result<Vec<String>> {
    let done = app.done_by(name).await?;
    let all = done.iter().filter_map(|what| match what {
        What::EvidenceFileKept(_) => Some("file".to_owned()),
        What::EvidenceRecorded(new) => Some(new.subject.to_string()),
        _ => None,
    });
    Ok(all.collect())
}

async fn agreement(app: &App, id: &str) -> Result<Agreement> {
    let desk = OnFile::desk(app).await?;
    Ok(desk.find::<Agreement>(&id.parse()?).await?.record)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_is_chosen_from_the_list_or_named_and_stands_on_file_once() -> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let page = lee.get(NEW).await?;
    for known in ["Mistral AI", "Amazon Web Services", "OpenAI"] {
        assert!(
            page.html.contains(&format!("<option value=\"{known}\"")),
            "{known}"
        );
    }
    let named = [
        ("name", "Elm <b>Hosting</b>"),
        ("role", "subcontractor"),
        ("works_for", "mistral-ai"),
    ];
    let added = lee.send(&page, NEW, &named).await?;
    assert_eq!(
        added.location, "/console/vendors/elm-b-hosting-b",
        "{}",
        added.html
    );
    let shown = lee.get(&added.location).await?.html;
    assert!(shown.contains("Elm &#60;b&#62;Hosting"), "{shown}");
    let odd = [("name", "New"), ("role", "other")];
    let added = lee.send(&page, NEW, &odd).await?;
    assert_eq!(added.location, "/console/vendors/new-2", "{}", added.html);
    for (fields, field) in [
        (&[("role", "other")][..], "name"),
        (&[("known", "Mistral AI"), ("role", "other")], "name"),
        (&[("name", "mistral ai"), ("role", "other")], "name"),
        (&[("name", "Other"), ("role", "friend")], "role"),
        (&[("name", "Other"), ("role", "subcontractor")], "works_for"),
        (&[("name", &"x".repeat(201)), ("role", "other")], "name"),
    ] {
        let wrong = lee.send(&page, NEW, fields).await?;
        assert_eq!(wrong.status, 409, "{fields:?}");
        assert!(
            wrong.html.contains(&format!("id=\"{field}-said\"")),
            "{}",
            wrong.html
        );
        assert!(wrong.html.contains("<title>Error: "));
    }
    let wrong = [("name", "Kept <i>here</i>"), ("role", "friend")];
    let wrong = lee.send(&page, NEW, &wrong).await?.html;
    assert!(wrong.contains("value=\"Kept &#60;i&#62;here"), "{wrong}");
    assert_eq!(told(&app, "lee").await?, [Party::SUBJECT; 3]);
    Ok(())
}

/// The fields of an agreement that both sides signed and that runs for a year.
fn signed<'d>(since: &'d str, until: &'d str) -> Vec<(&'static str, &'d str)> {
    vec![
        ("status", "signed"),
        ("signed_by", "Dana Whitfield, owner"),
        ("effective", since),
        ("until", until),
        ("endpoints", "127.0.0.1\r\napi.us.mistral.ai/v1"),
        ("regions", "us"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_is_put_on_file_with_its_paper_and_is_read_next() -> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let today = OnFile::desk(&app).await?.today().to_string();
    let path = format!("{MISTRAL}/agreements/new");
    let page = lee.get(&path).await?;
    let fields = signed(&today, "2999-12-31");
    let put = hand_in(&mut lee, (&page, &path), &fields, PAPER).await?;
    let shown = format!("{MISTRAL}#mistral-ai.1");
    assert_eq!((put.status, &*put.location), (303, &*shown), "{}", put.html);
    let kept = agreement(&app, "mistral-ai.1").await?;
    assert!(kept.signed_by_both && kept.reviewer.is_none());
    assert_eq!(
        kept.signed_by.as_ref().map(|who| who.as_str()),
        Some("Dana Whitfield, owner")
    );
    assert_eq!(kept.scope.endpoints.len(), 2);
    let document = kept.document.context("no paper")?;
    assert_eq!(
        (document.name.as_str(), document.sha256),
        ("agreement.pdf", Hash::of(PAPER))
    );
    assert_eq!(
        app.store.file_content(&document.file).await?.as_slice(),
        PAPER
    );
    assert!(
        !app.stored_bytes()?
            .windows(PAPER.len())
            .any(|at| at == PAPER),
        "it is sealed"
    );
    assert_eq!(
        told(&app, "lee").await?,
        [Party::SUBJECT, "file", Agreement::SUBJECT]
    );
    let vendor = lee.get(MISTRAL).await?.html;
    for says in [
        "Signed for your practice by Dana Whitfield, owner.",
        "16 of the 16 points that the law asks for are missing",
        "href=\"/console/vendors/mistral-ai/agreements/mistral-ai.1\">Read it here",
    ] {
        assert!(vendor.contains(says), "{says}: {vendor}");
    }
    assert!(
        !vendor.contains("Lindgren") && !vendor.contains("<code>"),
        "{vendor}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_of_an_agreement_is_said_at_its_field_and_typed_once() -> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let path = format!("{MISTRAL}/agreements/new");
    let page = lee.get(&path).await?;
    let tomorrow = OnFile::desk(&app)
        .await?
        .today()
        .checked_add(1.day())?
        .to_string();
    let both = [("status", "signed"), ("effective", "2026-05-01")];
    for (fields, file, field) in [
        (&[("status", "soon")][..], &b""[..], "status"),
        (&[("status", "asked")], PAPER, "status"),
        (&[("status", "signed")], b"", "effective"),
        (&[both[0], both[1], ("until", "2026-04-30")], b"", "until"),
        (
            &[("status", "asked"), ("requested", &tomorrow)],
            b"",
            "requested",
        ),
        (
            &[("status", "received"), ("received", "soon")],
            b"",
            "received",
        ),
        (
            &[both[0], both[1], ("endpoints", "our vendor")],
            b"",
            "endpoints",
        ),
        (&both, b"PK\x03\x04 a zip", "paper"),
        (&both, &vec![b'a'; 12 << 20], "paper"),
    ] {
        let wrong = hand_in(&mut lee, (&page, &path), fields, file).await?;
        assert_eq!(wrong.status, 409, "{field}");
        assert!(
            wrong.html.contains(&format!("id=\"{field}-said\"")),
            "{field}: {}",
            wrong.html
        );
    }
    let fields = [both[0], ("note", "Ask <b>Ann</b>"), ("signed_by", "Dana")];
    let wrong = hand_in(&mut lee, (&page, &path), &fields, b"").await?.html;
    for typed in [
        "value=\"signed\" checked",
        "Ask &#60;b&#62;Ann",
        "value=\"Dana\"",
    ] {
        assert!(wrong.contains(typed), "{typed}: {wrong}");
    }
    assert_eq!(
        told(&app, "lee").await?,
        [Party::SUBJECT],
        "nothing was written"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_an_agreement_is_recorded_over_what_was_on_file() -> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let new = format!("{MISTRAL}/agreements/new");
    let page = lee.get(&new).await?;
    let asked = hand_in(&mut lee, (&page, &new), &[("status", "asked")], b"").await?;
    assert_eq!(asked.status, 303, "{}", asked.html);
    let change = format!("{MISTRAL}/agreements/mistral-ai.1/change");
    let page = lee.get(&change).await?;
    assert!(
        page.html.contains("value=\"asked\" checked"),
        "{}",
        page.html
    );
    let revision = page.hidden("revision")?.to_owned();
    let mut fields = signed("2026-05-01", "2999-12-31");
    fields.push(("revision", &revision));
    let changed = hand_in(&mut lee, (&page, &change), &fields, PAPER).await?;
    assert_eq!(changed.status, 303, "{}", changed.html);
    let kept = agreement(&app, "mistral-ai.1").await?;
    assert!(kept.signed_by_both && kept.document.is_some());
    assert_eq!(kept.requested_on, None, "what the form says is so");
    let late = hand_in(&mut lee, (&page, &change), &fields, b"").await?;
    assert_eq!(late.status, 409);
    assert!(
        late.html.contains("somebody has just changed it"),
        "{}",
        late.html
    );
    let page = lee.get(&change).await?;
    assert!(
        page.html.contains("On file: agreement.pdf."),
        "{}",
        page.html
    );
    let revision = page.hidden("revision")?.to_owned();
    let mut fields = signed("2026-05-01", "2999-12-31");
    fields.extend([("revision", &*revision), ("terminated", "2026-06-01")]);
    let ended = hand_in(&mut lee, (&page, &change), &fields, b"").await?;
    assert_eq!(ended.status, 303, "{}", ended.html);
    let kept = agreement(&app, "mistral-ai.1").await?;
    assert!(kept.document.is_some(), "the paper stays");
    assert!(lee.get(MISTRAL).await?.html.contains("It has ended."));
    for (page, status) in [
        (
            "/console/vendors/mistral-ai/agreements/mistral-ai.2/change",
            404,
        ),
        ("/console/vendors/other/agreements/new", 404),
    ] {
        assert_eq!(lee.get(page).await?.status, status, "{page}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_that_ends_soon_is_followed_by_a_new_one() -> Result<()> {
    let app = App::start().await?;
    let soon = OnFile::desk(&app).await?.today().checked_add(20.days())?;
    let on_file = OnFile::record(&app, soon).await?;
    let mut lee = officer(&app).await?;
    let vendor = lee.get("/console/vendors/mistral").await?.html;
    let renew = "/console/vendors/mistral/agreements/new?renews=mistral.1";
    assert!(vendor.contains("Its agreement ends soon."), "{vendor}");
    assert!(vendor.contains(&format!("href=\"{renew}\"")), "{vendor}");
    let page = lee.get(renew).await?;
    let next = soon.checked_add(1.day())?.to_string();
    let first = format!("type=\"date\" value=\"{next}\"");
    for says in ["It follows agreement mistral.1, which ends on", &first] {
        assert!(page.html.contains(says), "{says}: {}", page.html);
    }
    let path = "/console/vendors/mistral/agreements/new";
    let put = hand_in(&mut lee, (&page, path), &signed(&next, "2999-12-31"), PAPER).await?;
    assert_eq!(
        put.location, "/console/vendors/mistral#mistral.2",
        "{}",
        put.html
    );
    let register = Register::read(&on_file.desk).await?;
    let view = register.vendor(&"mistral".parse()?)?;
    let states: Vec<State> = view.agreements.iter().map(|one| one.state).collect();
    assert_eq!(
        states,
        [State::Expiring, State::Received],
        "the new one has not begun"
    );
    assert_eq!(view.agreement, State::Expiring, "the old one still holds");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn own_machines_need_a_decision_and_nobody_elses_can_have_one() -> Result<()> {
    let app = App::start().await?;
    let desk = OnFile::desk(&app).await?;
    let own = Party::new(
        anteroom_audit::Word::lossy("The back room"),
        VendorRole::PracticeOwned,
    );
    add_party(&desk, &"backroom".parse()?, &own).await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let path = "/console/vendors/backroom/no-agreement";
    let page = lee.get(path).await?;
    let unsure = hand_in(
        &mut lee,
        (&page, path),
        &[("why", "It is <b>ours</b>")],
        b"",
    )
    .await?;
    assert_eq!(unsure.status, 409);
    assert!(unsure.html.contains("id=\"sure-said\""), "{}", unsure.html);
    assert!(
        unsure.html.contains("It is &#60;b&#62;ours"),
        "{}",
        unsure.html
    );
    let silent = hand_in(&mut lee, (&page, path), &[("sure", "yes")], b"").await?;
    assert!(silent.html.contains("id=\"why-said\""), "{}", silent.html);
    let sure = [("sure", "yes"), ("why", "It stands in our cellar.")];
    let decided = hand_in(&mut lee, (&page, path), &sure, PAPER).await?;
    assert_eq!(
        decided.location, "/console/vendors/backroom",
        "{}",
        decided.html
    );
    let kept = desk.find::<Party>(&"backroom".parse()?).await?.record;
    let decision = kept.determination.context("no decision")?;
    assert_eq!((decision.by.as_str(), decision.on), ("lee", desk.today()));
    assert!(decision.document.is_some() && kept.note.is_some());
    let shown = lee.get("/console/vendors/backroom").await?.html;
    assert!(
        shown.contains("No agreement needed, decided by lee"),
        "{shown}"
    );
    let other = format!("{MISTRAL}/no-agreement");
    assert_eq!(lee.get(&other).await?.status, 409);
    let forced = hand_in(&mut lee, (&page, &other), &sure, b"").await?;
    assert_eq!(forced.status, 409);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_on_file_leads_where_its_connection_does_and_is_approved_by_who_signed_in()
-> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let list = lee.get("/console/vendors").await?.html;
    assert!(
        list.contains("Connections local, plateforme, waiting lead"),
        "{list}"
    );
    let path = format!("{MISTRAL}/services/new");
    let page = lee.get(&path).await?;
    assert!(
        page.html.contains("<option value=\"plateforme\""),
        "{}",
        page.html
    );
    let good = [
        ("connection", "plateforme"),
        ("kind", "enterprise_api"),
        ("product", "Scale plan"),
        ("region", "us"),
    ];
    let elsewhere = [good.as_slice(), &[("endpoint", "api.mistral.ai")]].concat();
    let wrong = lee.send(&page, &path, &elsewhere).await?;
    assert_eq!(wrong.status, 409);
    assert!(
        wrong
            .html
            .contains("Connection plateforme leads to 127.0.0.1."),
        "{}",
        wrong.html
    );
    assert!(
        wrong.html.contains("value=\"Scale plan\""),
        "{}",
        wrong.html
    );
    let gone = [("connection", "gone"), ("kind", "odd")];
    let wrong = lee.send(&page, &path, &gone).await?.html;
    for field in ["connection", "kind", "product", "endpoint", "region"] {
        assert!(
            wrong.contains(&format!("id=\"{field}-said\"")),
            "{field}: {wrong}"
        );
    }
    let put = lee.send(&page, &path, &good).await?;
    assert_eq!(put.location, format!("{MISTRAL}#services"), "{}", put.html);
    let desk = OnFile::desk(&app).await?;
    let of = async || desk.find::<Deployment>(&"mistral-ai.1".parse()?).await;
    let service = of().await?.record;
    assert_eq!(
        (service.endpoint.as_str(), service.approved_by),
        ("127.0.0.1", None)
    );
    let page = lee.get(MISTRAL).await?;
    assert!(page.html.contains(&format!("{MISTRAL}/letter.docx")));
    let letter = lee.get(&format!("{MISTRAL}/letter")).await?;
    for says in ["From: Elm Street Clinic", "Scale plan, 127.0.0.1", "1. "] {
        assert!(letter.html.contains(says), "{says}: {}", letter.html);
    }
    let word = lee.get(&format!("{MISTRAL}/letter.docx")).await?;
    let handed = word.headers.get(reqwest::header::CONTENT_DISPOSITION);
    assert!(handed.is_some_and(|how| how.as_bytes().starts_with(b"attachment")));
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    assert_eq!(maya.get(&format!("{MISTRAL}/letter")).await?.status, 403);
    let nobody = lee.get("/console/vendors/nobody/letter").await?;
    assert_eq!(nobody.status, 404);
    let approve = format!("{MISTRAL}/services/mistral-ai.1/approve");
    assert!(page.html.contains(&approve), "{}", page.html);
    assert_eq!(lee.send(&page, &approve, &[]).await?.status, 303);
    let by = of().await?.record.approved_by;
    assert_eq!(by.as_ref().map(|by| by.as_str()), Some("lee"));
    let end = format!("{MISTRAL}/services/mistral-ai.1/end");
    assert_eq!(lee.send(&page, &end, &[]).await?.status, 303);
    assert_eq!(of().await?.record.ended_on, Some(desk.today()));
    assert_eq!(
        lee.send(&page, &end, &[]).await?.status,
        404,
        "it has ended"
    );
    Ok(())
}

/// Says of every point of an agreement that it is there.
async fn read(lee: &mut Browser<'_>, path: &str) -> Result<()> {
    let page = lee.get(path).await?;
    let fields: Vec<(String, &str)> = Elements::shipped()?
        .all
        .into_iter()
        .map(|one| (format!("found.{}", one.id), "yes"))
        .collect();
    let mut all = vec![("revision", page.hidden("revision")?)];
    all.extend(fields.iter().map(|(name, value)| (&**name, *value)));
    let done = lee.send(&page, path, &all).await?;
    assert_eq!(done.status, 303, "{}", done.html);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_alone_lead_from_a_connection_to_level_2() -> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let today = OnFile::desk(&app).await?.today().to_string();
    let path = format!("{MISTRAL}/agreements/new");
    let page = lee.get(&path).await?;
    let fields = signed(&today, "2999-12-31");
    hand_in(&mut lee, (&page, &path), &fields, PAPER).await?;
    read(&mut lee, &format!("{MISTRAL}/agreements/mistral-ai.1")).await?;
    let path = format!("{MISTRAL}/services/new");
    let service = [
        ("connection", "plateforme"),
        ("kind", "enterprise_api"),
        ("product", "Scale plan"),
        ("region", "us"),
        ("approve", "yes"),
    ];
    let put = lee.send(&page, &path, &service).await?;
    assert_eq!(put.status, 303, "{}", put.html);
    let before = lee.get(MISTRAL).await?.html;
    assert!(
        before.contains("covered by an agreement") || before.contains("Covered by an agreement"),
        "{before}"
    );
    assert!(
        before.contains("Level 1: no patient information"),
        "{before}"
    );
    assert!(
        before.contains("Write down how long it keeps text"),
        "{before}"
    );
    let path = format!("{MISTRAL}/claims/new");
    let said = [
        ("offering", "Scale plan"),
        ("source", "Letter of 4 May"),
        ("checked", "yes"),
    ];
    for claim in [
        [("about", "retention_default"), ("value", "30 days")],
        [("about", "training_use"), ("value", "no")],
    ] {
        let all = [said.as_slice(), &claim].concat();
        let put = hand_in(&mut lee, (&page, &path), &all, PAPER).await?;
        assert_eq!(put.location, format!("{MISTRAL}#claims"), "{}", put.html);
    }
    let after = lee.get(MISTRAL).await?.html;
    assert!(after.contains("Level 2: patient text may go"), "{after}");
    assert!(!after.contains("What to do next"), "{after}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_says_its_source_is_checked_and_can_count_no_more() -> Result<()> {
    let app = App::start().await?;
    let mut lee = officer(&app).await?;
    add_mistral(&mut lee).await?;
    let path = format!("{MISTRAL}/claims/new");
    let page = lee.get(&path).await?;
    for (fields, field) in [
        (&[("about", "weather")][..], "about"),
        (
            &[("about", "training_use"), ("value", "never, we swear")],
            "value",
        ),
        (
            &[("about", "retention_default"), ("value", "a month")],
            "value",
        ),
        (
            &[("about", "baa"), ("value", "yes"), ("source", "Terms")],
            "url",
        ),
    ] {
        let wrong = hand_in(&mut lee, (&page, &path), fields, b"").await?;
        assert_eq!(wrong.status, 409, "{field}");
        assert!(
            wrong.html.contains(&format!("id=\"{field}-said\"")),
            "{field}: {}",
            wrong.html
        );
    }
    let good = [
        ("about", "training_use"),
        ("offering", "Scale plan"),
        ("value", "no"),
        ("source", "Terms <b>"),
        ("url", "https://vendor.example/terms"),
    ];
    let put = hand_in(&mut lee, (&page, &path), &good, b"").await?;
    assert_eq!(put.status, 303, "{}", put.html);
    let desk = OnFile::desk(&app).await?;
    let of = async || desk.find::<Claim>(&"mistral-ai.1".parse()?).await;
    assert_eq!(of().await?.record.verified, None);
    for (act, status) in [("verify", 303), ("withdraw", 303), ("forget", 404)] {
        let path = format!("{MISTRAL}/claims/mistral-ai.1/{act}");
        assert_eq!(lee.send(&page, &path, &[]).await?.status, status, "{act}");
    }
    let claim = of().await?.record;
    assert!(claim.verified.is_some_and(|one| one.by.as_str() == "lee"));
    assert_eq!(claim.withdrawn_on, Some(desk.today()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_compliance_officer_changes_what_is_on_file_about_vendors() -> Result<()> {
    let app = App::start().await?;
    let until = Date::constant(2999, 12, 31);
    OnFile::record(&app, until).await?;
    let mut lee = officer(&app).await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let mut ines = Browser::of(&app, "ines", &[Role::ItPartner]).await?;
    let forms = [
        "/console/vendors/new",
        "/console/vendors/mistral/agreements/new",
        "/console/vendors/mistral/agreements/mistral.1/change",
        "/console/vendors/mistral/services/new",
        "/console/vendors/mistral/claims/new",
        "/console/vendors/mistral/no-agreement",
    ];
    let acts = [
        "/console/vendors/mistral/end",
        "/console/vendors/mistral/services/mistral.1/approve",
        "/console/vendors/mistral/services/mistral.1/end",
        "/console/vendors/mistral/claims/mistral.1/verify",
        "/console/vendors/mistral/claims/mistral.1/withdraw",
    ];
    for who in [&mut ann, &mut dana, &mut ines] {
        let page = who.get("/account").await?;
        for form in forms {
            assert_eq!(who.get(form).await?.status, 403, "{form}");
            let sent = hand_in(who, (&page, form), &[("status", "asked")], b"").await?;
            assert_eq!(sent.status, 403, "{form}");
        }
        for act in acts {
            assert_eq!(who.send(&page, act, &[]).await?.status, 403, "{act}");
        }
    }
    for act in acts {
        assert_eq!(
            lee.post(act, &[]).await?.status,
            403,
            "{act}: a form without our mark"
        );
    }
    let watched = ann.get("/console/vendors/mistral").await?.html;
    for link in ["agreements/new", "services/new", "claims/new", "/change"] {
        assert!(!watched.contains(link), "{link}: {watched}");
    }
    let before = agreement(&app, "mistral.1").await?;
    assert_eq!(before.elements.get("BAA-01"), Some(&Answer::Yes));
    let page = lee.get("/console/vendors/mistral").await?;
    assert_eq!(lee.send(&page, acts[0], &[]).await?.status, 303);
    let shown = lee.get("/console/vendors/mistral").await?.html;
    assert!(shown.contains("The last day of working with it"), "{shown}");
    Ok(())
}
