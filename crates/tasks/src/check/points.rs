//! What somebody asked for and the answer seems to leave out.
//!
//! An answer says things in words of its own, so a point counts as left out only where little can be said for it: a number, a
//! weekday or a medicine of it that stands nowhere, or hardly one of its words. In another language than English its words are
//! not compared. Nothing fails by it: a person looks.

use std::collections::BTreeSet;

use super::{Case, Check, Found};
use crate::reading::sentences;
use crate::tokens;

mod words;

use words::{DAILY, LITTLE, MEDICINES, MONTHS, NUMBERS, OF_MEDICINES, WEEKDAYS};

/// Most characters of a point that are repeated.
const SHOWN: usize = 120;
/// Letters by which two words are taken for the same one.
const SAME: usize = 5;
/// Letters by which a medicine is known in another language.
const SAME_MEDICINE: usize = 6;
/// Fewest letters of a medicine that its ending tells: "april" is none.
const MEDICINE: usize = 7;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let fields = case.form.task().check.points.iter();
    let asked: Vec<&str> = fields.filter_map(|name| case.form.value(name)).collect();
    let draft = Text::of(&case.written());
    let is_english = case.is_english();
    for point in asked.into_iter().flat_map(sentences).map(bare) {
        if !Text::of(point).is_in(&draft, is_english) {
            let says = format!(
                "Not found in the draft: \"{}\". Look whether it says so in other words.",
                short(point)
            );
            found.look(Check::Points, says);
        }
    }
}

/// A point without the mark or the number of its list item.
fn bare(point: &str) -> &str {
    let point = point.trim();
    let point = point
        .trim_start_matches(['-', '*', '\u{2022}'])
        .trim_start();
    let rest = point.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = rest.strip_prefix(". ").or(rest.strip_prefix(") "));
    item.unwrap_or(point)
}

fn short(point: &str) -> String {
    match point.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}\u{2026}", point.get(..at).unwrap_or_default().trim_end()),
        None => point.to_owned(),
    }
}

/// What of a text is compared.
struct Text {
    /// Numbers that a draft must say too.
    numbers: BTreeSet<String>,
    /// What may be meant as one, such as "one of us", "once", or the month of a day.
    others: BTreeSet<String>,
    weekdays: BTreeSet<usize>,
    /// Whether it speaks of every day, or of several from one to another.
    spans_days: bool,
    words: Vec<String>,
}

impl Text {
    fn of(text: &str) -> Text {
        let marked: BTreeSet<&str> = tokens::placeholders(text);
        let bare = marked
            .iter()
            .fold(text.to_owned(), |text, mark| text.replace(mark, " "));
        let folded = tokens::fold(&bare);
        let words: Vec<String> = tokens::words(&folded).flat_map(parts).collect();
        let in_words = words.iter().filter_map(|word| place(NUMBERS, word));
        let (others, said): (Vec<_>, Vec<_>) = in_words.partition(|number| number == "1");
        let months = words.iter().filter_map(|word| place(MONTHS, word));
        Text {
            numbers: digits(&folded).into_iter().chain(said).collect(),
            others: others.into_iter().chain(months).collect(),
            weekdays: words
                .iter()
                .filter_map(|word| named(WEEKDAYS, word))
                .collect(),
            spans_days: DAILY.iter().any(|span| tokens::holds(&folded, span)),
            words,
        }
    }

    /// Whether a draft says this, as far as can be told.
    fn is_in(&self, draft: &Text, is_english: bool) -> bool {
        let is_said = |number| draft.numbers.contains(number) || draft.others.contains(number);
        let numbers = self.numbers.iter().all(is_said);
        let days = draft.spans_days || self.weekdays.is_subset(&draft.weekdays);
        let mut medicines = self.words.iter().filter(|word| is_medicine(word));
        let medicines = medicines.all(|word| draft.has_medicine(word));
        numbers && days && medicines && (!is_english || self.shares_words_with(draft))
    }

    fn has_medicine(&self, name: &str) -> bool {
        let start = name.get(..SAME_MEDICINE).unwrap_or(name);
        self.words.iter().any(|word| word.starts_with(start))
    }

    /// Whether at least a third of what it says stands there; where it says nothing by its words, it is not told apart.
    fn shares_words_with(&self, draft: &Text) -> bool {
        let words: BTreeSet<&String> = self.words.iter().filter(|word| says(word)).collect();
        let is_there = |word: &&&String| draft.words.iter().any(|one| is_same(word, one));
        words.iter().filter(is_there).count() * 3 >= words.len()
    }
}

/// A word and the parts of it: "follow-up" is "follow" and "up".
fn parts(word: &str) -> Vec<String> {
    word.split('-').map(str::to_owned).collect()
}

