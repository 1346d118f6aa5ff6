//! How far each connection is open, why it is open no further, and what to do about that.

use anteroom_gateway::{Said, WayOut};
use anteroom_office::incident::Cases;
use anteroom_office::level::{Level, Lowered, Pause};
use anteroom_office::review::OpenLane;
use anteroom_office::{Desk, Id, OfficeError};
use anteroom_policy::plain_day;

use crate::edge::Edge;
use crate::page::{on_pages, pieces, sentence};

/// The part of the first page where a compliance officer lowers the level, and lets go of it.
const LOWER: &str = "#lower";

/// Where connections are looked at and approved; who decides on records sees them too.
const CONNECTIONS: &str = "/system#connections";

/// A connection, and how far it is open.
pub(crate) struct Way {
    pub(crate) name: String,
    pub(crate) host: String,
    /// 0 closed, 1 no patient information, 2 de-identified, 3 as written.
    pub(crate) level: u8,
    pub(crate) says: &'static str,
    /// Why it is open no further.
    pub(crate) why: Vec<String>,
    /// What to do about the first of that.
    pub(crate) next: Option<Onward>,
}

/// What to do, and where.
#[derive(Clone)]
pub(crate) struct Onward {
    /// The words in pieces, each with whether it is a command.
    pub(crate) says: Vec<(String, bool)>,
    /// The page on which it is done, and what leads there.
    pub(crate) at: Option<(String, &'static str)>,
}

impl Onward {
    /// Whether a command stands in it, which only whoever runs Anteroom types.
    pub(crate) fn has_command(&self) -> bool {
        self.says.iter().any(|(_, is_code)| *is_code)
    }

    /// Where it leads somebody; the brake and the connections are shown to compliance officers only.
    pub(crate) fn leads(&self, may_lower: bool) -> Option<&(String, &'static str)> {
        let is_theirs = |path: &str| [LOWER, CONNECTIONS].contains(&path);
        self.at
            .as_ref()
            .filter(|(path, _)| may_lower || !is_theirs(path))
    }
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

/// What stops all sending: a person's hand, or an incident.
pub(super) struct Stop {
    says: String,
    by_hand: bool,
    onward: Onward,
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
    let next = way.reasons.iter().find(|said| !said.next.is_empty());
    let next = next.map(onward);
    let why = way.reasons.into_iter().map(|said| said.says);
    Way {
        name: way.connection,
        host: way.host,
        level: level.number(),
        says,
        why: why.filter(|says| !says.is_empty()).collect(),
        next,
    }
}

/// What to do about a reason, and the page of the console on which it is done, where there is one.
fn onward(said: &Said) -> Onward {
    let at = match said.code.as_str() {
        "incident_hold" => Some(("/console/incidents", "See incidents")),
        "level_lowered" => Some((LOWER, "See who lowered it")),
        "data_flow_map_missing" | "endpoint_not_in_map" | "recipient_not_in_map" => {
            Some(("/console/flow", "Look at the map"))
        }
        code if code.starts_with("baa_") => Some(("/console/vendors", "See vendors")),
        "retention_terms_unverified" | "training_use_not_excluded" => {
            Some(("/console/vendors", "See vendors"))
        }
        "approval_revoked" | "compliance_review_pending" => Some((CONNECTIONS, "See connections")),
        "access_policy_missing"
        | "full_setup_incomplete"
        | "incident_plan_missing"
        | "risk_analysis_missing_ai" => Some(("/console/readiness", "See what is missing")),
        _ => None,
    };
    Onward {
        says: pieces(&on_pages(&said.next)),
        at: at.map(|(path, title)| (path.to_owned(), title)),
    }
}

/// A connection, with what stops all sending said first and once.
pub(super) fn stopped(one: WayOut, stop: Option<&Stop>) -> Way {
    let Some(stop) = stop else { return way(one) };
    let by_hand = stop.by_hand;
    let is_stop =
        |said: &Said| said.code == "incident_hold" || (by_hand && said.code == "level_lowered");
    let reasons = one.reasons.iter().filter(|said| !is_stop(said)).cloned();
    let mut way = way(WayOut {
        reasons: reasons.collect(),
        ..one
    });
    way.why.insert(0, stop.says.clone());
    way.next = Some(stop.onward.clone());
    way
}

/// What stops all sending now, a hand before an incident; none while nothing does.
pub(super) async fn stop(desk: &Desk) -> Result<Option<Stop>, OfficeError> {
    let shelf = desk.shelf().await?;
    if let Some(pause) = Lowered::of(&shelf)?.paused {
        return Ok(Some(by_hand(&pause)));
    }
    let cases = Cases::of(&shelf)?;
    let views = cases.views()?;
    let holding = views.iter().find(|view| view.holds_sending);
    Ok(holding.map(|view| by_incident(view.id)))
}

fn by_hand(pause: &Pause) -> Stop {
    let (by, on, why) = (&pause.by, pause.on, pause.reason.as_str());
    let on = plain_day(on);
    let says = format!("{by} paused everything on {on}: {}", sentence(why));
    let next = "It goes on when a compliance officer ends the pause.";
    let at = (LOWER.to_owned(), "Lower or pause");
    Stop::new(says, true, next, at)
}

fn by_incident(id: &Id) -> Stop {
    let says = format!("Incident {id} stops all sending.");
    let next = "It goes on when the incident is closed, or when sending is opened again there.";
    let at = (format!("/console/incidents/{id}"), "Open the incident");
    Stop::new(says, false, next, at)
}

impl Stop {
    fn new(says: String, by_hand: bool, next: &str, at: (String, &'static str)) -> Stop {
        let onward = Onward {
            says: pieces(next),
            at: Some(at),
        };
        Stop {
            says,
            by_hand,
            onward,
        }
    }
}
