//! What a scenario expects, and how a decision differs from it.

use std::collections::BTreeSet;
use std::fmt;

use super::part::{Part, Unknown};
use crate::decision::{Decision, Verdict};

/// The decision that is expected. Further reasons and obligations are fine.
#[derive(Clone, Debug)]
pub struct Expect {
    /// The decisions that are right.
    pub decisions: Vec<Verdict>,
    /// Obligations that must be there.
    pub obligations: BTreeSet<String>,
    /// Codes that must not be there, as a reason or as an obligation.
    pub never: BTreeSet<String>,
    /// Reasons that must be there.
    pub reasons: BTreeSet<String>,
}

/// One way in which a decision differs. Holds codes only.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Difference {
    /// Another decision.
    Decision(Verdict),
    /// A reason or obligation that is missing.
    Missing(String),
    /// A code that must not be there.
    Unwanted(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Decision(got) => write!(out, "decided {}", got.code()),
            Difference::Missing(code) => write!(out, "misses {code}"),
            Difference::Unwanted(code) => write!(out, "says {code}"),
        }
    }
}

/// Reads what is expected.
pub(super) fn read(mut part: Part, unknown: &mut Unknown) -> Expect {
    let named = |code: &str| ALL.into_iter().find(|verdict| verdict.code() == code);
    let first = part.word("decision", unknown, named);
    let others = part.texts("also_acceptable").unwrap_or_default();
    let others = others.iter().filter_map(|code| named(code));
    let expect = Expect {
        decisions: first.into_iter().chain(others).collect(),
        obligations: part.texts("obligations").unwrap_or_default(),
        never: part.texts("must_not_include").unwrap_or_default(),
        reasons: part.texts("reasons").unwrap_or_default(),
    };
    part.ignore_notes();
    part.finish(unknown);
    expect
}

const ALL: [Verdict; 4] = [
    Verdict::Allow,
    Verdict::AllowDeidentified,
    Verdict::RequireReview,
    Verdict::Block,
];

impl Expect {
    pub(super) fn differences(&self, decision: &Decision) -> Vec<Difference> {
        let reasons = decision.codes();
        let duties: Vec<_> = decision
            .obligations
            .iter()
            .map(|duty| duty.code())
            .collect();
        let lacks = |said: &[&str], wanted: &BTreeSet<String>| -> Vec<Difference> {
            let missing = wanted.iter().filter(|code| !said.contains(&code.as_str()));
            missing.cloned().map(Difference::Missing).collect()
        };
        let verdict = decision.verdict();
        let other = (!self.decisions.contains(&verdict)).then_some(Difference::Decision(verdict));
        let said =
            |code: &&String| reasons.contains(&code.as_str()) || duties.contains(&code.as_str());
        let unwanted = self.never.iter().filter(said).cloned();
        other
            .into_iter()
            .chain(lacks(&reasons, &self.reasons))
            .chain(lacks(&duties, &self.obligations))
            .chain(unwanted.map(Difference::Unwanted))
            .collect()
    }
}
