//! Passkeys (W3C Web Authentication): signing in with what a phone, a computer or a security key holds.
//!
//! A passkey is asked for with the person's own check (a finger, a face, a PIN), so it counts as both steps. Here stands
//! its public half only: it is no secret, and nobody comes in with it.

mod ceremony;
mod site;

use std::collections::BTreeSet;

use anteroom_audit::{Micros, Word};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use webauthn_rp::request::register::UserHandle64;

use crate::desk::{Desk, Record};
use crate::error::OfficeError;
use crate::id::Id;

pub(crate) use ceremony::{Adding, Answer, Asking};
pub use site::{NotASite, Site};

/// The most passkeys of one person.
const MOST: usize = 20;

/// Somebody's passkeys. Its id is the person's on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkeys {
    /// What authenticators call the person: random bytes that say nothing of them, in hexadecimal digits.
    handle: String,
    /// The passkeys, in the order they were added.
    pub keys: Vec<Passkey>,
}

/// One passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// Its id, in hexadecimal digits.
    pub id: String,
    /// What its owner calls it.
    pub name: Word,
    /// When it was added.
    pub added_at: Micros,
    /// How it may be reached: hints for the browser.
    transports: u8,
    /// Its public key and what never changes, encoded.
    key: String,
    /// Its counter and what changes by use, encoded.
    state: String,
}

impl Passkeys {
    /// Somebody's passkeys now; where they never had any, none under a new handle.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn of(desk: &Desk, id: &Id) -> Result<Passkeys, OfficeError> {
        let newest = desk.history::<Passkeys>(id).await?.pop();
        Ok(newest.map_or_else(Passkeys::none, |kept| kept.record))
    }

    /// Takes all of somebody's passkeys away. Does nothing where there are none.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub async fn reset(desk: &Desk, id: &Id) -> Result<(), OfficeError> {
        match Passkeys::of(desk, id).await?.keys.is_empty() {
            true => Ok(()),
            false => desk.put(id, &Passkeys::none()).await,
        }
    }

    fn none() -> Passkeys {
        Passkeys {
            handle: hex::encode(UserHandle64::new()),
            keys: Vec::new(),
        }
    }

    /// The passkey of this id.
    pub(crate) fn find(&mut self, id: &str) -> Option<&mut Passkey> {
        self.keys.iter_mut().find(|key| key.id == id)
    }
}

impl Record for Passkeys {
    const SUBJECT: &'static str = "passkeys";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        let ids: BTreeSet<&str> = self.keys.iter().map(|key| key.id.as_str()).collect();
        match () {
            () if ids.len() < self.keys.len() => {
                Err(OfficeError::Refused("you have this passkey already"))
            }
            () if self.keys.len() > MOST => Err(OfficeError::Refused(
                "take a passkey away before you add another",
            )),
            () => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passkey_is_held_once_and_there_are_not_many() {
        let key = |id: &str, name: &str| Passkey {
            id: id.to_owned(),
            name: Word::lossy(name),
            added_at: Micros(0),
            transports: 0,
            key: String::new(),
            state: String::new(),
        };
        let mut passkeys = Passkeys::none();
        assert_eq!(passkeys.handle.len(), 128);
        passkeys.keys = vec![key("aa", "phone"), key("bb", "laptop")];
        assert!(passkeys.check(Date::MIN).is_ok());
        passkeys.keys.push(key("aa", "again"));
        assert!(passkeys.check(Date::MIN).is_err());
        passkeys.keys = (0..=MOST).map(|n| key(&n.to_string(), "key")).collect();
        assert!(passkeys.check(Date::MIN).is_err());
    }
}
