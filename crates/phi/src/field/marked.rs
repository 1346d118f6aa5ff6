//! Names whose parts are marked up one by one: `**Patient:** **Tamsin** **Okonjo**`, `<b>Name</b>: <i>Tamsin</i> Okonjo`.
//!
//! Marks of emphasis and the tags for it say nothing about what they surround, so a label and a name are read over them.

use super::name;
use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Gap, Page};

/// Most parts of one name.
const PARTS: usize = 6;
/// How many tokens a tag may have.
const LONGEST: usize = 12;
/// Tags that change how words look.
const TAGS: &[&str] = &[
    "b", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "u",
];

/// The first token from `at` on that is no markup, on one line.
pub(super) fn inside(page: &Page<'_>, mut at: usize) -> usize {
    while let Some(next) = markup_end(page, at).filter(|_| page.gap(at) <= Gap::Wide) {
        at = next;
    }
    at
}

/// The token behind what a label before a mark ends with, its markup left out.
pub(super) fn label_end(page: &Page<'_>, mut mark: usize) -> usize {
    while let Some(before) = markup_before(page, mark).filter(|_| page.is_glued(mark)) {
        mark = before;
    }
    mark
}

/// The parts of a name, from its first on: what is marked up apart, and what stands beside that.
pub(super) fn parts(page: &Page<'_>, first: Span) -> impl Iterator<Item = Span> {
    let next = |before: &Span| {
        let end = page.token_from(before.end);
        let end = end + usize::from(page.is_mark(end, ".") && page.is_glued(end));
        let comma = inside(page, end);
        let next = inside(page, comma + usize::from(page.is_mark(comma, ",")));
        let marked = next > end + usize::from(page.is_mark(end, ","));
        let read = marked.then(|| name::read(page, next))??;
        is_part(page, next, read).then_some(read)
    };
    std::iter::successors(Some(first), next).take(PARTS)
}

/// Whether what was read from a token on can be part of a name, and no ordinary word in bold.
fn is_part(page: &Page<'_>, from: usize, read: Span) -> bool {
    let plain = Flags::WORD_COMMON | Flags::MEDICAL;
    let mut tokens = from..page.token_from(read.end);
    page.is_word(from)
        && tokens.any(|at| {
            page.token(at)
                .is_some_and(|token| token.is_word() && !token.known.any(plain))
        })
}

/// The token behind one mark of emphasis or one tag.
fn markup_end(page: &Page<'_>, at: usize) -> Option<usize> {
    match page.word(at) {
        "*" | "**" | "***" | "_" | "__" | "`" | "~~" => Some(at + 1),
        "<" => {
            let name = at + 1 + usize::from(page.is_mark(at + 1, "/"));
            let mut rest = name..at + LONGEST;
            let close = rest.find(|end| page.is_mark(*end, ">"))?;
            page.among(name, TAGS).then_some(close + 1)
        }
        _ => None,
    }
}

/// The first token of the markup that ends before a token.
fn markup_before(page: &Page<'_>, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    let opens = |at: &usize| page.is_mark(*at, "<");
    let first = match page.word(last) {
        ">" => (last.saturating_sub(LONGEST)..last).rev().find(opens)?,
        _ => last,
    };
    (markup_end(page, first) == Some(end)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::super::tests::values;

    #[test]
    fn every_marked_part_of_a_name_is_read() {
        for (text, expected) in [
            (
                "**Patient:** **Tamsin** **Okonjo**",
                &["Tamsin", "Okonjo"][..],
            ),
            ("**Patient**: **Tamsin** _Okonjo_", &["Tamsin", "Okonjo"]),
            (
                "Patient: `Tamsin` `Okonjo` **DOB:** 3/14/1961",
                &["Tamsin", "Okonjo"],
            ),
            ("- **Name:** Tamsin E. **Okonjo**", &["Tamsin E", "Okonjo"]),
            ("Pt: **Okonjo**, **Tamsin**", &["Okonjo", "Tamsin"]),
            (
                "<strong>Patient:</strong> <b>Tamsin</b> <span class=\"x\">Okonjo</span>",
                &["Tamsin", "Okonjo"],
            ),
            (
                "<b>Patient</b>: <i>Tamsin</i> Okonjo",
                &["Tamsin", "Okonjo"],
            ),
        ] {
            assert_eq!(values(line::find, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_marked_beside_a_name_is_none_of_it() {
        for (text, expected) in [
            ("**Patient:** Tamsin **Status:** stable", &["Tamsin"][..]),
            (
                "**Patient:** Tamsin Okonjo **Plan** rest",
                &["Tamsin Okonjo"],
            ),
            ("**Patient:** **stable**, **resting**", &[]),
            ("**Patient:** Tamsin\n**Rao**", &["Tamsin"]),
            ("**Plan:** **Tamsin**", &[]),
        ] {
            assert_eq!(values(line::find, text), expected, "{text}");
        }
    }
}
