//! Reads whether somebody from outside can reach what is kept, such as an IT firm, without a business associate agreement.
//!
//! An agreement covers the party that signed it: it says nothing of telemetry, crash reports or backups to others
//! (45 CFR 160.103, "business associate").

use super::part::{Part, answer, has};

/// Names of flags that say that a contractor can reach it.
const ACCESS: [&str; 5] = [
    "contractor_access",
    "it_contractor_access",
    "it_firm_access",
    "remote_support",
    "remote_support_access",
];
/// Names of flags that say that the contractor has signed an agreement.
const AGREEMENT: [&str; 4] = [
    "contractor_baa",
    "it_contractor_baa",
    "it_firm_baa",
    "remote_support_baa",
];

/// Whether a contractor can reach it without an agreement; a value that nobody understands stays, to be named.
pub(super) fn read(parts: &mut [Part]) -> bool {
    let access = taken(parts, &ACCESS, answer);
    let agreement = taken(parts, &AGREEMENT, has);
    match agreement.is_empty() {
        true => access.contains(&true),
        // Whoever speaks of the agreement speaks of a contractor.
        false => agreement.contains(&false),
    }
}

/// What the flags of these names say.
fn taken(
    parts: &mut [Part],
    names: &[&str],
    read: impl Fn(&serde_json::Value) -> Option<bool>,
) -> Vec<bool> {
    let mut said = Vec::new();
    for part in parts {
        for name in names {
            said.extend(part.take_if(name, &read));
        }
    }
    said
}
