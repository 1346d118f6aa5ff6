//! `/training/{module}/quiz`: a lesson's questions, what the answers are worth, and the record of it.

use anteroom_office::training::{Graded, Module, Question, RULES, complete};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::StatusCode;

use super::{desk, failed};
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, page, page_with};
use crate::pages::error;

#[derive(Template)]
#[template(path = "quiz.html")]
struct Quiz {
    frame: Frame,
    module: &'static Module,
    tries: usize,
    asked: Vec<Asked>,
    /// Whether somebody sent it with questions left open.
    is_open: bool,
}

/// A question with the answer that was chosen.
struct Asked {
    question: &'static Question,
    chosen: Option<usize>,
}

impl Asked {
    /// Templates pass their counters by reference.
    fn has(&self, choice: &usize) -> bool {
        self.chosen.as_ref() == Some(choice)
    }
}

#[derive(Template)]
#[template(path = "quiz_result.html")]
struct QuizResult {
    frame: Frame,
    module: &'static Module,
    passed: bool,
    /// Whether it is on record: without courses on file it is not.
    is_kept: bool,
    right: usize,
    told: Vec<Told>,
    again: usize,
    /// The lesson that comes next; none after the last.
    next: Option<&'static Module>,
}

impl QuizResult {
    /// Whether it is the lesson that whoever set up the practice took before a first answer.
    fn opens_tasks(&self) -> bool {
        self.frame.sees_console && self.module.id.as_str() == RULES
    }
}

/// What came of a question.
struct Told {
    question: &'static Question,
    /// The answer that was chosen, where it is not the right one.
    wrong: Option<&'static str>,
}

impl Told {
    fn of((question, choice): (&'static Question, usize)) -> Told {
        let chosen = question.choices.get(choice);
        let wrong = chosen.filter(|choice| !choice.right);
        Told {
            question,
            wrong: wrong.map(|choice| choice.says.as_str()),
        }
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Ok(Some(module)) = Module::named(&id) else {
        return error::not_found(frame);
    };
    let tries = tries(&Sent::of_query(query.as_deref()));
    page(&quiz(frame, module, tries, None))
}

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let Ok(Some(module)) = Module::named(&id) else {
        return error::not_found(frame);
    };
    let tries = tries(&sent);
    let Ok(graded) = module.grade(tries, |id| chosen(&sent, id)) else {
        let again = quiz(frame, module, tries, Some(&sent));
        return page_with(StatusCode::BAD_REQUEST, &again);
    };
    let kept = async {
        let desk = desk(&edge, &person, &frame).await?;
        let who = (&person.visitor.id, &person.visitor.account);
        let kept = complete(&desk, who, module, graded.percent).await;
        kept.map_err(|error| failed(&frame, error))
    };
    let is_kept = match kept.await {
        Ok(is_kept) => is_kept,
        Err(response) => return response,
    };
    // What was just passed may have opened something.
    let frame = Frame::of(&edge, &person).await;
    page(&result(frame, module, graded, tries, is_kept))
}

fn result(
    frame: Frame,
    module: &'static Module,
    graded: Graded,
    tries: usize,
    is_kept: bool,
) -> QuizResult {
    let told: Vec<Told> = graded.answers.into_iter().map(Told::of).collect();
    QuizResult {
        frame,
        module,
        passed: graded.passed,
        is_kept,
        right: told.iter().filter(|one| one.wrong.is_none()).count(),
        told,
        again: tries.wrapping_add(1),
        next: after(module),
    }
}

fn quiz(frame: Frame, module: &'static Module, tries: usize, sent: Option<&Sent>) -> Quiz {
    let asked = module.questions_of(tries).map(|question| Asked {
        chosen: sent.and_then(|sent| chosen(sent, &question.id)),
        question,
    });
    Quiz {
        asked: asked.collect(),
        is_open: sent.is_some(),
        frame,
        module,
        tries,
    }
}

/// Which try it is, from 0.
fn tries(sent: &Sent) -> usize {
    sent.text("try").parse().unwrap_or(0)
}

fn chosen(sent: &Sent, question: &str) -> Option<usize> {
    sent.text(&format!("q.{question}")).parse().ok()
}

fn after(module: &Module) -> Option<&'static Module> {
    let mut rest = Module::shipped().ok()?.iter();
    rest.by_ref().find(|one| one.id == module.id)?;
    rest.next()
}
