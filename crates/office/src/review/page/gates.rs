//! The eight gates, each with its conditions and the files that prove them.

use anteroom_export::{Block, Cell};

use super::{day, owner, without_command};
use crate::gate::Status;
use crate::review::prepare::Review;
use crate::review::rows::{GateRow, Paper, Todo};

/// How many digits of a hash are enough to tell two files apart by eye.
const SHORT: usize = 16;

pub(super) fn gates(review: &Review) -> Vec<Block> {
    let mut blocks = vec![Block::part("The eight gates")];
    let row = |gate: &GateRow| {
        vec![
            Cell::from(gate.title.as_str()),
            Cell::judged(gate.status.is_settled(), status(gate.status)),
            owner(gate.owner.as_ref()).into(),
            day(gate.due),
            gate.missing.len().to_string().into(),
        ]
    };
    blocks.push(Block::table(
        &[
            ("Gate", 5),
            ("Status", 3),
            ("Who", 4),
            ("Due", 3),
            ("Open", 2),
        ],
        review.gates.iter().map(row).collect(),
        "There is none.",
    ));
    blocks.extend(review.gates.iter().flat_map(gate));
    blocks
}

fn gate(gate: &GateRow) -> Vec<Block> {
    let mut blocks = vec![Block::section(&gate.title)];
    if let Some(Todo {
        next,
        minutes,
        unlocks,
    }) = &gate.todo
    {
        blocks.push(Block::text(format!(
            "Next: {}. About {minutes} minutes. Unlocks: {unlocks}",
            without_command(next)
        )));
    }
    blocks.push(conditions(gate));
    if !gate.evidence.is_empty() {
        let items = gate.evidence.iter().map(paper).collect();
        blocks.push(Block::List { items });
    }
    blocks
}

fn paper(paper: &Paper) -> String {
    let hash: String = paper.sha256.to_string().chars().take(SHORT).collect();
    format!("File: {}, SHA-256 begins {hash}", paper.name)
}

fn conditions(gate: &GateRow) -> Block {
    let row = |holds: bool| {
        move |says: &String| {
            let word = if holds { "in place" } else { "open" };
            vec![Cell::judged(holds, word), Cell::from(says.as_str())]
        }
    };
    let missing = gate.missing.iter().map(row(false));
    let rows = missing.chain(gate.holds.iter().map(row(true))).collect();
    Block::table(&[("Status", 2), ("Condition", 13)], rows, "There is none.")
}

fn status(status: Status) -> &'static str {
    match status {
        Status::InProgress => "in progress",
        Status::NeedsRenewal => "needs renewal",
        Status::NotApplicable => "not applicable",
        Status::NotStarted => "not started",
        Status::Ready => "ready",
    }
}
