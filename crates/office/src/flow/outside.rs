//! The part of the map that leaves Anteroom: connections, services that no connection leads to, and who works for whom.

use std::net::IpAddr;

use anteroom_audit::Word;
use anteroom_store::Connection;

use super::build::{ANTEROOM, OWN, Sources, place, way_of};
use super::map::{DataClass, Edge, Kind, Map};
use crate::id::Id;
use crate::vendor::DeploymentView;
use crate::vendor::{
    AgreementView, Deployment, Dimension, Reach, Role, Standing, State, VendorView,
};

/// What stands where the records say nothing.
const NOT_ON_FILE: &str = "not on file";

/// The purpose that a connection is approved for.
const DEIDENTIFIED: &str = "deidentified";

/// A service on file, and whose it is.
struct Service<'s> {
    vendor: &'s VendorView<'s>,
    view: &'s DeploymentView<'s>,
}

pub(super) fn draw(map: &mut Map, sources: &Sources<'_>) {
    let connections = sources.connections.iter();
    connections.for_each(|one| connection(map, one, sources));
    for vendor in &sources.vendors {
        let lone = vendor.deployments.iter();
        let lone = lone.filter(|view| view.deployment.connection.is_none());
        lone.for_each(|view| unconnected(map, &Service { vendor, view }));
    }
    subcontractors(map, sources);
}

/// The service that a connection really leads to: by its name, at its host.
fn service_of<'s>(connection: &Connection, vendors: &'s [VendorView<'s>]) -> Option<Service<'s>> {
    let all = vendors.iter();
    let mut all = all.flat_map(|vendor| {
        let views = vendor.deployments.iter();
        views.map(move |view| Service { vendor, view })
    });
    all.find(|service| {
        let one = service.view.deployment;
        one.connection.as_ref() == Some(&connection.name) && one.is_at(&connection.host)
    })
}

fn connection(map: &mut Map, one: &Connection, sources: &Sources<'_>) {
    let service = service_of(one, &sources.vendors);
    let (to, party, kind) = receiver(one, service.as_ref());
    place(map, &to, &party, kind);
    let models: Vec<&str> = one.models.iter().map(Word::as_str).collect();
    let with = one.replacing.as_str().replace('_', " ");
    let is_sealed = one.base_url.starts_with("https://");
    let on_file = || NOT_ON_FILE.to_owned();
    let service = service.as_ref();
    map.edges.push(Edge {
        id: way_of(one.name.as_str()),
        name: format!("The connection {}", one.name),
        from: ANTEROOM.to_owned(),
        to,
        what: format!(
            "prompts to {} and answers; {with} stand for identifiers",
            models.join(", ")
        ),
        data: class(one, service, sources.signed.signed_for(&one.name)),
        party,
        address: Some(address(&one.base_url)),
        region: service.map_or_else(on_file, |service| region(service.view.deployment)),
        encryption: match is_sealed {
            true => "HTTPS (TLS)".to_owned(),
            false => "none; it stays on this machine".to_owned(),
        },
        retention: service.map_or_else(on_file, retention),
        agreement: agreement(one, service),
    });
}

/// The place that receives, what it is called, and in whose hands it is.
fn receiver(one: &Connection, service: Option<&Service<'_>>) -> (String, String, Kind) {
    let Some(Service { vendor, .. }) = service else {
        let host = one.host.as_str();
        return match is_this_machine(host) {
            true => (
                format!("host/{host}"),
                format!("Model on this machine ({host})"),
                Kind::Machine,
            ),
            false => (
                format!("host/{host}"),
                format!("Nobody on file ({host})"),
                Kind::Party,
            ),
        };
    };
    let kind = kind(vendor.party.role);
    (
        party_id(vendor.id),
        vendor.party.name.as_str().to_owned(),
        kind,
    )
}

fn kind(role: Role) -> Kind {
    match role {
        Role::PracticeOwned => Kind::Machine,
        Role::BusinessAssociate | Role::Other | Role::Subcontractor => Kind::Party,
    }
}

fn party_id(id: &Id) -> String {
    format!("party/{id}")
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|one| one.is_loopback())
}

/// The host, with port and path where the address names them.
pub(crate) fn address(base_url: &str) -> String {
    let rest = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    rest.trim_end_matches('/').to_owned()
}

/// What may go there at most, by what people approved; whether it may today is decided at each request.
fn class(one: &Connection, service: Option<&Service<'_>>, signed: bool) -> DataClass {
    let approved = service.is_some_and(|service| service.view.deployment.approved_by.is_some());
    match (signed, approved || one.approval(DEIDENTIFIED).is_some()) {
        (true, _) => DataClass::Identified,
        (false, true) => DataClass::Deidentified,
        (false, false) => DataClass::None,
    }
}

