//! What was found, as pages show it: marked in the text, and beside it as a list.

use anteroom_gateway::{Glimpse, Seen};
use anteroom_tasks::Field;

/// A field with what was found in it.
pub(crate) struct FieldShown {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
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
pub(crate) struct FindShown {
    pub(crate) text: String,
    pub(crate) kind: &'static str,
    pub(crate) letter: char,
    pub(crate) style: &'static str,
    pub(crate) sure: &'static str,
    pub(crate) hard: bool,
    /// Where it begins and ends, in UTF-16 units, as scripts count.
    pub(crate) units: (usize, usize),
}

/// How many finds there are in all.
pub(crate) fn count(fields: &[FieldShown]) -> usize {
    fields.iter().map(|field| field.finds.len()).sum()
}

/// Puts into words what a look at a field shows.
pub(crate) fn shown(field: &'static Field, text: &str, seen: Seen) -> FieldShown {
    // Counted once from the start to the end, however many finds there are.
    let (mut at, mut unit) = (0, 0);
    let mut units = |to: usize| {
        unit += part(text, at, to).encode_utf16().count();
        at = to;
        unit
    };
    let mut in_words = |find: &Glimpse| {
        let (from, to) = find.span;
        FindShown {
            text: part(text, from, to).to_owned(),
            kind: find.kind,
            letter: find.letter(),
            style: style(find.letter()),
            sure: find.sure(),
            hard: find.hard,
            units: (units(from), units(to)),
        }
    };
    FieldShown {
        name: &field.name,
        label: &field.label,
        finds: seen.finds.iter().map(&mut in_words).collect(),
        pieces: pieces(text, &seen.finds),
        leaving: seen.leaving,
    }
}

fn pieces(text: &str, finds: &[Glimpse]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(finds.len() * 2 + 1);
    let mut at = 0;
    for find in finds {
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
