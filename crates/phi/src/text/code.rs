//! Codes: glued runs of letters, digits and joining marks that hold at least one digit, and the word that announces
//! each.
//!
//! "MRN: 00-417-3385" holds one code, announced by "MRN". Recognizers of numbers look at codes instead of walking the
//! text themselves, so the walk back to the label is done once. Whether the announcement is to be believed is theirs
//! to judge. Underscores string words and numbers together as file names and tools have them: behind a label they part
//! as a blank does ("MRN_44821907_scan.pdf"), and without one such a string stays whole.

use super::{Case, Class, Cue, Gap, Page, Token};
use crate::lexicon::Flags;

/// One code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    /// Its first token.
    pub(crate) first: usize,
    /// Its last token.
    pub(crate) last: usize,
    /// What announces it.
    pub(crate) label: Label,
}

/// What announces a code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    /// The nearest cue to the left.
    pub(crate) cue: Cue,
    /// The token of that cue.
    pub(crate) at: usize,
    /// Whether a mark or a word such as "no." stands between the two: "MRN: ", "chart #".
    pub(crate) marked: bool,
}

impl Label {
    const NONE: Self = Self {
        cue: Cue::None,
        at: 0,
        marked: false,
    };
}

/// How many tokens a label may stand away from its number.
const REACH: usize = 9;

/// Finds the codes of a page, from left to right.
pub(crate) fn codes(page: &Page<'_>) -> Vec<Code> {
    let mut out: Vec<Code> = Vec::with_capacity(page.numbers.len());
    let (mut done, mut end) = (0, 0);
    for number in page.numbers.iter().map(|number| *number as usize) {
        if number < done {
            continue;
        }
        let first = grow_left(page, number, done);
        if end <= number {
            end = grow_right(page, number) + 1;
        }
        let last = end - 1;
        let code = strung(page, first, last).unwrap_or_else(|| peel(page, first, number, last));
        done = code.last + 1;
        let label = match code.label.cue {
            Cue::None => label_before(page, code.first),
            _ => code.label,
        };
        let label = if label.cue.is_strong() {
            label
        } else {
            inherited(page, &out, code.first).unwrap_or(label)
        };
        out.push(Code { label, ..code });
    }
    out
}

/// Walks left from a number over what is glued to it.
fn grow_left(page: &Page<'_>, number: usize, floor: usize) -> usize {
    let mut first = number;
    while first > floor && page.is_glued(first) {
        let before = first - 1;
        if page.is_word(before) || page.is_number(before) {
            first = before;
        } else if before > floor
            && joins(page, before)
            && page.is_glued(before)
            && is_alnum(page, before - 1)
        {
            first = before - 1;
        } else {
            break;
        }
    }
    first
}

fn grow_right(page: &Page<'_>, number: usize) -> usize {
    let mut last = number;
    loop {
        let next = last + 1;
        if page.is_glued(next) && is_alnum(page, next) {
            last = next;
        } else if page.is_glued(next)
            && joins(page, next)
            && page.is_glued(next + 1)
            && is_alnum(page, next + 1)
        {
            last = next + 1;
        } else {
            return last;
        }
    }
}

fn is_alnum(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.class != Class::Mark)
}

fn joins(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "-" | "." | "/" | "_")
}

/// The number behind a label to which underscores tie it, without what they tie to its end: "MRN_44821907_scan.pdf",
/// "Member_ID_SDK771204458", "MRN-44821907_scan.pdf".
fn strung(page: &Page<'_>, first: usize, last: usize) -> Option<Code> {
    let mut starts = (first + 2..=last).filter(|at| begins_number(page, *at, last));
    starts.find_map(|start| behind_label(page, first, start, last))
}

fn behind_label(page: &Page<'_>, first: usize, start: usize, last: usize) -> Option<Code> {
    let found = label_before(page, start);
    if found.cue == Cue::None || found.at < first {
        return None;
    }
    let end = strung_end(page, start, last);
    let label = Label {
        marked: true,
        ..found
    };
    let code = Code {
        first: start,
        last: end,
        label,
    };
    let tied = page.is_mark(start - 1, "_") || end < last;
    (tied && is_long(page, &code)).then_some(code)
}

