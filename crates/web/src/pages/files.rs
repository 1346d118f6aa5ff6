//! `/static/`: the style, the scripts and the type of the pages. They change with the program only.

use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};

macro_rules! file {
    ($name:literal, $kind:literal, $path:literal) => {
        (
            $name,
            $kind,
            include_bytes!(concat!("../../static/", $path)),
        )
    };
}

/// Name, media type, content.
const FILES: &[(&str, &str, &[u8])] = &[
    file!("answer.js", "text/javascript; charset=utf-8", "answer.js"),
    file!("app.css", "text/css; charset=utf-8", "app.css"),
    file!("app.js", "text/javascript; charset=utf-8", "app.js"),
    file!("drop.js", "text/javascript; charset=utf-8", "drop.js"),
    file!("icon.svg", "image/svg+xml", "icon.svg"),
    file!("look.js", "text/javascript; charset=utf-8", "look.js"),
    file!("passkey.js", "text/javascript; charset=utf-8", "passkey.js"),
    file!(
        "passphrase.js",
        "text/javascript; charset=utf-8",
        "passphrase.js"
    ),
    file!("review.js", "text/javascript; charset=utf-8", "review.js"),
    file!("search.js", "text/javascript; charset=utf-8", "search.js"),
    file!("swap.js", "text/javascript; charset=utf-8", "swap.js"),
    file!(
        "public-sans-400.woff2",
        "font/woff2",
        "fonts/public-sans-400.woff2"
    ),
    file!(
        "public-sans-600.woff2",
        "font/woff2",
        "fonts/public-sans-600.woff2"
    ),
    file!(
        "public-sans-700.woff2",
        "font/woff2",
        "fonts/public-sans-700.woff2"
    ),
];

pub(crate) async fn get(Path(name): Path<String>) -> Response {
    let Some((_, kind, content)) = FILES.iter().find(|(known, ..)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = Response::new(Body::from(Bytes::from_static(content)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    response
}
