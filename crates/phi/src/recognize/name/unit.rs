//! One part of a name: a word with what is glued to it, an initial, a particle, a suffix, a nickname.
//!
//! A unit knows how much it looks like a name by itself ([`Unit::score`]); what stands around it is weighed in
//! `context`, and units are strung into names in `run`.

use super::manner::Manner;
use crate::lexicon::{Flags, Lexicon};
use crate::text::{Case, Gap, Page, Token};

/// What part of a name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A given name or surname, hyphens and apostrophes included.
    Core,
    /// One letter, with its dot.
    Initial,
    /// A nickname in quotes or brackets.
    Nickname,
    /// "de", "van", "bin".
    Particle,
    /// "Jr.", "III".
    Suffix,
}

/// One part of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) known: Flags,
    pub(super) form: Form,
    /// How much it looks like a name by itself; 5 or more is enough to be masked.
    pub(super) score: i32,
}

/// A score below which a word breaks a name off.
pub(super) const BREAK: i32 = -3;

/// The score of what is called by two words in one.
const BRAND: i32 = -9;

/// "AutoSet", "TempBond": two ordinary words in one, the first of which nobody is called.
fn is_brand(word: &str) -> bool {
    let joint = word.match_indices(char::is_uppercase).nth(1);
    let Some((head, tail)) = joint.and_then(|(at, _)| word.split_at_checked(at)) else {
        return false;
    };
    let lexicon = Lexicon::shipped();
    let person = Flags::ANY_NAME | Flags::PARTICLE;
    let is_word = |part: &str| part.len() > 2 && lexicon.flags(part).any(Flags::WORD);
    is_word(head)
        && is_word(tail)
        && !(lexicon.flags(head).any(person) && lexicon.flags(tail).any(person))
}

/// Words that are a part of somebody's care or life, not a name.
const FUNCTION: Flags = Flags(
    Flags::TITLE.0
        | Flags::CREDENTIAL.0
        | Flags::ROLE.0
        | Flags::RELATION.0
        | Flags::FACILITY_WORD.0
        | Flags::STREET_SUFFIX.0
        | Flags::SPEECH.0
        | Flags::PARTICLE.0,
);

/// How much a word looks like a name by itself.
pub(super) fn prior(page: &Page<'_>, at: usize, token: &Token, manner: Manner) -> i32 {
    let known = token.known;
    let borne = known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
    if token.case == Case::Camel && is_brand(page.word(at)) {
        return BRAND;
    }
    let mut score = listed(known, borne) + meaning(page, at, token, borne);
    score += case_says(token, manner);
    if known.any(Flags::WORD) && (manner == Manner::Shouting || starts_sentence(page, at)) {
        score -= 3;
    }
    score
}

/// What the name lists say.
fn listed(known: Flags, borne: bool) -> i32 {
    match () {
        () if known.is_empty() || known == Flags::PHRASE => 3,
        () if !known.any(Flags::ANY_NAME) => 0,
        () if known.any(Flags::RARE) => 4,
        () if borne => 7,
        () => 6,
    }
}

/// What speaks against a name: that the word means something else.
fn meaning(page: &Page<'_>, at: usize, token: &Token, borne: bool) -> i32 {
    let known = token.known;
    let acronym = token.len() <= 4
        && token.case == Case::Capital
        && known.any(Flags::ANY_NAME)
        && !known.any(Flags::RARE);
    let mut score = 0;
    score -= match () {
        () if known.any(Flags::WORD_COMMON) => 6,
        () if known.any(Flags::WORD) && known.any(Flags::GIVEN_COMMON) => 2,
        () if known.any(Flags::WORD) => 4,
        () => 0,
    };
    score -= match () {
        () if known.all(Flags::MEDICAL | Flags::EPONYM) => {
            if known.any(Flags::GIVEN_COMMON) {
                4
            } else {
                6
            }
        }
        () if known.any(Flags::EPONYM) && known.any(Flags::GIVEN_COMMON) => 0,
        () if known.any(Flags::EPONYM) => {
            if borne {
                2
            } else {
                4
            }
        }
        () if known.any(Flags::MEDICAL) && (known.any(Flags::GIVEN_COMMON) || acronym) => 4,
        () if known.any(Flags::MEDICAL) && borne => 6,
        () if known.any(Flags::MEDICAL) => 9,
        () => 0,
    };
    if known.any(Flags::MONTH | Flags::WEEKDAY) {
        let dated = page.is_number(at + 1) || page.is_number(back(at, 1));
        score -= if dated || !borne { 9 } else { 3 };
    }
    if known.any(Flags::STATE | Flags::COUNTRY) {
        score -= if known.any(Flags::GIVEN_COMMON) { 3 } else { 7 };
    }
    if known.any(Flags::ORGANIZATION | Flags::FACILITY) {
        score -= if known.any(Flags::GIVEN_COMMON) { 3 } else { 6 };
    }
    if known.any(FUNCTION) {
        score -= if borne { 3 } else { 7 };
    }
    score -= match () {
        () if known.any(Flags::PLACE_COMMON) && known.any(Flags::GIVEN_COMMON) => 2,
        () if known.any(Flags::PLACE_COMMON) => 4,
        () if known.any(Flags::PLACE) && !borne => 2,
        () => 0,
    };
    score
}

