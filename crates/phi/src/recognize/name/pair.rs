//! A first and a last name without capitals, of which one or both mean something else too: "patient: thomas lindgren",
//! "dear jack walker", "mark evans called".
//!
//! Word by word they could be anything, so the score of a run does not reach; that a well-known first name stands before
//! a surname, where a person is due, says it.

use super::context::{self, Hint};
use super::manner::Manners;
use super::unit::back;
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight};
use crate::text::{Case, Class, Gap, Page, Token};

/// Points of the words before from which a person is due.
const DUE: i32 = 4;

/// Finds such pairs, and surnames behind an initial.
pub(super) fn find(page: &Page<'_>, manners: &Manners, out: &mut Vec<Candidate>) {
    let initialed = (1..page.tokens.len()).filter(|at| is_initialed(page, *at));
    out.extend(initialed.map(|at| {
        let found = Candidate::new("name", Kind::Name, page.span(at, at + 1));
        found.because(Weight::Context, Why::CONTEXT | Why::LEXICON)
    }));
    for at in 0..page.tokens.len() {
        let Some(last) = pair(page, at) else { continue };
        let before = context::before(page, at, manners.at(at));
        if is_person(page, at, last, before) {
            let found = Candidate::new("name", Kind::Name, page.span(at, last));
            let found = found.because(Weight::Context, Why::CONTEXT | Why::LEXICON);
            out.push(Candidate {
                role: before.role,
                ..found.with(Confidence::Fair)
            });
        }
    }
}

/// "run 1:12p by n osgood": an initial and a surname behind a word that asks for somebody.
fn is_initialed(page: &Page<'_>, at: usize) -> bool {
    let letter = page.token(at).is_some_and(|token| {
        token.len() == 1 && token.case == Case::Lower && token.gap == Gap::Space
    });
    if !letter {
        return false;
    }
    // "Osgood" is medicine as well, but behind an initial somebody's.
    let plain = |token: &Token| {
        let borne = token.known.any(Flags::EPONYM | Flags::SURNAME_COMMON);
        token.known.any(Flags::WORD_COMMON) || (token.known.any(Flags::MEDICAL) && !borne)
    };
    let surname = page
        .token(at + 1)
        .is_some_and(|token| is_last(token) && token.len() > 3 && !plain(token));
    let asked = page.among(
        at - 1,
        &["asked", "attn", "by", "called", "cc", "per", "told", "with"],
    );
    surname && asked
}

/// The last word of a pair that begins here, over an initial in the middle.
fn pair(page: &Page<'_>, first: usize) -> Option<usize> {
    page.token(first).filter(|token| is_first(token))?;
    let initial = page
        .token(first + 1)
        .is_some_and(|token| token.is_word() && token.len() == 1 && token.gap == Gap::Space);
    let last =
        first + 1 + usize::from(initial) + usize::from(initial && page.is_mark(first + 2, "."));
    page.token(last)
        .filter(|token| is_last(token))
        .map(|_| last)
}

fn is_first(token: &Token) -> bool {
    token.is_word() && token.case == Case::Lower && token.known.any(Flags::GIVEN_COMMON)
}

fn is_last(token: &Token) -> bool {
    let other = Flags::SPEECH | Flags::RELATION | Flags::ROLE | Flags::TITLE | Flags::CREDENTIAL;
    token.is_word()
        && token.case == Case::Lower
        && token.gap == Gap::Space
        && token.len() > 2
        && token.known.any(Flags::SURNAME)
        && !token.known.any(other)
}

/// Whether the place says that the pair is somebody.
fn is_person(page: &Page<'_>, first: usize, last: usize, before: Hint) -> bool {
    let common = |at: usize| {
        page.token(at)
            .is_some_and(|token| token.known.any(Flags::WORD_COMMON))
    };
    let due = before.points >= DUE;
    let opens = first == 0 || page.gap(first) >= Gap::Line;
    match (common(first), common(last)) {
        // "will grant", "may bend": whatever points at them, they are verbs first.
        (true, true) => due && page.is_mark(back(first, 1), ":") && ends(page, last),
        (true, false) | (false, true) => {
            (due && ends(page, last)) || ((due || opens) && acts(page, last))
        }
        (false, false) => due || acts(page, last) || (opens && ends_line(page, last)),
    }
}

/// Whether nothing goes on behind the pair: a line, a mark, a number, the next label.
fn ends(page: &Page<'_>, last: usize) -> bool {
    page.token(last + 1).is_none_or(|next| {
        next.gap >= Gap::Wide
            || next.cue.is_strong()
            || match next.class {
                Class::Mark => !matches!(page.word(last + 1), "-" | "_" | "'" | "/" | "@"),
                Class::Number => next.gap != Gap::None,
                Class::Word => false,
            }
    })
}

/// Whether the pair does what people do: "called", "presents".
fn acts(page: &Page<'_>, last: usize) -> bool {
    page.token(last + 1).is_some_and(|next| {
        next.case == Case::Lower && next.gap == Gap::Space && next.known.any(Flags::SPEECH)
    })
}

/// Whether the pair is the end of its line.
fn ends_line(page: &Page<'_>, last: usize) -> bool {
    page.token(last + 1)
        .is_none_or(|next| next.gap >= Gap::Line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let mut out = Vec::new();
        find(&page, &Manners::of(&page), &mut out);
        out.iter()
            .map(|one| page.slice(one.span).to_owned())
            .collect()
    }

    #[test]
    fn people_without_capitals() {
        for (text, name) in [
            ("Patient: thomas lindgren", "thomas lindgren"),
            ("Patient: mark evans", "mark evans"),
            ("name: jack walker, dob 3/14/1961", "jack walker"),
            ("patient: jack walker", "jack walker"),
            ("patient grace walker presents with cough", "grace walker"),
            ("dear jack walker,", "jack walker"),
            ("pt thomas r lindgren here for refill", "thomas r lindgren"),
            ("mark evans called about labs", "mark evans"),
            ("patrick russell\nfollow up", "patrick russell"),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn surnames_behind_an_initial() {
        assert_eq!(
            found("run 2/10/26 1:12p by n kowalczyk for"),
            ["n kowalczyk"]
        );
        assert!(found("by c difficile, per h pylori, by a nurse").is_empty());
    }

    #[test]
    fn words_that_are_no_people() {
        for text in [
            "patient will grant access",
            "patient may bend",
            "patient: will wait outside",
            "patient: may grant it",
            "the thomas splint was off",
            "use a frank walker",
            "pt will cook dinner",
            "mark site and wait",
            "pat dry, rose bend",
            "hope long term care helps",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
