//! What stands before and after a possible name, and what it says about it.
//!
//! Each hint is worth points on the scale of `unit` (5 is enough to be masked) and may say whose name it is.

use super::manner::Manner;
use super::run::Run;
use super::unit::{back, is_short_title};
use crate::find::Role;
use crate::lexicon::Flags;
use crate::text::{Case, Cue, Gap, Page, Token};

/// What the surroundings say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hint {
    pub(super) points: i32,
    pub(super) role: Option<Role>,
    /// Whether a title stands directly before: then whatever follows is a name.
    pub(super) titled: bool,
}

const fn hint(points: i32, role: Option<Role>) -> Hint {
    Hint {
        points,
        role,
        titled: false,
    }
}

/// What the words before a token say.
pub(super) fn before(page: &Page<'_>, at: usize, manner: Manner) -> Hint {
    let Some(token) = page.token(at) else {
        return Hint::default();
    };
    let Some(prev) = at.checked_sub(1) else {
        return hint(1, None);
    };
    if token.gap >= Gap::Line {
        return hint(1, None);
    }
    if page.is_word(prev) {
        return after_word(page, prev, manner, false);
    }
    match page.word(prev) {
        "." if page.is_glued(prev) => after_dot(page, prev, manner),
        ":" => soften(after_word_before(page, prev, manner), 0),
        "\"" if page.is_mark(back(prev, 1), "(") => hint(3, None),
        "," | "(" | "\"" | "'" => soften(after_word_before(page, prev, manner), 1),
        "-" | "--" | "~" | "//" => dash(page, prev),
        "/" if page.is(back(prev, 1), "w") => hint(3, None),
        _ => Hint::default(),
    }
}

fn after_word_before(page: &Page<'_>, mark: usize, manner: Manner) -> Hint {
    match mark.checked_sub(1) {
        Some(word) if page.is_word(word) && page.gap(mark) <= Gap::Space => {
            after_word(page, word, manner, true)
        }
        _ => Hint::default(),
    }
}

fn soften(hint: Hint, by: i32) -> Hint {
    if hint.titled {
        Hint {
            titled: false,
            points: 4,
            ..hint
        }
    } else {
        Hint {
            points: (hint.points - by).max(0),
            ..hint
        }
    }
}

/// "Dr. Quach", "Mrs. Abernathy".
fn after_dot(page: &Page<'_>, dot: usize, manner: Manner) -> Hint {
    let title = dot
        .checked_sub(1)
        .filter(|word| is_short_title(page, *word));
    title.map_or(Hint::default(), |word| {
        after_word(page, word, manner, false)
    })
}

/// A dash before a name at the end of a line signs it.
fn dash(page: &Page<'_>, dash: usize) -> Hint {
    let opens = page.gap(dash) != Gap::None && page.is_glued(dash + 1);
    hint(if opens { 3 } else { 0 }, opens.then_some(Role::Staff))
}

fn after_word(page: &Page<'_>, at: usize, manner: Manner, marked: bool) -> Hint {
    let Some(token) = page.token(at) else {
        return Hint::default();
    };
    let word = page.word(at);
    if token.known.any(Flags::TITLE) && is_title(page, at, token, manner) {
        let staff = ["dr", "drs", "doctor", "prof", "professor"]
            .iter()
            .any(|title| word.eq_ignore_ascii_case(title));
        return Hint {
            points: 12,
            role: staff.then_some(Role::Staff),
            titled: true,
        };
    }
    if token.known.any(Flags::RELATION) && is_relation(page, at) {
        return hint(8, Some(Role::Relative));
    }
    if page.is(at, "baby") && !marked {
        return hint(4, Some(Role::Patient));
    }
    if let Some(found) = small_word(page, at, word) {
        return found;
    }
    if token.known.any(Flags::ROLE) {
        return role(word, token.case == Case::Upper);
    }
    let by_marriage = word == "law" && page.is(back(at, 1), "in") && !marked;
    if by_marriage {
        return hint(8, Some(Role::Relative));
    }
    let letters = ["MD", "RN", "NP", "LPN", "CNA", "RT"].contains(&word);
    if letters
        || (token.known.any(Flags::CREDENTIAL)
            && token.case == Case::Upper
            && !token.known.any(Flags::STATE)
            && token.len() >= 2)
    {
        return hint(if letters { 6 } else { 3 }, Some(Role::Staff));
    }
    Hint::default()
}

