//! Whose review an answer waits for, and why, in words.

use anteroom_audit::Word;
use anteroom_policy::Obligation;

use crate::account::Right;

/// Who may release an answer that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewer {
    /// Somebody licensed or certified to give care.
    Clinician,
    /// Somebody who codes what was done.
    Coder,
    /// Whoever answers for what the practice says to everybody.
    Manager,
}

/// Why an answer is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A rule asks for it.
    Rule(Obligation),
    /// Whoever asked wants somebody to approve it.
    Asked,
    /// The task itself does: its text is read before anybody outside gets it.
    Task,
}

impl Reviewer {
    /// The word in the store and the log. It never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reviewer::Clinician => "clinician",
            Reviewer::Coder => "coder",
            Reviewer::Manager => "manager",
        }
    }

    /// The one of this code.
    pub(super) fn of_code(code: &Word) -> Option<Reviewer> {
        let all = [Reviewer::Clinician, Reviewer::Coder, Reviewer::Manager];
        all.into_iter().find(|one| one.code() == code.as_str())
    }

    /// As people call them.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Reviewer::Clinician => "a licensed clinician",
            Reviewer::Coder => "a biller or coder",
            Reviewer::Manager => "a practice manager or compliance officer",
        }
    }

    /// What somebody must hold to be one.
    #[must_use]
    pub fn right(self) -> Right {
        match self {
            Reviewer::Clinician => Right::ApproveClinical,
            Reviewer::Coder => Right::ApproveCodes,
            Reviewer::Manager => Right::ApproveOffice,
        }
    }
}

impl Reason {
    /// What of a decision's obligations holds an answer.
    #[must_use]
    pub fn of(obligations: &[Obligation]) -> Vec<Reason> {
        let reviews = obligations.iter().filter(|one| one.is_review());
        reviews.map(|one| Reason::Rule(*one)).collect()
    }

    /// The word in the store and the log. It never changes.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reason::Asked => "asked",
            Reason::Rule(obligation) => obligation.code(),
            Reason::Task => "task",
        }
    }

    /// The one of this code; a word of a later version is a rule that nobody here can tell apart.
    pub(super) fn of_code(code: &Word) -> Reason {
        use Obligation::{
            HumanReviewBeforeUse, IndependentProviderReview, PractitionerReviewAndDisclosure,
            QualifiedTranslatorReview,
        };
        let rules = [
            IndependentProviderReview,
            PractitionerReviewAndDisclosure,
            QualifiedTranslatorReview,
        ];
        let rule = rules.into_iter().find(|one| one.code() == code.as_str());
        match (rule, code.as_str()) {
            (Some(rule), _) => Reason::Rule(rule),
            (None, "asked") => Reason::Asked,
            (None, "task") => Reason::Task,
            (None, _) => Reason::Rule(HumanReviewBeforeUse),
        }
    }

    /// Why it is held, as a sentence.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Reason::Asked => "Whoever asked for it wants it approved before anybody uses it.",
            Reason::Task => "This text is for people outside, so it is read here first.",
            Reason::Rule(Obligation::IndependentProviderReview) => {
                "The law says a provider must check on their own what AI wrote here."
            }
            Reason::Rule(Obligation::PractitionerReviewAndDisclosure) => {
                "The law says a clinician must check what AI thinks is wrong, and tell the patient that AI was used."
            }
            Reason::Rule(Obligation::QualifiedTranslatorReview) => {
                "The law says a person trained to translate must check this text."
            }
            Reason::Rule(_) => "The rules say that somebody must check this text first.",
        }
    }

    /// What whoever releases it says that they did.
    #[must_use]
    pub fn attests(self) -> &'static str {
        match self {
            Reason::Rule(Obligation::PractitionerReviewAndDisclosure) => {
                "The patient is told that AI was used."
            }
            Reason::Rule(Obligation::QualifiedTranslatorReview) => {
                "A person trained to translate compared both texts."
            }
            Reason::Asked | Reason::Rule(_) | Reason::Task => {
                "I read all of it, and I stand for it."
            }
        }
    }

    /// Whether the only one in the practice who may release it may do so for themselves.
    pub(super) fn takes_own_review(self) -> bool {
        self != Reason::Rule(Obligation::QualifiedTranslatorReview)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for one in [
            Reason::Asked,
            Reason::Task,
            Reason::Rule(Obligation::IndependentProviderReview),
            Reason::Rule(Obligation::PractitionerReviewAndDisclosure),
            Reason::Rule(Obligation::QualifiedTranslatorReview),
        ] {
            assert_eq!(Reason::of_code(&Word::lossy(one.code())), one);
        }
        let later = Reason::of_code(&Word::lossy("two_readers"));
        assert_eq!(later, Reason::Rule(Obligation::HumanReviewBeforeUse));
        for one in [Reviewer::Clinician, Reviewer::Coder, Reviewer::Manager] {
            assert_eq!(Reviewer::of_code(&Word::lossy(one.code())), Some(one));
        }
    }

    #[test]
    fn only_reviews_hold_an_answer() {
        let all = [
            Obligation::LogDecision,
            Obligation::HumanReviewBeforeUse,
            Obligation::IndependentProviderReview,
        ];
        let held = [Reason::Rule(Obligation::IndependentProviderReview)];
        assert_eq!(Reason::of(&all), held);
    }
}
