//! The second step of signing in: a code from an app on one's phone (RFC 6238), or one of ten recovery codes.
//!
//! Somebody's second step is a record of its own, so that every change of it stays on file and the secret is sealed as
//! records are (45 CFR 164.308(a)(5)(ii)(D) and 164.312(d)). Whether everybody needs one is the practice's own rule.

pub(crate) mod recovery;
mod secret;

use std::collections::BTreeSet;

use anteroom_audit::Hash;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, Record};
use crate::error::OfficeError;
use crate::id::Id;
use crate::passkey::Passkeys;

pub use recovery::{CODES, LETTERS, RecoveryCodes};
pub use secret::Secret;

/// Somebody's second step. Its id is the person's on the roster.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    /// What the codes of their app follow from; none while they have no app.
    pub secret: Option<Secret>,
    /// The recovery codes that were not used yet, hashed.
    pub recovery: BTreeSet<Hash>,
}

impl SecondStep {
    /// Somebody's second step now; an empty one where they never had any.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn of(desk: &Desk, id: &Id) -> Result<SecondStep, OfficeError> {
        let newest = desk.history::<SecondStep>(id).await?.pop();
        Ok(newest.map(|kept| kept.record).unwrap_or_default())
    }

    /// Whether a code is asked for after the passphrase.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.secret.is_some()
    }

    /// Takes somebody's second step away, with their passkeys, such as when the phone is lost.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub async fn reset(desk: &Desk, id: &Id) -> Result<(), OfficeError> {
        Passkeys::reset(desk, id).await?;
        SecondStep::remove(desk, id).await
    }

    /// Takes the app and its recovery codes away. Does nothing where there are none.
    pub(crate) async fn remove(desk: &Desk, id: &Id) -> Result<(), OfficeError> {
        match SecondStep::of(desk, id).await?.is_on() {
            true => desk.put(id, &SecondStep::default()).await,
            false => Ok(()),
        }
    }
}

impl Record for SecondStep {
    const SUBJECT: &'static str = "second_step";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.secret.is_none() && !self.recovery.is_empty() {
            true => Err(OfficeError::Refused(
                "recovery codes stand in for an app, so there must be one",
            )),
            false => Ok(()),
        }
    }
}

/// What the practice asks of everybody who signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInRule {
    /// Whether everybody must have a second step. Who has none is led to it after the passphrase.
    pub second_step_required: bool,
}

impl SignInRule {
    /// The rule now; where the practice has none, a second step is everybody's own choice.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn now(desk: &Desk) -> Result<SignInRule, OfficeError> {
        let newest = desk.history::<SignInRule>(&rule_id()?).await?.pop();
        Ok(newest.map(|kept| kept.record).unwrap_or_default())
    }

    /// Makes it the rule from now on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn set(&self, desk: &Desk) -> Result<(), OfficeError> {
        desk.put(&rule_id()?, self).await
    }
}

impl Record for SignInRule {
    const SUBJECT: &'static str = "sign_in_rule";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        Ok(())
    }
}

/// There is one rule.
fn rule_id() -> Result<Id, OfficeError> {
    Ok("practice".parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recovery_codes_alone_are_no_second_step() {
        let mut step = SecondStep::default();
        assert!(!step.is_on() && step.check(Date::MIN).is_ok());
        step.recovery.insert(Hash::of(b"a code"));
        assert!(step.check(Date::MIN).is_err());
        step.secret = Some(Secret::of([7; 20]));
        assert!(step.is_on() && step.check(Date::MIN).is_ok());
    }
}
