//! Quotes: where a section must be quoted, each line carries words that stand in a source field, or says "Not stated".
//!
//! Spaces, line breaks, case and the shape of quote marks do not count; every other character does. A quote with "..." in
//! it, or a block where something was left out before it was sent, is looked up part by part.

use serde::Serialize;

use super::{Case, Check, Found};
use crate::tokens::plain;

/// What a line says instead of a quote.
const NOT_STATED: &str = "not stated";

/// Where a quote stands in the source.
#[derive(Clone, Eq, PartialEq, Serialize)]
pub struct Place {
    /// The quote, as the reply has it.
    pub quote: String,
    /// The field.
    pub field: String,
    /// Its first byte in the field.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Line of the field on which it begins, from 1.
    pub line: usize,
}

pub(super) fn check(case: &Case<'_>, found: &mut Found) -> Vec<Place> {
    let sources: Vec<Source> = sources(case);
    let mut places = Vec::new();
    for (spot, section) in case.known().filter(|(spot, _)| spot.quoted) {
        for (at, line) in section
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| says_something(line))
        {
            let number = at + 1;
            match look_up(line, &sources) {
                Looked::Found(more) => places.extend(more),
                Looked::NotStated => {}
                Looked::Missing => found.fails(
                    Check::Quotes,
                    format!(
                        "\"{}\", line {number}: there is no quote from the material.",
                        spot.heading
                    ),
                ),
                Looked::Wrong(quotes) => found.fails(
                    Check::Quotes,
                    format!(
                        "\"{}\", line {number}: these words do not stand in the material: {}",
                        spot.heading,
                        quotes.join(" / ")
                    ),
                ),
            }
        }
    }
    places
}

enum Looked {
    Found(Vec<Place>),
    Missing,
    NotStated,
    /// Every part that stands nowhere.
    Wrong(Vec<String>),
}

fn look_up(line: &str, sources: &[Source]) -> Looked {
    let quotes = quotes(line);
    if quotes.is_empty() {
        let says_so = line.to_lowercase().contains(NOT_STATED);
        return if says_so {
            Looked::NotStated
        } else {
            Looked::Missing
        };
    }
    let (mut places, mut wrong) = (Vec::new(), Vec::new());
    for part in quotes.iter().flat_map(|quote| parts(quote)) {
        match sources.iter().find_map(|source| source.find(part)) {
            Some(place) => places.push(place),
            None => wrong.push(part.to_owned()),
        }
    }
    match wrong.is_empty() {
        true => Looked::Found(places),
        false => Looked::Wrong(wrong),
    }
}

/// A line that is not a rule or the head of a table.
fn says_something(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

/// What stands between double quote marks of any shape.
fn quotes(line: &str) -> Vec<String> {
    let straight: String = line.chars().map(plain).collect();
    let pieces: Vec<&str> = straight.split('"').collect();
    let closed = pieces.len() - (pieces.len() + 1) % 2;
    let inside = pieces.iter().take(closed).skip(1).step_by(2);
    inside
        .filter(|quote| says_something(quote))
        .map(|quote| (*quote).to_owned())
        .collect()
}

/// The parts of a quote with words left out or blocked out, without the dots and commas that American quotes take in.
fn parts(quote: &str) -> impl Iterator<Item = &str> {
    quote
        .split("...")
        .flat_map(|part| part.split(['\u{2026}', '\u{2588}']))
        .map(|part| {
            part.trim()
                .trim_end_matches(['.', ',', ';', '['])
                .trim_start_matches(']')
                .trim()
        })
        .filter(|part| !part.is_empty())
}

/// A source field in its plain form, with the way back to its own bytes.
struct Source<'a> {
    name: &'a str,
    text: &'a str,
    folded: String,
    /// For each byte of the folded text, the byte of the field that it came from.
    from: Vec<usize>,
}

fn sources<'a>(case: &'a Case<'_>) -> Vec<Source<'a>> {
    let fields = case.form.values().filter(|(field, _)| field.source);
    fields
        .map(|(field, text)| Source::new(&field.name, text))
        .collect()
}

impl<'a> Source<'a> {
    fn new(name: &'a str, text: &'a str) -> Self {
        let (mut folded, mut from) = (String::new(), Vec::new());
        for (at, letter) in text.char_indices() {
            let is_space = letter.is_whitespace();
            if is_space && folded.ends_with(' ') {
                continue;
            }
            let plain = if is_space { ' ' } else { plain(letter) };
            folded.extend(plain.to_lowercase());
            from.resize(folded.len(), at);
        }
        Self {
            name,
            text,
            folded,
            from,
        }
    }

    fn find(&self, quote: &str) -> Option<Place> {
        let wanted = crate::tokens::fold(quote);
        let at = self.folded.find(&wanted)?;
        let start = *self.from.get(at)?;
        let last = *self.from.get(at + wanted.len().checked_sub(1)?)?;
        let last_letter = self.text.get(last..)?.chars().next()?;
        let line = self.text.get(..start)?.matches('\n').count() + 1;
        Some(Place {
            quote: quote.to_owned(),
            field: self.name.to_owned(),
            start,
            end: last + last_letter.len_utf8(),
            line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(source: &str, quote: &str) -> Option<(String, usize)> {
        let place = Source::new("text", source).find(quote)?;
        let words = source.get(place.start..place.end)?.to_owned();
        Some((words, place.line))
    }

    #[test]
    fn a_quote_is_found_whatever_its_spaces_and_marks() {
        let source = "First line.\nThe patient\u{2019}s  plan\n is \u{201c}stable\u{201d}.";
        let found = place(source, "the patient's plan is \"stable\"");
        assert_eq!(
            found,
            Some((
                "The patient\u{2019}s  plan\n is \u{201c}stable\u{201d}".to_owned(),
                2
            ))
        );
        assert_eq!(place(source, "The patient's plans"), None);
    }

    #[test]
    fn quotes_of_a_line_are_those_that_close() {
        assert_eq!(
            quotes("He said \u{201c}yes\u{201d} and \"no\" but \"nev"),
            ["yes", "no"]
        );
        assert!(quotes("none").is_empty());
        assert!(quotes("open \"only").is_empty());
    }

    #[test]
    fn words_left_out_are_looked_up_part_by_part() {
        let sources = [Source::new(
            "text",
            "Take with food. Rest. Call us if it lasts.",
        )];
        let is_found = |line: &str| matches!(look_up(line, &sources), Looked::Found(_));
        assert!(is_found(
            "- Plan: \"Take with food ... call us if it lasts.\""
        ));
        assert!(!is_found("- Plan: \"Take with food ... call 911\""));
        assert!(matches!(
            look_up("- Plan: Not stated", &sources),
            Looked::NotStated
        ));
        assert!(matches!(look_up("- Plan: rest", &sources), Looked::Missing));
    }
}
