//! Lists of people, a line for each: what stands in the same place of every line is the same of everybody.
//!
//! ```text
//! 1009  Ballesteros C      412.00
//! 1177  SMALLS, TREVON      88.50
//! ```
//!
//! Where most lines of a block hold a name in the same cell, that cell is a name in the others too, also where it is cut off, of
//! two people or a word ("PRICE,MA", "R & P Lindgren"). Numbers of one length in a cell before it tell these people apart, also
//! where they stand elsewhere on the page, and days without marks are theirs ("260211"). What most lines hold in a cell behind
//! each other is the same in the rest. None of it says anything alone: the finds of the other lines do.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::{Candidate, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Case, Page, Token};

/// Longest line that is a row, in bytes, and most cells of one.
const LONGEST: usize = 400;
const WIDEST: usize = 16;
/// Fewest commas of a row that they part.
const COMMAS: usize = 3;
/// How many words a name in a cell has.
const WORDS: RangeInclusive<usize> = 1..=4;
/// How many digits a number has that tells people apart; one of so few needs so many lines.
const DIGITS: RangeInclusive<usize> = 4..=12;
const FEW: usize = 4;
const LINES: usize = 3;
/// How far apart short numbers are at least: the rooms of one floor are closer.
const FLOOR: u64 = 100;

/// Adds what the names that were found so far say of their lists.
pub(crate) fn listed(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut names: Vec<Span> = out
        .iter()
        .filter(|one| one.kind == Kind::Name)
        .map(|one| one.span)
        .collect();
    if names.len() < 2 {
        return;
    }
    names.sort_unstable();
    let mut block: Vec<Vec<Span>> = Vec::new();
    for (start, line) in crate::field::lines(page.text) {
        let row = row(line, start);
        if row.len() < 2 {
            close(page, &names, &mut block, out);
        } else {
            block.push(row);
        }
    }
    close(page, &names, &mut block, out);
}

/// The cells of a line: what marks part, or two blanks, or the blank behind a number at its head. None of a line that is no row.
fn row(line: &str, start: usize) -> Vec<Span> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let mark = ["|", "\t", ";", "  "]
        .into_iter()
        .find(|mark| line.trim().contains(mark));
    let cells = match mark {
        Some(mark) => parted(line, mark),
        None if line.matches(',').count() >= COMMAS => quoted(line),
        None => headed(line),
    };
    let moved = |cell: &Span| Span {
        start: start + cell.start,
        end: start + cell.end,
    };
    cells.iter().take(WIDEST).map(moved).collect()
}

/// The cells between marks, without the blanks around them. Blanks that part cells leave no empty ones.
fn parted(line: &str, mark: &str) -> Vec<Span> {
    let mut at = 0;
    let cell = |part: &str| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + mark.len();
        Span::new(start, start + part.trim().len())
    };
    let cells = line.split(mark).filter_map(cell);
    cells
        .filter(|cell| mark != "  " || !cell.is_empty())
        .collect()
}

/// The cells between commas, without their quotes.
fn quoted(line: &str) -> Vec<Span> {
    let bare = |cell: Span| {
        let text = cell.of(line).unwrap_or_default();
        let edge = |c: char| c == '"' || c == ' ';
        let start = cell.start + text.len() - text.trim_start_matches(edge).len();
        Span {
            start,
            end: start + text.trim_matches(edge).len(),
        }
    };
    let cells = crate::field::cells(line, ',').into_iter();
    cells.map(bare).collect()
}

