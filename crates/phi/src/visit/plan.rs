//! What of a document is not text: the fields whose meaning is fixed by the interface.
//!
//! A pattern is a path as people write one: `messages[].role`, `metadata.*`. It exempts the string or number at that
//! place, never what is nested there instead, and says that the keys on the way are the interface's own words. With
//! a colon at the end (`messages[].content:`) it says only that: the key is known, the value is text.

use super::path::{Path, Place, Step};

/// A list of what is not text. Everything else is visited.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    patterns: Vec<Pattern>,
}

#[derive(Clone, Debug)]
struct Pattern {
    steps: Vec<Want>,
    value: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    AnyIndex,
    AnyKey,
    Key(&'static str),
}

impl Plan {
    /// A plan of patterns.
    #[must_use]
    pub fn new(patterns: &'static [&'static str]) -> Self {
        Self {
            patterns: patterns
                .iter()
                .map(|pattern| Pattern::new(pattern))
                .collect(),
        }
    }

    /// Whether the text at this path is none.
    pub(super) fn exempts(&self, path: &Path, place: Place) -> bool {
        let steps = path.steps();
        self.patterns.iter().any(|pattern| match place {
            Place::Key => pattern.knows_key(steps),
            Place::Number | Place::Value => {
                pattern.value && pattern.steps.len() == steps.len() && pattern.leads(steps)
            }
        })
    }
}

impl Pattern {
    fn new(pattern: &'static str) -> Self {
        let (path, value) = pattern
            .strip_suffix(':')
            .map_or((pattern, true), |path| (path, false));
        Self {
            steps: path
                .split('.')
                .filter(|part| !part.is_empty())
                .flat_map(wants)
                .collect(),
            value,
        }
    }

    fn leads(&self, steps: &[Step]) -> bool {
        self.steps
            .iter()
            .zip(steps)
            .all(|(want, step)| want.fits(step))
    }

    /// A key is known where the pattern names it; a star names nothing.
    fn knows_key(&self, steps: &[Step]) -> bool {
        let last = steps
            .len()
            .checked_sub(1)
            .and_then(|last| self.steps.get(last));
        matches!(last, Some(Want::Key(_))) && self.leads(steps)
    }
}

impl Want {
    fn fits(self, step: &Step) -> bool {
        match (self, step) {
            (Self::AnyIndex, Step::Index(_)) | (Self::AnyKey, Step::Key(_)) => true,
            (Self::Key(want), Step::Key(key)) => want == &**key,
            _ => false,
        }
    }
}

/// `chunks[][]` is a key and two indexes.
fn wants(part: &'static str) -> impl Iterator<Item = Want> {
    let name = part.trim_end_matches("[]");
    let depth = (part.len() - name.len()) / 2;
    let key = match name {
        "" => None,
        "*" => Some(Want::AnyKey),
        name => Some(Want::Key(name)),
    };
    key.into_iter()
        .chain(std::iter::repeat_n(Want::AnyIndex, depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(steps: &[&str]) -> Path {
        let mut path = Path::default();
        for step in steps {
            path.push(
                step.parse()
                    .map_or_else(|_| Step::Key((*step).into()), Step::Index),
            );
        }
        path
    }

    #[test]
    fn values() {
        let plan = Plan::new(&[
            "model",
            "messages[].role",
            "messages[].content:",
            "metadata.*",
            "grid[][]",
            "[].type",
        ]);
        for (steps, exempt) in [
            (&["model"][..], true),
            (&["messages", "0", "role"], true),
            (&["messages", "0", "content"], false),
            (&["messages", "role"], false),
            (&["model", "0"], false),
            (&["metadata", "anything"], true),
            (&["metadata", "a", "b"], false),
            (&["grid", "0", "1"], true),
            (&["grid", "0"], false),
            (&["0", "type"], true),
            (&["unknown"], false),
        ] {
            assert_eq!(
                plan.exempts(&path(steps), Place::Value),
                exempt,
                "{steps:?}"
            );
        }
    }

    #[test]
    fn keys() {
        let plan = Plan::new(&["messages[].content:", "metadata.*"]);
        for (steps, exempt) in [
            (&["messages"][..], true),
            (&["messages", "3", "content"], true),
            (&["messages", "3", "other"], false),
            (&["metadata"], true),
            (&["metadata", "Tamsin"], false),
            (&["content"], false),
        ] {
            assert_eq!(plan.exempts(&path(steps), Place::Key), exempt, "{steps:?}");
        }
    }
}
