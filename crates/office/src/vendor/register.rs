//! All vendors as they stand today: agreements, claims and services, each judged by its records and the date.

use anteroom_policy::deadline::{Kind as Renewing, Renewals};
use jiff::civil::Date;
use serde::Serialize;

use super::agreement::{Agreement, State};
use super::claim::{Claim, Standing, standings};
use super::deployment::{Deployment, Reach};
use super::element::{Element, Elements};
use super::party::Party;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::renewal::renewal;
use crate::shelf::Shelf;

/// Everything on file about vendors.
pub struct Register {
    /// Who they are.
    pub parties: Vec<Kept<Party>>,
    agreements: Vec<Kept<Agreement>>,
    claims: Vec<Kept<Claim>>,
    deployments: Vec<Kept<Deployment>>,
    elements: Elements,
    renewals: Renewals,
    today: Date,
}

/// One vendor as it stands.
#[derive(Serialize)]
pub struct VendorView<'r> {
    /// Its id.
    pub id: &'r Id,
    /// Who it is.
    pub party: &'r Party,
    /// The best of its agreements' states.
    pub agreement: State,
    /// Its agreements.
    pub agreements: Vec<AgreementView<'r>>,
    /// What is claimed about its services.
    pub claims: Vec<ClaimView<'r>>,
    /// Its services in use.
    pub deployments: Vec<DeploymentView<'r>>,
}

/// One agreement as it stands.
#[derive(Serialize)]
pub struct AgreementView<'r> {
    /// Its id.
    pub id: &'r Id,
    /// Where it stands.
    pub state: State,
    /// What it says.
    pub agreement: &'r Agreement,
    /// What the law asks for and it was not found to have.
    pub lacks: Vec<&'r Element>,
    /// What the practice should ask for beside that.
    pub should_ask: Vec<&'r Element>,
}

/// One claim as it stands.
#[derive(Serialize)]
pub struct ClaimView<'r> {
    /// Its id.
    pub id: &'r Id,
    /// How far it can be relied on.
    pub standing: Standing,
    /// What it says.
    pub claim: &'r Claim,
}

/// One service as it stands.
#[derive(Serialize)]
pub struct DeploymentView<'r> {
    /// Its id.
    pub id: &'r Id,
    /// Whether an agreement reaches it.
    pub reach: Reach,
    /// What it is.
    pub deployment: &'r Deployment,
}

impl DeploymentView<'_> {
    /// The host at which it answers.
    pub(super) fn host(&self) -> &str {
        let endpoint = self.deployment.endpoint.as_str();
        let address = endpoint.split_once("://");
        let address = address.map_or(endpoint, |(_, rest)| rest);
        let authority = address.split('/').next().unwrap_or_default();
        authority.split(':').next().unwrap_or_default()
    }
}

impl Register {
    /// Reads everything.
    ///
    /// # Errors
    /// When a record, or the data in the program, cannot be read.
    pub async fn read(desk: &Desk) -> Result<Register, OfficeError> {
        Register::of(&desk.shelf().await?)
    }

    /// What is on file there.
    ///
    /// # Errors
    /// As [`Register::read`].
    pub fn of(shelf: &Shelf) -> Result<Register, OfficeError> {
        Ok(Register {
            parties: shelf.all()?,
            agreements: shelf.all()?,
            claims: shelf.all()?,
            deployments: shelf.all()?,
            elements: Elements::shipped()?,
            renewals: Renewals::shipped()?,
            today: shelf.today(),
        })
    }

    /// The day that everything is judged for.
    pub(crate) fn today(&self) -> Date {
        self.today
    }

    /// The data that agreements are checked by.
    #[must_use]
    pub fn elements(&self) -> &Elements {
        &self.elements
    }

    /// One vendor.
    ///
    /// # Errors
    /// [`OfficeError::Missing`] when there is none of this id.
    pub fn vendor(&self, id: &Id) -> Result<VendorView<'_>, OfficeError> {
        let party = self.parties.iter().find(|party| party.id == *id);
        party.map_or_else(
            || {
                let (subject, id) = ("vendor", id.clone());
                Err(OfficeError::Missing { subject, id })
            },
            |party| self.view(party),
        )
    }

    /// All vendors, by id.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn vendors(&self) -> Result<Vec<VendorView<'_>>, OfficeError> {
        self.parties.iter().map(|party| self.view(party)).collect()
    }

    fn view<'r>(&'r self, party: &'r Kept<Party>) -> Result<VendorView<'r>, OfficeError> {
        let agreements = self.agreements(&party.id)?;
        let best = agreements.iter().map(|one| one.state).max();
        let deployments = self.deployments(party, &agreements);
        Ok(VendorView {
            id: &party.id,
            party: &party.record,
            agreement: best.unwrap_or(State::None),
            claims: self.claims(&party.id)?,
            deployments,
            agreements,
        })
    }

    fn agreements(&self, party: &Id) -> Result<Vec<AgreementView<'_>>, OfficeError> {
        let renewal = renewal(&self.renewals, Renewing::Agreement)?;
        let own = self
            .agreements
            .iter()
            .filter(|one| one.record.party == *party);
        let view = own.map(|Kept { id, record, .. }| AgreementView {
            id,
            state: record.state(&self.elements, renewal, self.today),
            agreement: record,
            lacks: record.lacks(&self.elements).collect(),
            should_ask: record.should_ask(&self.elements).collect(),
        });
        Ok(view.collect())
    }

    fn claims(&self, party: &Id) -> Result<Vec<ClaimView<'_>>, OfficeError> {
        let renewal = renewal(&self.renewals, Renewing::VendorClaim)?;
        let all = standings(&self.claims, renewal, self.today).into_iter();
        let own = all.filter(|(kept, _)| kept.record.party == *party);
        let view = own.map(|(Kept { id, record, .. }, standing)| ClaimView {
            id,
            standing,
            claim: record,
        });
        Ok(view.collect())
    }

    fn deployments<'r>(
        &'r self,
        party: &Kept<Party>,
        agreements: &[AgreementView<'r>],
    ) -> Vec<DeploymentView<'r>> {
        let all = self.deployments.iter();
        let own =
            all.filter(|one| one.record.party == party.id && one.record.is_in_use(self.today));
        own.map(|Kept { id, record, .. }| {
            let agreements = agreements.iter().map(|one| (one.agreement, one.state));
            DeploymentView {
                id,
                reach: record.reach(&party.record, agreements),
                deployment: record,
            }
        })
        .collect()
    }
}
