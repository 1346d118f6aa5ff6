//! Structure first: a value whose label says what it is, is that, whatever it looks like.
//!
//! Labels come in many forms, one file each: the name under which a text was sent (`key`), "label: value" lines (`line`,
//! `initial` for single letters and `misread` for numbers with letters in them), quoted keys and tags (`markup`), cells of HTML
//! (`cell`), assignments and attributes (`assigned`), rows that begin with a label (`row`), columns of a form
//! whose labels have no colon (`column`), tables with a header line (`table`,
//! and `aligned` where blanks part the columns), HL7 v2 (`hl7`) and X12 (`x12`) fields. Without a header line, the cells of a
//! table speak for each other (`untitled`, `banner`); what its header calls a product is nobody's (`catalog`). What a label means
//! is said once, in `meaning`, and how far a name reaches in `name`, over emphasis in `marked`, without titles and degrees in
//! `titled`; what is said in a conversation is told from a field in `turn`. Numbers behind a label in running text are the
//! recognizers' (`recognize/code`).

mod aligned;
mod assigned;
mod banner;
mod catalog;
mod cell;
mod column;
mod hl7;
mod initial;
mod key;
mod line;
mod marked;
mod markup;
mod meaning;
mod misread;
mod name;
mod row;
mod table;
mod titled;
mod turn;
mod untitled;
mod x12;

use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::{Flags, Lexicon};
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::Page;
use meaning::Meaning;
pub(crate) use meaning::plain;
pub(crate) use table::{cells, lines, parted, trimmed};
pub(crate) use turn::Speakers;

/// Proposes what the structure of a page says.
pub(crate) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    key::find(page, out);
    line::find(page, out);
    initial::find(page, out);
    misread::find(page, out);
    markup::find(page, out);
    cell::find(page, out);
    assigned::find(page, out);
    row::find(page, out);
    column::find(page, out);
    table::find(page, out);
    aligned::find(page, out);
    untitled::find(page, out);
    banner::find(page, out);
    hl7::find(page, out);
    x12::find(page, out);
}

/// Takes back what structure says is nobody's: the numbers of a catalog, the labels of a form.
pub(crate) fn leave_out(page: &Page<'_>, own: &mut Vec<Candidate>) {
    catalog::leave_out(page, own);
    column::leave_out(page, own);
}

/// Whether a label says what stands under it: "DOB" does, "value" does not.
#[must_use]
pub fn tells(label: &str) -> bool {
    meaning::of(label).is_some()
}

/// A value in the field of a given meaning; nothing when it cannot be a value ("unknown", "see below", no letters).
fn value(
    page: &Page<'_>,
    recognizer: &'static str,
    meaning: Meaning,
    span: Span,
) -> Option<Candidate> {
    let span = trim(page.text, span);
    let text = page.slice(span);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let fits = match meaning.kind {
        _ if meaning.wordy && is_program(text) => false,
        Kind::Name => letters >= 1 && digits == 0 && text.len() <= 80 && !is_box(text),
        Kind::Geo => letters + digits >= 2 && text.len() <= 200,
        Kind::Date => (digits > 1 || (digits == 1 && has_month(text))) && text.len() <= 40,
        Kind::Age => digits >= 2 && is_old(text),
        Kind::Email | Kind::Url => text.contains('.') && text.len() >= 5,
        Kind::Phone | Kind::Fax => digits >= 4,
        Kind::Ip => text.contains(['.', ':']),
        Kind::Photo | Kind::Biometric => digits + letters >= 4,
        _ if meaning.wordy && !is_user(text) => false,
        _ if is_amount(text) => false,
        _ => digits + letters >= 2 && (digits >= 1 || meaning.wordy) && text.len() <= 64,
    };
    (fits && !is_empty_value(text)).then(|| {
        let kind = if meaning.wordy && is_somebody(text) {
            Kind::Name
        } else {
            meaning.kind
        };
        let span = match kind {
            Kind::Name => titled::inner(page.text, span),
            Kind::Date => without_time(page.text, span),
            _ => span,
        };
        let candidate = Candidate::new(recognizer, kind, span).because(Weight::Field, Why::FIELD);
        Candidate {
            hard: meaning.hard,
            role: meaning.role,
            ..candidate
        }
    })
}

