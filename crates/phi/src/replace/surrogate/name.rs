//! Names: another name of the same shape.
//!
//! Order, case, initials, particles ("de la"), suffixes ("Jr.") and the possessive stay; every other word is played by a
//! coined one.

use super::cast::Cast;
use super::coin::Style;
use super::pieces::{Class, Piece, cut};
use crate::find::PersonId;
use crate::lexicon::Flags;

/// What may follow a name and says little.
const SUFFIXES: [&str; 6] = ["ii", "iii", "iv", "jr", "sr", "v"];
/// How often initials are drawn.
const TRIES: usize = 32;
/// Most letters of initials that are written as one word: "TJ", "hml".
const MONOGRAM: usize = 3;

/// The name that plays `value`; nothing when it holds figures.
pub(super) fn stand_in(
    cast: &mut Cast<'_>,
    value: &str,
    person: Option<PersonId>,
) -> Option<String> {
    let pieces = cut(value);
    if pieces.iter().any(|piece| piece.class == Class::Digits) {
        return None;
    }
    let words: Vec<usize> = (0..pieces.len())
        .filter(|at| {
            pieces
                .get(*at)
                .is_some_and(|piece| piece.class == Class::Word)
        })
        .collect();
    if words.iter().all(|at| {
        pieces
            .get(*at)
            .is_some_and(|piece| is_initials(cast, piece.text))
    }) {
        return initials(cast, &pieces, person);
    }
    let (first, last) = (*words.first()?, *words.last()?);
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece.class {
            Class::Word if stays(cast, piece.text, (first, at, last)) => out.push_str(piece.text),
            Class::Word => {
                let style = style(cast, piece.text);
                out.push_str(&word(cast, piece.text, style, person)?);
            }
            _ => out.push_str(piece.text),
        }
    }
    Some(out)
}

/// The word, or the one letter, that plays `word`.
pub(super) fn word(
    cast: &mut Cast<'_>,
    word: &str,
    style: Style,
    person: Option<PersonId>,
) -> Option<String> {
    let mut letters = word.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return cast.initial(letter, person).map(String::from);
    }
    cast.word(word, style, person)
}

fn style(cast: &Cast<'_>, word: &str) -> Style {
    let known = cast.lexicon.flags(word);
    let rather = known.any(Flags::GIVEN_COMMON) && !known.any(Flags::SURNAME_COMMON);
    match rather || (known.any(Flags::GIVEN) && !known.any(Flags::SURNAME)) {
        true => Style::Given,
        false => Style::Surname,
    }
}

/// Whether a word of a name may stay: a particle within it, a suffix behind it.
fn stays(cast: &Cast<'_>, word: &str, (first, at, last): (usize, usize, usize)) -> bool {
    let lower = word.to_lowercase();
    let particle = word == lower && cast.lexicon.flags(word).any(Flags::PARTICLE);
    (particle && first < at && at < last)
        || (first < at && at == last && SUFFIXES.contains(&lower.as_str()))
}

/// Whether a word is one initial or several written as one.
fn is_initials(cast: &Cast<'_>, word: &str) -> bool {
    let count = word.chars().count();
    count == 1 || (count <= MONOGRAM && !cast.lexicon.flags(word).any(Flags::ANY_NAME))
}

/// Initials alone: those of the person's other names if they are free, else any; nothing when none can be told from a word.
fn initials(cast: &mut Cast<'_>, pieces: &[Piece<'_>], person: Option<PersonId>) -> Option<String> {
    let own = spelled(pieces, |letter| cast.initial(letter, person));
    if own.as_deref().is_some_and(|own| is_free(cast, own)) {
        return own;
    }
    let mut draw = cast.draw();
    (0..TRIES)
        .filter_map(|_| {
            spelled(pieces, |letter| {
                let drawn = char::from(b'a' + u8::try_from(draw.below(26)).unwrap_or(0));
                Some(if letter.is_uppercase() {
                    drawn.to_ascii_uppercase()
                } else {
                    drawn
                })
            })
        })
        .find(|drawn| is_free(cast, drawn))
}

/// The pieces with every letter of a word replaced.
fn spelled(pieces: &[Piece<'_>], mut letter: impl FnMut(char) -> Option<char>) -> Option<String> {
    let mut out = String::new();
    for piece in pieces {
        match piece.class {
            Class::Word => {
                for c in piece.text.chars() {
                    out.push(letter(c)?);
                }
            }
            _ => out.push_str(piece.text),
        }
    }
    Some(out)
}

fn is_free(cast: &Cast<'_>, initials: &str) -> bool {
    let letters: String = initials.chars().filter(|c| c.is_alphabetic()).collect();
    let known = !cast.lexicon.flags(&letters).is_empty();
    letters.len() > 1 && !known && !cast.is_standing(&letters)
}
