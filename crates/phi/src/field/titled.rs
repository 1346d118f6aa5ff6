//! Names in fields without the title before them and the degrees behind them: "Dr. Solomon Katz", "Ruth Oyelowo, DO".
//!
//! What stands behind a comma may be a given name that a narrow column cut off ("LINDGREN, TA"), so in capitals it is a degree only
//! where it has points, and behind one word only where it is no state.

use crate::lexicon::{Flags, Lexicon};
use crate::span::Span;

const TITLES: &[&str] = &["dr", "miss", "mr", "mrs", "ms", "mx", "prof"];
/// What ends a name and is a part of it.
const SUFFIXES: &[&str] = &["II", "III", "IV", "JR", "SR"];
/// Most letters of a degree that is on no list.
const LONGEST: usize = 5;

/// The name in a field; all of it where nothing else is left.
pub(super) fn inner(text: &str, span: Span) -> Span {
    let whole = span.of(text).unwrap_or_default();
    let title = |word: &str| TITLES.iter().any(|one| word.eq_ignore_ascii_case(one));
    let lead = whole.split_once([' ', '.']).filter(|(word, _)| title(word));
    let rest = lead.map_or(whole, |(_, rest)| rest.trim_start_matches(['.', ' ']));
    let behind = rest
        .rsplit_once(',')
        .filter(|(name, tail)| is_degree(name, tail));
    let name = behind.map_or(rest, |(name, _)| name.trim_end());
    let start = span.start + whole.len() - rest.len();
    match name.chars().any(char::is_alphabetic) {
        true => Span {
            start,
            end: start + name.len(),
        },
        false => span,
    }
}

/// Whether what stands behind the comma of a name is a degree.
fn is_degree(name: &str, tail: &str) -> bool {
    let letters: String = tail.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = !letters.is_empty() && letters.chars().all(char::is_uppercase);
    let flags = Lexicon::shipped().flags(&letters);
    let known = flags.any(Flags::CREDENTIAL);
    let spelled = name.chars().any(char::is_lowercase);
    let told = match name.split_whitespace().count() > 1 {
        true => (spelled && letters.len() <= LONGEST) || (known && (spelled || tail.contains('.'))),
        false => spelled && known && !flags.any(Flags::STATE),
    };
    upper && told && !SUFFIXES.contains(&&*letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_degrees_are_no_part_of_a_name() {
        for (field, name) in [
            ("Dr. Solomon Katz", "Solomon Katz"),
            ("Ruth Oyelowo, DO", "Ruth Oyelowo"),
            ("Winifred Sandoval, PA-C", "Winifred Sandoval"),
            ("ROLAND TENNYSON, M.D", "ROLAND TENNYSON"),
            ("Corrie, RN", "Corrie"),
            ("Mrs Okonjo", "Okonjo"),
            ("LINDGREN, TA", "LINDGREN, TA"),
            ("DE LA TORRE, WI", "DE LA TORRE, WI"),
            ("Adewale Ogunde, SR.", "Adewale Ogunde, SR."),
            ("Ott, PA", "Ott, PA"),
            ("Dr.", "Dr."),
        ] {
            let span = Span {
                start: 0,
                end: field.len(),
            };
            assert_eq!(inner(field, span).of(field), Some(name), "{field}");
        }
    }
}
