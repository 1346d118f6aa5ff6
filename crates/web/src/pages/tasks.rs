//! `/tasks/{task}`: the composer. A form, what was found in it, and what the model would see.

mod ahead;
mod extract;
mod filling;
mod on_file;

use std::collections::BTreeMap;

use anteroom_office::OfficeError;
use anteroom_office::work::{self, Choice, Does, NoPatient, Work};
use anteroom_tasks::{Field, Form, FormError, Kind, Level, Manner, Task};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::StatusCode;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, page, page_with, see_other};
use crate::pages::runs::choices;
use crate::pages::shown::{FieldShown, FindShown, count};
use crate::pages::{catalogue, chart, error, held, sending};
use crate::rehearsing;
use crate::writing;
use filling::fresh;
use on_file::OnFile;

pub(crate) use ahead::{stops, urgent};
pub(crate) use filling::{Filling, saved, typed};

#[derive(Template)]
#[template(path = "task.html")]
struct Composer {
    frame: Frame,
    task: &'static Task,
    fields: Vec<Input>,
    errors: Vec<(String, String)>,
    looked: Option<Vec<FieldShown>>,
    /// How many parts a long text is read in.
    parts: usize,
    /// Why what was looked at would be stopped, in sentences.
    stops: Vec<String>,
    /// What came in that may be an emergency, in sentences.
    urgent: Vec<String>,
    /// What its owner keeps as it is written: the reason and the words.
    keeps: Vec<(NoPatient, String)>,
    /// What is replaced because its owner says so: the code of its kind and the words.
    hides: Vec<(String, String)>,
    /// What was taken out of an export just now.
    taken: Option<extract::Told>,
    run: String,
    as_of: String,
    /// What its reviewer wants changed, where its text was sent back.
    comment: Option<String>,
    /// Whether it came from a page of a session that was over.
    is_late: bool,
    /// Whether the piece of work has a text that this form was sent for.
    has_text: bool,
    /// Whether it has a text from before its form was changed.
    has_before: bool,
    goes_to: Option<String>,
    /// What stands in the place of what is found.
    stand_ins: &'static str,
}

/// A field with what stands in it.
struct Input {
    field: &'static Field,
    value: String,
    says: Option<String>,
    /// What can be taken out of the export that stands in it.
    offer: Option<chart::Offer>,
}

impl Composer {
    /// Whether nothing can leave at all.
    fn is_practice(&self) -> bool {
        self.frame.is_practice()
    }

    /// Whether it is filled in here, and no model is asked.
    fn stays_here(&self) -> bool {
        self.task.manner == Manner::Merge
    }

    fn is_everyday(&self) -> bool {
        self.task.level == Level::NoPatientInformation
    }

    /// What its button says that sends, or leads to reading first what will be sent.
    fn goes(&self) -> &'static str {
        match () {
            () if catalogue::is_question(self.task) => "Ask",
            () if self.is_everyday() => "Create",
            () if self.stays_here() => "Review and fill",
            () => "Review and send",
        }
    }

    /// Says of a field that it holds an export, and what can be taken out of it.
    fn refuse(&mut self, refused: chart::Refused) {
        // How long it is does not matter then.
        self.errors.retain(|(name, _)| *name != refused.field);
        self.say(refused.field.clone(), refused.says);
        let mut inputs = self.fields.iter_mut();
        if let Some(input) = inputs.find(|input| input.field.name == refused.field) {
            input.offer = refused.offer;
        }
    }

    /// Says something of a field, above the form and beside the field.
    fn say(&mut self, name: String, says: String) {
        let mut inputs = self.fields.iter_mut();
        if let Some(input) = inputs.find(|input| input.field.name == name) {
            input.says = Some(says.clone());
        }
        self.errors.push((name, says));
    }

    fn count(&self) -> usize {
        self.looked.as_deref().map_or(0, count)
    }

    fn usual(&self, find: &FindShown) -> NoPatient {
        choices::usual(find.letter)
    }
}

impl Input {
    fn is_choice(&self) -> bool {
        self.field.kind == Kind::Choice
    }

    /// An option as it is read.
    fn says_option(&self, option: &str) -> String {
        catalogue::option_words(self.field, option)
    }

