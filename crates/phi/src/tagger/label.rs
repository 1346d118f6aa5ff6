//! What the tagger may call a token.

use crate::kind::Kind;

/// A class of tokens. Kinds that look alike and are told apart by their surroundings share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// Nothing that identifies.
    None,
    /// Part of a person's name.
    Name,
    /// Part of a place smaller than a state.
    Place,
    /// Part of a date.
    Date,
    /// Part of an age.
    Age,
    /// Part of a phone number or an address on the net.
    Contact,
    /// Part of any other number or code.
    Number,
}

/// How many labels there are.
pub const LABELS: usize = 7;

impl Label {
    /// Every label, in order.
    pub const ALL: [Self; LABELS] = [
        Self::None,
        Self::Name,
        Self::Place,
        Self::Date,
        Self::Age,
        Self::Contact,
        Self::Number,
    ];

    /// Its place in [`Label::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The label of a kind of identifier.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Age => Self::Age,
            Kind::Date => Self::Date,
            Kind::Geo => Self::Place,
            Kind::Name => Self::Name,
            Kind::Email | Kind::Fax | Kind::Ip | Kind::Phone | Kind::Photo | Kind::Url => {
                Self::Contact
            }
            Kind::Account
            | Kind::Biometric
            | Kind::Device
            | Kind::HealthPlan
            | Kind::License
            | Kind::Mrn
            | Kind::OtherId
            | Kind::Ssn
            | Kind::Vehicle => Self::Number,
        }
    }
}
