//! Recording: the entry is on disk before the first byte leaves, and a request that goes no further leaves a receipt too.
//!
//! What is written is kinds, counts, hashes and names that the practice gave. The mapping is sealed by the store.

use std::collections::BTreeMap;

use anteroom_audit::{Actor, Found, Hash, Micros, Opened, ReceiptId, Refused, Word};
use anteroom_policy::UseCase;
use anteroom_store::{OpenReceipt, OpenRequest, Recorder, RefuseRequest};
use jiff::Timestamp;

use crate::caller::Caller;
use crate::clock::Clock;
use crate::decide::Decided;
use crate::gateway::Inner;
use crate::ids;
use crate::least::Removed;
use crate::refusal::{Cause, Refusal};
use crate::route::Route;
use crate::transform::Transformed;

/// What is known about a request so far, for its receipt. Dropped before it was recorded, it records that the caller left.
pub(crate) struct Notes {
    actor: Actor,
    clock: Clock,
    connection: Option<Word>,
    /// When it was decided; from then on this is the request's time, so that deciding again meets the same second.
    decided_at: Option<Timestamp>,
    decision: Word,
    endpoint: &'static str,
    facts: String,
    pub(crate) found: BTreeMap<&'static str, usize>,
    pub(crate) id: ReceiptId,
    model: Option<Word>,
    /// The reference of the consent under which a record of a drug or alcohol program is used.
    pub(crate) part2_consent: Option<Word>,
    /// The use case that it named.
    pub(crate) purpose: Option<UseCase>,
    reasons: Vec<Word>,
    recorder: Recorder,
    rule_set: Option<Word>,
    /// Whether its receipt was handed to the recorder: from then on its end is recorded there.
    settled: bool,
}

impl Notes {
    /// Notes on a request that has just come in, for `endpoint`: a word of ours.
    pub(crate) fn new(gateway: &Inner, caller: &Caller, endpoint: &'static str) -> Self {
        Self {
            actor: caller.actor(),
            clock: gateway.clock.clone(),
            connection: None,
            decided_at: None,
            decision: Word::lossy("block"),
            endpoint,
            facts: "{}".into(),
            found: BTreeMap::new(),
            id: ReceiptId(ids::fresh()),
            model: None,
            part2_consent: None,
            purpose: None,
            reasons: Vec::new(),
            recorder: gateway.recorder.clone(),
            rule_set: None,
            settled: false,
        }
    }

    /// Notes on a request that is only rehearsed: nothing is recorded of it.
    pub(crate) fn of_rehearsal(gateway: &Inner, caller: &Caller, endpoint: &'static str) -> Self {
        let mut notes = Self::new(gateway, caller, endpoint);
        notes.settled = true;
        notes
    }

    /// Notes the way that it would go.
    pub(crate) fn routed(&mut self, route: &Route) {
        self.connection = Some(route.connection.name.clone());
        self.model = Some(Word::lossy(&route.model));
    }

    /// Notes what was decided.
    pub(crate) fn decided(&mut self, decided: &Decided) {
        self.decided_at = Some(decided.at);
        self.decision = Word::lossy(decided.code);
        self.facts.clone_from(&decided.facts);
        self.reasons = decided
            .reasons
            .iter()
            .map(|reason| Word::lossy(&reason.code))
            .collect();
        self.rule_set = Some(Word::lossy(&decided.rule_set));
    }

    fn at(&self) -> Micros {
        let at = self.decided_at.unwrap_or_else(|| self.clock.now());
        Micros(at.as_microsecond())
    }

    fn found(&self) -> Found {
        self.found
            .iter()
            .map(|(code, count)| (Word::lossy(code), u32::try_from(*count).unwrap_or(u32::MAX)))
            .collect()
    }
}

/// Counts by code, as the log has them.
fn codes(removed: &Removed) -> Found {
    let each = removed.iter();
    each.map(|(code, count)| (Word::lossy(code), *count))
        .collect()
}

