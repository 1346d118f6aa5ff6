//! What a task refuses before anything leaves, one file each. A guard is careful rather than clever: it looks for the words
//! in which people ask for it.

mod cpt;
mod diagnosis;
mod patient_story;
mod real_details;
mod review_reply;
mod several_visits;
mod upcoding;

use serde::{Deserialize, Serialize};

use crate::tokens;

/// Something that a task refuses.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// CPT codes, as long as the practice has recorded no license.
    Cpt,
    /// A request to diagnose.
    Diagnosis,
    /// A patient's story, a testimonial, a picture before and after.
    PatientStory,
    /// A phone number, an email or a full date where a merge field belongs.
    RealDetails,
    /// A review of the practice, or an answer to one.
    ReviewReply,
    /// Several visits or several patients.
    SeveralVisits,
    /// Codes chosen for what they pay.
    Upcoding,
}

impl Guard {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Guard::Cpt => "cpt",
            Guard::Diagnosis => "diagnosis",
            Guard::PatientStory => "patient_story",
            Guard::RealDetails => "real_details",
            Guard::ReviewReply => "review_reply",
            Guard::SeveralVisits => "several_visits",
            Guard::Upcoding => "upcoding",
        }
    }

    /// Why it stops, and what to do now.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Guard::Cpt => cpt::SAYS,
            Guard::Diagnosis => diagnosis::SAYS,
            Guard::PatientStory => patient_story::SAYS,
            Guard::RealDetails => real_details::SAYS,
            Guard::ReviewReply => review_reply::SAYS,
            Guard::SeveralVisits => several_visits::SAYS,
            Guard::Upcoding => upcoding::SAYS,
        }
    }

    /// Whether it stops this text.
    #[must_use]
    pub fn stops(self, text: &str) -> bool {
        match self {
            Guard::Cpt => holds_any(text, cpt::WORDS),
            Guard::Diagnosis => holds_any(text, diagnosis::WORDS),
            Guard::PatientStory => holds_any(text, patient_story::WORDS),
            Guard::RealDetails => real_details::stops(text),
            Guard::ReviewReply => review_reply::stops(text),
            Guard::SeveralVisits => several_visits::stops(text),
            Guard::Upcoding => holds_any(text, upcoding::WORDS),
        }
    }
}

fn holds_any(text: &str, phrases: &[&str]) -> bool {
    let folded = tokens::fold(text);
    phrases.iter().any(|phrase| tokens::holds(&folded, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_guard_stops_what_it_is_for_and_lets_near_misses_pass() {
        for (guard, stopped, passes) in [
            (
                Guard::Cpt,
                "Give me the CPT codes",
                "Check the ICD-10-CM codes",
            ),
            (
                Guard::Diagnosis,
                "What is the diagnosis?",
                "Diagnosis as written: asthma",
            ),
            (
                Guard::PatientStory,
                "Post this patient story with a before and after photo",
                "What to do before and after a blood test",
            ),
            (
                Guard::RealDetails,
                "Call her at (740) 555-0141",
                "We see people from 8 to 5; ask for room 1200",
            ),
            (
                Guard::RealDetails,
                "seen on 11/16/2026",
                "blood pressure 134/82",
            ),
            (
                Guard::RealDetails,
                "write to dana@example.org",
                "ask @elmstreet",
            ),
            (
                Guard::ReviewReply,
                "Reply to this: 1 star, rude front desk",
                "Our star team reviews your plan each year",
            ),
            (
                Guard::SeveralVisits,
                "Date of visit: [DATE_1]\nCough.\nDate of visit: [DATE_2]\nFever.",
                "Date of visit: [DATE_1]\nCough. Seen by [STAFF_1] and [STAFF_2].",
            ),
            (
                Guard::SeveralVisits,
                "[PATIENT_1] has a cough. [PATIENT_2] has a fever.",
                "[PATIENT_1] has a cough. [PATIENT_1] has a fever.",
            ),
            (
                Guard::Upcoding,
                "Which code pays the most?",
                "Say which codes the note supports",
            ),
        ] {
            assert!(guard.stops(stopped), "{guard:?}: {stopped}");
            assert!(!guard.stops(passes), "{guard:?}: {passes}");
        }
    }
}
