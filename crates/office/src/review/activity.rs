//! What happened, in numbers, from the log.

use std::collections::BTreeMap;

use anteroom_audit::{Closing, EntryNo, Event, Micros, What, Word};
use serde::Serialize;

use crate::desk::Desk;
use crate::error::OfficeError;

/// Entries that are read at a time.
const PAGE: u32 = 1000;
/// How long the newest part is: 30 days.
const RECENT: i64 = 30 * 24 * 3600 * 1_000_000;

/// What happened in all, and lately.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Since the log began.
    pub in_all: Tally,
    /// In the last 30 days.
    pub last_30_days: Tally,
}

/// Numbers of one time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Requests that were sent.
    pub sent: u64,
    /// Those whose answer came to its end.
    pub answered: u64,
    /// Requests that were refused; nothing of them was sent.
    pub refused: u64,
    /// Identifiers found in what was asked, by kind.
    pub found: BTreeMap<Word, u64>,
    /// Changes of connections, approvals and keys.
    pub settings: u64,
    /// Records and files of the practice.
    pub records: u64,
    /// Times somebody signed in.
    pub signed_in: u64,
    /// Times somebody was not let in.
    pub sign_ins_refused: u64,
}

impl Activity {
    /// Counts the whole log.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn read(desk: &Desk) -> Result<Activity, OfficeError> {
        let (mut activity, mut after) = (Activity::default(), EntryNo(0));
        loop {
            let page = desk.store().log(after, PAGE).await?;
            for event in page.iter().filter_map(|line| line.event.as_ref()) {
                activity.count(event, desk.now());
            }
            match page.last() {
                Some(last) => after = last.entry.no,
                None => return Ok(activity),
            }
        }
    }

    fn count(&mut self, event: &Event, now: Micros) {
        self.in_all.count(&event.what);
        if event.at.0 > now.0.saturating_sub(RECENT) {
            self.last_30_days.count(&event.what);
        }
    }
}

impl Tally {
    fn count(&mut self, what: &What) {
        match what {
            What::RequestOpened(opened) => {
                self.sent += 1;
                self.find(&opened.found);
            }
            What::RequestRefused(refused) => {
                self.refused += 1;
                self.find(&refused.found);
            }
            What::RequestClosed(closed) => {
                self.answered += u64::from(closed.outcome == Closing::Answered);
            }
            What::ConnectionAdded(_)
            | What::ConnectionApproved(_)
            | What::ConnectionReplacing(_)
            | What::ConnectionRevoked(_)
            | What::KeyCreated(_)
            | What::KeyRevoked(_) => self.settings += 1,
            What::EvidenceFileKept(_) | What::EvidenceRecorded(_) => self.records += 1,
            What::SignedIn(_) => self.signed_in += 1,
            What::SignInRefused(_) => self.sign_ins_refused += 1,
            What::AnswerHeld(_)
            | What::ExceptionAnswered(_)
            | What::ExceptionAsked(_)
            | What::FieldsTaken(_)
            | What::FindWaived(_)
            | What::HeldEnded(_)
            | What::SignedOut(_)
            | What::LogExported(_)
            | What::MappingsPurged(_)
            | What::PracticeCreated(_)
            | What::ResultTaken(_)
            | What::ServerStarted(_)
            | What::ShareEnded(_)
            | What::SharedWorkRead(_)
            | What::WorkShared(_) => {}
        }
    }

    fn find(&mut self, found: &anteroom_audit::Found) {
        for (kind, count) in found {
            *self.found.entry(kind.clone()).or_default() += u64::from(*count);
        }
    }
}
