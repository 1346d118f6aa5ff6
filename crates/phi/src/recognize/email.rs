//! Email addresses, also "name at example dot org".
//!
//! Triggered by the at sign and read outward, so that a text full of at signs costs no more than any other.

use super::candidate::Weight;
use super::{Candidate, Recognizer};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Class, Gap, Page};

pub(crate) const EMAIL: Recognizer = Recognizer {
    id: "email",
    kinds: &[Kind::Email],
    about: "Email addresses.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut floor = 0;
    for (at, token) in page.tokens.iter().enumerate() {
        let found = match token.class {
            Class::Mark if page.is_mark(at, "@") => written(page, at, floor),
            Class::Word if token.len() == 2 && page.is(at, "at") => spoken(page, at),
            _ => None,
        };
        if let Some((first, last)) = found {
            floor = last + 1;
            out.push(build(page.span(first, last)));
        }
    }
}

fn build(span: Span) -> Candidate {
    Candidate::new(EMAIL.id, Kind::Email, span)
        .hard()
        .because(Weight::Proven, Why::PATTERN)
}

/// How many tokens a local part or a domain may have.
const LONGEST: usize = 24;

fn written(page: &Page<'_>, at: usize, floor: usize) -> Option<(usize, usize)> {
    let first = local(page, at, floor)?;
    let last = domain(page, at)?;
    Some((first, last))
}

/// Walks left over the local part; it begins with a letter or digit.
fn local(page: &Page<'_>, at: usize, floor: usize) -> Option<usize> {
    let mut first = None;
    let mut here = at;
    while here > floor && at - here < LONGEST && page.is_glued(here) {
        here -= 1;
        match page.token(here)?.class {
            Class::Mark if !matches!(page.word(here), "." | "_" | "-" | "+" | "%" | "'") => break,
            Class::Mark => {}
            Class::Number | Class::Word => first = Some(here),
        }
    }
    first.filter(|_| page.is_glued(at))
}

/// Walks right over the domain; it ends with a word of at least two letters behind a point.
fn domain(page: &Page<'_>, at: usize) -> Option<usize> {
    let mut last = None;
    let mut here = at + 1;
    while here <= at + LONGEST && page.is_glued(here) {
        match page.token(here)?.class {
            Class::Mark if !matches!(page.word(here), "." | "-") => break,
            Class::Word if page.is_mark(here - 1, ".") && page.word(here).len() >= 2 => {
                last = Some(here)
            }
            Class::Mark | Class::Number | Class::Word => {}
        }
        here += 1;
    }
    last
}

/// "chipo at example dot org".
fn spoken(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    let dot = (at + 2..at + 4).find(|dot| page.is(*dot, "dot"))?;
    let ending = ["com", "org", "net", "edu", "gov", "us", "example"]
        .iter()
        .any(|word| page.is(dot + 1, word));
    let mut first = at.checked_sub(1).filter(|_| page.gap(at) == Gap::Space)?;
    while first > 0
        && (page.is_glued(first) || page.is(first - 1, "dot") || page.is(first, "dot"))
        && at - first < LONGEST
    {
        first -= 1;
    }
    (ending && page.gap(dot + 1) <= Gap::Space).then_some((first, dot + 1))
}

const EXAMPLES: &[(&str, &str)] = &[
    (
        "write m.castellano71@example.net or",
        "m.castellano71@example.net",
    ),
    ("<chipo_m@example.org>", "chipo_m@example.org"),
    ("a.b-c+d@mail.example.co.uk.", "a.b-c+d@mail.example.co.uk"),
    ("MAIL: KTRAN@EXAMPLE.ORG", "KTRAN@EXAMPLE.ORG"),
    (
        "it is chipo at example dot org ok",
        "chipo at example dot org",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "2 L @ 40%",
    "seen @ clinic",
    "@home",
    "10 mg@bedtime",
    "at dot blot",
    "@@@@",
];
