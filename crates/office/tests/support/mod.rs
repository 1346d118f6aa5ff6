//! A desk on a store in a temporary folder.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use anteroom_audit::{Actor, Micros, Word};
use anteroom_office::{Desk, Id};
use anteroom_store::{By, Folder, Store};
use jiff::civil::Date;

/// When everything is recorded, whatever the practice's calendar day.
pub(crate) const NOW: Micros = Micros(1_795_000_000_000_000);

pub(crate) async fn desk(folder: &tempfile::TempDir, today: Date) -> Desk {
    let folder = Folder::create(&folder.path().join("data")).unwrap();
    folder.create_keys().unwrap();
    let store = Store::open(folder.config(Arc::new(|| NOW)).unwrap())
        .await
        .unwrap();
    Desk::new(store, by(), today)
}

pub(crate) fn by() -> By {
    let name = Word::lossy("dana");
    let actor = Actor::Operator { name };
    By { actor, at: NOW }
}

pub(crate) fn id(text: &str) -> Id {
    text.parse().unwrap()
}
