use std::collections::BTreeSet;

use anteroom_audit::Micros;
use anteroom_policy::{Obligation, Role};
use anteroom_store::HeldEnd;

use super::*;
use crate::account::Sealed;

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn account(name: &str, roles: &[Role], disabled: bool) -> Kept<Account> {
    Kept {
        id: id(name),
        revision: 1,
        at: Micros(0),
        by: Word::lossy("tester"),
        record: Account {
            name: Word::lossy(name),
            roles: roles.iter().copied().collect::<BTreeSet<_>>(),
            passphrase: Sealed::of_nobody(),
            disabled,
            temporary: false,
        },
    }
}

/// An answer that `asker` asked for and that a clinician must review.
fn held(asker: Option<&str>, why: Reason, end: Option<(&str, &str)>) -> Held {
    let word = Word::lossy;
    let line = HeldLine {
        id: "00000000-0000-7000-8000-000000000001".parse().unwrap(),
        asked_by: word("key-1"),
        asker: word("somebody"),
        person: asker.map(word),
        run: None,
        use_case: word("patient_education"),
        reviewer: word("clinician"),
        why: vec![word(why.code())],
        held_at: Micros(0),
        end: end.map(|(end, person)| HeldEnd {
            word: word(end),
            at: Micros(1),
            person: word(person),
            own: false,
        }),
    };
    Held::read(line).unwrap()
}

#[test]
fn who_may_do_what_follows_from_role_asker_and_end() {
    use Standing::{Decides, Reads, Stranger, Waits};
    let all = [
        account("maya", &[Role::FrontDesk], false),
        account("cora", &[Role::LicensedClinician], false),
        account("theo", &[Role::Therapist], false),
        account("gone", &[Role::LicensedClinician], true),
        account("dana", &[Role::Manager, Role::ComplianceOfficer], false),
        account("ines", &[Role::ItPartner, Role::Auditor], false),
    ];
    let released = Some(("released", "cora"));
    for (asker, end, person, expected) in [
        (Some("maya"), None, "cora", Decides { own: false }),
        (Some("maya"), None, "theo", Decides { own: false }),
        (Some("maya"), None, "maya", Waits),
        (Some("maya"), None, "gone", Stranger),
        (Some("maya"), None, "dana", Stranger),
        (Some("maya"), None, "ines", Stranger),
        (Some("maya"), None, "nobody", Stranger),
        (Some("cora"), None, "cora", Waits),
        (Some("cora"), None, "theo", Decides { own: false }),
        (None, None, "cora", Decides { own: false }),
        (Some("maya"), released, "maya", Reads),
        (Some("maya"), released, "cora", Reads),
        (Some("maya"), released, "theo", Stranger),
        (Some("maya"), Some(("returned", "cora")), "maya", Stranger),
        (Some("maya"), Some(("refused", "cora")), "maya", Stranger),
    ] {
        let held = held(asker, Reason::Task, end);
        let standing = held.standing(&id(person), &all);
        assert_eq!(standing, expected, "{asker:?} {end:?} {person}");
    }
}

#[test]
fn what_was_sent_back_is_its_owners_unless_a_rule_holds_it() {
    let rule = Reason::Rule(Obligation::IndependentProviderReview);
    for (why, end, expected) in [
        (Reason::Asked, "returned", true),
        (Reason::Task, "returned", true),
        (rule, "returned", false),
        (Reason::Task, "refused", false),
        (Reason::Task, "released", false),
    ] {
        let held = held(Some("maya"), why, Some((end, "cora")));
        assert_eq!(held.is_given_back(), expected, "{why:?} {end}");
    }
    let waits = held(Some("maya"), Reason::Task, None);
    assert!(!waits.is_given_back() && !waits.is_read());
    let mut again = waits;
    again.line.id = again.line.id.next();
    assert!(again.is_read(), "they sent it themselves");
}

#[test]
fn the_only_one_decides_on_their_own_where_the_law_takes_that() {
    let one = [account("cora", &[Role::LicensedClinician], false)];
    let two = [
        account("cora", &[Role::LicensedClinician], false),
        account("theo", &[Role::Therapist], false),
    ];
    let provider = Reason::Rule(Obligation::IndependentProviderReview);
    let translator = Reason::Rule(Obligation::QualifiedTranslatorReview);
    for (why, accounts, expected) in [
        (provider, &one[..], Standing::Decides { own: true }),
        (provider, &two[..], Standing::Waits),
        (translator, &one[..], Standing::Waits),
    ] {
        let held = held(Some("cora"), why, None);
        assert_eq!(held.standing(&id("cora"), accounts), expected, "{why:?}");
    }
}
