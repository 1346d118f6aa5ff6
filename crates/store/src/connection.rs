//! Connections to models, and the approvals that say what may go through them.
//!
//! An approval is never changed: a new one is added, and the newest of a purpose counts. Whether an
//! approval still holds today is decided in `policy`, not here. The provider's key is sealed.

use anteroom_audit::{
    ConnectionAdded, ConnectionApproved, ConnectionReplacing, ConnectionRevoked, Day, Hash, Micros,
    What, Word,
};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::{RecordError, StoreError};
use crate::row::json_list;
use crate::script::{Arg, Statement};
use crate::seal::Cell;
use crate::store::new_id;
use crate::{By, Store};

/// A connection to a model. Debug shows no key.
#[derive(Clone, PartialEq, Eq)]
pub struct Connection {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Word,
    /// Which provider: `mistral`, `openai_compatible`.
    pub provider: Word,
    /// Where its API is.
    pub base_url: String,
    /// The host that text goes to.
    pub host: Word,
    /// The models that may be asked for, in the order they were given.
    pub models: Vec<Word>,
    /// What it puts in the place of patient information: `placeholders`, `surrogates`, `safe_harbor`, `redact`.
    pub replacing: Word,
    /// When it was added.
    pub added_at: Micros,
    /// When it was withdrawn; nothing goes through it since.
    pub revoked_at: Option<Micros>,
    /// What it was approved for, oldest first.
    pub approvals: Vec<Approval>,
    pub(crate) upstream_key: Option<Vec<u8>>,
}

/// An approval of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// For what: `deidentified`.
    pub purpose: Word,
    /// The last day of the business associate agreement, where there is one.
    pub agreement_until: Option<Day>,
    /// Whether the vendor agreed not to train on what it receives.
    pub no_training: bool,
    /// Who approved it.
    pub approved_by: Word,
    /// When.
    pub approved_at: Micros,
}

/// A connection that is to be added.
pub struct NewConnection {
    /// Its name.
    pub name: Word,
    /// Which provider: `mistral`, `openai_compatible`.
    pub provider: Word,
    /// Where its API is.
    pub base_url: Word,
    /// The host of that address.
    pub host: Word,
    /// The models that may be asked for.
    pub models: Vec<Word>,
    /// The provider's key, where it wants one.
    pub upstream_key: Option<Zeroizing<String>>,
}

/// An approval that is to be added.
#[derive(Clone, Debug)]
pub struct NewApproval {
    /// For what: `deidentified`.
    pub purpose: Word,
    /// The last day of the business associate agreement, where there is one.
    pub agreement_until: Option<Day>,
    /// Whether the vendor agreed not to train on what it receives.
    pub no_training: bool,
    /// Who approves it.
    pub approved_by: Word,
}

impl Connection {
    /// The newest approval for a purpose, expired or not.
    #[must_use]
    pub fn approval(&self, purpose: &str) -> Option<&Approval> {
        self.approvals
            .iter()
            .rev()
            .find(|approval| approval.purpose.as_str() == purpose)
    }

