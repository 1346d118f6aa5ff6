//! Whether what was found across a seam stands there, or only came about by joining two texts.
//!
//! "call me at 3" and "1 tablet" hold no 31, "they grant" and "ed" no person. A number goes on over a seam when a mark
//! of its own hangs there, or when a label or a check speaks for the whole and neither side is a number by itself. A
//! word goes on when it was cut between two of its letters and is a name only as a whole, or when the whole is a street
//! with its number and the left side is none.

use super::Window;
use super::sides::Sides;
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::recognize::{Candidate, Weight};
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
        let alone = |piece: &&(usize, Candidate)| self.is_alone(piece);
        let covered = self.pieces.iter().filter(alone).count();
        let opens = self
            .pieces
            .first()
            .is_some_and(|piece| self.is_alone(piece));
        match self.whole.kind {
            Kind::Name => covered < self.pieces.len() && self.all(|sides| self.name_goes_on(sides)),
            Kind::Geo => {
                let parted = |sides: &Sides<'_>| sides.keeps_space() && !sides.is_sentence_end();
                (covered == 0 && self.all(parted)) || (!opens && self.is_cut_address())
            }
            Kind::Email | Kind::Url => !opens && self.all(|sides| self.number_goes_on(sides)),
            _ => {
                let open =
                    covered == 0 || self.is_checked() || self.all(|sides| sides.is_hanging());
                open && self.all(|sides| self.number_goes_on(sides))
            }
        }
    }

    /// Whether a piece is a find of its kind without the others.
    fn is_alone(&self, (segment, piece): &(usize, Candidate)) -> bool {
        let mut own = self.alone.get(*segment).into_iter().flatten();
        own.any(|one| one.kind == piece.kind && one.span.overlaps(piece.span))
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

    /// Whether a number, a date or an address on the net goes on.
    fn number_goes_on(&self, sides: &Sides<'_>) -> bool {
        let confirmed = self.whole.weight >= Weight::Field || self.is_full_phone();
        match () {
            () if sides.is_spaced() => {
                !sides.is_sentence_end() && (confirmed || !sides.are(|c| c.is_ascii_digit()))
            }
            () if sides.are(char::is_alphabetic) => sides.is_strung(),
            () if sides.are(char::is_alphanumeric) => confirmed,
            () => sides.is_joined(),
        }
    }

    /// Whether a check confirms the whole; a calendar confirms nearly any digits.
    fn is_checked(&self) -> bool {
        self.whole.weight == Weight::Proven
            && self.whole.why.contains(Why::CHECK)
            && self.whole.kind != Kind::Date
    }

    /// "1420 Birchwood L" and "ane, Dayton": a house number, a name and a street word, cut between two letters.
    fn is_cut_address(&self) -> bool {
        let address = self.page.slice(self.whole.span);
        address.starts_with(|c: char| c.is_ascii_digit()) && self.all(|sides| sides.is_cut())
    }

    fn is_full_phone(&self) -> bool {
        let digits = self.page.slice(self.whole.span).bytes();
        matches!(self.whole.kind, Kind::Fax | Kind::Phone)
            && digits.filter(u8::is_ascii_digit).count() >= DIGITS
    }

    /// Whether a name goes on.
    fn name_goes_on(&self, sides: &Sides<'_>) -> bool {
        match () {
            () if sides.is_spaced() => {
                !sides.is_sentence_end() && self.pieces_are_names(sides.keeps_space())
            }
            () if sides.is_cut() => self.is_cut_name(sides),
            () => sides.is_hyphened(),
        }
    }

    /// Whether each side has a word that is known as a name; one that is an ordinary word too only where the texts have
    /// a space of their own.
    fn pieces_are_names(&self, kept: bool) -> bool {
        let named = |known: Flags| {
            (kept && known.any(BORNE)) || (known.any(Flags::ANY_NAME) && !known.any(OTHER))
        };
        self.window.parts_in(self.whole.span).all(|part| {
            let first = self.page.token_from(part.start);
            let tokens = self.page.tokens.iter().skip(first);
            let mut own = tokens.take_while(|token| token.span().start < part.end);
            own.any(|token| token.is_word() && named(token.known))
        })
    }

    /// "Lind" and "gren": no two words, but a name that is known from elsewhere or is nothing but a name.
    fn is_cut_name(&self, sides: &Sides<'_>) -> bool {
        let (left, right) = sides.halves();
        let [left_known, right_known, known] =
            [left, right, &format!("{left}{right}")].map(|word| Lexicon::shipped().flags(word));
        let unheard = |half: Flags| half.is_empty() || (half.any(Flags::RARE) && !half.any(OTHER));
        let why = self.whole.why;
        if why.contains(Why::MEMORY) || why.contains(Why::ROSTER) {
            return !(left_known.any(OTHER) && right_known.any(OTHER));
        }
        known.any(Flags::ANY_NAME)
            && !known.any(OTHER)
            && (unheard(left_known) || unheard(right_known))
    }
}
