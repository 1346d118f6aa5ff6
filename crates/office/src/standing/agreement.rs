//! The agreement that covers a service, as the rules ask for it.

use anteroom_policy::{Agreement, BaaStatus, DeploymentKind, Host};
use jiff::civil::Date;

use crate::vendor::{AgreementView, Deployment, Gaps, Kind, Role, State, VendorView};

/// The agreement on which this service rests: one that covers it before one that does not, then the one that has come
/// furthest.
pub(super) fn covering(vendor: &VendorView<'_>, service: &Deployment, today: Date) -> Agreement {
    if !vendor.party.is_in_use(today) {
        return none();
    }
    if is_own(vendor, service) {
        return own(vendor);
    }
    let covers = |view: &AgreementView<'_>| gaps(view, service) == Gaps::default();
    let best = vendor
        .agreements
        .iter()
        .max_by_key(|view| (status_of(view, today).1, covers(view), view.state));
    best.map_or_else(none, |view| read(view, service, today))
}

/// Whether nobody but the practice runs the machine.
pub(super) fn is_own(vendor: &VendorView<'_>, service: &Deployment) -> bool {
    vendor.party.role == Role::PracticeOwned && service.kind == Kind::SelfHosted
}

/// Who runs the service, and on what.
pub(super) fn deployment(
    vendor: &VendorView<'_>,
    service: &Deployment,
) -> anteroom_policy::Deployment {
    let (kind, host) = match service.kind {
        Kind::EnterpriseApi => (DeploymentKind::EnterpriseApi, Host::Vendor),
        Kind::PrivateCloud => (DeploymentKind::PrivateCloud, Host::CloudAccount),
        Kind::PublicApi => (DeploymentKind::PublicApi, Host::Vendor),
        Kind::SelfHosted if is_own(vendor, service) => {
            (DeploymentKind::SelfHosted, Host::PracticeOwned)
        }
        Kind::SelfHosted => (DeploymentKind::SelfHosted, Host::Rented),
    };
    anteroom_policy::Deployment { host, kind }
}

/// No agreement.
pub(super) fn none() -> Agreement {
    Agreement {
        covers_endpoint: false,
        covers_party: false,
        covers_region: false,
        elements_missing: [].into(),
        ends: None,
        status: BaaStatus::None,
    }
}

/// The practice's own machine: nobody else receives anything, once that is signed (45 CFR 160.103).
fn own(vendor: &VendorView<'_>) -> Agreement {
    match vendor.party.determination.is_some() {
        true => Agreement {
            covers_endpoint: true,
            covers_party: true,
            covers_region: true,
            status: BaaStatus::NotRequired,
            ..none()
        },
        false => none(),
    }
}

fn gaps(view: &AgreementView<'_>, service: &Deployment) -> Gaps {
    let scope = &view.agreement.scope;
    scope.gaps(&service.product, &service.endpoint, &service.region)
}

fn read(view: &AgreementView<'_>, service: &Deployment, today: Date) -> Agreement {
    let gaps = gaps(view, service);
    Agreement {
        covers_endpoint: !gaps.endpoint && !gaps.product,
        covers_party: true,
        covers_region: !gaps.region,
        elements_missing: view.lacks.iter().map(|one| one.id.clone()).collect(),
        ends: view.agreement.until,
        status: status_of(view, today).0,
    }
}

