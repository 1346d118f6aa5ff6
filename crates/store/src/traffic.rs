//! What has left so far, counted: which host, through which connection, as what, for what, on which day. Never content.
//!
//! The counts follow from the log, which says where a request really went: each is written in the transaction of its entry,
//! counted anew when the table is lost, and held against the log when that is verified. Only the first of the days that
//! somebody asks about is read from the log, because it may have begun earlier.

use std::collections::BTreeMap;

use anteroom_audit::{Event, Micros, Opened, What, Word, canonical};

use crate::Store;
use crate::db::{Db, Options, on};
use crate::error::StoreError;
use crate::log::PAGE;
use crate::script::{Arg, Statement};
use crate::settings::{RowFault, Unlogged};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

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
    /// The use case that they named; none where they named none.
    pub purpose: Option<Word>,
    /// How many.
    pub requests: u64,
    /// When the newest of them was sent.
    pub last: Micros,
}

/// What is counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    connection: Word,
    host: Word,
    decision: Word,
    found: bool,
    purpose: Option<Word>,
}

/// Requests by day (UTC, counted from 1970) and way: how many, and when the newest was sent.
#[derive(Default)]
pub(crate) struct Counts(BTreeMap<(i64, Way), (i64, Micros)>);

impl Way {
    pub(crate) fn of(opened: &Opened) -> Way {
        Way {
            connection: opened.connection.clone(),
            host: opened.host.clone(),
            decision: opened.decision.clone(),
            found: opened.found.values().any(|count| *count > 0),
            purpose: opened.purpose.clone(),
        }
    }
}

impl Counts {
    /// Counts a request that was sent.
    pub(crate) fn add(&mut self, at: Micros, way: Way) {
        let day = at.0.div_euclid(DAY);
        let (requests, newest) = self.0.entry((day, way)).or_insert((0, at));
        *requests += 1;
        *newest = at.max(*newest);
    }

    /// Counts an event of the log.
    pub(crate) fn hear(&mut self, event: &Event) {
        if let What::RequestOpened(opened) = &event.what {
            self.add(event.at, Way::of(opened));
        }
    }

    /// The statements that add these counts to the table.
    pub(crate) fn script(self) -> Vec<Statement> {
        let rows = self.0.into_iter().map(|((day, way), (requests, newest))| {
            vec![
                Arg::int(day),
                Arg::text(way.connection.as_str()),
                Arg::text(way.host.as_str()),
                Arg::text(way.decision.as_str()),
                Arg::Bool(way.found),
                Arg::text(way.purpose.as_ref().map_or("", Word::as_str)),
                Arg::int(requests),
                Arg::int(newest.0),
            ]
        });
        Statement::with_rows(INSERT, rows.collect(), ADD)
    }

    /// Whether these counts of the log lie between those that were stored before and after it was read.
    pub(crate) fn compare(&self, before: &Counts, after: &Counts) -> Result<(), Unlogged> {
        for (key, (requests, _)) in &before.0 {
            match self.0.get(key) {
                None => return Err(unlogged(key, RowFault::Unknown)),
                Some((counted, _)) if counted < requests => {
                    return Err(unlogged(key, RowFault::Changed("requests")));
                }
                Some(_) => {}
            }
        }
        for (key, (counted, newest)) in &self.0 {
            match after.0.get(key) {
                Some((requests, _)) if requests < counted => {
                    return Err(unlogged(key, RowFault::Changed("requests")));
                }
                Some((_, stored)) if stored < newest => {
                    return Err(unlogged(key, RowFault::Changed("newest")));
                }
                Some(_) => {}
                None => return Err(unlogged(key, RowFault::Gone)),
            }
        }
        Ok(())
    }
}

fn unlogged((day, way): &(i64, Way), fault: RowFault) -> Unlogged {
    let purpose = way.purpose.as_ref().map_or("", Word::as_str);
    Unlogged {
        table: "traffic",
        row: format!(
            "{day} {} {} {} {} {purpose}",
            way.connection, way.host, way.decision, way.found
        ),
        fault,
    }
}

impl Store {
    /// Everything that was sent since then, by connection, host, decision, whether identifiers were found, and use case.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn traffic(&self, since: Micros) -> Result<Vec<Traffic>, StoreError> {
        let db = &self.inner.db;
        let next = since.0.div_euclid(DAY) + 1;
        let first = logged(db, since, Micros(next.saturating_mul(DAY))).await?;
        let mut sums: BTreeMap<Way, (i64, Micros)> = BTreeMap::new();
        let rest = read(db, SUMMED, next).await?;
        for ((_, way), (requests, newest)) in first.0.into_iter().chain(rest.0) {
            let (all, last) = sums.entry(way).or_insert((0, newest));
            *all += requests;
            *last = newest.max(*last);
        }
        Ok(sums.into_iter().map(traffic).collect())
    }

    /// The counts as they are stored.
    pub(crate) async fn stored_traffic(&self) -> Result<Counts, StoreError> {
        read(&self.inner.db, STORED, i64::MIN).await
    }
}

