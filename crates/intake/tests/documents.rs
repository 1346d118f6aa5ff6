//! A document of each format before and after, read again by somebody else's parser.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may fail so"
)]

use std::ops::Range;

use anteroom_intake::{Document, Format, Inspected, ReplaceError};
use anteroom_phi::{Engine, Escape, Mode, Seed, Segment, Settings, restore};
use serde_json::{Value, json};

/// The rules alone: what the tagger sees changes with what stands around it.
fn engine() -> Engine {
    Engine::untrained(&Settings::default()).unwrap()
}

fn scrubbed(source: &str, promised: Option<Format>) -> String {
    let document = Document::read(source.to_owned(), promised);
    let inspected = document.inspect(&engine()).unwrap();
    let scrubbed = document
        .replace(&engine(), Mode::Placeholders, &inspected)
        .unwrap();
    scrubbed.text
}

const CSV: &str = "\u{feff}id,last,first,dob,phone,note,glucose\r\n\
    100482,Nakamura,Grace,1948-03-30,(614) 555-0142,\"Ms. Nakamura, seen 3/3/2026; \"\"doing well\"\"\",105\r\n\
    100497,\"Van Houten, Jr\",Pieter,1934-11-02,614-555-0199,\"BP 134/82\", 98\r\n";

#[test]
fn tables_keep_their_cells_and_quotes() {
    let done = scrubbed(CSV, Some(Format::Table));
    assert_eq!(
        done,
        "\u{feff}id,last,first,dob,phone,note,glucose\r\n\
        [MRN_1],[PATIENT_1],[PATIENT_2],[DATE_1],[PHONE_1],\"Ms. [PATIENT_1], seen [DATE_2]; \"\"doing well\"\"\",105\r\n\
        [MRN_2],\"[PATIENT_3]\",[PATIENT_4],[DATE_3],[PHONE_2],\"BP 134/82\", 98\r\n"
    );
    assert_eq!(widths(&done), widths(CSV));
}

fn widths(text: &str) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .map(|record| record.unwrap().len())
        .collect()
}

#[test]
fn numbers_in_columns_are_replaced_in_columns() {
    let done = scrubbed(
        "last_name\tdob\tarea\texch\tline\tph\nLindgren\t1961-03-14\t614\t555\t0142\t(614) 555-0142\n",
        None,
    );
    let row = done.lines().last().unwrap();
    assert_eq!(row.split('\t').count(), 6, "{done}");
    assert!(!row.contains("614") && !row.contains("0142"), "{done}");
}

#[test]
fn wide_tables_are_known_by_their_titles() {
    let titles: Vec<String> = (0..80).map(|at| format!("lab {at}")).collect();
    let values = vec!["12"; 80];
    let source = format!(
        "{},last_name\n{},Novak\n",
        titles.join(","),
        values.join(",")
    );
    assert!(scrubbed(&source, None).ends_with(",12,[PATIENT_1]\n"));
}

#[test]
fn json_stays_json() {
    let source = r#"{ "mrn" : 4829137, "note": "Ms. Okonjo \u0026 her son: \"fine\"", "dob":"1971-02-04",
        "args": "{\"last_name\": \"Okonjo\", \"n\": 1.50}", "a1c": 7.10 }"#;
    let done = scrubbed(source, None);
    assert_eq!(
        done,
        r#"{ "mrn" : "[MRN_1]", "note": "Ms. [PATIENT_1] \u0026 her son: \"fine\"", "dob":"[DATE_1]",
        "args": "{\"last_name\": \"[PATIENT_1]\", \"n\": 1.50}", "a1c": 7.10 }"#
    );
    assert!(serde_json::from_str::<Value>(&done).is_ok());
}

#[test]
fn json_lines_stay_on_their_lines() {
    let done = scrubbed(
        "{\"name\":\"Tamsin Okonjo\"}\r\n{\"note\":\"Ms. Okonjo, BP 134/82\"}\n",
        None,
    );
    let lines: Vec<Value> = done
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(
        !done.contains("Okonjo") && done.contains("BP 134/82"),
        "{done}"
    );
}

