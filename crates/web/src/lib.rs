//! The edge: routes of the `/v1` API, the extractor that authorizes, and the limits of transport.
//!
//! A request comes in through [`serve`], is checked for size, encoding and key by the extractors, and is then the
//! gateway's (`anteroom-gateway`); what comes back is turned into HTTP by `answer.rs`. No rule about content is decided
//! here, no outbound connection is opened, and nothing of a request is ever logged: neither path, query, headers nor body.

mod answer;
mod body;
mod caller;
mod closed;
mod dialect;
mod edge;
mod limits;
mod panics;
mod problem;
mod routes;
mod serve;
mod use_case;

use std::sync::Arc;

use anteroom_gateway::Gateway;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use http::{HeaderName, HeaderValue, header};
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};

pub use answer::{OBLIGATIONS_HEADER, RECEIPT_HEADER};
pub use dialect::DIALECT_HEADER;
pub use limits::Limits;
pub use panics::hush_panics;
pub use serve::serve;
pub use use_case::USE_CASE_HEADER;

use crate::{
    edge::Edge,
    problem::Problem,
    routes::{chat, embeddings, health, models},
};

/// All routes, on top of `gateway`.
pub fn router(gateway: Gateway, limits: Limits) -> Router {
    Router::new()
        .route("/healthz", get(health::get))
        .route("/v1/chat/completions", post(chat::post))
        .route("/v1/embeddings", post(embeddings::post))
        .route("/v1/models", get(models::list))
        .route("/v1/models/{*id}", get(models::one))
        .fallback(closed::answer)
        .method_not_allowed_fallback(async || Problem::WRONG_METHOD)
        // `body.rs` has its own limit, which answers in our error shape.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(panics::answer))
        .layer(always(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "no-referrer"))
        .with_state(Edge {
            gateway,
            last_look: Arc::default(),
            room: body::room(&limits),
            limits,
        })
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
