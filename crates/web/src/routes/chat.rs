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
    part2_consent::Under,
    patient_state::PatientIn,
    problem::Problem,
    use_case::For,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    speaks: Result<Speaks, Problem>,
    purpose: Result<For, Problem>,
    patient: Result<PatientIn, Problem>,
    Under(consent): Under,
    body: Result<JsonBytes, Problem>,
) -> Response {
    let asked = speaks.and_then(|Speaks(dialect)| Ok((dialect, purpose?, patient?, body?)));
    let (dialect, For(use_case), PatientIn(state), JsonBytes(body, _room)) = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.recorded(&edge, &caller, "chat").await,
    };
    match edge
        .gateway
        .chat(
            caller
                .asking_for(use_case)
                .about_patient_in(state)
                .under_part2_consent(consent),
            dialect,
            body,
        )
        .await
    {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
