//! A small trained model that reads what the rules cannot say: which words of a text are names, places, dates, numbers.
//!
//! It sees hashes of words, their shapes, what the lexicon and the cue list know, and what recognizers and fields proposed
//! (`atom`, `feature`); weighs them (`model`); and reads the page as a chain (`chain`). It is trained by `cargo xtask train
//! tagger` on texts that this project wrote. It may add finds and may overrule weak ones; what a label or a check proves
//! stands whatever it says.

mod agree;
mod atom;
mod chain;
mod core;
mod echo;
mod feature;
mod judge;
mod label;
mod line;
mod model;
mod pair;
mod widen;

pub use core::{Core, HIDDEN, ROW, Scores};
pub use feature::FEATURES;
pub use judge::Bounds;
pub use label::{LABELS, Label};
pub use model::{Damaged, Model};

use crate::recognize::Candidate;
use crate::text::Page;

/// The features of every token of a page, for training; none for a token that is not worth asking about.
pub(crate) fn features(page: &Page<'_>, proposed: &[Candidate]) -> Vec<Option<[u32; FEATURES]>> {
    let atoms = atom::atoms(page, proposed);
    let of = |at| atom::is_near_a_question(&atoms, at).then(|| feature::of(&atoms, at));
    (0..atoms.len()).map(of).collect()
}

/// Adds what the model finds and drops weak finds that it does not believe in.
pub(crate) fn judge(model: &Model, page: &Page<'_>, own: &mut Vec<Candidate>) {
    let atoms = atom::atoms(page, own);
    let mut chances = model.chances(&atoms);
    agree::agree(&model.bounds, page, &atoms, own, &mut chances);
    judge::overrule(&model.bounds, page, &chances, own);
    let bounds = model.bounds.for_text(own);
    judge::add(&bounds, page, &chances, own);
}
