//! Asking for a text: from a filled form through the gateway to a checked draft. There is no other way for the pages.

use anteroom_gateway::{Cause, Dialect, Refusal, WayOut};
use anteroom_policy::UseCase;
use anteroom_tasks::{Draft, Form, Level, Message, Task, Tools};
use bytes::Bytes;
use serde_json::json;

use crate::edge::Edge;
use crate::page::Person;

/// A text that was written.
pub(crate) struct Written {
    /// The answer with the real values in it.
    pub(crate) answer: String,
    pub(crate) receipt: String,
    /// Where it came from, in words.
    pub(crate) sent_to: String,
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

/// Asks for a text, and once more where it does not hold what the task promises.
///
/// # Errors
/// What the gateway refuses of the first request; nothing was sent then, or what was sent got no answer.
pub(crate) async fn write(
    edge: &Edge,
    person: &Person,
    form: &Form<'_>,
    way: &WayOut,
) -> Result<Written, Refusal> {
    let messages = form.prompt().ok_or(Cause::Internal)?;
    let first = ask(edge, person, form.task(), way, &messages).await?;
    let draft = Draft::of(form, &first.answer, Tools::default());
    match draft.repair(form) {
        None => Ok(first),
        // The first text did leave and was answered; its checks are shown beside it where nothing better comes.
        Some(repair) => Ok(ask(edge, person, form.task(), way, &repair)
            .await
            .unwrap_or(first)),
    }
}

async fn ask(
    edge: &Edge,
    person: &Person,
    task: &Task,
    way: &WayOut,
    messages: &[Message],
) -> Result<Written, Refusal> {
    let visitor = &person.visitor;
    let caller = edge
        .gateway
        .person(visitor.id.as_str(), visitor.account.name.as_str())
        .await?
        .asking_for(UseCase::named(&task.use_case));
    let temperature = task.prompt.as_ref().map(|prompt| prompt.temperature);
    let body = json!({"model": way.model, "temperature": temperature, "messages": messages});
    let reply = edge
        .gateway
        .chat(caller, Dialect::OpenAi, Bytes::from(body.to_string()))
        .await?;
    let receipt = reply.receipt.clone();
    Ok(Written {
        answer: reply.into_text().await.ok_or(Cause::Internal)?,
        receipt,
        sent_to: destination(way),
    })
}
