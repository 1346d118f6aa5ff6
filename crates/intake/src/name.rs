//! What a person's name looks like: capitalized words and nothing else. Many other things look so too.

/// Longest word of a name, in bytes.
const WORD: usize = 40;
/// Most words of a name.
const WORDS: usize = 5;

/// Small words inside names.
const PARTICLES: [&str; 17] = [
    "al", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "la", "las", "los",
    "van", "von", "y",
];

/// What a run of words could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A first and a last name, with or without more.
    Full,
    /// Not a name.
    None,
    /// One name, with an initial perhaps.
    Part,
}

/// The shape of words between blanks.
pub(crate) fn shape(text: &str) -> Shape {
    let (mut words, mut names) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        if words > WORDS || !(could(word) || (names > 0 && PARTICLES.contains(&word))) {
            return Shape::None;
        }
        names += usize::from(word.chars().filter(|c| c.is_alphabetic()).count() > 1 && could(word));
    }
    match names {
        0 => Shape::None,
        1 => Shape::Part,
        _ => Shape::Full,
    }
}

fn could(word: &str) -> bool {
    let sign = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.');
    word.len() <= WORD && word.starts_with(char::is_uppercase) && word.chars().all(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (text, expected) in [
            ("Tamsin Okonjo", Shape::Full),
            ("OKONJO TAMSIN B.", Shape::Full),
            ("Maria de la Cruz-O'Dea", Shape::Full),
            ("Tamsin", Shape::Part),
            ("Tamsin B", Shape::Part),
            ("B", Shape::None),
            ("", Shape::None),
            ("tamsin okonjo", Shape::None),
            ("seen by Tamsin Okonjo", Shape::None),
            ("Type 2", Shape::None),
            ("One Two Three Four Five Six", Shape::None),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }
}
