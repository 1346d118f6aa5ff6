//! `/training/{module}`: a lesson's text, and its exercises. What somebody finds there is told at once and kept nowhere.

use std::collections::BTreeSet;

use anteroom_office::training::{Exercise, Found, Module, Try};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::address;
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page, see_other};
use crate::pages::error;

#[derive(Template)]
#[template(path = "lesson.html")]
struct LessonPage {
    frame: Frame,
    module: &'static Module,
    exercises: Vec<Shown>,
}

/// An exercise as it is shown.
struct Shown {
    number: usize,
    /// Where its text comes from; none where it is for everybody.
    from: Option<&'static str>,
    words: Vec<Word>,
    /// What was found and what was not; none before somebody tried.
    told: Option<Told>,
}

/// A word to choose.
struct Word {
    number: usize,
    text: String,
    is_chosen: bool,
    /// How it is shown once somebody tried.
    style: &'static str,
}

/// What came of an exercise.
struct Told {
    found: usize,
    all: usize,
    spots: Vec<ToldSpot>,
    extra: String,
    rest: &'static str,
}

struct ToldSpot {
    words: String,
    is: &'static str,
    why: &'static str,
    says: &'static str,
    is_good: bool,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    match Module::named(&id) {
        Ok(Some(module)) if module.parts.is_empty() => see_other(&address(module)),
        Ok(Some(module)) => lesson_page(frame, &person, module, None),
        _ => error::not_found(frame),
    }
}

/// Tells what was found in an exercise.
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
    let tried = sent.text("exercise").parse().ok();
    let chosen = sent.all("word").filter_map(|number| number.parse().ok());
    let chosen: BTreeSet<usize> = chosen.collect();
    let tried = tried.map(|number| (number, chosen));
    lesson_page(frame, &person, module, tried)
}

/// The lesson with the exercises that fit this person's work.
fn lesson_page(
    frame: Frame,
    person: &Person,
    module: &'static Module,
    tried: Option<(usize, BTreeSet<usize>)>,
) -> Response {
    let Ok(tries) = module.tries(&person.visitor.account.roles) else {
        return error::broken(frame);
    };
    let exercises = tries.into_iter().map(|one| {
        let chosen = tried.as_ref().filter(|(tried, _)| *tried == one.number);
        exercise_shown(one, chosen.map(|(_, chosen)| chosen))
    });
    page(&LessonPage {
        exercises: exercises.collect(),
        frame,
        module,
    })
}

fn exercise_shown(one: Try, chosen: Option<&BTreeSet<usize>>) -> Shown {
    let Try {
        number,
        from,
        exercise,
    } = one;
    let words = exercise.tokens().into_iter().enumerate();
    let words = words.map(|(number, token)| {
        let is_chosen = chosen.is_some_and(|chosen| chosen.contains(&number));
        let style = match (chosen, token.spot, is_chosen) {
            (None, ..) | (_, None, false) => "",
            (_, Some(_), true) => "hit",
            (_, Some(_), false) => "missed",
            (_, None, true) => "extra",
        };
        Word {
            number,
            text: token.text,
            is_chosen,
            style,
        }
    });
    Shown {
        number,
        from,
        words: words.collect(),
        told: chosen.map(|chosen| told(exercise, chosen)),
    }
}

fn told(exercise: &'static Exercise, chosen: &BTreeSet<usize>) -> Told {
    let judged = exercise.judge(chosen);
    let found = judged.spots.iter().filter(|one| **one == Found::All);
    let spots = judged.spots.iter().zip(&exercise.spots).enumerate();
    Told {
        found: found.count(),
        all: exercise.spots.len(),
        spots: spots
            .map(|(at, (found, spot))| ToldSpot {
                words: exercise.words(at),
                is: &spot.is,
                why: &spot.why,
                says: match found {
                    Found::All => "You found it.",
                    Found::Part => "You found a part of it.",
                    Found::No => "You missed it.",
                },
                is_good: *found == Found::All,
            })
            .collect(),
        extra: judged.extra.join(", "),
        rest: &exercise.rest,
    }
}
