//! `/`: what somebody can write here, and what they began.

use anteroom_office::account::Account;
use anteroom_office::work;
use anteroom_tasks::{Level, Task};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, page};
use crate::pages::catalogue::{self, Shut};
use crate::pages::runs::list::{Row, rows};
use crate::pages::training::{self, Reminder};
use crate::pages::waiting::{self, Waiting};

/// How much of one's own work is shown here.
const RECENT: u32 = 5;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    groups: [Group; 2],
    recent: Vec<Row>,
    reminder: Option<Reminder>,
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

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let account = &person.visitor.account;
    let cards = |everyday: bool| cards(account, &frame, everyday);
    let session = &person.visitor.session;
    let recent = work::all(edge.door.store(), &session.person, RECENT).await;
    page(&Home {
        waiting: waiting::on(&edge, &person).await,
        groups: [
            Group {
                id: "everyday",
                title: "Everyday (no patient information)",
                cards: cards(true),
            },
            Group {
                id: "safeguarded",
                title: "With safeguards",
                cards: cards(false),
            },
        ],
        reminder: training::reminder(&edge, &person).await,
        recent: rows(&edge, &frame, &person, &recent.unwrap_or_default()).await,
        frame,
    })
}

/// The cards of one group, those that are open first.
fn cards(account: &Account, frame: &Frame, everyday: bool) -> Vec<Card> {
    let wanted = |task: &&&'static Task| (task.level == Level::NoPatientInformation) == everyday;
    let all: Vec<&'static Task> = catalogue::tasks().iter().collect();
    let mut cards: Vec<Card> = all
        .iter()
        .filter(wanted)
        .map(|task| Card {
            id: &task.id,
            title: &task.title,
            about: &task.about,
            shut: catalogue::shut(task, account, frame),
        })
        .collect();
    cards.sort_by_key(|card| card.shut.is_some());
    cards
}
