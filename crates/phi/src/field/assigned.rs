//! Assignments and attributes: `last_name='Achterberg'`, `<Patient FirstName="Desmond">`, `firstName: 'Desmond'`,
//! `patientName=Harriet Lindgren;`.
//!
//! Code and settings are full of them and name their own things so ("client", "provider", "name"). A label that can only
//! be a person's is believed whatever the value; behind any other the value must look like a name.

use super::line::labeled;
use super::{meaning, name, value};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Class, Gap, Page};

/// How many tokens a value in quotes may have.
const LONGEST: usize = 24;

/// Proposes what is assigned to labels.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let tokens = page.tokens.iter().enumerate();
    for (mark, _) in tokens.filter(|(_, token)| token.class == Class::Mark) {
        out.extend(match page.word(mark) {
            "=" | "==" => assigned(page, mark),
            ":" if page.is_glued(mark) => {
                quoted(page, mark + 1).and_then(|span| believed(page, mark, span))
            }
            _ => None,
        });
    }
}

/// What stands behind an equals sign, or the arrow that it begins: `'last_name' => 'Achterberg'`.
fn assigned(page: &Page<'_>, equals: usize) -> Option<Candidate> {
    let arrow = page.is_glued(equals + 1) && page.is_mark(equals + 1, ">");
    let from = equals + 1 + usize::from(arrow);
    let span = quoted(page, from).or_else(|| bare(page, from))?;
    let around = |at: &usize| matches!(page.word(*at), "\"" | "'" | "`" | "]" | ":" | "!");
    let before = (equals.saturating_sub(3)..equals).rev();
    let end = before.take_while(around).last().unwrap_or(equals);
    believed(page, end, span)
}

/// The name that is assigned to the label before a token, when the label or the value itself says that it is somebody's.
/// Numbers, days and places are left to their recognizers.
fn believed(page: &Page<'_>, end: usize, span: Span) -> Option<Candidate> {
    let (label, meaning) = labeled(page, end).filter(|(_, meaning)| meaning.kind == Kind::Name)?;
    let whole = || meaning::of(identifier(page, end)) == Some(meaning);
    let told = match label {
        _ if meaning::is_own_name(label) => is_words(page.slice(span)),
        _ if meaning::is_patient(label) => whole() && is_name(page, span),
        _ => whole() && is_full_name(page, span),
    };
    told.then(|| value(page, "field", meaning, span))?
}

/// Whether a value is made of what names are made of: the `fname` of a file is a path or a pattern.
fn is_words(text: &str) -> bool {
    let sign = |c: char| c.is_alphabetic() || c.is_whitespace() || "'-.,".contains(c);
    text.chars().all(sign)
}

/// The identifier that ends before a token: of `currency_name`, "name" alone says nothing.
fn identifier<'t>(page: &Page<'t>, end: usize) -> &'t str {
    let last = end.saturating_sub(1);
    let goes_on =
        |at: &usize| page.is_glued(*at + 1) && (page.is_word(*at) || page.is_mark(*at, "_"));
    let first = (end.saturating_sub(8)..last)
        .rev()
        .take_while(goes_on)
        .last();
    page.slice(page.span(first.unwrap_or(last), last))
}

/// What stands in the quotes that open at a token, on one line.
fn quoted(page: &Page<'_>, open: usize) -> Option<Span> {
    let quote = Some(page.word(open)).filter(|mark| matches!(*mark, "\"" | "'" | "`"))?;
    let within = |at: &usize| page.token(*at).is_some_and(|token| token.gap < Gap::Line);
    let mut rest = (open + 1..open + LONGEST).take_while(within);
    let close = rest.find(|at| page.is_mark(*at, quote))?;
    (page.gap(open) <= Gap::Space && close > open + 1).then(|| page.span(open + 1, close - 1))
}

