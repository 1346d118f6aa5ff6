//! The gateway as the pages see it: people instead of keys, a look before sending, the ways out.

use std::sync::Arc;
use std::time::Instant;

use anteroom_office::level::{Level, Lowered};
use anteroom_office::standing::Learner;
use anteroom_policy::{Rules, UseCase};
use anteroom_store::Connection;
use jiff::civil::Date;

use crate::caller::Holder;
use crate::decide;
use crate::look::{Look, look};
use crate::refusal::Said;
use crate::replacing::Replacing;
use crate::{Caller, Cause, Gateway, Refusal, least, standing};

/// A way out, as people choose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// The connection's name.
    pub connection: String,
    /// Where text would go.
    pub host: String,
    /// The model that is asked first.
    pub model: String,
    /// Whether text may go through it in which nothing was found.
    pub is_open_for_general_text: bool,
    /// Whether text of patients may go through it as it was written.
    pub is_open_as_written: bool,
    /// Whether it may once its identifiers are replaced, at least.
    pub open: bool,
    /// What stands in the place of patient information in what leaves through it.
    pub replacing: Replacing,
    /// Why, strictest first.
    pub reasons: Vec<Said>,
}

impl WayOut {
    /// How much may leave through it.
    #[must_use]
    pub fn level(&self) -> Level {
        if self.is_open_as_written {
            Level::Identified
        } else if self.open {
            Level::Deidentified
        } else if self.is_open_for_general_text {
            Level::NoPatientInformation
        } else {
            Level::Closed
        }
    }
}

impl Gateway {
    /// Somebody who signed in, as a caller; and whether they may ask again already.
    ///
    /// # Errors
    /// [`Cause::RateLimited`]; [`Cause::Internal`] when the store cannot be read.
    pub async fn person(&self, id: &str, name: &str) -> Result<Caller, Refusal> {
        let caller = self.onlooker(id, name).await?;
        match self.inner().rates.take(&caller.id, Instant::now()) {
            Ok(()) => Ok(caller),
            Err(wait) => Err(Refusal::new(Cause::RateLimited).with_retry_after(Some(wait))),
        }
    }

    /// Somebody who signed in and asks for nothing yet: who wants to see what would leave ([`Gateway::rehearse`]).
    ///
    /// # Errors
    /// [`Cause::Internal`] when the store cannot be read.
    pub async fn onlooker(&self, id: &str, name: &str) -> Result<Caller, Refusal> {
        Ok(Caller {
            holder: Holder::Person,
            id: id.to_owned(),
            leaving: None,
            name: name.to_owned(),
            reviewer: None,
            run: None,
            patient_state: None,
            part2_consent: None,
            settings: self.inner().snapshot().await?,
            settings_read: Instant::now(),
            settled: Arc::default(),
            use_case: None,
            also: Vec::new(),
        })
    }

    /// What would be found in fields of a form, each with its label, and what would leave in its place: for this use case,
    /// and for a form that asks for further fields of a chart. Nothing is sent.
    ///
    /// # Errors
    /// [`Cause::CheckFailed`]; [`Cause::Internal`] when the store cannot be read.
    pub async fn look(
        &self,
        use_case: Option<UseCase>,
        also: &[String],
        fields: Vec<(String, String)>,
    ) -> Result<Look, Refusal> {
        let settings = self.inner().snapshot().await?;
        let engine = self.inner().finder.engine(&settings)?;
        let minimum = least::of(use_case, also);
        let looked = tokio::task::spawn_blocking(move || {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(label, text)| (label.as_str(), text.as_str()))
                .collect();
            look(&engine, &fields, minimum.as_ref())
        });
        looked
            .await
            .unwrap_or_else(|_| Err(Cause::CheckFailed.into()))
    }

    /// The practice's calendar day.
    ///
    /// # Errors
    /// [`Cause::Internal`] when the store cannot be read.
    pub async fn today(&self) -> Result<Date, Refusal> {
        self.today_or_in("").await
    }

    /// The practice's calendar day; that of the state where it will work, while none is set up.
    ///
    /// # Errors
    /// As [`Gateway::today`].
    pub async fn today_or_in(&self, state: &str) -> Result<Date, Refusal> {
        let snapshot = self.inner().snapshot().await?;
        let (docket, now) = (self.inner().docket(&snapshot)?, self.inner().clock.now());
        Ok(match snapshot.practice {
            Some(_) => docket.rules().day(&decide::state(&snapshot), now),
            None => docket.rules().day(state, now),
        })
    }

    /// What people hold down by hand.
    ///
    /// # Errors
    /// As [`Gateway::ways`].
    pub async fn lowered(&self) -> Result<Lowered, Refusal> {
        let snapshot = self.inner().snapshot().await?;
        let (docket, now) = (self.inner().docket(&snapshot)?, self.inner().clock.now());
        let standings = self.inner().standings(&snapshot, docket.rules(), now)?;
        Ok(standings.lowered().clone())
    }

    /// What stands between somebody and their texts that they can learn.
    ///
    /// # Errors
    /// [`Cause::Internal`] when the store cannot be read, [`Cause::RecordsUnreadable`] when a record cannot.
    pub async fn learner(&self, person: &str) -> Result<Learner, Refusal> {
        let snapshot = self.inner().snapshot().await?;
        let (docket, now) = (self.inner().docket(&snapshot)?, self.inner().clock.now());
        let standings = self.inner().standings(&snapshot, docket.rules(), now)?;
        Ok(standings.learner(person))
    }

    /// The connections in use, those that are open first.
    ///
    /// # Errors
    /// [`Cause::Internal`] when the store cannot be read, [`Cause::RecordsUnreadable`] when a record cannot.
    pub async fn ways(&self) -> Result<Vec<WayOut>, Refusal> {
        let snapshot = self.inner().snapshot().await?;
        let (docket, now) = (self.inner().docket(&snapshot)?, self.inner().clock.now());
        let standings = self.inner().standings(&snapshot, docket.rules(), now)?;
        let way = |connection: &Connection, rules: &Rules| {
            let standing = standing(rules, &snapshot, &standings, connection, now)?;
            Some(WayOut {
                connection: connection.name.to_string(),
                host: connection.host.to_string(),
                model: connection.models.first()?.to_string(),
                is_open_for_general_text: standing.is_open_for_general_text,
                is_open_as_written: standing.is_open_as_written,
                open: standing.open,
                replacing: Replacing::named(connection.replacing.as_str())?,
                reasons: standing.reasons,
            })
        };
        let mut ways: Vec<WayOut> = snapshot
            .live()
            .filter_map(|one| way(one, docket.rules()))
            .collect();
        ways.sort_by_key(|way| !way.open);
        Ok(ways)
    }
}
