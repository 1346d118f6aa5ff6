//! What happened: requests and changes counted from the log, and incidents.

use anteroom_export::{Block, Cell};

use anteroom_policy::plain_day;

use super::day;
use crate::kinds::kind_words;
use crate::review::activity::{Activity, Tally};
use crate::review::rows::IncidentRow;

pub(super) fn activity(activity: &Activity) -> Vec<Block> {
    let (lately, in_all) = (&activity.last_30_days, &activity.in_all);
    let row = |what: &str, count: fn(&Tally) -> u64| {
        let (lately, in_all) = (count(lately).to_string(), count(in_all).to_string());
        vec![what.into(), Cell::from(lately), in_all.into()]
    };
    let mut rows = vec![
        row("Requests sent", |tally| tally.sent),
        row("Answers that came to their end", |tally| tally.answered),
        row("Requests refused, nothing sent", |tally| tally.refused),
        row("Changes of connections, approvals and keys", |tally| {
            tally.settings
        }),
        row("Records and files added", |tally| tally.records),
        row("Sign-ins", |tally| tally.signed_in),
        row("Sign-ins refused", |tally| tally.sign_ins_refused),
    ];
    for (kind, count) in &in_all.found {
        let lately = lately.found.get(kind).copied().unwrap_or(0);
        let kind = kind_words(kind.as_str(), 2);
        rows.push(vec![
            format!("Found in requests: {kind}").into(),
            lately.to_string().into(),
            count.to_string().into(),
        ]);
    }
    vec![
        Block::part("Activity"),
        Block::text("Counted from the log, which holds kinds and numbers and no text."),
        Block::table(
            &[("What", 6), ("Last 30 days", 2), ("In all", 2)],
            rows,
            "Nothing.",
        ),
    ]
}

pub(super) fn incidents(incidents: &[IncidentRow]) -> Vec<Block> {
    let row = |one: &IncidentRow| {
        let state = match (one.is_open, one.holds_sending) {
            (true, true) => Cell::judged(false, "open, all sending stopped"),
            (true, false) => Cell::judged(false, "open"),
            (false, _) => Cell::judged(true, "closed"),
        };
        let next = match (one.next_notice, one.is_overdue) {
            (Some(day), true) => Cell::judged(false, format!("{day}, overdue")),
            (next, _) => day(next),
        };
        let discovered = plain_day(one.discovered);
        vec![
            Cell::from(one.id.as_str()),
            one.what.as_str().into(),
            discovered.into(),
            state,
            next,
        ]
    };
    vec![
        Block::part("Incidents"),
        Block::table(
            &[
                ("Incident", 2),
                ("What", 6),
                ("Discovered", 3),
                ("State", 4),
                ("Next notice by", 3),
            ],
            incidents.iter().map(row).collect(),
            "None is on file.",
        ),
    ]
}
