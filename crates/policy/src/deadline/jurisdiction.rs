//! Whose law it is: the United States, a state, the District of Columbia or a territory.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// Postal codes of the states, the District of Columbia and the territories, each with its name, and `US` for federal law.
const KNOWN: [(&str, &str); 57] = [
    ("AK", "Alaska"),
    ("AL", "Alabama"),
    ("AR", "Arkansas"),
    ("AS", "American Samoa"),
    ("AZ", "Arizona"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DC", "District of Columbia"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("GU", "Guam"),
    ("HI", "Hawaii"),
    ("IA", "Iowa"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("MA", "Massachusetts"),
    ("MD", "Maryland"),
    ("ME", "Maine"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MO", "Missouri"),
    ("MP", "Northern Mariana Islands"),
    ("MS", "Mississippi"),
    ("MT", "Montana"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("NE", "Nebraska"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NV", "Nevada"),
    ("NY", "New York"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("PR", "Puerto Rico"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("US", "United States"),
    ("UT", "Utah"),
    ("VA", "Virginia"),
    ("VI", "U.S. Virgin Islands"),
    ("VT", "Vermont"),
    ("WA", "Washington"),
    ("WI", "Wisconsin"),
    ("WV", "West Virginia"),
    ("WY", "Wyoming"),
];

/// A jurisdiction by its postal code, such as `TX`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Jurisdiction(&'static str);

/// The code is none of a state or territory.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{0}` is not the postal code of a state or territory, such as OH")]
pub struct UnknownJurisdiction(String);

impl Jurisdiction {
    /// Federal law.
    pub const US: Jurisdiction = Jurisdiction("US");

    /// Every state, the District of Columbia and every territory; not the United States as a whole.
    pub fn states() -> impl Iterator<Item = Jurisdiction> {
        let all = KNOWN.iter().map(|(code, _)| Jurisdiction(code));
        all.filter(|one| *one != Jurisdiction::US)
    }

    /// The postal code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        let known = KNOWN.iter().find(|(code, _)| *code == self.0);
        known.map_or(self.0, |(_, name)| name)
    }

    /// Its law, as people call that: "federal law" or "Ohio law".
    #[must_use]
    pub fn law(self) -> String {
        match self {
            Jurisdiction::US => "federal law".to_owned(),
            state => format!("{} law", state.name()),
        }
    }
}

impl FromStr for Jurisdiction {
    type Err = UnknownJurisdiction;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let known = KNOWN.iter().find(|(known, _)| *known == code);
        known
            .map(|(known, _)| Jurisdiction(known))
            .ok_or_else(|| UnknownJurisdiction(code.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Jurisdiction {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        code.parse().map_err(D::Error::custom)
    }
}

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_known_and_nothing_else_is() {
        assert_eq!(Jurisdiction::states().count(), 56);
        assert_eq!("TX".parse::<Jurisdiction>().unwrap().code(), "TX");
        assert_eq!("TX".parse::<Jurisdiction>().unwrap().name(), "Texas");
        assert_eq!(Jurisdiction::US.law(), "federal law");
        for wrong in ["", "tx", "T", "XX", "Texas", "TX UT", "AK AL"] {
            assert!(wrong.parse::<Jurisdiction>().is_err(), "{wrong}");
        }
    }
}
