//! `anteroom level`: how much may leave through each connection, why not more, and the hand on the brake.
//!
//! A level is derived from the rules and the records each time; a person can only stop or lower.

use anteroom_audit::Word;
use anteroom_gateway::Standing;
use anteroom_office::gate::Gates;
use anteroom_office::level::{Asked, LevelView, Lowered, Pause, Step, level};
use anteroom_office::signoff::SignOffs;
use anteroom_office::{Desk, NOT_LEGAL_ADVICE, Note, Shelf};
use anteroom_store::Connection;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::connection::list::Ask;
use super::desk::{at_desk, words};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Subcommand)]
pub(crate) enum Level {
    /// Stop everything: nothing leaves from the next request on, through any connection.
    #[command(
        after_help = "Example:\n  anteroom level pause --reason \"Something looks wrong with last night's answers\""
    )]
    Pause(Change),
    /// End a pause. What may leave then is again what the records say.
    #[command(after_help = "Example:\n  anteroom level resume --reason \"It was a test\"")]
    Resume(Change),
    /// The level of each connection, why it is no higher, and the next step.
    #[command(after_help = "Example:\n  anteroom level show")]
    Show {
        /// Write one JSON object a line, one for each connection.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Why.
    #[arg(long)]
    reason: Note,
    #[command(flatten)]
    trial: Trial,
}

impl Level {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Level::Pause(new) => at_desk(place, new.trial.dry_run, async |desk| {
                pause(desk, new).await
            }),
            Level::Resume(new) => at_desk(place, new.trial.dry_run, async |desk| {
                resume(desk, new).await
            }),
            Level::Show { json } => show(place, json),
        }
    }
}

async fn pause(desk: &Desk, new: Change) -> Outcome {
    let lowered = Lowered {
        paused: Some(Pause {
            by: desk.name(),
            on: desk.today(),
            reason: new.reason,
        }),
        resumed: None,
    };
    desk.put(&Lowered::id()?, &lowered).await?;
    new.trial.tells(
        "everything would be stopped",
        "Everything is stopped. Nothing leaves until: anteroom level resume --reason WHY",
    );
    Ok(Exit::Done)
}

async fn resume(desk: &Desk, new: Change) -> Outcome {
    let kept = desk.find::<Lowered>(&Lowered::id()?).await;
    let kept = kept.ok().filter(|kept| kept.record.paused.is_some());
    let kept = kept.ok_or_else(|| Failure::usage("nothing is paused; see: anteroom level show"))?;
    let lowered = Lowered {
        paused: None,
        resumed: Some(Pause {
            by: desk.name(),
            on: desk.today(),
            reason: new.reason,
        }),
    };
    desk.change(&kept, &lowered).await?;
    new.trial.tells(
        "the pause would end",
        "The pause has ended. See: anteroom level show",
    );
    Ok(Exit::Done)
}

fn show(place: &Place, as_json: bool) -> Outcome {
    block_on(async {
        let office = Office::open(place).await?;
        let shown = match Ground::read(&office).await {
            Ok(ground) => ground.print(as_json),
            Err(error) => Err(error),
        };
        office.store.close().await;
        shown
    })
}

/// Everything that levels are derived from.
struct Ground {
    ask: Ask,
    stopped: Option<Step>,
    gates: Vec<Step>,
    signed: SignOffs,
}

/// A connection's level as it is printed.
#[derive(Serialize)]
struct Line<'l> {
    connection: &'l Word,
    #[serde(flatten)]
    view: &'l LevelView,
}

impl Ground {
    async fn read(office: &Office) -> Result<Ground, Failure> {
        let desk = office.desk().await?;
        let shelf = desk.shelf().await?;
        Ok(Ground {
            ask: Ask::of(office).await?,
            stopped: stopped(&shelf)?,
            gates: gates(&desk).await?,
            signed: SignOffs::of(&shelf)?,
        })
    }

    fn print(&self, as_json: bool) -> Outcome {
        let all = self.ask.standings();
        let is_empty = all.is_empty();
        for (connection, said) in all {
            let (name, view) = (&connection.name, self.level(connection, said));
            match as_json {
                true => terminal::json(&Line {
                    connection: name,
                    view: &view,
                })?,
                false => print(name, &view)?,
            }
        }
        if !as_json {
            conclude(is_empty)?;
        }
        Ok(Exit::Done)
    }

    fn level(&self, connection: &Connection, said: Option<Standing>) -> LevelView {
        let mut asked = Asked {
            stopped: self.stopped.clone(),
            is_known: said.is_some(),
            open_items: self.gates.clone(),
            ..Asked::default()
        };
        if !self.signed.signed_for(&connection.name) {
            asked.open_items.push(unsigned(&connection.name));
        }
        if let Some(said) = said {
            asked.general = said.is_open_for_general_text;
            (asked.open, asked.as_written) = (said.open, said.is_open_as_written);
            let reasons = said.reasons.into_iter();
            asked.reasons = reasons
                .map(|reason| Step {
                    says: reason.says,
                    next: reason.next,
                })
                .collect();
        }
        level(asked)
    }
}

fn conclude(is_empty: bool) -> Result<(), Failure> {
    if is_empty {
        terminal::line("No connection: nothing leaves. Next: anteroom connection add --help")?;
    }
    terminal::line(format_args!("\n{NOT_LEGAL_ADVICE}"))
}

fn unsigned(connection: &Word) -> Step {
    Step {
        says: "No task is signed off for it by a compliance officer and a clinician.".to_owned(),
        next: format!("anteroom signoff add --task TASK --connection {connection} --help"),
    }
}

/// Why everything is stopped, if it is.
fn stopped(shelf: &Shelf) -> Result<Option<Step>, Failure> {
    let lowered = shelf.all::<Lowered>()?.pop();
    if let Some(pause) = lowered.and_then(|kept| kept.record.paused) {
        let (by, on, why) = (pause.by, pause.on, pause.reason.as_str());
        return Ok(Some(Step {
            says: format!("{by} paused everything on {on}: {why}"),
            next: "anteroom level resume --reason WHY".to_owned(),
        }));
    }
    Ok(shelf.settings().held.then(|| Step {
        says: "An open incident stops all sending.".to_owned(),
        next: "anteroom incident list".to_owned(),
    }))
}

/// Each gate that is not ready.
async fn gates(desk: &Desk) -> Result<Vec<Step>, Failure> {
    let gates = Gates::read(desk).await?;
    let views = gates.views()?;
    let open = views.iter().filter(|view| !view.status.is_settled());
    let steps = open.map(|view| Step {
        says: format!(
            "The gate is not ready: {} ({}).",
            view.text.title,
            words(&view.status)
        ),
        next: format!(
            "anteroom gate show {}",
            words(&view.text.name).replace(' ', "-")
        ),
    });
    Ok(steps.collect())
}

fn print(name: &Word, view: &LevelView) -> Result<(), Failure> {
    terminal::line(format_args!("{name}  {}", view.level.words()))?;
    for step in &view.not_higher {
        terminal::line(format_args!("    not higher: {}", step.says))?;
    }
    let next = view.not_higher.iter().find(|step| !step.next.is_empty());
    next.map_or(Ok(()), |step| {
        terminal::line(format_args!("    next: {}", step.next))
    })
}
