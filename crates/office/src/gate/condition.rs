//! The conditions under each gate, as they stand.

use anteroom_store::Connection;
use serde::Serialize;

use super::ground::Ground;
use super::kind::GateKind;
use crate::error::OfficeError;
use crate::id::Id;
use crate::vendor::{Dimension, Role, VendorView};

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// What is the case, in plain words: one sentence where it holds, another where it does not.
    pub says: String,
    /// Whether it holds.
    pub holds: bool,
    /// Where in the console it is seen to; none where that takes a command, or something of the gate's own record.
    #[serde(skip)]
    pub place: Option<Place>,
    /// What to do where it does not; none where the gate's own step says it.
    #[serde(skip)]
    pub next: Option<String>,
    /// What of the gate's own record mends it; none where something else does.
    #[serde(skip)]
    asks_for: Option<Asks>,
}

/// A page on which a condition is seen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// What went wrong, and drills.
    Incidents,
    /// The map of where data goes.
    Map,
    /// Who works here.
    People,
    /// Courses and who took them.
    Training,
    /// One vendor.
    Vendor(Id),
    /// All vendors.
    Vendors,
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
        Condition::either(holds, "Owner named", "No owner named").asking_for(Asks::Owner)
    }

    /// That a file is attached to a gate.
    pub(super) fn attached(holds: bool) -> Condition {
        Condition::either(holds, "A file is attached", "No file is attached").asking_for(Asks::File)
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
            place: None,
            next: None,
            asks_for: None,
        }
    }

    /// A condition with words for either case.
    pub(super) fn either(
        holds: bool,
        met: impl Into<String>,
        unmet: impl Into<String>,
    ) -> Condition {
        match holds {
            true => Condition::new(met, true),
            false => Condition::new(unmet, false),
        }
    }

    /// The same condition, seen to on this page.
    pub(super) fn at(self, place: Place) -> Condition {
        Condition {
            place: Some(place),
            ..self
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
        GateKind::DataFlow => vec![leads(ground.flow.leads_somewhere())],
        GateKind::Access => Vec::new(),
    })
}

fn leads(somewhere: bool) -> Condition {
    let (met, unmet) = (
        "The map leads to a service",
        "The map leads to no service yet",
    );
    Condition::either(somewhere, met, unmet).at(Place::Vendors)
}

/// That there is anything to be ready for.
fn no_service() -> Condition {
    Condition::new("No service is on file", false).at(Place::Vendors)
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
            let place = Place::Vendor(vendor.id.clone());
            conditions.push(Condition::new(says, view.reach.is_good()).at(place));
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
    if services().next().is_none() {
        return Ok(no_service());
    }
    let met = "Every connection leads to a service on file at its own host";
    Ok(Condition::either(lost.is_empty(), met, astray(&lost)).at(Place::Vendors))
}

fn astray(lost: &[&str]) -> String {
    let names = lost.join(", ");
    match lost.len() {
        1 => format!("Connection {names} leads to no service on file at its own host"),
        _ => format!("Connections {names} lead to no service on file at their own host"),
    }
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
        let place = Place::Vendor(vendor.id.clone());
        for (holds, says) in [
            (
                untrained,
                "that no model is trained on it (training-use: no)",
            ),
            (
                kept,
                "how long text is kept (retention-default or zero-retention)",
            ),
        ] {
            let [met, unmet] =
                ["verified", "not verified yet"].map(|word| format!("{name}: {word} {says}"));
            conditions.push(Condition::either(holds, met, unmet).at(place.clone()));
        }
    }
    if vendors.iter().all(|vendor| vendor.deployments.is_empty()) {
        conditions.push(no_service());
    }
    conditions
}

fn services(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let mut conditions = vec![all_on_file(ground)?];
    for vendor in ground.vendors.vendors()? {
        for view in &vendor.deployments {
            let name = format!("{}, service {}", vendor.party.name, view.id);
            let approved = Condition::either(
                view.deployment.approved_by.is_some(),
                format!("{name}: somebody approved it"),
                format!("{name}: nobody approved it yet"),
            );
            conditions.push(approved.at(Place::Vendor(vendor.id.clone())));
        }
    }
    Ok(conditions)
}