fn traffic((way, (requests, last)): (Way, (i64, Micros))) -> Traffic {
    let Way {
        connection,
        host,
        decision,
        found,
        purpose,
    } = way;
    Traffic {
        connection,
        host,
        decision,
        found,
        purpose,
        requests: u64::try_from(requests).unwrap_or(0),
        last,
    }
}

/// Counts the log anew where the counts are lost: a folder of an earlier version, or a table that somebody emptied. Nobody
/// appends meanwhile.
pub(crate) async fn count_when_missing(db: &Db, options: &Options) -> Result<(), StoreError> {
    if !is_missing(db).await? {
        return Ok(());
    }
    let mut conn = options.connect().await?;
    conn.begin().await?;
    match is_missing(db).await? {
        true => {
            let counts = logged(db, Micros(i64::MIN), Micros(i64::MAX)).await?;
            conn.finish(counts.script()).await?;
        }
        false => conn.undo().await?,
    }
    Ok(())
}

async fn is_missing(db: &Db) -> Result<bool, StoreError> {
    Ok(on!(db, |pool| {
        sqlx::query_scalar(MISSING).fetch_one(pool).await?
    }))
}

/// The counts of what the log says was sent from one moment until before another.
async fn logged(db: &Db, from: Micros, to: Micros) -> Result<Counts, StoreError> {
    let (mut counts, mut at, mut no) = (Counts::default(), from.0, 0);
    loop {
        let page: Vec<Logged> = on!(db, |pool| {
            sqlx::query_as(LOGGED)
                .bind(at)
                .bind(no)
                .bind(to.0)
                .bind(PAGE)
                .fetch_all(pool)
                .await?
        });
        let Some(last) = page.last() else {
            return Ok(counts);
        };
        (at, no) = (last.at, last.no);
        for row in &page {
            let event = canonical::from_bytes(&row.body);
            counts.hear(&event.map_err(|_| StoreError::Unreadable("audit_entry"))?);
        }
    }
}

/// The stored counts from a day on, as one of the queries below reads them.
async fn read(db: &Db, query: &'static str, day: i64) -> Result<Counts, StoreError> {
    let rows: Vec<Stored> = on!(db, |pool| {
        sqlx::query_as(query).bind(day).fetch_all(pool).await?
    });
    let count = |row: Stored| {
        let word = |text: String| Word::try_from(text).map_err(|_| UNREADABLE);
        let purpose = Some(row.purpose).filter(|purpose| !purpose.is_empty());
        let way = Way {
            connection: word(row.connection)?,
            host: word(row.host)?,
            decision: word(row.decision)?,
            found: row.found,
            purpose: purpose.map(word).transpose()?,
        };
        Ok(((row.day, way), (row.requests, Micros(row.newest))))
    };
    let counts: Result<BTreeMap<_, _>, StoreError> = rows.into_iter().map(count).collect();
    Ok(Counts(counts?))
}

const UNREADABLE: StoreError = StoreError::Unreadable("traffic");

const INSERT: &str = "insert into traffic (day, connection, host, decision, found, purpose, requests, newest) values";
const ADD: &str = " on conflict (day, connection, host, decision, found, purpose) do update set \
     requests = traffic.requests + excluded.requests, newest = case when excluded.newest > traffic.newest \
     then excluded.newest else traffic.newest end";
const MISSING: &str = "select not exists (select 1 from traffic) and \
     (select min(at) from audit_entry where kind = 'request_opened') is not null";
const LOGGED: &str = "select no, at, body from audit_entry where kind = 'request_opened' \
     and (at, no) > ($1, $2) and at < $3 order by at, no limit $4";
const STORED: &str = "select day, connection, host, decision, found, purpose, requests, newest \
     from traffic where day >= $1";
/// The same with all days put together, so that what is read does not grow with the years.
const SUMMED: &str = "select min(day) as day, connection, host, decision, found, purpose, \
     cast(sum(requests) as bigint) as requests, max(newest) as newest \
     from traffic where day >= $1 group by connection, host, decision, found, purpose";

#[derive(sqlx::FromRow)]
struct Logged {
    no: i64,
    at: i64,
    body: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct Stored {
    day: i64,
    connection: String,
    host: String,
    decision: String,
    found: bool,
    purpose: String,
    requests: i64,
    newest: i64,
}
