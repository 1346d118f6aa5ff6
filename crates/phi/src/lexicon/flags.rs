//! What the lexicons know about a word, as a set of flags.
//!
//! One word is often several things at once ("Grace" is a given name, a surname and an ordinary word), so recognizers
//! weigh the whole set and never a single flag. The builder writes these numbers into the table: changing a value here
//! means running `cargo xtask lexicon` again.

use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of things that a word is known to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(pub u32);

impl Flags {
    /// Letters after a name: "MD", "RN", "PA-C".
    pub const CREDENTIAL: Flags = Flags(1);
    /// A make or model of a car, or another thing on the road: "Corolla", "truck", "towed".
    pub const CAR: Flags = Flags(1 << 27);
    /// A country, or the word for its people or language.
    pub const COUNTRY: Flags = Flags(1 << 1);
    /// A medical term that is also a person's name: "Parkinson", "Foley", "Allen".
    pub const EPONYM: Flags = Flags(1 << 2);
    /// A named hospital, clinic or health system.
    pub const FACILITY: Flags = Flags(1 << 25);
    /// A word that closes the name of a facility: "Hospital", "Clinic", "Pharmacy".
    pub const FACILITY_WORD: Flags = Flags(1 << 3);
    /// A given name.
    pub const GIVEN: Flags = Flags(1 << 4);
    /// A given name that many people bear.
    pub const GIVEN_COMMON: Flags = Flags(1 << 5);
    /// A medical term, drug, test, device or shorthand: the keep-list.
    pub const MEDICAL: Flags = Flags(1 << 6);
    /// A month, in full or shortened.
    pub const MONTH: Flags = Flags(1 << 7);
    /// A company that is not a place of its own: insurers, makers, stores.
    pub const ORGANIZATION: Flags = Flags(1 << 8);
    /// A small word inside a surname: "de", "van", "bin".
    pub const PARTICLE: Flags = Flags(1 << 9);
    /// The first word of an entry of several words: longer look-ups are worth while.
    pub const PHRASE: Flags = Flags(1 << 10);
    /// A town, city or county.
    pub const PLACE: Flags = Flags(1 << 11);
    /// A town, city or county that a reader knows as one.
    pub const PLACE_COMMON: Flags = Flags(1 << 12);
    /// A word for somebody's relation to the patient: "wife", "mom", "daughter".
    pub const RELATION: Flags = Flags(1 << 13);
    /// A word for the part somebody plays in care: "nurse", "surgeon", "caller".
    pub const ROLE: Flags = Flags(1 << 14);
    /// A verb that people are the subject of: "called", "states", "denies".
    pub const SPEECH: Flags = Flags(1 << 15);
    /// A state or territory in full or by its postal code.
    pub const STATE: Flags = Flags(1 << 16);
    /// A word that closes the name of a street: "Avenue", "Blvd".
    pub const STREET_SUFFIX: Flags = Flags(1 << 17);
    /// A surname.
    pub const SURNAME: Flags = Flags(1 << 18);
    /// A surname that many people bear.
    pub const SURNAME_COMMON: Flags = Flags(1 << 19);
    /// A noun that makes a name before it a medical term: "disease", "sign", "test".
    pub const THING: Flags = Flags(1 << 26);
    /// A title before a name: "Mr", "Dr", "Sister".
    pub const TITLE: Flags = Flags(1 << 20);
    /// A day of the week, in full or shortened.
    pub const WEEKDAY: Flags = Flags(1 << 21);
    /// An ordinary English word.
    pub const WORD: Flags = Flags(1 << 22);
    /// A name that fewer than a thousand people of the census bear.
    pub const RARE: Flags = Flags(1 << 24);
    /// An ordinary English word that everybody uses.
    pub const WORD_COMMON: Flags = Flags(1 << 23);

    /// No flag at all: the word is unknown.
    pub const NONE: Flags = Flags(0);
    /// Given name or surname.
    pub const ANY_NAME: Flags = Flags(Self::GIVEN.0 | Self::SURNAME.0);

    /// Whether at least one flag of `wanted` is set.
    #[must_use]
    pub const fn any(self, wanted: Flags) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Whether every flag of `wanted` is set.
    #[must_use]
    pub const fn all(self, wanted: Flags) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Whether the word is in no lexicon.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl BitAnd for Flags {
    type Output = Flags;
    fn bitand(self, other: Flags) -> Flags {
        Flags(self.0 & other.0)
    }
}

impl BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}
