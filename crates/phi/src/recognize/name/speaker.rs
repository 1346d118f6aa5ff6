//! Whoever speaks in a chat: "drfeld: flu?", "nurse_tam: 24.3". A word that no list knows and that opens several lines, as another
//! does, is what somebody is called there.

use crate::field::Speakers;
use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Case, Cue, Page};

/// Fewest letters of such a word: shorthand for a heading is shorter.
const LETTERS: usize = 4;

/// Proposes such words, wherever they open a line.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let speakers = Speakers::of(page);
    if !speakers.are_several() {
        return;
    }
    let spoken: Vec<Span> = (1..page.tokens.len())
        .filter_map(|at| speakers.speaker(page, at))
        .collect();
    let are_named = spoken.iter().any(|said| is_called(page, *said, PLAIN));
    let is_somebody =
        |said: &Span| is_handle(page, *said) || are_named && is_called(page, *said, NO_ROLE);
    let handles = spoken.into_iter().filter(is_somebody);
    out.extend(handles.map(|said| Candidate::told_name(said, Role::Person)));
}

/// What a first name is not, where nothing else is known of who speaks.
const PLAIN: Flags = Flags(Flags::WORD.0 | Flags::MEDICAL.0 | Flags::ROLE.0 | Flags::RELATION.0);
/// What a first name is not where others speak by theirs: "ed", "dot" and "will" speak there too.
const NO_ROLE: Flags = Flags(Flags::ROLE.0 | Flags::RELATION.0 | Flags::FACILITY_WORD.0);

/// Whether it is one word that many are called by, and none of `other`.
fn is_called(page: &Page<'_>, said: Span, other: Flags) -> bool {
    let token = page.token(page.token_from(said.start));
    token.is_some_and(|token| {
        let borne = token.known.any(Flags::GIVEN_COMMON) && !token.known.any(other);
        borne && token.span() == said
    })
}

/// Whether it is no word, or is tied of several as no heading is.
fn is_handle(page: &Page<'_>, said: Span) -> bool {
    let first = page.token(page.token_from(said.start));
    first.is_some_and(|token| {
        let unknown = token.known.is_empty() && token.cue == Cue::None;
        let alone = unknown && token.case != Case::Upper && token.len() >= LETTERS;
        token.span() != said || alone
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn handles_speak() {
        let chat = "nurse_tam: neg\ndrfeld: flu?\nnurse_tam: flu b pos\ndrfeld: ok";
        assert_eq!(found(chat), ["nurse_tam", "drfeld", "nurse_tam", "drfeld"]);
        let first = "ed: they dont have it\nnadia: which\ned: ok\nnadia: k";
        assert_eq!(found(first), ["ed", "nadia", "ed", "nadia"]);
        let stamped = "[14:06] pt: hi\n[14:07] drfeld: yes?\n[14:08] pt: ok\n[14:09] drfeld: bye";
        assert_eq!(found(stamped), ["drfeld", "drfeld"]);
    }

    #[test]
    fn headings_do_not() {
        for text in [
            "plan: rest\nnote: ok\nplan: ice\nnote: ok",
            "drfeld: flu?\ndrfeld: ok",
            "rtc: 2 wk\nhpi: x\nrtc: 3 wk\nhpi: y",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
