//! Vehicles: identification numbers (VIN) and license plates.
//!
//! A VIN proves itself by its check digit; one that fails, and every plate, needs a label.

use super::candidate::Weight;
use super::{Candidate, Recognizer, check, code};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Code, Cue, Page};

pub(crate) const VEHICLE: Recognizer = Recognizer {
    id: "vehicle",
    kinds: &[Kind::Vehicle],
    about: "Vehicle identification numbers and license plates.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(page, VEHICLE.id, Kind::Vehicle, &[Cue::Vehicle], out);
    out.extend(
        page.codes
            .iter()
            .filter_map(|code| identification(page, code)),
    );
}

fn identification(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let span = page.span(code.first, code.last);
    if span.len() != 17 {
        return None;
    }
    let number = page.slice(span).to_ascii_uppercase();
    let candidate = Candidate::new(VEHICLE.id, Kind::Vehicle, span).hard();
    if check::vin(&number) && check::vin_form(&number) {
        return Some(candidate.because(Weight::Proven, Why::CHECK));
    }
    check::vin_form(&number).then_some(candidate)
}

const EXAMPLES: &[(&str, &str)] = &[
    ("VIN 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),
    ("drives 1m8gdm9axkp042788", "1m8gdm9axkp042788"),
    ("truck plate CFA 3K7P.", "CFA 3K7P"),
    ("license plate: JHK 4471", "JHK 4471"),
    ("Oregon plate 417 MKW, handicap", "417 MKW"),
];

const NEAR_MISSES: &[&str] = &[
    "plate and 6 screws",
    "tag along 2 visits",
    "growth plate 12 mm",
    "car accident 3 days ago",
    "fixed with a 3.5 mm plate",
];
