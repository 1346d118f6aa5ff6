//! Letters that stand for whoever wrote, did or was told something: "typed by os", "per TS", "seal init KB", "0944 LKP",
//! "AV/mh".
//!
//! Most short words are shorthand, so letters that medicine or English uses are left to the places where people sign
//! (`initials`). A word that asks for a person makes a find; a word that may go before anything else makes a guess, which
//! stands where the tagger agrees.

use super::unit::back;
use crate::lexicon::Flags;
use crate::recognize::Weight;
use crate::text::{Case, Gap, Page, Token};

/// What letters by themselves say against being somebody's.
const ELSE: Flags = Flags(
    Flags::CREDENTIAL.0
        | Flags::FACILITY.0
        | Flags::FACILITY_WORD.0
        | Flags::MEDICAL.0
        | Flags::MONTH.0
        | Flags::RELATION.0
        | Flags::ROLE.0
        | Flags::STATE.0
        | Flags::TITLE.0
        | Flags::WEEKDAY.0
        | Flags::WORD_COMMON.0,
);

/// Short words that are nobody's letters and in no list: fields of a microscope, sounds of somebody who thinks, and time zones.
const NOBODY: &[&str] = &[
    "cdt", "cst", "edt", "er", "est", "gmt", "hmm", "hpf", "hst", "lpf", "mdt", "mst", "pdt",
    "pst", "uh", "um", "utc", "wfh",
];

/// Whether a short word can never be somebody's letters.
pub(super) fn is_nobody(page: &Page<'_>, at: usize) -> bool {
    let clock = page.is_glued(at) && page.is_number(back(at, 1));
    clock || page.among(at, NOBODY)
}

/// Whether the letters at a token stand by themselves and mean nothing else.
pub(in crate::recognize) fn is_monogram(page: &Page<'_>, at: usize) -> bool {
    page.token(at).is_some_and(is_plain) && !is_bound(page, at) && !is_nobody(page, at)
}

/// Whether a word is two or three letters of one case that mean nothing else.
pub(super) fn is_plain(token: &Token) -> bool {
    let cased = matches!(token.case, Case::Lower | Case::Upper);
    let short = token.is_word() && (2..=3).contains(&token.len());
    // Word lists hold nearly every pair of letters.
    let word = token.len() > 2 && token.known.any(Flags::WORD);
    short && cased && !word && !token.cue.is_strong() && !token.known.any(ELSE)
}

/// Whether a person is due at a token, whose letters could be somebody's.
pub(in crate::recognize) fn is_due(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| weight(page, at, token).is_some())
}

/// What letters in this place rest on; nothing where no person is due.
pub(super) fn weight(page: &Page<'_>, at: usize, token: &Token) -> Option<Weight> {
    if !is_plain(token) || is_bound(page, at) || is_nobody(page, at) {
        return None;
    }
    let asker = asker(page, at);
    let pointed = page.among(asker, POINTERS)
        || is_somebody(page, asker)
        || is_logged(page, at)
        || is_speaker(page, at)
        || is_credited(page, at);
    match () {
        () if page.among(asker, ASKERS) => Some(Weight::Context),
        () if pointed => Some(Weight::Guess),
        () => None,
    }
}

/// Whether a word says what somebody is: "auditor", "RPh".
fn is_somebody(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.known.any(Flags::CREDENTIAL | Flags::ROLE))
}

/// Whether a credential follows: "em rn", "tm rdms".
fn is_credited(page: &Page<'_>, at: usize) -> bool {
    page.gap(at + 1) == Gap::Space
        && page
            .token(at + 1)
            .is_some_and(|token| token.len() > 1 && token.known.any(Flags::CREDENTIAL))
        && !page.is_mark(at + 2, ":")
}

/// The word before, over one mark: "init: kw", "seen w/ KB".
fn asker(page: &Page<'_>, at: usize) -> usize {
    let before = back(at, 1);
    let marked = matches!(page.word(before), ":" | "." | "/") && page.is_glued(before)
        || page.is_mark(before, "(") && page.is_glued(at);
    let near = page.gap(at) <= Gap::Wide;
    if near {
        back(before, usize::from(marked))
    } else {
        usize::MAX / 2
    }
}

