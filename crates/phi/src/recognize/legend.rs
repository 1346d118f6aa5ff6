//! Initials that a legend explains: "MZ = Zielinski, TB = Boone-Afolabi" below a table says whose the letters in its cells are.

use std::collections::HashSet;

use super::Candidate;
use crate::find::Role;
use crate::kind::Kind;
use crate::text::{Case, Page, Token};

/// Adds the letters of every such line, wherever they stand.
pub(crate) fn legend(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let names = out.iter().filter(|one| one.kind == Kind::Name);
    let explained: HashSet<&str> = names
        .filter_map(|name| letters(page, name))
        .map(|at| page.word(at))
        .collect();
    if explained.is_empty() {
        return;
    }
    let all = (0..page.tokens.len()).filter(|at| explained.contains(page.word(*at)));
    out.extend(all.map(|at| candidate(page, at)));
}

fn candidate(page: &Page<'_>, at: usize) -> Candidate {
    Candidate::told_name(page.span(at, at), Role::Staff)
}

/// The letters before a name, over a sign that makes them equal, where they are those that it begins with.
fn letters(page: &Page<'_>, name: &Candidate) -> Option<usize> {
    let first = page.token_from(name.span.start);
    let at = first
        .checked_sub(2)
        .filter(|at| page.is_mark(at + 1, "="))?;
    let short = |token: &Token| token.case == Case::Upper && (2..=3).contains(&token.len());
    let inside = (first..page.tokens.len())
        .take_while(|at| page.span(*at, *at).start < name.span.end)
        .filter(|at| page.is_word(*at));
    let starts: Vec<char> = inside
        .filter_map(|at| page.word(at).chars().next())
        .collect();
    let mut left = starts.iter();
    let word = page.word(at);
    let in_order = word
        .chars()
        .all(|letter| left.any(|start| *start == letter));
    let surname = starts.len() < 3 && word.chars().last() == starts.first().copied();
    (page.token(at).is_some_and(short) && (in_order || surname)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_says_whose_letters_are() {
        for (text, names, found) in [
            (
                "Kostenko;MZ\nFreeman;TB\n-- MZ = Zielinski, TB = Boone-Afolabi",
                &["Zielinski", "Boone-Afolabi"][..],
                &["MZ", "TB", "MZ", "TB"][..],
            ),
            (
                "seen by LKO. LKO = Lena K Osei",
                &["Lena K Osei"],
                &["LKO", "LKO"],
            ),
            ("PT = Prothrombin", &["Prothrombin"], &[]),
            ("MA = Hope", &["Hope"], &[]),
        ] {
            assert_eq!(
                super::super::tests::added(legend, text, names),
                found,
                "{text}"
            );
        }
    }
}
