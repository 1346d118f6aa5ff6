//! Rows of which nothing says what their cells are: the longest run of lines with equally many cells.

use super::LINE;
use super::row::{Delimiter, cells, meant};

/// Fewest rows and cells of one.
const LEAST: usize = 2;

/// The rows of the longest such run in a text; none where there is no run of two rows with two cells.
pub(crate) fn rows(text: &str) -> Option<Vec<Vec<String>>> {
    let mut runs: Vec<(Delimiter, Vec<Vec<String>>)> = Vec::new();
    for line in text.lines().filter(|line| line.len() <= LINE) {
        match (Delimiter::of(line), runs.last_mut()) {
            (Some(delimiter), Some((known, rows)))
                if *known == delimiter && fits(rows, line, delimiter) =>
            {
                rows.push(meant(line, delimiter));
            }
            (Some(delimiter), _) => runs.push((delimiter, vec![meant(line, delimiter)])),
            (None, _) if line.trim().is_empty() => {}
            (None, _) => runs.push((Delimiter::Blanks, Vec::new())),
        }
    }
    let rows = runs
        .into_iter()
        .map(|(_, rows)| rows)
        .max_by_key(Vec::len)?;
    let is_list = rows.len() >= LEAST && rows.first()?.len() >= LEAST;
    is_list.then_some(rows)
}

/// Whether a line has as many cells as the rows before it.
fn fits(rows: &[Vec<String>], line: &str, delimiter: Delimiter) -> bool {
    let width = rows.first().map(Vec::len);
    width == Some(cells(line, delimiter).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_is_read() {
        for (text, expected) in [
            (
                "Letters for these, please:\nOkonjo, T;1971;asthma\n\nWu, B;1980;gout\nThanks, Al",
                Some((2, vec!["Wu, B", "1980", "gout"])),
            ),
            ("a,b\nc,d,e\nf,g,h\ni,j,k", Some((3, vec!["i", "j", "k"]))),
            ("a,b\nc,d,e", None),
            ("no rows here\nnone at all", None),
        ] {
            let rows = rows(text);
            let told = rows.map(|rows| (rows.len(), rows.last().unwrap().clone()));
            let expected = expected.map(|(count, last)| {
                let last: Vec<String> = last.into_iter().map(str::to_owned).collect();
                (count, last)
            });
            assert_eq!(told, expected, "{text}");
        }
    }
}
