//! From chances to finds: what the model adds, and what it overrules.
//!
//! Recall comes first: a token that is more likely something than a small bound is masked, and what touches it needs even
//! less. A weak find falls only where the model is nearly certain that there is nothing.

use super::chain::Chances;
use super::label::{LABELS, Label};
use super::widen::widened;
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::{Case, Class, Cue, Gap, Page, Token, label_before};

/// From which chance of being something on a token is masked or spared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// A run of tokens is masked from here on.
    pub add: f32,
    /// A token beside a masked one.
    pub grow: f32,
    /// A run is masked from here on in a text in which the layers below found nobody: few words of protocols, orders and lessons
    /// are somebody's.
    pub alone: f32,
    /// A word is a name or a place for the whole page from here on.
    pub sure: f32,
    /// A word that is one elsewhere on the page is masked from here on.
    pub agree: f32,
    /// A find of the layers below stands from here on, by what it rests on: a guess, a form, a form and a word nearby.
    /// What a label says or a check proves always stands.
    pub stand: [f32; 3],
    /// A find is fairly sure from here on.
    pub fair: f32,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            add: 0.24,
            grow: 0.144,
            alone: 0.6,
            sure: 0.6,
            agree: 0.05,
            stand: [0.3, 0.3, 0.1],
            fair: 0.9,
        }
    }
}

impl Bounds {
    /// The bounds for a text with these finds of the layers below.
    pub(super) fn for_text(self, own: &[Candidate]) -> Bounds {
        let somebody = own.iter().any(|one| one.hard || one.kind == Kind::Name);
        match somebody || self.alone <= self.add {
            true => self,
            false => Bounds {
                add: self.alone,
                grow: self.grow * self.alone / self.add,
                ..self
            },
        }
    }
}

/// Longest run that is one find, in tokens; what goes on is the next.
const LONGEST: usize = 40;

fn something(chances: &Chances) -> f32 {
    let [nothing, ..] = chances;
    1.0 - nothing
}

/// Drops weak finds in which no token is likely anything. A number that somebody could be reached or looked up by stays.
pub(super) fn overrule(
    bounds: &Bounds,
    page: &Page<'_>,
    chances: &[Chances],
    own: &mut Vec<Candidate>,
) {
    let [guess, form, context] = bounds.stand;
    own.retain(|one| {
        let bound = match one.weight {
            Weight::Guess => guess,
            Weight::Pattern => form,
            Weight::Context => context,
            Weight::Field | Weight::Proven => return true,
        };
        !is_read(one.kind)
            || is_torn(page, tokens(page, one.span))
            || is_full_name(page, one)
            || likeliest(page, chances, one.span) >= bound
    });
}

/// Whether the rules are fairly sure of a name that begins with a common given name and ends with a common surname, both with
/// capitals: no model may talk that away.
fn is_full_name(page: &Page<'_>, one: &Candidate) -> bool {
    let (first, last) = tokens(page, one.span);
    let is = |at: usize, known: Flags| {
        let token = page.token(at);
        token.is_some_and(|token| token.case == Case::Capital && token.known.any(known))
    };
    one.kind == Kind::Name
        && one.confidence >= Confidence::Fair
        && first < last
        && is(first, Flags::GIVEN_COMMON)
        && is(last, Flags::SURNAME_COMMON)
}

/// The first and the last token of a span.
fn tokens(page: &Page<'_>, span: Span) -> (usize, usize) {
    let first = page.token_from(span.start);
    let inside = page.tokens.iter().skip(first);
    let count = inside
        .take_while(|token| token.span().start < span.end)
        .count();
    (first, (first + count).saturating_sub(1))
}

/// Whether a kind is told by reading more than by its form.
fn is_read(kind: Kind) -> bool {
    use Kind::{Age, Date, Geo, Name, OtherId};
    matches!(kind, Age | Date | Geo | Name | OtherId)
}

fn likeliest(page: &Page<'_>, chances: &[Chances], span: Span) -> f32 {
    let first = page.token_from(span.start);
    let inside = page.tokens.iter().zip(chances).skip(first);
    inside
        .take_while(|(token, _)| token.span().start < span.end)
        .filter(|(token, _)| token.class != Class::Mark)
        .map(|(_, chances)| something(chances))
        .fold(0.0, f32::max)
}

/// Adds every run of tokens that are likely something.
pub(super) fn add(bounds: &Bounds, page: &Page<'_>, chances: &[Chances], own: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < chances.len() {
        let run = run(bounds, page, chances, at);
        if let Some(last) = run {
            let whole = trimmed(page, chances, at, last).filter(|run| !is_torn(page, *run));
            own.extend(whole.and_then(|run| candidate(bounds, page, chances, run)));
            at = last + 1;
        } else {
            at += 1;
        }
    }
}

