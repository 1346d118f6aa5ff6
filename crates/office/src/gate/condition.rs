//! The conditions under each gate, as they stand.

use anteroom_store::Connection;
use serde::Serialize;

use super::ground::Ground;
use super::kind::GateKind;
use crate::error::OfficeError;
use crate::vendor::{Dimension, Role, VendorView};

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What must hold, in plain words.
    pub says: String,
    /// Whether it does.
    pub holds: bool,
    /// What to do where it does not; none where the gate's own step says it.
    #[serde(skip)]
    pub next: Option<String>,
    /// What of the gate's own record mends it; none where something else does.
    #[serde(skip)]
    asks_for: Option<Asks>,
}

/// What a condition asks of a gate's own record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    File,
    Owner,
}

impl Condition {
    /// That somebody sees to a gate.
    pub(super) fn seen_to(holds: bool) -> Condition {
        Condition::new("Somebody sees to it", holds).asking_for(Asks::Owner)
    }

    /// That a file is attached to a gate.
    pub(super) fn attached(holds: bool) -> Condition {
        Condition::new("A file is attached", holds).asking_for(Asks::File)
    }

    /// Whether it asks for a file, so that attaching one mends it.
    #[must_use]
    pub fn asks_for_file(&self) -> bool {
        self.asks_for == Some(Asks::File)
    }

    /// Whether it asks for an owner of the gate, so that naming one mends it.
    #[must_use]
    pub fn asks_for_owner(&self) -> bool {
        self.asks_for == Some(Asks::Owner)
    }

    pub(crate) fn new(says: impl Into<String>, holds: bool) -> Condition {
        let says = says.into();
        Condition {
            says,
            holds,
            next: None,
            asks_for: None,
        }
    }

    fn asking_for(self, what: Asks) -> Condition {
        Condition {
            asks_for: Some(what),
            ..self
        }
    }

    /// The same condition, mended by a step of its own.
    pub(crate) fn mended(self, next: String) -> Condition {
        Condition {
            next: Some(next),
            ..self
        }
    }
}

/// The conditions that are read from records and settings. Where there is nothing to look at, nothing holds.
pub(super) fn automatic(gate: GateKind, ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    Ok(match gate {
        GateKind::Baa => agreements(ground)?,
        GateKind::VendorTerms => terms(&ground.vendors.vendors()?),
        GateKind::Deployment => services(ground)?,
        GateKind::Training => training(ground)?,
        GateKind::Risk => risks(ground)?,
        GateKind::IncidentPlan => incidents(ground)?,
        GateKind::DataFlow => vec![Condition::new(
            "The map has somewhere to lead to",
            ground.flow.leads_somewhere(),
        )],
        GateKind::Access => Vec::new(),
    })
}

fn agreements(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let mut conditions = vec![all_on_file(ground)?];
    for vendor in ground.vendors.vendors()? {
        for view in &vendor.deployments {
            let says = format!(
                "{}, service {}: {}",
                vendor.party.name,
                view.id,
                view.reach.words()
            );
            conditions.push(Condition::new(says, view.reach.is_good()));
        }
    }
    Ok(conditions)
}

/// Every connection leads to a service on file, at the host that it really goes to. Without any service there is nothing to
/// be ready for.
fn all_on_file(ground: &Ground) -> Result<Condition, OfficeError> {
    let vendors = ground.vendors.vendors()?;
    let services = || vendors.iter().flat_map(|vendor| &vendor.deployments);
    let on_file = |connection: &Connection| {
        services().map(|view| view.deployment).any(|service| {
            service.connection.as_ref() == Some(&connection.name) && service.is_at(&connection.host)
        })
    };
    let lost = ground.connections.iter().filter(|one| !on_file(one));
    let lost: Vec<&str> = lost.map(|one| one.name.as_str()).collect();
    let says = "Every connection leads to a service on file at its own host";
    Ok(match (services().next().is_some(), lost.is_empty()) {
        (false, _) => Condition::new("A service is on file", false),
        (true, true) => Condition::new(says, true),
        (true, false) => Condition::new(format!("{says}; missing: {}", lost.join(", ")), false),
    })
}