fn is_title(page: &Page<'_>, at: usize, token: &Token, manner: Manner) -> bool {
    let word = page.word(at).to_ascii_lowercase();
    match word.as_str() {
        "dr" | "st" => !page.token(back(at, 1)).is_some_and(|before| {
            before.is_number() && page.gap(at) == Gap::Space && manner == Manner::Shouting
        }),
        "col" | "gen" | "maj" | "lt" | "det" | "fr" | "sr" | "don" | "ms" | "sister" | "father"
        | "miss" | "sir" | "lady" | "judge" | "officer" | "dra" | "tia" | "tio" | "tita"
        | "tito" | "lola" | "lolo" | "auntie" | "sra" | "capt" | "captain" | "general"
        | "major" => token.is_capital() || manner == Manner::Whispering,
        "doña" | "señor" | "señora" | "señorita" | "mister" | "missus" | "mr" | "mrs"
        | "doctor" | "drs" | "prof" | "professor" => true,
        _ => token.case == Case::Capital,
    }
}

/// "wife Ngozi" is her name; "wife's at her sister's" is not.
fn is_relation(page: &Page<'_>, at: usize) -> bool {
    !page.is(at, "contact") || page.is(back(at, 1), "emergency")
}

fn role(word: &str, letters: bool) -> Hint {
    let patient = [
        "pt",
        "patient",
        "client",
        "resident",
        "member",
        "subscriber",
        "insured",
        "pts",
    ];
    if patient.iter().any(|one| word.eq_ignore_ascii_case(one)) {
        return hint(6, Some(Role::Patient));
    }
    let neutral = [
        "caller",
        "guarantor",
        "sender",
        "student",
        "driver",
        "escort",
        "witness",
    ];
    let staff = !neutral.iter().any(|one| word.eq_ignore_ascii_case(one));
    hint(if letters { 7 } else { 5 }, staff.then_some(Role::Staff))
}

/// Small words that point at a person.
fn small_word(page: &Page<'_>, at: usize, word: &str) -> Option<Hint> {
    if word.len() > 10 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    Some(match lower.as_str() {
        "per" => hint(4, None),
        "by" if page.is(back(at, 1), "goes") || page.is(back(at, 1), "went") => hint(9, None),
        "by" => hint(5, Some(Role::Staff)),
        "cc" if !page.is_mark(at + 1, ":") => hint(5, None),
        "attn" | "attention" | "atty" => hint(5, None),
        "dear" | "hi" | "hello" | "hey" | "thanks" | "thx" | "sincerely" | "regards" | "signed"
        | "sgd" | "dictated" | "cosigned" | "hola" | "saludos" | "estimado" | "estimada" => {
            hint(5, None)
        }
        "named" | "aka" | "nicknamed" | "name" | "names" | "initials" => hint(6, None),
        "am" if page.is(back(at, 1), "I") => hint(4, None),
        "is" if page.is(back(at, 1), "this") || page.is(back(at, 1), "name") => hint(6, None),
        "m" if page.is_mark(back(at, 1), "'") => hint(4, None),
        "w" | "with" | "told" | "asked" | "called" | "calling" | "paged" | "notified"
        | "informed" | "updated" | "texted" => hint(2, None),
        "like" | "for" | "re" | "regarding" | "about" | "and" | "see" | "saw" | "sees" | "meet"
        | "met" | "including" | "case" => hint(2, None),
        "from" | "to" | "on" | "of" => hint(1, None),
        "in" | "at" | "near" | "via" => hint(-3, None),
        _ => return None,
    })
}

