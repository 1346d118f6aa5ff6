//! What a review says of each thing.

use anteroom_audit::{Hash, Word};
use jiff::civil::Date;
use serde::Serialize;

use crate::document::Document;
use crate::flow::{DataClass, Edge, Flow};
use crate::gate::{GateFile, GateView, Status};
use crate::id::Id;
use crate::incident::CaseView;
use crate::risk::{Grade, RiskRegister};
use crate::training::{Lesson, PersonView};
use crate::vendor::{ClaimView, Dimension, VendorView};

/// How far a connection is open, as the rules say now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenLane {
    /// Nothing leaves.
    Closed,
    /// Text in which nothing identifying was found.
    NoPatientInformation,
    /// Text of patients, once its identifiers are replaced.
    Deidentified,
    /// Text of patients as it was written.
    AsWritten,
}

/// A connection that is in use.
#[derive(Clone, Debug, Serialize)]
pub struct ConnectionRow {
    /// Its name.
    pub name: Word,
    /// Which provider.
    pub provider: Word,
    /// Where text goes.
    pub host: Word,
    /// Which models.
    pub models: Vec<Word>,
    /// What stands in the place of what is found.
    pub replacing: String,
    /// How far it is open now.
    pub lane: OpenLane,
    /// Why it is open no further; empty where no rule said so.
    pub why: Vec<String>,
}

/// A service, and what is on file about the company behind it.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementRow {
    /// The company, or the practice's own machines.
    pub vendor: Word,
    /// Product or plan.
    pub product: Word,
    /// Where it answers.
    pub endpoint: Word,
    /// Where text is handled.
    pub region: Word,
    /// The connection that leads there.
    pub connection: Option<Word>,
    /// Whether an agreement reaches it.
    pub reach: String,
    /// Whether patient information could rest on that.
    pub is_covered: bool,
    /// The agreement's last day, where one holds and names one.
    pub until: Option<Date>,
    /// How many elements of law the best agreement was not found to have.
    pub lacks: usize,
    /// How long text is kept, as far as it is known.
    pub retention: Known,
    /// Whether models learn from it, as far as it is known.
    pub training_use: Known,
}

/// What is known of a service on one point.
#[derive(Clone, Debug, Serialize)]
pub struct Known {
    /// What is claimed; none when nothing is on file.
    pub value: Option<Word>,
    /// How far that can be relied on.
    pub standing: String,
    /// Whether it can.
    pub is_good: bool,
}

/// The map of where data goes.
#[derive(Clone, Debug, Serialize)]
pub struct FlowRow {
    /// Who approved it; none while nobody did.
    pub approved_by: Option<Word>,
    /// When.
    pub approved_on: Option<Date>,
    /// Whether the approval is good, and the map still the same.
    pub is_approved: bool,
    /// What changed since, a sentence each.
    pub changes: Vec<String>,
    /// Its ways, as they are now.
    pub ways: Vec<WayRow>,
}

/// A way on the map.
#[derive(Clone, Debug, Serialize)]
pub struct WayRow {
    /// The place that it leaves.
    pub from: String,
    /// The place that it reaches.
    pub to: String,
    /// What goes along it.
    pub what: String,
    /// How much of a patient it may show, at most.
    pub data: DataClass,
    /// Where it is handled.
    pub region: String,
    /// What protects it.
    pub encryption: String,
    /// How long the receiver keeps it.
    pub retention: String,
    /// The agreement that covers it.
    pub agreement: String,
}

/// A gate.
#[derive(Clone, Debug, Serialize)]
pub struct GateRow {
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// Who sees to it.
    pub owner: Option<Word>,
    /// By when it should be ready.
    pub due: Option<Date>,
    /// What holds.
    pub holds: Vec<String>,
    /// What does not.
    pub missing: Vec<String>,
    /// What was attached.
    pub evidence: Vec<Paper>,
    /// What is to be done; none when it is settled.
    pub todo: Option<Todo>,
}

/// What is to be done at a gate.
#[derive(Clone, Debug, Serialize)]
pub struct Todo {
    /// How it is mended.
    pub next: String,
    /// How many minutes that takes, about.
    pub minutes: u16,
    /// What it unlocks.
    pub unlocks: String,
}

/// A file on file.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    /// Its name.
    pub name: Word,
    /// SHA-256 of its content.
    pub sha256: Hash,
}

