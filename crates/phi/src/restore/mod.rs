//! Putting the practice's own words back into a reply, while it streams.
//!
//! The reply comes in chunks that may cut a placeholder anywhere. A [`Restorer`] passes on everything at once except
//! the one tail that may still become a placeholder, and gives the same text for every way of cutting. A value that
//! was put back is never looked at again; a placeholder nobody gave out is shown as it is and counted, not guessed.
//! How placeholders may be misspelled is known in `placeholder::scan`; how stand-ins are seen, in `stand_in`.

mod context;
mod escape;
mod sniff;
mod stand_in;

pub(crate) use escape::json as escape_json;

use crate::mapping::{Mapping, StandIn, Table};
use crate::placeholder::scan::{self, Miss, Seen};
use crate::span::Span;
use context::Context;
use sniff::Sniff;
use stand_in::Firsts;
use std::fmt;
use std::sync::Arc;

/// Where the restored text stands, which decides how a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// In JSON text (tool arguments, structured output): a value is written as it stands inside a JSON string.
    Json,
    /// In ordinary text: a value is written as it is.
    Plain,
    /// In text that may turn out to be JSON: as in [`Escape::Json`] when it begins as an object, a list of objects or
    /// strings, or a Markdown fence of JSON does, else as in [`Escape::Plain`].
    Sniffed,
}

/// Restores one stream of text: one for the content, one for the thinking, one for each tool call.
pub struct Restorer {
    table: Arc<Table>,
    asked: Escape,
    /// `asked`, or what the text's beginning has shown.
    escape: Escape,
    sniff: Sniff,
    firsts: Firsts,
    /// The tail that may still become a placeholder: text of the reply, no value.
    pending: String,
    context: Context,
    restored: usize,
    unknown: usize,
    /// Where values were put back, for whoever asked to be shown.
    placed: Option<Vec<Span>>,
}

/// Restores a whole text.
#[must_use]
pub fn restore(mapping: &Mapping, text: &str, escape: Escape) -> String {
    let mut out = String::with_capacity(text.len());
    let mut restorer = Restorer::new(mapping, escape);
    restorer.push(text, &mut out);
    restorer.finish(&mut out);
    out
}

impl Restorer {
    /// A restorer at the start of a text.
    #[must_use]
    pub fn new(mapping: &Mapping, escape: Escape) -> Self {
        let context = Context::new(escape == Escape::Json);
        Self {
            table: Arc::clone(mapping.table()),
            asked: escape,
            escape,
            sniff: Sniff::default(),
            firsts: Firsts::of(mapping.table()),
            pending: String::new(),
            context,
            restored: 0,
            unknown: 0,
            placed: None,
        }
    }

    /// The same restorer, which also remembers where it puts values back ([`Restorer::placed`]).
    #[must_use]
    pub fn pointing(self) -> Self {
        Self {
            placed: Some(Vec::new()),
            ..self
        }
    }

    /// Where values were put back since this was last asked, in bytes of the `out` that was appended to; nothing unless the
    /// restorer is [`Restorer::pointing`].
    pub fn placed(&mut self) -> Vec<Span> {
        self.placed.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Takes the next chunk and appends to `out` what is certain by now.
    pub fn push(&mut self, chunk: &str, out: &mut String) {
        self.sniff(chunk);
        if self.pending.is_empty() {
            let used = self.run(chunk, false, out);
            self.pending.push_str(chunk.get(used..).unwrap_or_default());
            return;
        }
        self.pending.push_str(chunk);
        let mut text = std::mem::take(&mut self.pending);
        let used = self.run(&text, false, out);
        text.drain(..used);
        self.pending = text;
    }

    /// Ends the text: appends what was held back. The restorer can then begin another text.
    pub fn finish(&mut self, out: &mut String) {
        let text = std::mem::take(&mut self.pending);
        self.run(&text, true, out);
        self.escape = self.asked;
        self.sniff = Sniff::default();
        self.context = Context::new(self.escape == Escape::Json);
    }

    /// Settles how values are written, where that depends on the text. Its beginning holds no placeholder, so no value was
    /// written before.
    fn sniff(&mut self, chunk: &str) {
        if self.escape != Escape::Sniffed {
            return;
        }
        if let Some(json) = self.sniff.push(chunk) {
            self.escape = if json { Escape::Json } else { Escape::Plain };
            self.context.set_json(json);
        }
    }

    /// How many placeholders were shown as they are because nobody gave them out.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// How many placeholders and stand-ins were restored.
    #[must_use]
    pub fn restored(&self) -> usize {
        self.restored
    }

    /// Restores `text` as far as it is certain; returns how much of it that was.
    fn run(&mut self, text: &str, whole: bool, out: &mut String) -> usize {
        let table = Arc::clone(&self.table);
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let (before, rest) = rest
                .split_at_checked(self.plain_prefix(rest))
                .unwrap_or((rest, ""));
            self.pass(before, out);
            at += before.len();
            let step = match stand_in::look(&table, rest, self.context.is_boundary(), whole) {
                Err(Miss::Short) => return at,
                Err(Miss::No) => match self.look(rest, whole) {
                    Err(Miss::Short) => return at,
                    Err(Miss::No) => self.pass_sign(rest, out),
                    Ok((seen, bare)) => self.put(&seen, bare, rest, out),
                },
                Ok((text, stand_in)) => self.put_stand_in(text, stand_in, out),
            };
            at += step;
        }
        at
    }

