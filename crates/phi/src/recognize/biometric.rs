//! Biometric identifiers: templates and print numbers behind a word that names a finger, face, eye or voice print.
//!
//! What identifies is the stored template or its number; that somebody has a fingerprint is no secret.

use super::{Candidate, Recognizer, code};
use crate::kind::Kind;
use crate::text::{Cue, Page};

pub(crate) const BIOMETRIC: Recognizer = Recognizer {
    id: "biometric",
    kinds: &[Kind::Biometric],
    about: "Finger, face, eye and voice print templates and their numbers.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(page, BIOMETRIC.id, Kind::Biometric, &[Cue::Biometric], out);
}

const EXAMPLES: &[(&str, &str)] = &[
    ("fingerprint ID FP-88213", "FP-88213"),
    ("voiceprint: VP2210447", "VP2210447"),
    ("palmprint no. 4471-02", "4471-02"),
];

const NEAR_MISSES: &[&str] = &[
    "iris 2 mm irregular",
    "retina flat OU, 20/20",
    "fingerprint clearance done 2025",
];
