//! Where a text stands in a document.
//!
//! Keys can hold patient text, so a path prints only how long it is.

use std::fmt;
use std::sync::Arc;

/// The way from the top of a document to a text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Path(Vec<Step>);

/// One step of a path.
#[derive(Clone, PartialEq, Eq)]
pub enum Step {
    /// Into an array, counted from 0; also into one of several documents that follow one another in a string.
    Index(usize),
    /// Into the JSON document that a string holds.
    Json,
    /// To the value of a key.
    Key(Arc<str>),
}

/// What a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// An object's key; the path's last step is the key itself.
    Key,
    /// A number.
    Number,
    /// A string.
    Value,
}

impl Path {
    /// The steps from the top.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// The nearest key above a value. A key has none: the properties of `patient` are not what the patient is called.
    pub(super) fn label(&self, place: Place) -> Option<&str> {
        let nearest = || self.0.iter().rev().find_map(Step::key);
        (place != Place::Key).then(nearest).flatten()
    }

    /// Whether this path leads to the element after the one that the other leads to.
    pub(super) fn follows(&self, before: &Self) -> bool {
        let parting = self
            .0
            .iter()
            .zip(&before.0)
            .find(|(here, there)| here != there);
        matches!(parting, Some((Step::Index(here), Step::Index(there))) if *here == there + 1)
    }
}

impl Step {
    /// The key, where the step goes to one's value.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) | Self::Json => None,
        }
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Path")
            .field("steps", &self.0.len())
            .finish()
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "Index({index})"),
            Self::Json => f.write_str("Json"),
            Self::Key(key) => write!(f, "Key({} bytes)", key.len()),
        }
    }
}
