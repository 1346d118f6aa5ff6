//! What is not text: the words that the interfaces themselves define, in the clients' requests and in the providers' bodies.
//!
//! Everything that is not listed here is inspected, whether it is sent on or not: unknown fields, metadata, keys. A pattern
//! without a colon exempts a value, and each of those is checked by the strict reader (`chat/`) to be one of few words, a
//! number in its range, or opaque; a pattern with a colon says only that the key is the interface's own word.

use std::sync::LazyLock;

use anteroom_phi::visit::{Path, Plan, Step};

use crate::refusal::Field;

const CLIENTS_CHAT: &[&str] = &[
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
    "store",
    "stream",
    "stream_options.include_usage",
    "temperature",
    "tool_choice",
    "tool_choice.type",
    "tools[].type",
    "top_logprobs",
    "top_p",
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
    "service_tier:",
    "stop:",
    "stream_options.include_obfuscation:",
    "tool_choice.function.name:",
    "tools[].function.description:",
    "tools[].function.name:",
    "tools[].function.parameters:",
    "tools[].function.strict:",
    "user:",
    "verbosity:",
];

const CLIENTS_EMBEDDINGS: &[&str] = &[
    "dimensions",
    "encoding_format",
    "model",
    "output_dimension",
    "output_dtype",
    "input:",
    "metadata:",
    "user:",
];

/// Bodies for chat are written by `upstream/*.rs`: everything that stands here without a colon is a word or a number of
/// theirs, a number that was read within its range, a stand-in, or a signature that the provider itself gave.
const BODY_CHAT: &[&str] = &[
    "frequency_penalty",
    "max_tokens",
    "messages[].content[].closed",
    "messages[].content[].signature",
    "messages[].content[].thinking[].type",
    "messages[].content[].type",
    "messages[].prefix",
    "messages[].role",
    "messages[].tool_call_id",
    "messages[].tool_calls[].id",
    "messages[].tool_calls[].type",
    "model",
    "parallel_tool_calls",
    "prediction.type",
    "presence_penalty",
    "random_seed",
    "reasoning_effort",
    "response_format.json_schema.strict",
    "response_format.type",
    "seed",
    "stream",
    "stream_options.include_usage",
    "temperature",
    "tool_choice",
    "tool_choice.type",
    "tools[].function.strict",
    "tools[].type",
    "top_p",
    "messages[].content[].text:",
    "messages[].content[].thinking[].text:",
    "messages[].name:",
    "messages[].reasoning_content:",
    "messages[].tool_calls[].function.arguments:",
    "messages[].tool_calls[].function.name:",
    "prediction.content:",
    "response_format.json_schema.description:",
    "response_format.json_schema.name:",
    "response_format.json_schema.schema:",
    "stop:",
    "tool_choice.function.name:",
    "tools[].function.description:",
    "tools[].function.name:",
    "tools[].function.parameters:",
];

const BODY_EMBEDDINGS: &[&str] = &[
    "dimensions",
    "encoding_format",
    "model",
    "output_dimension",
    "input:",
];

/// The plan for clients' chat requests.
pub(crate) static CHAT: LazyLock<Plan> = LazyLock::new(|| Plan::new(CLIENTS_CHAT));

/// The plan for providers' bodies for chat.
pub(crate) static CHAT_BODY: LazyLock<Plan> = LazyLock::new(|| Plan::new(BODY_CHAT));

/// The plan for clients' requests for embeddings.
pub(crate) static EMBEDDINGS: LazyLock<Plan> = LazyLock::new(|| Plan::new(CLIENTS_EMBEDDINGS));

/// The plan for providers' bodies for embeddings.
pub(crate) static EMBEDDINGS_BODY: LazyLock<Plan> = LazyLock::new(|| Plan::new(BODY_EMBEDDINGS));

/// The field of a name that must be a plain identifier, when that is what stands at this place of a provider's body. It
/// is the client's program that chooses these names; a turn bears one only when it is a tool's answer.
pub(crate) fn name_field(path: &Path) -> Option<Field> {
    let keys: Vec<&str> = path.steps().iter().filter_map(Step::key).collect();
    let field = match *keys.as_slice() {
        ["messages", "name"] => "messages[].name",
        ["messages", "tool_calls", "function", "name"] => "messages[].tool_calls[].function.name",
        ["response_format", "json_schema", "name"] => "response_format.json_schema.name",
        ["tool_choice", "function", "name"] => "tool_choice.function.name",
        ["tools", "function", "name"] => "tools[].function.name",
        _ => return None,
    };
    Some(Field(field))
}
