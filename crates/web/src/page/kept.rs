//! Kept papers, handed back as they came.

use anteroom_office::{Document, media_type};
use axum::body::Body;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// Always a file to keep, never a page: nobody has looked into it.
pub(crate) fn handed_over(paper: &Document, content: &[u8]) -> Response {
    let mut response = Response::new(Body::from(content.to_vec()));
    let name: String = paper.name.as_str().chars().map(plain).collect();
    let kind = media_type(&name).to_string();
    for (header, value) in [
        (CONTENT_TYPE, kind),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(header, value);
        }
    }
    response
}

/// A letter that may stand in the name of a file.
fn plain(letter: char) -> char {
    match letter {
        '.' | '-' | '_' => letter,
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '-',
    }
}