/// Whether what stands behind an underscore or a hyphen, up to the next underscore, is a number or holds one.
fn begins_number(page: &Page<'_>, at: usize, last: usize) -> bool {
    let announces = page.token(at).is_some_and(|token| token.cue != Cue::None);
    let mut group = (at..=last)
        .take(REACH)
        .take_while(|at| !page.is_mark(*at, "_"));
    matches!(page.word(at - 1), "_" | "-") && !announces && group.any(|at| page.is_number(at))
}

/// Further groups of figures belong to the number, words and the ending of a file do not. No number has more tokens
/// than are looked at, so that many labels in one string cost no more than few.
fn strung_end(page: &Page<'_>, start: usize, last: usize) -> usize {
    let last = last.min(start + 2 * REACH);
    let ends = |at: &usize| matches!(page.word(*at), "_" | ".") && !page.is_number(at + 1);
    (start..=last).find(ends).map_or(last, |mark| mark - 1)
}

/// Whether a group has too many digits for the counters, years and sizes that names in programs end in: "user_12",
/// "plan_2024_11". Words that programs use as often as forms announce nothing here: "run_20240314", "call_0001234567".
fn is_long(page: &Page<'_>, code: &Code) -> bool {
    let least = match code.label.cue {
        Cue::Mrn => 5,
        Cue::Account
        | Cue::Device
        | Cue::Filler
        | Cue::HealthPlan
        | Cue::License
        | Cue::OtherId
        | Cue::Vehicle => 6,
        _ => return false,
    };
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let text = page.slice(page.span(code.first, code.last));
    digits(text) >= GROUPED || text.split('_').any(|group| digits(group) >= least)
}

/// Fewest digits of a number that is written in short groups: "mrn_00_71_53_88".
const GROUPED: usize = 8;

/// Takes a glued label off the front: "dob4/2/71", "MRN004418", "acct-8812".
fn peel(page: &Page<'_>, first: usize, number: usize, last: usize) -> Code {
    let whole = Code {
        first,
        last,
        label: Label::NONE,
    };
    let Some(token) = page.token(first).filter(|token| peels(token)) else {
        return whole;
    };
    if first + 1 == number && token.cue.is_strong() {
        return Code {
            first: if is_part(token) { first } else { number },
            last,
            label: Label {
                cue: token.cue,
                at: first,
                marked: true,
            },
        };
    }
    if first + 2 == number && token.cue.is_strong() && !matches!(page.word(first + 1), "-" | "_") {
        return Code {
            first: number,
            last,
            label: Label {
                cue: token.cue,
                at: first,
                marked: true,
            },
        };
    }
    whole
}

/// Whether a glued label in capitals is as likely the head of the number itself: "MSG00448172", "MCR0048127".
fn is_part(token: &Token) -> bool {
    use Cue::{Account, Birth, Fax, Mrn, Phone, Ssn};
    let says_no_more = matches!(token.cue, Account | Birth | Fax | Mrn | Phone | Ssn);
    token.case == Case::Upper && !says_no_more
}

/// Two capitals are more often the head of the number itself: "SN0118-44720".
fn peels(token: &Token) -> bool {
    token.is_word() && (token.len() > 2 || (token.len() == 2 && token.case == Case::Lower))
}

/// Whether a word may head a number in groups: "QHM 4471", "W 30", "OH RT448120".
pub(crate) fn heads(token: &Token) -> bool {
    let capitals = token.case == Case::Upper || (token.case == Case::Capital && token.len() == 1);
    let plain = !token.cue.is_strong() && token.cue != Cue::Filler;
    token.is_word() && token.len() <= 4 && capitals && plain
}

/// Whether a word belongs to the number that begins at `first`: the word right before it, or a state before that one ("plate
/// GA CQR 4410"). In small letters only right behind a label: "member wlp 550172".
pub(crate) fn is_head(page: &Page<'_>, at: usize, first: usize) -> bool {
    let head = |at: usize| {
        let told = page.token(at).is_some_and(heads) && !is_column(page, at);
        told || (is_small_head(page, at) && page.gap(at + 1) <= Gap::Wide)
    };
    match first.checked_sub(at) {
        Some(1) => head(at),
        Some(2) => page.word(at).len() == 2 && is_state(page.word(at)) && head(at) && head(at + 1),
        _ => false,
    }
}

