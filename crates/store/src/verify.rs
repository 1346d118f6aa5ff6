//! Verifying the log where it stands: entries, columns, receipts and checkpoints.
//!
//! What makes a log genuine is decided in `anteroom-audit`; this reads it in pages, so that memory
//! stays small, and also checks what only the store can see: that the columns beside an entry, and
//! the receipt it belongs to, say what the entry says, and that the settings are those that the log
//! tells of.

use anteroom_audit::{
    Broken, Checkpoint, Entry, EntryNo, Event, Hash, Home, Verified, Verifier, What, Why,
    open_checkpoints,
};

use crate::Store;
use crate::checkpoint_file;
use crate::db::on;
use crate::error::StoreError;
use crate::log::{LogError, PAGE, number};
use crate::row::{NewReceipt, Row};
use crate::settings::{Settings, Stored};
use crate::snapshot::revision;
use crate::traffic::Counts;

/// Where the log ends, by everything that says so, read at one moment.
pub(crate) struct Ends {
    /// The last entry, as the head says.
    pub head: EntryNo,
    hash: Vec<u8>,
    /// The signed checkpoint of the head.
    pub checkpoint: String,
    /// The last entry that is there.
    last: EntryNo,
    /// The largest checkpoint that was kept.
    kept: u64,
}

impl Store {
    /// Checks the whole log, also against checkpoints that were kept elsewhere.
    ///
    /// # Errors
    /// [`LogError::Broken`] names the first bad entry; [`LogError::File`] says what is wrong with
    /// the checkpoint that is kept beside the log, [`LogError::Settings`] with a row of the
    /// settings.
    pub async fn verify_log(&self, elsewhere: &[String]) -> Result<Verified, LogError> {
        // The file is read first: it may lag behind the log, never run ahead of it.
        let file = self.filed(0).ok().flatten();
        let traffic = self.stored_traffic().await?;
        let (ends, stored) = self.ends_and_settings().await?;
        let traffic_since = self.stored_traffic().await?;
        let mut notes = self.kept_checkpoints(ends.head).await?;
        notes.extend(elsewhere.iter().cloned());
        let mut notes = open_checkpoints(notes.iter().map(String::as_str), self.verifying_key())?;
        let head = open_checkpoints(ends.checkpoint(), self.verifying_key())?;
        let filed = head.iter().map(filed).max().unwrap_or(0);
        notes.extend(head.into_iter().chain(file));
        let (mut verifier, mut settings) = (Verifier::new(notes), Settings::default());
        let mut sent = Counts::default();
        while let Some(rows) = self.full_page(verifier.entries(), ends.head).await? {
            for row in rows {
                if let Some(event) = row.check(&mut verifier)? {
                    settings.apply(EntryNo(verifier.entries()), &event);
                    sent.hear(&event);
                }
            }
        }
        let head = verifier.head();
        let verified = verifier.finish()?;
        ends.check(verified.entries, &head)?;
        // The file is read once more, because the head that speaks of it was read after it.
        self.filed(filed)?;
        settings.compare(stored)?;
        sent.compare(&traffic, &traffic_since)?;
        Ok(verified)
    }

    /// The end of the log and the settings as they were at that end: every change of settings
    /// counts up the revision, so what was read between two equal ones belongs together.
    async fn ends_and_settings(&self) -> Result<(Ends, Vec<Stored>), StoreError> {
        loop {
            let before = revision(&self.inner.db).await?;
            let read = (self.ends().await?, self.stored_settings().await?);
            if revision(&self.inner.db).await? == before {
                return Ok(read);
            }
        }
    }

    /// The checkpoint in the file, where one is kept; it must count `filed` entries at least.
    fn filed(&self, filed: u64) -> Result<Option<Checkpoint>, LogError> {
        let Some(path) = &self.inner.checkpoint_file else {
            return Ok(None);
        };
        checkpoint_file::read(path, self.verifying_key(), filed)
            .map(Some)
            .map_err(|fault| LogError::File {
                path: path.clone(),
                fault,
            })
    }

