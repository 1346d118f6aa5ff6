use super::*;
use crate::find::{Confidence, Find, PersonId, Role, Why};
use crate::restore::{Escape, restore};
use crate::span::Span;
use proptest::prelude::*;

pub(super) fn find(segment: usize, start: usize, end: usize, kind: Kind) -> Find {
    Find {
        segment,
        span: Span { start, end },
        kind,
        confidence: Confidence::Sure,
        hard: false,
        recognizer: "test",
        role: None,
        person: None,
        why: Why::PATTERN,
    }
}

/// Segments written with the finds marked: `{kind value}`, with `!` for hard and `name:2` for person 2.
pub(super) fn marked(texts: &[&str]) -> (Vec<String>, Findings) {
    let mut findings = Findings::default();
    let plain = texts
        .iter()
        .enumerate()
        .map(|(segment, text)| unmark(segment, text, &mut findings))
        .collect();
    (plain, findings)
}

fn unmark(segment: usize, text: &str, findings: &mut Findings) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, (mark, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        plain.push_str(before);
        let (kind, value) = mark.split_once(' ').unwrap();
        let (kind, hard) = kind
            .strip_suffix('!')
            .map_or((kind, false), |kind| (kind, true));
        let (kind, person) = kind.split_once(':').map_or((kind, None), |(kind, person)| {
            (kind, Some(PersonId(person.parse().unwrap())))
        });
        let role = match kind {
            "patient" => Some(Role::Patient),
            "staff" => Some(Role::Staff),
            _ => None,
        };
        let kind = if role.is_some() {
            Kind::Name
        } else {
            Kind::from_label(&kind.to_uppercase()).unwrap()
        };
        let found = find(segment, plain.len(), plain.len() + value.len(), kind);
        findings.finds.push(Find {
            hard,
            role,
            person,
            ..found
        });
        plain.push_str(value);
        rest = after;
    }
    plain + rest
}

pub(super) fn segments(texts: &[String]) -> Vec<Segment<'_>> {
    texts.iter().map(|text| Segment::alone(text)).collect()
}

fn assert_replaced(texts: &[&str], expected: &[&str]) {
    let (plain, findings) = marked(texts);
    let replaced = placeholders(&segments(&plain), &findings);
    assert_eq!(replaced.texts, expected);
    assert_eq!(
        verify(&segments(&plain), &findings, &replaced.texts),
        Ok(())
    );
    let restored: Vec<String> = replaced
        .texts
        .iter()
        .map(|text| restore(&replaced.mapping, text, Escape::Plain))
        .collect();
    assert_eq!(restored, plain);
}

#[test]
fn values_are_numbered_by_first_appearance() {
    assert_replaced(
        &[
            "seen {date 2/4/24}, again {date 3/1/24}",
            "since {date 2/4/24} at {geo Elm St}, call {phone 555-0100}",
        ],
        &[
            "seen [DATE_1], again [DATE_2]",
            "since [DATE_1] at [PLACE_1], call [PHONE_1]",
        ],
    );
}

#[test]
fn a_person_has_one_number() {
    assert_replaced(
        &[
            "{patient:1 LINDGREN, HARRIET}: Mrs. {patient:1 Lindgren} ({name:1 Harriet Lindgren}) saw {staff:2 Wu}; {patient:1 Harriet}'s",
            "{staff:2 Mei Wu} and {patient:1 H. Lindgren}, {name Lindgren}",
        ],
        &[
            "[PATIENT_1_B]: Mrs. [PATIENT_1_LAST] ([PATIENT_1]) saw [STAFF_1]; [PATIENT_1_FIRST]'s",
            "[STAFF_1_FULL] and [PATIENT_1_C], [PERSON_1]",
        ],
    );
}

#[test]
fn names_in_identifiers_are_cut_out() {
    assert_replaced(
        &[
            "{patient:1 Harriet Lindgren}: {patient:1 lindgren_harriet}_scan.pdf, open{patient:1 HarrietLindgren}MRI, {patient:1 Lindgren}s",
        ],
        &["[PATIENT_1]: [PATIENT_1_B]_scan.pdf, open[PATIENT_1_C]MRI, [PATIENT_1_LAST]s"],
    );
}

