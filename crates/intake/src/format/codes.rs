//! Codes of published code systems: they say what was measured or done, never to whom.
//!
//! Only what has the form of a code is one, whatever stands beside it. Systems: the terminologies that HL7 lists for FHIR
//! (FHIR R4, 4.3.0) and its own, by URI or by object identifier.

/// Beginnings of the URIs of published code systems. Identifier systems (`us-ssn`, `us-npi`) are not among them.
const SYSTEMS: [&str; 14] = [
    "http://ada.org/snodent",
    "http://dicom.nema.org/",
    "http://fdasis.nlm.nih.gov",
    "http://hl7.org/fhir/sid/cvx",
    "http://hl7.org/fhir/sid/icd-",
    "http://hl7.org/fhir/sid/ndc",
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://terminology.hl7.org/CodeSystem/",
    "http://unitsofmeasure.org",
    "http://www.ama-assn.org/go/cpt",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
    "https://www.cms.gov/",
    "urn:iso:std:iso:",
];

/// Arcs of object identifiers of code systems: HL7's own, external ones, value sets.
const ARCS: [&str; 3] = [
    "2.16.840.1.113883.5.",
    "2.16.840.1.113883.6.",
    "2.16.840.1.113883.12.",
];

/// Longest code, in bytes: a SNOMED CT identifier.
const LONGEST: usize = 18;

/// Longest address, in bytes.
const ADDRESS: usize = 120;

/// Whether a URI or object identifier names a published code system.
pub(super) fn is_published(system: &str) -> bool {
    let oid = system.strip_prefix("urn:oid:").unwrap_or(system);
    SYSTEMS.iter().any(|known| system.starts_with(known))
        || ARCS.iter().any(|arc| oid.starts_with(arc) && is_oid(oid))
}

/// The code systems of HL7 version 2 table 0396 that health records use most; tables of HL7 itself begin with `HL7`.
const TABLE_0396: [&str; 14] = [
    "C4", "CPT", "CPTM", "CVX", "I10", "I10C", "I10P", "I9", "I9C", "LN", "MVX", "NDC", "SCT",
    "UCUM",
];

/// Whether the third component of a coded element of HL7 version 2 names a published code system.
pub(super) fn is_published_v2(system: &str) -> bool {
    TABLE_0396.contains(&system) || system.starts_with("HL7")
}

/// Whether a text is the address of something that HL7 or the owner of a code system has published: a profile, an extension,
/// a kind of identifier.
pub(super) fn is_address(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-./:#|_".contains(&byte);
    let known = text.starts_with("http://hl7.org/fhir/") || is_published(text);
    known && text.len() <= ADDRESS && text.bytes().all(sign)
}

/// Whether a text has the form of a code: short, one word, with a digit. A word without one may be a name.
pub(super) fn is_code(text: &str) -> bool {
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_');
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(sign)
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a text is an object identifier (X.660): numbers without leading zeros, the first of them 0, 1 or 2. So a phone
/// number with dots is none.
pub(super) fn is_oid(text: &str) -> bool {
    let is_arc = |arc: &str| {
        let digits = !arc.is_empty() && arc.bytes().all(|byte| byte.is_ascii_digit());
        digits && (arc.len() == 1 || !arc.starts_with('0'))
    };
    let is_rooted = ["0.", "1.", "2."].iter().any(|root| text.starts_with(root));
    is_rooted && text.split('.').all(is_arc)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_code() {
        assert!(is_published("http://loinc.org") && is_published("2.16.840.1.113883.6.96"));
        assert!(!is_published("http://hl7.org/fhir/sid/us-ssn"));
        assert!(
            !is_published("2.16.840.1.113883.4.1"),
            "Social Security numbers"
        );
        assert!(is_address(
            "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
        ));
        assert!(
            !is_address("http://hospital.example.org") && !is_address("http://loinc.org Tamsin")
        );
        assert!(is_code("8302-2") && is_code("73211009"));
        assert!(!is_code("Harriet 1") && !is_code("Lindgren") && !is_code(""));
        assert!(is_published_v2("LN") && is_published_v2("HL70005") && !is_published_v2("L"));
        assert!(is_oid("2.16.840") && !is_oid("2") && !is_oid("2..16") && !is_oid("1.a"));
        assert!(!is_oid("614.555.0142") && !is_oid("1.614.555.0142"));
    }
}
