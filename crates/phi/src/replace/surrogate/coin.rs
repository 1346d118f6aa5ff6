//! Coining names: words that read like a name and are none we know.
//!
//! A coined name is put together from a head and a tail. Whoever coins one checks that no word list and no text has it, so
//! that a reply cannot use it by chance.

use super::draw::Draw;

/// What kind of name is coined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Given,
    Place,
    Surname,
}

/// Beginnings, for every letter of the alphabet but X.
const HEADS: [&str; 40] = [
    "ald", "bel", "bran", "cal", "cor", "dar", "del", "drev", "el", "emer", "far", "fen", "gal",
    "gend", "hal", "hesk", "il", "iver", "jor", "kel", "kend", "lor", "lark", "mar", "mond", "nel",
    "nor", "ost", "per", "quil", "roth", "rusk", "sel", "tam", "tess", "ulv", "ver", "wen", "yar",
    "zan",
];

const MIDDLES: [&str; 6] = ["", "a", "e", "i", "o", "en"];

const GIVEN: [&str; 14] = [
    "bian", "dina", "dric", "fina", "gita", "mira", "nessa", "rian", "sanna", "tine", "vanna",
    "vian", "wina", "yana",
];
const PLACE: [&str; 12] = [
    "bury", "combe", "dale", "field", "ford", "ham", "leigh", "mere", "stead", "ton", "wick",
    "worth",
];
const SURNAME: [&str; 14] = [
    "bane", "deck", "gard", "holt", "kirk", "lund", "mann", "quist", "rack", "sby", "strand",
    "vett", "wyck", "zell",
];

/// A coined name in small letters, beginning with `initial` if there is one that does.
pub(super) fn coin(draw: &mut Draw, style: Style, initial: Option<char>) -> String {
    let tails: &[&str] = match style {
        Style::Given => &GIVEN,
        Style::Place => &PLACE,
        Style::Surname => &SURNAME,
    };
    let fitting: Vec<&str> = HEADS
        .into_iter()
        .filter(|head| initial.is_some_and(|initial| head.starts_with(initial)))
        .collect();
    let head = draw.pick(if fitting.is_empty() { &HEADS } else { &fitting });
    [head, draw.pick(&MIDDLES), draw.pick(tails)].concat()
}

#[cfg(test)]
mod tests {
    use super::super::draw::Seed;
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn most_coins_are_no_word() {
        let lexicon = Lexicon::shipped();
        let mut draw = Draw::new(&Seed::new([3; 32]), 0, 0);
        for style in [Style::Given, Style::Place, Style::Surname] {
            let coins = (0..1000).map(|_| coin(&mut draw, style, None));
            let unknown = coins.filter(|coin| lexicon.flags(coin).is_empty()).count();
            assert!(unknown > 900, "{style:?}: {unknown}");
        }
    }

    #[test]
    fn an_initial_is_kept_where_a_head_has_it() {
        let mut draw = Draw::new(&Seed::new([3; 32]), 0, 0);
        for initial in "abcdefghijklmnopqrstuvwyz".chars() {
            assert!(coin(&mut draw, Style::Given, Some(initial)).starts_with(initial));
        }
        assert!(!coin(&mut draw, Style::Given, Some('x')).is_empty());
    }
}
