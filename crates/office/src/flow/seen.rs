//! What was really sent, beside the map that says what may be.

use anteroom_audit::Micros;
use anteroom_store::Traffic;
use serde::Serialize;

use super::map::{DataClass, Edge, Map};

/// Requests of one kind that went to one host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The connection's name at that time.
    pub connection: String,
    /// The host that received them, by the log.
    pub host: String,
    /// What left.
    pub data: DataClass,
    /// What for: the code of a use case; none where none was named.
    pub purpose: Option<String>,
    /// How many requests.
    pub requests: u64,
    /// When the newest was sent.
    pub last: Micros,
}

impl Seen {
    pub(super) fn of(traffic: Traffic) -> Seen {
        let data = match (traffic.decision.as_str(), traffic.found) {
            ("allow", false) => DataClass::None,
            ("allow_deidentified", _) => DataClass::Deidentified,
            _ => DataClass::Identified,
        };
        Seen {
            connection: traffic.connection.into(),
            host: traffic.host.into(),
            data,
            purpose: traffic.purpose.map(String::from),
            requests: traffic.requests,
            last: traffic.last,
        }
    }

    /// Whether the map has a way there.
    pub(super) fn is_on(&self, map: &Map) -> bool {
        map.edges.iter().any(|edge| self.went_along(edge))
    }

    /// Whether it went along this way.
    #[must_use]
    pub fn went_along(&self, edge: &Edge) -> bool {
        edge.host()
            .is_some_and(|host| host.eq_ignore_ascii_case(&self.host))
            && edge.id == super::build::way_of(&self.connection)
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;

    use super::*;

    #[test]
    fn what_left_is_named_at_its_worst() {
        for (decision, found, data) in [
            ("allow", false, DataClass::None),
            ("allow", true, DataClass::Identified),
            ("allow_deidentified", true, DataClass::Deidentified),
            ("something_new", false, DataClass::Identified),
        ] {
            let seen = Seen::of(Traffic {
                connection: Word::lossy("main"),
                host: Word::lossy("api.mistral.ai"),
                decision: Word::lossy(decision),
                found,
                purpose: None,
                requests: 1,
                last: Micros(1),
            });
            assert_eq!(seen.data, data, "{decision} {found}");
        }
    }
}
