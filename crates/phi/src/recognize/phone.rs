//! Telephone numbers: North American in every punctuation, extensions, international with a plus, local seven-digit
//! numbers with a word that says so, and numbers spelled out digit by digit.
//!
//! `fax` reads the same numbers and takes those that a word calls a fax. Ranges, doses and identifiers of the same
//! length are told apart by the numbering plan and by what is announced before them.

mod abroad;
mod extension;
mod second;
mod toll_free;

use super::candidate::Weight;
use super::{Candidate, Recognizer, check, code, dictated};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::span::Span;
use crate::text::{Cue, Gap, Page, label_before};

pub(crate) const PHONE: Recognizer = Recognizer {
    id: "phone",
    kinds: &[Kind::Phone],
    about: "Telephone numbers and extensions.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let numbers = numbers(page);
    second::find(page, &numbers, out);
    for number in numbers.iter().filter(|number| number.cue != Cue::Fax) {
        out.push(number.candidate(page, PHONE.id, Kind::Phone));
    }
    extension::alone(page, out);
    for run in &page.spelled {
        let digits = run.digits.len();
        let elsewhere = run.cue == Cue::Ssn || dictated::kind_of(run.cue, digits).is_some();
        if matches!(digits, 7 | 10 | 11) && !elsewhere {
            let candidate =
                Candidate::new(PHONE.id, Kind::Phone, page.span(run.first, run.last)).hard();
            out.push(candidate.because(Weight::Context, Why::PATTERN));
        }
    }
}

/// A telephone number as it stands.
#[derive(Clone, Copy)]
pub(super) struct Number {
    first: usize,
    last: usize,
    /// What is announced before it; `Fax` only when it is the nearest.
    pub(super) cue: Cue,
    weight: Weight,
}

impl Number {
    /// The find that it makes, with its extension.
    pub(super) fn candidate(
        self,
        page: &Page<'_>,
        recognizer: &'static str,
        kind: Kind,
    ) -> Candidate {
        let why = if self.weight >= Weight::Field {
            Why::CONTEXT | Why::CHECK
        } else {
            Why::CHECK
        };
        let found = Candidate::new(recognizer, kind, self.span(page)).because(self.weight, why);
        // It is replaced all the same; its sender may say whose it is.
        match toll_free::is(page, self.first, self.last) {
            true => found.with(Confidence::Check),
            false => found.hard(),
        }
    }

    fn span(self, page: &Page<'_>) -> Span {
        page.span(
            self.first,
            extension::behind(page, self.last).unwrap_or(self.last),
        )
    }
}

/// Every number of the page that can be a telephone or a fax.
pub(super) fn numbers(page: &Page<'_>) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    let mut done = 0;
    for start in page.numbers.iter().map(|start| *start as usize) {
        if start < done {
            continue;
        }
        if let Some(number) = at(page, start, out.last()) {
            done = number.last + 1;
            out.push(number);
        }
    }
    out
}

fn at(page: &Page<'_>, start: usize, before: Option<&Number>) -> Option<Number> {
    if hangs_on_number(page, start) {
        return None;
    }
    let (digits, last) = abroad::behind_plus(page, start)
        .or_else(|| american(page, start))
        .or_else(|| local(page, start))
        .or_else(|| abroad::announced_as_phone(page, start, before))?;
    let first = opening(page, start);
    let cue = announced(page, first, before);
    let plain = page.span(start, last).len() == digits;
    // All groups of a number are one also where the blank before it was lost: "Larissa602-555-0107".
    let is_tail = hangs_on_word(page, start) && (plain || digits < 10);
    if is_tail || is_name_in_program(page, first, last, plain) {
        return None;
    }
    let weight = weigh(
        page,
        Shape {
            digits,
            plain,
            start,
            last,
        },
        cue,
    )?;
    Some(Number {
        first,
        last,
        cue,
        weight,
    })
}

/// Whether the digits are the tail of a word: "A6145550142".
fn hangs_on_word(page: &Page<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).filter(|_| page.is_glued(start));
    before.is_some_and(|before| {
        let token = page.token(before);
        page.is_word(before)
            && token.is_some_and(|token| token.cue == Cue::None && !tag(page.word(before)))
    })
}

/// Whether the digits are the tail of a longer number: "1.6145550142", "$614".
fn hangs_on_number(page: &Page<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|_| page.is_glued(start)) else {
        return false;
    };
    let glued_number =
        matches!(page.word(before), "-" | "." | "/" | "_" | ",") && page.is_glued(before) && {
            before.checked_sub(1).is_some_and(|far| {
                page.is_number(far) || page.is_word(far) && !matches!(page.word(before), "." | "_")
            })
        };
    (glued_number && !matches!(page.word(before), "," | "/")) || page.is_mark(before, "$")
}

