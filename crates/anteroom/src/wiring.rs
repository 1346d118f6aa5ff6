//! Putting the house together: the practice's store for every command, the gateway for those that serve.

use std::os::unix::fs::MetadataExt as _;
use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::{Actor, Micros, Word};
use anteroom_gateway::{Clock, Gateway, Parts, Witness};
use anteroom_office::Desk;
use anteroom_phi::Engine;
use anteroom_policy::Rules;
use anteroom_store::{By, Folder, FolderError, Now, Store};
use anyhow::Context as _;
use jiff::civil::Date;

use crate::cli::Place;
use crate::config::{Config, Limits, Timeouts};
use crate::roster::PracticeFile;
use crate::{folder, terminal};

/// Seconds since the Unix epoch: 2026-01-01.
const EARLIEST: i64 = 1_767_225_600;

/// The practice's data, opened by one command.
pub(crate) struct Office {
    pub(crate) clock: Clock,
    pub(crate) folder: Folder,
    pub(crate) store: Store,
}

impl Office {
    /// Opens the data folder that was named.
    ///
    /// # Errors
    /// When there is none yet, when others can read it, or when its database or keys cannot be used.
    pub(crate) async fn open(place: &Place) -> anyhow::Result<Office> {
        let path = folder::path(place)?;
        terminal::detail(format_args!("data folder: {}", path.display()));
        let folder = Folder::open(&path).map_err(|error| not_set_up(error, &path))?;
        Office::of(folder).await
    }

    /// Opens the data folder that was named, or makes one in which a practice can be set up.
    ///
    /// # Errors
    /// As [`Office::open`], and when it cannot be made.
    pub(crate) async fn open_or_begin(place: &Place) -> anyhow::Result<Office> {
        let path = folder::path(place)?;
        let is_empty = std::fs::read_dir(&path).map_or(true, |mut inside| inside.next().is_none());
        if !is_empty {
            return Office::open(place).await;
        }
        let folder = Folder::create(&path).with_context(|| {
            format!(
                "the data folder {} cannot be written; make it yours, or name another one with --data DIR",
                path.display()
            )
        })?;
        let begun = folder.begin().context("the keys cannot be made")?;
        let office = Office::of(folder).await?;
        begun.keep();
        Ok(office)
    }

    /// Opens a folder that was checked.
    ///
    /// # Errors
    /// When its database or keys cannot be used.
    pub(crate) async fn of(folder: Folder) -> anyhow::Result<Office> {
        let clock = Clock::system();
        let store = Store::open(folder.config(now(&clock))?).await?;
        Ok(Office {
            clock,
            folder,
            store,
        })
    }

    /// The person at the command line, now.
    pub(crate) fn by(&self) -> By {
        By {
            actor: Actor::Operator { name: operator() },
            at: self.now(),
        }
    }

    /// The practice's calendar day, by which its agreements and records are judged.
    ///
    /// # Errors
    /// When the practice or the rules cannot be read.
    pub(crate) async fn today(&self) -> anyhow::Result<Date> {
        let practice = self.store.practice().await;
        let practice = practice.context("the practice cannot be read")?;
        let state = practice
            .as_ref()
            .map_or("", |practice| practice.state.as_str());
        let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
        Ok(rules.day(state, self.clock.now()))
    }

    /// The desk at which this person keeps the practice's records.
    ///
    /// # Errors
    /// As [`Office::today`].
    pub(crate) async fn desk(&self) -> anyhow::Result<Desk> {
        Ok(Desk::new(
            self.store.clone(),
            self.by(),
            self.today().await?,
        ))
    }

    /// Whether the machine's clock cannot be right: this version was not built before [`EARLIEST`].
    pub(crate) fn clock_is_wrong(&self) -> bool {
        self.clock.now().as_second() < EARLIEST
    }

    /// The time, as the log writes it.
    pub(crate) fn now(&self) -> Micros {
        Micros(self.clock.now().as_microsecond())
    }

    /// Everything that a request passes through. A `witness` sees what leaves and what comes back (the demo's window).
    ///
    /// # Errors
    /// When the detector, the rules or the outbound side cannot start.
    pub(crate) fn gateway(
        &self,
        config: &Config,
        practice: &PracticeFile,
        witness: Option<Arc<dyn Witness>>,
    ) -> anyhow::Result<Gateway> {
        let engine = Engine::new(&practice.settings).context("the detector cannot start")?;
        let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
        let parts = Parts {
            clock: self.clock.clone(),
            engine: Arc::new(engine),
            recorder: self.store.recorder(),
            rules: Arc::new(rules),
            settings: settings(&config.limits, &config.timeouts),
            store: self.store.clone(),
            witness,
        };
        Gateway::new(parts).context("the outbound side cannot start")
    }
}

/// What the gateway takes from the configuration file.
fn settings(limits: &Limits, timeouts: &Timeouts) -> anteroom_gateway::Settings {
    anteroom_gateway::Settings {
        burst: limits.requests_per_minute,
        connect: Duration::from_secs(timeouts.connect_s),
        first_byte: Duration::from_secs(timeouts.first_byte_s),
        idle: Duration::from_secs(timeouts.idle_s),
        requests_per_minute: limits.requests_per_minute,
        total: Duration::from_secs(timeouts.total_s),
        whole: Duration::from_secs(timeouts.whole_s),
        ..anteroom_gateway::Settings::default()
    }
}

/// What the edge takes from the configuration file.
pub(crate) fn edge_limits(config: &Config) -> anteroom_web::Limits {
    let limits = &config.limits;
    anteroom_web::Limits {
        idle: Duration::from_secs(config.server.session_idle_s),
        body_bytes: usize::try_from(limits.body_mib)
            .unwrap_or(usize::MAX)
            .saturating_mul(1 << 20),
        header_bytes: usize::try_from(limits.header_kib)
            .unwrap_or(usize::MAX)
            .saturating_mul(1 << 10),
        ..anteroom_web::Limits::default()
    }
}

/// The clock in the form that the store takes.
fn now(clock: &Clock) -> Now {
    let clock = clock.clone();
    Arc::new(move || Micros(clock.now().as_microsecond()))
}

/// The account that types the command, for the log.
#[expect(
    clippy::disallowed_methods,
    reason = "the account's name is the environment's to tell"
)]
fn operator() -> Word {
    let told = ["USER", "LOGNAME"].map(|name| std::env::var(name).ok());
    let mut named = told
        .into_iter()
        .flatten()
        .filter(|name| !name.trim().is_empty());
    let name = named.next().or_else(uid);
    Word::lossy(name.as_deref().unwrap_or("unnamed"))
}

/// The number of the account that this program runs under, where the system tells it.
fn uid() -> Option<String> {
    let own = std::fs::metadata("/proc/self").ok()?;
    Some(format!("uid {}", own.uid()))
}

fn not_set_up(error: FolderError, path: &std::path::Path) -> anyhow::Error {
    match path.exists() {
        true => error.into(),
        false => anyhow::anyhow!(
            "{} is not set up; run: anteroom init --practice \"NAME\" --state XX --data {}",
            path.display(),
            path.display()
        ),
    }
}

/// Runs an asynchronous command to its end.
///
/// # Errors
/// When the runtime cannot start, or the command fails.
pub(crate) fn block_on<T, E: From<std::io::Error>>(
    task: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(task)
}
