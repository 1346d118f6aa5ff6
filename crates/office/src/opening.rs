//! Setting up: the practice and the first account, once, by whoever holds the code that the server printed.

mod beginning;
mod draft;

use std::sync::{Mutex, MutexGuard, PoisonError};

use anteroom_audit::{Hash, Micros};
use anteroom_store::{SetupFiles, Store};
use jiff::civil::Date;
use zeroize::Zeroizing;

pub use beginning::{Beginning, First};
pub use draft::Draft;

use crate::error::OfficeError;

/// For how long the code is good since it was last used, in microseconds: half an hour.
const GOOD_FOR: i64 = 30 * 60 * 1_000_000;

/// The one chance to set up.
pub struct Opening {
    chance: Mutex<Option<Chance>>,
    /// Where what was typed is kept over a restart.
    files: SetupFiles,
}

/// A code that nobody has used up, and what whoever holds it typed.
struct Chance {
    hash: Hash,
    since: Micros,
    draft: Draft,
}

/// Why what was typed is not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// The code is another, too old, or used up.
    #[error("the code is not good")]
    Closed,
    /// It could not be written.
    #[error(transparent)]
    Failed(#[from] OfficeError),
}

impl Opening {
    /// A chance for who holds this code, from now on, with what was typed before the server was started again. The code
    /// itself is not kept.
    ///
    /// # Errors
    /// When what was typed before cannot be read.
    pub fn new(code: &str, files: SetupFiles, now: Micros) -> Result<Opening, OfficeError> {
        let chance = Chance {
            hash: Hash::of(code.as_bytes()),
            since: now,
            draft: Draft::read(&files, now)?,
        };
        let chance = Mutex::new(Some(chance));
        Ok(Opening { chance, files })
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

    /// Keeps what was typed, on disk too, and gives whoever holds the code its whole time again. It waits for the disk.
    ///
    /// # Errors
    /// [`NotKept`]. Then what was kept before still is.
    pub fn keep(&self, code: &str, draft: Draft, now: Micros) -> Result<(), NotKept> {
        let mut held = self.held();
        let held = held.as_mut().filter(|held| held.is_open(code, now));
        let held = held.ok_or(NotKept::Closed)?;
        draft.write(&self.files, &held.draft, now)?;
        (held.draft, held.since) = (draft, now);
        Ok(())
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
        match done {
            // What cannot be removed now is removed at the next start.
            Ok(_) => drop(self.files.remove()),
            Err(_) => *self.held() = Some(taken),
        }
        done
    }

    fn held(&self) -> MutexGuard<'_, Option<Chance>> {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Chance {
    fn is_open(&self, code: &str, now: Micros) -> bool {
        self.hash == Hash::of(code.as_bytes()) && now.0 - self.since.0 <= GOOD_FOR
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use anteroom_store::{Folder, SetupPart};

    use super::*;
    use crate::paper::Paper;

    /// A folder, and a chance in it at this moment.
    fn opened(temp: &tempfile::TempDir, now: Micros) -> Opening {
        let path = temp.path().join("data");
        let folder = Folder::open(&path).unwrap_or_else(|_| {
            let folder = Folder::create(&path).unwrap();
            folder.create_keys().unwrap();
            folder
        });
        Opening::new("ABCD-EFGH", SetupFiles::of(&folder).unwrap(), now).unwrap()
    }

    #[test]
    fn a_code_opens_once_and_for_half_an_hour() {
        let temp = tempfile::tempdir().unwrap();
        let opening = opened(&temp, Micros(0));
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
        let temp = tempfile::tempdir().unwrap();
        let opening = opened(&temp, Micros(0));
        let mut draft = opening.draft("ABCD-EFGH", Micros(0)).unwrap();
        assert_eq!(draft.get("name"), "");
        draft.set("name", "Dana Whitfield");
        let strangers = opening.keep("ABCD-EFGJ", draft.clone(), Micros(1));
        assert!(matches!(strangers, Err(NotKept::Closed)));
        opening
            .keep("ABCD-EFGH", draft.clone(), Micros(GOOD_FOR))
            .unwrap();
        let later = Micros(2 * GOOD_FOR);
        let kept = opening.draft("ABCD-EFGH", later).unwrap();
        assert_eq!(kept.get("name"), "Dana Whitfield");
        assert!(opening.draft("ABCD-EFGJ", later).is_none());
        let late = opening.keep("ABCD-EFGH", draft, Micros(later.0 + 1));
        assert!(matches!(late, Err(NotKept::Closed)), "too late");
    }

    #[test]
    fn a_restart_loses_nothing_and_a_month_does() {
        let temp = tempfile::tempdir().unwrap();
        let opening = opened(&temp, Micros(0));
        let mut draft = opening.draft("ABCD-EFGH", Micros(0)).unwrap();
        draft.set("name", "Dana Whitfield");
        draft.passphrase = Some(crate::account::Sealed::of_nobody());
        let paper = |text: &str| Paper::of(format!("%PDF-1.7 {text} %%EOF").into_bytes());
        draft.paper = paper("one").ok().map(Arc::new);
        opening.keep("ABCD-EFGH", draft.clone(), Micros(0)).unwrap();
        draft.paper = paper("two").ok().map(Arc::new);
        opening.keep("ABCD-EFGH", draft.clone(), Micros(0)).unwrap();
        let again = opened(&temp, Micros(1)).draft("ABCD-EFGH", Micros(1));
        let again = again.unwrap();
        assert_eq!(again.get("name"), "Dana Whitfield");
        assert!(again.passphrase == draft.passphrase);
        let hash = |draft: &Draft| draft.paper.as_ref().map(|paper| paper.sha256());
        assert!(hash(&again).is_some() && hash(&again) == hash(&draft));
        let month = Micros(31 * 24 * 60 * 60 * 1_000_000);
        let late = opened(&temp, month).draft("ABCD-EFGH", month).unwrap();
        assert_eq!(late.get("name"), "");
    }

    #[test]
    fn a_paper_that_is_not_the_drafts_own_is_not_taken_for_it() {
        let temp = tempfile::tempdir().unwrap();
        let opening = opened(&temp, Micros(0));
        let mut draft = Draft::default();
        draft.paper = Paper::of(b"%PDF-1.7 %%EOF".to_vec()).ok().map(Arc::new);
        opening.keep("ABCD-EFGH", draft, Micros(0)).unwrap();
        let other = b"%PDF-1.7 other %%EOF";
        opening.files.write(SetupPart::Paper, other).unwrap();
        let again = opened(&temp, Micros(1)).draft("ABCD-EFGH", Micros(1));
        assert!(again.unwrap().paper.is_none());
        let strange = temp.path().join("data/setup.typed");
        std::fs::write(strange, b"put there by somebody else").unwrap();
        let again = opened(&temp, Micros(1)).draft("ABCD-EFGH", Micros(1));
        assert!(again.is_some(), "begun anew");
    }
}
