//! Recognizes chart exports and tables of many patients, and reads and writes whole documents; pure, for untrusted input.
//!
//! Such texts are never sent, in whatever form: they hold more than any question needs (minimum necessary, 45 CFR
//! 164.502(b)). [`recognize`] looks at structure, not at words: a question *about* FHIR passes, a bundle does not.
//! [`recognize_document`] does so with a whole JSON document, and [`several_patients`] with what a finder of names and
//! numbers found. One file a format; no format is read into a model of it, no length is trusted, and time grows no faster
//! than the text. Identifiers in ordinary text are the business of the `phi` crate.
//!
//! [`guarded`] says what a text touches that a law guards more than the rest.
//!
//! A [`Document`] is another matter: somebody's own file, of which everything that identifies is to be replaced while its
//! format stays as it was.
//!
//! Of an export, [`patients`] are read field by field, so that somebody can take what a task needs and nothing else.

#![deny(missing_docs)]

mod ccda;
mod chart;
mod day;
mod document;
mod encoded;
mod extract;
mod fhir;
mod flatten;
mod format;
mod guarded;
mod hl7;
mod labels;
mod listed;
mod name;
mod records;
mod roster;
mod scan;
mod seen;
mod table;
mod unescape;
mod visit;
mod x12;

pub use document::recognize_document;
pub use extract::{Hidden, Patient, Taken, Untitled, patients};
pub use format::{Collision, Document, Format, Inspected, ReplaceError, Scrubbed};
pub use guarded::{Guarded, guarded};
pub use roster::found::{Clue, Found, several_patients};
pub use visit::{VISIT_HEADS, VisitDay, VisitHead, is_of_another_visit};

use serde::{Deserialize, Serialize};

/// A kind of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// A C-CDA or other HL7 clinical document (XML).
    CCda,
    /// A FHIR bundle, or many FHIR resources.
    FhirBundle,
    /// Several HL7 v2 messages.
    Hl7Batch,
    /// One HL7 v2 message about a patient.
    Hl7Message,
    /// Rows or records of several patients.
    PatientTable,
    /// The notes of several visits, pasted out of a chart.
    SeveralVisits,
    /// An X12 transaction about a patient: claim, eligibility, enrollment, remittance.
    X12,
}

impl Export {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 7] = [
        Self::CCda,
        Self::FhirBundle,
        Self::Hl7Batch,
        Self::Hl7Message,
        Self::PatientTable,
        Self::SeveralVisits,
        Self::X12,
    ];

    /// The word for it in data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CCda => "c_cda",
            Self::FhirBundle => "fhir_bundle",
            Self::Hl7Batch => "hl7_batch",
            Self::Hl7Message => "hl7_message",
            Self::PatientTable => "patient_table",
            Self::SeveralVisits => "several_visits",
            Self::X12 => "x12",
        }
    }

    /// What it is, for a person: "a FHIR bundle".
    #[must_use]
    pub fn plain(self) -> &'static str {
        match self {
            Self::CCda => "a clinical document (C-CDA)",
            Self::FhirBundle => "a FHIR bundle",
            Self::Hl7Batch => "several HL7 messages",
            Self::Hl7Message => "an HL7 message",
            Self::PatientTable => "a table of several patients",
            Self::SeveralVisits => "the notes of several visits",
            Self::X12 => "an X12 transaction",
        }
    }

    /// What it is recognized by, for a person; nothing of its content.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::CCda => "a ClinicalDocument with its sections",
            Self::FhirBundle => "FHIR resources, each with its resourceType",
            Self::Hl7Batch => "more than one MSH segment",
            Self::Hl7Message => "segments of a message, such as MSH and PID",
            Self::PatientTable => "rows or records of more than one patient",
            Self::SeveralVisits => "days of more than one visit, each with a part of its note",
            Self::X12 => "segments of a transaction, such as ISA, ST and NM1",
        }
    }
}

/// The export that `text` is or contains, if it does.
///
/// The export may stand in a longer text, behind a byte order mark, escaped as in a JSON string or in XML, or in base64.
#[must_use]
pub fn recognize(text: &str) -> Option<Export> {
    decoded(text, ENCODED)
}

/// How often a text may be in base64 of base64.
const ENCODED: usize = 2;

fn decoded(text: &str, levels: usize) -> Option<Export> {
    readable(text).or_else(|| {
        let inner = levels.checked_sub(1)?;
        encoded::texts(text).find_map(|text| decoded(&text, inner))
    })
}

fn readable(text: &str) -> Option<Export> {
    as_written(text).or_else(|| {
        let once = unescape::unescaped(text)?;
        as_written(&once).or_else(|| as_written(&unescape::unescaped(&once)?))
    })
}

/// A way to recognize an export.
type Recognizer = fn(&str) -> Option<Export>;

/// Charts, lists and tables of patients, in ways that need no format of their own.
const LISTS: [Recognizer; 5] = [
    chart::recognize,
    table::recognize,
    labels::recognize,
    listed::recognize,
    roster::recognize,
];

fn as_written(text: &str) -> Option<Export> {
    const FORMATS: [Recognizer; 5] = [
        ccda::recognize,
        fhir::recognize,
        hl7::recognize,
        x12::recognize,
        records::recognize,
    ];
    first(&FORMATS, text)
        .or_else(|| first(&LISTS, text))
        .or_else(|| first(&LISTS, &flatten::markup(text)?))
        .or_else(|| first(&LISTS, &flatten::inserted(text)?))
}

fn first(formats: &[Recognizer], text: &str) -> Option<Export> {
    formats.iter().find_map(|format| format(text))
}

#[cfg(test)]
mod tests;
