//! `/`: what somebody can write here, and what they began. What they look for comes in a form, never in the address: it may
//! name a patient.

use anteroom_office::account::Account;
use anteroom_office::work;
use anteroom_tasks::{Level, Task, search};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page};
use crate::pages::catalogue::{self, Shut};
use crate::pages::runs::list::{Row, rows};
use crate::pages::training::{self, Reminder};
use crate::pages::waiting::{self, Waiting};

/// How much of one's own work is shown here.
const RECENT: usize = 5;
/// How much is read, so that work that looks the same has the same number here as in My work.
const READ: u32 = 200;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    /// What somebody looks for; empty where they do not.
    words: String,
    /// Whether no task fits that.
    is_nothing: bool,
    groups: Vec<Group>,
    recent: Vec<Row>,
    reminder: Option<Reminder>,
    /// Where the short quiz is, while it keeps every task closed.
    quiz: Option<String>,
    waiting: Vec<Waiting>,
}

struct Group {
    id: &'static str,
    title: &'static str,
    cards: Vec<Card>,
}

struct Card {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    shut: Option<Shut>,
}

impl Card {
    /// Whether a lesson would open it.
    fn wants_lesson(&self) -> bool {
        matches!(self.shut, Some(Shut::Lesson(_)))
    }
}

impl Home {
    /// Whether a word above the cards leads to the lesson, so that no card need say it again.
    fn leads_to_lesson(&self) -> bool {
        self.quiz.is_some() || self.reminder.is_some()
    }
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let session = &person.visitor.session;
    let own = work::all(edge.door.store(), &session.person, READ).await;
    let mut recent = rows(&edge, &frame, &person, &own.unwrap_or_default()).await;
    recent.truncate(RECENT);
    page(&Home {
        words: String::new(),
        is_nothing: false,
        waiting: waiting::on(&edge, &person).await,
        groups: all(&person.visitor.account, &frame),
        quiz: training::short_quiz(&frame),
        reminder: training::reminder(&edge, &person, &frame).await,
        recent,
        frame,
    })
}

/// The tasks that fit what somebody needs to write; all of them, with a word about it, where none does.
pub(crate) async fn find(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let account = &person.visitor.account;
    let words = sent.text("words").to_owned();
    let found = search(catalogue::tasks(), &words);
    let is_nothing = found.is_empty();
    let groups = match is_nothing || words.is_empty() {
        true => all(account, &frame),
        false => vec![group("found", "What fits", cards(account, &frame, found))],
    };
    page(&Home {
        words,
        is_nothing,
        groups,
        recent: Vec::new(),
        quiz: None,
        reminder: None,
        waiting: Vec::new(),
        frame,
    })
}

/// Every task, those without patient information first.
fn all(account: &Account, frame: &Frame) -> Vec<Group> {
    let (everyday, other): (Vec<_>, Vec<_>) = catalogue::tasks()
        .iter()
        .partition(|task| task.level == Level::NoPatientInformation);
    vec![
        group(
            "everyday",
            "Everyday (no patient information)",
            cards(account, frame, everyday),
        ),
        group(
            "safeguarded",
            "With safeguards",
            cards(account, frame, other),
        ),
    ]
}

fn group(id: &'static str, title: &'static str, cards: Vec<Card>) -> Group {
    Group { id, title, cards }
}

/// The cards of tasks, those that are open first.
fn cards(account: &Account, frame: &Frame, tasks: Vec<&'static Task>) -> Vec<Card> {
    let card = |task: &'static Task| Card {
        id: &task.id,
        title: &task.title,
        about: &task.about,
        shut: catalogue::shut(task, account, frame),
    };
    let mut cards: Vec<Card> = tasks.into_iter().map(card).collect();
    cards.sort_by_key(|card| card.shut.is_some());
    cards
}
