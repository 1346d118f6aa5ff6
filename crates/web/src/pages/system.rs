//! `/system`: health, connections, keys and the log's state, for those who run the machine. Never content.

mod connect;
mod connection;

use anteroom_store::Connection;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{self, post};

use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeSystem, page};
use crate::pages::console::ways::{Way, ways};
use crate::pages::error;
use crate::routes::health::is_ready;

/// Every page of the system.
pub(crate) fn routes() -> Router<Edge> {
    let one = "/system/connections/{id}";
    Router::new()
        .route("/system", routing::get(get))
        .route(
            "/system/connections/new",
            routing::get(connect::get).post(connect::post),
        )
        .route(one, routing::get(connection::get))
        .route(&format!("{one}/approve"), post(connection::approve))
        .route(&format!("{one}/replacing"), post(connection::set_replacing))
        .route(&format!("{one}/test"), post(connection::test))
        .route(&format!("{one}/withdraw"), post(connection::withdraw))
}

#[derive(Template)]
#[template(path = "system.html")]
struct System {
    frame: Frame,
    is_ready: bool,
    version: &'static str,
    entries: u64,
    day: String,
    /// Each connection with its id.
    ways: Vec<(String, Way)>,
    keys: Vec<Key>,
}

/// A key in use: its name, never what opens it.
struct Key {
    name: String,
    made: String,
}

async fn get(State(edge): State<Edge>, by: Allowed<SeeSystem>) -> Result<Response, Response> {
    let store = edge.door.store();
    let broken = || error::broken(by.frame.clone());
    let entries = store.log_size().await.map_err(|_| broken())?;
    let keys = store.keys().await.map_err(|_| broken())?;
    let ways = ways(&edge).await.ok_or_else(broken)?;
    let connections = store.connections().await.map_err(|_| broken())?;
    let known = with_ids(ways, &connections);
    let live = keys.into_iter().filter(|key| key.revoked_at.is_none());
    let keys = live.map(|key| Key {
        name: key.name.to_string(),
        made: by.frame.minute(key.created_at),
    });
    Ok(page(&System {
        is_ready: is_ready(&edge).await,
        version: env!("CARGO_PKG_VERSION"),
        entries,
        day: by.frame.minute(by.person.at),
        ways: known,
        keys: keys.collect(),
        frame: by.frame,
    }))
}

/// Each way with the id of its connection.
fn with_ids(ways: Vec<Way>, connections: &[Connection]) -> Vec<(String, Way)> {
    let live = || connections.iter().filter(|one| one.revoked_at.is_none());
    let id = |way: &Way| {
        let found = live().find(|one| one.name.as_str() == way.name);
        found.map(|one| one.id.clone())
    };
    let all = ways.into_iter();
    all.filter_map(|way| Some((id(&way)?, way))).collect()
}
