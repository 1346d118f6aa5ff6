//! `/console/vendors/{id}`: everything on file about one vendor, what is still to be done, and what may leave for it.

use anteroom_audit::Word;
use anteroom_office::account::Right;
use anteroom_office::vendor::{
    AgreementView, ClaimView, Element, Register, Role, Standing, State as Agreed, VendorView,
    end_party,
};
use anteroom_office::{Document, NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::plain_day;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::agreement::{in_words as found, read_by};
use super::next::{Next, steps};
use super::{Row, row, tone};
use crate::edge::Edge;
use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Frame, SeeConsole, code_words, page, sentence,
};
use crate::pages::console::ways::{Way, ways};
use crate::pages::error;

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
    /// What is still to be done, and where.
    next: Vec<Next>,
    /// Whether the practice still works with it.
    is_in_use: bool,
    /// When it stopped to.
    ended: Option<String>,
    agreements: Vec<Agreement>,
    /// How far each connection that leads there is open now.
    ways: Vec<Way>,
    /// Whether this person may read agreements for what they say.
    may_read: bool,
    claims: Vec<Claim>,
    services: Vec<Service>,
    notice: &'static str,
}

/// An agreement, and what it lacks.
struct Agreement {
    id: String,
    state: String,
    tone: &'static str,
    days: String,
    /// The kept paper: its id and its name.
    paper: Option<(String, String)>,
    /// Who signed it for the practice.
    signed_by: Option<String>,
    /// Whether a new one can follow it: it holds or has ended.
    may_follow: bool,
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
    id: String,
    /// Whether somebody can still check it.
    is_open: bool,
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
    id: String,
    is_approved: bool,
    product: String,
    endpoint: String,
    region: String,
    kind: String,
    connection: String,
    approved: String,
    reach: String,
    is_covered: bool,
}

pub(super) async fn get(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let ways = ways(&edge).await;
    let ways = ways.ok_or_else(|| error::broken(by.frame.clone()))?;
    let one = read_one(&by, &id, ways).await;
    Ok(page(&one.map_err(|failed| by.failed(failed))?))
}

/// Records that the practice works with this vendor no longer: today is the last day.
pub(super) async fn end(
    Path(id): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let by = form.by;
    let ended = async { end_party(&by.desk, &id.parse()?, by.desk.today()).await };
    Ok(by.done(ended.await, &format!("/console/vendors/{id}")))
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
            true => steps(&vendor, may_read),
            false => Vec::new(),
        },
        is_in_use: vendor.party.is_in_use(by.desk.today()),
        ended: vendor
            .party
            .ended_on
            .map(|last| format!("The last day of working with it: {}.", plain_day(last))),
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
        signed_by: one.signed_by.as_ref().map(ToString::to_string),
        may_follow: !matches!(
            view.state,
            Agreed::Requested | Agreed::Received | Agreed::None
        ),
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
pub(super) fn kept(paper: &Document) -> (String, String) {
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
        id: view.id.to_string(),
        is_open: !matches!(view.standing, Standing::Withdrawn),
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
        id: view.id.to_string(),
        is_approved: view.deployment.approved_by.is_some(),
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