/// Somebody who works here.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    /// Their name.
    pub name: Word,
    /// What they do.
    pub role: Word,
    /// Whether all their training is current.
    pub is_current: bool,
    /// The last day in time for what they have not taken, where the law names one for all of it (such as Tex. Health &
    /// Safety Code 181.101).
    pub due: Option<Date>,
    /// The first of the days by which something that is not good had to be done, or until which it was good.
    #[serde(skip)]
    pub(super) first_day: Option<Date>,
    /// Each course, how far it is, and until or by when.
    pub courses: Vec<String>,
}

/// A key in use.
#[derive(Clone, Debug, Serialize)]
pub struct AccessRow {
    /// The key's name.
    pub key: Word,
    /// When it was made, by the clock on the practice's wall.
    pub made: String,
}

/// The risk analysis.
#[derive(Clone, Debug, Serialize)]
pub struct RiskRow {
    /// Systems, devices and places in use.
    pub assets: usize,
    /// Those with patient information of which nobody said what could happen.
    pub unexamined: usize,
    /// Threats that still matter and are high.
    pub high: usize,
    /// Plans whose day is over.
    pub overdue: usize,
    /// Entries of the Security Rule.
    pub entries: usize,
    /// Those that are decided, and not too long ago.
    pub decided: usize,
    /// Who signed last.
    pub signed_by: Option<Word>,
    /// When.
    pub signed_on: Option<Date>,
}

/// An incident.
#[derive(Clone, Debug, Serialize)]
pub struct IncidentRow {
    /// Its id.
    pub id: Id,
    /// What kind it is.
    pub what: String,
    /// The day from which it counts.
    pub discovered: Date,
    /// Whether it is open.
    pub is_open: bool,
    /// Whether it stops all sending.
    pub holds_sending: bool,
    /// The earliest day by which somebody must still be told.
    pub next_notice: Option<Date>,
    /// Whether that day is over.
    pub is_overdue: bool,
}

impl PersonRow {
    /// Whether they are not current, and a day for it is over. Where no day was set, nothing is late.
    pub(super) fn is_late(&self, today: Date) -> bool {
        !self.is_current && self.first_day.is_some_and(|day| day < today)
    }
}

impl OpenLane {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            OpenLane::Closed => "Closed",
            OpenLane::NoPatientInformation => "Level 1: no patient information",
            OpenLane::Deidentified => "Level 2: de-identified text",
            OpenLane::AsWritten => "Level 3: as written, minimum necessary",
        }
    }
}

impl From<&Document> for Paper {
    fn from(document: &Document) -> Paper {
        Paper {
            name: document.name.clone(),
            sha256: document.sha256,
        }
    }
}

/// Every service of a vendor.
pub(super) fn agreements(vendor: &VendorView<'_>) -> Vec<AgreementRow> {
    let holding = vendor.agreements.iter().filter(|one| one.state.holds());
    let until = holding.filter_map(|one| one.agreement.until).max();
    let lacks = vendor.agreements.iter().map(|one| one.lacks.len()).min();
    let row = |view: &crate::vendor::DeploymentView<'_>| {
        let service = view.deployment;
        let known = |about: &[Dimension]| known(&vendor.claims, &service.product, about);
        AgreementRow {
            vendor: vendor.party.name.clone(),
            product: service.product.clone(),
            endpoint: service.endpoint.clone(),
            region: service.region.clone(),
            connection: service.connection.clone(),
            reach: view.reach.words().to_owned(),
            is_covered: view.reach.is_good(),
            until,
            lacks: lacks.unwrap_or(0),
            retention: known(&[Dimension::ZeroRetention, Dimension::RetentionDefault]),
            training_use: known(&[Dimension::TrainingUse]),
        }
    };
    vendor.deployments.iter().map(row).collect()
}

