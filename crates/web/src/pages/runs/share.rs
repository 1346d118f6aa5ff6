//! `/runs/{id}/share`: with which one colleague a piece of one's own work is shared, and until when.

use anteroom_office::OfficeError;
use anteroom_office::work::{self, Share};
use anteroom_tasks::Task;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::own;
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page, see_other};
use crate::pages::{error, held};

#[derive(Template)]
#[template(path = "share.html")]
struct SharePage {
    frame: Frame,
    id: String,
    task: &'static Task,
    /// With whom it is shared now; none where with nobody.
    with: Option<With>,
    /// The colleagues to choose from, by id and name.
    colleagues: Vec<(String, String)>,
}

/// The colleague with whom it is shared.
struct With {
    name: String,
    since: String,
    /// Whether they may still read it.
    holds: bool,
}

impl With {
    fn of(frame: &Frame, share: &Share) -> With {
        With {
            name: share.with.to_string(),
            since: frame.minute(share.since()),
            holds: share.holds,
        }
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some((kept, task)) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    let (store, own) = (edge.door.store(), &person.visitor.id);
    let shares = work::shared(store, &[kept]).await;
    match (shares, work::colleagues(store, own, task).await) {
        (Ok(shares), Ok(colleagues)) => page(&SharePage {
            with: shares.first().map(|share| With::of(&frame, share)),
            frame,
            id,
            task,
            colleagues: colleagues
                .into_iter()
                .map(|(id, name)| (id.to_string(), name.to_string()))
                .collect(),
        }),
        (Err(failed), _) | (_, Err(failed)) => not_shared(frame, &failed),
    }
}

/// Shares it.
pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let Some((kept, task)) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    let Ok((kept, held)) = held::settled(&edge, kept).await else {
        return error::broken(frame);
    };
    if held::is_locked(&edge, &person, task, held.as_ref()).await {
        return error::not_released(frame);
    }
    let (store, by, own) = (edge.door.store(), person.by(), &person.visitor.id);
    match work::share(store, &by, own, &kept, sent.text("with")).await {
        Ok(()) => see_other(&format!("/runs/{id}/share")),
        Err(OfficeError::Refused(why)) => error::not_shared(frame, why),
        Err(failed) => not_shared(frame, &failed),
    }
}

/// Takes it back.
pub(crate) async fn end(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let person = &posted.person;
    let frame = Frame::of(&edge, person).await;
    if own(&edge, person, &id).await.is_none() {
        return error::not_found(frame);
    }
    let (store, owner) = (edge.door.store(), &person.visitor.session.person);
    match work::take_back(store, &person.by(), owner, &id).await {
        Ok(()) => see_other(&format!("/runs/{id}/share")),
        Err(failed) => not_shared(frame, &failed),
    }
}

fn not_shared(frame: Frame, failed: &OfficeError) -> Response {
    tracing::error!(error = %failed, "with whom work is shared cannot be read or written");
    error::broken(frame)
}