/// Whether underscores make the digits part of a name in a program: then a label in the same name, or all groups of a
/// number, must speak for a telephone ("call_614-555-0142_back", but "patch_2345678901", "shape_256_256_1024").
fn is_name_in_program(page: &Page<'_>, first: usize, last: usize, plain: bool) -> bool {
    let text = page.slice(page.span(first, last));
    let strung = page.is_glued(first) && page.is_mark(first.saturating_sub(1), "_");
    if !strung && !text.contains('_') || !plain && is_said(page, first) {
        return false;
    }
    let short = text.bytes().filter(u8::is_ascii_digit).count() < 10;
    let bare = plain && !is_said(page, first);
    short || bare || check::are_sizes(text)
}

/// Short tags that are glued to numbers in slips and signatures: "p6145550142".
fn tag(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "p" | "f" | "c" | "h" | "w" | "o" | "t" | "m" | "tel" | "x"
    )
}

/// The plus, the bracket and the country code before the digits belong to the number.
fn opening(page: &Page<'_>, start: usize) -> usize {
    let mut first = start;
    while let Some(before) = first.checked_sub(1) {
        let bracket = page.is_mark(before, "(") && page.is_glued(first);
        let plus = page.is_mark(before, "+") && page.is_glued(first);
        if !bracket && !plus {
            break;
        }
        first = before;
    }
    first
}

struct Shape {
    digits: usize,
    plain: bool,
    start: usize,
    last: usize,
}

fn weigh(page: &Page<'_>, shape: Shape, cue: Cue) -> Option<Weight> {
    let text = page.slice(page.span(shape.start, shape.last));
    let said = matches!(cue, Cue::Phone | Cue::Fax);
    let other = cue.is_strong() && !said && cue != Cue::Email;
    match (shape.digits, shape.plain) {
        (7, _) if said => Some(Weight::Field),
        (7, true) => None,
        (7, false) if other || code::measured(page, shape.last + 1) || round(text) => None,
        (7, false) => Some(Weight::Pattern),
        (_, true) if other => None,
        (_, true) if check::npi(text) && !said => None,
        (_, _) if said => Some(Weight::Field),
        (_, true) => Some(Weight::Pattern),
        (_, false) if other => Some(Weight::Context),
        (_, false) => Some(Weight::Context),
    }
}

/// "300-1200": a range of amounts.
fn round(text: &str) -> bool {
    text.ends_with("00") && text.get(..3).is_some_and(|low| low.ends_with('0'))
}

/// The next group of digits over at most two separating marks and white space up to `widest`.
fn next_group(page: &Page<'_>, last: usize, widest: Gap) -> Option<usize> {
    let near = (last + 1..last + 4).take_while(|at| page.goes_on(*at) || page.gap(*at) <= widest);
    let at = near.into_iter().find(|at| page.is_number(*at))?;
    let separates = |mark| {
        matches!(
            page.word(mark),
            "(" | ")" | "-" | "." | "/" | "^" | "--" | "_"
        )
    };
    let glued = at == last + 1 && page.is_glued(at);
    (!glued && (last + 1..at).all(separates)).then_some(at)
}

/// Ten digits, with an optional 1 before them, as one run or in groups of three, three and four.
fn american(page: &Page<'_>, start: usize) -> Option<(usize, usize)> {
    let head = page.word(start);
    match head.len() {
        11 if head.starts_with('1') => head
            .get(1..)
            .filter(|ten| check::nanp(ten))
            .map(|_| (11, start)),
        10 => check::nanp(head).then_some((10, start)),
        1 if head == "1" => {
            let close = next_group(page, start, Gap::Space);
            let found = close.and_then(|area| grouped(page, area, Gap::Space));
            found.or_else(|| wide(page, start, next_group(page, start, Gap::Wide)?))
        }
        3 => grouped(page, start, Gap::Space).or_else(|| wide(page, start, start)),
        _ => None,
    }
    .filter(|(_, last)| !continues(page, *last))
}

/// Groups over tabs or several blanks, which are a number and no columns behind a label or a plus, or where the area
/// code stands in brackets: "phone 419  555  0177", "+1  419  555  0177", "(614)  555-0142".
fn wide(page: &Page<'_>, start: usize, area: usize) -> Option<(usize, usize)> {
    let found = grouped(page, area, Gap::Wide)?;
    let bracketed = page.is_mark(area.saturating_sub(1), "(") && page.is_mark(area + 1, ")");
    let told = bracketed || has_plus(page, start) || is_said(page, opening(page, start));
    told.then_some(found)
}

