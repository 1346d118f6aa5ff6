//! API keys: 256 random bits each, of which only the SHA-256 is kept.
//!
//! The key is shown once, when it is made. A hash without salt is enough: nobody can try through
//! 2^256 keys.

use anteroom_audit::{Hash, KeyCreated, KeyNamed, Micros, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::StoreError;
use crate::script::{Arg, Statement};
use crate::seal;
use crate::store::new_id;
use crate::{By, Store};

/// How every key begins, so that people and scanners recognize one.
const PREFIX: &str = "anteroom_";

/// An API key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id, as it stands in the log.
    pub id: Word,
    /// The name it was given.
    pub name: Word,
    /// SHA-256 of the key.
    pub hash: Hash,
    /// When it was made.
    pub created_at: Micros,
    /// When it was withdrawn; it opens nothing since.
    pub revoked_at: Option<Micros>,
}

impl Store {
    /// Makes a key. The text is the key itself: it is not kept and cannot be shown again.
    ///
    /// # Errors
    /// When there is no randomness, or it cannot be written.
    pub async fn create_key(
        &self,
        by: &By,
        name: Word,
    ) -> Result<(ApiKey, Zeroizing<String>), StoreError> {
        let secret = Zeroizing::new(format!("{PREFIX}{}", seal::hex(&*seal::random::<32>()?)));
        let id = Word::lossy(&new_id(by.at)?);
        let hash = Hash::of(secret.as_bytes());
        let insert = Statement::new(
            "insert into api_key (id, name, hash, created_at) values (?, ?, ?, ?)",
            vec![
                Arg::text(id.as_str()),
                Arg::text(name.as_str()),
                Arg::blob(hash.as_bytes()),
                Arg::int(by.at.0),
            ],
        );
        let what = KeyCreated {
            key: id.clone(),
            name: name.clone(),
            key_sha256: Some(hash),
        };
        self.change(by, What::KeyCreated(what), vec![insert])
            .await?;
        Ok((
            ApiKey {
                id,
                name,
                hash,
                created_at: by.at,
                revoked_at: None,
            },
            secret,
        ))
    }

    /// Withdraws a key, by its id.
    ///
    /// # Errors
    /// When there is no such key, or it was withdrawn before.
    pub async fn revoke_key(&self, by: &By, id: &str) -> Result<(), StoreError> {
        let key = self.live_key(id).await?;
        let update = Statement::new(
            "update api_key set revoked_at = ? where id = ?",
            vec![Arg::int(by.at.0), Arg::text(id)],
        );
        let what = KeyNamed {
            key: key.id,
            name: key.name,
        };
        self.change(by, What::KeyRevoked(what), vec![update]).await
    }

    /// The key of this id, unless it was withdrawn.
    ///
    /// # Errors
    /// When there is no such key, or it was withdrawn before.
    pub async fn live_key(&self, id: &str) -> Result<ApiKey, StoreError> {
        let keys = self.keys().await?;
        let mut live = keys.into_iter().filter(|key| key.revoked_at.is_none());
        live.find(|key| key.id.as_str() == id)
            .ok_or(StoreError::Missing("key"))
    }

    /// All keys, oldest first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(
                "select id, name, hash, created_at, revoked_at from api_key order by created_at, id",
            )
            .fetch_all(pool)
            .await?
        });
        rows.into_iter().map(read).collect()
    }
}

type Row = (String, String, Vec<u8>, i64, Option<i64>);

fn read((id, name, hash, created, revoked): Row) -> Result<ApiKey, StoreError> {
    let word = |text| Word::try_from(text).map_err(|_| StoreError::Unreadable("api_key"));
    Ok(ApiKey {
        id: word(id)?,
        name: word(name)?,
        hash: hash
            .as_slice()
            .try_into()
            .map_err(|_| StoreError::Unreadable("api_key"))?,
        created_at: Micros(created),
        revoked_at: revoked.map(Micros),
    })
}
