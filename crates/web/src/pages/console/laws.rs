//! `/console/laws`: the laws to watch, with the days until each counts or ends.

use anteroom_office::OfficeError;
use anteroom_office::laws::LawBook;
use anteroom_policy::deadline::Jurisdiction;
use anteroom_policy::laws::{Act, LawStatus, VERIFY_WITH_COUNSEL};
use anteroom_policy::{plain_day, plain_days};
use askama::Template;
use axum::response::Response;

use crate::page::{Allowed, Frame, SeeConsole, page, sentence, split_command};

#[derive(Template)]
#[template(path = "console/laws.html")]
struct Laws {
    frame: Frame,
    here: &'static str,
    state: String,
    /// Laws with a day to come, the nearest first.
    coming: Vec<Row>,
    here_now: Vec<Row>,
    elsewhere: Vec<Row>,
    notice: &'static str,
}

/// A law.
struct Row {
    title: String,
    states: String,
    status: String,
    days: u32,
    asks: String,
    changes: String,
    does: String,
    citation: String,
    checked: String,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let laws = read(&by).await;
    Ok(page(&laws.map_err(|failed| by.failed(failed))?))
}

async fn read(by: &Allowed<SeeConsole>) -> Result<Laws, OfficeError> {
    let (book, today) = (LawBook::read(&by.desk).await?, by.desk.today());
    let practice = by.desk.store().practice().await?;
    let state = practice.map_or_else(String::new, |practice| practice.state.to_string());
    let home: Option<Jurisdiction> = state.parse().ok();
    let (own, other): (Vec<&Act>, Vec<&Act>) = book
        .laws
        .all()
        .iter()
        .partition(|act| home.is_some_and(|state| act.concerns(state)));
    let days = |act: &&Act| match act.status(today) {
        LawStatus::Upcoming { in_days } => Some(in_days),
        LawStatus::InForce => act.ends_in(today),
        _ => None,
    };
    let (coming, now): (Vec<&Act>, Vec<&Act>) =
        own.into_iter().partition(|act| days(act).is_some());
    let row = |act: &Act| row(act, days(&act), act.status(today));
    let mut coming: Vec<Row> = coming.into_iter().map(row).collect();
    coming.sort_by_key(|row| row.days);
    Ok(Laws {
        frame: by.frame.clone(),
        here: "laws",
        state: home.map_or(state, |home| home.name().to_owned()),
        coming,
        here_now: now.into_iter().map(row).collect(),
        elsewhere: other.into_iter().map(row).collect(),
        notice: VERIFY_WITH_COUNSEL,
    })
}

fn row(act: &Act, days: Option<u32>, status: LawStatus) -> Row {
    let states = act.states.iter().map(|state| match *state {
        Jurisdiction::US => "Federal",
        state => state.name(),
    });
    let states: Vec<&str> = states.collect();
    let words = match (status, days) {
        (LawStatus::InForce, Some(days)) => format!("in force, ends in {days} days"),
        (status, _) => status.words(),
    };
    Row {
        title: act.title.clone(),
        states: states.join(", "),
        status: plain_days(&sentence(&words))
            .trim_end_matches('.')
            .to_owned(),
        days: days.unwrap_or(u32::MAX),
        asks: plain_days(&act.asks),
        changes: plain_days(&split_command(&act.changes).0),
        does: sentence(act.enforcement().words()),
        citation: act.citation.clone(),
        checked: plain_day(act.last_checked),
    }
}
