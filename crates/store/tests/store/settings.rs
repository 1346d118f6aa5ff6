//! Somebody with write access to the database changes the settings by hand: verifying names the row
//! and the column, and a provider's key does not open for another address.

use anteroom_store::{
    Config, LogError, NewApproval, NewConnection, NewEvidence, NewFile, RowFault, SealError, Store,
    StoreError, Unlogged,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};
use zeroize::Zeroizing;

use crate::support::*;

/// A practice with a connection that is approved, one that was withdrawn, a key in use and one that
/// was withdrawn.
async fn made(config: &Config) -> anyhow::Result<()> {
    let store = Store::open(config.clone()).await?;
    store
        .create_practice(&by(), word("Elm Street Clinic"), word("OH"))
        .await?;
    for (name, model) in [("main", "mistral-large"), ("old", "mistral-small")] {
        let connection = NewConnection {
            name: word(name),
            provider: word("mistral"),
            base_url: word("https://api.mistral.ai"),
            host: word("api.mistral.ai"),
            models: vec![word(model)],
            upstream_key: Some(Zeroizing::new("sk-invented".to_owned())),
        };
        store.add_connection(&by(), connection).await?;
    }
    store.revoke_connection(&by(), &word("old")).await?;
    let approval = NewApproval {
        purpose: word("deidentified"),
        agreement_until: Some("2027-03-31".parse()?),
        no_training: false,
        approved_by: word("Dana Reyes"),
    };
    store
        .approve_connection(&by(), &word("main"), approval)
        .await?;
    store.create_key(&by(), word("front desk")).await?;
    let (gone, _) = store.create_key(&by(), word("old script")).await?;
    store.revoke_key(&by(), gone.id.as_str()).await?;
    store
        .set_replacing(&by(), &word("main"), word("surrogates"))
        .await?;
    for (id, revision, holds) in [
        ("2026-1", 1, true),
        ("2026-1", 2, false),
        ("2026-2", 1, false),
    ] {
        let body = format!("{id} {revision}").into_bytes();
        let new = NewEvidence {
            subject: "incident",
            subject_id: word(id),
            revision,
            holds,
            changed: Vec::new(),
            body: Zeroizing::new(body),
        };
        store.record_evidence(&by(), new).await?;
    }
    let file = b"invented agreement".to_vec();
    let file = NewFile::new(by().at, word("application/pdf"), file)?;
    store.keep_file(&by(), &file).await?;
    store.verify_log(&[]).await?;
    store.close().await;
    Ok(())
}

async fn by_hand(config: &Config, sql: &str) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new().filename(database(config));
    let mut conn = options.connect().await?;
    for trigger in [
        "evidence_keeps",
        "evidence_stays",
        "evidence_file_keeps",
        "evidence_file_stays",
    ] {
        let drop = format!("drop trigger if exists {trigger}");
        conn.execute(AssertSqlSafe(drop)).await?;
    }
    conn.execute(AssertSqlSafe(sql.to_owned())).await?;
    conn.close().await?;
    Ok(())
}

/// The table and the fault; the row is there too, but its id differs from run to run.
async fn verdict(config: &Config) -> anyhow::Result<Option<(&'static str, RowFault)>> {
    let store = Store::open(config.clone()).await?;
    let verdict = store.verify_log(&[]).await;
    store.close().await;
    match verdict {
        Ok(_) => Ok(None),
        Err(LogError::Settings(Unlogged { table, row, fault })) => {
            assert!(!row.is_empty());
            Ok(Some((table, fault)))
        }
        Err(other) => Err(other.into()),
    }
}

