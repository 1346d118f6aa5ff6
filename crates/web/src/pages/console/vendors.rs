//! `/console/vendors`: who receives text, under which agreement, what they claim, and how services compare.

mod agreement;
mod next;
mod paper;

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_office::account::Right;
use anteroom_office::review::OpenLane;
use anteroom_office::vendor::{
    AgreementView, ClaimView, Compared, Element, Point, Register, Role, State as Agreed,
    VendorView, compare,
};
use anteroom_office::{Document, NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::{plain_day, plain_days};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get as shows;

use self::agreement::{in_words as found, read_by};
use self::next::{Next, steps};
use super::ways::{Way, ways};
use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, code_words, page, sentence};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/vendors.html")]
struct Vendors {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    compared: Vec<Offering>,
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

#[derive(Template)]
#[template(path = "console/vendor.html")]
struct Vendor {
    frame: Frame,
    here: &'static str,
    row: Row,
    decision: Option<String>,
    /// The signed paper of that decision: its id and its name.
    decided: Option<(String, String)>,
    /// What the practice wrote down of it: for its own machines, why no agreement is needed.
    reason: Option<String>,
    is_own: bool,
    /// What is still to be done, with the commands.
    next: Vec<Next>,
    agreements: Vec<Agreement>,
    /// How far each connection that leads there is open now.
    ways: Vec<Way>,
    /// Whether this person may read agreements for what they say.
    may_read: bool,
    claims: Vec<Claim>,
    services: Vec<Service>,
    notice: &'static str,
}

impl Vendor {
    fn has_command(&self) -> bool {
        self.next.iter().any(|next| next.page.is_none())
    }
}

/// An agreement, and what it lacks.
struct Agreement {
    id: String,
    state: String,
    tone: &'static str,
    days: String,
    /// The kept paper: its id and its name.
    paper: Option<(String, String)>,
    /// Who read it, and when.
    read: Option<String>,
    /// How much the law asks for, and what of it was not found, each with what was.
    asked: usize,
    lacks: Vec<(String, &'static str)>,
    should_ask: Vec<String>,
    /// What follows for patient text.
    means: &'static str,
}

/// A claim, where it was read, and how far it can be relied on.
struct Claim {
    about: &'static str,
    offering: String,
    value: String,
    standing: String,
    is_good: bool,
    source: String,
    dated: String,
}

/// A service in use.
struct Service {
    product: String,
    endpoint: String,
    region: String,
    kind: String,
    connection: String,
    approved: String,
    reach: String,
    is_covered: bool,
}

/// The pages of vendors.
pub(super) fn routes() -> Router<Edge> {
    Router::new()
        .route("/console/vendors", shows(get))
        .route("/console/vendors/{id}", shows(one))
        .route(
            "/console/vendors/{id}/agreements/{agreement}",
            shows(agreement::get).post(agreement::post),
        )
        .route("/console/vendors/{id}/papers/{file}", shows(paper::get))
}

async fn get(State(edge): State<Edge>, by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let ways = ways(&edge).await;
    let ways = ways.ok_or_else(|| error::broken(by.frame.clone()))?;
    let all = read_all(&by, &ways).await;
    Ok(page(&all.map_err(|failed| by.failed(failed))?))
}

async fn one(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let ways = ways(&edge).await;
    let ways = ways.ok_or_else(|| error::broken(by.frame.clone()))?;
    let one = read_one(&by, &id, ways).await;
    Ok(page(&one.map_err(|failed| by.failed(failed))?))
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
        notice: NOT_LEGAL_ADVICE,
    })
}

