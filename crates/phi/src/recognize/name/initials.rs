//! Letters that stand for a person: sign-offs ("-mjw", "VPR/ks", "SF, CMA"), dotted initials, spelled-out names.
//!
//! Two or three letters are usually an abbreviation, so each form needs a place where people sign or a word that asks
//! for initials; letters that medicine uses are left alone unless a credential follows.

use super::unit::back;
use super::writer;
use crate::find::{Role, Why};
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::recognize::{Candidate, Weight};
use crate::text::{Case, Class, Gap, Page, Token};

/// Proposes every kind of initials on a page.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < page.tokens.len() {
        at = step(page, at, out);
    }
}

/// Reads what begins at a token and says where to go on.
fn step(page: &Page<'_>, at: usize, out: &mut Vec<Candidate>) -> usize {
    let Some(token) = page
        .token(at)
        .filter(|token| token.is_word() && token.len() <= 4)
    else {
        return at + 1;
    };
    if token.len() == 1 {
        return letters(page, at, out);
    }
    let _ = pair(page, at, token, out)
        || signed(page, at, token, out)
        || credited(page, at, token, out)
        || asked(page, at, token, out)
        || told(page, at, token, out);
    at + 1
}

fn push(
    page: &Page<'_>,
    first: usize,
    last: usize,
    weight: Weight,
    role: Option<Role>,
    out: &mut Vec<Candidate>,
) -> bool {
    let found =
        Candidate::new("name", Kind::Name, page.span(first, last)).because(weight, Why::CONTEXT);
    out.push(Candidate { role, ..found });
    true
}

fn is_letters(token: &Token) -> bool {
    token.is_word()
        && (2..=4).contains(&token.len())
        && !token.cue.is_strong()
        && !token
            .known
            .any(Flags::WORD_COMMON | Flags::MONTH | Flags::WEEKDAY)
}

/// Whether nothing more is written on the line, but for a time, a date or a bracket.
fn closes(page: &Page<'_>, next: usize) -> bool {
    let mut at = next;
    if matches!(page.word(at), "." | ")" | "]" | "," | ";") {
        at += 1;
    }
    page.gap(at) >= Gap::Line
        || (page.is_number(at) && page.gap(at) >= Gap::Space && line_ends_soon(page, at))
}

fn line_ends_soon(page: &Page<'_>, at: usize) -> bool {
    (at + 1..at + 7).any(|next| page.gap(next) >= Gap::Line)
}

/// "VPR/ks", "SRP:jl": who dictated and who typed, at the end of a line.
fn pair(page: &Page<'_>, at: usize, token: &Token, out: &mut Vec<Candidate>) -> bool {
    let mark = at + 1;
    let joined = page.is_glued(mark)
        && page.is_glued(mark + 1)
        && (page.is_mark(mark, "/") || page.is_mark(mark, ":"));
    let Some(typist) = page.token(mark + 1).filter(|_| joined) else {
        return false;
    };
    let apart = token.case == Case::Upper && typist.case == Case::Lower && typist.len() <= 3;
    let plain = writer::is_plain(token) && writer::is_plain(typist) && !page.is_number(back(at, 1));
    let alone = page.gap(at) >= Gap::Line && is_letters(token);
    let shape = is_letters(typist) && (apart || plain || alone);
    let free = !page.is_glued(at) && !page.is_glued(mark + 2) || page.is_mark(mark + 2, ".");
    let weight = if apart {
        Weight::Context
    } else {
        Weight::Guess
    };
    if !shape
        || !free
        || !closes(page, mark + 2)
        || typist.known.any(Flags::MEDICAL) && token.known.any(Flags::MEDICAL)
    {
        return false;
    }
    push(page, at, at, weight, Some(Role::Staff), out)
        && push(page, mark + 1, mark + 1, weight, Some(Role::Staff), out)
}

