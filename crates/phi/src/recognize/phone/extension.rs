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

/// The end of an extension that is dialled with the last figure of its exchange: "4-2210".
fn tied(page: &Page<'_>, first: usize) -> Option<usize> {
    let last = first + 2;
    let joined = page.is_mark(first + 1, "-") && page.is_glued(first + 1) && page.is_glued(last);
    let formed = page.word(first).len() == 1 && page.word(last).len() == 4;
    (joined && formed && page.is_number(last)).then_some(last)
}

/// Extensions and pagers that stand alone: "Contact: Trinh x204", "ext. 4471", "pager 00735".
pub(super) fn alone(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for digits in page
        .numbers
        .iter()
        .map(|at| *at as usize)
        .filter(|at| (2..=5).contains(&page.word(*at).len()) || tied(page, *at).is_some())
    {
        let Some(at) = (digits.saturating_sub(2)..digits)
            .rev()
            .find(|at| page.is_word(*at))
        else {
            continue;
        };
        let last = tied(page, digits).unwrap_or(digits);
        let length = page.span(digits, last).len();
        let short = page.is(at, "x") && page.is_glued(digits) && !page.is_glued(at) && length >= 3;
        let called = |words: &[&str]| words.iter().any(|word| page.is(at, word));
        // Knees have a short "ext" too: "ext 75, flex 30".
        let dotted = length == 2 && called(&["ext"]) && page.is_mark(at + 1, ".");
        let named = dotted || length >= 3 && called(&["ext", "extension", "extn", "pager", "pgr"]);
        let spaced = page.is(at, "x")
            && page.gap(digits) == Gap::Space
            && (4..=5).contains(&page.word(digits).len())
            && (page.gap(digits + 1) >= Gap::Line || page.is_mark(digits + 1, "|"));
        let clean =
            !matches!(page.word(last + 1), "." | "%" | "/") && !code::measured(page, last + 1);
        if (short && clean) || named || spaced {
            let candidate = Candidate::new(PHONE.id, Kind::Phone, page.span(at, last));
            out.push(candidate.because(Weight::Context, Why::CONTEXT));
        }
    }
}
