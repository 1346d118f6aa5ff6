//! How a written place ends: with a state, with a ZIP code, with both.

use crate::lexicon::{Flags, Lexicon};

/// A place cut before its state and its ZIP code. The parts in their order are the whole place; a part that is not there is
/// empty.
pub(super) struct Ending<'t> {
    /// Everything before.
    pub(super) before: &'t str,
    /// The state with the mark before it: ", OH".
    pub(super) state: &'t str,
    /// What stands before the ZIP code.
    pub(super) blank: &'t str,
    /// Five figures.
    pub(super) code: &'t str,
    /// The four more with their hyphen.
    pub(super) more: &'t str,
}

impl<'t> Ending<'t> {
    /// Cuts a place. A state counts only behind a comma or before a ZIP code, because many towns are called like one.
    pub(super) fn of(place: &'t str) -> Self {
        let (rest, code, more) = cut_code(place).unwrap_or((place, "", ""));
        let (town, blank) = match code.is_empty() {
            true => (rest, ""),
            false => split(rest, rest.trim_end().len()),
        };
        let (before, state) = cut_state(town, !code.is_empty()).unwrap_or((town, ""));
        Self {
            before,
            state,
            blank,
            code,
            more,
        }
    }
}

fn split(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// What stands before a ZIP code at the end, its five figures and the four more.
fn cut_code(place: &str) -> Option<(&str, &str, &str)> {
    let dash = place.rfind('-').filter(|dash| {
        let more = place.get(dash + 1..);
        more.is_some_and(|more| is_figures(more, 4))
    });
    let (body, more) = split(place, dash.unwrap_or(place.len()));
    let (rest, code) = body.split_at_checked(body.len().checked_sub(5)?)?;
    let apart = rest.is_empty() || rest.ends_with(char::is_whitespace);
    (apart && is_figures(code, 5)).then_some((rest, code, more))
}

fn is_figures(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands before a state at the end, and the state with the mark before it.
fn cut_state(town: &str, coded: bool) -> Option<(&str, &str)> {
    let cut_at = |at: usize| {
        let (before, state) = town.split_at_checked(at)?;
        is_state(state.trim_start_matches(',').trim()).then_some((before, state))
    };
    let last_word = || town.rfind(char::is_whitespace).unwrap_or(0);
    let after_comma = town.rfind(',').and_then(cut_at);
    after_comma.or_else(|| coded.then(last_word).and_then(cut_at))
}

fn is_state(name: &str) -> bool {
    let short = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_uppercase());
    (short || name.len() > 3) && Lexicon::shipped().flags(name).any(Flags::STATE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_cut_at_their_end() {
        for (place, parts) in [
            (
                "12 Elm St, Dayton, OH 45402-1133",
                ["12 Elm St, Dayton", ", OH", " ", "45402", "-1133"],
            ),
            ("Dayton OH 45402", ["Dayton", " OH", " ", "45402", ""]),
            ("Buffalo, New York", ["Buffalo", ", New York", "", "", ""]),
            ("45402", ["", "", "", "45402", ""]),
            ("Port Washington", ["Port Washington", "", "", "", ""]),
            ("12345 Elm St", ["12345 Elm St", "", "", "", ""]),
            ("room A45402", ["room A45402", "", "", "", ""]),
            ("", [""; 5]),
        ] {
            let ending = Ending::of(place);
            let cut = [
                ending.before,
                ending.state,
                ending.blank,
                ending.code,
                ending.more,
            ];
            assert_eq!(cut, parts, "{place}");
        }
    }
}
