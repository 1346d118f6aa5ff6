//! What a decision says: the outcome, every reason, what must be done, and which rules said so.
//!
//! An outcome that lets something leave carries a [`Permit`], and only `Rules::decide` can make one: code that
//! wants to send has to show that a decision was taken. Nothing here can be read back into a permit; what is
//! stored with a receipt is read as a [`Verdict`].

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use crate::Reason;

/// The answer to "may this leave, and in which form?".
#[derive(Debug, Eq, PartialEq, Serialize)]
pub struct Decision {
    /// The answer, with its permit where something may leave. Stored as the verdict's code.
    #[serde(rename = "decision")]
    pub outcome: Outcome,
    /// Why, strictest first. Never empty.
    pub reasons: Vec<Reason>,
    /// What must be done along with it.
    pub obligations: Vec<Obligation>,
    /// The exact text of the rules that were asked.
    pub rule_set: RuleSetId,
    /// The time that the decision was taken for.
    pub decided_at: Timestamp,
}

impl Decision {
    /// The outcome without its permit.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.outcome.verdict()
    }

    /// The reason codes in order, each once.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let mut codes = Vec::with_capacity(self.reasons.len());
        for reason in &self.reasons {
            if !codes.contains(&&*reason.code) {
                codes.push(&*reason.code);
            }
        }
        codes
    }
}

/// What may happen with the text, from loosest to strictest.
#[derive(Debug, Eq, PartialEq)]
pub enum Outcome {
    /// It may leave as written.
    Allow(Permit),
    /// It may leave once the identifiers are replaced.
    AllowDeidentified(Permit),
    /// A named person must release it first; nothing leaves now.
    RequireReview,
    /// Nothing leaves.
    Block,
}

impl Outcome {
    /// The outcome without its permit.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Outcome::Allow(_) => Verdict::Allow,
            Outcome::AllowDeidentified(_) => Verdict::AllowDeidentified,
            Outcome::RequireReview => Verdict::RequireReview,
            Outcome::Block => Verdict::Block,
        }
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.verdict().serialize(serializer)
    }
}

/// An outcome as it is stored and compared; greater is stricter.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may leave as written.
    Allow,
    /// It may leave once the identifiers are replaced.
    AllowDeidentified,
    /// A named person must release it first.
    RequireReview,
    /// Nothing leaves.
    Block,
}

impl Verdict {
    /// The code of the decision contract, the same as in stored decisions.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Verdict::Allow => "allow",
            Verdict::AllowDeidentified => "allow_deidentified",
            Verdict::RequireReview => "require_review",
            Verdict::Block => "block",
        }
    }
}

/// Proof that a decision let something leave. It can be made by `Rules::decide` only, and be spent once: it is
/// neither copied nor read back from storage.
#[derive(Debug, Eq, PartialEq)]
pub struct Permit {
    form: Form,
}

impl Permit {
    pub(crate) fn new(form: Form) -> Permit {
        Permit { form }
    }

    /// The form in which the text may leave.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form
    }
}

/// The form in which a text may leave.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// Unchanged.
    AsWritten,
    /// With every identifier replaced.
    Deidentified,
}

/// What must be done along with a decision (the contract's obligation codes).
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Obligation {
    /// Record the decision with reasons, evidence snapshot and rule-set version.
    LogDecision,
    /// Offer or assign AI training to the user.
    AssignTraining,
    /// A responsible human reviews the draft before it is used.
    HumanReviewBeforeUse,
    /// Send only the fields in the use-case protocol.
    MinimumNecessaryFilter,
    /// AI disclaimer prominently at the beginning.
    DisclaimerAtBeginning,
    /// AI disclaimer displayed throughout.
    DisclaimerThroughout,
    /// Spoken AI disclaimer at start and end.
    DisclaimerStartAndEndVerbal,
    /// How to reach a human provider or employee.
    HumanContactInstructions,
    /// Written AI disclosure before the interaction starts.
    AiDisclosureBeforeWrittenInteraction,
    /// Give the patient AI notice as soon as reasonably possible.
    DiscloseAsSoonAsPossible,
    /// Provider independently reviews the output.
    IndependentProviderReview,
    /// Practitioner reviews AI output and discloses use.
    PractitionerReviewAndDisclosure,
    /// Qualified human translator reviews before release.
    QualifiedTranslatorReview,
    /// Attach the 42 CFR 2.32 notice.
    #[serde(rename = "attach_part2_notice")]
    AttachPart2Notice,
    /// Notice that an automated tool informs the decision, with human review path.
    AdmAdvanceNotice,
    /// Open or link an incident.
    OpenIncident,
}

impl Obligation {
    /// Whether a result may be used only once a qualified person, who need not be the one that asked, has reviewed it.
    #[must_use]
    pub fn is_review(self) -> bool {
        matches!(
            self,
            Obligation::IndependentProviderReview
                | Obligation::PractitionerReviewAndDisclosure
                | Obligation::QualifiedTranslatorReview
        )
    }

    /// Whether the result must say of itself that AI wrote it.
    #[must_use]
    pub fn is_disclaimer(self) -> bool {
        matches!(
            self,
            Obligation::DisclaimerAtBeginning
                | Obligation::DisclaimerThroughout
                | Obligation::DisclaimerStartAndEndVerbal
        )
    }

    /// The code of the decision contract, the same as in stored decisions.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Obligation::LogDecision => "log_decision",
            Obligation::AssignTraining => "assign_training",
            Obligation::HumanReviewBeforeUse => "human_review_before_use",
            Obligation::MinimumNecessaryFilter => "minimum_necessary_filter",
            Obligation::DisclaimerAtBeginning => "disclaimer_at_beginning",
            Obligation::DisclaimerThroughout => "disclaimer_throughout",
            Obligation::DisclaimerStartAndEndVerbal => "disclaimer_start_and_end_verbal",
            Obligation::HumanContactInstructions => "human_contact_instructions",
            Obligation::AiDisclosureBeforeWrittenInteraction => {
                "ai_disclosure_before_written_interaction"
            }
            Obligation::DiscloseAsSoonAsPossible => "disclose_as_soon_as_possible",
            Obligation::IndependentProviderReview => "independent_provider_review",
            Obligation::PractitionerReviewAndDisclosure => "practitioner_review_and_disclosure",
            Obligation::QualifiedTranslatorReview => "qualified_translator_review",
            Obligation::AttachPart2Notice => "attach_part2_notice",
            Obligation::AdmAdvanceNotice => "adm_advance_notice",
            Obligation::OpenIncident => "open_incident",
        }
    }
}

/// SHA-256 over the schema and every rule: the same id means the same rules, to the byte.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub struct RuleSetId([u8; 32]);

impl RuleSetId {
    pub(crate) fn new(digest: [u8; 32]) -> RuleSetId {
        RuleSetId(digest)
    }

    /// The digest.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for RuleSetId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RuleSetId({self})")
    }
}

/// Sixty-four lower-case hexadecimal digits.
impl fmt::Display for RuleSetId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl Serialize for RuleSetId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
