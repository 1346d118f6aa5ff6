//! What somebody settles about what was found: each word once, wherever it stands, the uncertain first, in the order of the text.

use std::collections::BTreeMap;

use anteroom_gateway::Kind;
use anteroom_office::work::{Choice, Does, NoPatient};

use crate::page::Sent;
use crate::pages::shown::{FieldShown, FindShown, finds};
use crate::rehearsing::Shown;

/// Fewest letters and digits of words that somebody adds: fewer stand everywhere.
const FEWEST: usize = 2;

/// Words that were found, with what is settled about them.
pub(crate) struct Row {
    pub(crate) find: FindShown,
    /// How often they stand there.
    pub(crate) times: usize,
    /// Whether their owner settled what happens with them.
    pub(crate) is_settled: bool,
    /// Whether their owner added them: only their choice replaces them.
    is_hidden: bool,
    /// The kind that their owner gave them, if they did.
    kind: Option<String>,
    /// Why they are no patient information, if they are none.
    pub(crate) reason: NoPatient,
}

impl Row {
    /// Whether it must be settled before anything leaves.
    pub(crate) fn is_open(&self) -> bool {
        self.find.is_uncertain && !self.is_settled && self.find.may_keep
    }

    /// Counts the same words at another place: what holds of one holds of all.
    fn count(&mut self, find: &FindShown) {
        self.times += 1;
        self.find.hard |= find.hard;
        self.find.may_keep &= find.may_keep;
        self.find.is_uncertain |= find.is_uncertain;
    }

    /// Whether it is replaced as far as is settled.
    pub(crate) fn is_replaced(&self) -> bool {
        !self.find.is_kept && !self.is_open()
    }
}

/// Why what somebody settles is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// These words point to a person for sure.
    Hard,
    /// These words do not stand in the text, or are too short.
    NotThere,
}

/// Everything that was found, one row for words that are written alike.
pub(crate) fn rows(looked: &Shown, choices: &[Choice]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for find in finds(&looked.fields) {
        let settled = choices.iter().find(|choice| choice.words == find.text);
        match rows.iter_mut().find(|row| row.find.text == find.text) {
            Some(row) => row.count(find),
            None => rows.push(Row {
                find: find.clone(),
                times: 1,
                is_settled: settled.is_some(),
                is_hidden: settled.is_some_and(|choice| choice.does == Does::Hide),
                kind: settled.and_then(|choice| choice.kind.clone()),
                reason: settled.map_or(usual(find.letter), |choice| reason(choice, find.letter)),
            }),
        }
    }
    // What is settled stays where it is: nobody looks for it again after each choice.
    rows.sort_by_key(|row| !(row.find.is_uncertain && row.find.may_keep));
    rows
}

fn reason(choice: &Choice, letter: char) -> NoPatient {
    match choice.does {
        Does::Keep(reason) => reason,
        Does::Hide | Does::Replace => usual(letter),
    }
}

/// The reason that is most likely for a group.
pub(crate) fn usual(letter: char) -> NoPatient {
    match letter {
        'D' => NoPatient::Date,
        'N' => NoPatient::FirstName,
        'P' => NoPatient::Town,
        _ => NoPatient::Other,
    }
}

/// How many rows must still be settled.
pub(crate) fn open(rows: &[Row]) -> usize {
    rows.iter().filter(|row| row.is_open()).count()
}

/// What is settled once this form was taken.
///
/// # Errors
/// When it keeps words of a hard kind, or adds words that do not stand in the text.
pub(crate) fn taken(sent: &Sent, looked: &Shown, old: &[Choice]) -> Result<Vec<Choice>, NotTaken> {
    let rows = rows(looked, old);
    let mut choices: Vec<Choice> = old.to_vec();
    for n in 0..rows.len() {
        let words = sent.get(&format!("words.{n}")).map(lines);
        let Some(row) = rows
            .iter()
            .find(|row| Some(&row.find.text) == words.as_ref())
        else {
            continue;
        };
        if let Some(choice) = chosen(sent, n, row)? {
            settle(&mut choices, choice);
        }
    }
    let gone = lines(sent.get("unhide").unwrap_or_default());
    choices.retain(|choice| choice.does != Does::Hide || choice.words != gone);
    if sent.text("action") == "hide" {
        settle(&mut choices, added(sent, looked)?);
    }
    Ok(choices)
}