/// The number at the head of a line, and the rest of it.
fn headed(line: &str) -> Vec<Span> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_row = DIGITS.contains(&digits) && line.as_bytes().get(digits) == Some(&b' ');
    let cells = [0..digits, digits + 1..line.len()];
    let cells = cells.map(|cell| Span {
        start: cell.start,
        end: cell.end,
    });
    if is_row { cells.to_vec() } else { Vec::new() }
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
        let held = column(&rows, *at).filter(|cell| is_held(page, *cell, names));
        let held = held.count();
        let sure = held >= LINES && held * 3 >= column(&rows, *at).count() * 2;
        let cells = rows.iter().enumerate();
        let cells = cells.filter_map(|(no, row)| Some((no, *row.get(*at)?)));
        let below = cells.filter(|(no, cell)| *no > 0 || is_held(page, *cell, names));
        let rest = below
            .map(|(_, cell)| cell)
            .filter(|cell| !is_covered(page, *cell, names));
        out.extend(rest.filter_map(|cell| name(page, cell, sure)));
    }
    for at in (0..width).filter(|at| !people.contains(at)) {
        let days = column(&rows, at).filter(|cell| is_day(page.slice(*cell)));
        let days: Vec<Span> = days.collect();
        if is_most(&rows, at, days.len()) {
            out.extend(days.into_iter().map(|cell| found(cell, Kind::Date)));
        } else if at < *first {
            numbers(page, &rows, at, out);
        }
    }
}

