//! Codes of the second step, of which each is good once (RFC 6238 section 5.2).

use anteroom_audit::Word;

use crate::Store;
use crate::db::on;
use crate::error::StoreError;

impl Store {
    /// Uses up the code of a step of time for a person, and every earlier one. Gives false when it was used up before: of
    /// several who come with the same code at once, one is let in.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn use_code(&self, person: &Word, step: i64) -> Result<bool, StoreError> {
        let used = on!(&self.inner.db, |pool| {
            sqlx::query(
                "insert into code_used (person, step) values ($1, $2) on conflict (person) \
                 do update set step = excluded.step where code_used.step < excluded.step",
            )
            .bind(person.as_str())
            .bind(step)
            .execute(pool)
            .await?
            .rows_affected()
        });
        Ok(used == 1)
    }
}