fn has_plus(page: &Page<'_>, start: usize) -> bool {
    page.is_glued(start) && page.is_mark(start.saturating_sub(1), "+")
}

fn grouped(page: &Page<'_>, start: usize, widest: Gap) -> Option<(usize, usize)> {
    let middle = next_group(page, start, widest)?;
    if page.word(start).len() == 3 && page.word(middle).len() == 7 {
        let whole = [page.word(start), page.word(middle)].concat();
        return check::nanp(&whole).then_some((10, middle));
    }
    let last = next_group(page, middle, widest)?;
    let whole = [page.word(start), page.word(middle), page.word(last)].concat();
    let sizes = [start, middle, last].map(|at| page.word(at).len());
    let marked = page.is_mark(start + 1, ")")
        || (!page.is_number(start + 1) && page.is_mark(middle + 1, "-"));
    (sizes == [3, 3, 4] && (check::nanp(&whole) || marked)).then_some((10, last))
}

/// Whether the number goes on: "614-555-0142-77".
fn continues(page: &Page<'_>, last: usize) -> bool {
    let mark = last + 1;
    let joins = matches!(page.word(mark), "-" | "/" | "_")
        && page.is_glued(mark)
        && page.is_glued(mark + 1);
    let long = page.word(mark + 1).len() > 4
        || page.is_word(mark + 1) && page.token(mark + 1).is_some_and(|t| t.cue == Cue::None);
    joins && page.is_mark(mark, "-") && (page.is_number(mark + 1) || long)
}

/// Seven digits with a hyphen or point: an exchange and a line.
fn local(page: &Page<'_>, start: usize) -> Option<(usize, usize)> {
    let (mark, last) = (start + 1, start + 2);
    if page.is_number(start) && page.word(start).len() == 7 {
        return check::is_exchange(page.word(start).get(..3)?).then_some((7, start));
    }
    let spaced = page.is_number(mark) && page.gap(mark) == Gap::Space && page.word(mark).len() == 4;
    let dashed = matches!(page.word(mark), "-" | ".") && page.is_glued(mark) && page.is_glued(last);
    let end = if spaced { mark } else { last };
    let shaped = page.word(start).len() == 3 && page.word(end).len() == 4 && page.is_number(end);
    let free = !page.is_mark(end + 1, "-") || !page.is_glued(end + 2);
    let kept = shaped
        && (dashed || (spaced && is_said(page, start)))
        && free
        && check::is_exchange(page.word(start));
    kept.then_some((7, end))
}

fn is_said(page: &Page<'_>, start: usize) -> bool {
    matches!(label_before(page, start).cue, Cue::Phone | Cue::Fax)
}

/// What is announced before a number: the label to its left, or one a few words back, or what the number before it was.
fn announced(page: &Page<'_>, first: usize, before: Option<&Number>) -> Cue {
    let label = label_before(page, first).cue;
    if label.is_strong() {
        return label;
    }
    if let Some(cue) = letter_tag(page, first) {
        return cue;
    }
    let floor = before
        .map_or(0, |number| number.last + 1)
        .max(first.saturating_sub(8));
    let near = (floor..first)
        .rev()
        .take_while(|at| page.gap(at + 1) < Gap::Line);
    near.filter_map(|at| page.token(at))
        .map(|token| token.cue)
        .find(|cue| matches!(cue, Cue::Phone | Cue::Fax))
        .unwrap_or(Cue::None)
}

/// "F (814) 555-0151", "f: 319...", "FX*6035550169".
fn letter_tag(page: &Page<'_>, first: usize) -> Option<Cue> {
    let at = (first.saturating_sub(2)..first)
        .rev()
        .find(|at| page.is_word(*at))?;
    let alone = !page.is_glued(at)
        || page
            .token(at.checked_sub(1)?)
            .is_some_and(|token| !token.is_word() && !token.is_number());
    match page.word(at) {
        "F" | "f" | "FX" if alone => Some(Cue::Fax),
        "P" | "p" | "T" | "t" | "C" | "c" | "H" | "h" | "O" | "o" | "M" | "m" | "W" | "w"
        | "TE" | "HP" | "WP"
            if alone =>
        {
            Some(Cue::Phone)
        }
        _ => None,
    }
}