#[test]
fn a_bundle_keeps_types_codes_and_systems() {
    let coding = json!({"coding": [{"system": "http://loinc.org", "code": "8302-2", "display": "Body height"}]});
    let source = json!({"resourceType": "Bundle", "type": "collection", "entry": [
        {"resource": {"resourceType": "Patient", "meta": {"profile": ["http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient"]},
            "identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "512-44-9081"}, {"type": {"text": "MRN"}, "value": "4829137"}],
            "name": [{"use": "official", "family": "Okonjo", "given": ["Tamsin", "B"]}], "gender": "female", "birthDate": "1971-02-04",
            "telecom": [{"system": "phone", "value": "614-555-0142"}], "address": [{"line": ["12 Elm St"], "city": "Dayton", "state": "OH"}]}},
        {"resource": {"resourceType": "Observation", "status": "final", "code": coding.clone(),
            "valueQuantity": {"value": 170.5, "unit": "cm", "system": "http://unitsofmeasure.org", "code": "cm"},
            "note": [{"text": "Ms. Okonjo called"}]}},
    ]});
    let done: Value = serde_json::from_str(&scrubbed(&source.to_string(), None)).unwrap();
    let kept = |path: &str| assert_eq!(done.pointer(path), source.pointer(path), "{path}");
    for path in [
        "/resourceType",
        "/type",
        "/entry/0/resource/resourceType",
        "/entry/0/resource/meta",
        "/entry/0/resource/identifier/0/system",
        "/entry/0/resource/name/0/use",
        "/entry/0/resource/gender",
        "/entry/0/resource/address/0/state",
        "/entry/1/resource/code",
        "/entry/1/resource/status",
        "/entry/1/resource/valueQuantity",
    ] {
        kept(path);
    }
    let text = done.to_string();
    for hidden in [
        "Okonjo",
        "Tamsin",
        "512-44-9081",
        "4829137",
        "1971-02-04",
        "555-0142",
        "Elm",
        "Dayton",
    ] {
        assert!(!text.contains(hidden), "{hidden} is left in {text}");
    }
}

const HL7: &str = "MSH|^~\\&|LAB|ELM|EHR|ELM|20240204||ORU^R01|1|P|2.5\r\
    PID|1||4829137^^^ELM^MR~512449081^^^SSA^SS||OKONJO^TAMSIN^B||19710204|F|||12 ELM ST^^DAYTON^OH^45402||^PRN^PH^^^614^5550142\r\
    OBX|1|NM|2345-7^Glucose^LN||105|mg/dL|70-99|H|||F|\r\
    NTE|1||Ms. Okonjo \\T\\ her daughter \\.br\\ BP 134/82\r";

#[test]
fn messages_keep_segments_and_fields() {
    let marked = format!("\u{feff}{}", other_signs());
    for source in [
        HL7.to_owned(),
        HL7.replace('\r', "\r\n"),
        other_signs(),
        marked,
    ] {
        let done = scrubbed(&source, None);
        assert_eq!(shape(&done), shape(&source), "{done}");
        for hidden in [
            "OKONJO",
            "Okonjo",
            "TAMSIN",
            "4829137",
            "512449081",
            "19710204",
            "12 ELM ST",
            "5550142",
        ] {
            assert!(!done.contains(hidden), "{hidden} is left in {done}");
        }
        for kept in [
            "ORU",
            "2345-7",
            "Glucose",
            "105",
            "mg/dL",
            "\\.br\\ BP 134/82",
        ] {
            assert!(done.contains(kept), "{kept} is gone from {done}");
        }
    }
}

/// The message with other signs between its parts.
fn other_signs() -> String {
    HL7.replace('|', "#")
        .replace('^', "*")
        .replace("*~\\&#", "*~\\@#")
}

