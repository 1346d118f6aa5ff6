//! What names the texts of XML: their element; in a C-CDA, whose elements say less, what it means (HL7 CDA R2).

use std::sync::Arc;

/// Whether this is a clinical document, whose first element this one is or holds.
fn is_clinical(open: &[&str], element: &str) -> bool {
    local(open.first().copied().unwrap_or(element)) == "ClinicalDocument"
}

/// What names the text of an element.
pub(super) fn label(open: &[&str], element: &str) -> Arc<str> {
    let name = local(element);
    let words = WORDS.iter().find(|(known, _)| *known == name);
    let words = words.filter(|_| is_clinical(open, element));
    words.map_or(name, |(_, words)| words).into()
}

/// What names the value of an attribute: a `value` is named by its element, an identifier by whose it is.
pub(super) fn attribute_label(
    open: &[&str],
    element: &str,
    name: &str,
    root: Option<&str>,
) -> Arc<str> {
    let owner = open.last().map_or("", |parent| local(parent));
    match (local(element), name) {
        ("id", "extension") => match (owner, root) {
            (_, Some("2.16.840.1.113883.4.1")) => "SSN",
            (_, Some("2.16.840.1.113883.4.6")) => "NPI",
            ("patientRole" | "patient", _) => "MRN",
            _ => "encounter id",
        }
        .into(),
        // The bounds of a time are times, those of a measurement are not.
        ("center" | "high" | "low", "value") => label(open, owner),
        (_, "value") => label(open, element),
        _ => name.into(),
    }
}

/// A name without its namespace prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Words for elements whose name does not say what stands in them (HL7 CDA R2, data types AD, TS and TEL).
const WORDS: [(&str, &str); 6] = [
    ("additionalLocator", "street address"),
    ("birthTime", "birth date"),
    ("effectiveTime", "date"),
    ("streetAddressLine", "street address"),
    ("telecom", "phone"),
    ("time", "date"),
];
