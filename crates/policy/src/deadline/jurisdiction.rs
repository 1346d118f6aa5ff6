//! Whose law it is: the United States, a state, the District of Columbia or a territory.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

/// Postal codes of the states, the District of Columbia and the territories, and `US` for federal law.
const KNOWN: &str = "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP MS MT NC ND NE \
     NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX US UT VA VI VT WA WI WV WY";

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
        KNOWN
            .split(' ')
            .map(Jurisdiction)
            .filter(|one| *one != Jurisdiction::US)
    }

    /// The postal code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }
}

impl FromStr for Jurisdiction {
    type Err = UnknownJurisdiction;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        KNOWN
            .split(' ')
            .find(|known| *known == code)
            .map(Jurisdiction)
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
        for wrong in ["", "tx", "T", "XX", "Texas", "TX UT", "AK AL"] {
            assert!(wrong.parse::<Jurisdiction>().is_err(), "{wrong}");
        }
    }
}
