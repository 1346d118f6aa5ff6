//! `/runs`: one's own work, found by its words, task or state; `/runs/trash`: what was thrown away.
//!
//! What somebody looks for comes in a form, never in the address: it may name a patient.

use anteroom_audit::Word;
use anteroom_office::held::{self, End, Held};
use anteroom_office::work::{self, Kept, State as Progress, Work};
use anteroom_tasks::{Kind, Task};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::own;
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, page, see_other};
use crate::pages::approvals::Late;
use crate::pages::{catalogue, error, shared};

/// How much of one's own work is listed.
const LISTED: u32 = 200;
/// Most characters of the first words of a text.
const LINE: usize = 60;
/// Most characters of a name.
const LONGEST_NAME: usize = 80;

/// Every state, as it is called.
const STATES: [&str; 7] = [
    "Draft",
    "On its way",
    "With a reviewer",
    "Sent back",
    "Not released",
    "Written",
    "Approved",
];

#[derive(Template)]
#[template(path = "runs.html")]
struct Runs {
    frame: Frame,
    wanted: Wanted,
    tasks: Vec<(String, String)>,
    states: [&'static str; 7],
    rows: Vec<Row>,
    /// Whether there is any work at all.
    is_empty: bool,
    has_trash: bool,
    /// The id of what was just thrown away.
    thrown: Option<String>,
    /// What colleagues share with them.
    lent: Vec<shared::Row>,
    /// What nobody released in time.
    late: Vec<Late>,
}

#[derive(Template)]
#[template(path = "trash.html")]
struct Trash {
    frame: Frame,
    rows: Vec<Row>,
    days: u32,
}

/// A piece of work in a list. Lists show the name that its owner gave it, and where there is none what was chosen from the
/// lists of its form; the lists of one's own work its first words as well. No cache keeps such a page.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) name: String,
    /// The first words that were typed, where it has no name.
    pub(crate) words: String,
    pub(crate) state: &'static str,
    pub(crate) changed: String,
    pub(crate) href: String,
    /// The colleague who may read it; none where nobody may.
    pub(crate) shared_with: Option<String>,
}

impl Row {
    fn key(&self) -> [String; 3] {
        [&self.title, &self.name, &self.id].map(String::clone)
    }

    /// A piece of work, and what its reviewers decided.
    fn of(frame: &Frame, kept: &Kept, end: Option<End>) -> Row {
        let id = kept.id();
        let state = state(kept.state(), end, kept.work.edited.is_some());
        let href = match kept.state() {
            Progress::Draft => format!("/runs/{id}/edit"),
            Progress::Sending | Progress::Held | Progress::Done => format!("/runs/{id}"),
        };
        Row {
            id: id.to_owned(),
            title: title(kept.task()),
            name: match kept.work.name.is_empty() {
                true => hint(kept),
                false => kept.work.name.clone(),
            },
            words: match kept.work.name.is_empty() {
                true => first_words(kept),
                false => String::new(),
            },
            state,
            changed: frame.minute(kept.changed_at()),
            href,
            shared_with: None,
        }
    }
}

/// How far a piece of work is, in words: its owner and whoever they share it with read the same.
pub(crate) fn state(progress: Progress, end: Option<End>, is_edited: bool) -> &'static str {
    match (progress, end) {
        (Progress::Draft, _) => "Draft",
        (Progress::Sending, _) => "On its way",
        (Progress::Held, None) => "With a reviewer",
        (Progress::Held | Progress::Done, Some(End::Returned)) => "Sent back",
        (Progress::Held, Some(End::Refused | End::Expired)) => "Not released",
        (Progress::Done, Some(End::Released)) if !is_edited => "Approved",
        (Progress::Held, Some(End::Released)) => "Approved",
        (Progress::Done, _) => "Written",
    }
}

/// The rows of somebody's work.
pub(crate) async fn rows(edge: &Edge, frame: &Frame, person: &Person, all: &[Kept]) -> Vec<Row> {
    let own = &person.visitor.session.person;
    let asked = held::asked_by(edge.door.store(), own).await;
    let asked = asked.unwrap_or_default();
    let end = |kept: &Kept| {
        let is_its = |held: &&Held| kept.receipt() == Some(&*held.line().id.receipt.to_string());
        asked.iter().find(is_its).and_then(|held| held.end)
    };
    let row = |kept: &Kept| Row::of(frame, kept, end(kept));
    let mut rows: Vec<Row> = all.iter().map(row).collect();
    number(&mut rows, all);
    rows
}

