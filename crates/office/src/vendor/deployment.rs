//! A deployment: a service of a party that the practice uses, and whether an agreement reaches it.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::agreement::{Agreement, State};
use super::party::{Party, Role};
use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;

/// What kind of service it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A service under a contract of the practice's own.
    EnterpriseApi,
    /// In the practice's own account with a cloud host.
    PrivateCloud,
    /// A service that anybody can use.
    PublicApi,
    /// On machines that the practice runs.
    SelfHosted,
}

/// A service in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// Whose service.
    pub party: Id,
    /// The connection that leads there.
    pub connection: Option<Word>,
    /// What kind of service.
    pub kind: Kind,
    /// Product or plan, as the vendor calls it.
    pub product: Word,
    /// Host, or host and path.
    pub endpoint: Word,
    /// Where text is handled.
    pub region: Word,
    /// Who approved it.
    pub approved_by: Option<Word>,
    /// When.
    pub approved_on: Option<Date>,
    /// Day from which it is no longer used.
    pub ended_on: Option<Date>,
}

/// Whether an agreement reaches a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// An agreement that holds covers it.
    Covered,
    /// There is an agreement that holds, but not for this product, endpoint or region.
    OutOfScope,
    /// No agreement holds.
    NoAgreement,
    /// The practice's own machines, by a signed decision: nobody outside receives anything.
    NoneNeeded,
}

impl Reach {
    /// Whether patient information could rest on it.
    #[must_use]
    pub fn is_good(self) -> bool {
        matches!(self, Reach::Covered | Reach::NoneNeeded)
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Reach::Covered => "covered by an agreement",
            Reach::OutOfScope => {
                "not covered: the agreement names another product, endpoint or region"
            }
            Reach::NoAgreement => "not covered: no agreement holds",
            Reach::NoneNeeded => "your own machines; no agreement needed, as decided in writing",
        }
    }
}

impl Deployment {
    /// Whether it is in use on this day.
    #[must_use]
    pub fn is_in_use(&self, today: Date) -> bool {
        self.ended_on.is_none_or(|day| today < day)
    }

    /// Whether it answers at this host. An agreement on one address says nothing of another.
    #[must_use]
    pub fn is_at(&self, host: &Word) -> bool {
        let endpoint = self.endpoint.as_str();
        let address = endpoint
            .split_once("://")
            .map_or(endpoint, |(_, rest)| rest);
        let own = address.split('/').next().unwrap_or_default();
        let bare = own.rsplit_once(':').map_or(own, |(host, _)| host);
        [own, bare]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(host.as_str()))
    }

    /// Whether one of the party's agreements reaches it.
    pub fn reach<'a>(
        &self,
        party: &Party,
        agreements: impl Iterator<Item = (&'a Agreement, State)>,
    ) -> Reach {
        if party.role == Role::PracticeOwned {
            return match (party.determination.is_some(), self.kind) {
                (true, Kind::SelfHosted) => Reach::NoneNeeded,
                _ => Reach::NoAgreement,
            };
        }
        let mut holding = agreements.filter(|(_, state)| state.holds()).peekable();
        if holding.peek().is_none() {
            return Reach::NoAgreement;
        }
        let covers = |agreement: &Agreement| {
            agreement
                .scope
                .covers(&self.product, &self.endpoint, &self.region)
        };
        match holding.any(|(agreement, _)| covers(agreement)) {
            true => Reach::Covered,
            false => Reach::OutOfScope,
        }
    }
}

impl Record for Deployment {
    const SUBJECT: &'static str = "deployment";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        if self.approved_by.is_some() != self.approved_on.is_some() {
            return Err(OfficeError::Refused(
                "say both who approved it and on which day",
            ));
        }
        if self.approved_on.is_some_and(|day| day > today) {
            return Err(OfficeError::Refused("an approval cannot lie in the future"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::vendor::{Determination, Scope};

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn deployment(kind: Kind) -> Deployment {
        Deployment {
            party: "mistral".parse().unwrap(),
            connection: None,
            kind,
            product: word("API"),
            endpoint: word("api.us.mistral.ai/v1/chat/completions"),
            region: word("us"),
            approved_by: None,
            approved_on: None,
            ended_on: None,
        }
    }

    #[test]
    fn an_agreement_reaches_what_it_names_while_it_holds() {
        let vendor = Party::new(word("Mistral AI"), Role::BusinessAssociate);
        let mut agreement = Agreement::with("mistral".parse().unwrap());
        agreement.scope = Scope {
            products: Vec::new(),
            endpoints: vec![word("api.us.mistral.ai")],
            regions: vec![word("us")],
        };
        let service = deployment(Kind::PublicApi);
        let reach =
            |service: &Deployment, state| service.reach(&vendor, [(&agreement, state)].into_iter());
        assert_eq!(reach(&service, State::Active), Reach::Covered);
        assert_eq!(reach(&service, State::Expiring), Reach::Covered);
        for state in [
            State::Requested,
            State::Received,
            State::Expired,
            State::Terminated,
        ] {
            assert_eq!(reach(&service, state), Reach::NoAgreement);
        }
        let abroad = Deployment {
            region: word("eu"),
            ..service.clone()
        };
        assert_eq!(reach(&abroad, State::Active), Reach::OutOfScope);
        assert_eq!(
            service.reach(&vendor, std::iter::empty()),
            Reach::NoAgreement
        );
    }

    #[test]
    fn a_service_is_at_its_own_host_only() {
        let mut service = deployment(Kind::PublicApi);
        for (endpoint, host, is_at) in [
            ("api.us.mistral.ai/v1/chat", "api.us.mistral.ai", true),
            ("https://API.us.mistral.ai", "api.us.mistral.ai", true),
            ("http://127.0.0.1:8000/v1", "127.0.0.1", true),
            ("api.us.mistral.ai", "api.mistral.ai", false),
            ("api.us.mistral.ai.example", "api.us.mistral.ai", false),
            (
                "elsewhere.example/api.us.mistral.ai",
                "api.us.mistral.ai",
                false,
            ),
        ] {
            service.endpoint = word(endpoint);
            assert_eq!(service.is_at(&word(host)), is_at, "{endpoint} {host}");
        }
    }

    #[test]
    fn own_machines_need_a_signed_decision() {
        let mut own = Party::new(word("The box in the back office"), Role::PracticeOwned);
        let service = deployment(Kind::SelfHosted);
        assert_eq!(service.reach(&own, std::iter::empty()), Reach::NoAgreement);
        own.determination = Some(Determination {
            by: word("Dana Whitfield"),
            on: date(2026, 1, 1),
            document: None,
        });
        assert_eq!(service.reach(&own, std::iter::empty()), Reach::NoneNeeded);
        let rented = deployment(Kind::PrivateCloud);
        assert_eq!(rented.reach(&own, std::iter::empty()), Reach::NoAgreement);
    }
}