/// What its letters say.
fn case_says(token: &Token, manner: Manner) -> i32 {
    match (token.case, manner) {
        (Case::Upper, Manner::Shouting) => -1,
        (Case::Upper, _) if token.len() <= 3 => -6,
        (Case::Upper, _) if token.len() == 4 => -3,
        (Case::Upper, _) => -1,
        (Case::Camel, _) if token.len() <= 3 => -6,
        (Case::Capital | Case::Camel, _) => 0,
        (Case::Lower, Manner::Whispering) => -3,
        (Case::Lower, _) => -4,
        (Case::None, _) => -20,
    }
}

/// The index some tokens back; before the first token it is an index past every page, where a page answers "nothing".
pub(in crate::recognize) fn back(at: usize, by: usize) -> usize {
    at.checked_sub(by).unwrap_or(usize::MAX / 2)
}

/// Whether the token opens a sentence, a line or a list item, where every word has a capital.
pub(crate) fn starts_sentence(page: &Page<'_>, at: usize) -> bool {
    let Some(token) = page.token(at) else {
        return true;
    };
    if token.gap >= Gap::Line {
        return true;
    }
    let before = back(at, 1);
    match page.word(before) {
        "." => !is_short_title(page, back(before, 1)),
        "!" | "?" | ":" | ";" | "*" | "-" | "\"" | ")" | "\u{2022}" | "|" => true,
        _ => false,
    }
}

/// Whether a word is a title that a full stop shortens: "Dr.", and not the end of "ask your doctor."
pub(super) fn is_short_title(page: &Page<'_>, at: usize) -> bool {
    const TITLES: &[&str] = &[
        "capt", "col", "cpl", "det", "dr", "dra", "drs", "fr", "gen", "hon", "lt", "maj", "mr",
        "mrs", "ms", "mx", "ofc", "prof", "pvt", "rev", "sgt", "sr", "sra", "srta", "st",
    ];
    page.among(at, TITLES)
}

/// Whether a token is glued to something that no name is glued to: a digit, an at sign, a path.
fn is_bound(page: &Page<'_>, first: usize, last: usize) -> bool {
    let before = back(first, 1);
    let glued_before = page.is_glued(first)
        && (page.is_number(before)
            || matches!(page.word(before), "@" | "\\" | "#" | "$" | "%" | "=")
            || (page.is_mark(before, "_") && is_text(page, back(before, 1), before)));
    let after = last + 1;
    let glued_after = page.is_glued(after)
        && (page.is_number(after)
            || matches!(page.word(after), "@" | "\\" | "=" | "+" | "%")
            || (page.is_mark(after, "_") && is_text(page, after + 1, after + 1))
            || (page.is_mark(after, ".")
                && page.is_glued(after + 1)
                && page
                    .token(after + 1)
                    .is_some_and(|t| t.case == Case::Lower && t.len() > 1)));
    glued_before || glued_after
}

/// Whether a word or number stands at a token and is glued to its neighbor: an underscore in an identifier has one on each
/// side, one that sets a name in italics has not.
fn is_text(page: &Page<'_>, at: usize, right: usize) -> bool {
    page.is_glued(right) && (page.is_word(at) || page.is_number(at))
}

/// Reads the unit that begins at a token.
pub(super) fn read(page: &Page<'_>, at: usize, manner: Manner, lower: bool) -> Option<Unit> {
    let token = page.token(at).filter(|token| token.is_word())?;
    if !(token.is_capital() || lower) || is_label(token) {
        return None;
    }
    if token.len() == 1 || letter_count(page, at) == 1 {
        return initial(page, at, token);
    }
    let last = compound_end(page, at, manner, lower)?;
    if is_bound(page, at, last) {
        return None;
    }
    Some(core(page, at, last, manner))
}

/// Whether a word says what stands behind it and is nobody's name: "names, SSN, MRN".
fn is_label(token: &Token) -> bool {
    token.cue.is_strong() && !token.known.any(Flags::ANY_NAME)
}

fn letter_count(page: &Page<'_>, at: usize) -> usize {
    page.word(at).chars().take(2).count()
}