/// Numbers work that has no name and looks the same, the oldest first: ids are given in the order of time.
fn number(rows: &mut [Row], all: &[Kept]) {
    let both = || all.iter().map(|kept| kept.work.name.is_empty());
    let unnamed = rows
        .iter()
        .zip(both())
        .filter(|(_, is_unnamed)| *is_unnamed);
    let known: Vec<[String; 3]> = unnamed.map(|(row, _)| row.key()).collect();
    let unnamed = rows
        .iter_mut()
        .zip(both())
        .filter(|(_, is_unnamed)| *is_unnamed);
    for (row, _) in unnamed {
        let [title, name, id] = row.key();
        let same = || known.iter().filter(|[t, n, _]| *t == title && *n == name);
        if same().count() > 1 {
            let no = same().filter(|[.., other]| *other <= id).count();
            let comma = if name.is_empty() { "" } else { ", " };
            row.name = format!("{name}{comma}no. {no}");
        }
    }
}

fn hint(kept: &Kept) -> String {
    let task = catalogue::task(kept.task());
    task.map_or_else(String::new, |task| catalogue::hint(task, &kept.work.fields))
}

/// The first words that somebody typed into the form, in one line.
fn first_words(kept: &Kept) -> String {
    let task = catalogue::task(kept.task());
    let fields = task.map_or(&[][..], |task| &task.fields);
    let typed = fields.iter().filter(|field| field.kind != Kind::Choice);
    let texts = typed.filter_map(|field| kept.work.fields.get(&field.name));
    let mut lines = texts.map(|text| text.split_whitespace().collect::<Vec<_>>());
    let words = lines.find(|words| !words.is_empty()).unwrap_or_default();
    shortened(&words)
}

