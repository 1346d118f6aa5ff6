//! Reads who asks.

use std::collections::BTreeSet;

use super::detected::SENSITIVE;
use super::part::{Part, Unknown};
use crate::errand::User;
use crate::words::among;
use crate::words::people::{Lane, Role, Training};

const TRAININGS: [(Training, &str); 3] = [
    (Training::Current, "current done complete completed"),
    (Training::Expired, "expired stale overdue outdated"),
    (Training::None, "none missing"),
];

/// Whether somebody in this role is licensed or certified to give care.
pub(super) fn licensed(role: &str) -> Option<bool> {
    Role::called(role).map(Role::is_licensed)
}

/// The person who asks.
pub(super) fn read(part: &mut Part, unknown: &mut Unknown) -> User {
    let role = part.word("role", unknown, Role::called);
    let training = part.word("training", unknown, |word| among(&TRAININGS, word));
    let lanes = part.texts("lanes").unwrap_or_default();
    let known: BTreeSet<_> = lanes.iter().filter_map(|lane| Lane::named(lane)).collect();
    if known.len() != lanes.len() {
        unknown.add(part.place("lanes"));
    }
    let categories = part.texts("phi_categories").map(|words| {
        let read = words.iter().filter_map(|word| among(&SENSITIVE, word));
        read.collect()
    });
    let user = User {
        categories,
        lanes: known,
        role: role.unwrap_or(Role::Other),
        training: training.unwrap_or(Training::None),
        unique_login: part.truth("unique_login").unwrap_or(false),
    };
    part.ignore(&["id", "name"]);
    user
}
