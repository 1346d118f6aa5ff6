//! Any texts with any finds, in every mode: restoring undoes replacing, nothing hard is left, and one message more renumbers
//! nothing.
#![no_main]

use anteroom_phi::{
    Confidence, Escape, Find, Findings, Kind, Mode, PersonId, Role, Seed, Segment, Span, Why,
    placeholders, replace, restore, verify,
};
use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
struct Input {
    seed: [u8; 32],
    texts: Vec<Vec<Piece>>,
    finds: Vec<Found>,
}

#[derive(Arbitrary, Debug)]
enum Piece {
    Any(String),
    Char(char),
    Part(u8),
}

#[derive(Arbitrary, Debug)]
struct Found {
    segment: u8,
    start: u16,
    len: u8,
    kind: u8,
    hard: bool,
    role: u8,
    person: Option<u8>,
}

const PARTS: [&str; 24] = [
    "[",
    "]",
    "[[",
    "]]",
    "\\",
    "_",
    " ",
    "s",
    "'s",
    "[PATIENT_1]",
    "PATIENT_1",
    "[patient 2]",
    "DATE_",
    "[PERSON_1",
    "1",
    "_LAST",
    "Harriet",
    "LINDGREN",
    "Harriet Lindgren",
    "4829137",
    "48-29-137",
    "u005b",
    "\\u005bMRN_1\\u005d",
    "Will",
];

fn texts(input: &Input) -> Vec<String> {
    let piece = |piece: &Piece| match piece {
        Piece::Any(text) => text.clone(),
        Piece::Char(c) => c.to_string(),
        Piece::Part(part) => PARTS[usize::from(*part) % PARTS.len()].to_owned(),
    };
    input
        .texts
        .iter()
        .map(|pieces| pieces.iter().map(piece).collect())
        .collect()
}

/// The finds as an engine gives them: on character boundaries, sorted and disjoint. Those with a bracket are left out: such a
/// value could be made anew by the bracket of a placeholder, and then nothing is sent.
fn findings(input: &Input, texts: &[String]) -> Findings {
    let mut finds: Vec<Find> = input
        .finds
        .iter()
        .filter_map(|found| find(found, texts))
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
    Findings { finds }
}

fn find(found: &Found, texts: &[String]) -> Option<Find> {
    let segment = usize::from(found.segment).checked_rem(texts.len())?;
    let text = texts.get(segment)?;
    let start = usize::from(found.start).checked_rem(text.len())?;
    let end = (start + usize::from(found.len) % 20 + 1).min(text.len());
    let kind = Kind::ALL[usize::from(found.kind) % Kind::ALL.len()];
    let role =
        [Role::Patient, Role::Person, Role::Relative, Role::Staff][usize::from(found.role) % 4];
    let value = text.get(start..end)?;
    let bracket = |c: char| matches!(c, '[' | ']');
    (!value.contains(bracket)).then(|| Find {
        segment,
        span: Span { start, end },
        kind,
        confidence: Confidence::Fair,
        hard: found.hard,
        recognizer: "fuzz",
        role: (kind == Kind::Name).then_some(role),
        person: found.person.map(|person| PersonId(u32::from(person % 4))),
        why: Why::PATTERN,
    })
}

fuzz_target!(|input: Input| {
    let texts = texts(&input);
    let findings = findings(&input, &texts);
    let segments: Vec<Segment<'_>> = texts.iter().map(|text| Segment::alone(text)).collect();
    let seed = Seed::new(input.seed);
    for mode in [
        Mode::Placeholders,
        Mode::Redact,
        Mode::SafeHarbor { year: 2026 },
        Mode::Surrogates(&seed),
    ] {
        let replaced = replace(mode, &segments, &findings);
        let back = |text: &String| restore(&replaced.mapping, text, Escape::Plain);
        if mode.is_reversible() {
            assert!(replaced.texts.iter().map(back).eq(texts.iter().cloned()));
        }
        assert_eq!(
            verify(&segments, &findings, &replaced.texts),
            Ok(()),
            "{mode:?} {texts:?} {:?}",
            replaced.texts
        );
    }

    let replaced = placeholders(&segments, &findings);
    let mut longer = segments.clone();
    longer.push(Segment::alone("and one message more"));
    let again = placeholders(&longer, &findings);
    assert_eq!(again.texts[..texts.len()], replaced.texts[..]);
});
