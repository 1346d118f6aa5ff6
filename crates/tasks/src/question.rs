//! The free question: one text box, for text without patient information. It is no task of the catalogue, because a practice
//! must switch it on first; whoever lists or runs tasks never meets it.

use std::sync::LazyLock;

use crate::catalogue::{self, CatalogueError};
use crate::task::Task;

/// Its id.
pub const QUESTION: &str = "free-question";

static TASK: LazyLock<Result<Task, CatalogueError>> =
    LazyLock::new(|| catalogue::read("question", include_str!("../question.toml")));

/// It, as a task.
///
/// # Errors
/// When its file is damaged. It is tested.
pub fn question() -> Result<&'static Task, CatalogueError> {
    TASK.as_ref().map_err(Clone::clone)
}

/// What a piece of work belongs to: a task of the catalogue, or the free question.
///
/// # Errors
/// As [`question`] and [`task`](crate::task).
pub fn task_of_work(id: &str) -> Result<Option<&'static Task>, CatalogueError> {
    match id {
        QUESTION => question().map(Some),
        id => catalogue::task(id),
    }
}