/// "-mjw", "-TK", "/s/ jl", or bare letters after the last sentence of the text.
fn signed(page: &Page<'_>, at: usize, token: &Token, out: &mut Vec<Candidate>) -> bool {
    if !is_letters(token) || !closes(page, at + 1) || writer::is_nobody(page, at) {
        return false;
    }
    let before = back(at, 1);
    let dashed = page.is_glued(at)
        && matches!(page.word(before), "-" | "--" | "~" | "//")
        && page.gap(before) != Gap::None;
    let extension = page.is_glued(at) && page.is_glued(before) && page.is_mark(before, ".");
    let slashed = page.is_mark(before, "/") && page.is(back(before, 1), "s");
    let last = at + 2 >= page.tokens.len();
    let ended = matches!(page.word(before), "." | ")" | "?" | "!")
        || page.gap(at) >= Gap::Wide
        || page.is_number(before);
    let plain = !token
        .known
        .any(Flags::MEDICAL | Flags::WORD | Flags::STATE | Flags::CREDENTIAL)
        && token.len() <= 3;
    let column = page.gap(at) == Gap::Wide
        && page.gap(at + 1) >= Gap::Line
        && token.case == Case::Upper
        && token.len() <= 3
        && !(page.is_number(at + 1) && page.gap(at + 1) < Gap::Line);
    let bare = (last || column)
        && ended
        && !extension
        && plain
        && (token.case == Case::Lower || token.case == Case::Upper);
    if dashed && (plain || !token.known.any(Flags::MEDICAL)) || slashed || bare {
        return push(page, at, at, Weight::Context, Some(Role::Staff), out);
    }
    let cased = matches!(token.case, Case::Lower | Case::Upper) && token.len() <= 3;
    let parted = ended || is_parting(page.word(before)) && !page.is_number(back(before, 1));
    // At the end of a paragraph two letters may be shorthand and somebody's all the same, but no unit.
    let mark = usize::from(matches!(page.word(at + 1), "." | ")" | "]"));
    let ends = page.gap(at + 1 + mark) >= Gap::Blank;
    let either = ends && token.len() == 2 && page.token(before).is_some_and(is_mark);
    let maybe = cased && !extension && parted && (plain || either);
    maybe && push(page, at, at, Weight::Guess, Some(Role::Staff), out)
}

fn is_mark(token: &Token) -> bool {
    token.class == Class::Mark
}

/// Whether a mark parts what was written from who wrote it: "FACS / ajp", "ok — jk".
fn is_parting(mark: &str) -> bool {
    matches!(
        mark,
        "-" | "--" | "~" | "/" | "//" | "\u{2013}" | "\u{2014}" | "|" | "," | "\"" | "]" | ":"
    )
}

/// "SF, CMA", "hb, rdh": letters with a credential.
fn credited(page: &Page<'_>, at: usize, token: &Token, out: &mut Vec<Candidate>) -> bool {
    let comma = usize::from(page.is_mark(at + 1, ",") && page.is_glued(at + 1));
    let next = at + 1 + comma;
    let Some(credential) = page
        .token(next)
        .filter(|next| next.known.any(Flags::CREDENTIAL) && next.gap == Gap::Space)
    else {
        return false;
    };
    let alone = comma == 1 && credential.case == Case::Upper && closes(page, next + 1);
    let other = Flags::WORD_COMMON | Flags::STATE;
    let strong = credential.len() >= 2 && (alone || !credential.known.any(other));
    let opens = page.token(at).is_some_and(Token::starts_line)
        || super::unit::starts_sentence(page, at)
        || matches!(page.word(back(at, 1)), "." | "," | "/" | "(")
        || page.gap(at) >= Gap::Wide;
    let ends =
        comma == 1 || closes(page, next + 1) || matches!(page.word(next + 1), "," | "." | ")");
    let letters = is_letters(token)
        && !token.known.any(Flags::CREDENTIAL | Flags::ROLE)
        && (token.case == Case::Upper || comma == 1);
    if letters && opens && ends && strong && (comma == 1 || !token.known.any(Flags::MEDICAL)) {
        return push(page, at, at, Weight::Context, Some(Role::Staff), out);
    }
    false
}

/// "patient initials RB", "pt JT", "init: kw".
fn asked(page: &Page<'_>, at: usize, token: &Token, out: &mut Vec<Candidate>) -> bool {
    let asker = back(at, 1 + usize::from(page.is_mark(back(at, 1), ":")));
    let asks = ["initials", "init", "inits"]
        .iter()
        .any(|word| page.is(asker, word));
    asks && is_letters(token) && push(page, at, at, Weight::Context, None, out)
}

/// "typed by os", "told lms", "0944 LKP": letters where a person is due.
fn told(page: &Page<'_>, at: usize, token: &Token, out: &mut Vec<Candidate>) -> bool {
    let weight = writer::weight(page, at, token);
    weight.is_some_and(|weight| push(page, at, at, weight, None, out))
}

/// A row of single letters: "M.A.K.", "K J", "S T U C K E Y", "C-A-N-D-A-C-E".
fn letters(page: &Page<'_>, at: usize, out: &mut Vec<Candidate>) -> usize {
    let (last, count) = row(page, at);
    let next = last + 1;
    let name = count >= 4 && spelled(page, at) && !is_ticked(page, at, last);
    let somebody =
        (2..=4).contains(&count) && dotted(page, at) && stands_for_somebody(page, at, next);
    if name || somebody {
        push(page, at, last, Weight::Context, None, out);
    }
    next
}

