//! Words that say what the number beside them is: "MRN", "fax", "DOB", "acct".
//!
//! One sorted list, looked up once per word while cutting tokens. A cue alone finds nothing; recognizers and fields
//! use cues to raise, lower or kill what a pattern found.

/// What a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A bank, card or billing account.
    Account,
    /// A birth date.
    Birth,
    /// A device or its serial number.
    Device,
    /// An email address.
    Email,
    /// A fax number.
    Fax,
    /// A word that only says "a number follows": "no", "id".
    Filler,
    /// A health plan membership.
    HealthPlan,
    /// A license or certificate.
    License,
    /// A medical record.
    Mrn,
    /// No cue at all.
    None,
    /// Another thing that carries a number: claim, order, prescription, case.
    OtherId,
    /// A telephone.
    Phone,
    /// A Social Security number.
    Ssn,
    /// A vehicle.
    Vehicle,
}

/// What a lower-case word announces.
pub(crate) fn of(word: &str) -> Cue {
    let found = CUES.binary_search_by_key(&word, |(cue, _)| cue).ok();
    found
        .and_then(|at| CUES.get(at))
        .map_or(Cue::None, |(_, cue)| *cue)
}

/// Sorted by word.
const CUES: &[(&str, Cue)] = &[
    ("account", Cue::Account),
    ("acct", Cue::Account),
    ("birth", Cue::Birth),
    ("birthdate", Cue::Birth),
    ("cell", Cue::Phone),
    ("chart", Cue::Mrn),
    ("claim", Cue::OtherId),
    ("dob", Cue::Birth),
    ("email", Cue::Email),
    ("fax", Cue::Fax),
    ("id", Cue::Filler),
    ("license", Cue::License),
    ("member", Cue::HealthPlan),
    ("mrn", Cue::Mrn),
    ("no", Cue::Filler),
    ("phone", Cue::Phone),
    ("serial", Cue::Device),
    ("ssn", Cue::Ssn),
    ("tel", Cue::Phone),
    ("vin", Cue::Vehicle),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_lower_case() {
        assert!(CUES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(
            CUES.iter()
                .all(|(word, _)| word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }

    #[test]
    fn looks_up() {
        assert_eq!(of("mrn"), Cue::Mrn);
        assert_eq!(of("mrns"), Cue::None);
    }
}
