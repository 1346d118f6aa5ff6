//! Answers that are held: whoever asked gets one only once somebody with the right role has released it.
//!
//! What holds an answer is an obligation of the rules, or the task's own review. The answer is sealed; nobody sees it but
//! those who may decide on it, and after its release whoever asked. Nobody decides on what they asked for themselves,
//! unless they are the only one in the practice who may and the law is content with that; the log then says so.

mod expiry;
mod review;
mod settle;
mod submit;

use anteroom_audit::{HeldEnded, ReceiptId, Word};
use anteroom_store::{By, HELD_EXPIRED, HeldId, HeldLine, RecordError, Store, StoreError};
use serde::{Deserialize, Serialize};

use zeroize::Zeroizing;

use crate::account::Account;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::holder::Holder;
use crate::id::Id;
use crate::note::Note;
use crate::work;

pub use expiry::{expire, expired_for};
pub use review::{Reason, Reviewer};
pub use settle::settle;
pub use submit::{Submission, approve_own, may_submit, submit};

/// Answers that are listed at a time.
const LISTED: u32 = 500;

/// What is held: clinical text, so it has no `Debug`.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// The answer with the real values in it.
    pub answer: String,
    /// The answer as the model wrote it.
    pub as_sent: String,
    /// Where values were put back in the answer, in bytes.
    pub placed: Vec<(usize, usize)>,
    /// What rules want around the answer.
    #[serde(default)]
    pub around: work::Around,
    /// What was asked, as it was written.
    pub asked: String,
    /// What was asked, as it left.
    pub sent: String,
    /// Where it came from, in words.
    pub sent_to: String,
    /// Whether whoever sends it for approval changed it by hand.
    #[serde(default)]
    pub edited: bool,
}

/// What becomes of an answer that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Whoever asked gets it.
    Released,
    /// Whoever asked is told what to change, and asks again.
    Returned,
    /// Nobody gets it.
    Refused,
    /// Nobody decided in time: nobody gets it, and it is gone.
    Expired,
}

/// What somebody may do with an answer that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Read it and decide on it. `own`: they asked for it, and are the only one who may.
    Decides {
        /// Whether they asked for it themselves.
        own: bool,
    },
    /// Read it: they decided on it, or asked for it and it was released.
    Reads,
    /// They asked for it, and somebody else must decide.
    Waits,
    /// Nothing at all.
    Stranger,
}

/// An answer that is or was held, without a word of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    line: HeldLine,
    /// Whose review it needs.
    pub reviewer: Reviewer,
    /// Why.
    pub reasons: Vec<Reason>,
    /// What became of it; none while it waits.
    pub end: Option<End>,
}

impl Content {
    /// As it is sealed.
    ///
    /// # Errors
    /// None that can happen: texts have a JSON form.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, OfficeError> {
        let bytes = serde_json::to_vec(self);
        let bytes = bytes.map_err(|_| OfficeError::Unreadable("held answer"))?;
        Ok(Zeroizing::new(bytes))
    }
}

impl End {
    /// The word in the store and the log. It never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            End::Released => "released",
            End::Returned => "returned",
            End::Refused => "refused",
            End::Expired => HELD_EXPIRED,
        }
    }

    fn of_code(code: &Word) -> Option<End> {
        let all = [End::Released, End::Returned, End::Refused, End::Expired];
        all.into_iter().find(|end| end.code() == code.as_str())
    }
}

impl Held {
    /// Fails where a word is none of ours: what cannot be read is shown to nobody.
    fn read(line: HeldLine) -> Result<Held, OfficeError> {
        let unreadable = OfficeError::Unreadable("held answer");
        let reviewer = Reviewer::of_code(&line.reviewer).ok_or(unreadable.clone())?;
        let end = match &line.end {
            None => None,
            Some(end) => Some(End::of_code(&end.word).ok_or(unreadable)?),
        };
        Ok(Held {
            reviewer,
            reasons: line.why.iter().map(Reason::of_code).collect(),
            end,
            line,
        })
    }

