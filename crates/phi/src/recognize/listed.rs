//! Lists of people, a line for each: what stands in the same place of every line is the same of everybody.
//!
//! ```text
//! 1009  Ballesteros C      412.00
//! 1177  SMALLS, TREVON      88.50
//! ```
//!
//! Where most lines of a block hold a name in the same cell, that cell is a name in the others too, also where it is cut off, of
//! two people or a word ("PRICE,MA", "R & P Lindgren"). Numbers of one length in a cell before it tell these people apart, also
//! where they stand elsewhere on the page, and days without marks are theirs ("260211"). None of it says anything alone: the finds
//! of the other lines do.

mod number;
mod person;
mod row;

use std::collections::BTreeSet;

use super::{Candidate, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Page, Token};

/// Fewest lines that say for sure that a column holds names.
const LINES: usize = 3;

/// Adds what the names that were found so far say of their lists.
pub(crate) fn listed(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let names = names(out);
    if names.len() < 2 {
        return;
    }
    let mut block: Vec<Vec<Span>> = Vec::new();
    for (start, line) in crate::field::lines(page.text) {
        let row = row::cells(line, start);
        if row.len() < 2 {
            close(page, &names, &mut block, out);
        } else {
            block.push(row);
        }
    }
    close(page, &names, &mut block, out);
}

/// Where names stand, in order, each letter once.
fn names(found: &[Candidate]) -> Vec<Span> {
    let names = found.iter().filter(|one| one.kind == Kind::Name);
    let mut names: Vec<Span> = names.map(|one| one.span).collect();
    names.sort_unstable();
    names.dedup_by(|next, last| {
        let overlaps = next.start < last.end;
        if overlaps {
            last.end = last.end.max(next.end);
        }
        overlaps
    });
    names
}

/// Ends a block of rows.
fn close(page: &Page<'_>, names: &[Span], block: &mut Vec<Vec<Span>>, out: &mut Vec<Candidate>) {
    let rows = std::mem::take(block);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let people: Vec<usize> = (0..width)
        .filter(|at| holds_names(page, &rows, *at, names))
        .collect();
    let Some(first) = people.first().filter(|_| rows.len() > 1) else {
        return;
    };
    for at in &people {
        out.extend(others(page, &rows, *at, names));
    }
    for at in (0..width).filter(|at| !people.contains(at)) {
        let days = column(&rows, at).filter(|cell| number::is_day(page.slice(*cell)));
        let days: Vec<Span> = days.collect();
        if is_most(&rows, at, days.len()) {
            out.extend(days.into_iter().map(|cell| found(cell, Kind::Date)));
        } else if at < *first {
            numbers(page, &rows, at, out);
        }
    }
}

/// The cells of a column of names that no name was found in, or not all of one. The first line may hold its title.
fn others<'s>(
    page: &'s Page<'_>,
    rows: &'s [Vec<Span>],
    at: usize,
    names: &'s [Span],
) -> impl Iterator<Item = Candidate> + use<'s> {
    let held = column(rows, at).filter(|cell| is_held(page, *cell, names));
    let held = held.count();
    let sure = held >= LINES && held * 3 >= column(rows, at).count() * 2;
    let cells = rows.iter().enumerate();
    let cells = cells.filter_map(move |(no, row)| Some((no, *row.get(at)?)));
    let below = cells.filter(move |(no, cell)| *no > 0 || is_held(page, *cell, names));
    let rest = below.filter(move |(_, cell)| !is_covered(page, *cell, names));
    rest.filter_map(move |(_, cell)| person::name(page, cell, sure))
        .map(|name| found(name, Kind::Name).because(Weight::Context, Why::CONTEXT))
}

/// Adds the numbers of a column that tell people apart, here and wherever else they stand.
fn numbers(page: &Page<'_>, rows: &[Vec<Span>], at: usize, out: &mut Vec<Candidate>) {
    let cells = number::alike(page, column(rows, at));
    if !is_most(rows, at, cells.len()) || !number::tell_apart(page, &cells) {
        return;
    }
    let known: BTreeSet<&str> = cells.iter().map(|cell| page.slice(*cell)).collect();
    let codes = page.codes.iter();
    let codes = codes.map(|code| page.span(code.first, code.last));
    let again = codes.filter(|code| known.contains(page.slice(*code)));
    out.extend(again.map(|cell| found(cell, Kind::OtherId)));
}

