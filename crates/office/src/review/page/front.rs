//! The first page: what may leave today, the gaps that matter most, one next step.

use anteroom_export::{Block, Cell, Field, Tone};

use super::{day, owner, text, without_command};
use crate::review::gap::Gap;
use crate::review::prepare::Review;
use crate::review::rows::{ConnectionRow, OpenLane};
use crate::risk::Grade;

/// What the levels are, said once.
const LEVELS: &str = "Level 1: no patient information leaves. Level 2: patient text, once what identifies somebody is replaced. \
                      Level 3: patient text as written, no more than a task needs.";

pub(super) fn summary(review: &Review) -> Vec<Block> {
    let all = review.connections.len();
    let open = review.open(OpenLane::Deidentified);
    let fields = vec![
        Field::new(
            "Connections open for patient text",
            format_args!("{open} of {all}"),
        ),
        Field::new(
            "Gates ready",
            format_args!("{} of {}", review.gates_ready, review.gates.len()),
        ),
        Field::new("Overdue", review.overdue.len()),
    ];
    let mut blocks = vec![
        Block::Fields { fields },
        next_step(review.next_step.as_ref()),
    ];
    blocks.push(Block::section("What may leave today"));
    blocks.push(lanes(&review.connections));
    blocks.push(Block::text(LEVELS));
    blocks.push(Block::section("The gaps that matter most"));
    blocks.push(gaps(&review.top_gaps));
    if !review.overdue.is_empty() {
        blocks.push(Block::section("Overdue"));
        let items = review.overdue.clone();
        blocks.push(Block::List { items });
    }
    if !review.to_come.is_empty() {
        blocks.push(Block::section("Still in time"));
        let items = review.to_come.clone();
        blocks.push(Block::List { items });
    }
    blocks
}

fn next_step(step: Option<&Gap>) -> Block {
    let Some(step) = step else {
        return Block::Callout {
            tone: Tone::Good,
            title: "Next step: none is open".to_owned(),
            lines: vec![
                "Every gate is ready and nobody waits for a notice. Look again after each change."
                    .to_owned(),
            ],
        };
    };
    let owner = owner(step.owner.as_ref());
    Block::Callout {
        tone: Tone::Plain,
        title: format!("Next step: {}", step.at),
        lines: vec![
            format!("Still open: {}.", step.missing),
            format!("How: {}.", without_command(&step.next)),
            format!("Who: {owner}. About {} minutes.", step.minutes),
            format!("Unlocks: {}", step.unlocks),
        ],
    }
}

fn lanes(connections: &[ConnectionRow]) -> Block {
    let row = |one: &ConnectionRow| {
        let why = match &*one.why {
            [] => "Nothing stands against it.".to_owned(),
            [only] => only.clone(),
            [first, rest @ ..] => {
                format!("{first} And {} more, listed with the tools.", rest.len())
            }
        };
        let lane = match one.lane {
            OpenLane::Closed => Cell::judged(false, one.lane.words()),
            OpenLane::NoPatientInformation => one.lane.words().into(),
            OpenLane::Deidentified | OpenLane::AsWritten => Cell::judged(true, one.lane.words()),
        };
        vec![text(&one.name), text(&one.host), lane, why.into()]
    };
    Block::table(
        &[
            ("Connection", 3),
            ("Goes to", 4),
            ("May leave", 4),
            ("Why no further", 7),
        ],
        connections.iter().map(row).collect(),
        "No connection is set up. Nothing leaves.",
    )
}

fn gaps(gaps: &[Gap]) -> Block {
    let row = |gap: &Gap| {
        let due = match (gap.due, gap.is_overdue) {
            (Some(day), true) => Cell::judged(false, format!("{day}, overdue")),
            (due, _) => day(due),
        };
        let (missing, next, minutes) = (&gap.missing, &gap.next, gap.minutes);
        vec![
            Cell::from(gap.at.as_str()),
            format!(
                "{missing}. {}; about {minutes} minutes.",
                without_command(next)
            )
            .into(),
            gap.unlocks.as_str().into(),
            stake(gap.stake),
            owner(gap.owner.as_ref()).into(),
            due,
        ]
    };
    Block::table(
        &[
            ("Where", 4),
            ("What is open, and the next step", 9),
            ("Unlocks", 5),
            ("At risk", 2),
            ("Who", 3),
            ("Due", 3),
        ],
        gaps.iter().map(row).collect(),
        "None is open.",
    )
}

fn stake(stake: Grade) -> Cell {
    match stake {
        Grade::High => Cell::judged(false, "high"),
        Grade::Medium => "medium".into(),
        Grade::Low => "low".into(),
    }
}