/// The name of each segment, with how many fields, components and repetitions it has.
fn shape(message: &str) -> Vec<(&str, Vec<(usize, usize)>)> {
    let message = message.trim_start_matches('\u{feff}');
    let (field, component) = (message.as_bytes()[3] as char, message.as_bytes()[4] as char);
    let lines = message.split(['\r', '\n']).filter(|line| !line.is_empty());
    let counts = |text: &str| (text.matches(component).count(), text.matches('~').count());
    lines
        .map(|line| (&line[..3], line.split(field).map(counts).collect()))
        .collect()
}

const CDA: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <templateId root="2.16.840.1.113883.10.20.22.1.1" extension="2015-08-01"/>
 <code code="34133-9" codeSystem="2.16.840.1.113883.6.1" displayName="Summarization of Episode Note"/>
 <recordTarget><patientRole><id root="2.16.840.1.113883.19.5" extension="4829137"/>
  <addr use="HP"><streetAddressLine>12 Elm St</streetAddressLine><city>Dayton</city><state>OH</state></addr><telecom value="tel:+1(614)555-0142" use="HP"/>
  <patient><name><given>Tamsin</given><family>O&apos;Konjo</family></name><birthTime value='19710204'/></patient></patientRole></recordTarget>
 <component><structuredBody><section><text>Ms. O&apos;Konjo &amp; her son. Called 614&#45;555-0142. BP &lt; 140</text>
  <entry><observation classCode="OBS" moodCode="EVN"><value xsi:type="PQ" value="177" unit="cm"/></observation></entry></section></structuredBody></component>
 <!-- for Tamsin O'Konjo -->
</ClinicalDocument>
"#;

#[test]
fn clinical_documents_stay_well_formed() {
    let done = scrubbed(CDA, None);
    assert_eq!(elements(&done), elements(CDA));
    for hidden in [
        "Tamsin", "Konjo", "4829137", "12 Elm", "Dayton", "555-0142", "19710204",
    ] {
        assert!(!done.contains(hidden), "{hidden} is left in {done}");
    }
    for kept in [
        "extension=\"2015-08-01\"",
        "code=\"34133-9\"",
        "use=\"HP\"",
        "classCode=\"OBS\"",
        "value=\"177\" unit=\"cm\"",
        "&amp; her son",
        "BP &lt; 140",
    ] {
        assert!(done.contains(kept), "{kept} is gone from {done}");
    }
}

/// Names of elements with their attributes' names.
fn elements(text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(text).unwrap();
    let name = |node: roxmltree::Node<'_, '_>| {
        let attributes: Vec<&str> = node
            .attributes()
            .map(|attribute| attribute.name())
            .collect();
        format!("{} {attributes:?}", node.tag_name().name())
    };
    document
        .descendants()
        .filter(roxmltree::Node::is_element)
        .map(name)
        .collect()
}

/// Whatever plain text would lose, the document loses too; what is no text of the document stays.
#[test]
fn nothing_is_missed_that_plain_text_shows() {
    let engine = engine();
    // The version of a template looks like a date and is none.
    let cda = CDA.replace(" extension=\"2015-08-01\"", "");
    for source in [
        CSV,
        HL7,
        cda.as_str(),
        r#"{"type":"MRN","value":"5510283","first":"Tamsin","last":"Okonjo"}"#,
    ] {
        let document = Document::read(source.to_owned(), Some(Format::Table));
        assert_ne!(document.format(), Format::Text);
        let inspected = document.inspect(&engine).unwrap();
        let finds = inspected.findings.finds.iter();
        let found =
            finds.map(|find| document.written(find.segment, &(find.span.start..find.span.end)));
        let found: Vec<Range<usize>> = found.collect();
        let segments = document.segments().into_iter().enumerate();
        let texts = segments.map(|(at, segment)| document.written(at, &(0..segment.text.len())));
        let texts: Vec<Range<usize>> = texts.collect();
        let within =
            |spans: &[Range<usize>], at: usize| spans.iter().any(|span| span.contains(&at));
        for find in engine.inspect(&[Segment::alone(source)]).unwrap().finds {
            let letters = source[find.span.start..find.span.end].char_indices();
            let letters = letters.filter(|(_, c)| c.is_alphanumeric());
            let open = letters.map(|(at, _)| find.span.start + at);
            let open = open.filter(|at| within(&texts, *at) && !within(&found, *at));
            assert_eq!(
                open.count(),
                0,
                "{} {:?} in {source}",
                find.kind.code(),
                find.span
            );
        }
    }
}

