//! The tables of the survey of state law of 2026-11-23, row by row: each is a law here, with the status and confidence that
//! the survey gives it, and a rule decides by it only where the survey gives a text to decide by.

use std::collections::BTreeSet;

use super::{day, laws};
use crate::deadline::Confidence::{self, High, Low, Medium};
use crate::deadline::{BreachLaw, Jurisdiction};
use crate::laws::Enactment::{self, Enacted, Proposed, Repealed, Vetoed};
use crate::laws::{Enforcement, Family, LawStatus};

/// A law's id, what became of it, how surely it was read, and whether rules decide by it.
type Row = (&'static str, Enactment, Confidence, bool);

/// The survey's tables A to G, and of its watch list (I) what no table has.
const TABLES: [(&str, &[Row]); 8] = [
    (
        "A. Residency",
        &[
            ("tx-sb1188-residency", Enacted, High, true),
            ("fl-408051-offshore", Enacted, High, true),
            ("az-ahcccs-offshore", Enacted, Medium, true),
            ("us-medicaid-offshore", Enacted, Low, true),
            ("us-medicare-offshore-attestation", Enacted, Medium, false),
            ("us-mistral-default-region", Enacted, High, true),
        ],
    ),
    (
        "B. Patient-facing",
        &[
            ("ca-ab3030", Enacted, High, true),
            ("ca-ab489", Enacted, High, true),
            ("tx-hb149", Enacted, High, true),
            ("tx-sb1188-ai", Enacted, High, true),
            ("ut-ai", Enacted, High, true),
            ("la-hb475", Proposed, Low, false),
            ("wa-2026-chatbot", Proposed, Low, false),
            ("ct-sb5", Enacted, Medium, true),
        ],
    ),
    (
        "C. Mental health",
        &[
            ("il-wopr", Enacted, High, true),
            ("nv-ab406", Enacted, Medium, true),
            ("me-ld2082", Enacted, Medium, true),
            ("ut-hb452", Enacted, High, false),
            ("tn-sb1580", Enacted, Medium, true),
            // One row of the survey: "texts not read, information and counsel".
            ("ne-2026-therapy", Proposed, Low, false),
            ("id-2026-therapy", Proposed, Low, false),
            ("vt-h816", Proposed, Low, false),
        ],
    ),
    (
        "D. Decisions",
        &[
            ("co-sb24205", Repealed, High, false),
            ("co-sb26189", Enacted, Medium, true),
            ("ca-sb1120", Enacted, Medium, false),
            ("md-hb820", Enacted, Medium, false),
            ("ga-sb444", Enacted, Medium, false),
            ("ny-hipa", Vetoed, High, false),
            ("ca-adm", Enacted, Low, false),
        ],
    ),
    (
        "E. Sensitive and consumer data",
        &[
            ("ca-cmia", Enacted, Medium, false),
            ("ca-ab352", Enacted, High, true),
            ("ca-ab713", Enacted, Low, false),
            ("tx-181", Enacted, Medium, false),
            ("wa-mhmda", Enacted, Medium, false),
            ("nv-sb370", Enacted, Medium, false),
            ("ma-201cmr17", Enacted, Medium, false),
            ("ny-shield", Enacted, Medium, false),
        ],
    ),
    (
        "F. Training",
        &[
            ("tx-hb300-training", Enacted, Medium, false),
            ("us-hipaa-training", Enacted, High, true),
        ],
    ),
    (
        "G. Recording",
        &[("us-recording-consent", Enacted, Low, false)],
    ),
    (
        "I. Watch list",
        &[
            ("us-security-rule-2027", Proposed, Low, false),
            ("us-hti-5", Proposed, Low, false),
            ("us-preemption-bills", Proposed, Medium, false),
            ("ky-therapy-bills", Proposed, Low, false),
        ],
    ),
];

/// Table H: the rows with a number of days or an office of their own, California's second row and the federal ones apart.
const H_OWN_ROWS: &str =
    "CA CO FL ME NY WA AL AZ IN MD NM OH OR RI TN VT WI TX CT DE LA SD IL MA PR";
/// Table H, last row: no number of days.
const H_OTHERS: &str =
    "AK AR DC GA HI IA ID KS KY MI MN MO MS MT NC ND NE NH NJ NV OK PA SC UT VA WV WY";

#[test]
fn every_row_is_a_law_with_its_status_and_confidence() {
    let laws = laws();
    let mut seen = BTreeSet::new();
    for (table, rows) in TABLES {
        for (id, enactment, confidence, decides) in rows {
            let act = laws.named(id);
            let act = act.unwrap_or_else(|| panic!("table {table}: {id} is no law here"));
            assert_eq!(
                (act.enactment, act.confidence),
                (*enactment, *confidence),
                "table {table}: {id}"
            );
            assert_eq!(
                act.enforcement() == Enforcement::Rules,
                *decides,
                "table {table}: {id}"
            );
            assert!(seen.insert(*id), "{id} twice");
        }
    }
    let others = laws
        .all()
        .iter()
        .filter(|act| act.family != Family::BreachClock && !seen.contains(act.id.as_str()));
    let others: Vec<_> = others.map(|act| &act.id).collect();
    assert!(others.is_empty(), "in no table: {others:?}");
}

#[test]
fn the_tables_have_as_many_rows_as_the_survey() {
    let counts = TABLES.map(|(_, rows)| rows.len());
    // C has six rows, of which the last is three laws.
    assert_eq!(counts, [6, 8, 8, 7, 8, 2, 1, 4]);
}

#[test]
fn every_state_of_table_h_has_its_clock_for_individuals() {
    let law = BreachLaw::shipped().unwrap();
    let has_number = |state: &str| {
        let state: Jurisdiction = state.parse().unwrap();
        let own = law
            .entries
            .iter()
            .filter(|entry| entry.jurisdiction == state && entry.in_force(day("2026-11-23")));
        let own: Vec<_> = own.collect();
        assert!(!own.is_empty(), "{state} has no clock");
        own.iter().any(|entry| entry.limit.is_some())
    };
    let own: Vec<_> = H_OWN_ROWS.split(' ').collect();
    assert_eq!(own.len() + H_OTHERS.split(' ').count(), 52);
    let without: Vec<_> = own.into_iter().filter(|state| !has_number(state)).collect();
    // "As soon as practicable": Massachusetts names no number.
    assert_eq!(without, ["MA"]);
    for state in H_OTHERS.split(' ') {
        has_number(state);
    }
}

/// Whatever the day, what was only proposed, vetoed or repealed decides nothing.
#[test]
fn no_law_in_the_making_decides() {
    for act in laws().all() {
        let is_law = act.enactment == Enacted;
        assert!(is_law || act.rules.is_empty(), "{}", act.id);
        let status = act.status(day("2035-01-01"));
        assert!(is_law || status != LawStatus::InForce, "{}", act.id);
    }
}
