//! The demo: an invented practice, a realistic note, the real pipeline.
//!
//! Only the practice, the patient and (unless a real server is named) the model are invented. The store, the rules, the
//! detector, the gateway and the log are those that `anteroom serve` uses.

mod columns;
mod model;
mod practice;
mod story;
mod window;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use tokio::net::TcpListener;

use self::practice::Practice;
use self::window::Window;
use crate::cli::serve;
use crate::config::Config;
use crate::exit::{Exit, Outcome};
use crate::terminal;

/// What the person at the terminal chose.
pub(crate) struct Choices {
    pub(crate) once: bool,
    pub(crate) model_url: Option<String>,
    pub(crate) model: Option<String>,
}

/// Sets up, tells the story, and keeps serving unless asked not to.
///
/// # Errors
/// When the folder cannot be made, or the model does not answer.
pub(crate) async fn run(data: Option<PathBuf>, choices: Choices) -> Outcome {
    let mut stop = std::pin::pin!(serve::stop_signal());
    let temporary = tempfile::tempdir().context("a temporary folder cannot be made")?;
    let is_kept = data.is_some();
    let data = data.unwrap_or_else(|| temporary.path().join("anteroom-demo"));
    let once = choices.once;
    let practice = Practice::set_up(data, choices.model_url, choices.model).await?;
    let window = Arc::new(Window::default());
    let told = tokio::select! {
        told = story::tell(&practice, &window) => told.map(|()| once),
        () = &mut stop => Ok(true),
    };
    match told {
        Ok(false) => keep_serving(practice, is_kept, stop).await,
        ended => {
            // Only then is nobody left who writes into the temporary folder while it is removed.
            practice.office.store.close().await;
            ended.map(|_| Exit::Done)
        }
    }
}

/// Prints how to try it by hand, and serves. `is_kept`: the folder with the data was named, and stays.
async fn keep_serving(
    practice: Practice,
    is_kept: bool,
    stop: impl Future<Output = ()>,
) -> Outcome {
    let config = Config::default();
    let listener = match TcpListener::bind(config.server.listen).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("no port is free")?,
    };
    let address = listener.local_addr()?;
    terminal::line(format_args!(
        "Try it yourself (Ctrl-C ends the demo{data}):\n\n  Pages    http://{address}/  (sign in as {person}, \
         passphrase: {passphrase})\n  API key  {key}\n  Address  http://{address}/v1\n\n  \
         curl http://{address}/v1/chat/completions -H 'Authorization: Bearer {key}' \\\n    \
         -H 'Content-Type: application/json' \\\n    \
         -d '{{\"model\":\"{model}\",\"messages\":[{{\"role\":\"user\",\"content\":\"Write to Harriet Lindgren, \
         phone (740) 555-0141, about her visit on 11/16/2026.\"}}]}}'\n",
        data = if is_kept { "" } else { " and removes its data" },
        person = practice::PERSON,
        passphrase = practice::PASSPHRASE,
        key = practice.key.as_str(),
        model = practice.model,
    ))?;
    serve::serve(practice.office, &config, listener, None, stop).await
}
