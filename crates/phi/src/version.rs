//! Dates that are versions: "web_search_20250305", "gpt-4o-2024-08-06".
//!
//! Programs and models bear the day of their release at the end of their name. In a field that holds an identifier of the
//! client's program, in the same identifier elsewhere and in the name of a public model, such a day is nobody's date. It is
//! somebody's when the same day stands anywhere else, or when the name speaks of a person: "patient_20250305".

use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::replace::{Day, days};
use crate::segment::Segment;
use crate::span::Span;
use crate::text::{Chain, Cue, Page, Piece, pieces};
use std::collections::HashSet;

/// Families of public language models, by a word that is in all their names and in nobody's.
const MODELS: &[&str] = &[
    "chatgpt",
    "codestral",
    "deepseek",
    "devstral",
    "gemini",
    "gemma",
    "gpt",
    "grok",
    "haiku",
    "llama",
    "magistral",
    "ministral",
    "mistral",
    "mixtral",
    "o1",
    "o3",
    "o4",
    "opus",
    "pixtral",
    "qwen",
    "sonnet",
    "voxtral",
];

/// What happens to a patient on a day.
const EVENTS: &[&str] = &[
    "admission",
    "admit",
    "admitted",
    "appointment",
    "appt",
    "chart",
    "death",
    "died",
    "discharge",
    "discharged",
    "dos",
    "encounter",
    "seen",
    "surgery",
    "visit",
];

/// Most bytes of a name on either side of a date.
const LONGEST: usize = 128;
/// First year in which names end in the day of a release.
const FIRST_YEAR: u32 = 2000;

