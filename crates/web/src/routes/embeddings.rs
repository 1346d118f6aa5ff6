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
    part2_consent::Under,
    patient_state::PatientIn,
    problem::Problem,
    use_case::For,
};

pub(crate) async fn post(
    State(edge): State<Edge>,
    Known(caller): Known,
    purpose: Result<For, Problem>,
    patient: Result<PatientIn, Problem>,
    Under(consent): Under,
    body: Result<JsonBytes, Problem>,
) -> Response {
    let asked = purpose.and_then(|it| Ok((it, patient?, body?)));
    let (For(use_case), PatientIn(state), JsonBytes(body, _room)) = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.recorded(&edge, &caller, "embeddings").await,
    };
    match edge
        .gateway
        .embeddings(
            caller
                .asking_for(use_case)
                .about_patient_in(state)
                .under_part2_consent(consent),
            body,
        )
        .await
    {
        Ok(reply) => Answered(reply).into_response(),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
