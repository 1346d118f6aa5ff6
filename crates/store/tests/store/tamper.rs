//! Somebody with write access to the database changes the log by hand; the verifier says where.

use anteroom_audit::{Broken, Chain, EntryNo, Signer, Why};
use anteroom_store::{Config, FileFault, LogError, NewEvidence, NewFile, RecordError, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};
use zeroize::Zeroizing;

use crate::support::*;

/// A log of 300 entries: 150 requests, each opened and then closed. It has a kept checkpoint at 256.
async fn made(config: &Config) -> anyhow::Result<()> {
    let store = Store::open(config.clone()).await?;
    for _ in 0..150 {
        store
            .recorder()
            .open(request(receipt_id()))
            .await?
            .close(answered());
        store.recorder().flush().await?;
    }
    assert_eq!(store.verify_log(&[]).await?.entries, 300);
    store.close().await;
    Ok(())
}

async fn by_hand(config: &Config, sql: &str) -> anyhow::Result<()> {
    let path = database(config);
    let options = SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(false);
    let mut conn = options.connect().await?;
    conn.execute(
        "drop trigger if exists audit_entry_keeps; drop trigger if exists audit_entry_stays",
    )
    .await?;
    conn.execute(AssertSqlSafe(sql.to_owned())).await?;
    conn.close().await?;
    Ok(())
}

