//! `GET /healthz`: is the process alive?

use axum::response::Response;
use bytes::Bytes;

use crate::answer::json;

pub(crate) async fn get() -> Response {
    json(Bytes::from_static(b"{\"status\":\"ok\"}"))
}
