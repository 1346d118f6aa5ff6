//! An incident from somebody's report to its end, and that only compliance decides.

use anteroom_audit::EntryNo;
use anteroom_office::incident::{Case, Conclusion};
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::{Context as _, Result};

const WORDS: &str = "A letter <b>went</b> to the wrong fax.";

async fn report(who: &mut Browser<'_>, receipt: &str) -> Result<Shown> {
    let page = who.get(&format!("/report?receipt={receipt}")).await?;
    let fields = [("choice", "seen"), ("words", WORDS), ("receipt", receipt)];
    who.send(&page, "/report", &fields).await
}

/// Sends one of the forms of the incident.
async fn act(who: &mut Browser<'_>, what: &str, fields: &[(&str, &str)]) -> Result<Shown> {
    let page = who.get("/account").await?;
    let path = format!("/console/incidents/{}/{what}", id(who).await?);
    who.send(&page, &path, fields).await
}

/// The id of the one incident on file.
async fn id(who: &mut Browser<'_>) -> Result<String> {
    let list = who.get("/console/incidents").await?.html;
    let (_, rest) = list
        .split_once("/console/incidents/2")
        .context("none on file")?;
    let (id, _) = rest.split_once('"').context("no link")?;
    Ok(format!("2{id}"))
}

async fn shown(who: &mut Browser<'_>) -> Result<String> {
    let id = id(who).await?;
    Ok(who.get(&format!("/console/incidents/{id}")).await?.html)
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_reports_and_compliance_takes_it_to_its_end() -> Result<()> {
    let app = App::start().await?;
    let answer = app
        .ask_for(
            "prior_authorization_letter",
            "m-echo",
            "Harriet Lindgren coughs.",
        )
        .await?;
    assert_eq!(answer.status, 200);
    let receipts = app.store.log(EntryNo(0), 1000).await?;
    let mut receipts = receipts
        .iter()
        .filter_map(|line| line.event.as_ref()?.receipt);
    let receipt = receipts.next().context("no receipt")?.to_string();
    let mut lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    let nothing = lee.get("/report").await?;
    let wrong = lee
        .send(
            &nothing,
            "/report",
            &[("noticed", "2999-01-01"), ("words", WORDS)],
        )
        .await?;
    assert_eq!(wrong.status, 400);
    for says in [
        "Choose what fits best.",
        "not in the future",
        "A letter &#60;b&#62;went",
    ] {
        assert!(wrong.html.contains(says), "{says}: {}", wrong.html);
    }
    assert_eq!(report(&mut lee, &receipt).await?.location, "/report?done");
    assert!(
        lee.get("/report?done")
            .await?
            .html
            .contains("Your report is on file.")
    );

    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    assert!(
        dana.get("/console/incidents")
            .await?
            .html
            .contains("Reported; look into it")
    );
    let page = shown(&mut dana).await?;
    for said in [
        "Reported by lee. Nobody has looked into it yet.",
        &receipt,
        "m-echo",
        "&#60;b&#62;went",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Lindgren"));

    assert_eq!(
        act(&mut dana, "hold", &[("hold", "yes")]).await?.status,
        303
    );
    let closed = app
        .ask_for("prior_authorization_letter", "m-echo", "Flu shots.")
        .await?;
    assert_ne!(closed.status, 200, "the very next request");
    let log = dana.get("/console/activity").await?.html;
    assert!(log.contains("; holds sending: "), "what kind it is: {log}");
    assert_eq!(act(&mut dana, "hold", &[("hold", "no")]).await?.status, 303);
    let open = app
        .ask_for("prior_authorization_letter", "m-echo", "Flu shots.")
        .await?;
    assert_eq!(open.status, 200, "{}", open.text);

    let early = act(&mut dana, "close", &[("cause", "The fax list was old.")]).await?;
    assert_eq!(early.status, 409, "nobody said how many are affected");
    assert!(
        !early.html.contains("anteroom incident"),
        "no commands: {}",
        early.html
    );
    let wrong = act(
        &mut dana,
        "facts",
        &[("affected", "3"), ("elsewhere", "WA 4")],
    )
    .await?;
    assert_eq!(wrong.status, 409);
    let involved = [("affected", "3"), ("elsewhere", "WA 1")];
    assert_eq!(act(&mut dana, "facts", &involved).await?.status, 303);
    let page = shown(&mut dana).await?;
    assert!(
        page.contains("2 in Ohio, 1 in Washington") && page.contains("days left"),
        "{page}"
    );
    assert!(page.contains("value=\"WA 1\""), "the forms hold it: {page}");

    let half = [
        ("nature_risk", "low"),
        ("nature_why", "Initials only."),
        ("conclusion", "no_notice"),
        ("reason", "It was shredded."),
    ];
    let refused = act(&mut dana, "assess", &half).await?;
    assert_eq!(refused.status, 409, "three factors are missing");
    assert!(
        refused
            .html
            .contains("All four factors need a rating and a note.")
    );
    let whole = [
        ("nature_risk", "low"),
        ("nature_why", "Initials only."),
        ("recipient_risk", "low"),
        (
            "recipient_why",
            "A clinic that keeps such things to itself.",
        ),
        ("acquired_risk", "low"),
        ("acquired_why", "Nobody read it."),
        ("mitigation_risk", "low"),
        ("mitigation_why", "It was shredded, and they wrote so."),
        ("conclusion", "no_notice"),
        ("reason", "It went to a clinic that shredded it unread."),
    ];
    assert_eq!(act(&mut dana, "assess", &whole).await?.status, 303);
    let page = shown(&mut dana).await?;
    assert!(
        page.contains("Nobody need be told by federal law."),
        "{page}"
    );

    // States may still ask for notices: each is noted as given.
    for (to, place) in [
        ("individuals", ""),
        ("hhs", ""),
        ("state_ag", "WA"),
        ("state_ag", "OH"),
    ] {
        let told = [("to", to), ("place", place), ("how", "given")];
        assert_eq!(
            act(&mut dana, "tell", &told).await?.status,
            303,
            "{to} {place}"
        );
    }
    let done = act(&mut dana, "close", &[("cause", "The fax list was old.")]).await?;
    assert_eq!(done.status, 303, "{}", done.html);
    let page = shown(&mut dana).await?;
    for said in [
        "Closed by dana",
        "The fax list was old.",
        "noted who was told",
        "stopped all sending",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Save what was involved"), "it is closed");
    assert_eq!(
        act(&mut dana, "hold", &[("hold", "yes")]).await?.status,
        409
    );

    let log = app.store.log(EntryNo(0), 1000).await?;
    let text = format!(
        "{:?}",
        log.iter().map(|line| &line.event).collect::<Vec<_>>()
    );
    assert!(text.contains("incident"), "each step is on record");
    assert!(
        !text.contains("fax") && !text.contains("Initials"),
        "and none of its words"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_compliance_decides_and_only_from_our_own_pages() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::FrontDesk]).await?;
    report(&mut lee, "").await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let id = id(&mut dana).await?;
    let acts = ["hold", "facts", "assess", "tell", "close"];
    for role in Role::ALL
        .iter()
        .filter(|role| **role != Role::ComplianceOfficer)
    {
        let name = format!("x-{}", role.code().replace('_', "-"));
        let mut other = Browser::of(&app, &name, &[*role]).await?;
        let own = other.get("/account").await?;
        for act in acts {
            let path = format!("/console/incidents/{id}/{act}");
            let sent = other
                .send(&own, &path, &[("hold", "yes"), ("cause", "x")])
                .await?;
            assert_eq!(sent.status, 403, "{act} for {role:?}");
        }
        let fields = [("kind", "other"), ("happened", "x")];
        let sent = other.send(&own, "/console/incidents", &fields).await?;
        assert_eq!(sent.status, 403, "{role:?}");
        assert_eq!(
            other.get("/console/incidents/new").await?.status,
            403,
            "{role:?}"
        );
    }
    for act in acts {
        let path = format!("/console/incidents/{id}/{act}");
        assert_eq!(
            dana.post(&path, &[("hold", "yes")]).await?.status,
            403,
            "{act}"
        );
    }
    assert_eq!(
        lee.post("/report", &[("choice", "other"), ("words", "x")])
            .await?
            .status,
        403
    );
    let kept = app.store.evidence("incident").await?;
    assert!(
        kept.iter().all(|kept| kept.revision == 1),
        "nothing was changed"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_opens_one_from_a_receipt_and_a_breach_needs_only_a_name() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let page = dana.get("/console/incidents/new").await?;
    let missing = dana
        .send(&page, "/console/incidents", &[("happened", "x")])
        .await?;
    assert_eq!(missing.status, 409);
    let fields = [
        ("kind", "missed_identifier"),
        ("happened", "A name was not found."),
        ("hold", "yes"),
        ("receipt", "not a receipt"),
    ];
    let opened = dana.send(&page, "/console/incidents", &fields).await?;
    assert!(
        opened.location.starts_with("/console/incidents/2"),
        "{}",
        opened.html
    );
    assert!(shown(&mut dana).await?.contains("All sending is closed"));
    let breach = [("conclusion", "breach"), ("reason", "It was read.")];
    assert_eq!(act(&mut dana, "assess", &breach).await?.status, 303);
    let kept = app.store.evidence("incident").await?;
    let kept = kept.first().context("none")?;
    let case: Case = serde_json::from_slice(&kept.body)?;
    assert_eq!(case.conclusion, Some(Conclusion::Breach));
    assert_eq!(case.assessment.decided_by, "dana");
    assert_eq!((case.reported_by, case.receipt), (None, None));
    Ok(())
}

/// Whether a refused form came back with what is wrong at its field, and with what was typed.
fn came_back(shown: &Shown, field: &str, says: &str, typed: &[&str]) -> Result<()> {
    let html = &shown.html;
    anyhow::ensure!(shown.status == 409, "{}: {html}", shown.status);
    anyhow::ensure!(html.contains("<title>Error: "), "{html}");
    anyhow::ensure!(html.contains("role=\"alert\""), "{html}");
    let link = format!("<a href=\"#{field}\">{says}");
    anyhow::ensure!(html.contains(&link), "{link}: {html}");
    for part in [format!("id=\"{field}\""), format!("id=\"{field}-said\"")] {
        anyhow::ensure!(html.contains(&part), "{part}: {html}");
    }
    for words in typed {
        anyhow::ensure!(html.contains(words), "{words} is lost: {html}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistake_on_a_form_keeps_what_was_typed() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    let new = dana.get("/console/incidents/new").await?;
    let fields = [
        ("kind", "key_leaked"),
        ("happened", WORDS),
        ("discovered", "2999-01-01"),
        ("hold", "yes"),
    ];
    let late = dana.send(&new, "/console/incidents", &fields).await?;
    let kept = [
        "&#60;b&#62;went",
        "value=\"2999-01-01\"",
        "value=\"key_leaked\" selected",
        "value=\"yes\" checked",
    ];
    came_back(&late, "discovered", "What was discovered", &kept)?;
    report(&mut dana, "").await?;

    let count = [("affected", "eight hundred"), ("elsewhere", "WA 130")];
    let shown = act(&mut dana, "facts", &count).await?;
    let kept = ["value=\"eight hundred\"", "value=\"WA 130\""];
    came_back(&shown, "affected", "Write how many people", &kept)?;
    let states = [
        ("affected", "800"),
        ("elsewhere", "WA 130, XX 2"),
        ("secured", "yes"),
    ];
    let shown = act(&mut dana, "facts", &states).await?;
    let kept = [
        "value=\"800\"",
        "value=\"WA 130, XX 2\"",
        "value=\"yes\" checked",
    ];
    came_back(&shown, "elsewhere", "Write other states", &kept)?;

    let half = [
        ("nature_risk", "low"),
        ("nature_why", "Initials only."),
        ("conclusion", "no_notice"),
        ("reason", "It was shredded."),
    ];
    let shown = act(&mut dana, "assess", &half).await?;
    let kept = [
        "Initials only.",
        "It was shredded.",
        "value=\"no_notice\" checked",
    ];
    came_back(&shown, "recipient_risk", "All four factors", &kept)?;

    let told = [("to", "state_ag"), ("note", "By letter.")];
    let shown = act(&mut dana, "tell", &told).await?;
    let kept = ["value=\"state_ag\" selected", "value=\"By letter.\""];
    came_back(&shown, "place", "Say in which state.", &kept)?;
    assert!(shown.html.contains("<details class=\"act\" open>"));

    let early = act(&mut dana, "close", &[("cause", "An old list.")]).await?;
    came_back(
        &early,
        "cause",
        "Say how many people are affected",
        &["An old list."],
    )?;
    let before = page_of(&mut dana).await?;
    assert!(
        before.contains("<a href=\"#affected\">Say how many people are affected"),
        "it is said beforehand: {before}"
    );
    act(&mut dana, "facts", &[("affected", "3")]).await?;
    let before = page_of(&mut dana).await?;
    assert!(!before.contains("<a href=\"#affected\">"), "{before}");
    assert!(before.contains("<a href=\"#tell\">Tell "), "{before}");
    Ok(())
}

async fn page_of(who: &mut Browser<'_>) -> Result<String> {
    shown(who).await
}
