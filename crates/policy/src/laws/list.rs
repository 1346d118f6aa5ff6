//! All laws: those of the program, with the clocks of breach law, and what an update brought.

use serde::Deserialize;

use super::act::{Act, Enactment, Family};
use super::update::LawUpdate;
use crate::deadline::{BreachLaw, LawError};

/// The files of `law/acts`: name and text.
const ACTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/acts.rs"));

/// All laws, by id.
#[derive(Clone, Debug)]
pub struct Laws {
    acts: Vec<Act>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    act: Vec<Act>,
}

impl Laws {
    /// The laws that are part of the program.
    ///
    /// # Errors
    /// When a file is not well formed; the shipped ones are tested.
    pub fn shipped() -> Result<Laws, LawError> {
        let mut acts = Vec::new();
        for (file, text) in ACTS {
            let read: File = crate::deadline::read(file, text)?;
            acts.extend(read.act);
        }
        acts.extend(BreachLaw::shipped()?.entries.iter().map(clock));
        let mut laws = Laws { acts };
        laws.sort();
        Ok(laws)
    }

    /// The same laws, with those of an update in the place of the ones that they replace.
    #[must_use]
    pub fn updated(mut self, update: &LawUpdate) -> Laws {
        let is_new = |act: &Act| update.act.iter().all(|new| new.id != act.id);
        self.acts.retain(is_new);
        self.acts.extend(update.act.iter().cloned());
        self.sort();
        self
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Act] {
        &self.acts
    }

    /// The law of this id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.id == id)
    }

    fn sort(&mut self) {
        self.acts.sort_by(|one, other| one.id.cmp(&other.id));
    }
}

/// A clock of breach law as one of the laws.
fn clock(entry: &crate::deadline::Entry) -> Act {
    let who = entry.office.as_deref().unwrap_or(entry.recipient.words());
    let people = entry
        .people
        .map(|people| format!(", {} people", people.words()));
    let law = format!("{}{}", entry.jurisdiction.law(), people.unwrap_or_default());
    let limit = entry.limit.map(|limit| {
        let (limit, anchor) = (limit.words(), entry.anchor.words());
        format!(", and within {limit} of {anchor}")
    });
    Act {
        id: format!("breach-{}", entry.id),
        states: vec![entry.jurisdiction],
        title: format!("Notice after a breach: {who} ({law})"),
        citation: entry.citation.clone(),
        family: Family::BreachClock,
        enactment: Enactment::Enacted,
        effective: entry.effective,
        until: entry.until,
        decided: None,
        dates: None,
        concerns: match entry.practice_types.is_empty() {
            true => "Every practice with patients there.".to_owned(),
            false => format!(
                "Practices of these types: {}.",
                entry.practice_types.join(", ")
            ),
        },
        asks: format!("Tell {who}: {}{}.", entry.words, limit.unwrap_or_default()),
        changes: "After a breach Anteroom counts its days.".to_owned(),
        unless: None,
        question: entry.note.clone(),
        rules: Vec::new(),
        duty: None,
        to_confirm: None,
        confidence: entry.confidence,
        source: entry.source.clone(),
        last_checked: entry.last_checked,
    }
}
