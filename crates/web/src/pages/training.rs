//! `/training`: the lessons, how far somebody is with them, and what they can show for it.

pub(crate) mod certificate;
pub(crate) mod lesson;
pub(crate) mod quiz;

use anteroom_office::training::{Courses, Lesson, Module, PersonView, Progress, RULES, Roster};
use anteroom_office::{Desk, OfficeError};
use anteroom_policy::plain_day;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;

use crate::edge::Edge;
use crate::page::{Frame, Person, page, sentence};
use crate::pages::{catalogue, error};

/// Every page of training.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/training", get(list))
        .route("/training/certificate", get(certificate::get))
        .route("/training/{module}", get(lesson::get).post(lesson::post))
        .route("/training/{module}/quiz", get(quiz::get).post(quiz::post))
}

#[derive(Template)]
#[template(path = "training.html")]
struct Training {
    frame: Frame,
    rows: Vec<Row>,
    /// Courses of the practice's own.
    others: Vec<Row>,
    /// Whether the lessons count here.
    counts: bool,
    /// Which courses there are for this person.
    courses: Courses,
    has_certificate: bool,
}

/// A course, and how far somebody is with it.
struct Row {
    href: String,
    title: String,
    about: &'static str,
    minutes: u8,
    state: String,
    is_good: bool,
    is_bad: bool,
}

/// What somebody is reminded of.
pub(crate) struct Reminder {
    pub(crate) says: String,
    pub(crate) is_late: bool,
}

async fn list(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let desk = desk(&edge, &person, &frame).await;
    let read = async {
        let roster = Roster::read(&desk?).await.map_err(|e| failed(&frame, e))?;
        let listed = listed(&frame, &roster, person.visitor.id.as_str());
        listed.map_err(|e| failed(&frame, e))
    };
    match read.await {
        Ok(training) => page(&training),
        Err(response) => response,
    }
}

