//! Numbers and codes: other signs in the same places.
//!
//! Letters stay letters, figures stay figures, leading zeros and separators stay. A number that proves itself by a check
//! (card, IBAN, vehicle, prescriber, provider, Medicare) is played by one that passes the same check. A Social Security
//! number is played by one that is never issued: no area begins with 9, and groups below 50 are no taxpayer number either.

use super::cast::Cast;
use super::coin::Style;
use super::draw::Draw;
use crate::recognize::check;

/// Letters that no check forbids.
const LETTERS: [char; 19] = [
    'A', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'R', 'T', 'U', 'V', 'W', 'X', 'Y',
];
/// Fewest signs of a code that can be told from a dose.
const LEAST: usize = 4;

/// The number that plays `value`, or the word that plays a user name; nothing when it has too few signs, is spelled out or
/// not plain ASCII.
pub(super) fn stand_in(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let signs = signs(value)?;
    if signs.len() < LEAST {
        return None;
    }
    if value.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return cast.word(value, Style::Surname, None);
    }
    if !signs.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = match proof(&signs) {
        Some(proof) => cast.number(&signs, |draw| proof.draw(draw, &signs)),
        None => cast.number(&signs, |draw| Some(like(draw, value, &signs))),
    };
    number.map(|number| pour(value, &number))
}

/// The Social Security number that plays `value`.
pub(super) fn social(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let signs = signs(value)?;
    if signs.len() != 9 || !signs.bytes().all(|byte| byte.is_ascii_digit()) {
        return stand_in(cast, value);
    }
    let number = cast.number(&signs, |draw| {
        let (area, group, serial) = (draw.below(100), 1 + draw.below(49), 1 + draw.below(9999));
        Some(format!("9{area:02}{group:02}{serial:04}"))
    });
    number.map(|number| pour(value, &number))
}

/// Letters and figures in upper case; nothing when some are of other scripts.
pub(super) fn signs(value: &str) -> Option<String> {
    let hidden = |c: char| !c.is_ascii() && c.is_alphanumeric();
    (!value.contains(hidden)).then(|| check::compact(value))
}

/// Writes signs into the places of those of `value`.
pub(super) fn pour(value: &str, signs: &str) -> String {
    let mut signs = signs.chars();
    let place = |c: char| match c {
        c if !c.is_ascii_alphanumeric() => c,
        c if c.is_ascii_lowercase() => signs.next().map_or(c, |sign| sign.to_ascii_lowercase()),
        c => signs.next().unwrap_or(c),
    };
    value.chars().map(place).collect()
}

/// Signs of the same kinds in the same places.
fn like(draw: &mut Draw, value: &str, signs: &str) -> String {
    let hex = value.contains(':') && signs.bytes().all(|byte| byte.is_ascii_hexdigit());
    let letters = if hex { LETTERS.get(..5) } else { None }.unwrap_or(&LETTERS);
    let mut leading = true;
    let mut sign = |c: char| match c {
        '0' if leading => c,
        c if c.is_ascii_digit() => draw.figure(u32::from(std::mem::take(&mut leading))),
        _ => draw.pick(letters),
    };
    signs.chars().map(&mut sign).collect()
}

/// A check that a number passes.
#[derive(Clone, Copy)]
struct Proof {
    passes: fn(&str) -> bool,
    /// How many signs at the beginning say what kind of number it is.
    kept: usize,
    /// Where the check signs stand, and how many.
    at: usize,
    len: usize,
}

/// The check that `signs` pass, the strictest first.
fn proof(signs: &str) -> Option<Proof> {
    let last = signs.len().checked_sub(1)?;
    let row = |passes, kept, at, len| Proof {
        passes,
        kept,
        at,
        len,
    };
    [
        row(check::iban, 2, 2, 2),
        row(check::vin, 0, 8, 1),
        row(check::mbi, 0, last, 1),
        row(check::dea, 1, last, 1),
        row(check::npi, 1, last, 1),
        row(check::card, 1, last, 1),
    ]
    .into_iter()
    .find(|proof| (proof.passes)(signs))
}

impl Proof {
    fn draw(self, draw: &mut Draw, signs: &str) -> Option<String> {
        let kept = signs.get(..self.kept)?;
        let drawn = like(draw, "", signs);
        let before = drawn.get(self.kept..self.at)?;
        let after = drawn.get(self.at + self.len..)?;
        let checked = |check: String| [kept, before, &check, after].concat();
        let all = (0..10_usize.pow(u32::try_from(self.len).ok()?))
            .map(|check| format!("{check:0len$}", len = self.len));
        all.chain(["X".to_owned()])
            .map(checked)
            .find(|number| number.len() == signs.len() && (self.passes)(number))
    }
}
