//! What the tests of the store share: a temporary practice, a clock that counts, invented requests.

pub(crate) mod postgres;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use anteroom_audit::{
    Actor, Closed, Closing, Found, Hash, Micros, Opened, ReceiptId, Refused, Usage, Word,
};
use anteroom_store::{By, Config, Folder, Now, OpenRequest, Place, RefuseRequest};
use zeroize::Zeroizing;

pub(crate) fn word(text: &str) -> Word {
    Word::lossy(text)
}

/// A clock that goes on by a millisecond each time it is asked.
pub(crate) fn clock() -> Now {
    let next = AtomicI64::new(1_790_000_000_000_000);
    Arc::new(move || Micros(next.fetch_add(1000, Ordering::Relaxed)))
}

pub(crate) fn by() -> By {
    By {
        actor: Actor::Operator { name: word("dana") },
        at: Micros(1_789_000_000_000_000),
    }
}

pub(crate) fn folder(path: &Path) -> anyhow::Result<Folder> {
    let folder = Folder::create(&path.join("data"))?;
    folder.create_keys()?;
    Ok(folder)
}

pub(crate) fn config(path: &Path) -> anyhow::Result<Config> {
    Ok(folder(path)?.config(clock())?)
}

/// The file of a store on SQLite.
pub(crate) fn database(config: &Config) -> &Path {
    match &config.place {
        Place::Postgres(_) => Path::new(""),
        Place::Sqlite(path) => path,
    }
}

pub(crate) fn actor() -> Actor {
    Actor::Key {
        id: word("key-1"),
        name: word("front desk"),
    }
}

/// Ids that are different in every process and sort by time.
pub(crate) fn receipt_id() -> ReceiptId {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let process = u64::from(std::process::id());
    ReceiptId(uuid::Uuid::from_u64_pair(
        0x0199_0000_0000_7000 + (n << 16),
        process << 32 | n,
    ))
}

pub(crate) fn request(id: ReceiptId) -> OpenRequest {
    OpenRequest {
        id,
        at: Micros(1_790_000_000_000_000),
        actor: actor(),
        opened: Opened {
            connection: word("main"),
            model: word("mistral-large"),
            host: word("api.mistral.ai"),
            endpoint: word("chat"),
            decision: word("allow_deidentified"),
            reasons: vec![word("deidentified"), word("agreement_covers")],
            found: Found::from([(word("name"), 2), (word("phone"), 1)]),
            replacing: None,
            purpose: None,
            part2_consent: None,
            removed: Found::new(),
            placeholders: 3,
            body_sha256: Hash::of(b"what leaves"),
            bytes: 1024,
            rule_set: word("rules-1"),
            facts_sha256: Hash::ZERO,
        },
        facts: "{\"connection\":{\"approved\":true},\"practice\":{\"state\":\"OH\"}}".to_owned(),
        mapping: Some(Zeroizing::new(
            b"{\"[PATIENT_1]\":\"Harriet Lindgren\"}".to_vec(),
        )),
    }
}

pub(crate) fn refusal(id: ReceiptId) -> RefuseRequest {
    RefuseRequest {
        id,
        at: Micros(1_790_000_000_000_000),
        actor: actor(),
        refused: Refused {
            connection: Some(word("main")),
            model: None,
            endpoint: word("chat"),
            decision: word("block"),
            reasons: vec![word("phi_found")],
            found: Found::from([(word("ssn"), 1)]),
            rule_set: Some(word("rules-1")),
            facts_sha256: Hash::ZERO,
        },
        facts: "{}".to_owned(),
    }
}

pub(crate) fn answered() -> Closed {
    Closed {
        outcome: Closing::Answered,
        bytes: 2048,
        restored: 3,
        unknown: 0,
        stop: Some(word("stop")),
        usage: Some(Usage {
            prompt: 300,
            completion: 120,
        }),
    }
}
