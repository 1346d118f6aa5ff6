//! What has left so far, counted: which host, through which connection, as what. Never content.
//!
//! It is read from the log, not from the settings: the log says where a request really went.

use std::collections::BTreeMap;

use anteroom_audit::{Micros, Opened, What, Word, canonical};

use crate::Store;
use crate::db::on;
use crate::error::StoreError;
use crate::log::PAGE;

/// Requests of one kind that were sent to one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// The connection's name at that time.
    pub connection: Word,
    /// The host that received them.
    pub host: Word,
    /// The decision: `allow`, `allow_deidentified`.
    pub decision: Word,
    /// Whether identifiers were found in them, before anything was replaced.
    pub found: bool,
    /// How many.
    pub requests: u64,
    /// When the newest of them was sent.
    pub last: Micros,
}

/// What is counted together.
type Kind = (Word, Word, Word, bool);

impl Store {
    /// Everything that was sent since then, by connection, host, decision and whether identifiers were found.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn traffic(&self, since: Micros) -> Result<Vec<Traffic>, StoreError> {
        let (mut counts, mut after) = (BTreeMap::new(), 0);
        loop {
            let page: Vec<Row> = on!(&self.inner.db, |pool| {
                sqlx::query_as(SENT)
                    .bind(after)
                    .bind(since.0)
                    .bind(PAGE)
                    .fetch_all(pool)
                    .await?
            });
            let Some(last) = page.last() else {
                return Ok(counts.into_iter().map(traffic).collect());
            };
            after = last.no;
            page.iter().try_for_each(|row| count(&mut counts, row))?;
        }
    }
}

fn count(counts: &mut BTreeMap<Kind, (u64, Micros)>, row: &Row) -> Result<(), StoreError> {
    let event =
        canonical::from_bytes(&row.body).map_err(|_| StoreError::Unreadable("audit_entry"))?;
    if let What::RequestOpened(opened) = event.what {
        let (requests, last) = counts.entry(kind(opened)).or_insert((0, event.at));
        *requests += 1;
        *last = event.at.max(*last);
    }
    Ok(())
}

fn kind(opened: Opened) -> Kind {
    let found = opened.found.values().any(|count| *count > 0);
    (opened.connection, opened.host, opened.decision, found)
}

fn traffic(
    ((connection, host, decision, found), (requests, last)): (Kind, (u64, Micros)),
) -> Traffic {
    Traffic {
        connection,
        host,
        decision,
        found,
        requests,
        last,
    }
}

const SENT: &str = "select no, body from audit_entry where kind = 'request_opened' and no > $1 \
     and at >= $2 order by no limit $3";

#[derive(sqlx::FromRow)]
struct Row {
    no: i64,
    body: Vec<u8>,
}
