//! Reading receipts: one row for each request, sent or refused.
//!
//! Receipts are written by the recorder only. What a receipt says beside its sealed mapping and its
//! facts also stands in the log; `log` checks that the two agree.

use anteroom_audit::{EntryNo, Found, Micros, ReceiptId, Word};
use zeroize::Zeroizing;

use crate::Store;
use crate::db::on;
use crate::error::StoreError;
use crate::seal::Cell;

/// What is known of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: ReceiptId,
    /// The log entry that it began with.
    pub opened_no: EntryNo,
    /// When it began.
    pub opened_at: Micros,
    /// The log entry that it ended with; the first one again when it was refused.
    pub closed_no: Option<EntryNo>,
    /// When it ended.
    pub closed_at: Option<Micros>,
    /// `open`, `refused`, or how it ended: [`Closing::state`](anteroom_audit::Closing::state).
    pub state: Word,
    /// The id of the API key that asked.
    pub key_id: Option<Word>,
    /// The connection it went through.
    pub connection: Option<Word>,
    /// The model it asked for.
    pub model: Option<Word>,
    /// What was asked for.
    pub endpoint: Word,
    /// The decision.
    pub decision: Word,
    /// The reason codes of the decision.
    pub reasons: Vec<Word>,
    /// What was found, by kind.
    pub found: Found,
    /// The facts that the decision saw, as JSON.
    pub facts: String,
}

impl Store {
    /// One receipt.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn receipt(&self, id: ReceiptId) -> Result<Option<Receipt>, StoreError> {
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(ONE)
                .bind(id.to_string())
                .fetch_optional(pool)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// Receipts, the newest first, older than `before` where that is given.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn receipts(
        &self,
        before: Option<ReceiptId>,
        limit: u32,
    ) -> Result<Vec<Receipt>, StoreError> {
        // Ids sort by time, and no id is greater than this.
        let before = before.map_or("~".to_owned(), |id| id.to_string());
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(PAGE)
                .bind(before)
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// The placeholders of a request and what stands for them, as they were given to the recorder.
    ///
    /// # Errors
    /// When there is no such receipt, or the sealed value does not open.
    pub async fn mapping(&self, id: ReceiptId) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let id = id.to_string();
        let sealed: Option<Option<Vec<u8>>> = on!(&self.inner.db, |pool| {
            sqlx::query_scalar(MAPPING)
                .bind(&id)
                .fetch_optional(pool)
                .await?
        });
        let Some(sealed) = sealed.ok_or(StoreError::Missing("receipt"))? else {
            return Ok(None);
        };
        let cell = Cell {
            table: "receipt",
            row: &id,
            column: "mapping",
            bound_to: None,
        };
        Ok(Some(self.inner.ring.open(cell, &sealed)?))
    }
}

const ONE: &str = "select id, opened_no, opened_at, closed_no, closed_at, state, key_id, \
     connection, model, endpoint, decision, reasons, found, facts from receipt where id = $1";
const PAGE: &str = "select id, opened_no, opened_at, closed_no, closed_at, state, key_id, \
     connection, model, endpoint, decision, reasons, found, facts from receipt where id < $1 \
     order by id desc limit $2";
const MAPPING: &str = "select mapping from receipt where id = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    opened_no: i64,
    opened_at: i64,
    closed_no: Option<i64>,
    closed_at: Option<i64>,
    state: String,
    key_id: Option<String>,
    connection: Option<String>,
    model: Option<String>,
    endpoint: String,
    decision: String,
    reasons: String,
    found: String,
    facts: String,
}

impl Row {
    fn read(self) -> Result<Receipt, StoreError> {
        Ok(Receipt {
            id: self.id.parse().map_err(|_| UNREADABLE)?,
            opened_no: entry(self.opened_no)?,
            opened_at: Micros(self.opened_at),
            closed_no: self.closed_no.map(entry).transpose()?,
            closed_at: self.closed_at.map(Micros),
            state: word(self.state)?,
            key_id: self.key_id.map(word).transpose()?,
            connection: self.connection.map(word).transpose()?,
            model: self.model.map(word).transpose()?,
            endpoint: word(self.endpoint)?,
            decision: word(self.decision)?,
            reasons: serde_json::from_str(&self.reasons).map_err(|_| UNREADABLE)?,
            found: serde_json::from_str(&self.found).map_err(|_| UNREADABLE)?,
            facts: self.facts,
        })
    }
}

const UNREADABLE: StoreError = StoreError::Unreadable("receipt");

fn entry(no: i64) -> Result<EntryNo, StoreError> {
    u64::try_from(no).map(EntryNo).map_err(|_| UNREADABLE)
}

fn word(text: String) -> Result<Word, StoreError> {
    Word::try_from(text).map_err(|_| UNREADABLE)
}
