//! `/runs/{id}`: a result. Beside it: the list of one's own work, reading what will be sent, and what can be done with a result.

mod blocks;
mod by_hand;
pub(crate) mod choices;
pub(crate) mod exception;
mod lines;
pub(crate) mod list;
pub(crate) mod onward;
pub(crate) mod paper;
pub(crate) mod redo;
pub(crate) mod review;
pub(crate) mod share;

use std::collections::BTreeSet;

use anteroom_gateway::Part;
use anteroom_office::work::{self, Kept, PartRead, State as Progress, Work};
use anteroom_policy::plain_days;
use anteroom_tasks::reading::Counts;
use anteroom_tasks::{Draft, Finding, Form, Manner, Task, Tools, Weight, sample};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, capital, page, see_other};
use crate::pages::{answer, blocked, catalogue, error, held, tasks};
use crate::writing;
use onward::Onward;

pub(crate) use blocks::{Block, blocks, in_page};

/// A text of fewer words has no school grade.
const ENOUGH: usize = 40;

#[derive(Template)]
#[template(path = "result.html")]
struct ResultPage {
    frame: Frame,
    id: String,
    /// What its owner calls it; empty where they gave it no name.
    name: String,
    task: &'static Task,
    blocks: Vec<Block>,
    /// Why it is not whole, in words; none where it is.
    partial: Option<&'static str>,
    /// Why it could not be written again, where that was tried.
    unanswered: Option<String>,
    /// How much of a long document was read, in words; empty where it was not cut.
    coverage: String,
    parts: Vec<PartShown>,
    /// What came in that may be an emergency, in sentences.
    urgent: Vec<String>,
    failed: Vec<Finding>,
    looks: Vec<Finding>,
    /// What a translator must have done; none of a text in English.
    translation: Option<&'static str>,
    /// What a sample answer says of itself.
    sample: Option<&'static str>,
    /// What stands in no field.
    anew: Vec<String>,
    /// Whether it is shown as the model wrote it; none where that is the same.
    as_sent: Option<bool>,
    /// The text alone, for changing it.
    hand: Vec<by_hand::Shown>,
    /// When it was last changed, in microseconds, so that two windows do not undo each other's work.
    as_of: i64,
    /// Whether it was changed in another window while somebody changed it here.
    is_twice: bool,
    /// Whether it was to be sent for approval in that step, and was not.
    is_unsent: bool,
    is_edited: bool,
    /// Whether rules want words around it that stay whoever changes it.
    is_noticed: bool,
    /// Whether its words stay as somebody else released them.
    is_fixed: bool,
    /// Whether nobody takes it out of here before somebody else has released it.
    is_locked: bool,
    /// What goes on with this text; none where nothing does.
    next: Option<Onward>,
    /// Who can approve it for its owner; none where nobody must or can.
    approver: Option<&'static str>,
    /// Whether its owner may approve it.
    approves_own: bool,
    has_before: bool,
    words: usize,
    /// How hard it is to read; none of a text that is too short to say.
    grade: Option<String>,
    /// Who wrote the task, and who has not read it yet.
    task_text: String,
    sent_to: Option<String>,
    receipt: Option<String>,
    changed: String,
    /// Who released it, where it was held.
    released: Option<held::Told>,
    /// What it was sent back with, where its owner may change it and send it again.
    sent_back: Option<held::SentBack>,
    /// What stands on top of it when it is printed.
    sender: Vec<String>,
    /// What is written on it until somebody approved it.
    mark: Option<String>,
}

impl ResultPage {
    fn is_written(&self) -> bool {
        is_written(self.task)
    }
}

/// Whether a writing tool writes what comes out of a task.
fn is_written(task: &Task) -> bool {
    task.manner == Manner::Write
}

/// A part of a long document, and what was written about it.
struct PartShown {
    place: String,
    is_read: bool,
    why: Option<String>,
    /// None where somebody else reads the whole first.
    answer: Option<String>,
}

/// The parts of a long document. Where somebody must review the whole, what was written about the parts is not shown.
fn parts(work: &Work, is_reviewed: bool) -> Vec<PartShown> {
    let part = |part: &PartRead| PartShown {
        place: capital(&part.place),
        is_read: part.answer.is_some(),
        why: part.why.clone(),
        answer: part.written().filter(|_| !is_reviewed).map(str::to_owned),
    };
    work.parts.iter().map(part).collect()
}

