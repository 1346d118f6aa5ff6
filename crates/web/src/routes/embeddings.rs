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
    use_case::For,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    purpose: Result<For, Problem>,
    body: Result<JsonBytes, Problem>,
) -> Response {
    let (For(use_case), JsonBytes(body, _room)) = match purpose.and_then(|it| Ok((it, body?))) {
        Ok(asked) => asked,
        Err(problem) => return problem.recorded(&edge, &caller, "embeddings").await,
    };
    match edge
        .gateway
        .embeddings(caller.asking_for(use_case), body)
        .await
    {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