/// As many words as fit into a line, and a mark where there are more.
fn shortened(words: &[&str]) -> String {
    let mut line = String::new();
    for word in words {
        let letters = line.chars().count() + 1 + word.chars().count();
        if letters > LINE && !line.is_empty() {
            return format!("{line}\u{2026}");
        }
        line = format!("{line} {word}").trim().to_owned();
    }
    match line.char_indices().nth(LINE) {
        Some((at, _)) => format!("{}\u{2026}", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

fn title(task: &str) -> String {
    let title = catalogue::task(task).map_or(task, |task| task.title.as_str());
    title.to_owned()
}

/// What somebody looks for.
#[derive(Default)]
struct Wanted {
    words: String,
    task: String,
    state: String,
}

impl Wanted {
    fn of(sent: &Sent) -> Wanted {
        Wanted {
            words: sent.text("words").to_owned(),
            task: sent.text("task").to_owned(),
            state: sent.text("state").to_owned(),
        }
    }

    fn is_anything(&self) -> bool {
        !(self.words.is_empty() && self.task.is_empty() && self.state.is_empty())
    }

    fn fits(&self, kept: &Kept, row: &Row) -> bool {
        let words = self.words.to_lowercase();
        let title = row.title.to_lowercase();
        let words = words
            .split_whitespace()
            .filter(|word| !title.contains(word));
        let words: Vec<String> = words.map(str::to_owned).collect();
        (self.task.is_empty() || self.task == kept.task())
            && (self.state.is_empty() || self.state == row.state)
            && kept.work.holds(&words)
    }
}

/// One's own work.
pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    RawQuery(query): RawQuery,
) -> Response {
    let thrown = query
        .as_deref()
        .and_then(|query| query.strip_prefix("thrown="));
    show(&edge, &person, Wanted::default(), thrown.map(str::to_owned)).await
}

/// One's own work, as much of it as fits.
pub(crate) async fn search(State(edge): State<Edge>, posted: Posted) -> Response {
    show(&edge, &posted.person, Wanted::of(&posted.sent), None).await
}

async fn show(edge: &Edge, person: &Person, wanted: Wanted, thrown: Option<String>) -> Response {
    let frame = Frame::of(edge, person).await;
    let (store, own) = (edge.door.store(), &person.visitor.session.person);
    let all = work::all(store, own, LISTED).await;
    let (Ok(all), Ok(trash)) = (all, work::thrown(store, own, LISTED).await) else {
        return error::broken(frame);
    };
    let rows = all.iter().zip(rows(edge, &frame, person, &all).await);
    let fitting = rows.filter(|(kept, row)| wanted.fits(kept, row));
    let fitting = fitting.map(|(_, row)| row).collect();
    page(&Runs {
        rows: with_colleagues(edge, &all, fitting).await,
        lent: shared::rows(edge, &frame, person).await,
        late: late(edge, &frame, own).await,
        tasks: tasks(&all),
        states: STATES,
        is_empty: all.is_empty(),
        has_trash: !trash.is_empty(),
        thrown: thrown.filter(|id| trash.iter().any(|kept| kept.id() == id)),
        wanted,
        frame,
    })
}

/// What nobody released in time. The list is shown also where that cannot be found out.
async fn late(edge: &Edge, frame: &Frame, own: &Word) -> Vec<Late> {
    let asked = held::asked_by(edge.door.store(), own).await;
    Late::all(edge, frame, &asked.unwrap_or_default()).await
}

/// The rows, with the colleague who may read each. Where that cannot be found out, none is named.
async fn with_colleagues(edge: &Edge, all: &[Kept], mut rows: Vec<Row>) -> Vec<Row> {
    let shares = work::shared(edge.door.store(), all).await;
    for share in shares.unwrap_or_default().iter().filter(|one| one.holds) {
        if let Some(row) = rows.iter_mut().find(|row| row.id == share.work()) {
            row.shared_with = Some(share.with.to_string());
        }
    }
    rows
}

/// The tasks that somebody has work of, by id and title.
fn tasks(all: &[Kept]) -> Vec<(String, String)> {
    let mut tasks: Vec<(String, String)> = all
        .iter()
        .map(|kept| (kept.task().to_owned(), title(kept.task())))
        .collect();
    tasks.sort_by(|a, b| a.1.cmp(&b.1));
    tasks.dedup();
    tasks
}

/// What was thrown away and can be taken back.
pub(crate) async fn trash(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let own = &person.visitor.session.person;
    match work::thrown(edge.door.store(), own, LISTED).await {
        Ok(thrown) => page(&Trash {
            rows: rows(&edge, &frame, &person, &thrown).await,
            days: work::TAKE_BACK_DAYS,
            frame,
        }),
        Err(_) => error::broken(frame),
    }
}

/// Throws a piece of work away; it can be taken back, and is then shared with nobody.
pub(crate) async fn delete(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let own = &posted.person.visitor.session.person;
    let by = posted.person.by();
    match work::throw_away(edge.door.store(), &by, own, &id).await {
        Ok(()) => see_other(&format!("/runs?thrown={id}")),
        Err(_) => error::broken(Frame::of(&edge, &posted.person).await),
    }
}

/// Takes a piece of work back.
pub(crate) async fn take_back(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let own = &posted.person.visitor.session.person;
    match edge.door.store().take_back_run(own, &id).await {
        Ok(()) => see_other("/runs"),
        Err(_) => error::broken(Frame::of(&edge, &posted.person).await),
    }
}

/// Throws away for good what was thrown away: the piece that is named, or all.
pub(crate) async fn drop_thrown(State(edge): State<Edge>, posted: Posted) -> Response {
    let own = &posted.person.visitor.session.person;
    let id = Some(posted.sent.text("id")).filter(|id| !id.is_empty());
    match edge.door.store().drop_thrown_runs(own, id).await {
        Ok(()) => see_other("/runs/trash"),
        Err(_) => error::broken(Frame::of(&edge, &posted.person).await),
    }
}

/// Gives a piece of work a name, or takes it away.
pub(crate) async fn name(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let frame = Frame::of(&edge, &posted.person).await;
    let Some((mut kept, _)) = own(&edge, &posted.person, &id).await else {
        return error::not_found(frame);
    };
    if kept.state() == Progress::Sending {
        return error::on_its_way(frame);
    }
    kept.work.name = posted
        .sent
        .text("name")
        .chars()
        .take(LONGEST_NAME)
        .collect();
    match work::rename(edge.door.store(), edge.now(), kept).await {
        Ok(()) => see_other(&format!("/runs/{id}")),
        Err(_) => error::on_its_way(frame),
    }
}

/// Begins another piece of work with the same form.
pub(crate) async fn copy(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let person = &posted.person;
    let frame = Frame::of(&edge, person).await;
    let Some((kept, task)) = own(&edge, person, &id).await else {
        return error::not_found(frame);
    };
    begin(&edge, person, frame, task, &kept.work.anew()).await
}

/// Begins a piece of one's own work with what stands in a form, and opens it.
pub(crate) async fn begin(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    task: &Task,
    form: &Work,
) -> Response {
    let (store, own) = (edge.door.store(), &person.visitor.session.person);
    match work::begin(store, &person.by(), own, &task.id, form).await {
        Ok(begun) => see_other(&format!("/tasks/{}?run={begun}", task.id)),
        Err(_) => error::broken(frame),
    }
}
