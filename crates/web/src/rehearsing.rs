//! Showing what would leave before it does: the very request that would be sent goes through the gateway as far as the
//! decision, and comes back field by field.

use std::ops::Range;

use anteroom_audit::Hash;
use anteroom_gateway::{
    Cause, Glimpse, Refusal, Rehearsal, Rehearsed, Removed, Said, Settled, UseCase,
};
use anteroom_office::work::Work;
use anteroom_tasks::{Field, Form, Task, material};
use bytes::Bytes;

use crate::chance;
use crate::edge::Edge;
use crate::page::Person;
use crate::pages::shown::{FieldShown, Text, count, shown};
use crate::writing;

/// What would leave, as pages show it.
pub(crate) struct Shown {
    /// What was typed, and what else of it leaves: the draft that is to be changed, and the wish.
    pub(crate) fields: Vec<FieldShown>,
    /// The instructions that go along, as they would leave.
    pub(crate) instructions: String,
    /// The body that would leave, byte for byte; none where nothing would.
    pub(crate) body: Option<Bytes>,
    /// Why nothing would leave, strictest first.
    pub(crate) reasons: Vec<Said>,
    /// What is left out because the task does not need it.
    pub(crate) removed: Removed,
}

impl Shown {
    /// How many finds would be replaced.
    pub(crate) fn count(&self) -> usize {
        count(&self.fields)
    }

    /// Tells what was read from anything else; none where nothing could leave.
    pub(crate) fn digest(&self) -> Option<Hash> {
        self.body.as_deref().map(Hash::of)
    }
}

/// What would leave of a piece of work.
///
/// # Errors
/// When it could not be checked, or what would have to be known cannot be read.
pub(crate) async fn rehearse(
    edge: &Edge,
    person: &Person,
    task: &'static Task,
    work: &Work,
) -> Result<Shown, Refusal> {
    let way = writing::way(edge, task).await?;
    let form = Form::so_far(task, &work.fields);
    let Some(messages) = writing::messages(&form, work) else {
        return here(edge, &form, work).await;
    };
    let body = writing::request(task, way.as_ref(), &messages);
    let visitor = &person.visitor;
    let (id, name) = (visitor.id.as_str(), visitor.account.name.as_str());
    let caller = edge.gateway.onlooker(id, name).await?;
    let caller = caller
        .asking_for(UseCase::named(&task.use_case))
        .needing(task.asks_for())
        .having_settled(settled(work, None));
    let rehearsal = edge.gateway.rehearse(&caller, body).await?;
    in_fields(&form, work, rehearsal).ok_or_else(|| Cause::CheckFailed.into())
}

/// What the owner of a piece of work settled; `read` is the body that they read.
pub(crate) fn settled(work: &Work, read: Option<Hash>) -> Settled {
    Settled {
        choices: work.choices.clone(),
        read,
        seed: work.seed.as_deref().and_then(chance::seed_of),
    }
}

/// A task that asks no model: what stands in its fields stays here.
async fn here(edge: &Edge, form: &Form<'static>, work: &Work) -> Result<Shown, Refusal> {
    let asked = form
        .values()
        .map(|(field, value)| (field.label.clone(), value.to_owned()));
    let look = edge.gateway.look(None, &[], asked.collect()).await?;
    let fields = form.values().zip(look.fields).map(|((field, said), seen)| {
        shown(&Text {
            name: &field.name,
            label: &field.label,
            before: before(work, field),
            said,
            finds: seen.finds,
            leaving: said,
        })
    });
    Ok(Shown {
        fields: fields.collect(),
        instructions: String::new(),
        body: None,
        reasons: Vec::new(),
        removed: Removed::new(),
    })
}

/// What would leave, field by field; none where it cannot be told apart.
fn in_fields(form: &Form<'static>, work: &Work, rehearsal: Rehearsal) -> Option<Shown> {
    let mut texts = rehearsal.texts.iter();
    let (instructions, material) = (texts.next()?, texts.next()?);
    let fields: Vec<&'static Field> = form.values().map(|(field, _)| field).collect();
    let parts = parts(material).filter(|parts| parts.len() == fields.len())?;
    let in_field = |(field, part): (&'static Field, Part<'_>)| {
        shown(&Text {
            name: &field.name,
            label: &field.label,
            before: before(work, field),
            said: part.said,
            finds: part.finds,
            leaving: part.leaving,
        })
    };
    let mut shown_fields: Vec<FieldShown> = fields.into_iter().zip(parts).map(in_field).collect();
    if let (Some(draft), Some(wish)) = (texts.next(), texts.next()) {
        shown_fields.push(apart("Your draft so far", whole(draft)));
        shown_fields.push(apart("What to change", self::parts(wish)?.pop()?));
    }
    Some(Shown {
        fields: shown_fields,
        instructions: instructions.leaving.clone(),
        body: rehearsal.body,
        reasons: rehearsal.reasons,
        removed: rehearsal.removed,
    })
}

/// A part of a message, as it was written and as it would leave.
struct Part<'r> {
    said: &'r str,
    finds: Vec<Glimpse>,
    leaving: &'r str,
}

fn whole(text: &Rehearsed) -> Part<'_> {
    Part {
        said: &text.said,
        finds: text.finds.clone(),
        leaving: &text.leaving,
    }
}

/// The material of a message, field by field; none where what would leave has other fields than what was written.
fn parts(text: &Rehearsed) -> Option<Vec<Part<'_>>> {
    let (written, leaving) = (material(&text.said), material(&text.leaving));
    if written.len() != leaving.len() {
        return None;
    }
    let pairs = written.into_iter().zip(leaving);
    let part = |(written, leaving): (Range<usize>, Range<usize>)| {
        Some(Part {
            said: text.said.get(written.clone())?,
            finds: within(&text.finds, &written),
            leaving: text.leaving.get(leaving)?,
        })
    };
    pairs.map(part).collect()
}

/// The finds in a part of a text, by their places in it.
fn within(finds: &[Glimpse], part: &Range<usize>) -> Vec<Glimpse> {
    let inside = finds.iter().filter_map(|find| {
        let (from, to) = (find.span.0.max(part.start), find.span.1.min(part.end));
        (from < to).then(|| Glimpse {
            span: (from - part.start, to - part.start),
            ..*find
        })
    });
    inside.collect()
}

/// A text that is no field of the form.
fn apart(label: &'static str, part: Part<'_>) -> FieldShown {
    shown(&Text {
        name: "",
        label,
        before: "",
        said: part.said,
        finds: part.finds,
        leaving: part.leaving,
    })
}

/// The white space before a field's value, which does not leave.
fn before<'w>(work: &'w Work, field: &Field) -> &'w str {
    let typed = work.fields.get(&field.name).map_or("", String::as_str);
    let blank = typed.len() - typed.trim_start().len();
    match typed.trim().is_empty() {
        true => "",
        false => typed.get(..blank).unwrap_or_default(),
    }
}
