//! The last characters of a number that is not written out: "HSA card ending 0417", "same phone, ends in 0192", "the number
//! ending in MK71".
//!
//! Periods and plans end too, in years and in weeks, so a thing that has a number must stand before, and years and measures
//! are left. Social Security numbers have a rule of their own (`ssn`).

use super::candidate::Weight;
use super::{Candidate, Recognizer, calendar, code};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::text::{Code, Cue, Gap, Page, spelled};

pub(crate) const ENDING: Recognizer = Recognizer {
    id: "ending",
    kinds: &[
        Kind::Account,
        Kind::Device,
        Kind::HealthPlan,
        Kind::License,
        Kind::Mrn,
        Kind::OtherId,
        Kind::Phone,
    ],
    about: "The last digits of a card, a telephone or another number that is not written out.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    out.extend(page.codes.iter().filter_map(|code| ending(page, code)));
    let spelled = page.spelled.iter().filter(|run| run.digits.len() == SAID);
    out.extend(spelled.filter_map(|run| said(page, run)));
}

/// How many digits people say of a number that they do not say whole.
const SAID: usize = 4;

/// "the same but ending oh one four oh": the last digits as they are said.
fn said(page: &Page<'_>, run: &spelled::Run) -> Option<Candidate> {
    let (verb, _) = ends(page, run.first)?;
    let kind = thing(page, verb, true).unwrap_or(Kind::OtherId);
    let found = Candidate::new(ENDING.id, kind, page.span(run.first, run.last));
    Some(
        found
            .because(Weight::Field, Why::CONTEXT)
            .with(Confidence::Fair),
    )
}

/// The "ending" or "ends" before the first of the last digits, and whether "in" or "with" stands between.
fn ends(page: &Page<'_>, first: usize) -> Option<(usize, bool)> {
    let before = first.checked_sub(1)?;
    let joined = ["in", "with"].iter().any(|word| page.is(before, word));
    let verb = before.checked_sub(usize::from(joined))?;
    let ends = ["ending", "ends"].iter().any(|word| page.is(verb, word));
    ends.then_some((verb, joined))
}

/// How far the thing that has the number may stand before, in tokens.
const REACH: usize = 8;
/// Most characters that are still an end.
const LONGEST: usize = 6;

fn ending(page: &Page<'_>, code: &Code) -> Option<Candidate> {
    let (verb, joined) = ends(page, code.first)?;
    let kind = thing(page, verb, joined)?;
    let span = page.span(code.first, code.last);
    let fits = is_end(page.slice(span)) && page.closes(code.last);
    // "ending 0417 in november": what reads as inches is a month.
    let measured = code::measured(page, code.last + 1) && !page.is(code.last + 1, "in");
    (fits && !measured).then(|| {
        let found = Candidate::new(ENDING.id, kind, span);
        found
            .because(Weight::Field, Why::CONTEXT)
            .with(Confidence::Fair)
    })
}

/// Whether characters can be the last of a number, and no year.
fn is_end(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let solid = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    solid
        && text.len() <= LONGEST
        && !calendar::is_year(text)
        && (digits >= 3 || (digits >= 2 && digits < text.len()))
}

/// What has the number: the nearest such word of the sentence before.
fn thing(page: &Page<'_>, verb: usize, joined: bool) -> Option<Kind> {
    let said = |at: &usize| page.gap(at + 1) < Gap::Line && !page.is_mark(*at, ".");
    let mut before = (verb.saturating_sub(REACH)..verb).rev().take_while(said);
    before.find_map(|at| {
        let numbered = ["number", "numbers"].iter().any(|word| page.is(at, word));
        let cue = page.token(at).map(|token| token.cue)?;
        match cue {
            Cue::Account => Some(Kind::Account),
            Cue::Device => Some(Kind::Device),
            Cue::HealthPlan => Some(Kind::HealthPlan),
            Cue::License => Some(Kind::License),
            Cue::Mrn => Some(Kind::Mrn),
            Cue::OtherId => Some(Kind::OtherId),
            Cue::Phone if joined => Some(Kind::Phone),
            _ => numbered.then_some(Kind::OtherId),
        }
    })
}

const EXAMPLES: &[(&str, &str)] = &[
    ("paid 300 w my HSA card ending 0417 in november", "0417"),
    ("Same phone too, ends in 0192.", "0192"),
    ("since we have the number ending in MK71 and it", "MK71"),
    ("the account that ends with 4417,", "4417"),
    (
        "i have one ending in oh one seven one\nthat's",
        "oh one seven one",
    ),
];

const NEAR_MISSES: &[&str] = &[
    "week ending 0214",
    "the policy ends in 2027",
    "coverage ends in 90 days, card ending 12/27",
    "call ends 1015",
    "SSN ending 3318",
    "her number is 4. The trial ends in 104 weeks",
];
