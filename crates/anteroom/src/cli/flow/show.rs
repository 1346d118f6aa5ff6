//! `anteroom flow show` and `diff`.

use anteroom_office::flow::{Edge, Flow, FlowApproval, Seen};
use anteroom_office::{Desk, Kept, NOT_LEGAL_ADVICE};
use serde_json::{Value, json};

use crate::cli::when;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal::{self, Tone};

pub(super) async fn map(desk: &Desk, as_json: bool) -> Outcome {
    let flow = Flow::read(desk).await?;
    if as_json {
        terminal::json(&json!({
            "map": flow.map, "sha256": flow.map.hash()?, "approved": approved(&flow), "changes": flow.changes(),
            "sent": flow.seen, "notice": NOT_LEGAL_ADVICE,
        }))?;
        return Ok(Exit::Done);
    }
    for (index, edge) in flow.map.edges.iter().enumerate() {
        way(&flow, index + 1, edge)?;
    }
    stands(&flow)?;
    terminal::line(format_args!("\n{NOT_LEGAL_ADVICE}"))?;
    Ok(Exit::Done)
}

pub(super) async fn diff(desk: &Desk, as_json: bool) -> Outcome {
    let flow = Flow::read(desk).await?;
    match as_json {
        true => terminal::json(&json!({
            "approved": approved(&flow), "is_approved": flow.is_approved(), "changes": flow.changes(),
        }))?,
        false => stands(&flow)?,
    }
    Ok(match flow.is_approved() {
        true => Exit::Done,
        false => Exit::No,
    })
}

fn approved(flow: &Flow) -> Option<Value> {
    flow.approved.as_ref().map(|kept| {
        let FlowApproval {
            hash,
            by,
            on,
            until,
            ..
        } = &kept.record;
        json!({ "version": kept.revision, "sha256": hash, "by": by, "on": on, "until": until })
    })
}

fn way(flow: &Flow, number: usize, edge: &Edge) -> Result<(), Failure> {
    let name = |id: &str| {
        flow.map
            .node(id)
            .map_or_else(|| id.to_owned(), |node| node.name.clone())
    };
    let at = edge
        .address
        .as_ref()
        .map(|address| format!(" at {address}"));
    terminal::line(format_args!(
        "{number:>3}  {}: {} -> {}{}\n     carries {}; at most {}\n     region: {}; protected by: {}; kept: {}; agreement: {}",
        edge.name,
        name(&edge.from),
        name(&edge.to),
        at.unwrap_or_default(),
        edge.what,
        edge.data.words(),
        edge.region,
        edge.encryption,
        edge.retention,
        edge.agreement,
    ))?;
    let along = flow.seen.iter().filter(|seen| seen.went_along(edge));
    along.into_iter().try_for_each(sent)
}

fn sent(seen: &Seen) -> Result<(), Failure> {
    terminal::line(format_args!(
        "     sent: {} with {}{}, the last {}",
        count(seen.requests),
        seen.data.words(),
        purpose(seen),
        when(seen.last)
    ))
}

fn purpose(seen: &Seen) -> String {
    let purpose = seen.purpose.as_ref();
    purpose.map_or_else(String::new, |code| {
        format!(" for {}", code.replace('_', " "))
    })
}

fn count(requests: u64) -> String {
    match requests {
        1 => "1 request".to_owned(),
        more => format!("{more} requests"),
    }
}

/// Where the approval stands, and each change since.
fn stands(flow: &Flow) -> Result<(), Failure> {
    let Some(Kept {
        record, revision, ..
    }) = &flow.approved
    else {
        let missing = terminal::toned(Tone::Bad, "No map is approved.");
        return terminal::line(format_args!(
            "\n{missing} Next: anteroom flow approve --by WHO"
        ));
    };
    let FlowApproval { by, on, until, .. } = record;
    terminal::line(format_args!(
        "\nVersion {revision}, approved by {by} on {on} until {until}."
    ))?;
    for change in flow.changes() {
        let mark = terminal::toned(Tone::Bad, "CHANGED ");
        terminal::line(format_args!("{mark}{change}"))?;
    }
    match (flow.is_approved(), flow.changes().is_empty()) {
        (true, _) => terminal::line("Nothing changed since."),
        (false, true) => terminal::line("The approval has ended; approve the map again."),
        (false, false) => terminal::line(
            "Look at each change; undo it, or approve the map again: anteroom flow approve --by WHO",
        ),
    }
}
