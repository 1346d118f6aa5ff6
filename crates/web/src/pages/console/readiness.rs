//! `/console/readiness`: the eight gates, and what each is missing.

mod act;
pub(crate) mod condition;
pub(crate) mod gate;
mod history;
mod paper;
mod wrong;

use anteroom_office::gate::{GateKind, GateView, Gates, Status};
use anteroom_office::{NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::{plain_day, plain_days};
use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::{get as shows, post};

use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, page};

#[derive(Template)]
#[template(path = "console/readiness.html")]
struct Readiness {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    ready: usize,
    notice: &'static str,
}

/// A gate on the list.
struct Row {
    id: String,
    title: String,
    status: &'static str,
    tone: &'static str,
    owner: String,
    due: String,
    /// The first thing that does not hold, and how many more there are.
    missing: Option<(String, usize)>,
}

/// The pages of the gates, and what is done there.
pub(super) fn routes() -> Router<Edge> {
    Router::new()
        .route("/console/readiness", shows(get))
        .route("/console/readiness/{gate}", shows(gate::get))
        .route("/console/readiness/{gate}/approve", post(act::approve))
        .route("/console/readiness/{gate}/assign", post(act::assign))
        .route("/console/readiness/{gate}/attach", post(act::attach))
        .route("/console/readiness/{gate}/files/{file}", shows(paper::get))
        .route("/console/readiness/{gate}/set-aside", post(act::set_aside))
}

async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let all = read(&by).await;
    Ok(page(&all.map_err(|failed| by.failed(failed))?))
}

/// The gate whose record has this id.
fn named(id: &str) -> Option<GateKind> {
    let mut all = GateKind::ALL.into_iter();
    all.find(|kind| kind.code() == id)
}

async fn read(by: &Allowed<SeeConsole>) -> Result<Readiness, OfficeError> {
    let gates = Gates::read(&by.desk).await?;
    let views = gates.views()?;
    Ok(Readiness {
        frame: by.frame.clone(),
        here: "readiness",
        rows: views.iter().map(row).collect(),
        ready: views.iter().filter(|view| view.status.is_settled()).count(),
        notice: NOT_LEGAL_ADVICE,
    })
}

fn row(view: &GateView<'_>) -> Row {
    let (status, tone) = status(view.status);
    let mut open = view.conditions.iter().filter(|one| !one.holds);
    let first = open.next().filter(|_| !view.status.is_settled());
    let file = view.file;
    let owner = file.and_then(|file| file.owner.as_ref());
    let due = file.and_then(|file| file.due);
    Row {
        id: view.text.name.code().to_owned(),
        title: view.text.title.clone(),
        status,
        tone,
        owner: owner.map_or_else(|| "Nobody yet".to_owned(), ToString::to_string),
        due: due.map_or_else(|| "No day set".to_owned(), plain_day),
        missing: first.map(|one| (plain_days(&one.says), open.count())),
    }
}

fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::InProgress => ("In progress", "plain"),
        Status::NeedsRenewal => ("Needs renewal", "warn"),
        Status::NotApplicable => ("Does not apply", "good"),
        Status::NotStarted => ("Not started", "plain"),
        Status::Ready => ("Ready", "good"),
    }
}
