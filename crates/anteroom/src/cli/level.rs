//! `anteroom level`: how much may leave through each connection, why not more, and the hand on the brake.
//!
//! A level is derived from the rules and the records each time; a person can only stop or lower.

use anteroom_audit::Word;
use anteroom_gateway::Standing;
use anteroom_office::gate::Gates;
use anteroom_office::level::{
    Asked, Cause, Level as Highest, LevelView, Lowered, Pause, Step, level,
};
use anteroom_office::signoff::SignOffs;
use anteroom_office::{Desk, Known, NOT_LEGAL_ADVICE, Note, Shelf, signer};
use anteroom_policy::Role;
use anteroom_store::Connection;
use clap::{Args, Subcommand};
use serde::Serialize;

use super::connection::list::Ask;
use super::desk::{at_desk, one_of, words};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Subcommand)]
pub(crate) enum Level {
    /// Stop everything: nothing leaves from the next request on, through any connection. The same as level 0.
    #[command(
        after_help = "Example:\n  anteroom level pause --reason \"Something looks wrong with last night's answers\" --cause strange-answers"
    )]
    Pause(Change),
    /// End a pause, as a compliance officer. What may leave then is again what it was before.
    #[command(
        after_help = "Example:\n  anteroom level resume --by dana --reason \"It was a test\""
    )]
    Resume(Change),
    /// Hold the practice at a level from the next request on. Anybody may lower it; a compliance officer raises it again,
    /// never above what is on file.
    #[command(
        after_help = "Examples:\n  anteroom level set 1 --why \"The vendor's terms changed\"\n  anteroom level set 3 --by dana --why \"The terms were read\""
    )]
    Set(Set),
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
    /// Why, in your own words. They are kept sealed.
    #[arg(long, visible_alias = "why")]
    reason: Note,
    /// What it is about, for the log: strange-answers, possible-incident, vendor, maintenance, drill, settled or other.
    #[arg(long, value_parser = one_of::<Cause>)]
    cause: Option<Cause>,
    /// The compliance officer who raises the level again, by name or id.
    #[arg(long, value_name = "WHO")]
    by: Option<Word>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// 0 nothing leaves, 1 no patient information, 2 de-identified, 3 whatever is on file allows.
    #[arg(value_parser = numbered)]
    to: Highest,
    #[command(flatten)]
    change: Change,
}

fn numbered(text: &str) -> Result<Highest, String> {
    let level = text.parse().ok().and_then(Highest::numbered);
    level.ok_or_else(|| "a level is 0, 1, 2 or 3".to_owned())
}

impl Level {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Level::Pause(change) => at_desk(place, change.trial.dry_run, async |desk| {
                set(desk, Highest::Closed, change).await
            }),
            Level::Resume(change) => at_desk(place, change.trial.dry_run, async |desk| {
                resume(desk, change).await
            }),
            Level::Set(Set { to, change }) => at_desk(place, change.trial.dry_run, async |desk| {
                set(desk, to, change).await
            }),
            Level::Show { json } => show(place, json),
        }
    }
}

/// Holds the practice at a level. What is on file may allow less: a connection is at the lower of the two.
async fn set(desk: &Desk, to: Highest, new: Change) -> Outcome {
    let shelf = desk.shelf().await?;
    let held = Lowered::of(&shelf)?;
    let change = made(desk, &shelf, &new, to > held.highest())?;
    desk.switch(&Lowered::id()?, &held.set(to, change)).await?;
    match to {
        Highest::Closed => new.trial.tells(
            "everything would be stopped",
            "Everything is stopped. Nothing leaves until: anteroom level resume --by WHO --reason WHY",
        ),
        to => new.trial.tells(
            format_args!("no connection would be above level {}", to.number()),
            format_args!(
                "No connection is above level {} now. See: anteroom level show",
                to.number()
            ),
        ),
    }
    Ok(Exit::Done)
}

