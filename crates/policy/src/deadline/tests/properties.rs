//! What must hold for every incident.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::{LAW, clocks};
use crate::deadline::{
    Anchor, BusinessAssociate, Clock, Finding, Hold, Incident, Jurisdiction, Recipient,
};

/// Days under the law of 2026 and later, over two leap years.
fn any_day() -> impl Strategy<Value = Date> {
    (0..3000_i32).prop_map(|days| date(2026, 1, 1).saturating_add(days.days()))
}

fn any_state() -> impl Strategy<Value = Jurisdiction> {
    proptest::sample::select(Jurisdiction::states().collect::<Vec<_>>())
}

fn any_finding() -> impl Strategy<Value = Finding> {
    proptest::sample::select(vec![
        Finding::Presumed,
        Finding::NotLow,
        Finding::LowProbability,
    ])
}

fn any_hold(from: Date) -> impl Strategy<Value = Option<Hold>> {
    let day = move |days: i32| from.saturating_add(days.days());
    proptest::option::of(prop_oneof![
        (0..200_i32).prop_map(move |days| Hold::Written { until: day(days) }),
        (0..60_i32).prop_map(move |days| Hold::Oral { stated: day(days) }),
    ])
}

prop_compose! {
    fn any_incident()(discovered in any_day())(
        discovered in Just(discovered),
        practice_state in any_state(),
        practice_type in proptest::sample::select(vec!["dermatology", "hospital"]),
        determined in proptest::option::of(0..40_i32),
        affected in proptest::collection::btree_map(any_state(), prop_oneof![1..3_u32, 240..260_u32, 490..1100_u32], 1..4),
        secured in proptest::bool::weighted(0.1),
        ba in proptest::option::of((0..40_i32, any::<bool>())),
        finding in any_finding(),
        hold in any_hold(discovered),
    ) -> Incident {
        Incident {
            practice_state,
            practice_type: practice_type.into(),
            discovered,
            determined: determined.map(|days| discovered.saturating_add(days.days())),
            affected,
            secured,
            business_associate: ba.map(|(days, is_agent)| BusinessAssociate {
                discovered: discovered.saturating_sub(days.days()),
                told_practice: Some(discovered),
                is_agent,
            }),
            finding,
            hold,
            individuals_told: None,
            hhs_told: None,
        }
    }
}

/// The clocks by entry.
fn by_id(incident: &Incident) -> BTreeMap<String, Clock> {
    clocks(incident)
        .clocks
        .into_iter()
        .map(|clock| (clock.id.clone(), clock))
        .collect()
}

