//! FHIR: bundles, and many resources in an array or as NDJSON, in JSON or XML.
//!
//! Format: HL7 FHIR R4. Counted are the resource types that are written out; types that define or describe something
//! (value sets, questionnaires, medications) are nobody's record. One resource alone is ordinary text.

use crate::Export;
use crate::scan::{contains, from, places, tags};

/// From so many records on, resources without a bundle are an export.
const MANY: usize = 5;

/// Types that hold no patient's record.
const NOBODYS: [&str; 24] = [
    "ActivityDefinition",
    "Binary",
    "CapabilityStatement",
    "CodeSystem",
    "ConceptMap",
    "Endpoint",
    "HealthcareService",
    "ImplementationGuide",
    "InsurancePlan",
    "Library",
    "Location",
    "Measure",
    "Medication",
    "NamingSystem",
    "OperationDefinition",
    "OperationOutcome",
    "Organization",
    "Parameters",
    "PlanDefinition",
    "Questionnaire",
    "SearchParameter",
    "StructureDefinition",
    "Substance",
    "ValueSet",
];

/// Resources by what they say about patients, counted.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    bundles: usize,
    patients: usize,
    records: usize,
}

/// Recognizes a bundle or many resources.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let resources = if contains(text, "resourceType") {
        json(text)
    } else {
        xml(text)?
    };
    resources.export()
}

fn json(text: &str) -> Resources {
    let mut resources = Resources::default();
    places(text, "resourceType")
        .filter_map(|at| type_at(text, at))
        .for_each(|name| resources.add(name));
    resources
}

/// The type written behind `"resourceType":`.
fn type_at(text: &str, at: usize) -> Option<&str> {
    let rest = from(text, at + "resourceType".len());
    let rest = rest
        .strip_prefix(['"', '\''])?
        .trim_start()
        .strip_prefix(':')?
        .trim_start()
        .strip_prefix(['"', '\''])?;
    let end = rest
        .bytes()
        .take(64)
        .position(|byte| !byte.is_ascii_alphanumeric())?;
    rest.get(..end)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// In XML a resource's element has the name of its type.
fn xml(text: &str) -> Option<Resources> {
    let bundle = contains(text, "Bundle") && contains(text, "hl7.org/fhir");
    bundle.then(|| Resources {
        bundles: tags(text, "Bundle").count().min(1),
        patients: tags(text, "Patient").count(),
        records: tags(text, "resource").count(),
    })
}

impl Resources {
    /// Takes one resource by its type.
    pub(crate) fn add(&mut self, name: &str) {
        self.bundles += usize::from(name == "Bundle");
        self.patients += usize::from(name == "Patient");
        self.records += usize::from(name != "Bundle" && !NOBODYS.contains(&name));
    }

    /// The export that they are when they are one.
    pub(crate) fn export(&self) -> Option<Export> {
        let several = self.patients > 1 || self.records >= MANY;
        (several || (self.bundles > 0 && self.records > 0)).then_some(Export::FhirBundle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_and_many_resources() {
        let observation = r#"{"resourceType":"Observation","subject":{"reference":"Patient/1"}}"#;
        for text in [
            r#"{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"1"}}]}"#,
            r#"{ "entry": [ {"resource": {"resourceType" : "Condition"}} ], "resourceType" :
                "Bundle" }"#,
            "Here it is: {'resourceType': 'Bundle', 'entry': [{'resource': {'resourceType': 'Observation'}}]} what now?",
            r#"[{"resourceType":"Patient","id":"1"},{"resourceType":"Patient","id":"2"}]"#,
            "{\"resourceType\":\"Patient\",\"id\":\"1\"}\n{\"resourceType\":\"Patient\",\"id\":\"2\"}\n",
            &[observation; 5].join("\n"),
            r#"<Bundle xmlns="http://hl7.org/fhir"><entry><resource><Patient/></resource></entry></Bundle>"#,
        ] {
            assert_eq!(recognize(text), Some(Export::FhirBundle), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            r#"{"resourceType":"Patient","name":[{"family":"Okonjo"}]}"#,
            r#"{"resourceType":"MedicationRequest","contained":[{"resourceType":"Medication"}],"subject":{}}"#,
            r#"{"resourceType":"Bundle","type":"searchset","total":0}"#,
            r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"ValueSet"}}]}"#,
            "if (resource.resourceType === 'Bundle') { for (const entry of bundle.entry) visit(entry.resource) }",
            "if r['resourceType'] == 'Patient': patients.append(r)\nelif r['resourceType'] == 'Patient': pass",
            "Explain what a FHIR Bundle is and how Patient and Observation relate.",
            "<Bundle> of joy",
            "\"resourceType\":",
        ] {
            assert_eq!(recognize(text), None, "{text}");
        }
    }
}
