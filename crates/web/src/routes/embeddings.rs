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
    problem::Problem,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    body: Result<JsonBytes, Problem>,
) -> Response {
    let JsonBytes(body, _room) = match body {
        Ok(body) => body,
        Err(problem) => return problem.recorded(&edge, &caller, "embeddings").await,
    };
    match edge.gateway.embeddings(caller, body).await {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
