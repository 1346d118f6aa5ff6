//! A million receipts cost what a thousand do: whatever is asked of the store at each request and each page.
//!
//! Not run by itself, because it writes a gigabyte: `cargo test -p anteroom-store --test store -- --ignored million --nocapture`
//! prints the figures of `docs/measurements.md`.

use std::time::{Duration, Instant};

use anteroom_audit::{EntryNo, Micros};
use anteroom_store::{Config, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use crate::support::*;

/// Requests that were really made.
const MADE: usize = 1000;
/// The moment of the first of them.
const BEGUN: i64 = 1_790_000_000_000_000;
/// How often each thing is measured; the fastest counts, because others work on the machine too.
const TIMES: usize = 15;

/// What is measured, and how long it took.
type Figures = Vec<(&'static str, Duration)>;

/// A practice with a thousand requests.
async fn made(config: &Config) -> anyhow::Result<()> {
    let store = Store::open(config.clone()).await?;
    for at in 0..MADE {
        let mut request = request(receipt_id());
        request.at = Micros(BEGUN + i64::try_from(at)?);
        store.recorder().open(request).await?.close(answered());
    }
    store.recorder().flush().await?;
    store.close().await;
    Ok(())
}

/// Puts copies of the first request before all others, three years of them, to make a million. What left on the day of those that
/// were really made is counted already.
async fn copied(config: &Config) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new().filename(database(config));
    let mut conn = options.connect().await?;
    let copies = 1_000_000 - MADE;
    let ago = "1790000000000000 - n * 94608000";
    let counting = format!(
        "with recursive c(n) as (select 1 union all select n + 1 from c where n < {copies})"
    );
    for sql in [
        format!(
            "{counting} insert into audit_entry (no, at, kind, receipt, prev, hash, body) select -n, {ago}, e.kind, \
             printf('0000%028d', {copies} - n), e.prev, e.hash, e.body from c, audit_entry e where e.no = \
             (select min(no) from audit_entry where kind = 'request_opened' and no > 0)"
        ),
        format!(
            "{counting} insert into receipt select printf('0000%028d', {copies} - n), -n, {ago}, -n, {ago}, 'answered', \
             r.key_id, r.connection, r.model, r.endpoint, r.decision, r.reasons, r.found, r.facts, null \
             from c, receipt r where r.id = (select max(id) from receipt)"
        ),
        format!(
            "{counting} insert into traffic select ({ago}) / 86400000000, 'main', 'api.mistral.ai', 'allow_deidentified', \
             true, '', count(*), max({ago}) from c where ({ago}) / 86400000000 < {BEGUN} / 86400000000 group by 1"
        ),
    ] {
        conn.execute(AssertSqlSafe(sql)).await?;
    }
    Ok(conn.close().await?)
}

/// The fastest of several runs of each thing.
async fn measured(config: &Config) -> anyhow::Result<Figures> {
    let mut best: Figures = Vec::new();
    for _ in 0..TIMES {
        for (at, (what, took)) in once(config).await?.into_iter().enumerate() {
            match best.get_mut(at) {
                Some((_, fastest)) => *fastest = took.min(*fastest),
                None => best.push((what, took)),
            }
        }
    }
    Ok(best)
}

async fn once(config: &Config) -> anyhow::Result<Figures> {
    let mut figures = Vec::new();
    let mut began = Instant::now();
    let mut note = |what| {
        figures.push((what, began.elapsed()));
        began = Instant::now();
    };
    let store = Store::open(config.clone()).await?;
    note("opening the store");
    store.snapshot().await?;
    note("the settings");
    store.recover(Micros(BEGUN)).await?;
    note("closing what a dead process left open");
    let newest = store.receipts(None, 50).await?;
    note("the newest 50 receipts");
    let id = newest.first().map(|one| one.id).unwrap_or(receipt_id());
    store.receipt(id).await?;
    store.log_of(id).await?;
    note("one receipt with its entries");
    let size = store.log_size().await?;
    store.log(EntryNo(size.saturating_sub(50)), 50).await?;
    note("the newest 50 entries");
    store.traffic(Micros(0)).await?;
    note("what ever left");
    store.traffic(Micros(BEGUN)).await?;
    note("what left since that day");
    let mut request = request(receipt_id());
    request.at = Micros(BEGUN + 1);
    let open = store.recorder().open(request).await?;
    note("recording a request");
    open.close(answered());
    store.close().await;
    Ok(figures)
}

#[tokio::test]
#[ignore = "writes a gigabyte"]
async fn a_million_receipts_cost_as_much_as_a_thousand() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    made(&config).await?;
    let thousand = measured(&config).await?;
    copied(&config).await?;
    let million = measured(&config).await?;
    for ((what, before), (_, after)) in thousand.iter().zip(&million) {
        println!("{what}: {before:?} with a thousand, {after:?} with a million");
    }
    for ((what, before), (_, after)) in thousand.iter().zip(&million) {
        // Beyond the noise of a busy machine; what grows with the log grows a thousandfold.
        let most = *before * 3 + Duration::from_millis(10);
        assert!(*after < most, "{what}: {before:?}, then {after:?}");
    }
    Ok(())
}
