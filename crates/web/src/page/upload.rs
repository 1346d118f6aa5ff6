//! A form with files in it.

use anteroom_office::paper;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::Response;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http::request::Parts;

use super::form::{LARGEST, is_proven, whole};
use super::{Allowed, Needs, Person, Sent, multipart};
use crate::body::{declared_length, discard};
use crate::edge::Edge;
use crate::pages::error;

/// A form with files, of somebody who signed in.
pub(crate) struct Uploaded {
    pub(crate) person: Person,
    pub(crate) sent: Sent,
    pub(crate) files: Files,
}

/// The files of a form, in order.
pub(crate) type Files = Vec<File>;

/// A file of a form.
pub(crate) struct File {
    /// The field in which it was sent.
    pub(crate) field: String,
    /// How its name ends, where it is a known ending; the name itself is not taken in.
    pub(crate) ending: Option<&'static str>,
    pub(crate) content: Vec<u8>,
}

/// A form with a paper, of somebody who has the right. Who has none is turned away before a byte of it is read.
pub(crate) struct AllowedUpload<R> {
    pub(crate) by: Allowed<R>,
    /// What was sent; none where it was announced to be larger than a paper may be, and was not read.
    pub(crate) handed_in: Option<(Sent, Files)>,
}

/// Room for the fields beside a paper, in bytes.
pub(crate) const BESIDE: usize = 64 << 10;

/// Whether a form says that it has files.
pub(crate) fn has_files(headers: &HeaderMap) -> bool {
    let kind = kind(headers).to_ascii_lowercase();
    kind.starts_with("multipart/form-data")
}

/// The fields and files of a form of so many bytes at the most.
pub(crate) async fn handed_in(
    edge: &Edge,
    head: &Parts,
    body: Body,
    most: usize,
) -> Result<(Sent, Files), Response> {
    let bytes = whole(edge, head, body, most).await?;
    let parts = multipart::parts(kind(&head.headers), &bytes).ok_or_else(error::broke_off)?;
    let (files, fields): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.is_file);
    let field = |part: multipart::Part<'_>| {
        let value = String::from_utf8_lossy(part.content).into_owned();
        (part.name, value)
    };
    let file = |part: multipart::Part<'_>| File {
        field: part.name,
        ending: part.ending,
        content: part.content.to_vec(),
    };
    let sent = Sent(fields.into_iter().map(field).collect());
    Ok((sent, files.into_iter().map(file).collect()))
}

fn kind(headers: &HeaderMap) -> &str {
    let kind = headers.get(CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default()
}

impl FromRequest<Edge> for Uploaded {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Response> {
        let (mut head, body) = request.into_parts();
        let person = Person::from_request_parts(&mut head, edge).await?;
        let (sent, files) = handed_in(edge, &head, body, LARGEST).await?;
        match is_proven(&sent, &head.headers, &person) {
            true => Ok(Self {
                person,
                sent,
                files,
            }),
            false => Err(error::stale_form()),
        }
    }
}

impl<R: Needs> FromRequest<Edge> for AllowedUpload<R> {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Response> {
        let (mut head, body) = request.into_parts();
        let by = Allowed::from_request_parts(&mut head, edge).await?;
        let most = paper::LARGEST + BESIDE;
        if declared_length(&head.headers).is_some_and(|bytes| bytes > most) {
            discard(body, most).await;
            let handed_in = None;
            return Ok(Self { by, handed_in });
        }
        let (sent, files) = handed_in(edge, &head, body, most).await?;
        match is_proven(&sent, &head.headers, &by.person) {
            true => Ok(Self {
                by,
                handed_in: Some((sent, files)),
            }),
            false => Err(error::stale_form()),
        }
    }
}
