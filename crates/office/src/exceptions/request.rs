//! Asking for an exception: words were found that are nobody's, such as a vendor's phone number, and their sender may not
//! keep them alone. The compliance officer lets them stand in every text from then on, or says why not.
//!
//! The words are sealed, and purged with the work of their time, once the request is answered: what nobody answered by then is
//! closed first (`answer.rs`). Those that are allowed stand in the practice's own record.

use anteroom_audit::{Micros, Word};
use anteroom_store::{By, ExceptionLine, NewException, RecordError, Store, StoreError};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::answer::{ALLOWED, Answer, REFUSED};
use crate::desk::Desk;
use crate::error::OfficeError;
use crate::note::Note;
use crate::profile::Profile;
use crate::work::Kept;

/// Kinds for which it can be asked. Never a name, a date, a Social Security, chart or insurance number: those point to a
/// person whoever says what (45 CFR 164.514(b)(2)(i)).
const ASKABLE: [&str; 8] = [
    "account", "email", "fax", "geo", "license", "other_id", "phone", "url",
];
/// Requests that are listed at a time.
pub(super) const LISTED: u32 = 200;
/// Most requests of one person that wait.
const MOST: usize = 20;

/// A request.
pub struct Request {
    line: ExceptionLine,
    /// What is asked; none once it is purged.
    pub asked: Option<Asked>,
    /// What became of it; none while it waits.
    pub answer: Option<Answer>,
}

/// Words that were found in a piece of work.
pub struct Found<'a> {
    /// The code of their kind.
    pub kind: &'static str,
    /// The field in which they stand, by its name.
    pub place: &'static str,
    /// The words.
    pub words: &'a str,
}

/// What is asked, as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The words that were found.
    pub words: String,
    /// Why they are nobody's.
    pub why: Note,
}

impl Request {
    pub(super) fn read(line: ExceptionLine) -> Result<Request, OfficeError> {
        let content = line.content.as_ref();
        let asked = content.map(|content| serde_json::from_slice(content));
        let asked = asked.transpose().map_err(|_| UNREADABLE)?;
        let answer = line.answer.as_ref().map(Answer::read).transpose()?;
        Ok(Request {
            asked,
            answer,
            line,
        })
    }

    /// The row behind it: who asked, when, in which task.
    #[must_use]
    pub fn line(&self) -> &ExceptionLine {
        &self.line
    }

    /// The words as the practice's record keeps them: one line.
    fn detail(&self) -> Result<Word, OfficeError> {
        let asked = self.asked.as_ref().ok_or(OfficeError::Refused(DECIDED))?;
        let parts: Vec<&str> = asked.words.split_whitespace().collect();
        Word::new(&parts.join(" ")).map_err(|_| OfficeError::Refused(LONG))
    }
}

pub(super) const UNREADABLE: OfficeError = OfficeError::Unreadable("request for an exception");
const DECIDED: &str =
    "somebody has decided on it already, or the practice's details have just changed";
const LONG: &str = "it is too long to be let through; ask whoever wrote it to leave it out";
const MANY: &str = "many of your requests wait already; ask again once some are answered";
const NEVER: &str = "this kind of detail always points to a person, so nobody can let it through";

/// Whether it can be asked for words of this kind.
#[must_use]
pub fn is_askable(kind: &str) -> bool {
    ASKABLE.contains(&kind)
}

/// Asks that words of one's own work may stand in texts, and gives the id of the request.
///
/// # Errors
/// When nobody can allow words of their kind, when many requests wait already, or when it cannot be written.
pub async fn ask(
    store: &Store,
    by: &By,
    asker: &Word,
    kept: &Kept,
    found: &Found<'_>,
    why: Note,
) -> Result<Word, OfficeError> {
    if !is_askable(found.kind) {
        return Err(OfficeError::Refused(NEVER));
    }
    let own = mine(store, kept.person()).await?;
    if own.iter().filter(|one| one.answer.is_none()).count() >= MOST {
        return Err(OfficeError::Refused(MANY));
    }
    let words = found.words.to_owned();
    let content = serde_json::to_vec(&Asked { words, why }).map_err(|_| UNREADABLE)?;
    let new = NewException {
        asker,
        run: kept.row(),
        kind: Word::lossy(found.kind),
        place: Word::lossy(found.place),
        content: Zeroizing::new(content),
    };
    Ok(store.ask_exception(by, &new).await?)
}

/// Requests that wait, the oldest first.
///
/// # Errors
/// When they cannot be read.
pub async fn waiting(store: &Store) -> Result<Vec<Request>, OfficeError> {
    let lines = store.exceptions_waiting(LISTED).await?;
    lines.into_iter().map(Request::read).collect()
}

/// A person's own requests, the newest first.
///
/// # Errors
/// When they cannot be read.
pub async fn mine(store: &Store, person: &Word) -> Result<Vec<Request>, OfficeError> {
    let lines = store.exceptions_of(person, LISTED).await?;
    lines.into_iter().map(Request::read).collect()
}

/// Remembers that whoever asked has read the answer.
///
/// # Errors
/// When it cannot be written.
pub async fn has_read(store: &Store, at: Micros, request: &Request) -> Result<(), OfficeError> {
    Ok(store.read_exception(at, &request.line).await?)
}

/// Lets the words of a request stand in every text from now on.
///
/// # Errors
/// When there is no such request that waits, when the words could be part of anybody's, or when it cannot be written.
pub async fn allow(desk: &Desk, id: &str) -> Result<(), OfficeError> {
    let request = one(desk, id).await?;
    let mut profile = Profile::of(&desk.shelf().await?)?;
    profile.details.insert(request.detail()?);
    let record = desk.next(&Profile::id()?, &profile).await?;
    let written = desk
        .store()
        .answer_exception(desk.by(), &request.line, ALLOWED, None, Some(record))
        .await;
    decided(written)
}

/// Says no, and why.
///
/// # Errors
/// When there is no such request that waits, or when it cannot be written.
pub async fn refuse(desk: &Desk, id: &str, why: &Note) -> Result<(), OfficeError> {
    let request = one(desk, id).await?;
    let said = Some(why.as_str());
    let written = desk
        .store()
        .answer_exception(desk.by(), &request.line, REFUSED, said, None)
        .await;
    decided(written)
}

/// Takes a detail off the list of what may stand in every text.
///
/// # Errors
/// When it cannot be written.
pub async fn withdraw(desk: &Desk, detail: &str) -> Result<(), OfficeError> {
    let mut profile = Profile::of(&desk.shelf().await?)?;
    profile.details.retain(|known| known.as_str() != detail);
    desk.put(&Profile::id()?, &profile).await
}

async fn one(desk: &Desk, id: &str) -> Result<Request, OfficeError> {
    let mut waiting = waiting(desk.store()).await?.into_iter();
    let found = waiting.find(|request| request.line.id.as_str() == id);
    found.ok_or(OfficeError::Refused(DECIDED))
}

fn decided(written: Result<(), StoreError>) -> Result<(), OfficeError> {
    match written {
        Err(StoreError::Record(RecordError::Exists)) => Err(OfficeError::Refused(DECIDED)),
        done => Ok(done?),
    }
}
