//! Asking for a text: from a filled form through the gateway to a checked draft. There is no other way for the pages.

use std::sync::Arc;

use anteroom_gateway::{Caller, Cause, Dialect, Heard, Part, Refusal, Reply, WayOut};
use anteroom_office::work::Partial;
use anteroom_policy::UseCase;
use anteroom_tasks::{Draft, Form, Level, Message, Task, Tools};
use bytes::Bytes;
use serde_json::json;

use crate::edge::Edge;
use crate::live::Answer;
use crate::page::Person;

/// A text that was written.
pub(crate) struct Written {
    /// The words, shown and as the model wrote them.
    pub(crate) words: Part,
    /// Why it is not whole; none where it is.
    pub(crate) partial: Option<Partial>,
    pub(crate) receipt: String,
}

/// Why there is no text, in a plain sentence.
pub(crate) struct Unwritten {
    pub(crate) says: String,
    pub(crate) receipt: Option<String>,
    /// What the gateway said, where it was the gateway.
    pub(crate) refusal: Option<Box<Refusal>>,
}

impl From<Refusal> for Unwritten {
    fn from(refusal: Refusal) -> Self {
        Self {
            says: refusal.message(),
            receipt: refusal.receipt().map(str::to_owned),
            refusal: Some(Box::new(refusal)),
        }
    }
}

impl Unwritten {
    fn stopped(receipt: Option<String>) -> Self {
        Self {
            says: "You stopped it before the first words came.".to_owned(),
            receipt,
            refusal: None,
        }
    }
}

/// The connection that a task would use: the first that is open for it, else the first there is, which then says why not.
pub(crate) async fn way(edge: &Edge, task: &Task) -> Result<Option<WayOut>, Refusal> {
    let ways = edge.gateway.ways().await?;
    let open = |way: &&WayOut| match task.level {
        Level::NoPatientInformation => way.is_open_for_general_text || way.open,
        Level::Deidentified | Level::Identified => way.open,
    };
    let found = ways.iter().find(open).or_else(|| ways.first());
    Ok(found.cloned())
}

/// Where a text goes, in words.
pub(crate) fn destination(way: &WayOut) -> String {
    format!("{} at {}", way.model, way.host)
}

/// Somebody who asks for a text, and everybody who reads along.
pub(crate) struct Asking<'a> {
    pub(crate) edge: &'a Edge,
    pub(crate) person: &'a Person,
    pub(crate) way: &'a WayOut,
    pub(crate) answer: &'a Answer,
}

/// Asks for a text, and once more where it does not hold what the task promises.
///
/// # Errors
/// What the gateway refuses of the first request; nothing was sent then, or what was sent got no word of an answer.
pub(crate) async fn write(asking: &Asking<'_>, form: &Form<'_>) -> Result<Written, Unwritten> {
    let messages = form.prompt().ok_or(Refusal::from(Cause::Internal))?;
    let first = asking.ask(form.task(), &messages).await?;
    let draft = Draft::of(form, &first.words.text, Tools::default());
    let Some(repair) = draft.repair(form).filter(|_| first.partial.is_none()) else {
        return Ok(first);
    };
    asking.answer.again();
    match asking.ask(form.task(), &repair).await {
        Ok(second) if second.partial.is_none() => Ok(second),
        // The first text did leave and was answered; its checks are shown beside it where nothing better comes.
        _ => Ok(first),
    }
}

impl Asking<'_> {
    /// Asks once. What was begun when it breaks off or is stopped counts as an answer.
    async fn ask(&self, task: &Task, messages: &[Message]) -> Result<Written, Unwritten> {
        let body = request(task, self.way, messages);
        let caller = self.caller(task).await?;
        let reply = self.edge.gateway.chat(caller, Dialect::OpenAi, body);
        let reply = tokio::select! {
            reply = reply => reply?,
            () = self.answer.until_stopped() => return Err(Unwritten::stopped(None)),
        };
        self.read(reply).await
    }

    async fn caller(&self, task: &Task) -> Result<Caller, Refusal> {
        let visitor = &self.person.visitor;
        let (id, name) = (visitor.id.as_str(), visitor.account.name.as_str());
        let caller = self.edge.gateway.person(id, name).await?;
        Ok(caller
            .asking_for(UseCase::named(&task.use_case))
            .telling(Arc::clone(&self.answer.leaving)))
    }

    async fn read(&self, reply: Reply) -> Result<Written, Unwritten> {
        let mut coming = reply.into_words();
        let partial = loop {
            let heard = tokio::select! {
                heard = coming.next() => heard,
                () = self.answer.until_stopped() => break Some(Partial::Stopped),
            };
            match heard {
                Some(Heard::Words(part)) => self.answer.add(&part),
                Some(Heard::Whole) => break None,
                Some(Heard::Cut) => break Some(Partial::Cut),
                Some(Heard::Broke(_)) | None => break Some(Partial::Broke),
            }
        };
        let words = self.answer.words();
        match (partial, words.text.trim().is_empty()) {
            (Some(Partial::Stopped), true) => Err(Unwritten::stopped(Some(coming.receipt))),
            (_, true) => Err(Unwritten {
                receipt: Some(coming.receipt),
                ..Refusal::from(Cause::UpstreamBroke).into()
            }),
            _ => Ok(Written {
                words,
                partial,
                receipt: coming.receipt,
            }),
        }
    }
}

/// The request for a text, in the gateway's own dialect.
fn request(task: &Task, way: &WayOut, messages: &[Message]) -> Bytes {
    let temperature = task.prompt.as_ref().map(|prompt| prompt.temperature);
    let body = json!({
        "model": way.model, "temperature": temperature, "stream": true, "messages": messages,
    });
    Bytes::from(body.to_string())
}
