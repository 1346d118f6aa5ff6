//! Phrases: several words that the lexicon knows as one, "Yuba City", "congestive heart failure".

use super::{Gap, Page};
use crate::lexicon::{Flags, Lexicon, Spelled};

/// The most words of a phrase.
const WORDS: usize = 5;
/// The most tokens of a phrase, its hyphens and dots included.
const TOKENS: usize = 9;

/// The longest known phrase that begins at a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    /// Its first token.
    pub(super) first: u32,
    /// Its last token.
    last: u32,
    /// What it is known as.
    known: Flags,
}

impl Phrase {
    /// Its last token and what it is known as.
    pub(super) fn end(&self) -> (usize, Flags) {
        (self.last as usize, self.known)
    }
}

/// The phrases of a page, by where they begin. They may overlap.
pub(super) fn phrases(page: &Page<'_>, lexicon: &Lexicon) -> Vec<Phrase> {
    let all = page.tokens.iter().enumerate();
    let starts = all.filter(|(_, token)| token.known.any(Flags::PHRASE));
    starts
        .filter_map(|(at, _)| longest(page, lexicon, at))
        .collect()
}

fn longest(page: &Page<'_>, lexicon: &Lexicon, first: usize) -> Option<Phrase> {
    let (mut spelled, mut words, mut found) = (Spelled::default(), 0, None);
    for at in first..first + TOKENS {
        let Some(token) = page.token(at) else { break };
        if words == WORDS || (words > 0 && token.gap > Gap::Space) {
            break;
        }
        if !token.is_word() {
            if matches!(page.word(at), "-" | "'" | "." | "/" | "&") {
                continue;
            }
            break;
        }
        if words > 0 {
            spelled.add(" ");
        }
        spelled.add(page.word(at));
        words += 1;
        let known = lexicon.known(spelled);
        if words > 1 && !known.is_empty() {
            found = Some((at, known));
        }
    }
    let (last, known) = found?;
    Some(Phrase {
        first: first as u32,
        last: last as u32,
        known,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_is_taken() {
        let lexicon = Lexicon::shipped();
        let end = |text: &str| {
            let page = Page::new(text, None, &lexicon);
            page.phrase(0)
                .map(|(last, _)| page.slice(page.span(0, last)).to_owned())
        };
        for (text, phrase) in [
            ("Yuba City is", Some("Yuba City")),
            ("San Luis Obispo County", Some("San Luis Obispo")),
            ("YUBA-CITY", Some("YUBA-CITY")),
            ("Yuba  City", None),
            ("Yuba\nCity", None),
            ("Yuba, City", None),
            ("Yuba", None),
            ("patient", None),
        ] {
            assert_eq!(end(text).as_deref(), phrase, "{text}");
        }
    }
}
