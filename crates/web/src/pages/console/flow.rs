//! `/console/flow`: the map of where data goes, as a drawing and as a table that says the same, and its approval.

use anteroom_office::account::Right;
use anteroom_office::flow::{Edge as Path, Flow, FlowApproval, svg};
use anteroom_office::gate::{self, GateKind, Gates};
use anteroom_office::{NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::{plain_day, plain_days};
use askama::Template;
use axum::body::Body;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};

use super::readiness::condition::{Shown, shown};
use crate::page::{Allowed, AllowedForm, ChangeEvidence, Frame, SeeConsole, page};

#[derive(Template)]
#[template(path = "console/flow.html")]
struct Map {
    frame: Frame,
    here: &'static str,
    /// Who approved it, when, and until when.
    approved: Option<String>,
    is_approved: bool,
    changes: Vec<String>,
    ways: Vec<Way>,
    /// Whether this person may approve it now.
    may_approve: bool,
    /// What keeps it from being approved.
    missing: Vec<Shown>,
    notice: &'static str,
}

/// A way on the map.
struct Way {
    name: String,
    from: String,
    to: String,
    what: String,
    at_most: &'static str,
    region: String,
    encryption: String,
    retention: String,
    agreement: String,
    /// What was really sent along it.
    sent: Vec<String>,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let map = read(&by).await;
    Ok(page(&map.map_err(|failed| by.failed(failed))?))
}

/// The drawing alone. Its style is its own and is let through here only: nothing else of the page can be styled by it.
pub(crate) async fn drawing(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let flow = Flow::read(&by.desk).await;
    let flow = flow.map_err(|failed| by.failed(failed))?;
    let drawn = svg(&flow.map, "Where data goes");
    let mut response = Response::new(Body::from(drawn));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("image/svg+xml");
    let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'");
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Approves the map as it stands.
pub(crate) async fn approve(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let by = form.by;
    let approved = gate::approve(&by.desk, GateKind::DataFlow, by.desk.name(), None).await;
    Ok(by.done(approved, "/console/flow"))
}

async fn read(by: &Allowed<SeeConsole>) -> Result<Map, OfficeError> {
    let (flow, gates) = (Flow::read(&by.desk).await?, Gates::read(&by.desk).await?);
    let is_ready = gates.approve_map(by.desk.name(), None).is_ok();
    let conditions = gates.before_approval(GateKind::DataFlow)?.into_iter();
    let open = conditions.filter(|one| !one.holds);
    let missing = open.map(|one| shown(GateKind::DataFlow, one, true));
    let approved = flow.approved.as_ref().map(|kept| {
        let FlowApproval { by, on, until, .. } = &kept.record;
        let (on, until) = (plain_day(*on), plain_day(*until));
        format!("Approved by {by} on {on}, good until {until}.")
    });
    Ok(Map {
        frame: by.frame.clone(),
        here: "flow",
        approved,
        is_approved: flow.is_approved(),
        changes: flow.changes().iter().map(|one| plain_days(one)).collect(),
        ways: flow
            .map
            .edges
            .iter()
            .map(|edge| way(&by.frame, &flow, edge))
            .collect(),
        may_approve: is_ready && !flow.is_approved() && by.may(Right::ChangeEvidence),
        missing: missing.collect(),
        notice: NOT_LEGAL_ADVICE,
    })
}

fn way(frame: &Frame, flow: &Flow, edge: &Path) -> Way {
    let name = |id: &str| {
        let node = flow.map.node(id);
        node.map_or_else(|| id.to_owned(), |node| node.name.clone())
    };
    let at = edge.address.as_ref().map(|address| format!(" ({address})"));
    let along = flow.seen.iter().filter(|seen| seen.went_along(edge));
    Way {
        name: edge.name.clone(),
        from: name(&edge.from),
        to: format!("{}{}", name(&edge.to), at.unwrap_or_default()),
        what: edge.what.clone(),
        at_most: edge.data.words(),
        region: edge.region.clone(),
        encryption: edge.encryption.clone(),
        retention: edge.retention.clone(),
        agreement: plain_days(&edge.agreement),
        sent: along
            .map(|seen| {
                let (count, data, last) =
                    (seen.requests, seen.data.words(), frame.minute(seen.last));
                format!("{count} with {data}, the last {last}")
            })
            .collect(),
    }
}
