//! The console as each role meets it: who sees it, who changes what, and that nobody climbs by it.

use anteroom_audit::{Actor, EntryNo, Micros, What, Word};
use anteroom_office::Desk;
use anteroom_office::flow::Flow;
use anteroom_office::gate::{Exhibit, GateFile};
use anteroom_office::incident::{Case, Kind};
use anteroom_office::vendor::{self, Party};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, PASSPHRASE, Shown, add_person};
use anyhow::Result;
use jiff::civil::Date;

/// Every page of the console that needs no id.
const PAGES: &[&str] = &[
    "/console",
    "/console/activity",
    "/console/exceptions",
    "/console/flow",
    "/console/flow.svg",
    "/console/incidents",
    "/console/laws",
    "/console/people",
    "/console/policy",
    "/console/readiness",
    "/console/reports",
    "/console/reports/review.html",
    "/console/vendors",
];

/// The passphrase on a page that shows one.
fn passphrase(shown: &Shown) -> Result<String> {
    let after = shown.html.split_once("class=\"secret\">");
    let text = after.and_then(|(_, rest)| rest.split_once('<'));
    let (passphrase, _) = text.ok_or_else(|| anyhow::anyhow!("no passphrase is shown"))?;
    Ok(passphrase.to_owned())
}

/// A desk at which the command line works, on a day long ago, so that nothing lies in the future.
fn desk(app: &App) -> Desk {
    let name = Word::lossy("tester");
    let by = By {
        actor: Actor::Operator { name },
        at: Micros(app.clock.now().as_microsecond()),
    };
    Desk::new(app.store.clone(), by, Date::constant(2026, 1, 5))
}

