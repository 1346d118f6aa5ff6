//! Sessions of people who signed in. Only the SHA-256 of what opens one is kept.
//!
//! A session's begin and end are entries of the log; when it was last seen is not.

use anteroom_audit::{Hash, Micros, SignInRefused, SignedIn, SignedOut, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::StoreError;
use crate::script::{Arg, Statement};
use crate::seal;
use crate::store::new_id;
use crate::{By, Store};

/// A session, without what opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, as it stands in the log.
    pub id: Word,
    /// Whose it is: the person's id on the roster.
    pub person: Word,
    /// From what it was opened, in words.
    pub device: Word,
    /// When it began.
    pub opened_at: Micros,
    /// When it was last used.
    pub seen_at: Micros,
}

impl Store {
    /// Opens a session for a person, who came from this device. The text opens it: it is not kept and cannot be shown again.
    ///
    /// # Errors
    /// When there is no randomness, or it cannot be written.
    pub async fn open_session(
        &self,
        by: &By,
        person: &Word,
        device: &Word,
    ) -> Result<Zeroizing<String>, StoreError> {
        let token = new_token()?;
        let id = new_id(by.at)?;
        let insert = Statement::new(
            "insert into session (id, token_sha256, person, device, opened_at, seen_at) \
             values (?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(Hash::of(token.as_bytes()).to_string()),
                Arg::text(person.as_str()),
                Arg::text(device.as_str()),
                Arg::int(by.at.0),
                Arg::int(by.at.0),
            ],
        );
        let what = SignedIn {
            session: Word::lossy(&id),
        };
        self.change(by, What::SignedIn(what), vec![insert]).await?;
        Ok(token)
    }

    /// The session that this text opens.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let hash = Hash::of(token.as_bytes()).to_string();
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(
                "select id, person, device, opened_at, seen_at from session where token_sha256 = $1",
            )
            .bind(&hash)
            .fetch_optional(pool)
            .await?
        });
        row.map(read).transpose()
    }

    /// A person's sessions, the newest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn sessions(&self, person: &Word) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(
                "select id, person, device, opened_at, seen_at from session where person = $1 \
                 order by opened_at desc, id desc",
            )
            .bind(person.as_str())
            .fetch_all(pool)
            .await?
        });
        rows.into_iter().map(read).collect()
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn see_session(&self, id: &Word, at: Micros) -> Result<(), StoreError> {
        on!(&self.inner.db, |pool| {
            sqlx::query("update session set seen_at = $1 where id = $2 and seen_at < $1")
                .bind(at.0)
                .bind(id.as_str())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Ends a session. `why` is the program's own word.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn end_session(
        &self,
        by: &By,
        id: &Word,
        why: &'static str,
    ) -> Result<(), StoreError> {
        let delete = Statement::new(
            "delete from session where id = ?",
            vec![Arg::text(id.as_str())],
        );
        let what = SignedOut {
            session: id.clone(),
            why: Word::lossy(why),
        };
        self.change(by, What::SignedOut(what), vec![delete]).await
    }

    /// Records that somebody was not let in. `why` is the program's own word.
    ///
    /// # Errors
    /// When it cannot be written; then nobody may be told why either.
    pub async fn refuse_sign_in(
        &self,
        by: &By,
        person: Option<Word>,
        why: &'static str,
    ) -> Result<(), StoreError> {
        let why = Word::lossy(why);
        let what = What::SignInRefused(SignInRefused { person, why });
        self.change(by, what, Vec::new()).await
    }
}

/// A text that nobody can guess: 256 random bits in hexadecimal digits.
///
/// # Errors
/// When there is no randomness.
pub fn new_token() -> Result<Zeroizing<String>, StoreError> {
    Ok(Zeroizing::new(seal::hex(&*seal::random::<32>()?)))
}

type Row = (String, String, String, i64, i64);

fn read((id, person, device, opened, seen): Row) -> Result<Session, StoreError> {
    let word = |text| Word::try_from(text).map_err(|_| StoreError::Unreadable("session"));
    Ok(Session {
        id: word(id)?,
        person: word(person)?,
        device: word(device)?,
        opened_at: Micros(opened),
        seen_at: Micros(seen),
    })
}