/// A name without quotes; what is called, indexed or taken apart is code.
fn bare(page: &Page<'_>, from: usize) -> Option<Span> {
    page.token(from).filter(|token| token.is_capital())?;
    let span = name::read(page, from)?;
    let next = page.token_from(span.end);
    let code = page.is_glued(next) && matches!(page.word(next), "(" | "." | "[" | "<" | "::" | "_");
    (!code).then_some(span)
}

/// Whether all of a value is one name, one that the word lists know.
pub(super) fn is_name(page: &Page<'_>, span: Span) -> bool {
    let first = page.token_from(span.start);
    let whole = name::read(page, first).is_some_and(|read| read.contains(span));
    let (named, plain) = (Flags::ANY_NAME, Flags::WORD_COMMON | Flags::MEDICAL);
    let known = |at: usize| {
        page.token(at)
            .is_some_and(|token| token.known.any(named) && !token.known.any(plain))
    };
    whole && (first..page.token_from(span.end)).any(known)
}

/// Whether a value is a given name and a surname, and not that of a place or a product.
fn is_full_name(page: &Page<'_>, span: Span) -> bool {
    let tokens = page.token_from(span.start)..page.token_from(span.end);
    let words: Vec<Flags> = tokens
        .filter(|at| page.is_word(*at))
        .filter_map(|at| page.token(at).map(|token| token.known))
        .collect();
    let other = Flags::PLACE_COMMON | Flags::STATE | Flags::COUNTRY | Flags::ORGANIZATION;
    let [first, .., last] = words[..] else {
        return false;
    };
    first.any(Flags::GIVEN) && !last.any(other | Flags::WORD) && is_name(page, span)
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn values_of_people_are_found() {
        for (text, expected) in [
            (
                "firstName: 'Desmond', lastName: 'Achterberg'",
                &["Desmond", "Achterberg"][..],
            ),
            ("last_name='Achterberg'", &["Achterberg"]),
            ("last_name = \"achterberg\"", &["achterberg"]),
            (
                "<Patient FirstName=\"Desmond\" LastName=\"O'Dell\"/>",
                &["Desmond", "O'Dell"],
            ),
            ("patientName=Harriet Lindgren;x=1", &["Harriet Lindgren"]),
            (
                "SELECT id FROM t WHERE last_name='Achterberg' AND p.first_name = 'Desmond'",
                &["Achterberg", "Desmond"],
            ),
            ("q?name=Harriet Lindgren&x=1", &["Harriet Lindgren"]),
            ("patient='Harriet'", &["Harriet"]),
            ("pat_last_name='Achterberg'", &["Achterberg"]),
            ("\"lastName\" = \"achterberg\"", &["achterberg"]),
            ("'last_name' => 'Achterberg'", &["Achterberg"]),
            ("row[\"last_name\"] != 'Achterberg'", &["Achterberg"]),
            ("provider: \"Anjali Rao\"", &["Anjali Rao"]),
        ] {
            assert_eq!(values(find, text), expected, "{text}");
        }
    }

    #[test]
    fn values_of_programs_are_not() {
        for text in [
            "name='default'",
            "title=\"Home\"",
            "provider='mistral'",
            "client = \"redis\"",
            "parent: 'root', child: 'div'",
            "firstName = user.firstName",
            "first_name = Column(String)",
            "lastName=String",
            "lastName = StringField()",
            "full_name='acme/tools'",
            "user='postgres'",
            "fname = \"/usr/share/%s.info\"",
            "target_family = \"wasm\"",
            "currency_name=\"Hong Kong\"",
            "name=\"South Australia\"",
            "license = \"MIT OR Apache-2.0\"",
            "addr => SocketAddr, address='127.0.0.1'",
            ":class:`IPv4<ipv4_address>`",
            "last_name=''",
            "firstName=>render(x)",
            "a == b ? 'x' : 'y'",
            "<input name=\"first_name\" type=\"text\">",
        ] {
            assert!(
                values(find, text).is_empty(),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }
}
