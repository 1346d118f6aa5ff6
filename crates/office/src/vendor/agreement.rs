//! A business associate agreement (BAA), and where it stands today.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_policy::deadline::{Evidence, Freshness};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::element::{Answer, Element, Elements};
use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// An agreement, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// With whom.
    pub party: Id,
    /// What it covers.
    pub scope: Scope,
    /// Day on which the practice asked for it.
    pub requested_on: Option<Date>,
    /// Day on which the practice had its text.
    pub received_on: Option<Date>,
    /// Whether both sides signed.
    pub signed_by_both: bool,
    /// Who signed for the practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_by: Option<Word>,
    /// Its first day.
    pub effective: Option<Date>,
    /// Its last day; none when it names none.
    pub until: Option<Date>,
    /// Day from which it was ended early.
    pub terminated_on: Option<Date>,
    /// What the reader found, by the element's id.
    pub elements: BTreeMap<String, Answer>,
    /// Where in the paper the reader found it, by the element's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, Note>,
    /// Who read it.
    pub reviewer: Option<Word>,
    /// When.
    pub reviewed_on: Option<Date>,
    /// The paper itself.
    pub document: Option<Document>,
    /// What else there is to say.
    pub note: Option<Note>,
}

/// What an agreement covers. What is not named is not covered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Products or plans; none named means that every product at the endpoints is covered.
    pub products: Vec<Word>,
    /// Hosts, or hosts with the beginning of a path, such as `api.us.mistral.ai/v1/chat`.
    pub endpoints: Vec<Word>,
    /// Regions, such as `us`.
    pub regions: Vec<Word>,
}

/// What of a service an agreement does not cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// The product is another one.
    pub product: bool,
    /// The endpoint is another one.
    pub endpoint: bool,
    /// The region is another one.
    pub region: bool,
}

/// Where an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is none.
    None,
    /// It was ended early.
    Terminated,
    /// Its last day is over.
    Expired,
    /// The practice asked for it.
    Requested,
    /// The practice has its text; it is not signed, not read to its end, or has not begun.
    Received,
    /// It holds, and ends soon.
    Expiring,
    /// It holds.
    Active,
}

impl State {
    /// Whether patient information may rest on it.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, State::Active | State::Expiring)
    }

    /// Its name in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            State::None => "none",
            State::Terminated => "terminated",
            State::Expired => "expired",
            State::Requested => "requested",
            State::Received => "received",
            State::Expiring => "expiring",
            State::Active => "active",
        }
    }
}

impl Agreement {
    /// An agreement of which nothing is known but with whom.
    #[must_use]
    pub fn with(party: Id) -> Agreement {
        Agreement {
            party,
            scope: Scope::default(),
            requested_on: None,
            received_on: None,
            signed_by_both: false,
            signed_by: None,
            effective: None,
            until: None,
            terminated_on: None,
            elements: BTreeMap::new(),
            places: BTreeMap::new(),
            reviewer: None,
            reviewed_on: None,
            document: None,
            note: None,
        }
    }

    /// Where it stands on this day. `renewal` says when to warn.
    #[must_use]
    pub fn state(&self, elements: &Elements, renewal: &Evidence, today: Date) -> State {
        if self.terminated_on.is_some_and(|day| day <= today) {
            return State::Terminated;
        }
        let freshness = self.until.map(|last| renewal.freshness(last, today));
        match (self.is_whole(elements, today), freshness) {
            (_, Some(Freshness::Expired)) => State::Expired,
            (true, Some(Freshness::EndsWithin(_))) => State::Expiring,
            (true, _) => State::Active,
            (false, _) if self.has_text() => State::Received,
            (false, _) if self.requested_on.is_some() => State::Requested,
            (false, _) => State::None,
        }
    }

