//! License and certificate numbers: driver's licenses, professional licenses, DEA registrations.
//!
//! A DEA number proves itself by its check digit; the others need a label, because every state writes them its own
//! way.

use super::candidate::Weight;
use super::{Candidate, Recognizer, check, code};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Code, Cue, Page};

pub(crate) const LICENSE: Recognizer = Recognizer {
    id: "license",
    kinds: &[Kind::License],
    about: "Driver's and professional licenses, certificates, DEA registrations.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(page, LICENSE.id, Kind::License, &[Cue::License], out);
    out.extend(
        page.codes
            .iter()
            .filter_map(|code| registration(page, code)),
    );
}

fn registration(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let span = page.span(code.first, code.last);
    let proven = span.len() == 9 && check::dea(page.slice(span));
    let candidate = Candidate::new(LICENSE.id, Kind::License, span).hard();
    proven.then(|| candidate.because(Weight::Proven, Why::CHECK))
}

const EXAMPLES: &[(&str, &str)] = &[
    ("DEA AB1234563", "AB1234563"),
    ("prescriber AB1234563 called", "AB1234563"),
    ("driver's license: OH RT448120", "OH RT448120"),
    ("RN, lic 1129940", "1129940"),
    ("License # 50.004417RX", "50.004417RX"),
    ("Bar No. 004417", "004417"),
    ("DL NM 508 441 927", "NM 508 441 927"),
];

const NEAR_MISSES: &[&str] = &[
    "DL 500 mL given",
    "grab bar 36 in",
    "licensed for 12 years",
    "HDL 45, LDL 121",
    "certificate for 3 days off",
];
