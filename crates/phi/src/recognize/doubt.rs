//! Why no recognizer proposes words: their own checks and vetoes, asked once more.

use super::{age, calendar, check, code, name};
use crate::lexicon::Flags;
use crate::reason::{Dropped, Sight};
use crate::span::Span;
use crate::text::{Code, Cue, Page, Token};

/// What the recognizers and lists see in a span of a page in which nothing was found, and why they propose nothing.
pub(crate) fn doubts(page: &Page<'_>, span: Span) -> (Vec<Sight>, Vec<Dropped>) {
    let first = page.token_from(span.start).saturating_sub(1);
    let rest = page.tokens.iter().enumerate().skip(first);
    let inside = rest.take_while(|(_, token)| token.span().start < span.end);
    let tokens: Vec<(usize, &Token)> = inside
        .filter(|(_, token)| token.span().overlaps(span))
        .collect();
    let codes = page.codes.iter();
    let codes: Vec<&Code> = codes
        .filter(|code| page.span(code.first, code.last).overlaps(span))
        .collect();
    let seen = sights(&tokens, &codes);
    let mut why = name::doubts(page, span);
    why.extend(tokens.iter().flat_map(|(_, token)| place(token)));
    let numbers = tokens.iter().filter_map(|(at, _)| number(page, *at));
    let told: Vec<Dropped> = failed(page.slice(span))
        .into_iter()
        .chain(numbers)
        .collect();
    let coded = codes.iter().map(|code| coded(page, code));
    let vague = |why: &Dropped| matches!(why, Dropped::NoLabel | Dropped::Measure);
    why.extend(coded.filter(|why| told.is_empty() || !vague(why)));
    why.extend(told);
    (once(seen), once(why))
}

/// Each of them once, in order.
fn once<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// What the lists know of each flag.
const KNOWN: [(Flags, Sight); 7] = [
    (Flags::EPONYM, Sight::Eponym),
    (Flags::RARE, Sight::RareName),
    (Flags::PLACE, Sight::KnownPlace),
    (Flags::WORD, Sight::KnownWord),
    (Flags::MEDICAL, Sight::Medical),
    (
        Flags(Flags::ORGANIZATION.0 | Flags::FACILITY.0),
        Sight::Organization,
    ),
    (Flags(Flags::STATE.0 | Flags::COUNTRY.0), Sight::Region),
];

fn sights(tokens: &[(usize, &Token)], codes: &[&Code]) -> Vec<Sight> {
    let words = tokens.iter().flat_map(|(_, token)| {
        let known = token.known;
        let borne = known.any(Flags::ANY_NAME) && !known.any(Flags::RARE);
        let listed = KNOWN.iter().filter(move |(flags, _)| known.any(*flags));
        let listed = listed.map(|(_, sight)| *sight);
        listed.chain(borne.then_some(Sight::KnownName))
    });
    let numbers = codes.iter().flat_map(|code| {
        let label = code.label.cue.is_strong().then_some(Sight::Label);
        [Sight::Number].into_iter().chain(label)
    });
    words.chain(numbers).collect()
}

/// A place that is not meant, or may stay.
fn place(token: &Token) -> Option<Dropped> {
    let region = token.known.any(Flags::STATE | Flags::COUNTRY) && token.is_capital();
    let town = token.known.any(Flags::PLACE) && !token.known.any(Flags::WORD);
    match () {
        () if region => Some(Dropped::RegionAlone),
        () if town => Some(Dropped::NoPlaceCue),
        () => None,
    }
}

/// The checks that a text as long as an identifier does not pass.
fn failed(text: &str) -> Option<Dropped> {
    let compact = check::compact(text);
    let digits = compact.bytes().filter(u8::is_ascii_digit).count();
    let solid = digits == compact.len();
    let opens = |letters| compact.chars().take(2).all(char::is_alphabetic) == letters;
    match compact.len() {
        _ if is_bad_date(text) => Some(Dropped::BadCalendar),
        9 if solid && !check::ssn(&compact) => Some(Dropped::BadSsn),
        10 if solid && !check::nanp(&compact) => Some(Dropped::BadPhone),
        11 if !solid && digits >= 4 && opens(false) && !check::mbi(&compact) => {
            Some(Dropped::BadMbi)
        }
        13..=19 if solid && !check::card(&compact) => Some(Dropped::BadCard),
        15..=34 if digits > 8 && opens(true) && !check::iban(&compact) => Some(Dropped::BadIban),
        _ => None,
    }
}

/// "2/31/2025": three groups by the same mark, the last a year of two or four figures.
fn is_bad_date(text: &str) -> bool {
    let text = text.trim();
    ["/", "-"].iter().any(|mark| {
        let groups: Vec<&str> = text.split(mark).collect();
        let short = |group: &&str| {
            (1..=4).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit())
        };
        match groups[..] {
            [a, b, c] => {
                let dated = matches!((a.len(), c.len()), (1 | 2, 2 | 4) | (4, 1 | 2));
                dated && groups.iter().all(short) && !calendar::is_date([a, b, c])
            }
            _ => false,
        }
    })
}

/// A number that may stay whatever stands around it.
fn number(page: &Page<'_>, at: usize) -> Option<Dropped> {
    let number = page.is_number(at);
    match () {
        () if !number => None,
        () if age::is_young(page, at) => Some(Dropped::YoungAge),
        () if calendar::is_year(page.word(at)) => Some(Dropped::YearAlone),
        () => None,
    }
}

/// Why a code is no number that identifies.
fn coded(page: &Page<'_>, code: &Code) -> Dropped {
    let cue = code.label.cue;
    let said = cue.is_strong() && !matches!(cue, Cue::Phone | Cue::Fax | Cue::Age);
    match () {
        () if cue == Cue::CodeSystem => Dropped::PublishedCode,
        () if code::measured(page, code.last + 1) => Dropped::Measure,
        () if said && !code::believable(page, code, code::extent(page, code)) => Dropped::NotAnId,
        () => Dropped::NoLabel,
    }
}