/// Adds the numbers of a column that tell people apart, here and wherever else they stand.
fn numbers(page: &Page<'_>, rows: &[Vec<Span>], at: usize, out: &mut Vec<Candidate>) {
    let cells: Vec<Span> = alike(page, column(rows, at));
    if !is_most(rows, at, cells.len()) || !tell_apart(page, &cells) {
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

/// The cells of a column that have the form of most of them.
fn alike(page: &Page<'_>, cells: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut by_form: BTreeMap<(&str, usize), Vec<Span>> = BTreeMap::new();
    for cell in cells {
        if let Some(form) = form(page.slice(cell)) {
            by_form.entry(form).or_default().push(cell);
        }
    }
    let most = by_form.into_values().max_by_key(Vec::len);
    most.unwrap_or_default()
}

/// Whether most cells of a column are names, or begin with one.
fn holds_names(page: &Page<'_>, rows: &[Vec<Span>], at: usize, names: &[Span]) -> bool {
    let held = column(rows, at).filter(|cell| is_held(page, *cell, names));
    is_most(rows, at, held.count())
}

fn is_held(page: &Page<'_>, cell: Span, names: &[Span]) -> bool {
    let at = names.partition_point(|name| name.end <= cell.start);
    let first = names.get(at).filter(|name| name.overlaps(cell));
    first.is_some_and(|first| first.start <= cell.start + 1 || name(page, cell, false).is_some())
}

/// Whether names hold all letters of a cell.
fn is_covered(page: &Page<'_>, cell: Span, names: &[Span]) -> bool {
    let words = tokens(page, cell).iter().filter(|token| token.is_word());
    words.map(Token::span).all(|word| {
        let at = names.partition_point(|name| name.end <= word.start);
        names.get(at).is_some_and(|name| name.contains(word))
    })
}

/// A cell that reads as a name: a few words with capitals and first letters, none of which is nothing but an ordinary word or a
/// term. Titles before it and degrees behind it are no part of it.
fn name(page: &Page<'_>, cell: Span, sure: bool) -> Option<Candidate> {
    let tokens = tokens(page, cell);
    let around = Flags::TITLE | Flags::ROLE | Flags::RELATION | Flags::CREDENTIAL;
    let tells = |token: &Token| token.is_word() && (token.len() == 1 || !token.known.any(around));
    let first = tokens.iter().position(tells)?;
    let last = tokens.iter().rposition(tells)?;
    let inner = tokens.get(first..=last)?;
    let words = || inner.iter().filter(|token| token.is_word());
    let comma = inner.iter().any(|token| page.slice(token.span()) == ",");
    let mark = |token: &Token| MARKS.contains(&page.slice(token.span()));
    let fits = WORDS.contains(&words().count())
        && words().all(|token| token.len() == 1 || could_be_name(token, sure && comma))
        && words().any(|token| token.len() > 1 && is_name(token, sure || comma))
        && inner.iter().all(|token| token.is_word() || mark(token));
    let span = Span {
        start: inner.first()?.span().start,
        end: inner.last()?.span().end,
    };
    fits.then(|| found(span, Kind::Name).because(Weight::Context, Why::CONTEXT))
}

/// Marks in names.
const MARKS: &[&str] = &["\"", "&", "'", ",", "-", ".", "/"];

/// Whether a word may be a part of a name; with a comma in a list of names, any word may.
fn could_be_name(token: &Token, any: bool) -> bool {
    let plain = Flags::WORD_COMMON | Flags::MEDICAL;
    let named = token.known.any(Flags::ANY_NAME) || !token.known.any(plain);
    token.case != Case::Lower && (named || any)
}

/// Whether a word is more likely a name than anything else; where a name is due, that it can be one is enough.
fn is_name(token: &Token, due: bool) -> bool {
    let named = token.known.any(Flags::ANY_NAME);
    token.known.is_empty() || (named && (due || !token.known.any(Flags::WORD | Flags::MEDICAL)))
}

fn tokens<'p>(page: &'p Page<'_>, cell: Span) -> &'p [Token] {
    let (first, end) = (page.token_from(cell.start), page.token_from(cell.end));
    page.tokens.get(first..end).unwrap_or_default()
}

/// Whether numbers of one form differ, and are neither times of day, years nor a count of the lines.
fn tell_apart(page: &Page<'_>, cells: &[Span]) -> bool {
    let texts: Vec<&str> = cells.iter().map(|cell| page.slice(*cell)).collect();
    let Some((head, digits)) = texts.first().and_then(|text| form(text)) else {
        return false;
    };
    let numbers = texts
        .iter()
        .filter_map(|text| text.get(head.len()..)?.parse::<u64>().ok());
    let numbers: Vec<u64> = numbers.collect();
    let distinct: BTreeSet<u64> = numbers.iter().copied().collect();
    let counts = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let apart = distinct.last().zip(distinct.first());
    let spread = apart.is_some_and(|(last, first)| last - first >= FLOOR);
    let enough = digits > FEW || (texts.len() >= LINES && spread);
    let other = head.is_empty()
        && (numbers.iter().all(|one| is_clock(*one)) || numbers.iter().all(|one| is_year(*one)));
    distinct.len() > 1 && enough && !other && !(counts && numbers.first() < Some(&10))
}

/// The letters before a number and how many digits it has; none for what is no number.
fn form(text: &str) -> Option<(&str, usize)> {
    let head = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (head, rest) = text.split_at_checked(head)?;
    let digits = rest.bytes().all(|byte| byte.is_ascii_digit());
    (digits && head.len() <= 4 && DIGITS.contains(&rest.len())).then_some((head, rest.len()))
}

fn is_clock(number: u64) -> bool {
    number < 2400 && number % 100 < 60
}

fn is_year(number: u64) -> bool {
    (1900..2100).contains(&number)
}

/// "260211", "021126": six figures that are a day of these years, the year first or last.
fn is_day(text: &str) -> bool {
    let fits = |from: usize| text.get(from..from + 4);
    let month = |part: &str| {
        part.get(..2)
            .is_some_and(|month| ("01"..="12").contains(&month))
    };
    let day = |part: &str| {
        part.get(2..)
            .is_some_and(|day| ("01"..="31").contains(&day))
    };
    let year = |from: usize| {
        let year = text.get(from..from + 2);
        year.is_some_and(|year| ("20".."40").contains(&year))
    };
    let is =
        |at: usize, of: usize| fits(at).is_some_and(|part| month(part) && day(part)) && year(of);
    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && (is(2, 0) || is(0, 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let name = |name: &&str| {
            let start = text.find(*name).unwrap();
            let span = Span {
                start,
                end: start + name.len(),
            };
            Candidate::new("name", Kind::Name, span)
        };
        let mut out: Vec<Candidate> = names.iter().map(name).collect();
        listed(&page, &mut out);
        let new = out.iter().skip(names.len());
        new.map(|one| page.slice(one.span).to_owned()).collect()
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
