//! What the recognizers of labeled numbers share: how far a labeled code reaches and whether it can be one.
//!
//! "MRN 00 71 53 88" and "ID QHM 4471 90233" are single numbers written in groups. Groups are joined only behind a
//! label, because nothing but the label says that they belong together.

use super::Candidate;
use super::candidate::Weight;
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Case, Code, Cue, Gap, Page, is_head};

/// Proposes every code that one of these cues announces.
pub(crate) fn labeled(
    page: &Page<'_>,
    recognizer: &'static str,
    kind: Kind,
    cues: &[Cue],
    out: &mut Vec<Candidate>,
) {
    for code in page
        .codes
        .iter()
        .filter(|code| cues.contains(&code.label.cue))
    {
        let span = extent(page, code);
        if believable(page, code, span) {
            let candidate = Candidate::new(recognizer, kind, span).hard();
            out.push(candidate.because(Weight::Field, Why::FIELD));
        }
    }
}

/// The code with the groups that belong to it on both sides.
pub(crate) fn extent(page: &Page<'_>, code: &Code) -> Span {
    page.span(prefix(page, code), suffix(page, code))
}

/// Short words before the digits, behind the label: "QHM 4471 90233", "W 30 2218", "GA CQR 4410".
fn prefix(page: &Page<'_>, code: &Code) -> usize {
    if code.label.cue == Cue::None {
        return code.first;
    }
    if is_headed_twice(page, code) {
        return code.label.at;
    }
    let belongs = |at: &usize| {
        *at > code.label.at && page.gap(at + 1) == Gap::Space && is_head(page, *at, code.first)
    };
    let before = (1..=2).map_while(|by| code.first.checked_sub(by));
    before.take_while(belongs).last().unwrap_or(code.first)
}

/// "Original invoice: INV 7740218": what stands behind another label of the same kind belongs to the number.
fn is_headed_twice(page: &Page<'_>, code: &Code) -> bool {
    let at = code.label.at;
    let head = page
        .token(at)
        .is_some_and(|token| token.case == Case::Upper && token.len() == 3);
    let marked = at >= 2 && page.is_mark(at - 1, ":");
    let label = marked
        && page
            .token(at - 2)
            .is_some_and(|token| token.cue == code.label.cue);
    head && label && at + 1 == code.first && page.gap(code.first) == Gap::Space
}

/// How many characters a number in groups may have.
const LONGEST: usize = 26;

fn suffix(page: &Page<'_>, code: &Code) -> usize {
    let start = page.span(code.first, code.first).start;
    let mut last = code.last;
    if page.span(code.first, code.last).len() > 12 && page.is_number(code.last) {
        return last;
    }
    while let Some(next) = group_after(page, code, last) {
        if page.span(next, next).end.saturating_sub(start) > LONGEST {
            break;
        }
        last = next;
    }
    last
}

/// The last token of a further group of the same number.
fn group_after(page: &Page<'_>, code: &Code, last: usize) -> Option<usize> {
    let (cue, first, next) = (code.label.cue, code.first, last + 1);
    if page.gap(next) != Gap::Space {
        return None;
    }
    if cue == Cue::Vehicle && page.is_word(next) {
        let token = page.token(next)?;
        return (token.case == Case::Upper && token.len() <= 4).then_some(next);
    }
    if last > code.last && is_last_letter(page, cue, next) {
        return Some(next);
    }
    let mut end = next;
    while page.is_glued(end + 1)
        && (page.is_number(end + 1) || page.is_word(end + 1) || dash(page, end + 1))
    {
        end += 1;
    }
    let group = page.slice(page.span(next, end));
    let digits = group.bytes().filter(u8::is_ascii_digit).count();
    let calendar = group.matches('-').count() > 1;
    let solid = group
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'-');
    let pair = cue == Cue::HealthPlan && last > code.last && digits == group.len();
    let short = page.span(first, last).len() <= 5
        || pair
        || group.len() >= 3
        || group.starts_with('0')
        || ends(page, end + 1);
    (!calendar
        && digits * 2 >= group.len()
        && solid
        && group.len() <= 8
        && short
        && (!measured(page, end + 1) || is_last_letter(page, cue, end + 1)))
    .then_some(end)
}

/// "0041 88 4601 M": one letter that ends a number in groups. Behind a record number it is the patient's sex.
fn is_last_letter(page: &Page<'_>, cue: Cue, at: usize) -> bool {
    let letter = page
        .token(at)
        .is_some_and(|token| token.len() == 1 && token.case == Case::Capital);
    letter && cue != Cue::Mrn && (ends(page, at + 1) || page.gap(at + 1) >= Gap::Line)
}

fn dash(page: &Page<'_>, at: usize) -> bool {
    page.is_mark(at, "-") && page.is_glued(at + 1) && page.is_number(at + 1)
}

fn ends(page: &Page<'_>, at: usize) -> bool {
    page.gap(at) >= Gap::Wide || matches!(page.word(at), "," | ";" | "." | ")")
}

