//! A letter: a written text on the paper of a practice, with what must be read before it.

use jiff::civil::Date;
use serde::Serialize;

/// A letter. It may hold what a patient's letter holds: it has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Whose paper it is, a line each: the name, then the address and the phone.
    pub sender: Vec<String>,
    /// What it is.
    pub title: String,
    /// The day it was written.
    pub day: Date,
    /// What must be read first, such as that nobody approved it yet.
    pub notices: Vec<String>,
    /// What was written.
    pub parts: Vec<Part>,
    /// What it was made with, in words. It stands in the file's properties, not on the page.
    pub made_with: String,
}

/// A part of a written text.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(Debug))]
pub enum Part {
    /// A heading.
    Heading {
        /// From 1 for the highest to 3.
        level: u8,
        /// Its words.
        runs: Vec<Run>,
    },
    /// Points.
    List(List),
    /// Lines that belong together.
    Paragraph {
        /// A line each.
        lines: Vec<Vec<Run>>,
    },
    /// A table.
    Table {
        /// Its rows; each has as many cells as the first, which is its head.
        rows: Vec<Vec<Vec<Run>>>,
    },
}

/// Points, which may have points of their own.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(Debug))]
pub struct List {
    /// The first one's number; none where they have no numbers.
    pub start: Option<u32>,
    /// A point each.
    pub items: Vec<Item>,
}

/// A point.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Item {
    /// Its words.
    pub runs: Vec<Run>,
    /// The points that stand further in, below it.
    pub lists: Vec<List>,
}

/// Words that are written alike.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Run {
    /// Whether they are bold.
    pub bold: bool,
    /// The words.
    pub text: String,
}

/// Reads a text for headings (`#`), lists (`-`, `1.`) in lists, tables (`|`) and bold words (`**`). All else stays as it is.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let mut reading = Reading::default();
    for line in text.lines() {
        reading.line(line);
    }
    for part in &mut reading.parts {
        even(part);
    }
    reading.parts
}

/// A text as far as it was read.
#[derive(Default)]
struct Reading {
    parts: Vec<Part>,
    /// Whether the last part goes on with the next line.
    is_open: bool,
    /// How far in each list of the last part begins that is still open, the outermost first.
    indents: Vec<usize>,
}

