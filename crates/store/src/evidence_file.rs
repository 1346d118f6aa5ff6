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

/// A file that is to be kept. It has its id already, so that a record can name it before it is written. Debug shows no
/// word of it.
#[derive(Clone)]
pub struct NewFile {
    /// Its id.
    pub id: Word,
    /// SHA-256 of its content.
    pub sha256: Hash,
    media_type: Word,
    content: Zeroizing<Vec<u8>>,
}

impl NewFile {
    /// A file of this content, at this time.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] above [`LARGEST_FILE`], or when there is no randomness for its id.
    pub fn new(at: Micros, media_type: Word, content: Vec<u8>) -> Result<NewFile, StoreError> {
        if content.len() > LARGEST_FILE {
            return Err(StoreError::TooLarge);
        }
        Ok(NewFile {
            id: Word::lossy(&new_id(at)?),
            sha256: Hash::of(&content),
            media_type,
            content: Zeroizing::new(content),
        })
    }
}

impl std::fmt::Debug for NewFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewFile")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Keeps a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn keep_file(&self, by: &By, new: &NewFile) -> Result<(), StoreError> {
        self.record_all(by, std::slice::from_ref(new), Vec::new())
            .await
    }

    /// What a new file adds to the log and to its table.
    pub(crate) fn file_added(
        &self,
        by: &By,
        new: &NewFile,
    ) -> Result<(What, Statement), StoreError> {
        let (hash, bytes) = (new.sha256.to_string(), new.content.len() as u64);
        let cell = cell(new.id.as_str(), &hash);
        let sealed = self.inner.ring.seal(cell, &new.content)?;
        let what = EvidenceFileKept {
            id: new.id.clone(),
            sha256: new.sha256,
            sealed_sha256: Hash::of(&sealed),
            bytes,
            media_type: new.media_type.clone(),
        };
        let insert = Statement::new(
            "insert into evidence_file (id, sha256, bytes, media_type, content, kept_at, kept_by) \
             values (?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(new.id.as_str()),
                Arg::text(hash.as_str()),
                Arg::count(bytes),
                Arg::text(new.media_type.as_str()),
                Arg::blob(sealed),
                Arg::int(by.at.0),
                Arg::text(name(&by.actor)),
            ],
        );
        Ok((What::EvidenceFileKept(what), insert))
    }

    /// All files, oldest first, without their content.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn files(&self) -> Result<Vec<EvidenceFile>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(
                "select id, sha256, bytes, media_type, kept_at from evidence_file order by kept_at, id",
            )
            .fetch_all(pool)
            .await?
        });
        rows.into_iter().map(read).collect()
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

type Row = (String, String, i64, String, i64);

fn read((id, sha256, bytes, media_type, at): Row) -> Result<EvidenceFile, StoreError> {
    let unreadable = StoreError::Unreadable("evidence_file");
    let word = |text| Word::try_from(text).map_err(|_| unreadable.clone());
    Ok(EvidenceFile {
        id: word(id)?,
        sha256: sha256.parse().map_err(|_| unreadable.clone())?,
        bytes: u64::try_from(bytes).map_err(|_| unreadable.clone())?,
        media_type: word(media_type)?,
        kept_at: Micros(at),
    })
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
