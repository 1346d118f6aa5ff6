//! What a label means: "DOB", "last_name", "Emergency contact", "subscriberId".
//!
//! A label is taken apart into lower-case words, at marks and at the humps of camel case, and read by its words. A
//! label that is not understood means nothing: its value is left to the recognizers.

mod number;
mod person;

pub(super) use person::{is_own_name, is_patient};

use crate::find::Role;
use crate::kind::Kind;

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) kind: Kind,
    pub(crate) hard: bool,
    pub(crate) role: Option<Role>,
    /// Whether the value may be all letters although the kind is a number: a user name.
    pub(crate) wordy: bool,
}

impl Meaning {
    pub(crate) const fn of(kind: Kind) -> Self {
        let soft = matches!(
            kind,
            Kind::Date | Kind::Age | Kind::Geo | Kind::Url | Kind::Photo
        );
        Self {
            kind,
            hard: !soft,
            role: None,
            wordy: false,
        }
    }

    pub(crate) const fn hard(kind: Kind) -> Self {
        Self {
            hard: true,
            ..Self::of(kind)
        }
    }

    pub(crate) const fn name(role: Role) -> Self {
        Self {
            role: Some(role),
            ..Self::of(Kind::Name)
        }
    }
}

/// The longest label that is read, in words.
const LONGEST: usize = 6;

/// What a label means.
pub(crate) fn of(label: &str) -> Option<Meaning> {
    if label.len() > 60 {
        return None;
    }
    let plain = plain(label);
    let words: Vec<&str> = plain
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(LONGEST + 1)
        .collect();
    if words.len() > LONGEST {
        return None;
    }
    let (last, rest) = words.split_last()?;
    number::number(&words)
        .or_else(|| date(&words))
        .or_else(|| contact(&words))
        .or_else(|| person::name(last, rest))
        .or_else(|| place(last, rest))
}

/// A label in lower case, its words parted by spaces.
pub(crate) fn plain(label: &str) -> String {
    let mut out = String::with_capacity(label.len() + 4);
    let mut lower_before = false;
    for c in label.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && lower_before) {
            out.push(' ');
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase() || c.is_ascii_digit();
    }
    out
}

fn has(words: &[&str], any: &[&str]) -> bool {
    words.iter().any(|word| any.contains(word))
}

fn date(words: &[&str]) -> Option<Meaning> {
    if has(
        words,
        &["dob", "birthdate", "birthday", "dateofbirth", "bday"],
    ) || (has(words, &["birth"]) && has(words, &["date", "day", "of"]))
        || words == ["born"]
    {
        return Some(Meaning::hard(Kind::Date));
    }
    let dated = has(
        words,
        &["date", "dates", "dos", "doi", "doa", "dod", "edd", "lmp"],
    ) || words == ["last", "seen"];
    dated.then(|| Meaning::of(Kind::Date))
}

fn contact(words: &[&str]) -> Option<Meaning> {
    if has(words, &["fax", "facsimile"]) {
        return Some(Meaning::of(Kind::Fax));
    }
    if has(
        words,
        &[
            "phone",
            "telephone",
            "cell",
            "cellphone",
            "mobile",
            "tel",
            "pager",
            "landline",
            "callback",
        ],
    ) {
        return Some(Meaning::of(Kind::Phone));
    }
    if has(words, &["email", "mail"]) && !has(words, &["mailing", "subject", "address2"]) {
        return Some(Meaning::of(Kind::Email));
    }
    if has(words, &["url", "website", "homepage"]) {
        return Some(Meaning::of(Kind::Url));
    }
    (has(words, &["ip"])
        && (words.len() == 1 || has(words, &["address", "addr", "client", "remote"])))
    .then(|| Meaning::of(Kind::Ip))
}

/// "Addr 2", "Address line 1".
fn numbered_line(last: &str, rest: &[&str]) -> bool {
    matches!(last, "1" | "2" | "3")
        && matches!(
            rest,
            [.., "addr" | "address"] | [.., "address" | "addr", "line"]
        )
}

fn place(last: &str, rest: &[&str]) -> Option<Meaning> {
    if (matches!(
        last,
        "address"
            | "addr"
            | "street"
            | "address1"
            | "address2"
            | "line1"
            | "line2"
            | "residence"
            | "streetaddress"
    ) || numbered_line(last, rest))
        && !rest.contains(&"email")
        && !rest.contains(&"mac")
    {
        return Some(Meaning::hard(Kind::Geo));
    }
    let places = [
        "city",
        "town",
        "county",
        "zip",
        "zipcode",
        "postal",
        "postalcode",
        "precinct",
        "facility",
        "hospital",
        "pharmacy",
        "school",
        "employer",
        "clinic",
        "neighborhood",
        "township",
        "birthplace",
        "village",
    ];
    let code = last == "code"
        && rest
            .last()
            .is_some_and(|word| matches!(*word, "zip" | "postal"));
    ((places.contains(&last) && rest.len() <= 2) || code).then(|| Meaning::of(Kind::Geo))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_understood_however_they_are_written() {
        let rows = [
            ("DOB", Kind::Date),
            ("dateOfBirth", Kind::Date),
            ("birth_date", Kind::Date),
            ("Date of service", Kind::Date),
            ("last_name", Kind::Name),
            ("Patient Name", Kind::Name),
            ("Emergency contact", Kind::Name),
            ("PCP", Kind::Name),
            ("firstName", Kind::Name),
            ("Name", Kind::Name),
            ("MRN", Kind::Mrn),
            ("Medical Record Number", Kind::Mrn),
            ("patientId", Kind::Mrn),
            ("subscriberId", Kind::HealthPlan),
            ("Member ID", Kind::HealthPlan),
            ("Acct #", Kind::Account),
            ("SSN", Kind::Ssn),
            ("social security no.", Kind::Ssn),
            ("home phone", Kind::Phone),
            ("Emergency contact phone", Kind::Phone),
            ("fax", Kind::Fax),
            ("e-mail", Kind::Email),
            ("Street Address", Kind::Geo),
            ("zip_code", Kind::Geo),
            ("Addr 2", Kind::Geo),
            ("Address line 1", Kind::Geo),
            ("ipAddress", Kind::Ip),
            ("username", Kind::OtherId),
            ("createdBy", Kind::OtherId),
            ("updated_by", Kind::OtherId),
            ("Taken by", Kind::OtherId),
            ("SN", Kind::Device),
            ("NPI", Kind::OtherId),
        ];
        for (label, kind) in rows {
            assert_eq!(of(label).map(|meaning| meaning.kind), Some(kind), "{label}");
        }
    }

    #[test]
    fn other_labels_mean_nothing() {
        for label in [
            "Plan",
            "drug name",
            "Assessment",
            "test_name",
            "file name",
            "content",
            "Follow up",
            "state",
            "gender",
            "plan name",
            "",
        ] {
            assert_eq!(of(label), None, "{label}");
        }
    }

    #[test]
    fn a_birth_date_is_hard_and_a_visit_date_is_not() {
        assert!(of("dob").is_some_and(|meaning| meaning.hard));
        assert!(of("visit_date").is_some_and(|meaning| !meaning.hard));
    }
}
