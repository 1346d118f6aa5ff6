//! `/console`: the practice's readiness, vendors, map, people, log, incidents and switches, for those whose roles open it.

pub(crate) mod activity;
pub(crate) mod exceptions;
pub(crate) mod flow;
pub(crate) mod incidents;
pub(crate) mod laws;
pub(crate) mod level;
pub(crate) mod people;
pub(crate) mod policy;
pub(crate) mod readiness;
pub(crate) mod reports;
pub(crate) mod today;
pub(crate) mod training;
pub(crate) mod vendors;
pub(crate) mod ways;

use axum::Router;
use axum::routing::{get, post};

use crate::edge::Edge;

/// Every page of the console.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/console", get(today::get))
        .route("/console/activity", get(activity::get))
        .route("/console/activity/{receipt}", get(activity::one))
        .route("/console/flow", get(flow::get))
        .route("/console/flow.svg", get(flow::drawing))
        .route("/console/flow/approve", post(flow::approve))
        .route("/console/exceptions", get(exceptions::get))
        .route("/console/exceptions/details", post(exceptions::withdraw))
        .route("/console/exceptions/phone", post(exceptions::set_phone))
        .route("/console/exceptions/{id}/allow", post(exceptions::allow))
        .route("/console/exceptions/{id}/refuse", post(exceptions::refuse))
        .route("/console/laws", get(laws::get))
        .route("/console/level", post(level::set))
        .route("/console/people", get(people::get).post(people::add))
        .route("/console/people/{id}", get(people::one))
        .route("/console/people/{id}/able", post(people::set_able))
        .route("/console/people/{id}/link", post(people::link))
        .route("/console/people/{id}/reset", post(people::reset))
        .route("/console/people/{id}/roles", post(people::set_roles))
        .route(
            "/console/people/{id}/second-step",
            post(people::reset_second_step),
        )
        .route("/console/policy", get(policy::get))
        .route("/console/policy/clock", post(policy::set_clock))
        .route("/console/policy/questions", post(policy::set_questions))
        .route("/console/reports", get(reports::get))
        .route("/console/reports/{file}", get(reports::one))
        .merge(incidents::routes())
        .merge(readiness::routes())
        .merge(training::routes())
        .merge(vendors::routes())
}