    pub(crate) async fn ends(&self) -> Result<Ends, StoreError> {
        let row: (i64, Vec<u8>, String, i64, i64) = on!(&self.inner.db, |pool| {
            sqlx::query_as(ENDS).fetch_one(pool).await?
        });
        let count = |n| u64::try_from(n).map_err(|_| StoreError::Unreadable("audit_head"));
        let (head, hash, checkpoint, last, kept) = row;
        let (head, last) = (EntryNo(count(head)?), EntryNo(count(last)?));
        Ok(Ends {
            head,
            hash,
            checkpoint,
            last,
            kept: count(kept)?,
        })
    }

    async fn full_page(&self, after: u64, to: EntryNo) -> Result<Option<Vec<FullRow>>, StoreError> {
        let rows: Vec<FullRow> = on!(&self.inner.db, |pool| {
            sqlx::query_as(FULL)
                .bind(number(after))
                .bind(number(to.0))
                .bind(PAGE)
                .fetch_all(pool)
                .await?
        });
        Ok((!rows.is_empty()).then_some(rows))
    }
}

impl Ends {
    /// The signed checkpoint of the head; none before the first entry.
    fn checkpoint(&self) -> Option<&str> {
        Some(&*self.checkpoint).filter(|note| !note.is_empty())
    }

    /// The head must point at the last entry, and nothing may be left of a longer log.
    fn check(&self, entries: u64, head: &Hash) -> Result<(), Broken> {
        let next = EntryNo(entries + 1);
        if self.last.0 > entries {
            return Err(Broken {
                at: next,
                why: Why::Unsigned,
            });
        }
        if self.kept > entries {
            return Err(Broken {
                at: next,
                why: Why::Cut { size: self.kept },
            });
        }
        if self.head.0 == entries && self.hash != head.as_bytes() {
            return Err(Broken {
                at: EntryNo(entries),
                why: Why::Column("audit_head.hash"),
            });
        }
        Ok(())
    }
}

const ENDS: &str = "select no, hash, checkpoint, \
     (select coalesce(max(no), 0) from audit_entry), \
     (select coalesce(max(size), 0) from checkpoint) from audit_head where id = 1";
const FULL: &str = "select e.no, e.at, e.kind, e.receipt, e.prev, e.hash, e.body, r.opened_no, \
     r.opened_at, r.closed_no, r.closed_at, r.state, r.key_id, r.connection, r.model, \
     r.endpoint, r.decision, r.reasons, r.found, r.facts \
     from audit_entry e left join receipt r on r.id = e.receipt \
     where e.no > $1 and e.no <= $2 order by e.no limit $3";

/// An entry with all its columns and those of its receipt.
#[derive(sqlx::FromRow)]
struct FullRow {
    no: i64,
    at: i64,
    kind: String,
    receipt: Option<String>,
    prev: Vec<u8>,
    hash: Vec<u8>,
    body: Vec<u8>,
    opened_no: Option<i64>,
    opened_at: Option<i64>,
    closed_no: Option<i64>,
    closed_at: Option<i64>,
    state: Option<String>,
    key_id: Option<String>,
    connection: Option<String>,
    model: Option<String>,
    endpoint: Option<String>,
    decision: Option<String>,
    reasons: Option<String>,
    found: Option<String>,
    facts: Option<String>,
}

impl FullRow {
    /// Checks the entry and gives its event; none when only a later version knows its kind.
    fn check(mut self, verifier: &mut Verifier) -> Result<Option<Event>, Broken> {
        let expected = EntryNo(verifier.entries() + 1);
        let entry = Entry {
            no: EntryNo(u64::try_from(self.no).unwrap_or(0)),
            prev: read_hash(&self.prev, expected)?,
            hash: read_hash(&self.hash, expected)?,
            body: std::mem::take(&mut self.body),
        };
        let Some(event) = verifier.push(&entry)? else {
            return Ok(None);
        };
        match self.differs(&event) {
            None => Ok(Some(event)),
            Some(column) => Err(Broken {
                at: expected,
                why: Why::Column(column),
            }),
        }
    }

