//! Whoever is asked, told or called: "ask Ed for the key", "call Whipple not the resident", "Berg is OT".
//!
//! Words that are shorthand or the name of a sign are people here: nobody calls a procedure, and only people are something.

use super::unit::back;
use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Case, Class, Gap, Page};

/// What is done to people and to nothing else, sorted.
const VERBS: &[&str] = &[
    "ask", "asked", "asking", "call", "called", "calling", "notified", "notify", "page", "paged",
    "remind", "reminded", "tell", "telling", "text", "texted", "told",
];

/// What goes on behind whoever was asked, sorted.
const BEHIND: &[&str] = &[
    "about", "after", "again", "and", "asap", "at", "back", "before", "by", "first", "for", "he",
    "if", "not", "now", "on", "or", "re", "she", "so", "that", "to", "today", "tomorrow",
    "tonight", "until", "w", "when", "who", "with", "x",
];

/// Proposes such words.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let named = (0..page.tokens.len())
        .filter(|at| is_called_so(page, *at) && (is_asked(page, *at) || is_something(page, *at)));
    out.extend(named.map(|at| Candidate::told_name(page.span(at, at), Role::Person)));
}

/// Whether a word with a capital is a name, whatever else it is.
fn is_called_so(page: &Page<'_>, at: usize) -> bool {
    let other = Flags::WORD_COMMON | Flags::TITLE | Flags::ROLE | Flags::MONTH | Flags::WEEKDAY;
    page.token(at).is_some_and(|token| {
        let name = token.known.any(Flags::ANY_NAME) && !token.known.any(other);
        token.case == Case::Capital && token.gap == Gap::Space && name
    })
}

fn is_asked(page: &Page<'_>, at: usize) -> bool {
    let verb = back(at, 1);
    let defined = page.among(
        back(verb, 1),
        &["also", "are", "as", "is", "so", "was", "were"],
    );
    let closed = page.token(at + 1).is_none_or(|next| {
        let tied = page.is_glued(at + 2) && page.is_word(at + 2);
        (next.class == Class::Mark && !tied) || next.gap >= Gap::Wide || page.among(at + 1, BEHIND)
    });
    at > 0 && page.among(verb, VERBS) && !defined && closed
}

/// "Berg is OT."
fn is_something(page: &Page<'_>, at: usize) -> bool {
    let credited = page.token(at + 2).is_some_and(|token| {
        token.known.any(Flags::CREDENTIAL) && token.case == Case::Upper && token.len() > 1
    });
    page.is(at + 1, "is") && credited && page.gap(at + 2) == Gap::Space
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn people_are_asked() {
        assert!(VERBS.is_sorted() && BEHIND.is_sorted());
        for (text, name) in [
            ("user x, ask Ed for pw", "Ed"),
            ("huge result, call Whipple not the resident", "Whipple"),
            ("PT 2w3, Berg is OT.", "Berg"),
            ("I told Baker.", "Baker"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
        for text in [
            "this is called Kussmaul, and is deep",
            "called Brugada pattern",
            "call Murphy-like",
            "text Monday",
            "seen in Ed today",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