    /// The row behind it: who asked, when, for what.
    #[must_use]
    pub fn line(&self) -> &HeldLine {
        &self.line
    }

    /// Whether this person asked for it.
    #[must_use]
    pub fn is_of(&self, person: &Id) -> bool {
        self.line.person.as_ref() == Some(&person.word())
    }

    /// Whether nothing but its owner's wish holds it: they have read it, and it stays theirs to read.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        !self.reasons.is_empty() && self.reasons.iter().all(|one| *one == Reason::Asked)
    }

    /// Whether its owner has it again, to change and to send once more: it was sent back, and no rule keeps it from them. What
    /// a rule holds is nobody's before it was released.
    #[must_use]
    pub fn is_given_back(&self) -> bool {
        self.end == Some(End::Returned) && !self.reasons.is_empty() && !self.is_ruled()
    }

    /// Whether its owner reads it while it waits: they have read it before, and sent it for approval themselves.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.is_asked() || (self.line.id != self.line.id.receipt.into() && !self.is_ruled())
    }

    fn is_ruled(&self) -> bool {
        let rules = |one: &Reason| matches!(one, Reason::Rule(_));
        self.reasons.iter().any(rules)
    }

    /// What this person may do with it, among these accounts.
    #[must_use]
    pub fn standing(&self, person: &Id, accounts: &[Kept<Account>]) -> Standing {
        let own = self.is_of(person);
        if let Some(end) = &self.line.end {
            let decided = end.person == person.word() && self.end != Some(End::Expired);
            let released = self.end == Some(End::Released);
            return match decided || (own && released) {
                true => Standing::Reads,
                false => Standing::Stranger,
            };
        }
        let takes_own = self.reasons.iter().all(|one| one.takes_own_review());
        let is_asked = self.is_asked();
        let mut able = able(self.reviewer, accounts);
        match able.clone().any(|id| id == person) {
            true if !own => Standing::Decides { own },
            true if is_asked || takes_own && able.all(|id| id == person) => {
                Standing::Decides { own }
            }
            _ if own => Standing::Waits,
            _ => Standing::Stranger,
        }
    }
}

/// Those who may review.
fn able(reviewer: Reviewer, accounts: &[Kept<Account>]) -> impl Iterator<Item = &Id> + Clone {
    let may =
        move |kept: &&Kept<Account>| !kept.record.disabled && kept.record.may(reviewer.right());
    accounts.iter().filter(may).map(|kept| &kept.id)
}

/// Whether anybody could review at all.
///
/// # Errors
/// When the accounts cannot be read.
pub async fn has_reviewer(store: &Store, reviewer: Reviewer) -> Result<bool, OfficeError> {
    Ok(able(reviewer, &accounts(store).await?).next().is_some())
}

/// Everybody's account.
///
/// # Errors
/// When they cannot be read.
pub async fn accounts(store: &Store) -> Result<Vec<Kept<Account>>, OfficeError> {
    Desk::reading(store).all::<Account>().await
}

/// Who holds a key, by their id on the roster; none when several people or a program share it.
///
/// # Errors
/// When it cannot be read.
pub async fn person_of_key(store: &Store, key: &str) -> Result<Option<Word>, OfficeError> {
    let holders = Desk::reading(store).all::<Holder>().await?.into_iter();
    let mut own = holders.filter(|kept| kept.id.as_str() == key);
    let person = own.next().and_then(|kept| kept.record.person);
    Ok(person.map(|id| id.word()))
}

/// An answer that is or was held; none when there is none of this name.
///
/// # Errors
/// When it cannot be read.
pub async fn find(store: &Store, id: HeldId) -> Result<Option<Held>, OfficeError> {
    store.held(id).await?.map(Held::read).transpose()
}

