//! Medical record numbers: whatever stands behind "MRN", "chart", "record no." and their like.
//!
//! No two systems write them alike, so there is no form and no check; the label carries all the weight. Numbers
//! without a label are `other_id`'s.

use super::{Candidate, Recognizer, code};
use crate::kind::Kind;
use crate::text::{Cue, Page};

pub(crate) const MRN: Recognizer = Recognizer {
    id: "mrn",
    kinds: &[Kind::Mrn],
    about: "Medical record and chart numbers behind their label.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    code::labeled(page, MRN.id, Kind::Mrn, &[Cue::Mrn], out);
}

const EXAMPLES: &[(&str, &str)] = &[
    ("MRN: 5510283", "5510283"),
    ("mrn004418 seen today", "004418"),
    ("MR# 0094-2217", "0094-2217"),
    ("chart no. D-20931", "D-20931"),
    ("Medical Record Number: 00 71 53 88", "00 71 53 88"),
    ("\"mrn\": \"E330914\"", "E330914"),
    ("charts 55410 and 55411", "55411"),
    ("MRN_44821907_scan.pdf", "44821907"),
    ("{\"name\":\"lookup_mrn_44821907\"}", "44821907"),
];

const NEAR_MISSES: &[&str] = &[
    "chart reviewed in 12 minutes",
    "records from 2023 reviewed",
    "trace MR, EF 55",
    "MR brain 3 mm cuts",
    "chart notes 3 falls",
    "chart_2024, record_12",
];
