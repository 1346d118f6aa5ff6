use std::collections::BTreeSet;

use super::*;

const HL7: &str = "MSH|^~\\&|LAB|ELM|EHR|ELM|20260204||ORU^R01|1|P|2.5\r\
PID|1||4829137^^^ELM^MR||OKONJO^TAMSIN||19710204|F|||12 Elm St^^Dayton^OH||614-555-0142\r\
PV1|1|O|||||1234^WU^BO\r\
DG1|1||E11.9^Type 2 diabetes^I10\r\
AL1|1|DA|^Penicillin|MO|rash\r\
OBX|1|NM|4548-4^Hemoglobin A1c^LN||7.1|%|4-6|H\r\
NTE|1||Tamsin feels well \\T\\ walks daily.\r\
ZZZ|1|internal\r";

const FHIR: &str = r#"{"resourceType":"Bundle","type":"collection","entry":[
 {"resource":{"resourceType":"Patient","id":"p1","name":[{"family":"Okonjo","given":["Tamsin"]}],"birthDate":"1971-02-04",
   "identifier":[{"system":"urn:x","value":"4829137"}],"telecom":[{"value":"614-555-0142"}]}},
 {"resource":{"resourceType":"Patient","id":"p2","name":[{"text":"Bo Wu"}],"birthDate":"1980-03-05"}},
 {"resource":{"resourceType":"Condition","subject":{"reference":"Patient/p1"},"code":{"coding":[{"code":"E11.9","display":"Type 2 diabetes"}]}}},
 {"resource":{"resourceType":"MedicationRequest","subject":{"reference":"urn:uuid:p2"},"medicationCodeableConcept":{"text":"Lisinopril 10 mg"},
   "dosageInstruction":[{"text":"one daily"}]}},
 {"resource":{"resourceType":"Observation","subject":{"reference":"Patient/p1"},"category":[{"coding":[{"code":"laboratory"}]}],
   "code":{"text":"Hemoglobin A1c"},"valueQuantity":{"value":7.1,"unit":"%"},"effectiveDateTime":"2026-01-05T10:00:00Z"}},
 {"resource":{"resourceType":"Coverage","beneficiary":{"reference":"Patient/p1"},"type":{"text":"Gold plan"}}},
 {"resource":{"resourceType":"DocumentReference","subject":{"reference":"Patient/p1"},"content":[{"attachment":{"data":"QQ=="}}]}}]}"#;

const CCDA: &str = r#"Please sum this up: <?xml version="1.0"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><id extension="4829137" root="1.2"/>
<addr><streetAddressLine>12 Elm St</streetAddressLine><city>Dayton</city></addr><telecom value="tel:614-555-0142"/>
<patient><name><given>Tamsin</given><family>Okonjo</family></name><birthTime value="19710204"/></patient></patientRole></recordTarget>
<component><structuredBody>
<component><section><code code="10160-0"/><title>Meds &amp; more</title><text><table><thead><tr><th>Drug</th><th>Dose</th></tr></thead>
<tbody><tr><td>Metformin</td><td>500 mg</td></tr></tbody></table></text><entry><x><text>hidden</text></x></entry></section></component>
<component><section><code code="29762-2"/><title>Social</title><text><list><item>Lives alone &lt; 1 mile</item></list></text></section></component>
<component><section><title>Quilt</title><text>Blue</text></section></component>
</structuredBody></component></ClinicalDocument>"#;

/// Two claims: of a subscriber, and of a subscriber's child.
const CLAIMS: &str = "ST*837*0001~BHT*0019*00*1*20260204*1200*CH~NM1*85*2*ELM CLINIC*****XX*1234567893~N3*9 OAK ST~\
HL*2*1*22*0~SBR*P*18*******CI~NM1*IL*1*OKONJO*TAMSIN****MI*YGG881204771~N3*12 ELM ST~N4*DAYTON*OH*45402~\
DMG*D8*19710204*F~NM1*PR*2*BUCKEYE PLAN*****PI*99~CLM*A-100*120***11:B:1~HI*ABK:J45909*ABF:E119*BR:0DB~\
LX*1~SV1*HC:99213:25*120*UN*1~DTP*472*D8*20260110~REF*6R*7~\
HL*3*1*22*1~SBR*P********CI~NM1*IL*1*WU*BO****MI*ZZ1~N3*7 FIR ST~HL*4*3*23*0~PAT*19~NM1*QC*1*WU*LI~DMG*D8*20150305*M~\
CLM*A-101*80***11:B:1~HI*ABK:J0190~SV1*HC:99212*80*UN*1~DTP*472*D8*20260111~SE*30*0001~";

