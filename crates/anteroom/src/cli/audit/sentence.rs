//! One entry as a sentence: when, who, what. Kinds and counts only; the log holds nothing else.

use anteroom_audit::{Actor, Closed, Event, Found, Opened, Refused, What, Word};
use anteroom_store::LogLine;

use crate::cli::when;

/// The entry's number, time and sentence.
pub(crate) fn sentence(line: &LogLine) -> String {
    let no = line.entry.no;
    match &line.event {
        Some(event) => format!(
            "{no:>6}  {}  {} {}{}",
            when(event.at),
            actor(&event.actor),
            what(&event.what),
            receipt(event)
        ),
        None => format!("{no:>6}  an entry of a later version of Anteroom"),
    }
}

fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Key { name, .. } => format!("key {name}"),
        Actor::Operator { name } => format!("operator {name}"),
        Actor::System => "Anteroom".to_owned(),
    }
}

fn what(what: &What) -> String {
    match what {
        What::ConnectionAdded(added) => {
            format!("added connection {} to {}.", added.connection, added.host)
        }
        What::ConnectionApproved(approved) => {
            let until = approved
                .agreement_until
                .map(|day| format!(" until {day}"))
                .unwrap_or_default();
            format!(
                "recorded that {} may get {} text{until}, approved by {}.",
                approved.connection, approved.purpose, approved.approved_by
            )
        }
        What::ConnectionRevoked(revoked) => format!("withdrew connection {}.", revoked.connection),
        What::KeyCreated(key) => format!("made key {}.", key.name),
        What::KeyRevoked(key) => format!("withdrew key {}.", key.name),
        What::LogExported(copy) => format!("copied out {} entries of the log.", copy.entries),
        What::PracticeCreated(practice) => {
            format!("set up {} ({}).", practice.name, practice.state)
        }
        What::RequestClosed(closed) => ended(closed),
        What::RequestOpened(opened) => sent(opened),
        What::RequestRefused(refused) => stopped(refused),
        What::ServerStarted(started) => format!("started the server, version {}.", started.version),
    }
}

fn sent(opened: &Opened) -> String {
    let Opened {
        model,
        host,
        decision,
        placeholders,
        ..
    } = opened;
    format!(
        "sends to {host} ({model}): {}; decision {decision}, {placeholders} placeholders.",
        found(&opened.found)
    )
}

fn stopped(refused: &Refused) -> String {
    let reasons = refused
        .reasons
        .iter()
        .map(Word::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "was refused: {}; decision {} ({reasons}). Nothing was sent.",
        found(&refused.found),
        refused.decision
    )
}

fn ended(closed: &Closed) -> String {
    format!(
        "ended as {}: {} bytes back, {} values restored.",
        closed.outcome.state(),
        closed.bytes,
        closed.restored
    )
}

fn found(found: &Found) -> String {
    match found.is_empty() {
        true => "nothing identifying found".to_owned(),
        false => found
            .iter()
            .map(|(kind, count)| format!("{count} {kind}"))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn receipt(event: &Event) -> String {
    event
        .receipt
        .map(|id| format!(" Receipt {id}."))
        .unwrap_or_default()
}
