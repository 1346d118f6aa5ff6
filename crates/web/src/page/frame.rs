//! What stands around every page: whose practice it is, who is signed in, what may leave.

use anteroom_audit::Micros;
use anteroom_gateway::WayOut;
use anteroom_office::Questions;
use anteroom_office::account::Right;
use anteroom_office::level::{self, Pause};
use anteroom_office::standing::Learner;
use anteroom_policy::LocalTime;
use anteroom_policy::plain_day;
use anteroom_tasks::question;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Person;
use crate::edge::Edge;

/// What the template `base.html` shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    /// The practice's name; none before it is set up.
    pub(crate) practice: String,
    /// Who is signed in; none at the door.
    pub(crate) person: Option<String>,
    /// What proves that a form came from here.
    pub(crate) csrf: String,
    /// The address of the page; none at the door.
    pub(crate) path: String,
    /// What may leave, in words; none where it cannot be told.
    pub(crate) level: Option<Level>,
    /// The clock on the practice's wall.
    pub(crate) clock: LocalTime,
    /// Who holds the level down by hand, and why; none while nobody does.
    pub(crate) held: Option<String>,
    /// What this person must learn; none where it cannot be told.
    pub(crate) learner: Option<Learner>,
    /// Whether single keys do something in this browser.
    pub(crate) single_keys: bool,
    /// Whether this person may ask free questions.
    pub(crate) asks: bool,
    /// Which parts of the house this person sees.
    pub(crate) sees_approvals: bool,
    pub(crate) sees_people: bool,
    pub(crate) sees_console: bool,
    pub(crate) sees_system: bool,
}

/// The level that the header shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) number: u8,
    pub(crate) name: &'static str,
}

impl Level {
    /// There is no connection: samples are answered here.
    pub(crate) const PRACTICE: Level = Level {
        number: 0,
        name: "Practice mode",
    };
}

impl From<level::Level> for Level {
    fn from(level: level::Level) -> Level {
        let name = match level {
            level::Level::Closed => "Nothing leaves",
            level::Level::NoPatientInformation => "No patient information",
            level::Level::Deidentified => "De-identified",
            level::Level::Identified => "Identified, minimum necessary",
        };
        Level {
            number: level.number(),
            name,
        }
    }
}

impl Frame {
    /// Whether there is no connection, so that nothing can leave.
    pub(crate) fn is_practice(&self) -> bool {
        self.level == Some(Level::PRACTICE)
    }

    /// A moment to the minute, by the clock on the practice's wall.
    pub(crate) fn minute(&self, at: Micros) -> String {
        self.clock.minute(moment(at))
    }

    /// The day of a moment by that clock.
    pub(crate) fn day(&self, at: Micros) -> Date {
        self.clock.day(moment(at))
    }

    /// The frame where people who signed in and strangers see the same.
    pub(crate) async fn of_anybody(edge: &Edge, person: Option<&Person>) -> Frame {
        match person {
            Some(person) => Frame::of(edge, person).await,
            None => Frame::of_stranger(edge).await,
        }
    }

    /// The frame at the door.
    pub(crate) async fn of_stranger(edge: &Edge) -> Frame {
        Frame {
            practice: practice(edge).await,
            clock: edge.local_time().await,
            ..Frame::default()
        }
    }

    /// The frame for somebody who signed in.
    pub(crate) async fn of(edge: &Edge, person: &Person) -> Frame {
        let account = &person.visitor.account;
        Frame {
            practice: practice(edge).await,
            person: Some(account.name.to_string()),
            csrf: person.csrf.clone(),
            path: person.path.clone(),
            single_keys: person.single_keys,
            level: level(edge).await,
            clock: edge.local_time().await,
            held: held(edge).await,
            learner: edge.gateway.learner(person.visitor.id.as_str()).await.ok(),
            asks: asks(edge, person).await,
            sees_approvals: APPROVE.iter().any(|right| account.may(*right)),
            sees_people: account.may(Right::ManagePeople),
            sees_console: account.may(Right::SeeConsole),
            sees_system: account.may(Right::SeeSystem),
        }
    }
}

/// Each of these opens the texts that wait for an approval.
const APPROVE: [Right; 3] = [
    Right::ApproveClinical,
    Right::ApproveCodes,
    Right::ApproveOffice,
];

/// Whether somebody may ask free questions; nobody, where that cannot be found out.
async fn asks(edge: &Edge, person: &Person) -> bool {
    let may = question().is_ok_and(|task| person.visitor.account.may_do(task));
    let allowed = Questions::are_allowed(edge.door.store()).await;
    may && allowed.unwrap_or_else(|failed| {
        tracing::error!(error = %failed, "whether free questions are allowed cannot be read");
        false
    })
}

fn moment(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

async fn practice(edge: &Edge) -> String {
    let practice = edge.door.store().practice().await.ok().flatten();
    practice.map_or_else(String::new, |practice| practice.name.to_string())
}

/// What the best connection allows now; a practice without one writes for practice only.
async fn level(edge: &Edge) -> Option<Level> {
    let ways = edge.gateway.ways().await.ok()?;
    let highest = edge.gateway.lowered().await.ok()?.highest();
    Some(match ways.iter().map(WayOut::level).max() {
        Some(best) => best.min(highest).into(),
        None if highest == level::Level::Closed => highest.into(),
        None => Level::PRACTICE,
    })
}

/// Who holds the level down by hand, since when, and why.
async fn held(edge: &Edge) -> Option<String> {
    let lowered = edge.gateway.lowered().await.ok()?;
    let Pause { by, on, reason, .. } = lowered.change()?;
    let did = match lowered.highest() {
        level::Level::Closed => "paused everything",
        _ => "lowered the level",
    };
    let on = plain_day(*on);
    Some(format!("{by} {did} on {on}: {}", reason.as_str()))
}
