//! Whether a word before a mark says what it is: "fax 740-555-0141". What has a form of its own and such a word beside it can
//! always be found, so it is measured apart and held to a higher goal.
//!
//! The list is not the program's own: a word that the program does not know must count against it.

use crate::gold::{Document, Mark};

/// How many words back such a word may stand, on the mark's own line.
const REACH: usize = 3;

/// The words of each kind, in small letters.
const CUES: [(&str, &[&str]); 13] = [
    (
        "ACCOUNT",
        &[
            "acc",
            "account",
            "acct",
            "card",
            "guarantor",
            "iban",
            "routing",
        ],
    ),
    (
        "DEVICE",
        &["device", "imei", "lot", "s", "serial", "sn", "udi"],
    ),
    ("EMAIL", &["address", "e", "email", "mail"]),
    ("FAX", &["fax", "faxed", "fx"]),
    (
        "HEALTH_PLAN",
        &[
            "beneficiary",
            "group",
            "grp",
            "ins",
            "insurance",
            "mbi",
            "medicaid",
            "medicare",
            "member",
            "mem",
            "plan",
            "policy",
            "subscriber",
        ],
    ),
    ("IP", &["address", "host", "ip", "ipv4", "ipv6"]),
    (
        "LICENSE",
        &[
            "certificate",
            "dea",
            "dl",
            "lic",
            "license",
            "licence",
            "npi",
        ],
    ),
    ("MRN", &["chart", "mr", "mrn", "record", "pid", "hrn"]),
    (
        "OTHER_ID",
        &[
            "accession",
            "acc",
            "auth",
            "badge",
            "case",
            "claim",
            "clm",
            "confirmation",
            "encounter",
            "npi",
            "order",
            "passport",
            "ref",
            "reference",
            "requisition",
            "rx",
            "study",
            "ticket",
            "visit",
        ],
    ),
    (
        "PHONE",
        &[
            "call",
            "callback",
            "cb",
            "cell",
            "c",
            "h",
            "home",
            "mobile",
            "pager",
            "ph",
            "phone",
            "tel",
            "telephone",
            "w",
            "work",
        ],
    ),
    ("SSN", &["security", "social", "ss", "ssn"]),
    ("URL", &["link", "site", "url", "web", "website"]),
    (
        "VEHICLE",
        &["license", "plate", "plates", "tag", "vehicle", "vin"],
    ),
];

/// Whether a mark is of a kind that has a form, and a word of its kind stands close before it.
pub(crate) fn is_cued(document: &Document, mark: &Mark) -> bool {
    let Some((_, cues)) = CUES.iter().find(|(kind, _)| *kind == mark.label) else {
        return false;
    };
    let before: String = document.text.chars().take(mark.start).collect();
    let line = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let words = line.split(|c: char| !c.is_alphanumeric());
    let mut near = words.filter(|word| !word.is_empty()).rev().take(REACH);
    near.any(|word| cues.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::documents;

    #[test]
    fn a_word_of_the_kind_close_before_on_the_line() {
        for (marked, expected) in [
            ("fax [[FAX:740-555-0141]]", true),
            ("Ph: cell is [[PHONE:740-555-0141]]", true),
            ("MRN[[MRN:004418]]", true),
            ("fax [[PHONE:740-555-0141]]", false),
            ("phone\n[[PHONE:740-555-0141]]", false),
            (
                "phone her tomorrow or today at [[PHONE:740-555-0141]]",
                false,
            ),
            ("call [[NAME:Ann]]", false),
        ] {
            let document = &documents(&format!("### a x\n{marked}")).unwrap()[0];
            let is = is_cued(document, &document.spans[0]);
            assert_eq!(is, expected, "{marked}");
        }
    }
}
