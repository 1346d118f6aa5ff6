//! One story, told to whichever database: a practice is set up, requests come and go, the log is
//! read, copied out and verified.

use anteroom_audit::{Closing, Day, EntryNo, Hash, Micros, What, Word, export};
use anteroom_store::{
    By, Config, ExceptionLine, LARGEST_FILE, NewApproval, NewConnection, NewEvidence, NewException,
    NewFile, RecordError, Run, Store, StoreError, Waived,
};
use zeroize::Zeroizing;

use crate::support::*;

pub(crate) async fn tell(config: Config) -> anyhow::Result<()> {
    let store = Store::open(config.clone()).await?;
    the_practice_is_set_up(&store).await?;
    a_connection_is_added_and_approved(&store).await?;
    keys_come_and_go(&store).await?;
    evidence_grows(&store).await?;
    a_record_holds_and_lets_go(&store, config.clone()).await?;
    files_are_kept(&store).await?;
    people_sign_in_and_out(&store).await?;
    work_is_its_owners_alone(&store).await?;
    several_records_are_written_or_none(&store).await?;
    changes_of_another_process_count_at_once(&store, config.clone()).await?;
    a_request_is_sent(&store).await?;
    a_request_is_refused(&store).await?;
    old_mappings_are_purged(&store).await?;
    a_caller_leaves(&store).await?;
    many_come_at_once(&store).await?;
    two_processes_append(&store, config.clone()).await?;
    what_left_is_counted(&store).await?;
    the_log_is_read(&store).await?;
    the_log_is_copied_out(&store).await?;
    let size = store.verify_log(&[]).await?.entries;
    store.close().await;
    a_process_dies(config, size).await
}

async fn the_practice_is_set_up(store: &Store) -> anyhow::Result<()> {
    assert_eq!(store.practice().await?, None);
    assert_eq!(store.verify_log(&[]).await?.entries, 0);
    let made = store
        .create_practice(&by(), word("Elm Street Clinic"), word("OH"))
        .await?;
    assert_eq!(store.practice().await?, Some(made));
    let again = store.create_practice(&by(), word("Oak"), word("TX")).await;
    assert_eq!(again, Err(StoreError::Record(RecordError::Exists)));
    Ok(())
}

fn connection(name: &str, models: &[&str]) -> NewConnection {
    NewConnection {
        name: word(name),
        provider: word("mistral"),
        base_url: word("https://api.mistral.ai"),
        host: word("api.mistral.ai"),
        models: models.iter().map(|model| word(model)).collect(),
        upstream_key: Some(Zeroizing::new("sk-invented".to_owned())),
    }
}

async fn a_connection_is_added_and_approved(store: &Store) -> anyhow::Result<()> {
    let main = connection("main", &["mistral-large", "mistral-small"]);
    store.add_connection(&by(), main).await?;
    let overlap = connection("other", &["model-b", "mistral-large"]);
    let other = store.add_connection(&by(), overlap).await;
    let (model, main) = (word("mistral-large"), word("main"));
    assert_eq!(
        other,
        Err(StoreError::ModelTaken {
            model,
            connection: main
        })
    );
    let again = store
        .add_connection(&by(), connection("main", &["model-c"]))
        .await;
    assert_eq!(again, Err(StoreError::Record(RecordError::Exists)));
    let until: Day = "2027-03-31".parse()?;
    let approval = NewApproval {
        purpose: word("deidentified"),
        agreement_until: Some(until),
        no_training: true,
        approved_by: word("Dana Reyes"),
    };
    store
        .approve_connection(&by(), &word("main"), approval.clone())
        .await?;
    let none = store
        .approve_connection(&by(), &word("other"), approval)
        .await;
    assert_eq!(none, Err(StoreError::Missing("connection")));
    let snapshot = store.snapshot().await?;
    let main = snapshot.connection("main").expect("just added");
    assert_eq!(main.models, [word("mistral-large"), word("mistral-small")]);
    let approved = main.approval("deidentified").expect("just approved");
    assert!(approved.no_training && approved.agreement_until == Some(until));
    assert!(main.approval("identified").is_none());
    let key = store.upstream_key(main)?.expect("it was given one");
    assert_eq!(key.as_str(), "sk-invented");
    assert!(!format!("{main:?} {snapshot:?}").contains("sk-invented"));
    Ok(())
}

