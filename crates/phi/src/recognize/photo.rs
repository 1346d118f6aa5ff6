//! Photographs, films and recordings of a voice, named by file: "hookano_face_1203.jpg".
//!
//! Images themselves are refused before text is inspected; what can stand in text is their name, which often holds the
//! patient's (45 CFR 164.514(b)(2)(i)(Q)).

use super::candidate::Weight;
use super::{Candidate, Recognizer};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Class, Gap, Page};

pub(crate) const PHOTO: Recognizer = Recognizer {
    id: "photo",
    kinds: &[Kind::Biometric, Kind::Photo],
    about: "File names of photographs, films and recordings of a voice.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

const ENDINGS: &[&str] = &[
    "arw", "avi", "bmp", "dcm", "dng", "gif", "heic", "heif", "jpeg", "jpg", "mkv", "mov", "mp",
    "mpeg", "mpg", "nef", "png", "tif", "tiff", "webm", "webp", "wmv",
];
/// Endings of recordings of a voice; "mp" is one before a 3.
const VOICES: &[&str] = &["aac", "amr", "flac", "ogg", "opus", "wav", "wma"];

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut floor = 0;
    for (at, token) in page
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_word() && token.len() <= 4 && token.gap == Gap::None)
    {
        let point = at.saturating_sub(1);
        let named = page.is_mark(point, ".") && page.is_glued(at) && page.is_glued(point);
        let ends = |endings: &[&str]| endings.iter().any(|ending| page.is(at, ending));
        if !named || !(ends(ENDINGS) || ends(VOICES)) {
            continue;
        }
        let mut first = point;
        while first > floor
            && page.is_glued(first)
            && point - first < 32
            && is_part(page, first - 1)
        {
            first -= 1;
        }
        let movie = token.len() == 2;
        let last = if movie { at + 1 } else { at };
        let sound = ends(VOICES) || (movie && page.word(last) == "3");
        if first < point && (!movie || matches!(page.word(last), "3" | "4")) {
            floor = last + 1;
            let kind = if sound { Kind::Biometric } else { Kind::Photo };
            out.push(
                Candidate::new(PHOTO.id, kind, page.span(first, last))
                    .because(Weight::Proven, Why::PATTERN),
            );
        }
    }
}

fn is_part(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.class != Class::Mark)
        || matches!(page.word(at), "_" | "-" | "." | "/" | "~")
}

const EXAMPLES: &[(&str, &str)] = &[
    (
        "Photo on file: hookano_face_1203.jpg",
        "hookano_face_1203.jpg",
    ),
    ("Foot photo IMG_4417_GREWAL.JPG.", "IMG_4417_GREWAL.JPG"),
    ("saved as MSP_C4_1203.mp4", "MSP_C4_1203.mp4"),
    ("photos SART_0527_01.NEF in", "SART_0527_01.NEF"),
    ("sample duchovny_enroll7.wav ok", "duchovny_enroll7.wav"),
];

const NEAR_MISSES: &[&str] = &["see photo", "a .jpg file", "mp 4", "tif only"];