/// Whether the letters are a piece of something longer.
fn is_bound(page: &Page<'_>, at: usize) -> bool {
    let said = |at: usize| page.is_word(at) || page.is_number(at);
    let before = page.is_glued(at)
        && (said(back(at, 1)) || matches!(page.word(back(at, 1)), "@" | "_" | "." | "'"));
    let after = page.is_glued(at + 1)
        && (said(at + 1)
            || matches!(page.word(at + 1), "@" | "_" | "'" | "=" | "%")
            || (matches!(page.word(at + 1), "." | "-") && page.is_glued(at + 2)));
    before || after
}

/// Whether a time or a date opens the line just before: "0944 LKP", "10:15 kz paged".
fn is_logged(page: &Page<'_>, at: usize) -> bool {
    let Some(time) = moment(page, at) else {
        return false;
    };
    let opens = |at: usize| page.gap(at) >= Gap::Line;
    opens(time) || moment(page, time).is_some_and(opens)
}

/// Where a time or a date begins that stands directly before.
fn moment(page: &Page<'_>, at: usize) -> Option<usize> {
    let last = back(at, 1);
    if page.gap(at) > Gap::Wide || !page.is_number(last) {
        return None;
    }
    let mut first = last;
    while matches!(page.word(back(first, 1)), ":" | "/" | "-")
        && page.is_glued(first)
        && page.is_number(back(first, 2))
    {
        first = back(first, 2);
    }
    (first < last || page.word(first).len() == 4).then_some(first)
}

/// Whether the letters open a line and a colon follows, as in a chat: "bao: figures".
fn is_speaker(page: &Page<'_>, at: usize) -> bool {
    page.gap(at) >= Gap::Line
        && page.is_mark(at + 1, ":")
        && page.is_glued(at + 1)
        && page.gap(at + 2) == Gap::Space
        && !crate::field::tells(page.word(at))
        && !page.among(at + 2, &["http", "https", "www"])
}

/// Words behind which letters are a person.
const ASKERS: &[&str] = &[
    "by",
    "clerk",
    "cosign",
    "cosigned",
    "dict",
    "dictated",
    "init",
    "initialed",
    "initials",
    "inits",
    "per",
    "relief",
    "relieved",
    "reply",
    "scribe",
    "scribed",
    "sig",
    "sign",
    "signed",
    "tech",
    "transcribed",
    "typed",
    "typist",
    "witness",
    "witnessed",
];

/// Words behind which letters may be a person.
const POINTERS: &[&str] = &[
    "aide", "anes", "ask", "asked", "called", "charge", "closed", "coord", "copy", "done",
    "entered", "from", "given", "initial", "lab", "logged", "msg", "notified", "nurse", "ok",
    "oper", "paged", "rad", "read", "resolved", "reviewed", "scanned", "sec", "sent", "staff",
    "student", "thanks", "thx", "to", "told", "trans", "updated", "verified", "w", "wit", "with",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// The letters of a text that are a find or a guess.
    fn found(text: &str) -> Vec<(String, Weight)> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let all = page.tokens.iter().enumerate();
        all.filter_map(|(at, token)| Some((page.word(at).to_owned(), weight(&page, at, token)?)))
            .collect()
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(
            [ASKERS, NOBODY, POINTERS]
                .iter()
                .all(|list| list.is_sorted())
        );
    }

    #[test]
    fn people_by_their_letters() {
        for (text, letters, weight) in [
            ("seal init KB ; collector", "KB", Weight::Context),
            ("typed by pw", "pw", Weight::Context),
            ("losartan per kgs, then", "kgs", Weight::Context),
            ("scribe: qh", "qh", Weight::Context),
            ("seen w/ KB today", "KB", Weight::Guess),
            ("told lms of it", "lms", Weight::Guess),
            ("msg from TJR about it", "TJR", Weight::Guess),
            ("10/29/26 0944 LKP", "LKP", Weight::Guess),
            ("10:15 kz paged", "kz", Weight::Guess),
            ("kz: figures", "kz", Weight::Guess),
            ("cc RPh KZB today", "KZB", Weight::Guess),
            ("done. kz rn", "kz", Weight::Guess),
        ] {
            let found = found(text);
            assert!(
                found.contains(&(letters.to_owned(), weight)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn shorthand_is_nobody() {
        for text in [
            "seen by PT and OT, per CT, by mg or by IV",
            "called to ED, sent to ER, told by EMS",
            "given per hr, 5 mg/dl, 10 mcg/kg",
            "w/ SOB, with CHF",
            "BP: 120/80\nHR: 72",
            "by-pass, tech_kz, by kz@x.org",
            "kz: https://help.example/kb",
            "10 cells per hpf, at 16:08 MST",
            "NOK: HOLM, BJORN\nHM PH: none",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
