//! `/look/{task}`: what would be found in a form, for the live preview. Nothing is kept, sent or recorded.

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

use crate::answer;
use crate::edge::Edge;
use crate::page::{Frame, Posted};
use crate::pages::shown::{FieldShown, FindShown};
use crate::pages::tasks;

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let frame = Frame::of(&edge, &posted.person).await;
    let Some(task) = tasks::open_task(&id, &posted.person, &frame) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let typed = tasks::typed(task, &posted.sent);
    if !tasks::too_long(task, &typed).is_empty() {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    match tasks::look(&edge, task, &typed).await {
        Ok(fields) => {
            let fields: Vec<Value> = fields.iter().map(field).collect();
            answer::json(Bytes::from(json!({ "fields": fields }).to_string()))
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn field(field: &FieldShown) -> Value {
    let finds: Vec<Value> = field.finds.iter().map(find).collect();
    json!({"name": field.name, "label": field.label, "leaving": field.leaving, "finds": finds})
}

fn find(find: &FindShown) -> Value {
    json!({
        "from": find.units.0, "to": find.units.1, "kind": find.kind, "letter": find.letter.to_string(),
        "style": find.style, "sure": find.sure,
    })
}
