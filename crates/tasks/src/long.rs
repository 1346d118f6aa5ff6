//! Long documents: read in parts, each part at its place, the answers merged, and how much was read said.

mod split;

pub use split::{Part, split};

use crate::form::Form;
use crate::prompt::{self, Message};

/// What is said of parts that nobody read.
const MISSING: &str = "Some parts could not be read. Say nothing of what they may hold.\n";

/// How a long form is read.
pub struct Plan<'a> {
    /// The name of the long field.
    pub field: &'a str,
    label: &'a str,
    /// The parts, in order; together they are the whole field.
    pub parts: Vec<Part<'a>>,
    pages: usize,
}

impl<'a> Form<'a> {
    /// How the long field of this form is read. None when it fits into one request, or the task has none.
    #[must_use]
    pub fn plan(&self) -> Option<Plan<'_>> {
        let long = self.task().long.as_ref()?;
        let (field, text) = self.values().find(|(field, _)| field.name == long.field)?;
        let parts = split(text, long.part_chars);
        (parts.len() > 1).then(|| Plan {
            field: &field.name,
            label: &field.label,
            pages: pages(text),
            parts,
        })
    }
}

impl Plan<'_> {
    /// The messages that ask about one part: the task's own, with a word on which part this is.
    #[must_use]
    pub fn part_prompt(&self, form: &Form<'_>, part: &Part<'_>) -> Option<Vec<Message>> {
        let mut messages = form.with(self.field, part.text).prompt()?;
        let note = format!(
            "\nThis is part {} of {} of a longer document ({}). Answer from this part alone. Say for each point where it stands.\n",
            part.number,
            self.parts.len(),
            self.place(part),
        );
        if let Some(system) = messages.first_mut() {
            system.content.push_str(&note);
        }
        Some(messages)
    }

    /// The messages that make one answer of the answers to all parts, in their order.
    #[must_use]
    pub fn merge_prompt(&self, form: &Form<'_>, answers: &[String]) -> Option<Vec<Message>> {
        let answers: Vec<Option<&str>> = answers.iter().map(|one| Some(one.as_str())).collect();
        self.merge_read(form, &answers)
    }

    /// The same where some parts could not be read: for those there is no answer.
    #[must_use]
    pub fn merge_read(&self, form: &Form<'_>, answers: &[Option<&str>]) -> Option<Vec<Message>> {
        let fence = prompt::fence(answers.iter().copied().flatten());
        let places = self.parts.iter().map(|part| self.place(part));
        let blocks = places
            .zip(answers)
            .filter_map(|(place, answer)| Some(prompt::block(&fence, &place, (*answer)?)));
        let material = blocks.collect::<Vec<_>>().join("\n");
        let mut messages = form.with(self.field, &material).prompt()?;
        let note = format!(
            "\n\"{}\" holds what was written about each part of a long document. Make one answer of it. Copy each quote exactly, \
             name its place, say nothing twice, and leave out no duty and no date.\n",
            self.label
        );
        if let Some(system) = messages.first_mut() {
            system.content.push_str(&note);
            if answers.contains(&None) {
                system.content.push_str(MISSING);
            }
        }
        Some(messages)
    }

    /// How much was read, such as "pages 1-48 of 48 read"; `read` is how many parts were.
    #[must_use]
    pub fn coverage(&self, read: usize) -> String {
        let last = self.parts.iter().take(read).next_back();
        let last_page = last.map_or(0, |part| part.pages.1);
        match (self.pages, last_page) {
            (_, 0) => "nothing read".to_owned(),
            (1, _) => format!("parts 1-{read} of {} read", self.parts.len()),
            (pages, last) if read == self.parts.len() => format!("pages 1-{last} of {pages} read"),
            (pages, last) => format!(
                "parts 1-{read} of {}, to page {last} of {pages}, read",
                self.parts.len()
            ),
        }
    }

    /// Where a part stands, such as `pages 3-4, from "3. Rules"`.
    #[must_use]
    pub fn place(&self, part: &Part<'_>) -> String {
        let heading = part
            .heading
            .map(|heading| format!(", from \"{heading}\""))
            .unwrap_or_default();
        match (self.pages, part.pages) {
            (1, _) => format!("part {}{heading}", part.number),
            (_, (first, last)) if first == last => format!("page {first}{heading}"),
            (_, (first, last)) => format!("pages {first}-{last}{heading}"),
        }
    }
}

/// How many pages a text has: a form feed begins a new one.
fn pages(text: &str) -> usize {
    text.trim_end_matches('\u{c}').matches('\u{c}').count() + 1
}
