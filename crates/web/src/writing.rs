//! Asking for a text: from a filled form through the gateway to a checked draft. There is no other way for the pages.

use std::sync::Arc;

use anteroom_audit::Hash;
use anteroom_gateway::{Caller, Cause, Dialect, Heard, Part, Refusal, Replacing, Reply, WayOut};
use anteroom_office::work::{self, Around, Kept, PartRead, Partial};
use anteroom_policy::UseCase;
use anteroom_tasks::{Draft, Form, Level, Message, Task, Tools};
use bytes::Bytes;
use serde_json::json;

use crate::course;
use crate::edge::Edge;
use crate::live::Answer;
use crate::page::Person;
use crate::pages::held;
use crate::reading;
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
    /// What was written about the parts of a long document.
    pub(crate) parts: Vec<PartRead>,
    /// Why no whole was made of them, in a plain sentence.
    pub(crate) unanswered: Option<String>,
}

/// Why there is no text, in a plain sentence.
pub(crate) struct Unwritten {
    pub(crate) says: String,
    pub(crate) receipt: Option<String>,
    /// What the gateway said, where it was the gateway.
    pub(crate) refusal: Option<Box<Refusal>>,
    /// What was written about the parts of a long document.
    pub(crate) parts: Vec<PartRead>,
}

impl From<Refusal> for Unwritten {
    fn from(refusal: Refusal) -> Self {
        Self {
            says: refusal.message(),
            receipt: refusal.receipt().map(str::to_owned),
            refusal: Some(Box::new(refusal)),
            parts: Vec::new(),
        }
    }
}

impl Unwritten {
    /// The receipt of an answer that came and is held for somebody to review.
    pub(crate) fn held(&self) -> Option<&str> {
        let refusal = self.refusal.as_deref();
        refusal.filter(|one| one.cause() == Cause::Held)?.receipt()
    }

    /// Whether its owner stopped it.
    pub(crate) fn is_stop(&self) -> bool {
        self.refusal.is_none()
    }

    /// Whether it would be the same for whatever else is asked now.
    pub(crate) fn is_for_all(&self) -> bool {
        let cause = self.refusal.as_deref().map(Refusal::cause);
        cause.is_none_or(|cause| {
            matches!(
                cause,
                Cause::Held | Cause::NotAsRead | Cause::Policy | Cause::RateLimited
            )
        })
    }

    pub(crate) fn stopped(receipt: Option<String>) -> Self {
        Self {
            says: "You stopped it before the first words came.".to_owned(),
            receipt,
            refusal: None,
            parts: Vec::new(),
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
    in_words(&format!("{} at {}", way.model, way.host))
}

/// What stands in the place of patient details in what leaves this way, for whoever reads it.
pub(crate) fn stand_ins(way: Option<&WayOut>) -> &'static str {
    match replacing(way) {
        Replacing::Placeholders => "markers",
        Replacing::Surrogates => "made-up details of the same kind",
        Replacing::SafeHarbor => "general words",
        Replacing::Redact => "black blocks",
    }
}

/// Whether the details come back in the answer; nothing leaves where there is no way.
pub(crate) fn puts_back(way: Option<&WayOut>) -> bool {
    replacing(way).is_reversible()
}

fn replacing(way: Option<&WayOut>) -> Replacing {
    way.map_or_else(Replacing::default, |way| way.replacing)
}

/// The same for whoever reads it: the demo's own answers come from no writing tool.
pub(crate) fn in_words(destination: &str) -> String {
    match destination.starts_with("sample-answers at ") {
        true => "sample answers (demo)".to_owned(),
        false => destination.to_owned(),
    }
}

/// Somebody who asks for a text, and everybody who reads along.
pub(crate) struct Asking<'a> {
    pub(crate) edge: &'a Edge,
    pub(crate) person: &'a Person,
    pub(crate) way: &'a WayOut,
    /// The piece of work, as it was taken to be sent.
    pub(crate) kept: &'a Kept,
    /// The bodies that were read, one a request; none where nobody had to.
    pub(crate) read: &'a [Hash],
    pub(crate) answer: &'a Answer,
}

/// Asks for a text, and once more where it does not hold what the task promises.
///
/// # Errors
/// What the gateway refuses of the first request; nothing was sent then, or what was sent got no word of an answer.
pub(crate) async fn write(asking: &Asking<'_>, form: &Form<'_>) -> Result<Written, Unwritten> {
    let requests =
        course::requests(form, &asking.kept.work).ok_or(Refusal::from(Cause::Internal))?;
    if !asking.read.is_empty() && asking.read.len() != requests.len() {
        return Err(Refusal::from(Cause::NotAsRead).into());
    }
    match form.plan() {
        Some(plan) => reading::write(asking, form, &plan, &requests).await,
        None => {
            let first = requests
                .into_iter()
                .next()
                .ok_or(Refusal::from(Cause::Internal))?;
            asking
                .checked(form, first.messages, asking.read.first().copied())
                .await
        }
    }
}

