//! The steps: their order, their fields, and what must be in them.

use std::borrow::Cow;

use anteroom_audit::Word;
use anteroom_office::opening::Draft;
use anteroom_office::{Id, Note, Profile, Record as _, Size};
use anteroom_policy::Role;
use anteroom_policy::deadline::Jurisdiction;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::service::Card;

/// What somebody can be at the beginning.
pub(super) const BEGINNERS: [(&str, &str, &[Role]); 4] = [
    (
        "both",
        "Practice manager and compliance officer",
        &[Role::Manager, Role::ComplianceOfficer],
    ),
    (
        "compliance",
        "Compliance officer",
        &[Role::ComplianceOfficer],
    ),
    ("manager", "Practice manager", &[Role::Manager]),
    (
        "it",
        "IT partner, who also keeps compliance until somebody else does",
        &[Role::ItPartner, Role::ComplianceOfficer],
    ),
];

/// A step of setting up. The sixth, the first answer, comes after signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Practice,
    You,
    Service,
    Agreement,
    Rules,
}

/// What is wrong with a field.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wrong {
    pub(super) field: Cow<'static, str>,
    pub(super) says: String,
}

impl Wrong {
    pub(super) fn new(field: &'static str, says: &str) -> Wrong {
        Wrong {
            field: field.into(),
            says: says.to_owned(),
        }
    }
}

impl Step {
    pub(super) const ALL: [Step; 5] = [
        Step::Practice,
        Step::You,
        Step::Service,
        Step::Agreement,
        Step::Rules,
    ];

    pub(super) fn named(name: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.name() == name)
    }

    /// As it stands in the address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Step::Practice => "practice",
            Step::You => "you",
            Step::Service => "service",
            Step::Agreement => "agreement",
            Step::Rules => "rules",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Step::Practice => "Your practice",
            Step::You => "You",
            Step::Service => "Where the AI runs",
            Step::Agreement => "The agreement (BAA)",
            Step::Rules => "The 60-second rules",
        }
    }

    /// Its number, from 1.
    pub(super) fn number(self) -> usize {
        let before = Step::ALL.iter().take_while(|step| **step != self);
        before.count() + 1
    }

    pub(super) fn before(self) -> Option<Step> {
        Step::ALL.get(self.number().checked_sub(2)?).copied()
    }

    pub(super) fn after(self) -> Option<Step> {
        Step::ALL.get(self.number()).copied()
    }

    pub(super) fn address(self, code: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("code", code);
        format!("/setup/{}?{}", self.name(), query.finish())
    }

    /// The fields that are kept as they are typed. Passphrase and key are not among them.
    pub(super) fn fields(self) -> &'static [&'static str] {
        match self {
            Step::Practice => &["practice", "state", "size", "phone"],
            Step::You => &["name", "id", "role"],
            Step::Service => &["card", "url", "model"],
            Step::Agreement => &["status", "party", "asked", "since", "until", "reason"],
            Step::Rules => &[],
        }
    }

    /// What is wrong with what was typed. `asks_practice`: whether the practice is to be set up here.
    pub(super) fn wrong(self, draft: &Draft, asks_practice: bool, today: Date) -> Vec<Wrong> {
        match self {
            Step::Practice => of_practice(draft, asks_practice),
            Step::You => of_you(draft),
            Step::Service => of_service(draft),
            Step::Agreement => of_agreement(draft, today),
            Step::Rules => of_rules(draft),
        }
    }
}

