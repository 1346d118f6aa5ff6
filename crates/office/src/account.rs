//! Accounts: who may sign in at the pages, with what, and what they may do there.
//!
//! A person is on the roster (`training`); an account says how they sign in and which roles they hold. It is a record
//! like any other, so every change of it stays on file (45 CFR 164.308(a)(4), 164.312(a)(2)(i) and (d)).

mod matrix;
mod passphrase;
mod right;
mod staff;
mod throttle;
mod words;

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_policy::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::error::OfficeError;

pub use matrix::{lanes, may_do};
pub use passphrase::{Passphrase, Sealed, WeakPassphrase};
pub use right::Right;
pub use staff::{keeps_an_officer, may_change, may_give, may_reset};
pub use throttle::Throttle;
pub use words::{WORDS, passphrase};

/// How somebody signs in, and what they may do. Its id is the person's on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The person's name, as pages show it.
    pub name: Word,
    /// What they may do follows from these. A person can hold several.
    pub roles: BTreeSet<Role>,
    /// What their passphrase is checked against.
    pub passphrase: Sealed,
    /// True while they may not sign in.
    pub disabled: bool,
    /// True while somebody else chose the passphrase: its owner must choose another before anything else.
    #[serde(default)]
    pub temporary: bool,
}

impl Account {
    /// Whether one of the roles gives this right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.roles.iter().any(|role| right.is_of(*role))
    }
}

impl Record for Account {
    const SUBJECT: &'static str = "account";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.roles.is_empty() {
            true => Err(OfficeError::Refused("give the person at least one role")),
            false => Ok(()),
        }
    }
}
