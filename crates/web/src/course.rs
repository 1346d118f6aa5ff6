//! What is asked for one text: one request; of a long document one for each part, and then one that makes a whole of what was
//! written about them.
//!
//! What was written about a part is asked for once: it is known again by what was asked.

use anteroom_audit::Hash;
use anteroom_office::work::{PartRead, Work};
use anteroom_tasks::long::{Part, Plan};
use anteroom_tasks::{Form, Message, adjust};

/// A request that leaves by itself.
pub(crate) struct Request {
    pub(crate) messages: Vec<Message>,
    /// The part of the document that it is about; none where it is about all.
    pub(crate) part: Option<PartAt>,
}

/// A part of a long document.
#[derive(Clone)]
pub(crate) struct PartAt {
    /// Which one, from 1, and of how many.
    pub(crate) number: usize,
    pub(crate) of: usize,
    /// The field that is long.
    pub(crate) field: String,
    /// Where it begins in that field, in bytes.
    pub(crate) start: usize,
}

/// What was read of a document, part by part, and what is left.
pub(crate) struct Reading {
    /// Every part; without an answer where it is still to be read.
    pub(crate) parts: Vec<PartRead>,
}

/// The requests that leave first, all of which are read before any of them is sent. None for a task that asks no model.
pub(crate) fn requests(form: &Form<'_>, work: &Work) -> Option<Vec<Request>> {
    let Some(plan) = form.plan() else {
        let messages = match (work.text(), &work.wish) {
            (Some(text), Some(wish)) => form.adjust(text, wish)?,
            _ => form.prompt()?,
        };
        return Some(vec![whole(messages)]);
    };
    let reading = Reading::of(form, &plan, work)?;
    let left = plan.parts.iter().zip(&reading.parts);
    let left = left.filter(|(_, read)| read.answer.is_none());
    let left: Option<Vec<Request>> = left.map(|(part, _)| about(form, &plan, part)).collect();
    match left? {
        left if left.is_empty() => Some(vec![whole(reading.merge(form, &plan, work)?)]),
        left => Some(left),
    }
}

fn whole(messages: Vec<Message>) -> Request {
    Request {
        messages,
        part: None,
    }
}

fn about(form: &Form<'_>, plan: &Plan<'_>, part: &Part<'_>) -> Option<Request> {
    Some(Request {
        messages: plan.part_prompt(form, part)?,
        part: Some(PartAt {
            number: part.number,
            of: plan.parts.len(),
            field: plan.field.to_owned(),
            start: part.start,
        }),
    })
}

impl Reading {
    /// What a piece of work knows of its document already. A text that is whole is read anew, unless it is only to be put in
    /// other words.
    pub(crate) fn of(form: &Form<'_>, plan: &Plan<'_>, work: &Work) -> Option<Reading> {
        let goes_on = work.wish.is_some() || work.is_unfinished();
        let part = |part: &Part<'_>| {
            let of = digest(&plan.part_prompt(form, part)?);
            let known = work.parts.iter().find(|one| goes_on && one.of == of);
            Some(known.cloned().unwrap_or_else(|| PartRead {
                place: plan.place(part),
                of,
                answer: None,
                begun: None,
                why: None,
                receipt: None,
            }))
        };
        let parts: Option<Vec<PartRead>> = plan.parts.iter().map(part).collect();
        Some(Reading { parts: parts? })
    }

    /// The messages that make a whole of what was written about the parts, or another one, as its owner wishes.
    pub(crate) fn merge(
        &self,
        form: &Form<'_>,
        plan: &Plan<'_>,
        work: &Work,
    ) -> Option<Vec<Message>> {
        let answers: Vec<Option<&str>> = self
            .parts
            .iter()
            .map(|part| part.answer.as_deref())
            .collect();
        let messages = plan.merge_read(form, &answers)?;
        Some(match (work.text(), &work.wish) {
            (Some(text), Some(wish)) => adjust(messages, text, wish),
            _ => messages,
        })
    }

    /// Whether something was written about every part.
    pub(crate) fn is_whole(&self) -> bool {
        self.parts.iter().all(|part| part.answer.is_some())
    }

    /// What was written about the parts, one after the other: shown where no whole was made of it.
    pub(crate) fn gathered(&self) -> String {
        let all = self.parts.len();
        let read = self.parts.iter().zip(1..).filter_map(|(part, number)| {
            let answer = part.written()?.trim();
            Some(format!(
                "## Part {number} of {all}: {}\n\n{answer}",
                part.place
            ))
        });
        read.collect::<Vec<_>>().join("\n\n")
    }
}