/// How much of a long document was read.
fn coverage(form: Option<&Form<'_>>, parts: &[PartRead]) -> String {
    let read = parts.iter().filter(|part| part.answer.is_some()).count();
    let plan = form.and_then(Form::plan);
    match plan.filter(|plan| read == parts.len() && read == plan.parts.len()) {
        _ if parts.is_empty() => String::new(),
        Some(plan) => format!("{}.", capital(&plan.coverage(read))),
        None => format!("{read} of {} parts were read.", parts.len()),
    }
}

/// How hard a text is to read. Of few words, or of a list without sentences, a school grade says nothing.
fn grade(counts: &Counts) -> Option<String> {
    let grade = counts.flesch_kincaid();
    (counts.words >= ENOUGH && grade >= 1.0).then(|| format!("{grade:.1}"))
}

/// Who looked at a task last, and when; whoever should have and has not is named after it.
fn task_text(task: &Task) -> String {
    let (by, on) = (&task.reviewed.by, plain_days(&task.reviewed.on.to_string()));
    match by.split_once("; not yet read by a ") {
        Some((by, who)) => format!("{by}, {on}. No {who} has read it yet."),
        None => format!("{by}, {on}."),
    }
}

/// What looks like somebody's in a text, and stands in no field.
async fn anew(edge: &Edge, text: &str, work: &Work) -> Vec<String> {
    let looked = edge
        .gateway
        .look(None, &[], vec![(String::new(), text.to_owned())])
        .await;
    let Ok(looked) = looked else {
        return Vec::new();
    };
    let given: Vec<String> = work
        .fields
        .values()
        .map(|value| value.to_lowercase())
        .collect();
    let is_given = |words: &str| {
        given
            .iter()
            .any(|value| value.contains(&words.to_lowercase()))
    };
    let finds = looked.fields.iter().flat_map(|seen| &seen.finds);
    let words = finds.filter_map(|find| text.get(find.span.0..find.span.1));
    let anew: BTreeSet<&str> = words.filter(|words| !is_given(words)).collect();
    anew.into_iter().map(str::to_owned).collect()
}

/// Whether an answer was never asked for: practice mode has samples.
fn is_sample(kept: &Kept, task: &Task) -> bool {
    kept.work.sent_to.is_none() && is_written(task)
}

