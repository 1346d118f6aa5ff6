//! The desk: where records are read and written, by somebody, on a day.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anteroom_audit::{Actor, Micros, Word};
use anteroom_store::{By, Evidence, NewEvidence, NewFile, RecordError, Store, StoreError};
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::document::{Document, media_type};
use crate::error::OfficeError;
use crate::id::Id;
use crate::shelf::Shelf;

/// What the practice keeps records of.
pub trait Record: Serialize + DeserializeOwned {
    /// The kind's name in the store and the log. It never changes.
    const SUBJECT: &'static str;

    /// Whether the record keeps the rules of its kind.
    ///
    /// # Errors
    /// Says which rule it breaks, and what to do.
    fn check(&self, today: Date) -> Result<(), OfficeError>;

    /// Whether nothing may be sent while this is the newest record of its subject.
    fn holds(&self) -> bool {
        false
    }

    /// What the log says of a field beside its name: a word of the program's own that somebody chose, such as what a pause is
    /// about. Never what a person typed.
    fn told(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept<T> {
    /// Its id.
    pub id: Id,
    /// 1 for the first, then one more each time.
    pub revision: u64,
    /// When it was recorded.
    pub at: Micros,
    /// Who recorded it.
    pub by: Word,
    /// What it says.
    pub record: T,
}

/// Somebody at work on the practice's records.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    by: By,
    today: Date,
    trial: bool,
    /// What was attached and is not written yet.
    files: Arc<Mutex<Vec<NewFile>>>,
}

impl Desk {
    /// A desk for this person, on the practice's calendar day.
    #[must_use]
    pub fn new(store: Store, by: By, today: Date) -> Desk {
        Desk {
            store,
            by,
            today,
            trial: false,
            files: Arc::default(),
        }
    }

    /// A desk at which records are read and none is written.
    pub(crate) fn reading(store: &Store) -> Desk {
        let by = By {
            actor: Actor::System,
            at: Micros(0),
        };
        Desk::new(store.clone(), by, Date::MIN).on_trial(true)
    }

    /// The same desk, at which everything is checked and nothing is written.
    #[must_use]
    pub fn on_trial(self, trial: bool) -> Desk {
        Desk { trial, ..self }
    }

    /// The practice's calendar day.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// Who works here, and when.
    #[must_use]
    pub fn by(&self) -> &By {
        &self.by
    }

    /// The moment at which this person works.
    #[must_use]
    pub fn now(&self) -> Micros {
        self.by.at
    }

    /// The name of whoever works here, as it stands beside records.
    #[must_use]
    pub fn name(&self) -> Word {
        match &self.by.actor {
            Actor::Key { name, .. } | Actor::Operator { name } | Actor::Person { name, .. } => {
                name.clone()
            }
            Actor::System => Word::lossy("Anteroom"),
        }
    }

    /// The store, for what is no record: connections, the practice.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Everything on file now.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn shelf(&self) -> Result<Shelf, OfficeError> {
        Ok(Shelf::new(self.store.snapshot().await?, self.today))
    }

