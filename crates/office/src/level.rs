//! Levels: how much of a patient may leave through a connection. They are derived from what is on file at this second and
//! never typed in; a person can only stop or lower what would be open.

mod cause;
mod derive;
mod record;

pub use cause::Cause;
pub use derive::{Asked, Level, LevelView, Step, level};
pub use record::{Cap, Lowered, Pause};