async fn keys_come_and_go(store: &Store) -> anyhow::Result<()> {
    let (kept, secret) = store.create_key(&by(), word("front desk")).await?;
    let (gone, other) = store.create_key(&by(), word("old script")).await?;
    assert_eq!(secret.len(), "anteroom_".len() + 64);
    store.revoke_key(&by(), gone.id.as_str()).await?;
    assert_eq!(
        store.revoke_key(&by(), gone.id.as_str()).await,
        Err(StoreError::Missing("key"))
    );
    let snapshot = store.snapshot().await?;
    assert_eq!(snapshot.key(&secret), Some(&kept));
    assert_eq!(snapshot.key(&other), None);
    assert_eq!(snapshot.key(""), None);
    assert_eq!(store.keys().await?.len(), 2);
    Ok(())
}

fn evidence(id: &str, revision: u64, holds: bool, body: &str) -> NewEvidence {
    NewEvidence {
        subject: "incident",
        subject_id: word(id),
        revision,
        holds,
        changed: Vec::new(),
        body: Zeroizing::new(body.as_bytes().to_vec()),
    }
}

async fn evidence_grows(store: &Store) -> anyhow::Result<()> {
    for (id, revision, body) in [
        ("2026-2", 1, "a fax"),
        ("2026-1", 1, "Lindgren called"),
        ("2026-1", 2, "Lindgren was told"),
    ] {
        store
            .record_evidence(&by(), evidence(id, revision, false, body))
            .await?;
    }
    // Somebody who has not seen the newest revision is told so, and so is one who skips.
    for revision in [1, 2, 4] {
        let late = store
            .record_evidence(&by(), evidence("2026-1", revision, false, "late"))
            .await;
        assert_eq!(late, Err(StoreError::Record(RecordError::Exists)));
    }
    let newest = store.evidence("incident").await?;
    let newest: Vec<_> = newest
        .iter()
        .map(|one| (one.subject_id.as_str(), one.revision, &**one.body))
        .collect();
    let told: &[u8] = b"Lindgren was told";
    assert_eq!(newest, [("2026-1", 2, told), ("2026-2", 1, b"a fax")]);
    let snapshot = store.snapshot().await?;
    assert_eq!(
        snapshot.evidence("incident")?,
        store.evidence("incident").await?
    );
    assert_eq!(snapshot.evidence("party")?, []);
    assert!(!format!("{snapshot:?}").contains("Lindgren"));
    let history = store.evidence_history("incident", &word("2026-1")).await?;
    assert_eq!(
        history.iter().map(|one| one.revision).collect::<Vec<_>>(),
        [1, 2]
    );
    assert!(history.iter().all(|one| one.recorded_by == word("dana")));
    assert!(!format!("{history:?}").contains("Lindgren"));
    assert_eq!(store.evidence("party").await?, []);
    Ok(())
}

async fn a_record_holds_and_lets_go(store: &Store, config: Config) -> anyhow::Result<()> {
    let other = Store::open(config).await?;
    assert!(!other.snapshot().await?.held);
    for (revision, holds) in [(1, true), (2, false), (3, true), (4, false)] {
        let record = evidence("2026-3", revision, holds, "it");
        store.record_evidence(&by(), record).await?;
        let seen = other.snapshot().await?;
        assert_eq!(seen.held, holds, "at its next request");
        let records = seen.evidence("incident")?;
        let record = records.iter().find(|one| one.subject_id == word("2026-3"));
        assert_eq!(record.map(|one| one.revision), Some(revision));
    }
    other.close().await;
    Ok(())
}

async fn files_are_kept(store: &Store) -> anyhow::Result<()> {
    let content = b"%PDF invented agreement of Lindgren";
    let pdf = || word("application/pdf");
    let new = NewFile::new(by().at, pdf(), content.to_vec())?;
    assert!(!format!("{new:?}").contains("Lindgren"));
    store.keep_file(&by(), &new).await?;
    let [kept] = &store.files().await?[..] else {
        anyhow::bail!("there is one file");
    };
    assert_eq!(
        (kept.id.clone(), kept.bytes),
        (new.id, content.len() as u64)
    );
    assert_eq!((kept.sha256, &kept.media_type), (Hash::of(content), &pdf()));
    assert_eq!(**store.file_content(&kept.id).await?, *content);
    let none = store.file_content(&word("none")).await;
    assert_eq!(none, Err(StoreError::Missing("file")));
    let large = NewFile::new(by().at, pdf(), vec![0; LARGEST_FILE + 1]);
    assert_eq!(large.err(), Some(StoreError::TooLarge));
    store.verify_log(&[]).await?;
    Ok(())
}