    /// Whether it has a key for its provider.
    #[must_use]
    pub fn has_key(&self) -> bool {
        self.upstream_key.is_some()
    }
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Adds a connection. Nothing identifying goes through it before it is approved.
    ///
    /// # Errors
    /// [`RecordError::Exists`] when a connection in use has the name,
    /// [`StoreError::ModelTaken`] when one offers a model of it.
    pub async fn add_connection(&self, by: &By, new: NewConnection) -> Result<(), StoreError> {
        self.can_add(&new).await?;
        let id = new_id(by.at)?;
        let cell = key_cell(&id, new.base_url.as_str());
        let sealed = match &new.upstream_key {
            Some(key) => Some(self.inner.ring.seal(cell, key.as_bytes())?),
            None => None,
        };
        let added = ConnectionAdded {
            id: Some(Word::lossy(&id)),
            base_url: Some(new.base_url.clone()),
            sealed_key_sha256: sealed.as_deref().map(Hash::of),
            connection: new.name.clone(),
            provider: new.provider.clone(),
            host: new.host.clone(),
            models: new.models.clone(),
        };
        let insert = Statement::new(
            "insert into connection \
             (id, name, provider, base_url, host, models, upstream_key, added_at) \
             values (?, ?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(id),
                Arg::text(new.name.as_str()),
                Arg::text(new.provider.as_str()),
                Arg::text(new.base_url.as_str()),
                Arg::text(new.host.as_str()),
                Arg::text(json_list(&new.models)),
                Arg::Blob(sealed),
                Arg::int(by.at.0),
            ],
        );
        self.change(by, What::ConnectionAdded(added), vec![insert])
            .await
    }

    /// Whether a connection can be added beside those in use.
    ///
    /// # Errors
    /// As [`Store::add_connection`].
    pub async fn can_add(&self, new: &NewConnection) -> Result<(), StoreError> {
        let all = self.connections().await?;
        let live = all
            .into_iter()
            .filter(|connection| connection.revoked_at.is_none());
        for Connection { name, models, .. } in live {
            if name == new.name {
                return Err(RecordError::Exists.into());
            }
            if let Some(model) = new.models.iter().find(|model| models.contains(model)) {
                return Err(StoreError::ModelTaken {
                    model: model.clone(),
                    connection: name,
                });
            }
        }
        Ok(())
    }

    /// Approves a connection.
    ///
    /// # Errors
    /// When there is no such connection, or it was withdrawn.
    pub async fn approve_connection(
        &self,
        by: &By,
        name: &Word,
        new: NewApproval,
    ) -> Result<(), StoreError> {
        let connection = self.live_connection(name).await?;
        let id = new_id(by.at)?;
        let insert = Statement::new(
            "insert into approval (id, connection_id, purpose, agreement_until, no_training, \
             approved_by, approved_at) values (?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(connection.id),
                Arg::text(new.purpose.as_str()),
                Arg::Text(new.agreement_until.map(|day| day.to_string())),
                Arg::Bool(new.no_training),
                Arg::text(new.approved_by.as_str()),
                Arg::int(by.at.0),
            ],
        );
        let NewApproval {
            purpose,
            agreement_until,
            no_training,
            approved_by,
        } = new;
        let connection = name.clone();
        let what = ConnectionApproved {
            connection,
            id: Some(Word::lossy(&id)),
            purpose,
            agreement_until,
            no_training,
            approved_by,
        };
        self.change(by, What::ConnectionApproved(what), vec![insert])
            .await
    }

    /// Says what a connection puts in the place of patient information, from the next request on.
    ///
    /// # Errors
    /// When there is no such connection, or it was withdrawn.
    pub async fn set_replacing(
        &self,
        by: &By,
        name: &Word,
        replacing: Word,
    ) -> Result<(), StoreError> {
        let connection = self.live_connection(name).await?;
        let update = Statement::new(
            "update connection set replacing = ? where id = ?",
            vec![Arg::text(replacing.as_str()), Arg::text(connection.id)],
        );
        let what = ConnectionReplacing {
            connection: name.clone(),
            replacing,
        };
        self.change(by, What::ConnectionReplacing(what), vec![update])
            .await
    }

    /// Withdraws a connection.
    ///
    /// # Errors
    /// When there is no such connection, or it was withdrawn before.
    pub async fn revoke_connection(&self, by: &By, name: &Word) -> Result<(), StoreError> {
        let connection = self.live_connection(name).await?;
        let update = Statement::new(
            "update connection set revoked_at = ? where id = ?",
            vec![Arg::int(by.at.0), Arg::text(connection.id)],
        );
        let what = ConnectionRevoked {
            connection: name.clone(),
        };
        self.change(by, What::ConnectionRevoked(what), vec![update])
            .await
    }

    /// All connections with their approvals, by name.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn connections(&self) -> Result<Vec<Connection>, StoreError> {
        let (rows, approvals): (Vec<Row>, Vec<ApprovalRow>) = on!(&self.inner.db, |pool| {
            (
            sqlx::query_as(
                "select id, name, provider, base_url, host, models, upstream_key, replacing, added_at, \
                 revoked_at from connection order by name",
            )
            .fetch_all(pool)
            .await?,
            sqlx::query_as(
                "select connection_id, purpose, agreement_until, no_training, approved_by, \
                 approved_at from approval order by approved_at, id",
            )
            .fetch_all(pool)
            .await?,
        )
        });
        let mut connections = rows
            .into_iter()
            .map(Row::read)
            .collect::<Result<Vec<_>, _>>()?;
        for row in approvals {
            let id = row.0.clone();
            let approval = read_approval(row)?;
            let owner = connections
                .iter_mut()
                .find(|connection| connection.id == id);
            owner
                .ok_or(StoreError::Unreadable("approval"))?
                .approvals
                .push(approval);
        }
        Ok(connections)
    }

    /// The provider's key of a connection, for as long as it is needed.
    ///
    /// # Errors
    /// When the sealed value does not open.
    pub fn upstream_key(
        &self,
        connection: &Connection,
    ) -> Result<Option<Zeroizing<String>>, StoreError> {
        let Some(sealed) = &connection.upstream_key else {
            return Ok(None);
        };
        let cell = key_cell(&connection.id, &connection.base_url);
        let key = self.inner.ring.open(cell, sealed)?;
        let key = std::str::from_utf8(&key).map_err(|_| StoreError::Unreadable("connection"))?;
        Ok(Some(Zeroizing::new(key.to_owned())))
    }

    /// The connection of this name, unless it was withdrawn.
    ///
    /// # Errors
    /// When there is no such connection, or it was withdrawn before.
    pub async fn live_connection(&self, name: &Word) -> Result<Connection, StoreError> {
        let all = self.connections().await?;
        let mut live = all
            .into_iter()
            .filter(|connection| connection.revoked_at.is_none());
        live.find(|connection| connection.name == *name)
            .ok_or(StoreError::Missing("connection"))
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    provider: String,
    base_url: String,
    host: String,
    models: String,
    upstream_key: Option<Vec<u8>>,
    replacing: String,
    added_at: i64,
    revoked_at: Option<i64>,
}

