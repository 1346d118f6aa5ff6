//! Names under which people log in or write: "user: ktran", "run by lhatch", "login for the temp is temp03", "@rosaknits".
//!
//! Four ways in: a word that names an account, what somebody did in a system ("printed 2/9/26 by rgalvan"), the form that
//! systems give their users (an initial, a surname, a few digits), and a handle behind the name of a network. A job or a
//! program does things too, so behind "by" the form must be that of a person.

use super::candidate::Weight;
use super::name::back;
use super::{Candidate, Recognizer, calendar};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::span::Span;
use crate::text::{Case, Class, Cue, Gap, Page};

pub(crate) const USER: Recognizer = Recognizer {
    id: "user",
    kinds: &[Kind::OtherId],
    about: "User names: behind a word for an account, behind what was done in a system, by their form, and handles.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (at, token) in page.tokens.iter().enumerate() {
        let named = (token.cue == Cue::OtherId).then(|| labeled(page, at));
        out.extend(named.flatten().map(|span| candidate(span).hard()));
        let told = match token.class {
            Class::Word => told(page, at),
            Class::Mark => handle(page, at),
            Class::Number => shaped(page, at),
        };
        out.extend(told.map(|span| candidate(span).with(Confidence::Fair)));
    }
}

fn told(page: &Page<'_>, at: usize) -> Option<Span> {
    done(page, at)
        .or_else(|| said(page, at))
        .or_else(|| role(page, at))
        .or_else(|| assigned(page, at))
        .or_else(|| beside_owner(page, at))
        .or_else(|| underscored(page, at))
}

/// "okeefe_m": a surname and the first letter of a given name.
fn underscored(page: &Page<'_>, at: usize) -> Option<Span> {
    let (first, last) = name(page, at).filter(|(first, last)| last - first == 2)?;
    let letter = page.is_word(last) && page.word(last).len() == 1;
    let tied = page.is_mark(first + 1, "_") && letter;
    (tied && is_of_person(page, first, first + 1)).then(|| page.span(first, last))
}

/// "yesenia cruz-maldonado (ycruzm)": the letters of somebody's surname in brackets right behind the name.
fn beside_owner(page: &Page<'_>, at: usize) -> Option<Span> {
    let bracket = at
        .checked_sub(1)
        .filter(|bracket| page.is_mark(*bracket, "("))?;
    let (first, last) = name(page, at).filter(|_| page.is_glued(at))?;
    let handle = page.slice(page.span(first, last)).to_ascii_lowercase();
    let owner = (bracket.saturating_sub(OWNER)..bracket).rev();
    let owner =
        owner.take_while(|at| page.is_word(*at) || matches!(page.word(*at), "-" | "'" | "."));
    let shared = |at: usize| {
        let borne = page.token(at).is_some_and(|token| {
            token.known.any(Flags::ANY_NAME) || token.is_capital() && token.known.is_empty()
        });
        let head = page.word(at).get(..SURNAME).filter(|_| borne);
        head.is_some_and(|head| handle.contains(&head.to_ascii_lowercase()))
    };
    let odd = page
        .token(at)
        .is_some_and(|token| !token.known.any(Flags::WORD | Flags::ANY_NAME));
    let found = odd && page.is_mark(last + 1, ")") && owner.into_iter().any(shared);
    found.then(|| page.span(first, last))
}

/// How many tokens of a name are looked at before the bracket.
const OWNER: usize = 4;

/// "assign: tkaur", "assignee=lhatch": who shall do it, in a setting or a ticket.
fn assigned(page: &Page<'_>, at: usize) -> Option<Span> {
    let mark = back(at, 1);
    let told = matches!(page.word(mark), ":" | "=") && page.gap(at) <= Gap::Space;
    let asked = page.among(back(mark, 1), &["assign", "assigned", "assignee", "to"])
        && (!page.is(back(mark, 1), "to") || page.is_glued(back(mark, 1)));
    let (first, last) = name(page, at).filter(|_| told && asked)?;
    is_of_person(page, first, last).then(|| page.span(first, last))
}

/// What words around it say outweighs what a model makes of letters that it cannot read.
fn candidate(span: Span) -> Candidate {
    Candidate::new(USER.id, Kind::OtherId, span).because(Weight::Field, Why::CONTEXT)
}

/// Words for an account by which somebody logs in.
const ACCOUNTS: &[&str] = &["login", "logon", "user", "userid", "username"];

/// "username: ktran.rn", "login raliyev61": what follows a word for an account.
fn labeled(page: &Page<'_>, at: usize) -> Option<Span> {
    let comma = usize::from(page.is_mark(at + 1, ","));
    let more = page.among(at + 1 + comma, &["id", "is", "made", "name", "suggest"]);
    let next = if more { at + 2 + comma } else { at + 1 };
    let listed = page.is_mark(next, ",") && page.is_glued(next) && page.is_glued(next + 1);
    let marked = listed || matches!(page.word(next), ":" | "=" | "(");
    let strange = page
        .token(next)
        .is_some_and(|token| token.case == Case::Lower && token.known.is_empty());
    let first = next + usize::from(marked);
    let value = page.token(first).filter(|token| token.is_word())?;
    let last = end(page, first);
    let span = page.span(first, last);
    let odd = !value.known.any(Flags::WORD) || span.len() > value.len();
    let told = (marked || last > first || strange) && odd && span.len() >= SHORTEST;
    let told = told && (!listed || is_of_person(page, first, last));
    (told && page.among(at, ACCOUNTS)).then_some(span)
}

