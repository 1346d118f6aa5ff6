//! Restoring an answer while it streams: events of a provider in, events for the client out.
//!
//! Content and thinking have a restorer each; tool calls are put together and written whole at the end. What a restorer holds
//! back is written before the event that ends the answer. Reading bytes, waiting and closing the receipt are in `relay.rs`.

use anteroom_phi::{Escape, Restorer};
use bytes::BytesMut;

use crate::answer::{Call, Chunk, Content, Finish, Part, Tally, Usage, WayBack};
use crate::chat::ToolCall;
use crate::dialect::{Dialect, Events, Heading};
use crate::ids;
use crate::sse::TooLong;

/// More tool calls than this in one answer are taken for garbage.
const MOST_CALLS: usize = 256;

/// One answer on its way back.
pub(crate) struct Restoring {
    back: WayBack,
    calls: Vec<Draft>,
    content: Restorer,
    events: Events,
    finish: Option<Finish>,
    mode: Mode,
    /// The provider said `[DONE]`.
    over: bool,
    /// Whether a text of the answer was begun, and the words before it were written.
    said: bool,
    scratch: String,
    signature: Option<String>,
    tally: Tally,
    /// Whether the client is told what the model wrote.
    tells: bool,
    thinking: Restorer,
    usage: Option<Usage>,
}

/// Which of the two texts is being written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Text,
    Thinking,
}

/// A tool call that is being put together.
struct Draft {
    arguments: String,
    id: String,
    index: Option<u32>,
    name: String,
}

/// Why a stream cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Broken {
    #[error("the provider reported an error")]
    Error,
    #[error("an event cannot be read")]
    Garbage,
}

impl From<TooLong> for Broken {
    fn from(_: TooLong) -> Self {
        Self::Garbage
    }
}

/// What is known about an answer at its end.
pub(crate) struct Ended {
    pub(crate) finish: Finish,
    pub(crate) tally: Tally,
    pub(crate) usage: Option<Usage>,
}

impl Restoring {
    /// An answer that has not begun.
    pub(crate) fn new(dialect: Dialect, heading: &Heading, back: WayBack) -> Self {
        let content = Restorer::new(&back.mapping, back.escape);
        Self {
            calls: Vec::new(),
            content: if heading.tells {
                content.pointing()
            } else {
                content
            },
            events: Events::new(dialect, heading),
            finish: None,
            mode: Mode::Text,
            over: false,
            said: false,
            scratch: String::new(),
            signature: None,
            tally: Tally::default(),
            tells: heading.tells,
            thinking: Restorer::new(&back.mapping, Escape::Plain),
            usage: None,
            back,
        }
    }