fn training(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let people = ground.roster.people()?;
    let all = people.len();
    let late = people.iter().filter(|person| !person.is_current).count();
    let idle = people.iter().filter(|view| view.lessons.is_empty()).count();
    let use_ours = "Use the lessons that come with Anteroom (Console, Training, or anteroom training lessons --use), or put one of your own on file";
    Ok(vec![
        Condition::either(
            all > 0,
            "The people who work here are on file",
            "Nobody who works here is on file",
        )
        .at(Place::People),
        Condition::either(
            idle == 0 && all > 0,
            "Everybody has a course to take",
            counted(
                idle,
                all,
                [
                    "Nobody has a course to take yet",
                    "has no course to take",
                    "have no course to take",
                ],
            ),
        )
        .at(Place::Training)
        .mended(use_ours.to_owned()),
        Condition::either(
            late == 0 && all > 0,
            "Everybody is current with training",
            counted(
                late,
                all,
                [
                    "Nobody is current with training yet",
                    "is not current with training",
                    "are not current with training",
                ],
            ),
        )
        .at(Place::Training),
    ])
}

/// How many of all, and what is the case with them. `words`: where there is nobody, of one, and of several.
fn counted(count: usize, all: usize, words: [&str; 3]) -> String {
    let [none, one, several] = words;
    match (count, all) {
        (_, 0) => none.to_owned(),
        (1, _) => format!("1 of {all} {one}"),
        _ => format!("{count} of {all} {several}"),
    }
}

fn risks(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    let risks = &ground.risks;
    let rules = risks.rules()?;
    let open = rules.iter().filter(|rule| !rule.is_current).count();
    let unexamined = risks.unexamined().count();
    let overdue = risks.overdue().count();
    let any = risks.assets().next().is_some();
    Ok(vec![
        Condition::either(
            any,
            "What holds patient information is on file",
            "No system or device with patient information is on file",
        ),
        Condition::either(
            any && unexamined == 0,
            "Each was looked at for what could happen",
            not_examined(unexamined),
        ),
        Condition::either(
            overdue == 0,
            "No plan is overdue",
            number(overdue, ["plan is overdue", "plans are overdue"]),
        ),
        Condition::either(
            open == 0,
            "Every entry of the Security Rule is decided",
            number(
                open,
                [
                    "entry of the Security Rule is not decided",
                    "entries of the Security Rule are not decided",
                ],
            ),
        ),
        signed(risks.signed()?.map(|(_, is_good)| is_good)),
    ])
}

fn not_examined(count: usize) -> String {
    match count {
        0 => "None was looked at for what could happen".to_owned(),
        _ => number(
            count,
            [
                "of them was not looked at for what could happen",
                "of them were not looked at for what could happen",
            ],
        ),
    }
}

/// Whether the newest signature under the analysis still counts; none where there is none.
fn signed(is_good: Option<bool>) -> Condition {
    let unmet = match is_good {
        Some(_) => "The analysis was signed too long ago",
        None => "Nobody signed the analysis",
    };
    let met = "The analysis was signed, not too long ago";
    Condition::either(is_good == Some(true), met, unmet)
}

fn number(count: usize, words: [&str; 2]) -> String {
    let [one, several] = words;
    format!("{count} {}", if count == 1 { one } else { several })
}

fn incidents(ground: &Ground) -> Result<Vec<Condition>, OfficeError> {
    Ok(vec![
        Condition::either(
            ground.is_drilled(),
            "The plan was tried out in the last 12 months",
            "The plan was not tried out in the last 12 months",
        )
        .at(Place::Incidents),
        Condition::either(
            !ground.is_anybody_waiting()?,
            "Nobody waits for an overdue notice",
            "Somebody waits for an overdue notice",
        )
        .at(Place::Incidents),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_and_what_does_not_are_said_in_other_words() {
        assert_eq!(Condition::seen_to(true).says, "Owner named");
        assert_eq!(Condition::seen_to(false).says, "No owner named");
        assert_eq!(no_service().says, "No service is on file");
        assert_eq!(
            signed(Some(false)).says,
            "The analysis was signed too long ago"
        );
    }

    #[test]
    fn exceptions_are_counted_in_plain_words() {
        let words = ["Nobody is here", "is not here", "are not here"];
        assert_eq!(counted(0, 0, words), "Nobody is here");
        assert_eq!(counted(1, 3, words), "1 of 3 is not here");
        assert_eq!(counted(2, 3, words), "2 of 3 are not here");
        assert_eq!(
            number(1, ["plan is late", "plans are late"]),
            "1 plan is late"
        );
        assert_eq!(
            number(2, ["plan is late", "plans are late"]),
            "2 plans are late"
        );
    }
}