/// Takes out the dates that are versions. `pages` are those of the segments.
pub(crate) fn spare(segments: &[Segment<'_>], pages: &[Page<'_>], resolved: &mut [Vec<Candidate>]) {
    let own = segments.iter().filter(|segment| segment.identifier);
    let names: HashSet<&str> = own.map(|segment| segment.text).collect();
    let of_page = |(page, own): (&Page<'_>, &Vec<Candidate>)| versions(page, own, &names);
    let versions: Vec<Vec<Span>> = pages.iter().zip(&*resolved).map(of_page).collect();
    if versions.iter().all(Vec::is_empty) {
        return;
    }
    let said = said(pages, resolved, &versions);
    for ((page, own), versions) in pages.iter().zip(resolved.iter_mut()).zip(&versions) {
        let free = |span| !days(page.slice(span)).iter().any(|day| said.contains(day));
        own.retain(|one| versions.binary_search(&one.span).is_err() || !free(one.span));
    }
}

/// Where the versions of a page stand, in order.
fn versions(page: &Page<'_>, own: &[Candidate], names: &HashSet<&str>) -> Vec<Span> {
    let all = own.iter().enumerate();
    let dates = all.filter(|(_, one)| one.kind == Kind::Date && !one.hard);
    let versions = dates.filter(|(at, one)| is_version(page, own, *at, one.span, names));
    versions.map(|(_, one)| one.span).collect()
}

/// The days of all other dates.
fn said(pages: &[Page<'_>], resolved: &[Vec<Candidate>], versions: &[Vec<Span>]) -> HashSet<Day> {
    let all = pages.iter().zip(resolved).zip(versions);
    let of_page = |((page, own), versions): ((&Page<'_>, &Vec<Candidate>), &Vec<Span>)| {
        let dates = own.iter().filter(|one| one.kind == Kind::Date);
        let others = dates.filter(|one| versions.binary_search(&one.span).is_err());
        others
            .flat_map(|one| days(page.slice(one.span)))
            .collect::<Vec<Day>>()
    };
    all.flat_map(of_page).collect()
}

/// Whether a date, one of all finds of a page, is the version at the end of a name. Finds are in order and disjoint.
fn is_version(
    page: &Page<'_>,
    own: &[Candidate],
    at: usize,
    date: Span,
    names: &HashSet<&str>,
) -> bool {
    let tied = page
        .text
        .get(..date.start)
        .is_some_and(|head| head.ends_with(['_', '-']));
    if !tied || !is_release(page.slice(date)) {
        return false;
    }
    let word = word_around(page.text, date);
    let head = Span {
        end: date.start,
        ..word
    };
    let named = || names.contains(page.slice(word)) || is_model(page.slice(head));
    let before = at.checked_sub(1).and_then(|before| own.get(before));
    let alone = before.is_none_or(|before| before.span.end <= word.start);
    alone && word.end == date.end && named() && !speaks_of_care(page, head)
}

/// The identifier in which a span stands, or its nearest bytes; the full stop of a sentence is no part of it.
fn word_around(text: &str, span: Span) -> Span {
    let count = |bytes: &mut dyn Iterator<Item = u8>| {
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
        bytes.take(LONGEST).take_while(inside).count()
    };
    let (before, after) = (text.get(..span.start), text.get(span.end..));
    let before = before.map_or(0, |text| count(&mut text.bytes().rev()));
    let after = after.map_or("", |text| {
        text.get(..count(&mut text.bytes())).unwrap_or("")
    });
    Span {
        start: span.start - before,
        end: span.end + after.trim_end_matches('.').len(),
    }
}

fn is_model(head: &str) -> bool {
    let mut pieces = head.split(['-', '_', '.']);
    pieces.any(|piece| {
        MODELS
            .binary_search(&piece.to_ascii_lowercase().as_str())
            .is_ok()
    })
}

/// Whether a date is written year first, as versions are, and is one of this century.
fn is_release(date: &str) -> bool {
    let year = date.get(..4).and_then(|year| year.parse().ok());
    year.is_some_and(|year: u32| year >= FIRST_YEAR)
}

/// Whether a person, a birth or what happens to a patient is spoken of.
fn speaks_of_care(page: &Page<'_>, head: Span) -> bool {
    let (first, next) = (page.token_from(head.start), page.token_from(head.end));
    let last = next.saturating_sub(1);
    let told = |piece: &Piece| {
        let born = page
            .token(piece.token)
            .is_some_and(|token| token.cue == Cue::Birth);
        let word = page.slice(piece.span).to_ascii_lowercase();
        born || piece.known.any(Flags::ROLE | Flags::RELATION)
            || EVENTS.binary_search(&&*word).is_ok()
    };
    pieces(page, Chain { first, last }).iter().any(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Engine, Join, Settings};

    /// The values found in an identifier and in the texts beside it.
    fn found(identifier: &str, texts: &[&str]) -> Vec<String> {
        let segment = |text, identifier| Segment {
            text,
            label: None,
            join: Join::Separate,
            identifier,
        };
        let mut segments = vec![segment(identifier, true)];
        segments.extend(texts.iter().map(|text| segment(text, false)));
        let findings = Engine::untrained(&Settings::default())
            .unwrap()
            .inspect(&segments)
            .unwrap();
        let value = |find: &crate::Find| {
            find.span
                .of(segments[find.segment].text)
                .unwrap()
                .to_owned()
        };
        findings.finds.iter().map(value).collect()
    }

    #[test]
    fn lists_are_sorted() {
        assert!(MODELS.is_sorted() && EVENTS.is_sorted());
    }

    #[test]
    fn versions_of_tools_and_models_are_nobodys_dates() {
        for name in [
            "web_search_20250305",
            "text-editor-20250728",
            "run_2024-08-06",
            "bash_2024_08_06",
        ] {
            assert_eq!(found(name, &[]), [""; 0], "{name}");
            let told = format!("Use {name}. Seen 2025-11-02.");
            assert_eq!(found(name, &[&told]), ["2025-11-02"], "{name}");
        }
        for model in [
            "claude-sonnet-4-20250514",
            "gpt-4o-2024-08-06",
            "mistral-medium-2508",
            "o3-mini-2025-01-31",
            "o1-2024-12-17",
        ] {
            assert_eq!(
                found("f", &[&format!("You are {model}.")]),
                [""; 0],
                "{model}"
            );
        }
    }

    #[test]
    fn a_day_of_somebody_is_found() {
        for (name, day) in [
            ("patient_dob_19610314", "19610314"),
            ("patient_20150314", "20150314"),
            ("surgery_20250305", "20250305"),
            ("chart_19610314", "19610314"),
            ("AppointmentReminder-2024-05-06", "2024-05-06"),
            ("search_19610314", "19610314"),
            ("20250305_search", "20250305"),
        ] {
            assert_eq!(found(name, &[]), [day], "{name}");
        }
        assert_eq!(
            found("web_search_20250305", &["seen March 5, 2025"]),
            ["20250305", "March 5, 2025"]
        );
        assert_eq!(found("f", &["web_search_20250305"]), ["20250305"]);
        assert_eq!(
            found("harriet_lindgren_20250305", &[]),
            ["harriet_lindgren", "20250305"]
        );
    }
}