async fn people_sign_in_and_out(store: &Store) -> anyhow::Result<()> {
    let (maya, later) = (word("maya"), Micros(by().at.0 + 60_000_000));
    let token = store
        .open_session(&by(), &maya, &word("Firefox on Windows"))
        .await?;
    let other = store
        .open_session(&by(), &maya, &word("Firefox on Windows"))
        .await?;
    assert_eq!(store.sessions(&maya).await?.len(), 2);
    assert_eq!(store.session("guessed").await?, None);
    let session = store.session(&token).await?.expect("it was just opened");
    assert_eq!((&session.person, session.seen_at), (&maya, by().at));
    assert_eq!(session.device.as_str(), "Firefox on Windows");
    store.see_session(&session.id, later).await?;
    store.see_session(&session.id, by().at).await?;
    let seen = store.session(&token).await?.map(|session| session.seen_at);
    assert_eq!(seen, Some(later), "time does not go back");
    store.end_session(&by(), &session.id, "asked").await?;
    assert_eq!(store.session(&token).await?, None);
    assert!(store.session(&other).await?.is_some());
    store
        .refuse_sign_in(&by(), Some(maya.clone()), "passphrase")
        .await?;
    for (step, is_good) in [(5, true), (5, false), (4, false), (6, true)] {
        assert_eq!(store.use_code(&maya, step).await?, is_good, "{step}");
    }
    assert!(store.use_code(&word("lee"), 5).await?, "each has their own");
    Ok(())
}

async fn work_is_its_owners_alone(store: &Store) -> anyhow::Result<()> {
    let (maya, lee, task) = (word("maya"), word("lee"), word("handout"));
    let id = store
        .begin_run(&by(), &maya, &task, "draft", b"before")
        .await?;
    let mut run = store
        .run(&maya, id.as_str())
        .await?
        .expect("it was just begun");
    assert_eq!((&run.task, run.content.as_slice()), (&task, &b"before"[..]));
    run.content = Zeroizing::new(b"after".to_vec());
    run.state = word("done");
    run.receipt = Some(word("receipt"));
    let (later, never) = (Micros(by().at.0 + 1), Micros(0));
    store.keep_run(later, &run).await?;
    let old = store.keep_run(later, &run).await;
    assert_eq!(
        old,
        Err(StoreError::Missing("piece of work")),
        "it was changed meanwhile"
    );
    run.changed_at = later;
    assert!(store.take_run(later, &run, "sending", never).await?);
    assert!(!store.take_run(later, &run, "sending", never).await?);
    assert!(
        store
            .take_run(later, &run, "sending", Micros(later.0 + 1))
            .await?
    );
    let kept = store.runs(&maya, 10).await?.pop().expect("there is one");
    assert_eq!(kept.content.as_slice(), b"after");
    assert_eq!(store.run(&lee, id.as_str()).await?, None);
    run.person = lee.clone();
    let theft = store.keep_run(by().at, &run).await;
    assert_eq!(theft, Err(StoreError::Missing("piece of work")));
    let entries = store.log_size().await?;
    store.waive(&by(), &kept, &[]).await?;
    let town = Waived {
        kind: "geo",
        reason: "town",
        words: "Wexford Falls",
    };
    store.waive(&by(), &kept, &[town]).await?;
    assert_eq!(store.log_size().await?, entries + 1);
    work_is_thrown_away_and_taken_back(store, &maya, &lee, id.as_str()).await?;
    work_is_shared_with_one_colleague(store, &kept, &lee).await?;
    an_exception_is_asked_for_and_answered_once(store, &kept).await?;
    assert_eq!(store.purge_runs(by().at, never).await?, 0);
    assert_eq!(store.runs(&maya, 10).await?.len(), 1);
    let later = Micros(by().at.0 + 2);
    assert_eq!(store.purge_runs(later, never).await?, 1);
    assert!(store.runs(&maya, 10).await?.is_empty());
    assert!(store.shares_of(&maya).await?.is_empty());
    what_was_asked_goes_once_it_is_answered(store, &maya, later).await
}