/// A line by how it begins.
enum Line<'t> {
    Empty,
    Heading(u8, &'t str),
    /// A point, and how far in it stands.
    Item(usize, Option<u32>, &'t str),
    /// A line that stands further in, as the rest of a point does.
    Indented(&'t str),
    Row(&'t str),
    Words(&'t str),
}

impl Line<'_> {
    fn of(line: &str) -> Line<'_> {
        let words = line.trim();
        if words.is_empty() || is_rule(words) {
            return Line::Empty;
        }
        if let Some((level, words)) = heading(words) {
            return Line::Heading(level, words);
        }
        if let Some((number, words)) = item(words) {
            return Line::Item(indent(line), number, words);
        }
        match words.strip_prefix('|') {
            Some(row) if words.len() > 1 => Line::Row(row.strip_suffix('|').unwrap_or(row)),
            _ if line.starts_with([' ', '\t']) => Line::Indented(words),
            _ => Line::Words(words),
        }
    }
}

/// A line that only separates.
fn is_rule(words: &str) -> bool {
    words.len() >= 3
        && ["-", "*", "_"]
            .iter()
            .any(|mark| words.replace(mark, "").is_empty())
}

fn heading(words: &str) -> Option<(u8, &str)> {
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let words = rest.strip_prefix(' ')?;
    let level = u8::try_from(marks)
        .ok()
        .filter(|marks| (1..=6).contains(marks))?;
    Some((level.min(3), words.trim()))
}

fn item(words: &str) -> Option<(Option<u32>, &str)> {
    for mark in ["- ", "* ", "+ ", "• "] {
        if let Some(rest) = words.strip_prefix(mark) {
            return Some((None, rest.trim()));
        }
    }
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words.strip_suffix(rest)?;
    let number = number.parse().ok().filter(|_| number.len() <= 3)?;
    let rest = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((Some(number), rest.trim()))
}

/// How far in a line stands, in blanks; a tab counts as four.
fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

impl Reading {
    /// Adds a line to the part that it goes on with, or begins another with it.
    fn line(&mut self, line: &str) {
        let line = Line::of(line);
        if let Line::Item(indent, number, words) = line {
            return self.item(indent, number, words);
        }
        let was_open = std::mem::replace(&mut self.is_open, !matches!(line, Line::Empty));
        let last = self.parts.last_mut().filter(|_| was_open);
        match (line, last) {
            (Line::Empty | Line::Item(..), _) => {}
            (Line::Heading(level, words), _) => self.parts.push(Part::Heading {
                level,
                runs: runs(words),
            }),
            (Line::Indented(words), Some(Part::List(list))) => list.go_on(words),
            (Line::Row(row), Some(Part::Table { rows })) => rows.extend(cells(row)),
            (Line::Row(row), _) => self.parts.push(Part::Table {
                rows: Vec::from_iter(cells(row)),
            }),
            (Line::Indented(words) | Line::Words(words), Some(Part::Paragraph { lines })) => {
                lines.push(runs(words));
            }
            (Line::Indented(words) | Line::Words(words), _) => {
                self.parts.push(Part::Paragraph {
                    lines: vec![runs(words)],
                });
            }
        }
    }

    /// Adds a point to the list that it stands in. What stands further in goes below the point before it, also over an
    /// empty line.
    fn item(&mut self, indent: usize, number: Option<u32>, words: &str) {
        let is_further_in = indent >= FURTHER_IN;
        let goes_on = std::mem::replace(&mut self.is_open, true) || is_further_in;
        let depth = self.depth(indent);
        if let Some(Part::List(list)) = self.parts.last_mut().filter(|_| goes_on)
            && list.add(depth, number, words)
        {
            return;
        }
        self.indents = vec![indent];
        self.parts.push(Part::List(List::of(number, words)));
    }

    /// How many lists a point stands in that begins so far in, less one.
    fn depth(&mut self, indent: usize) -> usize {
        while self.indents.len() > 1 && self.indents.last().is_some_and(|last| indent < *last) {
            self.indents.pop();
        }
        let last = self.indents.last().copied().unwrap_or(indent);
        if indent >= last + FURTHER_IN && self.indents.len() < DEEPEST {
            self.indents.push(indent);
        }
        self.indents.len().saturating_sub(1)
    }
}

/// From how many blanks on a point stands further in than another.
const FURTHER_IN: usize = 2;
/// How many lists may stand in each other; points that stand further in stay at the last one.
const DEEPEST: usize = 4;

impl List {
    fn of(start: Option<u32>, words: &str) -> List {
        let runs = runs(words);
        let lists = Vec::new();
        List {
            start,
            items: vec![Item { runs, lists }],
        }
    }

    /// Adds a point so many lists further in. Says no where this list is of the other kind.
    fn add(&mut self, depth: usize, number: Option<u32>, words: &str) -> bool {
        let Some(deeper) = depth.checked_sub(1) else {
            let fits = self.start.is_some() == number.is_some();
            if fits {
                self.items.extend(List::of(number, words).items);
            }
            return fits;
        };
        let Some(above) = self.items.last_mut() else {
            return false;
        };
        let last = above.lists.last_mut();
        if !last.is_some_and(|list| list.add(deeper, number, words)) {
            above.lists.push(List::of(number, words));
        }
        true
    }

    /// Adds words to the newest point.
    fn go_on(&mut self, words: &str) {
        let Some(item) = self.items.last_mut() else {
            return;
        };
        if let Some(list) = item.lists.last_mut() {
            return list.go_on(words);
        }
        let text = " ".to_owned();
        item.runs.push(Run { bold: false, text });
        item.runs.extend(runs(words));
    }
}

/// The cells of a row; none for the line that parts the head from the rest.
fn cells(row: &str) -> Option<Vec<Vec<Run>>> {
    let is_line = row.contains('-') && row.chars().all(|c| "-:| ".contains(c));
    (!is_line).then(|| row.split('|').map(|cell| runs(cell.trim())).collect())
}

/// Gives every row of a table as many cells as the longest has, so that none of them is lost.
fn even(part: &mut Part) {
    if let Part::Table { rows } = part {
        let most = rows.iter().map(Vec::len).max().unwrap_or_default();
        for row in rows {
            row.resize_with(most, Vec::new);
        }
    }
}

/// Words between two `**` are bold; a `**` without another is text.
fn runs(words: &str) -> Vec<Run> {
    let pieces: Vec<&str> = words.split("**").collect();
    let paired = pieces.len() - (pieces.len() + 1) % 2;
    let mut runs: Vec<Run> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let text = match at >= paired {
            true => format!("**{piece}"),
            false => (*piece).to_owned(),
        };
        let bold = at % 2 == 1 && at < paired;
        runs.push(Run { bold, text });
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<Run> {
        vec![Run {
            bold: false,
            text: text.to_owned(),
        }]
    }

    #[test]
    fn bold_needs_both_its_marks() {
        let show = |words| {
            let runs = runs(words).into_iter();
            let marked = runs.map(|run| {
                if run.bold {
                    format!("<{}>", run.text)
                } else {
                    run.text
                }
            });
            marked.collect::<String>()
        };
        for (words, shown) in [
            ("take **two** a day", "take <two> a day"),
            ("**two** and **three**", "<two> and <three>"),
            ("two ** three", "two ** three"),
            ("**a** b ** c", "<a> b ** c"),
            ("****", ""),
            ("", ""),
        ] {
            assert_eq!(show(words), shown, "{words}");
        }
    }

    #[test]
    fn headings_lists_and_paragraphs_are_read() {
        let read = parts(
            "# Plan\nRest.\nDrink.\n\n- one\n  more\n- two\n\n3. three\n4) four\n#5 is a lot\n---\n1999. A year",
        );
        let expected = [
            Part::Heading {
                level: 1,
                runs: plain("Plan"),
            },
            Part::Paragraph {
                lines: vec![plain("Rest."), plain("Drink.")],
            },
            Part::List(List {
                start: None,
                items: vec![
                    point([plain("one"), plain(" "), plain("more")].concat()),
                    point(plain("two")),
                ],
            }),
            Part::List(List {
                start: Some(3),
                items: vec![point(plain("three")), point(plain("four"))],
            }),
            Part::Paragraph {
                lines: vec![plain("#5 is a lot")],
            },
            Part::Paragraph {
                lines: vec![plain("1999. A year")],
            },
        ];
        assert_eq!(read, expected);
    }

    fn point(runs: Vec<Run>) -> Item {
        let lists = Vec::new();
        Item { runs, lists }
    }

    /// A list in one line: `1(a -(b c) d)`.
    fn shown(list: &List) -> String {
        let kind = list.start.map_or("-".to_owned(), |start| start.to_string());
        let items = list.items.iter().map(|item| {
            let words: String = item.runs.iter().map(|run| run.text.as_str()).collect();
            let below = item.lists.iter().map(shown);
            std::iter::once(words)
                .chain(below)
                .collect::<Vec<_>>()
                .join(" ")
        });
        format!("{kind}({})", items.collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn points_keep_their_levels() {
        for (text, expected) in [
            ("- a\n  - b\n  - c\n- d", "-(a -(b c) d)"),
            ("1. a\n   - b\n   - c\n2. d", "1(a -(b c) d)"),
            ("- a\n    1. b\n    2. c\n- d", "-(a 1(b c) d)"),
            ("- a\n\t- b\n\t\t- c\n\t- d\n- e", "-(a -(b -(c) d) e)"),
            ("- a\n  - b\n  1. c\n  2. d", "-(a -(b) 1(c d))"),
            ("- a\n  - b\n    more\n- c", "-(a -(b more) c)"),
            ("- a\n      - b\n   - c\n- d", "-(a -(b c) d)"),
            (" - a\n - b\n- c", "-(a b c)"),
            ("  - a\n  - b", "-(a b)"),
            ("1. a\n\n   - b\n2. c", "1(a -(b) c)"),
            ("- a\n- b\n1. c", "-(a b) 1(c)"),
            (
                "- a\n  - b\n    - c\n      - d\n        - e\n- f",
                "-(a -(b -(c -(d e))) f)",
            ),
        ] {
            let lists = parts(text);
            let lists = lists.iter().map(|part| match part {
                Part::List(list) => shown(list),
                _ => "no list".to_owned(),
            });
            assert_eq!(lists.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }

    #[test]
    fn tables_keep_every_cell() {
        let [Part::Table { rows }] = &parts("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |")[..]
        else {
            panic!("no table");
        };
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == 3));
        assert_eq!(rows[2][2], plain("3"));
    }
}