    /// The first column that does not say what the event says.
    fn differs(&self, event: &Event) -> Option<&'static str> {
        let receipt = event.receipt.map(|id| id.to_string());
        let own = [
            ("at", self.at == event.at.0),
            ("kind", self.kind == event.what.kind()),
            ("receipt", self.receipt == receipt),
        ];
        wrong(own).or_else(|| match &event.what {
            What::RequestClosed(closed) => self.differs_at_end(event, closed.outcome.state()),
            What::RequestOpened(opened) => {
                let Row::New(new) = Row::opened(&event.actor, opened, String::new(), None) else {
                    return None;
                };
                self.differs_at_start(event, &new, opened.facts_sha256)
            }
            What::RequestRefused(refused) => {
                let Row::New(new) = Row::refused(&event.actor, refused, String::new()) else {
                    return None;
                };
                self.differs_at_start(event, &new, refused.facts_sha256)
                    .or_else(|| self.differs_at_end(event, "refused"))
            }
            _ => None,
        })
    }

    fn differs_at_start(
        &self,
        event: &Event,
        new: &NewReceipt,
        facts: Hash,
    ) -> Option<&'static str> {
        let same = |column: &Option<String>, value: &str| column.as_deref() == Some(value);
        let maybe = |column: &Option<String>, value: Option<&anteroom_audit::Word>| {
            column.as_deref() == value.map(anteroom_audit::Word::as_str)
        };
        let kept = self.facts.as_ref().map(|kept| Hash::of(kept.as_bytes()));
        wrong([
            ("receipt.opened_no", self.opened_no == Some(self.no)),
            ("receipt.opened_at", self.opened_at == Some(event.at.0)),
            ("receipt.key_id", maybe(&self.key_id, new.key.as_ref())),
            (
                "receipt.connection",
                maybe(&self.connection, new.connection.as_ref()),
            ),
            ("receipt.model", maybe(&self.model, new.model.as_ref())),
            (
                "receipt.endpoint",
                same(&self.endpoint, new.endpoint.as_str()),
            ),
            (
                "receipt.decision",
                same(&self.decision, new.decision.as_str()),
            ),
            ("receipt.reasons", same(&self.reasons, &new.reasons)),
            ("receipt.found", same(&self.found, &new.found)),
            ("receipt.facts", kept == Some(facts)),
            (
                "receipt.state",
                same(&self.state, "open") == self.closed_no.is_none(),
            ),
        ])
    }

    /// A receipt ends once; an entry that says so again is later than the one the receipt names.
    fn differs_at_end(&self, event: &Event, state: &str) -> Option<&'static str> {
        let Some(closed) = self.closed_no else {
            return Some("receipt.closed_no");
        };
        wrong([
            ("receipt.closed_no", closed <= self.no),
            (
                "receipt.closed_at",
                closed < self.no || self.closed_at == Some(event.at.0),
            ),
            (
                "receipt.state",
                closed < self.no || self.state.as_deref() == Some(state),
            ),
        ])
    }
}

fn wrong<const N: usize>(checks: [(&'static str, bool); N]) -> Option<&'static str> {
    checks
        .into_iter()
        .find(|(_, right)| !right)
        .map(|(column, _)| column)
}

fn read_hash(bytes: &[u8], at: EntryNo) -> Result<Hash, Broken> {
    Hash::try_from(bytes).map_err(|_| Broken {
        at,
        why: Why::Unreadable,
    })
}

/// How far the checkpoint's file had come when this one was signed.
fn filed(checkpoint: &Checkpoint) -> u64 {
    match checkpoint.home {
        Home::File => 0,
        Home::Log { filed } => filed,
    }
}
