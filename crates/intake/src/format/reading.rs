//! A text as it is meant, with where each part of it stands as it was written.
//!
//! Most text reads as it is written; between two escapes offsets run in step. Only what is longer or shorter as written
//! leaves a mark, so that looking up an offset takes a search over the escapes before it.

use std::ops::Range;

/// A text of a document, its escapes undone. Holds clinical text: it has no `Debug`.
pub(super) struct Reading {
    text: String,
    /// Where the text begins as written.
    start: usize,
    marks: Vec<Mark>,
}

/// A part that is not as long as written as it is read.
struct Mark {
    written: Range<usize>,
    read: Range<usize>,
}

impl Reading {
    /// An empty reading of what is written from `start` on.
    pub(super) fn new(start: usize) -> Self {
        Self {
            text: String::new(),
            start,
            marks: Vec::new(),
        }
    }

    /// Adds what is written next, up to `end`, and what it means.
    pub(super) fn push(&mut self, end: usize, meaning: &str) {
        let written = self.end()..end;
        let read = self.text.len()..self.text.len() + meaning.len();
        self.text.push_str(meaning);
        if written.len() != read.len() {
            self.marks.push(Mark { written, read });
        }
    }

    /// How far the reading has come, as written.
    pub(super) fn end(&self) -> usize {
        let read = self.text.len();
        self.after(self.marks.len(), read, |mark| mark.written.end)
    }

    /// The text as it is meant.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a part of the text is written, without escapes around it that mean nothing.
    pub(super) fn written(&self, read: &Range<usize>) -> Range<usize> {
        let behind = |at: usize| self.marks.partition_point(|mark| mark.read.start <= at);
        let before = |at: usize| self.marks.partition_point(|mark| mark.read.start < at);
        let start = self.after(behind(read.start), read.start, |mark| mark.written.start);
        let end = self.after(before(read.end), read.end, |mark| mark.written.end);
        start..end.max(start)
    }

    /// Where an offset of the text is written that stands behind so many marks; `within` says where one is that stands
    /// within the last of them.
    fn after(&self, marks: usize, read: usize, within: fn(&Mark) -> usize) -> usize {
        match marks.checked_sub(1).and_then(|last| self.marks.get(last)) {
            None => self.start + read,
            Some(mark) if read < mark.read.end => within(mark),
            Some(mark) => mark.written.end + (read - mark.read.end),
        }
    }

    /// The part of the text that is written there, whole escapes only.
    pub(super) fn read(&self, written: &Range<usize>) -> Range<usize> {
        let (start, _) = self.around(written.start);
        let (floor, ceiling) = self.around(written.end);
        let within = |at: usize| at.min(self.text.len());
        let end = if written.end > written.start {
            ceiling
        } else {
            floor
        };
        within(start)..within(end.max(start))
    }

    /// The places of the text directly before and behind a written offset; the same where it parts two characters.
    fn around(&self, written: usize) -> (usize, usize) {
        let before = self
            .marks
            .partition_point(|mark| mark.written.start < written);
        match before.checked_sub(1).and_then(|last| self.marks.get(last)) {
            None => {
                let at = written.saturating_sub(self.start);
                (at, at)
            }
            Some(mark) if written < mark.written.end => (mark.read.start, mark.read.end),
            Some(mark) => {
                let at = mark.read.end + (written - mark.written.end);
                (at, at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_both_ways() {
        // Written from 10 on: `a&amp;b&#233;c`, read `a&béc`.
        let mut reading = Reading::new(10);
        for (end, meaning) in [(11, "a"), (16, "&"), (17, "b"), (23, "é"), (24, "c")] {
            reading.push(end, meaning);
        }
        assert_eq!(reading.text(), "a&béc");
        for (written, read) in [
            (10..11, 0..1),
            (11..16, 1..2),
            (12..14, 1..2),
            (13..17, 1..3),
            (17..23, 3..5),
            (23..24, 5..6),
            (0..99, 0..6),
        ] {
            assert_eq!(reading.read(&written), read, "{written:?}");
        }
        for (read, written) in [
            (0..1, 10..11),
            (1..2, 11..16),
            (2..5, 16..23),
            (5..6, 23..24),
            (2..2, 16..16),
        ] {
            assert_eq!(reading.written(&read), written, "{read:?}");
        }
    }

    #[test]
    fn what_means_nothing_takes_no_room() {
        let mut reading = Reading::new(0);
        for (end, meaning) in [(3, ""), (4, "a"), (7, ""), (10, ""), (11, "b")] {
            reading.push(end, meaning);
        }
        assert_eq!(reading.text(), "ab");
        assert_eq!(reading.end(), 11);
        assert_eq!(reading.read(&(3..11)), 0..2);
        assert_eq!(reading.read(&(10..11)), 1..2);
        assert_eq!(reading.written(&(0..1)), 3..4);
        assert_eq!(reading.written(&(1..2)), 10..11);
    }
}
