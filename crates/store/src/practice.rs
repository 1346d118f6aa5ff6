//! The practice that this installation belongs to. There is one.

use anteroom_audit::{Micros, PracticeCreated, What, Word};

use crate::db::on;
use crate::error::{RecordError, StoreError};
use crate::script::{Arg, Statement};
use crate::store::new_id;
use crate::{By, Store};

/// The practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Word,
    /// The state it works in, as its postal code.
    pub state: Word,
    /// When it was set up.
    pub created_at: Micros,
}

impl Store {
    /// Sets up the practice.
    ///
    /// # Errors
    /// [`RecordError::Exists`] when there is one already, or when it cannot be written.
    pub async fn create_practice(
        &self,
        by: &By,
        name: Word,
        state: Word,
    ) -> Result<Practice, StoreError> {
        if self.practice().await?.is_some() {
            return Err(RecordError::Exists.into());
        }
        let id = new_id(by.at)?;
        let insert = Statement::new(
            "insert into practice (id, name, state, created_at) values (?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(name.as_str()),
                Arg::text(state.as_str()),
                Arg::int(by.at.0),
            ],
        );
        let what = PracticeCreated {
            id: Some(Word::lossy(&id)),
            name: name.clone(),
            state: state.clone(),
        };
        self.change(by, What::PracticeCreated(what), vec![insert])
            .await?;
        Ok(Practice {
            id,
            name,
            state,
            created_at: by.at,
        })
    }

    /// The practice, once it is set up.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn practice(&self) -> Result<Option<Practice>, StoreError> {
        let row: Option<(String, String, String, i64)> = on!(&self.inner.db, |pool| {
            sqlx::query_as("select id, name, state, created_at from practice")
                .fetch_optional(pool)
                .await?
        });
        row.map(|(id, name, state, at)| {
            let word = |text| Word::try_from(text).map_err(|_| StoreError::Unreadable("practice"));
            Ok(Practice {
                id,
                name: word(name)?,
                state: word(state)?,
                created_at: Micros(at),
            })
        })
        .transpose()
    }
}