/// A result.
pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some((kept, task)) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    let (kept, waited) = match held::settled(&edge, kept).await {
        Ok(settled) => settled,
        Err(failed) => {
            tracing::error!(error = %failed, "an answer that was held cannot be read");
            return error::broken(frame);
        }
    };
    if let (Progress::Held, Some(held)) = (kept.state(), &waited) {
        return held::show(&edge, frame, &kept, task, held).await;
    }
    if kept.state() == Progress::Sending {
        return answer::waiting(&edge, &person, frame, &kept, task);
    }
    let Some(text) = kept.work.text().map(str::to_owned) else {
        return match &kept.work.unanswered {
            Some(says) => blocked::unanswered(frame, &id, says, kept.receipt()),
            None => see_other(&format!("/runs/{id}/review")),
        };
    };
    let work = &kept.work;
    // A sample answers the task's own example, so it is held against that.
    let is_sample = is_sample(&kept, task);
    let fields = match task.examples.first() {
        Some(example) if is_sample => &example.fields,
        _ => &work.fields,
    };
    let form = Form::fill(task, fields).ok();
    let coverage = coverage(form.as_ref(), &work.parts);
    let is_reviewed = !matches!(held::reviewer(&edge, &person, task).await, Ok(None));
    // What is filled in here has no sections to look for.
    let written = form.filter(|_| is_written(task));
    let draft = written.map(|form| Draft::of(&form, &text, Tools::default()));
    let urgent = if is_sample {
        Vec::new()
    } else {
        tasks::urgent(task, &work.fields)
    };
    let (failed, looks): (Vec<_>, Vec<_>) = match &draft {
        Some(draft) => draft
            .findings
            .iter()
            .filter(|one| one.weight != Weight::Urgent)
            .cloned()
            .partition(|one| one.weight == Weight::Fails),
        None => (Vec::new(), Vec::new()),
    };
    let is_edited = work.edited.is_some();
    let placed: &[(usize, usize)] = if is_edited { &[] } else { &work.placed };
    let page_text = draft.map_or_else(|| text.clone(), |draft| draft.page());
    let mut words = in_page(page_text, &text, placed);
    // What was filled in here no writing tool wrote: there is nothing to ask it for again.
    let is_written = is_written(task);
    let as_sent = work
        .as_sent
        .as_ref()
        .filter(|sent| is_written && Some(*sent) != work.answer.as_ref());
    let is_as_sent = query.as_deref() == Some("as=sent");
    if let Some(sent) = as_sent.filter(|_| is_as_sent) {
        words = Part {
            text: sent.clone(),
            ..Part::default()
        };
    }
    let (released, sent_back) = match held::became(&edge, &frame, waited.as_ref()).await {
        Ok(became) => became,
        Err(failed) => {
            tracing::error!(error = %failed, "what became of an answer cannot be read");
            return error::broken(frame);
        }
    };
    let sent_to = work.sent_to.as_deref().filter(|_| is_written);
    let counts = Counts::of(&text);
    let is_fixed = is_reviewed && released.is_some();
    let is_locked = held::is_locked(&edge, &person, task, waited.as_ref()).await;
    let approver = held::approver(&edge, &person, &kept, task).await;
    let mark = held::mark(task, is_edited, released.is_some()).filter(|_| !is_sample);
    let is_open = held::is_open(&edge, &person, &kept, task, released.is_some()).await;
    let next = Onward::of(task, &person, &frame, is_open);
    page(&ResultPage {
        sender: paper::sender(&edge, &frame),
        mark,
        changed: frame.minute(kept.changed_at()),
        frame,
        id,
        name: work.name.clone(),
        blocks: blocks(&words),
        partial: work.partial.filter(|_| !is_edited).map(answer::not_whole),
        unanswered: work.unanswered.clone(),
        coverage,
        parts: parts(work, is_reviewed),
        urgent,
        failed,
        looks,
        translation: task.translation_of(fields),
        sample: is_sample.then_some(sample::LABEL),
        anew: anew(&edge, &text, work).await,
        as_sent: as_sent.map(|_| is_as_sent),
        is_edited,
        is_noticed: !work.around.is_empty(),
        has_before: work.before.is_some() && !is_fixed,
        is_fixed,
        is_locked,
        next,
        approves_own: approver.is_some_and(|(_, own)| own),
        approver: approver.map(|(reviewer, _)| reviewer.says()),
        words: counts.words,
        grade: grade(&counts),
        sent_to: sent_to.map(writing::in_words),
        task_text: task_text(task),
        receipt: kept.receipt().map(str::to_owned),
        released,
        sent_back,
        hand: by_hand::shown(&text),
        as_of: kept.changed_at().0,
        is_twice: matches!(query.as_deref(), Some(redo::TWICE | redo::UNSENT)),
        is_unsent: query.as_deref() == Some(redo::UNSENT),
        task,
    })
}

/// Back to the form, with what was typed.
pub(crate) async fn edit(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    match own(&edge, &person, &id).await {
        Some((kept, _)) if held::waits(&edge, &kept).await => see_other(&format!("/runs/{id}")),
        Some((_, task)) => see_other(&format!("/tasks/{}?run={id}", task.id)),
        None => error::not_found(Frame::of(&edge, &person).await),
    }
}

/// A piece of work of one's own, and its task.
pub(crate) async fn own(edge: &Edge, person: &Person, id: &str) -> Option<(Kept, &'static Task)> {
    let own = &person.visitor.session.person;
    let kept = work::find(edge.door.store(), own, id)
        .await
        .ok()
        .flatten()?;
    let task = catalogue::task(kept.task())?;
    Some((kept, task))
}

/// A person's own piece of work that can be worked on now; else the page that says why not.
async fn at_work(
    edge: &Edge,
    person: &Person,
    frame: &Frame,
    id: &str,
) -> Result<(Kept, &'static Task), Box<Response>> {
    let Some((kept, task)) = own(edge, person, id).await else {
        return Err(Box::new(error::not_found(frame.clone())));
    };
    if held::waits(edge, &kept).await {
        return Err(Box::new(see_other(&format!("/runs/{id}"))));
    }
    match catalogue::shut(task, &person.visitor.account, frame) {
        Some(_) => Err(Box::new(catalogue::closed(frame.clone(), &task.id, person))),
        None => Ok((kept, task)),
    }
}
