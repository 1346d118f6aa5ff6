//! Where chance comes from: a secret seed, stretched with SHA-256.
//!
//! What is drawn depends on the seed and on how much was drawn before, never on a value, so that no stand-in is derived
//! from information about a person (45 CFR 164.514(c)).

use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// The secret of one conversation, from the operating system's randomness. The same seed and the same texts give the same
/// stand-ins; whoever has it and a text can work out what stood there, so it is kept like the mapping.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// A seed of 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed")
    }
}

/// One stream of draws. Streams of one seed with different numbers have nothing to do with each other.
pub(super) struct Draw {
    start: Sha256,
    block: Zeroizing<[u8; 32]>,
    drawn: u64,
}

/// How many draws a block gives.
const A_BLOCK: u64 = 4;

impl Draw {
    pub(super) fn new(seed: &Seed, round: u32, stream: u64) -> Self {
        let start = Sha256::new()
            .chain_update(b"anteroom surrogates")
            .chain_update(*seed.0)
            .chain_update(round.to_be_bytes())
            .chain_update(stream.to_be_bytes());
        Self {
            start,
            block: Zeroizing::new([0; 32]),
            drawn: 0,
        }
    }

    /// A number below `end`; 0 when there is none.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let within = usize::try_from(self.drawn % A_BLOCK).unwrap_or(0) * 8;
        if within == 0 {
            let next = self.start.clone().chain_update(self.drawn.to_be_bytes());
            *self.block = next.finalize().into();
        }
        self.drawn += 1;
        let bytes = self.block.get(within..).and_then(|rest| rest.first_chunk());
        let number = u64::from_be_bytes(bytes.copied().unwrap_or_default());
        // The remainder favors small numbers by less than one in 2^50.
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(number % end).unwrap_or(0)
    }

    /// A figure from `least` on.
    pub(super) fn figure(&mut self, least: u32) -> char {
        let choices = usize::try_from(10 - least.min(9)).unwrap_or(1);
        let more = u32::try_from(self.below(choices)).unwrap_or(0);
        char::from_digit(least + more, 10).unwrap_or('9')
    }

    /// The text with other figures in it, none of them zero.
    pub(super) fn figures(&mut self, text: &str) -> String {
        let mut other = |c: char| {
            if c.is_ascii_digit() {
                self.figure(1)
            } else {
                c
            }
        };
        text.chars().map(&mut other).collect()
    }

    /// One of a list; the default of an empty one.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(seed: u8, round: u32, stream: u64) -> Vec<usize> {
        let mut draw = Draw::new(&Seed::new([seed; 32]), round, stream);
        (0..12).map(|_| draw.below(1_000_000)).collect()
    }

    #[test]
    fn streams_are_stable_and_apart() {
        assert_eq!(first(1, 0, 0), first(1, 0, 0));
        for other in [first(2, 0, 0), first(1, 1, 0), first(1, 0, 1)] {
            assert_ne!(first(1, 0, 0), other);
        }
        let mut numbers = first(1, 0, 0);
        numbers.dedup();
        assert_eq!(numbers.len(), 12);
    }

    #[test]
    fn every_number_below_comes() {
        let mut draw = Draw::new(&Seed::new([7; 32]), 0, 0);
        let seen: std::collections::BTreeSet<usize> = (0..200).map(|_| draw.below(10)).collect();
        assert_eq!(seen.len(), 10);
        let figures: String = (0..99).map(|_| draw.figure(8)).collect();
        assert!(figures.chars().all(|c| matches!(c, '8' | '9')) && figures.contains('8'));
        assert_eq!(draw.figures("x-1 ").len(), 4);
        assert_eq!(draw.below(0), 0);
        assert_eq!(draw.pick::<char>(&[]), char::default());
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(format!("{:?}", Seed::new([7; 32])), "Seed");
    }
}
