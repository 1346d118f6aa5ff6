//! The text model: what recognizers read instead of a raw string.
//!
//! A segment is folded once (`fold`: zero-width characters, full-width digits, odd spaces, escapes), twice where it can be
//! read in two ways (`percent`), cut into tokens once
//! (`token`, with what the lexicon and the cue list know about each word), and read as a [`Page`]. All offsets in
//! here are offsets of the *folded* text; the engine maps them back to the caller's text at the very end, so no
//! recognizer ever sees an original offset.

mod chain;
mod code;
mod cue;
mod escape;
mod fold;
mod head;
mod page;
mod percent;
mod phrase;
pub(crate) mod spelled;
mod token;

pub(crate) use chain::{Chain, Piece, pieces};
pub(crate) use code::{Code, Label, heads, is_column, is_head, is_masked, is_state, label_before};
pub(crate) use cue::Cue;
pub(crate) use fold::Folded;
pub(crate) use page::Page;
pub(crate) use token::{Case, Class, Gap, Token, tokenize};
