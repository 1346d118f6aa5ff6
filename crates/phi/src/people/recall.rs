//! Looks for the parts of found names everywhere else.
//!
//! A part that is also an ordinary word ("Hope", "Long") is only recalled where it has a capital that the sentence does
//! not ask for; a part that is nothing but a name is recalled in any case.

use super::mention::word_spans;
use crate::find::{Confidence, Role, Why};
use crate::kind::Kind;
use crate::lexicon::{Flags, fold};
use crate::recognize::{Candidate, Weight, starts_sentence};
use crate::settings::Roster;
use crate::span::Span;
use crate::text::{Case, Gap, Page, Token};
use std::collections::HashMap;

/// What is known about one part of a name.
#[derive(Clone, Copy)]
struct Part {
    role: Option<Role>,
    rostered: bool,
    /// Whether it was found with a capital in a text where capitals mean something.
    proper: bool,
}

/// The parts to look for, with a small filter before the map.
#[derive(Default)]
struct Memory {
    parts: HashMap<String, Part>,
    lengths: [u32; 32],
}

impl Memory {
    fn add(&mut self, word: &str, part: Part) {
        let folded = fold(word).into_owned();
        let first = folded.bytes().next().unwrap_or_default();
        if let Some(bits) = self.lengths.get_mut(usize::from(first & 31)) {
            *bits |= 1 << folded.len().min(31);
        }
        let held = self.parts.entry(folded).or_insert(part);
        held.rostered |= part.rostered;
        held.proper |= part.proper;
        held.role = held.role.filter(|role| *role != Role::Person).or(part.role);
    }

    fn get(&self, word: &str) -> Option<Part> {
        let first = word.bytes().next().unwrap_or_default();
        let bits = self
            .lengths
            .get(usize::from(first & 31))
            .copied()
            .unwrap_or_default();
        let possible =
            !first.is_ascii() || bits & (1 << word.len().min(31)) != 0 || !word.is_ascii();
        possible
            .then(|| self.parts.get(fold(word).as_ref()).copied())
            .flatten()
    }
}