/// How far it has come, and whether it is signed and running. One that runs and lacks something is said to lack it,
/// rather than to be missing as a whole.
fn status_of(view: &AgreementView<'_>, today: Date) -> (BaaStatus, bool) {
    let agreement = view.agreement;
    let begun = agreement.effective.is_some_and(|first| first <= today);
    let read = agreement.reviewed_on.is_some();
    match view.state {
        State::None => (BaaStatus::None, false),
        State::Terminated => (BaaStatus::Terminated, false),
        State::Expired => (BaaStatus::Expired, false),
        State::Requested => (BaaStatus::Requested, false),
        State::Received if agreement.signed_by_both && begun && read => (BaaStatus::Active, true),
        State::Received => (BaaStatus::Received, false),
        State::Expiring => (BaaStatus::Expiring, true),
        State::Active => (BaaStatus::Active, true),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use anteroom_audit::Word;
    use anteroom_policy::deadline::{Kind as Renewing, Renewals};
    use jiff::civil::date;

    use super::*;
    use crate::id::Id;
    use crate::vendor::{Agreement as Paper, Answer, Determination, Elements, Party, Scope};

    const TODAY: Date = date(2026, 6, 1);

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn service(kind: Kind) -> Deployment {
        Deployment {
            party: "mistral".parse().unwrap(),
            connection: Some(word("mistral")),
            kind,
            product: word("API"),
            endpoint: word("api.us.mistral.ai/v1/chat"),
            region: word("us"),
            approved_by: Some(word("Dana Whitfield")),
            approved_on: Some(date(2026, 1, 1)),
            ended_on: None,
        }
    }

    fn paper() -> Paper {
        let elements = Elements::shipped().unwrap();
        let yes = elements.all.iter().map(|one| (one.id.clone(), Answer::Yes));
        Paper {
            scope: Scope {
                products: vec![word("API")],
                endpoints: vec![word("api.us.mistral.ai")],
                regions: vec![word("us")],
            },
            signed_by_both: true,
            effective: Some(date(2026, 1, 1)),
            until: Some(date(2027, 6, 30)),
            elements: yes.collect(),
            reviewer: Some(word("Dana Whitfield")),
            reviewed_on: Some(date(2026, 1, 2)),
            ..Paper::with("mistral".parse().unwrap())
        }
    }

    /// What the rules are told of a service whose vendor has these agreements.
    fn told(party: &Party, service: &Deployment, papers: &[Paper], today: Date) -> Agreement {
        let (elements, renewals) = (Elements::shipped().unwrap(), Renewals::shipped().unwrap());
        let renewal = renewals.of(Renewing::Agreement).unwrap();
        let id: Id = "mistral".parse().unwrap();
        let agreements = papers.iter().map(|agreement| AgreementView {
            id: &id,
            state: agreement.state(&elements, renewal, today),
            agreement,
            lacks: agreement.lacks(&elements).collect(),
            should_ask: Vec::new(),
        });
        let vendor = VendorView {
            id: &id,
            party,
            agreement: State::None,
            agreements: agreements.collect(),
            claims: Vec::new(),
            deployments: Vec::new(),
        };
        covering(&vendor, service, today)
    }

    fn vendor() -> Party {
        Party::new(word("Mistral AI"), Role::BusinessAssociate)
    }

    /// Something done to a whole agreement, and what the rules are told: its state, endpoint, region, missing elements.
    type Done = (
        fn(&mut Paper),
        BaaStatus,
        bool,
        bool,
        &'static [&'static str],
    );

    #[test]
    fn an_agreement_is_told_as_it_stands() {
        let cases: [Done; 11] = [
            (|_| (), BaaStatus::Active, true, true, &[]),
            (
                |a| a.until = Some(date(2026, 6, 30)),
                BaaStatus::Expiring,
                true,
                true,
                &[],
            ),
            (
                |a| a.until = Some(date(2026, 5, 31)),
                BaaStatus::Expired,
                true,
                true,
                &[],
            ),
            (
                |a| a.terminated_on = Some(TODAY),
                BaaStatus::Terminated,
                true,
                true,
                &[],
            ),
            (
                |a| a.signed_by_both = false,
                BaaStatus::Received,
                true,
                true,
                &[],
            ),
            (
                |a| a.reviewed_on = None,
                BaaStatus::Received,
                true,
                true,
                &[],
            ),
            (
                |a| a.effective = Some(date(2026, 6, 2)),
                BaaStatus::Received,
                true,
                true,
                &[],
            ),
            (
                |a| _ = a.elements.remove("BAA-05"),
                BaaStatus::Active,
                true,
                true,
                &["BAA-05"],
            ),
            (
                |a| a.scope.regions.clear(),
                BaaStatus::Active,
                true,
                false,
                &[],
            ),
            (
                |a| a.scope.endpoints.clear(),
                BaaStatus::Active,
                false,
                true,
                &[],
            ),
            (
                |a| a.scope.products = vec![word("Le Chat")],
                BaaStatus::Active,
                false,
                true,
                &[],
            ),
        ];
        for (number, (change, status, endpoint, region, missing)) in cases.into_iter().enumerate() {
            let mut paper = paper();
            change(&mut paper);
            if status == BaaStatus::Received {
                paper.reviewer = paper.reviewed_on.and(paper.reviewer);
            }
            let told = told(&vendor(), &service(Kind::EnterpriseApi), &[paper], TODAY);
            let missing: BTreeSet<_> = missing.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(
                (
                    told.status,
                    told.covers_endpoint,
                    told.covers_region,
                    told.elements_missing
                ),
                (status, endpoint, region, missing),
                "case {number}"
            );
        }
    }

    #[test]
    fn the_agreement_that_covers_speaks_for_the_service() {
        let mut other = paper();
        other.scope.endpoints = vec![word("api.mistral.ai")];
        let mut old = paper();
        old.until = Some(date(2026, 5, 31));
        let service = service(Kind::EnterpriseApi);
        for papers in [[paper(), other.clone()], [other.clone(), paper()]] {
            let told = told(&vendor(), &service, &papers, TODAY);
            assert!(told.covers_endpoint && told.status == BaaStatus::Active);
        }
        let told = told(&vendor(), &service, &[old, other], TODAY);
        assert_eq!(
            (told.status, told.covers_endpoint),
            (BaaStatus::Active, false)
        );
    }

    #[test]
    fn without_a_vendor_in_use_or_a_paper_there_is_none() {
        let service = service(Kind::EnterpriseApi);
        assert_eq!(told(&vendor(), &service, &[], TODAY), none());
        let mut gone = vendor();
        gone.ended_on = Some(date(2026, 5, 31));
        assert_eq!(told(&gone, &service, &[paper()], TODAY), none());
    }

    #[test]
    fn an_own_machine_needs_a_signed_decision_in_place_of_an_agreement() {
        let mut own = Party::new(word("The box"), Role::PracticeOwned);
        let here = service(Kind::SelfHosted);
        assert_eq!(told(&own, &here, &[], TODAY).status, BaaStatus::None);
        own.determination = Some(Determination {
            by: word("Dana Whitfield"),
            on: date(2026, 1, 1),
            document: None,
        });
        assert_eq!(told(&own, &here, &[], TODAY).status, BaaStatus::NotRequired);
        let cloud = service(Kind::PrivateCloud);
        assert_eq!(told(&own, &cloud, &[], TODAY).status, BaaStatus::None);
    }
}
