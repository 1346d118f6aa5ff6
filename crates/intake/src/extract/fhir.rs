//! FHIR in JSON: a bundle, a list of resources, or one resource a line.
//!
//! Format: HL7 FHIR R4. A resource is a field of the chart by its type; what it says is its code in words with what belongs to
//! it. A resource that is not known here, or says nothing in words, stays behind.

use serde_json::Value;

use super::{Patient, patient};

/// Types that are nobody's record.
const NOBODYS: [&str; 6] = [
    "Bundle",
    "Organization",
    "Location",
    "Medication",
    "OperationOutcome",
    "Provenance",
];

/// What a resource is called that is not known here.
const OTHER: &str = "Other resource";

/// The patients of a bundle or of many resources.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let mut resources = Vec::new();
    for document in documents(text)? {
        gather(document, &mut resources);
    }
    let ids = resources.iter().filter(|one| kind(one) == "Patient");
    let ids: Vec<String> = ids
        .filter_map(|one| Some(one.get("id")?.as_str()?.to_owned()))
        .collect();
    let patients = resources
        .iter()
        .filter(|one| kind(one) == "Patient")
        .count();
    // One without an id and others beside it cannot be told apart.
    (ids.len() == patients || patients == 1).then_some(())?;
    let mut all = Vec::new();
    for resource in resources.iter().filter(|one| !NOBODYS.contains(&kind(one))) {
        let key = subject(resource, &ids)?;
        take(resource, patient(&mut all, &key)?);
    }
    (!all.is_empty()).then_some(all)
}

/// The JSON documents of a text: one, with words around it, or one a line.
fn documents(text: &str) -> Option<Vec<Value>> {
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])? + 1;
    let inside = text.get(start..end)?;
    if let Ok(one) = serde_json::from_str(inside) {
        return Some(vec![one]);
    }
    let lines = inside.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).ok()).collect()
}

/// Every resource, those that others hold included.
fn gather(document: Value, resources: &mut Vec<Value>) {
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.into_iter().rev()),
            Value::Object(mut fields) => {
                if let Some(Value::Array(entries)) = fields.remove("entry") {
                    let inner = |mut entry: Value| Some(entry.get_mut("resource")?.take());
                    open.extend(entries.into_iter().rev().filter_map(inner));
                }
                if fields.contains_key("resourceType") {
                    resources.push(Value::Object(fields));
                }
            }
            _ => {}
        }
    }
}

fn kind(resource: &Value) -> &str {
    let kind = resource.get("resourceType").and_then(Value::as_str);
    kind.unwrap_or_default()
}

/// Whose it is. Without a reference it is the only patient's; among several, that cannot be told.
fn subject(resource: &Value, ids: &[String]) -> Option<String> {
    if kind(resource) == "Patient" {
        let id = resource.get("id").and_then(Value::as_str);
        // Patients without an id cannot be told apart.
        return id
            .map(str::to_owned)
            .or_else(|| ids.is_empty().then(String::new));
    }
    let named = ["subject", "patient", "beneficiary"].into_iter();
    let mut named = named.filter_map(|key| resource.get(key)?.get("reference")?.as_str());
    match (named.next(), ids) {
        (Some(to), _) => id_of(to),
        (None, [only]) => Some(only.clone()),
        (None, []) => Some(String::new()),
        (None, _) => None,
    }
}

/// The id in a reference to a patient: `Patient/1`, with an address before it or a version behind it, `urn:uuid:1`.
fn id_of(to: &str) -> Option<String> {
    let id = match to.rsplit_once("Patient/") {
        Some((_, rest)) => rest.split('/').next()?,
        None => to.strip_prefix("urn:")?.rsplit(':').next()?,
    };
    Some(id.to_owned())
}

/// What a resource says.
fn take(resource: &Value, patient: &mut Patient) {
    let title = match kind(resource) {
        "Patient" => return identity(resource, patient),
        "AllergyIntolerance" => "Allergies",
        "CarePlan" => "Plan",
        "ClinicalImpression" => "Assessment",
        "Condition" => "Problem list",
        "Coverage" => "Insurance",
        "DiagnosticReport" => "Results",
        "Encounter" => "Recent visits",
        "FamilyMemberHistory" => "Family history",
        "Goal" => "Goals",
        "Immunization" => "Immunizations",
        "MedicationRequest" | "MedicationStatement" | "MedicationAdministration" => "Medications",
        "Observation" => observed(resource),
        "Practitioner" | "PractitionerRole" => "Provider",
        "Procedure" => "Procedures",
        "RelatedPerson" => "Next of kin",
        "ServiceRequest" => "Service",
        _ => return patient.add(OTHER, kind(resource)),
    };
    match said(resource) {
        said if said.is_empty() => patient.add(OTHER, kind(resource)),
        said => patient.add(title, &said),
    }
}

