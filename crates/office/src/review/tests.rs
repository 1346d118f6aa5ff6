//! What comes first, and what is never said. That all forms say the same is tested on the real binary.

use anteroom_audit::Word;
use jiff::civil::{Date, date};

use super::gap::gaps;
use super::prepare::{overdue, to_come};
use super::{IncidentRow, PersonRow, RiskRow};
use crate::gate::{Condition, GateFile, GateKind, GateText, GateView, Status};
use crate::risk::Grade;

fn gate(name: GateKind, stake: Grade) -> GateText {
    GateText {
        name,
        title: format!("{name:?}"),
        what: String::new(),
        attach: String::new(),
        step: String::new(),
        stake,
        minutes: 5,
        unlocks: String::new(),
    }
}

fn incident(next_notice: Option<Date>, today: Date) -> IncidentRow {
    IncidentRow {
        id: "2026.1".parse().unwrap(),
        what: String::new(),
        discovered: date(2026, 1, 12),
        is_open: true,
        holds_sending: false,
        next_notice,
        is_overdue: next_notice.is_some_and(|day| day < today),
    }
}

#[test]
fn what_is_overdue_by_law_comes_first_then_what_is_at_risk() {
    let today = date(2026, 6, 1);
    let texts = [
        gate(GateKind::Baa, Grade::High),
        gate(GateKind::DataFlow, Grade::Medium),
        gate(GateKind::Training, Grade::High),
        gate(GateKind::Access, Grade::High),
    ];
    let late = GateFile {
        due: Some(date(2026, 5, 31)),
        ..GateFile::default()
    };
    let view = |text, status, file| GateView {
        text,
        status,
        conditions: vec![
            Condition::new("first", true),
            Condition::new("second", false),
            Condition::new("third", false),
        ],
        file,
    };
    let views = [
        view(&texts[0], Status::InProgress, None),
        view(&texts[1], Status::InProgress, Some(&late)),
        view(&texts[2], Status::InProgress, Some(&late)),
        view(&texts[3], Status::Ready, None),
    ];
    let order = |incidents: &[IncidentRow]| {
        let gaps = gaps(&views, incidents, today);
        assert!(
            gaps.iter()
                .all(|gap| gap.missing != "first" && gap.missing != "third")
        );
        gaps.into_iter().map(|gap| gap.at).collect::<Vec<_>>()
    };
    assert_eq!(order(&[]), ["Training", "Baa", "DataFlow"]);
    let told_late = incident(Some(date(2026, 5, 1)), today);
    assert_eq!(order(&[told_late])[0], "Incident 2026.1");
    let none_to_tell = incident(None, today);
    assert_eq!(order(&[none_to_tell]), ["Training", "Baa", "DataFlow"]);
}

#[test]
fn the_next_step_is_that_of_the_first_condition_that_does_not_hold() {
    let text = GateText {
        step: "Put it on file".to_owned(),
        ..gate(GateKind::Deployment, Grade::High)
    };
    let assign = "Name somebody (anteroom gate assign deployment --owner WHO)";
    let owner = Condition::new("owner", false).mended(assign.to_owned());
    let next = |conditions: &[Condition]| {
        let view = GateView {
            text: &text,
            status: Status::InProgress,
            conditions: conditions.to_vec(),
            file: None,
        };
        gaps(&[view], &[], date(2026, 6, 1))[0].next.clone()
    };
    assert_eq!(
        next(&[Condition::new("on file", false), owner.clone()]),
        "Put it on file"
    );
    assert_eq!(next(&[Condition::new("on file", true), owner]), assign);
}

#[test]
fn whoever_has_until_a_later_day_or_no_day_is_not_overdue() {
    let today = date(2026, 6, 1);
    let risk = RiskRow {
        assets: 0,
        unexamined: 0,
        high: 0,
        overdue: 0,
        entries: 0,
        decided: 0,
        signed_by: None,
        signed_on: None,
    };
    let maya = "Training: Maya is not current";
    for (is_current, due, late, early) in [
        (true, None, None, None),
        (
            false,
            None,
            None,
            Some("Training: Maya is not current; no day is set"),
        ),
        (false, Some(date(2026, 5, 31)), Some(maya), None),
        (
            false,
            Some(today),
            None,
            Some("Training: Maya has until 2026-06-01"),
        ),
        (
            false,
            Some(date(2026, 8, 30)),
            None,
            Some("Training: Maya has until 2026-08-30"),
        ),
    ] {
        let people = [PersonRow {
            name: Word::lossy("Maya"),
            role: Word::lossy("front desk"),
            is_current,
            due,
            first_day: due,
            courses: Vec::new(),
        }];
        let overdue = overdue(&[], &people, &risk, today);
        assert_eq!(overdue.first().map(String::as_str), late, "{due:?}");
        let to_come = to_come(&people, today);
        assert_eq!(to_come.first().map(String::as_str), early, "{due:?}");
    }
    let mixed = PersonRow {
        name: Word::lossy("Maya"),
        role: Word::lossy("front desk"),
        is_current: false,
        due: None,
        first_day: Some(date(2026, 5, 31)),
        courses: Vec::new(),
    };
    let late = overdue(&[], &[mixed], &risk, today);
    assert_eq!(late, [maya], "one lesson ended, another has no day");
}

#[test]
fn there_is_no_verdict_in_the_words() {
    let words = include_str!("page.rs").to_lowercase();
    for never in ["hipaa certified", "compliant", "score", "per cent", "{}%"] {
        assert!(!words.contains(never), "{never}");
    }
    assert!(super::NOTICE.contains("Not legal advice"));
}
