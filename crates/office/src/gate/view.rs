//! The gates as they stand, and what people may do at them.

use anteroom_audit::Word;
use anteroom_policy::deadline::Limit;
use anteroom_policy::{Role as Signer, Standing};
use jiff::civil::Date;
use serde::Serialize;

use super::condition::{Condition, Place, automatic};
use super::file::{Approval, GateFile, Waiver};
use super::ground::Ground;
use super::kind::{GateKind, GateText, texts};
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::flow::{Flow, FlowApproval};
use crate::note::Note;
use crate::shelf::Shelf;
use crate::vendor::Role;

/// How long an approval is good, unless it says less. The product's default; the law names no number.
const APPROVAL_LASTS: Limit = Limit::Months(12);

/// Where a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Something was done; it was not ready yet.
    InProgress,
    /// It was approved, and something no longer holds.
    NeedsRenewal,
    /// The practice decided, in writing, that it does not apply.
    NotApplicable,
    /// Nobody has done anything.
    NotStarted,
    /// Every condition holds.
    Ready,
}

/// All eight.
pub struct Gates {
    texts: Vec<GateText>,
    files: Vec<Kept<GateFile>>,
    ground: Ground,
}

/// One gate as it stands.
#[derive(Serialize)]
pub struct GateView<'g> {
    /// What it is.
    #[serde(flatten)]
    pub text: &'g GateText,
    /// Where it stands.
    pub status: Status,
    /// Every condition.
    pub conditions: Vec<Condition>,
    /// What people did; none when nobody did anything.
    pub file: Option<&'g GateFile>,
}

impl GateView<'_> {
    /// What to do next: what mends the first condition that does not hold.
    #[must_use]
    pub fn next(&self) -> &str {
        let first = self.conditions.iter().find(|one| !one.holds);
        let own = first.and_then(|one| one.next.as_deref());
        own.unwrap_or(&self.text.step)
    }
}

impl Status {
    /// Whether the gate stops nothing.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Status::Ready | Status::NotApplicable)
    }
}

impl Gates {
    /// Reads everything.
    ///
    /// # Errors
    /// When a record, a setting or the data in the program cannot be read.
    pub async fn read(desk: &Desk) -> Result<Gates, OfficeError> {
        Ok(Gates {
            texts: texts()?,
            files: desk.all().await?,
            ground: Ground::read(desk).await?,
        })
    }

    /// What is on file there; what was really sent is not looked at.
    ///
    /// # Errors
    /// As [`Gates::read`].
    pub fn of(shelf: &Shelf) -> Result<Gates, OfficeError> {
        Ok(Gates {
            texts: texts()?,
            files: shelf.all()?,
            ground: Ground::of(shelf)?,
        })
    }

    /// What the approved map says of a connection.
    pub(crate) fn on_map(&self, connection: &Word) -> Standing {
        self.ground.flow.standing(connection.as_str())
    }

