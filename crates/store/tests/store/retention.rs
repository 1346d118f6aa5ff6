//! What retention leaves, whatever was kept and however it is set.

use anteroom_audit::{Micros, ReceiptId};
use anteroom_store::Store;
use proptest::prelude::*;

use crate::support::*;

/// A request: how old its map is, in hours before [`NOON`], and whether it has ended.
type Kept = (i64, bool);

const NOON: i64 = 1_790_000_000_000_000;
const HOUR: i64 = 3_600_000_000;

/// Keeps these requests; gives their receipts.
async fn keep(store: &Store, requests: &[Kept]) -> anyhow::Result<Vec<ReceiptId>> {
    let mut ids = Vec::new();
    for (age, ended) in requests {
        let mut new = request(receipt_id());
        new.at = Micros(NOON - age * HOUR);
        ids.push(new.id);
        let open = store.recorder().open(new).await?;
        if *ended {
            open.close(answered());
        } else {
            std::mem::forget(open);
        }
    }
    store.recorder().flush().await?;
    Ok(ids)
}

/// Purges maps older than `hours`, and says what is wrong afterwards.
async fn purged(requests: &[Kept], hours: i64) -> anyhow::Result<Option<String>> {
    let temp = tempfile::tempdir()?;
    let store = Store::open(config(temp.path())?).await?;
    let ids = keep(&store, requests).await?;
    let before = store.log_size().await?;
    let count = store
        .purge_mappings(&by(), Micros(NOON - hours * HOUR))
        .await?;
    let mut wrong = None;
    for (id, (age, ended)) in ids.into_iter().zip(requests) {
        let goes = *ended && *age > hours;
        if store.mapping(id).await?.is_some() == goes || store.receipt(id).await?.is_none() {
            wrong = Some(format!("the map of {age} h, ended: {ended}"));
        }
    }
    let grown = store.log_size().await? - before;
    if grown != u64::from(count > 0) {
        wrong = Some(format!("the log has {grown} entries more"));
    }
    store.verify_log(&[]).await?;
    store.close().await;
    Ok(wrong)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    /// Only maps go, only of requests that have ended, only old ones. Receipts and the log, which are kept for six years
    /// and longer (45 CFR 164.316(b)(2)(i)), only grow.
    #[test]
    fn retention_takes_old_maps_and_never_an_entry(
        requests in proptest::collection::vec((0..100_i64, any::<bool>()), 0..8),
        hours in 0..100_i64,
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let wrong = runtime.block_on(purged(&requests, hours)).unwrap();
        prop_assert!(wrong.is_none(), "{}", wrong.unwrap());
    }
}
