//! Turns of a conversation: "RN: ok. his wife called". What stands behind a speaker is speech, seldom the speaker's name.

use std::collections::HashMap;

use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::{Case, Page, Token};

/// So many lines a word opens that speaks.
const TURNS: u32 = 2;

/// The words that open several lines of a page, with a colon behind.
pub(crate) struct Speakers<'t> {
    turns: HashMap<&'t str, u32>,
}

impl<'t> Speakers<'t> {
    pub(crate) fn of(page: &Page<'t>) -> Self {
        let mut turns = HashMap::new();
        for colon in (1..page.tokens.len()).filter(|at| page.is_mark(*at, ":")) {
            if let Some(said) = opener(page, colon) {
                *turns.entry(page.slice(said)).or_default() += 1;
            }
        }
        Self { turns }
    }

    /// Whether several words speak, by turns.
    pub(crate) fn are_several(&self) -> bool {
        self.turns.values().filter(|turns| **turns >= TURNS).count() > 1
    }

    /// What speaks before a colon.
    pub(crate) fn speaker(&self, page: &Page<'_>, colon: usize) -> Option<Span> {
        let said = opener(page, colon)?;
        let turns = self.turns.get(page.slice(said));
        turns.is_some_and(|turns| *turns >= TURNS).then_some(said)
    }

    /// The name behind a colon, as weak as speech is where it opens a turn; nothing where it is a word of speech.
    pub(super) fn weigh(
        &self,
        page: &Page<'_>,
        colon: usize,
        name: Candidate,
    ) -> Option<Candidate> {
        if self.speaker(page, colon).is_none() || name.kind != Kind::Name {
            return Some(name);
        }
        let why = name.why;
        let weight = match is_telling(page, &name) {
            true => Weight::Context,
            false => Weight::Guess,
        };
        (!is_said(page, &name)).then(|| name.because(weight, why))
    }
}

/// The word before a colon, or several tied by a low line, where it opens its line, maybe behind a time in brackets.
fn opener(page: &Page<'_>, colon: usize) -> Option<Span> {
    let last = colon.checked_sub(1).filter(|at| page.is_word(*at))?;
    let tied = |at: usize| {
        let low = at >= 2 && page.is_mark(at - 1, "_");
        low && page.is_glued(at) && page.is_glued(at - 1)
    };
    let mut first = last;
    while tied(first) {
        first -= 2;
    }
    let stamped = first > 0 && page.is_mark(first - 1, "]");
    let opens = page.token(first)?.starts_line() || stamped;
    (page.is_mark(colon, ":") && page.is_glued(colon) && opens).then(|| page.span(first, last))
}

/// Whether a word of it is known as a name and as nothing else.
fn is_telling(page: &Page<'_>, name: &Candidate) -> bool {
    let other = Flags::WORD | Flags::WORD_COMMON | Flags::MEDICAL | Flags::RARE;
    let telling = |token: &Token| {
        token.known.any(Flags::ANY_NAME) && !token.known.any(other) && token.len() > 2
    };
    let inside = page.tokens.iter().skip(page.token_from(name.span.start));
    inside
        .take_while(|token| token.span().start < name.span.end)
        .any(telling)
}

/// Whether all of it is one small word that no list of names knows, or a day: "pt: mhm".
fn is_said(page: &Page<'_>, name: &Candidate) -> bool {
    let token = page.token(page.token_from(name.span.start));
    token.is_some_and(|token| {
        let unknown = !token.known.any(Flags::ANY_NAME) || token.known.any(Flags::WEEKDAY);
        token.span() == name.span && token.case == Case::Lower && unknown
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// What a name behind the last colon of a text rests on.
    fn weight(text: &str, name: &str) -> Option<Weight> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.rfind(name).unwrap();
        let span = crate::span::Span::new(start, start + name.len()).unwrap();
        let found = Candidate::new("test", Kind::Name, span)
            .because(Weight::Field, crate::find::Why::FIELD);
        let colon = page.token_from(start) - 1;
        let weighed = Speakers::of(&page).weigh(&page, colon, found);
        weighed.map(|name| name.weight)
    }

    #[test]
    fn what_is_said_is_no_field() {
        for (text, name, is) in [
            ("RN: hello\npt: hi\nRN: Okay", "Okay", Some(Weight::Guess)),
            (
                "[14:06] pt: hi\n[14:08] pt: Stalls",
                "Stalls",
                Some(Weight::Guess),
            ),
            (
                "RN: hello\npt: hi\nRN: Lindgren",
                "Lindgren",
                Some(Weight::Context),
            ),
            ("RN: hello\npt: hi\npt: mhm", "mhm", None),
            ("RN: Okay", "Okay", Some(Weight::Field)),
            (
                "seen by RN: hello\nby RN: Okay",
                "Okay",
                Some(Weight::Field),
            ),
        ] {
            assert_eq!(weight(text, name), is, "{text}");
        }
    }
}
