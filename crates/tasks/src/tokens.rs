//! Words, phrases, placeholders and merge fields of a text, each with its place in bytes.

use std::collections::BTreeSet;

/// One spelling for comparing: lower case, straight quote marks, plain dashes, one space between words.
pub(crate) fn fold(text: &str) -> String {
    let straight: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect();
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The plain form of a typographic character.
pub(crate) fn plain(letter: char) -> char {
    match letter {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    }
}

/// Whether a folded text holds a phrase as whole words.
pub(crate) fn holds(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(at, found)| {
        let before = folded.get(..at).and_then(|part| part.chars().next_back());
        let after = folded.get(at + found.len()..);
        let after = after.and_then(|part| part.chars().next());
        let is_inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !is_inside(before) && !is_inside(after)
    })
}

/// Placeholders such as `[PATIENT_1]`, as they are written.
pub(crate) fn placeholders(text: &str) -> BTreeSet<&str> {
    between(text, "[", "]")
        .filter(|found| is_placeholder(found))
        .collect()
}

fn is_placeholder(found: &str) -> bool {
    let inside = found.trim_start_matches('[').trim_end_matches(']');
    let Some((kind, number)) = inside.rsplit_once('_') else {
        return false;
    };
    let is_kind = kind.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    is_kind && kind.starts_with(|c: char| c.is_ascii_uppercase()) && is_number
}

/// Names of merge fields such as `{{first_name}}`, without their braces.
pub(crate) fn merge_fields(text: &str) -> impl Iterator<Item = &str> {
    between(text, "{{", "}}").filter_map(|found| {
        let name = found.strip_prefix("{{")?.strip_suffix("}}")?;
        Some(name.trim())
    })
}

/// Everything from an opening mark to the next closing one, marks included. An opening mark inside starts anew.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(close).filter_map(move |(end, _)| {
        let before = text.get(..end)?;
        let start = before.rfind(open)?;
        let is_closed = before.get(start..)?.contains(close);
        (!is_closed).then(|| text.get(start..end + close.len()))?
    })
}

/// Words as a reader counts them: runs of letters, digits and inner apostrophes or hyphens.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-')))
        .map(|word| word.trim_matches(['\'', '\u{2019}', '-']))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_other_brackets() {
        let text = "[PATIENT_1] saw [STAFF_MEMBER_2] [sic] [1] [A_] [_1] [[DATE_3]] x[PHONE_1";
        let found: Vec<_> = placeholders(text).into_iter().collect();
        assert_eq!(found, ["[DATE_3]", "[PATIENT_1]", "[STAFF_MEMBER_2]"]);
    }

    #[test]
    fn merge_fields_are_named_without_their_braces() {
        let names: Vec<_> =
            merge_fields("Dear {{first_name}} {{ last_name }}, {x} }} {{").collect();
        assert_eq!(names, ["first_name", "last_name"]);
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(holds("leave a review.", "review"));
        assert!(!holds("reviewed", "review"));
        assert!(!holds("préview", "view"));
    }

    #[test]
    fn folding_evens_out_quotes_spaces_and_case() {
        assert_eq!(
            fold("It\u{2019}s  \u{201c}OK\u{201d}\n\u{2014} Yes"),
            "it's \"ok\" - yes"
        );
    }

    #[test]
    fn words_keep_their_apostrophes() {
        let found: Vec<_> = words("Don't take 20 mg — it's a follow-up.").collect();
        assert_eq!(
            found,
            ["Don't", "take", "20", "mg", "it's", "a", "follow-up"]
        );
    }
}
