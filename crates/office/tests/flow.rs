//! The map of where data goes on a real store: what it shows, what was approved, and how it notices every change.

mod support;

use anteroom_audit::{Closed, Closing, Found, Hash, Micros, Opened, ReceiptId, Word};
use anteroom_office::Desk;
use anteroom_office::flow::{DataClass, Flow, FlowApproval, mermaid, svg};
use anteroom_office::vendor::{Deployment, Kind, Party, Role};
use anteroom_policy::Standing;
use anteroom_store::{NewConnection, OpenRequest};
use jiff::civil::{Date, date};
use support::{NOW, by, desk, id};

const FIRST: Date = date(2026, 11, 26);

fn word(text: &str) -> Word {
    Word::lossy(text)
}

async fn connect(desk: &Desk, name: &str, host: &str) -> anyhow::Result<()> {
    let new = NewConnection {
        name: word(name),
        provider: word("mistral"),
        base_url: word(&format!("https://{host}")),
        host: word(host),
        models: vec![word(&format!("model-{name}"))],
        upstream_key: None,
    };
    Ok(desk.store().add_connection(&by(), new).await?)
}

fn service(host: &str, region: &str) -> Deployment {
    Deployment {
        party: id("mistral"),
        connection: Some(word("main")),
        kind: Kind::EnterpriseApi,
        product: word("API"),
        endpoint: word(host),
        region: word(region),
        approved_by: Some(word("Dana")),
        approved_on: Some(FIRST),
        ended_on: None,
    }
}

/// A vendor with a subcontractor, and one connection to it.
async fn set_up(desk: &Desk) -> anyhow::Result<()> {
    desk.add(
        &id("mistral"),
        &Party::new(word("Mistral AI"), Role::BusinessAssociate),
    )
    .await?;
    let cloud = Party {
        works_for: Some(id("mistral")),
        ..Party::new(word("Cloud & Sons"), Role::Subcontractor)
    };
    desk.add(&id("cloud"), &cloud).await?;
    connect(desk, "main", "api.us.mistral.ai").await?;
    desk.add_to(&id("mistral"), &service("api.us.mistral.ai", "us"))
        .await?;
    Ok(())
}

async fn approve(desk: &Desk) -> anyhow::Result<()> {
    let approval = Flow::read(desk).await?.approve(word("Dana"), None)?;
    Ok(desk.put(&FlowApproval::id()?, &approval).await?)
}

/// A request that really left.
async fn send(desk: &Desk, host: &str, after: i64) -> anyhow::Result<()> {
    let number = u128::try_from(after)?;
    let request = OpenRequest {
        id: ReceiptId(uuid::Uuid::from_u128(number)),
        at: Micros(NOW.0 + after),
        actor: by().actor,
        opened: Opened {
            connection: word("main"),
            model: word("model-main"),
            host: word(host),
            endpoint: word("chat"),
            decision: word("allow_deidentified"),
            reasons: Vec::new(),
            found: Found::from([(word("name"), 1)]),
            replacing: None,
            purpose: None,
            part2_consent: None,
            removed: Found::new(),
            placeholders: 1,
            body_sha256: Hash::ZERO,
            bytes: 1,
            rule_set: word("rules"),
            facts_sha256: Hash::ZERO,
        },
        facts: "{}".to_owned(),
        mapping: None,
    };
    let open = desk.store().recorder().open(request).await?;
    open.close(Closed::only(Closing::Answered));
    Ok(desk.store().recorder().flush().await?)
}

