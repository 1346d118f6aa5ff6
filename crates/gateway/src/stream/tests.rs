//! What a client can put together from our events, for every way of cutting the provider's bytes.

use anteroom_office::work::Around;
use proptest::prelude::*;
use serde_json::Value;

use anteroom_phi::Mapping;
use anteroom_store::KeyRing;

use super::*;
use crate::signature::Signatures;
use crate::sse::Sse;

const VALUES: &[u8] =
    br#"{"known":{"[PATIENT_1]":"Tamsin \"Tam\" Okonjo","[DATE_2]":"2/4/71","[PHONE_1]":"614-555-0137"},"bracketed":[],"reserved":[]}"#;

fn mapping() -> Mapping {
    Mapping::from_bytes(VALUES).unwrap()
}

fn way_back(escape: Escape) -> WayBack {
    WayBack {
        escape,
        mapping: mapping(),
        around: Around::default(),
        signatures: signatures(),
    }
}

fn signatures() -> Signatures {
    let ring = KeyRing::new(vec![zeroize::Zeroizing::new([1; 32])]).unwrap();
    Signatures::new(&ring, "c1")
}

fn heading() -> Heading {
    Heading {
        created: 1,
        include_usage: true,
        model: "our-model".into(),
        receipt: "0198".into(),
        tells: false,
    }
}

/// What a client knows at the end.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    calls: Vec<(u64, String, String, String)>,
    closings: Vec<String>,
    content: String,
    finish: Vec<String>,
    thinking: String,
    usage: Vec<u64>,
}

impl Seen {
    fn event(&mut self, event: &[u8]) {
        let event: Value = serde_json::from_slice(event).unwrap();
        assert_eq!(event["model"], "our-model");
        if let Some(usage) = event.get("usage") {
            self.usage.push(usage["total_tokens"].as_u64().unwrap());
        }
        for choice in event["choices"].as_array().unwrap() {
            self.delta(&choice["delta"]);
            self.finish
                .extend(choice["finish_reason"].as_str().map(str::to_owned));
        }
    }

    fn delta(&mut self, delta: &Value) {
        self.thinking
            .push_str(delta["reasoning_content"].as_str().unwrap_or_default());
        match &delta["content"] {
            Value::String(text) => self.content.push_str(text),
            Value::Array(chunks) => chunks.iter().for_each(|chunk| self.chunk(chunk)),
            _ => {}
        }
        for call in delta["tool_calls"].as_array().into_iter().flatten() {
            assert_eq!(call["type"], "function");
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let function = &call["function"];
            self.calls.push((
                call["index"].as_u64().unwrap(),
                text(&call["id"]),
                text(&function["name"]),
                text(&function["arguments"]),
            ));
        }
    }

    fn chunk(&mut self, chunk: &Value) {
        for part in chunk["thinking"].as_array().into_iter().flatten() {
            self.thinking.push_str(part["text"].as_str().unwrap());
        }
        if chunk["closed"] == true {
            let opened = |sealed| signatures().opened(sealed).unwrap();
            self.closings
                .push(chunk["signature"].as_str().map_or_else(String::new, opened));
        }
    }
}

/// Relays the parts and reads what came out as a client does.
fn relay<'p>(
    dialect: Dialect,
    escape: Escape,
    parts: impl IntoIterator<Item = &'p [u8]>,
) -> Result<Seen, Broken> {
    let mut restoring = Restoring::new(dialect, &heading(), way_back(escape));
    let mut sse = Sse::new(1 << 16);
    let mut out = BytesMut::new();
    for part in parts {
        sse.push(part, |event| restoring.event(event, &mut out))?;
    }
    restoring.end(&mut out)?;
    let mut seen = Seen::default();
    Sse::new(1 << 20).push(&out, |event| {
        seen.event(event);
        Ok::<(), Broken>(())
    })?;
    Ok(seen)
}

