//! The pages, one file each, at the path of its address.

pub(crate) mod account;
pub(crate) mod console;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod system;

use axum::Router;
use axum::routing::{get, post};

use crate::edge::Edge;

/// Every page.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/", get(home::get))
        .route("/account", get(account::get))
        .route("/account/sessions/end", post(account::end))
        .route("/help", get(help::get))
        .route("/setup", get(setup::get).post(setup::post))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-out", post(sign_out::post))
        .route("/static/{name}", get(files::get))
        .route("/system", get(system::get))
        .merge(console::routes())
}