const EXAMPLES: &[(&str, &str)] = &[
    ("called (405) 555-0116 x2, no answer", "(405) 555-0116"),
    ("back line 701 555 0113, fax same but 0114.", "0114"),
    ("we call 928-555-0155, then 0156). During", "0156"),
    ("msg from sister Larissa602-555-0107", "602-555-0107"),
    (
        "reads my mail, she is at six oh six five five five oh one two four and",
        "six oh six five five five oh one two four",
    ),
    (
        "es dos uno cero cinco cinco cinco cero uno cuatro cuatro o con mi nuera",
        "dos uno cero cinco cinco cinco cero uno cuatro cuatro",
    ),
    ("call (555) 201-\n4477 now", "(555) 201-\n4477"),
    ("call (614)\n555-0142 now", "(614)\n555-0142"),
    ("614-555-\n0142", "614-555-\n0142"),
    ("Cb 513-555-0141. Added", "513-555-0141"),
    ("P (814) 555-0150", "(814) 555-0150"),
    ("cell (480)555-0119", "(480)555-0119"),
    ("330.555.0118", "330.555.0118"),
    ("740 555 0188 after 5", "740 555 0188"),
    ("336/555-0172", "336/555-0172"),
    ("txt 6145550136", "6145550136"),
    ("call +1 231 555 0147", "+1 231 555 0147"),
    ("1-800-555-0187, TTY 711", "1-800-555-0187"),
    ("WhatsApp +81 90 5550 0147", "+81 90 5550 0147"),
    ("319.555.0100 x11 |", "319.555.0100 x11"),
    ("520-555-0150 ext. 3", "520-555-0150 ext. 3"),
    ("call 555-0163 tonight", "555-0163"),
    ("Contact: Trinh x204", "x204"),
    (
        "call us at eight hundred five five five zero one eight three within",
        "eight hundred five five five zero one eight three",
    ),
    (
        "her phone, nine one eight, five five five, oh one six one.",
        "nine one eight, five five five, oh one six one",
    ),
    ("PH 5550142", "5550142"),
    ("call me on (555) 123-4567.", "(555) 123-4567"),
    ("Phone: 0494 92 82 32", "0494 92 82 32"),
    ("phone 419  555  0177", "419  555  0177"),
    ("phone: 419\t555\t0177", "419\t555\t0177"),
    ("at (614)  555-0142", "(614)  555-0142"),
    ("at 1 (614)\t555 0142", "1 (614)\t555 0142"),
    ("phone +1  419  555  0177", "+1  419  555  0177"),
    ("reach +1\t419\t555\t0177", "+1\t419\t555\t0177"),
    ("cell (+1)  419  555  0177", "(+1)  419  555  0177"),
    ("ph: +1  (419)  555 - 0177", "+1  (419)  555 - 0177"),
    ("phone  +1-419  555-0177", "+1-419  555-0177"),
    ("cell +1  419.555-0177", "+1  419.555-0177"),
    ("tel 1.  419 - 555  0177", "1.  419 - 555  0177"),
    ("tel +1 .419  .555 .0177", "+1 .419  .555 .0177"),
    ("phone 001 419 555 0177", "001 419 555 0177"),
    ("phone +44  20  7946  0958", "+44  20  7946  0958"),
    ("call_614-555-0142_back", "614-555-0142"),
    ("call_555-0142_back", "555-0142"),
    ("phone_6145550142.txt", "6145550142"),
    ("scan_614_555_0142.pdf", "614_555_0142"),
];

const NEAR_MISSES: &[&str] = &[
    "at 0142 the alarm, 0150 quiet",
    "units 614\n555\n0142",
    "120-\n80",
    "ferritin 150-4000",
    "heparin 300-1200 units",
    "BP 118/70, 120/80, 135/85",
    "called x2, no answer",
    "x 3 days, x10 reps",
    "4 x 4 gauze, 2-3 mi",
    "NPI 1234567893",
    "MRN 6145550142",
    "serial 614-555",
    "call 911 or 988",
    "24/36 sessions, 10/10 pain",
    "Ca 9.2, Na 138, K 4.1",
    "room 412 4417",
    "Na   K   Cl\n140   4.1   102\n614   555   0142",
    "grade +1   edema\n1   614   555   0142",
    "trace  +1  +2  250  1200",
    "call_00012, call_0001234567, call_5550142",
    "call patch_6145550142, hg38_6145550142",
    "shape_256_256_1024, row_7_614_555_0142",
    "call_00012_2024_01",
    "o1-2024-12-17, h 2 2024-12-17",
];
