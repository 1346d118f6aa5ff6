//! What is handed to the engine: pieces of text with what is known about where they stand.
//!
//! A request is many strings; the visitor (`visit`) cuts it into segments, one a string. A segment borrows its
//! text and shows only its length when printed for debugging.

use std::fmt;

/// One text of a request.
#[derive(Clone, Copy)]
pub struct Segment<'t> {
    /// The text.
    pub text: &'t str,
    /// The name the text sits under, as written: a JSON key (`"dob"`), a column title, a form field.
    pub label: Option<&'t str>,
    /// How it stands to the segment before it.
    pub join: Join,
    /// Whether it is an identifier of the client's program by what its interface says, such as a tool's name: a date at
    /// the end of one may be a version.
    pub identifier: bool,
}

/// How a segment stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// A reader sees it directly after the one before, so that an identifier can straddle the seam: chunks of one
    /// message, neighboring messages.
    Adjacent,
    /// It stands alone.
    Separate,
}

impl<'t> Segment<'t> {
    /// A text that stands alone, without a label.
    #[must_use]
    pub fn alone(text: &'t str) -> Self {
        Self {
            text,
            label: None,
            join: Join::Separate,
            identifier: false,
        }
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segment")
            .field("bytes", &self.text.len())
            .field("labeled", &self.label.is_some())
            .field("join", &self.join)
            .field("identifier", &self.identifier)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_text() {
        let shown = format!(
            "{:?}",
            Segment {
                text: "Tamsin",
                label: Some("Okonjo"),
                join: Join::Separate,
                identifier: false,
            }
        );
        assert!(
            !shown.contains("Tamsin") && !shown.contains("Okonjo"),
            "{shown}"
        );
    }
}
