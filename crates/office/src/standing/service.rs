//! A service on file that a connection leads to, and what a request to an address can rest on.

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_policy::{Deployment, Evidence, Place, Region, Standing};

use super::practice::{Practice, nothing};
use super::{agreement, terms};
use crate::desk::Kept;
use crate::error::OfficeError;
use crate::gate::Gates;
use crate::risk::RiskRegister;
use crate::vendor::{Deployment as Deployed, Kind, Register, is_below};

/// A service that names a connection, with all that is on file about it.
#[derive(Clone, Debug)]
pub(super) struct Service {
    pub(super) connection: Word,
    deployment: Deployment,
    endpoint: Word,
    evidence: Evidence,
    is_contracted: bool,
    is_in_use: bool,
    region: Region,
}

/// Where a request would go.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// Host name or address.
    pub host: &'a str,
    /// Port, where the address names one.
    pub port: Option<u16>,
    /// Path, with its first slash.
    pub path: &'a str,
}

/// What a request rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// Who runs the model, and on what.
    pub deployment: Deployment,
    /// What is on file.
    pub evidence: Evidence,
    /// Where the text would go.
    pub place: Place,
}

/// Every service that names a connection, also those no longer in use: a connection that once went by its records does
/// not go by an approval again.
pub(super) fn all(
    services: &[Kept<Deployed>],
    register: &Register,
    risks: &RiskRegister,
    gates: &Gates,
    practice: &Practice,
) -> Result<Vec<Service>, OfficeError> {
    let all = services.iter().map(|kept| &kept.record);
    let bound = all.filter_map(|one| Some((one, one.connection.as_ref()?)));
    bound
        .map(|(one, connection)| {
            let vendor = register.vendor(&one.party)?;
            Ok(Service {
                connection: connection.clone(),
                deployment: agreement::deployment(&vendor, one),
                endpoint: one.endpoint.clone(),
                evidence: Evidence {
                    baa: agreement::covering(&vendor, one, register.today()),
                    data_flow_map: gates.on_map(connection),
                    deployment_approval: approval(one),
                    risk_analysis: risks.about(connection, practice.evidence.risk_analysis.status),
                    terms: terms::of(&vendor, one),
                    ..practice.evidence.clone()
                },
                is_contracted: one.kind == Kind::EnterpriseApi,
                is_in_use: one.is_in_use(register.today()),
                region: Region::called(one.region.as_str()),
            })
        })
        .collect()
}

fn approval(service: &Deployed) -> Standing {
    match service.approved_by.is_some() {
        true => Standing::Approved,
        false => Standing::Missing,
    }
}

impl Service {
    fn is_approved(&self) -> bool {
        self.evidence.deployment_approval == Standing::Approved
    }

    /// Whether a request to this address goes to the service.
    fn is_at(&self, address: &Address<'_>) -> bool {
        let endpoint = self.endpoint.as_str();
        address.names().any(|name| is_below(&name, endpoint))
    }

    fn grounds(&self) -> Grounds {
        Grounds {
            deployment: self.deployment,
            evidence: self.evidence.clone(),
            place: Place {
                approved_paths: None,
                endpoint_path: None,
                enterprise_agreement: self.is_contracted,
                region: self.region,
            },
        }
    }
}

impl Address<'_> {
    /// The address as records write it: without a port, and with it.
    fn names(&self) -> impl Iterator<Item = String> {
        let bare = format!("{}{}", self.host, self.path);
        let port = |port: u16| format!("{}:{port}{}", self.host, self.path);
        std::iter::once(bare).chain(self.port.map(port))
    }
}

impl Grounds {
    /// What a request to this address rests on, among the services that name its connection: the one at the address, the
    /// most narrowly described where several are. Where none is, the address is one that nobody approved.
    pub(super) fn among(services: &[&Service], address: &Address<'_>) -> Grounds {
        let used: Vec<_> = services.iter().filter(|one| one.is_in_use).collect();
        let here = used.iter().filter(|one| one.is_at(address));
        let here = here.max_by_key(|one| one.endpoint.as_str().len());
        let mut grounds = match (here, used.first()) {
            (Some(service), _) => service.grounds(),
            (None, Some(service)) => service.grounds().elsewhere(),
            (None, None) => Grounds::nothing(),
        };
        let approved = used.iter().filter(|one| one.is_approved());
        let approved: BTreeSet<String> = approved.map(|one| one.endpoint.to_string()).collect();
        let asked = here.map_or_else(
            || format!("{}{}", address.host, address.path),
            |one| one.endpoint.to_string(),
        );
        grounds.place.approved_paths = Some(approved);
        grounds.place.endpoint_path = Some(asked);
        grounds
    }