#[test]
fn every_way_of_replacing_keeps_the_structure() {
    let seed = Seed::new([7; 32]);
    let year = 2026;
    let json = r#"{"name":[{"family":"Okonjo","given":["Tamsin"]}],"mrn":4829137,"birthDate":"1971-02-04"}"#;
    for mode in [
        Mode::Placeholders,
        Mode::Redact,
        Mode::SafeHarbor { year },
        Mode::Surrogates(&seed),
    ] {
        for source in [CSV, HL7, CDA, json] {
            let document = Document::read(source.to_owned(), Some(Format::Table));
            let inspected = document.inspect(&engine()).unwrap();
            let done = document.replace(&engine(), mode, &inspected).unwrap().text;
            let again = Document::read(done.clone(), Some(document.format()));
            assert_eq!(again.format(), document.format(), "{done}");
            assert_eq!(again.segments().len(), document.segments().len(), "{done}");
            for hidden in [
                "Okonjo", "OKONJO", "Nakamura", "4829137", "100482", "555-0142",
            ] {
                assert!(!done.contains(hidden), "{hidden} is left in {done}");
            }
        }
    }
}

#[test]
fn what_was_replaced_comes_back() {
    for source in [CSV, HL7, CDA] {
        let document = Document::read(source.to_owned(), Some(Format::Table));
        let inspected = document.inspect(&engine()).unwrap();
        let scrubbed = document
            .replace(&engine(), Mode::Placeholders, &inspected)
            .unwrap();
        let done = Document::read(scrubbed.text, Some(Format::Table));
        let back: Vec<String> = done
            .segments()
            .iter()
            .map(|segment| restore(&scrubbed.mapping, segment.text, Escape::Plain))
            .collect();
        let again = Document::read(done.write(&back).unwrap(), Some(Format::Table));
        let texts = |document: &Document| -> Vec<String> {
            document
                .segments()
                .iter()
                .map(|segment| segment.text.to_owned())
                .collect()
        };
        assert_eq!(texts(&again), texts(&document));
    }
}

#[test]
fn vocabularies_of_xml_are_nobodys() {
    let source = "<a xmlns:e=\"http://www.ehr-vendor.example.com/ns\"><e:b>BP 134/82</e:b></a>";
    assert_eq!(scrubbed(source, None), source);
}

#[test]
fn what_cannot_be_written_is_refused() {
    for (source, mode, refused) in [
        (
            r#"{"Harriet Lindgren":1,"Tamsin Okonjo":2}"#,
            Mode::Redact,
            "two keys",
        ),
        (
            "<a><Lindgren>x</Lindgren><last_name>Lindgren</last_name></a>",
            Mode::Placeholders,
            "name stands in the markup",
        ),
        (
            "<a><call_614-555-0142_back/></a>",
            Mode::Placeholders,
            "phone number stands in the markup",
        ),
    ] {
        let document = Document::read(source.to_owned(), None);
        let inspected = document.inspect(&engine()).unwrap();
        let error: Option<ReplaceError> = document.replace(&engine(), mode, &inspected).err();
        let words = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(words.contains(refused), "{source}: {words}");
        assert!(!words.contains("Lindgren"));
    }
}

#[test]
fn plain_text_is_as_it_always_was() {
    let document = Document::read("Patient: Harriet Lindgren, BP 134/82\n".to_owned(), None);
    let Inspected { findings, outside } = document.inspect(&engine()).unwrap();
    assert_eq!(findings, engine().inspect(&document.segments()).unwrap());
    assert!(outside.is_empty());
}
