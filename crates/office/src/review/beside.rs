//! What is on file beside the services: agreements without one, and approvals of connections.

use anteroom_audit::{Day, Word};
use anteroom_policy::LocalTime;
use anteroom_store::{Approval, Connection};
use jiff::civil::Date;
use serde::Serialize;

use super::prepare::moment;
use crate::vendor::{AgreementView, VendorView};

/// An agreement with a company of which no service in use is on file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoneAgreementRow {
    /// The company.
    pub vendor: Word,
    /// Where the agreement stands.
    pub state: String,
    /// Its last day, where it names one.
    pub until: Option<Date>,
    /// How many elements of law it was not found to have (45 CFR 164.504(e)).
    pub lacks: usize,
}

/// The newest approval of a connection for each kind of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApprovalRow {
    /// The connection.
    pub connection: Word,
    /// For what kind of text.
    pub purpose: String,
    /// The last day of the agreement that it names.
    pub until: Option<Day>,
    /// Whether the vendor agreed not to train on what it receives.
    pub no_training: bool,
    /// Who approved it.
    pub by: Word,
    /// When, by the clock on the practice's wall.
    pub on: String,
    /// Whether it decides; a service on file that names the connection decides in its place.
    pub decides: bool,
}

pub(super) fn lone_agreements(vendors: &[VendorView<'_>]) -> Vec<LoneAgreementRow> {
    let alone = vendors
        .iter()
        .filter(|vendor| vendor.deployments.is_empty());
    let row = |vendor: &VendorView<'_>, view: &AgreementView<'_>| LoneAgreementRow {
        vendor: vendor.party.name.clone(),
        state: view.state.words().to_owned(),
        until: view.agreement.until,
        lacks: view.lacks.len(),
    };
    alone
        .flat_map(|vendor| vendor.agreements.iter().map(move |view| row(vendor, view)))
        .collect()
}

pub(super) fn approvals(
    connections: &[Connection],
    vendors: &[VendorView<'_>],
    clock: &LocalTime,
) -> Vec<ApprovalRow> {
    let serves = |connection: &Connection| {
        let mut services = vendors.iter().flat_map(|vendor| &vendor.deployments);
        services.any(|view| view.deployment.connection.as_ref() == Some(&connection.name))
    };
    let row = |connection: &Connection, approval: &Approval| ApprovalRow {
        connection: connection.name.clone(),
        purpose: approval.purpose.as_str().replace('_', " "),
        until: approval.agreement_until,
        no_training: approval.no_training,
        by: approval.approved_by.clone(),
        on: moment(clock, approval.approved_at),
        decides: !serves(connection),
    };
    let of_one = |connection: &Connection| {
        let newest = connection
            .approvals
            .iter()
            .filter(|one| connection.approval(one.purpose.as_str()) == Some(*one));
        newest.map(|one| row(connection, one)).collect::<Vec<_>>()
    };
    connections.iter().flat_map(of_one).collect()
}
