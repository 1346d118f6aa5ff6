//! Setting up: the practice and the first account, once, by whoever holds the code that the server printed.

mod beginning;
mod draft;

use std::sync::{Mutex, MutexGuard, PoisonError};

use anteroom_audit::{Hash, Micros};
use anteroom_store::Store;
use jiff::civil::Date;
use zeroize::Zeroizing;

pub use beginning::{Beginning, First};
pub use draft::Draft;

use crate::error::OfficeError;

/// For how long the code is good since it was last used, in microseconds: half an hour.
const GOOD_FOR: i64 = 30 * 60 * 1_000_000;

/// The one chance to set up.
pub struct Opening(Mutex<Option<Chance>>);

/// A code that nobody has used up, and what whoever holds it typed.
struct Chance {
    hash: Hash,
    since: Micros,
    draft: Draft,
}

impl Opening {
    /// A chance for who holds this code, from now on. The code itself is not kept.
    #[must_use]
    pub fn new(code: &str, now: Micros) -> Opening {
        Opening(Mutex::new(Some(Chance {
            hash: Hash::of(code.as_bytes()),
            since: now,
            draft: Draft::default(),
        })))
    }

    /// Whether this is the code, it is still good, and nobody has used it.
    #[must_use]
    pub fn is_open_to(&self, code: &str, now: Micros) -> bool {
        let held = self.held();
        held.as_ref().is_some_and(|held| held.is_open(code, now))
    }

    /// What was typed so far; none for who does not hold the code.
    #[must_use]
    pub fn draft(&self, code: &str, now: Micros) -> Option<Draft> {
        let held = self.held();
        let held = held.as_ref().filter(|held| held.is_open(code, now))?;
        Some(held.draft.clone())
    }

    /// Keeps what was typed, and gives whoever holds the code its whole time again. Gives whether it was kept.
    pub fn keep(&self, code: &str, draft: Draft, now: Micros) -> bool {
        let mut held = self.held();
        let held = held.as_mut().filter(|held| held.is_open(code, now));
        held.map(|held| (held.draft, held.since) = (draft, now))
            .is_some()
    }

    /// Takes the chance, where this is the code: of several who come at once, one gets it.
    fn take(&self, code: &str, now: Micros) -> Option<Chance> {
        self.held().take_if(|held| held.is_open(code, now))
    }

    /// Sets up the practice, unless that was done before, and the first account, and gives what opens that person's session;
    /// then the code is used up. Where it cannot be done, the code is good for another try.
    ///
    /// # Errors
    /// When the code is not good, there is an account already, or it cannot be written.
    pub async fn set_up(
        &self,
        code: &str,
        store: &Store,
        beginning: Beginning,
        at: Micros,
        today: Date,
    ) -> Result<Zeroizing<String>, OfficeError> {
        let taken = self.take(code, at);
        let taken = taken.ok_or(OfficeError::Refused(
            "this practice is being set up already",
        ))?;
        let done = beginning::record(store, beginning, at, today).await;
        if done.is_err() {
            *self.held() = Some(taken);
        }
        done
    }

    fn held(&self) -> MutexGuard<'_, Option<Chance>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Chance {
    fn is_open(&self, code: &str, now: Micros) -> bool {
        self.hash == Hash::of(code.as_bytes()) && now.0 - self.since.0 <= GOOD_FOR
    }
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
        assert!(opening.take("ABCD-EFGJ", Micros(0)).is_none());
        assert!(opening.take("ABCD-EFGH", Micros(0)).is_some());
        assert!(opening.take("ABCD-EFGH", Micros(0)).is_none());
        assert!(!opening.is_open_to("ABCD-EFGH", Micros(0)));
    }

    #[test]
    fn what_was_typed_is_kept_for_whoever_holds_the_code_and_buys_time() {
        let opening = Opening::new("ABCD-EFGH", Micros(0));
        let mut draft = opening.draft("ABCD-EFGH", Micros(0)).unwrap();
        assert_eq!(draft.get("name"), "");
        draft.set("name", "Dana Whitfield");
        assert!(!opening.keep("ABCD-EFGJ", draft.clone(), Micros(1)));
        assert!(opening.keep("ABCD-EFGH", draft.clone(), Micros(GOOD_FOR)));
        let later = Micros(2 * GOOD_FOR);
        let kept = opening.draft("ABCD-EFGH", later).unwrap();
        assert_eq!(kept.get("name"), "Dana Whitfield");
        assert!(opening.draft("ABCD-EFGJ", later).is_none());
        assert!(
            !opening.keep("ABCD-EFGH", draft, Micros(later.0 + 1)),
            "too late"
        );
    }
}
