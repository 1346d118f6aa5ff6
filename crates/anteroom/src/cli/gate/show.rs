//! `anteroom gate list` and `show`.

use anteroom_office::gate::{Condition, GateFile, GateView, Gates};
use anteroom_office::{Desk, Kept, NOT_LEGAL_ADVICE};
use clap::Args;
use serde_json::json;

use super::Name;
use crate::cli::desk::words;
use crate::cli::when;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal::{self, Tone};

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only gates that are not ready.
    #[arg(long)]
    open: bool,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    name: Name,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let gates = Gates::read(desk).await?;
        let views = gates.views()?;
        let settled = views.iter().filter(|view| view.status.is_settled()).count();
        for view in views
            .iter()
            .filter(|view| !self.open || !view.status.is_settled())
        {
            match self.json {
                true => terminal::json(view)?,
                false => terminal::line(line(view))?,
            }
        }
        if !self.json {
            let all = views.len();
            terminal::line(format_args!(
                "\n{settled} of {all} ready.\n{NOT_LEGAL_ADVICE}"
            ))?;
        }
        Ok(match self.open && settled < views.len() {
            true => Exit::No,
            false => Exit::Done,
        })
    }
}

impl Show {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let gates = Gates::read(desk).await?;
        let view = gates.one(self.name.gate)?;
        let history = desk.history::<GateFile>(&self.name.gate.id()?).await?;
        match self.json {
            true => terminal::json(&json!({
                "gate": view, "history": history, "notice": NOT_LEGAL_ADVICE,
            }))?,
            false => print(&view, &history)?,
        }
        Ok(Exit::Done)
    }
}

fn line(view: &GateView<'_>) -> String {
    let missing = view.conditions.iter().filter(|one| !one.holds).count();
    let missing = match view.status.is_settled() {
        true => String::new(),
        false => format!(", {missing} open"),
    };
    let owner = view.file.and_then(|file| file.owner.as_ref());
    let owner = owner.map(|owner| format!("  {owner}")).unwrap_or_default();
    let due = view.file.and_then(|file| file.due);
    let due = due.map(|day| format!(", due {day}")).unwrap_or_default();
    let name = words(&view.text.name).replace(' ', "-");
    format!(
        "{name:<14} {}: {}{missing}{owner}{due}",
        view.text.title,
        words(&view.status)
    )
}

fn print(view: &GateView<'_>, history: &[Kept<GateFile>]) -> Result<(), Failure> {
    terminal::line(line(view))?;
    let text = view.text;
    terminal::line(format_args!("\n{}\nAttach: {}\n", text.what, text.attach))?;
    view.conditions.iter().try_for_each(condition)?;
    for exhibit in view.file.iter().flat_map(|file| &file.exhibits) {
        let document = &exhibit.document;
        terminal::line(format_args!(
            "file  {}  {}  SHA-256 {}",
            exhibit.on, document.name, document.sha256
        ))?;
    }
    if let Some(waiver) = view.file.and_then(|file| file.waiver.as_ref()) {
        let (by, on, why) = (&waiver.by, waiver.on, waiver.reason.as_str());
        terminal::line(format_args!("set aside by {by} on {on}: {why}"))?;
    }
    let before = std::iter::once(None).chain(history.iter().map(Some));
    for (before, kept) in before.zip(history) {
        terminal::line(format_args!(
            "{:>4}  {}  changed by {}{}",
            kept.revision,
            when(kept.at),
            kept.by,
            newly(before, kept)
        ))?;
    }
    terminal::line(format_args!("\n{NOT_LEGAL_ADVICE}"))
}

/// Who approved it or set it aside with this revision: at the command line it is somebody else who types.
fn newly(before: Option<&Kept<GateFile>>, kept: &Kept<GateFile>) -> String {
    let (approval, waiver) = (&kept.record.approval, &kept.record.waiver);
    let approved = approval
        .as_ref()
        .filter(|_| before.is_none_or(|before| before.record.approval != *approval));
    let aside = waiver
        .as_ref()
        .filter(|_| before.is_none_or(|before| before.record.waiver != *waiver));
    match (approved, aside) {
        (Some(approval), _) => format!("; approved by {}", approval.by),
        (None, Some(waiver)) => format!("; set aside by {}", waiver.by),
        (None, None) => String::new(),
    }
}

fn condition(condition: &Condition) -> Result<(), Failure> {
    let mark = match condition.holds {
        true => terminal::toned(Tone::Good, "ok      "),
        false => terminal::toned(Tone::Bad, "OPEN    "),
    };
    terminal::line(format_args!("{mark}{}", condition.says))
}
