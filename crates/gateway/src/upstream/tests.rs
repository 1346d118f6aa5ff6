//! What each provider gets for one and the same request, and what it refuses.

use anteroom_store::KeyRing;
use serde_json::{Value, json};

use super::*;
use crate::refusal::Field;
use crate::signature::Signatures;

fn body(provider: &str, request: &Value) -> Result<Value, Shape> {
    let mut request = Request::read(request)?;
    request.open_signatures(&signatures());
    let provider = named(provider).unwrap();
    let mut body = provider.chat(&request, "served-name")?;
    provider.join(&mut body);
    Ok(body)
}

fn signatures() -> Signatures {
    let ring = KeyRing::new(vec![zeroize::Zeroizing::new([1; 32])]).unwrap();
    Signatures::new(&ring, "c1")
}

/// A replayed conversation with everything that needs translation.
fn conversation() -> Value {
    json!({
        "model": "any", "user": "u-1", "metadata": {"k": "v"}, "store": false, "service_tier": "auto",
        "max_completion_tokens": 50, "seed": 7, "temperature": 0.5, "reasoning_effort": "low", "stop": "END",
        "stream": true, "stream_options": {"include_usage": true}, "parallel_tool_calls": false,
        "messages": [
            {"role": "developer", "content": "Be brief."},
            {"role": "user", "name": "front_desk", "content": [{"type": "text", "text": "One."}, {"type": "text", "text": "Two."}]},
            {"role": "user", "content": "Three."},
            {"role": "assistant", "content": null, "refusal": null, "annotations": null, "audio": null, "function_call": null,
             "reasoning_content": "Hm.",
             "tool_calls": [{"id": "call_abc", "type": "function", "function": {"name": "look", "arguments": "{\"q\":1}"}}]},
            {"role": "tool", "tool_call_id": "call_abc", "content": "42"},
            {"role": "user", "content": "Thanks."},
        ],
        "tools": [{"type": "function", "function": {"name": "look", "description": "Looks."}}],
        "tool_choice": "required",
        "response_format": {"type": "json_schema", "json_schema": {"name": "out", "schema": {"type": "object"}, "strict": true}},
    })
}

