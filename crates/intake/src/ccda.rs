//! C-CDA and other CDA documents: XML whose root is `ClinicalDocument`, or a part of one that names its patient.
//!
//! Format: HL7 CDA R2. An empty skeleton or a sentence about the element is not an export: a patient or a body must be there.

use crate::Export;
use crate::scan::{contains, tags};

/// Recognizes a clinical document.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let root =
        contains(text, "ClinicalDocument") && tags(text, "ClinicalDocument").next().is_some();
    let patient = contains(text, "recordTarget") && tags(text, "recordTarget").next().is_some();
    let export = (root && (patient || has_body(text)))
        || (patient && tags(text, "patientRole").next().is_some());
    export.then_some(Export::CCda)
}

fn has_body(text: &str) -> bool {
    ["structuredBody", "nonXMLBody"]
        .iter()
        .any(|body| tags(text, body).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><templateId root="2.16.840.1.113883.10.20.22.1.1"/>
        <recordTarget><patientRole><id extension="4829137"/><patient><name><given>Tamsin</given></name></patient></patientRole></recordTarget></ClinicalDocument>"#;

    #[test]
    fn documents() {
        for text in [
            WHOLE,
            &format!("Please summarize:\n\n{WHOLE}"),
            &WHOLE.replace("<", "<cda:").replace("<cda:/", "</cda:"),
            "<ClinicalDocument><component><structuredBody><section/></structuredBody></component></ClinicalDocument>",
            "...<recordTarget>\n<patientRole>\n<id extension='1'/>",
        ] {
            assert_eq!(recognize(text), Some(Export::CCda), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            "What belongs into the ClinicalDocument element and the recordTarget?",
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">...</ClinicalDocument>",
            "doc.find('recordTarget/patientRole')",
            "<document><patient/></document>",
            "",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