/// Two claims of a remittance.
const PAID: &str = "ST*835*0001~BPR*I*80*C*CHK~CLP*A-100*1*120*80**12*ICN1~CAS*CO*45*40~NM1*QC*1*OKONJO*TAMSIN****MI*YGG881204771~\
NM1*IL*1*OKONJO*ADA****MI*YGG881204771~SVC*HC:99213*120*80~DTM*472*20260110~\
CLP*A-101*4*80*0**12*ICN2~CAS*CO*197*80~NM1*QC*1*WU*LI~SVC*HC:99212*80*0~SE*9*0001~";

const TABLE: &str = "MRN,Patient name,DOB,Diagnosis,Plan,Shoe\n\
48291,Tamsin Okonjo,2/4/1971,Type 2 diabetes,\"Tamsin walks, daily\",7\n\
48292,Bo Wu,3/5/1980,Hypertension,Lisinopril,9\n\
48291,Tamsin Okonjo,2/4/1971,Asthma,Albuterol,7\n";

const JSON: &str = r#"{"patients":[{"mrn":"48291","name":"Tamsin Okonjo","dob":"1971-02-04","diagnosis":"Asthma","labs":[1]},
{"mrn":"48292","name":"Bo Wu","dob":"1980-03-05","diagnosis":"Hypertension"}]}"#;

