//! Offerings side by side: what is claimed in public, what this practice verified, how far each is open today, and what is
//! missing. A claim opens nothing.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_policy::offerings::{Dimension, Offering, PublicClaim};
use serde::Serialize;

use super::register::{ClaimView, DeploymentView, Register, VendorView};
use crate::error::OfficeError;
use crate::review::OpenLane;

/// One offering.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// Its id in the data; the service's own where the data does not know it.
    pub id: String,
    /// Whose it is.
    pub vendor: String,
    /// Product, plan and endpoint.
    pub name: String,
    /// The practice's services at its hosts, by id.
    pub services: Vec<String>,
    /// How far it is open today; none while no connection leads there.
    pub lane: Option<OpenLane>,
    /// Each point on which something is claimed or verified.
    pub points: Vec<Point>,
    /// What is missing before text of patients may go there.
    pub missing: Vec<String>,
}

/// One point of an offering.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// What it is about.
    pub about: Dimension,
    /// What is said in public.
    pub claimed: Option<PublicClaim>,
    /// What the practice wrote down itself.
    pub here: Option<Here>,
}

/// What the practice wrote down itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Here {
    /// What is claimed.
    pub value: Word,
    /// How far it can be relied on.
    pub standing: String,
    /// Whether it was verified, and not too long ago.
    pub is_verified: bool,
}

/// A service, with the vendor whose it is.
type Service<'r> = (&'r VendorView<'r>, &'r DeploymentView<'r>);

/// Every offering: those of the data, then the practice's services that the data does not know. `lanes` says how far each
/// connection is open now.
///
/// # Errors
/// When the data in the program cannot be read.
pub fn compare(
    register: &Register,
    lanes: &BTreeMap<Word, OpenLane>,
) -> Result<Vec<Compared>, OfficeError> {
    let (vendors, offerings) = (register.vendors()?, Offering::shipped()?);
    let services = vendors
        .iter()
        .flat_map(|vendor| vendor.deployments.iter().map(move |view| (vendor, view)));
    let services: Vec<Service<'_>> = services.collect();
    let at = |offering: &Offering, service: &Service<'_>| offering.is_at(service.1.host());
    let known = offerings.iter().map(|offering| {
        let own: Vec<_> = services
            .iter()
            .filter(|one| at(offering, one))
            .copied()
            .collect();
        let (id, vendor, name) = (&offering.id, &offering.vendor, &offering.name);
        row([id, vendor, name], Some(offering), &own, lanes)
    });
    let unknown = services
        .iter()
        .filter(|one| offerings.iter().all(|offering| !at(offering, one)));
    let other = unknown.map(|service| {
        let (vendor, view) = service;
        let names = [
            view.id.as_str(),
            vendor.party.name.as_str(),
            view.deployment.product.as_str(),
        ];
        row(names, None, &[*service], lanes)
    });
    Ok(known.chain(other).collect())
}

fn row(
    [id, vendor, name]: [&str; 3],
    offering: Option<&Offering>,
    services: &[Service<'_>],
    lanes: &BTreeMap<Word, OpenLane>,
) -> Compared {
    let connections = services
        .iter()
        .filter_map(|(_, view)| view.deployment.connection.as_ref());
    let points = Dimension::ALL.into_iter().map(|about| Point {
        about,
        claimed: offering.and_then(|offering| offering.claim(about)).cloned(),
        here: services.iter().find_map(|service| here(service, about)),
    });
    let points: Vec<Point> = points
        .filter(|point| point.claimed.is_some() || point.here.is_some())
        .collect();
    Compared {
        id: id.to_owned(),
        vendor: vendor.to_owned(),
        name: name.to_owned(),
        services: services
            .iter()
            .map(|(_, view)| view.id.to_string())
            .collect(),
        lane: connections
            .filter_map(|name| lanes.get(name))
            .max()
            .copied(),
        missing: missing(services, &points),
        points,
    }
}

fn missing(services: &[Service<'_>], points: &[Point]) -> Vec<String> {
    if services.is_empty() {
        return vec!["No service of it is on file.".to_owned()];
    }
    let verified = |about: &[Dimension]| {
        let own = points.iter().filter(|point| about.contains(&point.about));
        own.filter_map(|point| point.here.as_ref())
            .any(|here| here.is_verified)
    };
    let retention = [Dimension::RetentionDefault, Dimension::ZeroRetention];
    let each = services.iter().flat_map(|(_, view)| {
        let service = view.deployment;
        [
            (!view.reach.is_good(), view.reach.words()),
            (service.approved_by.is_none(), "not approved by anybody"),
            (service.connection.is_none(), "no connection leads there"),
        ]
        .map(|(is_missing, says)| is_missing.then(|| format!("Service {}: {says}.", view.id)))
    });
    let mut missing: Vec<String> = each.flatten().collect();
    let points = [
        (
            &[Dimension::TrainingUse][..],
            "Nobody verified whether models learn from text.",
        ),
        (&retention[..], "Nobody verified how long text is kept."),
    ];
    let open = points.into_iter().filter(|(about, _)| !verified(about));
    missing.extend(open.map(|(_, says)| says.to_owned()));
    missing
}

/// The most reliable of the practice's claims on a service.
fn here((vendor, view): &Service<'_>, about: Dimension) -> Option<Here> {
    if about == Dimension::Baa && view.reach.is_good() {
        return Some(Here {
            value: Word::lossy(view.reach.words()),
            standing: "on file".to_owned(),
            is_verified: true,
        });
    }
    let product = &view.deployment.product;
    let best = on(&vendor.claims, product, about).max_by_key(|view| view.standing.is_good())?;
    Some(Here {
        value: best.claim.value.clone(),
        standing: best.standing.words().to_owned(),
        is_verified: best.standing.is_good(),
    })
}

/// The claims on one point of a product.
pub(super) fn on<'v, 'r>(
    claims: &'v [ClaimView<'r>],
    product: &'v Word,
    about: Dimension,
) -> impl Iterator<Item = &'v ClaimView<'r>> {
    claims.iter().filter(move |view| {
        let offering = view.claim.offering.as_str();
        view.claim.about == about && offering.eq_ignore_ascii_case(product.as_str())
    })
}