fn region(service: &Deployment) -> String {
    service.region.as_str().to_owned()
}

/// How long text is kept, as claimed of the service; every claim that was not withdrawn, so that a dispute shows.
fn retention(service: &Service<'_>) -> String {
    let product = service.view.deployment.product.as_str();
    let claims = service.vendor.claims.iter().filter(|claim| {
        claim.standing != Standing::Withdrawn
            && claim.claim.offering.as_str().eq_ignore_ascii_case(product)
    });
    let values = claims.filter_map(|claim| {
        let value = claim.claim.value.as_str().replace('_', " ");
        match claim.claim.about {
            Dimension::RetentionDefault => Some(value),
            Dimension::ZeroRetention => Some(format!("not at all: {value}")),
            _ => None,
        }
    });
    let values: Vec<String> = values.collect();
    match (values.is_empty(), service.vendor.party.role) {
        (true, Role::PracticeOwned) => "as your own machine keeps it".to_owned(),
        (true, _) => NOT_ON_FILE.to_owned(),
        (false, _) => values.join(" or "),
    }
}

fn agreement(one: &Connection, service: Option<&Service<'_>>) -> String {
    match (service, one.approval(DEIDENTIFIED)) {
        (Some(service), _) => reached(service),
        (None, _) if is_this_machine(one.host.as_str()) => OWN.to_owned(),
        (None, Some(approval)) => {
            let until = approval.agreement_until.map(|day| format!(" until {day}"));
            let until = until.unwrap_or_default();
            format!(
                "an agreement{until}, by the word of {}",
                approval.approved_by
            )
        }
        (None, None) => NOT_ON_FILE.to_owned(),
    }
}

/// The signed agreements that name the service. Whether they hold today is the business of the gate of agreements.
fn reached(service: &Service<'_>) -> String {
    let one = service.view.deployment;
    if service.view.reach == Reach::NoneNeeded {
        return OWN.to_owned();
    }
    let covers = |view: &&AgreementView<'_>| {
        let scope = &view.agreement.scope;
        view.agreement.signed_by_both
            && view.state != State::Terminated
            && scope.covers(&one.product, &one.endpoint, &one.region)
    };
    let named = service.vendor.agreements.iter().filter(covers);
    let named: Vec<String> = named
        .map(|view| match view.agreement.until {
            Some(last) => format!("{} until {last}", view.id),
            None => view.id.to_string(),
        })
        .collect();
    match named.is_empty() {
        true => NOT_ON_FILE.to_owned(),
        false => named.join(", "),
    }
}

fn unconnected(map: &mut Map, service: &Service<'_>) {
    let Service { vendor, view } = service;
    let (to, party) = (party_id(vendor.id), vendor.party.name.as_str());
    place(map, &to, party, kind(vendor.party.role));
    map.edges.push(Edge {
        id: format!("service/{}", view.id),
        name: format!("The service {}", view.id),
        from: ANTEROOM.to_owned(),
        to,
        what: "nothing: no connection leads there".to_owned(),
        data: DataClass::None,
        party: party.to_owned(),
        address: Some(address(view.deployment.endpoint.as_str())),
        region: region(view.deployment),
        encryption: "nothing is sent".to_owned(),
        retention: retention(service),
        agreement: reached(service),
    });
}

/// Who works for somebody on the map, and so may see what that one receives.
fn subcontractors(map: &mut Map, sources: &Sources<'_>) {
    let in_use = |vendor: &&VendorView<'_>| vendor.party.is_in_use(sources.today);
    for vendor in sources.vendors.iter().filter(in_use) {
        let Some(owner) = vendor.party.works_for.as_ref().map(party_id) else {
            continue;
        };
        let reaching = map.edges.iter().filter(|edge| edge.to == owner);
        let Some(data) = reaching.map(|edge| edge.data).max() else {
            continue;
        };
        let (to, party) = (party_id(vendor.id), vendor.party.name.as_str());
        let from = map.name(&owner).to_owned();
        place(map, &to, party, Kind::Party);
        map.edges.push(Edge {
            id: format!("subcontractor/{}", vendor.id),
            name: format!("The subcontractor {party}"),
            what: format!("what {from} passes on to it"),
            data,
            party: party.to_owned(),
            address: None,
            region: NOT_ON_FILE.to_owned(),
            encryption: format!("as {from} does it"),
            retention: NOT_ON_FILE.to_owned(),
            agreement: format!("with {from}"),
            from: owner,
            to,
        });
    }
}
