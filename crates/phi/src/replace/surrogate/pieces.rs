//! A value cut into words, runs of figures, and what stands between them.

/// One piece of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) class: Class,
}

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Digits,
    Other,
    Word,
}

/// Fewest letters on either side of a capital that begins a new word: "HarrietLindgren", but not "McDonald".
const CAMEL: usize = 4;

/// Cuts a value. An apostrophe between letters is part of the word ("O'Brien"), but a final "'s" is not.
pub(super) fn cut(value: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let class = class(first);
        let end = rest
            .char_indices()
            .find(|(at, c)| !goes_on(class, *c, rest.get(at + c.len_utf8()..)))
            .map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest
            .split_at_checked(end.max(first.len_utf8()))
            .unwrap_or((rest, ""));
        match class {
            Class::Word => push_words(text, &mut pieces),
            class => pieces.push(Piece { text, class }),
        }
        rest = after;
    }
    pieces
}

fn class(c: char) -> Class {
    match c {
        c if c.is_ascii_digit() => Class::Digits,
        c if c.is_alphanumeric() => Class::Word,
        _ => Class::Other,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn goes_on(so_far: Class, c: char, after: Option<&str>) -> bool {
    let joins =
        is_apostrophe(c) && after.is_some_and(|after| after.starts_with(char::is_alphabetic));
    let mark = unicode_normalization::char::is_combining_mark(c);
    match so_far {
        Class::Word => class(c) == Class::Word || joins || mark,
        _ => class(c) == so_far,
    }
}

fn push_words<'t>(text: &'t str, pieces: &mut Vec<Piece<'t>>) {
    let possessive = text.len().checked_sub(1).and_then(|last| {
        let (before, s) = text.split_at_checked(last)?;
        let stem = before.strip_suffix(is_apostrophe)?;
        s.eq_ignore_ascii_case("s").then_some(stem)
    });
    let stem = possessive.filter(|stem| !stem.is_empty()).unwrap_or(text);
    let (mut rest, ending) = text.split_at_checked(stem.len()).unwrap_or((text, ""));
    while let Some((word, after)) = camel(rest).and_then(|at| rest.split_at_checked(at)) {
        pieces.push(Piece {
            text: word,
            class: Class::Word,
        });
        rest = after;
    }
    pieces.push(Piece {
        text: rest,
        class: Class::Word,
    });
    if !ending.is_empty() {
        pieces.push(Piece {
            text: ending,
            class: Class::Other,
        });
    }
}

/// Where a capital begins a new word.
fn camel(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let pairs = bytes.windows(2).enumerate();
    pairs
        .filter(
            |(_, pair)| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()),
        )
        .map(|(at, _)| at + 1)
        .find(|at| *at >= CAMEL && bytes.len() - at >= CAMEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> String {
        let pieces = cut(value);
        assert_eq!(
            pieces.iter().map(|piece| piece.text).collect::<String>(),
            value
        );
        let shown: Vec<String> = pieces
            .iter()
            .map(|piece| match piece.class {
                Class::Word => format!("<{}>", piece.text),
                Class::Digits => format!("#{}", piece.text),
                Class::Other => piece.text.to_owned(),
            })
            .collect();
        shown.concat()
    }

    #[test]
    fn words_figures_and_marks() {
        for (value, pieces) in [
            ("LINDGREN, HARRIET M.", "<LINDGREN>, <HARRIET> <M>."),
            ("Sean O'Brien's", "<Sean> <O'Brien>'s"),
            ("Harriet\u{2019}s", "<Harriet>\u{2019}s"),
            ("HarrietLindgren", "<Harriet><Lindgren>"),
            ("Ann McDonald-Ng", "<Ann> <McDonald>-<Ng>"),
            ("lindgren_harriet", "<lindgren>_<harriet>"),
            ("12 Elm St, Apt 4B", "#12 <Elm> <St>, <Apt> #4<B>"),
            ("Pen\u{303}a", "<Pen\u{303}a>"),
            ("'s", "'<s>"),
            ("", ""),
        ] {
            assert_eq!(shown(value), pieces, "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn pieces_tile_the_value(value in "(\\PC|['A-Za-z0-9]){0,20}") {
            let tiled: String = cut(&value).iter().map(|piece| piece.text).collect();
            proptest::prop_assert_eq!(tiled, value);
        }
    }
}