/// What the words after a run say.
pub(super) fn after(page: &Page<'_>, run: &Run, manner: Manner) -> Hint {
    let next = run.last() + 1;
    let Some(token) = page.token(next).filter(|token| token.gap < Gap::Line) else {
        return Hint::default();
    };
    if let Some(role) = credential(page, next, manner) {
        let label = run.first() == run.last() && page.among(run.first(), LABELS);
        return if label {
            Hint::default()
        } else {
            hint(7, Some(role))
        };
    }
    if page.is_mark(next, "'") && page.is_glued(next) && page.is(next + 1, "s") {
        return hint(
            if run.cores() > 0 {
                possessive(page, next + 2)
            } else {
                0
            },
            None,
        );
    }
    if token.is_word() && token.gap <= Gap::Wide {
        return word_after(page, next, token, run);
    }
    if token.is_number() {
        return number_after(page, next, run);
    }
    mark_after(page, next)
}

/// What a form asks before a credential: "Degree MD".
const LABELS: &[&str] = &[
    "credential",
    "credentials",
    "degree",
    "degrees",
    "license",
    "profession",
    "suffix",
    "title",
];

/// "Ngozi's" is a person; "Parkinson's disease" is not.
fn possessive(page: &Page<'_>, next: usize) -> i32 {
    if page
        .token(next)
        .is_some_and(|token| token.known.any(Flags::THING))
        || page
            .token(next)
            .is_some_and(|token| token.known.any(Flags::FACILITY_WORD) && token.is_capital())
    {
        -8
    } else {
        1
    }
}

/// Letters after the name: "MD", ", PA-C".
fn credential(page: &Page<'_>, next: usize, manner: Manner) -> Option<Role> {
    let comma = page.is_mark(next, ",") && page.is_glued(next);
    let at = if comma { next + 1 } else { next };
    let token = page
        .token(at)
        .filter(|token| token.is_word() && token.gap <= Gap::Wide)?;
    let known = token.known.any(Flags::CREDENTIAL)
        || matches!(
            page.word(at),
            "PharmD" | "PhD" | "PsyD" | "EdD" | "EMT" | "Pharm" | "MBBS" | "FACS" | "FAAP"
        );
    let word = page.word(at);
    let doubtful = token.known.any(Flags::STATE)
        || matches!(
            word,
            "DO" | "PT" | "OT" | "ED" | "ER" | "II" | "DC" | "CT" | "BS" | "AT" | "IV"
        );
    let written = match manner {
        Manner::Mixed => {
            token.case != Case::Lower && token.case != Case::Capital
                || comma && token.case == Case::Lower && word.len() >= 3
        }
        Manner::Shouting => comma || !(doubtful || token.known.any(Flags::WORD_COMMON)),
        Manner::Whispering => {
            comma
                || matches!(
                    word,
                    "md" | "rn"
                        | "np"
                        | "lpn"
                        | "cma"
                        | "dds"
                        | "dmd"
                        | "dpm"
                        | "rdh"
                        | "cnm"
                        | "pa"
                )
        }
    };
    let number = page.is_number(at + 1) && page.gap(at + 1) == Gap::Space && !comma && doubtful;
    (known && written && !number && page.gap(next) <= Gap::Wide).then_some(Role::Staff)
}

fn word_after(page: &Page<'_>, next: usize, token: &Token, run: &Run) -> Hint {
    let word = page.word(next);
    if token.cue.is_strong()
        && !matches!(token.cue, Cue::Weak | Cue::CodeSystem | Cue::Age)
        && !token.known.any(Flags::WORD_COMMON)
    {
        return hint(4, None);
    }
    if token.known.any(Flags::THING) && run.cores() <= 2 {
        return hint(-8, None);
    }
    if token.is_capital()
        && token.case != Case::Upper
        && token.known.any(Flags::FACILITY_WORD | Flags::STREET_SUFFIX)
        && !token.known.any(Flags::TITLE)
    {
        return hint(-9, None);
    }
    if token.known.any(Flags::SPEECH) && token.case != Case::Capital {
        let weak = matches!(
            word,
            "is" | "was" | "has" | "had" | "will" | "needs" | "got" | "feels" | "did" | "does"
        );
        return hint(if weak { 1 } else { 3 }, None);
    }
    match word {
        "aged" | "age" => hint(4, Some(Role::Patient)),
        "who" => hint(3, None),
        "at" | "from" | "with"
            if page.token(next + 1).is_some_and(|token| {
                token.is_capital()
                    && token
                        .known
                        .any(Flags::ORGANIZATION | Flags::FACILITY | Flags::PLACE)
            }) =>
        {
            hint(6, None)
        }
        "mg" | "mcg" | "ml" | "tabs" | "tab" | "gtt" | "units" | "po" | "bid" | "tid" | "qid"
        | "daily" | "qhs" | "prn" | "qd" | "neg" | "pos" | "negative" | "positive" | "wnl"
        | "nl" | "score" => hint(-5, None),
        _ => Hint::default(),
    }
}