    /// The same records, for a request that goes somewhere else.
    fn elsewhere(mut self) -> Grounds {
        let evidence = &mut self.evidence;
        evidence.baa.covers_endpoint = false;
        for standing in [
            &mut evidence.data_flow_map,
            &mut evidence.deployment_approval,
        ] {
            if *standing == Standing::Approved {
                *standing = Standing::ApprovedOtherEndpoint;
            }
        }
        self
    }

    /// Nothing on file, of the kind of service that is trusted least.
    fn nothing() -> Grounds {
        Grounds {
            deployment: Deployment::PUBLIC,
            evidence: nothing(),
            place: Place {
                approved_paths: None,
                endpoint_path: None,
                enterprise_agreement: false,
                region: Region::Other,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use anteroom_policy::BaaStatus;

    use super::*;

    fn service(endpoint: &str, approved: bool) -> Service {
        let mut evidence = nothing();
        evidence.baa.status = BaaStatus::Active;
        evidence.baa.covers_endpoint = true;
        evidence.data_flow_map = Standing::Approved;
        if approved {
            evidence.deployment_approval = Standing::Approved;
        }
        Service {
            connection: Word::lossy("mistral"),
            deployment: Deployment::PUBLIC,
            endpoint: Word::lossy(endpoint),
            evidence,
            is_contracted: true,
            is_in_use: true,
            region: Region::Us,
        }
    }

    fn among(services: &[Service], host: &str, path: &str) -> Grounds {
        let all: Vec<_> = services.iter().collect();
        let port = Some(8000);
        Grounds::among(&all, &Address { host, port, path })
    }

    #[test]
    fn a_request_rests_on_the_service_at_its_address() {
        use Standing::{Approved, ApprovedOtherEndpoint, Missing};
        for (endpoint, approved, host, path, on_list, standing) in [
            (
                "api.us.mistral.ai",
                true,
                "api.us.mistral.ai",
                "/v1/chat/completions",
                true,
                Approved,
            ),
            (
                "https://API.us.mistral.ai/v1/",
                true,
                "api.us.mistral.ai",
                "/v1/embeddings",
                true,
                Approved,
            ),
            (
                "127.0.0.1:8000",
                true,
                "127.0.0.1",
                "/v1/chat/completions",
                true,
                Approved,
            ),
            (
                "api.us.mistral.ai",
                false,
                "api.us.mistral.ai",
                "/v1/chat/completions",
                false,
                Missing,
            ),
            (
                "api.us.mistral.ai",
                true,
                "api.mistral.ai",
                "/v1/chat/completions",
                false,
                ApprovedOtherEndpoint,
            ),
            (
                "api.us.mistral.ai/v1/chat",
                true,
                "api.us.mistral.ai",
                "/v1/embeddings",
                false,
                ApprovedOtherEndpoint,
            ),
            (
                "127.0.0.1:9000",
                true,
                "127.0.0.1",
                "/v1/chat/completions",
                false,
                ApprovedOtherEndpoint,
            ),
        ] {
            let grounds = among(&[service(endpoint, approved)], host, path);
            let is_here = !matches!(standing, ApprovedOtherEndpoint);
            assert_eq!(
                (
                    grounds.place.path_approved(),
                    grounds.evidence.deployment_approval
                ),
                (on_list, standing),
                "{endpoint} {host}{path}"
            );
            assert_eq!(grounds.evidence.baa.covers_endpoint, is_here);
            assert_eq!(grounds.evidence.data_flow_map == Approved, is_here);
        }
    }

    #[test]
    fn of_two_services_the_narrower_one_counts() {
        let mut narrow = service("api.us.mistral.ai/v1/embeddings", true);
        narrow.evidence.baa.status = BaaStatus::Expired;
        let both = [narrow, service("api.us.mistral.ai", true)];
        let status = |path| among(&both, "api.us.mistral.ai", path).evidence.baa.status;
        assert_eq!(status("/v1/embeddings"), BaaStatus::Expired);
        assert_eq!(status("/v1/chat/completions"), BaaStatus::Active);
    }

    #[test]
    fn what_is_no_longer_used_carries_nothing() {
        let mut ended = service("api.us.mistral.ai", true);
        ended.is_in_use = false;
        let grounds = among(&[ended], "api.us.mistral.ai", "/v1/chat/completions");
        assert_eq!(grounds.evidence, nothing());
        assert!(!grounds.place.path_approved());
    }
}
