//! Whoever is called in, behind their service: "Vascular (Higashi) to bedside", "GI (Sondheim) scope AM".

use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Case, Gap, Page};

/// Services as notes call them, sorted.
const SERVICES: &[&str] = &[
    "anesthesia",
    "cardiology",
    "cards",
    "derm",
    "dermatology",
    "endo",
    "ent",
    "gi",
    "gyn",
    "heme",
    "hepatology",
    "hospitalist",
    "id",
    "ir",
    "nephro",
    "nephrology",
    "neuro",
    "neurology",
    "neurosurgery",
    "nsgy",
    "ob",
    "onc",
    "oncology",
    "ophtho",
    "optho",
    "ortho",
    "orthopedics",
    "palliative",
    "peds",
    "plastics",
    "podiatry",
    "psych",
    "psychiatry",
    "pulm",
    "pulmonology",
    "radiology",
    "renal",
    "rheum",
    "surgery",
    "thoracic",
    "trauma",
    "uro",
    "urology",
    "vascular",
];

/// Proposes the word in brackets behind a service.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let opened = (2..page.tokens.len()).filter(|at| page.is_mark(*at - 1, "("));
    let named = opened.filter(|at| is_called(page, *at));
    out.extend(named.map(|at| Candidate::told_name(page.span(at, at), Role::Staff)));
}

fn is_called(page: &Page<'_>, at: usize) -> bool {
    let inside = page.is_glued(at) && page.is_mark(at + 1, ")") && page.is_glued(at + 1);
    let service = page.among(at - 2, SERVICES) && page.gap(at - 1) == Gap::Space;
    let other = Flags::WORD_COMMON | Flags::STATE | Flags::MONTH | Flags::WEEKDAY;
    inside
        && service
        && page.token(at).is_some_and(|token| {
            let term = token.known.any(Flags::MEDICAL) && !token.known.any(Flags::SURNAME);
            token.case == Case::Capital && token.len() > 3 && !term && !token.known.any(other)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn whoever_is_called_in() {
        assert!(SERVICES.is_sorted());
        assert_eq!(found("Vascular (Higashi) to bedside"), ["Higashi"]);
        assert_eq!(found("txn <7, GI (Sondheim) scope AM"), ["Sondheim"]);
        for text in [
            "GI (Colonoscopy) today",
            "ortho (Monday)",
            "meds (Tylenol)",
            "Ortho (see below)",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
