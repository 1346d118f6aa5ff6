//! Why somebody lowers or stops something, as the log may say it: chosen from a list. What they type beside it is sealed with the
//! record, and the log names that record.

use serde::{Deserialize, Serialize};

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Answers look wrong.
    StrangeAnswers,
    /// Something may have gone where it should not.
    PossibleIncident,
    /// Trouble with a vendor, or with its terms.
    Vendor,
    /// Somebody works on the system.
    Maintenance,
    /// A test or a drill.
    Drill,
    /// What was wrong is settled.
    Settled,
    /// Something else.
    Other,
}

impl Cause {
    /// Every one, in the order in which people are offered them.
    pub const ALL: [Cause; 7] = [
        Cause::StrangeAnswers,
        Cause::PossibleIncident,
        Cause::Vendor,
        Cause::Maintenance,
        Cause::Drill,
        Cause::Settled,
        Cause::Other,
    ];

    /// Its code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Cause::StrangeAnswers => "strange_answers",
            Cause::PossibleIncident => "possible_incident",
            Cause::Vendor => "vendor",
            Cause::Maintenance => "maintenance",
            Cause::Drill => "drill",
            Cause::Settled => "settled",
            Cause::Other => "other",
        }
    }

    /// The one of this code.
    #[must_use]
    pub fn coded(code: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find(|cause| cause.code() == code)
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Cause::StrangeAnswers => "Answers look wrong",
            Cause::PossibleIncident => "Something may have gone where it should not",
            Cause::Vendor => "Trouble with a vendor, or its terms",
            Cause::Maintenance => "Work on the system",
            Cause::Drill => "A test or a drill",
            Cause::Settled => "What was wrong is settled",
            Cause::Other => "Something else",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_word_of_the_record() {
        for cause in Cause::ALL {
            let written = serde_json::to_value(cause).unwrap();
            assert_eq!(written.as_str(), Some(cause.code()));
            assert_eq!(Cause::coded(cause.code()), Some(cause));
        }
        assert_eq!(Cause::coded("because"), None);
    }
}