const MISTRAL: &str = concat!(
    r#"data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}"#,
    "\n\n",
    r#"data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"About [PATI"}]}]},"finish_reason":null}]}"#,
    "\n\n",
    r#"data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"ENT_1]"}],"closed":true,"signature":"c2VhbA=="},{"type":"text","text":"Call ["}]},"finish_reason":null}]}"#,
    "\n\n",
    r#"data: {"choices":[{"index":0,"delta":{"content":"PHONE_1] before [DATE"},"finish_reason":null}]}"#,
    "\n\n",
    r#"data: {"choices":[{"index":0,"delta":{"content":"_2]","tool_calls":[{"id":"D681PevKs","function":{"name":"book","arguments":"{\"who\":\"[PATIENT_1]\"}"},"index":0}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":4,"completion_tokens":3,"total_tokens":7}}"#,
    "\n\ndata: [DONE]\n\n",
);

const VLLM: &str = concat!(
    r#"data: {"choices":[{"index":0,"delta":{"reasoning":"About [PATIENT_1]"},"finish_reason":null}]}"#,
    "\r\n\r\n",
    r#"data: {"choices":[{"index":0,"delta":{"content":"Call [PHONE_1]"},"finish_reason":null}]}"#,
    "\r\n\r\n",
    r#"data: {"choices":[{"index":0,"delta":{"content":" before [DATE_2]"},"finish_reason":null}]}"#,
    "\r\n\r\n",
    r#"data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"D681PevKs","type":"function","function":{"name":"book","arguments":""}}]}}]}"#,
    "\r\n\r\n",
    r#"data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"who\":\"[PAT"}}]}}]}"#,
    "\r\n\r\n",
    r#"data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"IENT_1]\"}"}}]}}]}"#,
    "\r\n\r\n",
    r#"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"timings":{"a":1}}"#,
    "\r\n\r\n",
    r#"data: {"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":3,"total_tokens":7}}"#,
    "\r\n\r\ndata: [DONE]\r\n\r\n",
);

fn expected(dialect: Dialect, signature: &str) -> Seen {
    Seen {
        calls: vec![(
            0,
            "D681PevKs".into(),
            "book".into(),
            r#"{"who":"Tamsin \"Tam\" Okonjo"}"#.into(),
        )],
        closings: if dialect == Dialect::Mistral {
            vec![signature.into()]
        } else {
            Vec::new()
        },
        content: "Call 614-555-0137 before 2/4/71".into(),
        finish: vec!["tool_calls".into()],
        thinking: "About Tamsin \"Tam\" Okonjo".into(),
        usage: vec![7],
    }
}

#[test]
fn both_providers_reach_both_clients_for_every_cut() {
    for dialect in [Dialect::Mistral, Dialect::OpenAi] {
        for (bytes, signature) in [(MISTRAL.as_bytes(), "c2VhbA=="), (VLLM.as_bytes(), "")] {
            for cut in 0..=bytes.len() {
                let (head, tail) = bytes.split_at(cut);
                assert_eq!(
                    relay(dialect, Escape::Plain, [head, tail]).unwrap(),
                    expected(dialect, signature),
                    "{dialect:?} cut at {cut}"
                );
            }
        }
    }
}

#[test]
fn json_content_stays_json_for_every_cut_of_a_placeholder() {
    let answer = r#"{"name":"[PATIENT_1]","born":"[DATE_2]"}"#;
    for cut in 0..=answer.len() {
        let (head, tail) = answer.split_at(cut);
        let event = |text: &str, end: Value| {
            format!(
                "data: {}\n\n",
                serde_json::json!({"choices":[{"index":0,"delta":{"content":text},"finish_reason":end}]})
            )
        };
        let bytes = event(head, Value::Null) + &event(tail, "stop".into());
        let seen = relay(Dialect::OpenAi, Escape::Json, [bytes.as_bytes()]).unwrap();
        let content: Value = serde_json::from_str(&seen.content).unwrap();
        assert_eq!(content["name"], "Tamsin \"Tam\" Okonjo", "cut at {cut}");
        assert_eq!(content["born"], "2/4/71");
    }
}

