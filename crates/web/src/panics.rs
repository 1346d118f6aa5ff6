//! What happens when code panics while it holds a request.
//!
//! Rust's own panic message can quote the string it stumbled over, so neither the client nor the log may get it: the
//! client gets a fixed 500, the log gets the place in the source.

use std::any::Any;

use axum::response::{IntoResponse as _, Response};

use crate::problem::Problem;

/// Replaces the process's panic message, which may quote clinical text, by the source position alone.
///
/// Call once in `main`, before anything else.
pub fn hush_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| (at.file(), at.line()));
        let (file, line) = place.unwrap_or(("unknown", 0));
        tracing::error!(
            file,
            line,
            "a task panicked; its message is withheld because it may quote a request"
        );
    }));
}

/// The answer to a request whose handler panicked.
pub(crate) fn answer(_message: Box<dyn Any + Send + 'static>) -> Response {
    Problem::INTERNAL.into_response()
}
