//! One page, one voice: a word that is surely a name or a place here is one there too, where less says so.

use std::collections::HashMap;

use super::atom::Atom;
use super::chain::Chances;
use super::echo::Plain;
use super::judge::Bounds;
use super::label::Label;
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::text::{Class, Page};

/// Shortest word that says the same everywhere.
const SHORTEST: usize = 3;

/// Raises the chances of words that are sure elsewhere on the page to where they are masked.
pub(super) fn agree(
    bounds: &Bounds,
    page: &Page<'_>,
    atoms: &[Atom],
    own: &[Candidate],
    chances: &mut [Chances],
) {
    let mut sure: HashMap<u32, Label, Plain> = HashMap::default();
    for (at, (atom, chances)) in atoms.iter().zip(chances.iter()).enumerate() {
        let told = |label: &&Label| chances.get(label.index()) >= Some(&bounds.sure);
        if let Some(label) = [Label::Name, Label::Place].iter().find(told)
            && says_the_same(page, at)
        {
            sure.insert(atom.word, *label);
        }
    }
    for (at, atom) in named(page, own).filter_map(|at| Some((at, atoms.get(at)?))) {
        if says_the_same(page, at) {
            sure.insert(atom.word, Label::Name);
        }
    }
    for (atom, chances) in atoms.iter().zip(chances) {
        if let Some(label) = sure.get(&atom.word) {
            raise(bounds, *label, chances);
        }
    }
}

/// The tokens of names that rest on more than a guess.
fn named<'p>(page: &'p Page<'_>, own: &'p [Candidate]) -> impl Iterator<Item = usize> {
    let names = own
        .iter()
        .filter(|one| one.kind == Kind::Name && one.weight >= Weight::Context);
    names.flat_map(|name| {
        let first = page.token_from(name.span.start);
        let inside = page.tokens.iter().enumerate().skip(first);
        inside
            .take_while(|(_, token)| token.span().start < name.span.end)
            .map(|(at, _)| at)
    })
}

fn says_the_same(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.class == Class::Word && token.len() >= SHORTEST)
}

fn raise(bounds: &Bounds, label: Label, chances: &mut Chances) {
    let Some(chance) = chances.get_mut(label.index()) else {
        return;
    };
    if (bounds.agree..bounds.add).contains(chance) {
        *chance = bounds.add;
        let [nothing, ..] = chances;
        *nothing = nothing.min(1.0 - bounds.add);
    }
}
