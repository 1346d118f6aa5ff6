//! `GET /v1/models` and `GET /v1/models/{id}`. Ids may hold slashes (`org/model`), hence the wildcard route.

use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};

use crate::{
    answer::{Refused, json},
    caller::Known,
    edge::Edge,
};

pub(crate) async fn list(State(edge): State<Edge>, Known(caller): Known) -> Response {
    match edge.gateway.models(&caller).await {
        Ok(models) => json(models),
        Err(refusal) => Refused(refusal).into_response(),
    }
}

pub(crate) async fn one(
    State(edge): State<Edge>,
    Known(caller): Known,
    Path(id): Path<String>,
) -> Response {
    match edge.gateway.model(&caller, &id).await {
        Ok(model) => json(model),
        Err(refusal) => Refused(refusal).into_response(),
    }
}
