//! X12: claims (837), remittances (835), eligibility (270, 271) and the like, patient by patient.
//!
//! A patient's segment (`NM1`) stands before what is said of them; in a remittance the claim (`CLP`) stands before its
//! patient. Where a claim has a subscriber and a patient, the patient is who it is about. The places follow ASC X12N
//! 005010X222A1 (837P), X221A1 (835) and X279A1 (270, 271), which 45 CFR 162 adopts.

use super::{Patient, patient};
use crate::scan::places;

/// What a segment says: titles, each with the places of its elements, which are one point together.
type Says = (&'static str, &'static [(&'static str, &'static [usize])]);

const SEGMENTS: &[Says] = &[
    ("AAA", &[("Denial reason", &[3])]),
    ("CAS", &[("Denial reason", &[1, 2, 3])]),
    ("CLM", &[("Account number", &[1]), ("Charges", &[2])]),
    (
        "CLP",
        &[
            ("Account number", &[1]),
            ("Charges", &[3, 4]),
            ("Claim number", &[7]),
        ],
    ),
    ("DMG", &[("Date of birth", &[2]), ("Sex", &[3])]),
    ("EB", &[("Coverage", &[1, 3, 5])]),
    ("EQ", &[("Service requested", &[1])]),
    ("N3", &[("Address", &[1, 2])]),
    ("N4", &[("Address", &[1, 2, 3])]),
    ("NTE", &[("Note", &[2])]),
    ("SV1", &[("Procedures", &[1])]),
    ("SV2", &[("Procedures", &[2])]),
    ("SV3", &[("Procedures", &[1])]),
    ("SVC", &[("Procedures", &[1])]),
];

/// Segments that are read for a patient only where they follow the patient's own name.
const OF_THE_NAMED: [&str; 3] = ["DMG", "N3", "N4"];

/// Segments that speak of the transaction, not of a patient.
const ENVELOPE: [&str; 15] = [
    "BHT", "BPR", "CUR", "GE", "GS", "HL", "IEA", "ISA", "LX", "PAT", "PER", "SBR", "SE", "ST",
    "TRN",
];

/// What a segment is called that is not known here.
const OTHER: &str = "Other segment";

/// The patients of a transaction.
pub(super) fn read(text: &str) -> Option<Vec<Patient>> {
    let signs = Signs::of(text)?;
    let mut reader = Reader::default();
    for segment in signs.segments(text) {
        reader.take(signs, &segment)?;
    }
    (!reader.all.is_empty()).then_some(reader.all)
}

/// The signs that a transaction is written with.
#[derive(Clone, Copy)]
struct Signs {
    element: char,
    component: char,
    end: char,
}

impl Signs {
    /// What stands behind the name of a patient's segment parts its elements; the other two are those that everybody uses.
    fn of(text: &str) -> Option<Self> {
        let after = |at: usize| text.get(at + "NM1".len()..)?.chars().next();
        let mut signs = places(text, "NM1").filter_map(after);
        Some(Self {
            element: signs.find(char::is_ascii_punctuation)?,
            component: ':',
            end: '~',
        })
    }

    fn segments(self, text: &str) -> impl Iterator<Item = Vec<&str>> {
        let segments = text.split([self.end, '\n', '\r']).map(str::trim);
        segments.map(move |segment| segment.split(self.element).map(str::trim).collect())
    }
}

/// Reads a transaction from its first segment to its last.
#[derive(Default)]
struct Reader {
    all: Vec<Patient>,
    /// What was said of a claim whose patient is not named yet.
    early: Vec<(&'static str, String)>,
    /// Whether the last name was the patient's.
    is_named: bool,
    /// Whom segments are about.
    key: Option<String>,
    /// Whether the subscriber is somebody else than the patient.
    is_other: bool,
    /// Whether the claim named its patient as one: then no subscriber behind it is meant.
    is_patient: bool,
}

impl Reader {
    /// Takes a segment. None where it names a patient who cannot be told from others.
    fn take(&mut self, signs: Signs, elements: &[&str]) -> Option<()> {
        let at = |place: usize| elements.get(place).copied().unwrap_or_default();
        match at(0) {
            "NM1" => return self.name(elements),
            "SBR" => self.is_other = at(2).is_empty(),
            "CLP" => {
                self.close();
                self.say(signs, elements);
            }
            "HL" => self.close(),
            "HI" => self.diagnoses(signs, elements),
            "DTP" | "DTM" => self.day(elements),
            name if ENVELOPE.contains(&name) => {}
            _ => self.say(signs, elements),
        }
        Some(())
    }

