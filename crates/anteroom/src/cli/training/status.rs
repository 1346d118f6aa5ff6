//! `anteroom training status`: the roster.

use anteroom_office::Desk;
use anteroom_office::training::{Lesson, PersonView, Roster};
use clap::Args;

use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Only people who are not current.
    #[arg(long)]
    overdue: bool,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(super) async fn run(self, desk: &Desk) -> Outcome {
        let roster = Roster::read(desk).await?;
        let people = roster.people()?;
        let mut shown = people.iter().filter(|one| !self.overdue || !one.is_current);
        shown.try_for_each(|person| match self.json {
            true => terminal::json(person),
            false => print(person),
        })?;
        let all = people.iter().all(|one| one.is_current);
        Ok(match self.overdue && !all {
            true => Exit::No,
            false => Exit::Done,
        })
    }
}

fn print(view: &PersonView<'_>) -> Result<(), Failure> {
    let current = match (view.is_current, view.lessons.is_empty()) {
        (true, _) => "current",
        (false, true) => "not current: there is no course for this role",
        (false, false) => "not current",
    };
    let (name, role) = (&view.person.name, &view.person.role);
    terminal::line(format_args!("{}  {name}  {role}  {current}", view.id))?;
    view.lessons
        .iter()
        .try_for_each(|lesson| terminal::line(line(lesson)))
}

fn line(lesson: &Lesson<'_>) -> String {
    let day = match (lesson.day, lesson.progress.is_good()) {
        (Some(day), true) => format!(" through {day}"),
        (Some(day), false) => format!(" ({day})"),
        (None, _) => String::new(),
    };
    format!(
        "  {}  {}: {}{day}",
        lesson.course,
        lesson.title,
        lesson.progress.words()
    )
}
