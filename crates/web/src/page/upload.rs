//! A form with files in it, of somebody who signed in.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::Response;
use http::header::CONTENT_TYPE;

use super::form::{LARGEST, is_proven, whole};
use super::{Person, Sent, multipart};
use crate::edge::Edge;
use crate::pages::error;

/// A form with files.
pub(crate) struct Uploaded {
    pub(crate) person: Person,
    pub(crate) sent: Sent,
    /// The files, by the names of their fields.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl FromRequest<Edge> for Uploaded {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Response> {
        let (mut head, body) = request.into_parts();
        let person = Person::from_request_parts(&mut head, edge).await?;
        let bytes = whole(edge, &head, body, LARGEST).await?;
        let kind = head.headers.get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let parts = multipart::parts(kind, &bytes).ok_or_else(error::broke_off)?;
        let (files, fields): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.is_file);
        let field = |part: multipart::Part<'_>| {
            let value = String::from_utf8_lossy(part.content).into_owned();
            (part.name, value)
        };
        let sent = Sent(fields.into_iter().map(field).collect());
        let files = files
            .into_iter()
            .map(|part| (part.name, part.content.to_vec()));
        match is_proven(&sent, &head.headers, &person) {
            true => Ok(Self {
                person,
                sent,
                files: files.collect(),
            }),
            false => Err(error::stale_form()),
        }
    }
}
