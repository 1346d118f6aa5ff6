//! Looking for the values of hard finds, wherever they stand.
//!
//! Words are compared without case and must stand alone. A short name, and one that is also an ordinary word
//! ("Will"), must be written as it was found, or masking it would take the sentence apart. Numbers are compared by
//! their digits (`digits`), so that another way of writing one is the same one; so are birth dates (`day`).

use super::day;
use super::digits::{self, DigitText};
use super::search::Searcher;
use crate::find::{Find, Findings, PersonId};
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::placeholder::Tag;
use crate::placeholder::scan::is_word;
use crate::segment::Segment;
use crate::span::Span;
use std::collections::BTreeMap;

/// Finds the values of hard finds in any text.
pub(super) struct Sweep {
    owners: Vec<Owner>,
    words: Option<Searcher>,
    exact: Option<Searcher>,
    digits: Option<Searcher>,
}

/// The first hard find of a value.
pub(super) struct Owner {
    pub(super) tag: Tag,
    pub(super) person: Option<PersonId>,
    /// Segment and start.
    pub(super) at: (usize, usize),
    kind: Kind,
    /// Which of the findings it is.
    find: usize,
}

/// A place where a hard value stands.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub(super) span: Span,
    owner: usize,
}

/// Values to be looked for, each with its first owner.
pub(super) type Patterns = BTreeMap<String, usize>;

/// Fewest letters and digits of a value that is looked for without case.
const LETTERS: usize = 4;
/// Fewest letters of a name that is looked for at all.
const NAME_LETTERS: usize = 3;

impl Sweep {
    /// Prepares the search; nothing when there is too much to look for.
    pub(super) fn new(segments: &[Segment<'_>], findings: &Findings) -> Option<Self> {
        let lexicon = Lexicon::shipped();
        let finds = findings.finds.iter().enumerate();
        let mut hard: Vec<(usize, &Find)> = finds.filter(|(_, find)| find.hard).collect();
        hard.sort_by_key(|(_, find)| (find.segment, find.span));
        let mut owners = Vec::with_capacity(hard.len());
        let (mut words, mut exact, mut digits) =
            (Patterns::new(), Patterns::new(), Patterns::new());
        for (number, find) in hard {
            let value = segments
                .get(find.segment)
                .and_then(|segment| find.span.of(segment.text))
                .unwrap_or_default();
            let owner = owners.len();
            match way(find.kind, value, &lexicon) {
                Way::Apart => {}
                Way::Words if value.is_ascii() => note(value.to_owned(), owner, &mut words),
                Way::Words => cases(value, owner, &mut words),
                Way::Exact => cases(value, owner, &mut exact),
            }
            let days = day::numbers(find.kind, value);
            for number in digits::number(find.kind, value).into_iter().chain(days) {
                note(number, owner, &mut digits);
            }
            owners.push(Owner {
                tag: Tag::of(find),
                person: find.person,
                at: (find.segment, find.span.start),
                kind: find.kind,
                find: number,
            });
        }
        Some(Self {
            owners,
            words: Searcher::new(words, true)?,
            exact: Searcher::new(exact, false)?,
            digits: Searcher::new(digits, false)?,
        })
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_none() && self.exact.is_none() && self.digits.is_none()
    }

    /// Where hard values stand in `text`, sorted and disjoint, the longer one where two overlap.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        for searcher in self.words.iter().chain(&self.exact) {
            searcher.each(text.as_bytes(), |span, owner| {
                if stands_alone(text, span) {
                    hits.push(Hit { span, owner });
                }
            });
        }
        if let Some(searcher) = &self.digits {
            let digits = DigitText::new(text);
            searcher.each(digits.as_bytes(), |span, owner| {
                hits.extend(digits.original(span).map(|span| Hit { span, owner }));
            });
        }
        disjoint(hits)
    }

    /// The find that made a value hard.
    pub(super) fn owner(&self, hit: &Hit) -> &Owner {
        // An owner index is made together with the owner; the fallback keeps the search total.
        self.owners.get(hit.owner).unwrap_or(&NOBODY)
    }

    /// Which of the findings was hit.
    pub(super) fn find(&self, hit: &Hit) -> usize {
        self.owner(hit).find
    }

    /// What kind of value was hit.
    pub(super) fn kind(&self, hit: &Hit) -> Kind {
        self.owner(hit).kind
    }
}

const NOBODY: Owner = Owner {
    tag: Tag::Id,
    person: None,
    at: (0, 0),
    kind: Kind::OtherId,
    find: usize::MAX,
};

/// How a value is looked for as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Not at all: it says too little.
    Apart,
    /// As it is written, or in capitals.
    Exact,
    /// Without case.
    Words,
}

fn way(kind: Kind, value: &str, lexicon: &Lexicon) -> Way {
    let signs = value.chars().filter(|c| c.is_alphanumeric()).count();
    let wordy = matches!(kind, Kind::Geo | Kind::Name);
    let ordinary = Flags::WORD | Flags::WORD_COMMON | Flags::MEDICAL | Flags::MONTH;
    match () {
        () if wordy && signs < NAME_LETTERS || !wordy && signs < LETTERS => Way::Apart,
        () if wordy && (signs < LETTERS || lexicon.flags(value).any(ordinary)) => Way::Exact,
        () => Way::Words,
    }
}

/// The value as it is, in capitals and, beyond ASCII, where the automaton cannot fold case, in small letters.
fn cases(value: &str, owner: usize, patterns: &mut Patterns) {
    note(value.to_owned(), owner, patterns);
    note(value.to_uppercase(), owner, patterns);
    if !value.is_ascii() {
        note(value.to_lowercase(), owner, patterns);
    }
}

fn note(pattern: String, owner: usize, patterns: &mut Patterns) {
    patterns.entry(pattern).or_insert(owner);
}

/// Fewest digits of a number that underscores part from its neighbors; no placeholder counts so far.
const DIGITS: usize = 6;

/// Whether no word goes on beyond the ends of the span.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let (Some(before), Some(value), Some(after)) =
        (text.get(..span.start), span.of(text), text.get(span.end..))
    else {
        return false;
    };
    let parted = value.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
    let goes_on = |outside: Option<char>, inside: Option<char>| {
        let joins = |c: char| is_word(c) && !(parted && c == '_');
        outside.is_some_and(joins) && inside.is_some_and(joins)
    };
    !goes_on(before.chars().next_back(), value.chars().next())
        && !goes_on(after.chars().next(), value.chars().next_back())
}

fn disjoint(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.owner));
    let mut end = 0;
    hits.retain(|hit| {
        let free = hit.span.start >= end;
        end = if free { hit.span.end } else { end };
        free
    });
    hits
}