fn listed(frame: &Frame, roster: &Roster, id: &str) -> Result<Training, OfficeError> {
    let people = roster.people()?;
    let own = people.iter().find(|view| view.id.as_str() == id);
    let lessons: &[Lesson<'_>] = own.map_or(&[], |view| &view.lessons);
    let modules = Module::shipped()?;
    let is_ours = |lesson: &&Lesson<'_>| modules.iter().any(|one| one.id == *lesson.course);
    let others = lessons.iter().filter(|lesson| !is_ours(lesson));
    let rows = modules.iter().map(|module| {
        let lesson = lessons.iter().find(|one| *one.course == module.id);
        Row {
            href: address(module),
            about: &module.about,
            minutes: module.minutes,
            ..row(module.title.as_str(), lesson)
        }
    });
    Ok(Training {
        frame: frame.clone(),
        rows: rows.collect(),
        others: others
            .map(|lesson| row(lesson.title, Some(lesson)))
            .collect(),
        courses: roster.courses_for(own),
        counts: !roster.has_courses() || modules.iter().any(|one| roster.teaches(&one.id)),
        has_certificate: own.is_some_and(|view| view.certificate.is_some()),
    })
}

fn row(title: &str, lesson: Option<&Lesson<'_>>) -> Row {
    let progress = lesson.map_or(Progress::NotTaken, |lesson| lesson.progress);
    Row {
        href: String::new(),
        title: title.to_owned(),
        about: "",
        minutes: 0,
        state: state(progress, lesson.and_then(|lesson| lesson.day)),
        is_good: progress.is_good(),
        is_bad: matches!(progress, Progress::Expired | Progress::ChangedSince),
    }
}

/// Where a lesson begins: with its text, or where it has none with its questions.
fn address(module: &Module) -> String {
    let quiz = if module.parts.is_empty() { "/quiz" } else { "" };
    format!("/training/{}{quiz}", module.id)
}

/// How far a lesson is, with its day.
pub(crate) fn state(progress: Progress, day: Option<Date>) -> String {
    let words = progress.words();
    sentence(&match (day, progress) {
        (None, _) => words.to_owned(),
        (Some(day), Progress::Expired) => format!("{words} since {}", plain_day(day)),
        (Some(day), progress) if progress.is_good() => {
            format!("{words}, good through {}", plain_day(day))
        }
        (Some(day), _) => format!("{words}, due by {}", plain_day(day)),
    })
}

/// The desk of somebody who learns.
async fn desk(edge: &Edge, person: &Person, frame: &Frame) -> Result<Desk, Response> {
    let today = edge.gateway.today().await;
    let today = today.map_err(|_| error::broken(frame.clone()))?;
    Ok(Desk::new(edge.door.store().clone(), person.by(), today))
}

fn failed(frame: &Frame, failed: OfficeError) -> Response {
    match failed {
        OfficeError::Refused(why) => error::not_allowed(frame.clone(), why),
        failed => {
            tracing::error!(error = %failed, "training cannot be shown");
            error::broken(frame.clone())
        }
    }
}

/// Where the questions are that somebody answers before anything is written; none once they have, and in practice mode.
pub(crate) fn short_quiz(frame: &Frame) -> Option<String> {
    let owes = frame
        .learner
        .as_ref()
        .is_some_and(|learner| learner.owes_rules);
    (owes && !frame.is_practice()).then(|| format!("/training/{RULES}/quiz"))
}

/// What somebody is reminded of; nothing while they owe no lesson and none ends soon. Where training is asked for and there is no
/// course for them, they are told what to do about that.
pub(crate) async fn reminder(edge: &Edge, person: &Person, frame: &Frame) -> Option<Reminder> {
    let learner = frame.learner.as_ref();
    let without = learner.filter(|one| one.courses != Courses::Some);
    if let Some(shut) = without.and_then(catalogue::untrained) {
        return Some(Reminder {
            says: shut.says().to_owned(),
            is_late: false,
        });
    }
    let today = edge.gateway.today().await.ok()?;
    let desk = Desk::new(edge.door.store().clone(), person.by(), today);
    let roster = Roster::read(&desk).await.ok()?;
    let people = roster.people().ok()?;
    let own = people.iter().find(|view| *view.id == person.visitor.id)?;
    remind(own, today)
}

fn remind(own: &PersonView<'_>, today: Date) -> Option<Reminder> {
    let owed = own.lessons.iter().filter(|one| !one.progress.is_good());
    let count = owed.clone().count();
    let due = match count {
        0 => ends_soon(own)?,
        _ => match owed.filter_map(|one| one.day).min() {
            Some(day) => day,
            None => return Some(to_take(count)),
        },
    };
    let days = due.since(today).map_or(0, |span| span.get_days());
    let says = match days {
        ..0 => format!("Training is overdue since {}.", plain_day(due)),
        0 => "Training is due today.".to_owned(),
        1 => "Training is due tomorrow.".to_owned(),
        days => format!("Training is due in {days} days."),
    };
    Some(Reminder {
        says,
        is_late: days < 0,
    })
}

fn ends_soon(own: &PersonView<'_>) -> Option<Date> {
    let soon = own.lessons.iter();
    let soon = soon.filter(|one| one.progress == Progress::EndsSoon);
    soon.filter_map(|one| one.day).min()
}

fn to_take(count: usize) -> Reminder {
    let says = match count {
        1 => "There is 1 lesson for you to take.".to_owned(),
        more => format!("There are {more} lessons for you to take."),
    };
    Reminder {
        says,
        is_late: false,
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;
    use anteroom_office::Id;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_reminder_counts_days_or_lessons() {
        let id: Id = "maya".parse().unwrap();
        let person = anteroom_office::training::Person {
            name: Word::lossy("Maya"),
            role: Word::lossy("front desk"),
            started_on: date(2026, 1, 5),
            role_since: None,
            left_on: None,
        };
        let (soon, far) = (Some(date(2026, 3, 15)), Some(date(2026, 6, 15)));
        for (lessons, says, is_late) in [
            (vec![(Progress::Current, far)], None, false),
            (
                vec![(Progress::EndsSoon, soon), (Progress::Current, far)],
                Some("in 5 days"),
                false,
            ),
            (
                vec![(Progress::NotTaken, None), (Progress::Current, far)],
                Some("is 1 lesson"),
                false,
            ),
            (
                vec![(Progress::NotTaken, None), (Progress::ChangedSince, None)],
                Some("are 2 lessons"),
                false,
            ),
            (vec![(Progress::NotTaken, soon)], Some("in 5 days"), false),
            (
                vec![(Progress::Expired, Some(date(2026, 3, 1)))],
                Some("overdue since Mar 1, 2026"),
                true,
            ),
            (
                vec![(Progress::EndsSoon, Some(date(2026, 3, 10)))],
                Some("due today"),
                false,
            ),
            (
                vec![(Progress::EndsSoon, Some(date(2026, 3, 11)))],
                Some("due tomorrow"),
                false,
            ),
        ] {
            let lessons = lessons.into_iter().map(|(progress, day)| Lesson {
                course: &id,
                title: "Basics",
                progress,
                day,
                taken: None,
            });
            let view = PersonView {
                id: &id,
                person: &person,
                is_current: false,
                lessons: lessons.collect(),
                certificate: None,
            };
            let reminder = remind(&view, date(2026, 3, 10));
            assert_eq!(reminder.is_some(), says.is_some());
            if let (Some(reminder), Some(says)) = (reminder, says) {
                assert!(reminder.says.contains(says), "{}", reminder.says);
                assert_eq!(reminder.is_late, is_late);
            }
        }
    }
}