/// Whether this opens the door.
async fn enters(app: &App, name: &str, passphrase: &str) -> Result<bool> {
    let mut browser = Browser::new(app)?;
    let fields = [("name", name), ("passphrase", passphrase)];
    Ok(browser.post("/sign-in", &fields).await?.status == 303)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_opens_to_those_who_oversee_and_to_nobody_else() -> Result<()> {
    let app = App::start().await?;
    let mut stranger = Browser::new(&app)?;
    for path in PAGES {
        assert_eq!(stranger.get(path).await?.location, "/sign-in", "{path}");
    }
    for role in Role::ALL {
        let id = role.code().replace('_', "-");
        let mut browser = Browser::of(&app, &id, &[*role]).await?;
        let sees = [Role::ComplianceOfficer, Role::Manager, Role::Auditor].contains(role);
        for path in PAGES {
            let shown = browser.get(path).await?;
            let expected = if sees { 200 } else { 403 };
            assert_eq!(shown.status, expected, "{path} for {role:?}");
            let says = shown.html.contains("can give you a role that opens it");
            assert_eq!(says, !sees, "{path} for {role:?}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_gets_a_passphrase_once_and_comes_in() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let page = dana.get("/console/people").await?;
    let fields = [
        ("name", "Maya Osei"),
        ("id", "maya"),
        ("role", "front_desk"),
        ("role", "biller"),
    ];
    let shown = dana.send(&page, "/console/people", &fields).await?;
    assert_eq!(shown.status, 200);
    let first = passphrase(&shown)?;
    assert_eq!(first.split(' ').count(), 4);
    assert!(enters(&app, "maya", &first).await?);
    for path in ["/console/people", "/console/people/maya"] {
        let again = dana.get(path).await?;
        assert!(again.html.contains("Maya Osei") && !again.html.contains(&first));
        assert!(again.html.contains("Biller or coder, Front desk"), "{path}");
    }
    let reset = dana.send(&page, "/console/people/maya/reset", &[]).await?;
    let second = passphrase(&reset)?;
    assert_ne!(first, second);
    assert!(!enters(&app, "maya", &first).await?);
    assert!(enters(&app, "maya", &second).await?);
    let twice = dana.send(&page, "/console/people", &fields).await?;
    assert_eq!(twice.status, 400);
    assert!(!twice.html.contains("class=\"secret\""));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_or_a_shut_out_ends_what_was_open() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let page = dana.get("/console/people/maya").await?;
    assert_eq!(maya.get("/").await?.status, 200);
    dana.send(&page, "/console/people/maya/reset", &[]).await?;
    assert_eq!(maya.get("/").await?.status, 303, "the old session is over");
    let mut maya = Browser::new(&app)?;
    let able = "/console/people/maya/able";
    assert_eq!(dana.send(&page, able, &[("may", "no")]).await?.status, 303);
    let wrong = maya
        .post("/sign-in", &[("name", "maya"), ("passphrase", PASSPHRASE)])
        .await?;
    assert_eq!(wrong.status, 403);
    let list = dana.get("/console/people").await?;
    assert!(list.html.contains("state off"));
    assert_eq!(dana.send(&page, able, &[("may", "yes")]).await?.status, 303);
    assert!(
        !dana
            .get("/console/people")
            .await?
            .html
            .contains("state off")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_climbs_by_changing_people() -> Result<()> {
    let app = App::start().await?;
    let officer = [Role::ComplianceOfficer];
    let mut lee = Browser::of(&app, "lee", &officer).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    add_person(&app, "kit", &[Role::ItPartner]).await?;
    let page = dana.get("/console/people").await?;
    let above = [
        ("name", "Pat"),
        ("id", "pat"),
        ("role", "compliance_officer"),
    ];
    assert_eq!(
        dana.send(&page, "/console/people", &above).await?.status,
        400
    );
    for (path, fields) in [
        (
            "dana/roles",
            &[("role", "manager"), ("role", "compliance_officer")][..],
        ),
        (
            "dana/roles",
            &[("role", "manager"), ("role", "licensed_clinician")],
        ),
        ("dana/able", &[("may", "no")]),
        ("lee/roles", &[("role", "front_desk")]),
        ("lee/reset", &[]),
        ("lee/able", &[("may", "no")]),
        ("kit/reset", &[]),
    ] {
        let path = format!("/console/people/{path}");
        let refused = dana.send(&page, &path, fields).await?;
        assert_eq!(refused.status, 409, "{path} {fields:?}");
    }
    assert!(enters(&app, "lee", PASSPHRASE).await? && enters(&app, "kit", PASSPHRASE).await?);
    let of_lee = lee.get("/console/people/lee").await?;
    let leaving = lee
        .send(
            &of_lee,
            "/console/people/lee/roles",
            &[("role", "front_desk")],
        )
        .await?;
    assert_eq!(leaving.status, 409, "somebody else must take that role");
    let raised = lee
        .send(
            &of_lee,
            "/console/people/dana/roles",
            &[("role", "manager"), ("role", "auditor")],
        )
        .await?;
    assert_eq!(raised.status, 303);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_the_console_ask_for_the_right_and_for_our_own_page() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let (of_ann, of_maya) = (ann.get("/console").await?, maya.get("/").await?);
    let of_dana = dana.get("/console").await?;
    assert!(
        !ann.get("/console/people")
            .await?
            .html
            .contains("Add somebody")
    );
    for path in [
        "/console/people",
        "/console/people/maya/roles",
        "/console/people/maya/reset",
        "/console/people/maya/able",
    ] {
        let fields = [("role", "manager"), ("name", "Pat"), ("id", "pat")];
        for (who, page) in [(&mut ann, &of_ann), (&mut maya, &of_maya)] {
            assert_eq!(who.send(page, path, &fields).await?.status, 403, "{path}");
        }
        assert_eq!(lee.post(path, &fields).await?.status, 403, "{path}");
        assert_eq!(
            lee.send(&of_ann, path, &fields).await?.status,
            403,
            "{path}"
        );
    }
    for path in [
        "/console/readiness/training/approve",
        "/console/readiness/training/assign",
        "/console/level",
        "/console/policy/clock",
    ] {
        let fields = [("level", "1"), ("why", "Strange answers")];
        for (who, page) in [
            (&mut ann, &of_ann),
            (&mut dana, &of_dana),
            (&mut maya, &of_maya),
        ] {
            assert_eq!(who.send(page, path, &fields).await?.status, 403, "{path}");
        }
        assert_eq!(lee.post(path, &fields).await?.status, 403, "{path}");
    }
    assert!(!dana.get("/console").await?.html.contains("Lower or pause"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compliance_officer_lowers_the_level_and_raises_it_again() -> Result<()> {
    const GENERAL: &str = "Write office hours.";
    const PATIENT: &str = "Draft a letter for Harriet Lindgren, MRN: 44821907.";
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get("/console").await?;
    assert!(page.html.contains("Lower or pause"), "{}", page.html);
    let before = page.html.clone();
    for (level, general, patient, header) in [
        ("1", 200, 403, "Level 1: No patient information"),
        ("0", 403, 403, "Level 0: Nothing leaves"),
        ("2", 200, 200, "Level 2: De-identified"),
    ] {
        let fields = [("level", level), ("why", "Strange <b>answers</b>")];
        let set = lee.send(&page, "/console/level", &fields).await?;
        assert_eq!((set.status, &*set.location), (303, "/console"), "{level}");
        assert_eq!(app.ask("m-echo", GENERAL).await?.status, general, "{level}");
        assert_eq!(app.ask("m-echo", PATIENT).await?.status, patient, "{level}");
        for path in ["/console", "/system", "/"] {
            let shown = lee.get(path).await?.html;
            assert!(shown.contains(header), "{path}: {shown}");
            let why = "Strange &#60;b&#62;answers&#60;/b&#62;";
            assert!(shown.contains(why), "{path}: {shown}");
        }
    }
    for fields in [
        [("level", "4"), ("why", "x")],
        [("level", "1"), ("why", " ")],
    ] {
        let wrong = lee.send(&page, "/console/level", &fields).await?;
        assert_eq!(wrong.status, 409, "{fields:?}");
    }
    let free = [("level", "3"), ("why", "It was a test")];
    lee.send(&page, "/console/level", &free).await?;
    assert!(!lee.get("/console").await?.html.contains("class=\"held\""));
    assert!(!before.contains("class=\"held\""));
    Ok(())
}

/// What the log says of the fields of records of a kind that changed, the oldest first.
async fn changes(app: &App, subject: &str) -> Result<Vec<String>> {
    let lines = app.store.log(EntryNo(0), 500).await?;
    let events = lines.iter().filter_map(|line| line.event.as_ref());
    let own = events.filter_map(|event| match &event.what {
        What::EvidenceRecorded(record) if record.subject.as_str() == subject => {
            let changed: Vec<&str> = record.changed.iter().map(Word::as_str).collect();
            Some(changed.join(" "))
        }
        _ => None,
    });
    Ok(own.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_what_a_pause_is_about_and_no_word_of_why() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get("/console").await?;
    assert!(page.html.contains("<option value=\"strange_answers\">"));
    let why = "Harriet Lindgren called";
    let mut set = async |level, cause| {
        let fields = [("level", level), ("cause", cause), ("why", why)];
        anyhow::Ok(lee.send(&page, "/console/level", &fields).await?.status)
    };
    for (level, cause, status) in [
        ("0", "strange_answers", 303),
        ("resume", "settled", 303),
        ("1", "vendor", 303),
        ("0", "", 303),
        ("0", "Harriet Lindgren", 409),
    ] {
        assert_eq!(set(level, cause).await?, status, "{level} {cause}");
    }
    let told = changes(&app, "level").await?;
    assert_eq!(
        told,
        [
            "paused:strange_answers",
            "paused resumed:settled",
            "lowered:vendor",
            "paused resumed",
        ]
    );
    let activity = lee.get("/console/activity").await?.html;
    assert!(activity.contains("paused: strange answers). Nothing is sent"));
    let shown = activity.split("class=\"held\"").count() - 1;
    assert_eq!(
        activity.matches(why).count(),
        shown,
        "said above only, to all"
    );
    assert!(!String::from_utf8_lossy(&app.stored_bytes()?).contains("Lindgren"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn names_come_back_as_text() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get("/console/people").await?;
    let script = "<script>alert(1)</script>";
    let fields = [("name", script), ("id", "pat"), ("role", "front_desk")];
    let shown = lee.send(&page, "/console/people", &fields).await?;
    assert_eq!(shown.status, 200);
    for path in ["/console/people", "/console/people/pat"] {
        let shown = lee.get(path).await?;
        assert!(!shown.html.contains("<script>alert"), "{path}");
        assert!(shown.html.contains("alert(1)"), "{path}");
    }
    assert_eq!(lee.get("/console/people/nobody").await?.status, 404);
    assert_eq!(lee.get("/console/people/%3Cscript%3E").await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_is_not_approved_before_its_conditions_hold() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let list = lee.get("/console/readiness").await?;
    assert!(list.html.contains("0 of 8 gates are ready"));
    assert!(list.html.contains("Not legal advice"));
    let gate = lee.get("/console/readiness/training").await?;
    assert_eq!(gate.status, 200);
    assert!(
        !gate.html.contains("/approve"),
        "there is nothing to approve"
    );
    let path = "/console/readiness/training/approve";
    assert_eq!(lee.send(&gate, path, &[]).await?.status, 409);
    assert_eq!(lee.get("/console/readiness/nothing").await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_system_page_opens_to_those_who_run_it_and_shows_no_content() -> Result<()> {
    let app = App::start().await?;
    app.ask("m-echo", "Please call Harriet Lindgren at 740-555-0141.")
        .await?;
    for role in Role::ALL {
        let id = role.code().replace('_', "-");
        let mut browser = Browser::of(&app, &id, &[*role]).await?;
        let sees = [Role::ComplianceOfficer, Role::ItPartner].contains(role);
        let shown = browser.get("/system").await?;
        assert_eq!(shown.status, if sees { 200 } else { 403 }, "{role:?}");
        assert!(!shown.html.contains("Lindgren"));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_shown_without_content_and_checked() -> Result<()> {
    let app = App::start().await?;
    let model = "m-echo";
    app.ask(model, "Please call Harriet Lindgren at 740-555-0141.")
        .await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let shown = ann.get("/console/activity?check=yes").await?;
    assert!(shown.html.contains("The log is whole"));
    for word in ["Lindgren", "555-0141"] {
        assert!(!shown.html.contains(word), "{word}");
    }
    let (_, rest) = shown
        .html
        .split_once("/console/activity/")
        .unwrap_or_default();
    let path = format!(
        "/console/activity/{}",
        rest.split('"').next().unwrap_or_default()
    );
    let receipt = ann.get(&path).await?;
    assert_eq!(receipt.status, 200, "{path}");
    assert!(!receipt.html.contains("Lindgren"));
    let door = ann.get("/console/activity?kind=door&who=ann").await?;
    assert!(door.html.contains("signed in.") && !door.html.contains("sent a text to"));
    let other_day = ann.get("/console/activity?day=1999-01-01").await?;
    assert!(other_day.html.contains("Nothing found."));
    assert_eq!(ann.get("/console/activity/nothing").await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_review_is_handed_over_in_its_forms() -> Result<()> {
    let app = App::start().await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    for (file, holds) in [
        ("review.html", "Readiness review"),
        ("review.md", "# Readiness review"),
        ("review.json", "\"gates_ready\": 0"),
    ] {
        let shown = ann.get(&format!("/console/reports/{file}")).await?;
        assert_eq!(shown.status, 200, "{file}");
        assert!(shown.html.contains(holds), "{file}");
    }
    assert_eq!(ann.get("/console/reports/other.txt").await?.status, 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compliance_officer_approves_a_gate_once_all_else_holds() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let desk = desk(&app);
    let exhibit = Exhibit {
        document: desk.attach(&Word::lossy("keys.txt"), b"reviewed".to_vec())?,
        on: desk.today(),
        note: None,
    };
    let file = GateFile {
        owner: Some(Word::lossy("Dana")),
        exhibits: vec![exhibit],
        ..GateFile::default()
    };
    desk.add(&"access".parse()?, &file).await?;
    let path = "/console/readiness/access";
    let seen = dana.get(path).await?;
    assert!(seen.html.contains("keys.txt") && !seen.html.contains("/approve"));
    let gate = lee.get(path).await?;
    assert!(gate.html.contains("/console/readiness/access/approve"));
    let approved = lee.send(&gate, &format!("{path}/approve"), &[]).await?;
    assert_eq!(approved.status, 303);
    let after = lee.get(path).await?;
    assert!(after.html.contains("state good") && after.html.contains("lee approved it"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_map_is_approved_and_a_change_of_it_is_named() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let desk = desk(&app);
    let file = GateFile {
        owner: Some(Word::lossy("Dana")),
        ..GateFile::default()
    };
    desk.add(&"data-flow".parse()?, &file).await?;
    let (path, approve) = ("/console/flow", "/console/flow/approve");
    let page = lee.get(path).await?;
    assert!(page.html.contains("Nobody has approved this map"));
    let of_ann = ann.get(path).await?;
    assert!(!of_ann.html.contains(approve));
    assert_eq!(ann.send(&of_ann, approve, &[]).await?.status, 403);
    assert_eq!(lee.post(approve, &[]).await?.status, 403);
    assert_eq!(lee.send(&page, approve, &[]).await?.status, 303);
    assert!(lee.get(path).await?.html.contains("Nothing changed since."));
    let by = By {
        actor: Actor::System,
        at: Micros(app.clock.now().as_microsecond()),
    };
    app.store.create_key(&by, Word::lossy("new tool")).await?;
    let changes = Flow::read(&desk).await?.changes();
    let shown = ann.get(path).await?;
    assert!(shown.html.contains("no longer as it was approved"));
    assert!(!changes.is_empty() && shown.html.contains("new tool"));
    assert!(
        ann.get("/console")
            .await?
            .html
            .contains("The data map changed")
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_records_say_comes_back_as_text_and_waits_on_the_first_page() -> Result<()> {
    let app = App::start().await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let desk = desk(&app);
    let script = "<script>alert(1)</script>";
    let party = Party::new(Word::lossy(script), vendor::Role::BusinessAssociate);
    desk.add(&"acme".parse()?, &party).await?;
    let case = Case::new(Kind::WrongPerson, script.parse()?, desk.today());
    desk.add(&"2026.1".parse()?, &case).await?;
    for (path, holds) in [
        ("/console/vendors", "alert(1)"),
        ("/console/vendors/acme", "alert(1)"),
        ("/console/incidents", "2026.1"),
        ("/console/incidents/2026.1", "alert(1)"),
        ("/console", "Incident 2026.1"),
    ] {
        let shown = ann.get(path).await?;
        assert_eq!(shown.status, 200, "{path}");
        assert!(shown.html.contains(holds), "{path}");
        assert!(!shown.html.contains("<script>alert"), "{path}");
    }
    for path in ["/console/vendors/nobody", "/console/incidents/2026.9"] {
        assert_eq!(ann.get(path).await?.status, 404, "{path}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compliance_officer_says_who_sees_to_a_gate() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let (gate, assign) = (
        "/console/readiness/data-flow",
        "/console/readiness/data-flow/assign",
    );
    let link = "href=\"/console/readiness/data-flow#assign\">No owner named";
    let map = lee.get("/console/flow").await?;
    assert!(map.html.contains(link), "{}", map.html);
    let page = lee.get(gate).await?;
    assert!(page.html.contains("href=\"#assign\">No owner named"));
    assert!(page.html.contains("<option>lee</option>"), "{}", page.html);
    assert!(!ann.get(gate).await?.html.contains(assign));

    for (owner, due, field) in [
        ("Nobody Known", "2999-01-31", "owner"),
        ("lee", "soon", "due"),
    ] {
        let fields = [("owner", owner), ("due", due)];
        let wrong = lee.send(&page, assign, &fields).await?;
        assert_eq!(wrong.status, 409, "{owner} {due}");
        for says in [
            "role=\"alert\"",
            &format!("id=\"{field}-said\""),
            &format!("value=\"{due}\""),
        ] {
            assert!(wrong.html.contains(says), "{says}: {}", wrong.html);
        }
    }
    let fields = [("owner", "lee"), ("due", "2999-01-31")];
    let set = lee.send(&page, assign, &fields).await?;
    assert_eq!((set.status, &*set.location), (303, gate));
    let kept = desk(&app).find::<GateFile>(&"data-flow".parse()?).await?;
    let owner = kept.record.owner.as_ref().map(Word::as_str);
    assert_eq!((owner, kept.by.as_str()), (Some("lee"), "lee"));
    let page = lee.get(gate).await?.html;
    assert!(
        page.contains("lee said who sees to it, set the day"),
        "{page}"
    );
    assert!(page.contains("value=\"2999-01-31\""), "{page}");
    let map = lee.get("/console/flow").await?;
    assert!(!map.html.contains(link), "it is mended");
    assert!(map.html.contains("/console/flow/approve"), "{}", map.html);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_is_said_first_and_ended_by_its_name() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get("/console").await?;
    let set = async |lee: &mut Browser<'_>, level: &str| -> Result<String> {
        let fields = [("level", level), ("why", "Strange answers")];
        let set = lee.send(&page, "/console/level", &fields).await?;
        anyhow::ensure!(set.status == 303, "{level}: {}", set.status);
        Ok(lee.get("/console").await?.html)
    };
    let low = set(&mut lee, "1").await?;
    assert!(low.contains(">End the lowering</button>"), "{low}");
    assert!(low.contains("lowered to level 1"), "{low}");
    let paused = set(&mut lee, "0").await?;
    assert!(paused.contains("Why not higher: lee paused everything on"));
    assert!(paused.contains("value=\"resume\">End the pause</button>"));
    for other in [
        "lowered to level 1",
        "by hand or because of an incident",
        "Let your records decide",
    ] {
        assert!(!paused.contains(other), "{other}: {paused}");
    }
    let again = set(&mut lee, "resume").await?;
    assert!(again.contains("lowered to level 1"), "what held before");
    let free = set(&mut lee, "3").await?;
    assert!(!free.contains("class=\"held\""), "{free}");

    let desk = desk(&app);
    let mut case = Case::new(Kind::KeyLeaked, "A key was lost.".parse()?, desk.today());
    case.holds_sending = true;
    desk.add(&"2026.1".parse()?, &case).await?;
    let held = lee.get("/console").await?.html;
    let says = "Why not higher: Incident 2026.1 stops all sending.";
    assert!(held.contains(says), "{held}");
    let link = "<a href=\"/console/incidents/2026.1\">Open the incident</a>";
    assert!(held.contains(link), "{held}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_names_one_next_step_of_the_review() -> Result<()> {
    let app = App::start().await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let page = ann.get("/console").await?.html;
    for says in [
        "One next step",
        "<a href=\"/console/readiness/baa\">Agreements (BAA)</a>",
        "<dd>Nobody yet</dd>",
        "<dd>60 minutes</dd>",
        "Level 2, de-identified text",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let file = GateFile {
        owner: Some(Word::lossy("Dana")),
        ..GateFile::default()
    };
    desk(&app).add(&"baa".parse()?, &file).await?;
    let page = ann.get("/console").await?.html;
    assert!(page.contains("<dd>Dana</dd>"), "{page}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_nothing_of_the_map_is_cut_off() -> Result<()> {
    let app = App::start().await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let page = ann.get("/console/flow").await?.html;
    for title in ["From", "To", "Carries", "Where and how safe", "Agreement"] {
        let cell = format!("<td role=\"cell\" data-title=\"{title}\">");
        assert!(page.contains(&cell), "{title}: {page}");
    }
    let drawn = ann.get("/console/flow.svg").await?.html;
    let listed = drawn.split("<text x=\"40\"").skip(1);
    for line in listed {
        let (line, _) = line.split_once("</text>").unwrap_or((line, ""));
        assert!(!line.contains('…'), "{line}");
        assert!(line.chars().count() < 180, "{line}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_role_opens_is_said_where_it_is_given() -> Result<()> {
    let app = App::start().await?;
    let mut dana = Browser::of(&app, "dana", &[Role::Manager]).await?;
    let _maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    for path in ["/console/people", "/console/people/maya"] {
        let page = dana.get(path).await?;
        let says = "No patient information goes into them.";
        assert!(page.html.contains(says), "{path}: {}", page.html);
        assert!(
            page.html.contains("aria-describedby=\"r-front_desk\""),
            "{path}"
        );
    }
    Ok(())
}