#[tokio::test]
async fn every_change_is_named_and_takes_the_approval_away() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder, FIRST).await;
    set_up(&desk).await?;
    let flow = Flow::read(&desk).await?;
    assert!(flow.approved.is_none() && !flow.is_approved());
    assert_eq!(flow.standing("main"), Standing::Missing);
    approve(&desk).await?;
    let flow = Flow::read(&desk).await?;
    assert!(flow.is_approved() && flow.changes().is_empty());
    assert_eq!(flow.standing("main"), Standing::Approved);

    desk.store().create_key(&by(), word("spare")).await?;
    let flow = Flow::read(&desk).await?;
    assert_eq!(
        flow.changes(),
        ["The key spare is new: it leads to Anteroom; the map does not have it."]
    );
    assert_eq!(flow.standing("main"), Standing::Stale);

    connect(&desk, "second", "api.mistral.ai").await?;
    let flow = Flow::read(&desk).await?;
    assert_eq!(flow.standing("second"), Standing::Missing);
    assert_eq!(flow.standing("none"), Standing::Missing);

    desk.store().revoke_connection(&by(), &word("main")).await?;
    connect(&desk, "main", "api.eu.mistral.ai").await?;
    desk.add_to(&id("mistral"), &service("api.eu.mistral.ai", "eu"))
        .await?;
    let flow = Flow::read(&desk).await?;
    let changes = flow.changes();
    for says in [
        "The connection main now goes to api.eu.mistral.ai; the map says api.us.mistral.ai.",
        "The connection main is now handled in eu; the map says us.",
    ] {
        assert!(changes.iter().any(|change| change == says), "{changes:?}");
    }
    assert_eq!(flow.standing("main"), Standing::ApprovedOtherEndpoint);
    approve(&desk).await?;
    let flow = Flow::read(&desk).await?;
    assert_eq!(flow.standing("main"), Standing::Approved);
    assert_eq!(flow.approved.map(|kept| kept.revision), Some(2));
    Ok(())
}

#[tokio::test]
async fn the_approval_ends_on_its_day() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder, FIRST).await;
    set_up(&desk).await?;
    approve(&desk).await?;
    for (today, expected) in [
        (date(2027, 11, 26), Standing::Approved),
        (date(2027, 11, 27), Standing::Stale),
    ] {
        let later = Desk::new(desk.store().clone(), by(), today);
        assert_eq!(Flow::read(&later).await?.standing("main"), expected);
    }
    Ok(())
}

#[tokio::test]
async fn what_was_really_sent_is_held_against_the_map() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder, FIRST).await;
    set_up(&desk).await?;
    approve(&desk).await?;
    send(&desk, "api.us.mistral.ai", 1).await?;
    send(&desk, "api.us.mistral.ai", 2).await?;
    let flow = Flow::read(&desk).await?;
    let [seen] = &*flow.seen else {
        anyhow::bail!("one way: {:?}", flow.seen);
    };
    assert_eq!((seen.requests, seen.data), (2, DataClass::Deidentified));
    assert!(flow.is_approved());
    send(&desk, "elsewhere.example", 3).await?;
    let flow = Flow::read(&desk).await?;
    assert_eq!(
        flow.changes(),
        ["Text went to elsewhere.example through the connection main; the map does not have that."]
    );
    assert!(!flow.is_approved());
    Ok(())
}

#[tokio::test]
async fn a_map_that_was_changed_by_hand_is_not_kept() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder, FIRST).await;
    set_up(&desk).await?;
    let mut approval = Flow::read(&desk).await?.approve(word("Dana"), None)?;
    approval.map.edges.clear();
    assert!(desk.put(&FlowApproval::id()?, &approval).await.is_err());
    Ok(())
}

#[tokio::test]
async fn every_way_is_in_every_drawing() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let desk = desk(&folder, FIRST).await;
    set_up(&desk).await?;
    desk.store()
        .create_key(&by(), word("<front> \"desk\" & co]"))
        .await?;
    let map = Flow::read(&desk).await?.map;
    let (drawn, chart) = (svg(&map, "Where <data> goes"), mermaid(&map));
    assert!(drawn.contains("<title id=\"title\">Where &lt;data&gt; goes</title>"));
    assert_eq!(drawn.matches("class=\"badge\"").count(), map.edges.len());
    assert_eq!(drawn.matches("<g><title>").count(), map.nodes.len());
    assert!(drawn.contains("Cloud &amp; Sons") && !drawn.contains("<front>"));
    let arrows = chart.lines().filter(|line| line.contains("|\"")).count();
    assert_eq!(arrows, map.edges.len());
    assert!(
        !chart.contains("<front>") && !chart.contains("co]"),
        "{chart}"
    );
    Ok(())
}