/// The words of what is answered go; what became of it is kept as long again; what is not answered stays.
async fn what_was_asked_goes_once_it_is_answered(
    store: &Store,
    asker: &Word,
    later: Micros,
) -> anyhow::Result<()> {
    let lines = store.exceptions_of(asker, 10).await?;
    let (answered, waiting): (Vec<_>, Vec<_>) =
        lines.iter().partition(|line| line.answer.is_some());
    assert_eq!((answered.len(), waiting.len()), (1, 1));
    assert!(answered.iter().all(|line| line.content.is_none()));
    assert!(waiting.iter().all(|line| line.content.is_some()));
    for line in waiting {
        store
            .answer_exception(&by_at(later), line, "expired", None, None)
            .await?;
    }
    store.purge_runs(later, Micros(0)).await?;
    let expired = store.exceptions_answered("expired", 10).await?;
    assert_eq!(expired.len(), 1);
    assert!(expired.iter().all(|line| line.content.is_none()));
    store.purge_runs(Micros(later.0 + 1), Micros(0)).await?;
    assert!(store.exceptions_of(asker, 10).await?.is_empty());
    assert!(store.exceptions_answered("expired", 10).await?.is_empty());
    Ok(())
}

/// Somebody who works when the story's first day has passed.
fn by_at(at: Micros) -> By {
    By { at, ..by() }
}

async fn work_is_thrown_away_and_taken_back(
    store: &Store,
    owner: &Word,
    other: &Word,
    id: &str,
) -> anyhow::Result<()> {
    let at = by().at;
    store.throw_run(at, other, id).await?;
    assert_eq!(store.runs(owner, 10).await?.len(), 1, "not theirs");
    store.throw_run(at, owner, id).await?;
    assert_eq!(store.run(owner, id).await?, None);
    assert!(store.runs(owner, 10).await?.is_empty());
    assert!(store.thrown_runs(other, 10).await?.is_empty());
    store.drop_thrown_runs(other, None).await?;
    let thrown = store.thrown_runs(owner, 10).await?;
    let thrown = thrown.first().expect("it can still be seen");
    assert!(
        !store.take_run(at, thrown, "sending", at).await?,
        "nor sent"
    );
    store.take_back_run(owner, id).await?;
    store.drop_thrown_runs(owner, Some(id)).await?;
    assert_eq!(store.runs(owner, 10).await?.len(), 1, "it is not thrown");
    let task = word("handout");
    let two = [b"one", b"two"].map(|content| (content, &task));
    for (content, task) in two {
        let id = store
            .begin_run(&by(), owner, task, "draft", content)
            .await?;
        store.throw_run(at, owner, id.as_str()).await?;
    }
    let thrown = store.thrown_runs(owner, 10).await?;
    let last = thrown.first().map(|run| run.id.as_str());
    store.drop_thrown_runs(owner, last).await?;
    assert_eq!(store.thrown_runs(owner, 10).await?.len(), 1);
    assert_eq!(store.purge_runs(Micros(0), at).await?, 0);
    assert_eq!(store.purge_runs(Micros(0), Micros(at.0 + 1)).await?, 1);
    assert!(store.thrown_runs(owner, 10).await?.is_empty());
    Ok(())
}

async fn work_is_shared_with_one_colleague(
    store: &Store,
    kept: &Run,
    lee: &Word,
) -> anyhow::Result<()> {
    let (owner, id, entries) = (&kept.person, kept.id.as_str(), store.log_size().await?);
    assert_eq!(store.shared_run(lee, id).await?, None);
    store.share_run(&by(), kept, lee).await?;
    let again = store.share_run(&by(), kept, &word("olga")).await;
    assert_eq!(again, Err(StoreError::Record(RecordError::Exists)));
    let (share, run) = store.shared_run(lee, id).await?.expect("it is shared");
    assert_eq!(
        (&share.owner, run.content.as_slice()),
        (owner, &b"after"[..])
    );
    assert_eq!(store.shares_of(owner).await?.first(), Some(&share));
    assert_eq!(store.shared_with(lee, 10).await?.len(), 1);
    assert!(store.shared_with(owner, 10).await?.is_empty());
    for _ in 0..2 {
        store
            .shared_run_opened(&by(), &share, &kept.task, "read")
            .await?;
    }
    let (opened, _) = store.shared_run(lee, id).await?.expect("it is shared");
    assert_eq!((share.opened_at, opened.opened_at), (None, Some(by().at)));
    store.throw_run(by().at, owner, id).await?;
    assert_eq!(store.shared_run(lee, id).await?, None, "out of sight");
    store.take_back_run(owner, id).await?;
    store.end_share(&by(), &share, "taken_back").await?;
    assert_eq!(store.shared_run(lee, id).await?, None);
    assert_eq!(store.log_size().await?, entries + 4);
    // It stays for the purge, which takes it along.
    Ok(store.share_run(&by(), kept, lee).await?)
}

