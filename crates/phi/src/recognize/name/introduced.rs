//! Whoever is introduced by a first name that is a word as well: "this is bill over at radiology", "it's chase from transport",
//! "my neighbor guy", "young, patricia, date of birth"; and doctors whose surname is one: "dr low dated it".

use super::unit::back;
use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Class, Gap, Page};

/// Where somebody who introduces themselves comes from, sorted.
const FROM: &[&str] = &["calling", "from", "over", "with"];

/// Proposes such words.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for at in 0..page.tokens.len() {
        if is_doctor(page, at) {
            out.push(Candidate::told_name(page.span(at, at), Role::Staff));
        }
        if !is_given(page, at) {
            continue;
        }
        if is_introduced(page, at) {
            out.push(Candidate::told_name(page.span(at, at), Role::Person));
        } else if is_ones_own(page, at) {
            out.push(Candidate::told_name(page.span(at, at), Role::Relative));
        } else if let Some(surname) = surname_before(page, at) {
            out.push(Candidate::told_name(page.span(surname, at), Role::Patient));
        }
    }
}

fn is_given(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.known.any(Flags::GIVEN_COMMON) && token.len() > 2)
}

/// "dr low dated it", "dr good is retiring": a surname that is a word as well, of whom something is said. Whose doctor it is
/// says nobody: "my dr will".
fn is_doctor(page: &Page<'_>, at: usize) -> bool {
    let named = page
        .token(at)
        .is_some_and(|token| token.is_word() && token.len() > 2);
    let dot = usize::from(page.is_mark(back(at, 1), "."));
    let title = back(at, 1 + dot);
    let titled = at > dot && page.is(title, "dr") && page.gap(at) == Gap::Space;
    let whose = title > 0 && page.gap(title) == Gap::Space && page.among(title - 1, WHOSE);
    let owns = page.is(at + 2, "s") && matches!(page.word(at + 1), "'") && page.is_glued(at + 1);
    let told = owns || page.gap(at + 1) == Gap::Space && page.among(at + 1, TOLD);
    let other = [TOLD, PAPERS, BETWEEN]
        .iter()
        .any(|list| page.among(at, list));
    named && titled && !whose && told && !other
}

/// Words that make a doctor nobody by name, sorted.
const WHOSE: &[&str] = &[
    "a", "another", "any", "every", "her", "his", "my", "new", "no", "old", "our", "same", "that",
    "the", "their", "this", "which", "your",
];

/// What is said of a doctor behind the name, sorted.
const TOLD: &[&str] = &[
    "asked",
    "called",
    "canceled",
    "cancelled",
    "dated",
    "did",
    "does",
    "doesnt",
    "faxed",
    "gave",
    "had",
    "has",
    "is",
    "isnt",
    "ordered",
    "put",
    "referred",
    "refilled",
    "reviewed",
    "said",
    "saw",
    "says",
    "sent",
    "signed",
    "started",
    "told",
    "took",
    "wanted",
    "wants",
    "was",
    "wrote",
];

/// What may stand between a doctor without a name and what is said, sorted.
const BETWEEN: &[&str] = &[
    "actually",
    "again",
    "already",
    "also",
    "always",
    "both",
    "currently",
    "either",
    "finally",
    "from",
    "he",
    "here",
    "just",
    "maybe",
    "never",
    "not",
    "now",
    "on",
    "only",
    "really",
    "she",
    "still",
    "that",
    "then",
    "there",
    "they",
    "today",
    "usually",
    "what",
    "when",
    "where",
    "which",
    "who",
    "why",
    "yesterday",
];

/// What a doctor has on the desk, sorted.
const PAPERS: &[&str] = &[
    "bill", "call", "chart", "letter", "list", "note", "notes", "office", "order", "orders",
];

/// "this is bill over at", "it's chase from".
fn is_introduced(page: &Page<'_>, at: usize) -> bool {
    let before = back(at, 1);
    let this = page.is(before, "is") && page.among(back(at, 2), &["name", "this"]);
    let short =
        page.is(before, "s") && page.is_glued(before) && page.among(back(at, 3), &["here", "it"]);
    let told = at > 1 && page.gap(at) == Gap::Space && (this || short || page.is(before, "its"));
    told && page.gap(at + 1) == Gap::Space && page.among(at + 1, FROM)
}

/// "my neighbor guy.": whose relation is said, at the end of what is said.
fn is_ones_own(page: &Page<'_>, at: usize) -> bool {
    let related = page
        .token(back(at, 1))
        .is_some_and(|token| token.known.any(Flags::RELATION));
    let own =
        at > 1 && page.among(back(at, 2), &["her", "his", "my"]) && page.gap(at) == Gap::Space;
    let closes = page.gap(at + 1) >= Gap::Line
        || page
            .token(at + 1)
            .is_none_or(|next| next.class == Class::Mark && !page.is_glued(at + 2));
    own && related && closes
}

/// The surname of "young, patricia, date of birth".
fn surname_before(page: &Page<'_>, at: usize) -> Option<usize> {
    let surname = at.checked_sub(2).filter(|surname| page.is_word(*surname))?;
    let commas = page.is_mark(at - 1, ",") && page.is_mark(at + 1, ",");
    let born = page.among(at + 2, &["dob", "born", "birthday"])
        || page.is(at + 2, "date") && page.is(at + 4, "birth");
    let borne = page.token(surname).is_some_and(|token| {
        token.known.any(Flags::SURNAME | Flags::SURNAME_COMMON) && token.len() > 2
    });
    (commas && born && borne).then_some(surname)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn people_who_are_words() {
        assert!(
            [WHOSE, TOLD, PAPERS, BETWEEN, FROM]
                .iter()
                .all(|list| list.is_sorted())
        );
        for (text, name) in [
            ("hi this is bill over at radiology", "bill"),
            ("hey it's chase from transport", "chase"),
            ("caller: my neighbor guy\nnurse: good", "guy"),
            ("redone bc dr low dated it wrong", "low"),
            ("if dr good is retiring", "good"),
            (
                "critical on young, patricia, date of birth nine",
                "young, patricia",
            ),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn words_that_are_nobody() {
        for text in [
            "this is from the lab",
            "the bill from radiology",
            "it's dawn at the clinic",
            "my daughter will drive",
            "my dr long wait",
            "the dr good is he",
            "dr will call, dr said so",
            "dr note is missing",
            "dr also said, dr who is",
            "chest, abdomen, date of birth",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
