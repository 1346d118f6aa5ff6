//! What of a request is not text: the words that the interface itself defines.
//!
//! Everything that is not listed here is inspected, whether it is sent on or not: unknown fields, metadata, keys. A pattern
//! without a colon exempts a value, and each of those is checked by the strict reader (`chat/`) to be one of few words, a
//! number in its range, or opaque; a pattern with a colon says only that the key is the interface's own word.

use std::sync::LazyLock;

use anteroom_phi::visit::Plan;

const CHAT: &[&str] = &[
    // Words of a closed list, and numbers in a range.
    "frequency_penalty",
    "logprobs",
    "max_completion_tokens",
    "max_tokens",
    "modalities[]",
    "model",
    "n",
    "parallel_tool_calls",
    "presence_penalty",
    "reasoning_effort",
    "response_format.type",
    "service_tier",
    "store",
    "stream",
    "stream_options.include_obfuscation",
    "stream_options.include_usage",
    "temperature",
    "tool_choice",
    "tool_choice.type",
    "tools[].type",
    "top_logprobs",
    "top_p",
    "verbosity",
    "prediction.type",
    "prediction.content[].type",
    "messages[].role",
    "messages[].content[].type",
    "messages[].content[].closed",
    "messages[].content[].thinking[].type",
    "messages[].tool_calls[].type",
    "messages[].tool_calls[].index",
    "messages[].prefix",
    // Opaque: never sent as they are, or checked to be no text.
    "messages[].content[].signature",
    "messages[].tool_call_id",
    "messages[].tool_calls[].id",
    // Known keys of values that are text.
    "messages[].annotations:",
    "messages[].audio:",
    "messages[].content[].text:",
    "messages[].content[].refusal:",
    "messages[].content[].thinking[].text:",
    "messages[].function_call:",
    "messages[].name:",
    "messages[].reasoning:",
    "messages[].reasoning_content:",
    "messages[].refusal:",
    "messages[].tool_calls[].function.arguments:",
    "messages[].tool_calls[].function.name:",
    "metadata:",
    "prediction.content[].text:",
    "prompt_cache_key:",
    "random_seed:",
    "response_format.json_schema.description:",
    "response_format.json_schema.name:",
    "response_format.json_schema.schema:",
    "response_format.json_schema.strict:",
    "safety_identifier:",
    "seed:",
    "stop:",
    "tool_choice.function.name:",
    "tools[].function.description:",
    "tools[].function.name:",
    "tools[].function.parameters:",
    "tools[].function.strict:",
    "user:",
];

const EMBEDDINGS: &[&str] = &[
    "dimensions",
    "encoding_format",
    "model",
    "output_dimension",
    "output_dtype",
    "input:",
    "metadata:",
    "user:",
];

/// The plan for chat requests.
pub(crate) static CHAT_PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(CHAT));

/// The plan for requests for embeddings.
pub(crate) static EMBEDDINGS_PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(EMBEDDINGS));
