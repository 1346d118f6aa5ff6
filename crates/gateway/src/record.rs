//! Recording: the entry is on disk before the first byte leaves, and a refusal leaves a receipt too.
//!
//! What is written is kinds, counts, hashes and names that the practice gave. The mapping is sealed by the store.

use std::collections::BTreeMap;

use anteroom_audit::{Actor, Found, Hash, Micros, Opened, ReceiptId, Refused, Word};
use anteroom_store::{OpenReceipt, OpenRequest, Recorder, RefuseRequest};
use jiff::Timestamp;

use crate::caller::Caller;
use crate::decide::Decided;
use crate::ids;
use crate::inbound::Endpoint;
use crate::refusal::{Cause, Refusal};
use crate::route::Route;
use crate::transform::Transformed;

/// What is known about a request so far, for its receipt.
pub(crate) struct Notes {
    pub(crate) actor: Actor,
    pub(crate) connection: Option<Word>,
    pub(crate) decision: Word,
    pub(crate) endpoint: Endpoint,
    pub(crate) facts: String,
    pub(crate) found: BTreeMap<&'static str, usize>,
    pub(crate) id: ReceiptId,
    pub(crate) model: Option<Word>,
    /// Whether the receipt is open: from then on its end is recorded by closing it.
    pub(crate) opened: bool,
    pub(crate) reasons: Vec<Word>,
    pub(crate) rule_set: Option<Word>,
}

impl Notes {
    /// Notes on a request that has just come in.
    pub(crate) fn new(caller: &Caller, endpoint: Endpoint) -> Self {
        Self {
            actor: Actor::Key {
                id: Word::lossy(&caller.id),
                name: Word::lossy(&caller.name),
            },
            connection: None,
            decision: Word::lossy("block"),
            endpoint,
            facts: "{}".into(),
            found: BTreeMap::new(),
            id: ReceiptId(ids::fresh()),
            model: None,
            opened: false,
            reasons: Vec::new(),
            rule_set: None,
        }
    }

    /// Notes the way that it would go.
    pub(crate) fn routed(&mut self, route: &Route) {
        self.connection = Some(route.connection.name.clone());
        self.model = Some(Word::lossy(&route.model));
    }

    /// Notes what was decided.
    pub(crate) fn decided(&mut self, decided: &Decided) {
        self.decision = Word::lossy(decided.code);
        self.facts.clone_from(&decided.facts);
        self.reasons = decided
            .reasons
            .iter()
            .map(|reason| Word::lossy(&reason.code))
            .collect();
        self.rule_set = Some(Word::lossy(&decided.rule_set));
    }

    fn found(&self) -> Found {
        self.found
            .iter()
            .map(|(code, count)| (Word::lossy(code), u32::try_from(*count).unwrap_or(u32::MAX)))
            .collect()
    }
}

/// Opens the receipt. When this returns, the entry is on disk.
///
/// # Errors
/// [`Cause::LogUnavailable`]: then nothing may be sent.
pub(crate) async fn open(
    recorder: &Recorder,
    notes: &mut Notes,
    route: &Route,
    leaving: &Transformed,
    now: Timestamp,
) -> Result<OpenReceipt, Refusal> {
    let mapping = leaving.mapping.to_bytes().map_err(|_| Cause::Internal)?;
    let opened = Opened {
        connection: route.connection.name.clone(),
        model: Word::lossy(&route.model),
        host: route.connection.host.clone(),
        endpoint: Word::lossy(notes.endpoint.word()),
        decision: notes.decision.clone(),
        reasons: notes.reasons.clone(),
        found: notes.found(),
        placeholders: u32::try_from(leaving.mapping.len()).unwrap_or(u32::MAX),
        body_sha256: leaving.outbound.hash(),
        bytes: leaving.outbound.body().len() as u64,
        rule_set: notes.rule_set.clone().unwrap_or_else(|| Word::lossy("")),
        facts_sha256: Hash::of(notes.facts.as_bytes()),
    };
    let request = OpenRequest {
        id: notes.id,
        at: Micros(now.as_microsecond()),
        actor: notes.actor.clone(),
        opened,
        facts: notes.facts.clone(),
        mapping: (!leaving.mapping.is_empty()).then_some(mapping),
    };
    let receipt = recorder.open(request).await.map_err(|error| {
        tracing::error!(receipt = %notes.id, %error, "the log cannot be written; nothing was sent");
        Cause::LogUnavailable
    })?;
    notes.opened = true;
    Ok(receipt)
}

/// Writes the receipt of a request that was refused, and names it in the refusal.
///
/// A request whose receipt is open was refused by the provider; its end is recorded where it is closed. When the refusal
/// itself cannot be recorded, the caller is told that.
pub(crate) async fn refused(
    recorder: &Recorder,
    notes: Notes,
    refusal: Refusal,
    now: Timestamp,
) -> Refusal {
    let id = notes.id;
    if notes.opened {
        return refusal.with_receipt(id.to_string());
    }
    if refusal.cause() == Cause::LogUnavailable {
        return refusal;
    }
    let request = RefuseRequest {
        id,
        at: Micros(now.as_microsecond()),
        actor: notes.actor.clone(),
        refused: words(&notes, &refusal),
        facts: notes.facts,
    };
    match recorder.refuse(request).await {
        Ok(_) => refusal.with_receipt(id.to_string()),
        Err(error) => {
            tracing::error!(receipt = %id, %error, "the log cannot be written; nothing was sent");
            Cause::LogUnavailable.into()
        }
    }
}

fn words(notes: &Notes, refusal: &Refusal) -> Refused {
    let by_rules = refusal.cause() == Cause::Policy;
    Refused {
        connection: notes.connection.clone(),
        model: notes.model.clone(),
        endpoint: Word::lossy(notes.endpoint.word()),
        decision: if by_rules {
            notes.decision.clone()
        } else {
            Word::lossy("block")
        },
        reasons: if by_rules {
            notes.reasons.clone()
        } else {
            vec![Word::lossy(refusal.code())]
        },
        found: notes.found(),
        rule_set: notes.rule_set.clone(),
        facts_sha256: Hash::of(notes.facts.as_bytes()),
    }
}
