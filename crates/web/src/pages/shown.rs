//! What was found, as pages show it: marked in the text, and beside it as a list.

use anteroom_gateway::{Confidence, Glimpse};

/// A field, or another text that would leave, with what was found in it.
pub(crate) struct FieldShown {
    /// The field's name; empty for a text that is no field.
    pub(crate) name: &'static str,
    pub(crate) label: String,
    /// The text in pieces; what was found is marked.
    pub(crate) pieces: Vec<Piece>,
    pub(crate) finds: Vec<FindShown>,
    /// What would leave in its place.
    pub(crate) leaving: String,
}

/// A piece of a text.
pub(crate) struct Piece {
    pub(crate) text: String,
    /// The style of its group; empty where nothing was found.
    pub(crate) style: &'static str,
}

/// A find in words.
#[derive(Clone)]
pub(crate) struct FindShown {
    pub(crate) text: String,
    pub(crate) kind: &'static str,
    /// The kind's code.
    pub(crate) code: &'static str,
    pub(crate) letter: char,
    pub(crate) style: &'static str,
    pub(crate) sure: &'static str,
    pub(crate) hard: bool,
    /// Whether its sender may say that it is no patient information.
    pub(crate) may_keep: bool,
    /// Whether somebody has to look at it before it leaves.
    pub(crate) is_uncertain: bool,
    /// Whether it leaves as it is written, because its sender says that it is no patient information.
    pub(crate) is_kept: bool,
    /// Where it begins and ends in its field as it was typed, in bytes.
    pub(crate) span: (usize, usize),
    /// The same in UTF-16 units, as scripts count.
    pub(crate) units: (usize, usize),
}

/// A text that would leave, as it was written and as it would leave.
pub(crate) struct Text<'a> {
    pub(crate) name: &'static str,
    pub(crate) label: &'a str,
    /// What stands before it where it was typed: white space that does not leave, and of a long text the parts before.
    pub(crate) before: &'a str,
    pub(crate) said: &'a str,
    /// What was found in `said`.
    pub(crate) finds: Vec<Glimpse>,
    pub(crate) leaving: &'a str,
}

/// How many finds there are in all that would be replaced.
pub(crate) fn count(fields: &[FieldShown]) -> usize {
    finds(fields).filter(|find| !find.is_kept).count()
}

/// Every find.
pub(crate) fn finds(fields: &[FieldShown]) -> impl Iterator<Item = &FindShown> {
    fields.iter().flat_map(|field| &field.finds)
}

/// Puts into words what was found in a text.
pub(crate) fn shown(text: &Text<'_>) -> FieldShown {
    // Counted once from the start to the end, however many finds there are.
    let (mut at, mut unit) = (0, text.before.encode_utf16().count());
    let mut units = |to: usize| {
        unit += part(text.said, at, to).encode_utf16().count();
        at = to;
        unit
    };
    let mut in_words = |find: &Glimpse| {
        let (from, to) = find.span;
        FindShown {
            text: part(text.said, from, to).to_owned(),
            kind: find.kind,
            code: find.code,
            letter: find.letter(),
            style: style(find.letter()),
            sure: find.sure(),
            hard: find.hard,
            may_keep: find.may_keep,
            is_uncertain: find.confidence == Confidence::Check,
            is_kept: find.is_kept,
            span: (from + text.before.len(), to + text.before.len()),
            units: (units(from), units(to)),
        }
    };
    FieldShown {
        name: text.name,
        label: text.label.to_owned(),
        finds: text.finds.iter().map(&mut in_words).collect(),
        pieces: pieces(text.said, &text.finds),
        leaving: text.leaving.to_owned(),
    }
}

fn pieces(text: &str, finds: &[Glimpse]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(finds.len() * 2 + 1);
    let mut at = 0;
    for find in finds.iter().filter(|find| !find.is_kept) {
        let (from, to) = find.span;
        pieces.push(Piece {
            text: part(text, at, from).to_owned(),
            style: "",
        });
        pieces.push(Piece {
            text: part(text, from, to).to_owned(),
            style: style(find.letter()),
        });
        at = to;
    }
    pieces.push(Piece {
        text: part(text, at, text.len()).to_owned(),
        style: "",
    });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

impl FieldShown {
    /// The text as it was written.
    pub(crate) fn said(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }

    /// What leaves, in pieces: what stands in the place of something is a chip.
    pub(crate) fn chips(&self) -> Vec<Piece> {
        chips(&self.leaving)
    }
}

/// Cuts a text at its placeholders and blocks.
fn chips(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, style| {
        if !text.is_empty() {
            let text = text.to_owned();
            pieces.push(Piece { text, style });
        }
    };
    let mut rest = text;
    while let Some((before, chip, after)) = next_chip(rest) {
        add(before, "");
        add(chip, "chip");
        rest = after;
    }
    add(rest, "");
    pieces
}

/// The first word in brackets that is written in capitals, digits and underscores, and what stands around it.
fn next_chip(text: &str) -> Option<(&str, &str, &str)> {
    let is_inside = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let opens = text.match_indices('[').map(|(at, _)| at);
    opens.into_iter().find_map(|at| {
        let (before, chip) = text.split_at_checked(at)?;
        let inside = chip.strip_prefix('[')?;
        let end = inside.find(|c| !is_inside(c)).filter(|end| *end > 1)?;
        let after = inside.get(end..)?.strip_prefix(']')?;
        Some((before, chip.get(..end + 2)?, after))
    })
}

fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// The class of a group's marks in the style sheet.
fn style(letter: char) -> &'static str {
    match letter {
        'C' => "g-C",
        'D' => "g-D",
        'N' => "g-N",
        'O' => "g-O",
        'P' => "g-P",
        '#' => "g-num",
        _ => "g-X",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_something_is_a_chip() {
        let told = |text| {
            let pieces = chips(text);
            let told = pieces
                .iter()
                .map(|piece| format!("{}{}", piece.style, piece.text));
            told.collect::<Vec<_>>()
        };
        assert_eq!(
            told("Dear [PERSON_1_LAST], [x] [A [NAME] [] [DATE_2"),
            [
                "Dear ",
                "chip[PERSON_1_LAST]",
                ", [x] [A ",
                "chip[NAME]",
                " [] [DATE_2"
            ]
        );
        assert_eq!(told(""), [""; 0]);
    }
}
