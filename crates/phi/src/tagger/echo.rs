//! How a word is written elsewhere on the page: in small letters, with a capital inside a sentence, in a known name.

use std::collections::HashMap;

use super::atom::Atom;
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight, starts_sentence};
use crate::text::{Case, Class, Page};

const SMALL: u32 = 1;
const CAPITAL: u32 = 2;
const KNOWN: u32 = 4;

/// Says of every word how it is written elsewhere: in small letters, with a capital inside a sentence, in a known name.
pub(super) fn mark(page: &Page<'_>, proposed: &[Candidate], all: &mut [Atom]) {
    let mut seen: HashMap<u32, u32, Plain> =
        HashMap::with_capacity_and_hasher(all.len() / 2, Plain);
    for (at, (token, atom)) in page.tokens.iter().zip(all.iter()).enumerate() {
        if token.class != Class::Word || token.len() < 3 {
            continue;
        }
        let bits = match token.case {
            Case::Lower => SMALL,
            Case::Capital | Case::Camel if !starts_sentence(page, at) => CAPITAL,
            _ => 0,
        };
        if bits != 0 {
            *seen.entry(atom.word).or_default() |= bits;
        }
    }
    let names = proposed
        .iter()
        .filter(|one| one.kind == Kind::Name && one.weight >= Weight::Context);
    for name in names {
        let first = page.token_from(name.span.start);
        let inside = page.tokens.iter().zip(all.iter()).skip(first);
        for (_, atom) in inside.take_while(|(token, _)| token.span().start < name.span.end) {
            *seen.entry(atom.word).or_default() |= KNOWN;
        }
    }
    for (token, atom) in page.tokens.iter().zip(all) {
        if token.class == Class::Word && token.len() >= 3 {
            atom.echo = seen.get(&atom.word).copied().unwrap_or_default();
        }
    }
}

/// The atoms' words are hashes already.
#[derive(Clone, Copy, Default)]
pub(super) struct Plain;

impl std::hash::BuildHasher for Plain {
    type Hasher = PlainHasher;
    fn build_hasher(&self) -> PlainHasher {
        PlainHasher(0)
    }
}

pub(super) struct PlainHasher(u64);

impl std::hash::Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0 << 8 | u64::from(*byte);
        }
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