/// Collects the sentences of the conditions that do not hold.
fn unless<const N: usize>(conditions: [(&'static str, bool, &str); N]) -> Vec<Wrong> {
    let broken = conditions.into_iter().filter(|(_, holds, _)| !holds);
    broken
        .map(|(field, _, says)| Wrong::new(field, says))
        .collect()
}

fn of_practice(draft: &Draft, asks_practice: bool) -> Vec<Wrong> {
    let state = draft.get("state");
    let is_known = Jurisdiction::states().any(|one| one.code() == state);
    let is_named = word(draft.get("practice")).is_some();
    unless([
        (
            "practice",
            is_named || !asks_practice,
            "Write the name of your practice.",
        ),
        (
            "state",
            is_known || !asks_practice,
            "Choose the state you work in.",
        ),
        (
            "phone",
            profile(draft).is_some(),
            "Write the phone number with its area code, such as 614-555-0100, or leave it out.",
        ),
    ])
}

fn of_you(draft: &Draft) -> Vec<Wrong> {
    unless([
        (
            "name",
            word(draft.get("name")).is_some(),
            "Write your name.",
        ),
        (
            "id",
            draft.get("id").to_lowercase().parse::<Id>().is_ok(),
            "Write the short name in small letters, digits and hyphens only, such as maya.",
        ),
        (
            "passphrase",
            draft.passphrase.is_some(),
            "Write a passphrase of at least 15 characters.",
        ),
        ("role", roles(draft).is_some(), "Choose what you are."),
    ])
}

fn of_service(draft: &Draft) -> Vec<Wrong> {
    let card = Card::of(draft);
    let wants_url = card.is_some_and(|card| card.wants_address());
    let wants_key = card.is_some_and(|card| card.wants_key());
    unless([
        ("card", card.is_some(), "Choose where the AI runs."),
        (
            "url",
            !wants_url || word(draft.get("url")).is_some(),
            "Write the address of the service.",
        ),
        (
            "key",
            !wants_key || !draft.get("key").is_empty(),
            "Paste the key that the service gave you.",
        ),
    ])
}

fn of_agreement(draft: &Draft, today: Date) -> Vec<Wrong> {
    let status = status(draft);
    let is_signed = status == "signed";
    let (since, until) = (day(draft, "since"), day(draft, "until"));
    let is_dated = match (since, until) {
        (Some(since), Some(until)) => since <= until,
        _ => false,
    };
    let own = Card::of(draft).is_some_and(|card| card.is_own());
    let is_over = is_dated && until.is_some_and(|last| last < today);
    let asked = day(draft, "asked");
    let is_asked_on = match status {
        "asked" => draft.get("asked").is_empty() || asked.is_some_and(|asked| asked <= today),
        _ => true,
    };
    unless([
        (
            "status",
            ["none", "asked", "signed", "na"].contains(&status),
            "Choose how far it has come.",
        ),
        (
            "party",
            !["asked", "signed"].contains(&status) || word(draft.get("party")).is_some(),
            "Write with whom the agreement is.",
        ),
        (
            "since",
            !is_signed || since.is_some(),
            "Write its first day.",
        ),
        (
            "until",
            !is_signed || is_dated,
            "Write its last day, which is not before its first.",
        ),
        (
            "until",
            !is_signed || !is_over,
            "Its last day is over. Write the last day of the one that holds now, or choose how far a new one has come.",
        ),
        (
            "asked",
            is_asked_on,
            "Write the day on which you asked for it. It cannot be in the future.",
        ),
        (
            "status",
            is_signed || draft.paper.is_none(),
            "You put a file in. Choose Signed, or leave the file out.",
        ),
        (
            "status",
            status != "na" || own,
            "An agreement is only not needed where the AI runs on your own machines.",
        ),
        (
            "reason",
            status != "na" || draft.get("reason").parse::<Note>().is_ok(),
            "Write why no agreement is needed.",
        ),
    ])
}

fn of_rules(draft: &Draft) -> Vec<Wrong> {
    let all = super::grade(draft).is_some();
    unless([("questions", all, "Answer all three questions.")])
}

/// How far the agreement has come; not yet where nobody said.
pub(super) fn status(draft: &Draft) -> &str {
    match draft.get("status") {
        "" => "none",
        said => said,
    }
}

pub(super) fn day(draft: &Draft, name: &str) -> Option<Date> {
    draft.get(name).parse().ok()
}

/// Size and phone, where they can be taken.
pub(super) fn profile(draft: &Draft) -> Option<Profile> {
    let size = match draft.get("size") {
        "" => None,
        code => Some(Size::named(code)?),
    };
    let phone = match draft.get("phone") {
        "" => None,
        text => Some(word(text)?),
    };
    let profile = Profile {
        size,
        phone,
        ..Profile::default()
    };
    // Nothing in a profile depends on the day.
    profile.check(Date::MIN).ok().map(|()| profile)
}

pub(super) fn roles(draft: &Draft) -> Option<&'static [Role]> {
    let code = match draft.get("role") {
        "" => "both",
        code => code,
    };
    let mut known = BEGINNERS.iter().filter(|(known, ..)| *known == code);
    known.next().map(|(_, _, roles)| *roles)
}

pub(super) fn word(text: &str) -> Option<Word> {
    Word::new(text.trim())
        .ok()
        .filter(|word| !word.as_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 24);

    fn draft(values: &[(&str, &str)]) -> Draft {
        let mut draft = Draft::default();
        for (name, value) in values {
            draft.set(name, value);
        }
        draft
    }

    #[test]
    fn steps_follow_each_other_both_ways() {
        for (at, step) in Step::ALL.into_iter().enumerate() {
            assert_eq!(step.number(), at + 1);
            assert_eq!(Step::named(step.name()), Some(step));
            assert_eq!(
                step.after().and_then(Step::before),
                step.after().map(|_| step)
            );
        }
        assert_eq!((Step::Practice.before(), Step::Rules.after()), (None, None));
        assert_eq!(Step::You.address("A&B"), "/setup/you?code=A%26B");
    }

    #[test]
    fn an_agreement_is_not_yet_there_or_says_what_it_must() {
        let own = ("card", "own");
        let party = ("party", "Mistral AI");
        let asked_on = |day| vec![("status", "asked"), party, ("asked", day)];
        let until = |day| {
            let first = ("since", "2025-01-01");
            vec![("status", "signed"), party, first, ("until", day)]
        };
        for (values, wrong) in [
            (vec![], vec![]),
            (vec![("status", "none")], vec![]),
            (vec![("status", "yes")], vec!["status"]),
            (vec![("status", "asked")], vec!["party"]),
            (vec![("status", "asked"), ("party", "Mistral AI")], vec![]),
            (vec![("status", "signed")], vec!["party", "since", "until"]),
            (
                vec![
                    ("status", "signed"),
                    ("party", "Mistral AI"),
                    ("since", "2027-01-01"),
                    ("until", "2026-12-31"),
                ],
                vec!["until"],
            ),
            (
                vec![
                    ("status", "signed"),
                    ("party", "Mistral AI"),
                    ("since", "2027-01-01"),
                    ("until", "2027-12-31"),
                ],
                vec![],
            ),
            (until("2026-11-24"), vec![]),
            (until("2026-11-23"), vec!["until"]),
            (asked_on("2026-11-24"), vec![]),
            (asked_on("2026-11-25"), vec!["asked"]),
            (asked_on("soon"), vec!["asked"]),
            (vec![("status", "na")], vec!["status", "reason"]),
            (vec![("status", "na"), own], vec!["reason"]),
            (
                vec![("status", "na"), own, ("reason", "Our machines.")],
                vec![],
            ),
        ] {
            let found = Step::Agreement.wrong(&draft(&values), true, TODAY);
            let found: Vec<&str> = found.iter().map(|wrong| &*wrong.field).collect();
            assert_eq!(found, wrong, "{values:?}");
        }
    }

    #[test]
    fn a_service_needs_its_address_and_key_and_practice_mode_nothing() {
        for (values, wrong) in [
            (vec![], vec![]),
            (vec![("card", "practice")], vec![]),
            (vec![("card", "mistral")], vec!["key"]),
            (vec![("card", "mistral"), ("key", "k")], vec![]),
            (vec![("card", "cloud")], vec!["url", "key"]),
            (vec![("card", "own")], vec!["url"]),
            (vec![("card", "moon")], vec!["card"]),
        ] {
            let found = Step::Service.wrong(&draft(&values), true, TODAY);
            let found: Vec<&str> = found.iter().map(|wrong| &*wrong.field).collect();
            assert_eq!(found, wrong, "{values:?}");
        }
    }
}
