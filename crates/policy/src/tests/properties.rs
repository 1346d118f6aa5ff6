//! What must hold for all facts, whatever they are.

use std::sync::LazyLock;

use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::base::{any_approval, any_facts, approved, noon};
use crate::{ApprovedFor, Export, Facts, Outcome, Phi, Rules, TrainingUse, Verdict};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::shipped().unwrap());

/// One piece of evidence more, or one reason to hold back less.
type Better = (&'static str, fn(&mut Facts));

const BETTER: &[Better] = &[
    ("the caller is active", |facts| facts.caller.active = true),
    ("the connection is open", |facts| {
        facts.connection.paused = false
    }),
    ("the incident is closed", |facts| {
        facts.practice.incident_hold = false
    }),
    ("somebody approved", |facts| {
        with_approval(facts, |approval| {
            approval.approved_by = Some("J. Abara".into())
        })
    }),
    ("approved for de-identified text", |facts| {
        with_approval(facts, |approval| {
            approval.approved_for = ApprovedFor::Deidentified
        });
    }),
    ("the approval stands", |facts| {
        with_approval(facts, |approval| approval.revoked = false)
    }),
    ("training is excluded", |facts| {
        with_approval(facts, |approval| approval.training_use = TrainingUse::None)
    }),
    ("the agreement runs longer", |facts| {
        with_approval(facts, |approval| {
            approval.agreement_until = approval.agreement_until.saturating_add(3.days());
        });
    }),
];

fn with_approval(facts: &mut Facts, change: impl FnOnce(&mut crate::Approval)) {
    if let Some(approval) = &mut facts.connection.approval {
        change(approval);
    }
}

fn verdict(facts: &Facts) -> Verdict {
    RULES.decide(facts, noon()).verdict()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn better_evidence_never_makes_it_stricter(facts in any_facts(), approval in any_approval()) {
        let before = verdict(&facts);
        for (what, improve) in BETTER {
            let mut better = facts.clone();
            improve(&mut better);
            prop_assert!(verdict(&better) <= before, "stricter once {what}");
        }
        if facts.connection.approval.is_none() {
            let mut better = facts.clone();
            better.connection.approval = Some(approval);
            prop_assert!(verdict(&better) <= before, "stricter with an approval on file");
        }
    }

    #[test]
    fn more_finds_never_make_it_looser(facts in any_facts(), kind in "[a-z]{1,8}") {
        let mut more = facts.clone();
        more.content.identifiers.insert(kind, 1);
        prop_assert!(verdict(&more) >= verdict(&facts));
        more.content.hard += 1;
        prop_assert!(verdict(&more) >= verdict(&facts));
    }

    #[test]
    fn patient_text_never_leaves_as_written(facts in any_facts()) {
        let decision = RULES.decide(&facts, noon());
        if facts.content.phi != Phi::None || facts.content.worst_phi() != Phi::None {
            prop_assert!(!matches!(decision.outcome, Outcome::Allow(_)));
        }
    }

    #[test]
    fn an_export_never_gets_a_permit(facts in any_facts()) {
        let decision = RULES.decide(&facts, noon());
        if facts.content.export != Export::None || facts.content.phi == Phi::Bulk {
            prop_assert_eq!(decision.verdict(), Verdict::Block);
            prop_assert!(decision.codes().contains(&"bulk_export"));
        }
    }

    #[test]
    fn patient_text_never_leaves_without_evidence(facts in any_facts()) {
        let permitted = matches!(verdict(&facts), Verdict::Allow | Verdict::AllowDeidentified);
        if facts.content.worst_phi() != Phi::None && permitted {
            let approval = facts.connection.approval.as_ref().unwrap();
            prop_assert!(!approval.revoked);
            prop_assert!(approval.approved_by.as_ref().is_some_and(|name| !name.trim().is_empty()));
            prop_assert_eq!(approval.training_use, TrainingUse::None);
            prop_assert_eq!(approval.approved_for, ApprovedFor::Deidentified);
        }
    }

    #[test]
    fn every_decision_has_reasons_with_their_law(facts in any_facts()) {
        let decision = RULES.decide(&facts, noon());
        prop_assert!(!decision.reasons.is_empty());
        prop_assert!(decision.reasons.iter().all(|reason| !reason.cite.is_empty()));
        prop_assert!(!decision.codes().contains(&"policy_error"));
        prop_assert!(!decision.codes().contains(&"no_rule_allows"), "no rule explains {facts:?}");
    }

    #[test]
    fn the_explanation_is_of_the_same_decision(facts in any_facts()) {
        let decision = RULES.decide(&facts, noon());
        let explained = RULES.explain(&facts, noon());
        prop_assert_eq!(RULES.decide(&facts, noon()), RULES.decide(&facts, noon()));
        prop_assert_eq!(explained.verdict, decision.verdict());
        let fired: Vec<_> = explained.steps.iter().flat_map(|step| step.forbids.iter().chain(&step.permits)).collect();
        prop_assert!(decision.reasons.iter().all(|reason| fired.contains(&reason)));
    }

    #[test]
    fn an_agreement_ends_on_its_second(day in -700..700_i32, state in proptest::sample::select(vec!["OH", "CA", "HI", "GU", "PR"])) {
        let mut facts = approved();
        facts.content.phi = Phi::Identified;
        facts.practice.state = state.into();
        let until = jiff::civil::Date::constant(2026, 11, 23).checked_add(day.days()).unwrap();
        with_approval(&mut facts, |approval| approval.agreement_until = until);
        let end: Timestamp = RULES.zones.end_of_day(state, until);
        let before = RULES.decide(&facts, end.checked_sub(1.millisecond()).unwrap());
        let after = RULES.decide(&facts, end);
        prop_assert_eq!(before.verdict(), Verdict::AllowDeidentified);
        prop_assert_eq!(after.verdict(), Verdict::Block);
        prop_assert_eq!(after.codes().first().copied(), Some("baa_expired"));
    }
}
