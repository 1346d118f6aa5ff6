//! `/runs/{id}/review`: a person reads what will leave, settles what was found, and says so.

use anteroom_gateway::{Kind, Removed, Said};
use anteroom_office::work::{self, Choice, Does, Kept, NoPatient, Work};
use anteroom_tasks::{Form, Level, Manner, MergeError, Task};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::choices::{self, NotTaken, Row};
use super::{at_work, exception, own};
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, for_staff, page_with, see_other};
use crate::pages::shown::{FieldShown, finds};
use crate::pages::{catalogue, error, held, reasons, sending, tasks};
use crate::rehearsing::{self, Shown};
use crate::writing;

#[derive(Template)]
#[template(path = "review.html")]
struct Review<'a> {
    frame: Frame,
    id: String,
    task: &'static Task,
    /// What came in that may be an emergency, in sentences.
    urgent: Vec<String>,
    looked: &'a [FieldShown],
    instructions: &'a str,
    /// How many parts a long text leaves in; 1 where it leaves whole.
    parts: usize,
    rows: Vec<Row>,
    /// Words for which an exception was asked that waits.
    asked: Vec<String>,
    /// What was added by hand.
    hidden: Vec<&'a Choice>,
    /// What is left out because the task does not need it, in words.
    left_out: Vec<String>,
    goes_to: String,
    /// What stands in the place of what was found.
    stand_ins: &'static str,
    /// Whether what was found comes back in the answer.
    puts_back: bool,
    /// Whether something was found that this task may not hold at all.
    refused: bool,
    /// Why nothing would leave, where the rules say so.
    reasons: Vec<&'a Said>,
    /// What a letter that is filled in here still lacks, as the form calls it.
    lacks: Vec<String>,
    /// What was read: only that is sent.
    digest: String,
    /// Why it was not sent, where somebody tried.
    why: Why,
}

/// Why a form was not sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// Nobody tried yet.
    Fresh,
    /// It was changed after it was read.
    Changed,
    /// What was settled along with it changed what leaves.
    Chosen,
    /// Words of a hard kind were to be kept.
    Hard,
    /// An exception was asked for without a reason.
    NoReason,
    /// The words that were to be added do not stand there.
    NotThere,
    /// Something must be settled first.
    Open,
    /// Nobody said that they read it.
    Unread,
}

impl Review<'_> {
    fn count(&self) -> usize {
        self.rows.iter().filter(|row| !row.find.is_kept).count()
    }

    /// How many things are to be decided: none where nothing leaves.
    fn open(&self) -> usize {
        match self.stays_here() {
            true => 0,
            false => choices::open(&self.rows),
        }
    }

    fn stays_here(&self) -> bool {
        self.task.manner == Manner::Merge
    }

    /// Whether nothing would leave because the rules say so.
    fn is_shut(&self) -> bool {
        !self.reasons.is_empty()
    }

    /// What to do about a reason, in the words of staff.
    fn next(&self, reason: &Said) -> String {
        for_staff(&reason.next)
    }

    fn kinds(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let kinds = Kind::ALL.into_iter();
        kinds.map(|kind| (kind.code(), kind.plain().0))
    }

    /// How much of which kind was found, in words.
    fn counted(&self) -> String {
        choices::counted(&self.rows)
    }

    /// Whether something was found that its sender may say is no patient information.
    fn has_soft(&self) -> bool {
        let mut found = self.rows.iter().filter(|row| !row.find.is_kept);
        found.any(|row| row.find.may_keep)
    }

    /// Why words are always replaced.
    fn because(&self, row: &Row) -> &'static str {
        match row.find.letter {
            _ if self.is_own_name(row) => {
                "Always replaced: it is your practice's name, and says where somebody was seen."
            }
            'P' => "Always replaced: it points to one place.",
            _ => "Always replaced: it points to one person.",
        }
    }

    /// Whether words are the practice's own name, however it is written.
    fn is_own_name(&self, row: &Row) -> bool {
        let plain = |text: &str| {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect::<String>()
        };
        let own = plain(&self.frame.practice);
        !own.is_empty() && plain(&row.find.text) == own
    }

    /// Whether it can be asked for these words.
    fn may_ask(&self, row: &Row) -> bool {
        exception::may_ask(row)
    }

    /// Whether it was asked for these words, and the answer has not come.
    fn is_asked(&self, row: &Row) -> bool {
        self.asked.contains(&row.find.text)
    }

    /// Whether it can be asked for any.
    fn has_askable(&self) -> bool {
        self.rows.iter().any(exception::may_ask)
    }

    fn is_question(&self) -> bool {
        catalogue::is_question(self.task)
    }

    fn excuses(&self) -> [NoPatient; 5] {
        NoPatient::ALL
    }

    /// Whether what stands in the way is only a choice or a tick: no stop.
    fn is_unfinished(&self) -> bool {
        matches!(self.why, Why::Chosen | Why::Open | Why::Unread)
    }

    /// The heading and the sentence at the top, where something stands in the way.
    fn stop(&self) -> Option<(&'static str, &'static str)> {
        match self.why {
            _ if self.refused && self.why != Why::NoReason => None,
            Why::Fresh => None,
            Why::Changed => Some((
                "This was changed in another window",
                "Nothing was sent. Read it again as it is now.",
            )),
            Why::Chosen => Some((
                "Your choices changed what will be sent",
                "Nothing was sent yet. Read it again as it is now.",
            )),
            Why::Hard => Some((
                "That cannot be kept",
                "Such a detail points to one person for sure. It is always replaced. If you need it in the text, ask your compliance officer.",
            )),
            Why::NoReason => Some((
                "Say why first",
                "Nothing was asked. Say in a few words whose it is, then ask again.",
            )),
            Why::NotThere => Some((
                "Those words do not stand in your text",
                "Write them as they stand there, whole words, two letters at least.",
            )),
            Why::Open => Some((
                "Nothing was sent yet",
                "Say first what happens with each thing that we are not sure of.",
            )),
            Why::Unread => Some((
                "Nothing was sent yet",
                "Read what will be sent, then tick the box.",
            )),
        }
    }
}