/// Tells what was asked from anything else.
fn digest(messages: &[Message]) -> Hash {
    // Messages are texts, which always have a JSON form.
    Hash::of(&serde_json::to_vec(messages).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::catalogue;
    use std::collections::BTreeMap;

    /// A document of three parts.
    fn fields() -> BTreeMap<String, String> {
        let page = |number: usize| {
            format!(
                "{number}. Rules\n{}",
                "Claims must be sent in time. ".repeat(300)
            )
        };
        let text: Vec<String> = (1..=3).map(page).collect();
        BTreeMap::from([("text".to_owned(), text.join("\u{c}"))])
    }

    fn numbers(work: &Work) -> Vec<Option<usize>> {
        let task = catalogue::task("summarize-document").unwrap();
        let Ok(form) = Form::fill(task, &work.fields) else {
            panic!("it fills")
        };
        let requests = requests(&form, work).unwrap();
        requests
            .iter()
            .map(|one| one.part.as_ref().map(|part| part.number))
            .collect()
    }

    /// The parts of a document, of which some were read.
    fn parts(work: &Work, read: &[usize]) -> Vec<PartRead> {
        let task = catalogue::task("summarize-document").unwrap();
        let Ok(form) = Form::fill(task, &work.fields) else {
            panic!("it fills")
        };
        let plan = form.plan().unwrap();
        let mut parts = Reading::of(&form, &plan, work).unwrap().parts;
        for at in read {
            parts[*at].answer = Some(format!("answer {at}"));
        }
        parts
    }

    #[test]
    fn what_was_read_is_not_asked_twice_and_what_is_old_not_taken_for_new() {
        let mut work = Work {
            fields: fields(),
            ..Work::default()
        };
        assert_eq!(numbers(&work), [Some(1), Some(2), Some(3)]);
        work.parts = parts(&work, &[0, 2]);
        assert_eq!(numbers(&work), [Some(2)], "goes on");
        work.parts = parts(&work, &[0, 1, 2]);
        assert_eq!(numbers(&work), [None], "only a whole is to be made");
        work.answer = Some("whole".to_owned());
        assert_eq!(
            numbers(&work),
            [Some(1), Some(2), Some(3)],
            "once more from the start"
        );
        work.wish = Some("Shorter.".to_owned());
        assert_eq!(numbers(&work), [None], "in other words");
        work.fields
            .insert("question".to_owned(), "By when?".to_owned());
        assert_eq!(
            numbers(&work),
            [Some(1), Some(2), Some(3)],
            "another question"
        );
        let short = BTreeMap::from([("text".to_owned(), "Short.".to_owned())]);
        assert_eq!(
            numbers(&Work {
                fields: short,
                ..Work::default()
            }),
            [None]
        );
    }

    #[test]
    fn what_was_read_or_begun_is_shown_in_its_order() {
        let work = Work {
            fields: fields(),
            ..Work::default()
        };
        let mut reading = Reading {
            parts: parts(&work, &[2, 0]),
        };
        assert!(!reading.is_whole());
        assert!(!reading.gathered().contains("Part 2"));
        reading.parts[1].begun = Some("begun".to_owned());
        let text = reading.gathered();
        assert!(
            text.contains("## Part 2 of 3: page 2, from \"2. Rules\"\n\nbegun\n\n## Part 3"),
            "{text}"
        );
        assert!(
            text.starts_with(
                "## Part 1 of 3: page 1, from \"1. Rules\"\n\nanswer 0\n\n## Part 2 of 3:"
            ),
            "{text}"
        );
    }
}
