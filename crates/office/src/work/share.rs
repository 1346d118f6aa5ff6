//! Sharing a piece of work with one colleague who may do the same task: they read it, and may begin a copy of its form.
//!
//! What they may not do does not compile: what is [`Lent`] cannot be kept, sent or shared on, and what it holds is read in an
//! [`OpenLent`] only, which is not there before the log says who opened it. Whether they may still read
//! it follows from their account as it has been ever since: a role that was lost and given back, or an account that was
//! shut and opened again, does not bring it back (minimum necessary, 45 CFR 164.514(d)(2)).

use anteroom_audit::{Micros, Word};
use anteroom_store::{By, RecordError, Share as Row, Store, StoreError};
use anteroom_tasks::Task;

use super::{Kept, State, Work, open};
use crate::account::Account;
use crate::desk::{self, Desk};
use crate::error::OfficeError;
use crate::id::Id;

/// A piece of one's own work that is shared, and with whom.
pub struct Share {
    row: Row,
    /// The colleague's name.
    pub with: Word,
    /// Whether the colleague may still read it.
    pub holds: bool,
}

/// A piece of somebody else's work that they share with this person, who may read it.
pub struct Lent {
    kept: Kept,
    row: Row,
    /// Whose it is, by name.
    pub owner: Word,
}

/// The same, opened: that it was is in the log.
pub struct OpenLent(Lent);

/// What a colleague opens a piece of work for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// To read it.
    Read,
    /// To begin a draft of their own with its form.
    Copy,
}

impl Opening {
    /// As the log has it.
    fn word(self) -> &'static str {
        match self {
            Opening::Read => "read",
            Opening::Copy => "copied",
        }
    }
}

impl Share {
    /// The id of the piece of work.
    #[must_use]
    pub fn work(&self) -> &str {
        self.row.run.as_str()
    }

    /// Since when.
    #[must_use]
    pub fn since(&self) -> Micros {
        self.row.shared_at
    }
}

impl Lent {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.kept.id()
    }

    /// Which task.
    #[must_use]
    pub fn task(&self) -> &str {
        self.kept.task()
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        self.kept.state()
    }

    /// The receipt of its last request.
    #[must_use]
    pub fn receipt(&self) -> Option<&str> {
        self.kept.receipt()
    }

    /// Whether its owner changed the text by hand.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.kept.work.edited.is_some()
    }

    /// Whether this person has not opened it yet.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.row.opened_at.is_none()
    }

    /// When it was last changed.
    #[must_use]
    pub fn changed_at(&self) -> Micros {
        self.kept.changed_at()
    }

    /// Opens it, once the log says so.
    ///
    /// # Errors
    /// When that cannot be written: then it stays shut.
    pub async fn open(
        self,
        store: &Store,
        by: &By,
        opening: Opening,
    ) -> Result<OpenLent, OfficeError> {
        let task = &self.kept.run.task;
        let did = opening.word();
        store.shared_run_opened(by, &self.row, task, did).await?;
        Ok(OpenLent(self))
    }
}

impl OpenLent {
    /// What it is, and whose.
    #[must_use]
    pub fn lent(&self) -> &Lent {
        &self.0
    }

    /// What somebody typed.
    #[must_use]
    pub fn form(&self) -> Work {
        self.0.kept.work.anew()
    }

    /// What was written; none where nothing was, and while its owner may not read it either.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        let work = &self.0.kept.work;
        work.text().filter(|_| self.0.state() == State::Done)
    }
}

/// The colleagues with whom somebody may share work of this task: who may do it too, by name.
///
/// # Errors
/// When the accounts cannot be read.
pub async fn colleagues(
    store: &Store,
    own: &Id,
    task: &Task,
) -> Result<Vec<(Id, Word)>, OfficeError> {
    let accounts = Desk::reading(store).all::<Account>().await?.into_iter();
    let others = accounts.filter(|kept| kept.id != *own && may_read(&kept.record, task));
    let mut all: Vec<(Id, Word)> = others.map(|kept| (kept.id, kept.record.name)).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(all)
}

/// Shares a piece of one's own work with one of the colleagues who may do its task.
///
/// # Errors
/// When it is shared already, when it may not be shared with this colleague, or when it cannot be written.
pub async fn share(
    store: &Store,
    by: &By,
    own: &Id,
    kept: &Kept,
    with: &str,
) -> Result<(), OfficeError> {
    let task = task(kept.task()).ok_or(OfficeError::Refused(NOBODY))?;
    let colleagues = colleagues(store, own, task).await?;
    let chosen = colleagues.iter().find(|(id, _)| id.as_str() == with);
    let (id, _) = chosen.ok_or(OfficeError::Refused(NOBODY))?;
    match store.share_run(by, &kept.run, &id.word()).await {
        Err(StoreError::Record(RecordError::Exists)) => Err(OfficeError::Refused(SHARED)),
        done => Ok(done?),
    }
}

