//! Words and characters: of the whole answer, and of sections with a limit of their own.

use super::{Case, Check, Found};
use crate::tokens;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let checks = &case.form.task().check;
    let all: usize = case
        .reply
        .sections
        .iter()
        .map(|section| words(&section.text))
        .sum();
    if let Some(max) = checks.max_words.filter(|max| all > *max) {
        found.fails(
            Check::Length,
            format!("The answer has {all} words; it may have {max}."),
        );
    }
    if let Some(min) = checks.min_words.filter(|min| all < *min) {
        found.fails(
            Check::Length,
            format!("The answer has {all} words; it needs {min}."),
        );
    }
    for (spot, section) in case.known() {
        let (heading, words) = (&spot.heading, words(&section.text));
        if let Some(max) = spot.max_words.filter(|max| words > *max) {
            found.fails(
                Check::Length,
                format!("\"{heading}\" has {words} words; it may have {max}."),
            );
        }
        let chars = section.text.trim().chars().count();
        if let Some(max) = spot.max_chars.filter(|max| chars > *max) {
            found.fails(
                Check::Length,
                format!("\"{heading}\" has {chars} characters; it may have {max}."),
            );
        }
    }
}

fn words(text: &str) -> usize {
    tokens::words(text).count()
}
