//! Letters with which somebody closes what they wrote: "boggy. LP LVN", "check before dawn. rb 1015", "posted jmk 2/6", a
//! "P" alone below a mail.
//!
//! Each place says by itself that a person is due: a credential, the time of an entry behind what was done, the end of a
//! mail. Letters that signed once with a credential sign elsewhere on the page too.

use std::collections::HashSet;

use super::unit::back;
use super::writer;
use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::recognize::code::is_clock;
use crate::text::{Case, Gap, Page, Token};

/// Proposes such letters.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let all = || 0..page.tokens.len();
    let credited: Vec<usize> = all().filter(|at| is_credited(page, *at)).collect();
    let signers: HashSet<&str> = credited.iter().map(|at| page.word(*at)).collect();
    let again = all().filter(|at| signers.contains(page.word(*at)) && is_alone(page, *at));
    let timed = all().filter(|at| is_timed(page, *at));
    let beside = all().filter(|at| is_beside_doctor(page, *at) || is_typist(page, *at));
    let mail = is_mail(page);
    let below = all().filter(|at| mail && is_below(page, *at));
    let own: Vec<usize> = credited
        .iter()
        .copied()
        .chain(again)
        .chain(timed)
        .chain(beside)
        .chain(below)
        .collect();
    out.extend(own.into_iter().map(|at| candidate(page, at)));
}

fn candidate(page: &Page<'_>, at: usize) -> Candidate {
    Candidate::told_name(page.span(at, at), Role::Staff)
}

/// Whether a sentence, a line or a column ends before a token.
fn opens(page: &Page<'_>, at: usize) -> bool {
    let stop = matches!(
        page.word(back(at, 1)),
        "." | "!" | "?" | ")" | ";" | "-" | "--"
    );
    page.gap(at) >= Gap::Wide || (page.gap(at) == Gap::Space && stop)
}

/// Whether a line or a column ends before a token, over a full stop.
fn ends(page: &Page<'_>, at: usize) -> bool {
    let stop = usize::from(page.is_mark(at, ".") && page.is_glued(at));
    page.gap(at + stop) >= Gap::Wide
}

/// "boggy. LP LVN", "rtc 3 mo. tp pa-c": letters and a credential that close a line.
fn is_credited(page: &Page<'_>, at: usize) -> bool {
    if !page.token(at).is_some_and(is_short) || !opens(page, at) {
        return false;
    }
    let comma = usize::from(page.is_mark(at + 1, ",") && page.is_glued(at + 1));
    let told = at + 1 + comma;
    let certified = page.is_mark(told + 1, "-")
        && page.is_glued(told + 1)
        && page.is(told + 2, "c")
        && page.is_glued(told + 2);
    let last = told + 2 * usize::from(certified);
    let Some((letters, credential)) = page.token(at).zip(page.token(told)) else {
        return false;
    };
    let long = credential.len() > 2 || certified;
    let told = credential.known.any(Flags::CREDENTIAL)
        && credential.gap == Gap::Space
        && credential.len() > 1
        && (long || credential.case == letters.case);
    told && could_sign(letters, long) && ends(page, last + 1)
}

fn is_short(token: &Token) -> bool {
    token.is_word() && (2..=3).contains(&token.len())
}

/// Whether letters before a credential can be somebody's. Two that are shorthand too can, when the credential is long.
fn could_sign(letters: &Token, long: bool) -> bool {
    let other =
        Flags::CREDENTIAL | Flags::ROLE | Flags::TITLE | Flags::WORD_COMMON | Flags::RELATION;
    let shorthand = letters.known.any(Flags::MEDICAL) && !(long && letters.len() == 2);
    let cased = matches!(letters.case, Case::Lower | Case::Upper);
    cased && !shorthand && !letters.known.any(other) && !letters.cue.is_strong()
}

/// Whether letters stand alone between the end of a sentence and the end of its line.
fn is_alone(page: &Page<'_>, at: usize) -> bool {
    opens(page, at) && ends(page, at + 1)
}

/// Shorthand that goes before a day or a time as letters of people do.
const SHORTHAND: &[&str] = &[
    "apt", "bd", "bx", "cb", "cl", "ct", "cx", "dc", "dos", "ep", "eta", "ext", "fl", "fu", "fup",
    "ht", "lm", "lov", "lv", "na", "nl", "nov", "nv", "op", "ov", "pg", "ph", "pp", "pv", "rd",
    "rm", "rt", "rtc", "rtn", "rto", "rtw", "rx", "st", "sx", "tc", "tel", "tx", "vm", "wt",
];

/// What is said of a task before whoever did it signs.
const DONE: &[&str] = &[
    "booked",
    "called",
    "canceled",
    "cancelled",
    "checked",
    "cleared",
    "closed",
    "completed",
    "done",
    "emailed",
    "entered",
    "faxed",
    "filed",
    "given",
    "keyed",
    "logged",
    "mailed",
    "notified",
    "ok",
    "paid",
    "posted",
    "rescheduled",
    "resolved",
    "scanned",
    "scheduled",
    "sent",
    "signed",
    "submitted",
    "texted",
    "updated",
    "uploaded",
    "verified",
    "yes",
];

/// "Dr. Pham/YG", "P. Achterberg/dw": whoever helped or typed, behind a doctor's name at the end of a line or column.
fn is_beside_doctor(page: &Page<'_>, at: usize) -> bool {
    let tied = page.is_mark(back(at, 1), "/") && page.is_glued(at) && page.is_glued(back(at, 1));
    if !tied || at < 4 || !page.token(at).is_some_and(is_short) {
        return false;
    }
    let name = page.token(back(at, 2)).is_some_and(Token::is_capital);
    let doctor = (3..=4).any(|by| page.is(back(at, by), "dr"));
    let initial = page.is_mark(back(at, 3), ".") && page.word(back(at, 4)).len() == 1;
    let small = page
        .token(at)
        .is_some_and(|token| token.case == Case::Lower);
    name && (doctor || (initial && small)) && ends(page, at + 1)
}

