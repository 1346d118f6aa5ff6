//! HL7 v2: segments on lines of their own, the patient's own segment (`PID`) before what is said of them.
//!
//! The places follow HL7 2.5.1, chapters 3 (PID, NK1, PV1, AL1), 4 (RX*), 6 (DG1, GT1, IN1), 7 (OBX), 10 (SCH), 12 (PRB).

use super::{Patient, patient};

/// What a segment says: titles, each with the numbers of its elements, which are one point together.
type Says = (&'static str, &'static [(&'static str, &'static [usize])]);

const SEGMENTS: &[Says] = &[
    ("AL1", &[("Allergies", &[3, 5])]),
    ("DG1", &[("Diagnosis", &[3, 4])]),
    ("GT1", &[("Guarantor", &[3, 5, 6])]),
    ("IAM", &[("Allergies", &[3, 5])]),
    (
        "IN1",
        &[
            ("Insurance company", &[4]),
            ("Policy number", &[36]),
            ("Plan ID", &[2]),
        ],
    ),
    ("NK1", &[("Next of kin", &[2, 4, 5])]),
    ("NTE", &[("Note", &[3])]),
    ("OBR", &[("Results", &[4])]),
    (
        "PID",
        &[
            ("MRN", &[3]),
            ("Patient name", &[5]),
            ("Date of birth", &[7]),
            ("Sex", &[8]),
            ("Race", &[10]),
            ("Address", &[11]),
            ("Home phone", &[13]),
            ("Work phone", &[14]),
            ("Account number", &[18]),
            ("SSN", &[19]),
        ],
    ),
    ("PR1", &[("Procedures", &[3, 4])]),
    ("PRB", &[("Problem list", &[3])]),
    (
        "PV1",
        &[
            ("Location", &[3]),
            ("Attending", &[7]),
            ("Account number", &[19]),
            ("Encounter date", &[44]),
        ],
    ),
    ("PV2", &[("Reason for visit", &[3])]),
    ("RXA", &[("Immunizations", &[5])]),
    ("RXD", &[("Medications", &[2])]),
    ("RXE", &[("Medications", &[2, 3, 5])]),
    ("RXO", &[("Medications", &[1])]),
    ("SCH", &[("Appointment time", &[11])]),
];

/// Segments that speak of the message, not of a patient.
const ENVELOPE: [&str; 8] = ["MSH", "EVN", "MSA", "FHS", "FTS", "BHS", "BTS", "SFT"];

/// What a segment is called that is not known here.
const OTHER: &str = "Other segment";

/// The patients of one message or several.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let signs = Signs::of(text)?;
    let mut all: Vec<Patient> = Vec::new();
    let mut key: Option<String> = None;
    let lines = text.split(['\r', '\n']).map(str::trim);
    for elements in lines.filter_map(|line| signs.segment(line)) {
        let name = *elements.first()?;
        if name == "PID" {
            // A patient without a number cannot be told from the next one.
            let number = elements.get(3).filter(|number| !number.is_empty())?;
            let name = elements.get(5).copied().unwrap_or_default();
            key = Some(format!("{number}|{name}"));
        }
        let of = key.as_deref().filter(|_| !ENVELOPE.contains(&name));
        if let Some(one) = of.and_then(|key| patient(&mut all, key)) {
            signs.take(&elements, one);
        }
    }
    (!all.is_empty()).then_some(all)
}

/// The signs that a message is written with.
#[derive(Clone, Copy)]
struct Signs {
    element: char,
    component: char,
    repetition: char,
    escape: char,
}

impl Signs {
    /// As the header says them (HL7 2.5.1, 2.5.4).
    fn of(text: &str) -> Option<Self> {
        let lines = text.split(['\r', '\n']).map(str::trim_start);
        let header = lines.filter_map(|line| line.strip_prefix("MSH")).next()?;
        let mut signs = header.chars().take_while(char::is_ascii_punctuation);
        Some(Self {
            element: signs.next()?,
            component: signs.next()?,
            repetition: signs.next()?,
            escape: signs.next()?,
        })
    }

    /// The name of a segment and its elements, each at its number.
    fn segment(self, line: &str) -> Option<Vec<&str>> {
        let name = line.get(..3)?;
        let is_name = name
            .bytes()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let is_segment = is_name && line.get(3..)?.starts_with(self.element);
        is_segment.then(|| line.split(self.element).collect())
    }

    fn take(self, elements: &[&str], patient: &mut Patient) {
        let name = elements.first().copied().unwrap_or_default();
        if name == "OBX" {
            return self.observation(elements, patient);
        }
        let Some((_, says)) = SEGMENTS.iter().find(|(known, _)| *known == name) else {
            return patient.add(OTHER, name);
        };
        // Names and addresses have many parts, codes have their words in the second.
        let most = if matches!(name, "PID" | "NK1" | "GT1" | "PV1") {
            8
        } else {
            2
        };
        for (title, numbers) in *says {
            let said = numbers.iter().filter_map(|at| elements.get(*at));
            let said = said.map(|element| self.said(element, most));
            let said: Vec<String> = said.filter(|said| !said.is_empty()).collect();
            patient.add(title, &said.join(" "));
        }
    }

    /// An observation: what was looked at, its value, unit and flag.
    fn observation(self, elements: &[&str], patient: &mut Patient) {
        let at = |number: usize, most| {
            let element = elements.get(number).copied().unwrap_or_default();
            self.said(element, most)
        };
        let what = elements.get(3).copied().unwrap_or_default();
        let mut parts = what.split(self.component);
        let (code, words) = (parts.next().unwrap_or_default(), parts.next());
        let what = self.read(words.filter(|words| !words.is_empty()).unwrap_or(code));
        match at(2, 1).as_str() {
            // A file, or where one is: nobody has read it.
            "ED" | "RP" => patient.add(OTHER, "OBX"),
            kind => {
                let value = at(5, if matches!(kind, "CE" | "CWE") { 2 } else { 8 });
                let unit = at(6, 1);
                let flag = at(8, 1);
                let flag = if flag.is_empty() {
                    flag
                } else {
                    format!("({flag})")
                };
                let said = [format!("{what}:"), value, unit, flag];
                let said: Vec<&str> = said
                    .iter()
                    .map(String::as_str)
                    .filter(|one| !one.is_empty())
                    .collect();
                patient.add("Results", &said.join(" "));
            }
        }
    }

    /// An element in words: so many components of each repetition.
    fn said(self, element: &str, most: usize) -> String {
        let one = |repetition: &str| {
            let parts = repetition.split(self.component).take(most);
            let parts = parts.map(|part| self.read(part));
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            parts.join(" ")
        };
        let all: Vec<String> = element.split(self.repetition).map(one).collect();
        all.join(", ").trim().to_owned()
    }

    /// Words without escapes (HL7 2.5.1, 2.7): those for a sign become it, a break becomes a line, others go.
    fn read(self, written: &str) -> String {
        let mut out = String::with_capacity(written.len());
        for (at, piece) in written.split(self.escape).enumerate() {
            match (at % 2, piece) {
                (0, piece) => out.push_str(piece),
                (_, "F") => out.push(self.element),
                (_, "S") => out.push(self.component),
                (_, "R") => out.push(self.repetition),
                (_, "E") => out.push(self.escape),
                (_, "T") => out.push('&'),
                (_, ".br") => out.push('\n'),
                (_, _) => {}
            }
        }
        out.trim().to_owned()
    }
}
