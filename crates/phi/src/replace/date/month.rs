//! Months by their English names, whole or shortened.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How long a shortened name is.
const SHORT: usize = 3;

/// The month that a word names, from 1.
pub(super) fn by_name(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let is = |name: &&str| **name == word || name.get(..SHORT) == Some(word.as_str());
    match word.as_str() {
        "sept" => Some(9),
        _ => u32::try_from(MONTHS.iter().position(is)? + 1).ok(),
    }
}

/// The name of a month, from 1.
pub(in crate::replace) fn name(month: i64) -> &'static str {
    let at = usize::try_from(month - 1).ok();
    at.and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// The name of a month, shortened and in capitals as `like` is.
pub(super) fn name_like(like: &str, month: i64) -> String {
    let name = name(month);
    let whole = like.len() > SHORT && !like.eq_ignore_ascii_case("sept");
    cased_like(
        like,
        if whole {
            name
        } else {
            name.get(..SHORT).unwrap_or(name)
        },
    )
}

/// A word in small letters, written with capitals where `like` is.
pub(super) fn cased_like(like: &str, word: &str) -> String {
    let mut capitals = like.chars().map(char::is_uppercase);
    match (capitals.next(), capitals.next()) {
        (Some(true), Some(true)) => word.to_ascii_uppercase(),
        (Some(true), _) => capitalized(word),
        _ => word.to_owned(),
    }
}

/// A word in small letters with its first in capitals.
pub(in crate::replace) fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_ways_of_writing() {
        for (word, month) in [
            ("March", Some(3)),
            ("SEPT", Some(9)),
            ("dec", Some(12)),
            ("Mayo", None),
            ("", None),
        ] {
            assert_eq!(by_name(word), month, "{word}");
        }
        for (like, written) in [
            ("March", "November"),
            ("MAR", "NOV"),
            ("sept", "nov"),
            ("may", "nov"),
            ("June", "November"),
        ] {
            assert_eq!(name_like(like, 11), written, "{like}");
        }
    }
}