    /// The newest record of each subject of a kind, by id.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn all<T: Record>(&self) -> Result<Vec<Kept<T>>, OfficeError> {
        let rows = self.store.evidence(T::SUBJECT).await?;
        rows.iter().map(read).collect()
    }

    /// The newest record of one subject.
    ///
    /// # Errors
    /// [`OfficeError::Missing`] when there is none.
    pub async fn find<T: Record>(&self, id: &Id) -> Result<Kept<T>, OfficeError> {
        self.history(id).await?.pop().ok_or(OfficeError::Missing {
            subject: T::SUBJECT,
            id: id.clone(),
        })
    }

    /// Whether there is a record of this kind and id.
    pub(crate) async fn has(&self, subject: &'static str, id: &Id) -> Result<bool, OfficeError> {
        let rows = self.store.evidence_history(subject, &id.word()).await?;
        Ok(!rows.is_empty())
    }

    /// Every record of one subject, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn history<T: Record>(&self, id: &Id) -> Result<Vec<Kept<T>>, OfficeError> {
        let rows = self.store.evidence_history(T::SUBJECT, &id.word()).await?;
        rows.iter().map(read).collect()
    }

    /// Records something new.
    ///
    /// # Errors
    /// [`OfficeError::Exists`] when the id is taken, or when the record breaks a rule.
    pub async fn add<T: Record>(&self, id: &Id, record: &T) -> Result<(), OfficeError> {
        match self.history::<T>(id).await?.is_empty() {
            true => self.write(id, 1, record, first(record)).await,
            false => Err(exists::<T>(id)),
        }
    }

    /// Records the next thing of an owner, such as a vendor's second agreement, and gives its id.
    ///
    /// # Errors
    /// When the record breaks a rule, or cannot be written.
    pub async fn add_to<T: Record>(&self, owner: &Id, record: &T) -> Result<Id, OfficeError> {
        let all = self.store.evidence(T::SUBJECT).await?;
        let taken = |id: &Id| all.iter().any(|row| row.subject_id == id.word());
        let mut number = 1;
        while taken(&owner.numbered(number)?) {
            number += 1;
        }
        let id = owner.numbered(number)?;
        self.write(&id, 1, record, first(record)).await?;
        Ok(id)
    }

    /// Records what became of something: a newer revision, beside which the older ones stay.
    ///
    /// # Errors
    /// [`OfficeError::Exists`] when somebody else was first, or when the record breaks a rule.
    pub async fn change<T: Record>(&self, kept: &Kept<T>, record: &T) -> Result<(), OfficeError> {
        let changed = changed(&kept.record, record);
        self.write(&kept.id, kept.revision + 1, record, changed)
            .await
    }

    /// Records how something is now, whether there was a record of it or not.
    ///
    /// # Errors
    /// [`OfficeError::Exists`] when somebody else was first, or when the record breaks a rule.
    pub async fn put<T: Record>(&self, id: &Id, record: &T) -> Result<(), OfficeError> {
        match self.history::<T>(id).await?.pop() {
            Some(kept) => self.change(&kept, record).await,
            None => self.write(id, 1, record, first(record)).await,
        }
    }

    /// Records how a switch stands now. The log says so the first time as well: until then it stood as it does by itself.
    ///
    /// # Errors
    /// As [`Desk::put`].
    pub async fn switch<T: Record + Default>(
        &self,
        id: &Id,
        record: &T,
    ) -> Result<(), OfficeError> {
        let next = self.next(id, record).await?;
        match self.write_all(vec![next]).await {
            Err(StoreError::Record(RecordError::Exists)) => Err(exists::<T>(id)),
            done => Ok(done?),
        }
    }

    /// The next revision of a record, ready to be written along with something else.
    pub(crate) async fn next<T: Record + Default>(
        &self,
        id: &Id,
        record: &T,
    ) -> Result<NewEvidence, OfficeError> {
        let newest = self.history::<T>(id).await?.pop();
        let (revision, before) =
            newest.map_or((0, T::default()), |kept| (kept.revision, kept.record));
        let changed = changed(&before, record);
        Ok(NewEvidence {
            changed,
            ..self.prepared(id, revision + 1, record)?
        })
    }

    /// Takes in a file, to be kept with the next record that is written: a record that is refused leaves no file behind.
    ///
    /// # Errors
    /// When it is too large.
    pub fn attach(&self, name: &Word, content: Vec<u8>) -> Result<Document, OfficeError> {
        let new = NewFile::new(self.by.at, media_type(name.as_str()), content)?;
        let document = Document {
            file: new.id.clone(),
            name: name.clone(),
            sha256: new.sha256,
        };
        self.waiting().push(new);
        Ok(document)
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<NewFile>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write<T: Record>(
        &self,
        id: &Id,
        revision: u64,
        record: &T,
        changed: Vec<Word>,
    ) -> Result<(), OfficeError> {
        let new = NewEvidence {
            changed,
            ..self.prepared(id, revision, record)?
        };
        match self.write_all(vec![new]).await {
            Err(StoreError::Record(RecordError::Exists)) => Err(exists::<T>(id)),
            done => Ok(done?),
        }
    }

    /// A record that keeps its rules, ready to be written.
    pub(crate) fn prepared<T: Record>(
        &self,
        id: &Id,
        revision: u64,
        record: &T,
    ) -> Result<NewEvidence, OfficeError> {
        record.check(self.today)?;
        let body = serde_json::to_vec(record).map_err(|_| OfficeError::Unreadable(T::SUBJECT))?;
        Ok(NewEvidence {
            subject: T::SUBJECT,
            subject_id: id.word(),
            revision,
            holds: record.holds(),
            changed: first(record),
            body: Zeroizing::new(body),
        })
    }

    /// Writes records with the files that were attached: all of them, or none. On a trial, none.
    pub(crate) async fn write_all(&self, records: Vec<NewEvidence>) -> Result<(), StoreError> {
        let files = std::mem::take(&mut *self.waiting());
        if self.trial || (files.is_empty() && records.is_empty()) {
            return Ok(());
        }
        self.store.record_all(&self.by, &files, records).await
    }
}

fn exists<T: Record>(id: &Id) -> OfficeError {
    OfficeError::Exists {
        subject: T::SUBJECT,
        id: id.clone(),
    }
}

/// What the log is told of a record that is new: its words for fields, and nothing of what else it says.
fn first<T: Record>(record: &T) -> Vec<Word> {
    let told = record.told();
    told.iter()
        .map(|(field, code)| coded(field, Some(code), None))
        .collect()
}

/// The fields in which two revisions differ, in the words of the log: the names that the program gave them, and whether a
/// yes or no is yes now, or which word was chosen. Nothing that a person typed is among them.
fn changed<T: Record>(before: &T, after: &T) -> Vec<Word> {
    let told = after.told();
    let fields = |record| match serde_json::to_value(record) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let (before, after) = (fields(before), fields(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name));
    let code = |name: &str| told.iter().find(|(field, _)| *field == name);
    differs
        .map(|name| coded(name, code(name).map(|(_, code)| code), after.get(name)))
        .collect()
}

/// A field's name, with the word that was chosen for it, or with its yes or no.
fn coded(name: &str, code: Option<&String>, now: Option<&Value>) -> Word {
    Word::lossy(&match (code, now) {
        (Some(code), _) => format!("{name}:{code}"),
        (None, Some(Value::Bool(true))) => format!("{name}:yes"),
        (None, Some(Value::Bool(false))) => format!("{name}:no"),
        _ => name.to_owned(),
    })
}

pub(crate) fn read<T: Record>(row: &Evidence) -> Result<Kept<T>, OfficeError> {
    let unreadable = OfficeError::Unreadable(T::SUBJECT);
    let id = row.subject_id.as_str().parse();
    let record = serde_json::from_slice(&row.body);
    match (id, record) {
        (Ok(id), Ok(record)) => Ok(Kept {
            id,
            revision: row.revision,
            at: row.recorded_at,
            by: row.recorded_by.clone(),
            record,
        }),
        _ => Err(unreadable),
    }
}
