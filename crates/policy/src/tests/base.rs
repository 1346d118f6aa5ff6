//! Facts to start from, and any facts at all.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use proptest::sample::select;
use toml::{Table, Value};

use crate::{
    Approval, ApprovedFor, Caller, Connection, Content, Deployment, DeploymentKind, Export, Facts,
    Host, Phi, Practice, TrainingUse,
};

/// A fresh install with general text.
pub(super) fn fresh() -> Facts {
    facts("fresh", &Table::new())
}

/// The same with an approval for de-identified text.
pub(super) fn approved() -> Facts {
    facts("approved", &Table::new())
}

/// A base of `rules/bases.toml` with these changes.
pub(super) fn facts(base: &str, changes: &Table) -> Facts {
    let bases: Table = include_str!("../../rules/bases.toml").parse().unwrap();
    let mut facts = bases["fresh"].clone();
    merge(&mut facts, &bases[base]);
    merge(&mut facts, &Value::Table(changes.clone()));
    facts.try_into().unwrap()
}

/// A moment when every base is in order.
pub(super) fn noon() -> Timestamp {
    "2026-11-23T17:00:00Z".parse().unwrap()
}

fn merge(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Table(into), Value::Table(from)) => {
            for (key, value) in from {
                merge(
                    into.entry(key)
                        .or_insert_with(|| Value::Table(Table::new())),
                    value,
                );
            }
        }
        (into, from) => *into = from.clone(),
    }
}

/// Any facts that can be said, contradictory ones included.
pub(super) fn any_facts() -> impl Strategy<Value = Facts> {
    (
        any_connection(),
        any_content(),
        any::<(bool, bool)>(),
        select(vec!["OH", "CA", "GU", "HI", "", "zz"]),
    )
        .prop_map(
            |(connection, content, (active, incident_hold), state)| Facts {
                caller: Caller {
                    active,
                    id: "key_1".into(),
                },
                connection,
                content,
                practice: Practice {
                    incident_hold,
                    state: state.into(),
                },
            },
        )
}

/// Any approval, with an end within two days of [`noon`] or far away.
pub(super) fn any_approval() -> impl Strategy<Value = Approval> {
    let days = prop_oneof![-2..=2_i32, Just(-4000), Just(4000)];
    let name = select(vec![None, Some(""), Some(" "), Some("J. Abara")]);
    (
        days,
        name,
        select(ApprovedFor::ALL),
        any::<bool>(),
        select(TrainingUse::ALL),
    )
        .prop_map(
            |(days, name, approved_for, revoked, training_use)| Approval {
                agreement_until: Date::constant(2026, 11, 23)
                    .checked_add(days.days())
                    .unwrap(),
                approved_by: name.map(String::from),
                approved_for,
                revoked,
                training_use,
            },
        )
}

fn any_connection() -> impl Strategy<Value = Connection> {
    let deployment = (select(Host::ALL), select(DeploymentKind::ALL))
        .prop_map(|(host, kind)| Deployment { host, kind });
    (
        proptest::option::weighted(0.8, any_approval()),
        deployment,
        any::<bool>(),
    )
        .prop_map(|(approval, deployment, paused)| Connection {
            approval,
            deployment,
            host: "api.example.com".into(),
            id: "con_1".into(),
            name: "main".into(),
            paused,
            provider: "mistral".into(),
        })
}

fn any_content() -> impl Strategy<Value = Content> {
    let identifiers =
        proptest::collection::btree_map(select(vec!["name", "phone", "mrn"]), 0..3_u32, 0..3);
    let export = prop_oneof![3 => Just(Export::None), 1 => select(Export::ALL)];
    (identifiers, export, select(Phi::ALL), 0..2_u32, 0..2_u32).prop_map(
        |(identifiers, export, phi, hard, uncertain)| Content {
            export,
            hard,
            identifiers: identifiers
                .into_iter()
                .map(|(kind, count)| (kind.to_owned(), count))
                .collect(),
            phi,
            uncertain,
        },
    )
}
