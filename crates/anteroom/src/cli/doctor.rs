//! `anteroom doctor`: is everything that Anteroom needs in order? Each line says what was checked and what to do.

use std::net::{SocketAddr, TcpListener};

use anteroom_gateway::rules_of;
use anteroom_office::Profile;
use anteroom_phi::{Engine, Kind, Segment, Settings};
use anteroom_policy::{Book, Rules};
use anteroom_store::FolderError;
use clap::Args;
use serde::Serialize;

use super::Place;
use super::connection::list::Ask;
use crate::config::Config;
use crate::exit::{Exit, Outcome};
use crate::roster::{self, PracticeFile};
use crate::terminal::{self, Tone};
use crate::wiring::{Office, block_on};

/// An invented sentence in which the detector must find a name, a phone and a Social Security number.
const SELF_TEST: &str = "Patient: Harriet Lindgren, SSN 412-55-7781, call (740) 555-0141.";

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  anteroom doctor --json")]
pub(crate) struct Doctor {
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    says: String,
    #[serde(skip)]
    exit: Exit,
}

impl Check {
    fn good(name: &'static str, says: impl Into<String>) -> Check {
        Check {
            name,
            ok: true,
            says: says.into(),
            exit: Exit::Done,
        }
    }

    fn bad(name: &'static str, says: impl Into<String>) -> Check {
        Check {
            name,
            ok: false,
            says: says.into(),
            exit: Exit::Environment,
        }
    }

    fn of(name: &'static str, result: Result<impl Into<String>, impl std::fmt::Display>) -> Check {
        match result {
            Ok(says) => Check::good(name, says),
            Err(error) => Check::bad(name, error.to_string()),
        }
    }
}

impl Doctor {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let checks = block_on(async { Ok::<_, std::io::Error>(look(place).await) })?;
        for check in &checks {
            let mark = match check.ok {
                true => terminal::toned(Tone::Good, "ok  "),
                false => terminal::toned(Tone::Bad, "BAD "),
            };
            match self.json {
                true => terminal::json(check)?,
                false => terminal::line(format_args!("{mark} {:<12} {}", check.name, check.says))?,
            }
        }
        let broken = checks.iter().any(|check| check.exit == Exit::Integrity);
        let bad = checks.iter().any(|check| !check.ok);
        Ok(if broken {
            Exit::Integrity
        } else if bad {
            Exit::Environment
        } else {
            Exit::Done
        })
    }
}

async fn look(place: &Place) -> Vec<Check> {
    let mut checks = vec![detector(), rules()];
    match Office::open(place).await {
        Ok(office) => {
            checks.push(Check::good(
                "data folder",
                format!("{} is private", office.folder.path().display()),
            ));
            checks.extend([
                clock(&office),
                configuration(place, &office),
                practice(&office),
                profile(&office).await,
                own_rules(&office).await,
                log(&office).await,
            ]);
            checks.extend([connections(&office).await, keys(&office).await]);
            office.store.close().await;
        }
        Err(error) => checks.push(Check::bad("data folder", format!("{error:#}"))),
    }
    checks
}

fn detector() -> Check {
    let found = Engine::new(&Settings::default())
        .map_err(|error| error.to_string())
        .and_then(|engine| {
            let findings = engine
                .inspect(&[Segment::alone(SELF_TEST)])
                .map_err(|error| error.to_string())?;
            let counts = findings.counts();
            let all = [Kind::Name, Kind::Phone, Kind::Ssn]
                .iter()
                .all(|kind| counts.contains_key(kind));
            all.then_some("finds what it must in the built-in sentence")
                .ok_or_else(|| "misses what it must find: reinstall".to_owned())
        });
    Check::of("detector", found)
}

fn rules() -> Check {
    Check::of(
        "rules",
        Rules::shipped().map(|rules| format!("rule set {}", rules.id())),
    )
}

/// The rules that the practice added: one that cannot be used stops all sending.
async fn own_rules(office: &Office) -> Check {
    let used = async {
        let settings = office.store.snapshot().await?;
        let own = rules_of(&settings)?.ids().len() - Book::SHIPPED.len();
        Ok::<_, anyhow::Error>(format!("{own} in force or to come"))
    };
    Check::of(
        "own rules",
        used.await.map_err(|error| format!("{error:#}")),
    )
}

fn clock(office: &Office) -> Check {
    let now = office.clock.now();
    match office.clock_is_wrong() {
        false => Check::good("clock", format!("{} UTC", now.strftime("%Y-%m-%d %H:%M"))),
        true => Check::bad(
            "clock",
            "the machine's clock is wrong; agreements cannot be judged by it",
        ),
    }
}

/// The configuration, and whether its port is free, or where a server of this practice listens.
fn configuration(place: &Place, office: &Office) -> Check {
    let config = match Config::load(place.config.as_deref(), office.folder.path()) {
        Ok(config) => config,
        Err(error) => return Check::bad("settings", format!("{error:#}")),
    };
    let listen = config.server.listen;
    match (TcpListener::bind(listen), office.folder.lock_server()) {
        (_, Err(FolderError::Taken(_))) => {
            Check::good("settings", running(office.folder.server_address()))
        }
        (_, Err(error)) => Check::bad("settings", error.to_string()),
        (Ok(_), Ok(_)) => Check::good("settings", format!("valid; {listen} is free")),
        (Err(error), Ok(_)) => Check::bad(
            "settings",
            format!("{listen} cannot be used: {}", error.kind()),
        ),
    }
}

fn running(address: Option<SocketAddr>) -> String {
    let on = address.map_or_else(String::new, |address| format!(" on {address}"));
    format!("valid; a server of this practice is running{on}")
}

/// The list of known people and public details, where there is one.
fn practice(office: &Office) -> Check {
    let practice = PracticeFile::of_folder(office.folder.path());
    let said = practice.map(|practice| practice.summary());
    Check::of(roster::FILE, said.map_err(|error| format!("{error:#}")))
}

/// What the practice said of itself. What it did not say is no fault: the rules read it the strict way.
async fn profile(office: &Office) -> Check {
    let said = async {
        let shelf = office.desk().await?.shelf().await?;
        Ok::<_, anyhow::Error>(Profile::of(&shelf)?.lines().join("; "))
    };
    Check::of("profile", said.await.map_err(|error| format!("{error:#}")))
}

async fn log(office: &Office) -> Check {
    match office.store.verify_log(&[]).await {
        Ok(verified) => Check::good("log", format!("{} entries, unbroken", verified.entries)),
        Err(error) if error.is_tampering() => Check {
            exit: Exit::Integrity,
            ..Check::bad("log", format!("not whole: {error}"))
        },
        Err(error) => Check::bad("log", error.to_string()),
    }
}

async fn connections(office: &Office) -> Check {
    let listed = Ask::of(office).await.map(|ask| {
        let live = ask.live();
        let open = live.iter().filter(|(_, open, _)| *open).count();
        let closed: String = live
            .iter()
            .filter(|(_, open, _)| !open)
            .map(|(name, _, state)| format!("; {name}: {state}"))
            .collect();
        match live.len() {
            0 => "none yet: anteroom connection add --help".to_owned(),
            count => format!("{count}, of which {open} open for de-identified text{closed}"),
        }
    });
    Check::of("connections", listed.map_err(|error| format!("{error:#}")))
}

async fn keys(office: &Office) -> Check {
    let listed = office.store.keys().await.map(|all| {
        match all.iter().filter(|key| key.revoked_at.is_none()).count() {
            0 => "none yet: anteroom key create --name NAME".to_owned(),
            count => format!("{count} in use"),
        }
    });
    Check::of("keys", listed)
}
