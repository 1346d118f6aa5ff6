//! The journey of a request, one line a step. There is no other way to a provider.
//!
//! | step | takes | gives | otherwise |
//! |---|---|---|---|
//! | read | the client's bytes | [`Inbound`] | refused: its form |
//! | route | the model | [`Route`] | refused: nobody offers it |
//! | draft | [`Inbound`], [`Route`] | `Draft`, the provider's body | refused: the provider cannot do it |
//! | trim | `Draft`, the use case | `Draft` without what it does not need | refused: not checked |
//! | inspect | `Draft` | `Inspected` | refused: not checked |
//! | decide | `Inspected`, the facts | a permit | refused: the rules |
//! | transform | `Inspected`, the permit | `Outbound`, the mapping | refused: something is left |
//! | record | all of it | an open receipt | refused: no log, no sending |
//! | send | `Outbound`, the open receipt | the provider's reply | closed: its failure |
//! | restore, close | the reply, the mapping | [`Reply`] | closed: broken off; or held for a review |

use std::sync::Arc;

use anteroom_audit::Closed;
use anteroom_office::standing::Standings;
use anteroom_office::work::Around;
use anteroom_phi::Engine;
use anteroom_policy::{Obligation, UseCase};
use anteroom_store::OpenReceipt;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use reqwest::Response;
use zeroize::Zeroizing;

use crate::answer::{self, Finish, Tally, WayBack};
use crate::caller::Caller;
use crate::decide::{self, Decided, Question};
use crate::dialect::{self, Dialect, Heading};
use crate::errand;
use crate::gateway::Inner;
use crate::held::{self, Due, Holding};
use crate::inbound::{Asked, Endpoint, Inbound};
use crate::inspect::Inspected;
use crate::record::{self, Notes};
use crate::refusal::{Cause, Refusal};
use crate::relay::{self, Patience};
use crate::replacing::Ready;
use crate::reply::{Reply, ReplyBody};
use crate::room::Room;
use crate::route::Route;
use crate::signature::Signatures;
use crate::stream::Restoring;
use crate::transform::{Transformed, transform};
use crate::upstream::Failure;
use crate::{draft, inspect, least, notice, route};

/// Takes a request all the way, and leaves a receipt of it whatever happens.
pub(crate) async fn run(
    gateway: &Arc<Inner>,
    caller: &Caller,
    endpoint: Endpoint,
    body: Bytes,
) -> Result<Reply, Refusal> {
    let mut notes = Notes::new(gateway, caller, endpoint.word());
    let id = notes.id;
    match journey(gateway, caller, endpoint, body, &mut notes).await {
        Ok(reply) => Ok(reply),
        Err(refusal) => {
            tracing::info!(receipt = %id, code = refusal.code(), "refused");
            Err(record::refused(notes, refusal).await)
        }
    }
}

/// A request that was read, inspected and decided on. Nothing of it has left.
pub(crate) struct Considered {
    pub(crate) decided: Decided,
    /// What it was inspected with.
    pub(crate) engine: Arc<Engine>,
    pub(crate) inspected: Inspected,
    pub(crate) ready: Ready,
    pub(crate) room: Room,
    pub(crate) route: Arc<Route>,
    signatures: Signatures,
    standings: Arc<Standings>,
    use_case: UseCase,
}