async fn verdict(config: &Config) -> anyhow::Result<Option<Broken>> {
    let store = Store::open(config.clone()).await?;
    let verdict = store.verify_log(&[]).await;
    store.close().await;
    match verdict {
        Ok(_) => Ok(None),
        Err(LogError::Broken(broken)) => Ok(Some(broken)),
        Err(other) => Err(other.into()),
    }
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_what_only_grows() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let store = Store::open(config.clone()).await?;
    store.recorder().refuse(refusal(receipt_id())).await?;
    let record = NewEvidence {
        subject: "party",
        subject_id: word("mistral"),
        revision: 1,
        holds: false,
        changed: Vec::new(),
        body: Zeroizing::new(b"{}".to_vec()),
    };
    store.record_evidence(&by(), record).await?;
    let file = NewFile::new(by().at, word("text/plain"), b"x".to_vec())?;
    store.keep_file(&by(), &file).await?;
    let path = database(&config);
    let mut conn = SqliteConnectOptions::new().filename(path).connect().await?;
    for sql in [
        "delete from audit_entry",
        "update audit_entry set at = 1",
        "delete from evidence",
        "update evidence set holds = 1",
        "delete from evidence_file",
        "update evidence_file set bytes = 1",
    ] {
        let error = conn.execute(sql).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn every_kind_of_tampering_is_found_at_its_entry() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    made(&config).await?;
    let whole = temp.path().join("whole.db");
    by_hand(&config, &format!("vacuum into '{}'", whole.display())).await?;
    let database = database(&config);
    let missing = |no, found| {
        (
            no,
            Why::Missing {
                found: EntryNo(found),
            },
        )
    };
    let cut = |no, size| (no, Why::Cut { size });
    let column = |no, name| (no, Why::Column(name));
    let cases = [
        (
            "update audit_entry set body = replace(body, 'chat', 'chap') where no = 7",
            (7, Why::Altered),
        ),
        (
            "update audit_entry set body = cast(replace(body, '\"at\":1', '\"at\":2') as blob) where no = 300",
            (300, Why::Altered),
        ),
        (
            "update audit_entry set hash = zeroblob(32) where no = 1",
            (1, Why::Altered),
        ),
        (
            "update audit_entry set prev = zeroblob(32) where no = 120",
            (120, Why::Altered),
        ),
        (
            "update audit_entry set hash = x'00' where no = 9",
            (9, Why::Unreadable),
        ),
        ("delete from audit_entry where no = 42", missing(42, 43)),
        ("delete from audit_entry where no = 1", missing(1, 2)),
        (
            "update audit_entry set no = -1 where no = 10; update audit_entry set no = 10 where no = 11; \
          update audit_entry set no = 11 where no = -1",
            (10, Why::Altered),
        ),
        ("delete from audit_entry where no > 290", cut(291, 300)),
        ("delete from audit_entry where no > 200", cut(201, 300)),
        ("delete from audit_entry", cut(1, 300)),
        // The head is cut as well: what is left of the signed checkpoints tells.
        (
            "delete from audit_entry where no > 298; update audit_head set no = 298",
            cut(299, 300),
        ),
        (
            "delete from audit_entry; update audit_head set no = 0, checkpoint = ''",
            cut(1, 300),
        ),
        (
            "update audit_entry set at = at + 1 where no = 5",
            column(5, "at"),
        ),
        (
            "update audit_entry set kind = 'request_closed' where no = 5",
            column(5, "kind"),
        ),
        (
            "update audit_entry set receipt = null where no = 5",
            column(5, "receipt"),
        ),
        (
            "update receipt set decision = 'allow' where opened_no = 33",
            column(33, "receipt.decision"),
        ),
        (
            "update receipt set found = '{}' where opened_no = 33",
            column(33, "receipt.found"),
        ),
        (
            "update receipt set facts = '{}' where opened_no = 33",
            column(33, "receipt.facts"),
        ),
        (
            "update receipt set key_id = 'other' where opened_no = 33",
            column(33, "receipt.key_id"),
        ),
        (
            "update receipt set state = 'client_left' where opened_no = 33",
            column(34, "receipt.state"),
        ),
        (
            "update receipt set closed_at = 1 where opened_no = 33",
            column(34, "receipt.closed_at"),
        ),
        (
            "delete from receipt where opened_no = 33",
            column(33, "receipt.opened_no"),
        ),
        (
            "update audit_head set hash = zeroblob(32)",
            column(300, "audit_head.hash"),
        ),
    ];
    for (sql, (at, why)) in cases {
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", database.display()));
        }
        std::fs::copy(&whole, database)?;
        assert_eq!(verdict(&config).await?, None, "before: {sql}");
        by_hand(&config, sql).await?;
        assert_eq!(
            verdict(&config).await?,
            Some(Broken {
                at: EntryNo(at),
                why
            }),
            "{sql}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn an_older_copy_of_the_whole_database_is_noticed_by_the_file() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let store = Store::open(config.clone()).await?;
    store.recorder().refuse(refusal(receipt_id())).await?;
    store.close().await;
    let old = temp.path().join("old.db");
    by_hand(&config, &format!("vacuum into '{}'", old.display())).await?;
    let store = Store::open(config.clone()).await?;
    store.recorder().refuse(refusal(receipt_id())).await?;
    store.close().await;
    let database = database(&config);
    for suffix in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", database.display()));
    }
    // Not copied into the file: a connection that is still closing would write into it.
    std::fs::rename(&old, database)?;
    let cut = Broken {
        at: EntryNo(2),
        why: Why::Cut { size: 2 },
    };
    assert_eq!(verdict(&config).await?, Some(cut));
    // Nothing more is written to such a log, and so nothing can be sent.
    let store = Store::open(config.clone()).await?;
    let refused = store.recorder().open(request(receipt_id())).await;
    assert_eq!(refused.err(), Some(RecordError::Damaged));
    Ok(())
}

/// Cuts the log back to its kept checkpoint at 256, head and all, so that the database fits itself.
async fn cut_back(config: &Config) -> anyhow::Result<()> {
    let store = Store::open(config.clone()).await?;
    let mut chain = Chain::new();
    for line in store.log(EntryNo(0), 256).await? {
        chain.append_body(line.entry.body);
    }
    store.close().await;
    let (head, frontier) = (chain.head(), hex(&chain.frontier().to_bytes()));
    let sql = format!(
        "delete from audit_entry where no > 256; delete from receipt where opened_no > 256; \
         update audit_head set no = 256, hash = x'{head}', frontier = x'{frontier}', \
         checkpoint = (select note from checkpoint where size = 256)"
    );
    by_hand(config, &sql).await
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_log_cut_back_to_a_kept_checkpoint_is_noticed_whatever_becomes_of_the_file()
-> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let file = config.checkpoint_file.clone().expect("it has one");
    let first = std::fs::read(&file)?;
    made(&config).await?;
    cut_back(&config).await?;
    let cut = Broken {
        at: EntryNo(257),
        why: Why::Cut { size: 300 },
    };
    assert_eq!(verdict(&config).await?, Some(cut));
    let store = Store::open(config.clone()).await?;
    let fault = async || match store.verify_log(&[]).await {
        Err(LogError::File { fault, .. }) => Some(fault),
        _ => None,
    };
    std::fs::remove_file(&file)?;
    assert_eq!(fault().await, Some(FileFault::Missing));
    let sql = "select note from checkpoint where size = 256";
    let mut conn = SqliteConnectOptions::new()
        .filename(database(&config))
        .connect()
        .await?;
    let kept: String = sqlx::query_scalar(sql).fetch_one(&mut conn).await?;
    std::fs::write(&file, kept)?;
    assert_eq!(fault().await, Some(FileFault::NotGenuine));
    std::fs::write(&file, first)?;
    assert!(matches!(
        fault().await,
        Some(FileFault::Old {
            size: 0,
            filed: 1..
        })
    ));
    // Nothing more is written to such a log, which would cover it up.
    let refused = store.recorder().open(request(receipt_id())).await;
    assert_eq!(refused.err(), Some(RecordError::Damaged));
    std::fs::remove_file(&file)?;
    let refused = store.recorder().open(request(receipt_id())).await;
    assert_eq!(refused.err(), Some(RecordError::Damaged));
    store.close().await;
    assert!(!file.exists());
    Ok(())
}

#[tokio::test]
async fn nothing_is_appended_once_the_end_was_changed_while_running() -> anyhow::Result<()> {
    for sql in [
        "delete from audit_entry where no = 2",
        "update audit_entry set hash = zeroblob(32) where no = 2",
        "update audit_head set no = 1",
        "update audit_head set checkpoint = '', no = 0, frontier = zeroblob(8), hash = zeroblob(32)",
    ] {
        let temp = tempfile::tempdir()?;
        let config = config(temp.path())?;
        let store = Store::open(config.clone()).await?;
        for _ in 0..2 {
            store.recorder().refuse(refusal(receipt_id())).await?;
        }
        store.recorder().flush().await?;
        by_hand(&config, sql).await?;
        let refused = store.recorder().open(request(receipt_id())).await;
        assert_eq!(refused.err(), Some(RecordError::Damaged), "{sql}");
    }
    Ok(())
}

#[tokio::test]
async fn nothing_is_appended_to_a_log_that_was_signed_by_somebody_else() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let mut config = config(temp.path())?;
    made(&config).await?;
    config.signer = Signer::from_seed(config.signer.name(), &[5; 32])?;
    let store = Store::open(config).await?;
    let refused = store.recorder().open(request(receipt_id())).await;
    assert_eq!(refused.err(), Some(RecordError::Damaged));
    assert!(matches!(
        store.verify_log(&[]).await,
        Err(LogError::Broken(_))
    ));
    Ok(())
}