/// What must be known of every service of another company.
fn terms(vendors: &[VendorView<'_>]) -> Vec<Condition> {
    let services = vendors
        .iter()
        .flat_map(|vendor| vendor.deployments.iter().map(move |view| (vendor, view)));
    let outside = services.filter(|(vendor, _)| vendor.party.role != Role::PracticeOwned);
    let mut conditions = Vec::new();
    for (vendor, view) in outside {
        let product = view.deployment.product.as_str();
        let known = |dimensions: &[Dimension], value: Option<&str>| {
            vendor.claims.iter().any(|claim| {
                dimensions.contains(&claim.claim.about)
                    && claim.standing.is_good()
                    && claim.claim.offering.as_str().eq_ignore_ascii_case(product)
                    && value
                        .is_none_or(|value| claim.claim.value.as_str().eq_ignore_ascii_case(value))
            })
        };
        let name = format!("{}, {product}", vendor.party.name);
        let untrained = known(&[Dimension::TrainingUse], Some("no"));
        let kept = known(
            &[Dimension::RetentionDefault, Dimension::ZeroRetention],
            None,
        );
        conditions.push(Condition::new(
            format!("{name}: verified that no model is trained on it (training-use: no)"),
            untrained,
        ));
        conditions.push(Condition::new(
            format!("{name}: verified how long text is kept (retention-default or zero-retention)"),
            kept,
        ));
    }
    if vendors.iter().all(|vendor| vendor.deployments.is_empty()) {
        conditions.push(Condition::new("A service is on file", false));
    }
    conditions
}

fn services(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let mut conditions = vec![all_on_file(ground)?];
    for vendor in ground.vendors.vendors()? {
        for view in &vendor.deployments {
            let says = format!(
                "{}, service {}: somebody approved it",
                vendor.party.name, view.id
            );
            let approved = view.deployment.approved_by.is_some();
            conditions.push(Condition::new(says, approved));
        }
    }
    Ok(conditions)
}

fn training(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let people = ground.roster.people()?;
    let late = people.iter().filter(|person| !person.is_current).count();
    let of = format!(" of {}", people.len());
    let says = but("Everybody is current", late, &of, ["is not", "are not"]);
    let idle = people.iter().filter(|view| view.lessons.is_empty()).count();
    let course = but(
        "Everybody has a course to take",
        idle,
        &of,
        ["has not", "have not"],
    );
    let use_ours = "Use the lessons that come with Anteroom (Console, Training, or anteroom training lessons --use), or put one of your own on file";
    Ok(vec![
        Condition::new("The people who work here are on file", !people.is_empty()),
        Condition::new(course, idle == 0 && !people.is_empty()).mended(use_ours.to_owned()),
        Condition::new(says, late == 0 && !people.is_empty()),
    ])
}

fn risks(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let risks = &ground.risks;
    let open = risks
        .rules()?
        .iter()
        .filter(|rule| !rule.is_current)
        .count();
    let unexamined = risks.unexamined().count();
    let overdue = risks.overdue().count();
    let any = risks.assets().next().is_some();
    let signed = risks.signed()?.is_some_and(|(_, is_good)| is_good);
    Ok(vec![
        Condition::new("What holds patient information is on file", any),
        Condition::new(
            but(
                "Each was looked at for what could happen",
                unexamined,
                "",
                ["was not", "were not"],
            ),
            any && unexamined == 0,
        ),
        Condition::new(
            but("No plan is overdue", overdue, "", ["is", "are"]),
            overdue == 0,
        ),
        Condition::new(
            but(
                "Every entry of the Security Rule is decided",
                open,
                "",
                ["is not", "are not"],
            ),
            open == 0,
        ),
        Condition::new("The analysis was signed, not too long ago", signed),
    ])
}

/// What must hold, and for how many it does not: nothing is said of none. `words`: of one, and of several.
fn but(says: &str, count: usize, of: &str, words: [&str; 2]) -> String {
    let [one, several] = words;
    match count {
        0 => says.to_owned(),
        1 => format!("{says}; 1{of} {one}"),
        _ => format!("{says}; {count}{of} {several}"),
    }
}

fn incidents(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    Ok(vec![
        Condition::new(
            "The plan was tried out in the last 12 months",
            ground.is_drilled(),
        ),
        Condition::new(
            "Nobody waits for an overdue notice",
            !ground.is_anybody_waiting()?,
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_counted_in_plain_words_and_none_is_not_said() {
        for (count, of, says) in [
            (0, " of 3", "All are here"),
            (1, " of 3", "All are here; 1 of 3 is not"),
            (2, "", "All are here; 2 are not"),
        ] {
            assert_eq!(but("All are here", count, of, ["is not", "are not"]), says);
        }
    }
}
