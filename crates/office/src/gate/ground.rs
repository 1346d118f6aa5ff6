//! What the gates are judged by: every register, and the settings as they are at this second.

use anteroom_audit::Hash;
use anteroom_policy::deadline::Limit;
use anteroom_store::{ApiKey, Connection};
use jiff::civil::Date;

use super::kind::GateKind;
use crate::desk::Desk;
use crate::error::OfficeError;
use crate::flow::Flow;
use crate::incident::{Cases, Drill};
use crate::risk::RiskRegister;
use crate::shelf::Shelf;
use crate::signoff::SignOffs;
use crate::training::Roster;
use crate::vendor::Register;

/// How long a drill counts. The product's default; the law names no number.
const DRILL_LASTS: Limit = Limit::Months(12);

/// Everything that a condition may look at.
pub(super) struct Ground {
    pub vendors: Register,
    pub roster: Roster,
    pub risks: RiskRegister,
    pub connections: Vec<Connection>,
    pub flow: Flow,
    pub signed: SignOffs,
    pub today: Date,
    cases: Cases,
    drills: Vec<Date>,
    keys: Vec<ApiKey>,
}

impl Ground {
    /// Reads everything, with what was really sent.
    pub(super) async fn read(desk: &Desk) -> Result<Ground, OfficeError> {
        let ground = Ground::of(&desk.shelf().await?)?;
        Ok(Ground {
            flow: ground.flow.with_traffic(desk.store()).await?,
            ..ground
        })
    }

    /// What is on file there. What was sent is not.
    pub(super) fn of(shelf: &Shelf) -> Result<Ground, OfficeError> {
        let drills = shelf.all::<Drill>()?;
        let vendors = Register::of(shelf)?;
        let risks = RiskRegister::of(shelf)?;
        let signed = SignOffs::of(shelf)?;
        Ok(Ground {
            flow: Flow::of(shelf, &vendors, &risks, &signed)?,
            signed,
            vendors,
            roster: Roster::of(shelf)?,
            risks,
            cases: Cases::of(shelf)?,
            drills: drills.into_iter().map(|kept| kept.record.on).collect(),
            connections: shelf.connections(),
            keys: shelf.keys(),
            today: shelf.today(),
        })
    }

    /// Whether the plan was tried out not too long ago.
    pub(super) fn is_drilled(&self) -> bool {
        let newest = self.drills.iter().max();
        newest.is_some_and(|day| self.today <= DRILL_LASTS.after(*day))
    }

    /// Whether somebody should have been told by now.
    pub(super) fn is_anybody_waiting(&self) -> Result<bool, OfficeError> {
        let views = self.cases.views()?;
        let late = |due: Option<Date>| due.is_some_and(|day| day < self.today);
        Ok(views.iter().any(|view| {
            let mut open = view.open();
            open.any(|clock| late(clock.due))
        }))
    }

    /// A hash of the settings that an approval of this gate speaks of; none where no setting matters.
    pub(super) fn settings(&self, gate: GateKind) -> Option<Hash> {
        let is_access = gate == GateKind::Access;
        let keys: Vec<&str> = self.keys.iter().map(|key| key.id.as_str()).collect();
        is_access.then(|| Hash::of(keys.join("\n").as_bytes()))
    }
}
