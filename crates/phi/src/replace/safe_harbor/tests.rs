use super::*;
use crate::kind::Kind;
use crate::replace::tests::{marked, segments};

fn done(texts: &[&str]) -> (Vec<String>, Report) {
    let (plain, findings) = marked(texts);
    let replaced = safe_harbor(2026, &segments(&plain), &findings);
    assert_eq!(
        verify(&segments(&plain), &findings, &replaced.texts),
        Ok(())
    );
    (replaced.texts, replaced.report.unwrap())
}

#[test]
fn what_the_rule_lets_stay_stays() {
    let (texts, _) = done(&[
        "{patient! Harriet Lindgren}, {age 92} (dob {date! 2/4/34}), of {geo 9 Elm St, Dayton, OH 45402}",
        "MRN {mrn! 4829137}, seen Tuesday {date 3/3/2026}, again 3 days later by Dr. {staff Wu}; wife is {age 71}",
    ]);
    assert_eq!(
        texts,
        [
            "[NAME], 90 or older (dob [DATE]), of [PLACE], OH 454",
            "MRN [MRN], seen Tuesday 2026, again 3 days later by Dr. [NAME]; wife is 71",
        ]
    );
}

#[test]
fn the_report_counts_by_paragraph() {
    let (_, report) = done(&["{patient Ann} {name Bea} {date 3/3/2026} {date 3/3} {other_id A7}"]);
    let rows: Vec<(Kind, &str, usize, usize)> = report
        .rows
        .iter()
        .map(|row| (row.kind, row.rule.as_str(), row.removed, row.generalized))
        .collect();
    assert_eq!(
        rows,
        [
            (Kind::Date, "45 CFR 164.514(b)(2)(i)(C)", 1, 1),
            (Kind::Name, "45 CFR 164.514(b)(2)(i)(A)", 2, 0),
            (Kind::OtherId, "45 CFR 164.514(b)(2)(i)(R)", 1, 0),
        ]
    );
    assert_eq!(report.census_year, 2020);
}

#[test]
fn a_year_of_birth_that_tells_an_age_over_89_counts() {
    let (texts, report) = done(&["{patient Ann}, born in 1931, widowed 1988"]);
    assert_eq!(texts, ["[NAME], born in [DATE], widowed 1988"]);
    let date = report.rows.iter().find(|row| row.kind == Kind::Date);
    assert_eq!(date.map(|row| row.removed), Some(1));
}

#[test]
fn a_tag_that_is_itself_a_hard_value_is_not_written() {
    let (texts, _) = done(&["user {other_id! DATE}, seen {date 3/3}"]);
    assert!(!texts[0].contains("DATE"), "{texts:?}");
    let (texts, _) = done(&["room {mrn! 2026}, seen {date 3/3/2026}"]);
    assert_eq!(texts, ["room [MRN], seen [DATE]"]);
}