impl Why {
    fn status(self) -> StatusCode {
        match self {
            Why::Fresh => StatusCode::OK,
            Why::Hard | Why::NoReason | Why::NotThere | Why::Open | Why::Unread => {
                StatusCode::BAD_REQUEST
            }
            Why::Changed | Why::Chosen => StatusCode::CONFLICT,
        }
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some((kept, task)) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    if held::waits(&edge, &kept).await {
        return see_other(&format!("/runs/{id}"));
    }
    show(&edge, &person, frame, &kept, task, Why::Fresh).await
}

/// The review again, for somebody who asked for an exception and did not say why.
pub(super) async fn without_reason(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    kept: &Kept,
    task: &'static Task,
) -> Response {
    show(edge, person, frame, kept, task, Why::NoReason).await
}

async fn show(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    kept: &Kept,
    task: &'static Task,
    why: Why,
) -> Response {
    if !tasks::too_long(task, &kept.work.fields).is_empty() {
        return see_other(&format!("/runs/{}/edit", kept.id()));
    }
    let Ok(looked) = rehearsing::rehearse(edge, person, task, &kept.work).await else {
        return error::unchecked(frame);
    };
    let way = writing::way(edge, task).await.ok().flatten();
    let hidden = kept.work.choices.iter();
    let review = Review {
        frame,
        id: kept.id().to_owned(),
        refused: is_refused(task, &looked),
        urgent: tasks::urgent(task, &kept.work.fields),
        looked: &looked.fields,
        instructions: &looked.instructions,
        parts: looked.parts(),
        rows: choices::rows(&looked, &kept.work.choices),
        asked: exception::waiting(edge, person).await,
        hidden: hidden.filter(|choice| choice.does == Does::Hide).collect(),
        left_out: left_out(&looked.removed),
        goes_to: way.as_ref().map_or_else(
            || "nowhere. This is practice mode, and you get a sample answer".to_owned(),
            writing::destination,
        ),
        stand_ins: writing::stand_ins(way.as_ref()),
        puts_back: writing::puts_back(way.as_ref()),
        reasons: match looked.bodies {
            Some(_) => Vec::new(),
            None => reasons::told(&looked.reasons),
        },
        lacks: lacks(task, &kept.work),
        digest: digest(kept, &looked),
        why,
        task,
    };
    page_with(why.status(), &review)
}

/// The places of a letter that is filled in here for which nobody gave a value, or one that is no value, as the form calls
/// them.
fn lacks(task: &Task, work: &Work) -> Vec<String> {
    let merged = Form::fill(task, &work.fields).ok();
    let open = match merged.and_then(|form| form.merged()) {
        Some(Err(MergeError::Missing(open) | MergeError::Unfit(open))) => open,
        Some(Ok(_)) | None => return Vec::new(),
    };
    let label = |name: &String| {
        let mut fields = task.fields.iter().filter(|field| field.name == *name);
        let label = fields.next().map(|field| field.label.clone());
        label.unwrap_or_else(|| name.replace('_', " "))
    };
    open.iter().map(label).collect()
}

/// Tells what was read from anything else: the body that would leave, else the form.
fn digest(kept: &Kept, looked: &Shown) -> String {
    let body = looked.digest().map(|body| body.to_string());
    body.unwrap_or_else(|| kept.digest())
}

/// Fields and kinds with how often, never the words.
fn left_out(removed: &Removed) -> Vec<String> {
    let each = removed.iter();
    each.map(|(code, count)| format!("{} ({count})", code.replace('_', " ")))
        .collect()
}

/// A task without patient information takes none of the details that point to a person for sure. A free question takes
/// nothing that was found.
pub(crate) fn is_refused(task: &Task, looked: &Shown) -> bool {
    let is_any = catalogue::is_question(task);
    let mut finds = finds(&looked.fields).filter(|find| !find.is_kept);
    task.level == Level::NoPatientInformation && finds.any(|find| find.hard || is_any)
}

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let (mut kept, task) = match at_work(&edge, &person, &frame, &id).await {
        Ok(found) => found,
        Err(says) => return *says,
    };
    let Ok(looked) = rehearsing::rehearse(&edge, &person, task, &kept.work).await else {
        return error::unchecked(frame);
    };
    let is_settling = ["decide", "hide"].contains(&sent.text("action"));
    let is_sending = !is_settling && sent.get("unhide").is_none();
    let again = |why| show(&edge, &person, frame.clone(), &kept, task, why);
    let chosen = match choices::taken(&sent, &looked, &kept.work.choices) {
        Ok(chosen) => chosen,
        Err(NotTaken::Hard) => return again(Why::Hard).await,
        Err(NotTaken::NotThere) => return again(Why::NotThere).await,
    };
    if chosen != kept.work.choices {
        kept.work.choices = chosen;
        if work::keep(edge.door.store(), edge.now(), kept, None)
            .await
            .is_err()
        {
            return error::on_its_way(frame);
        }
        let Some((kept, _)) = own(&edge, &person, &id).await else {
            return error::not_found(frame);
        };
        return match is_sending {
            true => show(&edge, &person, frame, &kept, task, Why::Chosen).await,
            false => see_other(&place(&id, &sent, &looked, &kept.work)),
        };
    }
    let why = match () {
        () if !is_sending => return see_other(&place(&id, &sent, &looked, &kept.work)),
        () if is_refused(task, &looked) => Some(Why::Fresh),
        () if sent.text("read") != "yes" => Some(Why::Unread),
        () if !lacks(task, &kept.work).is_empty() => Some(Why::Fresh),
        () if is_undecided(task, &looked, &kept.work) => Some(Why::Open),
        () if sent.text("seen") != digest(&kept, &looked) => Some(Why::Changed),
        () => None,
    };
    match why {
        Some(why) => again(why).await,
        None => confirmed(&edge, &person, frame, kept, task, &looked).await,
    }
}

