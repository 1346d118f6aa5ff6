//! `/console/readiness`: the eight gates, what each is missing, and its approval.

pub(crate) mod assign;

use anteroom_office::account::Right;
use anteroom_office::flow::FlowApproval;
use anteroom_office::gate::{Condition, GateFile, GateKind, GateView, Gates, Status};
use anteroom_office::vendor::{Party, Role};
use anteroom_office::{Desk, Kept, NOT_LEGAL_ADVICE, OfficeError};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use self::assign::Assign;
use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Frame, Needs, SeeConsole, minute, page, see_other,
    sentence, split_command,
};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/readiness.html")]
struct Readiness {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    ready: usize,
    notice: &'static str,
}

/// A gate on the list.
struct Row {
    id: String,
    title: String,
    status: &'static str,
    tone: &'static str,
    owner: String,
    due: String,
    /// The first thing that does not hold, and how many more there are.
    missing: Option<(String, usize)>,
}

#[derive(Template)]
#[template(path = "console/gate.html")]
struct Gate {
    frame: Frame,
    here: &'static str,
    row: Row,
    what: String,
    attach: String,
    step: String,
    /// What whoever runs Anteroom types for it.
    command: String,
    unlocks: String,
    /// Vendors whose pages say what to do for this gate: id and name.
    vendors: Vec<(String, String)>,
    /// Whether only machines of one's own are on file, so that it can be set aside.
    only_own: bool,
    conditions: Vec<Condition>,
    files: Vec<Paper>,
    waiver: Option<String>,
    history: Vec<Past>,
    /// Whether this person may approve it now; only the approval itself is missing then.
    may_approve: bool,
    /// Who sees to it, as a form; none for who may only look.
    assign: Option<Assign>,
    notice: &'static str,
}

/// A file that was attached.
struct Paper {
    name: String,
    on: String,
    note: String,
    sha256: String,
}

/// A change of the gate's record.
struct Past {
    at: String,
    by: String,
    did: String,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let all = read_all(&by).await;
    Ok(page(&all.map_err(|failed| by.failed(failed))?))
}

pub(crate) async fn one(
    by: Allowed<SeeConsole>,
    Path(name): Path<String>,
) -> Result<Response, Response> {
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let gate = read_one(&by, kind).await;
    Ok(page(&gate.map_err(|failed| by.failed(failed))?))
}

/// Approves a gate as it stands.
pub(crate) async fn approve(
    Path(name): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let by = form.by;
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let approved = approve_one(&by, kind).await;
    approved.map_err(|failed| by.failed(failed))?;
    Ok(see_other(&format!("/console/readiness/{name}")))
}

/// The gate whose record has this id.
fn named(id: &str) -> Option<GateKind> {
    let mut all = GateKind::ALL.into_iter();
    all.find(|kind| kind.id().is_ok_and(|known| known.as_str() == id))
}

async fn approve_one(by: &Allowed<ChangeEvidence>, kind: GateKind) -> Result<(), OfficeError> {
    let (desk, who) = (&by.desk, by.desk.name());
    let gates = Gates::read(desk).await?;
    if kind == GateKind::DataFlow {
        let map = gates.approve_map(who, None)?;
        return desk.put(&FlowApproval::id()?, &map).await;
    }
    let approval = gates.approve(kind, who, None)?;
    change(desk, kind, |file| file.approval = Some(approval)).await
}

/// Changes the record of a gate; begins one where nobody has done anything yet.
async fn change(
    desk: &Desk,
    kind: GateKind,
    how: impl FnOnce(&mut GateFile),
) -> Result<(), OfficeError> {
    let id = kind.id()?;
    match desk.find::<GateFile>(&id).await {
        Ok(kept) => {
            let mut file = kept.record.clone();
            how(&mut file);
            desk.change(&kept, &file).await
        }
        Err(OfficeError::Missing { .. }) => {
            let mut file = GateFile::default();
            how(&mut file);
            desk.add(&id, &file).await
        }
        Err(failed) => Err(failed),
    }
}

async fn read_all(by: &Allowed<SeeConsole>) -> Result<Readiness, OfficeError> {
    let gates = Gates::read(&by.desk).await?;
    let views = gates.views()?;
    let rows: Result<Vec<Row>, OfficeError> = views.iter().map(row).collect();
    Ok(Readiness {
        frame: by.frame.clone(),
        here: "readiness",
        rows: rows?,
        ready: views.iter().filter(|view| view.status.is_settled()).count(),
        notice: NOT_LEGAL_ADVICE,
    })
}

