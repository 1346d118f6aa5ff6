//! What a piece of work holds: the form, the answer and what became of both.

use std::collections::BTreeMap;

use anteroom_audit::Hash;
use serde::{Deserialize, Serialize};

use super::choice::Choice;

/// What a piece of work holds: clinical text, so it has no `Debug`.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// The form, by the fields' names.
    pub fields: BTreeMap<String, String>,
    /// What its owner calls it; empty where they gave it no name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The version of the task that answered.
    pub version: u32,
    /// The answer with the real values in it; none before there is one.
    pub answer: Option<String>,
    /// Where the text went, in words; none where nothing left.
    pub sent_to: Option<String>,
    /// The answer as the model wrote it; none where no model did, and in work of versions that did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_sent: Option<String>,
    /// Where values were put back in the answer, in bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub placed: Vec<(usize, usize)>,
    /// The answer as its owner changed it; none where they did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<String>,
    /// The text before it was written again, or before the form was changed; none where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What its owner wishes changed in the answer, until another one comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<String>,
    /// Why the answer is not whole; none where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<Partial>,
    /// What rules want around the answer.
    #[serde(default, skip_serializing_if = "Around::is_empty")]
    pub around: Around,
    /// What its owner settled about what was found in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What stand-ins are drawn from where the connection replaces by stand-ins, so that what is sent is what was read; in
    /// hexadecimal, none before it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// Why no answer came to what left, in a plain sentence; none where one did, or nothing left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<String>,
    /// What was written about each part of a long document; empty where it was not cut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartRead>,
}

impl PartRead {
    /// What was written about it so far; none where nothing was.
    #[must_use]
    pub fn written(&self) -> Option<&str> {
        self.answer.as_deref().or(self.begun.as_deref())
    }
}

/// A part of a long document, and what was written about it. Holds clinical text: it has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartRead {
    /// Where it stands, in words.
    pub place: String,
    /// SHA-256 of what was asked about it, so that nothing is asked twice and nothing old is taken for new.
    pub of: Hash,
    /// The answer with the real values in it; none where it was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The words that had come when its answer broke off or was stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<String>,
    /// Why it was not read, in a plain sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The receipt of its request; none where nothing was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

impl Work {
    /// Whether something is left to do: no answer, or one that is not whole.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.text().is_none() || self.partial.is_some() || self.unanswered.is_some()
    }

    /// What somebody typed to begin another piece of work like it: the form alone.
    #[must_use]
    pub fn anew(&self) -> Work {
        Work {
            fields: self.fields.clone(),
            ..Work::default()
        }
    }

    /// Whether every one of these words, in small letters, stands in its name, its form or its answer.
    #[must_use]
    pub fn holds(&self, words: &[String]) -> bool {
        let texts = self.fields.values().map(String::as_str);
        let texts = texts.chain(self.text()).chain([self.name.as_str()]);
        let all = texts.map(str::to_lowercase).collect::<Vec<_>>().join("\n");
        words.iter().all(|word| all.contains(word.as_str()))
    }

    /// The answer as it is now; none before there is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.edited.as_deref().or(self.answer.as_deref())
    }
}

/// Words that rules want around an answer, such as that AI wrote it. They stay there whoever changes the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Around {
    /// Before it, with the empty line that follows.
    pub start: String,
    /// Behind it, with the empty line that comes before.
    pub end: String,
}

impl Around {
    /// Whether no rule wants any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.is_empty() && self.end.is_empty()
    }

    /// A text with these words around it: they are put back where somebody took them away.
    #[must_use]
    pub fn keep(&self, text: &str) -> String {
        let text = text.trim();
        let has_start = text.starts_with(self.start.trim());
        let has_end = text.ends_with(self.end.trim());
        let start = if has_start { "" } else { &self.start };
        let end = if has_end { "" } else { &self.end };
        format!("{start}{text}{end}")
    }
}

/// Why an answer is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partial {
    /// It broke off on its way.
    Broke,
    /// The model may write no more at once.
    Cut,
    /// Its owner stopped it.
    Stopped,
    /// The parts of a long document were read, and no whole was made of what was written about them.
    Unmerged,
    /// A part of a long document was not read.
    Unread,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_found_by_its_words() {
        let work = Work {
            fields: BTreeMap::from([("topic".to_owned(), "Fasting blood test".to_owned())]),
            name: "For Tuesday".to_owned(),
            answer: Some("Drink water.".to_owned()),
            ..Work::default()
        };
        let holds = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            work.holds(&words)
        };
        assert!(holds(&[]) && holds(&["blood", "water", "tuesday"]));
        assert!(!holds(&["blood", "wine"]));
        let anew = work.anew();
        assert!(anew.fields == work.fields && anew.text().is_none() && anew.name.is_empty());
    }

    #[test]
    fn words_around_an_answer_stay() {
        let around = Around {
            start: "AI wrote this.\n\n".to_owned(),
            end: "\n\nAsk us.".to_owned(),
        };
        for (changed, kept) in [
            ("Hello", "AI wrote this.\n\nHello\n\nAsk us."),
            (
                "AI wrote this.\n\nHello\n",
                "AI wrote this.\n\nHello\n\nAsk us.",
            ),
            ("AI wrote this. Hi. Ask us.", "AI wrote this. Hi. Ask us."),
            ("AI wrote it", "AI wrote this.\n\nAI wrote it\n\nAsk us."),
        ] {
            assert_eq!(around.keep(changed), kept, "{changed}");
        }
        assert_eq!(Around::default().keep(" Hello\n"), "Hello");
    }
}
