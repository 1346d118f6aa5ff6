//! From a task's form to a prompt, and from the model's reply to a checked draft; pure.
//!
//! A task is one file in `catalogue/`: its form, its prompt, what an answer must hold and how it is checked. [`Form::fill`]
//! takes what somebody typed, [`Form::prompt`] writes the messages, [`Draft::of`] checks the reply, [`Draft::repair`] asks
//! once for a better one. Nothing here sends, decides about patient information, or reads a clock, a disk or a network.
#![deny(missing_docs)]

mod catalogue;
mod check;
mod draft;
mod form;
mod guard;
pub mod icd10cm;
mod lint;
pub mod long;
mod merge;
mod prompt;
mod question;
pub mod reading;
mod repair;
mod reply;
pub mod sample;
mod search;
mod task;
mod tokens;
mod trial;

pub use catalogue::{CatalogueError, task, tasks};
pub use check::{Check, Finding, Phrases, Place, Weight, notices};
pub use draft::{Draft, Tools};
pub use form::{Form, FormError};
pub use guard::Guard;
pub use lint::{LintError, lint};
pub use merge::{MergeError, Merged, merge};
pub use prompt::{Message, Role, material};
pub use question::{QUESTION, question, task_of_work};
pub use repair::adjust;
pub use reply::Section;
pub use search::search;
pub use task::{
    Checks, Contract, Disclosure, End, Example, Field, Frame, Grade, Kind, Level, Long, Manner,
    Next, Own, Person, Refusal, Review, Reviewed, Reviewer, Shape, Spot, Task,
};
pub use trial::{Trial, trial};
