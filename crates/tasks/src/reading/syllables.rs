//! Counting the syllables of English words by their spelling.
//!
//! Groups of vowels, with the rules of silent endings and split vowels that matter in health texts; `words.txt` holds words
//! counted by hand, and a test measures how many of them come out right.

/// Vowels that are spoken apart, unless one of these letters stands before them.
const APART: &[(&str, &str)] = &[
    ("ia", "cgst"),
    ("io", "cgnstx"),
    ("iu", "c"),
    ("iet", ""),
    ("eo", "gp"),
    ("ua", "glqs"),
    ("uou", ""),
    ("ying", ""),
    ("oing", ""),
    ("eing", ""),
    ("aic", ""),
    ("eum", ""),
];
/// Words whose spelling misleads.
const EXCEPTIONS: &[(&str, usize)] = &[
    ("acne", 2),
    ("actual", 3),
    ("actually", 4),
    ("anemia", 4),
    ("annual", 3),
    ("anxiety", 4),
    ("apnea", 3),
    ("area", 3),
    ("asthma", 2),
    ("audience", 3),
    ("audio", 3),
    ("bacteria", 4),
    ("before", 2),
    ("beforehand", 3),
    ("being", 2),
    ("business", 2),
    ("buying", 2),
    ("careful", 2),
    ("carefully", 3),
    ("client", 2),
    ("clients", 2),
    ("colleague", 2),
    ("convenient", 3),
    ("cooperate", 4),
    ("coordinate", 4),
    ("create", 2),
    ("created", 3),
    ("creates", 2),
    ("criteria", 4),
    ("diabetes", 4),
    ("diarrhea", 4),
    ("diet", 2),
    ("different", 3),
    ("doing", 2),
    ("evening", 2),
    ("every", 2),
    ("everyone", 3),
    ("everything", 3),
    ("experience", 4),
    ("fiber", 2),
    ("fluid", 2),
    ("fluids", 2),
    ("going", 2),
    ("gradually", 4),
    ("heart", 1),
    ("heartbeat", 2),
    ("hereby", 2),
    ("homework", 2),
    ("hour", 1),
    ("hours", 1),
    ("idea", 3),
    ("individual", 5),
    ("ingredient", 4),
    ("insulin", 3),
    ("interest", 3),
    ("lifestyle", 2),
    ("likely", 2),
    ("manual", 3),
    ("material", 4),
    ("materials", 4),
    ("maybe", 2),
    ("media", 3),
    ("medicaid", 3),
    ("medicare", 3),
    ("nausea", 3),
    ("nutrient", 3),
    ("obvious", 3),
    ("onion", 2),
    ("patient", 2),
    ("patients", 2),
    ("people", 2),
    ("period", 3),
    ("pneumonia", 4),
    ("preapproval", 4),
    ("preexisting", 4),
    ("previous", 3),
    ("quiet", 2),
    ("radio", 3),
    ("react", 2),
    ("reaction", 3),
    ("readmit", 3),
    ("really", 2),
    ("recipe", 3),
    ("reimburse", 3),
    ("reimbursement", 4),
    ("reliable", 4),
    ("reuse", 2),
    ("rhythm", 2),
    ("ruin", 2),
    ("safety", 2),
    ("science", 2),
    ("seeing", 2),
    ("serious", 3),
    ("society", 4),
    ("someone", 2),
    ("something", 2),
    ("sometimes", 2),
    ("sooner", 2),
    ("special", 2),
    ("statement", 2),
    ("statements", 2),
    ("suicide", 3),
    ("temperature", 4),
    ("therefore", 2),
    ("trying", 2),
    ("useful", 2),
    ("usually", 4),
    ("variety", 4),
    ("various", 3),
    ("vegetable", 4),
    ("vegetables", 4),
    ("via", 2),
    ("video", 3),
    ("wednesday", 2),
    ("whole", 1),
];

/// How many syllables a word has; at least one. A capital short form is spelled out; a number counts as one.
#[must_use]
pub fn syllables(word: &str) -> usize {
    if word.contains('-') {
        return word
            .split('-')
            .filter(|part| !part.is_empty())
            .map(syllables)
            .sum::<usize>()
            .max(1);
    }
    if is_short_form(word) {
        return word.chars().count();
    }
    let plain: String = word.to_lowercase().replace(['\'', '\u{2019}'], "");
    let known = EXCEPTIONS.iter().find(|(known, _)| *known == plain);
    known.map_or_else(|| by_spelling(&plain), |(_, count)| *count)
}

/// Two to four capitals, such as BAA.
fn is_short_form(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.chars().all(|letter| letter.is_ascii_uppercase())
}

fn by_spelling(word: &str) -> usize {
    let count = groups(word) + apart(word);
    count
        .saturating_sub(usize::from(has_silent_end(word)))
        .max(1)
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

fn groups(word: &str) -> usize {
    let before = std::iter::once(' ').chain(word.chars());
    let starts = word.chars().zip(before);
    starts
        .filter(|(this, last)| is_vowel(*this) && !is_vowel(*last))
        .count()
}

/// How many groups of vowels are spoken in two.
fn apart(word: &str) -> usize {
    let pairs = APART.iter().flat_map(|(pair, joining)| {
        let places = word.match_indices(pair);
        places.filter(move |(at, _)| {
            let before = word.get(..*at).and_then(|start| start.chars().next_back());
            before.is_none_or(|letter| !joining.contains(letter))
        })
    });
    pairs.count()
}

/// Whether the last vowel is written but not spoken.
fn has_silent_end(word: &str) -> bool {
    let before = |ending: &str| word.strip_suffix(ending)?.chars().next_back();
    let is_after = |ending: &str, spoken: &str| {
        before(ending).is_some_and(|letter| !is_vowel(letter) && !spoken.contains(letter))
    };
    let inner = ["ement", "eless", "eful", "ely"]
        .iter()
        .any(|end| word.ends_with(end));
    let hissing = word.ends_with("ches") || word.ends_with("shes");
    let is_spoken_l = ["le", "les", "led"].iter().any(|end| is_after(end, ""));
    let last = is_after("e", "") || is_after("es", "cgsxz") && !hissing || is_after("ed", "dt");
    inner || last && !is_spoken_l
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words with their syllables, counted by hand.
    const WORDS: &str = include_str!("words.txt");

    #[test]
    fn nineteen_of_twenty_words_come_out_right() {
        let words: Vec<(&str, usize)> = WORDS
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(word, count)| (word, count.parse().unwrap()))
            .collect();
        assert!(words.len() >= 200);
        let wrong: Vec<_> = words
            .iter()
            .filter(|(word, count)| syllables(word) != *count)
            .map(|(word, count)| format!("{word}: {count}, not {}", syllables(word)))
            .collect();
        assert!(wrong.len() * 20 <= words.len(), "{}", wrong.join("\n"));
    }

    #[test]
    fn short_forms_and_compounds_are_spoken_whole() {
        for (word, count) in [("BAA", 3), ("follow-up", 3), ("911", 1), ("don't", 1)] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