const NOBODY: &str = "choose a colleague whose role opens this task";
const SHARED: &str = "it is shared with somebody already; end that first";

/// Takes back what is shared; nothing happens where it is not.
///
/// # Errors
/// When it cannot be written.
pub async fn take_back(
    store: &Store,
    by: &By,
    owner: &Word,
    work: &str,
) -> Result<(), OfficeError> {
    end(store, by, owner, work, "taken_back").await
}

/// Throws a piece of one's own work away: nobody reads it any more, and taking it back shares it with nobody.
///
/// # Errors
/// When it cannot be written.
pub async fn throw_away(
    store: &Store,
    by: &By,
    owner: &Word,
    work: &str,
) -> Result<(), OfficeError> {
    end(store, by, owner, work, "thrown_away").await?;
    Ok(store.throw_run(by.at, owner, work).await?)
}

async fn end(
    store: &Store,
    by: &By,
    owner: &Word,
    work: &str,
    why: &'static str,
) -> Result<(), OfficeError> {
    let shared = store.shares_of(owner).await?;
    for share in shared.iter().filter(|share| share.run.as_str() == work) {
        store.end_share(by, share, why).await?;
    }
    Ok(())
}

/// What of a person's own work is shared.
///
/// # Errors
/// When it cannot be read.
pub async fn shared(store: &Store, all: &[Kept]) -> Result<Vec<Share>, OfficeError> {
    let Some(owner) = all.first().map(Kept::person) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for row in store.shares_of(owner).await? {
        if let Some(kept) = all.iter().find(|kept| kept.run.id == row.run) {
            let (with, holds) = standing(store, &row, kept.task()).await?;
            found.push(Share { row, with, holds });
        }
    }
    Ok(found)
}

/// What others share with this person, what changed last first.
///
/// # Errors
/// When it cannot be read.
pub async fn lent(store: &Store, person: &Word, most: u32) -> Result<Vec<Lent>, OfficeError> {
    let mut all = Vec::new();
    for (row, run) in store.shared_with(person, most).await? {
        all.extend(lend(store, row, open(run)?).await?);
    }
    Ok(all)
}

/// A piece of work that somebody shares with this person; none where there is none of this id, or they may not read it.
///
/// # Errors
/// When it cannot be read.
pub async fn find_lent(
    store: &Store,
    person: &Word,
    id: &str,
) -> Result<Option<Lent>, OfficeError> {
    match store.shared_run(person, id).await? {
        Some((row, run)) => lend(store, row, open(run)?).await,
        None => Ok(None),
    }
}

async fn lend(store: &Store, row: Row, kept: Kept) -> Result<Option<Lent>, OfficeError> {
    let (_, holds) = standing(store, &row, kept.task()).await?;
    let owner = name(store, &row.owner).await?;
    Ok(holds.then_some(Lent { kept, row, owner }))
}

/// The colleague's name, and whether they may still read what is shared with them.
async fn standing(store: &Store, row: &Row, of: &str) -> Result<(Word, bool), OfficeError> {
    let accounts = accounts(store, &row.colleague).await?;
    let task = task(of);
    let may = |kept: &desk::Kept<Account>| task.is_some_and(|task| may_read(&kept.record, task));
    let mut since = accounts.iter().filter(|kept| kept.at >= row.shared_at);
    let holds = accounts.last().is_some_and(may) && since.all(may);
    let name = accounts.last().map(|kept| kept.record.name.clone());
    Ok((name.unwrap_or_else(|| row.colleague.clone()), holds))
}

async fn name(store: &Store, person: &Word) -> Result<Word, OfficeError> {
    let accounts = accounts(store, person).await?;
    let name = accounts.last().map(|kept| kept.record.name.clone());
    Ok(name.unwrap_or_else(|| person.clone()))
}

/// A person's account, and all that it was before.
async fn accounts(store: &Store, person: &Word) -> Result<Vec<desk::Kept<Account>>, OfficeError> {
    Desk::reading(store)
        .history(&person.as_str().parse()?)
        .await
}

/// Whether somebody with this account may read work of a task: who could have begun it themselves.
fn may_read(account: &Account, task: &Task) -> bool {
    !account.disabled && account.may_do(task)
}

fn task(id: &str) -> Option<&'static Task> {
    anteroom_tasks::task_of_work(id).ok().flatten()
}