/// "D: 2/25/26 T: 2/26/26  LE/kg", "EW: hr" below a letter: who dictated, and who typed.
fn is_typist(page: &Page<'_>, at: usize) -> bool {
    let (mark, author) = (back(at, 1), back(at, 2));
    let small = page
        .token(at)
        .is_some_and(|token| is_short(token) && token.case == Case::Lower);
    let letters = page.token(author).is_some_and(|token| {
        let shorthand = token.known.any(Flags::MEDICAL) || token.cue.is_strong();
        is_short(token) && token.case == Case::Upper && !shorthand
    });
    if !small || !letters || at < 2 || !page.is_glued(mark) || !ends(page, at + 1) {
        return false;
    }
    let line = (author.saturating_sub(16)..author).rev();
    let mut line = line.take_while(|at| page.gap(at + 1) < Gap::Line);
    let mut typed = || line.any(|at| page.word(at) == "T" && page.is_mark(at + 1, ":"));
    match page.word(mark) {
        "/" => page.is_glued(at) && typed(),
        ":" => page.gap(author) >= Gap::Line && page.gap(at + 1) == Gap::Blank,
        _ => false,
    }
}

/// "check before dawn. rb 1015", "posted jmk 2/6", "done? yes cw 2/6/26."
fn is_timed(page: &Page<'_>, at: usize) -> bool {
    let spaced = page.is_number(at + 1) && page.gap(at + 1) == Gap::Space;
    if !spaced || !writer::is_monogram(page, at) || page.among(at, SHORTHAND) {
        return false;
    }
    let done = page.among(back(at, 1), DONE) && page.gap(at) == Gap::Space;
    let stop = matches!(page.word(back(at, 1)), "." | "!" | "?") && page.gap(at) == Gap::Space;
    let Some(last) = moment(page, at + 1) else {
        return false;
    };
    let dated = page.is_mark(last - 1, "/");
    let closes = ends(page, last + 1) || (page.is_mark(last + 1, ".") && page.is_glued(last + 1));
    closes && (done || (stop && !dated))
}

/// The last token of a day or a time of day: "2/6", "2/6/26", "10:15", "1015".
fn moment(page: &Page<'_>, first: usize) -> Option<usize> {
    let mut last = first;
    while matches!(page.word(last + 1), "/" | ":")
        && page.is_glued(last + 1)
        && page.is_glued(last + 2)
    {
        last += 2;
    }
    let short = page.word(first).len() <= 2;
    let told = page.is_number(first)
        && page.is_number(last)
        && ((last > first && short) || is_clock(page.word(first)));
    told.then_some(last)
}

/// Whether a page is a mail: two of its lines begin as the heads of mails do.
fn is_mail(page: &Page<'_>) -> bool {
    let heads = page.tokens.iter().enumerate().filter(|(at, token)| {
        token.starts_line()
            && page.is_mark(at + 1, ":")
            && page.among(*at, &["cc", "from", "sent", "subject", "to"])
    });
    heads.count() > 1
}

/// "\n\nP\n\n": one capital alone below a sentence.
fn is_below(page: &Page<'_>, at: usize) -> bool {
    let letter = page
        .token(at)
        .is_some_and(|token| token.len() == 1 && token.case == Case::Capital);
    let said = matches!(page.word(back(at, 1)), "." | "!" | "?" | ",");
    letter && said && page.gap(at) >= Gap::Line && page.gap(at + 1) >= Gap::Blank
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(DONE.is_sorted() && SHORTHAND.is_sorted());
    }

    #[test]
    fn people_sign() {
        for (text, letters) in [
            (
                "60% slough. LP LVN\nintact, boggy. LP\nagain LP tray",
                &["LP", "LP"][..],
            ),
            ("rtc 3 mo. tp pa-c", &["tp"]),
            ("Report to Hal RN.\n-- LMV, RN", &["LMV"]),
            ("x 6 wk.\n\nP. Achterberg/dw    DD 10/29/24", &["dw"]),
            ("told to check before dawn. rb 1015\nnext", &["rb"]),
            ("posted jmk 2/6. Hoffert short", &["jmk"]),
            ("wiped after upload? yes cw 2/6/26. 0419", &["cw"]),
            (
                "From: Bo Wu\nTo: Al\n\nUse the line.\n\nP\n\nFrom: Al",
                &["P"],
            ),
            ("Subject: x\nTo: Al\nSee you then!\nK", &["K"]),
            ("needs am appts.\nDr. Pham/YG\n", &["YG"]),
            ("D: 2/25/26 T: 2/26/26  LE/kg  Job 4483901", &["kg"]),
            ("Eleanor Wojcik, MD\nEW: hr", &["hr"]),
        ] {
            assert_eq!(found(text), letters, "{text}");
        }
    }

    #[test]
    fn shorthand_does_not() {
        for text in [
            "no answer. lm 1015\n",
            "stable. fu 2/6/26\n",
            "cleared. rm 1204\n",
            "given iv 2/6",
            "seen by PT RN\n. ICU RN\n",
            "Which is it?\n\nA\n\nB",
            "From: a\nTo: b\nplan\nA\n\nB",
            "consult. MI 1/2/20",
            "Dr. Pham/ENT today",
            "WT: kg\nHT: cm",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