    /// Takes the data of one event and appends to `out` what the client may have by now.
    ///
    /// # Errors
    /// When the provider reports an error or the event cannot be read.
    pub(crate) fn event(&mut self, data: &[u8], out: &mut BytesMut) -> Result<(), Broken> {
        if data == b"[DONE]" {
            self.over = true;
            return Ok(());
        }
        let chunk: Chunk<'_> = serde_json::from_slice(data).map_err(|_| Broken::Garbage)?;
        if chunk.is_error() {
            return Err(Broken::Error);
        }
        if let Some(part) = chunk.part() {
            self.part(part, out)?;
        }
        self.usage = chunk.usage.or(self.usage);
        match chunk.finish().map(Finish::from_word) {
            Some(Finish::Error) => Err(Broken::Error),
            Some(finish) => {
                self.finish = Some(finish);
                self.flush(out);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Whether the provider said that this was all.
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    /// Ends the answer: writes the tool calls and the last event.
    ///
    /// # Errors
    /// [`Broken::Garbage`] when the provider never said why the model stopped: then the answer may not be whole.
    pub(crate) fn end(&mut self, out: &mut BytesMut) -> Result<Ended, Broken> {
        let finish = self
            .finish
            .ok_or(Broken::Garbage)?
            .with_calls(!self.calls.is_empty());
        self.flush(out);
        if self.said && !self.back.around.end.is_empty() {
            self.events.text(&self.back.around.end, out);
        }
        self.write_calls(out);
        self.events.finish(finish, self.usage, out);
        Ok(Ended {
            finish,
            tally: self.tally(),
            usage: self.usage,
        })
    }

    /// Writes what is held back, for an answer that breaks off too.
    pub(crate) fn flush(&mut self, out: &mut BytesMut) {
        match self.mode {
            Mode::Text => self.end_text(out),
            Mode::Thinking => self.end_thinking(out),
        }
    }

    /// How many placeholders were put back so far.
    pub(crate) fn tally(&self) -> Tally {
        Tally {
            restored: self.tally.restored + self.content.restored() + self.thinking.restored(),
            unknown: self.tally.unknown + self.content.unknown() + self.thinking.unknown(),
        }
    }

    fn part(&mut self, part: &Part<'_>, out: &mut BytesMut) -> Result<(), Broken> {
        if let Some(thought) = part.reasoning() {
            self.think(thought, out);
        }
        match &part.content {
            Content::Chunks(chunks) => {
                for chunk in chunks {
                    if let Some(thoughts) = chunk.thoughts() {
                        self.signature = thoughts
                            .signature
                            .map(str::to_owned)
                            .or(self.signature.take());
                        thoughts.texts.iter().for_each(|text| self.think(text, out));
                    } else if let Some(text) = chunk.text() {
                        self.say(text, out);
                    }
                }
            }
            Content::Nothing => {}
            Content::Text(text) => self.say(text, out),
        }
        if let Some(refusal) = part.refusal() {
            self.say(refusal, out);
        }
        part.calls().iter().try_for_each(|call| self.fragment(call))
    }

    fn say(&mut self, text: &str, out: &mut BytesMut) {
        if text.is_empty() {
            return;
        }
        if std::mem::replace(&mut self.mode, Mode::Text) == Mode::Thinking {
            self.end_thinking(out);
        }
        if !std::mem::replace(&mut self.said, true) && !self.back.around.start.is_empty() {
            self.events.text(&self.back.around.start, out);
        }
        self.scratch.clear();
        self.content.push(text, &mut self.scratch);
        self.write(text, out);
    }

    /// Writes what was restored of `sent`, which the model wrote.
    fn write(&mut self, sent: &str, out: &mut BytesMut) {
        if self.tells {
            let placed = self.content.placed();
            self.events.told(&self.scratch, sent, &placed, out);
        } else if !self.scratch.is_empty() {
            self.events.text(&self.scratch, out);
        }
    }

    fn think(&mut self, text: &str, out: &mut BytesMut) {
        if std::mem::replace(&mut self.mode, Mode::Thinking) == Mode::Text {
            self.end_text(out);
        }
        self.scratch.clear();
        self.thinking.push(text, &mut self.scratch);
        if !self.scratch.is_empty() {
            self.events.thinking(&self.scratch, out);
        }
    }

    fn end_text(&mut self, out: &mut BytesMut) {
        self.scratch.clear();
        self.content.finish(&mut self.scratch);
        if !self.scratch.is_empty() {
            self.write("", out);
        }
    }

    fn end_thinking(&mut self, out: &mut BytesMut) {
        self.mode = Mode::Text;
        self.scratch.clear();
        self.thinking.finish(&mut self.scratch);
        let signature = self.signature.take();
        let sealed = signature.and_then(|own| self.back.signatures.sealed(&own));
        self.events
            .thinking_end(&self.scratch, sealed.as_deref(), out);
    }

    /// A tool call, whole or a fragment: providers give the name and id first, then pieces of the arguments.
    fn fragment(&mut self, call: &Call<'_>) -> Result<(), Broken> {
        let arguments = call.arguments().map_err(|_| Broken::Garbage)?;
        let place = self.draft_of(call);
        if place.is_none() && self.calls.len() >= MOST_CALLS {
            return Err(Broken::Garbage);
        }
        if let Some(draft) = place.and_then(|place| self.calls.get_mut(place)) {
            draft.arguments.push_str(&arguments);
            draft.name.push_str(if draft.name.is_empty() {
                call.name()
            } else {
                ""
            });
        } else {
            let draft = Draft {
                arguments: arguments.into_owned(),
                id: call.id().to_owned(),
                index: call.index,
                name: call.name().to_owned(),
            };
            self.calls.push(draft);
        }
        Ok(())
    }

    /// The draft that a fragment belongs to: an id that differs begins a new call, even at an index that was used.
    fn draft_of(&self, call: &Call<'_>) -> Option<usize> {
        let same = |draft: &Draft| {
            (call.index.is_none() || draft.index == call.index)
                && (call.id().is_empty() || draft.id == call.id())
        };
        // With neither index nor id, a name is what begins a new call.
        let begins = call.index.is_none() && call.id().is_empty() && !call.name().is_empty();
        self.calls.iter().rposition(same).filter(|_| !begins)
    }

    fn write_calls(&mut self, out: &mut BytesMut) {
        for (index, draft) in std::mem::take(&mut self.calls).into_iter().enumerate() {
            let arguments = if draft.arguments.is_empty() {
                "{}"
            } else {
                &draft.arguments
            };
            let arguments = self.restored_arguments(arguments);
            self.events.call(
                &ToolCall {
                    arguments,
                    id: ids::call(&draft.id),
                    name: draft.name,
                },
                index,
                out,
            );
        }
    }

    fn restored_arguments(&mut self, arguments: &str) -> String {
        let mut restorer = Restorer::new(&self.back.mapping, Escape::Json);
        let mut out = String::with_capacity(arguments.len());
        restorer.push(arguments, &mut out);
        restorer.finish(&mut out);
        self.tally.restored += restorer.restored();
        self.tally.unknown += restorer.unknown();
        out
    }
}

#[cfg(test)]
mod tests;
