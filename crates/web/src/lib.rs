//! The edge: routes of the `/v1` API and the pages, the extractors that authorize, and the limits of transport.
//!
//! A request comes in through [`serve`], is checked for size, encoding and key by the extractors, and is then the
//! gateway's (`anteroom-gateway`); what comes back is turned into HTTP by `answer.rs`. No rule about content is decided
//! here, no outbound connection is opened, and nothing of a request is ever logged: neither path, query, headers nor body.

mod answer;
mod body;
mod caller;
mod chance;
mod closed;
mod course;
mod dialect;
mod edge;
mod limits;
mod live;
mod page;
mod pages;
mod panics;
mod part2_consent;
mod patient_state;
mod problem;
mod reading;
mod rehearsing;
mod routes;
mod serve;
mod use_case;
mod writing;

use std::sync::Arc;

use anteroom_gateway::{Clock, Gateway};
use anteroom_office::{door::Door, opening::Opening, passkey::Site};
use anteroom_policy::LocalTime;
use anteroom_store::Store;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use http::{HeaderName, HeaderValue, header};
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer};

pub use answer::{OBLIGATIONS_HEADER, RECEIPT_HEADER, REMOVED_HEADER};
pub use dialect::DIALECT_HEADER;
pub use limits::Limits;
pub use panics::hush_panics;
pub use part2_consent::PART2_CONSENT_HEADER;
pub use patient_state::PATIENT_STATE_HEADER;
pub use serve::serve;
pub use use_case::USE_CASE_HEADER;

use crate::{
    edge::Edge,
    routes::{chat, embeddings, health, models},
};

/// What the routes stand on.
pub struct Ground {
    /// The time of day.
    pub clock: Clock,
    /// The one way out.
    pub gateway: Gateway,
    /// What stands on letters under the practice's name, a line each.
    pub letterhead: Vec<String>,
    /// What one listening server takes.
    pub limits: Limits,
    /// The chance to set up, where nobody has yet.
    pub opening: Option<Opening>,
    /// The address at which people open the pages; passkeys are good there.
    pub site: Site,
    /// People and their work.
    pub store: Store,
    /// The clock that the practice's file names, where it names one.
    pub zone: Option<LocalTime>,
}

/// All routes: the API and the pages, on top of the same gateway.
pub fn router(ground: Ground) -> Router {
    let Ground {
        clock,
        gateway,
        letterhead,
        limits,
        opening,
        site,
        store,
        zone,
    } = ground;
    let edge = Edge {
        clock,
        door: Arc::new(Door::new(store).with_idle(limits.idle)),
        gateway,
        last_look: Arc::default(),
        letterhead: letterhead.into(),
        room: body::room(&limits),
        limits,
        live: Arc::default(),
        opening: opening.map(Arc::new),
        site: Arc::new(site),
        zone,
    };
    Router::new()
        .route("/healthz", get(health::get))
        .route("/v1/chat/completions", post(chat::post))
        .route("/v1/embeddings", post(embeddings::post))
        .route("/v1/models", get(models::list))
        .route("/v1/models/{*id}", get(models::one))
        .merge(pages::routes())
        .fallback(closed::answer)
        .method_not_allowed_fallback(closed::wrong_method)
        .layer(from_fn_with_state(edge.clone(), closed::only_text))
        // `body.rs` has its own limit, which answers in our error shape.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(panics::answer))
        .layer(usual(header::CACHE_CONTROL, "no-store"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(usual(header::REFERRER_POLICY, "no-referrer"))
        .with_state(edge)
}

fn usual(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}
