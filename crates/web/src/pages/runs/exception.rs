//! `/runs/{id}/exception`: asking the compliance officer to let words stand that were found in one's own text and are
//! nobody's. Only what was found there now can be asked for.

use anteroom_office::exceptions::{self, Found, is_askable};
use anteroom_office::{Note, OfficeError};
use axum::extract::{Path, State};
use axum::response::Response;

use super::choices::{self, Row};
use super::{at_work, review};
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, see_other};
use crate::pages::error;
use crate::pages::shown::finds;
use crate::rehearsing::{self, Shown};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let (kept, task) = match at_work(&edge, &person, &frame, &id).await {
        Ok(found) => found,
        Err(says) => return *says,
    };
    let Ok(looked) = rehearsing::rehearse(&edge, &person, task, &kept.work).await else {
        return error::unchecked(frame);
    };
    let rows = choices::rows(&looked, &kept.work.choices);
    let (row, why) = match asked(&sent, &rows) {
        (Some(row), Some(why)) => (row, why),
        (Some(_), None) => return review::without_reason(&edge, &person, frame, &kept, task).await,
        (None, _) => return see_other(&format!("/runs/{id}/review")),
    };
    let found = Found {
        kind: row.find.code,
        place: place(&looked, row),
        words: &row.find.text,
    };
    let (store, by) = (edge.door.store(), person.by());
    let asker = &person.visitor.account.name;
    match exceptions::ask(store, &by, asker, &kept, &found, why).await {
        Ok(request) => see_other(&format!("/asked/{request}")),
        Err(OfficeError::Refused(why)) => error::not_asked(frame, why),
        Err(failed) => {
            tracing::error!(error = %failed, "a request for an exception cannot be written");
            error::broken(frame)
        }
    }
}

/// The words that a form asks for, and why they are nobody's.
fn asked<'r>(sent: &Sent, rows: &'r [Row]) -> (Option<&'r Row>, Option<Note>) {
    let words = sent.get("words").map(|words| words.replace("\r\n", "\n"));
    let mut rows = rows.iter().filter(|row| may_ask(row));
    let row = rows.find(|row| Some(&row.find.text) == words.as_ref());
    (row, sent.text("why").parse().ok())
}

/// Words for which this person asked an exception that waits. Where that cannot be found out, they may ask again.
pub(super) async fn waiting(edge: &Edge, person: &Person) -> Vec<String> {
    let own = &person.visitor.session.person;
    let mine = exceptions::mine(edge.door.store(), own).await;
    let waiting = mine.unwrap_or_default().into_iter();
    let waiting = waiting.filter(|request| request.answer.is_none());
    let asked = waiting.filter_map(|request| request.asked);
    asked.map(|asked| asked.words).collect()
}

/// Whether it can be asked for words: their sender may not keep them alone, and somebody else may let them through.
pub(super) fn may_ask(row: &Row) -> bool {
    !row.find.may_keep && is_askable(row.find.code)
}

/// The field in which the words stand first.
fn place(looked: &Shown, row: &Row) -> &'static str {
    let has = |field: &&crate::pages::shown::FieldShown| {
        let mut own = finds(std::slice::from_ref(*field));
        own.any(|find| find.text == row.find.text)
    };
    looked
        .fields
        .iter()
        .find(has)
        .map_or("", |field| field.name)
}
