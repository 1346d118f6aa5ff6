//! The word in a placeholder: what it stands for, as a model should read it.
//!
//! Names say whose they are when that is known; places and other numbers get shorter words than the law's.

use crate::find::{Find, Role};
use crate::kind::Kind;

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tag {
    Account,
    Age,
    Biometric,
    Date,
    Device,
    Email,
    Fax,
    HealthPlan,
    Id,
    Ip,
    License,
    Mrn,
    Patient,
    Person,
    Phone,
    Photo,
    Place,
    Relative,
    Ssn,
    Staff,
    Url,
    Vehicle,
}

impl Tag {
    /// Every tag, in the order of the enum.
    pub(crate) const ALL: [Self; 22] = [
        Self::Account,
        Self::Age,
        Self::Biometric,
        Self::Date,
        Self::Device,
        Self::Email,
        Self::Fax,
        Self::HealthPlan,
        Self::Id,
        Self::Ip,
        Self::License,
        Self::Mrn,
        Self::Patient,
        Self::Person,
        Self::Phone,
        Self::Photo,
        Self::Place,
        Self::Relative,
        Self::Ssn,
        Self::Staff,
        Self::Url,
        Self::Vehicle,
    ];

    /// The tag as it is written in a placeholder: upper-case ASCII letters, words joined by one underscore.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Account => "ACCOUNT",
            Self::Age => "AGE",
            Self::Biometric => "BIOMETRIC",
            Self::Date => "DATE",
            Self::Device => "DEVICE",
            Self::Email => "EMAIL",
            Self::Fax => "FAX",
            Self::HealthPlan => "HEALTH_PLAN",
            Self::Id => "ID",
            Self::Ip => "IP",
            Self::License => "LICENSE",
            Self::Mrn => "MRN",
            Self::Patient => "PATIENT",
            Self::Person => "PERSON",
            Self::Phone => "PHONE",
            Self::Photo => "PHOTO",
            Self::Place => "PLACE",
            Self::Relative => "RELATIVE",
            Self::Ssn => "SSN",
            Self::Staff => "STAFF",
            Self::Url => "URL",
            Self::Vehicle => "VEHICLE",
        }
    }

    /// The tag as it is written alone, for good: whose name it was would say more than Safe Harbor asks for.
    pub(crate) const fn plain(self) -> &'static str {
        match self {
            Self::Patient | Self::Person | Self::Relative | Self::Staff => "NAME",
            other => other.word(),
        }
    }

    /// The tag for a find.
    pub(crate) fn of(find: &Find) -> Self {
        match find.kind {
            Kind::Account => Self::Account,
            Kind::Age => Self::Age,
            Kind::Biometric => Self::Biometric,
            Kind::Date => Self::Date,
            Kind::Device => Self::Device,
            Kind::Email => Self::Email,
            Kind::Fax => Self::Fax,
            Kind::Geo => Self::Place,
            Kind::HealthPlan => Self::HealthPlan,
            Kind::Ip => Self::Ip,
            Kind::License => Self::License,
            Kind::Mrn => Self::Mrn,
            Kind::Name => Self::of_role(find.role),
            Kind::OtherId => Self::Id,
            Kind::Phone => Self::Phone,
            Kind::Photo => Self::Photo,
            Kind::Ssn => Self::Ssn,
            Kind::Url => Self::Url,
            Kind::Vehicle => Self::Vehicle,
        }
    }

    /// The kind of finds that the tag stands for.
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::Account => Kind::Account,
            Self::Age => Kind::Age,
            Self::Biometric => Kind::Biometric,
            Self::Date => Kind::Date,
            Self::Device => Kind::Device,
            Self::Email => Kind::Email,
            Self::Fax => Kind::Fax,
            Self::HealthPlan => Kind::HealthPlan,
            Self::Id => Kind::OtherId,
            Self::Ip => Kind::Ip,
            Self::License => Kind::License,
            Self::Mrn => Kind::Mrn,
            Self::Patient | Self::Person | Self::Relative | Self::Staff => Kind::Name,
            Self::Phone => Kind::Phone,
            Self::Photo => Kind::Photo,
            Self::Place => Kind::Geo,
            Self::Ssn => Kind::Ssn,
            Self::Url => Kind::Url,
            Self::Vehicle => Kind::Vehicle,
        }
    }

    fn of_role(role: Option<Role>) -> Self {
        match role {
            Some(Role::Patient) => Self::Patient,
            Some(Role::Relative) => Self::Relative,
            Some(Role::Staff) => Self::Staff,
            Some(Role::Person) | None => Self::Person,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The streaming scan reads a tag letter by letter and takes the first that fits.
    #[test]
    fn no_tag_begins_with_another() {
        for one in Tag::ALL {
            for other in Tag::ALL {
                assert!(
                    one == other || !one.word().starts_with(other.word()),
                    "{one:?} {other:?}"
                );
            }
        }
    }

    #[test]
    fn tags_are_plain_upper_case() {
        for tag in Tag::ALL {
            assert!(
                tag.word()
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b == b'_')
            );
            assert!(
                !tag.word().starts_with('_')
                    && !tag.word().ends_with('_')
                    && !tag.word().contains("__")
            );
        }
    }
}