#[test]
fn a_number_of_a_person_is_no_spelling_of_the_name() {
    assert_replaced(
        &["{patient:1 Harriet} {phone:1 555-0100} {phone:1 555-0101}"],
        &["[PATIENT_1] [PHONE_1] [PHONE_2]"],
    );
}

#[test]
fn look_alikes_reserve_their_number() {
    assert_replaced(
        &["[PATIENT_1] and [patient 3] and PATIENT_2: {patient:1 Harriet}"],
        &["[PATIENT_1] and [patient 3] and PATIENT_2: [PATIENT_4]"],
    );
    assert_replaced(&["{other_id 7}DATE_1{date May}"], &["[ID_1]DATE_1[DATE_2]"]);
}

#[test]
fn a_value_that_reads_like_a_placeholder_reserves_its_number() {
    assert_replaced(&["user {staff! STAFF_1}"], &["user [STAFF_2]"]);
}

#[test]
fn a_find_within_a_look_alike_is_replaced() {
    assert_replaced(&["[MRN {mrn 482913}]"], &["[MRN [MRN_1]]"]);
}

#[test]
fn brackets_around_a_value_stay() {
    assert_replaced(
        &["[{patient:1 Harriet}] [[{date 2/4}]] \\[{date 3/4}\\]"],
        &["[[PATIENT_1]] [[[DATE_1]]] \\[[DATE_2]\\]"],
    );
}

#[test]
fn hard_values_are_replaced_everywhere() {
    assert_replaced(
        &[
            "mrn 4829137, call 6145550100",
            "{mrn! 4829137} {phone! (614) 555-0100} {email! h@x.test}",
            "H@X.TEST x48291370 48-29-137",
        ],
        &[
            "mrn [MRN_1], call [PHONE_2]",
            "[MRN_1] [PHONE_1] [EMAIL_1]",
            "[EMAIL_2] x48291370 [MRN_2]",
        ],
    );
}

#[test]
fn hard_numbers_are_replaced_however_they_are_parted() {
    assert_replaced(
        &[
            "SSN {ssn! 551-59-2870}, phone {phone! 614-555-0142}, DOB {date! 03/14/1961}, ID {health_plan! SDK771204458}",
            "phone_614_555_0142_x 551_59_2870 or 551\n59\n2870 or 614\t555\t0142",
            "scan_1961_03_14.pdf, 19610314, 3.14.1961; Member_SDK771204458_x",
            "seen 03/15/1961, 6145550143",
        ],
        &[
            "SSN [SSN_1], phone [PHONE_1], DOB [DATE_1], ID [HEALTH_PLAN_1]",
            "phone_[PHONE_2]_x [SSN_2] or [SSN_3] or [PHONE_3]",
            "scan_[DATE_2].pdf, [DATE_3], [DATE_4]; Member_[HEALTH_PLAN_1]_x",
            "seen 03/15/1961, 6145550143",
        ],
    );
}

#[test]
fn hard_names_need_a_whole_word() {
    assert_replaced(
        &["{patient:1! Harriet Lindgren}; harriet lindgren; Harriet Lindgrens; HARRIET LINDGREN"],
        &["[PATIENT_1]; [PATIENT_1_B]; Harriet Lindgrens; [PATIENT_1_C]"],
    );
}

#[test]
fn what_stands_alone_once_its_neighbor_is_gone_is_replaced_too() {
    assert_replaced(
        &["{mrn! 4829137} {email! h@x.test}", "4829137h@x.test"],
        &["[MRN_1] [EMAIL_1]", "[MRN_1][EMAIL_1]"],
    );
}

#[test]
fn bad_spans_are_widened() {
    let findings = Findings {
        finds: vec![
            find(0, 1, 2, Kind::Name),
            find(0, 90, 99, Kind::Name),
            find(9, 0, 1, Kind::Name),
        ],
    };
    let replaced = placeholders(&[Segment::alone("é!")], &findings);
    assert_eq!(replaced.texts, ["[PERSON_1]!"]);
}

