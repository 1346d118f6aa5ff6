//! `/console/readiness/{gate}`: one gate, what it is missing, and the forms of what can be done there.

use anteroom_audit::Word;
use anteroom_office::account::Right;
use anteroom_office::gate::{GateFile, GateKind, GateView, Gates, Status};
use anteroom_office::training::Roster;
use anteroom_office::vendor::{Party, Role};
use anteroom_office::{Desk, Kept, NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::plain_day;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;

use super::condition::{Shown, shown};
use super::history::{Past, changes};
use super::wrong::Wrong;
use super::{Row, named, row};
use crate::page::{Allowed, Frame, Needs, SeeConsole, Sent, page, sentence, split_command};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/gate.html")]
pub(super) struct Gate {
    frame: Frame,
    here: &'static str,
    row: Row,
    what: String,
    attach: String,
    step: String,
    /// What whoever runs Anteroom types for it.
    commands: Vec<String>,
    unlocks: String,
    /// Vendors whose pages say what to do for this gate: id and name.
    vendors: Vec<(String, String)>,
    /// Whether only machines of one's own are on file, so that it can be set aside.
    only_own: bool,
    conditions: Vec<Shown>,
    files: Vec<Paper>,
    waiver: Option<String>,
    history: Vec<Past>,
    /// What this person may do here; none for who may only look.
    may: Option<May>,
    form: Form,
    notice: &'static str,
}

/// What somebody who decides may do at the gate as it stands.
struct May {
    /// Whether anything but the approval is open.
    is_open: bool,
    /// Whether somebody approved it, and that still counts.
    is_ready: bool,
    /// Whether it is the gate of the map, which is looked at on a page of its own.
    is_map: bool,
    set_aside: bool,
    /// Who can be chosen to see to it.
    people: Vec<String>,
    /// The first and last day until which an approval can be good.
    days: (Date, Date),
    /// The last of them, for people.
    last: String,
}

/// What was typed into the forms, and what is wrong with it.
#[derive(Default)]
pub(super) struct Form {
    owner: String,
    due: String,
    until: String,
    note: String,
    reason: String,
    wrong: Option<Wrong>,
}

/// A file that was attached.
struct Paper {
    id: String,
    name: String,
    on: String,
    note: String,
    sha256: String,
}

impl Form {
    /// What was typed, to be sent again.
    pub(super) fn again(sent: &Sent, wrong: Wrong) -> Form {
        Form {
            owner: sent.text("owner").to_owned(),
            due: sent.text("due").to_owned(),
            until: sent.text("until").to_owned(),
            note: sent.text("note").to_owned(),
            reason: sent.text("reason").to_owned(),
            wrong: Some(wrong),
        }
    }

    /// The same, with what is on file of who sees to it, unless that is what was sent.
    fn over(self, file: Option<&GateFile>) -> Form {
        if self
            .wrong
            .as_ref()
            .is_some_and(|wrong| wrong.part == "assign")
        {
            return self;
        }
        let owner = file.and_then(|file| file.owner.as_ref());
        let due = file.and_then(|file| file.due);
        Form {
            owner: owner.map(ToString::to_string).unwrap_or_default(),
            due: due.map(|day| day.to_string()).unwrap_or_default(),
            ..self
        }
    }
}

impl Gate {
    /// What is wrong with the form in this part of the page.
    fn wrong_in(&self, part: &str) -> Option<&Wrong> {
        self.form.wrong.as_ref().filter(|wrong| wrong.part == part)
    }

    /// Whether nothing but this person's approval is missing.
    fn is_only_to_approve(&self) -> bool {
        self.may.as_ref().is_some_and(|may| !may.is_open)
    }

    fn may_set_aside(&self) -> bool {
        self.may.as_ref().is_some_and(|may| may.set_aside)
    }

    /// What is wrong with a field.
    fn wrong_with(&self, field: &str) -> Option<&str> {
        let mut all = self.form.wrong.iter().flat_map(|wrong| &wrong.says);
        let (_, says) = all.find(|(at, _)| *at == field)?;
        Some(says)
    }
}

pub(super) async fn get(
    by: Allowed<SeeConsole>,
    Path(name): Path<String>,
) -> Result<Response, Response> {
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let gate = show(&by, kind, Form::default()).await;
    Ok(page(&gate.map_err(|failed| by.failed(failed))?))
}

/// The gate as it stands, with what was typed.
pub(super) async fn show<R: Needs>(
    by: &Allowed<R>,
    kind: GateKind,
    form: Form,
) -> Result<Gate, OfficeError> {
    let gates = Gates::read(&by.desk).await?;
    let view = gates.one(kind)?;
    let history = by.desk.history::<GateFile>(&kind.id()?).await?;
    let (text, file) = (view.text, view.file);
    let (step, commands) = split_command(&text.step);
    let vendors = match kind {
        GateKind::Baa | GateKind::VendorTerms | GateKind::Deployment => parties(&by.desk).await?,
        _ => Vec::new(),
    };
    let may = match by.may(Right::ChangeEvidence) {
        true => Some(may(&by.desk, &gates, &view).await?),
        false => None,
    };
    let row = row(&view);
    let conditions = view.conditions.into_iter();
    let conditions = conditions.map(|one| shown(kind, one, may.is_some()).on(kind));
    Ok(Gate {
        frame: by.frame.clone(),
        here: "readiness",
        row,
        what: text.what.clone(),
        attach: split_command(&text.attach).0,
        step: sentence(&step),
        commands: match may {
            Some(_) => elsewhere(&commands),
            None => each(&commands),
        },
        unlocks: text.unlocks.clone(),
        only_own: kind == GateKind::Baa && !vendors.is_empty() && vendors.iter().all(is_own),
        vendors: vendors
            .iter()
            .map(|kept| (kept.id.to_string(), kept.record.name.to_string()))
            .collect(),
        files: file.into_iter().flat_map(papers).collect(),
        waiver: file.and_then(waiver),
        history: changes(&by.frame, &history),
        conditions: conditions.collect(),
        may,
        form: form.over(file),
        notice: NOT_LEGAL_ADVICE,
    })
}

/// Commands of a gate's step that who decides does on this page, or on the one that it leads to.
const DONE_HERE: [&str; 2] = ["anteroom gate attach", "anteroom flow approve"];

/// Commands of a step that the pages of vendors have taken over.
const DONE_AT_VENDORS: [&str; 3] = [
    "anteroom vendor agreement",
    "anteroom vendor claim",
    "anteroom vendor deployment",
];

/// What of a step is still done with a command.
fn elsewhere(commands: &str) -> Vec<String> {
    let mut all = each(commands);
    all.retain(|one| !DONE_HERE.iter().any(|here| one.starts_with(here)));
    all
}

/// The commands of a step that no page of vendors has taken over, one each.
fn each(commands: &str) -> Vec<String> {
    let all = commands.split(", ").filter(|one| !one.is_empty());
    let left = all.filter(|one| !DONE_AT_VENDORS.iter().any(|done| one.starts_with(done)));
    left.map(str::to_owned).collect()
}

async fn may(desk: &Desk, gates: &Gates, view: &GateView<'_>) -> Result<May, OfficeError> {
    let kind = view.text.name;
    let mut before = gates.before_approval(kind)?.into_iter();
    let owner = view.file.and_then(|file| file.owner.as_ref());
    let can_be_set_aside = gates.may_be_set_aside(kind).is_ok();
    Ok(May {
        is_open: before.any(|one| !one.holds),
        is_ready: view.status == Status::Ready,
        is_map: kind == GateKind::DataFlow,
        set_aside: can_be_set_aside && view.status != Status::NotApplicable,
        people: people(desk, owner).await?,
        days: (desk.today(), gates.approval_ends()),
        last: plain_day(gates.approval_ends()),
    })
}

/// Everybody on the roster, whoever is at the desk, and whoever sees to it already.
pub(super) async fn people(desk: &Desk, owner: Option<&Word>) -> Result<Vec<String>, OfficeError> {
    let roster = Roster::read(desk).await?;
    let everybody = roster.people()?;
    let names = everybody.iter().map(|view| view.person.name.to_string());
    let own = desk.name().to_string();
    let more = std::iter::once(own).chain(owner.map(ToString::to_string));
    let mut all: Vec<String> = names.chain(more).collect();
    all.sort();
    all.dedup();
    Ok(all)
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

fn waiver(file: &GateFile) -> Option<String> {
    let waiver = file.waiver.as_ref()?;
    let (by, on, why) = (&waiver.by, waiver.on, waiver.reason.as_str());
    let on = plain_day(on);
    Some(format!("Set aside by {by} on {on}: {why}"))
}

fn papers(file: &GateFile) -> impl Iterator<Item = Paper> {
    file.exhibits.iter().map(|exhibit| Paper {
        id: exhibit.document.file.to_string(),
        name: exhibit.document.name.to_string(),
        on: plain_day(exhibit.on),
        note: exhibit
            .note
            .as_ref()
            .map_or_else(String::new, |note| note.as_str().to_owned()),
        sha256: exhibit.document.sha256.to_string(),
    })
}