    /// Every gate in its order.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn views(&self) -> Result<Vec<GateView<'_>>, OfficeError> {
        self.texts.iter().map(|text| self.view(text)).collect()
    }

    /// One gate.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn one(&self, gate: GateKind) -> Result<GateView<'_>, OfficeError> {
        let text = self.texts.iter().find(|text| text.name == gate);
        self.view(text.ok_or(OfficeError::Unreadable("gate text"))?)
    }

    /// An approval of the gate as it stands, until a year from now or the day given.
    ///
    /// # Errors
    /// While a condition other than the approval itself does not hold.
    pub fn approve(
        &self,
        gate: GateKind,
        by: Word,
        until: Option<Date>,
    ) -> Result<Approval, OfficeError> {
        if self.before_approval(gate)?.iter().any(|one| !one.holds) {
            return Err(OfficeError::Refused(
                "a condition does not hold yet; see `anteroom gate show`",
            ));
        }
        let longest = self.approval_ends();
        Ok(Approval {
            by,
            on: self.ground.today,
            until: until.map_or(longest, |until| until.min(longest)),
            settings: self.ground.settings(gate),
        })
    }

    /// The last day on which an approval of today can be good.
    #[must_use]
    pub fn approval_ends(&self) -> Date {
        APPROVAL_LASTS.after(self.ground.today)
    }

    /// An approval of the map as it stands, once the gate's other conditions hold; that is how the gate of the map is approved.
    ///
    /// # Errors
    /// As [`Gates::approve`].
    pub fn approve_map(&self, by: Word, until: Option<Date>) -> Result<FlowApproval, OfficeError> {
        self.approve(GateKind::DataFlow, by.clone(), until)?;
        self.ground.flow.approve(by, until)
    }

    /// The written decision that a gate does not apply.
    ///
    /// # Errors
    /// As [`Gates::may_be_set_aside`].
    pub fn waive(&self, gate: GateKind, by: Word, reason: Note) -> Result<Waiver, OfficeError> {
        self.may_be_set_aside(gate)?;
        let on = self.ground.today;
        Ok(Waiver { by, on, reason })
    }

    /// Whether somebody may decide that a gate does not apply.
    ///
    /// # Errors
    /// For any gate but that of agreements, and where another company gets anything.
    pub fn may_be_set_aside(&self, gate: GateKind) -> Result<(), OfficeError> {
        if gate != GateKind::Baa {
            return Err(OfficeError::Refused(
                "only the gate of agreements can be set aside",
            ));
        }
        match self.is_alone()? {
            true => Ok(()),
            false => Err(OfficeError::Refused(
                "a service of another company is in use, or none of your own is on file with its signed decision",
            )),
        }
    }

    /// Whether every service is the practice's own, by a signed decision.
    fn is_alone(&self) -> Result<bool, OfficeError> {
        let vendors = self.ground.vendors.vendors()?;
        let used = vendors
            .iter()
            .filter(|vendor| !vendor.deployments.is_empty());
        let own: Vec<bool> = used
            .map(|vendor| {
                vendor.party.role == Role::PracticeOwned
                    && vendor.deployments.iter().all(|view| view.reach.is_good())
            })
            .collect();
        Ok(!own.is_empty() && own.into_iter().all(|is_own| is_own))
    }

    fn view<'g>(&'g self, text: &'g GateText) -> Result<GateView<'g>, OfficeError> {
        let file = self.file(text.name)?;
        let mut conditions = self.before_approval(text.name)?;
        let (approvals, was_approved) = self.approvals(text.name, file);
        conditions.extend(approvals);
        let status = match file {
            Some(GateFile {
                waiver: Some(_), ..
            }) if self.is_alone()? => Status::NotApplicable,
            _ if conditions.iter().all(|one| one.holds) => Status::Ready,
            _ if was_approved => Status::NeedsRenewal,
            Some(_) => Status::InProgress,
            None => Status::NotStarted,
        };
        Ok(GateView {
            text,
            status,
            conditions,
            file,
        })
    }

    /// Every condition of a gate but its approval.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn before_approval(&self, gate: GateKind) -> Result<Vec<Condition>, OfficeError> {
        let file = self.file(gate)?;
        let has_owner = file.is_some_and(|file| file.owner.is_some());
        let mut conditions = automatic(gate, &self.ground)?;
        if matches!(gate, GateKind::Access | GateKind::IncidentPlan) {
            let attached = file.is_some_and(|file| !file.exhibits.is_empty());
            conditions.push(Condition::attached(attached));
        }
        let assign = format!(
            "Name somebody (anteroom gate assign {} --owner WHO)",
            gate.code()
        );
        conditions.push(Condition::seen_to(has_owner).mended(assign));
        let signers = file.iter().flat_map(|file| &file.signers);
        conditions.extend(signers.map(|role| self.signed(gate, *role)));
        Ok(conditions)
    }

    fn signed(&self, gate: GateKind, role: Signer) -> Condition {
        let name = role.code().replace('_', " ");
        let sign = format!(
            "Have them sign (anteroom signoff add --gate {} --by WHO --role {})",
            gate.code(),
            role.code().replace('_', "-")
        );
        match self.ground.signed.of_gate(gate, role) {
            None => Condition::new(format!("Not signed by a {name} yet"), false).mended(sign),
            Some(one) => {
                let (by, until) = (&one.by, one.until);
                Condition::new(format!("Signed by {by}, {name}, until {until}"), true)
            }
        }
    }

    /// What there is to say of the gate's approval, and whether it ever had one. The map has an approval of its own.
    fn approvals(&self, gate: GateKind, file: Option<&GateFile>) -> (Vec<Condition>, bool) {
        if gate == GateKind::DataFlow {
            let flow = &self.ground.flow;
            let said = map_approved(flow, self.ground.today).into_iter();
            let said = said.map(|one| one.at(Place::Map)).collect();
            return (said, flow.approved.is_some());
        }
        let approval = file.and_then(|file| file.approval.as_ref());
        let approve = format!(
            "Look at it and approve it (anteroom gate approve {} --by WHO)",
            gate.code()
        );
        let approved = self.approved(gate, file).mended(approve);
        (vec![approved], approval.is_some())
    }

    fn approved(&self, gate: GateKind, file: Option<&GateFile>) -> Condition {
        let Some(approval) = file.and_then(|file| file.approval.as_ref()) else {
            return Condition::new("Nobody approved it yet", false);
        };
        let (by, until) = (&approval.by, approval.until);
        let owner = file.and_then(|file| file.owner.as_ref());
        let alone = match owner == Some(by) {
            true => " (who also sees to it)",
            false => "",
        };
        if self.ground.today > until {
            Condition::new(
                format!("Approved by {by}{alone}, but only until {until}"),
                false,
            )
        } else if approval.settings != self.ground.settings(gate) {
            Condition::new(
                format!("Approved by {by}{alone}, but the settings changed since"),
                false,
            )
        } else {
            Condition::new(format!("Approved by {by}{alone} until {until}"), true)
        }
    }

    fn file(&self, gate: GateKind) -> Result<Option<&GateFile>, OfficeError> {
        let id = gate.id()?;
        let kept = self.files.iter().find(|kept| kept.id == id);
        Ok(kept.map(|kept| &kept.record))
    }
}

/// Whether the map was approved as it is; if not, each difference.
fn map_approved(flow: &Flow, today: Date) -> Vec<Condition> {
    let Some(kept) = &flow.approved else {
        return vec![Condition::new("Nobody approved the map yet", false)];
    };
    let (by, until) = (&kept.record.by, kept.record.until);
    if today > until {
        let says = format!("The map was approved by {by}, but only until {until}");
        return vec![Condition::new(says, false)];
    }
    let changes = flow.changes();
    if changes.is_empty() {
        let says = format!("The map was approved by {by} until {until}, and nothing changed since");
        return vec![Condition::new(says, true)];
    }
    let on = kept.record.on;
    let said = changes.into_iter();
    said.map(|change| {
        Condition::new(
            format!("Changed since {by} approved the map on {on}: {change}"),
            false,
        )
    })
    .collect()
}
