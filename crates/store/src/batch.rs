//! Several records and files at once: all are written, or none.

use crate::error::StoreError;
use crate::evidence::NewEvidence;
use crate::evidence_file::NewFile;
use crate::{By, Store};

impl Store {
    /// Keeps files and adds records in one transaction, each with its entry in the log.
    ///
    /// # Errors
    /// [`RecordError::Exists`](crate::RecordError::Exists) when one of the records has a revision that is there already:
    /// somebody else was first. Then nothing was written.
    pub async fn record_all(
        &self,
        by: &By,
        files: &[NewFile],
        records: Vec<NewEvidence>,
    ) -> Result<(), StoreError> {
        let (mut events, mut statements) = (Vec::new(), Vec::new());
        for file in files {
            let (what, insert) = self.file_added(by, file)?;
            events.push(what);
            statements.push(insert);
        }
        for record in records {
            let (what, insert) = self.evidence_added(by, record).await?;
            events.push(what);
            statements.push(insert);
        }
        self.change_all(by, events, statements).await
    }
}
