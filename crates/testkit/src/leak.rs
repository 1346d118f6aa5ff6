//! Does a recording contain an identifier, however it is dressed?
//!
//! Looked through: the raw bytes; request line and headers, also percent-decoded; every string, key and number of the
//! JSON body, also inside JSON held in strings; and the same texts joined over neighboring chunks and messages, so that
//! an identifier split in two is still seen. Everything is compared without case, and numbers also by their digits
//! alone.

use serde_json::Value;

use crate::{json::at, upstream::Received};

/// One identifier found where it should not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// The identifier searched for.
    pub identifier: String,
    /// Which view of the request it was seen in.
    pub place: &'static str,
    /// Index of the request in the recording.
    pub request: usize,
}

/// Every identifier of `identifiers` that any of `requests` gives away.
pub fn search(requests: &[Received], identifiers: &[&str]) -> Vec<Leak> {
    let mut leaks = Vec::new();
    for (request, received) in requests.iter().enumerate() {
        for (place, text) in views(received) {
            let seen = identifiers
                .iter()
                .filter(|identifier| holds(&text, identifier));
            leaks.extend(seen.map(|id| Leak {
                identifier: (*id).to_owned(),
                place,
                request,
            }));
        }
    }
    leaks
}

/// Is `identifier` in `text` as it is written, ignoring case?
fn named(text: &str, identifier: &str) -> bool {
    text.to_lowercase().contains(&identifier.to_lowercase())
}

/// Is `identifier` in `text`, ignoring case, or by its digits when it is a number of at least seven?
pub fn holds(text: &str, identifier: &str) -> bool {
    let digits = digits_of(identifier);
    let numeric = digits.len() >= 7 && !identifier.chars().any(char::is_alphabetic);
    named(text, identifier) || (numeric && digits_of(text).contains(&digits))
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn views(received: &Received) -> Vec<(&'static str, String)> {
    let headers = received
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"));
    let body = received.json();
    let mut texts = Vec::new();
    collect(&body, &mut texts);
    vec![
        ("address", percent_decoded(&received.uri)),
        ("headers", headers.collect::<Vec<_>>().join("\n")),
        ("body as sent", received.body.clone()),
        ("texts, one per line", texts.join("\n")),
        ("texts joined", texts.concat()),
        ("message texts joined", message_texts(&body)),
    ]
}

/// Every string, key and number below `value`, looking into JSON held in strings.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            texts.push(text.clone());
            if let Ok(inner @ (Value::Array(_) | Value::Object(_))) = serde_json::from_str(text) {
                collect(&inner, texts);
            }
        }
        Value::Number(number) => texts.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => {
            for (key, field) in fields {
                texts.push(key.clone());
                collect(field, texts);
            }
        }
        Value::Bool(_) | Value::Null => {}
    }
}

/// What a model reads: the message texts directly behind each other.
fn message_texts(body: &Value) -> String {
    let mut texts = Vec::new();
    for message in at(body, "/messages").as_array().into_iter().flatten() {
        match at(message, "/content") {
            Value::Array(chunks) => {
                texts.extend(
                    chunks
                        .iter()
                        .filter_map(|chunk| at(chunk, "/text").as_str()),
                );
            }
            content => texts.extend(content.as_str()),
        }
    }
    texts.concat()
}

/// The text with `%41` and the like put back.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let coded = tail
            .split_at_checked(2)
            .filter(|_| *first == b'%')
            .and_then(|(hex, after)| {
                let byte = u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()?;
                Some((byte, after))
            });
        let (byte, after) = coded.unwrap_or((*first, tail));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(uri: &str, body: &str) -> Vec<Received> {
        vec![Received {
            method: "POST".into(),
            uri: uri.into(),
            headers: vec![("host".into(), "127.0.0.1".into())],
            body: body.into(),
            body_sha256: String::new(),
        }]
    }

    #[test]
    fn every_disguise_is_seen() {
        for (uri, body) in [
            ("/", r#"{"messages":[{"content":"SSN 551592870"}]}"#),
            (
                "/",
                r#"{"messages":[{"content":"551-59"},{"content":"-2870"}]}"#,
            ),
            (
                "/",
                r#"{"messages":[{"content":[{"text":"551-59"},{"text":"-2870"}]}]}"#,
            ),
            ("/", r#"{"x":"\u0035\u0035\u0031-59-2870"}"#),
            (
                "/",
                r#"{"arguments":"{\"ssn\":\"\\u0035\\u0035\\u0031-59-2870\"}"}"#,
            ),
            ("/", r#"{"551-59-2870":1}"#),
            ("/", r#"{"n":551592870}"#),
            ("/?q=551%2D59-2870", "{}"),
        ] {
            assert!(
                !search(&sent(uri, body), &["551-59-2870"]).is_empty(),
                "{uri} {body}"
            );
        }
        assert!(search(&sent("/", r#"{"x":"[ID_1] 551"}"#), &["551-59-2870"]).is_empty());
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        assert_eq!(
            search(&sent("/", r#"{"x":"LINDGREN, H"}"#), &["Lindgren"]).len(),
            3
        );
    }
}
