//! The laws as this practice watches them: those of the program, and the signed news that it took in.
//!
//! News is a signed note (`anteroom_audit::VerifyingKey::open`) around the text of a [`LawUpdate`]. Taking it in and going
//! back are records like any other: they only grow, each with its event. News is read again from its record each time,
//! signature and all.

use anteroom_audit::VerifyingKey;
use anteroom_policy::Rules;
use anteroom_policy::laws::{LawUpdate, Laws};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, Kept, Record};
use crate::error::OfficeError;
use crate::id::Id;

/// Which news counts from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LawVersion {
    /// The version of the news; 0 for the program's own laws.
    version: u64,
    /// The news itself, where it was taken in; none where the practice went back to this version.
    news: Option<News>,
}

/// News as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct News {
    /// The signed note.
    note: String,
    /// The key that it was checked with.
    key: String,
}

/// The laws that count, and which news they come from.
pub struct LawBook {
    /// The laws.
    pub laws: Laws,
    /// The news in force; none while the program's own laws count alone.
    pub news: Option<LawUpdate>,
    history: Vec<Kept<LawVersion>>,
    rules: Rules,
}

impl LawBook {
    /// Reads what counts.
    ///
    /// # Errors
    /// When a record or the data in the program cannot be read, or when news no longer fits its signature.
    pub async fn read(desk: &Desk) -> Result<LawBook, OfficeError> {
        let mut book = LawBook {
            laws: Laws::shipped()?,
            news: None,
            history: desk.history(&id()?).await?,
            rules: Rules::shipped().map_err(|_| OfficeError::Unreadable("rules"))?,
        };
        if let Some(news) = book.note(book.version()) {
            let key = news.key.parse().map_err(|_| UNREADABLE)?;
            let update = book.open(&news.note, &key)?;
            book.laws = book.laws.updated(&update);
            book.news = Some(update);
        }
        Ok(book)
    }

    /// The version that counts; 0 for the program's own laws.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.history.last().map_or(0, |kept| kept.record.version)
    }

    /// Takes in news that this key signed.
    ///
    /// # Errors
    /// When the signature does not fit, the news cannot be read to its last field, or it is not newer than all that was
    /// ever taken in. News that was taken in before and gone back from may come again, unchanged.
    pub async fn adopt(
        &self,
        desk: &Desk,
        note: &str,
        key: &VerifyingKey,
    ) -> Result<LawUpdate, OfficeError> {
        let update = self.open(note, key)?;
        let known = self
            .note(update.version)
            .is_some_and(|news| news.note == note);
        let newest = self.taken_in().map(|(version, _)| version).max();
        if update.version == self.version() {
            return Err(OfficeError::Refused("this version is in force already"));
        }
        if !known && newest.is_some_and(|newest| update.version <= newest) {
            return Err(OfficeError::Refused(
                "it is not newer than what was taken in before; ask for newer news of the law",
            ));
        }
        let news = News {
            note: note.to_owned(),
            key: key.to_string(),
        };
        self.write(desk, update.version, Some(news)).await?;
        Ok(update)
    }

    /// Goes back to the version before the one in force, and gives it; 0 for the program's own laws.
    ///
    /// # Errors
    /// When there is nothing to go back from.
    pub async fn roll_back(&self, desk: &Desk) -> Result<u64, OfficeError> {
        let now = self.version();
        if now == 0 {
            return Err(OfficeError::Refused(
                "the program's own laws count already; there is nothing to go back from",
            ));
        }
        let earlier = self.taken_in().map(|(version, _)| version);
        let back = earlier.filter(|version| *version < now).max().unwrap_or(0);
        self.write(desk, back, None).await?;
        Ok(back)
    }

    fn open(&self, note: &str, key: &VerifyingKey) -> Result<LawUpdate, OfficeError> {
        let text = key.open(note)?;
        Ok(LawUpdate::parse(text, &self.rules)?)
    }

    /// All news that was ever taken in, with its version.
    fn taken_in(&self) -> impl Iterator<Item = (u64, &News)> {
        let records = self.history.iter().map(|kept| &kept.record);
        records.filter_map(|record| Some((record.version, record.news.as_ref()?)))
    }

    fn note(&self, version: u64) -> Option<&News> {
        let mut all = self.taken_in();
        all.find_map(|(taken, news)| (taken == version).then_some(news))
    }

    async fn write(
        &self,
        desk: &Desk,
        version: u64,
        news: Option<News>,
    ) -> Result<(), OfficeError> {
        let record = LawVersion { version, news };
        match self.history.last() {
            Some(newest) => desk.change(newest, &record).await,
            None => desk.add(&id()?, &record).await,
        }
    }
}

/// The name of the kind of record that says which news counts.
pub(crate) const SUBJECT: &str = LawVersion::SUBJECT;

/// There is one list of laws.
fn id() -> Result<Id, OfficeError> {
    Ok("laws".parse()?)
}

const UNREADABLE: OfficeError = OfficeError::Unreadable("law_version");

impl Record for LawVersion {
    const SUBJECT: &'static str = "law_version";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.version == 0 && self.news.is_some() {
            true => Err(OfficeError::Refused("version 0 is the program's own")),
            false => Ok(()),
        }
    }
}
