//! How a connection stands now: what the rules would say to a patient's text, without any.
//!
//! For lists and checks, so that an agreement that has ended, or one that does not exclude training, is shown as what it
//! is. The facts and the rules are those that a request would meet.

use std::collections::BTreeMap;

use anteroom_policy::{Caller, Content, Facts, Practice, Rules, Verdict};
use anteroom_store::{Connection, Snapshot};
use jiff::Timestamp;

use crate::decide;
use crate::refusal::Said;
use crate::replacing::Replacing;
use crate::route::Route;
use crate::upstream;

/// What the rules say of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether text may go through it in which nothing was found.
    pub is_open_for_general_text: bool,
    /// Whether text of patients may go through it once its identifiers are replaced.
    pub open: bool,
    /// Why, strictest first.
    pub reasons: Vec<Said>,
}

/// Asks the rules about a text with one name in it, and about one with nothing, from a key in use. None when this version does not know the kind of
/// provider or the way of replacing; then nothing goes through the connection at all.
#[must_use]
pub fn standing(
    rules: &Rules,
    snapshot: &Snapshot,
    connection: &Connection,
    now: Timestamp,
) -> Option<Standing> {
    let route = Route {
        connection: connection.clone(),
        model: String::new(),
        provider: upstream::named(connection.provider.as_str())?,
        replacing: Replacing::named(connection.replacing.as_str())?,
    };
    let facts = |found: BTreeMap<String, u32>| Facts {
        caller: Caller {
            active: true,
            id: String::new(),
        },
        connection: decide::connection(&route),
        content: Content::found(found, 0, 0),
        errand: None,
        practice: Practice {
            incident_hold: snapshot.held,
            state: decide::state(snapshot),
        },
    };
    let decision = rules.decide(&facts(BTreeMap::from([("name".to_owned(), 1)])), now);
    let general = rules.decide(&facts(BTreeMap::new()), now);
    Some(Standing {
        is_open_for_general_text: general.verdict() == Verdict::Allow,
        open: decision.verdict() == Verdict::AllowDeidentified,
        reasons: decide::said(&decision),
    })
}
