//! A whole answer, read and restored. Streams are restored in `stream.rs`.

use anteroom_office::work::Around;
use anteroom_phi::{Escape, Restorer};

use super::{Answer, Chunk, Content, Finish, Part, WayBack};
use crate::chat::{Piece, Thinking, ToolCall};
use crate::ids;

/// How many placeholders were put back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) restored: usize,
    /// Placeholders that nobody gave out; they are shown as they are.
    pub(crate) unknown: usize,
}

/// Reads a whole reply and restores every text in it. `None` when it is not a reply.
pub(crate) fn restored(body: &[u8], back: &WayBack) -> Option<(Answer, Tally)> {
    let chunk: Chunk<'_> = serde_json::from_slice(body).ok()?;
    let part = chunk.part().filter(|_| !chunk.is_error())?;
    let mut restore = Restore {
        back,
        tally: Tally::default(),
    };
    let tool_calls = restore.calls(part)?;
    let finish =
        Finish::from_word(chunk.finish().unwrap_or("stop")).with_calls(!tool_calls.is_empty());
    let answer = Answer {
        content: noticed(restore.content(part), &back.around),
        finish,
        tool_calls,
        usage: chunk.usage,
    };
    (finish != Finish::Error).then_some((answer, restore.tally))
}

/// Puts the words that are due around the text. Thinking is no text of the answer, and where there is no text nothing is
/// said.
fn noticed(mut content: Vec<Piece>, around: &Around) -> Vec<Piece> {
    let is_text = |piece: &Piece| matches!(piece, Piece::Text(_));
    let Some(first) = content.iter().position(is_text) else {
        return content;
    };
    if !around.start.is_empty() {
        content.insert(first, Piece::Text(around.start.clone()));
    }
    if !around.end.is_empty() {
        content.push(Piece::Text(around.end.clone()));
    }
    content
}

struct Restore<'b> {
    back: &'b WayBack,
    tally: Tally,
}

impl Restore<'_> {
    fn content(&mut self, part: &Part<'_>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if let Some(thought) = part.reasoning() {
            pieces.push(self.thinking(Some(true), None, &[thought]));
        }
        match &part.content {
            Content::Chunks(chunks) => {
                for chunk in chunks {
                    if let Some(thoughts) = chunk.thoughts() {
                        pieces.push(self.thinking(
                            thoughts.closed,
                            thoughts.signature,
                            &thoughts.texts,
                        ));
                    } else if let Some(text) = chunk.text() {
                        pieces.push(Piece::Text(self.text(text, self.back.escape)));
                    }
                }
            }
            Content::Nothing => {}
            Content::Text(text) if text.is_empty() => {}
            Content::Text(text) => pieces.push(Piece::Text(self.text(text, self.back.escape))),
        }
        if let Some(refusal) = part.refusal() {
            pieces.push(Piece::Text(self.text(refusal, Escape::Plain)));
        }
        pieces
    }

    fn thinking(&mut self, closed: Option<bool>, signature: Option<&str>, texts: &[&str]) -> Piece {
        let texts = texts
            .iter()
            .map(|text| self.text(text, Escape::Plain))
            .collect();
        Piece::Thinking(Thinking {
            closed,
            signature: signature.and_then(|own| self.back.signatures.sealed(own)),
            texts,
        })
    }

    fn calls(&mut self, part: &Part<'_>) -> Option<Vec<ToolCall>> {
        part.calls()
            .iter()
            .map(|call| {
                let arguments = call.arguments().ok()?;
                let arguments = if arguments.is_empty() {
                    "{}".into()
                } else {
                    self.text(&arguments, Escape::Json)
                };
                Some(ToolCall {
                    arguments,
                    id: ids::call(call.id()),
                    name: call.name().to_owned(),
                })
            })
            .collect()
    }

    fn text(&mut self, text: &str, escape: Escape) -> String {
        let mut restorer = Restorer::new(&self.back.mapping, escape);
        let mut out = String::with_capacity(text.len());
        restorer.push(text, &mut out);
        restorer.finish(&mut out);
        self.tally.restored += restorer.restored();
        self.tally.unknown += restorer.unknown();
        out
    }
}
