//! Lines that say who a page is about: `Rajendra Mehta | 4/30/1950 | HRC 10772 | 2/3/2026`,
//! `Patient: Ferreira, Adelino   ID 4471   birth 1955-06-30`.
//!
//! A line of a few cells that hold somebody's name and a birthday has the number of the record in it as well: a cell that is
//! nothing but a code. Few digits are enough there, because the cells beside it say what it is.

use super::meaning::Meaning;
use super::{table, value};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Case, Cue, Page, Token};

/// How many cells such a line has.
const CELLS: std::ops::RangeInclusive<usize> = 3..=8;
/// Longest such line, in bytes.
const LONGEST: usize = 200;
/// Fewest digits of a number behind a word for one, and behind other capitals.
const TOLD: usize = 4;
const HEADED: usize = 5;
/// Most digits of one.
const MOST: usize = 10;

/// Proposes the numbers of records beside a name and a birthday.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (start, line) in table::lines(page.text) {
        let cells = cells(line, start);
        if !CELLS.contains(&cells.len()) {
            continue;
        }
        let about = cells.iter().any(|cell| is_birthday(page, *cell));
        if about && cells.iter().any(|cell| is_person(page, *cell)) {
            let meaning = Meaning::of(Kind::Mrn);
            let numbers = cells.iter().filter_map(|cell| number(page, *cell));
            out.extend(numbers.filter_map(|span| value(page, "field", meaning, span)));
        }
    }
}

/// The cells of a line, by bars or by more than one blank.
fn cells(line: &str, start: usize) -> Vec<Span> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let mark = if line.contains('|') { "|" } else { "  " };
    let cells = table::parted(line, mark).into_iter();
    cells.map(|cell| cell.moved(start)).collect()
}

fn tokens<'p>(page: &'p Page<'_>, cell: Span) -> &'p [Token] {
    let (first, end) = (page.token_from(cell.start), page.token_from(cell.end));
    page.tokens.get(first..end).unwrap_or_default()
}

/// Whether a cell is a birthday: a day behind its label, or one long ago.
fn is_birthday(page: &Page<'_>, cell: Span) -> bool {
    let text = page.slice(cell);
    let day = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let label = tokens(page, cell).first();
    let labeled = label.is_some_and(|token| token.cue == Cue::Birth);
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let figures = parts.iter().all(|part| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let years = parts.iter().filter(|part| part.len() == 4);
    let old = years
        .flat_map(|year| year.parse::<u32>())
        .any(|year| year < LATELY);
    let told = labeled || (old && day.len() == text.len());
    told && parts.len() == 3 && figures
}

/// The year before which a day alone is more likely a birthday than a visit.
const LATELY: u32 = 2012;

/// Whether a cell is somebody's name: two to four words with capitals, of which the lists know one as nothing else, behind a
/// label or not.
fn is_person(page: &Page<'_>, cell: Span) -> bool {
    let all = tokens(page, cell);
    let colon = all
        .iter()
        .position(|token| page.slice(token.span()) == ":")
        .map_or(0, |at| at + 1);
    let rest = all.get(colon..).unwrap_or_default();
    let words: Vec<&Token> = rest.iter().filter(|token| token.is_word()).collect();
    let plain = Flags::WORD_COMMON | Flags::MEDICAL;
    let known = |token: &&Token| token.known.any(Flags::ANY_NAME) && !token.known.any(plain);
    !rest.iter().any(|token| token.is_number())
        && (2..=4).contains(&words.len())
        && words.iter().all(|token| token.is_capital())
        && words.iter().any(known)
}

/// The number in a cell that is a code behind letters or a word for one: "HRC 10772", "ID 4471".
fn number(page: &Page<'_>, cell: Span) -> Option<Span> {
    let [head, rest @ ..] = tokens(page, cell) else {
        return None;
    };
    let marks = |token: &&Token| matches!(page.slice(token.span()), ":" | "#" | "." | "-");
    let mut numbers = rest.iter().filter(|token| !marks(token));
    let number = numbers.next().filter(|token| token.is_number())?;
    let told = ["id", "no", "#"]
        .iter()
        .any(|word| page.slice(head.span()).eq_ignore_ascii_case(word));
    let least = if told { TOLD } else { HEADED };
    let fits = (least..=MOST).contains(&number.len()) && numbers.next().is_none();
    let start = if told { number } else { head };
    (fits && (told || heads(head))).then(|| Span {
        start: start.span().start,
        end: number.span().end,
    })
}

/// Whether capitals can be the head of such a number. Rooms and times have heads too, and four digits.
fn heads(token: &Token) -> bool {
    let known = Flags::WORD | Flags::MEDICAL | Flags::MONTH | Flags::STATE | Flags::FACILITY_WORD;
    let capitals = token.case == Case::Upper && (2..=4).contains(&token.len());
    capitals && !token.known.any(known) && token.cue == Cue::None
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn numbers_beside_a_name_and_a_birthday() {
        for (text, number) in [
            (
                "Rajendra Mehta | 4/30/1950 | HRC 10772 | 02/03/2026",
                "HRC 10772",
            ),
            (
                "Patient: Ferreira-Costa, Adelino   ID 4471   birth 1955-06-30",
                "4471",
            ),
            ("Tamsin Okonjo   #40417   DOB 3/14/1961", "40417"),
        ] {
            assert_eq!(values(find, text), [number], "{text}");
        }
    }

    #[test]
    fn other_cells_are_left_alone() {
        for text in [
            "Rajendra Mehta | 4/30/1950 | CPT 99213 | 02/03/2026",
            "Rajendra Mehta | 4/30/1950 | 10772 | 02/03/2026",
            "Gauze | 4/30/2026 | HRC 10772 | box",
            "Rajendra Mehta | HRC 10772 | ward",
            "Rajendra Mehta | HRC 10772 | 2/3/2026",
            "Rajendra Mehta   4/30/1950   room 1204",
            "Rajendra Mehta   4/30/1950   RM 1204   ETA 1015",
        ] {
            assert!(
                values(find, text).is_empty(),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }
}
