//! The free question: off by itself, switched on by the compliance officer alone, and for nothing that looks like a
//! patient's.

use anteroom_audit::{EntryNo, What};
use anteroom_policy::Role;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::Result;

const ASK: &str = "/tasks/free-question";

/// The compliance officer sets the switch.
async fn switch(browser: &mut Browser<'_>, to: &str) -> Result<Shown> {
    let page = browser.get("/account").await?;
    let fields = [("questions", to)];
    browser
        .send(&page, "/console/policy/questions", &fields)
        .await
}

/// Asks something.
async fn ask(browser: &mut Browser<'_>, question: &str) -> Result<Shown> {
    let page = browser.get("/account").await?;
    let fields = [("f.question", question), ("action", "create")];
    browser.send(&page, ASK, &fields).await
}

/// What was logged of the switch.
async fn logged(app: &App) -> Result<Vec<String>> {
    let lines = app.store.log(EntryNo(0), 500).await?;
    let events = lines.iter().filter_map(|line| line.event.as_ref());
    let set = events.filter_map(|event| match &event.what {
        What::EvidenceRecorded(record) if record.subject.as_str() == "free_questions" => {
            Some(format!("{:?} {:?}", event.actor, record.changed))
        }
        _ => None,
    });
    Ok(set.collect())
}

fn sent(app: &App) -> usize {
    app.upstream.record().requests().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_off_until_the_compliance_officer_switches_it_on() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    for (is_on, to) in [(false, ""), (true, "on"), (true, "on"), (false, "off")] {
        if !to.is_empty() {
            assert_eq!(switch(&mut dana, to).await?.status, 303);
        }
        let home = maya.get("/").await?;
        assert_eq!(home.html.contains("href=\"/ask\""), is_on, "{to}");
        for path in ["/ask", ASK, "/ask?example"] {
            let shown = maya.get(path).await?;
            assert_eq!(shown.status, if is_on { 200 } else { 403 }, "{path} {to}");
            assert_eq!(shown.html.contains("switched off here"), !is_on, "{path}");
        }
    }
    let stopped = ask(&mut maya, "How warm should a waiting room be?").await?;
    assert_eq!((stopped.status, sent(&app)), (403, 0));
    let look = maya.get("/account").await?;
    let looked = maya
        .send(&look, "/look/free-question", &[("f.question", "x")])
        .await?;
    assert_eq!(looked.status, 404);
    let told = logged(&app).await?;
    assert_eq!(told.len(), 2, "only what changed: {told:?}");
    assert!(
        told[0].contains("dana") && told[0].contains("allowed:yes"),
        "{told:?}"
    );
    assert!(told[1].contains("allowed:no"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_switches_it() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    for role in [
        Role::Manager,
        Role::Auditor,
        Role::FrontDesk,
        Role::ItPartner,
    ] {
        let mut other = Browser::of(&app, &role.code().replace('_', "-"), &[role]).await?;
        assert_eq!(switch(&mut other, "on").await?.status, 403, "{role:?}");
        let sees = matches!(role, Role::Manager | Role::Auditor);
        let page = other.get("/console/policy").await?;
        assert_eq!(page.status, if sees { 200 } else { 403 }, "{role:?}");
        assert!(!page.html.contains("Switch free questions on"), "{role:?}");
    }
    let forged = dana
        .post("/console/policy/questions", &[("questions", "on")])
        .await?;
    assert_eq!(forged.status, 403, "without our mark");
    assert!(logged(&app).await?.is_empty());
    switch(&mut dana, "on").await?;
    let mut omar = Browser::of(&app, "omar", &[Role::Auditor]).await?;
    assert_eq!(
        omar.get("/ask").await?.status,
        404,
        "who writes nothing asks nothing"
    );
    assert!(!omar.get("/console").await?.html.contains("href=\"/ask\""));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_takes_the_way_of_every_task() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    switch(&mut dana, "on").await?;
    let form = maya.get("/ask").await?;
    assert_eq!(form.html.matches("<textarea").count(), 1, "one text box");
    assert!(form.html.contains(">Ask</button>") && !form.html.contains(">Create</button>"));
    let asked = ask(&mut maya, "How warm should a waiting room be?").await?;
    assert_eq!(asked.status, 303, "{}", asked.html);
    let result = maya.get_finished(&asked.location).await?;
    assert!(result.html.contains("Receipt") && result.html.contains("Ask a question"));
    assert!(sent(&app) > 0);
    let list = maya.get("/runs").await?;
    assert!(list.html.contains("Ask a question</a>"));
    let other = dana.get(&asked.location).await?;
    assert_eq!(other.status, 404, "hers alone");
    let before = sent(&app);
    switch(&mut dana, "off").await?;
    let kept = maya.get(&asked.location).await?;
    assert_eq!(kept.status, 200, "what was asked stays");
    let again = maya
        .send(&kept, &format!("{}/again", asked.location), &[])
        .await?;
    assert_eq!((again.status, sent(&app)), (403, before));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_found_stops_it() -> Result<()> {
    let app = App::start().await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::ComplianceOfficer]).await?;
    switch(&mut dana, "on").await?;
    for (question, found) in [
        (
            "Can Harriet Lindgren, 614-555-0142, park here?",
            "1 phone number",
        ),
        ("Is the road to Dayton, Ohio open?", "Dayton"),
    ] {
        let asked = ask(&mut maya, question).await?;
        assert!(
            asked.location.ends_with("/review"),
            "{question}: {}",
            asked.html
        );
        let stopped = maya.get(&asked.location).await?;
        for says in [
            "Nothing was sent",
            "Why we stopped",
            "What you can do",
            found,
        ] {
            assert!(
                stopped.html.contains(says),
                "{question}, {says}: {}",
                stopped.html
            );
        }
        assert!(!stopped.html.contains("value=\"send\""), "{question}");
        let fields = [("read", "yes"), ("seen", stopped.hidden("seen")?)];
        let forced = maya.send(&stopped, &asked.location, &fields).await?;
        assert_ne!(forced.status, 303, "{question}");
    }
    assert_eq!(sent(&app), 0);
    // A word that its sender says is none leaves, and the log says so.
    let page = maya.get("/account").await?;
    let fields = [
        ("f.question", "Is the road to Dayton, Ohio open?"),
        ("keep", "town Dayton"),
        ("keep", "town Dayton, Ohio"),
        ("keep", "town Ohio"),
        ("action", "create"),
    ];
    let asked = maya.send(&page, ASK, &fields).await?;
    assert!(!asked.location.ends_with("/review"), "{}", asked.location);
    let refused = ask(&mut maya, "What does my patient have?").await?;
    assert_eq!(refused.status, 400, "no diagnosis");
    Ok(())
}
