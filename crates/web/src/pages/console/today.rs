//! `/console`: what is open today, and what needs somebody.

use anteroom_gateway::WayOut;
use anteroom_office::account::Right;
use anteroom_office::agenda::{Need, Spot, needs};
use anteroom_office::gate::Gates;
use anteroom_office::level::{Cause, Lowered};
use anteroom_office::review::{Gap, next_step};
use anteroom_office::{NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::{plain_day, plain_days};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Allowed, Frame, SeeConsole, page, sentence, split_command};
use crate::pages::console::level::{Choice, choices};
use crate::pages::console::ways::{Way, stop, stopped};
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
    /// The one thing to do next, as the readiness review says it.
    step: Option<Step>,
    gates_ready: usize,
    gates: usize,
    notice: &'static str,
}

impl Today {
    /// What lowering or pausing may be about.
    fn causes(&self) -> [Cause; 7] {
        Cause::ALL
    }
}

/// The one thing to do next.
struct Step {
    at: String,
    missing: String,
    next: String,
    owner: String,
    minutes: u16,
    unlocks: String,
    path: String,
    button: &'static str,
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
    let ways = edge.gateway.ways().await;
    let ways = ways.map_err(|_| error::broken(by.frame.clone()))?;
    let today = read(&by, ways).await;
    Ok(page(&today.map_err(|failed| by.failed(failed))?))
}

async fn read(by: &Allowed<SeeConsole>, ways: Vec<WayOut>) -> Result<Today, OfficeError> {
    let gates = Gates::read(&by.desk).await?;
    let views = gates.views()?;
    let needs = needs(&by.desk).await?;
    let stop = stop(&by.desk).await?;
    let ways = ways.into_iter().map(|one| stopped(one, stop.as_ref()));
    Ok(Today {
        frame: by.frame.clone(),
        here: "today",
        day: by.desk.today().strftime("%A, %B %-d, %Y").to_string(),
        ways: ways.collect(),
        levels: match by.may(Right::ChangeEvidence) {
            true => choices(&Lowered::of(&by.desk.shelf().await?)?),
            false => Vec::new(),
        },
        needs: needs.into_iter().map(line).collect(),
        step: next_step(&by.desk).await?.map(step),
        gates_ready: views.iter().filter(|view| view.status.is_settled()).count(),
        gates: views.len(),
        notice: NOT_LEGAL_ADVICE,
    })
}

fn step(gap: Gap) -> Step {
    let (path, button) = spot(&gap.spot);
    let nobody = || "Nobody yet".to_owned();
    Step {
        at: gap.at,
        missing: plain_days(&gap.missing),
        next: sentence(&split_command(&gap.next).0),
        owner: gap.owner.map_or_else(nobody, |owner| owner.to_string()),
        minutes: gap.minutes,
        unlocks: gap.unlocks,
        path,
        button,
    }
}

/// The page where something is seen to, and the button that leads there.
fn spot(at: &Spot) -> (String, &'static str) {
    match at {
        Spot::Incident(id) => (format!("/console/incidents/{id}"), "Open the incident"),
        Spot::Vendor(id) => (format!("/console/vendors/{id}"), "Open the vendor"),
        Spot::Flow => ("/console/flow".to_owned(), "Look at the map"),
        Spot::Gate(id) => (format!("/console/readiness/{id}"), "Open the gate"),
        Spot::Training => ("/console/training".to_owned(), "See training"),
        Spot::People => ("/console/people".to_owned(), "See people"),
        Spot::Exceptions => ("/console/exceptions#asked".to_owned(), "See the requests"),
    }
}

fn line(need: Need) -> Line {
    let (path, button) = spot(&need.at);
    let due = need.due.map(plain_day);
    Line {
        what: need.what,
        next: split_command(&need.next).0,
        due: due.unwrap_or_default(),
        is_late: need.is_late,
        path,
        button,
    }
}