/// Fewest characters of a user name.
const SHORTEST: usize = 4;
/// Fewest letters of a surname in one.
const SURNAME: usize = 4;
/// Most digits at its end.
const DIGITS: usize = 4;

/// The last token of what is glued together from a word on.
fn end(page: &Page<'_>, first: usize) -> usize {
    let mut last = first;
    while page.is_glued(last + 1)
        && (page.is_word(last + 1) || page.is_number(last + 1) || joins(page, last + 1))
    {
        last += 1;
    }
    last
}

fn joins(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "." | "_" | "-")
        && page.is_glued(at + 1)
        && (page.is_word(at + 1) || page.is_number(at + 1))
}

/// A user name that begins at a token and is no piece of a path, an address or a call.
fn name(page: &Page<'_>, first: usize) -> Option<(usize, usize)> {
    let free =
        !page.is_glued(first) || matches!(page.word(back(first, 1)), "\"" | "'" | "(" | "[" | "=");
    let last = end(page, first);
    let small = |at: usize| page.token(at).is_none_or(|token| !token.is_capital());
    let cut = page.is_glued(last + 1)
        && matches!(page.word(last + 1), "@" | "/" | "\\" | "(" | "_" | "://");
    let fits = free && !cut && page.is_word(first) && (first..=last).all(small);
    (fits && page.span(first, last).len() >= SHORTEST).then_some((first, last))
}

/// Whether a word is the first letter of a given name and a surname: "lhatch".
fn is_person(page: &Page<'_>, at: usize, surname: Flags) -> bool {
    let Some(token) = page.token(at) else {
        return false;
    };
    let rest = page.word(at).get(1..).filter(|rest| rest.len() >= SURNAME);
    let plain = token.is_word()
        && !token
            .known
            .any(Flags::WORD | Flags::MEDICAL | Flags::PLACE_COMMON);
    plain && rest.is_some_and(|rest| Lexicon::shipped().flags(rest).any(surname))
}

/// Whether a user name has the form that people's have: "lhatch", "hsato2", "dba_okereke".
fn is_of_person(page: &Page<'_>, first: usize, last: usize) -> bool {
    let named = |at: usize| {
        page.token(at).is_some_and(|token| {
            let borne =
                token.known.any(Flags::SURNAME) && !token.known.any(Flags::WORD | Flags::MEDICAL);
            borne && token.len() >= SURNAME && last > first
        })
    };
    (first..=last).any(|at| is_person(page, at, Flags::SURNAME) || named(at))
}

/// Whether a user name is letters with a few digits behind: "temp03".
fn is_numbered(page: &Page<'_>, first: usize, last: usize) -> bool {
    last == first + 1 && page.is_number(last) && page.word(last).len() <= DIGITS
}

/// What people do in a system, after which "by" names a user.
const DONE: &[&str] = &[
    "added",
    "amended",
    "approved",
    "archived",
    "changed",
    "created",
    "deleted",
    "downloaded",
    "edited",
    "entered",
    "executed",
    "exported",
    "filed",
    "finalized",
    "generated",
    "imported",
    "keyed",
    "locked",
    "logged",
    "merged",
    "modified",
    "opened",
    "posted",
    "printed",
    "pulled",
    "ran",
    "released",
    "reopened",
    "requested",
    "resolved",
    "roomed",
    "run",
    "saved",
    "submitted",
    "updated",
    "uploaded",
];

/// "run by lhatch", "Printed 02/09/2026 10:22 by rgalvan".
fn done(page: &Page<'_>, at: usize) -> Option<Span> {
    let marked = matches!(page.word(back(at, 1)), ":" | "=");
    let by = back(at, 1 + usize::from(marked));
    if !page.is(by, "by") || page.gap(at) > if marked { Gap::Wide } else { Gap::Space } {
        return None;
    }
    let between = |at: &usize| !page.is_word(*at) || page.among(*at, &["am", "at", "on", "pm"]);
    let verb = (0..by).rev().take(MOMENT).find(|at| !between(at))?;
    let (first, last) = name(page, at)?;
    let strange = page
        .token(first)
        .is_some_and(|token| token.known.is_empty());
    let formed = is_of_person(page, first, last) || strange && is_numbered(page, first, last);
    (page.among(verb, DONE) && formed).then(|| page.span(first, last))
}

/// How many tokens a date and a time may put between what was done and "by".
const MOMENT: usize = 12;

