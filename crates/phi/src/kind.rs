//! The kinds of identifying information, as the law lists them.
//!
//! The list is 45 CFR 164.514(b)(2)(i) (Safe Harbor), with ages split from dates. What a kind looks like in
//! text is not known here: that is `recognize` and `field`.

use serde::{Deserialize, Serialize};

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Account numbers: bank, card and guarantor accounts.
    Account,
    /// Ages; over 89 they must go, below they may stay.
    Age,
    /// Biometric identifiers: finger and voice prints.
    Biometric,
    /// Any element of a date finer than the year.
    Date,
    /// Device identifiers and serial numbers.
    Device,
    /// Email addresses.
    Email,
    /// Fax numbers.
    Fax,
    /// Places smaller than a state: street, town, ZIP code, named facility.
    Geo,
    /// Health plan beneficiary numbers.
    HealthPlan,
    /// Internet protocol addresses.
    Ip,
    /// Certificate and license numbers.
    License,
    /// Medical record numbers.
    Mrn,
    /// Names of people: patients, relatives, employers, staff; initials too.
    Name,
    /// Any other unique number or code: accession, claim, prescription, user name, passport.
    OtherId,
    /// Telephone numbers.
    Phone,
    /// Full-face photographs and comparable images, named by file or link.
    Photo,
    /// Social Security numbers.
    Ssn,
    /// Web addresses.
    Url,
    /// Vehicle identifiers and license plates.
    Vehicle,
}

/// The seven groups in which finds are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Ways to reach a person: phone, fax, email.
    Contact,
    /// Dates and ages.
    Dates,
    /// Names of people.
    Names,
    /// Numbers and codes given to a person or thing.
    Numbers,
    /// Web and network addresses.
    Online,
    /// Other identifying details.
    Other,
    /// Places.
    Places,
}

impl Group {
    /// The one letter that marks the group beside its color, for those who cannot see the color.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Contact => 'C',
            Self::Dates => 'D',
            Self::Names => 'N',
            Self::Numbers => '#',
            Self::Online => 'O',
            Self::Other => 'X',
            Self::Places => 'P',
        }
    }
}

/// Everything that is written about a kind, in one row.
struct Row {
    label: &'static str,
    code: &'static str,
    safe_harbor: char,
    group: Group,
    plain: (&'static str, &'static str),
}

const fn row(
    label: &'static str,
    code: &'static str,
    safe_harbor: char,
    group: Group,
    plain: (&'static str, &'static str),
) -> Row {
    Row {
        label,
        code,
        safe_harbor,
        group,
        plain,
    }
}

impl Kind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 19] = [
        Self::Account,
        Self::Age,
        Self::Biometric,
        Self::Date,
        Self::Device,
        Self::Email,
        Self::Fax,
        Self::Geo,
        Self::HealthPlan,
        Self::Ip,
        Self::License,
        Self::Mrn,
        Self::Name,
        Self::OtherId,
        Self::Phone,
        Self::Photo,
        Self::Ssn,
        Self::Url,
        Self::Vehicle,
    ];

    fn row(self) -> Row {
        use Group::{Contact, Dates, Names, Numbers, Online, Other, Places};
        match self {
            Self::Account => row(
                "ACCOUNT",
                "account",
                'J',
                Numbers,
                ("account number", "account numbers"),
            ),
            Self::Age => row("AGE", "age", 'C', Dates, ("age", "ages")),
            Self::Biometric => row(
                "BIOMETRIC",
                "biometric",
                'P',
                Other,
                ("biometric identifier", "biometric identifiers"),
            ),
            Self::Date => row("DATE", "date", 'C', Dates, ("date", "dates")),
            Self::Device => row(
                "DEVICE",
                "device",
                'M',
                Numbers,
                ("device number", "device numbers"),
            ),
            Self::Email => row(
                "EMAIL",
                "email",
                'F',
                Contact,
                ("email address", "email addresses"),
            ),
            Self::Fax => row("FAX", "fax", 'E', Contact, ("fax number", "fax numbers")),
            Self::Geo => row("GEO", "geo", 'B', Places, ("place", "places")),
            Self::HealthPlan => row(
                "HEALTH_PLAN",
                "health_plan",
                'I',
                Numbers,
                ("health plan number", "health plan numbers"),
            ),
            Self::Ip => row("IP", "ip", 'O', Online, ("IP address", "IP addresses")),
            Self::License => row(
                "LICENSE",
                "license",
                'K',
                Numbers,
                ("license number", "license numbers"),
            ),
            Self::Mrn => row(
                "MRN",
                "mrn",
                'H',
                Numbers,
                ("medical record number", "medical record numbers"),
            ),
            Self::Name => row("NAME", "name", 'A', Names, ("name", "names")),
            Self::OtherId => row(
                "OTHER_ID",
                "other_id",
                'R',
                Numbers,
                ("other number", "other numbers"),
            ),
            Self::Phone => row(
                "PHONE",
                "phone",
                'D',
                Contact,
                ("phone number", "phone numbers"),
            ),
            Self::Photo => row("PHOTO", "photo", 'Q', Other, ("photograph", "photographs")),
            Self::Ssn => row(
                "SSN",
                "ssn",
                'G',
                Numbers,
                ("Social Security number", "Social Security numbers"),
            ),
            Self::Url => row("URL", "url", 'N', Online, ("web address", "web addresses")),
            Self::Vehicle => row(
                "VEHICLE",
                "vehicle",
                'L',
                Numbers,
                ("vehicle number", "vehicle numbers"),
            ),
        }
    }

    /// The label used by evaluation data and machine-readable span lists: `HEALTH_PLAN`.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// The key used by the API and the log: `health_plan`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The kind that carries this label, in exactly this spelling.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }

    /// The letter of the Safe Harbor list, 45 CFR 164.514(b)(2)(i)(A) to (R).
    #[must_use]
    pub fn safe_harbor(self) -> char {
        self.row().safe_harbor
    }

    /// The group under which it is shown.
    #[must_use]
    pub fn group(self) -> Group {
        self.row().group
    }

    /// What a person calls it, for one and for several: `("phone number", "phone numbers")`.
    #[must_use]
    pub fn plain(self) -> (&'static str, &'static str) {
        self.row().plain
    }

    /// Whether it is a number or code, as opposed to a name, place, date or address.
    #[must_use]
    pub fn is_number(self) -> bool {
        self.group() == Group::Numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_speaks_of_its_own_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_label(kind.label()), Some(kind));
            assert_eq!(kind.code(), kind.label().to_lowercase());
            assert!(('A'..='R').contains(&kind.safe_harbor()));
        }
    }

    #[test]
    fn the_eighteen_letters_are_all_covered() {
        let letters: std::collections::BTreeSet<char> =
            Kind::ALL.iter().map(|kind| kind.safe_harbor()).collect();
        assert_eq!(letters.len(), 18);
    }

    #[test]
    fn serialized_names_are_the_codes() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }
}
