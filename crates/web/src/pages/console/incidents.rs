//! `/console/incidents`: what happened, who must be told by when, and how far the assessment is.

pub(crate) mod act;
mod shown;
mod wrong;

use anteroom_audit::Word;
use anteroom_office::account::Right;
use anteroom_office::incident::{Case, CaseView, Cases, Conclusion, How};
use anteroom_office::{Desk, NOT_LEGAL_ADVICE, OfficeError};
use anteroom_policy::deadline::{Clock, Jurisdiction, Standing};
use anteroom_policy::{plain_day, plain_days};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get as page_at, post};
use jiff::civil::Date;
use serde::Serialize;

use self::shown::{CONCLUSIONS, EXCEPTIONS, Forms, RECIPIENTS, RISKS};
use self::wrong::Wrong;
use crate::edge::Edge;
use crate::page::{Allowed, Frame, Needs, SeeConsole, capital, page};
use crate::pages::console::activity;

#[derive(Template)]
#[template(path = "console/incidents.html")]
struct Incidents {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    may_change: bool,
}

/// An incident on the list.
struct Row {
    id: String,
    kind: &'static str,
    discovered: String,
    state: String,
    is_open: bool,
    is_late: bool,
    holds_sending: bool,
}

#[derive(Template)]
#[template(path = "console/incident.html")]
struct Incident {
    frame: Frame,
    here: &'static str,
    row: Row,
    happened: String,
    affected: String,
    assessment: &'static str,
    reason: Option<String>,
    clocks: Vec<Told>,
    /// Clocks of the law that do not run here, and why.
    outside: Vec<String>,
    notices: Vec<String>,
    keep_until: String,
    closed: Option<String>,
    /// Who reported it, where it waits to be looked into too.
    reported: Option<String>,
    /// The receipt of the request that it is about, and what that says.
    receipt: Option<(String, Vec<(&'static str, String)>)>,
    /// The forms; none for who may only look, and once it is closed.
    forms: Option<Forms>,
    /// What is wrong with what somebody typed in one of them.
    wrong: Option<Wrong>,
    history: Vec<String>,
    today: Date,
    notice: &'static str,
}

impl Incident {
    /// What is wrong in a part of the page.
    fn wrong_in(&self, part: &str) -> Option<&Wrong> {
        self.wrong.as_ref().filter(|wrong| wrong.part == part)
    }

    /// What to do about a field.
    fn wrong_with(&self, field: &str) -> Option<&str> {
        let wrong = self.wrong.as_ref().filter(|wrong| wrong.field == field);
        wrong.map(|wrong| wrong.says.as_str())
    }

    fn risks(&self) -> Vec<(String, &'static str)> {
        RISKS
            .iter()
            .map(|(one, words)| (code(one), *words))
            .collect()
    }

    fn exceptions(&self) -> Vec<(String, &'static str)> {
        let all = EXCEPTIONS.iter();
        all.map(|(one, words)| (code(one), *words)).collect()
    }

    fn conclusions(&self) -> Vec<(String, &'static str)> {
        let all = CONCLUSIONS.iter();
        all.map(|(one, words)| (code(one), *words)).collect()
    }

    fn recipients(&self) -> Vec<(String, String)> {
        let all = RECIPIENTS.iter();
        all.map(|one| (code(one), capital(one.words()))).collect()
    }
}

/// The code under which a value of a list is kept.
fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// Every page of incidents, and every form on them.
pub(crate) fn routes() -> Router<Edge> {
    Router::new()
        .route("/console/incidents", page_at(get).post(act::open))
        .route("/console/incidents/new", page_at(act::new))
        .route("/console/incidents/{id}", page_at(one))
        .route("/console/incidents/{id}/hold", post(act::hold))
        .route("/console/incidents/{id}/facts", post(act::facts))
        .route("/console/incidents/{id}/assess", post(act::assess))
        .route("/console/incidents/{id}/tell", post(act::tell))
        .route("/console/incidents/{id}/close", post(act::close))
}

/// Somebody who must be told.
struct Told {
    due: String,
    left: String,
    is_late: bool,
    who: String,
    law: String,
    how: String,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let all = read_all(&by).await;
    Ok(page(&all.map_err(|failed| by.failed(failed))?))
}

pub(crate) async fn one(
    by: Allowed<SeeConsole>,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    let one = read_one(&by, &id).await;
    Ok(page(&one.map_err(|failed| by.failed(failed))?))
}

async fn read_all(by: &Allowed<SeeConsole>) -> Result<Incidents, OfficeError> {
    let (cases, today) = (Cases::read(&by.desk).await?, by.desk.today());
    let mut views = cases.views()?;
    views.sort_by_key(|view| {
        let due = view.clocks.earliest.unwrap_or(Date::MAX);
        (view.case.closed.is_some(), due)
    });
    Ok(Incidents {
        frame: by.frame.clone(),
        here: "incidents",
        rows: views.iter().map(|view| row(view, today)).collect(),
        may_change: by.may(Right::ChangeEvidence),
    })
}

async fn read_one<R: Needs>(by: &Allowed<R>, id: &str) -> Result<Incident, OfficeError> {
    let (cases, today) = (Cases::read(&by.desk).await?, by.desk.today());
    let id = id.parse()?;
    let view = cases.one(&id)?;
    let case = view.case;
    let may_change = by.may(Right::ChangeEvidence) && case.closed.is_none();
    let practice = practice_state(&by.desk).await?;
    let (mut running, outside): (Vec<&Clock>, Vec<&Clock>) =
        view.clocks.clocks.iter().partition(|clock| clock.runs());
    running.sort_by_key(|clock| (clock.given_on.is_some(), clock.due.unwrap_or(Date::MAX)));
    Ok(Incident {
        frame: by.frame.clone(),
        here: "incidents",
        row: row(&view, today),
        happened: case.happened.as_str().to_owned(),
        affected: affected(&view),
        assessment: match case.conclusion {
            None => "Not finished. Until it is, the law takes it for a breach.",
            Some(Conclusion::Breach) => "It is a breach: people are told.",
            Some(Conclusion::NoNotice) => "Nobody need be told by federal law.",
        },
        reason: view.clocks.reason.is_some().then(|| {
            "Federal law asks for no notice here. State law may still ask for one.".to_owned()
        }),
        clocks: running.iter().map(|clock| told(clock, today)).collect(),
        outside: outside.iter().map(|clock| not_told(clock)).collect(),
        notices: notices(&view),
        keep_until: plain_day(view.clocks.keep_record_until),
        closed: case.closed.as_ref().map(|closing| {
            let (by, on, cause) = (&closing.by, plain_day(closing.on), closing.cause.as_str());
            format!("Closed by {by} on {on}: {cause}")
        }),
        reported: case
            .reported_by
            .as_ref()
            .map(|who| match case.awaits_triage() {
                true => format!("Reported by {who}. Nobody has looked into it yet."),
                false => format!("Reported by {who}."),
            }),
        receipt: match &case.receipt {
            Some(receipt) => Some(request(&by.frame, &by.desk, receipt).await?),
            None => None,
        },
        forms: may_change.then(|| shown::forms(&view, practice)),
        wrong: None,
        history: shown::history(&by.frame, &by.desk, &by.desk.find::<Case>(&id).await?).await?,
        today,
        notice: NOT_LEGAL_ADVICE,
    })
}

/// A receipt, and what it says: kinds, counts, when and where to; nothing where it is not this practice's.
async fn request(
    frame: &Frame,
    desk: &Desk,
    receipt: &Word,
) -> Result<(String, Vec<(&'static str, String)>), OfficeError> {
    let id = receipt.to_string();
    let Ok(known) = id.parse() else {
        return Ok((id, Vec::new()));
    };
    let Some(found) = desk.store().receipt(known).await? else {
        return Ok((id, Vec::new()));
    };
    let lines = desk.store().log_of(known).await?;
    Ok((id, activity::facts(frame, &found, &lines)))
}

async fn practice_state(desk: &Desk) -> Result<Jurisdiction, OfficeError> {
    let practice = desk.store().practice().await?;
    let state = practice.and_then(|practice| practice.state.as_str().parse().ok());
    Ok(state.unwrap_or(Jurisdiction::US))
}

fn row(view: &CaseView<'_>, today: Date) -> Row {
    let earliest = view.clocks.earliest;
    let state = match (&view.case.closed, earliest) {
        (Some(closing), _) => format!("Closed {}", plain_day(closing.on)),
        (None, _) if view.case.awaits_triage() => "Reported; look into it".to_owned(),
        (None, Some(day)) => format!("Open; tell somebody by {}", plain_day(day)),
        (None, None) => "Open; nobody waits to be told".to_owned(),
    };
    let is_open = view.case.closed.is_none();
    Row {
        id: view.id.to_string(),
        kind: view.case.kind.words(),
        discovered: plain_day(view.case.discovered),
        state,
        is_open,
        is_late: is_open && earliest.is_some_and(|day| day < today),
        holds_sending: view.holds_sending,
    }
}

fn affected(view: &CaseView<'_>) -> String {
    let each = view.case.affected.iter();
    let each: Vec<String> = each
        .map(|(state, count)| format!("{count} in {}", state.name()))
        .collect();
    match each.is_empty() {
        true => "Not counted yet".to_owned(),
        false => each.join(", "),
    }
}

fn told(clock: &Clock, today: Date) -> Told {
    let days = clock.days_left(today).filter(|_| clock.given_on.is_none());
    let left = match (clock.given_on, days) {
        (Some(day), _) => format!("Told on {}", plain_day(day)),
        (None, None) => "No number of days".to_owned(),
        (None, Some(0)) => "Today".to_owned(),
        (None, Some(1)) => "1 day left".to_owned(),
        (None, Some(days)) if days < 0 => format!("{} days late", days.unsigned_abs()),
        (None, Some(days)) => format!("{days} days left"),
    };
    let confirm = match clock.standing {
        Standing::ExemptionToConfirm => "An exemption may apply; have it confirmed. ",
        Standing::Required | Standing::NotApplicable => "",
    };
    Told {
        due: clock
            .due
            .map_or_else(|| "As soon as you can".to_owned(), plain_day),
        left,
        is_late: days.is_some_and(|days| days < 0),
        who: capital(&who(clock)),
        law: clock.citation.clone(),
        how: plain_days(&format!("{confirm}{}; {}", clock.basis, clock.words)),
    }
}

fn not_told(clock: &Clock) -> String {
    let why = clock.why.as_deref().unwrap_or("it does not apply");
    format!("{}: {why}", capital(&who(clock)))
}

fn who(clock: &Clock) -> String {
    let name = match &clock.office {
        Some(office) => office.as_str(),
        None => clock.recipient.words(),
    };
    let places: Vec<&str> = clock.places.iter().map(|state| state.name()).collect();
    let places = places.join(", ");
    let name = match name.strip_suffix(" of the state") {
        _ if places.is_empty() => name.to_owned(),
        Some(name) => format!("{name} of {places}"),
        None => format!("{name} in {places}"),
    };
    format!("{name} ({})", by_law(clock))
}

/// Which law asks for a notice, and of how many people: the same office may have to be told by several.
fn by_law(clock: &Clock) -> String {
    let law = clock.jurisdiction.law();
    match &clock.threshold {
        Some(people) => format!("{law}, {people} people"),
        None => law,
    }
}

fn notices(view: &CaseView<'_>) -> Vec<String> {
    let each = view.case.notices.iter();
    each.map(|notice| {
        let place = notice.place.map(|state| format!(" in {}", state.name()));
        let did = match notice.how {
            How::Given => "told on",
            How::NotNeeded => "not needed, decided on",
        };
        let (who, on) = (notice.to.words(), plain_day(notice.on));
        format!("{}{}: {did} {on}", capital(who), place.unwrap_or_default())
    })
    .collect()
}