fn codes(codes: &[&'static str]) -> BTreeSet<&'static str> {
    codes.iter().copied().collect()
}

#[test]
fn every_export_that_is_read_is_one_that_is_recognized() {
    let all = [
        (HL7, 1),
        (CLAIMS, 2),
        (PAID, 2),
        (FHIR, 2),
        (CCDA, 1),
        (TABLE, 3),
        (JSON, 2),
    ];
    for (text, count) in all {
        assert!(crate::recognize(text).is_some(), "{text}");
        assert_eq!(patients(text).len(), count, "{text}");
    }
}

#[test]
fn only_what_is_listed_is_taken_and_no_export_is_left() {
    for (text, at, list, taken, left, others) in [
        (
            HL7,
            0,
            &["diagnosis", "results"][..],
            "Diagnosis: E11.9 Type 2 diabetes\nResults: Hemoglobin A1c: 7.1 % (H)",
            &[
                "address",
                "allergies",
                "date_of_birth",
                "mrn",
                "name",
                "note",
                "phone",
                "provider",
                "race",
            ][..],
            1,
        ),
        (
            CLAIMS,
            0,
            &["diagnosis", "procedure"],
            "Diagnosis:\n- J45.909\n- E11.9\nProcedures: 99213 25",
            &[
                "account",
                "address",
                "billing",
                "date_of_birth",
                "date_of_service",
                "insurance",
                "name",
                "plan_id",
                "race",
            ],
            1,
        ),
        (
            CLAIMS,
            1,
            &["diagnosis"],
            "Diagnosis: J01.90",
            &[
                "account",
                "billing",
                "date_of_birth",
                "date_of_service",
                "name",
                "procedure",
                "race",
            ],
            0,
        ),
        (
            PAID,
            1,
            &["denial_reason", "procedure"],
            "Denial reason: CO 197 80\nProcedures: 99212",
            &["account", "billing", "name"],
            0,
        ),
        (
            FHIR,
            0,
            &["problems", "results"],
            "Problem list: Type 2 diabetes\nResults: Hemoglobin A1c: 7.1 % (2026-01-05)",
            &["date_of_birth", "insurance", "mrn", "name", "phone"],
            1,
        ),
        (
            FHIR,
            1,
            &["medications"],
            "Medications: Lisinopril 10 mg: one daily",
            &["date_of_birth", "name"],
            0,
        ),
        (
            CCDA,
            0,
            &["medications"],
            "Medications:\nDrug Dose\nMetformin 500 mg",
            &[
                "address",
                "date_of_birth",
                "mrn",
                "name",
                "phone",
                "social_history",
            ],
            1,
        ),
        (
            TABLE,
            0,
            &["diagnosis"],
            "Diagnosis: Type 2 diabetes",
            &["date_of_birth", "mrn", "name", "plan"],
            1,
        ),
        (
            TABLE,
            1,
            &["diagnosis", "plan"],
            "Diagnosis: Hypertension\nPlan: Lisinopril",
            &["date_of_birth", "mrn", "name"],
            1,
        ),
        (
            JSON,
            1,
            &["diagnosis"],
            "diagnosis: Hypertension",
            &["date_of_birth", "mrn", "name"],
            0,
        ),
        (
            JSON,
            0,
            &["vitals"],
            "",
            &["date_of_birth", "diagnosis", "mrn", "name"],
            1,
        ),
    ] {
        let all = patients(text);
        let got = all[at].take(list.iter().copied());
        assert_eq!(got.text, taken, "{text}");
        assert_eq!(
            (got.left, got.others.len()),
            (codes(left), others),
            "{text}"
        );
        assert_eq!(crate::recognize(&got.text), None, "{taken}");
    }
}

#[test]
fn somebody_knows_their_patient_again() {
    let told = |text| {
        patients(text)
            .iter()
            .map(Patient::known_by)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(TABLE),
        [
            "48291, Tamsin Okonjo, 2/4/1971",
            "48292, Bo Wu, 3/5/1980",
            "48291, Tamsin Okonjo, 2/4/1971"
        ]
    );
    assert_eq!(
        told(FHIR),
        ["Tamsin Okonjo, 1971-02-04, 4829137", "Bo Wu, 1980-03-05"]
    );
    assert_eq!(told(CCDA), ["4829137, Tamsin Okonjo, 19710204"]);
}

#[test]
fn who_it_is_about_is_named_where_it_still_stands_there() {
    let words = |text, list: &[&str]| {
        let taken = patients(text)[0].take(list.iter().copied());
        taken
            .hidden
            .iter()
            .map(|one| (one.kind, one.words.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(words(TABLE, &["plan"]), [("name", "Tamsin".to_owned())]);
    assert_eq!(words(TABLE, &["plan", "name"]), [], "who is listed stays");
    assert_eq!(words(TABLE, &["diagnosis"]), []);
    assert_eq!(
        words(HL7, &["note"]),
        [("name", "Tamsin".to_owned())],
        "in other letters"
    );
}

#[test]
fn two_people_are_never_put_together() {
    let twins = "DOB,Name,Diagnosis\n2/4/1971,Tamsin Okonjo,Asthma\n2/4/1971,Bo Wu,Gout\n3/5/1980,Bo Wu,Flu";
    let taken = |text: &str| {
        let all = patients(text);
        let taken = all.iter().map(|one| one.take(["diagnosis"]).text);
        taken.collect::<Vec<_>>()
    };
    assert_eq!(
        taken(twins),
        ["Diagnosis: Asthma", "Diagnosis: Gout", "Diagnosis: Flu"]
    );
    let batch = format!(
        "{HL7}{}",
        HL7.replace("OKONJO^TAMSIN", "WU^BO")
            .replace("E11.9^Type 2 diabetes", "M10.9^Gout")
    );
    assert_eq!(
        taken(&batch),
        ["Diagnosis: E11.9 Type 2 diabetes", "Diagnosis: M10.9 Gout"]
    );
    let versions = FHIR.replace(
        "Patient/p1\"},\"code\"",
        "https://ehr.example/Patient/p1/_history/2\"},\"code\"",
    );
    assert_eq!(patients(&versions).len(), 2);
}

#[test]
fn what_cannot_be_told_for_sure_is_not_read() {
    let two = format!("{CCDA}{CCDA}").replace("Please sum this up:", "");
    let many = (0..400).fold("MRN,Plan\n".to_owned(), |all, n| {
        format!("{all}{n:05},rest\n")
    });
    for text in [
        "",
        "A question about a chart.",
        "MRN,Plan\n48291,rest\nfluids\n48292,walk",
        "ST*837*0001~BHT*0019*00~HL*1**20*1~NM1*IL*1~CLM*1*100~",
        &HL7.replace("PID|", "XID|"),
        &CCDA.replace("</section>", ""),
        &CCDA
            .replace("<?xml version=\"1.0\"?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>")
            .replace("<ClinicalDocument", "<!DOCTYPE y><ClinicalDocument")
            .replace("<recordTarget>", "<!DOCTYPE y><recordTarget>"),
        // Patients without a number or an id.
        &format!("{HL7}{HL7}").replace("4829137^^^ELM^MR", ""),
        &FHIR.replace(",\"id\":\"p2\"", ""),
        // Nobody knows whose the condition is.
        &FHIR.replace(
            "\"subject\":{\"reference\":\"Patient/p1\"},\"code\"",
            "\"code\"",
        ),
        FHIR.strip_suffix("]}").unwrap(),
        &many,
        &two,
    ] {
        assert_eq!(patients(text).len(), 0, "{text}");
    }
}