async fn an_exception_is_asked_for_and_answered_once(
    store: &Store,
    kept: &Run,
) -> anyhow::Result<()> {
    let entries = store.log_size().await?;
    let new = NewException {
        asker: &word("Maya"),
        run: kept,
        kind: word("phone"),
        place: word("note"),
        content: Zeroizing::new(b"614-555-0199".to_vec()),
    };
    let id = store.ask_exception(&by(), &new).await?;
    let waiting = store.exceptions_waiting(10).await?;
    let line = waiting.first().expect("it waits");
    assert_eq!(
        (&line.id, line.content.as_deref().map(Vec::as_slice)),
        (&id, Some(&b"614-555-0199"[..]))
    );
    assert!(!format!("{line:?}").contains("555"));
    let record = || evidence("exception", 1, false, "allowed");
    let later = by_at(Micros(by().at.0 + 2));
    store
        .answer_exception(&later, line, "allowed", Some("yes"), Some(record()))
        .await?;
    let twice = store
        .answer_exception(&by(), line, "refused", None, None)
        .await;
    assert_eq!(twice, Err(StoreError::Record(RecordError::Exists)));
    assert_eq!(store.log_size().await?, entries + 3);
    assert!(store.exceptions_waiting(10).await?.is_empty());
    let answer = |lines: Vec<ExceptionLine>| lines.into_iter().find_map(|line| line.answer);
    let told = answer(store.exceptions_of(&kept.person, 10).await?).expect("it is answered");
    assert_eq!(told.word, word("allowed"));
    assert_eq!(
        told.comment.as_deref().map(Vec::as_slice),
        Some(&b"yes"[..])
    );
    assert!(!told.is_read);
    store.read_exception(by().at, line).await?;
    let told = answer(store.exceptions_of(&kept.person, 10).await?);
    assert!(told.is_some_and(|told| told.is_read));
    assert!(store.exceptions_of(&word("lee"), 10).await?.is_empty());
    // It stays for the purge, and so does one that nobody answers.
    store.ask_exception(&by(), &new).await?;
    Ok(())
}

async fn several_records_are_written_or_none(store: &Store) -> anyhow::Result<()> {
    let file = || NewFile::new(by().at, word("text/plain"), b"minutes".to_vec());
    let record = |id, revision| evidence(id, revision, false, "it");
    let (before, files) = (store.log_size().await?, store.files().await?.len());
    // The second one is the same record again, which only the table notices.
    let twice = vec![record("2026-8", 1), record("2026-8", 1)];
    let none = store.record_all(&by(), &[file()?], twice).await;
    assert_eq!(none, Err(StoreError::Record(RecordError::Exists)));
    assert_eq!(store.log_size().await?, before);
    assert_eq!(store.files().await?.len(), files);
    let both = vec![record("2026-8", 1), record("2026-9", 1)];
    store.record_all(&by(), &[file()?], both).await?;
    assert_eq!(store.log_size().await?, before + 3);
    store.verify_log(&[]).await?;
    Ok(())
}

async fn changes_of_another_process_count_at_once(
    store: &Store,
    config: Config,
) -> anyhow::Result<()> {
    let other = Store::open(config).await?;
    let before = store.snapshot().await?;
    assert_eq!(store.snapshot().await?.revision, before.revision);
    let spare = || connection("spare", &["spare-model"]);
    other.add_connection(&by(), spare()).await?;
    assert!(store.snapshot().await?.connection("spare").is_some());
    store.revoke_connection(&by(), &word("spare")).await?;
    assert!(other.snapshot().await?.connection("spare").is_none());
    // What was withdrawn takes neither its name nor its models along.
    other.add_connection(&by(), spare()).await?;
    assert!(store.snapshot().await?.connection("spare").is_some());
    store.revoke_connection(&by(), &word("spare")).await?;
    store.verify_log(&[]).await?;
    assert_eq!(other.connections().await?.len(), 3);
    other.close().await;
    Ok(())
}

