//! Which clocks of the law run for an incident, and until when.

use jiff::Timestamp;
use jiff::civil::Date;

use super::assessment::Finding;
use super::clock::{Clock, Clocks, NoNotice, Standing};
use super::count::Limit;
use super::incident::{Incident, IncidentError};
use super::jurisdiction::Jurisdiction;
use super::law::{Anchor, BreachLaw, Counted, Entry, Hipaa, Recipient};

/// How long the record of an incident is kept (45 CFR 164.414, 164.530(j)(2)).
const RECORD_KEPT: Limit = Limit::Years(6);

impl BreachLaw {
    /// All clocks of an incident, those of federal law and of every state in which somebody affected lives.
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
            earliest: clocks
                .iter()
                .filter(|clock| clock.runs())
                .filter_map(|clock| clock.due)
                .min(),
            keep_record_until: RECORD_KEPT.after(incident.determined.unwrap_or(case.start)),
            clocks,
        })
    }
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
        entry.jurisdiction == Jurisdiction::US || self.residents(entry.jurisdiction) > 0
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

    /// Whether the entry's clock runs, and if it may not, why.
    fn standing(&self, entry: &Entry) -> (Standing, Option<String>) {
        if let Some(why) = self.outside(entry) {
            return (Standing::NotApplicable, Some(why));
        }
        let is_federal = entry.jurisdiction == Jurisdiction::US;
        match (no_notice(self.incident), entry.hipaa) {
            (Some(_), _) if is_federal => {
                because(Standing::NotApplicable, "not a breach under federal law")
            }
            (Some(_), _) => because(
                Standing::ExemptionToConfirm,
                "not a breach under federal law; the state's own test of harm decides",
            ),
            (None, Hipaa::Deemed) => because(
                Standing::ExemptionToConfirm,
                "the federal notice may count as the state's",
            ),
            (None, Hipaa::Exempt) => because(
                Standing::ExemptionToConfirm,
                "those under the federal rules may be outside the state's act",
            ),
            (None, Hipaa::None) => (Standing::Required, None),
        }
    }

    /// Why the entry does not speak about this incident at all, if it does not.
    fn outside(&self, entry: &Entry) -> Option<String> {
        if self.incident.secured {
            return Some("what was lost was encrypted, and the keys are safe".into());
        }
        let types = &entry.practice_types;
        if !types.is_empty() && !types.contains(&self.incident.practice_type) {
            return Some("only for facilities that the state licenses as such".into());
        }
        let people = entry
            .people
            .filter(|people| !people.includes(self.counted(entry, people.of)))?;
        let count = self.counted(entry, people.of);
        Some(format!("only for {} people; here {count}", people.words()))
    }

    fn counted(&self, entry: &Entry, of: Counted) -> u64 {
        match of {
            Counted::All => self.incident.people(),
            Counted::OneState => self
                .incident
                .affected
                .values()
                .copied()
                .max()
                .unwrap_or_default()
                .into(),
            Counted::State => self.residents(entry.jurisdiction),
        }
    }

    /// The states that each pass a bound that is counted state by state.
    fn places(&self, entry: &Entry) -> Vec<Jurisdiction> {
        let bound = entry.people.filter(|people| people.of == Counted::OneState);
        let passing =
            self.incident.affected.iter().filter(|(_, count)| {
                bound.is_some_and(|people| people.includes(u64::from(**count)))
            });
        passing.map(|(state, _)| *state).collect()
    }

    /// The end of the day where the practice is: a notice on the day itself is in time.
    fn late_from(&self, due: Date) -> Timestamp {
        let practice = self.incident.practice_state.code();
        self.law.zones.end_of_day(practice, due)
    }

    /// The last day in time: the law's limit, or the end of a hold where that is later.
    fn due(&self, entry: &Entry) -> Option<Date> {
        let due = entry.limit?.after(self.anchored_on(entry)?);
        Some(self.held_until(entry).map_or(due, |until| until.max(due)))
    }

    fn due_without_hold(&self, entry: &Entry) -> Option<Date> {
        let free = Incident {
            hold: None,
            ..self.incident.clone()
        };
        Case {
            incident: &free,
            ..*self
        }
        .due(entry)
    }

    fn held_until(&self, entry: &Entry) -> Option<Date> {
        self.incident
            .hold
            .filter(|_| entry.may_be_held)
            .map(super::Hold::until)
    }

    fn anchored_on(&self, entry: &Entry) -> Option<Date> {
        match entry.anchor {
            Anchor::Awareness | Anchor::Discovery => Some(self.start),
            Anchor::BusinessAssociate => self.incident.business_associate.map(|ba| ba.discovered),
            Anchor::Determination => Some(self.incident.determination()),
            Anchor::EndOfYear => Some(self.start.last_of_year()),
            Anchor::Notice => self
                .entries()
                .find(|other| self.precedes(other, entry))
                .and_then(|other| self.given(other)),
        }
    }

    /// How the date comes about, in words.
    fn basis(&self, entry: &Entry) -> String {
        let from = match entry.anchor {
            Anchor::Awareness => "the day it was known",
            Anchor::BusinessAssociate => "the business associate's discovery",
            Anchor::Determination if self.incident.determined.is_none() => {
                "discovery, while nothing is determined"
            }
            Anchor::Determination => "determination",
            Anchor::Discovery => "discovery",
            Anchor::EndOfYear => "the end of the year of discovery",
            Anchor::Notice => "the notice before it",
        };
        match (entry.limit, self.anchored_on(entry)) {
            (Some(limit), Some(day)) => format!("{} from {from} ({day})", limit.words()),
            (Some(limit), None) => format!("{} from {from}", limit.words()),
            (None, _) => "no number of days".into(),
        }
    }

    /// Whether `other` is the notice from which `entry` counts.
    fn precedes(&self, other: &Entry, entry: &Entry) -> bool {
        entry.after.contains(&other.id) && self.outside(other).is_none()
    }

    /// The day on which a notice was given, or at the latest must be.
    fn given(&self, entry: &Entry) -> Option<Date> {
        let told = match entry.recipient {
            Recipient::Hhs => self.incident.hhs_told,
            Recipient::Individuals => self.incident.individuals_told,
            _ => None,
        };
        told.or_else(|| self.due(entry))
    }
}

/// A standing with its reason.
fn because(standing: Standing, why: &str) -> (Standing, Option<String>) {
    (standing, Some(why.to_owned()))
}
