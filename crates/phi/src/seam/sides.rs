//! What stands on the two sides of a seam.

use crate::lexicon::{Flags, Lexicon};

/// The two sides of one seam.
pub(super) struct Sides<'a> {
    left: &'a str,
    right: &'a str,
    /// The last character on the left, the first on the right.
    ends: (char, char),
    /// Whether a space was put between the two.
    glued: bool,
}

impl<'a> Sides<'a> {
    /// The sides of a seam, without what was put between them; nothing when there is nothing on one of them.
    pub(super) fn new(left: &'a str, right: &'a str, glued: bool) -> Option<Self> {
        let ends = (left.chars().next_back()?, right.chars().next()?);
        Some(Self {
            left,
            right,
            ends,
            glued,
        })
    }

    /// Whether white space parts the two.
    pub(super) fn is_spaced(&self) -> bool {
        self.glued || self.keeps_space()
    }

    /// Whether the white space is that of the texts.
    pub(super) fn keeps_space(&self) -> bool {
        self.ends.0.is_whitespace() || self.ends.1.is_whitespace()
    }

    /// Whether both characters at the seam are of a sort.
    pub(super) fn are(&self, sort: impl Fn(char) -> bool) -> bool {
        sort(self.ends.0) && sort(self.ends.1)
    }

    /// Whether a sentence or a label ends on the left.
    pub(super) fn is_sentence_end(&self) -> bool {
        self.left.trim_end().ends_with(['.', '!', '?', ':', ';'])
    }

    /// Whether a mark that joins two words stands at the seam: "Browne-", "O'".
    pub(super) fn is_hyphened(&self) -> bool {
        match self.ends {
            ('-' | '\'', c) | (c, '-' | '\'') => c.is_alphabetic(),
            _ => false,
        }
    }

    /// Whether a mark that joins the groups of a number stands at the seam: then one side is no whole.
    pub(super) fn is_hanging(&self) -> bool {
        let joins = |c: char| matches!(c, '-' | '/');
        let before = self.left.trim_end_matches(joins).chars().next_back();
        let after = self.right.trim_start_matches(joins).chars().next();
        let digits = [before, after].map(|c| c.is_some_and(|c| c.is_ascii_digit()));
        digits == [true, true] && (joins(self.ends.0) || joins(self.ends.1))
    }

    /// Whether a mark that numbers and addresses on the net are written with stands at the seam.
    pub(super) fn is_joined(&self) -> bool {
        let joins = |c: char| matches!(c, '-' | '/' | '.' | '@' | '_' | '+' | ':' | '(' | ')');
        let (last, first) = self.ends;
        let sentence = last == '.' && first.is_uppercase();
        !sentence && (joins(last) || joins(first))
    }

    /// Whether a word was cut between two of its letters, and not between two words.
    pub(super) fn is_cut(&self) -> bool {
        self.ends.0.is_alphabetic() && self.ends.1.is_lowercase()
    }

    /// Whether a sentence may begin on the right.
    pub(super) fn begins_with_capital(&self) -> bool {
        self.ends.1.is_uppercase()
    }

    /// Whether the right side begins so.
    pub(super) fn begins_with(&self, mark: char) -> bool {
        self.ends.1 == mark
    }

    /// The last word on the left and the first one on the right, whatever white space is between.
    pub(super) fn words(&self) -> (&'a str, &'a str) {
        meeting(self.left.trim_end(), self.right.trim_start())
    }

    /// The letters on the left and on the right of the seam.
    pub(super) fn halves(&self) -> (&'a str, &'a str) {
        meeting(self.left, self.right)
    }

    /// Whether what stands on the left is the beginning of an identifier, and no word by itself: "harriet.lind", "hlind".
    pub(super) fn is_strung(&self) -> bool {
        let (left, right) = self.halves();
        let before = self.left.strip_suffix(left).unwrap_or_default();
        let joins = |c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '+' | '@' | '/');
        let word = Lexicon::shipped().flags(left);
        let capital = self.ends.0.is_lowercase() && right.starts_with(char::is_uppercase);
        !capital && (before.ends_with(joins) || word == Flags::NONE)
    }
}

/// The letters that end one text, and those that begin the next.
fn meeting<'a>(left: &'a str, right: &'a str) -> (&'a str, &'a str) {
    let before = left.trim_end_matches(char::is_alphabetic);
    let after = right.trim_start_matches(char::is_alphabetic);
    let last = left.get(before.len()..).unwrap_or_default();
    (last, right.strip_suffix(after).unwrap_or_default())
}
