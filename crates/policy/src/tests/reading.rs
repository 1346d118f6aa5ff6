//! The words of every rule read at grade 8 or lower.

use crate::Reason;
use crate::rules::{Rules, SHIPPED};

/// Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59.
fn grade(text: &str) -> f64 {
    let plain = without_commands(text);
    let words: Vec<_> = plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let sentences = plain.matches(['.', '!', '?']).count().max(1);
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * ratio(words.len(), sentences) + 11.8 * ratio(syllables, words.len()) - 15.59
}

/// A command to type is read as one short word.
fn without_commands(text: &str) -> String {
    text.split('`')
        .enumerate()
        .map(|(at, part)| if at % 2 == 1 { "this" } else { part })
        .collect()
}

/// Groups of vowels, without a silent final e; letters of an abbreviation one by one.
fn syllables(word: &str) -> usize {
    if word.len() > 1 && word.chars().all(|letter| letter.is_ascii_uppercase()) {
        return word.len();
    }
    let word = word.to_lowercase();
    let vowel = |letter: char| "aeiouy".contains(letter);
    let starts = word
        .chars()
        .zip(std::iter::once(' ').chain(word.chars()))
        .filter(|(this, last)| vowel(*this) && !vowel(*last));
    let silent = word.ends_with('e') && !word.ends_with("le");
    starts.count().saturating_sub(usize::from(silent)).max(1)
}

fn ratio(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole.max(1)).unwrap())
}

/// Reasons that are shown, those of no rule included.
fn shown() -> Vec<Reason> {
    let rules = Rules::shipped().unwrap();
    let ids = SHIPPED
        .iter()
        .map(|(id, _)| cedar_policy::PolicyId::new(id));
    let mut reasons: Vec<_> = ids
        .map(|id| rules.rule(&id).unwrap().reason.clone())
        .collect();
    reasons.extend([Reason::nothing_allows(), Reason::rules_failed()]);
    reasons
}

#[test]
fn words_read_at_grade_eight_or_lower() {
    let hard: Vec<_> = shown()
        .iter()
        .flat_map(|reason| [reason.says.to_string(), reason.next.to_string()])
        .map(|text| (grade(&text), text))
        .filter(|(grade, _)| *grade > 8.0)
        .map(|(grade, text)| format!("{grade:.1}  {text}"))
        .collect();
    assert!(hard.is_empty(), "{}", hard.join("\n"));
}

#[test]
fn words_are_whole_calm_sentences() {
    for reason in shown() {
        for text in [&reason.says, &reason.next] {
            assert!(text.ends_with('.'), "{text}");
            assert!(!text.contains('!'), "{text}");
            assert!(!text.to_lowercase().contains("hipaa certified"), "{text}");
        }
    }
}

#[test]
fn the_measure_knows_easy_from_hard() {
    assert!(grade("The cat sat on the mat. The dog ran.") < 2.0);
    assert!(
        grade(
            "Organizational authorization documentation necessitates comprehensive interdepartmental verification."
        ) > 20.0
    );
    assert_eq!(
        ["BAA", "agreement", "service", "table", "the"].map(syllables),
        [3, 3, 2, 2, 1]
    );
}
