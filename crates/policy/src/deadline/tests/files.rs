//! The law as it stands in its files: whole, unambiguous, sourced.

use std::collections::BTreeSet;

use super::{LAW, day};
use crate::deadline::law::{Anchor, Counted};
use crate::deadline::{Jurisdiction, Recipient};

#[test]
fn every_state_has_a_clock_for_individuals_on_every_day() {
    for state in Jurisdiction::states().chain([Jurisdiction::US]) {
        for discovered in [
            "2020-01-01",
            "2024-12-21",
            "2025-12-31",
            "2026-11-23",
            "2030-01-01",
        ] {
            let speaking = LAW.entries.iter().filter(|entry| {
                entry.jurisdiction == state
                    && entry.recipient == Recipient::Individuals
                    && entry.practice_types.is_empty()
                    && entry.in_force(day(discovered))
            });
            assert_eq!(speaking.count(), 1, "{state} on {discovered}");
        }
    }
}

#[test]
fn every_entry_is_whole() {
    let mut ids = BTreeSet::new();
    for entry in &LAW.entries {
        let id = &entry.id;
        assert!(ids.insert(id), "{id} twice");
        assert!(
            id.starts_with(&entry.jurisdiction.code().to_lowercase()),
            "{id}"
        );
        for text in [&entry.words, &entry.citation, &entry.source] {
            assert!(!text.trim().is_empty(), "{id}");
        }
        assert!(entry.last_checked >= day("2026-11-23"), "{id}");
        let ends_after_it_begins = entry
            .effective
            .zip(entry.until)
            .is_none_or(|(from, until)| from < until);
        assert!(ends_after_it_begins, "{id}");
        if let Some(people) = entry.people {
            let bounds = [people.at_least, people.below, people.over];
            assert_eq!(bounds.iter().flatten().count(), 1, "{id}");
            assert_eq!(
                people.of == Counted::State,
                entry.jurisdiction != Jurisdiction::US,
                "{id}"
            );
        }
    }
}

#[test]
fn a_notice_counts_from_a_notice_that_counts_from_a_day() {
    for entry in &LAW.entries {
        assert_eq!(
            entry.anchor == Anchor::Notice,
            !entry.after.is_empty(),
            "{}",
            entry.id
        );
        for before in &entry.after {
            let before = LAW
                .entries
                .iter()
                .find(|other| other.id == *before)
                .unwrap();
            assert_ne!(before.anchor, Anchor::Notice, "{}", entry.id);
        }
    }
}
