//! `anteroom serve`: answers OpenAI and Mistral clients until it is told to stop.

use std::io::ErrorKind;
use std::net::SocketAddr;

use anteroom_audit::{Event, ServerStarted, What, Word};
use anteroom_web::Ground;
use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::Place;
use super::setup::Setup;
use crate::config::Config;
use crate::exit::{Exit, Outcome};
use crate::purge::Purging;
use crate::roster::PracticeFile;
use crate::wiring::{Office, block_on, edge_limits};
use crate::{logging, terminal};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  anteroom serve --listen 127.0.0.1:8420")]
pub(crate) struct Serve {
    /// Address and port; the configuration file's when missing.
    #[arg(long, value_name = "ADDR:PORT", env = "ANTEROOM_LISTEN")]
    listen: Option<SocketAddr>,
    /// Do not open a browser, where there is a desktop, when the practice is to be set up.
    #[arg(long)]
    no_open: bool,
}

impl Serve {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open_or_begin(place).await?;
            let config = Config::load(place.config.as_deref(), office.folder.path())?;
            logging::start(&config.log)?;
            anteroom_web::hush_panics();
            let listen = self.listen.unwrap_or(config.server.listen);
            if !listen.ip().is_loopback() {
                terminal::warn(format_args!(
                    "{listen} is not on this machine alone: requests and keys would cross the network as plain HTTP; put a \
                     proxy with TLS in front"
                ));
            }
            if office.clock_is_wrong() {
                terminal::warn(
                    "this computer's clock is wrong, so agreements and training cannot be judged by it; set the clock and \
                     start Anteroom again",
                );
            }
            let listener = bind(listen).await?;
            let setup = Setup::needed(&office, &listener, self.no_open).await?;
            serve(office, &config, listener, setup, stop_signal()).await
        })
    }
}

/// Listens there, or says what to do instead.
async fn bind(listen: SocketAddr) -> anyhow::Result<TcpListener> {
    let says = |error: &std::io::Error| match error.kind() {
        ErrorKind::AddrInUse => {
            let other = SocketAddr::new(listen.ip(), listen.port().wrapping_add(1));
            format!(
                "another program uses port {}; end it, or run: anteroom serve --listen {other}",
                listen.port()
            )
        }
        ErrorKind::PermissionDenied => {
            format!(
                "this account may not use port {}; take one from 1024 on",
                listen.port()
            )
        }
        _ => format!("cannot listen on {listen}"),
    };
    let bound = TcpListener::bind(listen).await;
    bound.map_err(|error| {
        let says = says(&error);
        anyhow::Error::new(error).context(says)
    })
}

/// Serves until `stop` ends, then writes what still waits.
///
/// # Errors
/// When another server works in the folder, or the log cannot be written.
pub(crate) async fn serve(
    office: Office,
    config: &Config,
    listener: TcpListener,
    setup: Option<Setup>,
    stop: impl Future<Output = ()>,
) -> Outcome {
    let mut only_server = office
        .folder
        .lock_server()
        .context("this practice is already being served")?;
    let interrupted = office
        .store
        .recover(office.now())
        .await
        .context("the log cannot be written")?;
    if interrupted > 0 {
        tracing::warn!(
            receipts = interrupted,
            "requests that an earlier process left open are closed as interrupted"
        );
    }
    let broken = anteroom_office::work::break_off(&office.store, office.now()).await;
    if broken.context("what an earlier process was sending cannot be given back")? > 0 {
        tracing::warn!("texts that an earlier process was sending are back with their owners");
    }
    let practice = PracticeFile::of_folder(office.folder.path())?;
    record_start(&office, &practice).await?;
    let purging = Purging::start(&office, &config.retention);
    let address = listener.local_addr()?;
    only_server.listens(address)?;
    let (opening, link) = setup.map(|setup| (setup.opening, setup.link)).unzip();
    let router = anteroom_web::router(Ground {
        clock: office.clock.clone(),
        gateway: office.gateway(config, &practice, None)?,
        letterhead: practice.letterhead.clone(),
        limits: edge_limits(config),
        opening,
        site: config.server.site(address.port())?,
        store: office.store.clone(),
        zone: practice.zone.clone(),
    });
    terminal::note(format_args!("Anteroom answers on http://{address}/v1"));
    match link {
        None => terminal::note(format_args!("Pages: http://{address}/")),
        Some(link) => link.show(),
    }
    anteroom_web::serve(listener, router, edge_limits(config), stop).await?;
    drop(purging);
    office.store.close().await;
    drop(only_server);
    Ok(Exit::Done)
}

async fn record_start(office: &Office, practice: &PracticeFile) -> anyhow::Result<()> {
    let what = What::ServerStarted(ServerStarted {
        version: Word::lossy(env!("CARGO_PKG_VERSION")),
        practice_sha256: practice.sha256,
    });
    let by = office.by();
    let event = Event {
        at: by.at,
        actor: by.actor,
        receipt: None,
        what,
    };
    office
        .store
        .recorder()
        .append(event)
        .await
        .context("the log cannot be written")?;
    Ok(())
}

/// Ends when the process gets an interrupt or a request to terminate; from the call on, neither ends it by itself.
pub(crate) fn stop_signal() -> impl Future<Output = ()> {
    let (interrupt, terminate) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    );
    let came = async |signal: std::io::Result<Signal>| match signal {
        Ok(mut signal) => signal.recv().await,
        Err(_) => std::future::pending().await,
    };
    async move {
        tokio::select! {
            _ = came(interrupt) => {}
            _ = came(terminate) => {}
        }
    }
}
