//! `/console/reports`: the readiness review, on screen and to take away.

use anteroom_export::{html_below, markdown};
use anteroom_office::review::{ConnectionRow, Review, Seen, page as document};
use anteroom_office::{NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::Rules;
use anteroom_store::{LogError, Snapshot};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderName, HeaderValue};

use super::ways::{Way, ways};
use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, page};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/reports.html")]
struct Reports {
    frame: Frame,
    here: &'static str,
    notice: &'static str,
}

/// Why there is no review.
enum Failed {
    /// The log was tampered with, or cannot be read.
    Log(LogError),
    Office(OfficeError),
    /// What the connections allow cannot be told.
    Ways,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Response {
    page(&Reports {
        frame: by.frame,
        here: "reports",
        notice: NOT_LEGAL_ADVICE,
    })
}

/// The review in one of its forms: `review.html`, `review.md`, `review.json`.
pub(crate) async fn one(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
    Path(file): Path<String>,
) -> Result<Response, Response> {
    let (write, kind) = form(&file).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let review = prepare(&edge, &by).await.map_err(|failed| match failed {
        Failed::Office(failed) => by.failed(failed),
        Failed::Log(failed) if failed.is_tampering() => error::log_broken(by.frame.clone()),
        Failed::Log(_) | Failed::Ways => error::broken(by.frame.clone()),
    })?;
    let written = write(&review).ok_or_else(|| error::broken(by.frame.clone()))?;
    Ok(handed_over(written, kind, &file))
}

type Write = fn(&Review) -> Option<String>;

fn form(file: &str) -> Option<(Write, &'static str)> {
    Some(match file {
        "review.html" => (
            |review| Some(html_below(&document(review), "/console/reports", "Reports")),
            "text/html; charset=utf-8",
        ),
        "review.json" => (
            |review| serde_json::to_string_pretty(review).ok(),
            "application/json",
        ),
        "review.md" => (
            |review| Some(markdown(&document(review))),
            "text/markdown; charset=utf-8",
        ),
        _ => return None,
    })
}

/// Reads and counts everything. A log that was tampered with gets no review.
async fn prepare(edge: &Edge, by: &Allowed<SeeConsole>) -> Result<Review, Failed> {
    let store = edge.door.store();
    let log = store.verify_log(&[]).await.map_err(Failed::Log)?;
    let snapshot = store.snapshot().await;
    let snapshot = snapshot.map_err(|failed| Failed::Office(failed.into()))?;
    let rules = Rules::shipped().map_err(|_| Failed::Ways)?;
    let ways = ways(edge).await.ok_or(Failed::Ways)?;
    let seen = Seen {
        connections: connections(&snapshot, &ways),
        log,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rule_set: rules.id().to_string(),
        clock: by.frame.clock.clone(),
    };
    let review = Review::prepare(&by.desk, seen).await;
    review.map_err(Failed::Office)
}

/// Connections in use. Nothing goes through one of which nothing is known.
fn connections(snapshot: &Snapshot, ways: &[Way]) -> Vec<ConnectionRow> {
    let row = |connection: &anteroom_store::Connection| {
        let way = ways.iter().find(|way| way.name == connection.name.as_str());
        let unknown = || vec!["This version does not know its provider.".to_owned()];
        ConnectionRow {
            name: connection.name.clone(),
            provider: connection.provider.clone(),
            host: connection.host.clone(),
            models: connection.models.clone(),
            replacing: connection.replacing.as_str().replace('_', " "),
            lane: way.map_or(anteroom_office::review::OpenLane::Closed, Way::lane),
            why: way.map_or_else(unknown, |way| way.why.clone()),
        }
    };
    snapshot.live().map(row).collect()
}

/// Shown where it is a page, kept as a file where it is not. A page brings its own style and nothing else.
pub(super) fn handed_over(written: impl Into<Body>, kind: &'static str, file: &str) -> Response {
    let mut response = Response::new(written.into());
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, kind);
    set(
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    if !kind.starts_with("text/html") {
        set(
            CONTENT_DISPOSITION,
            &format!("attachment; filename=\"{file}\""),
        );
    }
    response
}
