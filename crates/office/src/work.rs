//! A person's piece of work: what they typed into a task's form, and what came of it. Sealed, and theirs alone.

use std::collections::BTreeMap;

use anteroom_audit::{FieldsTaken, Hash, Micros, Word};
use anteroom_store::{By, Run, Store, Waived};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::OfficeError;

/// How far a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Typed; nothing was sent.
    Draft,
    /// On its way since it was last changed; where that is long ago, nobody knows what became of it.
    Sending,
    /// Answered, and held for somebody to review.
    Held,
    /// Answered.
    Done,
}

/// How many days what was thrown away can be taken back.
pub const TAKE_BACK_DAYS: u32 = 7;

/// After so long, in microseconds, what was being sent has broken off: longer than any answer takes.
const LOST: i64 = 30 * 60 * 1_000_000;

impl State {
    fn code(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Sending => "sending",
            State::Held => "held",
            State::Done => "done",
        }
    }
}

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
    /// The text before it was written again; none where it was not.
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

/// What the owner of a text settled about some words of it, wherever they stand in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The words as they are written.
    pub words: String,
    /// What happens with them.
    pub does: Does,
    /// The code of the kind that they are, where it is not the one that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What happens with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// They were not found, and are replaced as if they had been.
    Hide,
    /// They are no patient information, and leave as they are written. It does nothing to words of a hard kind.
    Keep(NoPatient),
    /// They are replaced, as was found.
    Replace,
}

/// Why words are no patient information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPatient {
    /// A date that says nothing of anybody.
    Date,
    /// A first name alone.
    FirstName,
    /// Something else.
    Other,
    /// A medical word, such as a disease that is named after somebody.
    Term,
    /// A town, a region or a country.
    Town,
}

impl NoPatient {
    /// Every reason.
    pub const ALL: [NoPatient; 5] = [
        NoPatient::Town,
        NoPatient::Date,
        NoPatient::FirstName,
        NoPatient::Term,
        NoPatient::Other,
    ];

    /// Its word in forms and in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NoPatient::Date => "date",
            NoPatient::FirstName => "first_name",
            NoPatient::Other => "other",
            NoPatient::Term => "term",
            NoPatient::Town => "town",
        }
    }

    /// The reason of this word.
    #[must_use]
    pub fn named(code: &str) -> Option<NoPatient> {
        NoPatient::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As people call it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            NoPatient::Date => "A lone date",
            NoPatient::FirstName => "A first name alone",
            NoPatient::Other => "Something else",
            NoPatient::Term => "A medical word",
            NoPatient::Town => "A town or region",
        }
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

/// A piece of work that is kept.
#[derive(Clone)]
pub struct Kept {
    run: Run,
    /// What it holds.
    pub work: Work,
}

impl Kept {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        self.run.id.as_str()
    }

    /// Whose it is: the person's id on the roster.
    #[must_use]
    pub fn person(&self) -> &Word {
        &self.run.person
    }

    /// Which task.
    #[must_use]
    pub fn task(&self) -> &str {
        self.run.task.as_str()
    }

    /// The receipt of its last request.
    #[must_use]
    pub fn receipt(&self) -> Option<&str> {
        self.run.receipt.as_ref().map(Word::as_str)
    }

    /// When it was last changed.
    #[must_use]
    pub fn changed_at(&self) -> Micros {
        self.run.changed_at
    }

    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        match self.run.state.as_str() {
            "done" => State::Done,
            "sending" => State::Sending,
            "held" => State::Held,
            _ => State::Draft,
        }
    }

    /// Tells one form from another: what somebody read is what is sent.
    #[must_use]
    pub fn digest(&self) -> String {
        // A map of texts always has a JSON form.
        let fields = serde_json::to_vec(&self.work.fields).unwrap_or_default();
        Hash::of(&fields).to_string()
    }
}

/// Begins a piece of work, and gives its id.
///
/// # Errors
/// When it cannot be written.
pub async fn begin(
    store: &Store,
    by: &By,
    person: &Word,
    task: &str,
    work: &Work,
) -> Result<String, OfficeError> {
    let (task, content) = (Word::lossy(task), bytes(work)?);
    let state = State::Draft.code();
    let id = store.begin_run(by, person, &task, state, &content).await?;
    Ok(id.to_string())
}

/// A person's own piece of work; none when there is none of this id, or it is somebody else's.
///
/// # Errors
/// When it cannot be read.
pub async fn find(store: &Store, person: &Word, id: &str) -> Result<Option<Kept>, OfficeError> {
    store.run(person, id).await?.map(open).transpose()
}