/// How much of which kind was found and is not kept, in words.
pub(crate) fn counted(rows: &[Row]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.find.is_kept) {
        *counts.entry(row.find.code).or_default() += row.times;
    }
    let counts = counts.into_iter().map(|(code, count)| several(code, count));
    counts.collect::<Vec<_>>().join(", ")
}

/// So many of a kind, such as "2 phone numbers".
fn several(code: &str, count: usize) -> String {
    let known = Kind::ALL.into_iter().find(|kind| kind.code() == code);
    let (one, more) = known.map_or(("detail", "details"), Kind::plain);
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Puts a choice in the place of the one about the same words.
pub(crate) fn settle(choices: &mut Vec<Choice>, choice: Choice) {
    match choices.iter_mut().find(|known| known.words == choice.words) {
        Some(known) => *known = choice,
        None => choices.push(choice),
    }
}

/// What the form says about a row; nothing where it says nothing.
fn chosen(sent: &Sent, n: usize, row: &Row) -> Result<Option<Choice>, NotTaken> {
    let kind = known_kind(sent.text(&format!("kind.{n}"))).filter(|code| *code != row.find.code);
    let does = match sent.text(&format!("choice.{n}")) {
        "keep" if !row.find.may_keep => return Err(NotTaken::Hard),
        "keep" => {
            let reason = NoPatient::named(sent.text(&format!("reason.{n}")));
            Some(Does::Keep(reason.unwrap_or(row.reason)))
        }
        "replace" => Some(Does::Replace),
        // Who says what it is says that it is something.
        _ => kind.map(|_| match row.is_hidden {
            true => Does::Hide,
            false => Does::Replace,
        }),
    };
    // What is replaced anyway needs no word about it.
    let is_news = row.find.is_uncertain || row.is_settled || kind.is_some();
    let does = does.filter(|does| *does != Does::Replace || is_news);
    Ok(does.map(|does| Choice {
        words: row.find.text.clone(),
        does,
        kind: kind.map(str::to_owned).or(row.kind.clone()),
    }))
}

fn known_kind(code: &str) -> Option<&'static str> {
    let known = Kind::ALL.into_iter().find(|kind| kind.code() == code);
    known.map(Kind::code)
}

/// Words that were missed.
fn added(sent: &Sent, looked: &Shown) -> Result<Choice, NotTaken> {
    let words = lines(sent.text("also"));
    let signs = words.chars().filter(|c| c.is_alphanumeric()).count();
    let mut texts = looked.fields.iter().map(FieldShown::said);
    if signs < FEWEST || !texts.any(|text| stands_in(&words, &text)) {
        return Err(NotTaken::NotThere);
    }
    Ok(Choice {
        words,
        does: Does::Hide,
        kind: known_kind(sent.text("also_kind")).map(str::to_owned),
    })
}

/// Whether words stand in a text, and no word goes on beyond their ends.
fn stands_in(words: &str, text: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + words.len()..)
            .and_then(|after| after.chars().next());
        [before, after]
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric())
    })
}

/// What leaves although it was found: the code of its kind, and what its owner says of it.
pub(crate) fn waived<'c>(looked: &Shown, choices: &'c [Choice]) -> Vec<(&'static str, &'c Choice)> {
    let kept = |choice: &'c Choice| {
        let mut kept = finds(&looked.fields).filter(|find| find.is_kept);
        let find = kept.find(|find| find.text == choice.words)?;
        Some((find.code, choice))
    };
    choices.iter().filter_map(kept).collect()
}

/// What a form of the composer keeps: the reason's word, a blank, and the words.
pub(crate) fn kept(sent: &Sent) -> Vec<Choice> {
    let mut choices = Vec::new();
    for said in sent.all("keep") {
        if let Some((reason, words)) = said.split_once(' ')
            && let Some(reason) = NoPatient::named(reason)
        {
            let (words, does) = (lines(words), Does::Keep(reason));
            settle(
                &mut choices,
                Choice {
                    words,
                    does,
                    kind: None,
                },
            );
        }
    }
    for said in sent.all("hide") {
        if let Some((kind, words)) = said.split_once(' ') {
            settle(
                &mut choices,
                Choice {
                    words: lines(words),
                    does: Does::Hide,
                    kind: known_kind(kind).map(str::to_owned),
                },
            );
        }
    }
    choices
}

/// A text as it was typed: forms end their lines in another way.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
