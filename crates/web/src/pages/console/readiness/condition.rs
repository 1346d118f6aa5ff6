//! A condition of a gate as a page shows it: what is the case, and where it is seen to.

use anteroom_office::gate::{Condition, GateKind, Place};
use anteroom_policy::plain_days;

/// A condition on a page.
pub(crate) struct Shown {
    /// What is the case.
    pub(crate) says: String,
    /// Whether it holds.
    pub(crate) holds: bool,
    /// Where it is seen to, while it does not hold.
    pub(crate) path: Option<String>,
}

/// A condition of this gate. `decides`: whether whoever looks may change the gate's own record.
pub(crate) fn shown(gate: GateKind, one: Condition, decides: bool) -> Shown {
    let path = match one.holds {
        true => None,
        false => path(gate, &one, decides),
    };
    Shown {
        says: plain_days(&one.says),
        holds: one.holds,
        path,
    }
}

impl Shown {
    /// The same on the gate's own page: a part of it is named alone.
    pub(super) fn on(self, gate: GateKind) -> Shown {
        let page = own(gate);
        let path = self.path.map(|path| match path.strip_prefix(&page) {
            Some(part) if part.starts_with('#') => part.to_owned(),
            _ => path,
        });
        Shown { path, ..self }
    }
}

fn own(gate: GateKind) -> String {
    format!("/console/readiness/{}", gate.code())
}

fn path(gate: GateKind, one: &Condition, decides: bool) -> Option<String> {
    let page = own(gate);
    if one.asks_for_owner() || one.asks_for_file() {
        let part = if one.asks_for_owner() {
            "assign"
        } else {
            "files"
        };
        return decides.then(|| format!("{page}#{part}"));
    }
    Some(match one.place.as_ref()? {
        Place::Incidents => "/console/incidents".to_owned(),
        Place::Map => "/console/flow".to_owned(),
        Place::People => "/console/people".to_owned(),
        Place::Training => "/console/training".to_owned(),
        Place::Vendor(id) => format!("/console/vendors/{id}"),
        Place::Vendors => "/console/vendors".to_owned(),
    })
}
