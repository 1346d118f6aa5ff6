//! The pages, one file each, at the path of its address.

pub(crate) mod account;
pub(crate) mod answer;
pub(crate) mod blocked;
pub(crate) mod catalogue;
pub(crate) mod chart;
pub(crate) mod console;
pub(crate) mod error;
pub(crate) mod file;
pub(crate) mod files;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod look;
pub(crate) mod passphrase;
pub(crate) mod practice;
pub(crate) mod runs;
pub(crate) mod sending;
pub(crate) mod setup;
pub(crate) mod shown;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod system;
pub(crate) mod tasks;
pub(crate) mod training;
pub(crate) mod welcome;

use axum::Router;
use axum::routing::{get, post};

use crate::edge::Edge;
use crate::page::OWN_PASSPHRASE;

/// Every page.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/", get(home::get))
        .route("/account", get(account::get))
        .route(OWN_PASSPHRASE, get(passphrase::get).post(passphrase::post))
        .route("/account/sessions/end", post(account::end))
        .route("/help", get(help::get))
        .route("/look/{task}", post(look::post))
        .route("/runs", get(runs::list))
        .route("/runs/{id}", get(runs::get))
        .route("/runs/{id}/delete", post(runs::delete))
        .route("/runs/{id}/edit", get(runs::edit))
        .route("/runs/{id}/again", post(runs::redo::again))
        .route("/runs/{id}/back", post(runs::redo::back))
        .route("/runs/{id}/text", post(runs::redo::text))
        .route("/runs/{id}/stop", post(answer::stop))
        .route("/runs/{id}/words", get(answer::words))
        .route("/runs/{id}/pdf", get(runs::paper::pdf))
        .route(
            "/runs/{id}/review",
            get(runs::review::get).post(runs::review::post),
        )
        .route("/runs/{id}/word", get(runs::paper::word))
        .route("/tasks/{task}", get(tasks::get).post(tasks::post))
        .route("/tasks/{task}/file", post(file::post))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-out", post(sign_out::post))
        .route("/static/{name}", get(files::get))
        .route("/welcome", get(welcome::get))
        .route("/system", get(system::get))
        .merge(setup::routes())
        .merge(training::routes())
        .merge(console::routes())
}
