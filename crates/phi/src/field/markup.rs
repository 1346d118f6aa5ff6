//! Quoted keys and tags inside text: `"family": "Lindgren"`, `<given>Harriet</given>`.
//!
//! A JSON document that arrives as one string is walked by `visit`; this is for the ones that stand inside prose, or
//! that are cut.

use super::assigned::is_name;
use super::{Meaning, meaning, value};
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Class, Gap, Page};

/// How many tokens a value may have.
const LONGEST: usize = 40;

/// Proposes the values of quoted keys and of tags.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut tags = 0;
    let marks = page
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.class == Class::Mark);
    for (at, _) in marks {
        match page.word(at) {
            ":" => quoted(page, at, out),
            ">" if at >= tags => tags = tagged(page, at, out).unwrap_or(tags),
            _ => {}
        }
    }
}

fn is_quote(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "\"" | "\\" | "'" | "\"\"")
}

/// The key before a colon, and one string or a list of strings behind it.
fn quoted(page: &Page<'_>, colon: usize, out: &mut Vec<Candidate>) {
    let Some(meaning) = key(page, colon) else {
        return;
    };
    let mut at = colon + 1;
    let list = page.is_mark(at, "[");
    if list {
        at += 1;
    }
    for _ in 0..4 {
        while page.is_mark(at, "\\") {
            at += 1;
        }
        if !is_quote(page, at) || page.gap(at) > Gap::Line {
            return;
        }
        let Some(end) = (at + 1..at + LONGEST).find(|end| is_quote(page, *end)) else {
            return;
        };
        if let Some(span) = inside(page, at, end) {
            out.extend(value(page, "field", meaning, span));
        }
        at = end + 1;
        while page.is_mark(at, "\\") || page.is_mark(at, "\"") {
            at += 1;
        }
        if !list || !page.is_mark(at, ",") {
            return;
        }
        at += 1;
    }
}

fn inside(page: &Page<'_>, open: usize, close: usize) -> Option<Span> {
    (open + 1 < close).then(|| page.span(open + 1, close - 1))
}

fn key(page: &Page<'_>, colon: usize) -> Option<Meaning> {
    let close = colon
        .checked_sub(1)
        .filter(|close| is_quote(page, *close))?;
    let last = (close.saturating_sub(2)..close)
        .rev()
        .find(|at| !is_quote(page, *at))?;
    let open = (last.saturating_sub(8)..last)
        .rev()
        .find(|open| is_quote(page, *open))?;
    let key = page.slice(page.span(open + 1, last));
    meaning::of(key).or_else(|| (key == "line").then_some(Meaning::hard(Kind::Geo)))
}

/// `<tag attribute="x">value</tag>`: the index after the value.
fn tagged(page: &Page<'_>, close: usize, out: &mut Vec<Candidate>) -> Option<usize> {
    let open = (close.saturating_sub(12)..close)
        .rev()
        .find(|at| page.is_mark(*at, "<"))?;
    let name = tag_name(page, open)?;
    let end = (close + 1..close + LONGEST).find(|at| page.is_mark(*at, "<"))?;
    let meaning = meaning::of(name).or_else(|| address_line(name))?;
    let told = |span: &Span| match name {
        _ if name.eq_ignore_ascii_case("name") => is_name(page, *span),
        // `Vec<ipv4_address>` is no tag.
        _ => name.bytes().all(|byte| byte.is_ascii_alphabetic()) || page.is_mark(end + 1, "/"),
    };
    let span = inside(page, close, end).filter(told);
    out.extend(span.and_then(|span| value(page, "field", meaning, span)));
    Some(end)
}

/// The name of the tag that opens at a token: words, with what parts them.
fn tag_name<'t>(page: &Page<'t>, open: usize) -> Option<&'t str> {
    let goes_on = |at: &usize| {
        page.is_glued(*at)
            && (page.is_word(*at) || page.is_number(*at) || matches!(page.word(*at), "_" | "-"))
    };
    page.token(open + 1).filter(|token| token.is_word())?;
    let rest = (open + 2..open + 8).take_while(goes_on);
    Some(page.slice(page.span(open + 1, rest.last().unwrap_or(open + 1))))
}

fn address_line(tag: &str) -> Option<Meaning> {
    tag.eq_ignore_ascii_case("streetAddressLine")
        .then(|| Meaning::hard(Kind::Geo))
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn quoted_keys_and_tags() {
        assert_eq!(
            values(find, r#"{"family":"Lindgren","given":["Harriet","B"]}"#),
            ["Lindgren", "Harriet", "B"]
        );
        assert_eq!(
            values(find, r#"{\"lastName\": \"de la Cruz\"}"#),
            ["de la Cruz"]
        );
        assert_eq!(
            values(
                find,
                "<given>Harriet</given><family use=\"x\">Lindgren</family>"
            ),
            ["Harriet", "Lindgren"]
        );
        assert_eq!(
            values(
                find,
                r#"{"createdBy":"svc_webbook","updatedBy":"lmcgee","deletedBy":"system"}"#
            ),
            ["svc_webbook", "lmcgee"]
        );
        assert_eq!(values(find, "<city>Dayton</city>"), ["Dayton"]);
        assert_eq!(values(find, "<first_name>Tamsin</first_name>"), ["Tamsin"]);
        assert_eq!(
            values(find, "<name>Harriet Lindgren</name>"),
            ["Harriet Lindgren"]
        );
    }

    #[test]
    fn other_keys_are_left_alone() {
        assert!(values(find, r#"{"status":"final","code":"A"}"#).is_empty());
        assert!(values(find, "a > b < c: d").is_empty());
        assert!(values(find, "<name>value</name><file_name>Tamsin</file_name>").is_empty());
        assert!(values(find, "Vec<ip_address>(a::b, 1) < 2").is_empty());
    }
}
