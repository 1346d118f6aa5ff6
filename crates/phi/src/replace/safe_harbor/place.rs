//! What may stay of a place, 45 CFR 164.514(b)(2)(i)(B): the state, and the first digits of the ZIP code.

use super::zip;
use crate::lexicon::{Flags, Lexicon};

/// What is left of a place; nothing when all of it must go.
///
/// "12 Elm St, Dayton, OH 45402-1133" gives "[PLACE], OH 454". A state counts only behind a comma or before a ZIP code,
/// because many towns are called like one.
pub(super) fn coarse(place: &str) -> Option<String> {
    let (rest, code) = cut_zip(place);
    let (rest, state) = cut_state(rest, code.is_some());
    if code.is_none() && state.is_empty() {
        return None;
    }
    let mut left = String::new();
    if rest.chars().any(char::is_alphanumeric) {
        left.push_str("[PLACE]");
    }
    left.push_str(state);
    left.extend(code.map(|(space, code)| format!("{space}{}", zip::prefix(code))));
    Some(left)
}

/// What stands before a ZIP code at the end, and the blanks before it with its five digits.
fn cut_zip(place: &str) -> (&str, Option<(&str, &str)>) {
    let cut = || {
        let (body, more) = place.rsplit_once('-').unwrap_or((place, "0000"));
        let body = if is_digits(more, 4) { body } else { place };
        let (rest, code) = body.split_at_checked(body.len().checked_sub(5)?)?;
        let blank = !rest.ends_with(|c: char| !c.is_whitespace());
        (is_digits(code, 5) && blank).then_some((rest, code))
    };
    match cut() {
        Some((rest, code)) => {
            let before = rest.trim_end();
            let space = rest.get(before.len()..).unwrap_or_default();
            (before, Some((space, code)))
        }
        None => (place, None),
    }
}

fn is_digits(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands before a state at the end, and the state with the mark before it; the second is empty without a state.
fn cut_state(place: &str, coded: bool) -> (&str, &str) {
    let lexicon = Lexicon::shipped();
    let is_state = |name: &str| {
        let short = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
        (short || name.len() > 3) && lexicon.flags(name).any(Flags::STATE)
    };
    let behind = |at: usize, name: &str| {
        let kept = is_state(name.trim()) && !name.trim().is_empty();
        kept.then(|| place.split_at_checked(at)).flatten()
    };
    let comma = place.rfind(',');
    let after_comma = comma.and_then(|at| behind(at, place.get(at + 1..)?));
    let before_code = || {
        let at = place.rfind(char::is_whitespace).unwrap_or(0);
        coded.then(|| behind(at, place.get(at..)?)).flatten()
    };
    after_comma.or_else(before_code).unwrap_or((place, ""))
}

#[cfg(test)]
mod tests {
    use super::coarse;

    #[test]
    fn state_and_first_digits_stay() {
        for (place, left) in [
            ("12 Elm St, Dayton, OH 45402-1133", Some("[PLACE], OH 454")),
            ("Dayton, OH 45402", Some("[PLACE], OH 454")),
            ("Dayton OH 45402", Some("[PLACE] OH 454")),
            ("Littleton, NH 03561", Some("[PLACE], NH 035")),
            ("Lancaster, NH 03601", Some("[PLACE], NH 000")),
            ("Buffalo, New York", Some("[PLACE], New York")),
            ("OH 45402", Some("OH 454")),
            ("45402", Some("454")),
            ("45402-1133", Some("454")),
            ("Port Washington", None),
            ("Washington", None),
            ("12345 Elm St", None),
            ("Elm St 145402", None),
            ("Cedar Hill Clinic, IN ROOM", None),
            ("", None),
        ] {
            assert_eq!(coarse(place).as_deref(), left, "{place}");
        }
    }
}