    fn is_text(&self) -> bool {
        self.field.kind == Kind::Text
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some(task) = open_task(&id, &person, &frame) else {
        return catalogue::closed(frame, &id, &person);
    };
    let query = query.unwrap_or_default();
    let own = &person.visitor.session.person;
    let mut comment = None;
    let (query, is_late) = match query.strip_suffix("&late") {
        Some(rest) => (rest, true),
        None => (&*query, false),
    };
    let filling = match query.strip_prefix("run=") {
        Some(run) => match work::find(edge.door.store(), own, run).await {
            Ok(Some(kept)) if kept.task() == id => {
                comment = held::comment_on(&edge, &kept).await;
                Filling::again(task, kept)
            }
            _ => return error::not_found(frame),
        },
        None if query == "example" => Filling::new(task, fresh(task, example(task), Vec::new())),
        None => Filling::new(task, Work::default()),
    };
    let composer = composer(&edge, frame, &filling, Vec::new()).await;
    page(&Composer {
        comment,
        is_late,
        ..composer
    })
}

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let Some(task) = open_task(&id, &person, &frame) else {
        return catalogue::closed(frame, &id, &person);
    };
    let mut filling = Filling::of(task, &sent);
    let action = sent.text("action");
    match action.split_once(':') {
        Some(("remove", place)) => filling.remove(place),
        Some(("keep", place)) => filling.keep(place),
        _ => {}
    }
    if let Some(name) = action.strip_prefix("extract:") {
        return extract::post(&edge, &person, frame, filling, &sent, name).await;
    }
    let owner = (&person.by(), &person.visitor.session.person);
    match action {
        "create" | "" => created(&edge, &person, frame, filling).await,
        "save" => match saved(&edge, owner, &filling).await {
            Ok(_) => see_other("/runs"),
            Err(failed) => not_saved(frame, &failed),
        },
        _ => checked(&edge, &person, frame, &filling).await,
    }
}

/// The task, where it is open to this person.
pub(crate) fn open_task(id: &str, person: &Person, frame: &Frame) -> Option<&'static Task> {
    let account = &person.visitor.account;
    catalogue::task(id).filter(|task| catalogue::shut(task, account, frame).is_none())
}

fn example(task: &Task) -> BTreeMap<String, String> {
    let examples = task.examples.first();
    examples
        .map(|example| example.fields.clone())
        .unwrap_or_default()
}

async fn composer(
    edge: &Edge,
    frame: Frame,
    filling: &Filling,
    errors: Vec<FormError>,
) -> Composer {
    let Filling {
        task,
        work,
        run,
        as_of,
    } = filling;
    let errors: Vec<(String, String)> = errors.iter().map(|error| said(task, error)).collect();
    let way = writing::way(edge, task).await.ok().flatten();
    let practice = OnFile::of(edge, &frame).await;
    let input = |field: &'static Field| Input {
        value: work
            .fields
            .get(&field.name)
            .or(field.default.as_ref())
            .or(practice.value(field))
            .cloned()
            .unwrap_or_default(),
        says: errors
            .iter()
            .find(|(name, _)| *name == field.name)
            .map(|(_, says)| says.clone()),
        offer: None,
        field,
    };
    let mut composer = Composer {
        frame,
        fields: task.fields.iter().map(input).collect(),
        task,
        errors,
        looked: None,
        parts: 1,
        stops: Vec::new(),
        urgent: urgent(task, &work.fields),
        keeps: keeps(&work.choices),
        hides: hides(&work.choices),
        taken: None,
        run: run.clone(),
        as_of: as_of.clone(),
        comment: None,
        is_late: false,
        has_text: work.text().is_some(),
        has_before: work.text().is_none() && work.before.is_some(),
        goes_to: way.as_ref().map(writing::destination),
        stand_ins: writing::stand_ins(way.as_ref()),
    };
    for refused in chart::refused(task, &work.fields) {
        composer.refuse(refused);
    }
    composer
}

/// The form as it was typed, with what is to be said of one of its fields.
pub(crate) async fn again(
    edge: &Edge,
    frame: Frame,
    task: &'static Task,
    sent: &Sent,
    typed: BTreeMap<String, String>,
    said: Option<(String, String)>,
) -> Response {
    let filling = Filling {
        work: fresh(task, typed, choices::kept(sent)),
        ..Filling::of(task, sent)
    };
    let mut composer = composer(edge, frame, &filling, Vec::new()).await;
    if let Some((name, says)) = said {
        composer.say(name, says);
    }
    let status = match composer.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::BAD_REQUEST,
    };
    page_with(status, &composer)
}

