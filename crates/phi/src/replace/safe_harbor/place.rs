//! What may stay of a place, 45 CFR 164.514(b)(2)(i)(B): the state, and the first digits of the ZIP code.

use super::zip;
use crate::replace::place::Ending;

/// What is left of a place; nothing when all of it must go.
///
/// "12 Elm St, Dayton, OH 45402-1133" gives "[PLACE], OH 454". Five figures behind a town without a state may be a code of
/// another country, of which nothing may stay.
pub(super) fn coarse(place: &str) -> Option<String> {
    let ending = Ending::of(place);
    let town = ending.before.chars().any(char::is_alphanumeric);
    if ending.state.is_empty() && (town || ending.code.is_empty()) {
        return None;
    }
    let mut left = String::new();
    if town {
        left.push_str("[PLACE]");
    }
    left.push_str(ending.state);
    left.push_str(ending.blank);
    if !ending.code.is_empty() {
        left.push_str(zip::prefix(ending.code));
    }
    Some(left)
}

/// Whether it ends in the ZIP code of a place with few people.
pub(super) fn has_small_zip(place: &str) -> bool {
    let ending = Ending::of(place);
    let town = ending.before.chars().any(char::is_alphanumeric);
    let of_this_country = !ending.state.is_empty() || !town;
    of_this_country && !ending.code.is_empty() && zip::prefix(ending.code) == zip::FEW_LIVE_THERE
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
            ("Seoul 04177", None),
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
