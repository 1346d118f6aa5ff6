//! What must hold for any input; called by the fuzz targets (`fuzz/`) and by tests, absent from the product.

use anteroom_office::work::Around;
use anteroom_phi::{Escape, Mapping, visit};
use anteroom_store::KeyRing;
use bytes::BytesMut;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::answer::WayBack;
use crate::dialect::{self, Dialect, Heading};
use crate::inbound::{Asked, Endpoint};
use crate::signature::Signatures;
use crate::sse::{Sse, TooLong};
use crate::stream::Restoring;
use crate::{answer, upstream};

/// Longest event in these checks, in bytes.
const LONGEST: usize = 1 << 12;

/// Cutting the bytes of a stream anywhere changes none of its events.
#[must_use]
pub fn cuts_change_nothing(bytes: &[u8], cuts: &[usize]) -> bool {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.sort_unstable();
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut from = 0;
    for cut in cuts.into_iter().chain([bytes.len()]) {
        parts.extend(bytes.get(from..cut));
        from = cut;
    }
    match (events([bytes]), events(parts)) {
        // Where the bound is met depends on the cuts only for lines that are no data.
        (Err(_), _) | (_, Err(_)) => true,
        (whole, cut) => whole == cut,
    }
}

fn events<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> Result<Vec<Vec<u8>>, TooLong> {
    let mut events = Vec::new();
    let mut sse = Sse::new(LONGEST);
    for part in parts {
        sse.push(part, |event| {
            events.push(event.to_vec());
            Ok::<(), TooLong>(())
        })?;
    }
    Ok(events)
}

/// For any request: once every text of the body that is inspected was replaced, no other text is left in what would leave.
/// Gives the first body for which that is not so.
#[must_use]
pub fn uninspected(request: &[u8]) -> Option<Value> {
    let document: Value = serde_json::from_slice(request).ok()?;
    let chat = Endpoint::Chat(Dialect::OpenAi);
    [chat, Endpoint::Embeddings]
        .into_iter()
        .flat_map(|endpoint| {
            ["mistral", "openai_compatible"].map(|provider| {
                let asked = Asked::read(endpoint, &document).ok()?;
                left(endpoint, asked, provider)
            })
        })
        .flatten()
        .find(|body| !is_ours(body))
}

/// What would leave for a provider when every text that is inspected was replaced.
fn left(endpoint: Endpoint, mut asked: Asked, provider: &str) -> Option<Value> {
    let provider = upstream::named(provider)?;
    if let Asked::Chat(_, request) = &mut asked {
        request.open_signatures(&signatures()?);
    }
    let mut body = asked.body(provider, "served").ok()?;
    let texts = visit::texts(&body, endpoint.body_plan()).ok()?;
    let replaced: Vec<String> = (0..texts.len())
        .map(|number| format!("z{number}z"))
        .collect();
    visit::rewrite(&mut body, endpoint.body_plan(), &texts, &replaced).ok()?;
    provider.join(&mut body);
    Some(body)
}

fn signatures() -> Option<Signatures> {
    let ring = KeyRing::new(vec![Zeroizing::new([1; 32])]).ok()?;
    Some(Signatures::new(&ring, "connection"))
}

/// Whether every text in a body is a replaced one or a word of the interface.
fn is_ours(body: &Value) -> bool {
    match body {
        Value::Array(items) => items.iter().all(is_ours),
        Value::Bool(_) | Value::Null | Value::Number(_) => true,
        Value::Object(fields) => fields
            .iter()
            .all(|(key, value)| (is_word(key) || is_replaced(key)) && is_ours(value)),
        Value::String(text) => is_word(text) || is_replaced(text),
    }
}

fn is_replaced(text: &str) -> bool {
    let rest = text
        .replace("true", "")
        .replace("false", "")
        .replace("null", "");
    rest.chars()
        .all(|sign| sign.is_ascii_digit() || sign.is_whitespace() || "z{}[]\":,\\%".contains(sign))
}

fn is_word(text: &str) -> bool {
    const WORDS: &str = " OK. arguments assistant auto call closed content description dimensions encoding_format float \
         frequency_penalty function high id input json_object json_schema low max_tokens medium messages model name none object \
         output_dimension parallel_tool_calls parameters prediction prefix presence_penalty properties random_seed \
         reasoning_content reasoning_effort required response_format role schema seed served stop stream \
         stream_options include_usage strict system temperature text thinking tool tool_call_id tool_calls tool_choice tools \
         top_p type user ";
    let numbered = text.strip_prefix("call").is_some_and(|number| {
        number.len() == 5 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    numbered || text.is_empty() || WORDS.contains(&format!(" {text} "))
}

/// Any reply of a provider, whole or streamed, becomes well-formed JSON or nothing.
#[must_use]
pub fn replies_are_well_formed(reply: &[u8]) -> bool {
    let heading = Heading {
        tells: false,
        created: 1,
        include_usage: true,
        model: "m".into(),
        receipt: "r".into(),
    };
    let Some(signatures) = signatures() else {
        return false;
    };
    let back = WayBack {
        escape: Escape::Plain,
        mapping: Mapping::default(),
        around: Around::default(),
        signatures,
    };
    [Dialect::Mistral, Dialect::OpenAi]
        .into_iter()
        .all(|dialect| {
            let whole = answer::restored(reply, &back)
                .map(|(answer, _)| dialect::whole(dialect, &heading, &answer));
            whole.is_none_or(|body| is_json(&body)) && streamed(dialect, &heading, &back, reply)
        })
}

fn streamed(dialect: Dialect, heading: &Heading, back: &WayBack, reply: &[u8]) -> bool {
    let mut restoring = Restoring::new(dialect, heading, back.clone());
    let mut out = BytesMut::new();
    for event in reply.split(|byte| *byte == b'\n') {
        if restoring.event(event, &mut out).is_err() {
            break;
        }
    }
    // An answer that is not whole ends in an error, which is also well-formed.
    let _ = restoring.end(&mut out);
    let mut good = true;
    let read = Sse::new(usize::MAX).push(&out, |event| {
        good &= is_json(event);
        Ok::<(), TooLong>(())
    });
    good && read.is_ok()
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok()
}
