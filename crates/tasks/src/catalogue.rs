//! The tasks that are part of the program, one file each in `catalogue/`.

use std::sync::LazyLock;

use crate::task::Task;

/// Names and texts of the files, in order of the names.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// A file of the catalogue cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the task file {name}.toml cannot be read: {cause}")]
pub struct CatalogueError {
    name: &'static str,
    cause: String,
}

static TASKS: LazyLock<Result<Vec<Task>, CatalogueError>> =
    LazyLock::new(|| FILES.iter().map(|(name, text)| read(name, text)).collect());

pub(crate) fn read(name: &'static str, text: &str) -> Result<Task, CatalogueError> {
    toml::from_str(text).map_err(|error| CatalogueError {
        name,
        cause: error.to_string(),
    })
}

/// Every task, in order of the ids.
///
/// # Errors
/// When a file of the catalogue is damaged; then no task is offered at all. It is tested.
pub fn tasks() -> Result<&'static [Task], CatalogueError> {
    TASKS.as_deref().map_err(Clone::clone)
}

/// The task with this id; none when there is no such task.
///
/// # Errors
/// As [`tasks`].
pub fn task(id: &str) -> Result<Option<&'static Task>, CatalogueError> {
    Ok(tasks()?.iter().find(|task| task.id == id))
}