/// Whether capitals are what a screen or a remittance calls the number behind them, or what is done to it: no part of it.
pub(crate) fn is_column(page: &Page<'_>, at: usize) -> bool {
    const COLUMNS: &[&str] = &[
        "add", "caqh", "chg", "chk", "clm", "dcn", "dd", "dt", "eft", "icn", "sn", "tcn", "trm",
        "trn",
    ];
    page.among(at, COLUMNS)
}

/// Whether a word of up to three small letters stands behind a label, as typed in a hurry.
fn is_small_head(page: &Page<'_>, at: usize) -> bool {
    let small = page.token(at).is_some_and(|token| {
        let dated = page.is(at, "eff") || page.is(at, "exp");
        let plain = !token.known.any(Flags::WORD_COMMON) && token.cue == Cue::None && !dated;
        token.case == Case::Lower && token.len() <= 3 && plain
    });
    let state = |at: usize| is_state(&page.word(at).to_ascii_uppercase());
    let before = |by: usize| at.checked_sub(by).filter(|_| small);
    let labels = |at: usize| {
        let told = page.token(at).is_some_and(|token| numbers(token.cue));
        told || is_number_word(page.word(at))
    };
    let marked = before(1).is_some_and(|at| matches!(page.word(at), ":" | "#"));
    let near = before(1).is_some_and(labels) || (marked && before(2).is_some_and(labels));
    near || before(1).is_some_and(state) && before(2).is_some_and(labels)
}

/// Whether a cue announces nothing but a number.
fn numbers(cue: Cue) -> bool {
    use Cue::{Account, Device, HealthPlan, License, Mrn, OtherId, Vehicle};
    matches!(
        cue,
        Account | Device | HealthPlan | License | Mrn | OtherId | Vehicle
    )
}

/// The postal codes of the states and of DC (USPS Publication 28).
const STATES: &str = "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM \
                      NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY";

pub(crate) fn is_state(word: &str) -> bool {
    word.len() == 2 && STATES.split_ascii_whitespace().any(|state| state == word)
}

/// The label to the left of a token.
pub(crate) fn label_before(page: &Page<'_>, first: usize) -> Label {
    let mut fallback = Label::NONE;
    let mut marked = false;
    let mut names = 0;
    for at in (first.saturating_sub(REACH)..first).rev() {
        let Some(token) = page.token(at) else { break };
        let gap = page.gap(at + 1);
        if gap == Gap::Blank || (gap == Gap::Line && !is_pointer(page, at) && at + 1 != first) {
            break;
        }
        if matches!(gap, Gap::Space | Gap::Wide) && is_head(page, at, first) {
            continue;
        }
        match step(page, at, token) {
            Step::Found(cue) if names == 0 || cue == Cue::HealthPlan => {
                return Label { cue, at, marked };
            }
            Step::Mark => marked = true,
            Step::Filler if names == 0 => {
                let numbers = is_number_word(page.word(at));
                marked |= numbers;
                if numbers || fallback.cue != Cue::None {
                    fallback = Label {
                        cue: Cue::Filler,
                        at,
                        marked,
                    };
                }
            }
            Step::Pass | Step::Filler => {}
            Step::Stop if is_owner(page, at) => {}
            Step::Stop if names < INSURER && is_proper(token) => names += 1,
            Step::Found(_) | Step::Stop => break,
        }
    }
    if marked && fallback.cue == Cue::None && is_hash(page, first) {
        return Label {
            cue: Cue::Filler,
            at: first.saturating_sub(1),
            marked,
        };
    }
    fallback
}

/// How many words an insurer's name may put between the label and the number: "Ins: Medical Mutual 884120077".
const INSURER: usize = 3;

/// Whether a word before the colon says whose number it is, or is the "of" before that: "badge of reporter: 10447".
fn is_owner(page: &Page<'_>, at: usize) -> bool {
    let before = |at: usize| at.checked_sub(1);
    let of = |at: usize| ["for", "of"].iter().any(|word| page.is(at, word));
    let closes = |at: usize| page.is_mark(at + 1, ":");
    let person = |at: usize| {
        let role = page
            .token(at)
            .is_some_and(|token| token.known.any(Flags::RELATION | Flags::ROLE));
        let other = ["bearer", "holder", "owner", "reporter"];
        closes(at) && (role || other.iter().any(|word| page.is(at, word)))
    };
    let owner = person(at) && before(at).is_some_and(of);
    owner || (of(at) && person(at + 1))
}

