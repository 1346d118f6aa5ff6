//! What the words of a text are known as: names, places, ordinary English, medical terms.
//!
//! The lists live as plain or gzipped text in `crates/phi/lexicons`, each with its origin in the README there;
//! `cargo xtask lexicon` packs them into one table that is embedded in the binary and used straight from its bytes.
//! This module only answers "what is this word?"; it never decides that a word is a name (`recognize/name.rs` does).

mod flags;
mod fold;
mod table;

pub use flags::Flags;
pub use fold::fold;
pub(crate) use table::Spelled;
pub use table::{Lexicon, encode};