/// The most reliable claim on one of these points.
fn known(claims: &[ClaimView<'_>], product: &Word, about: &[Dimension]) -> Known {
    let own = claims.iter().filter(|view| {
        let offering = view.claim.offering.as_str();
        about.contains(&view.claim.about) && offering.eq_ignore_ascii_case(product.as_str())
    });
    let best = own.max_by_key(|view| view.standing.is_good());
    Known {
        value: best.map(|view| view.claim.value.clone()),
        standing: best
            .map_or("nothing on file", |view| view.standing.words())
            .to_owned(),
        is_good: best.is_some_and(|view| view.standing.is_good()),
    }
}

pub(super) fn flow(flow: &Flow) -> FlowRow {
    let name = |id: &str| {
        let node = flow.map.node(id);
        node.map_or(id, |node| &node.name).to_owned()
    };
    let way = |edge: &Edge| WayRow {
        from: name(&edge.from),
        to: name(&edge.to),
        what: edge.what.clone(),
        data: edge.data,
        region: edge.region.clone(),
        encryption: edge.encryption.clone(),
        retention: edge.retention.clone(),
        agreement: edge.agreement.clone(),
    };
    let approval = flow.approved.as_ref().map(|kept| &kept.record);
    FlowRow {
        approved_by: approval.map(|one| one.by.clone()),
        approved_on: approval.map(|one| one.on),
        is_approved: flow.is_approved(),
        changes: flow.changes(),
        ways: flow.map.edges.iter().map(way).collect(),
    }
}

pub(super) fn gate(view: &GateView<'_>) -> GateRow {
    let says = |holds: bool| {
        let all = view.conditions.iter().filter(move |one| one.holds == holds);
        all.map(|one| one.says.clone()).collect()
    };
    let file: Option<&GateFile> = view.file;
    let exhibits = file.map(|file| &*file.exhibits).unwrap_or_default();
    GateRow {
        title: view.text.title.clone(),
        status: view.status,
        owner: file.and_then(|file| file.owner.clone()),
        due: file.and_then(|file| file.due),
        holds: says(true),
        missing: says(false),
        evidence: exhibits
            .iter()
            .map(|exhibit| Paper::from(&exhibit.document))
            .collect(),
        todo: (!view.status.is_settled()).then(|| Todo {
            next: view.next().to_owned(),
            minutes: view.text.minutes,
            unlocks: view.text.unlocks.clone(),
        }),
    }
}

pub(super) fn person(view: &PersonView<'_>) -> PersonRow {
    let course = |lesson: &Lesson<'_>| {
        let day = lesson
            .day
            .map(|day| format!(" ({day})"))
            .unwrap_or_default();
        format!("{}: {}{day}", lesson.title, lesson.progress.words())
    };
    PersonRow {
        name: view.person.name.clone(),
        role: view.person.role.clone(),
        is_current: view.is_current,
        due: due(&view.lessons),
        first_day: open(&view.lessons).filter_map(|one| one.day).min(),
        courses: view.lessons.iter().map(course).collect(),
    }
}

/// The lessons that somebody still has to take.
fn open<'l, 'v>(lessons: &'l [Lesson<'v>]) -> impl Iterator<Item = &'l Lesson<'v>> {
    lessons.iter().filter(|one| !one.progress.is_good())
}

/// The first day by which one of the lessons must be taken, or until which it was good; none where one has no day.
fn due(lessons: &[Lesson<'_>]) -> Option<Date> {
    let days: Option<Vec<Date>> = open(lessons).map(|one| one.day).collect();
    days?.into_iter().min()
}

pub(super) fn incident(view: &CaseView<'_>, today: Date) -> IncidentRow {
    let next_notice = view.open().filter_map(|clock| clock.due).min();
    let is_open = view.case.closed.is_none();
    IncidentRow {
        id: view.id.clone(),
        what: view.case.kind.words().to_owned(),
        discovered: view.case.discovered,
        is_open,
        holds_sending: view.holds_sending,
        next_notice: next_notice.filter(|_| is_open),
        is_overdue: is_open && next_notice.is_some_and(|day| day < today),
    }
}

pub(super) fn risk(register: &RiskRegister) -> Result<RiskRow, crate::OfficeError> {
    let rules = register.rules()?;
    let signature = register.signed()?.map(|(signature, _)| signature);
    let threats = register.threats();
    Ok(RiskRow {
        assets: register.assets().count(),
        unexamined: register.unexamined().count(),
        high: threats.iter().filter(|one| one.risk == Grade::High).count(),
        overdue: register.overdue().count(),
        entries: rules.len(),
        decided: rules.iter().filter(|rule| rule.is_current).count(),
        signed_by: signature.map(|one| one.by.clone()),
        signed_on: signature.map(|one| one.on),
    })
}
