//! A review as a plain document. Only what the review says is put into words; nothing is looked up here.

mod events;
mod front;
mod gates;
mod tools;

use anteroom_audit::Word;
use anteroom_export::{Block, Cell, Document, Field};
use anteroom_policy::plain_days;
use jiff::civil::Date;

use super::prepare::Review;
use super::rows::{PersonRow, RiskRow};
use super::{AccessRow, NOTICE};
use crate::command::split_command;

/// The review as a document: one page that says where the practice stands, then the detail.
#[must_use]
pub fn page(review: &Review) -> Document {
    let mut blocks = front::summary(review);
    blocks.push(Block::NewPage);
    blocks.push(Block::part("The practice"));
    let items = review.profile.clone();
    blocks.push(Block::List { items });
    blocks.extend(tools::tools(review));
    blocks.extend(gates::gates(review));
    blocks.extend(people(review));
    blocks.extend(risk(&review.risk));
    blocks.extend(events::activity(&review.activity));
    blocks.extend(events::incidents(&review.incidents));
    blocks.extend(log(review));
    let document = Document {
        title: "Readiness review".to_owned(),
        about: format!("{} ({})", review.practice, review.state),
        day: review.day,
        blocks,
        footer: NOTICE.to_owned(),
    };
    document.reworded(plain_days)
}

fn people(review: &Review) -> Vec<Block> {
    let row = |person: &PersonRow| {
        let word = if person.is_current {
            "current"
        } else {
            "not current"
        };
        let courses = match person.courses.is_empty() {
            true => "no course for this role is on file".to_owned(),
            false => person.courses.join("; "),
        };
        vec![
            text(&person.name),
            text(&person.role),
            Cell::judged(person.is_current, word),
            courses.into(),
        ]
    };
    let key = |key: &AccessRow| vec![text(&key.key), key.made.as_str().into()];
    vec![
        Block::part("People and training"),
        Block::table(
            &[("Name", 4), ("Role", 3), ("Training", 3), ("Courses", 8)],
            review.people.iter().map(row).collect(),
            "Nobody is on file.",
        ),
        Block::section("Keys in use"),
        Block::table(
            &[("Key", 3), ("Made on", 2)],
            review.access.iter().map(key).collect(),
            "No key is in use.",
        ),
    ]
}

fn risk(risk: &RiskRow) -> Vec<Block> {
    let signed = match (&risk.signed_by, risk.signed_on) {
        (Some(by), Some(on)) => format!("{by}, {on}"),
        _ => "nobody".to_owned(),
    };
    let fields = vec![
        Field::new("Systems and devices", risk.assets),
        Field::new("Not looked at yet", risk.unexamined),
        Field::new("High risks", risk.high),
        Field::new("Plans overdue", risk.overdue),
        Field::new(
            "Security Rule decided",
            format_args!("{} of {}", risk.decided, risk.entries),
        ),
        Field::new("Signed by", signed),
    ];
    vec![Block::part("Risk analysis"), Block::Fields { fields }]
}

fn log(review: &Review) -> Vec<Block> {
    let since = review.log_since.as_deref().unwrap_or("no day");
    let fields = vec![
        Field::new(
            "Log",
            format_args!("unbroken, {} entries since {since}", review.log_entries),
        ),
        Field::new("Anteroom", &review.version),
        Field::new("Prepared by", &review.prepared_by),
    ];
    let who = [
        "Compliance officer",
        "Practice owner or manager",
        "Reviewed by (attorney or auditor)",
    ];
    vec![
        Block::part("Version, log and signatures"),
        Block::Fields { fields },
        Block::text(format!("Root of the log: {}", review.log_root)),
        Block::text(format!("Rules that decide: {}", review.rule_set)),
        Block::text("Anybody who is given the log can check it against this root."),
        Block::Signatures {
            who: who.map(str::to_owned).to_vec(),
        },
    ]
}

/// What to do, without what is typed for it: that is said where commands are.
fn without_command(next: &str) -> String {
    let (plain, _) = split_command(next);
    plain.trim_end_matches('.').to_owned()
}

fn text(word: &Word) -> Cell {
    word.as_str().into()
}

fn day(day: Option<Date>) -> Cell {
    day.map_or("no day".to_owned(), |day| day.to_string())
        .into()
}

fn owner(owner: Option<&Word>) -> String {
    owner.map_or("nobody yet".to_owned(), ToString::to_string)
}