/// Opens the receipt. When this returns, the entry is on disk.
///
/// # Errors
/// [`Cause::LogUnavailable`]: then nothing may be sent.
pub(crate) async fn open(
    notes: &mut Notes,
    route: &Route,
    leaving: &Transformed,
) -> Result<OpenReceipt, Refusal> {
    let mapping = leaving.mapping.to_bytes().map_err(|_| Cause::Internal)?;
    let opened = Opened {
        connection: route.connection.name.clone(),
        model: Word::lossy(&route.model),
        host: route.connection.host.clone(),
        endpoint: Word::lossy(notes.endpoint),
        decision: notes.decision.clone(),
        reasons: notes.reasons.clone(),
        found: notes.found(),
        replacing: Some(Word::lossy(route.replacing.code())),
        purpose: notes.purpose.map(|purpose| Word::lossy(purpose.code())),
        part2_consent: notes.part2_consent.clone(),
        removed: codes(&leaving.removed),
        placeholders: u32::try_from(leaving.mapping.len()).unwrap_or(u32::MAX),
        body_sha256: leaving.outbound.hash(),
        bytes: leaving.outbound.body().len() as u64,
        rule_set: notes.rule_set.clone().unwrap_or_else(|| Word::lossy("")),
        facts_sha256: Hash::of(notes.facts.as_bytes()),
    };
    let request = OpenRequest {
        id: notes.id,
        at: notes.at(),
        actor: notes.actor.clone(),
        opened,
        facts: notes.facts.clone(),
        mapping: (!leaving.mapping.is_empty()).then_some(mapping),
    };
    notes.settled = true;
    let opening = notes.recorder.open(request).await;
    opening.map_err(|error| {
        tracing::error!(receipt = %notes.id, %error, "the log cannot be written; nothing was sent");
        Cause::LogUnavailable.into()
    })
}

/// Writes the receipt of a request that was refused, and names it in the refusal.
///
/// A request whose receipt is open was refused by the provider; its end is recorded where it is closed. When the refusal
/// itself cannot be recorded, the caller is told that.
pub(crate) async fn refused(mut notes: Notes, refusal: Refusal) -> Refusal {
    let id = notes.id.to_string();
    if refusal.cause() == Cause::LogUnavailable {
        notes.settled = true;
        return refusal;
    }
    if notes.settled {
        return refusal.with_receipt(id);
    }
    let why = match refusal.cause() {
        Cause::NoticeImpossible | Cause::Policy => Why::Rules,
        _ => Why::Code(refusal.code()),
    };
    match turned_away(notes, why).await {
        Ok(id) => refusal.with_receipt(id),
        Err(unavailable) => unavailable,
    }
}

/// Why a request went no further.
pub(crate) enum Why<'c> {
    /// This, in one word of ours.
    Code(&'c str),
    /// The rules, whose reasons are noted.
    Rules,
}

/// Writes the receipt of a request that went no further; gives its id.
///
/// # Errors
/// [`Cause::LogUnavailable`].
pub(crate) async fn turned_away(mut notes: Notes, why: Why<'_>) -> Result<String, Refusal> {
    notes.settled = true;
    let request = notes.refusal(why);
    notes.recorder.refuse(request).await.map_err(|error| {
        tracing::error!(receipt = %notes.id, %error, "the log cannot be written; nothing was sent");
        Cause::LogUnavailable
    })?;
    Ok(notes.id.to_string())
}

impl Notes {
    fn refusal(&self, why: Why<'_>) -> RefuseRequest {
        let (decision, reasons) = match why {
            Why::Code(code) => (Word::lossy("block"), vec![Word::lossy(code)]),
            Why::Rules => (self.decision.clone(), self.reasons.clone()),
        };
        RefuseRequest {
            id: self.id,
            at: self.at(),
            actor: self.actor.clone(),
            refused: Refused {
                connection: self.connection.clone(),
                model: self.model.clone(),
                endpoint: Word::lossy(self.endpoint),
                decision,
                reasons,
                found: self.found(),
                rule_set: self.rule_set.clone(),
                facts_sha256: Hash::of(self.facts.as_bytes()),
            },
            facts: self.facts.clone(),
        }
    }
}

impl Drop for Notes {
    fn drop(&mut self) {
        if !self.settled {
            let request = self.refusal(Why::Code("client_left"));
            self.recorder.refuse_unheard(request);
        }
    }
}
