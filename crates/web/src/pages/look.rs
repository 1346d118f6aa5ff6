//! `/look/{task}`: what would be found in a form, for the live preview. Nothing is kept, sent or recorded.

use anteroom_office::work::Work;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use crate::answer;
use crate::edge::Edge;
use crate::page::{Frame, Posted};
use crate::pages::runs::choices;
use crate::pages::shown::{FieldShown, FindShown};
use crate::pages::{chart, tasks};
use crate::rehearsing;

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let frame = Frame::of(&edge, &posted.person).await;
    let Some(task) = tasks::open_task(&id, &posted.person, &frame) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let work = Work {
        fields: tasks::typed(task, &posted.sent),
        choices: choices::kept(&posted.sent),
        ..Work::default()
    };
    let refused = chart::refused(task, &work.fields);
    if !refused.is_empty() {
        let exports: Vec<Value> = refused.iter().map(export).collect();
        let told = json!({ "fields": [], "exports": exports });
        return answer::json(Bytes::from(told.to_string()));
    }
    if !tasks::too_long(task, &work.fields).is_empty() {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    match rehearsing::rehearse(&edge, &posted.person, task, &work).await {
        Ok(looked) => {
            let fields: Vec<Value> = looked.fields.iter().map(field).collect();
            let told = json!({
                "fields": fields, "parts": looked.parts(), "urgent": tasks::urgent(task, &work.fields),
                "stops": tasks::stops(&frame, task, &work, &looked),
            });
            answer::json(Bytes::from(told.to_string()))
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// An export in a field: nothing would leave, and what may be taken out of it is offered.
fn export(refused: &chart::Refused) -> Value {
    json!({"name": refused.field, "says": refused.says, "offer": refused.offer.is_some()})
}

fn field(field: &FieldShown) -> Value {
    let finds: Vec<Value> = field.finds.iter().map(find).collect();
    json!({"name": field.name, "label": field.label, "leaving": field.leaving, "finds": finds})
}

fn find(find: &FindShown) -> Value {
    json!({
        "from": find.units.0, "to": find.units.1, "kind": find.kind, "letter": find.letter.to_string(),
        "style": find.style, "sure": find.sure, "may_keep": find.may_keep, "kept": find.is_kept,
        "reason": choices::usual(find.letter).code(), "says": choices::usual(find.letter).says(),
    })
}