/// The end of a row of single letters of one case with the same mark between, and how many there are.
fn row(page: &Page<'_>, at: usize) -> (usize, usize) {
    let mark = page.word(at + 1);
    let joint = usize::from(matches!(mark, "." | "-") && page.is_glued(at + 1));
    let case = page.token(at).map(|token| token.case);
    let (mut last, mut count) = (at, 1);
    loop {
        let next = last + 1 + joint;
        let marked = joint == 0 || (page.word(last + 1) == mark && page.is_glued(last + 1));
        let letter = page.token(next).is_some_and(|token| {
            token.is_word()
                && token.len() == 1
                && Some(token.case) == case
                && token.gap <= Gap::Space
        });
        if !letter || !marked || (joint == 0 && page.is_glued(next)) {
            break;
        }
        (last, count) = (next, count + 1);
    }
    let dot = usize::from(
        joint == 1 && page.is_mark(last + 1, ".") && mark == "." && page.is_glued(last + 1),
    );
    (last + dot, count)
}

/// Whether letters fill in the boxes of a form: "Y Y Y N Y".
fn is_ticked(page: &Page<'_>, first: usize, last: usize) -> bool {
    let letters = || {
        (first..=last)
            .filter(|at| page.is_word(*at))
            .map(|at| page.word(at))
    };
    letters().all(|letter| matches!(letter, "N" | "X" | "Y"))
        || letters().all(|letter| letter == page.word(first))
}

/// Spelled names are of capitals and follow a name or "spelled".
fn spelled(page: &Page<'_>, at: usize) -> bool {
    page.token(at).is_some_and(Token::is_capital)
}

fn dotted(page: &Page<'_>, at: usize) -> bool {
    page.is_mark(at + 1, ".") && page.is_glued(at + 1)
}

/// Whether the letters from one token up to another mean nothing without their dots.
fn means_nothing(page: &Page<'_>, first: usize, next: usize) -> bool {
    let letters: String = (first..next)
        .filter(|at| page.is_word(*at))
        .map(|at| page.word(at).to_lowercase())
        .collect();
    let other = Flags::CREDENTIAL
        | Flags::FACILITY_WORD
        | Flags::MEDICAL
        | Flags::ROLE
        | Flags::STATE
        | Flags::WORD_COMMON;
    !Lexicon::shipped().flags(&letters).any(other)
}

/// Dotted letters are people where a line ends, a credential follows, or a word asks.
fn stands_for_somebody(page: &Page<'_>, at: usize, next: usize) -> bool {
    let before = back(at, 1);
    let abbreviation = [
        "p.o", "a.m", "p.m", "u.s", "q.d", "b.i", "t.i", "q.i", "i.v", "i.m", "p.r", "h.s", "d.o",
        "m.d", "r.n", "n.p", "p.a", "e.g", "i.e", "n.p", "a.c", "p.c", "o.d", "o.s", "s.c", "d.c",
        "c.c", "n.k", "d.d", "d.m",
    ];
    let opening = page.slice(page.span(at, at + 2)).to_ascii_lowercase();
    if abbreviation.contains(&opening.as_str()) {
        return false;
    }
    let credential = page
        .token(next + usize::from(page.is_mark(next, ",")))
        .is_some_and(|token| token.known.any(Flags::CREDENTIAL) && token.case == Case::Upper);
    let asked = page.token(before).is_some_and(|token| {
        token
            .known
            .any(Flags::ROLE | Flags::RELATION | Flags::TITLE)
    }) || page.is(before, "initials")
        || page.is(before, "by")
        || (page.is(before, "for") && means_nothing(page, at, next));
    let ends = page.gap(next) >= Gap::Line && !page.is_word(before)
        || page.is_mark(before, "-") && page.is_glued(at);
    let speaks = page
        .token(next)
        .is_some_and(|token| token.known.any(Flags::SPEECH) && token.case == Case::Lower);
    credential || asked || ends || speaks && super::unit::starts_sentence(page, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelled_names_and_ticked_boxes() {
        let found = |text: &str| {
            let page = Page::new(text, None, &Lexicon::shipped());
            let mut out = Vec::new();
            find(&page, &mut out);
            !out.is_empty()
        };
        assert!(found("spelled S T U C K E Y"));
        assert!(!found("Stickers on chart: Y Y Y Y Y"));
        assert!(!found("ticked Y N N X Y"));
        assert!(found("Vivitrol clinic for K.M. the 30th"));
        assert!(!found("printed 02/05/2026 12:02PM\n\n** PRIOR"));
        assert!(!found("a view from 68.35.18.207 at 16:08 MST"));
        assert!(!found("sent for E.R. notes, here for P.T. today"));
        assert!(!found("grade A A A A"));
    }
}
