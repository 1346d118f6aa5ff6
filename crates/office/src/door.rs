//! The door of the pages: who comes in, who is still there, who leaves.

mod passkey;
mod passphrase;
mod provider;
mod second;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anteroom_audit::{Actor, Hash, Micros, Word};
use anteroom_store::{By, Session, Store};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::account::{Account, Passphrase, Sealed, Throttle};
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::passkey::{Adding, Asking};
use crate::second_step::Secret;
use crate::single_sign_on::Question;
use crate::waiting::Waiting;

pub use passphrase::Chosen;
pub use second::Drawn;

/// A session that nobody used for so long ends (45 CFR 164.312(a)(2)(iii), automatic logoff).
pub const IDLE: Duration = Duration::from_secs(15 * 60);
/// A session ends after so long, used or not: a working day.
pub const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
/// Passphrases that are checked at a time.
const HASHING: usize = 2;
/// How exactly it is known when a session was last used: not more exactly than this, or every page would be a write.
const EXACT: Duration = Duration::from_secs(20);

/// Somebody knocks: when, and from what.
#[derive(Clone, Debug)]
pub struct Knock {
    /// The time of day.
    pub at: Micros,
    /// The same moment on a clock that nobody sets.
    pub now: Instant,
    /// The browser and the system, in words.
    pub device: Word,
}

/// Whose session ended a while ago, though a page of it may still be open.
#[derive(Clone, Debug)]
pub struct Late {
    /// Their id on the roster.
    pub person: Word,
    /// Them, for what is kept.
    pub by: By,
    /// How it ended.
    pub how: Left,
}

/// How a session ended after which something may still come from its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nobody used it for a while.
    Idle,
    /// Its owner signed out, in another window.
    SignedOut,
}

/// Lets people in and out. One for the whole server.
pub struct Door {
    store: Store,
    idle: Duration,
    throttle: Mutex<Throttle>,
    turns: Semaphore,
    halves: Mutex<Waiting<Hash, Half>>,
    enrolling: Mutex<Waiting<Word, Secret>>,
    adding: Mutex<Waiting<Word, Adding>>,
    asking: Mutex<Waiting<u128, Asking>>,
    questions: Mutex<Waiting<Hash, Question>>,
    /// Sessions that began with both steps at the identity provider, by what opens them.
    both_steps: Mutex<Waiting<Hash, ()>>,
    /// Whose sessions ended and how, by the hash of their marks.
    left: Mutex<Waiting<Hash, (Id, Left)>>,
}

/// Somebody who took one step and whose code is still to come. It is no session: nothing opens by it.
///
/// It stands on the account as it was then, and on the link where they came by the identity provider: whatever changes
/// either of them, such as disabling, a reset or `unlink`, ends it, also when that is undone later.
#[derive(Clone)]
struct Half {
    id: Id,
    /// The account's revision.
    account: u64,
    /// The link's revision; none where a passphrase was right.
    link: Option<u64>,
}

/// How far somebody came with a right passphrase.
#[derive(Debug)]
pub enum Entered {
    /// They are in; the text opens their session.
    In(Zeroizing<String>),
    /// A code is still to come, with this text.
    Half(Zeroizing<String>),
}

/// What somebody must do before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owes {
    /// Choose their own passphrase, because others know the one they have.
    Passphrase,
    /// Add a second step, because the practice asks everybody for one.
    SecondStep,
}

