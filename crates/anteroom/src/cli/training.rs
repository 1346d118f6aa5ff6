//! `anteroom training`: who works here, what they must learn, and who is current.

mod course;
mod lessons;
mod person;
mod status;

use anteroom_office::training::{Completion, Course, Person};
use anteroom_office::{Desk, Id};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::desk::{Proof, at_desk};
use super::{Place, Trial};
use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Training {
    /// Courses that people must take.
    #[command(subcommand)]
    Course(course::Command),
    /// The lessons that come with Anteroom, and whether they count here.
    #[command(
        after_help = "Examples:\n  anteroom training lessons\n  anteroom training lessons --use"
    )]
    Lessons(lessons::Lessons),
    /// People who work here.
    #[command(subcommand)]
    Person(person::Command),
    /// Record that somebody took a course.
    #[command(
        after_help = "Example:\n  anteroom training record maya basics --score 90 --file certificate.pdf"
    )]
    Record(Record),
    /// Who is current, and who must take what. With --overdue, ends with code 1 while somebody is not current.
    #[command(
        after_help = "Examples:\n  anteroom training status\n  anteroom training status --overdue --json"
    )]
    Status(status::Status),
}

#[derive(Debug, Args)]
pub(crate) struct Record {
    /// The person's id.
    person: Id,
    /// The course's id.
    course: Id,
    /// The day. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The score in percent, where there was a test.
    #[arg(long, value_name = "PERCENT")]
    score: Option<u8>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

impl Training {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Training::Course(command) => command.run(place),
            Training::Lessons(command) => at_desk(place, command.trial.dry_run, async |desk| {
                command.run(desk).await
            }),
            Training::Person(command) => command.run(place),
            Training::Record(new) => at_desk(place, new.trial.dry_run, async |desk| {
                record(desk, new).await
            }),
            Training::Status(command) => {
                at_desk(place, false, async |desk| command.run(desk).await)
            }
        }
    }
}

async fn record(desk: &Desk, new: Record) -> Outcome {
    let person = desk.find::<Person>(&new.person).await?.record;
    let course = desk.find::<Course>(&new.course).await?.record;
    let completion = Completion {
        person: new.person.clone(),
        course: new.course,
        on: new.on.unwrap_or(desk.today()),
        score: new.score,
        document: new.proof.keep(desk)?,
        version: None,
    };
    desk.add_to(&new.person, &completion).await?;
    let (name, title) = (person.name, &course.title);
    new.trial.tells(
        format_args!("{title} would be recorded for {name}"),
        format_args!("Recorded for {name}: {title}, {}.", completion.on),
    );
    if !course.is_passed(&completion) {
        terminal::note(format_args!(
            "It is passed at {} percent, so {name} must take it again.",
            course.pass_percent
        ));
    }
    Ok(Exit::Done)
}
