//! Whether what was found across a seam stands there, or only came about by joining two texts.
//!
//! "call me at 3" and "1 tablet" hold no 31, "they grant" and "ed" no person. A number goes on over a seam when a mark
//! of its own hangs there, or when a label or a check speaks for the whole and the sides by themselves leave some of it
//! open. A word goes on when it was cut between two of its letters and is a name only as a whole, or when the whole is a
//! street with its number. An address on the net goes on unless a sentence or an ordinary word begins there.

use super::Window;
use super::sides::Sides;
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::Page;

/// What says that a word may mean something else than a person.
const OTHER: Flags = Flags(
    Flags::WORD.0
        | Flags::MEDICAL.0
        | Flags::EPONYM.0
        | Flags::STATE.0
        | Flags::TITLE.0
        | Flags::COUNTRY.0
        | Flags::ORGANIZATION.0
        | Flags::PLACE_COMMON.0,
);
/// A name that many people bear.
const BORNE: Flags = Flags(Flags::GIVEN_COMMON.0 | Flags::SURNAME_COMMON.0);
/// Fewest digits of a telephone number that is cut between two of them.
const DIGITS: usize = 10;
/// Most letters before a seam that are no word.
const TINY: usize = 2;

/// A find across seams, to be judged.
pub(super) struct Straddler<'a> {
    /// The window in which it was found.
    pub(super) window: &'a Window,
    /// The window as a page.
    pub(super) page: &'a Page<'a>,
    /// The find.
    pub(super) whole: &'a Candidate,
    /// Its pieces, each with its segment.
    pub(super) pieces: &'a [(usize, Candidate)],
    /// What was found in each segment by itself.
    pub(super) alone: &'a [Vec<Candidate>],
}

