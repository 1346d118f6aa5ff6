//! "Label: value" in running text: names and places behind a label.
//!
//! Numbers and dates behind a label are found by their recognizers, which know how far they reach. A name reaches as
//! long as words look like one; an address to the end of its column.

use super::turn::Speakers;
use super::{Meaning, marked, meaning, name, value};
use crate::find::Role;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Class, Gap, Page};

/// Proposes the values of labels that end in a colon.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let speakers = Speakers::of(page);
    for (colon, _) in page
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.class == Class::Mark)
    {
        if page.word(colon) != ":" || page.gap(colon) > Gap::Space {
            continue;
        }
        let Some(meaning) = label(page, colon) else {
            continue;
        };
        let (name, place) = match meaning.kind {
            Kind::Name => (
                name::read(page, marked::inside(page, colon + 1))
                    .filter(|name| name.len() > 1 || meaning.role != Some(Role::Staff)),
                None,
            ),
            Kind::Geo if meaning.hard => (None, address(page, colon + 1)),
            Kind::Geo => (None, proper(page, colon + 1)),
            _ => (None, None),
        };
        let parts = name
            .into_iter()
            .flat_map(|first| marked::parts(page, first));
        let spans = parts.chain(place);
        let values = spans.filter_map(|span| value(page, "field", meaning, span));
        out.extend(values.filter_map(|value| speakers.weigh(page, colon, value)));
    }
}

fn label(page: &Page<'_>, colon: usize) -> Option<Meaning> {
    labeled(page, marked::label_end(page, colon)).map(|(_, meaning)| meaning)
}

/// The longest run of words before a mark, on its line, that means something, and what.
pub(super) fn labeled<'t>(page: &Page<'t>, mark: usize) -> Option<(&'t str, Meaning)> {
    let last = mark.checked_sub(1)?;
    let mut first = last;
    let mut best = None;
    for words in 1..=4 {
        let Some(token) = page.token(first).filter(|token| {
            token.is_word()
                || page.is_mark(first, ")")
                || (first == last && token.is_number() && token.len() == 1)
        }) else {
            break;
        };
        let text = page.slice(page.span(first, last));
        let meaning = meaning::of(text).or_else(|| part(text));
        best = meaning.map(|meaning| (text, meaning)).or(best);
        if words == 4 || token.gap > Gap::Space || first == 0 {
            break;
        }
        first -= 1;
        while first > 0 && matches!(page.word(first), "/" | "'" | "_" | "-") {
            first -= 1;
        }
    }
    best
}

/// In forms, the parts of a name stand behind "First:", "Last:", "MI:".
fn part(label: &str) -> Option<Meaning> {
    let parts = ["first", "goes by", "last", "mi", "middle"];
    let known = parts.iter().any(|one| label.eq_ignore_ascii_case(one));
    known.then(|| Meaning::name(Role::Patient))
}

/// An address: to the end of the column or line, when a number or a street stands in it.
fn address(page: &Page<'_>, from: usize) -> Option<Span> {
    let token = page.token(from).filter(|token| token.gap <= Gap::Wide)?;
    let rest = page.tokens.iter().enumerate().skip(from + 1).take(30);
    let last = rest
        .take_while(|(at, token)| token.gap < Gap::Wide && !starts_label(page, *at))
        .last()
        .map_or(from, |(at, _)| at);
    let told = token.is_number()
        || is_unit(page, from)
        || (from..=last).filter_map(|at| page.token(at)).any(|token| {
            token
                .known
                .any(Flags::STREET_SUFFIX | Flags::PLACE | Flags::STATE)
        });
    told.then(|| page.span(from, last))
}

/// "Apt 1R", "Unit 12": the second line of an address.
fn is_unit(page: &Page<'_>, at: usize) -> bool {
    const UNITS: &[&str] = &[
        "#",
        "apartment",
        "apt",
        "bldg",
        "lot",
        "rm",
        "room",
        "spc",
        "ste",
        "suite",
        "trlr",
        "unit",
    ];
    let mark = usize::from(matches!(page.word(at + 1), "." | "#"));
    let value = at + 1 + mark;
    let letter = page
        .token(value)
        .is_some_and(|token| token.is_word() && token.len() == 1);
    page.among(at, UNITS) && (letter || page.is_number(value))
}

fn starts_label(page: &Page<'_>, at: usize) -> bool {
    (page.is_word(at) && page.is_mark(at + 1, ":")) || matches!(page.word(at), ";" | "|")
}

/// A proper name of a place: capitals, numbers and small words, up to a mark.
fn proper(page: &Page<'_>, from: usize) -> Option<Span> {
    let first = page
        .token(from)
        .filter(|token| token.gap <= Gap::Wide && (token.is_capital() || token.is_number()))?;
    let common = first.known.any(Flags::WORD_COMMON | Flags::MEDICAL)
        && !first
            .known
            .any(Flags::PLACE | Flags::ANY_NAME | Flags::ORGANIZATION);
    let mut last = from;
    let mut at = from + 1;
    while at < from + 8 && page.gap(at) <= Gap::Space && !starts_label(page, at) {
        let Some(token) = page.token(at) else { break };
        let small = matches!(
            page.word(at),
            "of" | "the" | "and" | "at" | "for" | "&" | "'" | "s" | "-" | "." | "/"
        );
        if token.is_capital() || token.is_number() {
            last = at;
        } else if !small {
            break;
        }
        at += 1;
    }
    (!common || last > from).then(|| page.span(from, last))
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn names_behind_labels() {
        let rows = [
            (
                "Patient: Harriet Lindgren   MRN: 5510283",
                "Harriet Lindgren",
            ),
            ("Pt: Tsang Kwok-Wah 96m", "Tsang Kwok-Wah"),
            ("NAME: VAKA, SIONE   MRN", "VAKA, SIONE"),
            ("Guarantor: Lupe Cruz (self)", "Lupe Cruz"),
            ("Emergency contact: Earl O'Dell, brother", "Earl O'Dell"),
            ("PCP: Anjali Rao, MD", "Anjali Rao"),
            ("PCP on file: Anjali Rao", "Anjali Rao"),
            (
                "Patient: OGUNDE, ADEWALE T., SR.   MRN",
                "OGUNDE, ADEWALE T., SR",
            ),
            ("First: Marta   MI: R", "Marta"),
        ];
        for (text, name) in rows {
            assert!(
                values(find, text).iter().any(|one| one == name),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }

    #[test]
    fn addresses_behind_labels() {
        assert_eq!(
            values(find, "Address: 12 Elm St, Dayton OH 45402   Phone: 1"),
            ["12 Elm St, Dayton OH 45402"]
        );
        assert_eq!(values(find, "Addr 2:  Apt 1R         Work: 1"), ["Apt 1R"]);
        assert!(values(find, "Addr 2:     Work: 1").is_empty());
    }

    #[test]
    fn sentences_behind_labels_are_not_names() {
        for text in [
            "Patient: Reports pain",
            "Plan: Continue",
            "Provider: see below",
            "Contact: none",
            "Patient: the same",
            "Call provider: K < 3.0 or > 6.0",
            "RN: OK. The second dose",
        ] {
            assert!(
                values(find, text).is_empty(),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }
}
