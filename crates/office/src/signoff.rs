//! Sign-offs: a person, in a role, stands for something until a day. Gates may ask for them, and so does the use of patient
//! information as it was written, task by task.

mod record;
mod register;

pub use record::{About, SignOff};
pub use register::{SignOffs, TaskView};