/// A person's own work, the newest first.
///
/// # Errors
/// When it cannot be read.
pub async fn all(store: &Store, person: &Word, most: u32) -> Result<Vec<Kept>, OfficeError> {
    store
        .runs(person, most)
        .await?
        .into_iter()
        .map(open)
        .collect()
}

/// A person's own work that they threw away and may take back, the last first.
///
/// # Errors
/// When it cannot be read.
pub async fn thrown(store: &Store, person: &Word, most: u32) -> Result<Vec<Kept>, OfficeError> {
    let all = store.thrown_runs(person, most).await?;
    all.into_iter().map(open).collect()
}

/// Takes a piece of work to be sent; none when it is being sent already, or was changed meanwhile.
///
/// # Errors
/// When it cannot be written.
pub async fn take(store: &Store, at: Micros, mut kept: Kept) -> Result<Option<Kept>, OfficeError> {
    let (state, stale) = (State::Sending.code(), Micros(at.0 - LOST));
    let taken = store.take_run(at, &kept.run, state, stale).await?;
    kept.run.changed_at = at;
    kept.run.state = Word::lossy(state);
    Ok(taken.then_some(kept))
}

/// Keeps a piece of work as far as it is: only what its owner says of it has changed.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn rename(store: &Store, at: Micros, kept: Kept) -> Result<(), OfficeError> {
    let state = kept.state();
    write(store, at, kept, None, state).await
}

/// Keeps what became of a piece of work: an answer, or the form alone.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn keep(
    store: &Store,
    at: Micros,
    kept: Kept,
    receipt: Option<&str>,
) -> Result<(), OfficeError> {
    let state = match kept.work.answer {
        Some(_) => State::Done,
        None => State::Draft,
    };
    write(store, at, kept, receipt, state).await
}

/// Keeps that the answer to a piece of work is held for somebody to review; the form stays as it was sent.
///
/// # Errors
/// When it was changed meanwhile, or it cannot be written.
pub async fn hold(store: &Store, at: Micros, kept: Kept, receipt: &str) -> Result<(), OfficeError> {
    write(store, at, kept, Some(receipt), State::Held).await
}

async fn write(
    store: &Store,
    at: Micros,
    kept: Kept,
    receipt: Option<&str>,
    state: State,
) -> Result<(), OfficeError> {
    let run = Run {
        state: Word::lossy(state.code()),
        receipt: receipt.map(Word::lossy).or(kept.run.receipt.clone()),
        content: bytes(&kept.work)?,
        ..kept.run
    };
    Ok(store.keep_run(at, &run).await?)
}

/// Records words that leave as they are written because their owner says that they are no patient information: each with
/// its kind's code and the reason. It comes before the request, so that none leaves unrecorded.
///
/// # Errors
/// When it cannot be written; then nothing may be sent.
pub async fn waive(
    store: &Store,
    by: &By,
    kept: &Kept,
    words: &[(&'static str, &Choice)],
) -> Result<(), OfficeError> {
    let waived = words.iter().filter_map(|(kind, choice)| match choice.does {
        Does::Keep(reason) => Some(Waived {
            kind,
            reason: reason.code(),
            words: choice.words.as_str(),
        }),
        Does::Hide | Does::Replace => None,
    });
    let waived: Vec<Waived<'_>> = waived.collect();
    Ok(store.waive(by, &kept.run, &waived).await?)
}

/// Records that somebody takes out of an export what a task needs: the names of fields, never what stands in them.
///
/// # Errors
/// When it cannot be written; then they may not have it.
pub async fn take_fields(store: &Store, by: &By, taken: FieldsTaken) -> Result<(), OfficeError> {
    Ok(store.take_fields(by, taken).await?)
}

/// Records that somebody takes the answer away as a file of this form.
///
/// # Errors
/// When it cannot be written; then they may not have it.
pub async fn take_away(
    store: &Store,
    by: &By,
    kept: &Kept,
    form: &'static str,
) -> Result<(), OfficeError> {
    Ok(store.take_away(by, &kept.run, form).await?)
}

fn bytes(work: &Work) -> Result<Zeroizing<Vec<u8>>, OfficeError> {
    let bytes = serde_json::to_vec(work).map_err(|_| OfficeError::Unreadable("work"))?;
    Ok(Zeroizing::new(bytes))
}

fn open(run: Run) -> Result<Kept, OfficeError> {
    let work = serde_json::from_slice(&run.content);
    let work = work.map_err(|_| OfficeError::Unreadable("work"))?;
    Ok(Kept { run, work })
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
