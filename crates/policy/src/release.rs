//! What may be forbidden to happen afterwards, and the obligation that lifts each ban.
//!
//! A release is an action such as "give it out without a translator". The rules forbid or permit it like any step of the
//! ladder; while it is forbidden, the decision carries the obligation that makes up for it.

use crate::decision::Obligation;
use crate::ladder::Action;

/// Every release with its obligation.
pub(crate) const RELEASES: [(Action, Obligation); 16] = [
    (Action::ReleaseUnlogged, Obligation::LogDecision),
    (Action::ReleaseUntrained, Obligation::AssignTraining),
    (Action::ReleaseUnread, Obligation::HumanReviewBeforeUse),
    (
        Action::ReleaseUnfiltered,
        Obligation::MinimumNecessaryFilter,
    ),
    (
        Action::ReleaseWithoutOpeningDisclaimer,
        Obligation::DisclaimerAtBeginning,
    ),
    (
        Action::ReleaseWithoutLastingDisclaimer,
        Obligation::DisclaimerThroughout,
    ),
    (
        Action::ReleaseWithoutSpokenDisclaimer,
        Obligation::DisclaimerStartAndEndVerbal,
    ),
    (
        Action::ReleaseWithoutHumanContact,
        Obligation::HumanContactInstructions,
    ),
    (
        Action::ReleaseWithoutWrittenDisclosure,
        Obligation::AiDisclosureBeforeWrittenInteraction,
    ),
    (
        Action::ReleaseWithoutPromptNotice,
        Obligation::DiscloseAsSoonAsPossible,
    ),
    (
        Action::ReleaseWithoutProviderReview,
        Obligation::IndependentProviderReview,
    ),
    (
        Action::ReleaseWithoutPractitioner,
        Obligation::PractitionerReviewAndDisclosure,
    ),
    (
        Action::ReleaseWithoutTranslator,
        Obligation::QualifiedTranslatorReview,
    ),
    (
        Action::ReleaseWithoutPart2Notice,
        Obligation::AttachPart2Notice,
    ),
    (
        Action::ReleaseWithoutDecisionNotice,
        Obligation::AdmAdvanceNotice,
    ),
    (Action::ReleaseWithoutIncident, Obligation::OpenIncident),
];
