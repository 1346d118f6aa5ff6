//! What a text says of itself that rules turn on: that it is the whole record, that an AI is to pass for a licensed person,
//! that a person's race or the like is an input.
//!
//! Only plain phrases count. A text that says it otherwise is judged as any other; nothing of it is kept.

use crate::errand::Errand;
use crate::words::content::Nature;

/// What a text says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// An AI is shown as a doctor, a nurse or the like (Cal. Bus. & Prof. Code 4999.9).
    pub licensed_title: bool,
    /// It names a trait of somebody that a clinical tool may not weigh unheeded (45 CFR 92.210).
    pub protected_trait: bool,
    /// It is a patient's whole record, or asks about all of it (45 CFR 164.514(d)(5)).
    pub whole_record: bool,
}

/// Titles of licensed people.
const TITLES: &[&str] = &[
    "dentist",
    "doctor",
    "doctors",
    "md",
    "nurse",
    "nurses",
    "pharmacist",
    "physician",
    "physicians",
    "psychiatrist",
    "psychologist",
    "rn",
    "therapist",
    "therapists",
];
/// Words for a person.
const PEOPLE: &[&str] = &[
    "boy", "child", "female", "girl", "lady", "male", "man", "patient", "person", "woman",
];
/// Words for what somebody's record is called.
const RECORDS: &[&str] = &["chart", "charts", "ehr", "emr", "file", "record", "records"];
/// Words before it that hand it over or set somebody to work on it.
const GIVES: &[&str] = &[
    "abstract",
    "analyse",
    "analyze",
    "attached",
    "below",
    "condense",
    "digest",
    "here",
    "heres",
    "paste",
    "pasting",
    "summarise",
    "summarize",
    "this",
];
/// Words behind it that do.
const FOLLOWS: &[&str] = &["attached", "below", "follows", "pasted"];

/// How many words before are looked at.
const NEAR: usize = 5;
/// How far behind a record its "follows" may stand: a name lies between.
const FAR: usize = 8;
/// How many words behind a machine it may introduce itself.
const GREETING: usize = 12;
/// Longest word that opens a phrase, in bytes.
const LONGEST: usize = 10;

/// What a word may open.
enum Opens {
    /// "AI nurse".
    Machine,
    /// "national origin".
    Origin,
    /// "Black man".
    People,
    /// "race": it stands for itself.
    Trait,
    /// "entire chart".
    Whole,
}

impl Opens {
    /// What a word opens, whatever its case; most open nothing, and are told at once.
    fn of(word: &str) -> Option<Self> {
        let mut lower = [0; LONGEST];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"ai" | b"artificial" | b"bot" | b"chatbot" | b"robot" | b"virtual" => {
                Some(Opens::Machine)
            }
            b"national" => Some(Opens::Origin),
            b"american" | b"asian" | b"black" | b"hispanic" | b"indian" | b"latina" | b"latino"
            | b"latinx" | b"native" | b"pacific" | b"white" => Some(Opens::People),
            b"ethnicity" | b"race" => Some(Opens::Trait),
            b"complete" | b"entire" | b"full" | b"whole" => Some(Opens::Whole),
            _ => None,
        }
    }
}

impl Told {
    /// Listens to a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let mut told = Self::default();
        for (at, word) in words.iter().enumerate() {
            match Opens::of(word) {
                None => {}
                Some(Opens::Machine) => told.licensed_title |= is_titled(&words, at),
                Some(Opens::Origin) => told.protected_trait |= is(words.get(at + 1), &["origin"]),
                Some(Opens::People) => told.protected_trait |= is(words.get(at + 1), PEOPLE),
                Some(Opens::Trait) => told.protected_trait = true,
                Some(Opens::Whole) => told.whole_record |= is_whole(&words, at),
            }
        }
        told
    }

    /// What either says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            licensed_title: self.licensed_title || other.licensed_title,
            protected_trait: self.protected_trait || other.protected_trait,
            whole_record: self.whole_record || other.whole_record,
        }
    }

    /// Adds it to what bears on an errand. A trait is an input only of what serves to decide about somebody's care; a note
    /// that names one is just a note.
    pub fn add_to(self, errand: &mut Errand) {
        let natures = errand.task.use_case.natures();
        let decides = natures
            .iter()
            .any(|nature| matches!(nature, Nature::Consequential | Nature::Decision));
        let circumstances = &mut errand.circumstances;
        circumstances.licensed_title |= self.licensed_title;
        circumstances.protected_trait |= self.protected_trait && decides;
        circumstances.whole_record |= self.whole_record;
    }
}

fn is(word: Option<&&str>, list: &[&str]) -> bool {
    word.is_some_and(|word| list.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// "AI nurse", "artificial intelligence doctor", "the greeting of our chatbot: Hi, I'm Nurse Ava".
fn is_titled(words: &[&str], at: usize) -> bool {
    let next = at + 1 + usize::from(is(words.get(at + 1), &["intelligence"]));
    let behind = words.get(at + 1..).unwrap_or_default();
    let mut said = behind.windows(4).take(GREETING);
    is(words.get(next), TITLES) || said.any(is_introduced)
}

/// "I am Nurse Ava", "I'm your doctor".
fn is_introduced(words: &[&str]) -> bool {
    let [i, am, title, after] = words else {
        return false;
    };
    let says = is(Some(i), &["i"]) && is(Some(am), &["am", "m"]);
    let title = match is(Some(title), &["a", "the", "your"]) {
        true => after,
        false => title,
    };
    says && (is(Some(title), TITLES) || is(Some(title), &["dr"]))
}

/// "here is the entire chart of", "complete medical record of ... follows".
fn is_whole(words: &[&str], at: usize) -> bool {
    let kind = at + 1 + usize::from(is(words.get(at + 1), &["health", "medical", "patient"]));
    let before = words.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    let given = before.iter().any(|word| is(Some(word), GIVES));
    let mut behind = words.iter().skip(kind + 1).take(FAR);
    is(words.get(kind), RECORDS) && (given || behind.any(|word| is(Some(word), FOLLOWS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_says() {
        for (text, title, about, whole) in [
            ("Sign it 'Dr. Ava, your AI physician'", true, false, false),
            (
                "our artificial intelligence doctor answers",
                true,
                false,
                false,
            ),
            (
                "Greeting of our AI assistant: \"Hi, I'm Nurse Ava, RN.\"",
                true,
                false,
                false,
            ),
            ("The chatbot says: I am your doctor.", true, false, false),
            (
                "Our AI notes: I am a patient of Dr. Rao.",
                false,
                false,
                false,
            ),
            (
                "You are a doctor. AI may err. Ask a nurse.",
                false,
                false,
                false,
            ),
            ("a 60-year-old Black man", false, true, false),
            ("Use race and sex", false, true, false),
            ("his national origin, Estonian", false, true, false),
            (
                "white count 11, black stool, Indian food",
                false,
                false,
                false,
            ),
            ("Here is the entire chart of Ines", false, false, true),
            (
                "Complete medical record of Anton Skaar follows",
                false,
                false,
                true,
            ),
            ("Summarize the entire medical record", false, false, true),
            (
                "Please send us your complete medical record by mail.",
                false,
                false,
                false,
            ),
            ("The full file name is on record.", false, false, false),
            ("", false, false, false),
        ] {
            let told = Told::of(text);
            let expected = Told {
                licensed_title: title,
                protected_trait: about,
                whole_record: whole,
            };
            assert_eq!(told, expected, "{text}");
        }
    }
}
