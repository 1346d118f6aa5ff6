//! Places: another street and town of the same shape, in the same state, with a ZIP code that no post office has.

use super::cast::Cast;
use super::coin::Style;
use super::name;
use super::pieces::{Class, Piece, cut};
use crate::lexicon::Flags;
use crate::replace::place::Ending;

/// What says where a part of an address is, not which one it is.
const SIGNPOSTS: &str = "and apartment apt at bldg box building by e east fl floor for highway hwy in lot n ne north nw o of on \
    p pmb po pob rm room route rte s se south spc ste suite sw the trlr unit w west";
const ORDINALS: [&str; 4] = ["nd", "rd", "st", "th"];
/// Prefixes of ZIP codes that are not in use.
const PREFIXES: [&str; 4] = ["001", "002", "003", "004"];

/// The place that plays `value`.
pub(super) fn stand_in(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let ending = Ending::of(value);
    let mut out = body(cast, ending.before)?;
    out.push_str(ending.state);
    out.push_str(ending.blank);
    if !ending.code.is_empty() {
        out.push_str(&code(cast, ending.code)?);
    }
    out.push_str(&cast.draw().figures(ending.more));
    Some(out)
}

/// Everything before the state.
fn body(cast: &mut Cast<'_>, text: &str) -> Option<String> {
    let pieces = cut(text);
    let (mut out, mut opens) = (String::new(), true);
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        match piece.class {
            Class::Other => {
                opens |= piece.text.contains([',', '\n']);
                out.push_str(piece.text);
            }
            // The endings of "4th" to "20th" are alike.
            Class::Digits if pieces.get(at + 1).is_some_and(is_ordinal) => {
                out.push_str(&(4 + cast.draw().below(17)).to_string());
            }
            Class::Digits => out.push_str(&cast.draw().figures(piece.text)),
            Class::Word
                if is_ordinal(piece) && before.is_some_and(|one| one.class == Class::Digits) =>
            {
                out.push_str("th");
            }
            Class::Word => {
                let stays = is_signpost(piece.text) || (!opens && is_sort(cast, piece.text));
                match stays {
                    true => out.push_str(piece.text),
                    false => out.push_str(&name::word(cast, piece.text, Style::Place, None)?),
                }
                opens = false;
            }
        }
    }
    Some(out)
}

fn is_ordinal(piece: &Piece<'_>) -> bool {
    ORDINALS
        .iter()
        .any(|one| piece.text.eq_ignore_ascii_case(one))
}

fn is_signpost(word: &str) -> bool {
    SIGNPOSTS
        .split(' ')
        .any(|one| word.eq_ignore_ascii_case(one))
}

/// Whether a word says what sort of street or house it is. At the beginning of a part it is a name: "Providence Hospital".
fn is_sort(cast: &Cast<'_>, word: &str) -> bool {
    let sorts = Flags::STREET_SUFFIX | Flags::FACILITY_WORD;
    cast.lexicon.flags(word).any(sorts)
}

fn code(cast: &mut Cast<'_>, code: &str) -> Option<String> {
    cast.number(code, |draw| {
        Some(format!("{}{:02}", draw.pick(&PREFIXES), draw.below(100)))
    })
}
