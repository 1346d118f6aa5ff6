//! What comes first, and what is never said. That all forms say the same is tested on the real binary.

use jiff::civil::{Date, date};

use super::IncidentRow;
use super::gap::gaps;
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
fn there_is_no_verdict_in_the_words() {
    let words = include_str!("page.rs").to_lowercase();
    for never in ["hipaa certified", "compliant", "score", "per cent", "{}%"] {
        assert!(!words.contains(never), "{never}");
    }
    assert!(super::NOTICE.contains("Not legal advice"));
}
