//! What would leave, before it does: the request goes the same way as one that is sent, as far as the decision and the body,
//! and no further. Nothing is sent or recorded.

use std::sync::Arc;

use anteroom_office::work::Choice;
use anteroom_phi::{Engine, Find, Minimum};
use anteroom_policy::{Form, Permit};
use bytes::Bytes;

use crate::decide::Decided;
use crate::dialect::Dialect;
use crate::draft::Draft;
use crate::inbound::{Endpoint, Inbound};
use crate::inspect::{self, Inspected};
use crate::keep::Named;
use crate::least::{self, Gone, Removed};
use crate::look::{Glimpse, glimpse};
use crate::pipeline::{self, Considered};
use crate::record::Notes;
use crate::refusal::Said;
use crate::relay::Patience;
use crate::replacing::Ready;
use crate::route::Route;
use crate::transform::{removed, replaced, transform};
use crate::{Caller, Cause, Gateway, Refusal};

/// What would leave. Holds what was typed: it has no `Debug`.
pub struct Rehearsal {
    /// The contents of the messages, in the order in which the model reads them.
    pub texts: Vec<Rehearsed>,
    /// The body that would leave, byte for byte; none where the rules let nothing leave.
    pub body: Option<Bytes>,
    /// What the rules say, strictest first.
    pub reasons: Vec<Said>,
    /// What is taken or blocked out because the use case does not need it.
    pub removed: Removed,
}

/// One text. Holds what was typed: it has no `Debug`.
pub struct Rehearsed {
    /// As it was written.
    pub said: String,
    /// What was found in it, in order, never overlapping; also what its sender keeps.
    pub finds: Vec<Glimpse>,
    /// As it would leave; where the rules let nothing leave, as it would once everything is replaced.
    pub leaving: String,
}

impl Gateway {
    /// What would leave if a person sent this chat request, which is in the OpenAI dialect. A model that no connection
    /// offers is read as none: then nothing can leave, and what was found is shown all the same.
    ///
    /// # Errors
    /// Every cause but those of [`Gateway::person`].
    pub async fn rehearse(&self, caller: &Caller, body: Bytes) -> Result<Rehearsal, Refusal> {
        let endpoint = Endpoint::Chat(Dialect::OpenAi);
        let mut notes = Notes::of_rehearsal(self.inner(), caller, endpoint.word());
        let considered =
            pipeline::consider(self.inner(), caller, endpoint, body.clone(), &mut notes).await;
        match considered {
            Ok(Considered {
                decided,
                engine,
                inspected,
                ready,
                room,
                route,
                ..
            }) => {
                let step = move || rehearsed(&engine, inspected, decided, &route, &ready);
                room.run(step).await?
            }
            Err(refusal) if refusal.cause() == Cause::ModelUnknown => {
                let patience = Patience::new(&self.inner().settings);
                let room = self.inner().rooms.enter(body.len(), patience.end).await?;
                let settled = Arc::clone(&caller.settled);
                let minimum = least::of(caller.use_case, &caller.also);
                let settings = self.inner().settings_for(caller).await?;
                let engine = self.inner().finder.engine(&settings)?;
                let step = move || without_way(&engine, endpoint, &body, minimum, &settled.choices);
                room.run(step).await?
            }
            Err(refusal) => Err(refusal),
        }
    }
}

fn rehearsed(
    engine: &Engine,
    inspected: Inspected,
    decided: Decided,
    route: &Route,
    ready: &Ready,
) -> Result<Rehearsal, Refusal> {
    let form = decided.permit.as_ref().map(Permit::form);
    let form = form.unwrap_or(Form::Deidentified);
    let texts = texts(&inspected, replaced(engine, &inspected, form, ready)?.texts);
    let removed = removed(&inspected, form);
    let leaving = decided
        .permit
        .map(|permit| transform(engine, inspected, permit, route, ready))
        .transpose()?;
    Ok(Rehearsal {
        texts,
        body: leaving.map(|leaving| leaving.outbound.body().clone()),
        reasons: decided.reasons,
        removed,
    })
}

/// What was found, where nothing could leave because there is no way.
fn without_way(
    engine: &Engine,
    endpoint: Endpoint,
    body: &[u8],
    minimum: Option<Minimum>,
    choices: &[Choice],
) -> Result<Rehearsal, Refusal> {
    let inbound = Inbound::read(endpoint, body)?;
    let draft = Draft {
        asked: inbound.asked,
        body: inbound.document.clone(),
        document: inbound.document,
        endpoint,
        gone: Gone::default(),
        minimum: None,
    };
    let inspected = inspect::inspect(engine, least::trim(draft, minimum)?, choices)?;
    let replaced = replaced(engine, &inspected, Form::Deidentified, &Ready::Placeholders)?;
    Ok(Rehearsal {
        texts: texts(&inspected, replaced.texts),
        body: None,
        reasons: Vec::new(),
        removed: removed(&inspected, Form::Deidentified),
    })
}

/// The contents of the messages with what was found in them, beside what would leave.
fn texts(inspected: &Inspected, leaving: Vec<String>) -> Vec<Rehearsed> {
    let segments = inspected.reading.segments();
    let named = Named::of(&segments, &inspected.findings.finds);
    let said = segments.iter().take(inspected.reading.said()).enumerate();
    said.zip(leaving)
        .map(|((at, segment), leaving)| Rehearsed {
            said: segment.text.to_owned(),
            finds: glimpses(inspected, &named, at, segment.text),
            leaving,
        })
        .collect()
}

/// What was found in a segment, and what its sender keeps.
fn glimpses(inspected: &Inspected, named: &Named, segment: usize, text: &str) -> Vec<Glimpse> {
    let found = inspected.findings.of_segment(segment).iter();
    let found = found.map(|find| glimpse(find, named, text));
    let kept = inspected
        .kept
        .iter()
        .filter(|find| find.segment == segment)
        .map(|find: &Find| Glimpse {
            is_kept: true,
            ..glimpse(find, named, text)
        });
    let mut all: Vec<Glimpse> = found.chain(kept).collect();
    all.sort_by_key(|one| one.span);
    all
}