/// The last token of a run that begins here.
fn run(bounds: &Bounds, page: &Page<'_>, chances: &[Chances], first: usize) -> Option<usize> {
    let begins = chances.get(first)?;
    if something(begins) < bounds.grow {
        return None;
    }
    let label = best(begins);
    let end = match Label::ALL.get(label) {
        Some(Label::Number) => Gap::Line,
        _ => Gap::Blank,
    };
    let all = page.tokens.iter().zip(chances).enumerate();
    let rest = all.skip(first + 1).take(LONGEST);
    let last = rest
        .take_while(|(_, (token, chances))| {
            let goes_on = token.gap < end && token.gap != Gap::Wide;
            goes_on && something(chances) >= bounds.grow && best(chances) == label
        })
        .last()
        .map_or(first, |(at, _)| at);
    let certain = chances
        .get(first..=last)?
        .iter()
        .map(something)
        .fold(0.0, f32::max);
    (certain >= bounds.add).then_some(last)
}

/// A run without what only announces it: "the" before a day, "Policy" before a number.
fn trimmed(
    page: &Page<'_>,
    chances: &[Chances],
    first: usize,
    last: usize,
) -> Option<(usize, usize)> {
    let label = *Label::ALL.get(best(chances.get(first)?))?;
    let heads =
        |at: &usize| label == Label::Name && *at == first && *at < last && page.among(*at, HEADS);
    let tells = |at: &usize| {
        let between = |token: &Token| token.case != Case::Capital && page.among(*at, BETWEEN);
        page.token(*at)
            .is_some_and(|token| tells(label, token) && !between(token) && !heads(at))
    };
    let from = (first..=last).find(tells)?;
    // "red lake wednesdays", and not "sun city".
    let day = |at: &usize| label == Label::Place && *at > from && is_small_day(page, *at);
    let to = (from..=last).rev().find(|at| tells(at) && !day(at))?;
    Some((from, to))
}

fn is_small_day(page: &Page<'_>, at: usize) -> bool {
    let token = page.token(at);
    token.is_some_and(|token| token.case == Case::Lower && token.known.any(Flags::WEEKDAY))
}

/// Whether a run begins or ends inside a string without spaces, whose pieces are the business of `recognize::name`.
fn is_torn(page: &Page<'_>, (first, last): (usize, usize)) -> bool {
    let said = |at: usize| page.is_word(at) || page.is_number(at);
    let begins = first > 0 && page.is_glued(first) && said(first - 1);
    let ends = page.is_glued(last + 1) && said(last + 1);
    let chained = page
        .chains
        .iter()
        .any(|chain| chain.first <= last && first <= chain.last);
    begins || ends || chained
}

/// What stands between a find and the next word, and never ends one in small letters.
const BETWEEN: &[&str] = &[
    "and", "as", "at", "by", "calling", "for", "from", "in", "is", "of", "on", "the", "theres",
    "this", "to", "trying", "was", "with",
];

/// What stands before a name with a capital as well: what it is in a form, and words that open a sentence.
const HEADS: &[&str] = &[
    "given", "maiden", "middle", "re", "relation", "teacher", "welcome",
];

/// Whether a token can be the end of such a run.
fn tells(label: Label, token: &Token) -> bool {
    let plain = token.class == Class::Word
        && token.case == Case::Lower
        && token.known.any(Flags::WORD_COMMON)
        && !token.known.any(Flags::MONTH | Flags::WEEKDAY);
    match label {
        Label::Number | Label::Contact => {
            token.class != Class::Mark && !token.cue.is_strong() && !plain
        }
        Label::Date => token.class != Class::Mark && !(plain && token.len() <= 3),
        _ => true,
    }
}

fn best(chances: &Chances) -> usize {
    let mut best = 1;
    for label in 2..LABELS {
        if chances.get(label) > chances.get(best) {
            best = label;
        }
    }
    best
}

fn candidate(
    bounds: &Bounds,
    page: &Page<'_>,
    chances: &[Chances],
    (first, last): (usize, usize),
) -> Option<Candidate> {
    let label = Label::ALL.get(best(chances.get(first)?))?;
    let (from, to) = widened(page, *label, (first, last));
    let span = page.span(from, to);
    if *label == Label::Contact && !page.slice(span).contains(is_of_contact) {
        return None;
    }
    if *label == Label::Name && is_kept(page, first, last)
        || *label == Label::Age && is_time_span(page, last)
        || first == last && is_title(page, first)
    {
        return None;
    }
    if *label == Label::Date && (is_time(page.slice(span)) || is_section(page, first, last)) {
        return None;
    }
    let kind = kind(page, *label, first, span);
    let sure = chances
        .get(first..=last)?
        .iter()
        .map(something)
        .fold(0.0, f32::max);
    let found = Candidate::new("tagger", kind, span).because(Weight::Guess, Why::TAGGER);
    let confidence = if sure >= bounds.fair {
        Confidence::Fair
    } else {
        Confidence::Check
    };
    Some(found.with(confidence))
}

