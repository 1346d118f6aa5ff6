//! Labels of numbers: "MRN", "Member ID", "SSN", "username".

use super::{Meaning, has};
use crate::kind::Kind;

/// What a label of these words numbers.
pub(super) fn number(words: &[&str]) -> Option<Meaning> {
    let numbered = has(
        words,
        &["id", "ids", "no", "num", "number", "nbr", "identifier"],
    ) || words.len() == 1;
    let user = Meaning {
        wordy: true,
        ..Meaning::of(Kind::OtherId)
    };
    if has(words, &["ssn", "socialsecurity"])
        || (has(words, &["social"]) && has(words, &["security"]))
    {
        return Some(Meaning::of(Kind::Ssn));
    }
    if has(words, &["mrn", "emrn", "ptid", "patientid", "hrn"])
        || (has(words, &["medical", "chart", "record"]) && numbered && !has(words, &["date"]))
    {
        return words
            .iter()
            .any(|word| {
                matches!(
                    *word,
                    "mrn" | "emrn" | "ptid" | "patientid" | "hrn" | "chart" | "record"
                )
            })
            .then(|| Meaning::of(Kind::Mrn));
    }
    if has(words, &["username", "userid", "login", "user"])
        && !has(words, &["role", "type", "agent"])
    {
        return Some(user);
    }
    if let [.., done, "by"] = words
        && DONE.contains(done)
    {
        return Some(user);
    }
    if !numbered {
        return None;
    }
    if has(
        words,
        &[
            "member",
            "memberid",
            "subscriber",
            "policy",
            "beneficiary",
            "insurance",
            "medicare",
            "medicaid",
            "mbi",
            "hicn",
            "group",
            "insured",
            "ins",
        ],
    ) {
        return Some(Meaning::of(Kind::HealthPlan));
    }
    if has(words, &["account", "acct", "iban", "card", "routing"]) {
        return Some(Meaning::of(Kind::Account));
    }
    if has(
        words,
        &["license", "licence", "dea", "lic", "certificate", "dl"],
    ) {
        return Some(Meaning::of(Kind::License));
    }
    if has(words, &["vin", "plate"]) {
        return Some(Meaning::of(Kind::Vehicle));
    }
    if has(words, &["serial", "sn", "udi", "imei", "device", "lot"]) {
        return Some(Meaning::of(Kind::Device));
    }
    if has(words, &["pat", "patient", "pt"]) && words.len() > 1 {
        return Some(Meaning::of(Kind::Mrn));
    }
    let things = [
        "npi",
        "claim",
        "claimno",
        "case",
        "accession",
        "order",
        "rx",
        "prescription",
        "encounter",
        "visit",
        "csn",
        "passport",
        "badge",
        "employee",
        "ein",
        "tin",
        "confirmation",
        "session",
        "referral",
        "authorization",
        "auth",
        "ticket",
        "invoice",
        "account",
    ];
    has(words, &things).then(|| Meaning::of(Kind::OtherId))
}

/// What is done in a system: whose label ends with it and "by" is somebody or the name of a user.
const DONE: &[&str] = &[
    "approved",
    "changed",
    "created",
    "deleted",
    "edited",
    "entered",
    "exported",
    "imported",
    "modified",
    "photographed",
    "posted",
    "printed",
    "scanned",
    "taken",
    "updated",
    "uploaded",
];