#[test]
fn what_is_left_over_is_named() {
    let (plain, findings) = marked(&["{mrn! 4829137}", "x"]);
    let check = |texts: &[&str]| {
        verify(
            &segments(&plain),
            &findings,
            &texts
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(check(&["[MRN_1]", "x"]), Ok(()));
    for left in ["48 29 137", "48_29_137", "48\t29\n137"] {
        assert_eq!(
            check(&["[MRN_1]", left]),
            Err(VerifyError::LeftOver {
                segment: 1,
                kind: Kind::Mrn
            })
        );
    }
    assert_eq!(check(&["[MRN_1]"]), Err(VerifyError::Unchecked));
    assert!(
        !VerifyError::LeftOver {
            segment: 1,
            kind: Kind::Mrn
        }
        .to_string()
        .contains("4829137")
    );
}

#[test]
fn debug_shows_no_text() {
    let (plain, findings) = marked(&["{patient:1 Harriet}"]);
    let shown = format!("{:?}", placeholders(&segments(&plain), &findings));
    assert!(
        !shown.contains("Harriet") && !shown.contains("PATIENT"),
        "{shown}"
    );
}

/// Text with much that is nearly a placeholder, and random finds in it.
fn conversation() -> impl Strategy<Value = (Vec<String>, Findings)> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        proptest::sample::select(vec![
            "[",
            "]",
            "[[",
            "]]",
            "\\",
            "_",
            " ",
            "s",
            "'s",
            "PATIENT_1",
            "[PATIENT_1]",
            "[patient 2]",
            "DATE_",
            "1",
            "[DATE_1",
            "_LAST",
            "Harriet",
            "Lindgren",
            "HARRIET",
            "HarrietLindgren",
            "lindgren_harriet",
            "_scan.pdf",
            "4829137",
            "48-29-137",
            "u005b",
            "\\u005bMRN_1\\u005d",
            "PERSON",
            "2",
            "Will",
        ])
        .prop_map(str::to_owned),
    ];
    let text = proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat());
    let raw = (0..20_usize, 0..4_usize, 0..6_usize, 0..3_u32, any::<bool>());
    (
        proptest::collection::vec(text, 1..4),
        proptest::collection::vec((any::<usize>(), raw), 0..8),
    )
        .prop_map(|(texts, raw)| {
            let mut finds: Vec<Find> = raw
                .into_iter()
                .filter_map(|(segment, shape)| some_find(&texts, segment, shape))
                .collect();
            finds.sort_by_key(|find| (find.segment, find.span));
            let mut end = (0, 0);
            finds.retain(|find| {
                let free = (find.segment, find.span.start) >= end;
                end = if free {
                    (find.segment, find.span.end)
                } else {
                    end
                };
                free
            });
            (texts, Findings { finds })
        })
}

fn some_find(
    texts: &[String],
    segment: usize,
    (start, len, kind, person, hard): (usize, usize, usize, u32, bool),
) -> Option<Find> {
    let segment = segment % texts.len();
    let places: Vec<usize> = texts[segment]
        .char_indices()
        .map(|(at, _)| at)
        .chain([texts[segment].len()])
        .collect();
    let (start, end) = (*places.get(start)?, *places.get(start + len + 1)?);
    let kind = [
        Kind::Name,
        Kind::Name,
        Kind::Date,
        Kind::Mrn,
        Kind::Phone,
        Kind::Geo,
    ][kind];
    let name = kind == Kind::Name;
    let role = name.then_some([Role::Patient, Role::Staff, Role::Person][person as usize]);
    Some(Find {
        hard,
        role,
        person: (name && person < 2).then_some(PersonId(person)),
        ..find(segment, start, end, kind)
    })
}

#[test]
fn hard_values_are_told_where_they_reach_over_segments() {
    let (plain, findings) = marked(&["{phone! (614) 555-0142}", "614", "555-0142", "614"]);
    let text = plain.join("\t");
    let found = hard_values(&segments(&plain), &findings, &text).unwrap();
    let found: Vec<(Kind, &str)> = found
        .iter()
        .map(|find| (find.kind, find.span.of(&text).unwrap()))
        .collect();
    let phone = Kind::Phone;
    assert_eq!(found, [(phone, "(614) 555-0142"), (phone, "614\t555-0142")]);
}

