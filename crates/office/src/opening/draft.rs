//! What somebody typed so far while they set up. It is kept sealed on disk, so that a restart loses nothing; nothing of it
//! is recorded before all of it is, and then it is removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use anteroom_audit::{Hash, Micros};
use anteroom_store::{SetupFiles, SetupPart, StoreError};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::account::Sealed;
use crate::error::OfficeError;
use crate::paper::Paper;

/// For how long it is kept, in microseconds: as long as other drafts, 30 days.
const KEPT_FOR: i64 = 30 * 24 * 60 * 60 * 1_000_000;

/// The steps' fields as they were typed. It may hold the key of a service, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct Draft {
    values: BTreeMap<String, Zeroizing<String>>,
    /// The passphrase, sealed as soon as it came.
    pub passphrase: Option<Sealed>,
    /// The signed agreement.
    pub paper: Option<Arc<Paper>>,
}

/// A draft as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OnDisk {
    kept_at: Micros,
    values: BTreeMap<String, String>,
    passphrase: Option<Sealed>,
    /// The paper that belongs to it, which has a file of its own.
    paper: Option<Hash>,
}

impl Draft {
    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.as_str())
    }

    /// Keeps what was typed into a field.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = Zeroizing::new(value.to_owned());
        self.values.insert(name.to_owned(), value);
    }

    /// What was kept on disk and is not too old; an empty one where nothing was, or somebody else put it there.
    pub(super) fn read(files: &SetupFiles, now: Micros) -> Result<Draft, OfficeError> {
        let Some(content) = opened(files, SetupPart::Typed)? else {
            return Ok(Draft::default());
        };
        let kept: Option<OnDisk> = serde_json::from_slice(&content).ok();
        let Some(kept) = kept.filter(|kept| now.0 - kept.kept_at.0 <= KEPT_FOR) else {
            return Ok(Draft::default());
        };
        let values = kept.values.into_iter();
        Ok(Draft {
            values: values.map(|(name, value)| (name, value.into())).collect(),
            passphrase: kept.passphrase,
            paper: match kept.paper {
                Some(hash) => paper(files, hash)?,
                None => None,
            },
        })
    }

    /// Keeps it on disk in the place of an older one. A paper that is there already is not written again.
    pub(super) fn write(
        &self,
        files: &SetupFiles,
        older: &Draft,
        now: Micros,
    ) -> Result<(), OfficeError> {
        if let Some(paper) = &self.paper
            && hash(older) != hash(self)
        {
            files.write(SetupPart::Paper, paper.content())?;
        }
        let values = self.values.iter();
        let content = serde_json::to_vec(&OnDisk {
            kept_at: now,
            values: values
                .map(|(name, value)| (name.clone(), (**value).clone()))
                .collect(),
            passphrase: self.passphrase.clone(),
            paper: hash(self),
        });
        let content = content.map_err(|_| OfficeError::Unreadable("setup"))?;
        Ok(files.write(SetupPart::Typed, &Zeroizing::new(content))?)
    }
}

fn hash(draft: &Draft) -> Option<Hash> {
    draft.paper.as_ref().map(|paper| paper.sha256())
}

/// The paper of this hash; none where another one stands there, since a crash came between the two files.
fn paper(files: &SetupFiles, hash: Hash) -> Result<Option<Arc<Paper>>, StoreError> {
    let content = opened(files, SetupPart::Paper)?;
    let paper = content.and_then(|content| Paper::of(content.to_vec()).ok());
    Ok(paper.filter(|paper| paper.sha256() == hash).map(Arc::new))
}

/// What stands in a file; nothing where it was not sealed here, or was changed.
fn opened(files: &SetupFiles, part: SetupPart) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    match files.read(part) {
        Err(StoreError::Seal(_)) => Ok(None),
        read => read,
    }
}