/// The numbers of a folded text, each part of a phone number, a day or a span by itself.
fn digits(text: &str) -> BTreeSet<String> {
    let text = without_thousands(text);
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    let numbers = runs.map(|run| run.trim_matches('.'));
    let whole = |run: &str| match run.split_once('.') {
        Some((_, part)) if !part.is_empty() => {
            run.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => run.to_owned(),
    };
    let numbers = numbers.map(|run| whole(run.trim_start_matches('0')));
    numbers.filter(|number| !number.is_empty()).collect()
}

/// "1,000" is 1000.
fn without_thousands(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let kept = letters.iter().enumerate().filter(|(at, letter)| {
        let inside = is_digit(at.checked_sub(1)) && (1..=3).all(|by| is_digit(Some(at + by)));
        **letter != ',' || !inside
    });
    kept.map(|(_, letter)| *letter).collect()
}

/// The number that a word stands for.
fn place(all: &[&[&str]], word: &str) -> Option<String> {
    named(all, word).map(|at| (at + 1).to_string())
}

fn named(all: &[&[&str]], word: &str) -> Option<usize> {
    let word = word.strip_suffix("'s").unwrap_or(word);
    all.iter().position(|names| names.contains(&word))
}

fn is_medicine(word: &str) -> bool {
    let by_ending = || OF_MEDICINES.iter().any(|ending| word.ends_with(ending));
    MEDICINES.contains(&word) || word.len() >= MEDICINE && by_ending()
}

/// Whether a word carries something of what a point says. Numbers and days are compared by themselves.
fn says(word: &str) -> bool {
    let is_word = word.chars().count() > 2 && !word.starts_with(|c: char| c.is_ascii_digit());
    let is_counted = named(NUMBERS, word).or(named(WEEKDAYS, word)).is_some();
    is_word && !is_counted && !LITTLE.contains(&word)
}

/// Whether two words are forms of one, taken widely: "fast" and "fasting", "refill" and "refilled".
fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    let stem = short.strip_suffix('s').unwrap_or(short);
    let is_form = stem.len() > 2 && long.starts_with(stem);
    is_form
        || short
            .get(..SAME)
            .is_some_and(|start| long.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(point: &str, draft: &str) -> bool {
        Text::of(point).is_in(&Text::of(draft), true)
    }

    #[test]
    fn what_is_left_out_is_told() {
        for (point, draft) in [
            (
                "No food for 8 hours before the test.",
                "Do not eat before the test.",
            ),
            ("Come back in two weeks.", "Come back to see us soon."),
            (
                "Bring your insurance card and photo ID.",
                "Wear loose sleeves. Be on time.",
            ),
            ("We are closed on Friday.", "We are closed on Monday."),
            (
                "Stop the metformin the day before.",
                "Stop your pill the day before.",
            ),
            ("Take 5 mg.", "Take 50 mg."),
            ("Call 614-555-0142.", "Call 614-555-0143."),
            ("Park behind the house.", "Call us with questions."),
            ("Tylenol is fine.", "A pill for pain is fine."),
            ("No gum.", "Do not eat or smoke."),
            ("The copay is $1,250.", "The copay is $250."),
        ] {
            assert!(!is_in(point, draft), "{point} | {draft}");
        }
    }

    #[test]
    fn what_is_said_in_other_words_is_left_alone() {
        for (point, draft) in [
            (
                "No food for 8 hours before the test.",
                "For eight hours before your test, do not eat any food.",
            ),
            ("Come back in two weeks.", "Please come back in 2 weeks."),
            (
                "Bring your insurance card and photo ID.",
                "Have your insurance card and an ID with you.",
            ),
            (
                "We are closed on Friday.",
                "We are open Monday to Thursday. We are closed on Fridays.",
            ),
            ("Open Tuesday and Wednesday.", "Open Monday through Friday."),
            (
                "Stop the metformin the day before.",
                "The day before, stop taking Metformin.",
            ),
            ("Take it 2 times a day.", "Take it twice a day."),
            ("Call 614-555-0142.", "Call us at (614) 555-0142."),
            (
                "Your visit is on 12/3 at 8:00.",
                "Your visit is on December 3 at 8 a.m.",
            ),
            ("The copay is $1,250.", "You pay a copay of 1250 dollars."),
            ("Take 2.50 mg in April.", "In April, take 2.5 mg."),
            ("Your cholesterol is fine.", "Your cholesterol is good."),
            (
                "Ask [PATIENT_1] to call.",
                "Hello [PATIENT_1], please call us.",
            ),
            (
                "One of us will call you. You may eat.",
                "We will call you. You can eat.",
            ),
            ("Yes.", "Yes, you may."),
            ("OK", "You may."),
        ] {
            assert!(is_in(point, draft), "{point} | {draft}");
        }
    }

    #[test]
    fn in_another_language_numbers_days_and_medicines_count_alone() {
        let draft = Text::of("Tome amoxicilina dos veces al d\u{ed}a, hasta el martes.");
        let says = |point: &str| Text::of(point).is_in(&draft, false);
        assert!(says("Take amoxicillin twice a day until Tuesday."));
        assert!(says("Drink much water."));
        assert!(!says("Take it 3 times a day."));
        assert!(!says("Take azithromycin."));
        assert!(!says("Until Friday."));
    }

    #[test]
    fn the_marks_of_a_list_and_long_points_are_cut() {
        assert_eq!(bare("- No gum."), "No gum.");
        assert_eq!(bare("2) 8 hours"), "8 hours");
        assert_eq!(bare("8 hours"), "8 hours");
        assert_eq!(short(&"a".repeat(200)).chars().count(), SHOWN + 1);
    }
}
