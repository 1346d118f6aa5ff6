//! What a token's line says of it: its place, the nearest label and cue to the left.

use super::atom::Atom;
use crate::recognize::{Manners, starts_sentence};
use crate::text::{Class, Cue, Gap, Page, Token};

/// How many tokens a cue or a colon reaches.
const REACH: usize = 12;

/// Says of every token what its line says.
pub(super) fn mark(page: &Page<'_>, manners: &Manners, all: &mut [Atom]) {
    let mut line = Line::default();
    for (at, token) in page.tokens.iter().enumerate() {
        if token.starts_line() || at == 0 {
            line = Line {
                start: at,
                manner: manners.at(at) as u32,
                ..Line::default()
            };
        }
        let opens = starts_sentence(page, at);
        if let Some(atom) = all.get_mut(at) {
            line.write(at, opens, atom);
        }
        line.pass(page, at, token, all);
    }
}

/// A line as far as it was read.
#[derive(Clone, Copy, Default)]
struct Line {
    start: usize,
    manner: u32,
    label: (usize, u32),
    cue: (usize, u32),
}

impl Line {
    fn write(&self, at: usize, opens: bool, atom: &mut Atom) {
        let place = (at - self.start).min(3) as u32;
        atom.place = self.manner << 4 | u32::from(opens) << 3 | place;
        if self.label.1 != 0 && at - self.label.0 <= REACH {
            atom.label = self.label.1;
        }
        if self.cue.1 != 0 && at - self.cue.0 <= REACH {
            atom.near = self.cue.1 << 3 | distance(at - self.cue.0);
        }
    }

    fn pass(&mut self, page: &Page<'_>, at: usize, token: &Token, all: &[Atom]) {
        if token.class == Class::Mark {
            let ends = page.is_mark(at, ".") && page.gap(at + 1) != Gap::None;
            let labels = matches!(page.word(at), ":" | "=" | "#");
            match at.checked_sub(1).and_then(|before| all.get(before)) {
                Some(before) if labels && at > self.start => self.label = (at, before.word),
                _ if ends => (self.label, self.cue) = ((0, 0), (0, 0)),
                _ => {}
            }
        }
        if token.cue.is_strong() || token.cue == Cue::Month {
            self.cue = (at, 1 + token.cue as u32);
        }
    }
}

fn distance(tokens: usize) -> u32 {
    match tokens {
        0..=2 => tokens as u32,
        3..=4 => 3,
        5..=7 => 4,
        _ => 5,
    }
}
