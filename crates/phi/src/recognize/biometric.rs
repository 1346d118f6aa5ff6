//! Biometric identifiers: templates and print numbers behind a word that names a finger, face, eye or voice print.
//!
//! What identifies is the stored template or its number; that somebody has a fingerprint is no secret.

use super::candidate::Weight;
use super::name::back;
use super::{Candidate, Recognizer, code};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Code, Cue, Page};

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
    let mut templates = page
        .codes
        .iter()
        .filter_map(|code| template(page, code))
        .peekable();
    if templates.peek().is_some() && is_of_bodies(page) {
        out.extend(templates.map(|span| {
            let found = Candidate::new(BIOMETRIC.id, Kind::Biometric, span).hard();
            found.because(Weight::Field, Why::FIELD)
        }));
    }
}

/// "template FP-2231-L2-04EF", "template FT:9c41e0aa7d": documents have templates too, of few characters.
fn template(page: &Page<'_>, code: &Code) -> Option<Span> {
    let typed = page.is_glued(code.first)
        && page.is_mark(back(code.first, 1), ":")
        && page.is_glued(back(code.first, 1))
        && page.is_word(back(code.first, 2));
    let first = code.first - if typed { 2 } else { 0 };
    let mut before = back(first, 1);
    while matches!(page.word(before), ":" | "#" | "." | "id" | "ID" | "no") {
        before = back(before, 1);
    }
    let text = page.slice(page.span(code.first, code.last));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let told = page.is(before, "template") && text.len() >= 6 && digits >= 3;
    told.then(|| page.span(first, code.last))
}

/// Whether a page speaks of what is measured on bodies.
fn is_of_bodies(page: &Page<'_>) -> bool {
    const PARTS: &[&str] = &[
        "face", "facial", "finger", "fingers", "palm", "thumb", "vein",
    ];
    let told = |(at, cue)| cue == Cue::Biometric || page.among(at, PARTS);
    page.tokens
        .iter()
        .map(|token| token.cue)
        .enumerate()
        .any(told)
}

const EXAMPLES: &[(&str, &str)] = &[
    ("fingerprint ID FP-88213", "FP-88213"),
    ("voiceprint: VP2210447", "VP2210447"),
    ("palmprint no. 4471-02", "4471-02"),
    (
        "index finger: badge 2231, template FP-2231-L2-04EF",
        "FP-2231-L2-04EF",
    ),
    ("face template FT:9c41e0aa7d purged", "FT:9c41e0aa7d"),
];

const NEAR_MISSES: &[&str] = &[
    "iris 2 mm irregular",
    "retina flat OU, 20/20",
    "fingerprint clearance done 2025",
    "letter template LT-2231-04 sent",
    "face sheet template 2 of 3",
];
