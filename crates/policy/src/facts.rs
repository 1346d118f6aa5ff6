//! What a decision may look at: plain data, gathered by the caller, never fetched here.
//!
//! The words are those of the decision contract (`phi`, `training_use`, `self_hosted`, ...), so that a stored
//! snapshot reads like the policy that judged it. Facts hold codes, counts and names of things the practice set
//! up; they must never hold text of a request. They are stored with each receipt and read back to decide again,
//! so the keys are stable and an unknown key is refused. `request.rs` turns them into what Cedar sees.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::errand::Errand;
use crate::words::{ApprovedFor, DeploymentKind, Export, Host, Phi, TrainingUse};

/// Everything one decision depends on, apart from the time and the rules.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Who asks.
    pub caller: Caller,
    /// Where the text would go, and what the practice has on file about that place.
    pub connection: Connection,
    /// What was found in the text.
    pub content: Content,
    /// What is asked and the evidence behind it, where the practice keeps a snapshot of its evidence. Then the rules
    /// about evidence speak, and those about an approval are silent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub errand: Option<Box<Errand>>,
    /// The practice itself.
    pub practice: Practice,
}

impl Facts {
    /// The states and territories whose law counts: that of the practice first, then further licenses and patients' homes.
    pub(crate) fn states(&self) -> impl Iterator<Item = &str> {
        let further = self.errand.iter().flat_map(|errand| &errand.states);
        let home = &self.practice.state;
        let others = further.filter(move |state| *state != home);
        std::iter::once(home).chain(others).map(String::as_str)
    }

    /// Whether the rules see no difference: they look at classes of content, not at counts.
    pub(crate) fn asks_as(&self, other: &Facts) -> bool {
        let Facts {
            caller,
            connection,
            content,
            errand,
            practice,
        } = self;
        *caller == other.caller
            && *connection == other.connection
            && content.class() == other.content.class()
            && *errand == other.errand
            && *practice == other.practice
    }
}

/// The holder of an API key.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Caller {
    /// False once the key is revoked or paused.
    pub active: bool,
    /// The key's id, never the key.
    pub id: String,
}

/// One configured way out.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// What the practice recorded about this connection; absent on a fresh install.
    pub approval: Option<Approval>,
    /// Who runs the model, and on what.
    pub deployment: Deployment,
    /// Host name of the upstream, such as `api.mistral.ai`.
    pub host: String,
    /// The connection's id.
    pub id: String,
    /// The name that the practice gave it.
    pub name: String,
    /// True while somebody has closed this connection by hand.
    pub paused: bool,
    /// Provider code, such as `mistral` or `openai_compatible`.
    pub provider: String,
    /// Whether the approved map of where data goes names this recipient, or no map was approved yet. Receipts of earlier
    /// versions do not say; then the map had no say.
    #[serde(default = "known")]
    pub recipient_known: bool,
}

fn known() -> bool {
    true
}

/// Who runs the model, and on what.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// Whose machines they are.
    pub host: Host,
    /// The kind of service.
    pub kind: DeploymentKind,
}

impl Deployment {
    /// A model on a machine that the practice owns and runs: no other company receives the text.
    pub const PRACTICE_OWNED: Deployment = Deployment {
        host: Host::PracticeOwned,
        kind: DeploymentKind::SelfHosted,
    };
    /// A shared public service, the reading to take when nothing better is known.
    pub const PUBLIC: Deployment = Deployment {
        host: Host::Vendor,
        kind: DeploymentKind::PublicApi,
    };

    /// Whether somebody outside the practice receives the text (45 CFR 160.103, "business associate").
    ///
    /// Only a model that the practice hosts itself, on its own machines, has no third party.
    #[must_use]
    pub fn third_party(self) -> bool {
        self != Self::PRACTICE_OWNED
    }
}

/// What the practice recorded when it approved a connection.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Last day on which the agreement (BAA) is valid. It ends at the midnight that closes this day on the
    /// practice's wall clock; `zone.rs` says which clock that is.
    pub agreement_until: Date,
    /// Who approved it, by name. Blank counts as nobody.
    pub approved_by: Option<String>,
    /// What it was approved for.
    pub approved_for: ApprovedFor,
    /// True once the approval was withdrawn.
    pub revoked: bool,
    /// Whether the vendor may train on what it is sent.
    pub training_use: TrainingUse,
}

/// What was found in the text: classes and counts, never the words.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The chart export that the text is or contains.
    pub export: Export,
    /// How many of the finds can never be waved through (record numbers, phones, ...).
    pub hard: u32,
    /// Finds by kind code, such as `"phone": 1`.
    pub identifiers: BTreeMap<String, u32>,
    /// What kind of patient information the text is.
    pub phi: Phi,
    /// How many of the finds somebody should check.
    pub uncertain: u32,
}

impl Content {
    /// Content in which nothing was found.
    #[must_use]
    pub fn clean() -> Content {
        Content::found(BTreeMap::new(), 0, 0)
    }

    /// Content with these finds by kind code. `phi` is `identified` when there is any find, else `none`.
    #[must_use]
    pub fn found(identifiers: BTreeMap<String, u32>, hard: u32, uncertain: u32) -> Content {
        let mut content = Content {
            export: Export::None,
            hard,
            identifiers,
            phi: Phi::None,
            uncertain,
        };
        content.phi = content.worst_phi();
        content
    }

    /// Content of this class, of which no single find is known.
    pub(crate) fn of(phi: Phi) -> Content {
        Content {
            phi,
            ..Content::clean()
        }
    }

    /// All that rules see of it.
    pub(crate) fn class(&self) -> (Export, Phi) {
        (self.export, self.worst_phi())
    }

    /// Whether anything was found that may identify a person.
    pub(crate) fn has_finds(&self) -> bool {
        self.hard > 0 || self.uncertain > 0 || self.identifiers.values().any(|n| *n > 0)
    }

    /// The class that decides: contradictory facts are read at their worst, so a class of `none` or `deidentified`
    /// beside finds counts as `identified`.
    #[must_use]
    pub fn worst_phi(&self) -> Phi {
        match self.phi {
            Phi::Deidentified | Phi::None if self.has_finds() => Phi::Identified,
            phi => phi,
        }
    }
}

/// The practice.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// True while an open incident freezes everything.
    pub incident_hold: bool,
    /// The level that somebody lowered the practice to by hand, 1 or 2; absent while nobody did. Level 0 is a hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowered_to: Option<u8>,
    /// Two-letter code of the state or territory, such as `OH`.
    pub state: String,
}