#[tokio::test]
async fn every_setting_that_was_changed_by_hand_is_named() -> anyhow::Result<()> {
    use RowFault::{Changed, Missing, Unknown};
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    made(&config).await?;
    let whole = temp.path().join("whole.db");
    by_hand(&config, &format!("vacuum into '{}'", whole.display())).await?;
    let no = anteroom_audit::EntryNo;
    for (sql, table, fault) in [
        (
            "update connection set base_url = 'https://api.mistral.ai.example'",
            "connection",
            Changed("base_url"),
        ),
        (
            "update connection set host = '127.0.0.1'",
            "connection",
            Changed("host"),
        ),
        (
            "update connection set provider = 'openai_compatible'",
            "connection",
            Changed("provider"),
        ),
        (
            "update connection set models = '[]'",
            "connection",
            Changed("models"),
        ),
        (
            "update connection set replacing = 'placeholders' where name = 'main'",
            "connection",
            Changed("replacing"),
        ),
        (
            "update connection set upstream_key = null",
            "connection",
            Changed("upstream_key"),
        ),
        (
            "update connection set revoked_at = null where name = 'old'",
            "connection",
            Changed("revoked_at"),
        ),
        (
            "update connection set added_at = 'x'",
            "connection",
            Changed("added_at"),
        ),
        (
            "update approval set agreement_until = '2099-12-31'",
            "approval",
            Changed("agreement_until"),
        ),
        (
            "update approval set agreement_until = null",
            "approval",
            Changed("agreement_until"),
        ),
        (
            "update approval set no_training = 1",
            "approval",
            Changed("no_training"),
        ),
        (
            "update approval set purpose = 'identified'",
            "approval",
            Changed("purpose"),
        ),
        (
            "update approval set connection_id = (select id from connection where name = 'old')",
            "approval",
            Changed("connection_id"),
        ),
        ("delete from approval", "approval", Missing(no(5))),
        (
            "update approval set id = 'other'",
            "approval",
            Missing(no(5)),
        ),
        (
            "insert into approval select 'new', connection_id, purpose, agreement_until, 1, \
             approved_by, approved_at + 1 from approval",
            "approval",
            Unknown,
        ),
        (
            "update api_key set revoked_at = null where name = 'old script'",
            "api_key",
            Changed("revoked_at"),
        ),
        (
            "update api_key set hash = zeroblob(32) where name = 'front desk'",
            "api_key",
            Changed("hash"),
        ),
        (
            "insert into api_key (id, name, hash, created_at) values ('k', 'x', zeroblob(32), 1)",
            "api_key",
            Unknown,
        ),
        (
            "delete from api_key where name = 'front desk'",
            "api_key",
            Missing(no(6)),
        ),
        (
            "update practice set state = 'TX'",
            "practice",
            Changed("state"),
        ),
        (
            "update evidence set body = zeroblob(80) where subject_id = '2026-2'",
            "evidence",
            Changed("body"),
        ),
        (
            "update evidence set body_sha256 = '' where subject_id = '2026-2'",
            "evidence",
            Changed("body_sha256"),
        ),
        (
            "update evidence set holds = 0",
            "evidence",
            Changed("holds"),
        ),
        (
            "update evidence set revision = 3 where revision = 1 and subject_id = '2026-1'",
            "evidence",
            Changed("revision"),
        ),
        (
            "update evidence set recorded_by = 'somebody else' where subject_id = '2026-2'",
            "evidence",
            Changed("recorded_by"),
        ),
        (
            "update evidence set subject_id = '2026-3' where subject_id = '2026-2'",
            "evidence",
            Changed("subject_id"),
        ),
        (
            "delete from evidence where revision = 2",
            "evidence",
            Missing(no(11)),
        ),
        (
            "insert into evidence select 'new', subject, subject_id, 2, holds, body, body_sha256, \
             recorded_at, recorded_by from evidence where subject_id = '2026-2'",
            "evidence",
            Unknown,
        ),
        (
            "update evidence_file set content = zeroblob(80)",
            "evidence_file",
            Changed("content"),
        ),
        (
            "update evidence_file set media_type = 'text/html'",
            "evidence_file",
            Changed("media_type"),
        ),
        (
            "update evidence_file set bytes = 1",
            "evidence_file",
            Changed("bytes"),
        ),
        (
            "delete from evidence_file",
            "evidence_file",
            Missing(no(13)),
        ),
    ] {
        let database = database(&config);
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", database.display()));
        }
        std::fs::copy(&whole, database)?;
        assert_eq!(verdict(&config).await?, None, "before: {sql}");
        by_hand(&config, sql).await?;
        assert_eq!(verdict(&config).await?, Some((table, fault)), "{sql}");
    }
    Ok(())
}

#[tokio::test]
async fn the_row_is_named_and_no_value_is_shown() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    made(&config).await?;
    by_hand(
        &config,
        "update connection set base_url = 'https://evil.example' where name = 'main'",
    )
    .await?;
    let store = Store::open(config.clone()).await?;
    let id = store
        .snapshot()
        .await?
        .connection("main")
        .expect("it is there")
        .id
        .clone();
    let said = store.verify_log(&[]).await.unwrap_err().to_string();
    assert_eq!(
        said,
        format!("row {id} of table connection: base_url is not what the log says")
    );
    Ok(())
}

#[tokio::test]
async fn a_providers_key_opens_for_its_own_address_only() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    made(&config).await?;
    let store = Store::open(config.clone()).await?;
    let main = store
        .snapshot()
        .await?
        .connection("main")
        .expect("it is there")
        .clone();
    assert!(store.upstream_key(&main)?.is_some());
    by_hand(
        &config,
        "update connection set base_url = 'https://evil.example'",
    )
    .await?;
    let moved = store.connections().await?;
    for connection in &moved {
        assert_eq!(
            store.upstream_key(connection).unwrap_err(),
            StoreError::Seal(SealError::Broken)
        );
    }
    // A key of another connection to the same address does not open either.
    by_hand(
        &config,
        "update connection set base_url = 'https://api.mistral.ai', upstream_key = \
         (select upstream_key from connection where name = 'old') where name = 'main'",
    )
    .await?;
    let connections = store.connections().await?;
    let main = connections
        .iter()
        .find(|c| c.name == word("main"))
        .expect("it is there");
    assert!(store.upstream_key(main).is_err());
    Ok(())
}

/// An entry of a version that wrote fewer fields is held against the table as far as it goes.
#[tokio::test]
async fn entries_without_ids_are_compared_too() -> anyhow::Result<()> {
    use anteroom_audit::{Event, PracticeCreated, What};
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let store = Store::open(config.clone()).await?;
    let what = What::PracticeCreated(PracticeCreated {
        id: None,
        name: word("Elm"),
        state: word("OH"),
    });
    let (at, actor) = (by().at, by().actor);
    let event = Event {
        at,
        actor,
        receipt: None,
        what,
    };
    store.recorder().append(event).await?;
    store.close().await;
    let missing = Some(("practice", RowFault::Missing(anteroom_audit::EntryNo(1))));
    assert_eq!(verdict(&config).await?, missing);
    let row = format!("insert into practice values ('p', 'Elm', 'OH', {})", at.0);
    by_hand(&config, &row).await?;
    assert_eq!(verdict(&config).await?, None);
    by_hand(&config, "update practice set state = 'TX'").await?;
    assert_eq!(verdict(&config).await?, missing);
    Ok(())
}
