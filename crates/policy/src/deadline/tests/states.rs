//! Every state that sets a number of days or an office of its own: its dates, on both sides of its threshold. A second
//! test changes the law entry by entry and wants the table to notice.

use super::{LAW, dates, day, incident};
use crate::deadline::Recipient::{Individuals, StateAg};
use crate::deadline::law::{Entry, Hipaa};
use crate::deadline::{Anchor, BreachLaw, Incident, Limit};

/// Dates of the notice to individuals and of the office's: `?` for an exemption to confirm, `none` for no number. For an
/// office also how many residents are just too few, and how many are enough.
type Row = (&'static str, &'static str, Option<(u32, u32, &'static str)>);

const STATES: &[Row] = &[
    ("AL", "2026-03-27?", Some((1000, 1001, "2026-03-27"))),
    ("AR", "none?", Some((1000, 1001, "2026-03-27?"))),
    ("AZ", "2026-03-27?", Some((1000, 1001, "2026-03-27?"))),
    ("CA", "2026-03-04", Some((500, 501, "2026-03-19"))),
    ("CO", "2026-03-12", Some((499, 500, "2026-03-12"))),
    ("CT", "2026-04-03?", Some((0, 1, "2026-04-03"))),
    ("DC", "none?", Some((49, 50, "none?"))),
    ("DE", "2026-04-11?", Some((500, 501, "2026-04-11"))),
    ("FL", "2026-03-12?", Some((499, 500, "2026-03-12"))),
    ("HI", "none?", Some((1000, 1001, "none?"))),
    ("IA", "none?", Some((500, 501, "2026-04-10?"))),
    ("IL", "none?", Some((0, 1, "2027-03-08"))),
    ("IN", "2026-03-19?", Some((0, 1, "2026-03-19"))),
    ("LA", "2026-04-03", Some((0, 1, "2026-04-13"))),
    ("MA", "none", Some((0, 1, "none"))),
    ("MD", "2026-03-19?", Some((0, 1, "2026-03-19"))),
    ("ME", "2026-03-04?", Some((0, 1, "2026-03-04"))),
    ("MO", "none?", Some((1000, 1001, "none?"))),
    ("MT", "none?", Some((0, 1, "none?"))),
    ("NC", "none?", Some((0, 1, "none?"))),
    ("ND", "none?", Some((250, 251, "none?"))),
    ("NE", "none?", Some((0, 1, "none?"))),
    ("NH", "none?", Some((0, 1, "none?"))),
    ("NJ", "none?", Some((0, 1, "none?"))),
    ("NM", "2026-03-19?", Some((1000, 1001, "2026-03-19?"))),
    ("NY", "2026-03-04?", Some((0, 1, "2026-03-04 2027-03-08"))),
    ("OH", "2026-03-19?", None),
    ("OK", "none?", Some((499, 500, "2026-06-02"))),
    ("OR", "2026-03-19?", Some((250, 251, "2026-03-19"))),
    ("PA", "none?", Some((500, 501, "none?"))),
    ("PR", "none", Some((0, 1, "2026-02-12"))),
    ("RI", "2026-03-27?", Some((500, 501, "2026-03-27"))),
    ("SC", "none?", Some((1000, 1001, "none?"))),
    ("SD", "2026-04-03?", Some((250, 251, "2026-04-03"))),
    ("TN", "2026-03-19?", None),
    ("TX", "2026-04-11", Some((249, 250, "2026-03-12"))),
    ("UT", "none?", Some((499, 500, "none?"))),
    ("VA", "none?", Some((0, 1, "none?"))),
    ("VT", "2026-03-19?", Some((0, 1, "2026-02-20"))),
    ("WA", "2026-03-04?", Some((500, 501, "2026-03-04"))),
    ("WI", "2026-03-19?", None),
];

/// Residents of one state; discovered on a Monday and determined eight days later.
pub(super) fn in_state(code: &str, count: u32) -> Incident {
    Incident {
        determined: Some(day("2026-02-10")),
        ..incident("2026-02-02", &[(code, count)])
    }
}

/// Where the law does not give the dates of the table.
fn faults(law: &BreachLaw) -> Vec<String> {
    let are = |code, count, to| {
        let clocks = law.clocks(&in_state(code, count)).unwrap();
        dates(&clocks, code, to).join(" ")
    };
    let mut faults = Vec::new();
    let mut compare = |code: &str, is: String, expected: &str| {
        if is != expected {
            faults.push(format!("{code}: expected {expected}, is {is}"));
        }
    };
    for (code, individuals, office) in STATES {
        compare(code, are(code, 1, Individuals), individuals);
        match office {
            None => compare(code, are(code, 100_000, StateAg), ""),
            Some((too_few, enough, due)) => {
                compare(code, are(code, *too_few, StateAg), "");
                compare(code, are(code, *enough, StateAg), due);
            }
        }
    }
    faults
}

/// One way in which an entry could be wrong; `None` where it could not.
type Change = (&'static str, fn(&Entry) -> Option<Entry>);

const CHANGES: &[Change] = &[
    ("one day more", |entry| {
        let limit = Some(match entry.limit? {
            Limit::BusinessDays(count) => Limit::BusinessDays(count + 1),
            Limit::Days(count) => Limit::Days(count + 1),
            other @ (Limit::Months(_) | Limit::Years(_)) => other,
        });
        Some(Entry {
            limit,
            ..entry.clone()
        })
    }),
    ("no number", |entry| {
        entry.limit?;
        Some(Entry {
            limit: None,
            ..entry.clone()
        })
    }),
    ("one person more", |entry| {
        let mut people = entry.people?;
        people.at_least = people.at_least.map(|bound| bound + 1);
        people.over = people.over.map(|bound| bound + 1);
        Some(Entry {
            people: Some(people),
            ..entry.clone()
        })
    }),
    ("one person fewer", |entry| {
        let mut people = entry.people?;
        people.at_least = people.at_least.map(|bound| bound - 1);
        people.over = people.over.map(|bound| bound - 1);
        Some(Entry {
            people: Some(people),
            ..entry.clone()
        })
    }),
    ("another anchor", |entry| {
        entry.limit?;
        let anchor = match entry.anchor {
            Anchor::Determination => Anchor::Discovery,
            _ => Anchor::Determination,
        };
        Some(Entry {
            anchor,
            ..entry.clone()
        })
    }),
    (
        "an exemption where there is none, or the other way round",
        |entry| {
            let hipaa = match entry.hipaa {
                Hipaa::Deemed | Hipaa::Exempt => Hipaa::None,
                Hipaa::None => Hipaa::Deemed,
            };
            Some(Entry {
                hipaa,
                ..entry.clone()
            })
        },
    ),
    ("not in force", |entry| {
        Some(Entry {
            until: Some(day("2026-02-02")),
            ..entry.clone()
        })
    }),
];

/// Whether the table speaks about the entry.
fn is_in_table(entry: &Entry) -> bool {
    STATES
        .iter()
        .any(|(code, ..)| entry.jurisdiction.code() == *code)
        && [Individuals, StateAg].contains(&entry.recipient)
        && entry.practice_types.is_empty()
        && entry.in_force(day("2026-02-02"))
}

#[test]
fn each_state_has_its_dates() {
    let faults = faults(&LAW);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(
        LAW.entries
            .iter()
            .filter(|entry| is_in_table(entry))
            .count(),
        80
    );
}

#[test]
fn a_change_of_any_entry_is_noticed() {
    for (at, entry) in LAW
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| is_in_table(entry))
    {
        for (what, change) in CHANGES {
            let Some(changed) = change(entry) else {
                continue;
            };
            let mut law = LAW.clone();
            law.entries[at] = changed;
            assert!(
                !faults(&law).is_empty(),
                "{}: {what} goes unnoticed",
                entry.id
            );
        }
    }
}
