//! Extensions, behind a number and alone.

use super::super::candidate::Weight;
use super::super::{Candidate, code};
use super::PHONE;
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Gap, Page};

/// The last token of an extension behind a number: "ext 3", "x204", "ext. 12".
pub(super) fn behind(page: &Page<'_>, last: usize) -> Option<usize> {
    let mut at = last + 1;
    if page.is_mark(at, ",") {
        at += 1;
    }
    let named = ["x", "ext", "extn", "extension"]
        .iter()
        .any(|word| page.is(at, word));
    if !named || page.gap(at) > Gap::Space {
        return None;
    }
    at += 1;
    while matches!(page.word(at), "." | ":" | "#") {
        at += 1;
    }
    let digits = page.word(at).len();
    // "x2" behind a number says how often it was tried.
    let times = digits == 1 && page.is(at - 1, "x") && page.is_glued(at);
    (page.is_number(at) && digits <= 6 && page.gap(at) <= Gap::Space && !times).then_some(at)
}

/// Extensions and pagers that stand alone: "Contact: Trinh x204", "ext. 4471", "pager 00735".
pub(super) fn alone(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for digits in page
        .numbers
        .iter()
        .map(|at| *at as usize)
        .filter(|at| (2..=5).contains(&page.word(*at).len()))
    {
        let Some(at) = (digits.saturating_sub(2)..digits)
            .rev()
            .find(|at| page.is_word(*at))
        else {
            continue;
        };
        let short = page.is(at, "x")
            && page.is_glued(digits)
            && !page.is_glued(at)
            && page.word(digits).len() >= 3;
        let named = ["ext", "extension", "extn", "pager", "pgr"]
            .iter()
            .any(|word| page.is(at, word))
            && page.word(digits).len() >= 3;
        let spaced = page.is(at, "x")
            && page.gap(digits) == Gap::Space
            && (4..=5).contains(&page.word(digits).len())
            && (page.gap(digits + 1) >= Gap::Line || page.is_mark(digits + 1, "|"));
        let clean =
            !matches!(page.word(digits + 1), "." | "%" | "/") && !code::measured(page, digits + 1);
        if (short && clean) || named || spaced {
            let candidate = Candidate::new(PHONE.id, Kind::Phone, page.span(at, digits));
            out.push(candidate.because(Weight::Context, Why::CONTEXT));
        }
    }
}
