//! What a task needs of a patient: the listed fields as text, and the names of those that stay behind.

use std::collections::BTreeSet;

use anteroom_phi::Minimum;

use super::Patient;

/// Fewest letters and digits of a patient's words that are looked for in the rest.
const FEWEST: usize = 3;

/// What was taken of a patient. Holds clinical text: it has no `Debug`.
#[derive(Clone, Default)]
pub struct Taken {
    /// The listed fields, each under its title; empty where none is listed.
    pub text: String,
    /// The codes of the fields that were taken.
    pub listed: BTreeSet<&'static str>,
    /// The codes of the fields that stay behind.
    pub left: BTreeSet<&'static str>,
    /// The titles of those that stay behind and that no chart is known to have. They may name somebody: they are for the owner's
    /// eyes alone, and no log has them.
    pub others: Vec<String>,
    /// Words that say who the patient is and still stand in `text`.
    pub hidden: Vec<Hidden>,
}

/// Words that say who a patient is. Holds them: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The words.
    pub words: String,
    /// The code of their kind.
    pub kind: &'static str,
}

impl Patient {
    /// Takes only what is listed.
    #[must_use]
    pub fn take<'c>(&self, list: impl IntoIterator<Item = &'c str>) -> Taken {
        let minimum = Minimum::of(list);
        let mut taken = Taken::default();
        let mut others = BTreeSet::new();
        let mut listed: Vec<(&str, Vec<&str>)> = Vec::new();
        for (title, words) in &self.entries {
            let field = minimum.judge(title);
            match (field.is_known, field.is_listed) {
                (_, true) => {
                    taken.listed.insert(field.code);
                    put(&mut listed, title, words);
                }
                (true, false) => {
                    taken.left.insert(field.code);
                }
                (false, false) => {
                    others.insert(title.as_str());
                }
            }
        }
        taken.text = listed.iter().map(section).collect::<Vec<_>>().join("\n");
        taken.others = others.into_iter().map(str::to_owned).collect();
        taken.hidden = self.still_in(&taken.text, &minimum);
        taken
    }

    /// What says who the patient is and is not listed, as far as it stands in a text: a name in the middle of a note.
    fn still_in(&self, text: &str, minimum: &Minimum) -> Vec<Hidden> {
        let mut hidden: Vec<Hidden> = Vec::new();
        for (title, words) in &self.entries {
            let field = minimum.judge(title);
            let Some(kind) = field.kind.filter(|_| !field.is_listed) else {
                continue;
            };
            let is_name = ["name", "first_name"].contains(&field.code);
            let parts = words_of(text).filter(|word| is_name && is_part(word, words));
            let whole = Some(words.as_str()).filter(|words| stands(text, words));
            for words in whole.into_iter().chain(parts) {
                let one = Hidden {
                    words: words.to_owned(),
                    kind: kind.code(),
                };
                if is_long(words) && !hidden.contains(&one) {
                    hidden.push(one);
                }
            }
        }
        hidden
    }
}

/// Puts words under their title.
fn put<'p>(listed: &mut Vec<(&'p str, Vec<&'p str>)>, title: &'p str, words: &'p str) {
    match listed.iter_mut().find(|(known, _)| *known == title) {
        Some((_, all)) if all.contains(&words) => {}
        Some((_, all)) => all.push(words),
        None => listed.push((title, vec![words])),
    }
}

/// A title with what stands under it: on one line, or a point a line.
fn section((title, all): &(&str, Vec<&str>)) -> String {
    match all.as_slice() {
        [one] if !one.contains('\n') => format!("{title}: {one}"),
        [one] => format!("{title}:\n{one}"),
        all => format!("{title}:\n- {}", all.join("\n- ")),
    }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

/// Whether a word that begins with a capital is a part of a name, however that is written.
fn is_part(word: &str, name: &str) -> bool {
    let is_capital = word.starts_with(char::is_uppercase);
    is_capital && words_of(name).any(|part| part.to_lowercase() == word.to_lowercase())
}

fn is_long(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphanumeric()).count() >= FEWEST
}

/// Whether words stand in a text as whole words.
fn stands(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + found.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
