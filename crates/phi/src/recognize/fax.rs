//! Fax numbers: telephone numbers that the nearest word calls a fax.
//!
//! The numbers themselves are `phone`'s; only the word differs.

use super::{Candidate, Recognizer, phone};
use crate::kind::Kind;
use crate::text::{Cue, Page};

pub(crate) const FAX: Recognizer = Recognizer {
    id: "fax",
    kinds: &[Kind::Fax],
    about: "Fax numbers.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for number in phone::numbers(page)
        .into_iter()
        .filter(|number| number.cue == Cue::Fax)
    {
        out.push(number.candidate(page, FAX.id, Kind::Fax));
    }
}

const EXAMPLES: &[(&str, &str)] = &[
    ("fax 216-555-0170.", "216-555-0170"),
    ("P (814) 555-0150   F (814) 555-0151", "(814) 555-0151"),
    ("faxed to 614 555 0190", "614 555 0190"),
    ("Ph 408-555-0112  Fax 408-555-0113", "408-555-0113"),
    ("c 319.555.0184 | f 319.555.0101", "319.555.0101"),
];

const NEAR_MISSES: &[&str] = &[
    "phone 216-555-0170",
    "fax failed x2",
    "faxed 12 pages",
    "F 99.1, HR 72",
];