/// "his user is cdubray", "login for the temp is temp03".
fn said(page: &Page<'_>, at: usize) -> Option<Span> {
    let is = back(at, 1);
    if !page.is(is, "is") || page.gap(at) > Gap::Space {
        return None;
    }
    let before = (0..is)
        .rev()
        .take(ACCOUNT)
        .take_while(|at| page.is_word(*at));
    let account = before.into_iter().any(|at| page.among(at, ACCOUNTS));
    let (first, last) = name(page, at).filter(|_| account)?;
    let told = is_of_person(page, first, last) || is_numbered(page, first, last);
    told.then(|| page.span(first, last))
}

/// How many words may stand between an account and "is".
const ACCOUNT: usize = 5;

/// "Entered by tech 4418": somebody by what they are and a number.
fn role(page: &Page<'_>, at: usize) -> Option<Span> {
    let token = page
        .token(at)
        .filter(|token| page.is(back(at, 1), "by") && token.gap == Gap::Space)?;
    let mark = usize::from(page.is_mark(at + 1, "#"));
    let number = at + 1 + mark;
    let digits = page.word(number).len();
    let staff = token.known.any(Flags::ROLE | Flags::CREDENTIAL)
        || page.among(at, &["employee", "staff", "user"]);
    let stands = page.is_number(number) && page.gap(at + 1) == Gap::Space && page.closes(number);
    let year = calendar::is_year(page.word(number));
    (staff && stands && (3..=7).contains(&digits) && !year).then(|| page.span(at, number))
}

/// "nperez3": the first letter of a given name, a common surname and a few digits, wherever it stands.
fn shaped(page: &Page<'_>, number: usize) -> Option<Span> {
    let at = number.checked_sub(1).filter(|_| page.is_glued(number))?;
    let token = page
        .token(at)
        .filter(|token| token.case == Case::Lower && token.known.is_empty())?;
    let (first, last) = name(page, at).filter(|(_, last)| *last == number)?;
    let few = page.word(number).len() <= 3 && page.closes(number);
    (token.is_word() && few && is_person(page, first, Flags::SURNAME_COMMON))
        .then(|| page.span(first, last))
}

/// Networks whose people have handles, and words for one.
const NETWORKS: &[&str] = &[
    "discord",
    "facebook",
    "fb",
    "handle",
    "ig",
    "insta",
    "instagram",
    "mastodon",
    "messenger",
    "screenname",
    "signal",
    "snap",
    "snapchat",
    "social",
    "socials",
    "telegram",
    "threads",
    "tiktok",
    "twitch",
    "twitter",
    "venmo",
    "youtube",
];

/// How far a handle may stand from the name of its network, in tokens.
const NETWORK: usize = 8;

/// "Instagram: @rosaknits".
fn handle(page: &Page<'_>, at: usize) -> Option<Span> {
    let lone = !page.is_glued(at) || !(page.is_word(back(at, 1)) || page.is_number(back(at, 1)));
    let glued = page.is_mark(at, "@") && page.is_glued(at + 1) && page.is_word(at + 1);
    if !lone || !glued {
        return None;
    }
    let near = (at.saturating_sub(NETWORK)..at).any(|at| page.among(at, NETWORKS));
    near.then(|| page.span(at + 1, end(page, at + 1)))
}

const EXAMPLES: &[(&str, &str)] = &[
    ("username: ktran.rn", "ktran.rn"),
    ("by yesenia cruz-maldonado (ycruzm) site", "ycruzm"),
    ("Rosalind Achterberg (rachterb)", "rachterb"),
    ("status: resolved by grao1", "grao1"),
    ("reading: okeefe_m\nnext", "okeefe_m"),
    ("login raliyev61", "raliyev61"),
    ("last login user sbala from", "sbala"),
    ("It happens when nperez3 logs off.", "nperez3"),
    ("grantee='nperez35';", "nperez35"),
    ("export run by lhatch on 2/2/2026", "lhatch"),
    ("Printed 02/09/2026 10:22 AM by rgalvan", "rgalvan"),
    ("Printed by hsato2 05/05/2025", "hsato2"),
    ("rows: 4   run by dba_okereke from the vpn", "dba_okereke"),
    ("got the mail too, her user is jthornton, she", "jthornton"),
    ("login for the temp is temp03, she knows", "temp03"),
    ("Entered by tech 4418", "tech 4418"),
    ("also my login (skrishnan2) is locked", "skrishnan2"),
    ("imported_by: nroche", "nroche"),
    ("myair login made:  fateg59", "fateg59"),
    ("EHR user, suggest raliyev2, raliyev is taken", "raliyev2"),
    ("job,884120,pages,4,user,ebrandt,file", "ebrandt"),
    ("queue: labs\n  assign: tkaur\n", "tkaur"),
    ("Instagram/other contact? @rosaknits", "rosaknits"),
];

const NEAR_MISSES: &[&str] = &[
    "login failed twice",
    "run by load_claims at 02:00",
    "created by pandoc, printed by mail merge",
    "the user is unable to log in",
    "driven by cd8 cells, seen by day3",
    "npm i @types/node, @dataclass, rosa@knits.org on instagram",
    "seen by staff 2024, by nurse 24 hours a day",
    "test_case_0001 user_id_12",
    "closed by step2, created by v2, brown_s",
    "Validated cuff (validatebp), Chart (chartid)",
];