/// Adds the other mentions of everybody who was found, and all mentions of the people on the roster.
pub(crate) fn recall(pages: &[Page<'_>], roster: &Roster, proposed: &mut [Vec<Candidate>]) {
    let mut memory = Memory::default();
    for known in &roster.people {
        let parts = known
            .name
            .split(|c: char| !c.is_alphabetic())
            .filter(|part| part.chars().count() > 1);
        parts.for_each(|part| {
            memory.add(
                part,
                Part {
                    role: Some(known.role),
                    rostered: true,
                    proper: true,
                },
            )
        });
    }
    for (page, own) in pages.iter().zip(proposed.iter()) {
        own.iter()
            .filter(|one| is_certain(one))
            .for_each(|one| remember(&mut memory, page, one));
    }
    if memory.parts.is_empty() {
        return;
    }
    for (page, own) in pages.iter().zip(proposed.iter_mut()) {
        mentions(page, &memory, own);
    }
}

/// Whether a find is sure enough to be looked for elsewhere.
fn is_certain(one: &Candidate) -> bool {
    one.kind == Kind::Name && (one.confidence >= Confidence::Fair || one.weight >= Weight::Context)
}

fn remember(memory: &mut Memory, page: &Page<'_>, one: &Candidate) {
    let words: Vec<usize> = word_spans(page, one.span).collect();
    let alone = words.len() == 1;
    for at in words {
        let Some(token) = page.token(at) else {
            continue;
        };
        if is_telling(token, alone, one.weight) {
            memory.add(
                page.word(at),
                Part {
                    role: one.role,
                    rostered: false,
                    proper: matches!(token.case, Case::Capital | Case::Camel),
                },
            );
        }
    }
}

/// Whether a part of a name says enough by itself.
fn is_telling(token: &Token, alone: bool, weight: Weight) -> bool {
    let long = token.len() > 2
        || (token.len() == 2 && token.case == Case::Capital && !token.known.any(Flags::WORD));
    let small = token
        .known
        .any(Flags::PARTICLE | Flags::TITLE | Flags::CREDENTIAL | Flags::ROLE | Flags::RELATION)
        && !token.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
    let meant = !token.known.any(Flags::WORD_COMMON | Flags::MEDICAL)
        || !alone
        || weight >= Weight::Context;
    long && !small
        && meant
        && (token.known.any(Flags::ANY_NAME)
            || !token
                .known
                .any(Flags::WORD | Flags::MEDICAL | Flags::STATE | Flags::COUNTRY))
}

/// Finds runs of known parts on one page.
fn mentions(page: &Page<'_>, memory: &Memory, out: &mut Vec<Candidate>) {
    let mut found: Option<(Span, Part)> = None;
    for (at, token) in page.tokens.iter().enumerate() {
        let Some(part) = mention(page, at, token, memory) else {
            continue;
        };
        let joined = found.filter(|(span, _)| is_joined(page, *span, at));
        match joined {
            Some((span, first)) => {
                found = Some((
                    Span {
                        start: span.start,
                        end: token.span().end,
                    },
                    first,
                ))
            }
            None => {
                out.extend(found.take().map(|(span, part)| candidate(span, part)));
                found = Some((token.span(), part));
            }
        }
    }
    out.extend(found.map(|(span, part)| candidate(span, part)));
}

fn mention(page: &Page<'_>, at: usize, token: &Token, memory: &Memory) -> Option<Part> {
    let readable = token.is_word()
        && token.len() > 1
        && (token.is_capital() || !token.known.any(Flags::WORD | Flags::MEDICAL));
    let part = readable.then(|| memory.get(page.word(at))).flatten()?;
    fits(page, at, token, part).then_some(part)
}

/// Whether a word in this place is the name and not the word.
fn fits(page: &Page<'_>, at: usize, token: &Token, part: Part) -> bool {
    let bound = page.is_glued(at)
        && matches!(
            page.token(at.saturating_sub(1))
                .map(|_| page.word(at.saturating_sub(1))),
            Some("@" | "_" | ".")
        );
    let thing = page
        .token(at + 1)
        .is_some_and(|next| next.known.any(Flags::THING) && next.gap == Gap::Space);
    if bound || thing {
        return false;
    }
    let ordinary = token
        .known
        .any(Flags::WORD | Flags::MEDICAL | Flags::EPONYM | Flags::MONTH | Flags::STATE);
    match token.case {
        Case::Lower => !ordinary && token.len() >= 4,
        _ if !ordinary => true,
        Case::Upper => !token.known.any(Flags::WORD_COMMON) && token.len() > 3 && !part.proper,
        _ => !starts_sentence(page, at) || acts(page, at + 1),
    }
}

/// Whether what follows says that somebody does something: "Hope called", "Long's".
fn acts(page: &Page<'_>, next: usize) -> bool {
    let Some(token) = page.token(next) else {
        return false;
    };
    let verb = token.case == Case::Lower
        && token.known.any(Flags::SPEECH)
        && !matches!(
            page.word(next),
            "is" | "was" | "has" | "had" | "will" | "needs"
        );
    let owns = page.is_mark(next, "'") && page.is_glued(next) && page.is(next + 1, "s");
    verb || owns
}

/// Whether a part goes on with the mention before it.
fn is_joined(page: &Page<'_>, span: Span, at: usize) -> bool {
    let between = page
        .token(at)
        .and_then(|token| page.text.get(span.end..token.span().start));
    matches!(between, Some(" " | "-" | "'" | ", "))
}

fn candidate(span: Span, part: Part) -> Candidate {
    let why = if part.rostered {
        Why::ROSTER
    } else {
        Why::MEMORY
    };
    let weight = if part.rostered {
        Weight::Context
    } else {
        Weight::Guess
    };
    let found = Candidate::new("name", Kind::Name, span).because(weight, why);
    let confidence = if part.rostered {
        Confidence::Sure
    } else {
        Confidence::Fair
    };
    Candidate {
        role: part.role,
        ..found.with(confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn recalled(texts: &[&str]) -> Vec<String> {
        let pages: Vec<Page<'_>> = texts
            .iter()
            .map(|text| Page::new(text, None, &Lexicon::shipped()))
            .collect();
        let mut proposed = vec![Vec::new(); pages.len()];
        let first = Span {
            start: 0,
            end: texts[0].find(';').unwrap(),
        };
        proposed[0]
            .push(Candidate::new("name", Kind::Name, first).because(Weight::Field, Why::FIELD));
        recall(&pages, &Roster::default(), &mut proposed);
        let all = pages
            .iter()
            .zip(&proposed)
            .flat_map(|(page, own)| own.iter().map(|one| page.slice(one.span).to_owned()));
        all.skip(1).collect()
    }

    #[test]
    fn a_name_found_once_is_found_everywhere() {
        let found = recalled(&[
            "Tamsin Okonjo; Okonjo's labs",
            "called okonjo, TAMSIN OKONJO will come",
        ]);
        assert_eq!(found, ["Tamsin Okonjo", "Okonjo", "okonjo, TAMSIN OKONJO"]);
    }

    #[test]
    fn ordinary_words_are_not_recalled() {
        let found =
            recalled(&["Will Long; He will wait. Long hours. Will call. Ask Long. Long agrees."]);
        assert_eq!(found, ["Long", "Long", "Long"]);
    }

    #[test]
    fn the_roster_is_certain() {
        let page = Page::new("d/w zabrinski today", None, &Lexicon::shipped());
        let people = vec![crate::settings::Known {
            name: "Orla Zabrinski".into(),
            role: Role::Staff,
            phones: Vec::new(),
        }];
        let mut proposed = vec![Vec::new()];
        recall(
            std::slice::from_ref(&page),
            &Roster { people },
            &mut proposed,
        );
        let sure: Vec<(Confidence, Option<Role>)> = proposed[0]
            .iter()
            .map(|one| (one.confidence, one.role))
            .collect();
        assert_eq!(sure, [(Confidence::Sure, Some(Role::Staff))]);
    }
}
