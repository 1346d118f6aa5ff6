//! The requests that are measured.

use serde_json::{Value, json};

/// A chat request of about so many bytes of invented clinic prose, identifiers included.
pub(crate) fn request(bytes: usize) -> String {
    json!({ "model": "bench", "messages": messages(bytes) }).to_string()
}

/// The same, for a reply that is streamed in so many chunks: one every half millisecond, or as fast as they are taken.
pub(crate) fn streamed(bytes: usize, chunks: usize, paced: bool) -> String {
    let (messages, temperature) = (messages(bytes), if paced { 0.5 } else { 0.0 });
    json!({ "model": "bench", "stream": true, "max_tokens": chunks, "temperature": temperature, "messages": messages })
        .to_string()
}

fn messages(bytes: usize) -> Value {
    let mut text = String::with_capacity(bytes + 300);
    let mut visit = 0;
    while text.len() < bytes {
        visit += 1;
        text += &format!(
            "Visit {visit}: Mrs. Lindgren returns for blood pressure. Home readings run 130s over 80s on amlodipine 5 mg \
             daily. Right knee aches on stairs, no locking, McMurray negative. Seen {}/{}/2026 by Samuel Achebe, MD; \
             call (740) 555-01{:02} with the therapy date. ",
            visit % 12 + 1,
            visit % 28 + 1,
            visit % 100
        );
    }
    text.truncate(bytes);
    json!([{ "role": "user", "content": text }])
}
