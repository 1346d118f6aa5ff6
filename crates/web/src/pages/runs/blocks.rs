//! A text by its headings, with what was put back in it.

use std::ops::Range;

use anteroom_gateway::Part;

use super::by_hand;
use crate::pages::answer::{self, Piece};

/// A heading with what stands under it.
pub(crate) struct Block {
    pub(crate) heading: Option<String>,
    pub(crate) pieces: Vec<Piece>,
}

impl Block {
    /// The text, whatever was put back in it.
    pub(crate) fn text(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| piece.text.as_str());
        pieces.collect()
    }
}

/// A text by its headings, with what was put back in it.
pub(crate) fn blocks(words: &Part) -> Vec<Block> {
    let mut cut: Vec<(Option<&str>, Range<usize>)> = Vec::new();
    let mut at = 0;
    for line in words.text.split_inclusive('\n') {
        let end = at + line.len();
        match (by_hand::heading(line), cut.last_mut()) {
            (None, Some((_, range))) => range.end = end,
            (Some((_, heading)), _) => cut.push((Some(heading), end..end)),
            (None, None) => cut.push((None, at..end)),
        }
        at = end;
    }
    let block = |(heading, range): (Option<&str>, Range<usize>)| Block {
        heading: heading.map(str::to_owned),
        pieces: answer::pieces(&part(words, range), 0),
    };
    cut.into_iter().map(block).collect()
}

/// A part of a text without the white space around it.
fn part(words: &Part, range: Range<usize>) -> Part {
    let text = words.text.get(range.clone()).unwrap_or_default();
    let from = range.start + text.len() - text.trim_start().len();
    let to = from + text.trim().len();
    let inside = words
        .placed
        .iter()
        .filter(|(start, end)| *start >= from && *end <= to);
    Part {
        text: text.trim().to_owned(),
        sent: String::new(),
        placed: inside
            .map(|(start, end)| (start - from, end - from))
            .collect(),
    }
}

/// The page that is read, with what was put back in the answer that stands in it.
pub(crate) fn in_page(page: String, answer: &str, placed: &[(usize, usize)]) -> Part {
    let written = answer.trim();
    let before = answer.len() - answer.trim_start().len();
    let at = page.find(written).unwrap_or(page.len());
    let in_page = placed.iter().filter(|(start, _)| *start >= before);
    Part {
        placed: in_page
            .map(|(start, end)| (start - before + at, end - before + at))
            .collect(),
        sent: String::new(),
        text: page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block as its heading and its pieces.
    type Told = (Option<String>, Vec<(String, bool)>);

    /// The blocks of a text.
    fn cut(text: &str, placed: &[(usize, usize)]) -> Vec<Told> {
        let words = Part {
            text: text.to_owned(),
            sent: String::new(),
            placed: placed.to_vec(),
        };
        let pieces = |block: Block| {
            let pieces = block.pieces.into_iter();
            (
                block.heading,
                pieces.map(|piece| (piece.text, piece.is_back)).collect(),
            )
        };
        blocks(&words).into_iter().map(pieces).collect()
    }

    #[test]
    fn a_draft_is_cut_at_its_headings() {
        let whole = |heading: Option<&str>, text: &str| {
            let pieces = [text].into_iter().filter(|text| !text.is_empty());
            let pieces = pieces.map(|text| (text.to_owned(), false)).collect();
            (heading.map(str::to_owned), pieces)
        };
        assert_eq!(
            cut("Read first.\n\n## Plan\n- rest\n- fluids\n\n## Gaps\n", &[]),
            [
                whole(None, "Read first."),
                whole(Some("Plan"), "- rest\n- fluids"),
                whole(Some("Gaps"), "")
            ]
        );
        assert_eq!(cut("", &[]), []);
    }

    #[test]
    fn what_was_put_back_is_known_in_its_block() {
        let answer = "\n## Who\nAda Li came.\n## When\nOn Feb 4\n";
        let page = format!("By a program.\n\n{}\n", answer.trim());
        let words = in_page(page, answer, &[(8, 14), (32, 37)]);
        let told: Vec<&str> = words
            .placed
            .iter()
            .filter_map(|(from, to)| words.text.get(*from..*to))
            .collect();
        assert_eq!(told, ["Ada Li", "Feb 4"]);
        let blocks = cut(&words.text, &words.placed);
        let back = |text: &str, back| (text.to_owned(), back);
        let [_, who, when] = blocks.as_slice() else {
            unreachable!("three blocks")
        };
        assert_eq!(who.1, [back("Ada Li", true), back(" came.", false)]);
        assert_eq!(when.1, [back("On ", false), back("Feb 4", true)]);
    }
}
