//! A draft line by line: an item of a list hangs under its own mark.

use super::Block;

/// One line of a draft.
#[derive(Default)]
pub(crate) struct Line<'b> {
    /// Its pieces, each with whether it was put back.
    pub(crate) pieces: Vec<(&'b str, bool)>,
}

impl Line<'_> {
    pub(crate) fn is_item(&self) -> bool {
        let first = self.pieces.first();
        first.is_some_and(|(text, _)| starts_item(text.trim_start()))
    }
}

impl Block {
    /// Its lines, without the breaks between them.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = vec![Line::default()];
        for piece in &self.pieces {
            for (at, text) in piece.text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Line::default());
                }
                if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                    line.pieces.push((text, piece.is_back));
                }
            }
        }
        lines
    }
}

/// Whether a text begins as models begin the items of their lists: "- rest", "2. rest".
fn starts_item(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < text.len() && number.starts_with(". ");
    is_numbered || ["- ", "* ", "• "].iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::answer::Piece;

    #[test]
    fn a_line_is_an_item_by_its_mark() {
        for item in ["- rest", "* rest", "• rest", "12. rest"] {
            assert!(starts_item(item), "{item}");
        }
        for other in ["rest", "-5 degrees", ". rest", "2.5 mg", "", "12"] {
            assert!(!starts_item(other), "{other}");
        }
    }

    #[test]
    fn lines_keep_every_word_and_what_was_put_back() {
        let piece = |text: &str, is_back| Piece {
            text: text.to_owned(),
            is_back,
        };
        let block = Block {
            heading: None,
            pieces: vec![piece("Plan:\n- call ", false), piece("Ada", true)],
        };
        let lines = block.lines();
        let told: Vec<_> = lines.iter().map(|l| (l.is_item(), &*l.pieces)).collect();
        let item = [("- call ", false), ("Ada", true)];
        assert_eq!(told, [(false, &[("Plan:", false)][..]), (true, &item[..])]);
    }
}
