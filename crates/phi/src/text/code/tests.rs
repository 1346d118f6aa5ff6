use super::*;
use crate::lexicon::Lexicon;

fn found(text: &str) -> Vec<(String, Cue)> {
    let page = Page::new(text, None, &Lexicon::shipped());
    let show = |code: &Code| {
        (
            page.slice(page.span(code.first, code.last)).to_owned(),
            code.label.cue,
        )
    };
    page.codes.iter().map(show).collect()
}

#[test]
fn labels_are_found_over_fillers() {
    let rows = [
        ("MRN: 00-417-3385", "00-417-3385", Cue::Mrn),
        ("chart no. 55410", "55410", Cue::Mrn),
        ("MRN004418", "004418", Cue::Mrn),
        ("MCR0048127", "MCR0048127", Cue::HealthPlan),
        ("dob4/2/71", "4/2/71", Cue::Birth),
        (
            "\"subscriberId\": \"SDK771204458\"",
            "SDK771204458",
            Cue::HealthPlan,
        ),
        ("DL NM 508441927", "508441927", Cue::License),
        ("ID: H-0182", "H-0182", Cue::Filler),
        ("badge of reporter: 10447", "10447", Cue::OtherId),
        ("number of cells: 150000", "150000", Cue::None),
        ("took 12", "12", Cue::None),
        ("no 12", "12", Cue::None),
    ];
    for (text, code, cue) in rows {
        assert_eq!(found(text), [(code.to_owned(), cue)], "{text}");
    }
}

#[test]
fn underscores_part_a_label_from_its_number() {
    let rows = [
        ("MRN_44821907", "44821907", Cue::Mrn),
        ("lookup_mrn_44821907_scan.pdf", "44821907", Cue::Mrn),
        ("MRN_44821907.pdf", "44821907", Cue::Mrn),
        ("mrn_00_71_53_88_v", "00_71_53_88", Cue::Mrn),
        ("Member_ID_SDK771204458", "SDK771204458", Cue::HealthPlan),
        ("patient_id_44821907", "44821907", Cue::Filler),
        ("acct_88-30417", "88-30417", Cue::Account),
        ("acct_no_8830417.csv", "8830417", Cue::Account),
        ("MRN-44821907_scan.pdf", "44821907", Cue::Mrn),
        ("2026_MRN_44821907", "44821907", Cue::Mrn),
        ("plan_a_2024_11", "plan_a_2024_11", Cue::None),
        ("member_1024_768", "member_1024_768", Cue::None),
        ("call_0001234567", "call_0001234567", Cue::None),
        ("run_20240314", "run_20240314", Cue::None),
        ("hg38_1234567", "hg38_1234567", Cue::None),
        ("version_2024_01", "version_2024_01", Cue::None),
    ];
    for (text, code, cue) in rows {
        assert_eq!(found(text), [(code.to_owned(), cue)], "{text}");
    }
    let two = found("MRN_44821907_acct_8830417.pdf");
    assert_eq!(
        two,
        [
            ("44821907".to_owned(), Cue::Mrn),
            ("8830417".to_owned(), Cue::Account)
        ]
    );
}

#[test]
fn a_list_shares_its_label() {
    let codes = found("Rx numbers 4471902, 4471903 and 4480117");
    assert!(
        codes.iter().all(|(_, cue)| *cue == Cue::OtherId) && codes.len() == 3,
        "{codes:?}"
    );
}
