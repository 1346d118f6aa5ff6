//! Setting up: the practice and the first account, once, by whoever holds the code that the server printed.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use anteroom_audit::{Hash, Micros, Word};
use anteroom_policy::Role;
use anteroom_store::Store;
use jiff::civil::Date;

use crate::account::{Account, Sealed};
use crate::desk::{Desk, Record as _};
use crate::door::by;
use crate::error::OfficeError;
use crate::id::Id;

/// For how long the code is good, in microseconds: half an hour.
const GOOD_FOR: i64 = 30 * 60 * 1_000_000;

/// The one chance to set up.
#[derive(Debug)]
pub struct Opening {
    code: Mutex<Option<(Hash, Micros)>>,
}

/// What the first person says.
#[derive(Clone, Debug)]
pub struct First {
    /// The name to sign in with.
    pub id: Id,
    /// Their name.
    pub name: Word,
    /// What they are here.
    pub roles: BTreeSet<Role>,
    /// Their passphrase, sealed.
    pub passphrase: Sealed,
}

impl Opening {
    /// A chance for who holds this code, from now on. The code itself is not kept.
    #[must_use]
    pub fn new(code: &str, now: Micros) -> Opening {
        Opening {
            code: Mutex::new(Some((Hash::of(code.as_bytes()), now))),
        }
    }

    /// Whether this is the code, it is still good, and nobody has used it.
    #[must_use]
    pub fn is_open_to(&self, code: &str, now: Micros) -> bool {
        let held = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().is_some_and(|held| is_open(held, code, now))
    }

    /// Takes the chance, where this is the code: of several who come at once, one gets it.
    fn take(&self, code: &str, now: Micros) -> Option<(Hash, Micros)> {
        let mut held = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        held.take_if(|held| is_open(held, code, now))
    }

    /// Sets up the practice, unless that was done before, and the first account; then the code is used up. Where it cannot
    /// be done, the code is good for another try.
    ///
    /// # Errors
    /// When the code is not good, there is an account already, or it cannot be written.
    pub async fn set_up(
        &self,
        code: &str,
        store: &Store,
        practice: Option<(Word, Word)>,
        first: First,
        at: Micros,
    ) -> Result<(), OfficeError> {
        let taken = self.take(code, at);
        let taken = taken.ok_or(OfficeError::Refused(
            "this practice is being set up already",
        ))?;
        let done = record(store, practice, first, at).await;
        if done.is_err() {
            *self.code.lock().unwrap_or_else(PoisonError::into_inner) = Some(taken);
        }
        done
    }
}

async fn record(
    store: &Store,
    practice: Option<(Word, Word)>,
    first: First,
    at: Micros,
) -> Result<(), OfficeError> {
    if !store.evidence(Account::SUBJECT).await?.is_empty() {
        return Err(OfficeError::Refused("this practice is set up already"));
    }
    let by = by(&first.id, &first.name, at);
    if let Some((name, state)) = practice {
        store.create_practice(&by, name, state).await?;
    }
    let account = Account {
        name: first.name,
        roles: first.roles,
        passphrase: first.passphrase,
        disabled: false,
        temporary: false,
    };
    // Nothing in an account depends on the day.
    Desk::new(store.clone(), by, Date::MIN)
        .add(&first.id, &account)
        .await
}

fn is_open((hash, since): &(Hash, Micros), code: &str, now: Micros) -> bool {
    *hash == Hash::of(code.as_bytes()) && now.0 - since.0 <= GOOD_FOR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_opens_once_and_for_half_an_hour() {
        let opening = Opening::new("ABCD-EFGH", Micros(0));
        assert!(opening.is_open_to("ABCD-EFGH", Micros(GOOD_FOR)));
        assert!(!opening.is_open_to("ABCD-EFGH", Micros(GOOD_FOR + 1)));
        assert!(!opening.is_open_to("ABCD-EFGJ", Micros(0)));
        assert_eq!(opening.take("ABCD-EFGJ", Micros(0)), None);
        assert!(opening.take("ABCD-EFGH", Micros(0)).is_some());
        assert_eq!(opening.take("ABCD-EFGH", Micros(0)), None);
        assert!(!opening.is_open_to("ABCD-EFGH", Micros(0)));
    }
}