impl Straddler<'_> {
    /// Whether it is to be believed.
    pub(super) fn is_believed(&self) -> bool {
        match self.whole.kind {
            Kind::Name => self.all(|sides| self.name_goes_on(sides)),
            Kind::Geo => {
                let parted = |sides: &Sides<'_>| sides.keeps_space() && !sides.is_sentence_end();
                (self.covered() == 0 && self.all(parted)) || self.is_cut_address()
            }
            Kind::Email | Kind::Url => self.all(|sides| self.net_goes_on(sides)),
            _ => {
                let open = self.covered() == 0
                    || self.is_checked()
                    || self.all(|sides| sides.is_hanging())
                    || self.is_more_than_its_pieces();
                open && self.all(|sides| self.number_goes_on(sides))
            }
        }
    }

    /// How many pieces are finds of its kind without the others.
    fn covered(&self) -> usize {
        let alone = |piece: &&(usize, Candidate)| self.is_alone(piece);
        self.pieces.iter().filter(alone).count()
    }

    fn is_alone(&self, piece: &(usize, Candidate)) -> bool {
        self.finds_in(piece).next().is_some()
    }

    /// What was found of its kind in a piece without the others.
    fn finds_in(&self, piece: &(usize, Candidate)) -> impl Iterator<Item = &Candidate> {
        let (segment, piece) = (piece.0, &piece.1);
        let own = self.alone.get(segment).into_iter().flatten();
        let (kind, span) = (piece.kind, piece.span);
        own.filter(move |one| one.kind == kind && one.span.overlaps(span))
    }

    /// Whether a label or a check speaks for the whole, and the pieces by themselves leave some of it open: "MRN 004" and
    /// "82913". One figure more is rather the next sentence's: "MRN 5510283" and "1 tablet".
    fn is_more_than_its_pieces(&self) -> bool {
        let open = |piece: &(usize, Candidate)| {
            let span = piece.1.span;
            let within = |one: &Candidate| Span {
                start: one.span.start.max(span.start),
                end: one.span.end.min(span.end),
            };
            let covered = self.finds_in(piece).map(|one| within(one).len()).max();
            span.len().saturating_sub(covered.unwrap_or(0))
        };
        self.is_confirmed() && self.pieces.iter().map(open).sum::<usize>() > 1
    }

    /// Whether something holds at every seam.
    fn all(&self, holds: impl Fn(&Sides<'_>) -> bool) -> bool {
        let text = self.page.text;
        let mut seams = self.window.seams(self.whole.span);
        seams.all(|(end, start)| {
            let sides = text.get(..end).zip(text.get(start..));
            sides
                .and_then(|(left, right)| Sides::new(left, right, end < start))
                .is_some_and(|sides| holds(&sides))
        })
    }

    /// Whether a number or a date goes on.
    fn number_goes_on(&self, sides: &Sides<'_>) -> bool {
        match () {
            () if sides.is_spaced() => {
                !sides.is_sentence_end()
                    && (self.is_confirmed() || !sides.are(|c| c.is_ascii_digit()))
            }
            () if sides.are(char::is_alphabetic) => {
                let tiny = sides.halves().0.len() <= TINY && self.is_confirmed();
                tiny || sides.is_strung() || is_cut_month(sides)
            }
            () if sides.are(char::is_alphanumeric) => self.is_confirmed(),
            () => sides.is_joined() || (self.whole.kind == Kind::Date && sides.begins_with(',')),
        }
    }

    /// Whether an address on the net goes on: what is whole on the left is followed by no sentence and no ordinary word,
    /// and what is whole on the right follows no word.
    fn net_goes_on(&self, sides: &Sides<'_>) -> bool {
        let opens = self
            .pieces
            .first()
            .is_some_and(|piece| self.is_alone(piece));
        match () {
            () if sides.is_spaced() => false,
            () if opens => !sides.begins_with_capital() && !is_common(sides.halves().1),
            () => {
                let word = Lexicon::shipped().flags(sides.halves().0);
                self.covered() == 0 || !word.any(Flags::WORD) || self.number_goes_on(sides)
            }
        }
    }

    /// Whether a label, a check or its own form says that the whole is one.
    fn is_confirmed(&self) -> bool {
        self.whole.weight >= Weight::Field || self.is_full_phone()
    }

    /// Whether a check confirms the whole; a calendar confirms nearly any digits.
    fn is_checked(&self) -> bool {
        self.whole.weight == Weight::Proven
            && self.whole.why.contains(Why::CHECK)
            && self.whole.kind != Kind::Date
    }

    /// "1420 Birchwood L" and "ane, Dayton": a house number, a name and a street word, cut anywhere.
    fn is_cut_address(&self) -> bool {
        let address = self.page.slice(self.whole.span);
        let words = address.split_whitespace().count();
        let goes_on = |sides: &Sides<'_>| match () {
            () if sides.is_spaced() => sides.keeps_space() && !sides.is_sentence_end(),
            () if sides.is_cut() || sides.are(char::is_uppercase) => true,
            () => sides.are(|c| c.is_ascii_digit()) || sides.begins_with(','),
        };
        address.starts_with(|c: char| c.is_ascii_digit()) && words > 2 && self.all(goes_on)
    }

    fn is_full_phone(&self) -> bool {
        let digits = self.page.slice(self.whole.span).bytes();
        matches!(self.whole.kind, Kind::Fax | Kind::Phone)
            && digits.filter(u8::is_ascii_digit).count() >= DIGITS
    }

    /// Whether a name goes on.
    fn name_goes_on(&self, sides: &Sides<'_>) -> bool {
        match () {
            () if sides.is_spaced() => !sides.is_sentence_end() && are_names(sides),
            () if sides.is_cut() => self.is_cut_name(sides),
            () => sides.is_hyphened(),
        }
    }

    /// "Lind" and "gren": no two words, but a name that is known from elsewhere or is nothing but a name.
    fn is_cut_name(&self, sides: &Sides<'_>) -> bool {
        let (left, right) = sides.halves();
        let [left_known, right_known, known] =
            [left, right, &format!("{left}{right}")].map(|word| Lexicon::shipped().flags(word));
        let why = self.whole.why;
        if why.contains(Why::MEMORY) || why.contains(Why::ROSTER) {
            return !(left_known.any(OTHER) && right_known.any(OTHER));
        }
        let is_name = known.any(Flags::ANY_NAME) && !known.any(OTHER);
        let is_half = right_known.is_empty() || !(left_known.any(OTHER) || right_known.any(OTHER));
        is_name || (is_half && !known.any(OTHER))
    }
}

/// Whether the words on both sides may be parts of a name: known as one, or, where the texts have a space of their own, no
/// ordinary word.
fn are_names(sides: &Sides<'_>) -> bool {
    let named = |word: &str| {
        let known = Lexicon::shipped().flags(word);
        let own = sides.keeps_space() && (known.any(BORNE) || !known.any(OTHER));
        own || (known.any(Flags::ANY_NAME) && !known.any(OTHER))
    };
    let (left, right) = sides.words();
    named(left) && named(right)
}

/// "Mar" and "ch".
fn is_cut_month(sides: &Sides<'_>) -> bool {
    let (left, right) = sides.halves();
    let word = Lexicon::shipped().flags(&format!("{left}{right}"));
    sides.is_cut() && word.any(Flags::MONTH)
}

fn is_common(word: &str) -> bool {
    Lexicon::shipped().flags(word).any(Flags::WORD_COMMON)
}
