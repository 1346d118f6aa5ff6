//! Any texts: every find lies on character boundaries of its text, finds are sorted and never overlap, and the same
//! texts give the same finds.
#![no_main]

use std::sync::LazyLock;

use anteroom_phi::{Engine, Findings, Join, Segment, Settings};
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(&Settings::default()).unwrap());

const LABELS: [Option<&str>; 4] = [None, Some("dob"), Some("patient_name"), Some("content")];

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let pieces: Vec<&str> = text.split('\u{1}').collect();
    let segments: Vec<Segment<'_>> = pieces
        .iter()
        .enumerate()
        .map(|(at, text)| segment(at, text))
        .collect();
    let found = ENGINE.inspect(&segments).unwrap();
    check(&pieces, &found);
    assert_eq!(ENGINE.inspect(&segments).unwrap(), found);
});

fn segment(at: usize, text: &str) -> Segment<'_> {
    let join = if at % 3 == 2 {
        Join::Separate
    } else {
        Join::Adjacent
    };
    Segment {
        text,
        label: LABELS[at % LABELS.len()],
        join,
        identifier: at % 5 == 4,
    }
}

fn check(pieces: &[&str], found: &Findings) {
    for find in &found.finds {
        assert!(
            find.span
                .of(pieces[find.segment])
                .is_some_and(|part| !part.is_empty())
        );
    }
    for pair in found.finds.windows(2) {
        assert!(pair[0].segment < pair[1].segment || pair[0].span.end <= pair[1].span.start);
    }
}