async fn read_one(
    by: &Allowed<SeeConsole>,
    id: &str,
    ways: Vec<Way>,
) -> Result<Vendor, OfficeError> {
    let register = Register::read(&by.desk).await?;
    let vendor = register.vendor(&id.parse()?)?;
    let law = register.elements().all.iter().filter(|one| one.is_law());
    let asked = law.count();
    let may_read = by.may(Right::ChangeEvidence);
    let decided = vendor.party.determination.as_ref();
    let decision = decided.map(|decision| {
        let (by, on) = (&decision.by, plain_day(decision.on));
        format!("No agreement needed, decided by {by} on {on}.")
    });
    Ok(Vendor {
        frame: by.frame.clone(),
        here: "vendors",
        row: row(&vendor),
        decision,
        decided: decided
            .and_then(|decision| decision.document.as_ref())
            .map(kept),
        reason: vendor
            .party
            .note
            .as_ref()
            .map(|note| note.as_str().to_owned()),
        is_own: vendor.party.role == Role::PracticeOwned,
        next: match vendor.party.is_in_use(by.desk.today()) {
            true => steps(&vendor, by.desk.today(), may_read),
            false => Vec::new(),
        },
        agreements: vendor
            .agreements
            .iter()
            .map(|view| agreement(view, asked))
            .collect(),
        ways: there(&vendor, ways),
        may_read,
        claims: vendor.claims.iter().map(claim).collect(),
        services: services(&vendor),
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

/// The connections that lead to this vendor, by its services on file.
fn there(vendor: &VendorView<'_>, mut ways: Vec<Way>) -> Vec<Way> {
    let services = || vendor.deployments.iter().map(|view| view.deployment);
    ways.retain(|way| {
        let mut named = services().filter_map(|service| service.connection.as_ref());
        named.any(|name| name.as_str() == way.name)
    });
    ways
}

fn agreement(view: &AgreementView<'_>, asked: usize) -> Agreement {
    let one = view.agreement;
    let from = one.effective.map(|day| format!("from {}", plain_day(day)));
    let until = one.until.map(|day| format!("until {}", plain_day(day)));
    let days: Vec<String> = [from, until].into_iter().flatten().collect();
    Agreement {
        id: view.id.to_string(),
        state: code_words(&view.state),
        tone: tone(view.state),
        days: days.join(" "),
        paper: one.document.as_ref().map(kept),
        read: read_by(one),
        asked,
        lacks: view
            .lacks
            .iter()
            .map(|element| {
                (
                    in_words(element),
                    found(one.elements.get(&element.id).copied()),
                )
            })
            .collect(),
        means: means(view),
        should_ask: view
            .should_ask
            .iter()
            .map(|element| in_words(element))
            .collect(),
    }
}

/// What an agreement opens as it stands, in one sentence.
fn means(view: &AgreementView<'_>) -> &'static str {
    match (view.state, view.lacks.is_empty()) {
        (Agreed::Expired | Agreed::Terminated, _) => {
            "It has ended. No patient text may leave on it."
        }
        (Agreed::Active | Agreed::Expiring, _) => {
            "It has all that the law asks for, and it runs. Patient text may rest on it."
        }
        (_, false) => "While one of these is missing, no patient text may leave on this agreement.",
        (_, true) if view.agreement.reviewer.is_none() => {
            "Nobody has read it yet. No patient text may leave on it."
        }
        (_, true) => {
            "It has all that the law asks for. It opens nothing before both sides signed and its first day has come."
        }
    }
}

/// The id of a kept paper, and its name.
fn kept(paper: &Document) -> (String, String) {
    (paper.file.to_string(), paper.name.to_string())
}

fn in_words(element: &Element) -> String {
    match &element.citation {
        Some(law) => format!("{} ({law})", element.says),
        None => element.says.clone(),
    }
}

fn claim(view: &ClaimView<'_>) -> Claim {
    let one = view.claim;
    let address = one.source.url.as_ref().map(|url| format!(", {url}"));
    Claim {
        about: one.about.words(),
        offering: one.offering.to_string(),
        value: one.value.to_string(),
        standing: sentence(view.standing.words()),
        is_good: view.standing.is_good(),
        source: format!("{}{}", one.source.title, address.unwrap_or_default()),
        dated: plain_day(one.dated()),
    }
}

fn services(vendor: &VendorView<'_>) -> Vec<Service> {
    let nobody = |word: &Option<Word>, none: &str| {
        word.as_ref()
            .map_or_else(|| none.to_owned(), ToString::to_string)
    };
    let each = vendor.deployments.iter().map(|view| Service {
        product: view.deployment.product.to_string(),
        endpoint: view.deployment.endpoint.to_string(),
        region: view.deployment.region.to_string(),
        kind: code_words(&view.deployment.kind),
        connection: nobody(&view.deployment.connection, "None leads there"),
        approved: nobody(&view.deployment.approved_by, "Nobody"),
        reach: sentence(view.reach.words()),
        is_covered: view.reach.is_good(),
    });
    each.collect()
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
