//! `POST /v1/chat/completions`.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use crate::{
    answer::{Answered, Refused},
    body::JsonBytes,
    caller::Known,
    dialect::Speaks,
    edge::Edge,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    Speaks(dialect): Speaks,
    JsonBytes(body): JsonBytes,
) -> Response {
    match edge.gateway.chat(caller, dialect, body).await {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