/// Whose notices to whom run, with the earliest date of each.
fn duties(incident: &Incident) -> BTreeMap<(Jurisdiction, Recipient), Option<Date>> {
    let mut duties = BTreeMap::new();
    for clock in clocks(incident).clocks.into_iter().filter(Clock::runs) {
        duties
            .entry((clock.jurisdiction, clock.recipient))
            .or_insert(clock.due);
    }
    duties
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_date_is_before_its_start(incident in any_incident()) {
        let clocks = clocks(&incident);
        prop_assert!(clocks.clock_start <= incident.discovered);
        for clock in &clocks.clocks {
            prop_assert!(clock.due.is_none_or(|due| due > clock.anchored_on.unwrap()), "{}", clock.id);
            if clock.recipient != Recipient::BaToPractice {
                prop_assert!(clock.due.is_none_or(|due| due > clocks.clock_start), "{}", clock.id);
            }
        }
        prop_assert!(clocks.earliest.is_none_or(|due| clocks.clocks.iter().any(|clock| clock.due == Some(due))));
    }

    #[test]
    fn more_people_never_mean_fewer_duties_or_later_dates(incident in any_incident(), whose in any_state(), more in 1..2000_u32) {
        let mut larger = incident.clone();
        *larger.affected.entry(whose).or_default() += more;
        let after = duties(&larger);
        for (duty, due) in duties(&incident) {
            let due_after = after.get(&duty).copied();
            prop_assert!(due_after.is_some(), "{duty:?} is gone");
            prop_assert!(due.is_none_or(|due| due_after.flatten().is_some_and(|after| after <= due)), "{duty:?} is later");
        }
    }

    #[test]
    fn not_having_counted_never_means_fewer_duties_or_later_dates(incident in any_incident(), count in 1..2000_u32) {
        let affected = BTreeMap::from([(incident.practice_state, count)]);
        let counted = Incident { affected, ..incident.clone() };
        let before = duties(&Incident { affected: BTreeMap::new(), ..incident });
        for (duty, due) in duties(&counted) {
            let due_before = before.get(&duty).copied();
            prop_assert!(due_before.is_some(), "{duty:?} is missing");
            prop_assert!(due.is_none_or(|due| due_before.flatten().is_some_and(|before| before <= due)), "{duty:?} is later");
        }
    }

    #[test]
    fn a_later_discovery_never_makes_a_date_earlier(incident in any_incident(), days in 0..500_i32) {
        let later = |day: Date| day.saturating_add(days.days());
        let mut second = incident.clone();
        second.discovered = later(second.discovered);
        second.determined = second.determined.map(later);
        second.business_associate = second.business_associate.map(|ba| BusinessAssociate {
            discovered: later(ba.discovered),
            told_practice: ba.told_practice.map(later),
            ..ba
        });
        let after = by_id(&second);
        for (id, clock) in by_id(&incident) {
            // What is discovered before 2026 is under another version of some laws.
            if let (Some(before), Some(after)) = (clock.due, after.get(&id)) {
                prop_assert!(after.due.is_some_and(|after| after >= before), "{id}");
            }
        }
    }

    #[test]
    fn a_hold_never_makes_a_date_earlier_nor_adds_a_duty(incident in any_incident()) {
        let free = by_id(&Incident { hold: None, ..incident.clone() });
        let held = by_id(&incident);
        prop_assert_eq!(held.len(), free.len());
        for (id, clock) in held {
            prop_assert!(clock.due >= free[&id].due, "{id}");
            prop_assert_eq!(clock.due_without_hold, free[&id].due, "{}", id);
            prop_assert_eq!(clock.standing, free[&id].standing);
        }
    }

    #[test]
    fn every_state_with_people_is_spoken_of(incident in any_incident()) {
        let clocks = clocks(&incident);
        for whose in incident.affected.keys() {
            let of_state = clocks.clocks.iter().filter(|clock| clock.jurisdiction == *whose);
            prop_assert!(of_state.clone().any(|clock| clock.recipient == Recipient::Individuals));
            prop_assert!(incident.secured || of_state.clone().any(Clock::runs));
        }
        prop_assert!(!clocks.notice_required || clocks.earliest.is_some());
    }

    #[test]
    fn a_shift_of_zone_moves_the_moment_by_less_than_a_day_and_never_the_date(first in any_incident(), whose in any_state()) {
        let second = Incident { practice_type: "dermatology".into(), practice_state: whose, ..first.clone() };
        let first = by_id(&Incident { practice_type: "dermatology".into(), ..first });
        for (id, there) in by_id(&second) {
            let Some((here, due)) = first.get(&id).zip(there.due) else { continue };
            let late_from = there.late_from.unwrap();
            prop_assert_eq!(here.due, Some(due), "{}", id);
            prop_assert!(here.late_from.unwrap().duration_since(late_from).as_hours().abs() < 24);
            prop_assert_eq!(LAW.day(whose, late_from.checked_sub(1.second()).unwrap()), due);
            prop_assert_eq!(LAW.day(whose, late_from), due.tomorrow().unwrap());
        }
    }

    #[test]
    fn the_same_incident_always_has_the_same_clocks(incident in any_incident()) {
        prop_assert_eq!(clocks(&incident), clocks(&incident.clone()));
    }

    #[test]
    fn the_earliest_clock_stands_first(incident in any_incident()) {
        let clocks = clocks(&incident);
        let running: Vec<_> = clocks.clocks.iter().filter(|clock| clock.runs()).collect();
        let dates = running.iter().filter_map(|clock| clock.due);
        prop_assert!(dates.is_sorted());
        let own = running.iter().filter(|clock| clock.recipient != Recipient::BaToPractice);
        prop_assert_eq!(clocks.earliest, own.filter_map(|clock| clock.due).next());
        prop_assert!(clocks.clocks.is_sorted_by_key(|clock| !clock.runs()));
    }

    #[test]
    fn a_weekend_never_moves_a_federal_date(incident in any_incident()) {
        let free = Incident { hold: None, ..incident };
        for clock in clocks(&free).clocks.iter().filter(|clock| clock.jurisdiction.code() == "US") {
            let Some((start, due)) = clock.anchored_on.zip(clock.due) else { continue };
            let from = match clock.anchor {
                Anchor::EndOfYear => date(start.year(), 12, 31),
                _ => start,
            };
            prop_assert_eq!(due, from.saturating_add(60.days()), "{}", clock.id);
        }
    }

    #[test]
    fn a_record_is_kept_for_six_years_and_no_day_less(incident in any_incident()) {
        let last = incident.determined.unwrap_or(incident.discovered);
        let kept = clocks(&incident).keep_record_until;
        prop_assert!(kept.year() == last.year() + 6 && (kept.month(), kept.day()) >= (last.month(), last.day()), "{last} {kept}");
    }
}