fn found(cell: Span, kind: Kind) -> Candidate {
    Candidate::new("listed", kind, cell).because(Weight::Guess, Why::CONTEXT)
}

fn column(rows: &[Vec<Span>], at: usize) -> impl Iterator<Item = Span> {
    rows.iter().filter_map(move |row| row.get(at).copied())
}

/// Whether so many cells are most of a column, which has a title and a total too.
fn is_most(rows: &[Vec<Span>], at: usize, cells: usize) -> bool {
    cells > 1 && cells * 2 >= column(rows, at).count()
}

/// Whether most cells of a column are names, or begin with one.
fn holds_names(page: &Page<'_>, rows: &[Vec<Span>], at: usize, names: &[Span]) -> bool {
    let held = column(rows, at).filter(|cell| is_held(page, *cell, names));
    is_most(rows, at, held.count())
}

fn is_held(page: &Page<'_>, cell: Span, names: &[Span]) -> bool {
    let at = names.partition_point(|name| name.end <= cell.start);
    let first = names.get(at).filter(|name| name.overlaps(cell));
    first.is_some_and(|first| {
        first.start <= cell.start + 1 || person::name(page, cell, false).is_some()
    })
}

/// Whether names hold all letters of a cell.
fn is_covered(page: &Page<'_>, cell: Span, names: &[Span]) -> bool {
    let words = tokens(page, cell).iter().filter(|token| token.is_word());
    words.map(Token::span).all(|word| {
        let at = names.partition_point(|name| name.end <= word.start);
        names.get(at).is_some_and(|name| name.contains(word))
    })
}

fn tokens<'p>(page: &'p Page<'_>, cell: Span) -> &'p [Token] {
    let (first, end) = (page.token_from(cell.start), page.token_from(cell.end));
    page.tokens.get(first..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        super::super::tests::added(listed, text, names)
    }

    #[test]
    fn numbers_before_names_and_names_among_names() {
        let aging = "1009  Ballesteros C   412.00\n1177  SMALLS, TREVON   88.50\n1340  Price, Cash   230.00";
        let names = ["Ballesteros C", "SMALLS, TREVON"];
        assert_eq!(
            found(aging, &names),
            ["Price, Cash", "1009", "1177", "1340"]
        );
        let bars = "77120;PT;Rasmussen, Bjorn;6/12\n77121;PT;Ka Zoua Xiong;";
        assert_eq!(
            found(bars, &["Rasmussen, Bjorn", "Ka Zoua Xiong"]),
            ["77120", "77121"]
        );
        let both = "1009  Okonjo, T  260211\n1177  R & P Lindgren  260213\n1340  Price, S & R  260214\nowes 1177";
        let expected = [
            "R & P Lindgren",
            "Price, S & R",
            "1009",
            "1177",
            "1340",
            "1177",
            "260211",
            "260213",
            "260214",
        ];
        assert_eq!(found(both, &["Okonjo, T", "Lindgren"]), expected);
        let plain = "40118 Okonjo, T stable\n40122 Lindgren, H home";
        assert_eq!(
            found(plain, &["Okonjo, T", "Lindgren, H"]),
            ["40118", "40122"]
        );
    }

    #[test]
    fn other_columns_are_left() {
        for text in [
            "0900  Okonjo\n1015  Lindgren\n1130  Rao",
            "2024  Okonjo\n2025  Lindgren\n2026  Rao",
            "00001  Okonjo\n00002  Lindgren\n00003  Rao",
            "99213  Okonjo\n99213  Lindgren",
            "412.00  Okonjo\n88.50  Lindgren",
            "Okonjo  99213\nLindgren  99214",
            "40118  Okonjo\n\n40122  Lindgren",
            "She told Okonjo, who was late, and so on, so she left.\nThen Lindgren, who was late, and so on.",
        ] {
            let found = found(text, &["Okonjo", "Lindgren"]);
            assert!(found.iter().all(|one| one == "Rao"), "{text}: {found:?}");
        }
    }
}
