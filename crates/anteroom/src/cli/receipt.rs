//! `anteroom receipt`: answers that are held for a review; releasing, sending back and refusing them.

use anteroom_office::held::{self, Content, End, Held, Standing};
use anteroom_office::{Desk, Id, Note};
use anteroom_store::HeldId;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::desk::at_desk;
use super::{Place, Trial, when};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Receipt {
    /// The answers that wait for a person to review them, without a word of them. The oldest comes first.
    #[command(after_help = "Example:\n  anteroom receipt list --by cora")]
    List(List),
    /// Refuse an answer that is held: nobody gets it.
    #[command(
        after_help = "Example:\n  anteroom receipt refuse 0199c2f4-0000-7000-8000-000000000000 --by cora"
    )]
    Refuse(Decide),
    /// Release an answer that is held: whoever asked gets it. You say that you read all of it.
    #[command(
        after_help = "Example:\n  anteroom receipt release 0199c2f4-0000-7000-8000-000000000000 --by cora"
    )]
    Release(Decide),
    /// Send an answer that is held back to whoever asked, and say what to change.
    #[command(
        after_help = "Example:\n  anteroom receipt return 0199c2f4-0000-7000-8000-000000000000 --by cora --comment \"Say it in fewer words.\""
    )]
    Return(Decide),
    /// What became of an answer that is or was held; and the answer itself, for whoever may read it.
    #[command(
        after_help = "Example:\n  anteroom receipt show 0199c2f4-0000-7000-8000-000000000000 --by cora"
    )]
    Show(Show),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Who looks: a name to sign in with.
    #[arg(long, value_name = "PERSON")]
    by: Id,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The receipt's id, as the list gives it; `.2` behind it is a text that was changed and sent a second time.
    receipt: HeldId,
    /// Who decides: a name to sign in with. Their role must allow it, and they must not have asked for it.
    #[arg(long, value_name = "PERSON")]
    by: Id,
    /// What whoever asked is told.
    #[arg(long)]
    comment: Option<Note>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The receipt's id, as the list gives it; `.2` behind it is a text that was changed and sent a second time.
    receipt: HeldId,
    /// Who reads: a name to sign in with.
    #[arg(long, value_name = "PERSON")]
    by: Id,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
}

impl Receipt {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Receipt::List(how) => at_desk(place, false, async |desk| list(desk, &how).await),
            Receipt::Refuse(how) => decide(place, &how, End::Refused),
            Receipt::Release(how) => decide(place, &how, End::Released),
            Receipt::Return(how) => decide(place, &how, End::Returned),
            Receipt::Show(how) => at_desk(place, false, async |desk| show(desk, &how).await),
        }
    }
}

async fn list(desk: &Desk, how: &List) -> Outcome {
    let waiting = held::waiting_for(desk.store(), &how.by).await?;
    for held in &waiting {
        match how.json {
            true => terminal::json(&told(held))?,
            false => terminal::line(says(held))?,
        }
    }
    if waiting.is_empty() {
        terminal::note(format_args!("Nothing waits for {}.", how.by));
    }
    Ok(Exit::Done)
}

/// One answer in a line.
fn says(held: &Held) -> String {
    let line = held.line();
    let state = held.end.map_or("waits", End::code);
    format!(
        "{}  {}  {state}: {} for {}",
        line.id,
        when(line.held_at),
        line.use_case,
        line.asker
    )
}

fn told(held: &Held) -> Value {
    let line = held.line();
    json!({
        "receipt": line.id.to_string(),
        "held_at": when(line.held_at),
        "use_case": line.use_case,
        "asker": line.asker,
        "reviewer": line.reviewer,
        "why": line.why,
        "state": held.end.map_or("waiting", End::code),
        "decided_by": line.end.as_ref().map(|end| &end.person),
        "decided_at": line.end.as_ref().map(|end| when(end.at)),
        "own": line.end.as_ref().map(|end| end.own),
    })
}

fn decide(place: &Place, how: &Decide, end: End) -> Outcome {
    at_desk(place, how.trial.dry_run, async |desk| {
        let (store, comment) = (desk.store(), how.comment.as_ref());
        let would = match end {
            End::Released => "the answer would be released",
            End::Returned => "the answer would be sent back",
            End::Refused => "the answer would be refused",
            End::Expired => "the answer would be closed",
        };
        held::may_decide(store, &how.by, how.receipt, end, comment).await?;
        if !how.trial.ends(would) {
            held::decide(store, desk.by(), &how.by, how.receipt, end, comment).await?;
            terminal::note(format_args!("The answer is {}.", end.code()));
        }
        Ok(Exit::Done)
    })
}

async fn show(desk: &Desk, how: &Show) -> Outcome {
    let store = desk.store();
    let Some(held) = held::find(store, how.receipt).await? else {
        terminal::note("No answer of this receipt is held.");
        return Ok(Exit::No);
    };
    let standing = held.standing(&how.by, &held::accounts(store).await?);
    let reads = matches!(standing, Standing::Decides { .. } | Standing::Reads);
    let asked = held.is_of(&how.by);
    if !reads && !asked {
        return Err(Failure::usage(format_args!(
            "{} may not read this; it is for {} and, once released, for whoever asked",
            how.by,
            held.reviewer.says()
        )));
    }
    let comment = held::comment(store, how.receipt).await?;
    let content = match reads {
        true => Some(held::content(store, how.receipt).await?),
        false => None,
    };
    match how.json {
        true => terminal::json(&json!({
            "held": told(&held), "comment": comment, "content": content,
        }))?,
        false => print(&held, comment.as_ref(), content.as_ref())?,
    }
    Ok(Exit::Done)
}

/// What became of it to whoever reads along; the answer alone to whatever takes it.
fn print(held: &Held, comment: Option<&Note>, content: Option<&Content>) -> Result<(), Failure> {
    terminal::note(says(held));
    for one in &held.reasons {
        terminal::note(one.says());
    }
    if let Some(comment) = comment {
        terminal::note(format_args!("They wrote: {}", comment.as_str()));
    }
    match content {
        Some(content) => terminal::line(&content.answer),
        None => Ok(()),
    }
}