    /// How many bytes at the start of a text can begin neither a placeholder nor a stand-in.
    fn plain_prefix(&self, text: &str) -> usize {
        text.bytes()
            .position(|byte| self.firsts.has(byte))
            .unwrap_or(text.len())
    }

    /// What stands at the start of `rest`, if it is to be treated as a placeholder.
    fn look(&self, rest: &str, whole: bool) -> Result<(Seen, bool), Miss> {
        match rest.bytes().next() {
            Some(b'[' | b'\\') => {
                let seen = scan::bracketed(rest, whole)?;
                if seen.doubled
                    && self
                        .table
                        .known
                        .get(&seen.placeholder)
                        .is_some_and(|known| known.bracketed)
                {
                    return Err(Miss::No);
                }
                Ok((seen, false))
            }
            Some(_) if self.context.is_boundary() => {
                let seen = scan::bare(rest, whole)?;
                let known = self.table.known.contains_key(&seen.placeholder);
                known.then_some((seen, true)).ok_or(Miss::No)
            }
            _ => Err(Miss::No),
        }
    }

    fn pass(&mut self, text: &str, out: &mut String) {
        out.push_str(text);
        self.context.pass(text);
    }

    /// Passes on one sign that begins nothing.
    fn pass_sign(&mut self, rest: &str, out: &mut String) -> usize {
        let len = rest.chars().next().map_or(0, char::len_utf8);
        self.pass(rest.get(..len).unwrap_or_default(), out);
        len
    }

    fn put(&mut self, seen: &Seen, bare: bool, rest: &str, out: &mut String) -> usize {
        if let Some(known) = self.table.known.get(&seen.placeholder) {
            let start = out.len();
            self.escape.write(&known.value, out);
            point(&mut self.placed, start, out);
            out.push_str(rest.get(seen.ending.clone()).unwrap_or_default());
            self.restored += 1;
        } else {
            out.push_str(rest.get(..seen.len).unwrap_or_default());
            let reserved = (seen.placeholder.tag, seen.placeholder.number);
            self.unknown += usize::from(!self.table.reserved.contains(&reserved));
        }
        self.context.placed(bare);
        seen.len
    }

    /// The words that were seen count as what stands before the next place, as if they had been passed on.
    fn put_stand_in(&mut self, text: &str, stand_in: &StandIn, out: &mut String) -> usize {
        let start = out.len();
        self.escape.write(&stand_in.value, out);
        point(&mut self.placed, start, out);
        self.context.pass(text);
        self.restored += 1;
        text.len()
    }
}

fn point(placed: &mut Option<Vec<Span>>, start: usize, out: &str) {
    let end = out.len();
    placed
        .iter_mut()
        .for_each(|all| all.push(Span { start, end }));
}

impl Escape {
    fn write(self, value: &str, out: &mut String) {
        match self {
            Self::Json => escape_json(value, out),
            Self::Plain | Self::Sniffed => out.push_str(value),
        }
    }
}

impl fmt::Debug for Restorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Restorer")
            .field("escape", &self.escape)
            .field("pending", &self.pending.len())
            .field("restored", &self.restored)
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

/// How many bytes at the start of a text can begin no placeholder.
pub(crate) fn plain_prefix(text: &str) -> usize {
    text.bytes().position(begins).unwrap_or(text.len())
}

/// Whether a placeholder can begin with this byte: a bracket, a backslash before one, the first letter of a tag.
const fn begins(byte: u8) -> bool {
    matches!(
        byte,
        b'[' | b'\\' | b'A' | b'B' | b'D'
            ..=b'F' | b'H' | b'I' | b'L' | b'M' | b'P' | b'R' | b'S' | b'U' | b'V'
    )
}

#[cfg(test)]
mod tests;