#[test]
fn mistral_gets_its_own_fields() {
    insta::assert_json_snapshot!(body("mistral", &conversation()).unwrap(), @r#"
    {
      "model": "served-name",
      "messages": [
        {
          "role": "system",
          "content": "Be brief."
        },
        {
          "role": "user",
          "content": [
            {
              "type": "text",
              "text": "One."
            },
            {
              "type": "text",
              "text": "Two."
            }
          ]
        },
        {
          "role": "user",
          "content": "Three."
        },
        {
          "role": "assistant",
          "content": [
            {
              "type": "thinking",
              "thinking": [
                {
                  "type": "text",
                  "text": "Hm."
                }
              ],
              "closed": true
            }
          ],
          "tool_calls": [
            {
              "id": "call00000",
              "type": "function",
              "function": {
                "name": "look",
                "arguments": "{\"q\":1}"
              }
            }
          ]
        },
        {
          "role": "tool",
          "content": "42",
          "tool_call_id": "call00000"
        },
        {
          "role": "assistant",
          "content": "OK."
        },
        {
          "role": "user",
          "content": "Thanks."
        }
      ],
      "stream": true,
      "temperature": 0.5,
      "max_tokens": 50,
      "stop": [
        "END"
      ],
      "random_seed": 7,
      "response_format": {
        "type": "json_schema",
        "json_schema": {
          "name": "out",
          "schema": {
            "type": "object"
          },
          "strict": true
        }
      },
      "reasoning_effort": "high",
      "tools": [
        {
          "type": "function",
          "function": {
            "name": "look",
            "parameters": {
              "type": "object",
              "properties": {}
            },
            "description": "Looks."
          }
        }
      ],
      "tool_choice": "required",
      "parallel_tool_calls": false
    }
    "#);
}

#[test]
fn openai_compatible_servers_get_theirs() {
    insta::assert_json_snapshot!(body("openai-compatible", &conversation()).unwrap(), @r#"
    {
      "model": "served-name",
      "messages": [
        {
          "role": "system",
          "content": "Be brief."
        },
        {
          "role": "user",
          "content": "One.\nTwo.\n\nThree."
        },
        {
          "role": "assistant",
          "content": "",
          "reasoning_content": "Hm.",
          "tool_calls": [
            {
              "id": "call00000",
              "type": "function",
              "function": {
                "name": "look",
                "arguments": "{\"q\":1}"
              }
            }
          ]
        },
        {
          "role": "tool",
          "tool_call_id": "call00000",
          "content": "42"
        },
        {
          "role": "assistant",
          "content": "OK."
        },
        {
          "role": "user",
          "content": "Thanks."
        }
      ],
      "stream": true,
      "stream_options": {
        "include_usage": true
      },
      "temperature": 0.5,
      "max_tokens": 50,
      "stop": [
        "END"
      ],
      "seed": 7,
      "response_format": {
        "type": "json_schema",
        "json_schema": {
          "name": "out",
          "schema": {
            "type": "object"
          },
          "strict": true
        }
      },
      "reasoning_effort": "low",
      "tools": [
        {
          "type": "function",
          "function": {
            "name": "look",
            "parameters": {
              "type": "object",
              "properties": {}
            },
            "description": "Looks."
          }
        }
      ],
      "tool_choice": "required",
      "parallel_tool_calls": false
    }
    "#);
}

#[test]
fn thinking_goes_back_to_mistral_with_its_signature() {
    let sealed = signatures().sealed("the provider's own").unwrap();
    let thinking = |signature: &str| json!({"type": "thinking", "thinking": [{"type": "text", "text": "a"}], "closed": true, "signature": signature});
    let mut sealed = thinking(&sealed);
    sealed["thinking"]
        .as_array_mut()
        .unwrap()
        .push(json!({"type": "reference", "reference_ids": [1]}));
    let chunks =
        json!([sealed, thinking("551-59-2870, Harriet Lindgren"), {"type": "text", "text": "b"}]);
    let request = json!({"model": "m", "messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": chunks}, {"role": "user", "content": "y"}]});
    let sent = body("mistral", &request).unwrap();
    assert_eq!(
        sent["messages"][1]["content"],
        json!([
            thinking("the provider's own"),
            {"type": "thinking", "thinking": [{"type": "text", "text": "a"}], "closed": true},
            {"type": "text", "text": "b"},
        ])
    );
    let sent = body("openai_compatible", &request).unwrap();
    assert_eq!(
        sent["messages"][1],
        json!({"role": "assistant", "content": "b", "reasoning_content": "a\na"})
    );
}

fn chat(messages: Value) -> Value {
    json!({"model": "m", "messages": messages})
}

fn with(field: &str, value: Value) -> Value {
    let mut request = chat(json!([{"role": "user", "content": "x"}]));
    request[field] = value;
    request
}

fn content(chunk: Value) -> Value {
    chat(json!([{"role": "user", "content": [chunk]}]))
}

#[test]
fn what_cannot_be_checked_or_translated_is_refused() {
    let table = [
        (
            content(json!({"type": "image_url", "image_url": "data:image/png;base64,AA=="})),
            Shape::Image,
        ),
        (
            content(json!({"type": "input_audio", "input_audio": {"data": "AA=="}})),
            Shape::Audio,
        ),
        (
            content(json!({"type": "file", "file": {"file_id": "f"}})),
            Shape::Document,
        ),
        (
            content(json!({"type": "document_url", "document_url": "https://example.org"})),
            Shape::Document,
        ),
        (
            content(json!({"type": "hologram"})),
            Shape::Field(Field("messages[].content[].type")),
        ),
        (
            content(json!({"type": "text", "text": "a", "note": "b"})),
            Shape::UnknownField(Some(Field("messages[].content[]"))),
        ),
        (
            with("tools", json!([{"type": "web_search"}])),
            Shape::ProviderTool,
        ),
        (
            with("tools", json!([{"type": "connector", "id": "x"}])),
            Shape::ProviderTool,
        ),
        (
            with(
                "tools",
                json!([{"type": "function", "function": {"name": "[PATIENT_1]"}}]),
            ),
            Shape::Identifier(Field("tools[].function.name")),
        ),
        (with("n", json!(2)), Shape::Unsupported(Field("n"))),
        (
            with("store", json!(true)),
            Shape::Unsupported(Field("store")),
        ),
        (
            with("logprobs", json!(true)),
            Shape::Unsupported(Field("logprobs")),
        ),
        (with("seed", json!("[SSN_1]")), Shape::Field(Field("seed"))),
        (
            with("max_tokens", json!(5_515_550_137_u64)),
            Shape::Field(Field("max_tokens")),
        ),
        (with("modalities", json!(["text", "audio"])), Shape::Audio),
        (with("harriet", json!(1)), Shape::UnknownField(None)),
        (
            chat(json!([{"role": "nurse", "content": "x"}])),
            Shape::Field(Field("messages[].role")),
        ),
        (
            chat(json!([{"role": "user", "content": "x", "harriet": 1}])),
            Shape::UnknownField(Some(Field("messages[]"))),
        ),
        (chat(json!([])), Shape::Field(Field("messages"))),
        (json!([]), Shape::NotJson),
    ];
    for (request, expected) in table {
        for provider in ["mistral", "openai_compatible"] {
            assert_eq!(
                body(provider, &request),
                Err(expected),
                "{provider}: {request}"
            );
        }
    }
}