/// "93 yo", "33F" say that a patient was named; a bare number is a dose, a size or a grade.
fn number_after(page: &Page<'_>, next: usize, run: &Run) -> Hint {
    let decimal =
        page.is_mark(next + 1, ".") && page.is_glued(next + 1) && page.is_number(next + 2);
    let unit = if decimal { next + 3 } else { next + 1 };
    let age = page.token(next).is_some_and(|token| token.len() <= 3) && is_age_word(page, unit);
    let wide = page.gap(next) == Gap::Wide;
    let single = run.cores() == 1 && run.units.len() == 1;
    match () {
        () if age => hint(6, Some(Role::Patient)),
        () if wide => hint(2, None),
        () if single => hint(-doubt(run), None),
        () => Hint::default(),
    }
}

/// What a number after a single word takes away: a name stays a name, a brand or an eponym becomes a dose or a grade.
fn doubt(run: &Run) -> i32 {
    let known = run.units.first().map_or(Flags::NONE, |unit| unit.known);
    let other = known.any(Flags::WORD | Flags::MEDICAL | Flags::EPONYM | Flags::PLACE);
    match () {
        () if !known.any(Flags::ANY_NAME) => 3,
        () if !other && known.any(Flags::GIVEN) && !known.any(Flags::RARE) => 0,
        () if known.any(Flags::GIVEN_COMMON) => 1,
        () => 3,
    }
}

fn is_age_word(page: &Page<'_>, at: usize) -> bool {
    let at = if page.is_mark(at, "-") || page.is_mark(at, "/") {
        at + 1
    } else {
        at
    };
    let glued = page.is_glued(at);
    matches!(
        page.word(at),
        "yo" | "y" | "yr" | "yrs" | "year" | "years" | "YO" | "y.o" | "yF" | "yM"
    ) || (glued && matches!(page.word(at), "F" | "M" | "f" | "m"))
}

fn mark_after(page: &Page<'_>, mark: usize) -> Hint {
    let next = mark + 1;
    let Some(token) = page.token(next).filter(|token| token.gap < Gap::Line) else {
        return Hint::default();
    };
    let opens = page.is_mark(mark, "(");
    if !opens && !page.is_mark(mark, ",") {
        return Hint::default();
    }
    let bracketed = opens
        && token.is_number()
        && (2..=3).contains(&token.len())
        && matches!(page.word(next + 1), ")" | "!" | ",");
    if (token.is_number() && is_age_word(page, next + 1)) || bracketed {
        return hint(6, Some(Role::Patient));
    }
    let skip = usize::from(matches!(
        page.word(next),
        "his" | "her" | "the" | "pt" | "patient" | "my" | "their" | "a"
    ));
    let owner = next + skip + if page.is_mark(next + skip, "'") { 2 } else { 0 };
    if page
        .token(owner)
        .is_some_and(|token| token.known.any(Flags::RELATION) && !token.is_capital())
    {
        return hint(5, Some(Role::Relative));
    }
    if token.cue.is_strong() && !matches!(token.cue, Cue::Weak | Cue::CodeSystem) {
        return hint(
            if token.known.any(Flags::WORD_COMMON) {
                2
            } else {
                4
            },
            None,
        );
    }
    if opens && matches!(page.word(next), "pt" | "patient" | "she" | "he" | "they") {
        return hint(4, Some(Role::Patient));
    }
    Hint::default()
}