/// Where somebody goes on who settled something: at the next thing to decide, at the words that they add, or at the end.
fn place(id: &str, sent: &Sent, looked: &Shown, work: &Work) -> String {
    let adds = sent.text("action") == "hide" || sent.get("unhide").is_some();
    let rows = choices::rows(looked, &work.choices);
    let place = match rows.iter().position(Row::is_open) {
        _ if adds => "also".to_owned(),
        Some(row) => format!("row-{row}"),
        None => "read".to_owned(),
    };
    format!("/runs/{id}/review#{place}")
}

/// Whether something that would leave is still to be decided.
fn is_undecided(task: &Task, looked: &Shown, work: &Work) -> bool {
    let rows = choices::rows(looked, &work.choices);
    task.manner != Manner::Merge && choices::open(&rows) > 0
}

/// Sends what was read, or fills it in here.
async fn confirmed(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    mut kept: Kept,
    task: &'static Task,
    looked: &Shown,
) -> Response {
    let id = kept.id().to_owned();
    let fields = kept.work.fields.clone();
    let Ok(form) = Form::fill(task, &fields) else {
        return see_other(&format!("/runs/{id}/edit"));
    };
    match form.merged() {
        Some(Ok(merged)) => {
            kept.work.answer = Some(merged.text);
            kept.work.edited = None;
            match work::fill(edge.door.store(), edge.now(), kept).await {
                Ok(()) => see_other(&format!("/runs/{id}")),
                Err(_) => error::broken(frame),
            }
        }
        Some(Err(_)) => see_other(&format!("/runs/{id}/edit")),
        None => sending::send(edge, person, frame, task, kept, looked, looked.read()).await,
    }
}
