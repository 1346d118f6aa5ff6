//! How long a kind of evidence stays good, from the dated data of `policy`.

use anteroom_policy::deadline::{Evidence, Kind, Renewals};

use crate::error::OfficeError;

/// What holds for a kind.
pub(crate) fn renewal(renewals: &Renewals, kind: Kind) -> Result<&Evidence, OfficeError> {
    renewals.of(kind).ok_or(OfficeError::Unreadable("renewal"))
}
