//! Files that prove something: a signed agreement, a certificate, a policy.
//!
//! They are stored sealed, with their hash, size and media type. Nothing here or elsewhere opens, parses or runs them;
//! they are handed back as they came.

use anteroom_audit::{EvidenceFileKept, Hash, Micros, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::StoreError;
use crate::evidence::name;
use crate::script::{Arg, Statement};
use crate::seal::Cell;
use crate::store::new_id;
use crate::{By, Store};

/// The largest file that is kept, in bytes: 25 MiB.
pub const LARGEST_FILE: usize = 25 << 20;

/// A file that was kept, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Its id.
    pub id: Word,
    /// SHA-256 of its content.
    pub sha256: Hash,
    /// Its size.
    pub bytes: u64,
    /// What kind of file it is said to be, such as `application/pdf`.
    pub media_type: Word,
    /// When it was kept.
    pub kept_at: Micros,
}

impl Store {
    /// Keeps a file.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] above [`LARGEST_FILE`], or when it cannot be written.
    pub async fn keep_file(
        &self,
        by: &By,
        media_type: Word,
        content: &[u8],
    ) -> Result<EvidenceFile, StoreError> {
        if content.len() > LARGEST_FILE {
            return Err(StoreError::TooLarge);
        }
        let id = new_id(by.at)?;
        let (sha256, bytes) = (Hash::of(content), content.len() as u64);
        let hash = sha256.to_string();
        let sealed = self.inner.ring.seal(cell(&id, &hash), content)?;
        let what = EvidenceFileKept {
            id: Word::lossy(&id),
            sha256,
            sealed_sha256: Hash::of(&sealed),
            bytes,
            media_type: media_type.clone(),
        };
        let insert = Statement::new(
            "insert into evidence_file (id, sha256, bytes, media_type, content, kept_at, kept_by) \
             values (?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(hash),
                Arg::count(bytes),
                Arg::text(media_type.as_str()),
                Arg::blob(sealed),
                Arg::int(by.at.0),
                Arg::text(name(&by.actor)),
            ],
        );
        self.change(by, What::EvidenceFileKept(what), vec![insert])
            .await?;
        Ok(EvidenceFile {
            id: Word::lossy(&id),
            sha256,
            bytes,
            media_type,
            kept_at: by.at,
        })
    }

    /// A file's content as it came.
    ///
    /// # Errors
    /// When there is no such file, or it does not open.
    pub async fn file_content(&self, id: &Word) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let row: Option<(String, Vec<u8>)> = on!(&self.inner.db, |pool| {
            sqlx::query_as("select sha256, content from evidence_file where id = $1")
                .bind(id.as_str())
                .fetch_optional(pool)
                .await?
        });
        let (hash, sealed) = row.ok_or(StoreError::Missing("file"))?;
        Ok(self.inner.ring.open(cell(id.as_str(), &hash), &sealed)?)
    }

    /// SHA-256 of a file as it is stored. Files are large, so they are read one at a time.
    pub(crate) async fn sealed_hash(&self, id: &str) -> Result<Option<Hash>, StoreError> {
        let sealed: Option<Vec<u8>> = on!(&self.inner.db, |pool| {
            sqlx::query_scalar("select content from evidence_file where id = $1")
                .bind(id)
                .fetch_optional(pool)
                .await?
        });
        Ok(sealed.map(|sealed| Hash::of(&sealed)))
    }
}

/// The content opens beside its own hash only.
fn cell<'a>(id: &'a str, hash: &'a str) -> Cell<'a> {
    Cell {
        table: "evidence_file",
        row: id,
        column: "content",
        bound_to: Some(hash),
    }
}
