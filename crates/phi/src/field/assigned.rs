//! Assignments and attributes: `last_name='Achterberg'`, `<Patient FirstName="Desmond">`, `firstName: 'Desmond'`,
//! `patientName=Harriet Lindgren;`.
//!
//! Code and settings are full of them and name their own things so ("client", "provider", "name"). A label that can only
//! be a person's is believed whatever the value; behind any other the value must look like a name.

use super::line::labeled;
use super::{Meaning, meaning, name, value};
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
        let equals = matches!(page.word(mark), "=" | "==");
        if equals || (page.word(mark) == ":" && page.is_glued(mark)) {
            out.extend(assigned(page, mark, equals));
        }
    }
}

fn assigned(page: &Page<'_>, mark: usize, equals: bool) -> Option<Candidate> {
    let (label, meaning) = labeled(page, mark).filter(|(_, meaning)| !meaning.wordy)?;
    let bare = || bare(page, mark + 1).filter(|_| equals && meaning.kind == Kind::Name);
    let span = quoted(page, mark + 1).or_else(bare)?;
    let believed = meaning.kind != Kind::Name
        || meaning::is_own_name(label)
        || (is_name(page, span) && (meaning::is_patient(label) || has_words(page, span, 2)));
    believed.then(|| value(page, "field", meaning, span))?
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
    let span = name::read(page, from).filter(|span| page.span(from, from).start == span.start)?;
    let next = page.token_from(span.end);
    let code = page.is_glued(next) && matches!(page.word(next), "(" | "." | "[" | "<" | "::" | "_");
    (page.token(from)?.is_capital() && !code).then_some(span)
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

fn has_words(page: &Page<'_>, span: Span, least: usize) -> bool {
    let tokens = page.token_from(span.start)..page.token_from(span.end);
    tokens.filter(|at| page.is_word(*at)).count() >= least
}

#[cfg(test)]
mod tests {
    use super::super::tests::proposed;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        proposed(find, text)
            .into_iter()
            .map(|(_, value)| value)
            .collect()
    }

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
            ("provider: \"Anjali Rao\"", &["Anjali Rao"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
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
            "last_name=''",
            "a == b ? 'x' : 'y'",
            "<input name=\"first_name\" type=\"text\">",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
