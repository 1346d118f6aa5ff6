//! `/system`: health, connections, keys and the log's state, for those who run the machine. Never content.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeSystem, page};
use crate::pages::console::ways::{Way, ways};
use crate::pages::error;
use crate::routes::health::is_ready;

#[derive(Template)]
#[template(path = "system.html")]
struct System {
    frame: Frame,
    is_ready: bool,
    version: &'static str,
    entries: u64,
    day: String,
    ways: Vec<Way>,
    keys: Vec<Key>,
}

/// A key in use: its name, never what opens it.
struct Key {
    name: String,
    made: String,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    by: Allowed<SeeSystem>,
) -> Result<Response, Response> {
    let store = edge.door.store();
    let broken = || error::broken(by.frame.clone());
    let entries = store.log_size().await.map_err(|_| broken())?;
    let keys = store.keys().await.map_err(|_| broken())?;
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
        ways: ways(&edge).await.ok_or_else(broken)?,
        keys: keys.collect(),
        frame: by.frame,
    }))
}
