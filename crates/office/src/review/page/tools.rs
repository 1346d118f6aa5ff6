//! What is in use: tools and connections, where data goes, what was agreed about it.

use anteroom_audit::Word;
use anteroom_export::{Block, Cell, Tone};

use super::{day, text};
use crate::review::beside::{ApprovalRow, LoneAgreementRow};
use crate::review::prepare::Review;
use crate::review::rows::{AgreementRow, ConnectionRow, FlowRow, Known, WayRow};

pub(super) fn tools(review: &Review) -> Vec<Block> {
    let used = |one: &ConnectionRow| {
        let models: Vec<&str> = one.models.iter().map(Word::as_str).collect();
        vec![
            text(&one.name),
            one.provider.as_str().replace('_', " ").into(),
            models.join(", ").into(),
            one.replacing.as_str().into(),
        ]
    };
    let columns = [
        ("Connection", 3),
        ("Provider", 3),
        ("Models", 5),
        ("Patient details become", 3),
    ];
    let mut blocks = vec![
        Block::part("Tools and connections"),
        Block::table(
            &columns,
            review.connections.iter().map(used).collect(),
            "No connection is set up.",
        ),
    ];
    blocks.extend(review.connections.iter().flat_map(reasons));
    blocks.extend([
        Block::part("Where data goes"),
        approval(&review.flow),
        ways(&review.flow.ways),
        Block::part("Agreements, retention and training use"),
        terms(&review.agreements),
    ]);
    if !review.lone_agreements.is_empty() {
        blocks.push(Block::section("Agreements without a service on file"));
        blocks.push(lone_agreements(&review.lone_agreements));
    }
    if !review.approvals.is_empty() {
        blocks.push(Block::section("Approvals of connections"));
        blocks.push(approvals(&review.approvals));
    }
    blocks
}

/// Every reason of a connection that has more than the first page has room for.
fn reasons(connection: &ConnectionRow) -> Vec<Block> {
    if connection.why.len() < 2 {
        return Vec::new();
    }
    let items = connection.why.clone();
    let title = format!("What keeps {} from opening further", connection.name);
    vec![Block::section(&title), Block::List { items }]
}

fn approval(flow: &FlowRow) -> Block {
    let (tone, title) = match (&flow.approved_by, flow.approved_on) {
        (Some(by), Some(on)) if flow.is_approved => {
            (Tone::Good, format!("Approved as it is, by {by} on {on}"))
        }
        (Some(by), Some(on)) => (
            Tone::Bad,
            format!("Approved by {by} on {on}; that approval no longer holds"),
        ),
        _ => (Tone::Bad, "Nobody has approved this map yet".to_owned()),
    };
    let lines = flow.changes.clone();
    Block::Callout { tone, title, lines }
}

fn ways(ways: &[WayRow]) -> Block {
    let row = |way: &WayRow| {
        vec![
            Cell::from(format!("{} to {}", way.from, way.to)),
            way.what.as_str().into(),
            way.data.words().into(),
            format!("{}; {}", way.region, way.encryption).into(),
            format!("{}; {}", way.retention, way.agreement).into(),
        ]
    };
    Block::table(
        &[
            ("Way", 4),
            ("What goes along", 4),
            ("At most", 3),
            ("Where, and how it is protected", 5),
            ("Kept for how long; agreement", 5),
        ],
        ways.iter().map(row).collect(),
        "Nothing is connected.",
    )
}

fn terms(services: &[AgreementRow]) -> Block {
    let row = |one: &AgreementRow| {
        vec![
            Cell::from(format!(
                "{}, {} at {} ({})",
                one.vendor, one.product, one.endpoint, one.region
            )),
            Cell::judged(one.is_covered, agreement(one)),
            lacking(one.lacks),
            known(&one.retention),
            known(&one.training_use),
        ]
    };
    Block::table(
        &[
            ("Service", 4),
            ("Agreement", 5),
            ("Elements missing", 3),
            ("How long text is kept", 5),
            ("Models learn from it", 5),
        ],
        services.iter().map(row).collect(),
        "No service in use is on file.",
    )
}

fn lone_agreements(agreements: &[LoneAgreementRow]) -> Block {
    let row = |one: &LoneAgreementRow| {
        vec![
            text(&one.vendor),
            one.state.as_str().into(),
            day(one.until),
            lacking(one.lacks),
        ]
    };
    Block::table(
        &[
            ("Company", 4),
            ("Agreement", 3),
            ("Last day", 3),
            ("Elements missing", 3),
        ],
        agreements.iter().map(row).collect(),
        "None.",
    )
}

fn approvals(approvals: &[ApprovalRow]) -> Block {
    let row = |one: &ApprovalRow| {
        let until = one.until.map_or("no day".to_owned(), |day| day.to_string());
        let decides = match one.decides {
            true => "yes",
            false => "no; the services on file do",
        };
        vec![
            text(&one.connection),
            one.purpose.as_str().into(),
            format!("{}, {}", one.by, one.on).into(),
            until.into(),
            Cell::judged(
                one.no_training,
                if one.no_training {
                    "no"
                } else {
                    "not ruled out"
                },
            ),
            decides.into(),
        ]
    };
    Block::table(
        &[
            ("Connection", 3),
            ("For", 3),
            ("Approved by", 5),
            ("Agreement until", 3),
            ("Models learn from it", 3),
            ("Decides now", 3),
        ],
        approvals.iter().map(row).collect(),
        "None.",
    )
}

fn lacking(count: usize) -> Cell {
    match count {
        0 => "none".into(),
        lacks => Cell::judged(false, lacks.to_string()),
    }
}

/// Whether an agreement reaches a service, until when, and the connection that it serves.
fn agreement(one: &AgreementRow) -> String {
    let until = one.until.filter(|_| one.is_covered);
    let until = until.map(|day| format!(", until {day}"));
    let by = one
        .connection
        .as_ref()
        .map(|name| format!("; connection {name}"));
    let (until, by) = (until.unwrap_or_default(), by.unwrap_or_default());
    format!("{}{until}{by}", one.reach)
}

fn known(known: &Known) -> Cell {
    match &known.value {
        Some(value) => Cell::judged(known.is_good, format!("{value} ({})", known.standing)),
        None => Cell::judged(false, known.standing.as_str()),
    }
}
