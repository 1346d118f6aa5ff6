//! Holding an answer: it is sealed and on record before anybody hears of it, and whoever asked gets it only once somebody
//! has released it (`anteroom_office::held`).
//!
//! Such an answer is read here to its end, also for those who asked for a stream: nothing of it is passed on. A caller who
//! leaves meanwhile changes nothing.

use anteroom_audit::{Micros, ReceiptId, Word};
use anteroom_office::OfficeError;
use anteroom_office::held::{Content, Reason, Reviewer, person_of_key};
use anteroom_office::work::Around;
use anteroom_policy::{Obligation, UseCase};
use anteroom_store::{By, NewHeld};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::caller::{Caller, Holder};
use crate::gateway::Inner;
use crate::inbound::Endpoint;
use crate::refusal::{Cause, Refusal, Said};
use crate::reply::{Reply, content_text};
use crate::words::{Heard, Part};

/// Whose review an answer waits for, and why.
pub(crate) struct Due {
    reviewer: Reviewer,
    reasons: Vec<Reason>,
}

/// An answer that will be held. Holds clinical text: it has no `Debug`.
pub(crate) struct Holding {
    pub(crate) caller: Caller,
    pub(crate) due: Due,
    pub(crate) receipt: ReceiptId,
    pub(crate) reasons: Vec<Said>,
    pub(crate) use_case: UseCase,
    /// What was asked, as it was written.
    pub(crate) asked: Zeroizing<String>,
    /// Where it goes, in words.
    pub(crate) sent_to: String,
}

impl Due {
    /// What holds an answer of this decision to this caller; none where nothing does, and for numbers, which nobody reads.
    pub(crate) fn of(
        endpoint: Endpoint,
        obligations: &[Obligation],
        caller: &Caller,
    ) -> Option<Due> {
        if endpoint == Endpoint::Embeddings {
            return None;
        }
        let rules = Reason::of(obligations);
        let (reviewer, reasons) = match (rules.is_empty(), caller.reviewer) {
            // Every review that a law asks for is one of those who give care.
            (false, _) => (Reviewer::Clinician, rules),
            (true, Some(reviewer)) => (reviewer, vec![Reason::Task]),
            (true, None) => return None,
        };
        Some(Due { reviewer, reasons })
    }
}

impl Holding {
    /// Holds what came back, and gives what the caller is told instead. `sent`: the body that left.
    pub(crate) async fn hold(
        self,
        gateway: &Inner,
        reply: Result<Reply, Refusal>,
        sent: &[u8],
    ) -> Refusal {
        let written = match reply {
            Ok(reply) => {
                let around = reply.around.clone();
                read(reply).await.map(|written| (written, around))
            }
            Err(refusal) => return refusal,
        };
        let kept = match written {
            Ok((written, around)) => self.keep(gateway, sent, written, around).await,
            Err(refusal) => return refusal,
        };
        match kept {
            Ok(()) => Refusal::new(Cause::Held).with_reasons(self.reasons),
            Err(error) => {
                tracing::error!(receipt = %self.receipt, %error, "an answer that must be held cannot be kept");
                Cause::NotHeld.into()
            }
        }
    }

    async fn keep(
        &self,
        gateway: &Inner,
        sent: &[u8],
        written: Part,
        around: Around,
    ) -> Result<(), OfficeError> {
        let sent: Value = serde_json::from_slice(sent).unwrap_or_default();
        let content = Content {
            answer: written.text,
            as_sent: written.sent,
            placed: written.placed,
            around,
            asked: self.asked.to_string(),
            sent: said(&sent).to_string(),
            sent_to: self.sent_to.clone(),
            edited: false,
        };
        let caller = &self.caller;
        let person = match caller.holder {
            Holder::Person => Some(Word::lossy(&caller.id)),
            Holder::Key => person_of_key(&gateway.store, &caller.id).await?,
        };
        let held = NewHeld {
            id: self.receipt.into(),
            asked_by: Word::lossy(&caller.id),
            asker: Word::lossy(&caller.name),
            person,
            run: caller.run.clone(),
            use_case: Word::lossy(self.use_case.code()),
            reviewer: Word::lossy(self.due.reviewer.code()),
            why: self
                .due
                .reasons
                .iter()
                .map(|one| Word::lossy(one.code()))
                .collect(),
            content: content.to_bytes()?,
        };
        let by = By {
            actor: caller.actor(),
            at: Micros(gateway.clock.now().as_microsecond()),
        };
        Ok(gateway.store.hold(&by, &held).await?)
    }
}

/// What was asked of a model: the texts of a request's messages, without the instructions that come before them.
pub(crate) fn said(body: &Value) -> Zeroizing<String> {
    let messages = body.get("messages").and_then(Value::as_array);
    let asked = messages.into_iter().flatten().filter(|message| {
        let role = message.get("role").and_then(Value::as_str);
        !matches!(role, Some("developer" | "system"))
    });
    let texts: Vec<String> = asked
        .filter_map(|message| content_text(message.get("content")?))
        .collect();
    Zeroizing::new(texts.join("\n\n"))
}

/// All of an answer; one that breaks off is none. What it would have a program do is not done, and nobody reads it.
async fn read(reply: Reply) -> Result<Part, Refusal> {
    let mut coming = reply.into_words();
    let mut all = Part::default();
    loop {
        match coming.next().await {
            Some(Heard::Words(part)) => all.add(&part),
            Some(Heard::Cut | Heard::Whole) if all.text.trim().is_empty() => {
                return Err(Cause::NotHeld.into());
            }
            Some(Heard::Cut | Heard::Whole) => return Ok(all),
            Some(Heard::Broke(_)) | None => return Err(Cause::UpstreamBroke.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn instructions_are_not_what_was_asked() {
        let body = json!({"messages": [
            {"role": "system", "content": "Write."},
            {"role": "user", "content": "A letter."},
            {"role": "assistant", "content": null},
            {"role": "user", "content": [{"type": "text", "text": "For "}, {"type": "text", "text": "Mr. X."}]},
        ]});
        assert_eq!(*said(&body), "A letter.\n\nFor Mr. X.");
        assert_eq!(*said(&json!({})), "");
    }
}