/// Whether what follows makes the number before it a measure, an age, a date or a time.
pub(crate) fn measured(page: &Page<'_>, at: usize) -> bool {
    match page.word(at) {
        "%" | "°" => return true,
        "+" | "\u{b5}" | "x" => return page.is_glued(at),
        "/" | ":" => return page.is_glued(at) && page.is_glued(at + 1),
        _ => {}
    }
    page.gap(at) <= Gap::Space && page.among(at, UNITS)
}

/// Words after a number that make it a measure.
const UNITS: &[&str] = &[
    "a",
    "am",
    "beats",
    "bpm",
    "c",
    "cal",
    "calories",
    "caps",
    "capsules",
    "cc",
    "cell",
    "cells",
    "centimeters",
    "cents",
    "cm",
    "copies",
    "d",
    "day",
    "days",
    "degrees",
    "dollars",
    "dose",
    "doses",
    "f",
    "feet",
    "fr",
    "ft",
    "g",
    "gm",
    "grains",
    "grams",
    "gtts",
    "h",
    "hour",
    "hours",
    "hr",
    "hrs",
    "in",
    "inches",
    "iu",
    "k",
    "kcal",
    "kg",
    "kilograms",
    "kilos",
    "l",
    "lb",
    "lbs",
    "liters",
    "litres",
    "m",
    "mcg",
    "mcgs",
    "meq",
    "mg",
    "mi",
    "micrograms",
    "miles",
    "milligrams",
    "milliliters",
    "millimeters",
    "min",
    "mins",
    "minutes",
    "ml",
    "mls",
    "mm",
    "mmhg",
    "mmol",
    "mo",
    "months",
    "mos",
    "ms",
    "ng",
    "oz",
    "p",
    "pack",
    "packs",
    "patients",
    "percent",
    "pills",
    "pm",
    "pound",
    "pounds",
    "proof",
    "puffs",
    "q",
    "refills",
    "sec",
    "seconds",
    "sessions",
    "square",
    "steps",
    "tab",
    "tablets",
    "tabs",
    "times",
    "u",
    "ug",
    "unit",
    "units",
    "visits",
    "volts",
    "w",
    "watts",
    "week",
    "weeks",
    "wk",
    "wks",
    "x",
    "y",
    "year",
    "years",
    "yo",
    "yr",
    "yrs",
];

/// Whether an announced code can be a number that identifies, as opposed to a count, a year, a date or a measure.
pub(super) fn believable(page: &Page<'_>, code: &Code, span: Span) -> bool {
    let text = page.slice(span);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let bare = page.slice(page.span(code.first, code.last));
    let enough = match code.label.cue {
        Cue::Filler => code.label.marked && digits >= 3 && digits + letters >= 5,
        Cue::Weak => {
            let long = digits >= 4 || (digits >= 3 && (letters > 0 || code.label.marked));
            let mixed = digits >= 2 && digits + letters >= 8 && !bare.contains('/');
            (long && (code.label.marked || !is_clock(bare))) || mixed
        }
        Cue::Vehicle => digits >= 1 && digits + letters >= 5 && letters + digits <= 17,
        Cue::Phone | Cue::Fax => false,
        Cue::HealthPlan if letters >= 4 && digits >= 1 => {
            bare.bytes().filter(u8::is_ascii_uppercase).count() == letters
                && code.label.at + 1 == code.first
        }
        Cue::Device => (digits >= 3 && digits + letters >= 4) || (digits >= 2 && letters >= 3),
        _ => {
            digits >= 4
                || (digits >= 3 && (letters > 0 || code.label.marked))
                || (digits >= 2 && letters >= 3)
        }
    };
    let slashed = bare.contains('/') && letters > 0;
    enough
        && !slashed
        && !is_dotted(bare)
        && !is_catalog(page, code)
        && !is_kind_of_paper(page, code, bare)
        && !is_of_claims(page, code, bare)
        && !is_amount(page, code, bare)
        && !looks_like_year(code.label.cue, bare)
        && !is_calendar(bare)
}

/// "ref 061.5312 lot WPL44": what stands before a lot is the number of a product.
pub(super) fn is_catalog(page: &Page<'_>, code: &Code) -> bool {
    let batch = ["lot", "sn", "exp"]
        .iter()
        .any(|word| page.is(code.last + 1, word));
    page.is(code.label.at, "ref") && batch
}

/// "Form GI-102", "Protocol FLW-207", "item 8842-M": which form, study or product it is, and not whose.
fn is_kind_of_paper(page: &Page<'_>, code: &Code, bare: &str) -> bool {
    let digits = bare.bytes().filter(u8::is_ascii_digit).count();
    let lettered = bare.bytes().any(|byte| byte.is_ascii_alphabetic());
    let next = code.label.at + 1 == code.first;
    let paper = page.among(code.label.at, &["form", "item", "protocol"]);
    next && paper && lettered && digits <= 4
}

