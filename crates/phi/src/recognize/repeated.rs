//! Numbers that stand elsewhere on the page too: `mrn = 'S0041882'` here and `grantor='S0041882'` there.
//!
//! A label says once what a number is. The same characters without it are the same number, when they are too many and too
//! mixed to be a count.

use std::collections::HashMap;

use super::Candidate;
use crate::find::Why;
use crate::text::Page;

/// Fewest characters and digits of a number that nothing else is written as.
const LENGTH: usize = 6;
const DIGITS: usize = 4;

/// Adds the codes of a page that were found elsewhere on it as somebody's number.
pub(crate) fn repeated(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let certain = out
        .iter()
        .filter(|one| one.hard && is_telling(page.slice(one.span)));
    let known: HashMap<&str, Candidate> = certain
        .map(|one| (page.slice(one.span), one.clone()))
        .collect();
    if known.is_empty() {
        return;
    }
    for code in &page.codes {
        let span = page.span(code.first, code.last);
        let same = known.get(page.slice(span)).filter(|one| one.span != span);
        out.extend(same.map(|one| Candidate {
            span,
            why: one.why | Why::MEMORY,
            ..one.clone()
        }));
    }
}

/// Whether characters are letters and digits enough to be one number only.
fn is_telling(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let mixed = letters > 0 || digits > LENGTH;
    digits >= DIGITS && digits + letters >= LENGTH && mixed && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::lexicon::Lexicon;
    use crate::span::Span;

    fn again(text: &str, number: &str) -> usize {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.find(number).unwrap();
        let span = Span {
            start,
            end: start + number.len(),
        };
        let mut out = vec![Candidate::new("mrn", Kind::Mrn, span).hard()];
        repeated(&page, &mut out);
        out.len() - 1
    }

    #[test]
    fn the_same_number_elsewhere() {
        assert_eq!(
            again("mrn = 'S0041882' AND grantor='S0041882'", "S0041882"),
            1
        );
        assert_eq!(
            again("MRN 55102837, linked to 55102837 and 55102837", "55102837"),
            2
        );
        assert_eq!(again("MRN 55102837, linked to 55102838", "55102837"), 0);
    }

    #[test]
    fn short_numbers_are_counts_elsewhere() {
        assert_eq!(again("chart 150000, platelets 150000", "150000"), 0);
        assert_eq!(again("chart 4471, cells 4471", "4471"), 0);
    }
}
