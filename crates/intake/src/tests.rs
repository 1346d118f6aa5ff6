mod lists;

use super::*;
use proptest::prelude::*;

const EXPORTS: &[(&str, Export)] = &[
    (
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><recordTarget><patientRole/></recordTarget></ClinicalDocument>",
        Export::CCda,
    ),
    (
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"1\"}}]}",
        Export::FhirBundle,
    ),
    (
        "MSH|^~\\&|LAB|ELM\rPID|1||4829137||OKONJO^TAMSIN\rMSH|^~\\&|LAB|ELM\rPID|1||4829138||WU^BO\r",
        Export::Hl7Batch,
    ),
    (
        "MSH|^~\\&|LAB|ELM\rPID|1||4829137||OKONJO^TAMSIN\r",
        Export::Hl7Message,
    ),
    ("mrn,name\n48291,Tamsin\n48292,Bo\n", Export::PatientTable),
    (
        "[{\"mrn\":\"48291\",\"dob\":\"1971-02-04\"},{\"mrn\":\"48292\",\"dob\":\"1980-03-05\"}]",
        Export::PatientTable,
    ),
    (
        "ST*837*0001~BHT*0019*00~HL*1**20*1~NM1*IL*1*OKONJO*TAMSIN~CLM*1*100~",
        Export::X12,
    ),
];

#[test]
fn as_they_are_and_wrapped() {
    for (text, export) in EXPORTS {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\r', "\\r");
        let twice = escaped.replace('\\', "\\\\").replace('"', "\\\"");
        let xml = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        for wrapped in [
            (*text).to_owned(),
            format!("\u{feff}  \n{text}"),
            format!("Please summarize what follows, thank you.\n\n{text}\n\nWhat should we do?"),
            format!("```\n{text}\n```"),
            format!("{{\"content\":\"{escaped}\"}}"),
            format!("{{\"arguments\":\"{{\\\"content\\\":\\\"{twice}\\\"}}\"}}"),
            xml,
        ] {
            assert_eq!(recognize(&wrapped), Some(*export), "{wrapped}");
        }
    }
}

#[test]
fn ordinary_text_is_none() {
    for text in [
        "",
        "Ms. Okonjo, 52, came in for a cough. Temp 98.6, BP 120/80, SpO2 98 %. Plan: fluids, rest, call if worse.",
        "How do I read a FHIR Bundle, an HL7 MSH segment, an X12 837 and a C-CDA ClinicalDocument in Python?",
        "Meds: metformin 500 mg BID, lisinopril 10 mg daily, atorvastatin 20 mg nightly",
    ] {
        assert_eq!(recognize(text), None, "{text}");
    }
}

#[test]
fn codes_are_the_serialized_names() {
    for export in Export::ALL {
        let code = format!("{export:?}");
        assert!(!export.plain().is_empty());
        assert_eq!(export.code().replace('_', ""), code.to_lowercase());
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "(\\PC|[\r\n\t]){0,200}") {
        let _ = recognize(&text);
    }

    /// Pieces of exports in any order and on any boundary.
    #[test]
    fn pieces_are_answered(pieces in proptest::collection::vec((0..EXPORTS.len(), any::<prop::sample::Index>(), any::<prop::sample::Index>(), "\\PC{0,3}"), 0..8)) {
        let mut text = String::new();
        for (which, from, to, glue) in pieces {
            let source = EXPORTS[which].0;
            let (from, to) = (from.index(source.len() + 1), to.index(source.len() + 1));
            text.push_str(source.get(from.min(to)..from.max(to)).unwrap_or_default());
            text.push_str(&glue);
        }
        let _ = recognize(&text);
    }
}