/// "City: New Orleans  St: LA": what the next value is called.
fn is_title(page: &Page<'_>, at: usize) -> bool {
    const TITLES: &[&str] = &["city", "county", "st", "state", "street", "town", "zip"];
    page.among(at, TITLES) && page.is_mark(at + 1, ":") && page.is_glued(at + 1)
}

/// "ninety (90) days": how long something takes is nobody's age.
fn is_time_span(page: &Page<'_>, last: usize) -> bool {
    let next = last + 1 + usize::from(page.is_mark(last + 1, ")"));
    page.among(
        next,
        &["business", "calendar", "day", "days", "hours", "minutes"],
    )
}

/// Whether names in a row are one that the keep-list knows as a whole: "Sokolow-Lyon", "Belin-Ambrosio".
fn is_kept(page: &Page<'_>, first: usize, last: usize) -> bool {
    let borne = page
        .token(first)
        .is_some_and(|token| token.known.any(Flags::GIVEN_COMMON));
    let phrase = page.phrase(first).filter(|(end, _)| *end == last);
    !borne && phrase.is_some_and(|(_, known)| known.any(Flags::MEDICAL))
}

/// "1.13 Claims", "see section 10.26": the number of a part of a document.
fn is_section(page: &Page<'_>, first: usize, last: usize) -> bool {
    let numbered = last == first + 2
        && page.is_mark(first + 1, ".")
        && page.is_number(first)
        && page.is_number(last);
    let opens = first == 0 || page.gap(first) >= Gap::Line;
    let heads =
        page.gap(last + 1) == Gap::Space && page.token(last + 1).is_some_and(Token::is_capital);
    let told = first > 0 && page.among(first - 1, PARTS);
    numbered && (opens && heads || told)
}

/// What the parts of documents are called, sorted.
const PARTS: &[&str] = &[
    "appendix", "article", "chapter", "fig", "figure", "part", "section", "sections", "table",
    "version",
];

/// Whether a text is nothing but a time of day: "08:14", "T13:30:00Z", "T08:14:22-05:00".
fn is_time(text: &str) -> bool {
    let digits = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let time = text.trim_matches(['T', 'Z']);
    time.contains(':') && time.split([':', '-', '+']).all(digits)
}

/// What every number and address has something of.
fn is_of_contact(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '@' | '.')
}

fn kind(page: &Page<'_>, label: Label, first: usize, span: Span) -> Kind {
    match label {
        Label::None | Label::Name => Kind::Name,
        Label::Place => Kind::Geo,
        Label::Date => Kind::Date,
        Label::Age => Kind::Age,
        Label::Contact => contact(page, first, span),
        Label::Number => number(label_before(page, first).cue),
    }
}

fn contact(page: &Page<'_>, first: usize, span: Span) -> Kind {
    let text = page.slice(span);
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    match () {
        () if text.contains('@') => Kind::Email,
        () if letters > 6 => Kind::Url,
        () if label_before(page, first).cue == Cue::Fax => Kind::Fax,
        () => Kind::Phone,
    }
}

fn number(cue: Cue) -> Kind {
    match cue {
        Cue::Account => Kind::Account,
        Cue::Biometric => Kind::Biometric,
        Cue::Device => Kind::Device,
        Cue::HealthPlan => Kind::HealthPlan,
        Cue::License => Kind::License,
        Cue::Mrn => Kind::Mrn,
        Cue::Ssn => Kind::Ssn,
        Cue::Vehicle => Kind::Vehicle,
        _ => Kind::OtherId,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn section(text: &str) -> bool {
        let page = Page::new(text, None, &Lexicon::shipped());
        let first = page.numbers.first().map(|at| *at as usize).unwrap();
        is_section(&page, first, first + 2)
    }

    #[test]
    fn numbers_of_sections() {
        assert!(PARTS.is_sorted());
        for text in ["1.13 Claims", "see section 10.26 now", "Chapter 2.4"] {
            assert!(section(text), "{text}");
        }
        for text in [
            "seen 1.13 again",
            "born 2.4.71",
            "3.14 mg",
            "on 10.26 Ada came",
        ] {
            assert!(!section(text), "{text}");
        }
    }
}
