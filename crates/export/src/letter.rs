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
    List {
        /// The first one's number; none where they have no numbers.
        start: Option<u32>,
        /// A point each.
        items: Vec<Vec<Run>>,
    },
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

/// Words that are written alike.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(Debug))]
pub struct Run {
    /// Whether they are bold.
    pub bold: bool,
    /// The words.
    pub text: String,
}

/// Reads a text for headings (`#`), lists (`-`, `1.`), tables (`|`) and bold words (`**`). All else stays as it is.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let read = Line::of(line);
        is_open = match read {
            Line::Empty => false,
            line => {
                add(&mut parts, line, is_open);
                true
            }
        };
    }
    for part in &mut parts {
        even(part);
    }
    parts
}

/// A line by how it begins.
enum Line<'t> {
    Empty,
    Heading(u8, &'t str),
    Item(Option<u32>, &'t str),
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
            return Line::Item(number, words);
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

/// Adds a line to the part that it goes on with, or begins another with it.
fn add(parts: &mut Vec<Part>, line: Line<'_>, is_open: bool) {
    let last = parts.last_mut().filter(|_| is_open);
    match (line, last) {
        (Line::Empty, _) => {}
        (Line::Heading(level, words), _) => parts.push(Part::Heading {
            level,
            runs: runs(words),
        }),
        (Line::Item(number, words), Some(Part::List { start, items }))
            if start.is_some() == number.is_some() =>
        {
            items.push(runs(words));
        }
        (Line::Item(start, words), _) => parts.push(Part::List {
            start,
            items: vec![runs(words)],
        }),
        (Line::Indented(words), Some(Part::List { items, .. })) => {
            if let Some(item) = items.last_mut() {
                item.push(Run {
                    bold: false,
                    text: " ".to_owned(),
                });
                item.extend(runs(words));
            }
        }
        (Line::Row(row), Some(Part::Table { rows })) => rows.extend(cells(row)),
        (Line::Row(row), _) => parts.push(Part::Table {
            rows: Vec::from_iter(cells(row)),
        }),
        (Line::Indented(words) | Line::Words(words), Some(Part::Paragraph { lines })) => {
            lines.push(runs(words));
        }
        (Line::Indented(words) | Line::Words(words), _) => {
            parts.push(Part::Paragraph {
                lines: vec![runs(words)],
            });
        }
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
            Part::List {
                start: None,
                items: vec![
                    [plain("one"), plain(" "), plain("more")].concat(),
                    plain("two"),
                ],
            },
            Part::List {
                start: Some(3),
                items: vec![plain("three"), plain("four")],
            },
            Part::Paragraph {
                lines: vec![plain("#5 is a lot")],
            },
            Part::Paragraph {
                lines: vec![plain("1999. A year")],
            },
        ];
        assert_eq!(read, expected);
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
