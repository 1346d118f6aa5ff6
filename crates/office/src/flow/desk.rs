//! The map as it stands, what was approved, and how the two differ.

use std::collections::BTreeSet;

use anteroom_audit::{Micros, Word};
use anteroom_policy::Standing;
use anteroom_policy::deadline::Limit;
use anteroom_store::Store;
use jiff::civil::Date;

use super::approval::FlowApproval;
use super::build::{self, Sources};
use super::change::changes;
use super::map::Map;
use super::seen::Seen;
use super::standing::standing;
use crate::account::Account;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::risk::RiskRegister;
use crate::shelf::Shelf;
use crate::signoff::SignOffs;
use crate::vendor::Register;

/// How long an approval is good, unless it says less. The product's default; the law names no number.
const APPROVAL_LASTS: Limit = Limit::Months(12);

/// The map, its approval, and what was sent.
pub struct Flow {
    /// The map as it is now.
    pub map: Map,
    /// The newest approval.
    pub approved: Option<Kept<FlowApproval>>,
    /// What was sent since the newest approval; without one, ever.
    pub seen: Vec<Seen>,
    today: Date,
}

impl Flow {
    /// Draws the map from everything on file.
    ///
    /// # Errors
    /// When a record or a setting cannot be read.
    pub async fn read(desk: &Desk) -> Result<Flow, OfficeError> {
        let shelf = desk.shelf().await?;
        let (register, risks) = (Register::of(&shelf)?, RiskRegister::of(&shelf)?);
        let flow = Flow::of(&shelf, &register, &risks, &SignOffs::of(&shelf)?)?;
        flow.with_traffic(desk.store()).await
    }

    /// The same from registers that were read already, without what was sent.
    pub(crate) fn of(
        shelf: &Shelf,
        register: &Register,
        risks: &RiskRegister,
        signed: &SignOffs,
    ) -> Result<Flow, OfficeError> {
        let copies = risks.assets().filter(|kept| kept.record.keeps_copies);
        let sources = Sources {
            keys: shelf.keys(),
            people: people(shelf)?,
            connections: shelf.connections(),
            vendors: register.vendors()?,
            copies: copies.collect(),
            signed,
            today: shelf.today(),
        };
        Ok(Flow {
            map: build::map(&sources),
            approved: shelf.all()?.pop(),
            seen: Vec::new(),
            today: shelf.today(),
        })
    }

    /// Takes in what was sent since the newest approval.
    pub(crate) async fn with_traffic(self, store: &Store) -> Result<Flow, OfficeError> {
        let since = self.approved.as_ref().map_or(Micros(0), |kept| kept.at);
        let traffic = store.traffic(since).await?;
        Ok(Flow {
            seen: traffic.into_iter().map(Seen::of).collect(),
            ..self
        })
    }

    /// Every difference from the approved map, one plain sentence each. None while no map was approved.
    #[must_use]
    pub fn changes(&self) -> Vec<String> {
        let Some(approved) = &self.approved else {
            return Vec::new();
        };
        let map = &approved.record.map;
        let mut said = changes(map, &self.map);
        let unknown = self.seen.iter().filter(|seen| !seen.is_on(map));
        let unknown: BTreeSet<_> = unknown.map(|seen| (&seen.connection, &seen.host)).collect();
        said.extend(unknown.into_iter().map(|(connection, host)| {
            format!("Text went to {host} through the connection {connection}; the map does not have that.")
        }));
        said
    }

    /// Whether a map was approved, the approval is good today, and the map is still the same.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        let good = |kept: &Kept<FlowApproval>| self.today <= kept.record.until;
        self.approved.as_ref().is_some_and(good) && self.changes().is_empty()
    }

    /// What the approved map says of a connection.
    #[must_use]
    pub fn standing(&self, connection: &str) -> Standing {
        let approved = self.approved.as_ref().map(|kept| &kept.record);
        standing(approved, &self.map, connection, self.today)
    }

    /// An approval of the map as it is, until a year from now or the day given.
    ///
    /// # Errors
    /// None that can happen: a map always has a hash.
    pub fn approve(&self, by: Word, until: Option<Date>) -> Result<FlowApproval, OfficeError> {
        let longest = APPROVAL_LASTS.after(self.today);
        Ok(FlowApproval {
            map: self.map.clone(),
            hash: self.map.hash()?,
            by,
            on: self.today,
            until: until.map_or(longest, |until| until.min(longest)),
        })
    }

    /// Whether text could go anywhere: without that there is nothing to approve.
    #[must_use]
    pub fn leads_somewhere(&self) -> bool {
        let mut ways = self.map.edges.iter();
        ways.any(|edge| edge.address.is_some())
    }
}

/// Who may sign in at the pages, by id and name.
fn people(shelf: &Shelf) -> Result<Vec<(Id, Word)>, OfficeError> {
    let accounts = shelf.all::<Account>()?.into_iter();
    let able = accounts.filter(|kept| !kept.record.disabled);
    Ok(able.map(|kept| (kept.id, kept.record.name)).collect())
}
