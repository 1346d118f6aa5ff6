//! Every field that the two protocols define at the top of a chat request, and what becomes of it.
//!
//! All of them are inspected, whatever becomes of them. A name that is not in this list is refused without being named.

use super::value::{Object, idle};
use crate::refusal::{Field, Shape};

/// What becomes of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Harmless and not needed: left out of what is sent.
    Drop,
    /// Left out when it asks for nothing, else refused: leaving it out would change the answer's meaning.
    Idle,
    /// Translated.
    Read,
    /// Runs or keeps something at the provider.
    Refuse,
}

const FIELDS: [(&str, Use); 59] = [
    ("agent_id", Use::Refuse),
    ("audio", Use::Refuse),
    ("background", Use::Idle),
    ("chat_template_kwargs", Use::Idle),
    ("conversation", Use::Refuse),
    ("conversation_id", Use::Refuse),
    ("document_image_limit", Use::Idle),
    ("document_page_limit", Use::Idle),
    ("frequency_penalty", Use::Read),
    ("function_call", Use::Idle),
    ("functions", Use::Idle),
    ("guardrails", Use::Idle),
    ("logit_bias", Use::Idle),
    ("logprobs", Use::Idle),
    ("max_completion_tokens", Use::Read),
    ("max_tokens", Use::Read),
    ("messages", Use::Read),
    ("metadata", Use::Drop),
    ("min_p", Use::Idle),
    ("min_tokens", Use::Idle),
    ("modalities", Use::Read),
    ("model", Use::Read),
    ("moderation", Use::Idle),
    ("n", Use::Read),
    ("parallel_tool_calls", Use::Read),
    ("prediction", Use::Read),
    ("presence_penalty", Use::Read),
    ("previous_response_id", Use::Refuse),
    ("prompt_cache_key", Use::Drop),
    ("prompt_cache_options", Use::Drop),
    ("prompt_cache_retention", Use::Drop),
    ("prompt_mode", Use::Idle),
    ("prompt_logprobs", Use::Idle),
    ("random_seed", Use::Read),
    ("reasoning_effort", Use::Read),
    ("repetition_penalty", Use::Idle),
    ("response_format", Use::Read),
    ("safe_prompt", Use::Idle),
    ("safety_identifier", Use::Drop),
    ("seed", Use::Read),
    ("service_tier", Use::Drop),
    ("stop", Use::Read),
    ("store", Use::Idle),
    ("stream", Use::Read),
    ("stream_options", Use::Read),
    ("temperature", Use::Read),
    ("tool_choice", Use::Read),
    ("tools", Use::Read),
    ("top_k", Use::Idle),
    ("top_logprobs", Use::Idle),
    ("top_p", Use::Read),
    ("top_prompt_logprobs", Use::Idle),
    ("user", Use::Drop),
    ("verbosity", Use::Drop),
    ("web_search_options", Use::Refuse),
    // Sent by older clients; all of them are off unless set.
    ("best_of", Use::Idle),
    ("echo", Use::Idle),
    ("ignore_eos", Use::Idle),
    ("suffix", Use::Idle),
];

/// Refuses what cannot be translated and what is not known.
pub(super) fn check(request: &Object) -> Result<(), Shape> {
    for (key, value) in request.iter().filter(|(_, value)| !value.is_null()) {
        let Some((name, then)) = FIELDS.iter().find(|(name, _)| name == key) else {
            return Err(Shape::UnknownField(None));
        };
        match then {
            Use::Drop | Use::Read => {}
            Use::Idle if idle(value) => {}
            Use::Refuse if *name == "web_search_options" => return Err(Shape::ProviderTool),
            Use::Idle | Use::Refuse => return Err(Shape::Unsupported(Field(name))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_field_has_its_fate() {
        let table = [
            (
                json!({"user": "a", "metadata": {"b": 1}, "store": false, "logprobs": false, "service_tier": "auto"}),
                Ok(()),
            ),
            (
                json!({"store": true}),
                Err(Shape::Unsupported(Field("store"))),
            ),
            (
                json!({"previous_response_id": "r"}),
                Err(Shape::Unsupported(Field("previous_response_id"))),
            ),
            (json!({"web_search_options": {}}), Err(Shape::ProviderTool)),
            (
                json!({"guardrails": [{"block_on_error": true}]}),
                Err(Shape::Unsupported(Field("guardrails"))),
            ),
            (json!({"harriet": 1}), Err(Shape::UnknownField(None))),
            (json!({"harriet": null}), Ok(())),
        ];
        for (request, expected) in table {
            assert_eq!(check(request.as_object().unwrap()), expected, "{request}");
        }
    }
}