proptest! {
    #[test]
    fn restoring_undoes_replacing((texts, findings) in conversation()) {
        let replaced = placeholders(&segments(&texts), &findings);
        let restored: Vec<String> = replaced.texts.iter().map(|text| restore(&replaced.mapping, text, Escape::Plain)).collect();
        prop_assert_eq!(restored, texts);
    }

    #[test]
    fn stand_ins_lead_back((texts, findings) in conversation(), seed in any::<[u8; 32]>()) {
        let replaced = replace(Mode::Surrogates(&Seed::new(seed)), &segments(&texts), &findings);
        let restored: Vec<String> = replaced.texts.iter().map(|text| restore(&replaced.mapping, text, Escape::Plain)).collect();
        prop_assert_eq!(&restored, &texts);
        let sealed = Mapping::from_bytes(&replaced.mapping.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(sealed, replaced.mapping);
    }

    #[test]
    fn nothing_hard_is_left((texts, findings) in conversation(), seed in any::<[u8; 32]>()) {
        let seed = Seed::new(seed);
        for mode in [Mode::Placeholders, Mode::Redact, Mode::SafeHarbor { year: 2026 }, Mode::Surrogates(&seed)] {
            let replaced = replace(mode, &segments(&texts), &findings);
            prop_assert_eq!(verify(&segments(&texts), &findings, &replaced.texts), Ok(()));
            prop_assert_eq!(replaced.report.is_some(), matches!(mode, Mode::SafeHarbor { .. }));
            prop_assert!(mode.is_reversible() || replaced.mapping.is_empty());
        }
    }

    /// A conversation sent again with one more message keeps its placeholders, as long as the message neither uses
    /// placeholders of its own nor shows an earlier value to be hard.
    #[test]
    fn a_message_more_changes_nothing_before((texts, findings) in conversation(), last in "[a-z ]{0,9}", found in any::<bool>()) {
        let before = placeholders(&segments(&texts), &findings);
        let mut longer = texts.clone();
        longer.push(last.clone());
        let mut more = findings.clone();
        if found && !last.is_empty() {
            let person = Some(PersonId(0));
            more.finds.push(Find { person, role: Some(Role::Staff), ..find(texts.len(), 0, last.len(), Kind::Name) });
        }
        let after = placeholders(&segments(&longer), &more);
        prop_assert_eq!(&after.texts[..texts.len()], &before.texts[..]);
    }

    /// Neither does it change a stand-in, as long as it holds none itself.
    #[test]
    fn a_message_more_recasts_nothing((texts, findings) in conversation(), seed in any::<[u8; 32]>(), last in "([a-z]{9,14})?", found in any::<bool>()) {
        let seed = Seed::new(seed);
        let before = replace(Mode::Surrogates(&seed), &segments(&texts), &findings);
        let mut longer = texts.clone();
        longer.push(last.clone());
        let mut more = findings.clone();
        if found && !last.is_empty() {
            more.finds.push(Find { role: Some(Role::Staff), ..find(texts.len(), 0, last.len(), Kind::Name) });
        }
        let after = replace(Mode::Surrogates(&seed), &segments(&longer), &more);
        prop_assert_eq!(&after.texts[..texts.len()], &before.texts[..]);
    }

    /// Hard values of a later message may be replaced in earlier ones, but nothing else changes there.
    #[test]
    fn a_later_hard_value_renumbers_nothing((texts, findings) in conversation()) {
        let before = placeholders(&segments(&texts), &findings);
        let mut longer = texts.clone();
        longer.push("6145550199".to_owned());
        longer.push("8".to_owned());
        longer[0].push_str(" (614) 555-0199");
        let mut more = findings.clone();
        more.finds.push(Find { hard: true, ..find(texts.len(), 0, 10, Kind::Phone) });
        let after = placeholders(&segments(&longer), &more);
        let first = after.texts[0].rsplit_once(" ([").map(|(first, _)| first);
        prop_assert_eq!(first, Some(before.texts[0].as_str()));
        prop_assert_eq!(&after.texts[1..texts.len()], &before.texts[1..]);
    }
}
