//! A stretch of text by byte offsets.
//!
//! Spans count bytes, half-open, and always stand on character boundaries of the text they belong to. They are
//! turned into code points once, at the edge, for those who count that way.

/// Bytes `start..end` of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// A span, or nothing when the end lies before the start.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// How many bytes it covers.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The same stretch so many bytes further on: of a line, where its text has it.
    #[must_use]
    pub(crate) fn moved(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether every byte of `other` lies in this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers; nothing when it does not fit this text.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

/// Converts byte spans into code-point spans of the same text, in one walk.
///
/// The spans must be sorted by start and must not overlap, as [`crate::Findings`] holds them. An offset inside a
/// character counts as that character's start.
#[must_use]
pub fn to_code_points(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut walk = Walk {
        bytes: text.as_bytes(),
        at: 0,
        count: 0,
    };
    spans
        .iter()
        .map(|span| Span {
            start: walk.count_to(span.start),
            end: walk.count_to(span.end),
        })
        .collect()
}

/// Counts characters by their first bytes, forward only.
struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    count: usize,
}

impl Walk<'_> {
    fn count_to(&mut self, offset: usize) -> usize {
        if let Some(passed) = self.bytes.get(self.at..offset) {
            self.count += passed
                .iter()
                .filter(|byte| !is_continuation(**byte))
                .count();
            self.at = offset;
        }
        self.count
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_of_accented_text() {
        let text = "Zoë → 12";
        let spans = [Span { start: 0, end: 4 }, Span { start: 9, end: 11 }];
        assert_eq!(spans[0].of(text), Some("Zoë"));
        assert_eq!(spans[1].of(text), Some("12"));
        assert_eq!(
            to_code_points(text, &spans),
            [Span { start: 0, end: 3 }, Span { start: 6, end: 8 }]
        );
    }

    #[test]
    fn an_end_before_the_start_is_no_span() {
        assert_eq!(Span::new(3, 2), None);
        assert_eq!(Span::new(2, 2).map(Span::is_empty), Some(true));
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_counting_chars(text in "\\PC{0,40}") {
            let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let spans: Vec<Span> = cuts.windows(2).map(|pair| Span { start: pair[0], end: pair[1] }).collect();
            let expected: Vec<Span> = (0..spans.len()).map(|n| Span { start: n, end: n + 1 }).collect();
            proptest::prop_assert_eq!(to_code_points(&text, &spans), expected);
        }
    }
}
