//! `anteroom training` on the real binary: a roster from the first day to the renewal.

use crate::support::{code, practice, text};
use crate::typed::{fine, run};

#[test]
fn a_roster_says_who_is_current() {
    let folder = practice();
    let data = &folder.path().join("data");
    fine(
        data,
        "training person add maya --name Maya_Ortiz --role front_desk --started 2026-01-05",
    );
    assert!(
        fine(data, "training status").contains("not current: there is no course for this role")
    );
    fine(data, "training course add basics --title What_counts");
    fine(
        data,
        "training course add coding --title Codes --for biller",
    );
    let status = fine(data, "training status");
    assert!(
        status.contains("basics  What counts: not taken") && !status.contains("Codes"),
        "{status}"
    );
    assert_eq!(code(&run(data, "training status --overdue")), 1);
    let failed = run(data, "training record maya basics --score 79");
    assert!(text(&failed.stderr).contains("must take it again"));
    assert!(fine(data, "training status").contains("not passed"));
    fine(data, "training record maya basics --score 80");
    assert!(fine(data, "training status").contains("maya  Maya Ortiz  front desk  current"));
    assert_eq!(fine(data, "training status --overdue"), "");
    fine(data, "training person change maya --role biller");
    let status = fine(data, "training status");
    assert!(
        status.contains("basics  What counts: current")
            && status.contains("coding  Codes: not taken"),
        "{status}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&fine(data, "training status --json")).expect("one line");
    assert_eq!(
        (&json["is_current"], &json["lessons"][1]["progress"]),
        (&false.into(), &"not_taken".into())
    );
    fine(data, "training person change maya --left 2026-06-30");
    assert_eq!(fine(data, "training status"), "");
    let log = fine(data, "audit list");
    assert!(
        log.contains("recorded completion maya.2.") && !log.contains("Ortiz"),
        "{log}"
    );
    fine(data, "audit verify");
}

#[test]
fn old_training_has_run_out() {
    let folder = practice();
    let data = &folder.path().join("data");
    fine(
        data,
        "training person add maya --name Maya_Ortiz --role front_desk --started 2020-01-05",
    );
    fine(data, "training course add basics --title What_counts");
    fine(data, "training record maya basics --on 2020-02-01");
    assert!(fine(data, "training status").contains("expired (2021-02-01)"));
}

#[test]
fn slips_are_refused_and_trials_change_nothing() {
    let folder = practice();
    let data = &folder.path().join("data");
    fine(
        data,
        "training person add maya --name Maya_Ortiz --role front_desk",
    );
    fine(data, "training course add basics --title What_counts");
    let before = fine(data, "audit list");
    for (line, expected) in [
        ("training person add maya --name Other --role biller", 2),
        ("training person change maya", 2),
        ("training person change nobody --role biller", 4),
        ("training person change maya --left 2020-01-01", 2),
        ("training course add odd --title Odd --pass 101", 2),
        ("training course change basics --changed 2999-01-01", 2),
        ("training record maya other", 4),
        ("training record nobody basics", 4),
        ("training record maya basics --on 2999-01-01", 2),
        ("training record maya basics --score 101", 2),
        ("training record maya basics --dry-run", 0),
        ("training person change maya --role biller --dry-run", 0),
        (
            "training course change basics --retired 2027-01-01 --dry-run",
            0,
        ),
    ] {
        let output = run(data, line);
        assert_eq!(code(&output), expected, "{line}: {}", text(&output.stderr));
        assert_eq!(fine(data, "audit list"), before, "{line}");
    }
}
