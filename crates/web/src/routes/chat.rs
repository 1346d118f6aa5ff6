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
    problem::Problem,
    use_case::For,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    speaks: Result<Speaks, Problem>,
    purpose: Result<For, Problem>,
    body: Result<JsonBytes, Problem>,
) -> Response {
    let asked = speaks.and_then(|Speaks(dialect)| Ok((dialect, purpose?, body?)));
    let (dialect, For(use_case), JsonBytes(body, _room)) = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.recorded(&edge, &caller, "chat").await,
    };
    match edge
        .gateway
        .chat(caller.asking_for(use_case), dialect, body)
        .await
    {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
