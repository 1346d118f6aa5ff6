//! Names in which a scan took letters for figures: "Zieg1er", "Tyr0ne", "E11en".
//!
//! Codes mix letters and figures too, so that with the letters back the word must be a common name and nothing else.

use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::recognize::{Candidate, Weight};
use crate::text::{Gap, Page};

/// Fewest characters of such a name.
const SHORTEST: usize = 4;

pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut next = 0;
    for number in page.numbers.iter().map(|at| *at as usize) {
        let is_inside = number > next && page.is_glued(number) && page.is_word(number - 1);
        if !is_inside {
            continue;
        }
        let (first, last) = (number - 1, end(page, number));
        next = last;
        let span = page.span(first, last);
        if stands_alone(page, first, last) && is_name(page.slice(span)) {
            let (first, last) = (before(page, first), behind(page, last));
            next = last;
            let found = Candidate::new("name", Kind::Name, page.span(first, last));
            out.push(found.because(Weight::Context, Why::LEXICON | Why::PATTERN));
        }
    }
}

/// Where the name begins: a word that is borne and an initial before it belong to it.
fn before(page: &Page<'_>, first: usize) -> usize {
    let Some(at) = first
        .checked_sub(1)
        .filter(|_| page.gap(first) == Gap::Space)
    else {
        return first;
    };
    let initial =
        at > 0 && page.is_mark(at, ".") && page.is_glued(at) && page.word(at - 1).len() == 1;
    match initial {
        true => at - 1,
        false if is_borne(page, at) => at,
        false => first,
    }
}

/// Where the name ends: words that are borne belong to it, garbled or not.
fn behind(page: &Page<'_>, mut last: usize) -> usize {
    loop {
        let next = last + 1;
        let garbled = end(page, next);
        last = match page.gap(next) == Gap::Space {
            true if garbled > next && is_name(page.slice(page.span(next, garbled))) => garbled,
            true if is_borne(page, next) => next,
            _ => return last,
        };
    }
}

/// Whether a word with a capital is somebody's name and nothing else.
fn is_borne(page: &Page<'_>, at: usize) -> bool {
    page.token(at).is_some_and(|token| {
        let other = token
            .known
            .any(Flags::WORD | Flags::MEDICAL | Flags::CREDENTIAL | Flags::ROLE);
        token.is_capital() && token.known.any(Flags::ANY_NAME) && !other
    })
}

/// The last token of what is glued together.
fn end(page: &Page<'_>, number: usize) -> usize {
    let said = |at: &usize| page.is_glued(*at) && (page.is_word(*at) || page.is_number(*at));
    (number + 1..page.tokens.len())
        .take_while(said)
        .last()
        .unwrap_or(number)
}

/// Whether nothing else is glued to it but what closes a sentence or a cell.
fn stands_alone(page: &Page<'_>, first: usize, last: usize) -> bool {
    let before = page.is_glued(first)
        && first > 0
        && !matches!(page.word(first - 1), "(" | "\"" | "|" | "," | "'");
    let after =
        page.is_glued(last + 1) && matches!(page.word(last + 1), "-" | "_" | "@" | "/" | "=" | "%");
    !before && !after
}

/// Whether a word is a common name once its figures are letters again.
fn is_name(word: &str) -> bool {
    let other = Flags::WORD | Flags::MEDICAL | Flags::ORGANIZATION | Flags::MONTH;
    let borne = Flags::GIVEN_COMMON | Flags::SURNAME_COMMON;
    let is_one = |letter: char| {
        let letters: Option<String> = word.chars().map(|c| read(c, letter)).collect();
        letters.is_some_and(|letters| {
            let known = Lexicon::shipped().flags(&letters.to_lowercase());
            known.any(borne) && !known.any(other)
        })
    };
    word.len() >= SHORTEST && (is_one('l') || is_one('i'))
}

/// The letter that a scan took for this; `one` is what it took for a 1.
fn read(c: char, one: char) -> Option<char> {
    match c {
        '0' => Some('o'),
        '1' => Some(one),
        '5' => Some('s'),
        c => (!c.is_ascii_digit()).then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes() {
        let found = |text: &str| super::super::tests::found(find, text);
        assert_eq!(
            found("T0: Dr Zieg1er, Dghtr E11en and Tyr0ne."),
            ["Zieg1er", "E11en", "Tyr0ne"]
        );
        assert_eq!(found("MART1NEZ  R0SA"), ["MART1NEZ", "R0SA"]);
        assert_eq!(
            found("Pt: Ge0rgia Ann Hatfie1d came"),
            ["Ge0rgia Ann Hatfie1d"]
        );
        assert_eq!(found("A. Pel1etier MD"), ["A. Pel1etier"]);
        for code in [
            "A1C 7.1, H1N1, T10",
            "L5-S1 at C0UNTY H0SPITAL",
            "lot R0SA-11, x_tyr0ne",
        ] {
            assert_eq!(found(code), [""; 0], "{code}");
        }
    }
}