/// An error in words, with the field that it speaks of.
fn said(task: &Task, error: &FormError) -> (String, String) {
    let label = |name: &String| {
        let field = task.field(name);
        let label = field.map_or(name.as_str(), |field| field.label.as_str());
        label.trim_end_matches(['?', ':']).to_owned()
    };
    match error {
        FormError::Guarded { field, guard } => {
            (field.clone(), format!("{}: {}", label(field), guard.says()))
        }
        FormError::Missing { field } => (
            field.clone(),
            format!("{}: please fill this in.", label(field)),
        ),
        FormError::Misshaped { field, shape } => (
            field.clone(),
            format!("{}: {}.", label(field), shape.says()),
        ),
        FormError::NotAnOption { field, .. } => {
            (field.clone(), format!("{}: choose one.", label(field)))
        }
        FormError::SeveralLines { field } => {
            (field.clone(), format!("{}: write one line.", label(field)))
        }
        FormError::TooLong { field, is, max } => (
            field.clone(),
            format!(
                "{}: this has {is} characters, and {max} is the most. Keep only the part that you need.",
                label(field)
            ),
        ),
        FormError::Unknown { field } => (
            field.clone(),
            "This form has changed. Please check it.".to_owned(),
        ),
    }
}

/// What is longer than its field takes: that is not looked at.
pub(crate) fn too_long(task: &Task, typed: &BTreeMap<String, String>) -> Vec<FormError> {
    let fill = Form::fill(task, typed).err().unwrap_or_default();
    let long = |error: &FormError| matches!(error, FormError::TooLong { .. });
    fill.into_iter().filter(long).collect()
}

/// The form with what was found in it, for those without scripts.
async fn checked(edge: &Edge, person: &Person, frame: Frame, filling: &Filling) -> Response {
    let long = too_long(filling.task, &filling.work.fields);
    if !long.is_empty() || !chart::refused(filling.task, &filling.work.fields).is_empty() {
        let again = composer(edge, frame, filling, long).await;
        return page_with(StatusCode::BAD_REQUEST, &again);
    }
    let looked = rehearsing::rehearse(edge, person, filling.task, &filling.work).await;
    let mut composer = composer(edge, frame, filling, Vec::new()).await;
    match looked {
        Ok(looked) => {
            composer.parts = looked.parts();
            composer.stops = stops(&composer.frame, filling.task, &filling.work, &looked);
            composer.looked = Some(looked.fields);
        }
        Err(_) => return error::unchecked(composer.frame),
    }
    page(&composer)
}

/// What is kept as it is written.
fn keeps(choices: &[Choice]) -> Vec<(NoPatient, String)> {
    let kept = choices.iter().filter_map(|choice| match choice.does {
        Does::Keep(reason) => Some((reason, choice.words.clone())),
        Does::Hide | Does::Replace => None,
    });
    kept.collect()
}

/// What is replaced because its owner says so.
fn hides(choices: &[Choice]) -> Vec<(String, String)> {
    let hidden = choices.iter().filter(|choice| choice.does == Does::Hide);
    let hidden = hidden.map(|choice| {
        (
            choice.kind.clone().unwrap_or_default(),
            choice.words.clone(),
        )
    });
    hidden.collect()
}

fn not_saved(frame: Frame, failed: &OfficeError) -> Response {
    tracing::error!(error = %failed, "a draft cannot be kept");
    error::broken(frame)
}

/// Writes at once where nothing was found and the task takes no patient information; else somebody reads it first.
async fn created(edge: &Edge, person: &Person, frame: Frame, filling: Filling) -> Response {
    let task = filling.task;
    if let Err(errors) = Form::fill(task, &filling.work.fields) {
        let again = composer(edge, frame, &filling, errors).await;
        return page_with(StatusCode::BAD_REQUEST, &again);
    }
    if !chart::refused(task, &filling.work.fields).is_empty() {
        let again = composer(edge, frame, &filling, Vec::new()).await;
        return page_with(StatusCode::BAD_REQUEST, &again);
    }
    let owner = (&person.by(), &person.visitor.session.person);
    let id = match saved(edge, owner, &filling).await {
        Ok(id) => id,
        Err(failed) => return not_saved(frame, &failed),
    };
    let own = &person.visitor.session.person;
    match work::find(edge.door.store(), own, &id).await {
        // Whoever saved another form under this id meanwhile reads it first.
        Ok(Some(kept)) if kept.work.fields == filling.work.fields => {
            sending::at_once(edge, person, frame, task, kept).await
        }
        _ => see_other(&format!("/runs/{id}/review")),
    }
}
