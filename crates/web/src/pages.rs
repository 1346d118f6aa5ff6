//! The pages, one file each, at the path of its address.

pub(crate) mod account;
pub(crate) mod answer;
pub(crate) mod approvals;
pub(crate) mod ask;
pub(crate) mod asked;
pub(crate) mod blocked;
pub(crate) mod catalogue;
pub(crate) mod chart;
pub(crate) mod console;
pub(crate) mod error;
pub(crate) mod file;
pub(crate) mod files;
pub(crate) mod held;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod late;
pub(crate) mod look;
pub(crate) mod passkeys;
pub(crate) mod passphrase;
pub(crate) mod practice;
pub(crate) mod reasons;
pub(crate) mod report;
pub(crate) mod runs;
pub(crate) mod second_step;
pub(crate) mod sending;
pub(crate) mod setup;
pub(crate) mod shared;
pub(crate) mod shown;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod system;
pub(crate) mod tasks;
pub(crate) mod training;
pub(crate) mod waiting;
pub(crate) mod welcome;

use axum::Router;
use axum::routing::{get, post};

use crate::edge::Edge;
use crate::page::{OWN_PASSPHRASE, SECOND_STEP};

/// Every page.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/", get(home::get).post(home::find))
        .route("/account", get(account::get))
        .route("/account/keys", post(account::set_keys))
        .route(OWN_PASSPHRASE, get(passphrase::get).post(passphrase::post))
        .route(SECOND_STEP, get(second_step::get).post(second_step::add))
        .route("/account/second-step/codes", post(second_step::renew))
        .route("/account/second-step/remove", post(second_step::remove))
        .route("/account/passkeys", get(passkeys::get).post(passkeys::add))
        .route("/account/passkeys/begin", post(passkeys::begin))
        .route("/account/passkeys/remove", post(passkeys::remove))
        .route("/account/passkeys/rename", post(passkeys::rename))
        .route("/account/sessions/end", post(account::end))
        .route("/approvals", get(approvals::list))
        .route("/approvals/{receipt}", get(approvals::get))
        .route("/approvals/{receipt}/{how}", post(approvals::decide))
        .route("/account/sessions/end-others", post(account::end_others))
        .route("/ask", get(ask::get))
        .route("/asked/{id}", get(asked::get))
        .route("/asked/{id}/read", post(asked::read))
        .route("/help", get(help::get))
        .route("/look/{task}", post(look::post))
        .route("/report", get(report::get).post(report::post))
        .route("/runs", get(runs::list::get).post(runs::list::search))
        .route(
            "/runs/trash",
            get(runs::list::trash).post(runs::list::drop_thrown),
        )
        .route("/runs/{id}", get(runs::get))
        .route("/runs/{id}/approval", post(held::submit))
        .route("/runs/{id}/copy", post(runs::list::copy))
        .route("/runs/{id}/delete", post(runs::list::delete))
        .route("/runs/{id}/exception", post(runs::exception::post))
        .route("/runs/{id}/name", post(runs::list::name))
        .route(
            "/runs/{id}/share",
            get(runs::share::get).post(runs::share::post),
        )
        .route("/runs/{id}/share/end", post(runs::share::end))
        .route("/runs/{id}/take-back", post(runs::list::take_back))
        .route("/runs/{id}/edit", get(runs::edit))
        .route("/runs/{id}/again", post(runs::redo::again))
        .route("/runs/{id}/back", post(runs::redo::back))
        .route("/runs/{id}/next", post(runs::onward::post))
        .route("/runs/{id}/text", post(runs::redo::text))
        .route("/runs/{id}/stop", post(answer::stop))
        .route("/runs/{id}/words", get(answer::words))
        .route("/runs/{id}/pdf", get(runs::paper::pdf))
        .route(
            "/runs/{id}/review",
            get(runs::review::get).post(runs::review::post),
        )
        .route("/runs/{id}/word", get(runs::paper::word))
        .route("/shared/{id}", get(shared::get))
        .route("/shared/{id}/copy", post(shared::copy))
        .route("/tasks/{task}", get(tasks::get).post(tasks::post))
        .route("/tasks/{task}/file", post(file::post))
        .route("/sign-in", get(sign_in::get).post(sign_in::post))
        .route("/sign-in/passkey", post(sign_in::passkey::post))
        .route("/sign-in/passkey/begin", post(sign_in::passkey::begin))
        .route("/sign-in/provider", post(sign_in::provider::begin))
        .route(sign_in::provider::BACK, get(sign_in::provider::back))
        .route(
            "/sign-in/step",
            get(sign_in::step::get).post(sign_in::step::post),
        )
        .route("/sign-out", post(sign_out::post))
        .route("/static/{name}", get(files::get))
        .route("/welcome", get(welcome::get))
        .merge(system::routes())
        .merge(setup::routes())
        .merge(training::routes())
        .merge(console::routes())
}