/// The title of an observation, by its category.
fn observed(resource: &Value) -> &'static str {
    let category = resource
        .get("category")
        .map(words)
        .unwrap_or_default()
        .to_lowercase();
    match category.replace('-', " ").as_str() {
        one if one.contains("vital") => "Vital signs",
        one if one.contains("social") => "Social history",
        _ => "Results",
    }
}

/// A resource in words: what it is, its value, how it is to be used, the day.
fn said(resource: &Value) -> String {
    const WHAT: [&str; 7] = [
        "code",
        "medicationCodeableConcept",
        "vaccineCode",
        "type",
        "relationship",
        "description",
        "title",
    ];
    const MORE: [&str; 9] = [
        "valueCodeableConcept",
        "valueString",
        "conclusion",
        "summary",
        "reasonCode",
        "reaction",
        "condition",
        "dosageInstruction",
        "dosage",
    ];
    const DAYS: [&str; 6] = [
        "effectiveDateTime",
        "onsetDateTime",
        "authoredOn",
        "occurrenceDateTime",
        "performedDateTime",
        "recordedDate",
    ];
    let of = |key: &&str| {
        resource
            .get(*key)
            .map(words)
            .filter(|said| !said.is_empty())
    };
    let Some(what) = WHAT.iter().find_map(of) else {
        return String::new();
    };
    let mut more: Vec<String> = resource
        .get("valueQuantity")
        .and_then(quantity)
        .into_iter()
        .collect();
    more.extend(MORE.iter().filter_map(of));
    let parts = resource.get("component").and_then(Value::as_array);
    more.extend(
        parts
            .into_iter()
            .flatten()
            .map(said)
            .filter(|said| !said.is_empty()),
    );
    let day = DAYS
        .iter()
        .find_map(of)
        .and_then(|day| Some(format!(" ({})", day.get(..10)?)));
    let more = if more.is_empty() {
        String::new()
    } else {
        format!(": {}", more.join("; "))
    };
    format!("{what}{more}{}", day.unwrap_or_default())
}

fn quantity(value: &Value) -> Option<String> {
    let number = value.get("value")?;
    let unit = value
        .get("unit")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Some(format!("{number} {unit}").trim().to_owned())
}

/// The words of a value: its own text, the name of its code, or those of all that it holds.
fn words(value: &Value) -> String {
    const NAMES: [&str; 6] = [
        "text",
        "display",
        "coding",
        "manifestation",
        "code",
        "concept",
    ];
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => {
            let mut all: Vec<String> = items
                .iter()
                .map(words)
                .filter(|said| !said.is_empty())
                .collect();
            all.dedup();
            all.join(", ")
        }
        Value::Object(fields) => {
            let mut known = NAMES.iter().filter_map(|name| fields.get(*name)).map(words);
            known.find(|said| !said.is_empty()).unwrap_or_default()
        }
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Null => String::new(),
    }
}

/// Who the patient is.
fn identity(resource: &Value, patient: &mut Patient) {
    for name in list(resource, "name") {
        patient.add("Patient name", &full_name(name));
    }
    for (key, title) in [("birthDate", "Date of birth"), ("gender", "Sex")] {
        patient.add(
            title,
            resource
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default(),
        );
    }
    for (key, part, title) in [
        ("identifier", "value", "MRN"),
        ("telecom", "value", "Phone"),
    ] {
        for one in list(resource, key) {
            patient.add(
                title,
                one.get(part).and_then(Value::as_str).unwrap_or_default(),
            );
        }
    }
    for address in list(resource, "address") {
        let lines = address
            .get("line")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let parts = ["city", "state", "postalCode"]
            .into_iter()
            .filter_map(|key| address.get(key));
        let parts: Vec<&str> = lines.chain(parts).filter_map(Value::as_str).collect();
        patient.add("Address", &parts.join(", "));
    }
    for contact in list(resource, "contact") {
        let name = contact.get("name").map(full_name).unwrap_or_default();
        patient.add("Emergency contact", &name);
    }
}

/// A name as it is written, else its parts.
fn full_name(name: &Value) -> String {
    let given = name
        .get("given")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let parts: Vec<&str> = given
        .chain(name.get("family"))
        .filter_map(Value::as_str)
        .collect();
    let written = name.get("text").and_then(Value::as_str);
    written.map_or_else(|| parts.join(" "), str::to_owned)
}

fn list<'r>(resource: &'r Value, key: &str) -> impl Iterator<Item = &'r Value> {
    resource
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}