/// "May 5".
fn has_month(text: &str) -> bool {
    let lexicon = Lexicon::shipped();
    text.split(|c: char| !c.is_alphabetic())
        .any(|word| lexicon.flags(word).any(Flags::MONTH))
}

/// A day without the time of day behind it: "08/04/2025 09:00".
fn without_time(text: &str, span: Span) -> Span {
    let (day, time) = span
        .of(text)
        .unwrap_or_default()
        .split_once(' ')
        .unwrap_or_default();
    let digits = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_time = time.contains(':') && time.split(':').all(digits);
    match is_time && !day.is_empty() {
        true => Span {
            end: span.start + day.len(),
            ..span
        },
        false => span,
    }
}

/// Whether a value is money: "1,204.00", "-600.00", "$45".
fn is_amount(text: &str) -> bool {
    let figures = text
        .trim_start_matches(['-', '$', '('])
        .trim_end_matches(')');
    let cents = figures.rsplit_once('.').map(|(_, cents)| cents.len());
    let plain = figures
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    plain && (text.contains('$') || cents == Some(2))
}

/// Whether a letter ticks a box rather than being somebody's.
fn is_box(text: &str) -> bool {
    matches!(text, "N" | "X" | "Y" | "n" | "x" | "y")
}

/// Whether what did something in a system is the system.
fn is_program(text: &str) -> bool {
    const PROGRAMS: &[&str] = &[
        "admin",
        "administrator",
        "api",
        "automatic",
        "batch",
        "cron",
        "guest",
        "import",
        "job",
        "me",
        "patient",
        "root",
        "scheduler",
        "service",
        "system",
        "test",
        "user",
    ];
    PROGRAMS.iter().any(|one| text.eq_ignore_ascii_case(one))
}

/// Whether a value can be the name of a user or of somebody: one word, or a few with capitals.
fn is_user(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words
        .iter()
        .all(|word| word.starts_with(char::is_uppercase));
    words.len() == 1 || (words.len() <= 4 && capitals)
}

/// Whether who did something is written as a name or its first letters and not as the name of a user.
fn is_somebody(text: &str) -> bool {
    let spelled = text
        .chars()
        .all(|c| c.is_alphabetic() || " ,.'-".contains(c));
    spelled && (text.starts_with(char::is_uppercase) || text.len() <= 3)
}

fn is_old(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    digits
        .parse::<u32>()
        .is_ok_and(|age| (90..=120).contains(&age))
}

/// What people write when they have nothing to write.
fn is_empty_value(text: &str) -> bool {
    const EMPTY: &[&str] = &[
        "-",
        "--",
        "blank",
        "declined",
        "false",
        "hello",
        "hey",
        "hi",
        "n/a",
        "na",
        "nka",
        "nkda",
        "no",
        "none",
        "not on file",
        "null",
        "ok",
        "okay",
        "other",
        "pending",
        "redacted",
        "refused",
        "same",
        "see above",
        "see below",
        "self",
        "string",
        "sure",
        "tbd",
        "true",
        "undefined",
        "unk",
        "unknown",
        "yes",
    ];
    EMPTY.iter().any(|empty| text.eq_ignore_ascii_case(empty))
}

/// A span without the white space and quotes at its ends.
fn trim(text: &str, span: Span) -> Span {
    let Some(part) = span.of(text) else {
        return span;
    };
    let is_edge = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '[' | ']' | '{' | '}' | '*')
    };
    let left = part.len() - part.trim_start_matches(is_edge).len();
    let right = part.len() - part.trim_end_matches(is_edge).len();
    Span::new(span.start + left, span.end.saturating_sub(right)).unwrap_or(Span {
        start: span.start,
        end: span.start,
    })
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Kind, Page};
    use crate::lexicon::Lexicon;

    /// What a finder of fields proposes in a text.
    pub(super) fn proposed(
        find: fn(&Page<'_>, &mut Vec<Candidate>),
        text: &str,
    ) -> Vec<(Kind, String)> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let mut out = Vec::new();
        find(&page, &mut out);
        out.iter()
            .map(|one| (one.kind, page.slice(one.span).to_owned()))
            .collect()
    }

    /// The same without the kinds.
    pub(super) fn values(find: fn(&Page<'_>, &mut Vec<Candidate>), text: &str) -> Vec<String> {
        let proposed = proposed(find, text).into_iter();
        proposed.map(|(_, value)| value).collect()
    }
}
