//! C-CDA: the sections of a clinical document, each a field by its code (LOINC) or its title.
//!
//! Format: HL7 CDA R2. Only the narrative is read, which is what people read (`section/text`); entries that programs read
//! repeat it.

use super::Patient;
use super::xml::{Event, attribute, read as words, walk};
use crate::scan::tags;

/// What a section is by its code.
const SECTIONS: &[(&str, &str)] = &[
    ("10154-3", "Chief complaint"),
    ("10157-6", "Family history"),
    ("10160-0", "Medications"),
    ("10164-2", "History of present illness"),
    ("10183-2", "Discharge medications"),
    ("10187-3", "Review of systems"),
    ("11348-0", "Past medical history"),
    ("11369-6", "Immunizations"),
    ("11450-4", "Problem list"),
    ("11506-3", "Progress note"),
    ("11535-2", "Discharge diagnosis"),
    ("18776-5", "Plan of care"),
    ("29299-5", "Reason for visit"),
    ("29545-1", "Physical exam"),
    ("29762-2", "Social history"),
    ("30954-2", "Results"),
    ("34109-9", "Note"),
    ("42348-3", "Advance directive"),
    ("42349-1", "Reason for referral"),
    ("46240-8", "Encounters"),
    ("47519-4", "Procedures"),
    ("48765-2", "Allergies"),
    ("48768-6", "Insurance"),
    ("51847-2", "Assessment and plan"),
    ("51848-0", "Assessment"),
    ("61149-1", "Objective"),
    ("61150-9", "Subjective"),
    ("8648-8", "Hospital course"),
    ("8716-3", "Vital signs"),
];

/// What a section is called that says neither code nor title.
const OTHER: &str = "Other section";

/// The patient of a document.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let name = text.find("ClinicalDocument")?;
    let start = text.get(..name)?.rfind('<')?;
    let mut reading = Reading::default();
    walk(text.get(start..)?, |event| reading.take(&event))?;
    // Of two documents or two patients nobody could tell whose a section is.
    let is_one =
        tags(text, "ClinicalDocument").count() == 1 && tags(text, "recordTarget").count() <= 1;
    let is_one = is_one && !reading.patient.entries.is_empty();
    is_one.then(|| vec![reading.patient])
}

/// What was read so far.
#[derive(Default)]
struct Reading<'t> {
    patient: Patient,
    /// The elements that are open.
    open: Vec<&'t str>,
    /// The sections that are open: title and narrative.
    sections: Vec<(Option<String>, String)>,
    /// The words of the element that is open, outside sections.
    said: String,
    /// The parts of the patient's name.
    name: Vec<String>,
}

impl<'t> Reading<'t> {
    fn take(&mut self, event: &Event<'t>) {
        match event {
            Event::Opens(name, attributes) => self.opens(name, attributes),
            Event::Closes(name) => self.closes(name),
            Event::Words(written) => self.words(written),
        }
    }

    fn opens(&mut self, name: &'t str, attributes: &str) {
        let above = self.open.last().copied();
        self.open.push(name);
        self.said.clear();
        let value = |key: &str| words(attribute(attributes, key).unwrap_or_default());
        match (above, name) {
            (_, "section") => self.sections.push((None, String::new())),
            (Some("section"), "code") => {
                let code = value("code");
                let known = SECTIONS.iter().find(|(known, _)| *known == code);
                if let (Some((_, title)), Some(section)) = (known, self.sections.last_mut()) {
                    section.0 = Some((*title).to_owned());
                }
            }
            (_, "tr" | "li" | "item" | "paragraph" | "br" | "caption") => self.narrate("\n"),
            (Some("tr"), "td" | "th") => self.narrate(" "),
            (Some("patientRole"), "id") => self.patient.add("MRN", &value("extension")),
            (Some("patientRole"), "telecom") => self.patient.add("Phone", &value("value")),
            (Some("patient"), "birthTime") => self.patient.add("Date of birth", &value("value")),
            (Some("patient"), "administrativeGenderCode") => {
                self.patient.add("Sex", &value("displayName"))
            }
            (Some("patient"), "raceCode" | "ethnicGroupCode") => {
                self.patient.add("Race", &value("displayName"))
            }
            _ => {}
        }
    }

    fn closes(&mut self, name: &str) {
        self.open.pop();
        let above = self.open.last().copied();
        let said = std::mem::take(&mut self.said);
        match (above, name) {
            (_, "section") => self.end_of_section(),
            (Some("section"), "title") => {
                if let Some(section) = self.sections.last_mut() {
                    section.0.get_or_insert(said.trim().to_owned());
                }
            }
            (Some("name"), "given" | "family") if self.is_in("patient") => self.name.push(said),
            (Some("patient"), "name") => {
                let name = std::mem::take(&mut self.name).join(" ");
                self.patient.add("Patient name", &name);
            }
            (Some("addr"), _) if self.is_in("patientRole") => self.patient.add("Address", &said),
            _ => {}
        }
    }

    fn words(&mut self, written: &str) {
        let read = words(written);
        self.said.push_str(&read);
        if self.is_narrative() {
            let flat: Vec<&str> = read.split_whitespace().collect();
            if !flat.is_empty() {
                self.narrate(&format!("{} ", flat.join(" ")));
            }
        }
    }

    /// Adds to the narrative of the section that is open.
    fn narrate(&mut self, words: &str) {
        let is_narrative = self.is_narrative();
        if let Some((_, narrative)) = self.sections.last_mut().filter(|_| is_narrative) {
            narrative.push_str(words);
        }
    }

    fn end_of_section(&mut self) {
        if let Some((title, narrative)) = self.sections.pop() {
            let lines = narrative
                .lines()
                .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
            let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
            self.patient
                .add(title.as_deref().unwrap_or(OTHER), &lines.join("\n"));
        }
    }

    /// Whether this is the text of a section that people read.
    fn is_narrative(&self) -> bool {
        let is_text = |two: &[&str]| two == ["section", "text"];
        self.open.windows(2).any(is_text) && !self.is_in("entry")
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.contains(&name)
    }
}
