//! Training: who works here, what they must learn, and who is current today (45 CFR 164.530(b), 164.308(a)(5)).
//!
//! A completion runs out after the time in `policy`'s renewal data, and at once when the course or the person's role
//! changed since: new training is due on a material change.

mod course;
mod person;
mod roster;

pub use course::{Completion, Course};
pub use person::Person;
pub use roster::{Lesson, PersonView, Progress, Roster};