/// Takes a request as far as the decision, and a rehearsal with it.
pub(crate) async fn consider(
    gateway: &Inner,
    caller: &Caller,
    endpoint: Endpoint,
    body: Bytes,
    notes: &mut Notes,
) -> Result<Considered, Refusal> {
    let patience = Patience::new(&gateway.settings);
    let room = gateway.rooms.enter(body.len(), patience.end).await?;
    let inbound = room.run(move || Inbound::read(endpoint, &body)).await??;
    let snapshot = gateway.settings_for(caller).await?;
    let route = Arc::new(route::find(&snapshot, &inbound.model)?);
    notes.routed(&route);
    let signatures = Signatures::new(gateway.store.ring(), route.connection.id.as_str());
    let (way, own) = (Arc::clone(&route), signatures.clone());
    let draft = room
        .run(move || draft::draft(inbound, &way, &own))
        .await??;
    let docket = gateway.docket(&snapshot)?;
    notes.purpose = gateway.purpose(caller, &snapshot, docket.rules())?;
    let minimum = least::of(notes.purpose, &caller.also);
    let engine = gateway.finder.engine(&snapshot)?;
    let (finder, settled) = (Arc::clone(&engine), Arc::clone(&caller.settled));
    let inspected = room
        .run(move || inspect::inspect(&finder, least::trim(draft, minimum)?, &settled.choices))
        .await??;
    notes.found = inspected.found();
    let now = gateway.clock.now();
    let standings = gateway.standings(&snapshot, docket.rules(), now)?;
    let question = Question {
        asker: &caller.asker(&standings),
        caller: caller.id(),
        endpoint,
        patient_state: caller.patient_state,
        part2_consent: caller.part2_consent.as_ref(),
        route: &route,
        snapshot: &snapshot,
        standings: &standings,
        use_case: caller.use_case,
    };
    let use_case = errand::use_case(question);
    notes.part2_consent = errand::part2_consent(question, use_case, &inspected.guarded).cloned();
    let decided = decide::decide(&docket, question, &inspected, now);
    notes.decided(&decided);
    let ready = caller.settled.ready(route.replacing, now);
    Ok(Considered {
        decided,
        engine,
        inspected,
        ready: ready.map_err(|_| Cause::Internal)?,
        room,
        route,
        signatures,
        use_case,
        standings,
    })
}

async fn journey(
    gateway: &Arc<Inner>,
    caller: &Caller,
    endpoint: Endpoint,
    body: Bytes,
    notes: &mut Notes,
) -> Result<Reply, Refusal> {
    let patience = Patience::new(&gateway.settings);
    let Considered {
        mut decided,
        engine,
        inspected,
        ready,
        room,
        route,
        signatures,
        standings,
        use_case,
    } = consider(gateway, caller, endpoint, body, notes).await?;
    let permit = decided
        .permit
        .take()
        .ok_or_else(|| stopped(Cause::Policy, notes, &mut decided))?;
    let obligations = std::mem::take(&mut decided.obligations);
    let words = standings.disclaimer();
    let around = notice::due(&obligations, words, &inspected.draft.asked)
        .map_err(|cause| stopped(cause, notes, &mut decided))?;
    let holding = Due::of(endpoint, &obligations, caller).map(|due| Holding {
        asked: held::said(&inspected.draft.document),
        caller: caller.clone(),
        due,
        reasons: std::mem::take(&mut decided.reasons),
        receipt: notes.id,
        sent_to: format!("{} at {}", route.model, route.connection.host),
        use_case,
    });
    let way = Arc::clone(&route);
    let leaving = room
        .run(move || transform(&engine, inspected, permit, &way, &ready))
        .await??;
    drop(room);
    caller.settled.check(&leaving.outbound)?;
    let key = gateway
        .store
        .upstream_key(&route.connection)
        .map_err(|_| Cause::Internal)?;
    let receipt = record::open(notes, &route, &leaving).await?;
    caller.told_of_leaving();
    if let Some(witness) = &gateway.witness {
        witness.left(leaving.outbound.body());
    }
    let is_held = holding.is_some();
    let sent_body = leaving.outbound.body().clone();
    let answering = Answering {
        leaving,
        around,
        obligations: obligations.into_iter().map(Obligation::code).collect(),
        patience,
        signatures,
        tells: is_held || caller.is_person(),
    };
    let sent = sent(Arc::clone(gateway), answering, receipt, route, key, is_held);
    let Some(holding) = holding else {
        return sent.await;
    };
    let gateway = Arc::clone(gateway);
    let held = async move { holding.hold(&gateway, sent.await, &sent_body).await };
    // A caller who leaves changes nothing: the answer is held.
    Err(tokio::spawn(held).await.map_err(|_| Cause::Internal)?)
}

/// Sends, and restores what comes back; one that is held is read here, as OpenAI's clients would.
async fn sent(
    gateway: Arc<Inner>,
    mut answering: Answering,
    receipt: OpenReceipt,
    route: Arc<Route>,
    key: Option<Zeroizing<String>>,
    is_held: bool,
) -> Result<Reply, Refusal> {
    if let (true, Asked::Chat(dialect, _)) = (is_held, &mut answering.leaving.asked) {
        *dialect = Dialect::OpenAi;
    }
    let (outbound, base) = (&answering.leaving.outbound, &route.connection.base_url);
    match gateway.client.send(outbound, &receipt, base, key).await {
        Ok(response) => restored(&gateway, response, answering, receipt, &route).await,
        Err(failure) => Err(failed(receipt, failure)),
    }
}