type ApprovalRow = (String, String, Option<String>, bool, String, i64);

impl Row {
    fn read(self) -> Result<Connection, StoreError> {
        let models = serde_json::from_str(&self.models).map_err(|_| UNREADABLE)?;
        Ok(Connection {
            id: self.id,
            name: word(self.name)?,
            provider: word(self.provider)?,
            base_url: self.base_url,
            host: word(self.host)?,
            models,
            replacing: word(self.replacing)?,
            added_at: Micros(self.added_at),
            revoked_at: self.revoked_at.map(Micros),
            approvals: Vec::new(),
            upstream_key: self.upstream_key,
        })
    }
}

const UNREADABLE: StoreError = StoreError::Unreadable("connection");

fn read_approval(row: ApprovalRow) -> Result<Approval, StoreError> {
    let (_, purpose, until, no_training, by, at) = row;
    let until = until.map(|day| day.parse().map_err(|_| StoreError::Unreadable("approval")));
    Ok(Approval {
        purpose: word(purpose)?,
        agreement_until: until.transpose()?,
        no_training,
        approved_by: word(by)?,
        approved_at: Micros(at),
    })
}

fn word(text: String) -> Result<Word, StoreError> {
    Word::try_from(text).map_err(|_| UNREADABLE)
}

/// The key is given to the address that it was entered for, and to no other.
fn key_cell<'a>(id: &'a str, base_url: &'a str) -> Cell<'a> {
    Cell {
        table: "connection",
        row: id,
        column: "upstream_key",
        bound_to: Some(base_url),
    }
}
