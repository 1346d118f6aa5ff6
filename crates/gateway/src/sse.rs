//! Server-sent events from a provider: bytes in, the data of each event out.
//!
//! Reads what the WHATWG standard ("Server-sent events", 9.2.6) describes: lines ending in LF, CR or CRLF, comments, several
//! `data` lines for one event. Bytes may be cut anywhere, inside a character too, since only whole events are handed on. What
//! an event means is in `stream.rs`.

use memchr::memchr2;

/// A reader of one stream. It keeps at most one unfinished event, of bounded size.
pub(crate) struct Sse {
    /// The last byte was a CR, so a LF that follows belongs to it.
    after_cr: bool,
    /// The data of the event so far.
    data: Vec<u8>,
    /// Whether the event has any data line yet; its data may still be empty.
    has_data: bool,
    /// The line that is not finished yet.
    line: Vec<u8>,
    limit: usize,
    /// Whether the first line is still to come: it may begin with a byte order mark.
    start: bool,
}

/// An event is longer than the bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event is too long")]
pub(crate) struct TooLong;

impl Sse {
    /// A reader that takes events of up to `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            after_cr: false,
            data: Vec::new(),
            has_data: false,
            line: Vec::new(),
            limit,
            start: true,
        }
    }

    /// Takes the next bytes and calls `each` with the data of every event that is complete.
    ///
    /// # Errors
    /// [`TooLong`], or what `each` gives back; the rest of the bytes is then not read.
    pub(crate) fn push<E: From<TooLong>>(
        &mut self,
        bytes: &[u8],
        mut each: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some(end) = memchr2(b'\n', b'\r', rest) else {
                self.grow(rest)?;
                self.after_cr = false;
                return Ok(());
            };
            let (line, tail) = rest.split_at(end);
            let (terminator, tail) = tail.split_first().unwrap_or((&b'\n', &[]));
            rest = tail;
            let second_half = std::mem::replace(&mut self.after_cr, *terminator == b'\r')
                && end == 0
                && *terminator == b'\n';
            if !second_half {
                self.end_line(line, &mut each)?;
            }
        }
        Ok(())
    }

    fn end_line<E: From<TooLong>>(
        &mut self,
        line: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.line.is_empty() {
            return self.take(line, each);
        }
        self.grow(line)?;
        let mut whole = std::mem::take(&mut self.line);
        let done = self.take(&whole, each);
        whole.clear();
        self.line = whole;
        done
    }

    /// One whole line.
    fn take<E: From<TooLong>>(
        &mut self,
        line: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let first = std::mem::replace(&mut self.start, false);
        let line = if first {
            line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
        } else {
            line
        };
        if line.is_empty() {
            return self.dispatch(each);
        }
        let Some(value) = field(line, b"data") else {
            return Ok(());
        };
        if self.data.len() + value.len() >= self.limit {
            return Err(TooLong.into());
        }
        if std::mem::replace(&mut self.has_data, true) {
            self.data.push(b'\n');
        }
        self.data.extend_from_slice(value);
        Ok(())
    }

    fn dispatch<E>(&mut self, each: &mut impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        if !std::mem::replace(&mut self.has_data, false) {
            return Ok(());
        }
        let done = each(&self.data);
        self.data.clear();
        done
    }

    fn grow(&mut self, part: &[u8]) -> Result<(), TooLong> {
        if self.line.len() + part.len() > self.limit {
            return Err(TooLong);
        }
        self.line.extend_from_slice(part);
        Ok(())
    }
}

/// The value of the line, if it is of the field `name`: after the colon and one space.
fn field<'l>(line: &'l [u8], name: &[u8]) -> Option<&'l [u8]> {
    let rest = line.strip_prefix(name)?;
    match rest.split_first() {
        None => Some(rest),
        Some((b':', value)) => Some(value.strip_prefix(b" ").unwrap_or(value)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn events<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> Result<Vec<Vec<u8>>, TooLong> {
        let mut sse = Sse::new(64);
        let mut events = Vec::new();
        for part in parts {
            sse.push(part, |data| {
                events.push(data.to_vec());
                Ok::<(), TooLong>(())
            })?;
        }
        Ok(events)
    }

    #[test]
    fn lines_end_in_three_ways_and_only_data_counts() {
        let table: [(&[u8], &[&[u8]]); 10] = [
            (b"data: a\n\ndata: b\n\n", &[b"a", b"b"]),
            (b"data: a\r\n\r\ndata: b\r\r", &[b"a", b"b"]),
            (b"data:a\ndata:  b\n\n", &[b"a\n b"]),
            (b": note\n\ndata: a\n\n", &[b"a"]),
            (b"event: x\nid: 1\nretry: 5\ndata: a\n\n", &[b"a"]),
            (b"data\n\n", &[b""]),
            (b"datax: a\n\n", &[]),
            (b"\xEF\xBB\xBFdata: a\n\n", &[b"a"]),
            (b"data: cut off\n", &[]),
            (b"data: \xC3\xBC\n\n", &["\u{fc}".as_bytes()]),
        ];
        for (bytes, expected) in table {
            assert_eq!(
                events([bytes]).unwrap(),
                expected,
                "{}",
                bytes.escape_ascii()
            );
        }
    }

    #[test]
    fn an_endless_event_is_refused() {
        assert_eq!(events([&[b'x'; 65][..]]), Err(TooLong));
        let lines = b"data: 0123456789\n".repeat(8);
        assert_eq!(events([&lines[..]]), Err(TooLong));
    }

    proptest! {
        #[test]
        fn cuts_change_nothing(lines in proptest::collection::vec("(data: ?[a-c\u{fc}]{0,4}|: [a-c]|event: x|)(\n|\r|\r\n)", 0..12), cuts in proptest::collection::vec(0usize..80, 0..6)) {
            let bytes = lines.concat().into_bytes();
            let whole = events([&bytes[..]]);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut parts = Vec::new();
            let mut from = 0;
            for cut in cuts {
                parts.push(&bytes[from..cut]);
                from = cut;
            }
            parts.push(&bytes[from..]);
            prop_assert_eq!(events(parts), whole);
        }
    }

    #[test]
    fn every_single_cut_changes_nothing() {
        let bytes =
            "data: {\"a\":\"\u{fc}\u{1f600}\"}\r\n\r\n: x\r\rdata: 1\ndata: 2\n\n".as_bytes();
        let whole = events([bytes]).unwrap();
        assert_eq!(whole.len(), 2);
        for cut in 0..=bytes.len() {
            assert_eq!(
                events([&bytes[..cut], &bytes[cut..]]).unwrap(),
                whole,
                "cut at {cut}"
            );
        }
    }
}