    /// The elements that the law asks for and that it was not found to have.
    pub fn lacks<'e>(&self, elements: &'e Elements) -> impl Iterator<Item = &'e Element> {
        self.open(elements, true)
    }

    /// The elements that a practice should ask for beside them.
    pub fn should_ask<'e>(&self, elements: &'e Elements) -> impl Iterator<Item = &'e Element> {
        self.open(elements, false)
    }

    fn open<'e>(&self, elements: &'e Elements, law: bool) -> impl Iterator<Item = &'e Element> {
        elements.all.iter().filter(move |element| {
            element.is_law() == law && !element.is_met(self.elements.get(&element.id).copied())
        })
    }

    /// Whether it has begun, is signed, was read by somebody and lacks nothing.
    fn is_whole(&self, elements: &Elements, today: Date) -> bool {
        let begun = self.effective.is_some_and(|first| first <= today);
        let read = self.reviewer.is_some() && self.reviewed_on.is_some();
        begun && self.signed_by_both && read && self.lacks(elements).next().is_none()
    }

    fn has_text(&self) -> bool {
        self.received_on.is_some() || self.document.is_some() || self.effective.is_some()
    }
}

impl Scope {
    /// Whether a service at this endpoint and in this region is covered.
    #[must_use]
    pub fn covers(&self, product: &Word, endpoint: &Word, region: &Word) -> bool {
        self.gaps(product, endpoint, region) == Gaps::default()
    }

    /// What of a service is not covered.
    #[must_use]
    pub fn gaps(&self, product: &Word, endpoint: &Word, region: &Word) -> Gaps {
        let names = |list: &[Word], name: &Word| list.iter().any(|one| same(one, name));
        let below = |own: &Word| is_below(endpoint.as_str(), own.as_str());
        Gaps {
            product: !self.products.is_empty() && !names(&self.products, product),
            endpoint: !self.endpoints.iter().any(below),
            region: !names(&self.regions, region),
        }
    }
}

fn same(one: &Word, other: &Word) -> bool {
    one.as_str().eq_ignore_ascii_case(other.as_str())
}

