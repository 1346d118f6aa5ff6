//! Every mode on every marked-up training text: nothing hard is left, and what has a way back comes back.

#![expect(clippy::unwrap_used, reason = "a test")]

mod corpus;

use anteroom_phi::{
    Engine, Escape, Findings, Mode, Replaced, Seed, Segment, Settings, replace, restore, verify,
};
use std::collections::HashSet;
use std::sync::OnceLock;

const FILES: [&str; 6] = [
    "clean.txt",
    "clinical.txt",
    "desk.txt",
    "hard.txt",
    "office.txt",
    "prompts.txt",
];

/// Every document with what was found in it.
fn inspected() -> &'static [(String, Findings)] {
    static INSPECTED: OnceLock<Vec<(String, Findings)>> = OnceLock::new();
    INSPECTED.get_or_init(|| {
        let engine = Engine::new(&Settings::default()).unwrap();
        let inspect = |text: String| {
            let findings = engine.inspect(&[Segment::alone(&text)]).unwrap();
            (text, findings)
        };
        let texts = FILES.iter().flat_map(|file| corpus::documents(file));
        texts.map(inspect).collect()
    })
}

/// Calls `check` with every document, what was found in it and what the mode made of it.
fn each(mode: Mode<'_>, mut check: impl FnMut(&str, &Findings, &Replaced)) {
    for (text, findings) in inspected() {
        let segments = [Segment::alone(text)];
        let replaced = replace(mode, &segments, findings);
        let checked = verify(&segments, findings, &replaced.texts);
        assert_eq!(checked, Ok(()), "{text}");
        check(text, findings, &replaced);
    }
}

#[test]
fn what_has_no_way_back_leaves_nothing_hard() {
    assert!(inspected().len() > 1000);
    each(Mode::Redact, |_, findings, replaced| {
        let blocks = replaced.texts[0].contains('\u{2588}');
        assert_eq!(blocks, !findings.is_empty());
        assert!(replaced.mapping.is_empty());
    });
}

#[test]
fn safe_harbor_accounts_for_every_find() {
    each(
        Mode::SafeHarbor { year: 2026 },
        |text, findings, replaced| {
            let rows = &replaced.report.as_ref().unwrap().rows;
            for (kind, found) in findings.counts() {
                let row = rows.iter().find(|row| row.kind == kind);
                let done = row.map_or(0, |row| row.removed + row.generalized);
                assert!(done >= found, "{kind:?} in {text}");
            }
        },
    );
}

#[test]
fn what_has_a_way_back_comes_back() {
    let seed = Seed::new([9; 32]);
    for mode in [Mode::Placeholders, Mode::Surrogates(&seed)] {
        each(mode, |text, _, replaced| {
            let back = restore(&replaced.mapping, &replaced.texts[0], Escape::Plain);
            assert_eq!(back, text);
        });
    }
}

/// Finds a hard value in what leaves; years and the first digits of a ZIP code are what Safe Harbor itself leaves.
fn leaves_hard(engine: &Engine, mode: Mode<'_>, text: &str, findings: &Findings) -> Option<String> {
    let replaced = engine
        .replace(mode, &[Segment::alone(text)], findings)
        .unwrap();
    let left = replaced.texts.first()?;
    let coarse = |value: &str| value.bytes().all(|b| b.is_ascii_digit()) && value.len() <= 4;
    let own = |value: &str| matches!(mode, Mode::SafeHarbor { .. }) && coarse(value);
    let again = engine.inspect(&[Segment::alone(left)]).unwrap();
    let mut hard = again.finds.iter().filter(|find| find.hard);
    hard.find_map(|find| find.span.of(left).filter(|value| !own(value)))
        .map(str::to_owned)
}

#[test]
fn what_is_removed_for_good_scans_clean_of_hard_kinds() {
    let engine = Engine::new(&Settings::default()).unwrap();
    for mode in [Mode::Redact, Mode::SafeHarbor { year: 2026 }] {
        for (text, findings) in inspected() {
            let left = leaves_hard(&engine, mode, text, findings);
            assert_eq!(left, None, "{mode:?}: {text}");
        }
    }
}

/// Where there is a way back, nothing looks twice; what a reader takes for a number changes with what stands around it.
#[test]
fn what_leaves_scans_clean_of_hard_kinds_but_for_one_text_in_five_hundred() {
    let engine = Engine::new(&Settings::default()).unwrap();
    let texts = inspected().iter();
    let left = texts
        .filter_map(|(text, findings)| leaves_hard(&engine, Mode::Placeholders, text, findings));
    let left: Vec<String> = left.collect();
    assert!(left.len() * 500 < inspected().len(), "{left:?}");
}

/// Placeholders are the last resort of surrogates; most values must get a stand-in.
#[test]
fn few_values_are_left_without_a_stand_in() {
    let seed = Seed::new([9; 32]);
    let (mut found, mut left) = (0, 0);
    each(Mode::Surrogates(&seed), |text, findings, replaced| {
        let keys = replaced
            .mapping
            .iter()
            .filter(|(key, _)| key.starts_with('['));
        let without: HashSet<&str> = keys.map(|(_, value)| value).collect();
        let values = findings.finds.iter().filter_map(|find| find.span.of(text));
        found += findings.finds.len();
        left += values.filter(|value| without.contains(value)).count();
    });
    assert!(left * 11 < found, "{left} of {found}");
}
