//! What somebody does about vendors, the same at the command line and at the pages: each writes one record, with its entry in
//! the log.

use anteroom_audit::Word;
use jiff::civil::Date;

use super::agreement::Agreement;
use super::claim::{Claim, Verified};
use super::deployment::Deployment;
use super::party::{Determination, Party};
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// Puts a vendor on file.
///
/// # Errors
/// When the id is taken, when whom it works for is not on file, or when the record breaks a rule.
pub async fn add_party(desk: &Desk, id: &Id, party: &Party) -> Result<(), OfficeError> {
    if let Some(owner) = &party.works_for {
        desk.find::<Party>(owner).await?;
    }
    desk.add(id, party).await
}

/// Records that the practice stopped working with a vendor.
///
/// # Errors
/// When there is no such vendor, or it cannot be written.
pub async fn end_party(desk: &Desk, id: &Id, last: Date) -> Result<Party, OfficeError> {
    let kept = desk.find::<Party>(id).await?;
    let party = Party {
        ended_on: Some(last),
        ..kept.record.clone()
    };
    desk.change(&kept, &party).await?;
    Ok(party)
}

/// Records the signed decision that nobody outside gets patient information on the practice's own machines. Without a word on
/// why, what was said of the vendor stays.
///
/// # Errors
/// When there is no such vendor, when the machines are not the practice's own, or when it cannot be written.
pub async fn need_no_agreement(
    desk: &Desk,
    id: &Id,
    decision: Determination,
    why: Option<Note>,
) -> Result<Party, OfficeError> {
    let kept = desk.find::<Party>(id).await?;
    let party = Party {
        determination: Some(decision),
        note: why.or(kept.record.note.clone()),
        ..kept.record.clone()
    };
    desk.change(&kept, &party).await?;
    Ok(party)
}

/// Records an agreement with a vendor, as far as it has come, and gives its id.
///
/// # Errors
/// When there is no such vendor, or the record breaks a rule.
pub async fn add_agreement(desk: &Desk, agreement: &Agreement) -> Result<Id, OfficeError> {
    desk.find::<Party>(&agreement.party).await?;
    desk.add_to(&agreement.party, agreement).await
}

/// The host to which a service's connection really leads, where that is not the service's own.
///
/// # Errors
/// When there is no such connection.
pub async fn leads_elsewhere(
    desk: &Desk,
    service: &Deployment,
) -> Result<Option<Word>, OfficeError> {
    let Some(name) = &service.connection else {
        return Ok(None);
    };
    let host = desk.store().live_connection(name).await?.host;
    Ok((!service.is_at(&host)).then_some(host))
}

/// Puts a service that the practice uses on file, and gives its id.
///
/// # Errors
/// When there is no such vendor, when its connection leads somewhere else, or when the record breaks a rule.
pub async fn add_service(desk: &Desk, service: &Deployment) -> Result<Id, OfficeError> {
    desk.find::<Party>(&service.party).await?;
    match leads_elsewhere(desk, service).await? {
        Some(_) => Err(OfficeError::Refused(
            "the connection leads to another address than the service's",
        )),
        None => desk.add_to(&service.party, service).await,
    }
}

/// Records that somebody approved a service today.
///
/// # Errors
/// When somebody else was first, or it cannot be written.
pub async fn approve_service(
    desk: &Desk,
    kept: &Kept<Deployment>,
    by: Word,
) -> Result<(), OfficeError> {
    let service = Deployment {
        approved_by: Some(by),
        approved_on: Some(desk.today()),
        ..kept.record.clone()
    };
    desk.change(kept, &service).await
}

/// Records that the practice stopped using a service.
///
/// # Errors
/// When somebody else was first, or it cannot be written.
pub async fn end_service(
    desk: &Desk,
    kept: &Kept<Deployment>,
    day: Date,
) -> Result<(), OfficeError> {
    let service = Deployment {
        ended_on: Some(day),
        ..kept.record.clone()
    };
    desk.change(kept, &service).await
}

/// Writes down what a vendor says, and gives the claim's id.
///
/// # Errors
/// When there is no such vendor, or the record breaks a rule.
pub async fn add_claim(desk: &Desk, claim: &Claim) -> Result<Id, OfficeError> {
    desk.find::<Party>(&claim.party).await?;
    desk.add_to(&claim.party, claim).await
}

/// Records that somebody checked a claim with the vendor, in writing.
///
/// # Errors
/// When somebody else was first, or the record breaks a rule.
pub async fn verify_claim(
    desk: &Desk,
    kept: &Kept<Claim>,
    verified: Verified,
) -> Result<(), OfficeError> {
    let claim = Claim {
        verified: Some(verified),
        ..kept.record.clone()
    };
    desk.change(kept, &claim).await
}

/// Records that a claim no longer counts.
///
/// # Errors
/// When somebody else was first, or it cannot be written.
pub async fn withdraw_claim(desk: &Desk, kept: &Kept<Claim>) -> Result<(), OfficeError> {
    let claim = Claim {
        withdrawn_on: Some(desk.today()),
        ..kept.record.clone()
    };
    desk.change(kept, &claim).await
}
