//! Finding a task by the words in which somebody says what they need: by its name, by what it is for, and by everyday words
//! for the same thing (`also` in its file).

use crate::task::Task;

/// Words that everybody uses and that tell no task from another.
const EMPTY: [&str; 26] = [
    "a", "an", "and", "about", "can", "do", "for", "from", "have", "help", "how", "i", "in",
    "make", "me", "my", "need", "of", "on", "please", "some", "the", "to", "want", "with", "write",
];

/// Fewest letters of the beginning of a word that is taken for the word.
const BEGINNING: usize = 3;
/// Fewest letters of a word that may go on, as "train" does in "training".
const STEM: usize = 4;
/// Most letters by which it goes on: "question" is no "questionnaire".
const ENDING: usize = 3;

/// How well a task fits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// How many of the words it has.
    words: usize,
    /// How many of them stand in its name or among its everyday words.
    named: usize,
}

/// The tasks that have the most of these words, those first that are called by them. All of them where no word says
/// anything; none where no word fits.
#[must_use]
pub fn search<'t>(tasks: &'t [Task], text: &str) -> Vec<&'t Task> {
    let wanted: Vec<String> = words(text)
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .collect();
    let mut fits: Vec<(Fit, &Task)> = tasks
        .iter()
        .map(|task| (fit(task, &wanted), task))
        .collect();
    let most = fits.iter().map(|(fit, _)| fit.words).max();
    let least = usize::from(!wanted.is_empty());
    fits.retain(|(fit, _)| Some(fit.words) == most && fit.words >= least);
    fits.sort_by_key(|(fit, _)| std::cmp::Reverse(fit.named));
    fits.into_iter().map(|(_, task)| task).collect()
}

fn fit(task: &Task, wanted: &[String]) -> Fit {
    let name = format!("{} {}", task.title, task.also.join(" "));
    let named = words(&name).collect::<Vec<_>>();
    let about = words(&task.about).collect::<Vec<_>>();
    let has = |known: &[String], word: &str| known.iter().any(|known| is_alike(known, word));
    let in_name = |word: &&String| has(&named, word);
    Fit {
        words: wanted
            .iter()
            .filter(|word| in_name(word) || has(&about, word))
            .count(),
        named: wanted.iter().filter(in_name).count(),
    }
}

/// Words in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(str::to_lowercase)
}

/// Whether two words are one, or one of them is the beginning of the other.
fn is_alike(known: &str, wanted: &str) -> bool {
    let letters = |word: &str| word.chars().count();
    known == wanted
        || (letters(wanted) >= BEGINNING && known.starts_with(wanted))
        || (letters(known) >= STEM
            && wanted
                .strip_prefix(known)
                .is_some_and(|end| letters(end) <= ENDING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_at_their_end_only() {
        for (known, wanted, alike) in [
            ("letter", "letters", true),
            ("training", "train", true),
            ("train", "training", true),
            ("authorization", "auth", true),
            ("no", "note", false),
            ("form", "information", false),
            ("question", "questionnaire", false),
            ("faq", "fa", false),
        ] {
            assert_eq!(is_alike(known, wanted), alike, "{known} {wanted}");
        }
    }
}
