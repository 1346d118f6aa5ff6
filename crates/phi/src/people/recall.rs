//! Looks for the parts of found names everywhere else.
//!
//! A part that is also an ordinary word ("Hope", "Long") is only recalled where it has a capital that the sentence does
//! not ask for; a part that is nothing but a name is recalled in any case. Identifiers have rules of their own.

use super::identifier::in_identifier;
use super::memory::{Memory, Mentioned, ORDINARY, Part};
use super::mention::word_spans;
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight, starts_sentence};
use crate::settings::Roster;
use crate::span::Span;
use crate::text::{Case, Gap, Page, Token};

/// Adds the other mentions of everybody who was found, and all mentions of the people on the roster.
pub(crate) fn recall(pages: &[Page<'_>], roster: &Roster, proposed: &mut [Vec<Candidate>]) {
    let mut memory = Memory::default();
    for known in &roster.people {
        let words = known.name.split(|c: char| !c.is_alphabetic());
        let words: Vec<&str> = words.filter(|word| word.chars().count() > 1).collect();
        let part = Part {
            role: Some(known.role),
            rostered: true,
            proper: true,
        };
        memory.learn(words.into_iter().map(|word| (word, part)));
    }
    for (page, own) in pages.iter().zip(proposed.iter()) {
        own.iter()
            .filter(|one| is_certain(one))
            .for_each(|one| remember(&mut memory, page, one));
    }
    if memory.is_empty() {
        return;
    }
    for (page, own) in pages.iter().zip(proposed.iter_mut()) {
        mentions(page, &memory, own);
    }
}

/// Most parts of a name that are learned together: they are remembered in pairs.
const PARTS: usize = 12;

/// Whether a find is sure enough to be looked for elsewhere.
fn is_certain(one: &Candidate) -> bool {
    one.kind == Kind::Name && (one.confidence >= Confidence::Fair || one.weight >= Weight::Context)
}

fn remember(memory: &mut Memory, page: &Page<'_>, one: &Candidate) {
    let words: Vec<usize> = word_spans(page, one.span).collect();
    let alone = words.len() == 1;
    let telling = words.into_iter().filter_map(|at| {
        let token = page.token(at)?;
        let part = Part {
            role: one.role,
            rostered: false,
            proper: matches!(token.case, Case::Capital | Case::Camel),
        };
        is_telling(token, alone, one.weight).then(|| (page.word(at), part))
    });
    memory.learn(telling.take(PARTS));
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
    let mut open: Option<Mentioned> = None;
    let mut tell = |next: Mentioned| {
        let joined = open.filter(|before| is_joined(page, before, &next));
        let grown = joined.map_or(next, |before| before.through(next));
        let done = open.replace(grown).filter(|_| joined.is_none());
        out.extend(done.map(candidate));
    };
    let mut chains = page.chains.iter().peekable();
    let mut at = 0;
    while let Some(token) = page.token(at) {
        if let Some(chain) = chains.next_if(|chain| chain.first == at) {
            in_identifier(page, *chain, memory).for_each(&mut tell);
            at = chain.last + 1;
        } else {
            mention(page, at, token, memory)
                .into_iter()
                .for_each(&mut tell);
            at += 1;
        }
    }
    out.extend(open.map(candidate));
}

/// The mention that a word of running text is.
pub(super) fn mention(
    page: &Page<'_>,
    at: usize,
    token: &Token,
    memory: &Memory,
) -> Option<Mentioned> {
    if !token.is_word() || token.len() < 2 {
        return None;
    }
    let word = page.word(at);
    let (len, part, strung) = match memory.get(word) {
        Some(part) => fits(page, at, token, part, memory).then_some((word.len(), part, false)),
        None => memory
            .plural(word, token.known)
            .map(|(len, part)| (len, part, false))
            .or_else(|| Some((word.len(), memory.glued(word, token.known)?, true))),
    }?;
    let start = token.span().start;
    let end = start + len;
    Some(Mentioned {
        span: Span { start, end },
        part,
        strung,
    })
}

/// Whether a word in this place is the name and not the word.
fn fits(page: &Page<'_>, at: usize, token: &Token, part: Part, memory: &Memory) -> bool {
    let thing = page
        .token(at + 1)
        .is_some_and(|next| next.known.any(Flags::THING) && next.gap == Gap::Space);
    if thing && !is_accompanied(page, at, memory) {
        return false;
    }
    let ordinary = token.known.any(ORDINARY);
    match token.case {
        _ if ordinary && is_accompanied(page, at, memory) => !is_verb(page, at, memory),
        Case::Lower if ordinary => false,
        Case::Lower => token.len() >= 4,
        _ if !ordinary => true,
        Case::Upper => !token.known.any(Flags::WORD_COMMON) && token.len() > 3 && !part.proper,
        _ => !starts_sentence(page, at) || acts(page, at + 1),
    }
}

/// Whether a word or the one before it follows somebody who does it: "he will cook".
fn is_verb(page: &Page<'_>, at: usize, memory: &Memory) -> bool {
    const WHO: &[&str] = &["he", "i", "she", "they", "we"];
    let who = |back| at.checked_sub(back).is_some_and(|at| page.among(at, WHO));
    let second = || {
        let before = at.checked_sub(1).map(|before| page.word(before));
        before.is_some_and(|before| memory.beside(page.word(at), before).is_some())
    };
    who(1) || (who(2) && second())
}

/// Whether another part of the same name stands beside a word: then small letters do not make it an ordinary one.
fn is_accompanied(page: &Page<'_>, at: usize, memory: &Memory) -> bool {
    let word = page.word(at);
    let comma = at.checked_sub(1).is_some_and(|at| page.is_mark(at, ","));
    let before = at.checked_sub(1 + usize::from(comma));
    let after = at + 1 + usize::from(page.is_mark(at + 1, ","));
    let spaced = |at: &usize| page.gap(*at) == Gap::Space;
    let beside = before
        .filter(|_| spaced(&at))
        .into_iter()
        .chain(Some(after).filter(spaced));
    let mut words = beside.filter(|other| page.is_word(*other));
    words.any(|other| memory.beside(word, page.word(other)).is_some())
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
fn is_joined(page: &Page<'_>, before: &Mentioned, next: &Mentioned) -> bool {
    let between = page.text.get(before.span.end..next.span.start);
    let joins: &[&str] = match before.strung {
        true => &["", "-", "_", "__", ".", "+"],
        false => &[" ", "-", "'", ", "],
    };
    before.strung == next.strung && between.is_some_and(|between| joins.contains(&between))
}

fn candidate(Mentioned { span, part, .. }: Mentioned) -> Candidate {
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
    use crate::find::Role;
    use crate::lexicon::Lexicon;

    /// What is recalled in texts, the first of which begins with a name that was found, up to its semicolon.
    fn recalled(texts: &[&str]) -> Vec<Vec<String>> {
        let pages: Vec<Page<'_>> = texts
            .iter()
            .map(|text| Page::new(text, None, &Lexicon::shipped()))
            .collect();
        let mut proposed = vec![Vec::new(); pages.len()];
        let (start, end) = (0, texts[0].find(';').unwrap());
        let first = Candidate::new("name", Kind::Name, Span { start, end });
        proposed[0].push(first.because(Weight::Field, Why::FIELD));
        recall(&pages, &Roster::default(), &mut proposed);
        proposed[0].remove(0);
        let words = |page: &Page<'_>, own: &[Candidate]| {
            own.iter()
                .map(|one| page.slice(one.span).to_owned())
                .collect()
        };
        let all = pages.iter().zip(&proposed);
        all.map(|(page, own)| words(page, own)).collect()
    }

    #[test]
    fn a_name_found_once_is_found_everywhere() {
        let found = recalled(&[
            "Tamsin Okonjo; Okonjo's labs",
            "called okonjo, TAMSIN OKONJO will come",
        ]);
        assert_eq!(found[0], ["Tamsin Okonjo", "Okonjo"]);
        assert_eq!(found[1], ["okonjo, TAMSIN OKONJO"]);
    }

    #[test]
    fn ordinary_words_are_not_recalled() {
        let found =
            recalled(&["Will Long; He will wait. Long hours. Will call. Ask Long. Long agrees."]);
        assert_eq!(found[0], ["Will Long", "Long", "Long"]);
    }

    #[test]
    fn ordinary_words_with_the_rest_of_the_name_are_the_name() {
        for (name, text, mentions) in [
            (
                "David Lindgren;",
                "david lindgren called",
                &["david lindgren"][..],
            ),
            (
                "Thomas Lindgren;",
                "pt thomas lindgren",
                &["thomas lindgren"],
            ),
            (
                "Jack Walker;",
                "jack walker or walker, jack",
                &["jack walker", "walker, jack"],
            ),
            ("Will Grant;", "told will grant of it", &["will grant"]),
            (
                "Will Grant;",
                "Will Grant called. WILL GRANT",
                &["Will Grant", "WILL GRANT"],
            ),
            ("Will Grant;", "we will grant it", &[]),
            ("Will Grant;", "he will not grant it", &[]),
            ("Jack Walker;", "uses a walker", &[]),
            (
                "David Lindgren;",
                "she told david lindgren",
                &["david lindgren"],
            ),
        ] {
            assert_eq!(recalled(&[name, text])[1], mentions, "{text}");
        }
    }

    #[test]
    fn identifiers_hold_names() {
        let rows: [(&str, &[&str]); 9] = [
            ("lindgren_harriet_scan.pdf", &["lindgren_harriet"]),
            (
                "HarrietLindgren.docx harriet.lindgren",
                &["HarrietLindgren", "harriet.lindgren"],
            ),
            ("harrietLindgren", &["harrietLindgren"]),
            ("open_chart_harriet_lindgren", &["harriet_lindgren"]),
            ("OPEN_CHART_HARRIET_LINDGREN", &["HARRIET_LINDGREN"]),
            ("openChartLindgrenMRI2", &["Lindgren"]),
            (
                "HARRIETLINDGREN harrietlindgren hlindgren",
                &["HARRIETLINDGREN", "harrietlindgren", "hlindgren"],
            ),
            ("h_lindgren-1961", &["h_lindgren"]),
            ("Harriets chart, the Lindgrens", &["Harriet", "Lindgren"]),
        ];
        for (text, names) in rows {
            assert_eq!(recalled(&["Harriet Lindgren;", text])[1], names, "{text}");
        }
    }

    #[test]
    fn ordinary_words_in_identifiers_need_the_rest_of_the_name() {
        let rows: [(&str, &str, &[&str]); 9] = [
            (
                "Will Long;",
                "long_term_care will_call Long_term WillCall",
                &[],
            ),
            (
                "Will Long;",
                "will_long_mri.pdf WillLong.pdf",
                &["will_long", "WillLong"],
            ),
            (
                "Will Long;",
                "WILL.LONG long-will.pdf",
                &["WILL.LONG", "long-will"],
            ),
            ("Will Long;", "Ask Long.He agrees", &["Long"]),
            ("Karn Ofsky;", "Karnofsky 80, on Fridays", &[]),
            ("Mr. Friday;", "off on Fridays", &[]),
            (
                "Hope Mayo;",
                "mayo.edu hopeful_note.txt Hopes hope_scale",
                &[],
            ),
            (
                "Hope Mayo;",
                "hope.mayo mayohope.txt",
                &["hope.mayo", "mayohope"],
            ),
            ("Houston Reyes;", "houston.gov reyes_labs", &["reyes"]),
        ];
        for (name, text, found) in rows {
            assert_eq!(recalled(&[name, text])[1], found, "{text}");
        }
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
