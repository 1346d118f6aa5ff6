//! Training: who works here, what they must learn, and who is current today (45 CFR 164.530(b), 164.308(a)(5)).
//!
//! A completion runs out after the time in `policy`'s renewal data, and at once when the course or the person's role
//! changed since: new training is due on a material change.

mod certificate;
mod course;
mod module;
mod person;
mod roster;
mod study;

pub use certificate::Certificate;
pub use course::{Completion, Course};
pub use module::{
    Choice, Exercise, Found, Graded, Judged, Module, Part, Question, RULES, Source, Spot, Token,
    Try,
};
pub use person::Person;
pub use roster::{Courses, Lesson, PersonView, Progress, Roster};
pub use study::{complete, enroll, new_role, use_modules};
