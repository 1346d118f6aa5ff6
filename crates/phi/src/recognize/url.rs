//! Web addresses: with a scheme, with "www.", or a bare host under a well-known ending.
//!
//! Addresses of published code systems and standards identify nobody and are left alone.

use super::candidate::Weight;
use super::{Candidate, Recognizer};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Class, Page};

pub(crate) const URL: Recognizer = Recognizer {
    id: "url",
    kinds: &[Kind::Url],
    about: "Web addresses.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut done = 0;
    for (at, token) in page.tokens.iter().enumerate() {
        if token.span().start < done {
            continue;
        }
        let start = match token.class {
            Class::Mark if page.is_mark(at, "//") => with_scheme(page, at),
            Class::Word if token.len() == 3 && page.is(at, "www") && page.is_mark(at + 1, ".") => {
                Some(token.span().start)
            }
            Class::Mark if page.is_mark(at, ".") => bare(page, at, done),
            _ => None,
        };
        let Some(span) = start.map(|start| reach(page.text, start)) else {
            continue;
        };
        done = span.end;
        if !is_standard(page.slice(span)) && span.len() > 6 {
            out.push(Candidate::new(URL.id, Kind::Url, span).because(Weight::Proven, Why::PATTERN));
        }
    }
}

/// "https://", "file://", "s3://": what stands before the colon (RFC 3986, section 3.1).
fn with_scheme(page: &Page<'_>, slashes: usize) -> Option<usize> {
    let last = slashes.checked_sub(2)?;
    let numbered = page.is_number(last) && page.is_glued(last);
    let first = if numbered { last.checked_sub(1)? } else { last };
    let glued = (last + 1..=slashes + 1).all(|at| page.is_glued(at));
    let scheme = page.slice(page.span(first, last));
    let is_scheme = page.is_word(first) && scheme.len() > 1 && scheme.is_ascii();
    (is_scheme && page.is_mark(slashes - 1, ":") && glued).then(|| page.span(first, last).start)
}

/// A host without a scheme: words and points, a known ending, and then a slash or the end of the word.
fn bare(page: &Page<'_>, point: usize, done: usize) -> Option<usize> {
    let ending = page.word(point + 1);
    let glued = page.is_glued(point) && page.is_glued(point + 1);
    if !glued
        || !page.is_word(point + 1)
        || !ENDINGS.iter().any(|one| ending.eq_ignore_ascii_case(one))
    {
        return None;
    }
    let closes = !page.is_glued(point + 2)
        || !matches!(page.word(point + 2), "." | "@" | "-" | "_")
        || !page.is_glued(point + 3);
    let mut first = point;
    while first > 0 && point - first < 24 && page.is_glued(first) && is_host(page, first - 1) {
        first -= 1;
    }
    let start = page.span(first, first).start;
    let mail = first > 0 && page.is_glued(first) && page.is_mark(first - 1, "@");
    let lower = page.slice(page.span(first, point)).len() > 3
        && (ending != "us" || page.is_mark(point + 2, "/"));
    (closes && lower && !mail && first < point && start >= done).then_some(start)
}

fn is_host(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.class != Class::Mark)
        || matches!(page.word(at), "." | "-")
}

const ENDINGS: &[&str] = &[
    "com", "org", "net", "edu", "gov", "example", "io", "health", "info", "mil", "us",
];

/// From the start to the next white space, quote or bracket, without closing marks.
fn reach(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or_default();
    let stop = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '<' | '>' | '`' | '|' | '^' | '{' | '}' | '\\' | '*' | '[' | ']'
            )
    };
    let whole = rest.split(stop).next().unwrap_or_default();
    let kept = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '~']);
    let kept = if kept.ends_with(')') && !kept.contains('(') {
        kept.trim_end_matches(')')
    } else {
        kept
    };
    Span {
        start,
        end: start + kept.len(),
    }
}

/// Hosts that publish code systems, not people.
fn is_standard(url: &str) -> bool {
    let host = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest)
        .trim_start_matches("www.");
    let hosts = [
        "hl7.org",
        "terminology.hl7.org",
        "loinc.org",
        "snomed.info",
        "unitsofmeasure.org",
        "www.w3.org",
        "w3.org",
        "json-schema.org",
    ];
    hosts.iter().any(|one| {
        host.strip_prefix(one)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

const EXAMPLES: &[(&str, &str)] = &[
    (
        "recording file://srv9/rec/call7_obell.wav, do not share",
        "file://srv9/rec/call7_obell.wav",
    ),
    (
        "doc s3://proxy/331-0044/poa.pdf ok",
        "s3://proxy/331-0044/poa.pdf",
    ),
    (
        "shop: https://birdiesquilts.example.com. Portal",
        "https://birdiesquilts.example.com",
    ),
    (
        "images (https://pacs.example/v?acc=7700412)",
        "https://pacs.example/v?acc=7700412",
    ),
    (
        "see www.cedarvalleypeds.example today",
        "www.cedarvalleypeds.example",
    ),
    (
        "Pay at oldpueblofoot.example/pay code",
        "oldpueblofoot.example/pay",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "http://hl7.org/fhir/sid/us-ssn",
    "http://loinc.org",
    "pain.She denies",
    "b.i.d. and q.i.d.",
    "and/or //",
    "m.castellano71@example.net",
];