/// Whether an endpoint is the other one, or a path below it. Hosts are compared whole: `api.mistral.ai.example` is not
/// below `api.mistral.ai`.
pub(crate) fn is_below(endpoint: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let text = text.to_ascii_lowercase();
        let text = text.split_once("://").map_or(&*text, |(_, rest)| rest);
        text.trim_end_matches('/').to_owned()
    };
    let (endpoint, other) = (plain(endpoint), plain(other));
    endpoint
        .strip_prefix(&*other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Record for Agreement {
    const SUBJECT: &'static str = "agreement";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        let refuse = |says| Err(OfficeError::Refused(says));
        let known = Elements::shipped()?;
        let mut named = self.elements.keys().chain(self.places.keys());
        if named.any(|id| known.named(id).is_none()) {
            return refuse(
                "there is no such element; they are BAA-01 to BAA-15 and BAA-20 to BAA-26",
            );
        }
        if self
            .until
            .is_some_and(|last| self.effective.is_none_or(|first| last < first))
        {
            return refuse("the last day needs a first day, and cannot be before it");
        }
        if self.reviewer.is_some() != self.reviewed_on.is_some() {
            return refuse("say both who read the agreement and on which day");
        }
        let done = [self.requested_on, self.received_on, self.reviewed_on];
        if done.into_iter().flatten().any(|day| day > today) {
            return refuse("what was asked for, received or read cannot lie in the future");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use anteroom_policy::deadline::{Kind, Renewals};
    use jiff::civil::date;

    use super::*;

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn whole() -> Agreement {
        let elements = Elements::shipped().unwrap();
        let yes = elements.all.iter().map(|one| (one.id.clone(), Answer::Yes));
        Agreement {
            scope: Scope {
                products: Vec::new(),
                endpoints: vec![word("api.us.mistral.ai/v1/chat")],
                regions: vec![word("us")],
            },
            signed_by_both: true,
            effective: Some(date(2026, 1, 1)),
            until: Some(date(2027, 6, 30)),
            elements: yes.collect(),
            reviewer: Some(word("Dana Whitfield")),
            reviewed_on: Some(date(2026, 1, 2)),
            ..Agreement::with("mistral".parse().unwrap())
        }
    }

    fn state(agreement: &Agreement, today: Date) -> State {
        let renewals = Renewals::shipped().unwrap();
        let renewal = renewals.of(Kind::Agreement).unwrap();
        agreement.state(&Elements::shipped().unwrap(), renewal, today)
    }

    #[test]
    fn a_whole_agreement_goes_through_its_states() {
        for (today, expected) in [
            (date(2025, 12, 31), State::Received),
            (date(2026, 1, 1), State::Active),
            (date(2027, 3, 31), State::Active),
            (date(2027, 4, 1), State::Expiring),
            (date(2027, 6, 30), State::Expiring),
            (date(2027, 7, 1), State::Expired),
        ] {
            assert_eq!(state(&whole(), today), expected, "{today}");
        }
    }

    /// Something taken away from a whole agreement, and where it stands then.
    type Without = (fn(&mut Agreement), State);

    #[test]
    fn whatever_is_missing_it_does_not_hold() {
        let cases: [Without; 9] = [
            (|a| a.signed_by_both = false, State::Received),
            (|a| a.reviewer = None, State::Received),
            (|a| a.effective = None, State::None),
            (
                |a| a.terminated_on = Some(date(2026, 6, 1)),
                State::Terminated,
            ),
            (|a| _ = a.elements.remove("BAA-07"), State::Received),
            (
                |a| _ = a.elements.insert("BAA-07".into(), Answer::Unclear),
                State::Received,
            ),
            (
                |a| _ = a.elements.insert("BAA-07".into(), Answer::NotApplicable),
                State::Received,
            ),
            (|a| _ = a.elements.remove("BAA-15"), State::Received),
            (
                |a| (a.effective, a.requested_on) = (None, Some(date(2026, 1, 1))),
                State::Requested,
            ),
        ];
        for (take_away, expected) in cases {
            let mut agreement = whole();
            agreement.until = None;
            assert_eq!(state(&agreement, date(2026, 6, 1)), State::Active);
            take_away(&mut agreement);
            let state = state(&agreement, date(2026, 6, 1));
            assert_eq!(state, expected);
            assert!(!state.holds());
        }
    }

    #[test]
    fn what_only_good_sense_asks_for_does_not_stop_it() {
        let (mut agreement, elements) = (whole(), Elements::shipped().unwrap());
        agreement.elements.remove("BAA-22");
        assert_eq!(state(&agreement, date(2026, 6, 1)), State::Active);
        let ask: Vec<_> = agreement
            .should_ask(&elements)
            .map(|one| &*one.id)
            .collect();
        assert_eq!(ask, ["BAA-22"]);
    }

    #[test]
    fn the_scope_is_what_it_names() {
        let scope = whole().scope;
        for (endpoint, region, covered) in [
            ("api.us.mistral.ai/v1/chat", "us", true),
            ("https://API.us.mistral.ai/v1/chat/completions", "US", true),
            ("api.us.mistral.ai/v1/chatter", "us", false),
            ("api.us.mistral.ai/v1/files", "us", false),
            ("api.us.mistral.ai", "us", false),
            ("api.us.mistral.ai.example/v1/chat", "us", false),
            ("api.us.mistral.ai/v1/chat", "eu", false),
        ] {
            let is = scope.covers(&word("API"), &word(endpoint), &word(region));
            assert_eq!(is, covered, "{endpoint} {region}");
        }
        let named = Scope {
            products: vec![word("Scale plan")],
            ..scope
        };
        let endpoint = word("api.us.mistral.ai/v1/chat");
        assert!(named.covers(&word("scale plan"), &endpoint, &word("us")));
        assert!(!named.covers(&word("Experiment plan"), &endpoint, &word("us")));
        assert!(!Scope::default().covers(&word("x"), &endpoint, &word("us")));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let today = date(2026, 6, 1);
        assert_eq!(whole().check(today), Ok(()));
        let cases: [fn(&mut Agreement); 6] = [
            |a| _ = a.elements.insert("BAA-16".into(), Answer::Yes),
            |a| _ = a.places.insert("BAA-16".into(), "4.2".parse().unwrap()),
            |a| a.until = Some(date(2025, 12, 31)),
            |a| a.effective = None,
            |a| a.reviewer = None,
            |a| a.received_on = Some(date(2026, 6, 2)),
        ];
        for spoil in cases {
            let mut agreement = whole();
            spoil(&mut agreement);
            assert!(matches!(
                agreement.check(today),
                Err(OfficeError::Refused(_))
            ));
        }
    }
}