#[test]
fn what_is_held_back_comes_before_the_end() {
    let bytes = br#"data: {"choices":[{"index":0,"delta":{"content":"to [PATIENT"},"finish_reason":"length"}]}

"#;
    let seen = relay(Dialect::OpenAi, Escape::Plain, [&bytes[..]]).unwrap();
    assert_eq!(
        (seen.content.as_str(), seen.finish),
        ("to [PATIENT", vec!["length".to_owned()])
    );
}

#[test]
fn what_is_no_answer_is_not_passed_on() {
    for (bytes, broken) in [
        ("data: {\"error\":{\"message\":\"x\"}}\n\n", Broken::Error),
        (
            "data: {\"object\":\"error\",\"message\":\"x\"}\n\n",
            Broken::Error,
        ),
        (
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
            Broken::Error,
        ),
        ("data: <html>\n\n", Broken::Garbage),
        (
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":5}}]}\n\n",
            Broken::Garbage,
        ),
        // Nobody said why the model stopped: the answer may not be whole.
        (
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n",
            Broken::Garbage,
        ),
        ("", Broken::Garbage),
    ] {
        assert_eq!(
            relay(Dialect::OpenAi, Escape::Plain, [bytes.as_bytes()]),
            Err(broken),
            "{bytes}"
        );
    }
}

#[test]
fn calls_are_told_apart() {
    let call = |call: Value| {
        format!(
            "data: {}\n\n",
            serde_json::json!({"choices":[{"index":0,"delta":{"tool_calls":[call]}}]})
        )
    };
    let end =
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n";
    let bytes = [
        call(serde_json::json!({"index":0,"id":"a","function":{"name":"f","arguments":"{\"a\":"}})),
        call(serde_json::json!({"index":1,"id":"b","function":{"name":"g","arguments":{"x":"[PHONE_1]"}}})),
        call(serde_json::json!({"index":0,"function":{"arguments":"1}"}})),
        // Some servers count every call as the first.
        call(serde_json::json!({"index":0,"id":"c","function":{"name":"h"}})),
        end.to_owned(),
    ]
    .concat();
    let seen = relay(Dialect::Mistral, Escape::Plain, [bytes.as_bytes()]).unwrap();
    let calls: Vec<(u64, &str, &str, &str)> = seen
        .calls
        .iter()
        .map(|(at, id, name, args)| (*at, id.as_str(), name.as_str(), args.as_str()))
        .collect();
    assert_eq!(
        calls,
        [
            (0, "a", "f", "{\"a\":1}"),
            (1, "b", "g", "{\"x\":\"614-555-0137\"}"),
            (2, "c", "h", "{}")
        ]
    );
}

#[test]
fn events_are_written_as_documented() {
    let mut restoring = Restoring::new(Dialect::OpenAi, &heading(), way_back(Escape::Plain));
    let mut out = BytesMut::new();
    restoring
        .event(
            br#"{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"#,
            &mut out,
        )
        .unwrap();
    restoring.end(&mut out).unwrap();
    insta::assert_snapshot!(String::from_utf8(out.to_vec()).unwrap(), @r#"
    data: {"id":"chatcmpl-0198","object":"chat.completion.chunk","created":1,"model":"our-model","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}

    data: {"id":"chatcmpl-0198","object":"chat.completion.chunk","created":1,"model":"our-model","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
    "#);
}

proptest! {
    #[test]
    fn many_cuts_change_nothing(cuts in proptest::collection::vec(0usize..VLLM.len(), 0..20)) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let mut parts = Vec::new();
        let mut from = 0;
        for cut in cuts {
            parts.push(&VLLM.as_bytes()[from..cut]);
            from = cut;
        }
        parts.push(&VLLM.as_bytes()[from..]);
        prop_assert_eq!(relay(Dialect::Mistral, Escape::Plain, parts).unwrap(), expected(Dialect::Mistral, ""));
    }

    #[test]
    fn no_event_makes_it_panic(data in ".{0,200}") {
        let mut restoring = Restoring::new(Dialect::Mistral, &heading(), way_back(Escape::Plain));
        let _ = restoring.event(data.as_bytes(), &mut BytesMut::new());
    }
}
