//! The map itself: places, and the ways between them.

use anteroom_audit::Hash;
use serde::{Deserialize, Serialize};

use crate::error::OfficeError;

/// Places and ways, each in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The places.
    pub nodes: Vec<Node>,
    /// The ways between them.
    pub edges: Vec<Edge>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Names it within the map; the same place has the same id in the next map.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Anteroom itself.
    Anteroom,
    /// A machine of the practice that runs a model.
    Machine,
    /// Another company.
    Party,
    /// Somebody of the practice, at the pages.
    Person,
    /// Something that the practice keeps.
    Store,
    /// A tool that people of the practice use, by its key.
    Tool,
}

/// Who has a place in hand, from the left of the drawing to its right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// People of the practice and their tools.
    People,
    /// Anteroom.
    Server,
    /// What the practice keeps and runs beside it.
    Inside,
    /// Somebody else.
    Outside,
}

/// A way from one place to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// Names it within the map, as [`Node::id`] does a place.
    pub id: String,
    /// What people call it, such as `The connection main`.
    pub name: String,
    /// The id of the place that it leaves.
    pub from: String,
    /// The id of the place that it reaches.
    pub to: String,
    /// What goes along it.
    pub what: String,
    /// How much of a patient it may show, at most.
    pub data: DataClass,
    /// Who receives it.
    pub party: String,
    /// Where it leads, for a connection: the host, with port and path where it names them.
    pub address: Option<String>,
    /// Where it is handled.
    pub region: String,
    /// What protects it on the way.
    pub encryption: String,
    /// How long the receiver keeps it.
    pub retention: String,
    /// The agreement that covers it.
    pub agreement: String,
}

/// How much of a patient something may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataClass {
    /// No patient information.
    None,
    /// Text of patients with its identifiers replaced.
    Deidentified,
    /// Text of patients as it was written.
    Identified,
}

impl Lane {
    /// All lanes, from left to right.
    pub const ALL: [Lane; 4] = [Lane::People, Lane::Server, Lane::Inside, Lane::Outside];

    /// What stands over it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Lane::People => "Your people and tools",
            Lane::Server => "This server",
            Lane::Inside => "What you keep and run",
            Lane::Outside => "Outside recipients",
        }
    }
}

impl Kind {
    /// In whose hands it is.
    #[must_use]
    pub fn lane(self) -> Lane {
        match self {
            Kind::Person | Kind::Tool => Lane::People,
            Kind::Anteroom => Lane::Server,
            Kind::Machine | Kind::Store => Lane::Inside,
            Kind::Party => Lane::Outside,
        }
    }
}

impl DataClass {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            DataClass::None => "no patient information",
            DataClass::Deidentified => "de-identified",
            DataClass::Identified => "identified",
        }
    }
}

impl Edge {
    /// The host of its address.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let address = self.address.as_deref()?;
        let authority = address.split('/').next().unwrap_or(address);
        let port = authority.rsplit_once(':');
        Some(match port {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        })
    }
}

impl Map {
    /// The place of this id.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The way of this id.
    #[must_use]
    pub fn edge(&self, id: &str) -> Option<&Edge> {
        self.edges.iter().find(|edge| edge.id == id)
    }

    /// What the place of this id is called.
    pub(super) fn name<'m>(&'m self, id: &'m str) -> &'m str {
        self.node(id).map_or(id, |node| &node.name)
    }

    /// A hash of everything that it says. Two maps with the same hash are the same map.
    ///
    /// # Errors
    /// None that can happen: a map always has a JSON form.
    pub fn hash(&self) -> Result<Hash, OfficeError> {
        let bytes = serde_json::to_vec(self).map_err(|_| OfficeError::Unreadable("flow map"))?;
        Ok(Hash::of(&bytes))
    }
}
