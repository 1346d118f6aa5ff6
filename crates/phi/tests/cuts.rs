//! An identifier that is cut over adjacent texts, anywhere, is found on both sides of the cut.

use anteroom_phi::{Engine, Find, Join, Segment, Settings};

/// A text, and the identifier in it that is cut.
const TEXTS: [(&str, &str); 16] = [
    (
        "Pt Harriet Lindgren came in with a cough.",
        "Harriet Lindgren",
    ),
    (
        "Dr. Oluwaseun Adeyemi called the ward.",
        "Oluwaseun Adeyemi",
    ),
    ("Seen by Nguyen Thi Huong for a rash.", "Nguyen Thi Huong"),
    ("I talked to Mrs. Villaseñor about it.", "Villaseñor"),
    (
        "Her mother, Maria Castellanos, drives.",
        "Maria Castellanos",
    ),
    ("Call her at (614) 555-0142 please.", "(614) 555-0142"),
    ("Her cell is 513.555.0164 now.", "513.555.0164"),
    ("SSN 551-59-2870 on file.", "551-59-2870"),
    ("The chart, MRN: 00482913 today, was read.", "00482913"),
    ("Member ID: XQH880412339 of the plan.", "XQH880412339"),
    ("She was born on 03/14/1961 in spring.", "03/14/1961"),
    ("DOB: March 14, 1961, seen with a cough.", "March 14, 1961"),
    (
        "Write to harriet.lindgren@example.org soon.",
        "harriet.lindgren@example.org",
    ),
    (
        "She lives at 418 Quarrystone Lane, Dayton, OH 45402 alone.",
        "418 Quarrystone Lane",
    ),
    ("Account number 7781204431 is past due.", "7781204431"),
    (
        "Portal https://portal.example.org/p/hlindgren works.",
        "https://portal.example.org/p/hlindgren",
    ),
];

/// So many letters and digits of an identifier may stay at a cut: they say nothing of anybody.
const MAY_STAY: usize = 3;

fn adjacent<'t>(texts: &[&'t str]) -> Vec<Segment<'t>> {
    let segment = |text: &&'t str| Segment {
        text,
        label: None,
        join: Join::Adjacent,
        identifier: false,
    };
    texts.iter().map(segment).collect()
}

/// The longest run of letters and digits of an identifier that no find covers; `from..to` is where it stands in all texts
/// put together.
fn left_over(texts: &[&str], finds: &[Find], from: usize, to: usize) -> String {
    let (mut at, mut run, mut longest) = (0, String::new(), String::new());
    for (segment, text) in texts.iter().enumerate() {
        for (offset, c) in text.char_indices() {
            let here = at + offset;
            let covered = finds.iter().any(|find| {
                find.segment == segment && (find.span.start..find.span.end).contains(&offset)
            });
            match (from..to).contains(&here) && !covered && c.is_alphanumeric() {
                true => run.push(c),
                false if c.is_alphanumeric() || covered => run.clear(),
                false => {}
            }
            if run.chars().count() > longest.chars().count() {
                longest.clone_from(&run);
            }
        }
        at += text.len();
    }
    longest
}

/// The pieces of a text that is cut behind every so many characters.
fn cut_every(text: &str, count: usize) -> Vec<&str> {
    let bounds: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .step_by(count)
        .collect();
    let ends = bounds.iter().skip(1).copied().chain([text.len()]);
    bounds
        .iter()
        .zip(ends)
        .filter_map(|(from, to)| text.get(*from..to))
        .collect()
}

#[test]
fn nothing_of_an_identifier_stays_at_a_cut() {
    let engine = Engine::new(&Settings::default()).unwrap();
    let mut left = Vec::new();
    for (text, identifier) in TEXTS {
        let from = text.find(identifier).unwrap();
        let to = from + identifier.len();
        let cuts = (from + 1..to).filter(|at| text.is_char_boundary(*at));
        let halves = cuts.map(|at| <[&str; 2]>::from(text.split_at(at)).to_vec());
        let small = [1, 2, 3, 5].map(|count| cut_every(text, count));
        for texts in halves.chain(small) {
            let found = engine.inspect(&adjacent(&texts)).unwrap();
            let stays = left_over(&texts, &found.finds, from, to);
            if stays.chars().count() > MAY_STAY {
                left.push(format!("{texts:?}: {stays}"));
            }
        }
    }
    assert!(left.is_empty(), "{} cuts:\n{}", left.len(), left.join("\n"));
}
