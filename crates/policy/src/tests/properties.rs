//! What must hold for all facts, whatever they are.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::base::{any_approval, any_errands, any_facts, approved, evidenced, noon};
use crate::{
    ApprovedFor, BaaStatus, Errand, Export, Facts, Lane, Obligation, Outcome, Phi, Region,
    Reviewed, Rules, Standing, Training, TrainingUse, Verdict,
};

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
    ("the recipient is on the map", |facts| {
        facts.connection.recipient_known = true
    }),
    ("nobody lowered the level", |facts| {
        facts.practice.lowered_to = None
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

/// One item of evidence more, or one reason to hold back less, where the practice keeps evidence.
type Item = (&'static str, fn(&mut Errand));

const ITEMS: &[Item] = &[
    ("the agreement is whole", |it| {
        it.evidence.baa.elements_missing.clear()
    }),
    ("it covers the region", |it| {
        it.evidence.baa.covers_region = true
    }),
    ("it has no end", |it| it.evidence.baa.ends = None),
    ("training is excluded", |it| {
        it.evidence.terms.training_use = TrainingUse::None
    }),
    ("the terms were checked", |it| {
        it.evidence.terms.verified = true;
        it.evidence.terms.verified_on = Some(Date::constant(2026, 11, 20));
    }),
    ("the map is approved", |it| {
        it.evidence.data_flow_map = Standing::Approved
    }),
    ("access is approved", |it| {
        it.evidence.access_policy = Standing::Approved
    }),
    ("the tool is in the risk analysis", |it| {
        it.evidence.risk_analysis.includes_ai_tool = true
    }),
    ("the risk abroad is weighed", |it| {
        it.evidence.risk_analysis.addresses_offshore = true
    }),
    ("the notice is on file", |it| {
        it.evidence.patient_notice_on_file = true
    }),
    ("the AI notices are set up", |it| {
        it.evidence.disclaimer_templates = true
    }),
    ("the review is done", |it| {
        it.evidence.compliance_reviewed = true
    }),
    ("there is a contract", |it| {
        it.place.enterprise_agreement = true
    }),
    ("the path is approved", |it| it.place.approved_paths = None),
    ("it runs in the country", |it| it.place.region = Region::Us),
    ("the person is trained", |it| {
        it.user.training = Training::Current
    }),
    ("the login is one person's", |it| {
        it.user.unique_login = true
    }),
    ("the role may", |it| {
        it.user.lanes = Lane::ALL.iter().copied().collect()
    }),
    ("a clinician reviewed it", |it| {
        it.output.review = Reviewed::Done
    }),
    ("every word is known", |it| it.circumstances.unclear = false),
    ("the AI goes by a plain name", |it| {
        it.circumstances.licensed_title = false
    }),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn more_evidence_never_makes_an_errand_stricter(facts in any_errands()) {
        let before = verdict(&facts);
        for (what, improve) in ITEMS {
            let mut better = facts.clone();
            improve(better.errand.as_mut().unwrap());
            prop_assert!(verdict(&better) <= before, "stricter once {what}");
        }
    }

    #[test]
    fn patient_text_reaches_a_third_party_under_an_agreement_only(facts in any_errands()) {
        let errand = facts.errand.as_ref().unwrap();
        let third_party = facts.connection.deployment.third_party();
        let open = matches!(verdict(&facts), Verdict::Allow | Verdict::AllowDeidentified);
        if open && third_party && facts.content.worst_phi() != Phi::None {
            let baa = &errand.evidence.baa;
            prop_assert!(matches!(baa.status, BaaStatus::Active | BaaStatus::Expiring));
            prop_assert!(baa.covers_endpoint && baa.covers_party && baa.covers_region);
            prop_assert!(baa.elements_missing.is_empty());
            prop_assert_eq!(errand.evidence.terms.training_use, TrainingUse::None);
            prop_assert_eq!(errand.user.training, Training::Current);
            prop_assert!(errand.user.unique_login);
        }
    }

    #[test]
    fn identified_text_leaves_as_written_with_every_item_only(facts in any_errands()) {
        let decision = RULES.decide(&facts, noon());
        let evidence = &facts.errand.as_ref().unwrap().evidence;
        if facts.content.worst_phi() == Phi::Identified && decision.verdict() == Verdict::Allow {
            prop_assert_eq!(evidence.data_flow_map, Standing::Approved);
            prop_assert_eq!(evidence.access_policy, Standing::Approved);
            prop_assert!(evidence.risk_analysis.includes_ai_tool);
            prop_assert!(evidence.incident_plan_covers_ai && evidence.compliance_reviewed);
            prop_assert!(decision.codes().contains(&"lane_baa_safeguards"));
        }
    }

    #[test]
    fn every_decision_on_an_errand_has_its_reasons_and_is_logged(facts in any_errands()) {
        let decision = RULES.decide(&facts, noon());
        prop_assert!(!decision.reasons.is_empty());
        prop_assert!(decision.reasons.iter().all(|reason| !reason.cite.is_empty()));
        prop_assert!(decision.obligations.contains(&Obligation::LogDecision));
        for never in ["policy_error", "no_rule_allows", "co_sb24205", "ny_hipa"] {
            prop_assert!(!decision.codes().contains(&never), "{never} {facts:?}");
        }
    }

    #[test]
    fn errands_survive_storage(facts in any_errands()) {
        let stored = serde_json::to_string(&facts).unwrap();
        prop_assert_eq!(serde_json::from_str::<Facts>(&stored).unwrap(), facts);
    }

    /// No wait for a login or a new day elsewhere: the second after an item's last day, the decision is another.
    #[test]
    fn an_item_of_evidence_ends_on_its_second(day in -700..700_i32, state in proptest::sample::select(vec!["OH", "CA", "HI", "GU", "PR"]), which in 0..ENDING.len()) {
        let (code, until, after) = ENDING[which];
        let mut facts = evidenced();
        facts.practice.state = state.into();
        let last = Date::constant(2026, 11, 23).checked_add(day.days()).unwrap();
        let errand = facts.errand.as_mut().unwrap();
        errand.evidence.baa.ends = None;
        errand.evidence.terms.verified_on = Some(last);
        until(errand, last);
        let end = RULES.zones.end_of_day(state, last);
        let second_before = RULES.decide(&facts, end.checked_sub(1.millisecond()).unwrap());
        let second_after = RULES.decide(&facts, end);
        prop_assert!(!second_before.codes().contains(&code));
        prop_assert_eq!(second_before.verdict(), Verdict::Allow);
        prop_assert_eq!(second_after.verdict(), after);
        prop_assert!(second_after.codes().contains(&code));
    }

    /// Whatever the detector found is put to the rules as patient information: `proofs/` speaks of that class only.
    #[test]
    fn whatever_was_found_is_asked_about_as_patient_information(facts in prop_oneof![any_facts(), any_errands()]) {
        let (_, phi) = facts.content.class();
        prop_assert!(!facts.content.has_finds() || !matches!(phi, Phi::None | Phi::Deidentified));
    }
}

/// An item of evidence that ends: its code, how its last day is set, and what is left afterwards.
type Ending = (&'static str, fn(&mut Errand, Date), Verdict);

const ENDING: &[Ending] = &[
    (
        "baa_expired",
        |it, last| it.evidence.baa.ends = Some(last),
        Verdict::Block,
    ),
    (
        "retention_terms_unverified",
        |it, last| it.evidence.terms.verified_on = Some(last.saturating_sub(180.days())),
        Verdict::AllowDeidentified,
    ),
];
