//! `POST /v1/embeddings`.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};

use crate::{
    answer::{Answered, Refused},
    body::JsonBytes,
    caller::Known,
    edge::Edge,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    JsonBytes(body): JsonBytes,
) -> Response {
    match edge.gateway.embeddings(caller, body).await {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
