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
use crate::course::{self, PartAt};
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
    /// The bodies that would leave, byte for byte, one after the other; none where nothing would.
    pub(crate) bodies: Option<Vec<Bytes>>,
    /// Why nothing would leave, strictest first.
    pub(crate) reasons: Vec<Said>,
    /// What is left out because the task does not need it.
    pub(crate) removed: Removed,
    parts: usize,
}

impl Shown {
    /// How many finds would be replaced.
    pub(crate) fn count(&self) -> usize {
        count(&self.fields)
    }

    /// Tells what was read from anything else; none where nothing could leave.
    pub(crate) fn digest(&self) -> Option<Hash> {
        match self.read().as_slice() {
            [] => None,
            [one] => Some(*one),
            all => Some(Hash::of(
                &all.iter().flat_map(|one| one.0).collect::<Vec<u8>>(),
            )),
        }
    }

    /// Why it would be stopped, strictest first; nothing where it would leave, or never could.
    pub(crate) fn stops(&self) -> &[Said] {
        match self.bodies {
            Some(_) => &[],
            None => &self.reasons,
        }
    }

    /// The bodies that were read, each told from anything else.
    pub(crate) fn read(&self) -> Vec<Hash> {
        let bodies = self.bodies.iter().flatten();
        bodies.map(|body| Hash::of(body)).collect()
    }

    /// How many parts a long text leaves in; 1 where it leaves whole.
    pub(crate) fn parts(&self) -> usize {
        self.parts
    }

    /// What leaves after this. Where anything would not leave, nothing does.
    fn and(mut self, next: Shown) -> Shown {
        self.fields.extend(next.fields);
        self.instructions = format!("{}\n\n{}", self.instructions, next.instructions);
        let bodies = self.bodies.take().zip(next.bodies);
        self.bodies = bodies.map(|(before, next)| [before, next].concat());
        for said in next.reasons {
            if !self.reasons.contains(&said) {
                self.reasons.push(said);
            }
        }
        for (code, count) in next.removed {
            let all = self.removed.entry(code).or_default();
            *all = all.saturating_add(count);
        }
        self
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
    let Some(requests) = course::requests(&form, work) else {
        return here(edge, &form, work).await;
    };
    let visitor = &person.visitor;
    let (id, name) = (visitor.id.as_str(), visitor.account.name.as_str());
    let caller = edge.gateway.onlooker(id, name).await?;
    let caller = caller
        .asking_for(UseCase::named(task.use_case_of(&work.fields)))
        .needing(task.asks_for())
        .having_settled(settled(work, None));
    let failed = || Refusal::from(Cause::CheckFailed);
    let mut whole: Option<Shown> = None;
    for request in requests {
        let body = writing::request(task, way.as_ref(), &request.messages);
        let rehearsal = edge.gateway.rehearse(&caller, body).await?;
        let at = request.part.map(|part| (part, whole.is_none()));
        let one = in_fields(&form, work, rehearsal, at.as_ref()).ok_or_else(failed)?;
        whole = Some(match whole {
            None => one,
            Some(before) => before.and(one),
        });
    }
    whole.ok_or_else(failed)
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
        bodies: None,
        reasons: Vec::new(),
        removed: Removed::new(),
        parts: 1,
    })
}

/// What would leave, field by field; none where it cannot be told apart.
///
/// Of a long text one part leaves at a time (`at`, and whether it is the first): with the first all fields are shown, later
/// on the long one and what is replaced in the others.
fn in_fields(
    form: &Form<'static>,
    work: &Work,
    rehearsal: Rehearsal,
    at: Option<&(PartAt, bool)>,
) -> Option<Shown> {
    let mut texts = rehearsal.texts.iter();
    let (instructions, material) = (texts.next()?, texts.next()?);
    let fields: Vec<&'static Field> = form.values().map(|(field, _)| field).collect();
    let parts = parts(material).filter(|parts| parts.len() == fields.len())?;
    let in_field = |(field, part): (&'static Field, Part<'_>)| match at {
        Some((at, _)) if field.name == at.field => Some(in_part(work, field, part, at)),
        Some((at, false)) => (part.said != part.leaving).then(|| again(field, &part, at)),
        _ => Some(shown(&Text {
            name: &field.name,
            label: &field.label,
            before: before(work, field),
            said: part.said,
            finds: part.finds,
            leaving: part.leaving,
        })),
    };
    let fields = fields.into_iter().zip(parts);
    let mut shown_fields: Vec<FieldShown> = fields.filter_map(in_field).collect();
    if let (Some(draft), Some(wish)) = (texts.next(), texts.next()) {
        shown_fields.push(apart("Your draft so far", whole(draft)));
        shown_fields.push(apart("What to change", self::parts(wish)?.pop()?));
    }
    Some(Shown {
        fields: shown_fields,
        instructions: instructions.leaving.clone(),
        bodies: rehearsal.body.map(|body| vec![body]),
        reasons: rehearsal.reasons,
        removed: rehearsal.removed,
        parts: at.map_or(1, |(at, _)| at.of),
    })
}

/// A part of the long field, at its place in what was typed.
fn in_part(work: &Work, field: &'static Field, part: Part<'_>, at: &PartAt) -> FieldShown {
    let typed = work.fields.get(&field.name).map_or("", String::as_str);
    let start = before(work, field).len() + at.start;
    shown(&Text {
        name: &field.name,
        label: &numbered(field, at),
        before: typed.get(..start).unwrap_or_default(),
        said: part.said,
        finds: part.finds,
        leaving: part.leaving,
    })
}

/// Another field, which leaves with this part too: its finds were shown with the first.
fn again(field: &'static Field, part: &Part<'_>, at: &PartAt) -> FieldShown {
    shown(&Text {
        name: "",
        label: &numbered(field, at),
        before: "",
        said: part.said,
        finds: Vec::new(),
        leaving: part.leaving,
    })
}

fn numbered(field: &Field, at: &PartAt) -> String {
    format!("{} (part {} of {})", field.label, at.number, at.of)
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
