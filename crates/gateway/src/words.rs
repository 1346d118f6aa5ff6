//! An answer word by word, for a page that shows it while it comes: the events that OpenAI's clients get, read here again.
//!
//! What a person is told beyond them (`Events::told`) is what the model wrote, and where values were put back in it.

use std::collections::VecDeque;

use anteroom_office::work::Around;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde::Deserialize;

use crate::reply::{Reply, ReplyBody, chat_text};
use crate::sse::{Sse, TooLong};

/// Longest single event, in bytes: our own are as long as a provider's may be, twice and escaped.
const LONGEST_EVENT: usize = 32 << 20;

/// An answer that is read along. Dropping it ends the request at the provider and closes its receipt as left by the client.
pub struct Words {
    /// What rules want around the answer; it comes with the words.
    pub around: Around,
    /// The id of the receipt.
    pub receipt: String,
    heard: VecDeque<Heard>,
    rest: Rest,
}

/// What is still to come.
enum Rest {
    /// Nothing.
    Nothing,
    /// Events.
    Stream {
        events: BoxStream<'static, Bytes>,
        sse: Sse,
        /// Whether the model stopped because its answer may not be longer.
        is_cut: bool,
    },
}

/// What was heard of an answer. Holds what was written: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum Heard {
    /// Some words.
    Words(Part),
    /// All of it came.
    Whole,
    /// The model stopped in the middle: its answer may not be longer.
    Cut,
    /// It broke off; why, in a plain sentence.
    Broke(String),
}

/// Some words of an answer. Holds what was written: it has no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// With the real values in them.
    pub text: String,
    /// As the model wrote them; a placeholder may be cut in two.
    pub sent: String,
    /// Where values were put back, in bytes of `text`.
    pub placed: Vec<(usize, usize)>,
}

impl Part {
    /// Adds the words that follow.
    pub fn add(&mut self, next: &Part) {
        let at = self.text.len();
        let placed = next.placed.iter().map(|(from, to)| (at + from, at + to));
        self.placed.extend(placed);
        self.text.push_str(&next.text);
        self.sent.push_str(&next.sent);
    }
}

impl Reply {
    /// The answer word by word, of a request in the OpenAI dialect.
    #[must_use]
    pub fn into_words(self) -> Words {
        let (heard, rest) = match self.body {
            ReplyBody::Stream(events) => (
                VecDeque::new(),
                Rest::Stream {
                    events,
                    sse: Sse::new(LONGEST_EVENT),
                    is_cut: false,
                },
            ),
            ReplyBody::Whole(body) => (whole(&body), Rest::Nothing),
        };
        Words {
            around: self.around,
            receipt: self.receipt,
            heard,
            rest,
        }
    }
}

/// An answer that came in one piece.
fn whole(body: &[u8]) -> VecDeque<Heard> {
    match chat_text(body) {
        Some(text) => VecDeque::from([
            Heard::Words(Part {
                sent: text.clone(),
                text,
                placed: Vec::new(),
            }),
            Heard::Whole,
        ]),
        None => VecDeque::from([unreadable()]),
    }
}

fn unreadable() -> Heard {
    Heard::Broke("The answer could not be read.".to_owned())
}

impl Words {
    /// What comes next; nothing after the end. Whoever stops asking loses nothing that was not asked for.
    pub async fn next(&mut self) -> Option<Heard> {
        loop {
            if let Some(heard) = self.heard.pop_front() {
                return Some(heard);
            }
            let Rest::Stream {
                events,
                sse,
                is_cut,
            } = &mut self.rest
            else {
                return None;
            };
            let Some(piece) = events.next().await else {
                self.rest = Rest::Nothing;
                return None;
            };
            let heard = &mut self.heard;
            let read = sse.push(&piece, |event| {
                heard.extend(event_of(event, is_cut));
                Ok::<(), TooLong>(())
            });
            if read.is_err() {
                self.rest = Rest::Nothing;
                self.heard.push_back(unreadable());
            }
        }
    }
}

/// One event in our own words; nothing for one that says nothing.
fn event_of(data: &[u8], is_cut: &mut bool) -> Option<Heard> {
    if data == b"[DONE]" {
        return Some(if *is_cut { Heard::Cut } else { Heard::Whole });
    }
    let Ok(event) = serde_json::from_slice::<Event>(data) else {
        return Some(unreadable());
    };
    if let Some(error) = event.error {
        return Some(Heard::Broke(error.message));
    }
    let choice = event.choices.into_iter().next()?;
    *is_cut |= choice.finish_reason.as_deref() == Some("length");
    let text = choice.delta.content.unwrap_or_default();
    let told = choice.delta.anteroom.unwrap_or_default();
    let is_silent = text.is_empty() && told.sent.is_empty();
    (!is_silent).then_some(Heard::Words(Part {
        text,
        sent: told.sent,
        placed: told.placed,
    }))
}

#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    choices: Vec<Choice>,
    error: Option<Failed>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Delta,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<String>,
    anteroom: Option<Told>,
}

#[derive(Default, Deserialize)]
struct Told {
    sent: String,
    placed: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
struct Failed {
    message: String,
}

#[cfg(test)]
mod tests {
    use futures_util::stream;

    use super::*;

    /// What is heard of a stream of these pieces: shown, as sent, and how it ended.
    async fn heard(pieces: Vec<&'static str>) -> (String, String, Option<&'static str>) {
        let pieces = pieces
            .into_iter()
            .map(|piece| Bytes::from_static(piece.as_bytes()));
        let reply = Reply {
            around: Around::default(),
            body: ReplyBody::Stream(stream::iter(pieces).boxed()),
            obligations: Vec::new(),
            receipt: "0198".to_owned(),
            removed: crate::Removed::new(),
        };
        let mut words = reply.into_words();
        let (mut text, mut sent, mut end) = (String::new(), String::new(), None);
        while let Some(heard) = words.next().await {
            match heard {
                Heard::Words(part) => {
                    text.push_str(&part.text);
                    sent.push_str(&part.sent);
                }
                Heard::Whole => end = Some("whole"),
                Heard::Cut => end = Some("cut"),
                Heard::Broke(_) => end = Some("broke"),
            }
        }
        (text, sent, end)
    }

    const DEAR: &str = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"Dear Ada\",\"anteroom\":{\"sent\":\"Dear [PERSON_1]\",\"placed\":[[5,8]]}},\"finish_reason\":null}]}\n\n";
    const LENGTH: &str = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n";
    const STOP: &str = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    const DONE: &str = "data: [DONE]\n\n";

    #[tokio::test]
    async fn an_end_is_told_for_what_it_is() {
        let words = ("Dear Ada".to_owned(), "Dear [PERSON_1]".to_owned());
        for (pieces, end) in [
            (vec![DEAR, STOP, DONE], Some("whole")),
            (vec![": waiting\n\n", DEAR, LENGTH, DONE], Some("cut")),
            (
                vec![
                    DEAR,
                    "data: {\"object\":\"error\",\"error\":{\"message\":\"It broke.\"}}\n\n",
                ],
                Some("broke"),
            ),
            (vec![DEAR, "data: not JSON\n\n"], Some("broke")),
            (vec![DEAR], None),
        ] {
            let (text, sent, is) = heard(pieces).await;
            assert_eq!((text, sent), words);
            assert_eq!(is, end);
        }
    }

    #[tokio::test]
    async fn an_event_may_be_cut_anywhere() {
        for cut in 0..DEAR.len() {
            let (head, tail) = DEAR.split_at(cut);
            assert_eq!(
                heard(vec![head, tail, DONE]).await.2,
                Some("whole"),
                "{cut}"
            );
        }
    }
}
