//! Whether a clock of the law runs for an incident, and if it may not, why.

use super::{Case, no_notice};
use crate::deadline::clock::Standing;
use crate::deadline::jurisdiction::Jurisdiction;
use crate::deadline::law::{Counted, Entry, Hipaa};

impl Case<'_> {
    /// Whether the entry's clock runs, and if it may not, why.
    pub(super) fn standing(&self, entry: &Entry) -> (Standing, Option<String>) {
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
    pub(super) fn outside(&self, entry: &Entry) -> Option<String> {
        if self.incident.secured {
            return Some("what was lost was encrypted, and the keys are safe".into());
        }
        let types = &entry.practice_types;
        if !types.is_empty() && !types.contains(&self.incident.practice_type) {
            return Some("only for facilities that the state licenses as such".into());
        }
        let people = entry.people.filter(|_| self.incident.is_counted())?;
        let count = self.counted(entry, people.of);
        let says = || format!("only for {} people; here {count}", people.words());
        (!people.includes(count)).then(says)
    }

    /// The number of people for which the entry's clock runs, while nobody has counted them.
    pub(super) fn supposed(&self, entry: &Entry) -> Option<String> {
        let people = entry.people.filter(|_| !self.incident.is_counted())?;
        let place = match people.of {
            Counted::All => String::new(),
            Counted::OneState => " in one state".to_owned(),
            Counted::State => format!(" in {}", entry.jurisdiction),
        };
        let bound = people.words();
        Some(format!("if {bound} people{place}; not counted yet"))
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

    /// The states that each pass a bound that is counted state by state; the practice's own while nobody has counted.
    pub(super) fn places(&self, entry: &Entry) -> Vec<Jurisdiction> {
        let bound = entry.people.filter(|people| people.of == Counted::OneState);
        let own = self.incident.practice_state;
        if bound.is_some() && !self.incident.is_counted() && own != Jurisdiction::US {
            return vec![own];
        }
        let passing =
            self.incident.affected.iter().filter(|(_, count)| {
                bound.is_some_and(|people| people.includes(u64::from(**count)))
            });
        passing.map(|(state, _)| *state).collect()
    }
}

/// A standing with its reason.
fn because(standing: Standing, why: &str) -> (Standing, Option<String>) {
    (standing, Some(why.to_owned()))
}
