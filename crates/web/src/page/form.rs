//! Forms that people send: read whole, from our own pages only.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::Response;
use bytes::Bytes;
use http::header::{HOST, ORIGIN};
use http::{HeaderMap, request::Parts};

use super::Person;
use crate::body;
use crate::edge::Edge;
use crate::pages::{error, late};
use crate::problem::Problem;

/// Largest form of somebody who signed in, in bytes: a long note in every field.
pub(super) const LARGEST: usize = 2 << 20;
/// Largest form of a stranger: a name and a passphrase.
const SMALL: usize = 16 << 10;

/// The fields of a form, in order. A field may come several times.
pub(crate) struct Sent(pub(super) Vec<(String, String)>);

impl Sent {
    /// What stands behind the `?` of an address.
    pub(crate) fn of_query(query: Option<&str>) -> Sent {
        let query = query.unwrap_or_default().as_bytes();
        Sent(form_urlencoded::parse(query).into_owned().collect())
    }

    /// The first value of a field; nothing when it was not sent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// The first value of a field, without white space around it; empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every value of a field, in order.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let found = self.0.iter().filter(move |(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Edge> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Response> {
        let (head, body) = request.into_parts();
        fields(edge, &head, body, SMALL).await
    }
}

/// A form that somebody sent who signed in.
pub(crate) struct Posted {
    pub(crate) person: Person,
    pub(crate) sent: Sent,
}

impl FromRequest<Edge> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Response> {
        let (mut head, body) = request.into_parts();
        let person = match Person::from_request_parts(&mut head, edge).await {
            Ok(person) => person,
            Err(shut) => {
                let kept = late::at_the_door(edge, &head, body).await;
                return Err(kept.unwrap_or(shut));
            }
        };
        let sent = read(edge, &head, body).await?;
        match is_proven(&sent, &head.headers, &person) {
            true => Ok(Self { person, sent }),
            false => {
                let kept = late::after_all(edge, &head, &sent, &person).await;
                Err(kept.unwrap_or_else(error::stale_form))
            }
        }
    }
}

/// Whether a form comes from a page of this person's session.
pub(super) fn is_proven(sent: &Sent, headers: &HeaderMap, person: &Person) -> bool {
    let known = sent.get("csrf").or_else(|| header(headers));
    known == Some(person.csrf.as_str())
}

fn header(headers: &HeaderMap) -> Option<&str> {
    headers.get("anteroom-form")?.to_str().ok()
}

/// Reads the form of somebody who signed in, or did until now.
pub(crate) async fn read(
    edge: &Edge,
    head: &Parts,
    body: axum::body::Body,
) -> Result<Sent, Response> {
    fields(edge, head, body, LARGEST).await
}

/// The fields of a form as browsers send most.
async fn fields(
    edge: &Edge,
    head: &Parts,
    body: axum::body::Body,
    most: usize,
) -> Result<Sent, Response> {
    let bytes = whole(edge, head, body, most).await?;
    Ok(Sent(form_urlencoded::parse(&bytes).into_owned().collect()))
}

/// Reads a form whole, within the limits of time and of memory that the API keeps to as well (`body.rs`).
pub(super) async fn whole(
    edge: &Edge,
    head: &Parts,
    body: axum::body::Body,
    most: usize,
) -> Result<Bytes, Response> {
    if !is_ours(&head.headers) {
        return Err(error::stale_form());
    }
    let whole = async {
        let _room = body::take(&edge.room, most).await?;
        body::read(body, most).await
    };
    let bytes = tokio::time::timeout(edge.limits.body_time, whole).await;
    match bytes {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(problem)) if problem == Problem::BODY_TOO_LARGE => Err(error::too_large()),
        Ok(Err(_)) | Err(_) => Err(error::broke_off()),
    }
}

/// Whether a form comes from a page of this server: a browser says where from, and it is where it was sent to.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(ORIGIN), text(HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from == host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn forms_of_other_sites_are_not_read() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("127.0.0.1:8420"));
        assert!(is_ours(&headers), "a program that is no browser");
        for (origin, ours) in [
            ("http://127.0.0.1:8420", true),
            ("https://evil.example", false),
            ("http://127.0.0.1:9999", false),
            ("null", false),
        ] {
            headers.insert(ORIGIN, HeaderValue::from_static(origin));
            assert_eq!(is_ours(&headers), ours, "{origin}");
        }
    }
}