fn is_proper(token: &Token) -> bool {
    token.case == Case::Capital && token.len() > 2
}

/// Words that say by themselves that an identifier follows.
fn is_number_word(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        "id",
        "ids",
        "identification",
        "identifier",
        "nbr",
        "no",
        "nos",
        "nr",
        "num",
        "number",
        "numbers",
    ];
    WORDS.iter().any(|one| word.eq_ignore_ascii_case(one))
}

enum Step {
    Stop,
    Found(Cue),
    Mark,
    Filler,
    Pass,
}

fn step(page: &Page<'_>, at: usize, token: &Token) -> Step {
    match token.class {
        Class::Mark if stands_for_digits(page.word(at)) => Step::Pass,
        Class::Mark => match page.word(at) {
            ":" | "#" | "=" => Step::Mark,
            "-" | "." | "(" | ")" | "\"" | "'" | "*" | "***" | "[" | "]" | "/" | "_" | ">"
            | "->" | "\\" | "`" | "**" | "##" | "!" | "!!" => Step::Pass,
            _ => Step::Stop,
        },
        Class::Number => Step::Stop,
        Class::Word => word_step(page, at, token),
    }
}

/// Whether marks stand for digits that are not shown, before those that are: "acct ..77104", "card ****9920".
fn stands_for_digits(marks: &str) -> bool {
    let dots = marks.len() > 1 && marks.bytes().all(|byte| matches!(byte, b'.' | b'*'));
    dots || marks == "\u{2026}"
}

/// Whether a word stands for digits that are not shown: "xxx", "##".
pub(crate) fn is_masked(word: &str) -> bool {
    let hides = |c| matches!(c, 'x' | 'X' | '*' | '#' | '•' | '●');
    !word.is_empty() && word.chars().all(hides)
}

fn word_step(page: &Page<'_>, at: usize, token: &Token) -> Step {
    match token.cue {
        Cue::Filler if page.is(at, "no") && !matches!(page.word(at + 1), "." | ":" | "#" | "_") => {
            Step::Stop
        }
        Cue::Filler if page.is(at, "code") && matches!(page.word(at + 1), "\"" | "=" | "\\") => {
            Step::Found(Cue::CodeSystem)
        }
        Cue::Filler if page.is(at, "code") && at > 0 && page.among(at - 1, DOORS) => {
            Step::Found(Cue::Weak)
        }
        // "mg/dL" is a unit, and "DL" a driver's license.
        Cue::License if page.is(at, "dl") && page.is_glued(at) && is_stroke(page, at) => Step::Stop,
        Cue::Filler => Step::Filler,
        Cue::Spelled if page.is(at, "four") => Step::Filler,
        Cue::None
            if matches!(page.word(at), "s" | "a" | "the")
                || (token.len() > 1 && is_masked(page.word(at))) =>
        {
            Step::Pass
        }
        Cue::None | Cue::Month | Cue::Spelled => Step::Stop,
        cue => Step::Found(cue),
    }
}

/// What a code opens.
const DOORS: &[&str] = &["access", "door", "entry", "gate", "lockbox", "meeting"];

fn is_stroke(page: &Page<'_>, at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| page.is_mark(before, "/"))
}

fn is_pointer(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), ":" | "#" | "=")
}

fn is_hash(page: &Page<'_>, first: usize) -> bool {
    first
        .checked_sub(1)
        .is_some_and(|before| page.is_mark(before, "#"))
}

/// What stands between two numbers that share a label.
const BETWEEN: [&str; 13] = [
    ",", "/", "&", "+", ";", "->", "\u{2192}", "and", "not", "or", "thru", "versus", "vs",
];

/// A list shares its label: "Rx 4471902, 4471903", "charts 55410 and 55411", "MRN 41397 vs 41379".
fn inherited(page: &Page<'_>, earlier: &[Code], first: usize) -> Option<Label> {
    let before = earlier.last()?;
    let between = before.last + 1..first;
    let listed = between.len() <= 2
        && !between.is_empty()
        && between
            .clone()
            .all(|at| BETWEEN.iter().any(|word| page.is(at, word)));
    let alike = page
        .span(first, first)
        .len()
        .abs_diff(page.span(before.first, before.first).len())
        <= 1;
    (listed && alike && before.label.cue.is_strong()).then_some(before.label)
}

#[cfg(test)]
mod tests;