async fn a_request_is_sent(store: &Store) -> anyhow::Result<()> {
    let id = receipt_id();
    let open = store.recorder().open(request(id)).await?;
    assert_eq!(open.id(), id);
    let receipt = store.receipt(id).await?.expect("it is open");
    assert_eq!((receipt.state.as_str(), receipt.closed_at), ("open", None));
    assert_eq!(receipt.opened_no, open.no());
    assert_eq!(receipt.found, request(id).opened.found);
    assert_eq!(receipt.reasons, request(id).opened.reasons);
    let mapping = store.mapping(id).await?.expect("it had one");
    assert_eq!(Some(mapping), request(id).mapping);
    open.close(answered());
    store.recorder().flush().await?;
    let receipt = store.receipt(id).await?.expect("it is closed");
    assert_eq!(receipt.state.as_str(), "answered");
    assert!(receipt.closed_no > Some(receipt.opened_no));
    let kinds: Vec<_> = store.log_of(id).await?.into_iter().map(kind).collect();
    assert_eq!(kinds, ["request_opened", "request_closed"]);
    Ok(())
}

async fn a_request_is_refused(store: &Store) -> anyhow::Result<()> {
    let id = receipt_id();
    let no = store.recorder().refuse(refusal(id)).await?;
    let receipt = store.receipt(id).await?.expect("it was refused");
    assert_eq!(receipt.state.as_str(), "refused");
    assert_eq!((receipt.opened_no, receipt.closed_no), (no, Some(no)));
    assert_eq!(store.mapping(id).await?, None);
    let newest = store.receipts(None, 10).await?;
    assert_eq!(newest.first().map(|receipt| receipt.id), Some(id));
    let older = store.receipts(Some(id), 10).await?;
    assert!(older.iter().all(|receipt| receipt.id < id) && older.len() + 1 == newest.len());
    Ok(())
}

async fn old_mappings_are_purged(store: &Store) -> anyhow::Result<()> {
    let begun = request(receipt_id()).at;
    let later = Micros(begun.0 + 1);
    let (open, old) = (receipt_id(), receipt_id());
    let under_way = store.recorder().open(request(open)).await?;
    store.recorder().open(request(old)).await?.close(answered());
    let mut new = request(receipt_id());
    (new.at, new.id) = (later, receipt_id());
    let kept = new.id;
    store.recorder().open(new).await?.close(answered());
    store.recorder().flush().await?;
    assert_eq!(store.purge_mappings(&by(), begun).await?, 0);
    let before = store.log_size().await?;
    // The other one is of the request that was sent before.
    assert_eq!(store.purge_mappings(&by(), later).await?, 2);
    assert_eq!(store.purge_mappings(&by(), later).await?, 0);
    assert_eq!(store.mapping(old).await?, None);
    for id in [open, kept] {
        assert!(store.mapping(id).await?.is_some());
    }
    assert!(store.receipt(old).await?.is_some(), "only the map is gone");
    let entry = store.log_entry(EntryNo(before + 1)).await?;
    assert_eq!(entry.map(kind), Some("mappings_purged"));
    assert_eq!(store.log_size().await?, before + 1);
    under_way.close(answered());
    store.recorder().flush().await?;
    store.verify_log(&[]).await?;
    Ok(())
}

async fn a_caller_leaves(store: &Store) -> anyhow::Result<()> {
    let id = receipt_id();
    drop(store.recorder().open(request(id)).await?);
    store.recorder().flush().await?;
    let receipt = store.receipt(id).await?.expect("it was opened");
    assert_eq!(receipt.state.as_str(), Closing::ClientLeft.state());
    Ok(())
}

