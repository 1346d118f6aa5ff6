//! What is put in the place of patient information, as the command line names it.

use anteroom_gateway::Replacing;
use clap::ValueEnum;

/// What stands in the place of what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    /// `[PATIENT_1]`, `[DATE_2]`; the values can be put back.
    #[default]
    Placeholders,
    /// Another name, date and number of the same shape; the values can be put back.
    Surrogates,
    /// Years, states, ZIP codes of three digits, "90 or older", else `[NAME]`; for good (45 CFR 164.514(b)(2)).
    SafeHarbor,
    /// Blocks that do not show how long a value was; for good.
    Redact,
}

impl From<Choice> for Replacing {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Placeholders => Self::Placeholders,
            Choice::Surrogates => Self::Surrogates,
            Choice::SafeHarbor => Self::SafeHarbor,
            Choice::Redact => Self::Redact,
        }
    }
}