/// The last time that the answer to a request is or was held; none when it never was.
///
/// # Errors
/// When it cannot be read.
pub async fn last(store: &Store, receipt: ReceiptId) -> Result<Option<Held>, OfficeError> {
    store.held_last(receipt).await?.map(Held::read).transpose()
}

/// Answers that this person may decide on now, the oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn waiting_for(store: &Store, person: &Id) -> Result<Vec<Held>, OfficeError> {
    let accounts = accounts(store).await?;
    let lines = store.held_waiting(LISTED).await?.into_iter();
    let all = lines.map(Held::read).collect::<Result<Vec<_>, _>>()?;
    let decides =
        |held: &Held| matches!(held.standing(person, &accounts), Standing::Decides { .. });
    Ok(all.into_iter().filter(decides).collect())
}

/// Answers to what this person asked that are or were held, the newest first.
///
/// # Errors
/// When they cannot be read.
pub async fn asked_by(store: &Store, person: &Word) -> Result<Vec<Held>, OfficeError> {
    let lines = store.held_of(person, LISTED).await?;
    lines.into_iter().map(Held::read).collect()
}

/// What is held. Whoever calls has looked at the reader's [`Standing`].
///
/// # Errors
/// When it is gone or cannot be read.
pub async fn content(store: &Store, id: HeldId) -> Result<Content, OfficeError> {
    let unreadable = OfficeError::Unreadable("held answer");
    let bytes = store.held_content(id).await?.ok_or(unreadable.clone())?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable)
}

/// What the reviewer wrote; none when they wrote nothing.
///
/// # Errors
/// When it cannot be read.
pub async fn comment(store: &Store, id: HeldId) -> Result<Option<Note>, OfficeError> {
    let unreadable = |_| OfficeError::Unreadable("held answer");
    let Some(bytes) = store.held_comment(id).await? else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&bytes).map_err(unreadable)?;
    let note = text.parse();
    note.map(Some)
        .map_err(|_| OfficeError::Unreadable("held answer"))
}

/// Decides on an answer, once and for all. `by`: who does it, for the log; `person`: as whom.
///
/// # Errors
/// As [`may_decide`], and when it cannot be written.
pub async fn decide(
    store: &Store,
    by: &By,
    person: &Id,
    id: HeldId,
    end: End,
    comment: Option<&Note>,
) -> Result<(), OfficeError> {
    let own = may_decide(store, person, id, end, comment).await?;
    let ended = HeldEnded {
        end: Word::lossy(end.code()),
        person: person.word(),
        own,
        round: id.round,
    };
    let said = comment.map(Note::as_str);
    match store.end_held(by, id, &ended, said).await {
        Err(StoreError::Record(RecordError::Exists)) => Err(OfficeError::Refused(DECIDED)),
        done => Ok(done?),
    }
}

/// Whether this person may decide on an answer so; gives whether they asked for it themselves.
///
/// # Errors
/// [`OfficeError::Refused`] says what forbids it: the role, that they asked for it, that it was decided on already, or that
/// nothing is said where it is sent back. Also when it cannot be found out.
pub async fn may_decide(
    store: &Store,
    person: &Id,
    id: HeldId,
    end: End,
    comment: Option<&Note>,
) -> Result<bool, OfficeError> {
    let refused = |why| Err(OfficeError::Refused(why));
    let Some(held) = find(store, id).await? else {
        return refused("no answer of this receipt is held");
    };
    match held.standing(person, &accounts(store).await?) {
        _ if held.end.is_some() => refused(DECIDED),
        _ if end == End::Expired => refused("only time closes what nobody decides on"),
        Standing::Decides { .. } if end == End::Returned && comment.is_none() => {
            refused("say what to change when you send it back")
        }
        Standing::Decides { own } => Ok(own),
        Standing::Waits => refused("they asked for it; somebody else must decide on it"),
        Standing::Reads | Standing::Stranger => refused("their role does not decide on this"),
    }
}

/// Why nobody decides twice.
const DECIDED: &str = "somebody has decided on it already";

#[cfg(test)]
mod tests;