async fn many_come_at_once(store: &Store) -> anyhow::Result<()> {
    let before = store.log_size().await?;
    let tasks: Vec<_> = (0..300)
        .map(|n| {
            let recorder = store.recorder();
            tokio::spawn(async move {
                let open = recorder.open(request(receipt_id())).await?;
                tokio::task::yield_now().await;
                match n % 3 {
                    0 => drop(open),
                    _ => open.close(answered()),
                }
                Ok::<_, RecordError>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    store.recorder().flush().await?;
    assert_eq!(store.log_size().await?, before + 600);
    assert_eq!(store.verify_log(&[]).await?.entries, before + 600);
    Ok(())
}

async fn two_processes_append(store: &Store, config: Config) -> anyhow::Result<()> {
    let other = Store::open(config).await?;
    for _ in 0..20 {
        let (a, b) = (store.recorder(), other.recorder());
        let (a, b) = tokio::join!(a.open(request(receipt_id())), b.open(request(receipt_id())));
        a?.close(answered());
        b?.close(answered());
    }
    other.close().await;
    store.recorder().flush().await?;
    store.verify_log(&[]).await?;
    Ok(())
}

/// By the host that the log names, and without what was refused.
async fn what_left_is_counted(store: &Store) -> anyhow::Result<()> {
    let begun = request(receipt_id()).at;
    let before = store.traffic(begun).await?;
    let [main] = &*before else {
        anyhow::bail!("one way so far: {before:?}");
    };
    assert_eq!((main.requests, main.found), (345, true));
    assert_eq!(main.last, Micros(begun.0 + 1));
    let mut other = request(receipt_id());
    other.at = Micros(begun.0 + 2);
    other.opened.host = word("api.us.mistral.ai");
    other.opened.decision = word("allow");
    other.opened.found.clear();
    store.recorder().open(other).await?.close(answered());
    store.recorder().flush().await?;
    let since = store.traffic(Micros(begun.0 + 2)).await?;
    let [other] = &*since else {
        anyhow::bail!("one way since: {since:?}");
    };
    assert_eq!((other.requests, other.found), (1, false));
    assert_eq!(other.host, word("api.us.mistral.ai"));
    assert_eq!(store.traffic(begun).await?.len(), 2);
    Ok(())
}

async fn the_log_is_read(store: &Store) -> anyhow::Result<()> {
    let size = store.log_size().await?;
    let first = store.log(EntryNo(0), 7).await?;
    assert_eq!(first.len(), 7);
    assert_eq!(first.first().cloned().map(kind), Some("practice_created"));
    let next = store.log(EntryNo(7), 1).await?;
    assert_eq!(next.first().map(|line| line.entry.no), Some(EntryNo(8)));
    assert_eq!(store.log_entry(EntryNo(8)).await?.as_ref(), next.first());
    assert_eq!(store.log_entry(EntryNo(0)).await?, None);
    assert_eq!(store.log_entry(EntryNo(size + 1)).await?, None);
    assert_eq!(store.log(EntryNo(size), 5).await?, []);
    Ok(())
}

async fn the_log_is_copied_out(store: &Store) -> anyhow::Result<()> {
    let mut lines = Vec::new();
    let size = store.log_size().await?;
    let written = store
        .export_log(&by(), |line| {
            lines.push(line.to_owned());
            Ok(())
        })
        .await?;
    assert_eq!(written, size);
    let verified = export::verify(&lines, Some(store.verifying_key()))?;
    assert_eq!(verified.entries, size);
    let last = store
        .log_entry(EntryNo(size + 1))
        .await?
        .expect("the copying is recorded");
    assert_eq!(kind(last), "log_exported");
    let text = lines.join("\n");
    for content in ["Lindgren", "sk-invented"] {
        assert!(!text.contains(content));
    }
    Ok(())
}

/// A receipt that is still open when the next process starts.
async fn a_process_dies(config: Config, size: u64) -> anyhow::Result<()> {
    let dead = Store::open(config.clone()).await?;
    let id = receipt_id();
    std::mem::forget(dead.recorder().open(request(id)).await?);
    drop(dead);
    let store = Store::open(config).await?;
    assert_eq!(store.recover(Micros(1_790_000_100_000_000)).await?, 1);
    assert_eq!(store.recover(Micros(1_790_000_100_000_000)).await?, 0);
    let receipt = store.receipt(id).await?.expect("it was opened");
    assert_eq!(receipt.state.as_str(), "interrupted");
    assert_eq!(store.verify_log(&[]).await?.entries, size + 2);
    store.close().await;
    Ok(())
}

fn kind(line: anteroom_store::LogLine) -> &'static str {
    line.event
        .as_ref()
        .map(|event| &event.what)
        .map_or("unknown", What::kind)
}
