//! What people call the kinds of identifiers that the log counts by their codes.

/// Code, one, several: as the finder of patient information calls them, which is tested where both are known.
const KINDS: [(&str, &str, &str); 19] = [
    ("account", "account number", "account numbers"),
    ("age", "age", "ages"),
    ("biometric", "biometric identifier", "biometric identifiers"),
    ("date", "date", "dates"),
    ("device", "device number", "device numbers"),
    ("email", "email address", "email addresses"),
    ("fax", "fax number", "fax numbers"),
    ("geo", "place", "places"),
    ("health_plan", "health plan number", "health plan numbers"),
    ("ip", "IP address", "IP addresses"),
    ("license", "license number", "license numbers"),
    ("mrn", "medical record number", "medical record numbers"),
    ("name", "name", "names"),
    ("other_id", "other number", "other numbers"),
    ("phone", "phone number", "phone numbers"),
    ("photo", "photograph", "photographs"),
    ("ssn", "Social Security number", "Social Security numbers"),
    ("url", "web address", "web addresses"),
    ("vehicle", "vehicle number", "vehicle numbers"),
];

/// The kind of this code, of so many; a code that is none of the kinds is said as it is.
#[must_use]
pub fn kind_words(code: &str, count: u64) -> String {
    let known = KINDS.iter().find(|(known, ..)| *known == code);
    match (known, count) {
        (Some((_, one, _)), 1) => (*one).to_owned(),
        (Some((_, _, several)), _) => (*several).to_owned(),
        (None, _) => code.replace('_', " "),
    }
}