impl Asking<'_> {
    /// Asks, and once more where the answer does not hold what the task promises.
    pub(crate) async fn checked(
        &self,
        form: &Form<'_>,
        messages: Vec<Message>,
        read: Option<Hash>,
    ) -> Result<Written, Unwritten> {
        let task = form.task();
        let first = self
            .ask(task, &messages, self.caller(task, read).await?, false)
            .await?;
        let draft = Draft::of(form, &first.words.text, Tools::default());
        let repair = draft
            .repair_of(messages)
            .filter(|_| first.partial.is_none());
        let Some(repair) = repair else {
            return Ok(first);
        };
        self.answer.again();
        match self
            .ask(task, &repair, self.caller(task, None).await?, false)
            .await
        {
            Ok(second) if second.partial.is_none() => Ok(second),
            // The first text did leave and was answered; its checks are shown beside it where nothing better comes.
            _ => Ok(first),
        }
    }

    /// Asks about one part of a long document. `is_quiet`: nobody reads along, because somebody else reads the whole first.
    pub(crate) async fn ask_part(
        &self,
        task: &Task,
        messages: &[Message],
        read: Option<Hash>,
        is_quiet: bool,
    ) -> Result<Written, Unwritten> {
        let caller = self.asker(task, read).await?;
        self.ask(task, messages, caller, is_quiet).await
    }

    /// Keeps what was written about the parts so far. Where that fails, nothing is lost as long as this process lives.
    pub(crate) async fn note(&self, parts: &[PartRead]) {
        if let Err(failed) = work::note(self.edge.door.store(), self.kept, parts).await {
            tracing::warn!(error = %failed, "what was read of a long document cannot be kept yet");
        }
    }

    /// Asks once. What was begun when it breaks off or is stopped counts as an answer.
    async fn ask(
        &self,
        task: &Task,
        messages: &[Message],
        caller: Caller,
        is_quiet: bool,
    ) -> Result<Written, Unwritten> {
        let body = request(task, Some(self.way), messages);
        let reply = self.edge.gateway.chat(caller, Dialect::OpenAi, body);
        let reply = tokio::select! {
            reply = reply => reply?,
            () = self.answer.until_stopped() => return Err(Unwritten::stopped(None)),
        };
        self.read(reply, is_quiet).await
    }

    /// The person, asking for the text itself: where somebody must review it, it is held for them.
    async fn caller(&self, task: &Task, read: Option<Hash>) -> Result<Caller, Refusal> {
        let reviewer = held::reviewer(self.edge, self.person, task).await;
        let reviewer = reviewer.map_err(|error| {
            tracing::error!(%error, "who may review cannot be read");
            Cause::RecordsUnreadable
        })?;
        let caller = self.asker(task, read).await?;
        Ok(caller.at_work(self.kept.id(), reviewer))
    }

    /// The person, asking for something that is not the text of their work yet.
    async fn asker(&self, task: &Task, read: Option<Hash>) -> Result<Caller, Refusal> {
        let visitor = &self.person.visitor;
        let (id, name) = (visitor.id.as_str(), visitor.account.name.as_str());
        let caller = self.edge.gateway.person(id, name).await?;
        Ok(caller
            .asking_for(UseCase::named(task.use_case_of(&self.kept.work.fields)))
            .needing(task.asks_for())
            .having_settled(rehearsing::settled(&self.kept.work, read))
            .telling(Arc::clone(&self.answer.leaving)))
    }

    async fn read(&self, reply: Reply, is_quiet: bool) -> Result<Written, Unwritten> {
        let mut coming = reply.into_words();
        let mut words = Part::default();
        let partial = loop {
            let heard = tokio::select! {
                heard = coming.next() => heard,
                () = self.answer.until_stopped() => break Some(Partial::Stopped),
            };
            match heard {
                Some(Heard::Words(part)) => {
                    words.add(&part);
                    if !is_quiet {
                        self.answer.add(&part);
                    }
                }
                Some(Heard::Whole) => break None,
                Some(Heard::Cut) => break Some(Partial::Cut),
                Some(Heard::Broke(_)) | None => break Some(Partial::Broke),
            }
        };
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
                parts: Vec::new(),
                unanswered: None,
            }),
        }
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
