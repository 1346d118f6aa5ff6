//! Why a decision came out as it did, in words that front-desk staff and an auditor can both use.
//!
//! The words live in the rule files, beside the rule they explain. The two reasons below belong to no rule: they
//! say that no rule allowed it, or that the rules could not be asked. Neither ever carries text of a request.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// One reason. Cloning is cheap: the words are shared with the rule.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Stable code, such as `baa_missing`.
    pub code: Arc<str>,
    /// Id of the rule that gave it.
    pub rule: Arc<str>,
    /// What is the matter, in one or two plain sentences.
    pub says: Arc<str>,
    /// What to do now.
    pub next: Arc<str>,
    /// The law or standard behind it.
    pub cite: Arc<str>,
}

impl Reason {
    /// No rule allows the text in any form: what nobody allowed does not leave.
    pub(crate) fn nothing_allows() -> Reason {
        Reason {
            code: "no_rule_allows".into(),
            rule: "default".into(),
            says: "No rule lets this text go to the AI service.".into(),
            next: "Run `anteroom doctor` to see what is missing.".into(),
            cite: "45 CFR 164.502(a)".into(),
        }
    }

    /// A rule could not be evaluated, so its answer is not known.
    pub(crate) fn rules_failed() -> Reason {
        Reason {
            code: "policy_error".into(),
            rule: "default".into(),
            says: "Anteroom could not check its rules, so nothing was sent.".into(),
            next: "Run `anteroom doctor`. If it finds no fault, please report this.".into(),
            cite: "45 CFR 164.502(a)".into(),
        }
    }
}
