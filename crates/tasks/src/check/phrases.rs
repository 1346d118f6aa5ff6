//! Words that an answer must not say, by what they would do.

use serde::{Deserialize, Serialize};

use super::{Case, Check, Found};
use crate::tokens;

/// A kind of words that must not stand in an answer.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phrases {
    /// That a payer has approved or will approve.
    Approval,
    /// That this practice is better than others.
    Comparison,
    /// Speaking as a licensed professional.
    LicensedVoice,
    /// What a code would pay.
    Payment,
    /// That care will work.
    Promise,
}

impl Phrases {
    fn words(self) -> &'static [&'static str] {
        match self {
            Phrases::Approval => &[
                "approval is certain",
                "approval is guaranteed",
                "is approved",
                "must be approved",
                "was approved",
                "will approve",
                "will be approved",
            ],
            Phrases::Comparison => &[
                "best clinic",
                "best doctors",
                "best in town",
                "better than other",
                "number one practice",
                "top-rated",
                "unlike other clinics",
                "unlike other practices",
            ],
            Phrases::LicensedVoice => &[
                "as a doctor",
                "as a nurse",
                "as a physician",
                "as your doctor",
                "as your nurse",
                "i am a doctor",
                "i am a nurse",
                "i am your doctor",
                "in my clinical judgment",
                "in my medical opinion",
                "in my professional opinion",
            ],
            Phrases::Payment => &[
                "higher payment",
                "higher reimbursement",
                "increase reimbursement",
                "maximize reimbursement",
                "more revenue",
                "pays more",
            ],
            Phrases::Promise => &[
                "100% effective",
                "completely safe",
                "guarantee",
                "guaranteed",
                "guarantees",
                "miracle",
                "no side effects",
                "risk-free",
                "will be cured",
                "will cure",
            ],
        }
    }

    fn says(self) -> &'static str {
        match self {
            Phrases::Approval => "It speaks as if the payer had agreed",
            Phrases::Comparison => "It says that this practice is better than others",
            Phrases::LicensedVoice => "It speaks as a licensed professional",
            Phrases::Payment => "It weighs a code by what it pays",
            Phrases::Promise => "It promises how care will turn out",
        }
    }
}

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let text = tokens::fold(case.text);
    for kind in &case.form.task().check.forbid {
        let words = kind
            .words()
            .iter()
            .filter(|word| tokens::holds(&text, word));
        for word in words {
            found.fails(
                Check::Phrases,
                format!("{}: \"{word}\". Say it without.", kind.says()),
            );
        }
    }
}
