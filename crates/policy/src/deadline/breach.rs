//! Which clocks of the law run for an incident, and until when.

mod dates;
mod standing;

use jiff::civil::Date;

use super::assessment::Finding;
use super::clock::{Clock, Clocks, NoNotice, Standing};
use super::incident::{Incident, IncidentError};
use super::jurisdiction::Jurisdiction;
use super::law::{Anchor, BreachLaw, Entry, Recipient};

impl BreachLaw {
    /// All clocks of an incident, those of federal law and of every state in which somebody affected lives. While nobody
    /// has counted them, every clock runs that some count would set running in federal law and in the practice's own
    /// state, whatever the threshold (45 CFR 164.406 and 164.408 count people; the days run from discovery all the same).
    ///
    /// # Errors
    /// When the incident's dates contradict each other.
    pub fn clocks(&self, incident: &Incident) -> Result<Clocks, IncidentError> {
        incident.check()?;
        let case = Case {
            law: self,
            incident,
            start: incident.clock_start(),
        };
        let mut clocks: Vec<Clock> = case.entries().map(|entry| case.clock(entry)).collect();
        clocks.sort_by_key(|clock| {
            (
                !clock.runs(),
                clock.due.is_none(),
                clock.due,
                clock.jurisdiction,
            )
        });
        let reason = no_notice(incident);
        Ok(Clocks {
            clock_start: case.start,
            notice_required: reason.is_none(),
            reason,
            earliest: earliest(&clocks),
            keep_record_until: self.documentation.due(case.recorded()),
            clocks,
        })
    }
}

/// The first date that the practice still has to meet.
fn earliest(clocks: &[Clock]) -> Option<Date> {
    let is_open = |clock: &&Clock| {
        clock.runs() && clock.given_on.is_none() && clock.recipient != Recipient::BaToPractice
    };
    clocks
        .iter()
        .filter(is_open)
        .filter_map(|clock| clock.due)
        .min()
}

fn no_notice(incident: &Incident) -> Option<NoNotice> {
    match incident.finding {
        _ if incident.secured => Some(NoNotice::SecuredPhi),
        Finding::LowProbability => Some(NoNotice::LowProbability),
        Finding::Excepted(_) => Some(NoNotice::Exception),
        Finding::NotLow | Finding::Presumed => None,
    }
}

/// An incident before the law.
struct Case<'c> {
    law: &'c BreachLaw,
    incident: &'c Incident,
    start: Date,
}

impl Case<'_> {
    /// The day on which its record was last complete: never before the practice itself knew of it.
    fn recorded(&self) -> Date {
        let known = self.incident.discovered;
        self.incident.determined.map_or(known, |day| day.max(known))
    }

    /// The entries that concern the incident, whether or not their clock runs.
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.law
            .entries
            .iter()
            .filter(|entry| entry.in_force(self.start) && self.concerns(entry))
    }

    fn concerns(&self, entry: &Entry) -> bool {
        if entry.anchor == Anchor::BusinessAssociate {
            return self.incident.business_associate.is_some();
        }
        if !entry.practice_types.is_empty() {
            return entry.jurisdiction == self.incident.practice_state;
        }
        entry.jurisdiction == Jurisdiction::US || self.may_have_residents(entry.jurisdiction)
    }

    /// Whether somebody affected lives there. Until they are counted, that is taken of the practice's own state.
    fn may_have_residents(&self, state: Jurisdiction) -> bool {
        match self.incident.is_counted() {
            true => self.residents(state) > 0,
            false => state == self.incident.practice_state,
        }
    }

    fn residents(&self, state: Jurisdiction) -> u64 {
        self.incident
            .affected
            .get(&state)
            .copied()
            .unwrap_or_default()
            .into()
    }

    fn clock(&self, entry: &Entry) -> Clock {
        let (standing, why) = self.standing(entry);
        let due = self
            .due(entry)
            .filter(|_| standing != Standing::NotApplicable);
        Clock {
            id: entry.id.clone(),
            jurisdiction: entry.jurisdiction,
            recipient: entry.recipient,
            office: entry.office.clone(),
            places: self.places(entry),
            due,
            late_from: due.map(|due| self.late_from(due)),
            due_without_hold: due.and_then(|_| self.due_without_hold(entry)),
            delay_until: self.held_until(entry),
            given_on: self.given_on(entry),
            threshold: entry.people.map(|people| people.words()),
            anchor: entry.anchor,
            anchored_on: self.anchored_on(entry),
            basis: self.basis(entry),
            words: entry.words.clone(),
            standing,
            exempt_candidate: standing == Standing::ExemptionToConfirm,
            why,
            stopped_by: entry.recipient.stopped_by(),
            citation: entry.citation.clone(),
            confidence: entry.confidence,
            source: entry.source.clone(),
            last_checked: entry.last_checked,
            note: entry.note.clone(),
        }
    }
}