fn initial(page: &Page<'_>, at: usize, token: &Token) -> Option<Unit> {
    let dotted = page.is_mark(at + 1, ".") && page.is_glued(at + 1);
    let apostrophe = page.is_mark(at + 1, "'") && page.is_glued(at + 1) && page.is_glued(at + 2);
    if apostrophe
        && page
            .token(at + 2)
            .is_some_and(|next| next.is_capital() && next.len() > 2)
    {
        return Some(core(page, at, at + 2, Manner::Mixed));
    }
    let last = if dotted { at + 1 } else { at };
    let ends = matches!(page.word(last + 1), "," | "." | ")" | ";" | "?" | "\"");
    let parted = dotted || ends || !page.is_glued(last + 1);
    let free = parted && !is_bound(page, at, at);
    free.then_some(Unit {
        first: at,
        last,
        known: token.known,
        form: Form::Initial,
        score: 0,
    })
}

/// The last token of the word that begins here, over hyphens and apostrophes; nothing when the compound is no name.
fn compound_end(page: &Page<'_>, at: usize, manner: Manner, lower: bool) -> Option<usize> {
    let mut last = at;
    while is_joint(page, last + 1) && page.is_word(last + 2) && page.is_glued(last + 2) {
        let next = page.token(last + 2)?;
        let possessive = page.is_mark(last + 1, "'") && next.len() <= 2;
        if possessive {
            break;
        }
        if !(next.is_capital()
            || are_syllables(page, last, last + 2)
            || (lower && next.known.any(Flags::ANY_NAME))
            || (page.is_mark(last + 1, "'") && next.len() > 2))
        {
            return None;
        }
        if next.len() == 1 && page.is_mark(last + 1, "-") && !page.is_glued(last + 3) {
            return None;
        }
        let credential = manner != Manner::Shouting && next.case == Case::Upper && next.len() <= 2;
        if credential {
            return None;
        }
        last += 2;
    }
    Some(last)
}

/// Syllables that Korean given names are made of, as they are commonly romanized, sorted.
const SYLLABLES: &[&str] = &[
    "ae", "bae", "bin", "byung", "chae", "chan", "chang", "cheol", "chul", "dae", "dong", "eun",
    "geun", "gi", "gwang", "gyeong", "gyu", "ha", "hae", "han", "hee", "heon", "ho", "hong",
    "hoon", "hun", "hwa", "hwan", "hye", "hyeon", "hyo", "hyuk", "hyun", "hyung", "il", "jae",
    "jeong", "ji", "jin", "jong", "joo", "joon", "ju", "jun", "jung", "kang", "keun", "ki",
    "kwang", "kyu", "kyung", "mi", "min", "mo", "moon", "myung", "nam", "rae", "ran", "rim",
    "sang", "seo", "seok", "seol", "seon", "seong", "seung", "shin", "sik", "soo", "sook", "soon",
    "su", "suk", "sun", "sung", "tae", "uk", "wan", "won", "woo", "wook", "woong", "ye", "yeol",
    "yeon", "yeong", "yong", "yoon", "young", "yu", "yun",
];

/// "Hae-won": two syllables of a Korean given name, the second in small letters.
fn are_syllables(page: &Page<'_>, first: usize, second: usize) -> bool {
    page.token(first).is_some_and(Token::is_capital)
        && page.among(first, SYLLABLES)
        && page.among(second, SYLLABLES)
        && !page.is(first, page.word(second))
}

fn is_joint(page: &Page<'_>, at: usize) -> bool {
    page.is_glued(at) && (page.is_mark(at, "-") || page.is_mark(at, "'"))
}

fn core(page: &Page<'_>, first: usize, last: usize, manner: Manner) -> Unit {
    let parts = (first..=last).filter(|at| page.is_word(*at));
    let mut known = Flags::NONE;
    let mut best = i32::MIN;
    let mut worst = i32::MAX;
    for at in parts {
        let Some(token) = page.token(at) else {
            continue;
        };
        let single = token.len() == 1;
        let score = if single {
            3
        } else {
            prior(page, at, token, manner)
        };
        known |= if single { Flags::NONE } else { token.known };
        (best, worst) = (best.max(score), worst.min(score));
    }
    let score = if first == last {
        best
    } else {
        compound(page, first, last, best, worst)
    };
    Unit {
        first,
        last,
        known,
        form: Form::Core,
        score,
    }
}

/// "Browne-Baptiste" is more of a name than either part, "Rose-Bengal" is not one at all.
fn compound(page: &Page<'_>, first: usize, last: usize, best: i32, worst: i32) -> i32 {
    let medical = phrase(page, first, last).any(Flags::MEDICAL | Flags::ORGANIZATION);
    match () {
        () if medical => -9,
        () if page.token(first).is_some_and(|token| token.len() == 1) => best.max(4),
        () if worst < -5 && best < 5 => worst.midpoint(best),
        () => best + 2,
    }
}

/// What the lexicon knows about the words of a stretch, taken together.
pub(super) fn phrase(page: &Page<'_>, first: usize, last: usize) -> Flags {
    let mut joined = String::with_capacity(32);
    for at in (first..=last).filter(|at| page.is_word(*at)) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(page.word(at));
    }
    Lexicon::shipped().flags(&joined)
}