async fn read_one<R: Needs>(by: &Allowed<R>, kind: GateKind) -> Result<Gate, OfficeError> {
    let gates = Gates::read(&by.desk).await?;
    let view = gates.one(kind)?;
    let history = by.desk.history::<GateFile>(&kind.id()?).await?;
    let can_be_approved = gates.approve(kind, by.desk.name(), None).is_ok();
    let (text, file) = (view.text, view.file);
    let (step, command) = split_command(&text.step);
    let waiver = file.and_then(|file| file.waiver.as_ref());
    let vendors = match kind {
        GateKind::Baa | GateKind::VendorTerms | GateKind::Deployment => parties(&by.desk).await?,
        _ => Vec::new(),
    };
    let assign = match by.may(Right::ChangeEvidence) {
        true => Some(Assign::of(&by.desk, file).await?),
        false => None,
    };
    Ok(Gate {
        frame: by.frame.clone(),
        here: "readiness",
        row: row(&view)?,
        what: text.what.clone(),
        attach: split_command(&text.attach).0,
        step: sentence(&step),
        command,
        unlocks: text.unlocks.clone(),
        only_own: kind == GateKind::Baa && !vendors.is_empty() && vendors.iter().all(is_own),
        vendors: vendors
            .iter()
            .map(|kept| (kept.id.to_string(), kept.record.name.to_string()))
            .collect(),
        files: file.into_iter().flat_map(papers).collect(),
        waiver: waiver.map(|waiver| {
            let (by, on, why) = (&waiver.by, waiver.on, waiver.reason.as_str());
            format!("Set aside by {by} on {on}: {why}")
        }),
        history: changes(&history),
        may_approve: can_be_approved && by.may(Right::ChangeEvidence),
        assign,
        conditions: view.conditions,
        notice: NOT_LEGAL_ADVICE,
    })
}

/// Who receives text, or could.
async fn parties(desk: &Desk) -> Result<Vec<Kept<Party>>, OfficeError> {
    let today = desk.today();
    let all = desk.all::<Party>().await?.into_iter();
    Ok(all.filter(|kept| kept.record.is_in_use(today)).collect())
}

fn is_own(kept: &Kept<Party>) -> bool {
    kept.record.role == Role::PracticeOwned
}

fn papers(file: &GateFile) -> impl Iterator<Item = Paper> {
    file.exhibits.iter().map(|exhibit| Paper {
        name: exhibit.document.name.to_string(),
        on: exhibit.on.to_string(),
        note: exhibit
            .note
            .as_ref()
            .map_or_else(String::new, |note| note.as_str().to_owned()),
        sha256: exhibit.document.sha256.to_string(),
    })
}

/// What each revision of the record changed, the newest first.
fn changes(history: &[Kept<GateFile>]) -> Vec<Past> {
    let nothing = GateFile::default();
    let before = std::iter::once(&nothing).chain(history.iter().map(|kept| &kept.record));
    let each = history.iter().zip(before).map(|(kept, before)| Past {
        at: minute(kept.at),
        by: kept.by.to_string(),
        did: did(before, &kept.record),
    });
    let mut all: Vec<Past> = each.collect();
    all.reverse();
    all
}

fn did(before: &GateFile, after: &GateFile) -> String {
    let said = [
        (before.owner != after.owner).then_some("said who sees to it"),
        (before.due != after.due).then_some("set the day"),
        (before.signers != after.signers).then_some("said who must sign"),
        (before.exhibits.len() < after.exhibits.len()).then_some("attached a file"),
        (before.approval != after.approval).then_some("approved it"),
        (before.waiver != after.waiver).then_some("set it aside"),
    ];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    match said.is_empty() {
        true => "wrote it down again".to_owned(),
        false => said.join(", "),
    }
}

fn row(view: &GateView<'_>) -> Result<Row, OfficeError> {
    let (status, tone) = status(view.status);
    let mut open = view.conditions.iter().filter(|one| !one.holds);
    let first = open.next().filter(|_| !view.status.is_settled());
    let file = view.file;
    let owner = file.and_then(|file| file.owner.as_ref());
    let due = file.and_then(|file| file.due);
    Ok(Row {
        id: view.text.name.id()?.to_string(),
        title: view.text.title.clone(),
        status,
        tone,
        owner: owner.map_or_else(|| "Nobody yet".to_owned(), ToString::to_string),
        due: due.map_or_else(|| "No day set".to_owned(), |day| day.to_string()),
        missing: first.map(|one| (one.says.clone(), open.count())),
    })
}

fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::InProgress => ("In progress", "plain"),
        Status::NeedsRenewal => ("Needs renewal", "warn"),
        Status::NotApplicable => ("Does not apply", "good"),
        Status::NotStarted => ("Not started", "plain"),
        Status::Ready => ("Ready", "good"),
    }
}
