//! `/console`: what is open today, and what needs somebody.

use anteroom_gateway::WayOut;
use anteroom_office::NOT_LEGAL_ADVICE;
use anteroom_office::OfficeError;
use anteroom_office::account::Right;
use anteroom_office::agenda::{Need, Spot, needs};
use anteroom_office::gate::Gates;
use anteroom_office::level::{Level, Lowered};
use anteroom_office::review::OpenLane;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, page, split_command};
use crate::pages::console::level::{Choice, choices};
use crate::pages::error;

#[derive(Template)]
#[template(path = "console/today.html")]
struct Today {
    frame: Frame,
    here: &'static str,
    day: String,
    ways: Vec<Way>,
    /// The levels that this person may set.
    levels: Vec<Choice>,
    needs: Vec<Line>,
    gates_ready: usize,
    gates: usize,
    notice: &'static str,
}

/// A connection, and how far it is open.
pub(crate) struct Way {
    pub(crate) name: String,
    pub(crate) host: String,
    /// 0 closed, 1 no patient information, 2 de-identified, 3 as written.
    pub(crate) level: u8,
    pub(crate) says: &'static str,
    /// Why it is open no further.
    pub(crate) why: Vec<String>,
    /// What to do about that.
    pub(crate) next: Vec<String>,
}

impl Way {
    /// How far it is open, as reports call it.
    pub(crate) fn lane(&self) -> OpenLane {
        match self.level {
            0 => OpenLane::Closed,
            1 => OpenLane::NoPatientInformation,
            2 => OpenLane::Deidentified,
            _ => OpenLane::AsWritten,
        }
    }
}

/// Something that needs somebody.
struct Line {
    what: String,
    next: String,
    due: String,
    is_late: bool,
    path: String,
    button: &'static str,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
) -> Result<Response, Response> {
    let ways = ways(&edge).await;
    let ways = ways.ok_or_else(|| error::broken(by.frame.clone()))?;
    let today = read(&by, ways).await;
    Ok(page(&today.map_err(|failed| by.failed(failed))?))
}

async fn read(by: &Allowed<SeeConsole>, ways: Vec<Way>) -> Result<Today, OfficeError> {
    let gates = Gates::read(&by.desk).await?;
    let views = gates.views()?;
    let needs = needs(&by.desk).await?;
    Ok(Today {
        frame: by.frame.clone(),
        here: "today",
        day: by.desk.today().strftime("%A, %B %-d, %Y").to_string(),
        ways,
        levels: match by.may(Right::ChangeEvidence) {
            true => choices(&Lowered::of(&by.desk.shelf().await?)?),
            false => Vec::new(),
        },
        needs: needs.into_iter().map(line).collect(),
        gates_ready: views.iter().filter(|view| view.status.is_settled()).count(),
        gates: views.len(),
        notice: NOT_LEGAL_ADVICE,
    })
}

/// Every connection in use, and how far it is open now; none when that cannot be told.
pub(crate) async fn ways(edge: &Edge) -> Option<Vec<Way>> {
    let ways = edge.gateway.ways().await.ok()?;
    Some(ways.into_iter().map(way).collect())
}

fn way(way: WayOut) -> Way {
    let level = way.level();
    let says = match level {
        Level::Closed => "Closed: nothing goes through it",
        Level::NoPatientInformation => "Level 1: no patient information",
        Level::Deidentified => "Level 2: patient text may go, with names and numbers swapped",
        Level::Identified => "Level 3: patient text may go as written, no more than needed",
    };
    let reasons = way.reasons.into_iter();
    let (why, next): (Vec<_>, Vec<_>) = reasons.map(|said| (said.says, said.next)).unzip();
    let said = |texts: Vec<String>| texts.into_iter().filter(|text| !text.is_empty()).collect();
    Way {
        name: way.connection,
        host: way.host,
        level: level.number(),
        says,
        why: said(why),
        next: said(next)
            .iter()
            .map(|next| split_command(next).0)
            .collect(),
    }
}

fn line(need: Need) -> Line {
    let (path, button) = match &need.at {
        Spot::Incident(id) => (format!("/console/incidents/{id}"), "Open the incident"),
        Spot::Vendor(id) => (format!("/console/vendors/{id}"), "Open the vendor"),
        Spot::Flow => ("/console/flow".to_owned(), "Look at the map"),
        Spot::Gate(id) => (format!("/console/readiness/{id}"), "Open the gate"),
        Spot::People => ("/console/people".to_owned(), "See people"),
    };
    let due = need.due.map(|day| day.strftime("%b %-d, %Y").to_string());
    Line {
        what: need.what,
        next: split_command(&need.next).0,
        due: due.unwrap_or_default(),
        is_late: need.is_late,
        path,
        button,
    }
}
