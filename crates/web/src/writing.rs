//! Asking for a text: from a filled form through the gateway to a checked draft. There is no other way for the pages.

use std::sync::Arc;

use anteroom_audit::Hash;
use anteroom_gateway::{Caller, Cause, Dialect, Heard, Part, Refusal, Reply, WayOut};
use anteroom_office::work::{Around, Partial, Work};
use anteroom_policy::UseCase;
use anteroom_tasks::{Draft, Form, Level, Message, Task, Tools};
use bytes::Bytes;
use serde_json::json;

use crate::edge::Edge;
use crate::live::Answer;
use crate::page::Person;
use crate::pages::held;
use crate::rehearsing;

/// A text that was written.
pub(crate) struct Written {
    /// The words, shown and as the model wrote them.
    pub(crate) words: Part,
    /// What rules want around it.
    pub(crate) around: Around,
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
    /// The receipt of an answer that came and is held for somebody to review.
    pub(crate) fn held(&self) -> Option<&str> {
        let refusal = self.refusal.as_deref();
        refusal.filter(|one| one.cause() == Cause::Held)?.receipt()
    }

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
    /// The id of the piece of work.
    pub(crate) run: &'a str,
    pub(crate) work: &'a Work,
    /// The body that was read; none where nobody had to.
    pub(crate) read: Option<Hash>,
    pub(crate) answer: &'a Answer,
}

/// Asks for a text, and once more where it does not hold what the task promises.
///
/// # Errors
/// What the gateway refuses of the first request; nothing was sent then, or what was sent got no word of an answer.
pub(crate) async fn write(asking: &Asking<'_>, form: &Form<'_>) -> Result<Written, Unwritten> {
    let messages = messages(form, asking.work).ok_or(Refusal::from(Cause::Internal))?;
    let first = asking.ask(form.task(), &messages, asking.read).await?;
    let draft = Draft::of(form, &first.words.text, Tools::default());
    let Some(repair) = draft.repair(form).filter(|_| first.partial.is_none()) else {
        return Ok(first);
    };
    asking.answer.again();
    match asking.ask(form.task(), &repair, None).await {
        Ok(second) if second.partial.is_none() => Ok(second),
        // The first text did leave and was answered; its checks are shown beside it where nothing better comes.
        _ => Ok(first),
    }
}

impl Asking<'_> {
    /// Asks once. What was begun when it breaks off or is stopped counts as an answer.
    async fn ask(
        &self,
        task: &Task,
        messages: &[Message],
        read: Option<Hash>,
    ) -> Result<Written, Unwritten> {
        let body = request(task, Some(self.way), messages);
        let caller = self.caller(task, read).await?;
        let reply = self.edge.gateway.chat(caller, Dialect::OpenAi, body);
        let reply = tokio::select! {
            reply = reply => reply?,
            () = self.answer.until_stopped() => return Err(Unwritten::stopped(None)),
        };
        self.read(reply).await
    }

    async fn caller(&self, task: &Task, read: Option<Hash>) -> Result<Caller, Refusal> {
        let visitor = &self.person.visitor;
        let (id, name) = (visitor.id.as_str(), visitor.account.name.as_str());
        let caller = self.edge.gateway.person(id, name).await?;
        let reviewer = held::reviewer(self.edge, self.person, task).await;
        let reviewer = reviewer.map_err(|error| {
            tracing::error!(%error, "who may review cannot be read");
            Cause::RecordsUnreadable
        })?;
        Ok(caller
            .asking_for(UseCase::named(&task.use_case))
            .needing(task.asks_for())
            .at_work(self.run, reviewer)
            .having_settled(rehearsing::settled(self.work, read))
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
                around: coming.around,
                partial,
                receipt: coming.receipt,
            }),
        }
    }
}

/// What is asked: for a text, or for another one than came, as its owner wishes. None for a task that asks no model.
pub(crate) fn messages(form: &Form<'_>, work: &Work) -> Option<Vec<Message>> {
    match (work.text(), &work.wish) {
        (Some(text), Some(wish)) => form.adjust(text, wish),
        _ => form.prompt(),
    }
}

/// The request for a text, in the gateway's own dialect. Without a way it names no model, and nobody takes it.
pub(crate) fn request(task: &Task, way: Option<&WayOut>, messages: &[Message]) -> Bytes {
    let model = way.map_or("", |way| way.model.as_str());
    let temperature = task.prompt.as_ref().map(|prompt| prompt.temperature);
    let body = json!({
        "model": model, "temperature": temperature, "stream": true, "messages": messages,
    });
    Bytes::from(body.to_string())
}