/// Somebody who signed in and may do what their roles give.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Their id on the roster.
    pub id: Id,
    /// Their account as it is at this moment.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// What they must do first.
    pub owes: Option<Owes>,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum Turned {
    /// There is no such name, the passphrase is another, or the account is disabled. Which of them is not said.
    #[error("the name or the passphrase is not right")]
    Wrong,
    /// There were too many wrong tries.
    #[error("too many wrong tries; wait {} seconds", .0.as_secs() + 1)]
    Wait(Duration),
    /// The code is another, or was used before.
    #[error("the code is not right")]
    Code,
    /// The practice asks for a second step, and theirs is a passkey: it is the way in.
    #[error("sign in with your passkey")]
    Passkey,
    /// It took too long to type the code, or the passphrase is another by now.
    #[error("begin again")]
    Over,
    /// It could not be found out.
    #[error(transparent)]
    Failed(#[from] OfficeError),
}

impl Visitor {
    /// Who does something, for the log.
    #[must_use]
    pub fn by(&self, at: Micros) -> By {
        by(&self.id, &self.account.name, at)
    }
}

impl Door {
    /// A door to this practice.
    #[must_use]
    pub fn new(store: Store) -> Door {
        Door {
            store,
            idle: IDLE,
            throttle: Mutex::default(),
            turns: Semaphore::new(HASHING),
            halves: Mutex::new(Waiting::new(second::TYPING)),
            enrolling: Mutex::new(Waiting::new(second::ENROLLING)),
            adding: Mutex::new(Waiting::new(passkey::ANSWERING)),
            asking: Mutex::new(Waiting::new(passkey::ANSWERING)),
            questions: Mutex::new(Waiting::new(provider::AWAY)),
            both_steps: Mutex::new(Waiting::new(LONGEST)),
            left: Mutex::new(Waiting::new(LONGEST)),
        }
    }

    /// The same door, at which a session ends when nobody used it for so long.
    #[must_use]
    pub fn with_idle(self, idle: Duration) -> Door {
        Door { idle, ..self }
    }

    /// The store behind it.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Whether anybody could sign in at all.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub async fn has_accounts(&self) -> Result<bool, OfficeError> {
        Ok(!self
            .store
            .evidence(<Account as crate::Record>::SUBJECT)
            .await?
            .is_empty())
    }

    /// Lets somebody in, or asks for their code first. An unknown name takes as long as a wrong passphrase.
    ///
    /// # Errors
    /// [`Turned`]. Wrong tries are on record by then; those that must wait are not, or a stranger could fill the log.
    pub async fn sign_in(
        &self,
        knock: &Knock,
        name: &str,
        passphrase: Passphrase,
    ) -> Result<Entered, Turned> {
        let Knock { at, now, .. } = *knock;
        let id: Option<Id> = name.trim().to_lowercase().parse().ok();
        // Whatever is no name at all waits together.
        let name = id.as_ref().map_or("", Id::as_str);
        self.throttle().begin(name, now).map_err(Turned::Wait)?;
        let account = match &id {
            Some(id) => self.kept_account(id).await?,
            None => None,
        };
        let record = account.as_ref().map(|kept| &kept.record);
        let opened = self.opens(passphrase, record).await;
        match &account {
            Some(account) if opened && !account.record.disabled => {
                self.one_step(knock, account, None).await
            }
            _ => {
                let (known, why) = match record {
                    None => (None, "unknown"),
                    Some(account) if opened && account.disabled => (id, "disabled"),
                    Some(_) => (id, "passphrase"),
                };
                self.refuse(at, known.map(|id| id.word()), why).await?;
                Err(Turned::Wrong)
            }
        }
    }

    /// Lets somebody in who took one step, or asks for their second one. `link`: the revision of the link by which they
    /// came.
    async fn one_step(
        &self,
        knock: &Knock,
        account: &Kept<Account>,
        link: Option<u64>,
    ) -> Result<Entered, Turned> {
        let id = &account.id;
        if self.second_step_of(id).await?.is_on() {
            return Ok(Entered::Half(self.half(knock.at, account, link)?));
        }
        // Whose only second step is a passkey does not get around it, where one is asked for.
        if self.rule().await?.second_step_required && self.has_passkey(id).await? {
            return Err(Turned::Passkey);
        }
        Ok(Entered::In(self.let_in(knock, id, &account.record).await?))
    }

    async fn has_passkey(&self, id: &Id) -> Result<bool, OfficeError> {
        Ok(!self.passkeys_of(id).await?.keys.is_empty())
    }

    /// Opens a session for somebody of whom everything was right.
    async fn let_in(
        &self,
        knock: &Knock,
        id: &Id,
        account: &Account,
    ) -> Result<Zeroizing<String>, OfficeError> {
        self.throttle().right(id.as_str());
        let by = by(id, &account.name, knock.at);
        let person = id.word();
        let opened = self.store.open_session(&by, &person, &knock.device);
        Ok(opened.await?)
    }

    /// Whether a passphrase opens an account, or would if there were one. It is worked out aside, because it takes long,
    /// and by two at a time, because each takes 19 MiB.
    async fn opens(&self, passphrase: Passphrase, account: Option<&Account>) -> bool {
        let known = account.is_some();
        let sealed = account.map_or_else(Sealed::of_nobody, |account| account.passphrase.clone());
        let Ok(_turn) = self.turns.acquire().await else {
            return false;
        };
        let opened = tokio::task::spawn_blocking(move || passphrase.opens(&sealed)).await;
        known && opened.unwrap_or(false)
    }

    /// Who holds the session that this text opens; nobody when there is none, it is over, or the account is gone.
    ///
    /// # Errors
    /// When it cannot be found out.
    pub async fn who(&self, at: Micros, token: &str) -> Result<Option<Visitor>, OfficeError> {
        let Some(session) = self.store.session(token).await? else {
            return Ok(None);
        };
        let id: Id = session.person.as_str().parse()?;
        let account = self.account(&id).await?;
        let Some(account) = account.filter(|account| !account.disabled) else {
            self.end(at, &session, "withdrawn").await?;
            return Ok(None);
        };
        if since(session.seen_at, at) > self.idle || since(session.opened_at, at) > LONGEST {
            self.end(at, &session, "idle").await?;
            self.remember(at, &mark(token), id, Left::Idle);
            return Ok(None);
        }
        if since(session.seen_at, at) > EXACT.min(self.idle / 4) {
            self.store.see_session(&session.id, at).await?;
        }
        let began_with_both = held(&self.both_steps).get(&Hash::of(token.as_bytes()), at);
        let owes = self.owes(&id, &account, began_with_both.is_some()).await?;
        Ok(Some(Visitor {
            id,
            account,
            session,
            owes,
        }))
    }

    async fn owes(
        &self,
        id: &Id,
        account: &Account,
        took_both: bool,
    ) -> Result<Option<Owes>, OfficeError> {
        if account.temporary {
            return Ok(Some(Owes::Passphrase));
        }
        let is_required = !took_both && self.rule().await?.second_step_required;
        let lacks =
            is_required && !self.second_step_of(id).await?.is_on() && !self.has_passkey(id).await?;
        Ok(lacks.then_some(Owes::SecondStep))
    }

    /// Whose session had this mark until it ended by itself, or until they signed out; nobody where the account is gone, or
    /// where it was ended from elsewhere: that may have been done to shut somebody out. It opens nothing: what they typed may
    /// be kept for them.
    ///
    /// # Errors
    /// When it cannot be found out.
    pub async fn late(&self, at: Micros, mark: &str) -> Result<Option<Late>, OfficeError> {
        let Some((id, how)) = held(&self.left).get(&Hash::of(mark.as_bytes()), at) else {
            return Ok(None);
        };
        let account = self.account(&id).await?;
        let account = account.filter(|account| !account.disabled);
        Ok(account.map(|account| Late {
            person: id.word(),
            by: by(&id, &account.name, at),
            how,
        }))
    }

    /// Ends a session, because its owner asked for it. `mark`: that of the session.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn sign_out(
        &self,
        at: Micros,
        visitor: &Visitor,
        mark: &str,
    ) -> Result<(), OfficeError> {
        let by = visitor.by(at);
        let ended = self.store.end_session(&by, &visitor.session.id, "asked");
        ended.await?;
        self.remember(at, mark, visitor.id.clone(), Left::SignedOut);
        Ok(())
    }

    fn remember(&self, at: Micros, mark: &str, id: Id, how: Left) {
        held(&self.left).put(Hash::of(mark.as_bytes()), (id, how), at);
    }

    /// Ends every session of somebody, but for one. `why` is the program's own word.
    ///
    /// # Errors
    /// When they cannot be read or ended.
    pub async fn end_sessions(
        &self,
        by: &By,
        id: &Id,
        except: Option<&Word>,
        why: &'static str,
    ) -> Result<(), OfficeError> {
        for session in self.store.sessions(&id.word()).await? {
            if Some(&session.id) != except {
                self.store.end_session(by, &session.id, why).await?;
            }
        }
        Ok(())
    }

    /// A desk for somebody. No record of how people come in depends on the day.
    fn desk(&self, by: By) -> Desk {
        Desk::new(self.store.clone(), by, jiff::civil::Date::MIN)
    }

    /// A desk at which nothing is written.
    fn reading(&self) -> Desk {
        self.desk(system(Micros(0))).on_trial(true)
    }

    async fn account(&self, id: &Id) -> Result<Option<Account>, OfficeError> {
        Ok(self.kept_account(id).await?.map(|kept| kept.record))
    }

    async fn kept_account(&self, id: &Id) -> Result<Option<Kept<Account>>, OfficeError> {
        match self.reading().find::<Account>(id).await {
            Ok(kept) => Ok(Some(kept)),
            Err(OfficeError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn end(
        &self,
        at: Micros,
        session: &Session,
        why: &'static str,
    ) -> Result<(), OfficeError> {
        Ok(self
            .store
            .end_session(&system(at), &session.id, why)
            .await?)
    }

    async fn refuse(
        &self,
        at: Micros,
        person: Option<Word>,
        why: &'static str,
    ) -> Result<(), OfficeError> {
        Ok(self.store.refuse_sign_in(&system(at), person, why).await?)
    }

    fn throttle(&self) -> MutexGuard<'_, Throttle> {
        held(&self.throttle)
    }
}

/// What proves that a form is of a page of the session that this text opens. It follows from that text, which other sites
/// do not know; from it that cannot be found out.
#[must_use]
pub fn mark(token: &str) -> String {
    Hash::of(format!("anteroom form {token}").as_bytes()).to_string()
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn by(id: &Id, name: &Word, at: Micros) -> By {
    let (id, name) = (id.word(), name.clone());
    let actor = Actor::Person { id, name };
    By { actor, at }
}

fn system(at: Micros) -> By {
    let actor = Actor::System;
    By { actor, at }
}

fn since(then: Micros, now: Micros) -> Duration {
    Duration::from_micros(u64::try_from(now.0 - then.0).unwrap_or(0))
}
