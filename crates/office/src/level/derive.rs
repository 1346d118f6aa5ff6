//! The level of a connection, why it is no higher, and what to do next.

use serde::{Deserialize, Serialize};

/// How much may leave through a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing leaves.
    Closed,
    /// Text without patient information.
    NoPatientInformation,
    /// Text of patients with its identifiers replaced.
    Deidentified,
    /// Text of patients as it was written, as little as a task needs.
    Identified,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Level; 4] = [
        Level::Closed,
        Level::NoPatientInformation,
        Level::Deidentified,
        Level::Identified,
    ];

    /// The number that people call it by: 0 to 3.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Level::Closed => 0,
            Level::NoPatientInformation => 1,
            Level::Deidentified => 2,
            Level::Identified => 3,
        }
    }

    /// The level of this number.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Level> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// As people read it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Level::Closed => "Closed: nothing leaves",
            Level::NoPatientInformation => "Level 1: no patient information",
            Level::Deidentified => "Level 2: de-identified",
            Level::Identified => "Level 3: identified, minimum necessary",
        }
    }
}

/// What the rules answered, and what else is on file. Plain facts, so that a level is a function of them.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Why everything is stopped; none while it is not.
    pub stopped: Option<Step>,
    /// Whether this version knows the connection's provider.
    pub is_known: bool,
    /// Whether the rules let text through in which nothing was found.
    pub general: bool,
    /// Whether they let text of patients through once its identifiers are replaced.
    pub open: bool,
    /// Whether they let it through as it was written.
    pub as_written: bool,
    /// Why the rules say no more.
    pub reasons: Vec<Step>,
    /// What the practice's list lacks for level 3: gates that are not ready, signatures.
    pub open_items: Vec<Step>,
}

/// Why something is not higher, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Why.
    pub says: String,
    /// What to do; empty when there is nothing.
    pub next: String,
}

/// A level, and why it is no higher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelView {
    /// The level.
    pub level: Level,
    /// What stands in the way of the next one, the most important first.
    pub not_higher: Vec<Step>,
}

impl LevelView {
    /// The first of the reasons about which something can be done.
    #[must_use]
    pub fn next(&self) -> Option<&Step> {
        self.not_higher.iter().find(|step| !step.next.is_empty())
    }
}

/// The level of a connection.
#[must_use]
pub fn level(asked: Asked) -> LevelView {
    let (level, not_higher) = match asked {
        Asked {
            stopped: Some(why), ..
        } => (Level::Closed, vec![why]),
        Asked {
            is_known: false, ..
        } => (Level::Closed, vec![unknown()]),
        Asked {
            as_written: true,
            open_items,
            ..
        } if open_items.is_empty() => (Level::Identified, Vec::new()),
        Asked {
            open,
            as_written,
            reasons,
            open_items,
            ..
        } if open || as_written => {
            let all = open_items.into_iter().chain(reasons);
            (Level::Deidentified, all.collect())
        }
        Asked {
            general: true,
            reasons,
            ..
        } => (Level::NoPatientInformation, reasons),
        Asked { reasons, .. } => (Level::Closed, reasons),
    };
    LevelView { level, not_higher }
}

fn unknown() -> Step {
    Step {
        says: "This version does not know the connection's provider.".to_owned(),
        next: "Install a version that does, or withdraw the connection.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(says: &str) -> Step {
        Step {
            says: says.to_owned(),
            next: String::new(),
        }
    }

    #[test]
    fn a_level_follows_from_what_is_on_file() {
        let known = Asked {
            is_known: true,
            general: true,
            reasons: vec![step("the rules")],
            ..Asked::default()
        };
        let open = Asked {
            open: true,
            open_items: vec![step("a gate")],
            ..known.clone()
        };
        let whole = Asked {
            as_written: true,
            open_items: Vec::new(),
            ..open.clone()
        };
        for (asked, expected, says) in [
            (
                Asked::default(),
                Level::Closed,
                vec!["This version does not know the connection's provider."],
            ),
            (
                Asked {
                    general: false,
                    ..known.clone()
                },
                Level::Closed,
                vec!["the rules"],
            ),
            (
                known.clone(),
                Level::NoPatientInformation,
                vec!["the rules"],
            ),
            (
                open.clone(),
                Level::Deidentified,
                vec!["a gate", "the rules"],
            ),
            (whole.clone(), Level::Identified, vec![]),
            (
                Asked {
                    open_items: vec![step("a gate")],
                    ..whole.clone()
                },
                Level::Deidentified,
                vec!["a gate", "the rules"],
            ),
            (
                Asked {
                    stopped: Some(step("paused")),
                    ..whole
                },
                Level::Closed,
                vec!["paused"],
            ),
        ] {
            let view = level(asked);
            assert_eq!(view.level, expected);
            let not_higher: Vec<_> = view.not_higher.iter().map(|one| &*one.says).collect();
            assert_eq!(not_higher, says);
        }
    }
}