async fn resume(desk: &Desk, new: Change) -> Outcome {
    let shelf = desk.shelf().await?;
    let held = Lowered::of(&shelf)?;
    if held.paused.is_none() {
        return Err(Failure::usage(
            "nothing is paused; see: anteroom level show",
        ));
    }
    let change = made(desk, &shelf, &new, true)?;
    desk.switch(&Lowered::id()?, &held.resume(change)).await?;
    new.trial.tells(
        "the pause would end",
        "The pause has ended. See: anteroom level show",
    );
    Ok(Exit::Done)
}

/// Who changes the level, and why. Only a compliance officer on file raises it.
fn made(desk: &Desk, shelf: &Shelf, new: &Change, raises: bool) -> Result<Pause, Failure> {
    let by = match &new.by {
        Some(who) => signer(shelf, who, Role::ComplianceOfficer, Known::Must)?,
        None if raises => {
            return Err(Failure::usage(
                "only a compliance officer raises the level again; say who with --by",
            ));
        }
        None => desk.name(),
    };
    Ok(Pause {
        by,
        on: desk.today(),
        reason: new.reason.clone(),
        cause: new.cause,
    })
}

/// A connection's level now; none where there is no such connection.
pub(super) fn of_connection(place: &Place, name: &Word) -> Result<Option<LevelView>, Failure> {
    block_on(async {
        let office = Office::open(place).await?;
        let ground = Ground::read(&office).await;
        office.store.close().await;
        Ok(ground?.of(name))
    })
}

/// What a change made of a connection's level, why it is no higher now, and the command that opens it.
pub(super) fn tell(name: &Word, before: &LevelView, after: &LevelView) {
    terminal::note(match before.level == after.level {
        true => format!("Connection {name} stays at {}.", after.level.words()),
        false => format!(
            "Connection {name} was at {}. It is at {} now: your records decide, and an approval no longer does.",
            before.level.words(),
            after.level.words()
        ),
    });
    for step in &after.not_higher {
        terminal::note(format_args!("    not higher: {}", step.says));
    }
    if let Some(step) = after.next() {
        terminal::note(format_args!("    next: {}", step.next));
    }
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
    lowered: Option<Step>,
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
            lowered: lowered(&shelf)?,
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

    fn of(&self, name: &Word) -> Option<LevelView> {
        let mut all = self.ask.standings().into_iter();
        let (connection, said) = all.find(|(connection, _)| connection.name == *name)?;
        Some(self.level(connection, said))
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
        asked.reasons.extend(self.lowered.clone());
        if let Some(said) = said {
            asked.general = said.is_open_for_general_text;
            (asked.open, asked.as_written) = (said.open, said.is_open_as_written);
            let reasons = said.reasons.into_iter();
            asked.reasons.extend(reasons.map(|reason| Step {
                says: reason.says,
                next: reason.next,
            }));
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

/// Who holds the level down, if somebody does.
fn lowered(shelf: &Shelf) -> Result<Option<Step>, Failure> {
    let lowered = Lowered::of(shelf)?;
    let highest = lowered.highest().number();
    Ok(lowered.change().map(|change| Step {
        says: format!(
            "{} lowered the practice to level {highest} on {}: {}",
            change.by,
            change.on,
            change.reason.as_str()
        ),
        next: "anteroom level set 3 --by WHO --why WHY".to_owned(),
    }))
}

/// Why everything is stopped, if it is.
fn stopped(shelf: &Shelf) -> Result<Option<Step>, Failure> {
    let lowered = shelf.all::<Lowered>()?.pop();
    if let Some(pause) = lowered.and_then(|kept| kept.record.paused) {
        let (by, on, why) = (pause.by, pause.on, pause.reason.as_str());
        return Ok(Some(Step {
            says: format!("{by} paused everything on {on}: {why}"),
            next: "anteroom level resume --by WHO --reason WHY".to_owned(),
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
    view.next().map_or(Ok(()), |step| {
        terminal::line(format_args!("    next: {}", step.next))
    })
}
