//! A form as somebody fills it in: what was typed and chosen, the piece of work that it belongs to, and how both are kept.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_office::OfficeError;
use anteroom_office::work::{self, Choice, Does, Kept, NoPatient, State as Progress, Work};
use anteroom_store::By;
use anteroom_tasks::{Field, Task};

use crate::chance;
use crate::edge::Edge;
use crate::page::Sent;
use crate::pages::held;
use crate::pages::runs::choices;

/// A form as somebody fills it in.
pub(crate) struct Filling {
    pub(super) task: &'static Task,
    pub(super) work: Work,
    /// The piece of work that it belongs to; empty for a new one.
    pub(super) run: String,
    /// When that was last changed as the form was opened, in microseconds; empty for a new one.
    pub(super) as_of: String,
}

impl Filling {
    /// The form of a new piece of work.
    pub(super) fn new(task: &'static Task, work: Work) -> Filling {
        Filling {
            task,
            work,
            run: String::new(),
            as_of: String::new(),
        }
    }

    /// The form of a piece of work that was begun.
    pub(super) fn again(task: &'static Task, kept: Kept) -> Filling {
        Filling {
            task,
            run: kept.id().to_owned(),
            as_of: kept.changed_at().0.to_string(),
            work: kept.work,
        }
    }

    /// Whether a piece of work is the one that this form was opened with, unchanged since.
    fn is_of(&self, kept: &Kept) -> bool {
        kept.task() == self.task.id && kept.changed_at().0.to_string() == self.as_of
    }

    /// What a form was sent with.
    pub(crate) fn of(task: &'static Task, sent: &Sent) -> Filling {
        Filling {
            task,
            work: fresh(task, typed(task, sent), choices::kept(sent)),
            run: sent.text("run").to_owned(),
            as_of: sent.text("as_of").to_owned(),
        }
    }

    /// Takes out the words at a place: the field's name, and where they begin and end in it, in bytes.
    pub(super) fn remove(&mut self, place: &str) {
        if let Some((name, span)) = spot(place)
            && let Some(value) = self.work.fields.get_mut(name)
            && value.get(span.clone()).is_some()
        {
            value.replace_range(span, "");
        }
    }

    /// Keeps the words at a place, for the reason that stands before it.
    pub(super) fn keep(&mut self, place: &str) {
        if let Some((reason, place)) = place.split_once(':')
            && let Some(reason) = NoPatient::named(reason)
            && let Some((name, span)) = spot(place)
            && let Some(words) = self.work.fields.get(name).and_then(|value| value.get(span))
        {
            let choice = Choice {
                words: words.to_owned(),
                does: Does::Keep(reason),
                kind: None,
            };
            choices::settle(&mut self.work.choices, choice);
        }
    }
}

/// `note:3:8` is bytes 3 to 8 of the field `note`.
fn spot(place: &str) -> Option<(&str, std::ops::Range<usize>)> {
    let (rest, to) = place.rsplit_once(':')?;
    let (name, from) = rest.rsplit_once(':')?;
    Some((name, from.parse().ok()?..to.parse().ok()?))
}

pub(crate) fn typed(task: &Task, sent: &Sent) -> BTreeMap<String, String> {
    let field = |field: &Field| {
        let value = sent.get(&format!("f.{}", field.name))?;
        Some((field.name.clone(), value.replace("\r\n", "\n")))
    };
    task.fields.iter().filter_map(field).collect()
}

/// Keeps what was typed, in the piece of work that it belongs to; beside it where that is on its way, or was changed since the
/// form was opened, as in another window: nothing that was typed takes the place of something else.
pub(crate) async fn saved(
    edge: &Edge,
    (by, own): (&By, &Word),
    filling: &Filling,
) -> Result<String, OfficeError> {
    let store = edge.door.store();
    let Filling {
        task, work, run, ..
    } = filling;
    let kept = work::find(store, own, run).await.ok().flatten();
    let kept = kept.filter(|kept| filling.is_of(kept) && kept.state() != Progress::Sending);
    if let Some(mut kept) = kept
        && !held::waits(edge, &kept).await
    {
        kept.work = with_own_of(work.clone(), &kept.work);
        if work::keep(store, edge.now(), kept, None).await.is_ok() {
            return Ok(run.clone());
        }
    }
    work::begin(store, by, own, &task.id, work).await
}

pub(super) fn fresh(task: &Task, fields: BTreeMap<String, String>, choices: Vec<Choice>) -> Work {
    Work {
        fields,
        choices,
        seed: chance::seed(),
        version: task.version,
        ..Work::default()
    }
}

/// The work, with what does not stand in the form: its name, its parts, its text so far, and what was settled in its review.
fn with_own_of(mut work: Work, old: &Work) -> Work {
    let in_review = |choice: &&Choice| !matches!(choice.does, Does::Keep(_));
    let is_known =
        |choice: &Choice, all: &[Choice]| all.iter().any(|one| one.words == choice.words);
    // They are told by what was asked, so that of another text none is taken.
    work.parts.clone_from(&old.parts);
    work.name.clone_from(&old.name);
    work.before = old.text().map(str::to_owned).or(old.before.clone());
    work.around.clone_from(&old.around);
    work.sent_to.clone_from(&old.sent_to);
    for choice in old.choices.iter().filter(in_review) {
        if !is_known(choice, &work.choices) {
            work.choices.push(choice.clone());
        }
    }
    work
}
