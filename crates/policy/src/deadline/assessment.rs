//! The risk assessment of 45 CFR 164.402: is it a breach that people must be told about?
//!
//! An impermissible use or disclosure is presumed to be a breach. Only an exception of paragraph (1), or all four
//! factors of paragraph (2) with a written reason and a name, say otherwise; the burden of proof is the practice's
//! (164.414(b)). A practice may also give notice without any assessment.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How much one factor speaks for a compromise.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Speaks against it.
    Low,
    /// Speaks neither way.
    Medium,
    /// Speaks for it.
    High,
}

/// One of the four factors, as somebody judged it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// The rating.
    pub risk: Risk,
    /// Why, without patient information.
    pub note: String,
}

/// An exception to the definition of a breach (164.402(1)).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Exception {
    /// (i) Somebody at work opened it in good faith, by mistake and within their authority; it went no further.
    UnintentionalAccess,
    /// (ii) One authorized person told another at the same entity by mistake; it went no further.
    InadvertentDisclosure,
    /// (iii) The recipient could not reasonably have kept it, believed in good faith.
    NotRetained,
}

/// The assessment as it is being filled in. What nobody judged yet is `None`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// (2)(i) Nature and extent: kinds of identifiers, and how likely people could be named again.
    pub nature_and_extent: Option<Factor>,
    /// (2)(ii) Who used it, or received it.
    pub recipient: Option<Factor>,
    /// (2)(iii) Whether it was really acquired or viewed.
    pub acquired_or_viewed: Option<Factor>,
    /// (2)(iv) How far the risk was mitigated.
    pub mitigation: Option<Factor>,
    /// An exception that applies in place of the factors.
    pub exception: Option<Exception>,
    /// The written reason for the conclusion.
    pub reason: String,
    /// Who concluded.
    pub decided_by: String,
    /// When; the record is kept for six years from this day.
    pub decided_on: Option<Date>,
}

/// What the practice concluded.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Nothing was concluded: presumed a breach.
    #[default]
    Presumed,
    /// Assessed: a compromise is not unlikely.
    NotLow,
    /// Assessed, written and signed: low probability of compromise.
    LowProbability,
    /// An exception applies.
    Excepted(Exception),
}

/// Why a conclusion that nobody need be told cannot be drawn yet.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Undecided {
    /// A factor, or its note, is missing.
    #[error("all four factors need a rating and a note")]
    Factors,
    /// The reason is missing.
    #[error("the conclusion needs a written reason")]
    Reason,
    /// Nobody signed.
    #[error("the conclusion needs a name and a date")]
    Signature,
}

impl Finding {
    /// Whether people must be told.
    #[must_use]
    pub fn needs_notice(self) -> bool {
        matches!(self, Finding::Presumed | Finding::NotLow)
    }
}

impl Assessment {
    /// The conclusion that nobody need be told, if the record supports it.
    ///
    /// # Errors
    /// Says what the record still lacks; until then a breach is presumed.
    pub fn without_notice(&self) -> Result<Finding, Undecided> {
        if is_blank(&self.reason) {
            return Err(Undecided::Reason);
        }
        if is_blank(&self.decided_by) || self.decided_on.is_none() {
            return Err(Undecided::Signature);
        }
        match self.exception {
            Some(exception) => Ok(Finding::Excepted(exception)),
            None if self.has_all_factors() => Ok(Finding::LowProbability),
            None => Err(Undecided::Factors),
        }
    }

    fn has_all_factors(&self) -> bool {
        [
            &self.nature_and_extent,
            &self.recipient,
            &self.acquired_or_viewed,
            &self.mitigation,
        ]
        .into_iter()
        .all(|factor| {
            factor
                .as_ref()
                .is_some_and(|factor| !is_blank(&factor.note))
        })
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor() -> Option<Factor> {
        Some(Factor {
            risk: Risk::Low,
            note: "Initials only.".into(),
        })
    }

    fn whole() -> Assessment {
        Assessment {
            nature_and_extent: factor(),
            recipient: factor(),
            acquired_or_viewed: factor(),
            mitigation: factor(),
            exception: None,
            reason: "The recipient is bound by law and destroyed it unread.".into(),
            decided_by: "J. Abara, compliance officer".into(),
            decided_on: Some(jiff::civil::date(2026, 5, 6)),
        }
    }

    /// Something taken away from a whole record.
    type Lack = fn(&mut Assessment);

    #[test]
    fn low_probability_needs_the_whole_record() {
        assert_eq!(whole().without_notice(), Ok(Finding::LowProbability));
        let lacks: [(Lack, Undecided); 8] = [
            (|a| a.nature_and_extent = None, Undecided::Factors),
            (|a| a.recipient = None, Undecided::Factors),
            (|a| a.acquired_or_viewed = None, Undecided::Factors),
            (|a| a.mitigation = None, Undecided::Factors),
            (
                |a| a.mitigation.as_mut().unwrap().note = " ".into(),
                Undecided::Factors,
            ),
            (|a| a.reason = "\n".into(), Undecided::Reason),
            (|a| a.decided_by.clear(), Undecided::Signature),
            (|a| a.decided_on = None, Undecided::Signature),
        ];
        for (take_away, lack) in lacks {
            let mut assessment = whole();
            take_away(&mut assessment);
            assert_eq!(assessment.without_notice(), Err(lack));
        }
    }

    #[test]
    fn an_exception_needs_a_reason_but_no_factors() {
        let mut assessment = Assessment {
            exception: Some(Exception::NotRetained),
            mitigation: None,
            ..whole()
        };
        let finding = Finding::Excepted(Exception::NotRetained);
        assert_eq!(assessment.without_notice(), Ok(finding));
        assert!(!finding.needs_notice());
        assessment.reason.clear();
        assert_eq!(assessment.without_notice(), Err(Undecided::Reason));
    }

    #[test]
    fn nothing_concluded_is_a_breach() {
        assert!(Finding::default().needs_notice());
        assert!(Finding::NotLow.needs_notice());
        assert!(!Finding::LowProbability.needs_notice());
    }
}
