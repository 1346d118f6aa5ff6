//! Vehicles: identification numbers (VIN) and license plates.
//!
//! A VIN proves itself by its check digit; one that fails needs a label. A plate needs a label, or a car nearby (`plate`).

mod plate;

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
    plate::find(page, out);
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
    ("the silver sienna plates oh hjk 3391 its in", "oh hjk 3391"),
    ("WA plates, CLM4731. Housing", "CLM4731"),
    ("1107  LA 306 FWC  Silverado  0815", "LA 306 FWC"),
    ("maroon dodge ram tx ndv 2618, also", "tx ndv 2618"),
    ("boat trailer, NE 59-F862 ours", "NE 59-F862"),
    ("gold Tahoe 7C7 735 outside", "7C7 735"),
    ("black Highlander NC  TKP-3814, dad", "TKP-3814"),
    ("courier van Mich. EVC 5261, seal", "EVC 5261"),
];

const NEAR_MISSES: &[&str] = &[
    "plate and 6 screws",
    "tag along 2 visits",
    "growth plate 12 mm",
    "car accident 3 days ago",
    "fixed with a 3.5 mm plate",
    "restrained driver, car vs pole at 35 mph, GCS 15, HR 110",
    "2019 Honda Civic, rear ended in 2021, seen in ER 1200",
    "hit by a truck V43.52XA, CT head neg, L4 L5 pain",
    "drove the van to Lot 12 at 0830 for 45 min",
    "Ford F150 or Mazda CX5",
    "car seat check 12 mo, 22 lb, 5-pt harness",
    "his car is in Garage B level 2, ext 4410",
];
