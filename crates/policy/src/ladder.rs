//! The actions that the rules permit or forbid.
//!
//! Three of them are the ladder: what may be done with a text, from loosest to strictest. The outcome is the first step
//! that the rules allow, and when they allow none, nothing leaves. The others are releases (`release.rs`) and remarks.

use serde::{Deserialize, Serialize};

use crate::decision::{Form, Outcome, Permit};

/// One step of the ladder.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The text leaves unchanged.
    SendAsWritten,
    /// The text leaves with its identifiers replaced.
    SendDeidentified,
    /// A person releases the text first.
    SendReviewed,
    /// What was decided is not recorded.
    ReleaseUnlogged,
    /// The person goes on untrained.
    ReleaseUntrained,
    /// The result is used before anybody reads it.
    ReleaseUnread,
    /// Fields leave that the protocol does not name.
    ReleaseUnfiltered,
    /// The result goes out without a notice at its beginning.
    ReleaseWithoutOpeningDisclaimer,
    /// It goes out without a notice that stays in view.
    ReleaseWithoutLastingDisclaimer,
    /// It goes out without a spoken notice.
    ReleaseWithoutSpokenDisclaimer,
    /// It goes out without saying how to reach a person.
    ReleaseWithoutHumanContact,
    /// The conversation starts without a written notice.
    ReleaseWithoutWrittenDisclosure,
    /// The patient is not told soon.
    ReleaseWithoutPromptNotice,
    /// No provider reviews it.
    ReleaseWithoutProviderReview,
    /// No practitioner reviews it and says so.
    ReleaseWithoutPractitioner,
    /// No qualified translator reviews it.
    ReleaseWithoutTranslator,
    /// It goes out without the notice of 42 CFR 2.32.
    ReleaseWithoutPart2Notice,
    /// The person is not told that a tool takes part in the decision.
    ReleaseWithoutDecisionNotice,
    /// No incident is opened for it.
    ReleaseWithoutIncident,
    /// Something is worth saying. It opens nothing.
    Remark,
}

impl Action {
    /// The ladder, loosest first.
    pub const LADDER: [Action; 3] = [
        Action::SendAsWritten,
        Action::SendDeidentified,
        Action::SendReviewed,
    ];

    /// Every action.
    pub const ALL: [Action; 20] = [
        Action::SendAsWritten,
        Action::SendDeidentified,
        Action::SendReviewed,
        Action::ReleaseUnlogged,
        Action::ReleaseUntrained,
        Action::ReleaseUnread,
        Action::ReleaseUnfiltered,
        Action::ReleaseWithoutOpeningDisclaimer,
        Action::ReleaseWithoutLastingDisclaimer,
        Action::ReleaseWithoutSpokenDisclaimer,
        Action::ReleaseWithoutHumanContact,
        Action::ReleaseWithoutWrittenDisclosure,
        Action::ReleaseWithoutPromptNotice,
        Action::ReleaseWithoutProviderReview,
        Action::ReleaseWithoutPractitioner,
        Action::ReleaseWithoutTranslator,
        Action::ReleaseWithoutPart2Notice,
        Action::ReleaseWithoutDecisionNotice,
        Action::ReleaseWithoutIncident,
        Action::Remark,
    ];

    /// The action's name in the rules.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Action::SendAsWritten => "send_as_written",
            Action::SendDeidentified => "send_deidentified",
            Action::SendReviewed => "send_reviewed",
            Action::ReleaseUnlogged => "release_unlogged",
            Action::ReleaseUntrained => "release_untrained",
            Action::ReleaseUnread => "release_unread",
            Action::ReleaseUnfiltered => "release_unfiltered",
            Action::ReleaseWithoutOpeningDisclaimer => "release_without_opening_disclaimer",
            Action::ReleaseWithoutLastingDisclaimer => "release_without_lasting_disclaimer",
            Action::ReleaseWithoutSpokenDisclaimer => "release_without_spoken_disclaimer",
            Action::ReleaseWithoutHumanContact => "release_without_human_contact",
            Action::ReleaseWithoutWrittenDisclosure => "release_without_written_disclosure",
            Action::ReleaseWithoutPromptNotice => "release_without_prompt_notice",
            Action::ReleaseWithoutProviderReview => "release_without_provider_review",
            Action::ReleaseWithoutPractitioner => "release_without_practitioner",
            Action::ReleaseWithoutTranslator => "release_without_translator",
            Action::ReleaseWithoutPart2Notice => "release_without_part2_notice",
            Action::ReleaseWithoutDecisionNotice => "release_without_decision_notice",
            Action::ReleaseWithoutIncident => "release_without_incident",
            Action::Remark => "remark",
        }
    }

    /// The outcome when this is the loosest step that the rules allow. The only place that makes a permit.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Action::SendAsWritten => Outcome::Allow(Permit::new(Form::AsWritten)),
            Action::SendDeidentified => Outcome::AllowDeidentified(Permit::new(Form::Deidentified)),
            Action::SendReviewed => Outcome::RequireReview,
            _ => Outcome::Block,
        }
    }
}
