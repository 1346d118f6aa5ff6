//! `/welcome`: the last step of setting up: a first answer, and seeing Anteroom stop something.

use anteroom_office::training::RULES;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, page};
use crate::pages::catalogue::{self, Shut};

/// The task of the first answer.
const TASK: &str = "patient-handout";
/// What slips in. Everybody in it is invented.
const SLIP: &str = "Tell Ana Bello, born 03/03/1958, to call 614-555-0143.";

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    frame: Frame,
    task: &'static str,
    slip: &'static str,
    /// The lesson that opens the task, and what is said of it; none where the task is open.
    lesson: Option<(&'static str, &'static str)>,
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let task = catalogue::task(TASK);
    let shut = task.and_then(|task| catalogue::shut(task, &person.visitor.account, &frame));
    page(&Welcome {
        frame,
        task: TASK,
        slip: SLIP,
        lesson: match shut {
            Some(Shut::Lesson(says)) => Some((RULES, says)),
            _ => None,
        },
    })
}
