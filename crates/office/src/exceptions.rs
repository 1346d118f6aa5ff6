//! Exceptions: what people let through or set aside by hand, with who and why.
//!
//! What was left as no patient information is read from the log, which holds kind, task and reason, never the words.

mod answer;
mod request;

use anteroom_audit::{EntryNo, Event, Micros, What, Word};
use jiff::civil::Date;

use crate::desk::Desk;
use crate::error::OfficeError;
use crate::gate::Gates;
use crate::note::Note;
use crate::profile::Profile;
use crate::sentence;

pub use answer::{Answer, End, expire, expired};
pub use request::{
    Asked, Found, Request, allow, ask, has_read, is_askable, mine, refuse, waiting, withdraw,
};

/// How far back the log is read: eight weeks.
const SINCE: i64 = 8 * 7 * 24 * 3600 * 1_000_000;
/// Entries read at a time.
const PAGE: u32 = 500;
/// Most entries that are looked at.
const MOST: u64 = 100_000;

/// All exceptions.
pub struct Exceptions {
    /// What was left as no patient information, newest first.
    pub waived: Vec<Waved>,
    /// Answers that somebody released who had asked for them, newest first.
    pub own_releases: Vec<OwnRelease>,
    /// Whether all entries of the last eight weeks were looked at.
    pub is_whole: bool,
    /// Gates that are said not to apply.
    pub gates: Vec<SetAside>,
    /// The practice's phone number for patients, and who said so when.
    pub phone: Option<(Word, Word, Micros)>,
}

/// Words that were found and left as they were written.
pub struct Waved {
    /// When.
    pub at: Micros,
    /// Whose text it was.
    pub who: String,
    /// In which task, by its id.
    pub task: Word,
    /// What they were found to be, by the kind's code.
    pub kind: Word,
    /// Why they are no patient information, by the reason's code.
    pub reason: Word,
}

/// An answer that nobody but its asker could release, and did.
pub struct OwnRelease {
    /// When.
    pub at: Micros,
    /// Who.
    pub who: String,
}

/// A gate that is said not to apply.
pub struct SetAside {
    /// Which, by its title.
    pub gate: String,
    /// Who decided.
    pub by: Word,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Note,
}

impl Exceptions {
    /// Reads them.
    ///
    /// # Errors
    /// When the log or a record cannot be read.
    pub async fn read(desk: &Desk) -> Result<Exceptions, OfficeError> {
        let mut found = Exceptions {
            waived: Vec::new(),
            own_releases: Vec::new(),
            is_whole: true,
            gates: gates(desk).await?,
            phone: phone(desk).await?,
        };
        found.read_log(desk).await?;
        Ok(found)
    }

    /// Reads the log backwards, as far as it matters.
    async fn read_log(&mut self, desk: &Desk) -> Result<(), OfficeError> {
        let since = desk.now().0 - SINCE;
        let size = desk.store().log_size().await?;
        let mut end = size;
        while end > 0 {
            if size - end >= MOST {
                self.is_whole = false;
                return Ok(());
            }
            let begin = end.saturating_sub(u64::from(PAGE));
            let lines = desk.store().log(EntryNo(begin), PAGE).await?;
            let here = lines.iter().rev().filter(|line| line.entry.no.0 <= end);
            for event in here.filter_map(|line| line.event.as_ref()) {
                if event.at.0 < since {
                    return Ok(());
                }
                self.take(event);
            }
            end = begin;
        }
        Ok(())
    }

    fn take(&mut self, event: &Event) {
        let (at, who) = (event.at, sentence::actor(&event.actor));
        match &event.what {
            What::FindWaived(waived) => self.waived.push(Waved {
                at,
                who,
                task: waived.task.clone(),
                kind: waived.found.clone(),
                reason: waived.reason.clone(),
            }),
            What::HeldEnded(ended) if ended.own => self.own_releases.push(OwnRelease { at, who }),
            _ => {}
        }
    }

    /// How often each kind was left for each reason, the most frequent first.
    #[must_use]
    pub fn sums(&self) -> Vec<(&Word, &Word, usize)> {
        let mut sums: Vec<(&Word, &Word, usize)> = Vec::new();
        for Waved { kind, reason, .. } in &self.waived {
            let known = sums.iter_mut().find(|sum| (sum.0, sum.1) == (kind, reason));
            match known {
                Some(sum) => sum.2 += 1,
                None => sums.push((kind, reason, 1)),
            }
        }
        sums.sort_by_key(|sum| std::cmp::Reverse(sum.2));
        sums
    }
}

async fn gates(desk: &Desk) -> Result<Vec<SetAside>, OfficeError> {
    let gates = Gates::read(desk).await?;
    let views = gates.views()?;
    let aside = views.iter().filter_map(|view| {
        let waiver = view.file?.waiver.clone()?;
        Some(SetAside {
            gate: view.text.title.clone(),
            by: waiver.by,
            on: waiver.on,
            reason: waiver.reason,
        })
    });
    Ok(aside.collect())
}

/// The phone number on file, and the revision that it came with.
async fn phone(desk: &Desk) -> Result<Option<(Word, Word, Micros)>, OfficeError> {
    let history = desk.history::<Profile>(&Profile::id()?).await?;
    let Some(phone) = history
        .last()
        .and_then(|newest| newest.record.phone.clone())
    else {
        return Ok(None);
    };
    let backwards = history.iter().rev();
    let same = backwards.take_while(|kept| kept.record.phone.as_ref() == Some(&phone));
    let said = same.last();
    Ok(said.map(|kept| (phone.clone(), kept.by.clone(), kept.at)))
}
