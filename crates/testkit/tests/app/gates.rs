//! What a compliance officer does at a gate in the console: approve, attach a file, set aside. By the same rules as the
//! commands, with the same entries in the log.

use anteroom_audit::{Hash, What, Word};
use anteroom_office::gate::{GateFile, GateKind, Status};
use anteroom_office::vendor::{self, Deployment, Determination, Kind, Party};
use anteroom_office::{Desk, gate};
use anteroom_policy::{Role, plain_day};
use anteroom_testkit::{App, Browser, OnFile, Shown};
use anyhow::{Context as _, Result};
use jiff::ToSpan as _;
use jiff::civil::Date;

const ACCESS: &str = "/console/readiness/access";
const LIST: &[u8] = b"the keys that we looked through";

/// A desk at which the command line works.
async fn desk(app: &App) -> Result<Desk> {
    OnFile::desk(app).await
}

/// A form as browsers send it with a file of this name.
async fn hand_in(
    browser: &mut Browser<'_>,
    page: &Shown,
    fields: &[(&str, &str)],
    (name, file): (&str, &[u8]),
) -> Result<Shown> {
    let csrf = [("csrf", page.hidden("csrf")?)];
    let mut body = Vec::new();
    for (name, value) in csrf.iter().chain(fields) {
        let part =
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    let head = format!(
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    );
    body.extend(head.as_bytes());
    body.extend(file);
    body.extend(b"\r\n--xyz--\r\n");
    let path = format!("{ACCESS}/attach");
    let kind = "multipart/form-data; boundary=xyz";
    browser.post_body(&path, kind, body).await
}

/// Says that somebody sees to the gate of access, and attaches what it asks for.
async fn prepare(lee: &mut Browser<'_>) -> Result<Shown> {
    let page = lee.get(ACCESS).await?;
    lee.send(&page, &format!("{ACCESS}/assign"), &[("owner", "lee")])
        .await?;
    let file = ("keys.csv", LIST);
    let put = hand_in(lee, &page, &[("note", "Keys in use")], file).await?;
    assert_eq!((put.status, &*put.location), (303, ACCESS), "{}", put.html);
    lee.get(ACCESS).await
}

async fn kept(app: &App, gate: GateKind) -> Result<GateFile> {
    let kept = desk(app).await?.find::<GateFile>(&gate.id()?).await?;
    Ok(kept.record)
}

/// What the log says that somebody who signed in did with records and files.
async fn told(app: &App, name: &str) -> Result<Vec<&'static str>> {
    let done = app.done_by(name).await?;
    let all = done.iter().filter_map(|what| match what {
        What::EvidenceFileKept(_) => Some("file kept"),
        What::EvidenceRecorded(new) if new.subject.as_str() == "gate" => Some("gate"),
        _ => None,
    });
    Ok(all.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_that_is_not_ready_is_refused_with_the_list_of_what_is_missing() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get(ACCESS).await?;
    let once = "You can approve this gate once <a href=\"#must\">";
    assert!(page.html.contains(once), "{}", page.html);
    let link = "<a href=\"#files\">No file is attached</a>";
    assert!(page.html.contains(link), "{}", page.html);
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let watched = ann.get(ACCESS).await?.html;
    assert!(watched.contains("anteroom gate attach access"), "{watched}");
    assert!(page.html.contains("anteroom key list"));
    assert!(!page.html.contains("gate attach"), "it is done right here");
    let refused = lee.send(&page, &format!("{ACCESS}/approve"), &[]).await?;
    assert_eq!(refused.status, 409);
    for says in [
        "<title>Error: ",
        "This gate was not approved. It still needs:",
        "<a href=\"#must\">No file is attached.</a>",
        "<a href=\"#must\">No owner named.</a>",
    ] {
        assert!(refused.html.contains(says), "{says}: {}", refused.html);
    }
    assert!(
        kept(&app, GateKind::Access).await.is_err(),
        "nothing is on file"
    );
    assert!(told(&app, "lee").await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_kept_as_it_came_and_its_name_is_not() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let mut ann = Browser::of(&app, "ann", &[Role::Auditor]).await?;
    let page = lee.get(ACCESS).await?;
    let named = ("Harriet Lindgren.PDF", LIST);
    let put = hand_in(&mut lee, &page, &[("note", "Keys <b>in use</b>")], named).await?;
    assert_eq!(put.status, 303, "{}", put.html);
    let file = kept(&app, GateKind::Access).await?;
    let exhibit = file.exhibits.first().context("no file")?;
    let document = &exhibit.document;
    assert_eq!(document.name.as_str(), "access-1.pdf");
    assert_eq!(document.sha256, Hash::of(LIST));
    assert_eq!(
        app.store.file_content(&document.file).await?.as_slice(),
        LIST
    );
    assert_eq!(told(&app, "lee").await?, ["file kept", "gate"]);

    let shown = ann.get(ACCESS).await?.html;
    let link = format!("{ACCESS}/files/{}", document.file);
    assert!(
        shown.contains(&link) && !shown.contains("Lindgren"),
        "{shown}"
    );
    assert!(shown.contains("Keys &#60;b&#62;in use"), "{shown}");
    let handed = ann.get(&link).await?;
    let disposition = handed.headers.get("content-disposition");
    let disposition = disposition.and_then(|value| value.to_str().ok());
    assert_eq!(disposition, Some("attachment; filename=\"access-1.pdf\""));
    assert_eq!(handed.html.as_bytes(), LIST);
    for other in [
        format!("{ACCESS}/files/nothing"),
        link.replace("access", "risk"),
    ] {
        assert_eq!(ann.get(&other).await?.status, 404, "{other}");
    }
    let second = hand_in(&mut lee, &page, &[], ("list", LIST)).await?;
    assert_eq!(second.status, 303);
    let file = kept(&app, GateKind::Access).await?;
    let names: Vec<&str> = file
        .exhibits
        .iter()
        .map(|one| one.document.name.as_str())
        .collect();
    assert_eq!(names, ["access-1.pdf", "access-2"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_kept_says_so_at_its_field() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get(ACCESS).await?;
    let (just, far) = (vec![b'a'; (10 << 20) + 1], vec![b'a'; 12 << 20]);
    for (file, says) in [
        (&b""[..], "Choose a file that is not empty."),
        (&just, "larger than 10 MB"),
        (&far, "larger than 10 MB"),
    ] {
        let wrong = hand_in(&mut lee, &page, &[("note", "Keys in use")], ("a.pdf", file)).await?;
        assert_eq!(wrong.status, 409, "{says}");
        assert!(wrong.html.contains("id=\"file-said\""), "{}", wrong.html);
        assert!(wrong.html.contains(says), "{says}: {}", wrong.html);
    }
    assert!(kept(&app, GateKind::Access).await.is_err());
    assert!(told(&app, "lee").await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approval_is_good_through_the_day_that_was_chosen_and_a_year_at_most() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = prepare(&mut lee).await?;
    let approve = format!("{ACCESS}/approve");
    assert!(page.html.contains(&approve), "{}", page.html);
    let today = desk(&app).await?.today();
    let day = |days: i64| -> Result<Date> { Ok(today.checked_add(days.days())?) };
    for wrong in [
        day(-1)?.to_string(),
        day(400)?.to_string(),
        "soon".to_owned(),
    ] {
        let refused = lee.send(&page, &approve, &[("until", &wrong)]).await?;
        assert_eq!(refused.status, 409, "{wrong}");
        assert!(
            refused.html.contains("id=\"until-said\""),
            "{}",
            refused.html
        );
    }
    assert!(kept(&app, GateKind::Access).await?.approval.is_none());
    let until = day(30)?;
    let chosen = until.to_string();
    let done = lee.send(&page, &approve, &[("until", &chosen)]).await?;
    assert_eq!((done.status, &*done.location), (303, ACCESS));
    let approval = kept(&app, GateKind::Access).await?.approval;
    let approval = approval.context("not approved")?;
    assert_eq!((approval.by.as_str(), approval.until), ("lee", until));
    let after = lee.get(ACCESS).await?.html;
    let until = plain_day(until);
    assert!(after.contains(&format!(
        "Approved by lee (who also sees to it) until {until}"
    )));
    assert!(after.contains(">Approve again</button>"), "{after}");
    assert_eq!(told(&app, "lee").await?.last(), Some(&"gate"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_at_a_gate_asks_for_the_role_and_for_our_own_page() -> Result<()> {
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    prepare(&mut lee).await?;
    let before = told(&app, "lee").await?.len();
    for role in [Role::Auditor, Role::Manager, Role::FrontDesk] {
        let id = role.code().replace('_', "-");
        let mut other = Browser::of(&app, &id, &[role]).await?;
        let page = other.get("/").await?;
        for what in ["approve", "assign", "set-aside"] {
            let sent = other.send(&page, &format!("{ACCESS}/{what}"), &[]).await?;
            assert_eq!(sent.status, 403, "{what} by {role:?}");
        }
        let put = hand_in(&mut other, &page, &[], ("a.pdf", LIST)).await?;
        assert_eq!(put.status, 403, "a file by {role:?}");
        let shown = other.get(ACCESS).await?.html;
        assert!(!shown.contains("<form method=\"post\" action=\"/console/readiness"));
        let stolen = hand_in(&mut lee, &page, &[], ("a.pdf", LIST)).await?;
        assert_eq!(stolen.status, 403, "the mark of another page");
    }
    for what in ["approve", "assign", "set-aside"] {
        let bare = lee.post(&format!("{ACCESS}/{what}"), &[]).await?;
        assert_eq!(bare.status, 403, "{what} without a mark");
    }
    assert_eq!(told(&app, "lee").await?.len(), before);
    assert!(kept(&app, GateKind::Access).await?.approval.is_none());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn agreements_are_set_aside_with_a_reason_on_machines_of_ones_own_only() -> Result<()> {
    const BAA: &str = "/console/readiness/baa";
    let app = App::start().await?;
    let mut lee = Browser::of(&app, "lee", &[Role::ComplianceOfficer]).await?;
    let page = lee.get(BAA).await?;
    let aside = format!("{BAA}/set-aside");
    assert!(!page.html.contains(&aside), "{}", page.html);
    let fields = [("reason", "Our own server, no remote support")];
    let refused = lee.send(&page, &aside, &fields).await?;
    assert_eq!(refused.status, 409);
    own_machine(&desk(&app).await?).await?;
    let page = lee.get(BAA).await?;
    assert!(page.html.contains(&aside), "{}", page.html);
    let empty = lee.send(&page, &aside, &[("reason", " ")]).await?;
    assert_eq!(empty.status, 409);
    assert!(empty.html.contains("id=\"reason-said\""), "{}", empty.html);
    assert_eq!(lee.send(&page, &aside, &fields).await?.status, 303);
    let shown = lee.get(BAA).await?.html;
    assert!(shown.contains("Does not apply"), "{shown}");
    assert!(
        shown.contains("Our own server, no remote support"),
        "{shown}"
    );
    let gates = gate::Gates::read(&desk(&app).await?).await?;
    assert_eq!(gates.one(GateKind::Baa)?.status, Status::NotApplicable);
    Ok(())
}

/// The app's local connection, on a machine that nobody but the practice runs.
async fn own_machine(desk: &Desk) -> Result<()> {
    let mut party = Party::new(Word::lossy("The box"), vendor::Role::PracticeOwned);
    party.determination = Some(Determination {
        by: Word::lossy("lee"),
        on: desk.today(),
        document: None,
    });
    desk.add(&"box".parse()?, &party).await?;
    let service = Deployment {
        party: "box".parse()?,
        connection: None,
        kind: Kind::SelfHosted,
        product: Word::lossy("vLLM"),
        endpoint: Word::lossy("127.0.0.1"),
        region: Word::lossy("us"),
        approved_by: None,
        approved_on: None,
        ended_on: None,
    };
    desk.add_to(&"box".parse()?, &service).await?;
    Ok(())
}
