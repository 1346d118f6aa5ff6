//! Words that open a sentence and are no part of the name or place behind them: "Tell Harriet Lindgren", "Our Springfield
//! clinic". A capital makes them look as if they were, and some are surnames too; nobody is called so first. Words that
//! somebody is ("My", "Her", "See", "Do" are given names or surnames) are left.

use super::{Candidate, Weight, starts_sentence};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::text::{Gap, Page};

/// What opens a sentence before somebody's name or a place, sorted.
const OPENERS: &[&str] = &[
    "add",
    "advise",
    "and",
    "are",
    "ask",
    "assure",
    "because",
    "book",
    "bring",
    "but",
    "congratulate",
    "contact",
    "could",
    "did",
    "does",
    "email",
    "explain",
    "for",
    "from",
    "get",
    "give",
    "has",
    "have",
    "hello",
    "help",
    "hey",
    "hi",
    "his",
    "how",
    "if",
    "inform",
    "invite",
    "is",
    "let",
    "meet",
    "message",
    "notify",
    "ok",
    "okay",
    "our",
    "phone",
    "please",
    "reassure",
    "refer",
    "remind",
    "schedule",
    "send",
    "should",
    "show",
    "since",
    "tell",
    "text",
    "thank",
    "thanks",
    "that",
    "their",
    "these",
    "this",
    "those",
    "to",
    "update",
    "was",
    "were",
    "what",
    "when",
    "where",
    "while",
    "who",
    "why",
    "with",
    "would",
    "write",
    "your",
];

/// What stands before a name anywhere, and is no part of one, sorted.
const LEADS: &[&str] = &[
    "abba",
    "aka",
    "amma",
    "anesth",
    "attending",
    "attg",
    "attn",
    "atty",
    "bubbe",
    "cnas",
    "endoscopist",
    "esposa",
    "esposo",
    "fka",
    "granddaughter",
    "granddtr",
    "grandson",
    "hija",
    "hijo",
    "hooyo",
    "mister",
    "nephew",
    "niece",
    "nurse",
    "of",
    "pastor",
    "res",
    "reverend",
    "thx",
    "unci",
    "vs",
];

/// Leaves such a word out of every name and place that it opens. What a label says stays as it is.
pub(crate) fn leave_out(page: &Page<'_>, own: &mut [Candidate]) {
    let read = |one: &&mut Candidate| {
        matches!(one.kind, Kind::Geo | Kind::Name) && one.weight < Weight::Field
    };
    for one in own.iter_mut().filter(read) {
        let first = page.token_from(one.span.start);
        let leads = one.kind == Kind::Name && (page.among(first, LEADS) || is_newborn(page, first));
        let dot = usize::from(leads && page.is_mark(first + 1, ".") && page.is_glued(first + 1));
        let next = page
            .token(first + 1 + dot)
            .filter(|next| (leads || next.gap == Gap::Space) && next.is_word());
        let Some(next) = next.filter(|next| next.span().end <= one.span.end) else {
            continue;
        };
        if leads || (page.among(first, OPENERS) && opens(page, first)) {
            one.span.start = next.span().start;
        }
    }
}

/// "Baby Girl Okonjo", "Baby: Boy Okonjo": what a newborn is called until it has a name of its own.
fn is_newborn(page: &Page<'_>, first: usize) -> bool {
    let mark = usize::from(first > 1 && page.is_mark(first - 1, ":"));
    let before = first.checked_sub(1 + mark);
    let newborn = before.is_some_and(|at| page.among(at, &["baby", "newborn", "unnamed"]));
    newborn && page.among(first, &["boy", "girl"])
}

/// Whether a word opens something here: a capital within a sentence belongs to what it stands in ("at home in Show Low"), and
/// so does the first word of a place that the lists know.
fn opens(page: &Page<'_>, first: usize) -> bool {
    let capital = page.token(first).is_some_and(|token| token.is_capital());
    let place = page
        .phrase(first)
        .is_some_and(|(_, known)| known.any(Flags::PLACE));
    !capital || (starts_sentence(page, first) && !place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_list_is_sorted() {
        assert!(OPENERS.is_sorted() && LEADS.is_sorted());
    }

    #[test]
    fn openers_are_no_part_of_what_they_open() {
        let lexicon = Lexicon::shipped();
        for (text, found, left) in [
            (
                "Tell Harriet Lindgren to fast.",
                "Tell Harriet Lindgren",
                "Harriet Lindgren",
            ),
            (
                "our Springfield clinic",
                "our Springfield clinic",
                "Springfield clinic",
            ),
            ("pt at home in Show Low, alone", "Show Low", "Show Low"),
            ("Show Low clinic called.", "Show Low", "Show Low"),
            ("Harriet Tell called.", "Harriet Tell", "Harriet Tell"),
            ("Tell, Harriet", "Tell, Harriet", "Tell, Harriet"),
            ("My Nguyen called.", "My Nguyen", "My Nguyen"),
            (
                "PARENT OF TAMSIN OKONJO",
                "OF TAMSIN OKONJO",
                "TAMSIN OKONJO",
            ),
            ("Baby: Girl Okonjo", "Girl Okonjo", "Okonjo"),
            ("Rao vs. Okonjo", "vs. Okonjo", "Okonjo"),
            ("Attg Mosquera", "Attg Mosquera", "Mosquera"),
        ] {
            let page = Page::new(text, None, &lexicon);
            let at = text.find(found).unwrap();
            let span = crate::span::Span {
                start: at,
                end: at + found.len(),
            };
            let mut own = [Candidate::new("name", Kind::Name, span)];
            leave_out(&page, &mut own);
            assert_eq!(own[0].span.of(text), Some(left), "{text}");
        }
    }
}
