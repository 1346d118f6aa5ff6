//! `/console/vendors`: who receives text, under which agreement, what they claim, and how services compare.

mod agreement;
mod claim;
mod handed;
mod letter;
mod new;
mod next;
mod none_needed;
mod one;
mod paper;
mod service;
mod terms;

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_office::account::Right;
use anteroom_office::review::OpenLane;
use anteroom_office::vendor::{Compared, Point, Register, State as Agreed, VendorView, compare};
use anteroom_office::{NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::plain_days;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get as shows, post};

use super::ways::{Way, ways};
use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, code_words, page};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/vendors.html")]
struct Vendors {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    compared: Vec<Offering>,
    /// Connections that no service on file names.
    loose: Vec<String>,
    may_change: bool,
    may_connect: bool,
    notice: &'static str,
}

/// A vendor on the list.
struct Row {
    id: String,
    name: String,
    role: String,
    agreement: String,
    tone: &'static str,
    /// Services in use, and how many of them no agreement reaches.
    services: String,
    /// Claims, and how many of them nobody verified.
    claims: String,
}

/// A service beside others.
struct Offering {
    name: String,
    lane: &'static str,
    /// What it is about, what is claimed in public, what this practice wrote down.
    points: Vec<(&'static str, String, String)>,
    missing: Vec<String>,
}

/// The pages of vendors.
pub(super) fn routes() -> Router<Edge> {
    let vendor = "/console/vendors/{id}";
    Router::new()
        .route("/console/vendors", shows(get))
        .route("/console/vendors/new", shows(new::get).post(new::post))
        .route(vendor, shows(one::get))
        .route(&format!("{vendor}/end"), post(one::end))
        .route(
            &format!("{vendor}/agreements/new"),
            shows(terms::new).post(terms::add),
        )
        .route(
            &format!("{vendor}/agreements/{{agreement}}"),
            shows(agreement::get).post(agreement::post),
        )
        .route(
            &format!("{vendor}/agreements/{{agreement}}/change"),
            shows(terms::get).post(terms::change),
        )
        .route(&format!("{vendor}/letter"), shows(letter::get))
        .route(&format!("{vendor}/letter.docx"), shows(letter::word))
        .route(
            &format!("{vendor}/no-agreement"),
            shows(none_needed::get).post(none_needed::post),
        )
        .route(&format!("{vendor}/papers/{{file}}"), shows(paper::get))
        .merge(of_services())
}

/// What is done about a vendor's services and claims.
fn of_services() -> Router<Edge> {
    let service = "/console/vendors/{id}/services";
    let claim = "/console/vendors/{id}/claims";
    Router::new()
        .route(
            &format!("{service}/new"),
            shows(service::get).post(service::post),
        )
        .route(
            &format!("{service}/{{service}}/approve"),
            post(service::approve),
        )
        .route(&format!("{service}/{{service}}/end"), post(service::end))
        .route(&format!("{claim}/new"), shows(claim::get).post(claim::post))
        .route(&format!("{claim}/{{claim}}/verify"), post(claim::verify))
        .route(
            &format!("{claim}/{{claim}}/withdraw"),
            post(claim::withdraw),
        )
}

async fn get(State(edge): State<Edge>, by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let ways = ways(&edge).await;
    let ways = ways.ok_or_else(|| error::broken(by.frame.clone()))?;
    let all = read_all(&by, &ways).await;
    Ok(page(&all.map_err(|failed| by.failed(failed))?))
}

async fn read_all(by: &Allowed<SeeConsole>, ways: &[Way]) -> Result<Vendors, OfficeError> {
    let register = Register::read(&by.desk).await?;
    let lanes: BTreeMap<Word, OpenLane> = ways
        .iter()
        .map(|way| (Word::lossy(&way.name), way.lane()))
        .collect();
    let compared = compare(&register, &lanes)?;
    Ok(Vendors {
        frame: by.frame.clone(),
        here: "vendors",
        rows: register.vendors()?.iter().map(row).collect(),
        compared: compared.into_iter().map(offering).collect(),
        loose: loose(&register.vendors()?, ways),
        may_change: by.may(Right::ChangeEvidence),
        may_connect: by.may(Right::ManageConnections),
        notice: NOT_LEGAL_ADVICE,
    })
}

fn row(vendor: &VendorView<'_>) -> Row {
    let open = vendor.deployments.iter().filter(|one| !one.reach.is_good());
    let unsure = vendor.claims.iter().filter(|one| !one.standing.is_good());
    Row {
        id: vendor.id.to_string(),
        name: vendor.party.name.to_string(),
        role: code_words(&vendor.party.role),
        agreement: code_words(&vendor.agreement),
        tone: tone(vendor.agreement),
        services: counted(vendor.deployments.len(), open.count(), "not covered"),
        claims: counted(vendor.claims.len(), unsure.count(), "not verified"),
    }
}

fn counted(all: usize, some: usize, are: &str) -> String {
    match (all, some) {
        (0, _) => "None".to_owned(),
        (all, 0) => all.to_string(),
        (all, some) => format!("{all} ({some} {are})"),
    }
}

fn tone(state: Agreed) -> &'static str {
    match state {
        Agreed::Active => "good",
        Agreed::Expiring | Agreed::Requested | Agreed::Received | Agreed::None => "warn",
        Agreed::Expired | Agreed::Terminated => "bad",
    }
}

/// The connections that no vendor's service names.
fn loose(vendors: &[VendorView<'_>], ways: &[Way]) -> Vec<String> {
    let services = || vendors.iter().flat_map(|vendor| &vendor.deployments);
    let is_named = |way: &&Way| {
        let mut named = services().filter_map(|view| view.deployment.connection.as_ref());
        named.any(|name| name.as_str() == way.name)
    };
    let loose = ways.iter().filter(|way| !is_named(way));
    loose.map(|way| way.name.clone()).collect()
}

fn offering(row: Compared) -> Offering {
    Offering {
        name: format!("{}: {}", row.vendor, row.name),
        lane: row
            .lane
            .map_or("No connection leads there", OpenLane::words),
        points: row.points.iter().map(point).collect(),
        missing: row.missing,
    }
}

fn point(point: &Point) -> (&'static str, String, String) {
    let claimed = point.claimed.as_ref().map(|claim| {
        let other = claim.conflict.as_ref();
        let other = other.map(|other| format!(" Another source says: {other}"));
        let (value, source, dated) = (
            &claim.value,
            &claim.source,
            plain_days(&claim.dated.to_string()),
        );
        format!("{value} ({source}, {dated}){}", other.unwrap_or_default())
    });
    let here = point.here.as_ref();
    let here = here.map(|here| format!("{} ({})", here.value, here.standing));
    let nothing = || "Nothing known".to_owned();
    let unverified = || "Not verified".to_owned();
    (
        point.about.words(),
        claimed.unwrap_or_else(nothing),
        here.unwrap_or_else(unverified),
    )
}