#[test]
fn order_is_checked_where_the_provider_would_refuse_it() {
    let last = |turn: Value| chat(json!([{"role": "user", "content": "x"}, turn]));
    assert_eq!(
        body(
            "mistral",
            &last(json!({"role": "assistant", "content": "y"}))
        ),
        Err(Shape::Order)
    );
    assert!(
        body(
            "mistral",
            &last(json!({"role": "assistant", "content": "y", "prefix": true}))
        )
        .is_ok()
    );
    assert!(
        body(
            "openai_compatible",
            &last(json!({"role": "assistant", "content": "y", "prefix": true}))
        )
        .is_err()
    );
    let stray = last(json!({"role": "tool", "tool_call_id": "nobody", "content": "y"}));
    assert_eq!(
        body("mistral", &stray),
        Err(Shape::Field(Field("messages[].tool_call_id")))
    );
}

#[test]
fn effort_is_translated() {
    for (given, mistral, own) in [
        ("none", "none", "none"),
        ("minimal", "none", "low"),
        ("medium", "high", "medium"),
        ("max", "high", "high"),
    ] {
        let request = with("reasoning_effort", json!(given));
        assert_eq!(
            body("mistral", &request).unwrap()["reasoning_effort"],
            mistral
        );
        assert_eq!(
            body("openai_compatible", &request).unwrap()["reasoning_effort"],
            own
        );
    }
}

#[test]
fn only_inspected_text_leaves() {
    let mut everything = conversation();
    everything["messages"][3]["content"] = json!([
        {"type": "thinking", "thinking": [{"type": "text", "text": "t"}], "signature": "c2lnbmF0dXJlIG9mIHRoZSB0aGlua2luZw=="},
        {"type": "text", "text": "said"},
    ]);
    everything["tools"][0]["function"]["parameters"] =
        json!({"type": "object", "properties": {"Harriet": {"enum": [1, "x", null], "const": 5}}});
    everything["prediction"] =
        json!({"type": "content", "content": [{"type": "text", "text": "p"}]});
    everything["tool_choice"] = json!({"type": "function", "function": {"name": "look"}});
    everything["messages"][4]["content"] = json!("{\"name\": \"Harriet\", \"n\": 5}");
    everything["seed"] = Value::Null;
    let request = everything.to_string();
    assert!(body("mistral", &everything).is_ok() && body("openai_compatible", &everything).is_ok());
    assert_eq!(crate::fuzzing::uninspected(request.as_bytes()), None);
    let embeddings = json!({"model": "m", "input": ["a", "b"], "user": "c"}).to_string();
    assert_eq!(crate::fuzzing::uninspected(embeddings.as_bytes()), None);
}

#[test]
fn numbers_have_no_room_for_somebodys_number() {
    for (field, given, sent, value) in [
        ("seed", json!(7), "random_seed", json!(7)),
        (
            "temperature",
            json!(0.551_592_870),
            "temperature",
            json!(0.552),
        ),
        ("top_p", json!(0.95), "top_p", json!(0.95)),
    ] {
        assert_eq!(body("mistral", &with(field, given)).unwrap()[sent], value);
    }
    let seed =
        |seed: u64| body("mistral", &with("seed", json!(seed))).unwrap()["random_seed"].clone();
    assert!(seed(551_592_870).as_u64().is_some_and(|sent| sent < 10_000));
    assert_eq!(seed(551_592_870), seed(551_592_870));
    assert_ne!(seed(551_592_870), seed(551_592_871));
}