fn stopped(cause: Cause, notes: &Notes, decided: &mut Decided) -> Refusal {
    Refusal::new(cause)
        .with_found(notes.found.clone())
        .with_reasons(std::mem::take(&mut decided.reasons))
}

fn failed(receipt: OpenReceipt, failure: Failure) -> Refusal {
    receipt.close(Closed::only(failure.closing));
    failure.into()
}

/// What the answer will need.
struct Answering {
    leaving: Transformed,
    around: Around,
    obligations: Vec<&'static str>,
    patience: Patience,
    signatures: Signatures,
    /// Whether the caller is told what the model wrote.
    tells: bool,
}

async fn restored(
    gateway: &Inner,
    response: Response,
    answering: Answering,
    receipt: OpenReceipt,
    route: &Route,
) -> Result<Reply, Refusal> {
    let Answering {
        leaving,
        around,
        obligations,
        patience,
        signatures,
        tells,
    } = answering;
    let heading = Heading {
        created: gateway.clock.now().as_second(),
        include_usage: leaving.asked.wants_usage(),
        model: route.model.clone(),
        receipt: receipt.id().to_string(),
        tells,
    };
    let Transformed {
        asked,
        mapping,
        removed,
        ..
    } = leaving;
    let back = WayBack {
        escape: asked.escape(),
        mapping,
        around: around.clone(),
        signatures,
    };
    if asked.streams() && !is_event_stream(&response) {
        return Err(failed(receipt, Failure::garbage()).with_receipt(heading.receipt));
    }
    let body = match asked {
        Asked::Chat(dialect, request) if request.stream => {
            let restoring = Restoring::new(dialect, &heading, back);
            ReplyBody::Stream(relay::events(response, restoring, receipt, patience))
        }
        asked => {
            let reply = whole(response, gateway, patience).await;
            ReplyBody::Whole(answered(reply, &asked, &heading, &back, receipt)?)
        }
    };
    Ok(Reply {
        around,
        body,
        obligations,
        receipt: heading.receipt,
        removed,
    })
}

fn is_event_stream(response: &Response) -> bool {
    let kind = response
        .headers()
        .get(CONTENT_TYPE)
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    kind.starts_with(b"text/event-stream")
}

async fn whole(
    mut response: Response,
    gateway: &Inner,
    patience: Patience,
) -> Result<Vec<u8>, Failure> {
    let reply = relay::whole(&mut response, &patience).await?;
    if let Some(witness) = &gateway.witness {
        witness.came_back(&reply);
    }
    Ok(reply)
}

fn answered(
    reply: Result<Vec<u8>, Failure>,
    asked: &Asked,
    heading: &Heading,
    back: &WayBack,
    receipt: OpenReceipt,
) -> Result<Bytes, Refusal> {
    let answer = reply
        .and_then(|reply| answer_of(&reply, asked, heading, back).ok_or_else(Failure::garbage));
    let (body, closed) = match answer {
        Ok(answer) => answer,
        Err(failure) => return Err(failed(receipt, failure)),
    };
    tracing::info!(receipt = %receipt.id(), bytes = closed.bytes, restored = closed.restored, unknown = closed.unknown, "answered");
    receipt.close(closed);
    Ok(body)
}

/// The client's answer, and how the receipt ends. `None` when the provider's reply is not one that can be read.
fn answer_of(
    reply: &[u8],
    asked: &Asked,
    heading: &Heading,
    back: &WayBack,
) -> Option<(Bytes, Closed)> {
    match asked {
        Asked::Chat(dialect, _) => {
            let (answer, tally) = answer::restored(reply, back)?;
            let closed = relay::closed(reply.len(), answer.finish, tally, answer.usage);
            Some((dialect::whole(*dialect, heading, &answer), closed))
        }
        Asked::Embeddings(request) => {
            let (body, usage) = request.answer(&heading.model, reply)?;
            Some((
                body,
                relay::closed(reply.len(), Finish::Stop, Tally::default(), usage),
            ))
        }
    }
}
