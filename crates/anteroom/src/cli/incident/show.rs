//! `anteroom incident list` and `show`.

use anteroom_office::incident::{CaseView, Cases, How, Notice};
use anteroom_office::{Desk, Id};

use super::clocks;
use crate::cli::desk::words;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

pub(super) async fn list(desk: &Desk, json: bool) -> Outcome {
    let cases = Cases::read(desk).await?;
    for view in cases.views()? {
        match json {
            true => terminal::json(&view)?,
            false => terminal::line(heading(&view))?,
        }
    }
    Ok(Exit::Done)
}

pub(super) async fn one(desk: &Desk, id: &Id, json: bool) -> Outcome {
    let cases = Cases::read(desk).await?;
    let view = cases.one(id)?;
    match json {
        true => terminal::json(&view)?,
        false => {
            terminal::line(heading(&view))?;
            terminal::line(format_args!("\n{}\n", view.case.happened.as_str()))?;
            view.case.notices.iter().try_for_each(print_notice)?;
            clocks::print(&view.clocks, desk.today())?;
        }
    }
    Ok(Exit::Done)
}

fn heading(view: &CaseView<'_>) -> String {
    let state = match (&view.case.closed, view.clocks.earliest) {
        (Some(closing), _) => format!("closed {} by {}", closing.on, closing.by),
        (None, Some(day)) => format!(
            "open, {} to be told, the first by {day}",
            view.open().count()
        ),
        (None, None) => format!("open, {} to be told", view.open().count()),
    };
    let holds = match view.holds_sending {
        true => "  NOTHING IS SENT",
        false => "",
    };
    let (kind, day) = (words(&view.case.kind), view.case.discovered);
    format!("{}  {kind}  discovered {day}  {state}{holds}", view.id)
}

fn print_notice(notice: &Notice) -> Result<(), Failure> {
    let place = notice
        .place
        .map(|state| format!(" in {state}"))
        .unwrap_or_default();
    let note = notice
        .note
        .as_ref()
        .map(|note| format!(": {}", note.as_str()))
        .unwrap_or_default();
    let how = match notice.how {
        How::Given => "told on",
        How::NotNeeded => "not needed, decided on",
    };
    terminal::line(format_args!(
        "  {}{place} {how} {}{note}",
        words(&notice.to),
        notice.on
    ))
}