/// What claims are full of and every clinic shares: codes of adjustments and remarks ("CO-197", "MA130"; X12 lists 139 and 411),
/// of procedures behind a visit ("office visit 99214") and of supplies (HCPCS level II, "E0601"), and the numbers of payers.
fn is_of_claims(page: &Page<'_>, code: &Code, bare: &str) -> bool {
    let payer = page.among(code.label.at, &["bin", "payer", "payor", "rxbin"]);
    let digits = bare.len() <= 6 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let hash = code.first > 0 && page.is_mark(code.first - 1, "#");
    let next = code.label.at + 1 == code.first && bare.len() == 5;
    let procedure = next && digits && page.among(code.label.at, &["visit", "wo"]);
    match code.label.cue {
        Cue::HealthPlan | Cue::OtherId if payer && digits => true,
        Cue::Weak | Cue::OtherId if procedure => true,
        Cue::Device | Cue::Weak | Cue::Filler if is_supply(bare) && !hash => true,
        Cue::Weak if is_range_of_codes(bare) => true,
        _ => is_adjustment(bare),
    }
}

/// "99381-99397": procedures from and to.
fn is_range_of_codes(bare: &str) -> bool {
    let code = |part: &str| part.len() == 5 && part.bytes().all(|byte| byte.is_ascii_digit());
    bare.split_once('-')
        .is_some_and(|(from, to)| code(from) && code(to) && from < to)
}

/// "E0601": the letter of a section for supplies or drugs, and four digits.
fn is_supply(bare: &str) -> bool {
    let digits = |rest: &str| rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit());
    bare.starts_with(['A', 'E', 'J', 'K', 'L', 'Q']) && bare.get(1..).is_some_and(digits)
}

/// "CO-45", "PR-204": a claim adjustment group and a reason; "MA130", "N522": a remark.
fn is_adjustment(bare: &str) -> bool {
    let split = bare
        .split_once('-')
        .filter(|(group, _)| ["CO", "CR", "OA", "PI", "PR"].contains(group));
    let remark = ["MA", "M", "N"]
        .iter()
        .find_map(|head| bare.strip_prefix(head));
    let number = split
        .map(|(_, reason)| reason)
        .or(remark)
        .unwrap_or_default();
    (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Five or more groups by points are an object identifier.
fn is_dotted(bare: &str) -> bool {
    bare.split('.').count() >= 5
}

/// "0240": a time of day on the 24-hour clock.
pub(super) fn is_clock(bare: &str) -> bool {
    let minutes = bare.get(2..).unwrap_or_default();
    bare.len() == 4
        && bare < "2400"
        && minutes < "60"
        && bare.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_amount(page: &Page<'_>, code: &Code, bare: &str) -> bool {
    let money = code
        .first
        .checked_sub(1)
        .is_some_and(|before| page.is_mark(before, "$"));
    let decimal = bare.split('.').count() == 2
        && !bare.contains('-')
        && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let counted = bare.len() <= 5 && measured(page, code.last + 1);
    money || counted || (decimal && bare.rsplit('.').next().is_some_and(|part| part.len() <= 2))
}

fn looks_like_year(cue: Cue, bare: &str) -> bool {
    let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
    year && matches!(
        cue,
        Cue::Weak | Cue::Filler | Cue::OtherId | Cue::HealthPlan
    )
}

/// Two or three groups by slashes are a date, whatever stands before them.
fn is_calendar(bare: &str) -> bool {
    bare.contains('/')
        && bare
            .split('/')
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn units_are_sorted() {
        assert!(UNITS.is_sorted());
    }

    #[test]
    fn groups_belong_to_a_labeled_number() {
        let rows = [
            ("MRN 00 71 53 88   FIN", "00 71 53 88"),
            ("Member ID QHM 4471 90233, group", "QHM 4471 90233"),
            ("MRN 6602915 was seen", "6602915"),
            ("MRN 6602915 12/3/25", "6602915"),
            ("serial 7M2K 0091 4456, share", "7M2K 0091 4456"),
            ("acct 4417 45 yo", "4417"),
            ("plate 417 MKW.", "417 MKW"),
            ("plate GA CQR 4410 by", "GA CQR 4410"),
            ("lic OR 61188", "OR 61188"),
            ("plate abx 4471. gas", "abx 4471"),
            ("member wlp 550172, ok", "wlp 550172"),
            ("medicaid 9920 117 33 says", "9920 117 33"),
            ("Medicaid 0041 88 4601 M\nDr", "0041 88 4601 M"),
            ("acct ..77104 posted", "77104"),
            ("plan is 4471 now", "4471"),
            ("invoice: INV 7740218 ", "INV 7740218"),
        ];
        for (text, expected) in rows {
            let page = Page::new(text, None, &Lexicon::shipped());
            let code = page.codes.first().unwrap();
            assert_eq!(page.slice(extent(&page, code)), expected, "{text}");
        }
    }
}
