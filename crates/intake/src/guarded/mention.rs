//! Tells a text *of* notes that are kept apart from one that only names them: a box on a form that nobody ticked, a list of
//! what may be released, a rule about authorization, a sentence that there are none.
//!
//! Only what is plain counts as a mere mention. A ticked box, "do not share these psychotherapy notes" or a heading stay what
//! they may be: such notes.

/// Words that say there is none, where only [`FILLING`] stands between them and the phrase.
const NEGATIONS: [&str; 9] = [
    "no",
    "not",
    "without",
    "exclude",
    "excludes",
    "excluding",
    "except",
    "excepting",
    "omits",
];
/// What may stand between a negation, or the word authorization, and the phrase.
const FILLING: [&str; 18] = [
    "a",
    "an",
    "any",
    "contain",
    "containing",
    "contains",
    "disclose",
    "disclosure",
    "for",
    "include",
    "includes",
    "including",
    "of",
    "release",
    "separate",
    "the",
    "to",
    "use",
];
/// What of the filling would make a ban of a negation: "do not release psychotherapy notes" may stand on such notes.
const BANS: [&str; 5] = ["disclose", "disclosure", "release", "to", "use"];
/// How far back a negation may stand, in words.
const NEAR: usize = 5;
/// Boxes that nobody ticked.
const EMPTY: [&str; 9] = ["[ ]", "[]", "[_]", "( )", "()", "☐", "□", "◻", "___"];
/// Boxes that somebody ticked.
const TICKED: [&str; 9] = ["[x]", "[X]", "[✓]", "(x)", "(X)", "☑", "☒", "✓", "✔"];
/// What opens a list of things that may be released.
const FORMS: [&str; 6] = [
    "release",
    "disclos",
    "request",
    "authoriz",
    "permission",
    "to be sent",
];
/// How many things such a list names at least.
const ITEMS: usize = 3;

/// Whether the phrase at `start..end` only names such notes.
pub(super) fn is_mention(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let after = after.split(['\n', '\r']).next().unwrap_or_default();
    is_denied(before)
        || is_about_authorization(before, after)
        || is_box(before, after)
        || is_item(before, after)
}

/// "no psychotherapy notes", "does not include any psychotherapy notes", "except for psychotherapy notes".
fn is_denied(before: &str) -> bool {
    let denies = |word: &str| NEGATIONS.contains(&word);
    leads_to(before, denies, |word| !BANS.contains(&word))
}

/// "authorization for the release of psychotherapy notes", "psychotherapy notes need a separate authorization".
fn is_about_authorization(before: &str, after: &str) -> bool {
    let is_it = |word: &str| word.starts_with("authori");
    let follows = sentence_start(after).collect::<Vec<_>>();
    let ruled = match follows.as_slice() {
        [first, rest @ ..] if ["need", "needs", "require", "requires"].contains(&&**first) => {
            rest.iter().take(NEAR).any(|word| is_it(word))
        }
        [first, ..] => is_it(first),
        [] => false,
    };
    ruled || leads_to(before, is_it, |_| true)
}

/// Whether a word stands shortly before, with nothing but fitting filling behind it.
fn leads_to(before: &str, is_it: impl Fn(&str) -> bool, fits: impl Fn(&str) -> bool) -> bool {
    let sentence = before
        .rsplit(['.', ':', ';', '!', '?'])
        .next()
        .unwrap_or_default();
    let words: Vec<String> = words(sentence).collect();
    for word in words.iter().rev().take(NEAR) {
        if is_it(word) {
            return true;
        }
        if !(FILLING.contains(&word.as_str()) && fits(word)) {
            return false;
        }
    }
    false
}

/// A box that nobody ticked, before the phrase or, where none is before it, behind it.
fn is_box(before: &str, after: &str) -> bool {
    let last = |boxes: &[&str]| boxes.iter().filter_map(|one| before.rfind(one)).max();
    let (empty, ticked) = (last(&EMPTY), last(&TICKED));
    match empty.max(ticked) {
        Some(at) => empty > ticked && !before.get(at..).unwrap_or_default().contains(['.', ';']),
        None => {
            let after = after.trim_start();
            EMPTY.iter().any(|one| after.starts_with(one))
        }
    }
}

/// A thing by itself in a list of at least three that may be released: "Release of: labs, psychotherapy notes, bills".
fn is_item(before: &str, after: &str) -> bool {
    let Some((opening, listed)) = before.rsplit_once(':') else {
        return false;
    };
    let opening = opening.to_lowercase();
    if !FORMS.iter().any(|word| opening.contains(word)) || listed.contains('.') {
        return false;
    }
    let rest = after.split('.').next().unwrap_or_default();
    let apart = |part: &str, end: bool| {
        let part = part.trim();
        let edge = if end {
            part.chars().next_back()
        } else {
            part.chars().next()
        };
        edge.is_none_or(|edge| matches!(edge, ',' | ';' | '|' | '/'))
    };
    let last = listed.trim().trim_end_matches("and").trim_end_matches("or");
    let count = format!("{listed}x{rest}")
        .split([',', ';', '|', '/'])
        .count();
    apart(last, true) && apart(rest, false) && count >= ITEMS
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The words up to the end of the sentence.
fn sentence_start(text: &str) -> impl Iterator<Item = String> {
    words(
        text.split(['.', ':', ';', '!', '?'])
            .next()
            .unwrap_or_default(),
    )
}