    /// Another claim or another level begins.
    fn close(&mut self) {
        self.is_patient = false;
        self.is_named = false;
        self.key = None;
        self.early.clear();
    }

    /// A name: a patient's, or somebody's who is part of the claim.
    fn name(&mut self, elements: &[&str]) -> Option<()> {
        let at = |place: usize| elements.get(place).copied().unwrap_or_default();
        let name = [at(4), at(5), at(3)].map(str::trim);
        let name = name
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let is_subscriber = matches!(at(1), "IL" | "74");
        let is_patient =
            matches!(at(1), "QC" | "03") || (is_subscriber && !self.is_other && !self.is_patient);
        self.is_named = is_patient;
        if !is_patient {
            let title = if at(1) == "PR" { "Payer" } else { "Provider" };
            if !is_subscriber {
                self.add(title, &name);
            }
            return Some(());
        }
        if name.is_empty() && at(9).is_empty() {
            return None;
        }
        self.is_patient |= !is_subscriber;
        // Without a number of their own, two people of one name are two.
        let number = Some(at(9).to_owned()).filter(|number| !number.is_empty());
        let number = number.unwrap_or_else(|| format!("#{}", self.all.len()));
        self.key = Some(format!("{number}|{name}"));
        self.add("Patient name", &name);
        let title = if at(8) == "34" { "SSN" } else { "Member ID" };
        self.add(title, at(9));
        for (title, words) in std::mem::take(&mut self.early) {
            self.add(title, &words);
        }
        Some(())
    }

    /// What a segment says, by its list.
    fn say(&mut self, signs: Signs, elements: &[&str]) {
        let name = elements.first().copied().unwrap_or_default();
        if OF_THE_NAMED.contains(&name) && !self.is_named {
            return;
        }
        let is_segment = (2..=3).contains(&name.len()) && elements.len() > 1;
        let Some((_, says)) = SEGMENTS.iter().find(|(known, _)| *known == name) else {
            if is_segment && self.key.is_some() {
                self.add(OTHER, name);
            }
            return;
        };
        for (title, places) in *says {
            let said = places.iter().filter_map(|at| elements.get(*at));
            let said: Vec<String> = said.map(|element| signs.said(element)).collect();
            self.add(title, said.join(" ").trim());
        }
    }

    /// Diagnoses; codes of procedures, days and other facts of a bill are other segments.
    fn diagnoses(&mut self, signs: Signs, elements: &[&str]) {
        for element in elements.iter().skip(1) {
            match element.split_once(signs.component) {
                Some(("ABF" | "ABJ" | "ABK" | "ABN" | "APR", code)) => {
                    let code = code.split(signs.component).next().unwrap_or_default();
                    self.add("Diagnosis", &dotted(code));
                }
                _ => self.add(OTHER, "HI"),
            }
        }
    }

    /// A day of the service (472, 232), the bill (434) or the stay (435).
    fn day(&mut self, elements: &[&str]) {
        let at = |place: usize| elements.get(place).copied().unwrap_or_default();
        let value = if at(0) == "DTM" { at(2) } else { at(3) };
        match at(1) {
            "232" | "434" | "435" | "472" => self.add("Date of service", value),
            _ => self.add(OTHER, at(0)),
        }
    }

    fn add(&mut self, title: &'static str, words: &str) {
        match &self.key {
            Some(key) => {
                if let Some(one) = patient(&mut self.all, key) {
                    one.add(title, words);
                }
            }
            None => self.early.push((title, words.to_owned())),
        }
    }
}

impl Signs {
    /// An element in words: a code without the word that says which list it is of.
    fn said(self, element: &str) -> String {
        let parts: Vec<&str> = element.split(self.component).collect();
        match parts.split_first() {
            Some((&("AD" | "ER" | "HC" | "HP" | "IV" | "NU" | "WK"), code)) => code.join(" "),
            _ => parts.join(" "),
        }
    }
}

/// A code of ICD-10-CM with the dot that claims leave out.
fn dotted(code: &str) -> String {
    match code.split_at_checked(3) {
        Some((head, tail)) if !tail.is_empty() && !code.contains('.') => format!("{head}.{tail}"),
        _ => code.to_owned(),
    }
}
